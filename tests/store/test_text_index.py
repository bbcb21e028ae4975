"""The text index of ladybug: whatever becomes of its file, a search answers what the graph holds."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store import Store, StoreOptions, open_store
from tests.contract.batches import corrected_plan, notice, plan

READ_ONLY = StoreOptions(read_only=True)


@pytest.fixture
def index(ladybug_url: str) -> Path:
    """The index file of a graph that holds the plan."""
    with open_store(ladybug_url) as store:
        store.load(plan())
        assert found(store) == ["1.2"]
    return Path(f"{ladybug_url.partition(':')[2]}.search")


def found(store: Store, text: str = "整治") -> list[str]:
    return [hit.id.rpartition(":")[2] for hit in store.search(text)]


def loads(index: Path) -> int:
    with sqlite3.connect(index) as connection:
        number: int = connection.execute("SELECT count(*) FROM load").fetchone()[0]
    connection.close()
    return number


def truncate(index: Path) -> None:
    with index.open("r+b") as file:
        file.truncate(index.stat().st_size // 2)


def change(statement: str) -> Callable[[Path], None]:
    def work(index: Path) -> None:
        with sqlite3.connect(index) as connection:
            connection.execute(statement)
        connection.close()

    return work


@pytest.mark.parametrize(
    "damage",
    [
        Path.unlink,
        truncate,
        lambda index: index.write_bytes(b""),
        lambda index: index.write_bytes(b"no index at all" * 1000),
        change("DROP TABLE node"),
        change("DROP TABLE gram"),
        change("UPDATE made SET format = 'of long ago'"),
        change("DELETE FROM gram_data"),
    ],
    ids=["missing", "cut off", "empty", "something else", "no table", "no tokens", "another format", "no postings"],
)
def test_a_damaged_index_is_made_anew(ladybug_url: str, index: Path, damage: Callable[[Path], object]) -> None:
    """The graph has all that is in it; the new one is a file again."""
    damage(index)

    with open_store(ladybug_url) as store:
        assert found(store) == ["1.2"]
    assert loads(index) == 1


def test_an_index_that_stayed_behind_follows(ladybug_url: str, index: Path, tmp_path: Path) -> None:
    """As after a crash between the commit of the graph and that of the index, or where a copy was put back."""
    shutil.copy(index, tmp_path / "old")
    with open_store(ladybug_url) as store:
        store.load(corrected_plan())
        store.load(notice())
        assert (found(store), found(store, "减税")) == ([], ["1.1"])
    shutil.copy(tmp_path / "old", index)

    with open_store(ladybug_url) as store:
        assert (found(store), found(store, "减税")) == ([], ["1.1"])


def test_the_index_of_another_graph_is_not_believed(ladybug_url: str, index: Path, tmp_path: Path) -> None:
    """It holds the same document, but of another load."""
    with open_store(f"ladybug:{tmp_path / 'other.lbug'}") as store:
        store.load(corrected_plan())
        assert found(store) == []
    shutil.copy(tmp_path / "other.lbug.search", index)

    with open_store(ladybug_url) as store:
        assert found(store) == ["1.2"]


def test_who_dies_while_the_index_is_written_leaves_the_old_one(ladybug_url: str, index: Path) -> None:
    """The process ends after the first document went out of the index, and before the new one is in."""
    done = python(
        "import os; from graph.store import open_store, text_index; from tests.contract.batches import corrected_plan\n"
        f"store = open_store({ladybug_url!r}); store.load(corrected_plan())\n"
        "text_index._add = lambda *_: os._exit(9)\nstore.search('整治')"
    )
    assert done.returncode == 9, done.stderr

    with open_store(ladybug_url) as store:
        assert (found(store), found(store, "收入")) == ([], ["综合指标/收入", "1.1"])


def test_a_read_only_store_writes_no_file(ladybug_url: str, index: Path) -> None:
    """It takes the index that is there where that is of this state, else it has one in memory."""
    with open_store(ladybug_url) as store:
        store.load(notice())
    before = index.read_bytes()

    with open_store(ladybug_url, READ_ONLY) as store:
        assert (found(store), found(store, "减税")) == (["1.2"], ["1.1"])
    assert index.read_bytes() == before
    index.unlink()
    with open_store(ladybug_url, READ_ONLY) as store:
        assert found(store) == ["1.2"]
    assert not index.exists()


def test_two_processes_search_one_graph(ladybug_url: str, index: Path) -> None:
    """Both read only; one has the file open while the other looks."""
    with open_store(ladybug_url, READ_ONLY) as store:
        assert found(store) == ["1.2"]
        done = python(
            "from graph.store import open_store, StoreOptions\n"
            f"store = open_store({ladybug_url!r}, StoreOptions(read_only=True)); print(len(store.search('整治')))"
        )
        assert found(store) == ["1.2"]

    assert (done.stdout.strip(), done.returncode) == ("1", 0), done.stderr
    assert loads(index) == 1


def test_an_index_that_another_process_holds_is_done_without(ladybug_url: str, index: Path) -> None:
    """Who locks the file does not stop a search, and loses nothing."""
    with open_store(ladybug_url) as store:
        store.load(notice())
    holder = sqlite3.connect(index, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with open_store(ladybug_url) as store:
            assert found(store, "减税") == ["1.1"]
    finally:
        holder.close()

    assert loads(index) == 1


def test_a_place_that_takes_no_file_is_no_hindrance(ladybug_url: str, index: Path) -> None:
    """There the index is in memory, and follows the loads all the same."""
    index.unlink()
    index.mkdir()

    with open_store(ladybug_url) as store:
        assert found(store) == ["1.2"]
        store.load(corrected_plan())
        assert found(store) == []


def python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
