"""The shapes of single nodes in full, and of what lies around them: excerpts, reports, loads, paths, pictures."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field, create_model

from api.models import NODE_MODELS, Edge, Neighbours, NodeReference

Item = TypeVar("Item")
Role = Literal["leaders", "owners", "supports"]


class Words(BaseModel):
    """Words of the document; ``cut`` is how many characters are left out at the end, where there are any."""

    text: str
    cut: int | None = None


class Above(Words):
    """The words of a cell above, which a merged cell continues."""

    row: int = Field(description="被继承的行 / the row that prints them")


class MarkedWords(Words):
    """Words with the roles that receipts take from them."""

    roles: list[Role] = Field([], description="凭据取自这里的角色 / roles whose receipt is here")


class ExcerptCell(MarkedWords):
    """A cell as it is printed: empty where it continues the one above."""

    above: Above | None = Field(None, description="承自上方合并单元格 / inherited from a merged cell above")


class ExcerptRow(BaseModel):
    """A row: a cell for each column of the header, null where the row has none."""

    row: int = Field(description="表中行号，不计表头 / row in the table, from 1 without header rows")
    cells: list[ExcerptCell | None]


class ExcerptLine(MarkedWords):
    """A line of a list or paragraph."""

    line: int | None = Field(None, description="行号 / line in the file")
    page: int | None = Field(None, description="页 / page")


class Beside(MarkedWords):
    """Words that a receipt quotes and that stand outside: in a heading, or in a line for several items."""

    locator: str
    inherited: bool


class Excerpt(BaseModel):
    """The document's own row or lines that a task was read from; either ``rows`` or ``lines``."""

    header: list[str] | None = Field(None, description="表头，去空格 / header cells without spaces")
    columns: list[str] | None = Field(None, description="各列读作什么 / what each column is read as; empty: not read")
    rows: list[ExcerptRow] | None = Field(
        None, description="所在的行；跨页或续行的有几行 / several where a page parts the row, or other rows continue it"
    )
    lines: list[ExcerptLine] | None = Field(None, description="所在的各行文字 / the lines of an item or paragraph")
    banners: list[MarkedWords] | None = Field(None, description="上方的通栏标题行 / banners above the row")
    beside: list[Beside] | None = Field(None, description="凭据在别处的 / receipts that stand elsewhere")
    tasks: int | None = Field(
        None, description="同一行读出的任务数，多于一项时 / tasks read from the same row, if several"
    )
    across: bool | None = Field(
        None, description="横置的表：一行即原文一列 / true: the table lies on its side, a row here is a column there"
    )
    left_out: int | None = Field(None, description="略去的行数 / rows or lines that are left out, if any")


class FindingInShort(BaseModel):
    """One thing that was seen, and where."""

    place: str | None = None
    task: str | None = None
    message: str
    message_zh: str | None = None


class RuleFindings(BaseModel):
    """What one rule saw: how often, the first findings, and how many are left out."""

    rule: str
    severity: Literal["note", "warning"]
    count: int
    items: list[FindingInShort]
    rest: int


class LoadReport(BaseModel):
    """What the load read, cleaned, inherited and left out, with the findings by their rules."""

    tasks: int
    sections: int
    annexes: dict[str, int] = Field(description="各附件的任务数 / tasks by annex")
    edges: dict[str, int] = Field(description="各类责任的条数 / names in cells by relationship type")
    inherited: dict[str, int] = Field(description="其中继承的 / of these, from a merged cell above")
    cleaned_cells: int
    findings: list[RuleFindings] = Field(description="读取时发现的 / findings of reading")
    checks: list[RuleFindings] = Field(description="对文稿的核查 / findings of the checks of a draft")


class RoleLoad(BaseModel):
    """Tasks of a unit in one role. The two numbers are never added: a group may mean others."""

    explicit: int = Field(description="点名的任务数 / tasks that name the unit itself")
    first_listed: int = Field(description="其中列首位的 / of these, it stands first in its cell")
    through_groups: int = Field(description="经单位群可能涉及的任务数 / tasks that may mean it through a group")


class UnitLoad(BaseModel):
    """Tasks of a unit by role."""

    owns: RoleLoad
    supports: RoleLoad


class Leading(BaseModel):
    """Tasks that an official leads."""

    tasks: int
    first_listed: int = Field(description="其中列首位的 / of these, the official stands first in the cell")


class OfficialLoad(BaseModel):
    """Tasks of an official."""

    leads: Leading


class Ranked(BaseModel, Generic[Item]):
    """The largest entries of a list, equal ones by id."""

    items: list[Item]
    values: int = Field(description="共有几个 / how many there are in all")
    rest: int = Field(description="未列出者的任务数之和 / sum of the tasks of those that are not listed")


