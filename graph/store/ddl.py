"""What the engines have to be told before the first write, derived from ``graph/schema.py``."""

from graph.schema import FULL_TEXT, NODES, RELATIONSHIPS, FullText, NodeType, Property, PropertyType, RelationshipType

_LADYBUG_TYPES: dict[PropertyType, str] = {
    "string": "STRING",
    "integer": "INT64",
    "float": "DOUBLE",
    "boolean": "BOOLEAN",
    "strings": "STRING[]",
    "json": "STRING",
}


def ladybug_tables() -> dict[str, str]:
    """Return the statement that creates each table of ladybug, by table name, node tables first."""
    nodes = {node.label: _node_table(node) for node in NODES}
    return nodes | {relationship.type: _relationship_table(relationship) for relationship in RELATIONSHIPS}


def ladybug_pairs() -> list[str]:
    """Return the statements that teach relationship tables of an older schema the pairs of labels they lack."""
    several = [relationship for relationship in RELATIONSHIPS if len(relationship.pairs) > 1]
    return [
        f"ALTER TABLE `{relationship.type}` ADD IF NOT EXISTS FROM `{start}` TO `{finish}`"
        for relationship in several
        for start, finish in relationship.pairs
    ]


def ladybug_columns() -> dict[str, dict[str, str]]:
    """Return the statement that adds each column to its table where an older schema lacks it, by table and column."""
    declared: dict[str, tuple[Property, ...]] = {node.label: node.properties for node in NODES}
    declared |= {relationship.type: relationship.properties for relationship in RELATIONSHIPS}
    return {
        table: {each.name: f"ALTER TABLE `{table}` ADD IF NOT EXISTS {_column(each)}" for each in properties}
        for table, properties in declared.items()
    }


def ladybug_indexes() -> dict[str, str]:
    """Return the statement that creates each secondary index of ladybug, by index name.

    Only names and numbers of shared nodes and documents get one: a column with few different values is scanned
    faster than it is looked up, and every index on tasks is paid for by each load.
    """
    columns = [
        (node.label, name)
        for node in NODES
        for name in ("name", "number")
        if (node.shared or node.label == "Document") and name in [each.name for each in _indexed(node)]
    ]
    return {f"{label}_{name}": _ladybug_index(label, name) for label, name in columns}


def neo4j_schema() -> list[str]:
    """Return the statements that create the constraints and indexes of Neo4j; to run them again changes nothing."""
    keys = [
        f"CREATE CONSTRAINT `{node.label}_id` IF NOT EXISTS FOR (n:`{node.label}`) REQUIRE n.id IS UNIQUE"
        for node in NODES
    ]
    nodes = [_neo4j_index(node.label, f"(n:`{node.label}`)", each.name) for node in NODES for each in _indexed(node)]
    relationships = [
        _neo4j_index(relationship.type, f"()-[n:`{relationship.type}`]-()", each.name)
        for relationship in RELATIONSHIPS
        for each in _indexed(relationship)
    ]
    return [*keys, *nodes, *relationships, *map(_full_text, FULL_TEXT)]


def neo4j_names() -> set[str]:
    """Return the names of all constraints and indexes that ``neo4j_schema`` creates."""
    return {statement.split("`")[1] for statement in neo4j_schema()}


def _node_table(node: NodeType) -> str:
    columns = ", ".join(["id STRING", *map(_column, node.properties), "PRIMARY KEY(id)"])
    return f"CREATE NODE TABLE IF NOT EXISTS `{node.label}`({columns})"


def _relationship_table(relationship: RelationshipType) -> str:
    pairs = [f"FROM `{start}` TO `{finish}`" for start, finish in relationship.pairs]
    columns = ", ".join([*pairs, *map(_column, relationship.properties)])
    return f"CREATE REL TABLE IF NOT EXISTS `{relationship.type}`({columns})"


def _column(declared: Property) -> str:
    return f"`{declared.name}` {_LADYBUG_TYPES[declared.type]}"


def _indexed(declared: NodeType | RelationshipType) -> list[Property]:
    return [each for each in declared.properties if each.indexed]


def _ladybug_index(label: str, name: str) -> str:
    return f"CREATE ART INDEX `{label}_{name}` IF NOT EXISTS FOR (n:`{label}`) ON (n.`{name}`)"


def _neo4j_index(owner: str, pattern: str, name: str) -> str:
    return f"CREATE INDEX `{owner}_{name}` IF NOT EXISTS FOR {pattern} ON (n.`{name}`)"


def _full_text(index: FullText) -> str:
    columns = ", ".join(f"n.`{each}`" for each in index.properties)
    return (
        f"CREATE FULLTEXT INDEX `{index.name}` IF NOT EXISTS FOR (n:`{index.label}`) ON EACH [{columns}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
