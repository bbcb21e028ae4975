"""Which suffix is written by what. To add a format: a function and a line here."""

from collections.abc import Mapping

from api.exports.content import Writer
from api.exports.cypher_script import write_cypher
from api.exports.json_lines import write_json_lines
from api.exports.linked_data import write_json_ld
from api.exports.networks import write_gexf, write_graphml
from api.exports.responsibilities import write_responsibilities

WRITERS: Mapping[str, Writer] = {
    ".csv": write_responsibilities,
    ".jsonl": write_json_lines,
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".jsonld": write_json_ld,
    ".cypher": write_cypher,
}
"""How each suffix is written that holds data."""

PICTURES = (".html", ".svg", ".png")
"""Suffixes of pictures, which ``api.pictures`` makes."""
