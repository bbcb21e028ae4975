"""Which part of a graph is exported, on every engine: a document, a unit's surroundings, what a question names."""

from collections.abc import Mapping

import pytest

from api.exports.content import Content, key_of
from api.exports.selecting import select
from api.exports.wanted import Wanted
from api.versions import read_version
from graph.errors import InputError, NotFoundError, QuestionError, StoreBusyError
from graph.model import Edge
from graph.store import Store, open_store
from tests.contract.batches import NOTICE, PLAN, notice, plan
from tests.contract.joined import DEPARTMENTS, DOCUMENT, PLACE, TOWNS, joined, task, unit

STATED = {("Document", DOCUMENT), ("Jurisdiction", PLACE)}


@pytest.fixture
def held(store: Store) -> Store:
    """The small graph of ``joined.py`` and a document of another place, once for each engine."""
    store.load(joined())
    store.load(plan())
    return store


def keys(content: Content) -> set[tuple[str, str]]:
    return {key_of(node) for node in content.nodes}


def duties(content: Content) -> set[tuple[str, str, str]]:
    return {_short(edge) for edge in content.edges if edge.type in {"LEADS", "OWNS", "SUPPORTS", "MEMBER_OF"}}


def _short(edge: Edge) -> tuple[str, str, str]:
    return edge.start.rpartition(":")[2], edge.type, edge.finish.rpartition(":")[2]


def test_the_whole_graph_is_what_the_store_lists(held: Store) -> None:
    """Every node and edge, in the store's order, from both documents."""
    selection = select(held, Wanted())

    assert selection.content.nodes == tuple(held.nodes())
    assert selection.content.edges == tuple(held.edges())
    assert selection.documents == ("责任分解（太政发〔2021〕9号）", "责任分解（青政发〔2023〕5号）")
    assert len(selection.version) == 12


def test_a_document_brings_its_own_nodes_and_those_that_they_lead_to(held: Store) -> None:
    """All that was loaded with it, in the order of the store, and nothing of the other place."""
    selection = select(held, Wanted(document="青政发〔2023〕5号"))

    batch = joined()
    assert keys(selection.content) == {key_of(node) for node in batch.nodes}
    assert {(edge.type, edge.start, edge.finish) for edge in selection.content.edges} == {
        (edge.type, edge.start, edge.finish) for edge in batch.edges
    }
    order = [node for node in held.nodes() if key_of(node) in keys(selection.content)]
    assert list(selection.content.nodes) == order


def test_a_document_leaves_out_what_only_another_one_says(store: Store) -> None:
    """Two documents of one place share units; each comes with its own tasks alone."""
    store.load(plan())
    store.load(notice())

    content = select(store, Wanted(document=PLAN)).content

    assert {node.id for node in content.nodes if node.label == "Task"} == {f"{PLAN}:1.1", f"{PLAN}:1.2"}
    assert not [node for node in content.nodes if node.id.startswith(NOTICE)]
    assert [edge for edge in content.edges if edge.type == "OWNS"] == [
        edge for edge in store.edges() if edge.type == "OWNS" and edge.finish.startswith(f"{PLAN}:")
    ]


def test_around_a_unit_stand_its_tasks_and_who_else_answers_for_them(held: Store) -> None:
    """丁局 owns 1.3, supports 1.4 and is mentioned in 1.2; an official who is called 甲局 is no unit."""
    selection = select(held, Wanted(unit="丁局"))

    assert keys(selection.content) == STATED | {
        *(("Task", task(row)) for row in (2, 3, 4)),
        *(("Unit", unit(name)) for name in ("乙局", "丙局", "丁局")),
        ("Official", unit("甲局")),
        ("UnitGroup", DEPARTMENTS),
        ("UnitGroup", TOWNS),
    }
    assert duties(selection.content) == {
        ("甲局", "LEADS", "1.3"),
        ("丁局", "OWNS", "1.3"),
        ("丙局", "OWNS", "1.2"),
        ("各镇", "OWNS", "1.4"),
        ("乙局", "SUPPORTS", "1.2"),
        ("丁局", "SUPPORTS", "1.4"),
        ("有关部门", "SUPPORTS", "1.3"),
    }
    assert (selection.about.zh, selection.focus) == ("丁局的任务及相关方", ("Unit", unit("丁局")))


