"""The graph that the question tests ask: the hand-checked rows of 太仓市 and a small document of an invented place.

It is built straight from ``data/rows.jsonl``, without the loaders, so that a question fails only for its own reasons.
"""

import json
from pathlib import Path
from typing import Any

from graph.model import Batch, Edge, Node

ROWS = Path(__file__).parents[2] / "data" / "rows.jsonl"

TAICANG = "320585"
BREAKDOWN = f"{TAICANG}:太政发〔2021〕9号"
YUNXI = "x-c10d5e2f"
NOTICE = f"{YUNXI}:云政发〔2022〕3号"
REPORT = f"{YUNXI}:云政发〔2022〕1号"

_KINDS = {
    "town": ("城厢镇", "双凤镇", "浏河镇", "浮桥镇", "东溪镇", "西溪镇"),
    "zone": ("高新区", "港区", "港口管委会"),
    "enterprise": ("供电公司", "水务集团", "城投集团", "城发集团"),
    "party": ("宣传部", "组织部", "统战部", "政法委", "编办", "市监委"),
    "vertical": ("海关", "海事局", "税务局"),
    "office": ("政府办", "高校办", "接待办", "联动中心", "公积金中心"),
    "other": ("红十字会", "残联"),
}
_KIND_OF = {unit: kind for kind, units in _KINDS.items() for unit in units}
_ALIASES = {
    "发改委": ("发展和改革委员会", "市发展和改革委员会", "市发改委"),
    "工信局": ("工业和信息化局", "市工业和信息化局", "市工信局"),
    "水务局": ("市水务局",),
}
_GROUPS = ("各镇（区）", "各有关镇（区）", "有关部门")
_MEMBERS = (
    ("浏河镇", "各镇（区）", "kind"),
    ("浏河镇", "各有关镇（区）", "kind"),
    ("高新区", "各镇（区）", "addressee"),
    ("高新区", "各有关镇（区）", "addressee"),
    ("水务局", "有关部门", "kind"),
)
_MENTIONS = (
    ("1.30", "高新区", "国家级高新区创建"),
    ("1.100", "港区", "港区医院"),
    ("2.9", "城厢镇", "建城厢镇养老机构"),
    ("2.14", "双凤镇", "含双凤镇塘东线"),
    ("2.14", "浏河镇", "浏河镇新塘线"),
)
_TARGETS = (
    ("1.1", "地区生产总值", "≥", 6.0, "%", "growth", "增长6%以上"),
    ("1.2", "一般公共预算收入", "≈", 6.0, "%", "growth", "增长6%左右"),
    ("1.3", "规上工业产值", "=", 5.0, "%", "growth", "增长5%"),
    ("1.4", "社会消费品零售总额", "≈", 8.0, "%", "growth", "增长8%左右"),
    ("1.5", "城镇登记失业率", "≤", 2.5, "%", "share", "控制在2.5%以内"),
    ("1.8", "重点项目", "=", 171.0, "个", "count", "171个"),
    ("1.8", "全社会固定资产投资", "≥", 15.0, "%", "growth", "力争增长15%以上"),
    ("1.11", "工业投资", "=", 200.0, "亿元", "level", "完成200亿元"),
    ("1.12", "重大技改项目", "=", 50.0, "个", "count", "50个"),
)
"""Some of the document's targets: task, subject, comparator, value, unit, measure, phrase."""
_DUTIES = (("leaders", "LEADS", 4), ("owners", "OWNS", 5), ("supports", "SUPPORTS", 6))


def read_rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]