class Shared(BaseModel):
    """A node with the number of tasks that it has in common with the one that is shown."""

    node: NodeReference
    tasks: int


class SharedByRole(Shared):
    """The same, with the tasks that the unit owns and supports."""

    owns: int
    supports: int


class RolePair(BaseModel):
    """Common tasks in which the unit that is shown has ``role`` and the other one ``other``."""

    role: Literal["owns", "supports"]
    other: Literal["owns", "supports"]
    tasks: int


class Partner(Shared):
    """A unit that is named in the same tasks, and in which roles."""

    roles: list[RolePair]


_ADDED: dict[str, dict[str, Any]] = {
    "Document": {
        "report": (LoadReport | None, Field(None, description="入库报告 / report of the load; null: not known"))
    },
    "Task": {
        "excerpt": (
            Excerpt | None,
            Field(None, description="原文行或段落 / the document's own row or lines; null: not known"),
        )
    },
    "Unit": {
        "load": (UnitLoad, ...),
        "officials": (Ranked[SharedByRole], Field(description="分管其任务的领导 / officials that it works under")),
        "units": (Ranked[Partner], Field(description="共事的单位 / units that are named in the same tasks")),
        "categories": (Ranked[SharedByRole], Field(description="各门类的任务 / tasks by outermost category")),
    },
    "Official": {
        "load": (OfficialLoad, ...),
        "units": (Ranked[Shared], Field(description="在其分管下负责的单位 / units that own tasks under the official")),
        "co_leaders": (Ranked[Shared], Field(description="共同分管的领导 / officials that lead the same tasks")),
        "categories": (Ranked[Shared], Field(description="各门类的任务 / tasks by outermost category")),
    },
}


def detail_model(label: str) -> Any:
    """Return the shape of a node that is shown in full: its properties, what is told of it, and its neighbours."""
    added = _ADDED.get(label, {})
    return create_model(f"{label}InFull", __base__=NODE_MODELS[label], **added, neighbours=(list[Neighbours], ...))


class NodeWithNeighbours(BaseModel):
    """A node of any label, and what stands at the other end of its edges."""

    node: NodeReference
    also: list[str] = Field(description="共有此编号的其他类型 / other labels that share the id")
    neighbours: list[Neighbours]


class NodeKey(BaseModel):
    """A node by label and id."""

    label: str
    id: str


class GraphEdge(BaseModel):
    """An edge with its ends and its receipt."""

    relationship: str = Field(examples=["OWNS"])
    start: NodeKey
    finish: NodeKey
    edge: Edge


class End(NodeReference):
    """One end of a path."""

    also: list[str] = Field(description="共有此编号的其他类型 / other labels that share the id")


class FoundPath(BaseModel):
    """A path: its nodes, and between each two of them all edges of the types that may be walked."""

    nodes: list[NodeReference]
    steps: list[list[GraphEdge]]


class PathsFound(BaseModel):
    """The shortest paths between two nodes."""

    start: End
    finish: End
    length: int | None = Field(description="几步；null 为六步之内没有 / edges of a path; null: none within six")
    total: int = Field(description="同样短的共几条 / how many paths of this length there are")
    limit: int
    items: list[FoundPath]
    is_complete: bool = Field(description="false：节点过多而中止，有无路径未知 / false: given up, nothing is known")
    visited: int = Field(description="查看的节点数 / how many nodes were looked at")


class TaskFacts(BaseModel):
    """Where a task stands."""

    document: str = Field(description="文件编号 / id of its document")
    year: int | None = Field(description="任务年度 / year of the task")
    annex: int | None
    row: int | None
    categories: list[str] = Field(description="所属类别，外层在前 / ids of its headings, the outermost first")


class DrawnNode(NodeReference):
    """A node in few words, a task with where it stands."""

    task: TaskFacts | None = Field(default=None, description="仅任务有 / of tasks only")


class NodeWithSurroundings(BaseModel):
    """A node, a page of its tasks, and all that these tasks name."""

    node: NodeReference
    also: list[str] = Field(description="共有此编号的其他类型 / other labels that share the id")
    total: int = Field(description="任务总数 / how many tasks it has")
    limit: int
    offset: int
    nodes: list[DrawnNode]
    edges: list[GraphEdge]
    left_out: int = Field(description="因过多而未列的节点 / how many nodes had no room")


class MovedId(BaseModel):
    """The id of a unit that was joined to another one, which is shown in its place."""

    id: str
    became: str


class Subgraph(BaseModel):
    """Some nodes and all edges between them."""

    nodes: list[DrawnNode]
    edges: list[GraphEdge]
    missing: list[str] = Field(description="图中没有的编号 / ids that no node has")
    moved: list[MovedId] = Field(description="已归入其他单位的编号 / ids of units that go by another id now")