def test_a_unit_that_only_a_group_reaches_has_the_tasks_of_the_group(held: Store) -> None:
    """东镇 is named nowhere; 各镇 owns 1.4, which 丁局 supports. 西镇 answers for it no more than any town."""
    content = select(held, Wanted(unit=unit("东镇"))).content

    assert keys(content) == STATED | {
        ("Unit", unit("东镇")),
        ("UnitGroup", TOWNS),
        ("Task", task(4)),
        ("Unit", unit("丁局")),
    }
    assert ("东镇", "MEMBER_OF", "各镇") in duties(content)


def test_headings_come_up_to_the_outermost(held: Store) -> None:
    """财政局 owns a task under 收入, which stands under 综合指标; by its alias, and of one document."""
    content = select(held, Wanted(unit="市财政局", document=PLAN)).content

    assert {node.properties["name"] for node in content.nodes if node.label == "Category"} == {"收入", "综合指标"}
    assert [(edge.start[-2:], edge.finish[-4:]) for edge in content.edges if edge.type == "PART_OF"] == [
        ("收入", "综合指标")
    ]


@pytest.mark.parametrize(
    ("question", "parameters", "expected"),
    [
        (
            "tasks-of-official",
            {"official": "甲局"},
            {("Official", unit("甲局")), ("Task", task(3)), ("Document", DOCUMENT)},
        ),
        (
            "group-members",
            {"unit_group": "各镇"},
            {("UnitGroup", TOWNS), ("Unit", unit("东镇")), ("Unit", unit("西镇"))},
        ),
    ],
)
def test_a_question_brings_the_nodes_that_its_rows_name(
    held: Store, question: str, parameters: Mapping[str, str], expected: set[tuple[str, str]]
) -> None:
    """An id that a unit and an official share means whom the column is called by."""
    selection = select(held, Wanted(question=question, parameters=parameters))

    named = keys(selection.content)
    assert expected <= named
    assert {label for label, _ in named} == {label for label, _ in expected}
    assert selection.named == named


def test_between_named_nodes_stand_their_edges(held: Store) -> None:
    """The two towns are members of the group that the question names."""
    content = select(held, Wanted(question="group-members", parameters={"unit_group": "各镇"})).content

    assert duties(content) == {("东镇", "MEMBER_OF", "各镇"), ("西镇", "MEMBER_OF", "各镇")}


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Wanted(unit="没有局"), "no unit '没有局'"),
        (Wanted(document="没有〔2021〕1号"), "no document"),
        (Wanted(question="units-by-kind"), "its rows name no nodes"),
        (Wanted(question="tasks-of-unit", parameters={"unit": "没有局"}), "nothing in the graph answers this"),
    ],
    ids=["unit", "document", "no nodes", "no rows"],
)
def test_what_is_not_there_is_said(held: Store, wanted: Wanted, words: str) -> None:
    """One line says what is missing."""
    with pytest.raises(NotFoundError, match=words):
        select(held, wanted)


def test_what_does_not_go_together_is_refused(held: Store) -> None:
    """A question has filters of its own; values without a question mean nothing; a wrong one is named."""
    with pytest.raises(InputError, match="--question and --unit exclude each other"):
        Wanted(unit="丁局", question="brokers")
    with pytest.raises(InputError, match="unit=… is a parameter of no question"):
        Wanted(parameters={"unit": "丁局"})
    with pytest.raises(QuestionError, match="unti"):
        select(held, Wanted(question="tasks-of-unit", parameters={"unti": "丁局"}))


def test_nothing_is_read_that_is_too_much(held: Store) -> None:
    """The counts by label are told before the nodes are read."""
    told: list[Mapping[str, int]] = []

    select(held, Wanted(unit=unit("东镇")), told.append)

    assert told[0]["Task"] == 1
    assert told[0]["Unit"] == 2


def test_a_load_in_between_is_noticed(ladybug_url: str) -> None:
    """What is read is of one state of the graph: after a load that came between it is read again."""
    with open_store(ladybug_url) as store:
        store.load(joined())
        loads = [plan()]

        def load_once(_: Mapping[str, int]) -> None:
            if loads:
                store.load(loads.pop())

        selection = select(store, Wanted(), load_once)

        assert selection.content.counts()["nodes"] == len(list(store.nodes()))
        assert selection.version == read_version(store)[:12]
        with pytest.raises(StoreBusyError):
            select(store, Wanted(), lambda _: _change(store))


def _change(store: Store) -> None:
    """Write to the store once more."""
    other = notice(document=f"{PLAN}{len(list(store.nodes()))}")
    store.load(other)
