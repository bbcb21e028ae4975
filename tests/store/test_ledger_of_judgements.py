"""Judgements and the load ledger: documents that are written anew are acknowledged like loads."""

import shutil
from pathlib import Path

import pytest

from api.judging import Judging, Wanted, load_judged
from graph.errors import StoreError, StoreLossError
from graph.store import Store, open_store
from graph.store import ladybug as ladybug_store
from graph.store.judging import judgements_of
from graph.store.lines import graph_digest
from loaders import Options, extract_bytes
from tests.store.test_ledger import entries, killed_while

ROWS = "序号,工作任务,牵头单位,配合单位\n1,办好老年大学,老干部局、老干局,教育局\n2,走访老同志,老干局,财政局\n"
DOCUMENT = "320585:太办发〔2026〕1号"
JUDGE = """
from api.judging import Judging, Wanted
judging = Judging(lambda: store)
judging.put(judging.prepare(Wanted('太仓市', ('老干部局', '老干局'), 'same', '', '督查室')))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A graph file that holds a document in which two names of one body answer for the same task."""
    path = tmp_path / "graph.lbug"
    with open_store(f"ladybug:{path}") as store:
        options = Options(jurisdiction="太仓市", number="太办发〔2026〕1号", year=2026)
        load_judged(store, extract_bytes(ROWS.encode(), "plan.csv", options))
    return path


def judge(store: Store) -> str:
    judging = Judging(lambda: store)
    [load] = judging.put(judging.prepare(Wanted("太仓市", ("老干部局", "老干局"), "same", "", "督查室"))).loads
    return load.load_id


def test_a_document_that_a_judgement_changed_is_written_down(file: Path) -> None:
    """With its new load and one responsibility less, since two names of the first task became one edge."""
    with open_store(f"ladybug:{file}") as store:
        load_id = judge(store)

    [before, after] = entries(file)
    assert (after["event"], after["done"], after["document"], after["load_id"]) == ("load", True, DOCUMENT, load_id)
    assert (before["responsibilities"], after["responsibilities"]) == (5, 4)
    with open_store(f"ladybug:{file}") as store:
        assert len(judgements_of(store)) == 1


def test_a_file_from_before_a_judgement_is_refused(file: Path, tmp_path: Path) -> None:
    """It would open as if nobody had judged."""
    older = shutil.copy(file, tmp_path / "older")
    with open_store(f"ladybug:{file}") as store:
        judge(store)
    shutil.copy(older, file)

    with pytest.raises(StoreLossError, match="is there in an earlier version"):
        open_store(f"ladybug:{file}")


@pytest.mark.parametrize(
    ("where", "judged"),
    [
        ("ladybug_connection.Connection.commit = lambda *_: os._exit(7)", 0),
        ("ledger.Ledger._mark = lambda *_: os._exit(7)", 1),
    ],
    ids=["before the commit", "after the commit"],
)
def test_a_kill_leaves_all_of_a_judgement_or_nothing(file: Path, where: str, judged: int) -> None:
    """And the graph opens either way."""
    killed_while(file, f"{where}\n{JUDGE}")

    with open_store(f"ladybug:{file}") as store:
        assert len(judgements_of(store)) == judged
        joined = store.ask("MATCH (u:Unit) WHERE u.name = '老干局' RETURN count(u) AS n").rows
        assert joined == [[1 - judged]]


def test_a_full_disk_refuses_a_judgement(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, and the graph is as it was."""
    with open_store(f"ladybug:{file}") as store:
        before = graph_digest(store)

        with monkeypatch.context() as patched:
            patched.setattr(ladybug_store, "bytes_for", lambda plan: 2**60)
            with pytest.raises(StoreError, match="there is no room"):
                judge(store)
        assert graph_digest(store) == before
        judge(store)
        assert judgements_of(store)
