"""Small documents written by hand, as a loader would hand them over."""

from dataclasses import replace

from graph.model import Batch, Edge, Node

PLACE = "320585"
PLAN = f"{PLACE}:太政发〔2021〕9号"
NOTICE = f"{PLACE}:太政发〔2022〕3号"

_PLACE = Node("Jurisdiction", PLACE, {"name": "太仓市", "level": "county"})
_FINANCE = Node("Unit", f"{PLACE}:财政局", {"name": "财政局", "kind": "department", "aliases": ("市财政局", "财政")})
_WATER = Node("Unit", f"{PLACE}:水务局", {"name": "水务局", "kind": "department"})
_PORT = Node("Unit", f"{PLACE}:港区", {"name": "港区", "kind": "zone"})
_WANG = Node("Official", f"{PLACE}:汪香元", {"name": "汪香元"})
_GU = Node("Official", f"{PLACE}:顾建康", {"name": "顾建康"})


def within(node: Node) -> Edge:
    """The edge that a unit or official has to its place."""
    return Edge("WITHIN", node.label, node.id, "Jurisdiction", PLACE)


def receipt(rank: int, quote: str, locator: str) -> dict[str, str | int | bool]:
    """The properties of a responsibility edge."""
    return {"rank": rank, "inherited": False, "locator": locator, "quote": quote}


def plan() -> Batch:
    """Two tasks: 财政局 owns the first, which has a target, and 汪香元 leads it; 水务局 owns the second."""
    group, heading, sub = f"{PLAN}:有关部门", f"{PLAN}:1:综合指标", f"{PLAN}:1:综合指标/收入"
    first, second, growth = f"{PLAN}:1.1", f"{PLAN}:1.2", f"{PLAN}:1.1:t1"
    nodes = (
        _PLACE,
        Node("Document", PLAN, {"title": "责任分解", "number": "太政发〔2021〕9号", "kind": "breakdown", "year": 2021}),
        Node("Category", heading, {"name": "综合指标", "level": 1, "annex": 1}),
        Node("Category", sub, {"name": "收入", "level": 2, "annex": 1}),
        Node("Task", first, {"name": "一般公共预算收入", "content": "增长6%左右", "year": 2021, "annex": 1, "row": 1}),
        Node("Task", second, {"name": "河道整治", "content": "会同港区整治河道", "year": 2021, "annex": 1, "row": 2}),
        Node("Target", growth, {"name": "一般公共预算收入 增长6%左右", "value": 6.0, "unit": "%", "year": 2021}),
        _WANG,
        _FINANCE,
        _WATER,
        _PORT,
        Node("UnitGroup", group, {"name": "有关部门", "open": True}),
    )
    edges = (
        Edge("LEADS", "Official", _WANG.id, "Task", first, receipt(1, "汪香元", "表1 行1 列3")),
        Edge("OWNS", "Unit", _FINANCE.id, "Task", first, receipt(1, "财政局", "表1 行1 列4")),
        Edge("OWNS", "Unit", _WATER.id, "Task", second, receipt(1, "水务局", "表1 行2 列4")),
        Edge("SUPPORTS", "Unit", _FINANCE.id, "Task", second, receipt(1, "财政局 有关部门", "表1 行2 列5")),
        Edge("SUPPORTS", "UnitGroup", group, "Task", second, receipt(2, "财政局 有关部门", "表1 行2 列5")),
        Edge("HAS_TARGET", "Task", first, "Target", growth, {"locator": "表1 行1", "quote": "增长6%左右"}),
        Edge("IN_CATEGORY", "Task", first, "Category", sub),
        Edge("IN_CATEGORY", "Task", second, "Category", heading),
        Edge("PART_OF", "Category", sub, "Category", heading),
        Edge("STATED_IN", "Task", first, "Document", PLAN),
        Edge("STATED_IN", "Task", second, "Document", PLAN),
        Edge("STATED_IN", "Category", heading, "Document", PLAN),
        Edge("STATED_IN", "Category", sub, "Document", PLAN),
        Edge("ISSUED_FOR", "Document", PLAN, "Jurisdiction", PLACE),
        *map(within, (_WANG, _FINANCE, _WATER, _PORT)),
        Edge("MEMBER_OF", "Unit", _PORT.id, "UnitGroup", group, {"basis": "kind"}),
        Edge("MENTIONS", "Task", second, "Unit", _PORT.id, {"quote": "会同港区整治河道"}),
    )
    return Batch(PLAN, nodes, edges)


