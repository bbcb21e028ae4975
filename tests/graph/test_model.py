"""The batch and its digest; the schema as one declaration."""

from graph.model import Batch, Edge, Node
from graph.schema import NODES, RELATIONSHIPS, node_type, relationship_type

TOWN = Node("Unit", "1:城厢镇", {"name": "城厢镇", "kind": "town"})
TASK = Node("Task", "1:d:1.1", {"name": "修路"})
OWNS = Edge("OWNS", "Unit", "1:城厢镇", "Task", "1:d:1.1", {"rank": 1, "inherited": False, "quote": "城厢镇"})


def test_the_digest_does_not_depend_on_the_order() -> None:
    """A loader may emit the same facts in another order; that is no new version of the document."""
    assert Batch("1:d", (TOWN, TASK), (OWNS,)).digest() == Batch("1:d", (TASK, TOWN), (OWNS,)).digest()


def test_the_digest_sees_every_property() -> None:
    """One letter of a quote changed is another version."""
    other = Edge("OWNS", "Unit", "1:城厢镇", "Task", "1:d:1.1", {"rank": 1, "inherited": False, "quote": "城厢  镇"})

    assert Batch("1:d", (TOWN, TASK), (OWNS,)).digest() != Batch("1:d", (TOWN, TASK), (other,)).digest()


def test_every_relationship_joins_declared_labels() -> None:
    """The schema is declared once and must not contradict itself."""
    labels = {node.label for node in NODES}

    assert {end for relationship in RELATIONSHIPS for pair in relationship.pairs for end in pair} <= labels
    assert len({relationship.type for relationship in RELATIONSHIPS}) == len(RELATIONSHIPS) == 11


def test_a_responsibility_carries_its_receipt() -> None:
    """LEADS, OWNS and SUPPORTS have rank, inherited, locator and quote (design, rule 1), units what is printed."""
    receipt = ["rank", "inherited", "locator", "quote"]
    assert [each.name for each in relationship_type("LEADS").properties] == receipt
    for name in ("OWNS", "SUPPORTS"):
        assert [each.name for each in relationship_type(name).properties] == [*receipt, "printed", "also"]
    assert node_type("Unit").shared
    assert not node_type("Task").shared


def test_the_digest_is_of_what_a_document_says_and_not_of_how_it_was_read() -> None:
    """A report that remarks on something else leaves it as it was; another title does not."""

    def digest(**properties: str) -> str:
        return Batch("x:1", (Node("Document", "x:1", properties),), ()).digest()

    assert digest(title="通知", report='{"tasks":1}') == digest(title="通知", report="{}") == digest(title="通知")
    assert digest(title="通知") != digest(title="公告")


def test_values_that_are_counted_are_those_that_the_declaration_tells() -> None:
    """What a property may hold is said in words for readers and as values for code: both say the same."""
    holders = [*NODES, *RELATIONSHIPS]
    counted = [(each.en, value) for holder in holders for each in holder.properties for value in each.values]

    assert len(counted) > 30
    assert [(told, value) for told, value in counted if value not in told] == []
