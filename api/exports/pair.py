"""A spreadsheet of all nodes and another one of all relationships, for programs that take networks as two tables."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from api.commands.spreadsheets import write_csv
from api.exports.content import Counts, Selection, name_of
from graph.schema import node_type, relationship_type

_NODE = ("label", "id", "shown")
_EDGE = ("type", "start_label", "start", "finish_label", "finish")


def write_pair(nodes: BinaryIO, relationships: BinaryIO, selection: Selection) -> Counts:
    """Write two CSV files: a row a node and a row a relationship, each with all properties; Excel knows them for UTF-8.

    The columns are those of the labels and types that occur. ``shown`` is what a node is called.
    """
    content = selection.content
    labels = dict.fromkeys(node.label for node in content.nodes)
    names = list(dict.fromkeys(each.name for label in labels for each in node_type(label).properties))
    rows = [[node.label, node.id, name_of(node), *map(node.properties.get, names)] for node in content.nodes]
    _write(nodes, (*_NODE, *names), rows)
    types = dict.fromkeys(edge.type for edge in content.edges)
    names = list(dict.fromkeys(each.name for kind in types for each in relationship_type(kind).properties))
    rows = [
        [edge.type, edge.start_label, edge.start, edge.finish_label, edge.finish, *map(edge.properties.get, names)]
        for edge in content.edges
    ]
    _write(relationships, (*_EDGE, *names), rows)
    return content.counts()


def _write(file: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    write_csv(text, columns, rows)
    text.detach()
