"""What every store does, on real engines: loading, replacing, unloading, listing."""

from dataclasses import replace
from itertools import chain

import pytest

from graph.errors import NotFoundError, StoreError
from graph.model import Batch, Edge, Node
from graph.store import Changes, Store, StoreOptions, open_store
from tests.contract.batches import (
    NOTICE,
    PLACE,
    PLAN,
    PLAN_COUNTS,
    corrected_plan,
    many_tasks,
    notice,
    plan,
    receipt,
    within,
)

NOTHING = (dict.fromkeys(PLAN_COUNTS[0], 0), dict.fromkeys(PLAN_COUNTS[1], 0))
STAMPS = {"digest", "load_id"}


def listed(store: Store) -> list[Node | Edge]:
    return [*store.nodes(), *store.edges()]


def test_a_new_document_is_written(store: Store) -> None:
    """All nodes and edges of a first document are new; the counts follow."""
    result = store.load(plan())

    assert (result.document, result.outcome) == (PLAN, "new")
    assert result.changes == Changes(nodes_written=12, relationships_written=20)
    assert store.counts() == PLAN_COUNTS


def test_a_graph_without_documents_counts_zeros_in_schema_order(store: Store) -> None:
    """Every label and type is named even where there is nothing of it."""
    assert store.counts() == NOTHING
    assert [list(part) for part in store.counts()] == [list(part) for part in PLAN_COUNTS]
    assert listed(store) == []


def test_nodes_are_listed_by_label_then_id_without_unknown_properties(store: Store) -> None:
    """The listing of a small document, written by hand; only the Document carries more than the batch said."""
    store.load(plan())

    nodes = list(store.nodes())

    assert [(node.label, node.id.removeprefix(PLAN).removeprefix(PLACE)) for node in nodes] == [
        ("Jurisdiction", ""), ("Document", ""), ("Category", ":1:综合指标"), ("Category", ":1:综合指标/收入"),
        ("Task", ":1.1"), ("Task", ":1.2"), ("Target", ":1.1:t1"), ("Official", ":汪香元"),
        ("Unit", ":水务局"), ("Unit", ":港区"), ("Unit", ":财政局"), ("UnitGroup", ":有关部门"),
    ]  # fmt: skip
    assert nodes[0].properties == {"name": "太仓市", "level": "county"}
    assert nodes[4].properties == {
        "name": "一般公共预算收入", "content": "增长6%左右", "year": 2021, "annex": 1, "row": 1
    }  # fmt: skip
    assert nodes[10].properties == {"name": "财政局", "kind": "department", "aliases": ("市财政局", "财政")}
    assert nodes[11].properties == {"name": "有关部门", "open": True}


def test_edges_are_listed_by_type_then_ends_then_rank(store: Store) -> None:
    """The listing of a small document equals what was loaded, in schema order."""
    store.load(plan())

    edges = list(store.edges())

    assert sorted(edges, key=repr) == sorted(plan().edges, key=repr)
    assert [(edge.type, edge.start.split(":")[-1], edge.finish.split(":")[-1]) for edge in edges[:8]] == [
        ("LEADS", "汪香元", "1.1"), ("OWNS", "水务局", "1.2"), ("OWNS", "财政局", "1.1"),
        ("SUPPORTS", "有关部门", "1.2"), ("SUPPORTS", "财政局", "1.2"),
        ("HAS_TARGET", "1.1", "t1"), ("IN_CATEGORY", "1.1", "综合指标/收入"), ("IN_CATEGORY", "1.2", "综合指标"),
    ]  # fmt: skip


def test_a_unit_named_twice_in_a_cell_has_two_edges_by_rank(store: Store) -> None:
    """Edges between the same two nodes are told apart by rank, also where one has none."""
    batch = notice()
    task, unit = f"{NOTICE}:1.1", f"{PLACE}:财政局"
    again = Edge("OWNS", "Unit", unit, "Task", task, receipt(2, "财政局", "第3段"))
    bare = Edge("OWNS", "Unit", unit, "Task", task, {"quote": "财政局"})

    store.load(replace(batch, edges=(*batch.edges, again, bare)))

    assert [edge.properties.get("rank") for edge in store.edges() if edge.type == "OWNS"] == [None, 1, 2]


