"""pyvis's network of a scene: nodes at their places, lines in their styles, physics off, and what a page tells of each.

pyvis collects nodes, edges and options; its own page is not used (docs/decisions/0019-pictures.md says why).
"""

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from api.exports.content import NodeKey, finish_of, name_of, start_of
from api.pictures.caption import edge_kinds, kind_of, node_kinds
from api.pictures.palette import is_through_group, palette
from api.pictures.scene import Plate, Scene
from api.pictures.wording import locator_words
from api.search.pinyin import readings
from api.values import value_words
from graph.model import Edge, Node, Value
from graph.schema import node_type
from queries import Words

OPTIONS: Mapping[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "selectConnectedEdges": False, "zoomView": False, "dragNodes": False},
    "nodes": {"chosen": False},
    "edges": {"chosen": False, "selectionWidth": 0, "hoverWidth": 0},
}
_LANES = {"smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}}
_RINGS = {"smooth": {"enabled": False}}
_GROUP_ARROW = {"to": {"enabled": True, "type": "triangle", "scaleFactor": 0.35}}
_TOLD_APART = {"name", "title", "year", "annex", "row", "level", "digest", "load_id", "sha256"}
"""What a node's facts leave out: its name stands above them, the rest says nothing to a reader of a picture."""


def build_network(scene: Scene) -> Any:
    """Return the ``pyvis.network.Network`` of a scene."""
    pyvis: Any = import_module("pyvis.network")
    # Directed, since pyvis drops the second of two edges between the same nodes otherwise.
    network = pyvis.Network(directed=True, height="100%")
    network.options = {**OPTIONS, "edges": {**OPTIONS["edges"], **(_LANES if scene.bands else _RINGS)}}
    ids = {key: f"n{number}" for number, key in enumerate(scene.plates)}
    kinds = {kind.label: number for number, kind in enumerate(node_kinds(scene))}
    for key, plate in scene.plates.items():
        place = scene.places[key]
        network.add_node(ids[key], **_node(plate), kind=kinds[key[0]], x=place.x, y=place.y)
    _add_edges(network, scene, ids)
    return network


def network_data(network: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, Any]]:
    """Return nodes, edges and options as pyvis hands them to a page."""
    nodes, edges, _, _, _, options = network.get_network_data()
    return nodes, edges, json.loads(options)


def _node(plate: Plate) -> dict[str, Any]:
    style = palette().nodes[plate.node.label]
    return {
        "label": name_of(plate.node),
        "color": style.colour,
        "shape": "box",
        "physics": False,
        "lines": list(plate.lines),
        "w": plate.width,
        "h": plate.height,
        "initials": ["".join(sorted({each[0] for each in readings(character)})) for character in name_of(plate.node)],
        "key": plate.node.id,
        "facts": _facts(plate.node),
    }


def _facts(node: Node) -> list[list[str]]:
    """Return what a node says of itself: the property's words, and its value as text."""
    declared = (each for each in node_type(node.label).properties if each.type != "json")
    known = ((each, node.properties.get(each.name)) for each in declared if each.name not in _TOLD_APART)
    return [
        [f"{each.zh} / {each.name}", _said(each.name, value)] for each, value in known if value not in (None, "", ())
    ]


def _said(name: str, value: Value | None) -> str:
    if isinstance(value, bool):
        return "是 / yes" if value else "否 / no"
    if name == "locator":
        return locator_words(str(value)).zh
    return "、".join(value) if isinstance(value, tuple) else _in_both(value_words(name, str(value)))


def _in_both(words: Words) -> str:
    return words.zh if words.zh == words.en else f"{words.zh} / {words.en}"


def _add_edges(network: Any, scene: Scene, ids: Mapping[NodeKey, str]) -> None:
    kinds = {(each.kind, each.inherited, each.through_group): number for number, each in enumerate(edge_kinds(scene))}
    for number, edge in enumerate(scene.edges):
        line = palette().line(edge)
        style = {"color": line.colour, "dashes": list(line.dashes) or False, "width": line.width}
        arrows = _GROUP_ARROW if is_through_group(edge) and edge.type != "MEMBER_OF" else ""
        ends = ids[start_of(edge)], ids[finish_of(edge)]
        receipt = _receipt(edge)
        network.add_edge(*ends, id=f"e{number}", **style, arrows=arrows, kind=kinds[kind_of(edge)], receipt=receipt)


def _receipt(edge: Edge) -> dict[str, Any]:
    """Return the words that an edge rests on and where they stand, as a page shows them."""
    said = edge.properties
    shown: dict[str, Any] = {name: said[name] for name in ("quote", "printed", "rank") if name in said}
    if "locator" in said:
        shown["locator"] = _in_both(locator_words(str(said["locator"])))
    if "basis" in said:
        shown["basis"] = _in_both(value_words("basis", str(said["basis"])))
    if said.get("inherited"):
        shown["inherited"] = True
    also = json.loads(str(said.get("also") or "[]"))
    return shown | ({"also": [str(each.get("printed", "")) for each in also]} if also else {})
