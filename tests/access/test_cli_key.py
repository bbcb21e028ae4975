"""``zerentu key``, and what ``doctor`` and ``serve`` say of access."""

import json
import re
import stat
from pathlib import Path

import pytest

from api.access.keys import KeyRing
from api.access.service_file import ServiceFile
from api.commands.access_checks import check_access, warnings
from api.commands.checks import Check
from api.settings import Settings
from tests.api.command_line import SAMPLE, Ended, zerentu


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the service file is to be."""
    return tmp_path / "graph.service.db"


def key(place: Path, *arguments: str) -> Ended:
    return zerentu("key", *arguments, environment={"ZERENTU_SERVICE_FILE": str(place)})


def test_a_key_is_printed_alone_and_once(place: Path) -> None:
    """A program takes it from standard output; the list has all but the secret."""
    made = key(place, "create", "--role", "editor", "--name", "督查室")
    told = made.out.strip()

    assert made.code == 0
    assert re.fullmatch(r"zer_[0-9a-f]{8}_[0-9a-f]{64}", told)
    assert told not in made.err
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    listed = key(place, "list")
    assert all(words in listed.out for words in (told.split("_")[1], "editor", "督查室"))
    assert told.split("_")[2] not in listed.out
    found = KeyRing(ServiceFile(place)).holder(told)
    assert found is not None
    assert (found.name, found.role) == ("督查室", "editor")


def test_json_says_the_same(place: Path) -> None:
    """Of create with the key, of list without."""
    made = json.loads(key(place, "create", "--role", "admin", "--json").out)
    listed = json.loads(key(place, "list", "--json").out)

    assert made.pop("key").startswith(f"zer_{made['id']}_")
    assert listed == {"keys": [made]}
    assert (made["role"], made["name"], made["revoked_at"]) == ("admin", "", None)


def test_a_key_is_revoked(place: Path) -> None:
    """A second time it stays revoked at the same moment; one that there is not is 1."""
    made = json.loads(key(place, "create", "--role", "reader", "--json").out)

    first, second = key(place, "revoke", made["id"]), key(place, "revoke", made["id"], "--json")

    assert first.code == second.code == 0
    assert json.loads(second.out)["revoked_at"] in first.out
    assert KeyRing(ServiceFile(place)).holder(made["key"]) is None
    key(place, "revoke", "00000000").fails(1, "00000000", "zerentu key list")


def test_bad_usage_is_2(place: Path) -> None:
    """No command, no role, a role that is none."""
    key(place).fails(2, "key --help")
    key(place, "create").fails(2, "--role")
    key(place, "create", "--role", "king").fails(2, "--role", "reader")
    assert not place.exists()


def test_the_file_is_beside_the_embedded_graph(tmp_path: Path) -> None:
    """Or where the setting says; for Neo4j in the folder of the project."""
    zerentu("key", "create", "--role", "reader", "--store", f"ladybug:{tmp_path / 'a.lbug'}")

    assert (tmp_path / "a.service.db").is_file()
    assert Settings(store="neo4j://host").service_path() == Path(".zerentu/graph.service.db")
    assert Settings(service_file=tmp_path / "x.db").service_path() == tmp_path / "x.db"


def test_a_file_that_cannot_be_written_is_3(tmp_path: Path) -> None:
    """One line names it and the setting."""
    (tmp_path / "file").touch()

    key(tmp_path / "file" / "x.db", "create", "--role", "reader").fails(3, "x.db", "ZERENTU_SERVICE_FILE")


def test_doctor_tells_of_keys(tmp_path: Path) -> None:
    """All is well on this machine without one; beyond it nobody could read, which is worth knowing."""
    store = f"ladybug:{tmp_path / 'graph.lbug'}"

    def keys(**settings: str | bool) -> Check:
        [found] = [each for each in check_access(Settings(store=store, **settings)) if each.check == "keys"]  # type: ignore[arg-type] # a mixture
        return found

    assert keys().state == "ok"
    alone = keys(host="0.0.0.0")  # noqa: S104 - it is only said
    assert (alone.state, "no key" in alone.finding, "key create" in alone.cure) == ("note", True, True)
    everybody = keys(host="192.0.2.7", public_read=True)
    assert (everybody.state, "everybody" in everybody.finding) == ("note", True)
    zerentu("load", SAMPLE, "--store", store)
    zerentu("key", "create", "--role", "reader", "--store", store)
    said = json.loads(zerentu("doctor", "--store", store, "--json", environment={"ZERENTU_HOST": "192.0.2.7"}).out)
    assert [each for each in said["checks"] if each["check"] == "keys"] == [
        {"check": "keys", "state": "ok", "finding": "1 key", "cure": ""}
    ]


def test_a_service_file_that_others_can_read_is_wrong(tmp_path: Path) -> None:
    """With the command that mends it; serve says it at its start."""
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}")
    file = ServiceFile(settings.service_path())
    KeyRing(file).all()
    zerentu("key", "create", "--role", "reader", "--store", settings.store)
    file.path.chmod(0o640)

    [check] = [each for each in check_access(settings) if each.check == "service file"]

    assert (check.state, check.cure) == ("wrong", f"chmod 600 {file.path}")
    assert warnings(settings) == [f"{check.finding}: {check.cure}"]


@pytest.mark.parametrize("rate", ["often", "5", "5/fortnight", ""])
def test_a_rate_that_is_none_is_2(rate: str, tmp_path: Path) -> None:
    """The setting is named, with an example."""
    ended = zerentu("key", "list", "--store", f"ladybug:{tmp_path / 'x'}", environment={"ZERENTU_RATE_LIMIT": rate})

    ended.fails(2, "ZERENTU_RATE_LIMIT", "600/minute")
