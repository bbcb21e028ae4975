"""The resources of the REST API: a label each, with what its list can be filtered and sorted by.

To add a filter: one entry here. Parameter, check, documentation and statement come from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from graph.schema import RELATIONSHIPS, NodeType, Property, RelationshipType, node_type
from queries import Words

FilterType = Literal["string", "integer", "boolean"]
Direction = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Filter:
    """A query parameter of a list. ``n`` is the node of the list, ``$<name>`` the value.

    ``pattern`` says how the condition's other variable hangs on ``n``; ``{types}`` in it stands for relationship types
    that another parameter chooses.
    """

    name: str
    type: FilterType
    about: Words
    example: str | int | bool
    condition: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """A field of a list that is no property: the names of nodes ``m`` at edges ``e`` of node ``n``, by their rank."""

    name: str
    pattern: str
    about: Words


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of node that is listed and shown; ``example`` is an id in the sample, ``sorts`` are its properties.

    ``linked`` are the fields that are only answered where they are asked for; with ``facets`` the list can be counted.
    """

    name: str
    label: str
    one: Words
    many: Words
    example: str
    filters: tuple[Filter, ...]
    sorts: tuple[str, ...]
    order: str = "id"
    linked: tuple[Linked, ...] = ()
    facets: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """What an item of its list may show beside its id; what has parts of its own is shown with a single node."""
        plain = (each.name for each in self.node.properties if each.type != "json")
        return (*plain, *(each.name for each in self.linked))

    @property
    def node(self) -> NodeType:
        """The declaration of its label."""
        return node_type(self.label)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship type as it is seen from a node: which way it runs and to which label."""

    relationship: RelationshipType
    direction: Direction
    label: str

    @property
    def properties(self) -> tuple[Property, ...]:
        """What an edge of it carries."""
        return self.relationship.properties


ROLES: Mapping[str, str] = {"owns": "OWNS", "supports": "SUPPORTS", "mentions": "MENTIONS"}
ANY_ROLE = "OWNS|SUPPORTS"
"""What ``unit`` means without a role. A mention is a weak tie, asked for by name only."""

INHERITED = "inherited"
"""A filter whose condition depends on the other ones; see ``api.statements``."""

POSITION = "position"
"""A sort that is no property: the order in which documents print their tasks and sections."""

_BREAKDOWN = "320585:太政发〔2021〕9号"
_REPORT = "320585:30f521e2db98"
_IN_DOCUMENT = "document.id = $document OR document.number = $document"
_IN_PLACE = "place.id = $jurisdiction OR place.name = $jurisdiction"


def relations_of(label: str) -> tuple[Relation, ...]:
    """Return every relation that a node of the label may have, in schema order; groups and units stand apart."""
    outward = [Relation(each, "out", end) for each in RELATIONSHIPS for start, end in each.pairs if start == label]
    inward = [Relation(each, "in", start) for each in RELATIONSHIPS for start, end in each.pairs if end == label]
    return (*inward, *outward)


def title_of(node: NodeType) -> str:
    """Return the property that a node is called by."""
    return next(each.name for each in node.properties if each.name in {"name", "title"})


def _document(pattern: str) -> Filter:
    about = Words("文件编号或发文字号", "id or number of the document")
    return Filter("document", "string", about, _BREAKDOWN, _IN_DOCUMENT, pattern)


def _jurisdiction(pattern: str) -> Filter:
    about = Words("行政区代码或名称", "code or name of the place")
    return Filter("jurisdiction", "string", about, "太仓市", _IN_PLACE, pattern)


def _category(pattern: str) -> Filter:
    about = Words("类别编号或名称，含下级", "id or name of a category, with what is below it")
    condition = "category.id = $category OR category.name = $category"
    below = "-[:IN_CATEGORY]->(:Category)-[:PART_OF*0..8]->(category:Category)"
    return Filter("category", "string", about, "综合指标", condition, pattern + below)


def _official(pattern: str) -> Filter:
    about = Words("分管领导的编号或姓名", "id or name of a leading official")
    condition = "official.id = $official OR official.name = $official"
    return Filter("official", "string", about, "吴敬宇", condition, f"{pattern}<-[:LEADS]-(official:Official)")


def _property(name: str, kind: FilterType, about: Words, example: str | int | bool) -> Filter:
    return Filter(name, kind, about, example, f"n.{name} = ${name}")


def _contains(name: str, example: str) -> Filter:
    about = Words("包含的文字", "text that it contains")
    return Filter(name, "string", about, example, f"{_text_of(name)} CONTAINS ${name}")


def _text_of(name: str) -> str:
    """Return a property as a text that no index holds.

    Neo4j 5.26 may look for a part of it in a range index where its statistics are young, and fail: such an index
    cannot do that.
    """
    return f"(n.{name} + '')"


_YEAR = _property("year", "integer", Words("任务年度", "year of the tasks"), 2021)
_ANNEX = _property("annex", "integer", Words("附件号", "annex of the document"), 1)

RESOURCES: tuple[Resource, ...] = (
    Resource(
        "documents",
        "Document",
        Words("一份文件", "a document"),
        Words("文件", "documents"),
        _BREAKDOWN,
        (
            _jurisdiction("(n)-[:ISSUED_FOR]->(place:Jurisdiction)"),
            _YEAR,
            _property("kind", "string", Words("文种", "breakdown, report, progress or unknown"), "breakdown"),
            _property("number", "string", Words("发文字号", "document number"), "太政发〔2021〕9号"),
            _contains("title", "民生实事"),
        ),
        ("id", "title", "number", "kind", "year", "issued_on"),
    ),
    Resource(
        "categories",
        "Category",
        Words("一个类别", "a category"),
        Words("类别", "categories"),
        f"{_BREAKDOWN}:1:综合指标/一般公共预算收入",
        (
            _document("(n)-[:STATED_IN]->(document:Document)"),
            _jurisdiction("(n)-[:STATED_IN]->(:Document)-[:ISSUED_FOR]->(place:Jurisdiction)"),
            _ANNEX,
            _property("level", "integer", Words("层次，1为最外层", "level; 1 is the outermost"), 2),
            Filter(
                "parent",
                "string",
                Words("上级类别的编号或名称", "id or name of the category right above"),
                "综合指标",
                "parent.id = $parent OR parent.name = $parent",
                "(n)-[:PART_OF]->(parent:Category)",
            ),
            _contains("name", "收入"),
        ),
        ("id", "name", "level", "annex"),
    ),
    Resource(
        "tasks",
        "Task",
        Words("一项任务", "a task"),
        Words("任务", "tasks"),
        f"{_BREAKDOWN}:1.2",
        (
            _document("(n)-[:STATED_IN]->(document:Document)"),
            _jurisdiction("(n)-[:STATED_IN]->(:Document)-[:ISSUED_FOR]->(place:Jurisdiction)"),
            _YEAR,
            _ANNEX,
            _category("(n)"),
            Filter(
                "unit",
                "string",
                Words("单位编号、名称或别名；只计点名的", "id, name or alias of a unit that is named itself"),
                "财政局",
                "unit.id = $unit OR unit.name = $unit OR $unit IN unit.aliases",
                "(n)-[:{types}]-(unit:Unit)",
            ),
            Filter(
                "role",
                "string",
                Words("单位的角色；不给则为负责或配合", "role of the unit; without it owns or supports"),
                "owns",
                pattern="(n)-[:{types}]-(:Unit)",
                choices=tuple(ROLES),
            ),
            Filter(
                "unit_group",
                "string",
                Words("单位群编号", "id of a group that owns or supports it"),
                f"{_BREAKDOWN}:各镇（区）",
                "phrase.id = $unit_group",
                "(n)<-[:OWNS|SUPPORTS]-(phrase:UnitGroup)",
            ),
            _official("(n)"),
            Filter(
                INHERITED,
                "boolean",
                Words(
                    "所选的责任（单位、角色、领导；不选则任一）是否承自合并单元格",
                    "whether a duty that unit, role and official choose, without them any, is from a merged cell above",
                ),
                example=False,
            ),
            Filter(
                "has_target",
                "boolean",
                Words("有无量化指标", "whether it promises a number"),
                example=True,
                condition="EXISTS { MATCH (n)-[:HAS_TARGET]->(:Target) } = $has_target",
            ),
            _contains("name", "增长"),
        ),
        (POSITION, "id", "name", "year", "annex", "row", "deadline"),
        POSITION,
        (
            Linked("leaders", "(n)<-[e:LEADS]-(m:Official)", Words("分管领导", "names of the leading officials")),
            Linked("owners", "(n)<-[e:OWNS]-(m:Unit|UnitGroup)", Words("责任单位", "names of who owns it")),
            Linked("supports", "(n)<-[e:SUPPORTS]-(m:Unit|UnitGroup)", Words("配合单位", "names of who supports it")),
        ),
        facets=True,
    ),
    Resource(
        "targets",
        "Target",
        Words("一个指标", "a target"),
        Words("指标", "targets: the numbers that tasks promise"),
        f"{_BREAKDOWN}:1.2:t1",
        (
            _document("(n)<-[:HAS_TARGET]-(:Task)-[:STATED_IN]->(document:Document)"),
            _jurisdiction("(n)<-[:HAS_TARGET]-(:Task)-[:STATED_IN]->(:Document)-[:ISSUED_FOR]->(place:Jurisdiction)"),
            _category("(n)<-[:HAS_TARGET]-(:Task)"),
            _official("(n)<-[:HAS_TARGET]-(:Task)"),
            _YEAR,
            _property("measure", "string", Words("量的种类", "level, growth, decline, count or share"), "growth"),
            Filter(
                "measured_in",
                "string",
                Words("计量单位，照原文", "unit of measure, as printed"),
                "%",
                "n.unit = $measured_in",
            ),
            Filter(
                "task",
                "string",
                Words("任务编号", "id of the task that promises it"),
                f"{_BREAKDOWN}:1.2",
                "task.id = $task",
                "(n)<-[:HAS_TARGET]-(task:Task)",
            ),
            Filter(
                "unit",
                "string",
                Words("负责单位的编号、名称或别名", "id, name or alias of a unit that owns the task"),
                "财政局",
                "unit.id = $unit OR unit.name = $unit OR $unit IN unit.aliases",
                "(n)<-[:HAS_TARGET]-(:Task)<-[:OWNS]-(unit:Unit)",
            ),
            _contains("name", "增长"),
        ),
        ("id", "name", "value", "measure", "year"),
    ),
    Resource(
        "sections",
        "Section",
        Words("工作报告的一个章节", "a section of a work report"),
        Words("工作报告的章节", "sections of work reports"),
        f"{_REPORT}:s39",
        (
            replace(_document("(n)-[:STATED_IN]->(document:Document)"), example=_REPORT),
            _jurisdiction("(n)-[:STATED_IN]->(:Document)-[:ISSUED_FOR]->(place:Jurisdiction)"),
            _property("period", "string", Words("所讲的时期", "the years it speaks of: 2022 or 2017-2021"), "2022"),
            _property("kind", "string", Words("类型", "part, heading or paragraph"), "paragraph"),
            _property("level", "integer", Words("层次，1为最外层", "level; 1 is the outermost"), 3),
            Filter(
                "parent",
                "string",
                Words("上级章节的编号或标题", "id or heading of the section right above"),
                "稳中求快，综合实力快速跃升",
                "parent.id = $parent OR parent.name = $parent",
                "(n)-[:PART_OF]->(parent:Section)",
            ),
            _contains("name", "优化营商环境"),
            _contains("text", "市场主体"),
        ),
        (POSITION, "id", "name", "level", "period"),
        POSITION,
    ),
    Resource(
        "units",
        "Unit",
        Words("一个单位", "a unit"),
        Words("单位", "units"),
        "320585:发改委",
        (
            _jurisdiction("(n)-[:WITHIN]->(place:Jurisdiction)"),
            _document("(n)-[:OWNS|SUPPORTS]->(:Task)-[:STATED_IN]->(document:Document)"),
            _property("kind", "string", Words("类型", "kind, as department, party, town, zone"), "department"),
            Filter(
                "name",
                "string",
                Words("名称包含的文字，或别名", "text that the name contains, or an alias"),
                "发改委",
                f"{_text_of('name')} CONTAINS $name OR $name IN n.aliases",
            ),
        ),
        ("id", "name", "kind"),
    ),
    Resource(
        "officials",
        "Official",
        Words("一位领导", "an official"),
        Words("领导", "officials"),
        "320585:吴敬宇",
        (
            _jurisdiction("(n)-[:WITHIN]->(place:Jurisdiction)"),
            _document("(n)-[:LEADS]->(:Task)-[:STATED_IN]->(document:Document)"),
            _contains("name", "吴"),
        ),
        ("id", "name"),
    ),
    Resource(
        "groups",
        "UnitGroup",
        Words("一个单位群", "a group of units"),
        Words("单位群", "groups of units, as 各镇（区）"),
        f"{_BREAKDOWN}:各镇（区）",
        (
            _document("(n)-[:OWNS|SUPPORTS]->(:Task)-[:STATED_IN]->(document:Document)"),
            _property("open", "boolean", Words("成员未列全", "its members are not all listed"), example=True),
            Filter(
                "unit",
                "string",
                Words("可能属于它的单位", "id, name or alias of a unit that it may mean"),
                "浏河镇",
                "unit.id = $unit OR unit.name = $unit OR $unit IN unit.aliases",
                "(n)<-[:MEMBER_OF]-(unit:Unit)",
            ),
            _contains("name", "镇"),
        ),
        ("id", "name", "open"),
    ),
    Resource(
        "judgements",
        "Judgement",
        Words("一项名称认定", "a judgement on names"),
        Words("名称认定", "judgements on names: which are one unit, and which are not"),
        "320585:水利局|水务局",
        (
            _property("jurisdiction", "string", Words("行政区代码", "code of the place"), "320585"),
            _property("verdict", "string", Words("结论", "same or different"), "same"),
            Filter("name", "string", Words("其中一个名称", "one of the two names"), "水利局", "$name IN n.names"),
            _property("decided_by", "string", Words("认定人", "who decided"), "督查室"),
        ),
        ("id", "name", "decided_at"),
    ),
)

RESOURCE_OF: Mapping[str, Resource] = {resource.label: resource for resource in RESOURCES}
