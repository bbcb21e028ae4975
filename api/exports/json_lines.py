"""All nodes, then all edges, one JSON object a line."""

import json
from collections.abc import Mapping
from typing import BinaryIO

from api.exports.content import Counts, Selection


def write_json_lines(file: BinaryIO, selection: Selection) -> Counts:
    """Write all nodes, then all edges, one JSON object a line; nothing is lost."""
    for node in selection.content.nodes:
        _write_line(file, {"node": node.label, "id": node.id, "properties": node.properties})
    for edge in selection.content.edges:
        start = {"label": edge.start_label, "id": edge.start}
        finish = {"label": edge.finish_label, "id": edge.finish}
        _write_line(file, {"relationship": edge.type, "start": start, "finish": finish, "properties": edge.properties})
    return selection.content.counts()


def _write_line(file: BinaryIO, value: Mapping[str, object]) -> None:
    file.write(json.dumps(value, ensure_ascii=False, default=dict).encode("utf-8") + b"\n")