PLAN_COUNTS = (
    {
        "Jurisdiction": 1, "Document": 1, "Category": 2, "Task": 2, "Target": 1, "Section": 0,
        "Official": 1, "Unit": 3, "UnitGroup": 1, "Judgement": 0,
    },
    {
        "LEADS": 1, "OWNS": 2, "SUPPORTS": 2, "HAS_TARGET": 1, "IN_CATEGORY": 2, "PART_OF": 1,
        "STATED_IN": 4, "ISSUED_FOR": 1, "WITHIN": 4, "MEMBER_OF": 1, "MENTIONS": 1,
    },
)  # fmt: skip


def corrected_plan() -> Batch:
    """The same document without its second task, the group and so without 水务局 and 港区."""
    gone = {f"{PLAN}:1.2", f"{PLAN}:有关部门", _WATER.id, _PORT.id}
    batch = plan()
    return replace(
        batch,
        nodes=tuple(node for node in batch.nodes if node.id not in gone),
        edges=tuple(edge for edge in batch.edges if edge.start not in gone and edge.finish not in gone),
    )


def notice(owner: Node = _FINANCE, document: str = NOTICE, leader: Node = _GU) -> Batch:
    """One task of another document of the same place, owned by 财政局 and led by 顾建康."""
    task = f"{document}:1.1"
    return Batch(
        document,
        (_PLACE, Node("Document", document, {"kind": "report"}), Node("Task", task, {"name": "减税"}), owner, leader),
        (
            Edge("OWNS", "Unit", owner.id, "Task", task, receipt(1, "财政局", "第3段")),
            Edge("LEADS", "Official", leader.id, "Task", task, receipt(1, "顾建康", "第3段")),
            Edge("STATED_IN", "Task", task, "Document", document),
            Edge("ISSUED_FOR", "Document", document, "Jurisdiction", PLACE),
            within(owner),
            within(leader),
        ),
    )


def report() -> Batch:
    """A work report of the same place: a part with one paragraph."""
    document = f"{PLACE}:政府工作报告"
    part, paragraph = f"{document}:s1", f"{document}:s2"
    nodes = (
        _PLACE,
        Node("Document", document, {"kind": "report", "year": 2022}),
        Node("Section", part, {"name": "2022年工作安排", "kind": "part", "level": 1, "position": 1, "period": "2022"}),
        Node("Section", paragraph, {"name": "修路", "kind": "paragraph", "level": 2, "position": 2, "text": "修路。"}),
    )
    edges = (
        Edge("PART_OF", "Section", paragraph, "Section", part),
        Edge("STATED_IN", "Section", part, "Document", document),
        Edge("STATED_IN", "Section", paragraph, "Document", document),
        Edge("ISSUED_FOR", "Document", document, "Jurisdiction", PLACE),
    )
    return Batch(document, nodes, edges)


def many_tasks(number: int, tasks: int, units: int = 40) -> Batch:
    """A document of ``tasks`` tasks with one leader, two owners and two supporting units each, out of ``units``."""
    document = f"{PLACE}:第{number}号"
    bodies = [Node("Unit", f"{PLACE}:单位{place}", {"name": f"单位{place}", "kind": "other"}) for place in range(units)]
    nodes = [_PLACE, Node("Document", document, {"year": 2021}), _WANG, *bodies]
    edges = [Edge("ISSUED_FOR", "Document", document, "Jurisdiction", PLACE), within(_WANG), *map(within, bodies)]
    for row in range(1, tasks + 1):
        task = f"{document}:1.{row}"
        nodes.append(
            Node("Task", task, {"name": f"任务{row}", "content": "完成年度目标" * 10, "year": 2021, "row": row})
        )
        edges.append(Edge("STATED_IN", "Task", task, "Document", document))
        edges.append(Edge("LEADS", "Official", _WANG.id, "Task", task, receipt(1, "汪香元", f"表1 行{row} 列3")))
        for rank, role in enumerate(("OWNS", "OWNS", "SUPPORTS", "SUPPORTS")):
            body = bodies[(row + rank) % units].id
            edges.append(Edge(role, "Unit", body, "Task", task, receipt(rank % 2 + 1, "甲 乙", f"表1 行{row} 列4")))
    return Batch(document, tuple(nodes), tuple(edges))
