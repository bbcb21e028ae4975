"""The embedded store's file: who may open it, and what is wrong with it. What kills leave behind: ``tests/faults``."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import ladybug
import pytest

from graph.errors import StoreBusyError, StoreError
from graph.store import StoreOptions, open_store
from tests.contract.batches import PLAN, PLAN_COUNTS, corrected_plan, many_tasks, notice, plan, report

ROOT = Path(__file__).parents[2]


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start another process that can import the project and its tests."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_missing_folders_are_made(tmp_path: Path) -> None:
    """The first opening creates the folders above the file."""
    with open_store(f"ladybug:{tmp_path / 'a' / '图' / 'graph.lbug'}") as store:
        store.load(plan())

    assert (tmp_path / "a" / "图" / "graph.lbug").is_file()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A path that is a folder is said to be one."""
    with pytest.raises(StoreError, match="is a folder: give the path of a file"):
        open_store(f"ladybug:{tmp_path}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """Where a file stands in the way of a folder, or the folder may not be written."""
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="the folder cannot be made"):
        open_store(f"ladybug:{tmp_path / 'file' / 'graph.lbug'}")


@pytest.mark.parametrize("content", [b"hello" * 2000, b"PK\x03\x04" + b"\0" * 9000], ids=["text", "zip"])
def test_a_file_that_is_no_graph_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    """One line that says so; the file is not touched."""
    file = tmp_path / "letter.docx"
    file.write_bytes(content)

    with pytest.raises(StoreError, match=r"letter\.docx: it is not a zerentu graph") as caught:
        open_store(f"ladybug:{file}")

    assert "\n" not in str(caught.value)
    assert file.read_bytes() == content


@pytest.mark.parametrize("part", [0.01, 0.5, 0.9])
def test_a_file_that_is_cut_off_is_said_to_be(tmp_path: Path, part: float) -> None:
    """Half a copy does not crash and is not taken for an empty graph."""
    file = tmp_path / "graph.lbug"
    with open_store(f"ladybug:{file}") as store:
        store.load(many_tasks(1, 100))
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)])

    with pytest.raises(StoreError, match=r"graph\.lbug: the file is cut off or damaged"):
        open_store(f"ladybug:{file}")


def test_a_damaged_log_is_refused_and_not_skipped(tmp_path: Path) -> None:
    """The write-ahead log holds acknowledged loads; to open without them would lose them in silence."""
    file, log = tmp_path / "graph.lbug", tmp_path / "graph.lbug.wal"
    writer = python(
        "import sys, os; from graph.store import open_store; from tests.contract.batches import plan, notice\n"
        "store = open_store('ladybug:' + sys.argv[1]); store.load(plan()); store.load(notice()); os._exit(9)",
        str(file),
    )
    writer.communicate()
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 0xFF
    log.write_bytes(bytes(content))

    with pytest.raises(StoreError, match=r"graph\.lbug"):
        open_store(f"ladybug:{file}")


def test_reading_only_needs_a_graph_that_is_there(ladybug_url: str, tmp_path: Path) -> None:
    """Neither a missing file nor an empty one is turned into a graph."""
    options = StoreOptions(read_only=True)
    (tmp_path / "empty.lbug").touch()

    with pytest.raises(StoreError, match="there is no graph there: load a document first"):
        open_store(ladybug_url, options)
    with pytest.raises(StoreError, match="holds no graph of zerentu"):
        open_store(f"ladybug:{tmp_path / 'empty.lbug'}", options)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.lbug"]


def test_a_second_process_is_told_that_the_file_is_taken(ladybug_url: str) -> None:
    """One process writes at a time; the other gets one line, and may open once the first has closed."""
    other = (
        "import sys; from graph.store import open_store\n"
        "try: open_store(sys.argv[1])\n"
        "except Exception as e: print(type(e).__name__, e)"
    )
    with open_store(ladybug_url) as store:
        store.load(plan())
        taken, _ = python(other, ladybug_url).communicate()
    free, _ = python(other, ladybug_url).communicate()

    assert taken.startswith("StoreBusyError") and "another process has it open" in taken
    assert taken.count("\n") == 1
    assert free == ""


def test_two_stores_of_one_process_share_the_file(ladybug_url: str, tmp_path: Path) -> None:
    """What one writes the other sees, by whatever path it came; the last to close gives the file back."""
    (tmp_path / "link").symlink_to(tmp_path)
    first = open_store(ladybug_url)
    second = open_store(f"ladybug:{tmp_path / 'link' / 'graph.lbug'}")

    first.load(plan())
    first.close()

    assert second.counts() == PLAN_COUNTS
    second.close()
    with (
        open_store(ladybug_url, StoreOptions(read_only=True)) as reader,
        pytest.raises(StoreBusyError, match="read-only"),
    ):
        assert reader.counts() == PLAN_COUNTS
        open_store(ladybug_url)


def test_closing_stops_what_runs(ladybug_url: str) -> None:
    """A long question in another thread ends with an error of ours, not with the process."""
    code = (
        "import sys, threading, time; from graph.store import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "numbers = 'UNWIND range(1,100000) AS a UNWIND range(1,100000) AS b WITH a*b AS c RETURN sum(c % 7) AS s'\n"
        "def ask():\n"
        "    try: store.ask(numbers)\n"
        "    except Exception as e: print(type(e).__name__, e)\n"
        "thread = threading.Thread(target=ask); thread.start(); time.sleep(0.3)\n"
        "store.close(); thread.join(); print('end')"
    )
    began = time.monotonic()

    said, _ = python(code, ladybug_url).communicate()

    assert said.splitlines()[-1] == "end"
    assert said.startswith("StoreError") and "the store is closed" in said
    assert time.monotonic() - began < 10


def test_a_reader_in_a_long_transaction_does_not_undo_a_load(ladybug_url: str) -> None:
    """Loads that outgrow the log meet a reader in the midst of its listing; all of them stay."""
    with open_store(ladybug_url) as store:
        store.load(plan())
        listing = store.edges()
        next(listing)
        for number in range(1, 4):
            store.load(many_tasks(number, 500))
        listing.close()  # type: ignore[attr-defined]

    with open_store(ladybug_url) as again:
        assert again.counts()[0]["Task"] == 1502


def test_a_document_goes_to_and_fro_without_wear(ladybug_url: str) -> None:
    """Delete and create of the same keys, thirty times, with reopening in between, leaves the graph right."""
    for _ in range(3):
        with open_store(ladybug_url) as store:
            for _ in range(5):
                store.load(plan())
                store.load(notice())
                store.load(corrected_plan())
                store.unload(PLAN)
    with open_store(ladybug_url, replace(StoreOptions(), read_only=True)) as store:
        assert [node.label for node in store.nodes()] == ["Jurisdiction", "Document", "Task", "Official", "Unit"]


def test_many_different_statements_do_not_use_up_the_memory(tmp_path: Path) -> None:
    """The engine keeps what it has prepared; three hundred statements at 64 MB used to fail after forty."""
    with open_store(f"ladybug:{tmp_path}/graph.lbug", StoreOptions(buffer_megabytes=64)) as store:
        answers = [store.ask(f"MATCH (t:Task) RETURN count(t) + {number} AS n").rows for number in range(300)]

    assert answers[299] == [[299]]


@pytest.mark.parametrize("skip", [1_001, 20_000, 1_000_000])
def test_a_page_far_behind_the_end_is_empty(tmp_path: Path, skip: int) -> None:
    """It used to crash the process."""
    with open_store(f"ladybug:{tmp_path}/graph.lbug") as store:
        rows = store.ask("UNWIND range(1, 150) AS x RETURN x ORDER BY x SKIP $skip LIMIT 5", {"skip": skip})

    assert (rows.rows, rows.truncated) == ([], False)


def test_a_deep_page_holds_as_many_rows_as_asked_for(tmp_path: Path) -> None:
    """Its limit is kept on our side: the rest is no truncation."""
    with open_store(f"ladybug:{tmp_path}/graph.lbug") as store:
        rows = store.ask("UNWIND range(1, 5000) AS x RETURN x ORDER BY x SKIP 2000 LIMIT 2")
        cut = store.ask("UNWIND range(1, 5000) AS x RETURN x ORDER BY x SKIP 2000 LIMIT 3", limit=2)

    assert (rows.rows, rows.truncated) == ([[2001], [2002]], False)
    assert (cut.rows, cut.truncated) == ([[2001], [2002]], True)


def test_a_file_of_an_older_schema_learns_the_new_labels(tmp_path: Path) -> None:
    """A graph made before reports had sections takes them; what it held stays."""
    path = tmp_path / "graph.lbug"
    with open_store(f"ladybug:{path}") as store:
        store.load(plan())
    _forget_sections(path)

    with open_store(f"ladybug:{path}") as store:
        result = store.load(report())

        assert result.outcome == "new"
        assert store.counts()[0]["Section"] == 2
        assert store.counts()[0]["Task"] == PLAN_COUNTS[0]["Task"]


def test_a_file_of_an_older_schema_learns_the_new_properties(tmp_path: Path) -> None:
    """A graph made before tasks had excerpts takes them; who only reads is told what to do first."""
    path = tmp_path / "graph.lbug"
    with open_store(f"ladybug:{path}") as store:
        store.load(plan())
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        connection.execute("ALTER TABLE `Task` DROP `excerpt`")
        connection.execute("ALTER TABLE `Document` DROP `report`")

    with pytest.raises(StoreError, match="earlier version of zerentu: load a document once"):
        open_store(f"ladybug:{path}", StoreOptions(read_only=True))
    with open_store(f"ladybug:{path}") as store:
        assert store.ask("MATCH (t:Task) RETURN DISTINCT t.excerpt AS excerpt").rows == [[None]]
        assert store.counts()[0]["Task"] == PLAN_COUNTS[0]["Task"]
    with open_store(f"ladybug:{path}", StoreOptions(read_only=True)) as store:
        assert store.counts()[0]["Task"] == PLAN_COUNTS[0]["Task"]


def _forget_sections(path: Path) -> None:
    """Make the file what it was before there were sections."""
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        for name, label in (("PART_OF", "Section"), ("STATED_IN", "Document")):
            connection.execute(f"ALTER TABLE `{name}` DROP FROM `Section` TO `{label}`")
        connection.execute("DROP TABLE `Section`")
