"""The shapes that the REST API answers in. Those of nodes and edges come from the schema."""

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field, create_model

from api.resources import Resource
from graph.schema import NODES, RELATIONSHIPS, NodeType, Property, PropertyType
from queries.model import Kind, ParameterType, ParameterValue

Item = TypeVar("Item")

_TYPES: dict[PropertyType, Any] = {
    "string": str,
    "integer": int,
    "float": float,
    "boolean": bool,
    "strings": list[str],
}


class AlsoPrinted(BaseModel):
    """Another name of the same body in the same task, with its own receipt."""

    rank: int
    inherited: bool
    locator: str
    quote: str
    printed: str


_EDGE_PARTS: dict[str, Any] = {"also": list[AlsoPrinted]}
"""The shapes of what edges hold as JSON."""


def _field(declared: Property) -> Any:
    type_ = _EDGE_PARTS[declared.name] if declared.type == "json" else _TYPES[declared.type]
    return (type_ | None, Field(None, description=f"{declared.zh} / {declared.en}"))


def _node_model(node: NodeType) -> Any:
    fields = {each.name: _field(each) for each in node.properties if each.type != "json"}
    return create_model(node.label, __doc__=f"{node.zh} / {node.en}", id=(str, ...), **fields)


NODE_MODELS: dict[str, Any] = {node.label: _node_model(node) for node in NODES}
"""The properties of a node by label, without those that have parts of their own; what is not known is null."""

Edge: Any = create_model(
    "Edge",
    __doc__="What an edge carries: a receipt (rank, inherited, locator, quote, printed), a basis, or nothing.",
    **{declared.name: _field(declared) for each in reversed(RELATIONSHIPS) for declared in each.properties},
)


class Page(BaseModel, Generic[Item]):
    """A part of a list."""

    total: int = Field(description="how many there are in all")
    limit: int
    offset: int
    items: list[Item]


class NodeReference(BaseModel):
    """A node in few words, and where it is shown in full; null where its label has no route."""

    label: str
    id: str
    name: str | None
    href: str | None


class Neighbour(BaseModel):
    """A node at the other end of an edge, with what the edge carries."""

    node: NodeReference
    edge: Edge


class Neighbours(BaseModel):
    """One relation of a node: how many neighbours it leads to, and a page of them."""

    relationship: str = Field(description="relationship type", examples=["OWNS"])
    direction: Literal["in", "out"] = Field(description="in: the edge ends at the node that is shown")
    label: str = Field(description="label of the neighbours; units and groups stand apart", examples=["Unit"])
    total: int = Field(description="how many there are in all")
    limit: int
    offset: int
    rest: int = Field(description="how many come behind this page")
    items: list[Neighbour]


class FacetValue(BaseModel):
    """How many of what was found have this value; ``id`` is what the filter of the facet's name takes."""

    id: str | int
    name: str
    count: int


class Facet(BaseModel):
    """The values that occur most, and how many there are beside them."""

    items: list[FacetValue] = Field(description="the largest count first, equal ones by id")
    values: int = Field(description="how many values there are in all")
    rest: int = Field(description="sum of the counts of the values that are not listed")


def page_model(resource: Resource) -> Any:
    """Return the shape of a part of a list of nodes, with the fields and facets that are only there where asked for."""
    names: Any = list[str] | None
    linked: dict[str, Any] = {
        each.name: (names, Field(None, description=f"{each.about.zh} / {each.about.en}")) for each in resource.linked
    }
    item: Any = NODE_MODELS[resource.label]
    if linked:
        item = create_model(f"{resource.label}Item", __base__=item, **linked)
    if not resource.facets:
        return Page[item]
    facets: Any = dict[str, Facet] | None
    about = "按所要的各面计数 / counts by each facet that was asked for"
    return create_model(f"{resource.label}Page", __base__=Page[item], facets=(facets, Field(None, description=about)))


class InBothLanguages(BaseModel):
    """The same words in Chinese and English."""

    zh: str
    en: str


class ParameterInfo(BaseModel):
    """A parameter of a question; required where it has no default."""

    name: str
    type: ParameterType
    about: InBothLanguages
    required: bool
    default: ParameterValue | None
    choices: list[str]


class QuestionInfo(BaseModel):
    """A question of the catalogue."""

    name: str
    href: str
    kind: Kind = Field(description="cypher, or analysis where NetworkX works on the graph")
    title: InBothLanguages
    description: InBothLanguages
    parameters: list[ParameterInfo]
    example: dict[str, ParameterValue]
    columns: list[str]


class Catalogue(BaseModel):
    """All questions."""

    total: int
    items: list[QuestionInfo]


class AnswerInfo(BaseModel):
    """The answer to a question; each row is an object with the columns as its keys."""

    question: str
    title: InBothLanguages
    parameters: dict[str, ParameterValue] = Field(description="as they were understood, defaults included")
    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool = Field(description="true: there are more rows than are ever answered")


class PropertyInfo(BaseModel):
    """A property of nodes or edges."""

    name: str
    type: PropertyType
    zh: str
    en: str


class NodeTypeInfo(BaseModel):
    """A node label; a shared node outlives the document that first named it."""

    label: str
    zh: str
    en: str
    shared: bool
    href: str | None = Field(description="the list of these nodes")
    properties: list[PropertyInfo]


class RelationshipTypeInfo(BaseModel):
    """A relationship type with the pairs of labels that it joins, start first."""

    type: str
    zh: str
    en: str
    pairs: list[tuple[str, str]]
    properties: list[PropertyInfo]


class SchemaInfo(BaseModel):
    """The shape of the graph."""

    nodes: list[NodeTypeInfo]
    relationships: list[RelationshipTypeInfo]


class Health(BaseModel):
    """The process lives."""

    status: Literal["alive"] = "alive"
    version: str


class Readiness(BaseModel):
    """The store answers."""

    status: Literal["ready"] = "ready"
    engine: str
    engine_version: str
    client_version: str


class RuleInfo(BaseModel):
    """A rule of `zerentu check` (`check`), or one of reading, which tells what was not read or not known."""

    name: str
    kind: Literal["check", "reading"]
    title: InBothLanguages
    severity: Literal["note", "warning"] | None = Field(description="null 为各条自有 / null: each finding has its own")
    cure: InBothLanguages | None = Field(description="怎样改 / what to do")


class RulesInfo(BaseModel):
    """All rules: those of the checks in their order, then those of reading."""

    items: list[RuleInfo]


class ProblemInfo(BaseModel):
    """What a kind of problem means."""

    type: str
    title: str
    status: int
    about: InBothLanguages