def test_loading_the_same_again_changes_nothing(store: Store) -> None:
    """A document with the digest that is held is left alone and keeps its load."""
    first = store.load(plan())

    again = store.load(plan())

    assert (again.outcome, again.load_id, again.changes) == ("unchanged", first.load_id, Changes())
    assert store.counts() == PLAN_COUNTS


def test_the_order_of_a_batch_does_not_matter(store: Store) -> None:
    """The same nodes and edges in another order are the same document."""
    store.load(plan())

    again = store.load(replace(plan(), nodes=plan().nodes[::-1], edges=plan().edges[::-1]))

    assert again.outcome == "unchanged"


def test_the_document_carries_digest_and_load(store: Store) -> None:
    """Both are written in the transaction of the load; the digest is that of the batch as it was given."""
    result = store.load(plan())

    document = next(node for node in store.nodes() if node.label == "Document")

    assert document.properties == {
        "title": "责任分解", "number": "太政发〔2021〕9号", "kind": "breakdown", "year": 2021,
        "digest": plan().digest(), "load_id": result.load_id,
    }  # fmt: skip


def test_a_corrected_version_replaces_the_document_and_what_only_it_used(store: Store) -> None:
    """The second task, its group and the units that only they named go; all else stands once."""
    first = store.load(plan())

    second = store.load(corrected_plan())

    # Own nodes: document, 2 headings, 2 tasks, target, group; and 水务局, 港区.
    # Edges: all but the WITHIN of those who stay.
    assert (second.outcome, second.load_id != first.load_id) == ("replaced", True)
    assert second.changes == Changes(
        nodes_written=5, relationships_written=9, nodes_removed=9, relationships_removed=18
    )
    assert store.counts() == (
        {
            "Jurisdiction": 1, "Document": 1, "Category": 2, "Task": 1, "Target": 1,
            "Section": 0, "Official": 1, "Unit": 1, "UnitGroup": 0, "Judgement": 0,
        },
        {
            "LEADS": 1, "OWNS": 1, "SUPPORTS": 0, "HAS_TARGET": 1, "IN_CATEGORY": 1, "PART_OF": 1,
            "STATED_IN": 3, "ISSUED_FOR": 1, "WITHIN": 2, "MEMBER_OF": 0, "MENTIONS": 0,
        },
    )  # fmt: skip


def test_a_replaced_document_equals_one_that_was_loaded_at_once(store: Store) -> None:
    """Nothing of the earlier version shines through, not even a property that the new one does not have."""
    batch = notice()
    task = Node("Task", f"{NOTICE}:1.1", {"content": "减税降费", "year": 2022})
    store.load(batch)

    store.load(replace(batch, nodes=tuple(task if node.label == "Task" else node for node in batch.nodes)))

    assert [node.properties for node in store.nodes() if node.label == "Task"] == [task.properties]


def test_there_and_back_again(store: Store) -> None:
    """The corrected version after the first, then the first again: the graph is the first one."""
    store.load(plan())
    before = [item for item in listed(store) if not (isinstance(item, Node) and item.label == "Document")]

    store.load(corrected_plan())
    store.load(plan())

    assert [item for item in listed(store) if not (isinstance(item, Node) and item.label == "Document")] == before
    assert store.counts() == PLAN_COUNTS


def test_replacing_one_document_leaves_the_others_alone(store: Store) -> None:
    """A shared unit goes only when its last document does; the other document is as it was."""
    store.load(plan())
    held = store.load(notice())
    before = [item for item in listed(store) if NOTICE in repr(item)]

    store.load(corrected_plan())
    store.unload(PLAN)

    assert [item for item in listed(store) if NOTICE in repr(item)] == before
    assert store.load(notice()).load_id == held.load_id
    assert [node.id for node in store.nodes() if node.label == "Unit"] == [f"{PLACE}:财政局"]


def test_loading_and_unloading_leaves_the_graph_as_it_was(store: Store) -> None:
    """Unloading takes out exactly what the load brought: node by node, edge by edge, property by property."""
    store.load(plan())
    before = listed(store)
    brought = store.load(notice()).changes

    taken = store.unload(NOTICE)

    # New with the notice: document, task, 顾建康; OWNS, LEADS, STATED_IN, ISSUED_FOR, WITHIN of 顾建康.
    assert brought == Changes(nodes_written=3, relationships_written=5)
    assert taken == Changes(nodes_removed=3, relationships_removed=5)
    assert listed(store) == before


