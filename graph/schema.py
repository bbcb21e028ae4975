"""The schema, declared once: labels, keys, properties with types, relationship types with endpoints.

Everything that has to know the shape of the graph derives from ``NODES`` and ``RELATIONSHIPS``: the DDL for
ladybug, constraints and indexes for Neo4j, the statements of the writers, ``/schema``, the legend and
``docs/reference/schema.md``. To add a label or a relationship type, add one entry here and let a layout emit it.

Properties that are not known are null in the graph. Every label has the string key ``id``.
"""

from dataclasses import dataclass
from typing import Literal

PropertyType = Literal["string", "integer", "float", "boolean", "strings", "json"]
"""``json`` is a string that holds an object with parts of its own; the REST API shows it as one."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its name, type, what it says in English and Chinese, and whether questions filter on it.

    ``values`` are all that it may have, where they are words of ours and not a document's; what they are called in
    Chinese and English stands in ``api/static/explorer/words.json``.
    """

    name: str
    type: PropertyType
    en: str
    zh: str
    indexed: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeType:
    """A node label. A shared node outlives the document that first named it; the others belong to one document.

    A standing one is written by people and not by documents: loads neither make it nor take it away.
    """

    label: str
    en: str
    zh: str
    properties: tuple[Property, ...]
    shared: bool = False
    standing: bool = False


@dataclass(frozen=True, slots=True)
class RelationshipType:
    """A relationship type with the pairs of labels that it joins, start first."""

    type: str
    en: str
    zh: str
    pairs: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class FullText:
    """The texts of a label that are searched, the one that says most first, at most three; ``name`` is the index's."""

    name: str
    label: str
    properties: tuple[str, ...]


_NAME = Property("name", "string", "name", "名称", indexed=True)

_RECEIPT = (
    Property("rank", "integer", "place in the cell, from 1", "在单元格中的次序，从1起"),
    Property(
        "inherited", "boolean", "true where a merged cell was filled from above", "合并单元格由上方继承", indexed=True
    ),
    Property("locator", "string", "where the quoted words stand", "引文所在位置"),
    Property("quote", "string", "the words of the cell", "单元格原文"),
)
_NAMED = (
    *_RECEIPT,
    Property("printed", "string", "the unit's name as it is printed there", "单位名称原文"),
    Property(
        "also",
        "json",
        "the receipts of further names that mean the same body",
        "同一单位在该任务中的其他写法及出处",
    ),
)

