"""The statements behind lists and nodes. Names come from the schema and the resource table, values are parameters.

They are portable: only the conditions that are asked for stand in a statement, since the engines differ on null.
"""

from collections.abc import Mapping, Sequence

from api.resources import (
    ANY_ROLE,
    INHERITED,
    POSITION,
    ROLES,
    Filter,
    Linked,
    Relation,
    Resource,
    relations_of,
    title_of,
)
from graph.schema import NodeType, Property, PropertyType, node_type

_LEAST: Mapping[PropertyType, str] = {"string": "''", "json": "''", "integer": "0", "float": "0.0", "boolean": "false"}
"""What stands in for an unknown value in an order: the engines put null at opposite ends."""
_PLACES: Mapping[str, tuple[str, ...]] = {"Task": ("annex", "row"), "Section": ("position",)}
"""The properties that tell where a node stands in its document, for the labels that have a place there."""


def count_statement(resource: Resource, values: Mapping[str, object]) -> str:
    """Return the statement for how many nodes pass the filters that have a value."""
    return "\n".join([*found_lines(resource, values), "RETURN count(n) AS total"])


def list_statement(resource: Resource, values: Mapping[str, object], sort: str, fields: Sequence[str]) -> str:
    """Return the statement for a page of nodes; it takes ``$offset`` and ``$limit`` beside the filters' values.

    Of the fields it answers those that are properties.
    """
    order = [*_order(resource, sort), "n.id"]
    lines = found_lines(resource, values)
    if sort.lstrip("-") == POSITION:
        lines.append("MATCH (n)-[:STATED_IN]->(source:Document)")
    return "\n".join([*lines, f"RETURN {_columns(resource.node, fields)}", f"ORDER BY {', '.join(order)}", _PAGE])


def linked_statement(resource: Resource, linked: Linked) -> str:
    """Return the statement for the names of a linked field, of the nodes ``$ids``, by their rank in the cell."""
    return "\n".join(
        [
            "UNWIND $ids AS key",
            f"MATCH (n:`{resource.label}` {{id: key}})",
            f"MATCH {linked.pattern}",
            "RETURN n.id AS id, m.name AS name",
            "ORDER BY id, coalesce(e.rank, 0), m.id",
        ]
    )


def node_statement(label: str) -> str:
    """Return the statement for all properties of node ``$id``, and then how many edges each of its relations has."""
    numbers = [
        f"COUNT {{ MATCH (n){_arrow(each)}(:`{each.label}`) }} AS total_{number}"
        for number, each in enumerate(relations_of(label))
    ]
    node = node_type(label)
    columns = ", ".join([_columns(node, [each.name for each in node.properties]), *numbers])
    return f"MATCH (n:`{label}` {{id: $id}})\nRETURN {columns}"


def neighbours_statement(label: str, relation: Relation) -> str:
    """Return the statement for a page of one relation of node ``$id``: id, title, then the edge's properties."""
    columns = ["m.id AS id", f"m.`{title_of(node_type(relation.label))}` AS name"]
    columns += [f"e.`{each.name}` AS `{each.name}`" for each in relation.properties]
    return "\n".join(
        [
            f"MATCH (n:`{label}` {{id: $id}}){_arrow(relation)}(m:`{relation.label}`)",
            f"RETURN {', '.join(columns)}",
            f"ORDER BY {', '.join(_neighbour_order(relation))}",
            _PAGE,
        ]
    )


_PAGE = "SKIP $offset LIMIT $limit"


def found_lines(resource: Resource, values: Mapping[str, object]) -> list[str]:
    """Return the lines that bind ``n`` to each node once that passes the filters."""
    given = [each for each in resource.filters if each.name in values and each.name != INHERITED]
    if "unit" in values:
        given = [each for each in given if each.name != "role"]
    own = [f"({each.condition})" for each in given if not each.pattern]
    lines = [f"MATCH (n:`{resource.label}`)"]
    lines += [f"WHERE {' AND '.join(own)}"] if own else []
    for each in given:
        lines += _pattern(each, values) if each.pattern else []
    return [*lines, *(_inherited(resource, values) if INHERITED in values else [])]


def _pattern(asked: Filter, values: Mapping[str, object]) -> list[str]:
    pattern = asked.pattern.format(types=ROLES.get(str(values.get("role")), ANY_ROLE))
    return [
        f"MATCH {pattern}",
        *([f"WHERE {asked.condition}"] if asked.condition else []),
        "WITH DISTINCT n",
    ]


def _inherited(resource: Resource, values: Mapping[str, object]) -> list[str]:
    """Return the lines for whether a duty is inherited, of those that unit, role and official choose, else of any.

    The two values part the list: false is where none of these duties is. A mention is no duty.
    """
    chosen = {each.name: each.condition for each in resource.filters if each.name in values}
    types = ROLES.get(str(values.get("role")), ANY_ROLE)
    duties = []
    if {"unit", "role"} & chosen.keys() and types != ROLES["mentions"]:
        duties.append((f"(n)<-[duty:{types}]-(unit:Unit)", chosen.get("unit", "true")))
    if "official" in chosen:
        duties.append(("(n)<-[duty:LEADS]-(official:Official)", chosen["official"]))
    if not {"unit", "role", "official"} & chosen.keys():
        duties.append((f"(n)<-[duty:LEADS|{ANY_ROLE}]-()", "true"))
    found = [f"EXISTS {{ MATCH {pattern} WHERE duty.inherited AND ({condition}) }}" for pattern, condition in duties]
    return ["WITH n", f"WHERE ({' OR '.join(found) or 'false'}) = $inherited"]


def _order(resource: Resource, sort: str) -> list[str]:
    name, way = sort.lstrip("-"), " DESC" if sort.startswith("-") else ""
    if name == "id":
        return [f"n.id{way}"] if way else []
    if name == POSITION:
        places = [f"coalesce(n.{each}, 0)" for each in _PLACES[resource.label]]
        return [f"{key}{way}" for key in ("source.id", *places)]
    return [f"{_comparable('n', _declared(resource.node, name))}{way}"]


def _neighbour_order(relation: Relation) -> list[str]:
    names = _PLACES.get(relation.label, ())
    keys = [_comparable("m", _declared(node_type(relation.label), name)) for name in names]
    ranks = [_comparable("e", each) for each in relation.properties if each.name == "rank"]
    return [*keys, "m.id", *ranks] if keys else [*ranks, "m.id"]


def _comparable(variable: str, declared: Property) -> str:
    return f"coalesce({variable}.`{declared.name}`, {_LEAST[declared.type]})"


def _declared(node: NodeType, name: str) -> Property:
    return next(each for each in node.properties if each.name == name)


def _arrow(relation: Relation) -> str:
    edge = f"[e:`{relation.relationship.type}`]"
    return f"-{edge}->" if relation.direction == "out" else f"<-{edge}-"


def _columns(node: NodeType, fields: Sequence[str]) -> str:
    properties = {each.name for each in node.properties}
    return ", ".join(["n.id AS id", *(f"n.`{name}` AS `{name}`" for name in fields if name in properties)])