def test_unloading_the_last_document_empties_the_graph(store: Store) -> None:
    """Units, officials and the place go with the last document that used them."""
    store.load(plan())

    assert store.unload(PLAN) == Changes(nodes_removed=12, relationships_removed=20)
    assert store.counts() == NOTHING


def test_unloading_what_is_not_there_says_so(store: Store) -> None:
    """An unknown document is an error, and nothing of it is left behind."""
    with pytest.raises(NotFoundError, match="no document 320585:没有"):
        store.unload("320585:没有")

    assert store.counts() == NOTHING


def test_a_unit_that_only_belongs_to_a_place_is_not_written(store: Store) -> None:
    """A shared node that no task, group or mention uses would never leave again."""
    idle = Node("Unit", f"{PLACE}:闲置局", {"name": "闲置局"})
    batch = notice()

    result = store.load(replace(batch, nodes=(*batch.nodes, idle), edges=(*batch.edges, within(idle))))

    assert result.changes == Changes(nodes_written=5, relationships_written=6)
    assert idle.id not in {node.id for node in store.nodes()}


def test_a_shared_node_takes_the_latest_properties(store: Store) -> None:
    """A unit whose aliases were reviewed since has the new ones, and what is no longer known is gone."""
    store.load(notice())
    reviewed = Node("Unit", f"{PLACE}:财政局", {"name": "财政局", "aliases": ("财政局（国资办）",)})

    store.load(notice(owner=reviewed, document=f"{PLACE}:另一号"))

    assert [node for node in store.nodes() if node.label == "Unit"] == [reviewed]


def test_a_document_whose_key_begins_like_another_keeps_its_groups(store: Store) -> None:
    """The groups of document A:1 are not those of document A, though their keys begin with A."""
    longer = f"{PLAN}:1"
    group = Node("UnitGroup", f"{longer}:各镇", {"name": "各镇"})
    batch = notice(document=longer)
    edge = Edge("SUPPORTS", "UnitGroup", group.id, "Task", f"{longer}:1.1", receipt(1, "各镇", "第4段"))
    store.load(plan())
    store.load(replace(batch, nodes=(*batch.nodes, group), edges=(*batch.edges, edge)))

    store.unload(PLAN)

    assert [node.id for node in store.nodes() if node.label == "UnitGroup"] == [group.id]


@pytest.mark.parametrize("held", [False, True], ids=["new", "replacing"])
def test_an_edge_to_a_missing_node_undoes_the_whole_load(store: Store, held: bool) -> None:
    """The last edges of a batch fail; what was written or removed before them is as it was."""
    if held:
        store.load(plan())
    before = listed(store)
    astray = Edge("MENTIONS", "Task", f"{PLAN}:1.1", "Unit", f"{PLACE}:没有", {"quote": "没有"})

    with pytest.raises(
        StoreError, match=r"MENTIONS\]->\(Unit 320585:没有\) ends in a node that the batch does not hold"
    ):
        store.load(replace(corrected_plan(), edges=(*corrected_plan().edges, astray)))

    assert listed(store) == before
    assert store.load(plan()).outcome == ("unchanged" if held else "new")


TASK = f"{NOTICE}:1.1"


