"""Graphs for the pictures: small ones by hand, and one with as many nodes as a test wants."""

from api.exports.content import Content, Selection, in_order
from graph.model import Batch, Edge, Node
from queries import Words

DRAWN = {"Category", "Official", "Task", "Unit", "UnitGroup"}


def drawn(batch: Batch) -> Content:
    """Return what a picture shows of a document."""
    content = in_order(batch.nodes, batch.edges)
    return content.only({key for key in content.by_key if key[0] in DRAWN})


def shown(content: Content, focus: tuple[str, str] | None = None) -> Selection:
    """Return the content as it is handed to a picture."""
    return Selection(content, Words("试验", "a trial"), ("甲文（甲发〔2023〕1号）",), "0123456789ab", None, focus)


def crossed(units: int) -> Content:
    """Return as many units as tasks, each unit owning the task at the other end of the list; one heading over all."""
    heading = Node("Category", "d:1:类", {"name": "类", "level": 1})
    tasks = [Node("Task", f"d:1.{row}", {"name": f"任务{row}", "annex": 1, "row": row}) for row in range(1, units + 1)]
    owners = [Node("Unit", f"j:单位{row:04}", {"name": f"单位{row:04}"}) for row in range(1, units + 1)]
    pairs = zip(reversed(owners), tasks, strict=True)
    receipt = {"rank": 1, "inherited": False, "locator": "table 1, row 1", "quote": "单位"}
    edges = [Edge("OWNS", "Unit", unit.id, "Task", task.id, receipt) for unit, task in pairs]
    edges += [Edge("IN_CATEGORY", "Task", task.id, "Category", heading.id) for task in tasks]
    return in_order([heading, *tasks, *owners], edges)
