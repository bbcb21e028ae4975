"""A folder that ``neo4j-admin database import`` takes in: the quickest way to a large graph in a new Neo4j.

Each label and each pair of labels of a relationship type has its rows in one file and their header in another one. Ids
are known by label (``:ID(Unit)``), since a unit and an official may have the same. A text stands in quotes, so that an
empty one is told from none.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from shlex import quote

from api.exports.content import Counts, Selection
from graph.model import Edge, Node, Value
from graph.schema import Property, PropertyType, node_type, relationship_type
from graph.store.ddl import neo4j_schema

SEPARATOR = "\x1f"
"""Between the values of a list: the unit separator, which no document's words hold."""

_TYPES: dict[PropertyType, str] = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "strings": "string[]",
    "json": "string",
}
# The name of the database stands in front: behind --relationships it would be taken for one more file.
_COMMAND = ("neo4j-admin database import full neo4j", "--multiline-fields=true", "--array-delimiter=U+001F")
_README = """\
The graph for neo4j-admin (Neo4j 5), written by zerentu. With the server stopped and its database empty, in this folder:

{command}

Then start the server and run the constraints and indexes:

    cypher-shell -f {schema}
"""
_SCHEMA = "schema.cypher"


def write_import_folder(folder: Path, selection: Selection) -> Counts:
    """Fill an empty folder with headers, rows, the schema's statements and a README with the exact command."""
    words = [*_write_nodes(folder, selection.content.nodes), *_write_edges(folder, selection.content.edges)]
    (folder / _SCHEMA).write_text("".join(f"{each};\n" for each in neo4j_schema()), encoding="utf-8")
    command = "    " + " \\\n        ".join([*_COMMAND, *words])
    (folder / "README.md").write_text(_README.format(command=command, schema=_SCHEMA), encoding="utf-8")
    return selection.content.counts()


def _write_nodes(folder: Path, nodes: Sequence[Node]) -> Iterator[str]:
    for label, some in groupby(nodes, lambda node: node.label):
        declared = node_type(label).properties
        header = [f"id:ID({label})", *map(_column, declared)]
        rows = ([node.id, *(node.properties.get(each.name) for each in declared)] for node in some)
        yield f"--nodes={quote(label)}={_write(folder, label, header, rows)}"


def _write_edges(folder: Path, edges: Sequence[Edge]) -> Iterator[str]:
    def kind(edge: Edge) -> tuple[str, str, str]:
        return edge.type, edge.start_label, edge.finish_label

    for (type_, start, finish), some in groupby(sorted(edges, key=kind), kind):
        declared = relationship_type(type_).properties
        header = [f":START_ID({start})", f":END_ID({finish})", *map(_column, declared)]
        rows = ([edge.start, edge.finish, *(edge.properties.get(each.name) for each in declared)] for edge in some)
        yield f"--relationships={quote(type_)}={_write(folder, f'{type_}-{start}-{finish}', header, rows)}"


def _write(folder: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[Value | None]]) -> str:
    """Write header and rows, and return both names as the command takes them."""
    files = f"{name}-header.csv", f"{name}.csv"
    (folder / files[0]).write_text(",".join(header) + "\n", encoding="utf-8")
    with (folder / files[1]).open("w", encoding="utf-8", newline="") as file:
        file.writelines(",".join(map(_cell, row)) + "\n" for row in rows)
    return ",".join(files)


def _column(declared: Property) -> str:
    return f"{declared.name}:{_TYPES[declared.type]}"


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        value = SEPARATOR.join(value)
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else repr(value)