@pytest.mark.parametrize(
    ("nodes", "edges", "reason"),
    [
        ([Node("Person", f"{NOTICE}:x")], [], "the schema has no label Person"),
        ([Node("Unit", f"{PLACE}:财政局", {"phone": "1"})], [], "Unit 320585:财政局 occurs twice"),
        ([Node("Document", f"{PLACE}:二号")], [], "also holds the document 320585:二号"),
        ([Node("UnitGroup", f"{PLACE}:各镇")], [], "does not begin with its document's"),
        ([Node("Task", f"{NOTICE}:1.2")], [], "has no STATED_IN edge"),
        ([Node("UnitGroup", f"{NOTICE}:各镇", {"phone": "1"})], [], "the schema has no property phone"),
        ([Node("UnitGroup", f"{NOTICE}:各镇", {"open": "yes"})], [], "open is to be of type boolean, not 'yes'"),
        ([Node("UnitGroup", f"{NOTICE}:各镇", {"name": "\ud800"})], [], "is not valid Unicode"),
        ([], [Edge("OWNS", "Official", f"{PLACE}:顾建康", "Task", TASK)], "the schema has no .Official 320585:顾建康."),
        ([], [Edge("OWNS", "Unit", f"{PLACE}:财政局", "Task", TASK, {"rank": True})], "rank is to be of type integer"),
        ([], [Edge("OWNS", "Unit", f"{PLACE}:财政局", "Task", TASK, {"rank": 2**63})], "rank is to be of type integer"),
    ],
)
def test_a_batch_that_contradicts_the_schema_is_refused(
    store: Store, nodes: list[Node], edges: list[Edge], reason: str
) -> None:
    """The message names the node or edge; nothing is written."""
    batch = notice()

    with pytest.raises(StoreError, match=reason):
        store.load(replace(batch, nodes=(*batch.nodes, *nodes), edges=(*batch.edges, *edges)))

    assert store.counts() == NOTHING


HOSTILE = [
    "it's \"quoted\"", "back\\slash \\n \\u0041", "$id ${x} {{y}}", "`tick` ``", "two\nlines\r\n\ttab", "'; DROP TABLE",
    "//comment /* here */", "𠮷野家 🏛️ 👨‍👩‍👧", "e\u0301 \u200b\ufeff\u202e", "nul\x00in", " 空 格 ", "长" * 2_000,
]  # fmt: skip


def test_any_text_comes_back_as_it_was(store: Store) -> None:
    """Quotes, escapes, parameters, characters outside the first plane and very long text are only text."""
    units = [Node("Unit", f"{PLACE}:{text}", {"name": text, "aliases": (text, "")}) for text in HOSTILE]
    batch = notice()
    owns = [Edge("OWNS", "Unit", unit.id, "Task", TASK, {"rank": 1, "quote": unit.id}) for unit in units]

    store.load(replace(batch, nodes=(*batch.nodes, *units), edges=(*batch.edges, *owns, *map(within, units))))

    found = {node.id: node for node in store.nodes() if node.label == "Unit"}
    assert [found[unit.id] for unit in units] == units
    assert {edge.start: edge.properties["quote"] for edge in store.edges() if edge.type == "OWNS"}.items() >= {
        (unit.id, unit.id) for unit in units
    }
    assert [store.ask("MATCH (u:Unit {id: $id}) RETURN u.name AS name", {"id": unit.id}).rows for unit in units] == [
        [[text]] for text in HOSTILE
    ]


def test_a_very_long_text_comes_back_whole(store: Store) -> None:
    """A cell of 100,000 characters is kept in name, content and quote."""
    long = "长𠮷" * 50_000
    batch = notice()
    task = Node("Task", TASK, {"name": long, "content": long})
    said = Edge("MENTIONS", "Task", TASK, "Unit", f"{PLACE}:财政局", {"quote": long})

    nodes = tuple(task if node.label == "Task" else node for node in batch.nodes)
    store.load(replace(batch, nodes=nodes, edges=(*batch.edges, said)))

    assert next(node for node in store.nodes() if node.label == "Task") == task
    assert list(store.edges())[-1] == said


def test_a_key_that_no_index_takes_is_refused(store: Store) -> None:
    """Neo4j indexes 8 kB; the same bound holds everywhere, and the message does not repeat the whole key."""
    endless = Node("Unit", f"{PLACE}:{'长' * 3000}", {"name": "长"})

    with pytest.raises(StoreError, match=r": Unit 320585:长{73}: keys and names are indexed") as caught:
        store.load(notice(owner=endless))

    assert len(str(caught.value)) < 200