NODES: tuple[NodeType, ...] = (
    NodeType(
        "Jurisdiction",
        "A place that a government answers for",
        "行政区",
        (
            _NAME,
            Property(
                "level",
                "string",
                "country, province, prefecture, county or unknown",
                "层级",
                values=("country", "province", "prefecture", "county", "unknown"),
            ),
        ),
        shared=True,
    ),
    NodeType(
        "Document",
        "An official document as it was loaded",
        "文件",
        (
            Property("title", "string", "title", "标题"),
            Property("number", "string", "document number", "发文字号", indexed=True),
            Property(
                "kind",
                "string",
                "breakdown, report, progress or unknown",
                "文种",
                indexed=True,
                values=("breakdown", "report", "progress", "unknown"),
            ),
            Property("year", "integer", "the year that the tasks are for", "任务年度", indexed=True),
            Property("issued_on", "string", "date of issue, ISO 8601", "成文日期"),
            Property("sha256", "string", "SHA-256 of the file's bytes", "文件指纹"),
            Property("source", "string", "the file's name", "来源文件名"),
            Property("addressees", "string", "whom the notice is sent to, as printed", "主送单位，照原文"),
            Property(
                "owner_order",
                "string",
                "protocol, first_leads or unknown",
                "首位是否牵头",
                values=("protocol", "first_leads", "unknown"),
            ),
            Property("digest", "string", "SHA-256 of all that was read from it", "抽取内容指纹"),
            Property("load_id", "string", "the load that wrote it", "入库批次"),
            Property("report", "json", "what that load read, cleaned, left out and found", "入库报告"),
        ),
    ),
    NodeType(
        "Category",
        "A heading that tasks stand under",
        "类别",
        (
            _NAME,
            Property("level", "integer", "1 is the outermost", "层次，1为最外层"),
            Property("annex", "integer", "annex of the document", "附件号"),
        ),
    ),
    NodeType(
        "Task",
        "What was promised: one row, item or paragraph",
        "任务",
        (
            # Not indexed: a name may be a whole clause, and an index of Neo4j takes 8 kB at most. Full text finds it.
            Property("name", "string", "its short title, else its first clause", "名称"),
            Property("content", "string", "what is to be done", "内容和要求"),
            Property("requirement", "string", "what the year requires of it", "年度要求"),
            Property("year", "integer", "the year it is for", "年度", indexed=True),
            Property("deadline", "string", "when it is due, as printed", "完成时限"),
            Property("annex", "integer", "annex of the document", "附件号", indexed=True),
            Property("row", "integer", "row in the annex, from 1", "行号"),
            Property("locator", "string", "where the task stands", "位置"),
            Property("excerpt", "json", "the document's own row or lines that it was read from", "原文行或段落"),
        ),
    ),
    NodeType(
        "Target",
        "A number that a task promises; its key is the task's with :t and its place among the task's targets",
        "目标",
        (
            Property("name", "string", "its subject and its phrase", "名称"),
            Property("subject", "string", "what the number is about", "指标"),
            Property(
                "comparator",
                "string",
                "≥, ≤, >, <, ≈, = or increase_to",
                "比较方式",
                values=("≥", "≤", ">", "<", "≈", "=", "increase_to"),
            ),
            Property("value", "float", "the number as printed; of a range the least", "数值"),
            Property("value_to", "float", "the most, of a range", "区间上限"),
            Property("unit", "string", "the unit as printed, as 万平方米; empty where there is none", "单位"),
            Property(
                "measure",
                "string",
                "level, growth, decline, count or share",
                "量的种类",
                indexed=True,
                values=("level", "growth", "decline", "count", "share"),
            ),
            Property("year", "integer", "the year it is for", "年度", indexed=True),
            Property("phrase", "string", "the words that say it", "原文"),
            Property(
                "field",
                "string",
                "where the phrase stands: title, content or requirement",
                "所在栏目",
                values=("title", "content", "requirement"),
            ),
            Property("position", "integer", "the phrase's first character in the field, from 0", "字符位置，从0起"),
            Property("locator", "string", "where the task stands", "位置"),
        ),
    ),
    NodeType(
        "Section",
        "A part, heading or paragraph of a work report; its key is the document's with :s and its place among them",
        "章节",
        (
            Property("name", "string", "the words of the heading, else the paragraph's first clause", "标题或首句"),
            Property(
                "kind",
                "string",
                "part, heading or paragraph",
                "类型",
                indexed=True,
                values=("part", "heading", "paragraph"),
            ),
            Property("level", "integer", "1 is the outermost", "层次，1为最外层"),
            Property("position", "integer", "place among the document's sections, from 1", "次序，从1起"),
            Property("text", "string", "the words of a paragraph; headings only name", "正文"),
            Property("period", "string", "the years it speaks of: 2021, 2017-2021", "时期", indexed=True),
            Property("locator", "string", "where it stands", "位置"),
        ),
    ),
    NodeType("Official", "A leading official", "分管领导", (_NAME,), shared=True),
    NodeType(
        "Unit",
        "A body that answers for tasks",
        "单位",
        (
            _NAME,
            Property(
                "kind",
                "string",
                "department, party, town, subdistrict, zone, office, enterprise, vertical, other",
                "类型",
                indexed=True,
                values=(
                    "department",
                    "party",
                    "town",
                    "subdistrict",
                    "zone",
                    "office",
                    "enterprise",
                    "vertical",
                    "other",
                ),
            ),
            Property("aliases", "strings", "other names of the same body, from the reviewed table", "别名"),
        ),
        shared=True,
    ),
    NodeType(
        "UnitGroup",
        "A phrase that stands for several units, as 各镇（区）; never a unit",
        "单位群",
        (_NAME, Property("open", "boolean", "true: the document does not list all its members", "成员未列全")),
    ),
    NodeType(
        "Judgement",
        "A reviewed decision that two names of one place are one unit, or are not",
        "名称认定",
        (
            Property("name", "string", "the decision in few words", "认定"),
            Property("jurisdiction", "string", "code of the place that the names belong to", "行政区代码"),
            Property("verdict", "string", "same or different", "结论", indexed=True, values=("same", "different")),
            Property("names", "strings", "the two names, without the place's own", "两个名称"),
            Property("kept", "string", "the name that the unit goes by; only where they are the same", "保留的名称"),
            Property("reason", "string", "what the decision rests on", "理由"),
            Property("decided_by", "string", "who decided", "认定人"),
            Property("decided_at", "string", "when, ISO 8601 in UTC", "认定时间"),
        ),
        standing=True,
    ),
)

