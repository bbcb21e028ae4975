"""``zerentu backup``, ``restore`` and ``migrate`` as users run them."""

import json
import subprocess
import time
from pathlib import Path

import ladybug
import pytest

from graph.store import open_store
from tests.api.command_line import DOCUMENT, SAMPLE, SCRIPT, clean_environment, zerentu
from tests.api.test_stopping import served
from tests.conftest import Address
from tests.contract.batches import many_tasks


@pytest.fixture
def url(ladybug_url: str) -> str:
    """The sample in a file."""
    zerentu("load", SAMPLE, "--store", ladybug_url)
    return ladybug_url


@pytest.fixture
def backup(url: str, tmp_path: Path) -> Path:
    """A backup of it."""
    file = tmp_path / "backup.gz"
    assert zerentu("backup", file, "--store", url).code == 0
    return file


def test_a_backup_says_what_it_holds(url: str, tmp_path: Path) -> None:
    """For people in a line; for programs with the digest of the graph, and what was left out."""
    file = tmp_path / "graph.gz"

    said = zerentu("backup", file, "--store", url)
    told = json.loads(zerentu("backup", file, "--store", url, "--json").out)

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{file}: 1 documents, 413 nodes and 1557 relationships, ")
    assert (told["documents"], told["nodes"], told["relationships"], told["left_out"]) == (1, 413, 1557, 0)
    assert told["bytes"] == file.stat().st_size
    assert len(told["digest"]) == 64


def test_a_backup_is_restored_into_a_new_store(backup: Path, tmp_path: Path) -> None:
    """What it holds is said, and what was there already when it is done again."""
    copy = f"ladybug:{tmp_path / 'copy.lbug'}"

    first = zerentu("restore", backup, "--store", copy)
    again = json.loads(zerentu("restore", backup, "--store", copy, "--json").out)

    assert first.out == (
        "1 documents written; the store holds 1 documents, 413 nodes and 1557 relationships, compared and equal\n"
    )
    assert (again["written"], again["unchanged"], again["removed"]) == (0, 1, 0)
    assert json.loads(zerentu("ask", "documents", "--store", copy, "--json").out)["rows"][0][0] == DOCUMENT


def test_a_damaged_backup_is_2_and_writes_nothing(backup: Path, tmp_path: Path) -> None:
    """In one line; not even a file for the store is made, and one that is there stays as it is."""
    copy = tmp_path / "copy.lbug"
    backup.write_bytes(backup.read_bytes()[:-9])

    zerentu("restore", backup, "--store", f"ladybug:{copy}").fails(2, "backup.gz", "cut off")

    assert not copy.exists()


def test_a_store_that_holds_something_else_is_2(backup: Path, tmp_path: Path) -> None:
    """Until --replace says that it may go."""
    other = f"ladybug:{tmp_path / 'other.lbug'}"
    zerentu("load", SAMPLE, "--jurisdiction", "常熟市", "--store", other)

    zerentu("restore", backup, "--store", other).fails(2, "--replace", "320581")
    replaced = zerentu("restore", backup, "--store", other, "--replace")

    assert replaced.code == 0
    assert replaced.out.startswith("1 documents written, 1 taken out before; ")


def test_nothing_is_backed_up_of_a_store_without_documents(tmp_path: Path) -> None:
    """An empty backup would take the place of the last good one."""
    file, empty = tmp_path / "graph.gz", f"ladybug:{tmp_path / 'empty.lbug'}"
    file.write_bytes(b"the last good one")
    open_store(empty).close()

    zerentu("backup", file, "--store", empty).fails(1, "no document")
    zerentu("backup", file, "--store", f"ladybug:{tmp_path / 'none.lbug'}").fails(3, "no graph there")

    assert file.read_bytes() == b"the last good one"


