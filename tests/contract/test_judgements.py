"""Judgements in a graph, on both engines: applied at once, kept over loads, undone without a trace."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.judging import Judged, Judging, Wanted, load_judged, moved_unit
from api.versions import read_version
from graph.errors import InputError, JudgementError, NotFoundError, StoreBusyError
from graph.judgements import Judgement, Verdict
from graph.model import Batch
from graph.store import Store, open_store
from graph.store.dump import checked_dump
from graph.store.judging import change_of, judgements_of
from graph.store.ladybug_writing import LadybugTransaction
from graph.store.neo4j_writing import Neo4jTransaction
from graph.store.parting import parted
from graph.store.restoring import restore_all
from graph.units import Decisions
from loaders import Extraction, Options, extract_bytes, extract_file
from loaders.bodies import judged_again
from tests.contract.test_dump import dumped, listed

DATA = Path(__file__).parents[2] / "data"
PLAN, OTHER = "320585:太办发〔2026〕1号", "320585:太办发〔2026〕2号"
PLAN_ROWS = """序号,工作任务,牵头单位,配合单位
1,办好老年大学,老干部局、老干局,教育局
2,走访慰问老同志,市老干局,财政局
3,由老干局派员讲课,教育局,财政局
4,编制规划,发改委,发展和改革委员会、财政局
"""
OTHER_ROWS = "序号,工作任务,牵头单位,配合单位\n1,疏浚河道,水务局,财政局\n"
Edges = set[tuple[str, str, str, str]]


def read(rows: str, number: str) -> Extraction:
    return extract_bytes(rows.encode(), "plan.csv", Options(jurisdiction="太仓市", number=number, year=2026))


def load_both(store: Store) -> None:
    load_judged(store, read(PLAN_ROWS, "太办发〔2026〕1号"))
    load_judged(store, read(OTHER_ROWS, "太办发〔2026〕2号"))


def judge(store: Store, verdict: Verdict, first: str, second: str) -> Judged:
    judging = Judging(lambda: store)
    return judging.put(judging.prepare(Wanted("太仓市", (first, second), verdict, "机构改革方案", "督查室")))


def edges(store: Store) -> Edges:
    """Return who answers for which row of the plan: role, unit, row, printed name."""
    return {
        (
            edge.type,
            edge.start.partition(":")[2],
            edge.finish.removeprefix(f"{PLAN}:1."),
            str(edge.properties["printed"]),
        )
        for edge in store.edges()
        if edge.type in {"OWNS", "SUPPORTS"} and edge.finish.startswith(f"{PLAN}:")
    }


def digests(store: Store) -> dict[str, str]:
    return {node.id: str(node.properties["digest"]) for node in store.nodes() if node.label == "Document"}


def mentions(store: Store) -> list[tuple[str, str]]:
    return [(edge.start, edge.finish) for edge in store.edges() if edge.type == "MENTIONS"]


APART: Edges = {
    ("OWNS", "老干部局", "1", "老干部局"),
    ("OWNS", "老干局", "1", "老干局"),
    ("SUPPORTS", "教育局", "1", "教育局"),
    ("OWNS", "老干局", "2", "市老干局"),
    ("SUPPORTS", "财政局", "2", "财政局"),
    ("OWNS", "教育局", "3", "教育局"),
    ("SUPPORTS", "财政局", "3", "财政局"),
    ("OWNS", "发改委", "4", "发改委"),
    ("SUPPORTS", "发改委", "4", "发展和改革委员会"),
    ("SUPPORTS", "财政局", "4", "财政局"),
}
"""What the plan says, read off ``PLAN_ROWS`` by hand."""


@pytest.fixture
def loaded(store: Store) -> Iterator[Store]:
    """Both documents, without a judgement."""
    load_both(store)
    assert edges(store) == APART
    return store


def test_two_units_become_one_with_the_words_of_both(loaded: Store) -> None:
    """The edges go over as they are printed; where both answer for a task, one edge holds both receipts."""
    judged = judge(loaded, "same", "老干部局", "老干局")

    assert (judged.outcome, judged.unit) == ("new", "320585:老干部局")
    assert edges(loaded) == APART - {
        ("OWNS", "老干局", "1", "老干局"),
        ("OWNS", "老干局", "2", "市老干局"),
    } | {("OWNS", "老干部局", "2", "市老干局")}
    [both] = [edge for edge in loaded.edges() if edge.type == "OWNS" and edge.finish == f"{PLAN}:1.1"]
    assert both.properties["rank"] == 1
    assert both.properties["also"] == (
        '[{"rank":2,"inherited":false,"locator":"table 1, row 1, column 3, line 2","quote":"老干部局、老干局",'
        '"printed":"老干局"}]'
    )
    units = {node.id: node for node in loaded.nodes() if node.label == "Unit"}
    assert "320585:老干局" not in units
    assert units["320585:老干部局"].properties["aliases"] == ("老干局", "市老干部局", "市老干局")
    assert mentions(loaded) == [(f"{PLAN}:1.3", "320585:老干部局")], "the third row names 老干局 in its words"
    assert moved_unit(loaded, "320585:老干局") == "320585:老干部局"


def test_only_documents_that_name_the_unit_are_written(loaded: Store) -> None:
    """The other one keeps its load; the version of the graph changes with every judgement."""
    before, version = {node.id: node for node in loaded.nodes()}, read_version(loaded)

    judged = judge(loaded, "same", "老干部局", "老干局")
    between = read_version(loaded)

    assert [load.document for load in judged.loads] == [PLAN]
    after = {node.id: node for node in loaded.nodes()}
    assert after[OTHER] == before[OTHER]
    assert len({version, between}) == 2
    judge(loaded, "different", "教育局", "财政局")
    assert read_version(loaded) not in {version, between}


def test_the_nodes_of_a_document_are_looked_up_once(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read and written anew in one transaction, so what belongs to it is the same for both."""
    asked: list[str] = []
    for kind in (LadybugTransaction, Neo4jTransaction):
        monkeypatch.setattr(kind, "run", _noting(kind.run, asked))

    judge(loaded, "same", "老干部局", "老干局")

    tasks = [each for each in asked if each.endswith("<-[:STATED_IN]-(n:`Task`) RETURN n.id AS id")]
    assert len(tasks) == 1, "PLAN is the only document that names them"