RELATIONSHIPS: tuple[RelationshipType, ...] = (
    RelationshipType("LEADS", "The official leads the task", "分管", (("Official", "Task"),), _RECEIPT),
    RelationshipType(
        "OWNS", "The unit answers for the task", "主要责任", (("Unit", "Task"), ("UnitGroup", "Task")), _NAMED
    ),
    RelationshipType(
        "SUPPORTS", "The unit supports the task", "配合", (("Unit", "Task"), ("UnitGroup", "Task")), _NAMED
    ),
    RelationshipType(
        "HAS_TARGET",
        "The task promises the number",
        "目标",
        (("Task", "Target"),),
        tuple(each for each in _RECEIPT if each.name in ("locator", "quote")),
    ),
    RelationshipType("IN_CATEGORY", "The task stands under the heading", "属于类别", (("Task", "Category"),)),
    RelationshipType(
        "PART_OF", "It stands under another heading", "上级", (("Category", "Category"), ("Section", "Section"))
    ),
    RelationshipType(
        "STATED_IN",
        "The document states it",
        "出自",
        (("Task", "Document"), ("Category", "Document"), ("Section", "Document")),
    ),
    RelationshipType("ISSUED_FOR", "The document is for the place", "适用于", (("Document", "Jurisdiction"),)),
    RelationshipType(
        "WITHIN",
        "The unit or official belongs to the place",
        "隶属",
        (("Unit", "Jurisdiction"), ("Official", "Jurisdiction")),
    ),
    RelationshipType(
        "MEMBER_OF",
        "The unit may be meant by the group's words",
        "可能属于",
        (("Unit", "UnitGroup"),),
        (
            Property(
                "basis",
                "string",
                "named: listed with the group; addressee: the notice is sent to it; kind: has a role and fits",
                "依据",
                values=("named", "addressee", "kind"),
            ),
        ),
    ),
    RelationshipType(
        "MENTIONS",
        "The task's content names a unit that has no role in it; a weak tie",
        "文中提及",
        (("Task", "Unit"),),
        (Property("quote", "string", "the words around the name", "原文"),),
    ),
)

FULL_TEXT: tuple[FullText, ...] = (
    FullText("document_text", "Document", ("title", "number")),
    FullText("category_text", "Category", ("name",)),
    FullText("task_text", "Task", ("name", "content", "requirement")),
    FullText("section_text", "Section", ("name", "text")),
)
"""What is searched by its words, all of it a document's own. Units and officials are found by their names."""


def node_type(label: str) -> NodeType:
    """Return the declaration of a label; KeyError where there is none."""
    return _NODES[label]


def relationship_type(name: str) -> RelationshipType:
    """Return the declaration of a relationship type; KeyError where there is none."""
    return _RELATIONSHIPS[name]


_NODES = {node.label: node for node in NODES}
_RELATIONSHIPS = {relationship.type: relationship for relationship in RELATIONSHIPS}