def test_keys_are_listed_by_code_point(store: Store) -> None:
    """𠮷 (U+20BB7) stands after （ (U+FF08), as it would not by UTF-16; capitals before small letters."""
    names = ["A", "a", "ä", "一", "财", "﹏", "（", "ｚ", "🏛", "𠮷"]
    units = [Node("Unit", f"{PLACE}:{name}", {"name": name}) for name in names]
    batch = notice(owner=units[0])
    owns = [Edge("OWNS", "Unit", unit.id, "Task", TASK, receipt(2, "", "")) for unit in units]

    store.load(
        replace(batch, nodes=(*batch.nodes, *units[:0:-1]), edges=(*batch.edges, *owns, *map(within, units[:0:-1])))
    )

    assert [node.properties["name"] for node in store.nodes() if node.label == "Unit"] == names
    assert list(
        dict.fromkeys(edge.start for edge in store.edges() if edge.type == "WITHIN" and edge.start_label == "Unit")
    ) == [unit.id for unit in units]


def test_a_property_without_value_is_absent(store: Store) -> None:
    """None and an empty list say nothing and are not stored; an empty text and a zero are values."""
    batch = notice(owner=Node("Unit", f"{PLACE}:财政局", {"name": "", "aliases": (), "kind": None}))
    mention = Edge("MENTIONS", "Task", TASK, "Unit", f"{PLACE}:财政局", {"quote": None})

    store.load(replace(batch, edges=(*batch.edges, mention)))

    assert next(node for node in store.nodes() if node.label == "Unit").properties == {"name": ""}
    assert list(store.edges())[-1].properties == {}


def test_listings_can_be_left_early_and_run_beside_each_other(store: Store) -> None:
    """A listing that is not read to its end does not keep the store from working or closing."""
    store.load(plan())

    nodes, edges = iter(store.nodes()), iter(store.edges())
    pairs = [(next(nodes).label, next(edges).type) for _ in range(2)]
    store.load(notice())

    assert pairs == [("Jurisdiction", "LEADS"), ("Document", "OWNS")]


def test_a_closed_store_says_so(store: Store) -> None:
    """Whatever is asked of it, the answer is one of our errors; closing twice does no harm."""
    store.close()
    store.close()

    for use in (lambda: store.load(plan()), lambda: store.unload(PLAN), store.counts, store.info):
        with pytest.raises(StoreError, match="closed"):
            use()
    with pytest.raises(StoreError, match="closed"):
        store.ask("RETURN 1 AS one")


def test_what_was_loaded_is_there_after_opening_again(address: tuple[str, StoreOptions]) -> None:
    """A second opening finds the graph and the schema; a load through it is unchanged."""
    with open_store(*address) as first:
        first.load(plan())
        before = listed(first)

    with open_store(*address) as second:
        assert listed(second) == before
        assert second.load(plan()).outcome == "unchanged"


def test_a_read_only_store_answers_and_does_not_write(address: tuple[str, StoreOptions]) -> None:
    """Questions work; load and unload are refused before anything happens."""
    with open_store(*address) as writer:
        writer.load(plan())

    with open_store(address[0], replace(address[1], read_only=True)) as reader:
        assert reader.counts() == PLAN_COUNTS
        assert reader.ask("MATCH (t:Task) RETURN count(t) AS tasks").rows == [[2]]
        with pytest.raises(StoreError, match="read-only"):
            reader.load(notice())
        with pytest.raises(StoreError, match="read-only"):
            reader.unload(PLAN)
        assert reader.counts() == PLAN_COUNTS


def test_a_store_tells_its_engine(store: Store) -> None:
    """The dialect names the engine; versions are filled in; the address is without secrets."""
    info = store.info()

    assert info.engine == store.dialect
    assert all((info.engine_version[0].isdigit(), info.client_version[0].isdigit(), ":" in info.url))


@pytest.mark.slow
def test_a_big_document_loads_and_leaves_in_seconds(store: Store) -> None:
    """5,000 tasks with 30,000 edges: in, replaced by one less, and out again, none lost."""
    batch = many_tasks(1, 5000)

    new, replaced, gone = store.load(batch), store.load(many_tasks(1, 4999)), store.unload(batch.document)

    assert new.changes == Changes(nodes_written=5043, relationships_written=30042)
    assert replaced.changes == Changes(5000, 29995, 5001, 30001)
    assert gone == Changes(nodes_removed=5042, relationships_removed=30036)
    assert list(chain(store.nodes(), store.edges())) == []


def test_a_batch_without_its_document_is_refused(store: Store) -> None:
    """The Document node carries the digest, so a batch needs one."""
    with pytest.raises(StoreError, match="does not hold its own document"):
        store.load(Batch(NOTICE, (), ()))