def _noting(run: Callable[..., Any], asked: list[str]) -> Callable[..., Any]:
    def note(transaction: Any, statement: str, **parameters: Any) -> Any:
        asked.append(statement)
        return run(transaction, statement, **parameters)

    return note


def test_a_name_is_parted_from_its_unit(loaded: Store) -> None:
    """发展和改革委员会 is 发改委 by the alias table, until somebody says that here it is not."""
    judged = judge(loaded, "different", "发改委", "发展和改革委员会")

    assert (judged.outcome, judged.unit) == ("new", "")
    assert edges(loaded) == APART - {("SUPPORTS", "发改委", "4", "发展和改革委员会")} | {
        ("SUPPORTS", "发展和改革委员会", "4", "发展和改革委员会")
    }


@pytest.mark.parametrize(
    ("verdict", "first", "second"), [("same", "老干部局", "老干局"), ("different", "发改委", "发展和改革委员会")]
)
def test_what_is_judged_and_what_is_loaded_later_are_equal(
    loaded: Store, verdict: Verdict, first: str, second: str
) -> None:
    """The same file again changes nothing; taken out and loaded anew it is the same; withdrawn, it is as before."""
    before = digests(loaded)
    judged = judge(loaded, verdict, first, second)
    after, joined = digests(loaded), edges(loaded)

    assert load_judged(loaded, read(PLAN_ROWS, "太办发〔2026〕1号")).outcome == "unchanged"
    for document in (PLAN, OTHER):
        loaded.unload(document)
    assert [each.id for each in judgements_of(loaded)] == [judged.judgement.id]
    load_both(loaded)
    assert (digests(loaded), edges(loaded)) == (after, joined)

    Judging(lambda: loaded).withdraw(judged.judgement.id)
    assert digests(loaded) == before
    assert edges(loaded) == APART
    assert judgements_of(loaded) == []


def test_groups_follow_a_judgement(store: Store) -> None:
    """In the sample 浏河镇 may be meant by 各镇（区） as an addressee; joined with another town it is so no more."""
    extraction = extract_file(DATA / "taicang-2021-breakdown.txt")
    load_judged(store, extraction)
    before = digests(store)

    judged = judge(store, "same", "城厢镇", "浏河镇")

    ends = {edge.start for edge in store.edges() if edge.type == "MEMBER_OF"}
    assert "320585:城厢镇" in ends
    assert "320585:浏河镇" not in ends
    assert load_judged(store, extraction).outcome == "unchanged"
    Judging(lambda: store).withdraw(judged.judgement.id)
    assert digests(store) == before


def test_a_judgement_on_the_same_names_replaces_the_last(loaded: Store) -> None:
    """One judgement a pair; the very same one again changes nothing, not even who decided."""
    first = judge(loaded, "same", "老干部局", "老干局")
    version = read_version(loaded)

    assert judge(loaded, "same", "老干部局", "市老干局").outcome == "unchanged"
    assert read_version(loaded) == version
    assert judgements_of(loaded) == [first.judgement]

    turned = judge(loaded, "same", "老干局", "老干部局")
    assert (turned.outcome, turned.unit) == ("replaced", "320585:老干局")
    assert ("OWNS", "老干局", "1", "老干部局") in edges(loaded)

    assert judge(loaded, "different", "老干局", "老干部局").outcome == "replaced"
    assert edges(loaded) == APART


