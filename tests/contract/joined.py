"""A small graph of an invented place for what lies around nodes: groups, both roles, one id under two labels.

甲局 ─owns─▶ 1.1 ◀─supports─ 乙局 ─supports─▶ 1.2 ◀─owns─ 丙局        有关部门 ─supports─▶ 1.1, 1.3
丁局 ─owns─▶ 1.3     丁局 ─supports─▶ 1.4 ◀─owns─ 各镇 ◀─member─ 东镇, 西镇     1.2 ─mentions─▶ 丁局
an official who is called 甲局, too, leads 1.3
"""

from graph.model import Batch, Edge, Node

PLACE = "x-0f0f0f0f"
DOCUMENT = f"{PLACE}:青政发〔2023〕5号"
DEPARTMENTS, TOWNS = f"{DOCUMENT}:有关部门", f"{DOCUMENT}:各镇"
_UNITS = ("甲局", "乙局", "丙局", "丁局", "东镇", "西镇")


def unit(name: str) -> str:
    """The key of a unit."""
    return f"{PLACE}:{name}"


def task(row: int) -> str:
    """The key of a task."""
    return f"{DOCUMENT}:1.{row}"


def joined() -> Batch:
    """The graph that is drawn above."""
    nodes = [
        Node("Jurisdiction", PLACE, {"name": "青禾县"}),
        Node("Document", DOCUMENT, {"title": "责任分解", "number": "青政发〔2023〕5号", "kind": "breakdown"}),
        *(Node("Task", task(row), {"name": f"任务{row}", "annex": 1, "row": row}) for row in (1, 2, 3, 4)),
        *(Node("Unit", unit(name), {"name": name, "kind": "department"}) for name in _UNITS),
        Node("Official", unit("甲局"), {"name": "甲局"}),
        Node("UnitGroup", DEPARTMENTS, {"name": "有关部门", "open": True}),
        Node("UnitGroup", TOWNS, {"name": "各镇", "open": True}),
    ]
    edges = [
        Edge("ISSUED_FOR", "Document", DOCUMENT, "Jurisdiction", PLACE),
        *(Edge("STATED_IN", "Task", task(row), "Document", DOCUMENT) for row in (1, 2, 3, 4)),
        *(Edge("WITHIN", "Unit", unit(name), "Jurisdiction", PLACE) for name in _UNITS),
        Edge("WITHIN", "Official", unit("甲局"), "Jurisdiction", PLACE),
        _duty("OWNS", "Unit", unit("甲局"), 1),
        _duty("SUPPORTS", "Unit", unit("乙局"), 1),
        _duty("SUPPORTS", "UnitGroup", DEPARTMENTS, 1, rank=2),
        _duty("SUPPORTS", "Unit", unit("乙局"), 2),
        _duty("OWNS", "Unit", unit("丙局"), 2),
        _duty("LEADS", "Official", unit("甲局"), 3),
        _duty("OWNS", "Unit", unit("丁局"), 3),
        _duty("SUPPORTS", "UnitGroup", DEPARTMENTS, 3),
        _duty("SUPPORTS", "Unit", unit("丁局"), 4),
        _duty("OWNS", "UnitGroup", TOWNS, 4),
        *(Edge("MEMBER_OF", "Unit", unit(name), "UnitGroup", TOWNS, {"basis": "kind"}) for name in ("东镇", "西镇")),
        Edge("MENTIONS", "Task", task(2), "Unit", unit("丁局"), {"quote": "会同丁局"}),
    ]
    return Batch(DOCUMENT, tuple(nodes), tuple(edges))


def _duty(kind: str, label: str, key: str, row: int, rank: int = 1) -> Edge:
    words = key.rpartition(":")[2]
    receipt = {"rank": rank, "inherited": False, "locator": f"table 1, row {row}", "quote": words}
    return Edge(kind, label, key, "Task", task(row), receipt)