class _Graph:
    """Nodes and edges in the order of the document, each once."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.place = document.split(":", maxsplit=1)[0]
        self._nodes: dict[tuple[str, str], Node] = {}
        self._edges: dict[tuple[str, str, str], Edge] = {}

    def node(self, label: str, key: str, **properties: Any) -> str:
        known = {name: value for name, value in properties.items() if value != ""}
        self._nodes.setdefault((label, key), Node(label, key, known))
        return key

    def edge(self, name: str, start: tuple[str, str], finish: tuple[str, str], **properties: Any) -> None:
        self._edges.setdefault((name, start[1], finish[1]), Edge(name, *start, *finish, properties))

    def batch(self) -> Batch:
        return Batch(self.document, tuple(self._nodes.values()), tuple(self._edges.values()))

    def issue(self, place: str, level: str, **properties: Any) -> None:
        self.node("Jurisdiction", self.place, name=place, level=level)
        self.node("Document", self.document, **properties)
        self.edge("ISSUED_FOR", ("Document", self.document), ("Jurisdiction", self.place))

    def group(self, label: str, *, is_open: bool) -> tuple[str, str]:
        return "UnitGroup", self.node("UnitGroup", f"{self.document}:{label}", name=label, open=is_open)

    def unit(self, name: str) -> tuple[str, str]:
        kind, aliases = _KIND_OF.get(name, "department"), _ALIASES.get(name, ())
        key = self.node("Unit", f"{self.place}:{name}", name=name, kind=kind, aliases=aliases)
        self.edge("WITHIN", ("Unit", key), ("Jurisdiction", self.place))
        return "Unit", key

    def official(self, name: str) -> tuple[str, str]:
        key = self.node("Official", f"{self.place}:{name}", name=name)
        self.edge("WITHIN", ("Official", key), ("Jurisdiction", self.place))
        return "Official", key

    def member(self, unit: str, group: str, basis: str) -> None:
        self.edge("MEMBER_OF", self.unit(unit), ("UnitGroup", f"{self.document}:{group}"), basis=basis)

    def mention(self, place: str, unit: str, quote: str) -> None:
        self.edge("MENTIONS", ("Task", f"{self.document}:{place}"), self.unit(unit), quote=quote)

    def target(self, place: str, number: int, phrase: str, **properties: Any) -> None:
        task = f"{self.document}:{place}"
        name = f"{properties['subject']} {phrase}"
        target = self.node("Target", f"{task}:t{number}", name=name, phrase=phrase, year=2021, **properties)
        self.edge("HAS_TARGET", ("Task", task), ("Target", target), quote=phrase, locator=f"第{place}行")

    def task(self, annex: int, row: int, headings: list[str], **properties: Any) -> tuple[str, str]:
        key = f"{self.document}:{annex}.{row}"
        locator = f"附件{annex} 第{row}行"
        self.node("Task", key, annex=annex, row=row, locator=locator, **properties)
        self.edge("IN_CATEGORY", ("Task", key), self.category(annex, headings))
        self.edge("STATED_IN", ("Task", key), ("Document", self.document))
        return "Task", key

    def category(self, annex: int, headings: list[str]) -> tuple[str, str]:
        key = f"{self.document}:{annex}:{'/'.join(headings)}"
        self.node("Category", key, name=headings[-1], level=len(headings), annex=annex)
        self.edge("STATED_IN", ("Category", key), ("Document", self.document))
        if headings[1:]:
            self.edge("PART_OF", ("Category", key), self.category(annex, headings[:-1]))
        return "Category", key

    def duties(self, task: tuple[str, str], cells: dict[str, list[str]], inherited: list[str]) -> None:
        for cell, duty, column in _DUTIES:
            for rank, name in enumerate(cells[cell], start=1):
                self.edge(
                    duty,
                    self._party(cell, name),
                    task,
                    rank=rank,
                    inherited=cell in inherited,
                    locator=f"{task[1].rpartition(':')[2]} 第{column}列",
                    quote="\n".join(cells[cell]),
                )

    def _party(self, cell: str, name: str) -> tuple[str, str]:
        if cell == "leaders":
            return self.official(name)
        group = f"{self.document}:{name}"
        return ("UnitGroup", group) if ("UnitGroup", group) in self._nodes else self.unit(name)


def taicang_batch() -> Batch:
    """太政发〔2021〕9号: 157 tasks, 303 LEADS, 317 OWNS, 314 SUPPORTS."""
    graph = _Graph(BREAKDOWN)
    graph.issue(
        "太仓市",
        "county",
        title="关于分解落实2021年政府各项主要工作任务和民生实事项目的通知",
        number="太政发〔2021〕9号",
        kind="breakdown",
        year=2021,
        issued_on="2021-02-07",
        owner_order="unknown",
    )
    for label in _GROUPS:
        graph.group(label, is_open=True)
    for row in read_rows():
        headings, title = ([row["category"]], row["project"])
        if row["annex"] == 1:
            headings, title = (
                [row["category"], row["project"]],
                row["content"].split("，")[0].split("；")[0].rstrip("。"),
            )
        text = {"name": title, "content": row["content"], "requirement": row.get("task_2021", "")}
        task = graph.task(row["annex"], row["row"], headings, year=2021, **text)
        graph.duties(task, row, row["inherited"])
    for member in _MEMBERS:
        graph.member(*member)
    for mention in _MENTIONS:
        graph.mention(*mention)
    for place, subject, comparator, value, unit, measure, phrase in _TARGETS:
        number = 2 if phrase == "力争增长15%以上" else 1
        graph.target(
            place, number, phrase, subject=subject, comparator=comparator, value=value, unit=unit, measure=measure
        )
    return graph.batch()


def yunxi_batch() -> Batch:
    """An invented county with what the sample has not: gaps, deadlines, supporting units, a closed group."""
    graph = _Graph(NOTICE)
    graph.issue(
        "云溪县", "unknown", title="关于2022年重点工作的通知", number="云政发〔2022〕3号", kind="breakdown", year=2022
    )
    graph.group("各镇", is_open=False)
    for row, (headings, text, cells, inherited) in enumerate(_YUNXI, start=1):
        task = graph.task(1, row, headings, year=2022, **text)
        graph.duties(task, {"leaders": [], "owners": [], "supports": [], **cells}, inherited)
    graph.member("东溪镇", "各镇", "named")
    graph.member("西溪镇", "各镇", "named")
    graph.mention("1.4", "水务局", "水务局参与验收")
    return graph.batch()


def yunxi_report_batch() -> Batch:
    """A work report of the county, which names nobody who answers: two parts, one heading, three paragraphs."""
    graph = _Graph(REPORT)
    graph.issue("云溪县", "unknown", title="政府工作报告", number="云政发〔2022〕1号", kind="report", year=2022)
    for position, (level, kind, parent, name, text, period) in enumerate(_SECTIONS, start=1):
        key, locator = f"{REPORT}:s{position}", f"item {position}"
        about = {"name": name, "text": text, "period": period, "locator": locator}
        section = "Section", graph.node("Section", key, kind=kind, level=level, position=position, **about)
        graph.edge("STATED_IN", section, ("Document", REPORT))
        if parent:
            graph.edge("PART_OF", section, ("Section", f"{REPORT}:s{parent}"))
    return graph.batch()


_SECTIONS = (
    (1, "part", 0, "本届政府工作回顾", "", ""),
    (2, "paragraph", 1, "过去五年", "过去五年，修路120公里。", "2017-2021"),
    (1, "part", 0, "2022年工作安排", "", "2022"),
    (2, "heading", 3, "稳粮食", "", "2022"),
    (3, "paragraph", 4, "修水渠60公里", "修水渠60公里。", "2022"),
    (2, "paragraph", 3, "各位代表", "各位代表，让我们一起干！", "2022"),
)
"""Sections of the report: level, kind, the one it stands under, name, text, period."""

_YUNXI: tuple[tuple[list[str], dict[str, str], dict[str, list[str]], list[str]], ...] = (
    (
        ["城乡建设", "道路", "县道"],
        {"name": "修建云溪大桥", "content": "修建云溪大桥，年底通车。", "deadline": "12月底前"},
        {"leaders": ["李明"], "owners": ["住建局", "交运局"], "supports": ["财政局"]},
        [],
    ),
    (
        ["城乡建设"],
        {"name": "编制城区规划", "content": "编制城区规划，覆盖全部街道。"},
        {"owners": ["发改委"], "supports": ["各镇"]},
        ["supports"],
    ),
    (
        ["民生"],
        {"name": "新建小学一所", "content": "新建小学一所。", "requirement": "主体封顶。", "deadline": "6月底前"},
        {"leaders": ["李明", "张顺"], "supports": ["教育局"]},
        [],
    ),
    (
        ["民生"],
        {"name": "改造老旧小区", "content": "改造老旧小区，水务局参与验收。", "deadline": "12月底前"},
        {"leaders": ["张顺"], "owners": ["各镇"]},
        [],
    ),
    (
        ["民生"],
        {"name": "印发补助手册", "content": '印发“一本通”手册(A+B)，100%到户；见 C:\\Guide 和 "Help" 页。'},
        {},
        [],
    ),
)
