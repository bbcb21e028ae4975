"""Keys in the service file, and the file itself."""

import sqlite3
import stat
from pathlib import Path

import pytest

from api.access.audit import AuditLog, Caller, Entry
from api.access.errors import ServiceFileError
from api.access.keys import KeyRing, without_keys
from api.access.roles import Role
from api.access.service_file import ServiceFile
from graph.errors import NotFoundError


@pytest.fixture
def file(tmp_path: Path) -> ServiceFile:
    return ServiceFile(tmp_path / "folder" / "graph.service.db")


def test_a_key_is_known_by_what_its_holder_was_told(file: ServiceFile) -> None:
    """With the role and the name that it was made with; any other secret is not it."""
    keys = KeyRing(file)
    key, told = keys.create(Role.EDITOR, "张三")
    _, other_told = keys.create(Role.READER)

    assert keys.holder(told) == key
    assert (key.role, key.name) == (Role.EDITOR, "张三")
    assert keys.holder(told[:-1] + ("0" if told[-1] != "0" else "1")) is None
    assert keys.holder(f"zer_{key.id}_{other_told.rpartition('_')[2]}") is None
    assert [keys.holder(wrong) for wrong in ("", "zer_", told.upper(), f"{told} ", "é" * 77)] == [None] * 5


def test_the_secret_has_256_bits_and_is_not_in_the_file(file: ServiceFile) -> None:
    """Only its hash is, so a copy of the file opens nothing."""
    _, told = KeyRing(file).create(Role.ADMIN)
    file.close()
    secret = told.rpartition("_")[2]
    held = b"".join(path.read_bytes() for path in file.path.parent.iterdir())

    assert len(bytes.fromhex(secret)) == 32
    assert secret.encode() not in held
    assert bytes.fromhex(secret) not in held


def test_a_revoked_key_counts_no_more_at_once(file: ServiceFile) -> None:
    """Also where another process has looked it up before."""
    key, told = KeyRing(file).create(Role.READER)
    service = KeyRing(ServiceFile(file.path))
    assert service.holder(told)

    first = KeyRing(file).revoke(key.id)

    assert service.holder(told) is None
    assert KeyRing(file).revoke(key.id) == first
    with pytest.raises(NotFoundError, match="zerentu key list"):
        KeyRing(file).revoke("00000000")


def test_the_file_is_its_owners_alone(file: ServiceFile) -> None:
    """Mode 0600 from its first moment, and given back to it where it was opened up."""
    KeyRing(file).create(Role.READER)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.path.parent.iterdir()}
    file.close()
    file.path.chmod(0o644)
    KeyRing(ServiceFile(file.path)).create(Role.READER)

    assert set(modes.values()) == {0o600}, modes
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_a_file_that_is_taken_away_opens_nothing_more(file: ServiceFile) -> None:
    """A service that runs refuses its keys, whether they were only looked up or written as well."""
    _, told = KeyRing(file).create(Role.READER)
    service = KeyRing(ServiceFile(file.path))
    assert service.holder(told)

    file.path.rename(file.path.with_name("away"))

    for keys in (service, KeyRing(file)):
        with pytest.raises(ServiceFileError, match="moved or replaced"):
            keys.holder(told)
    with pytest.raises(ServiceFileError, match="moved or replaced"):
        KeyRing(file).create(Role.ADMIN)


def test_looking_for_a_key_makes_no_file(file: ServiceFile) -> None:
    """Who only reads leaves nothing behind."""
    assert KeyRing(file).holder("zer_00000000_" + "0" * 64) is None
    assert KeyRing(file).all() == []
    assert not file.path.parent.exists()


@pytest.mark.parametrize("content", [b"no database at all, but some text that is long enough", b""])
def test_a_file_that_is_none_is_said(file: ServiceFile, content: bytes) -> None:
    """An empty one is filled; another one is left as it is, with the path and the setting in the message."""
    file.path.parent.mkdir()
    file.path.write_bytes(content)

    if content:
        with pytest.raises(ServiceFileError, match=r"graph\.service\.db.*ZERENTU_SERVICE_FILE"):
            KeyRing(file).create(Role.READER)
        assert file.path.read_bytes() == content
    else:
        assert KeyRing(file).create(Role.READER)


def test_a_newer_file_is_not_touched(file: ServiceFile) -> None:
    """An older zerentu does not guess what a newer one meant."""
    KeyRing(file).create(Role.READER)
    file.close()
    with sqlite3.connect(file.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()

    with pytest.raises(ServiceFileError, match="newer zerentu"):
        KeyRing(ServiceFile(file.path)).all()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET outcome = 'done'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (id, at, name, address, action, outcome, detail) "
        "VALUES (1, '', '', '', '', '', '')",
        "REPLACE INTO audit (id, at, name, address, action, outcome, detail) VALUES (1, '', '', '', '', '', '')",
    ],
)
def test_the_audit_log_is_append_only(file: ServiceFile, statement: str) -> None:
    """Another program that has the file cannot change an entry by any statement on it either."""
    log = AuditLog(file)
    log.add(Entry("load", "new", "甲", "1"), Caller("1a2b3c4d", "张三", "192.0.2.7"))
    before = log.page(10, 0, {})
    connection = sqlite3.connect(file.path)

    with pytest.raises(sqlite3.IntegrityError, match="append-only"), connection:
        connection.execute(statement)
    connection.close()

    assert log.page(10, 0, {}) == before
    assert (before[1][0]["key"], before[1][0]["document"]) == ("1a2b3c4d", "甲")


def test_making_and_revoking_keys_is_in_the_log(file: ServiceFile) -> None:
    """By the id, and never with the secret."""
    keys = KeyRing(file)
    key, told = keys.create(Role.EDITOR)
    keys.revoke(key.id)

    total, entries = AuditLog(file).page(10, 0, {})

    assert total == 2
    assert [(each["action"], each["detail"]) for each in entries] == [
        ("revoke-key", f"{key.id}: editor"),
        ("create-key", f"{key.id}: editor"),
    ]
    assert told.rpartition("_")[2] not in str(entries)


def test_what_is_written_is_undone_by_an_error(file: ServiceFile) -> None:
    """A transaction is whole or not at all."""
    with pytest.raises(ServiceFileError, match="NOT NULL"), file.writing() as connection:
        connection.execute("INSERT INTO keys VALUES ('1', '', 'reader', x'00', '', NULL)")
        connection.execute("INSERT INTO keys VALUES ('2', NULL, 'reader', x'00', '', NULL)")

    assert file.rows("SELECT * FROM keys") == []


def test_each_role_covers_those_before_it() -> None:
    """reader, editor, admin."""
    assert [[one.covers(other) for other in Role] for one in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_a_key_is_taken_out_of_a_text() -> None:
    """Its id stays, so that one knows which to revoke."""
    told = "zer_1a2b3c4d_" + "0f" * 32

    assert without_keys(f"GET /tasks?key={told}&limit=1") == "GET /tasks?key=zer_1a2b3c4d_…&limit=1"
    assert without_keys("zerentu load") == "zerentu load"