def test_what_cannot_hold_is_not_written(loaded: Store) -> None:
    """A contradiction, a unit that nobody knows, a place that nobody knows: the graph stays as it is."""
    judge(loaded, "same", "老干部局", "老干局")
    judge(loaded, "same", "教育局", "老干部局")
    before = listed(loaded)

    with pytest.raises(JudgementError):
        judge(loaded, "different", "老干局", "教育局")
    with pytest.raises(NotFoundError, match="no Unit '320585:林业局'"):
        judge(loaded, "same", "林业局", "园林局")
    with pytest.raises(NotFoundError, match="no Jurisdiction '昆山市'"):
        Judging(lambda: loaded).prepare(Wanted("昆山市", ("老干部局", "老干局"), "same", "", "督查室"))
    with pytest.raises(NotFoundError, match="no Judgement"):
        Judging(lambda: loaded).withdraw("320585:甲局|乙局")
    assert listed(loaded) == before


def test_a_change_that_fails_leaves_nothing(loaded: Store) -> None:
    """The judgement and the documents are written in one transaction."""
    before = listed(loaded)
    place = read(PLAN_ROWS, "太办发〔2026〕1号").facts.jurisdiction
    judgement = Judgement("320585", ("教育局", "财政局"), "same", "财政局", "", "督查室", "2026-01-01T00:00:00Z")

    def fail_at_the_second(batch: Batch, decisions: Decisions) -> Batch:
        if batch.document == OTHER:
            raise InputError("the second document")
        return judged_again(batch, decisions)

    with pytest.raises(InputError, match="the second document"):
        loaded.judge(change_of(place, [], [judgement], fail_at_the_second))
    assert listed(loaded) == before


def test_a_change_made_for_other_judgements_is_refused(loaded: Store) -> None:
    """Two who judge at the same moment do not overwrite each other unseen."""
    place = read(PLAN_ROWS, "太办发〔2026〕1号").facts.jurisdiction
    judgement = Judgement("320585", ("教育局", "财政局"), "same", "财政局", "", "督查室", "2026-01-01T00:00:00Z")
    late = change_of(place, [], [judgement], judged_again)
    judge(loaded, "same", "老干部局", "老干局")

    with pytest.raises(StoreBusyError, match="somebody else judged"):
        loaded.judge(late)
    assert len(judgements_of(loaded)) == 1


def test_judgements_go_with_a_dump(loaded: Store, tmp_path: Path) -> None:
    """Into another file and back, to the last character; what else was judged there is refused, or replaced."""
    judge(loaded, "same", "老干部局", "老干局")
    path = dumped(loaded, tmp_path / "dump.gz")

    with open_store(f"ladybug:{tmp_path / 'other.lbug'}") as other:
        assert restore_all(checked_dump(path), other, False, lambda done: None).written == 2
        assert listed(other) == listed(loaded)
        assert restore_all(checked_dump(path), other, False, lambda done: None).unchanged == 2

        judge(other, "different", "教育局", "财政局")
        with pytest.raises(InputError, match="0 documents and 1 judgements that are not in"):
            restore_all(checked_dump(path), other, False, lambda done: None)
        restore_all(checked_dump(path), other, True, lambda done: None)
        assert listed(other) == listed(loaded)
        with parted(other) as graph:
            assert graph.left_out == (0, 0)


def test_a_store_that_was_only_judged_can_be_dumped(loaded: Store, tmp_path: Path) -> None:
    """All documents were taken out; the judgements are still there, and stay in a dump."""
    judge(loaded, "same", "老干部局", "老干局")
    for document in (PLAN, OTHER):
        loaded.unload(document)
    path = dumped(loaded, tmp_path / "dump.gz")

    with open_store(f"ladybug:{tmp_path / 'other.lbug'}") as other:
        restore_all(checked_dump(path), other, False, lambda done: None)
        assert judgements_of(other) == judgements_of(loaded)


def test_loads_and_judgements_at_once(store: Store) -> None:
    """Whoever comes first: in the end every document is as the judgements have it."""
    load_judged(store, read(PLAN_ROWS, "太办发〔2026〕1号"))
    extractions = [read(PLAN_ROWS, f"太办发〔2026〕{number}号") for number in range(11, 19)]
    failures: list[BaseException] = []

    def load(extraction: Extraction) -> None:
        try:
            load_judged(store, extraction)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=load, args=(each,)) for each in extractions]
    for thread in threads[:4]:
        thread.start()
    judge(store, "same", "老干部局", "老干局")
    for thread in threads[4:]:
        thread.start()
    judge(store, "different", "发改委", "发展和改革委员会")
    for thread in threads:
        thread.join()

    assert failures == []
    units = {edge.start.partition(":")[2] for edge in store.edges() if edge.type in {"OWNS", "SUPPORTS"}}
    assert units == {"老干部局", "教育局", "财政局", "发改委", "发展和改革委员会"}
    assert len(digests(store)) == 9