def test_what_belongs_to_no_document_is_1(url: str, tmp_path: Path) -> None:
    """The backup is there, and a line says what is not in it."""
    path = url.partition(":")[2]
    with ladybug.Database(path) as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE (:Task {id: 'x'})")

    ended = zerentu("backup", tmp_path / "graph.gz", "--store", url)

    ended.fails(1, "1 nodes and 0 relationships", "export")
    assert (tmp_path / "graph.gz").exists()


def test_a_file_that_cannot_be_written_is_2(url: str, tmp_path: Path) -> None:
    """As for every other command."""
    zerentu("backup", tmp_path / "none" / "graph.gz", "--store", url).fails(2, "cannot be written")


def test_a_running_server_is_no_hindrance_to_a_backup(url: str, backup: Path, tmp_path: Path) -> None:
    """It has the file to itself, so a copy is read; the result is the same to the byte."""
    beside = tmp_path / "beside.gz"
    with served(url) as service:
        ended = zerentu("backup", beside, "--store", url)
        still = service.get("/ready")

    assert (ended.code, ended.err) == (0, "")
    assert still.status_code == 200
    assert beside.read_bytes() == backup.read_bytes()


def test_a_restore_that_is_killed_is_done_by_the_same_command(tmp_path: Path) -> None:
    """Whenever that was: what is there then is whole documents, and the second time completes them."""
    source, copy, file = f"ladybug:{tmp_path / 'many.lbug'}", tmp_path / "copy.lbug", tmp_path / "many.gz"
    with open_store(source) as store:
        for number in range(12):
            store.load(many_tasks(number, 10))
        whole = [*store.nodes(), *store.edges()]
    zerentu("backup", file, "--store", source)
    process = subprocess.Popen(
        [SCRIPT, "restore", file, "--store", f"ladybug:{copy}"], env=clean_environment(), stdout=subprocess.DEVNULL
    )
    while not copy.exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)
    process.kill()
    process.wait(timeout=20)

    with open_store(f"ladybug:{copy}") as store:
        nodes, edges = store.counts()
    again = zerentu("restore", file, "--store", f"ladybug:{copy}")

    assert (nodes["Task"], edges["OWNS"]) == (10 * nodes["Document"], 20 * nodes["Document"])
    assert (again.code, again.err) == (0, "")
    with open_store(f"ladybug:{copy}") as store:
        assert [*store.nodes(), *store.edges()] == whole


@pytest.mark.neo4j
def test_a_graph_migrates_to_neo4j_and_back(url: str, neo4j_address: Address, tmp_path: Path) -> None:
    """Each time both are compared; a backup of each of the three is the same file."""
    uri, options = neo4j_address
    signed_in = {"ZERENTU_NEO4J_PASSWORD": options.password, "ZERENTU_NEO4J_USER": options.user}
    back = f"ladybug:{tmp_path / 'back.lbug'}"

    there = zerentu("migrate", url, uri, environment=signed_in)
    again = zerentu("migrate", uri, back, "--json", environment=signed_in)
    files = [tmp_path / f"{number}.gz" for number in range(3)]
    for file, store in zip(files, (url, uri, back), strict=True):
        assert zerentu("backup", file, "--store", store, environment=signed_in).code == 0

    assert there.out.endswith("413 nodes and 1557 relationships, compared and equal\n")
    assert (json.loads(again.out)["written"], json.loads(again.out)["nodes"]) == (1, 413)
    assert len({file.read_bytes() for file in files}) == 1


def test_migrate_names_what_is_wrong(url: str, tmp_path: Path) -> None:
    """The same store twice, nothing there, an address that is none."""
    empty = f"ladybug:{tmp_path / 'empty.lbug'}"
    open_store(empty).close()

    zerentu("migrate", url, url).fails(2, "name two")
    zerentu("migrate", empty, url).fails(1, "no document")
    zerentu("migrate", f"ladybug:{tmp_path / 'none.lbug'}", empty).fails(3, "no graph there")
    zerentu("migrate", url, "sqlite:x").fails(2, "names no engine")
