"""The graph for programs that draw and analyse networks: GraphML for yEd and NetworkX, GEXF for Gephi."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, BinaryIO

from api.commands.spreadsheets import BETWEEN
from api.exports.content import Content, Counts, Selection, finish_of, key_of, name_of, start_of
from api.exports.xml_text import xml_text
from api.pictures.lanes import lay_in_lanes
from api.pictures.palette import palette
from graph.model import Edge, Node, Value

Shown = dict[str, Any]


def write_graphml(file: BinaryIO, selection: Selection) -> Counts:
    """Write GraphML: ``label`` is what a program shows beside a node, ``type`` its label in the graph."""
    _networkx().write_graphml(_network(selection.content, {}), file, encoding="utf-8", named_key_ids=True)
    return selection.content.counts()


def write_gexf(file: BinaryIO, selection: Selection) -> Counts:
    """Write GEXF with the places of the swim lanes and the colours of the palette, so that Gephi opens on it."""
    content = selection.content
    scene = lay_in_lanes(content)
    nodes = {key: _look(key[0], scene.places[key].x, scene.places[key].y) for key in content.by_key}
    network = _network(content, nodes)
    for _, _, edge in network.edges(data=True):
        # To GEXF the type of an edge is whether it is directed.
        edge["relationship"] = edge.pop("type")
        line = palette().edges[edge["relationship"]].line
        edge["viz"] = {"color": _colour(line.colour), "thickness": line.width}
    _networkx().write_gexf(network, file, encoding="utf-8", version="1.2draft")
    return content.counts()


def _network(content: Content, nodes: Mapping[tuple[str, str], Shown]) -> Any:
    """Return the NetworkX graph of all nodes and edges, with what is given of how nodes look."""
    network = _networkx().MultiDiGraph()
    for node in content.nodes:
        network.add_node(_key(*key_of(node)), **_node(node), **nodes.get(key_of(node), {}))
    for edge in content.edges:
        network.add_edge(_key(*start_of(edge)), _key(*finish_of(edge)), **_edge(edge))
    return network


def _node(node: Node) -> Shown:
    return _flat({**node.properties, "type": node.label, "key": node.id, "label": name_of(node)})


def _edge(edge: Edge) -> Shown:
    return _flat({**edge.properties, "type": edge.type, "label": edge.type})


def _look(label: str, x: float, y: float) -> Shown:
    """Return how GEXF says colour and place; its y grows upwards."""
    return {
        "viz": {"color": _colour(palette().nodes[label].colour), "position": {"x": x, "y": -y, "z": 0.0}, "size": 10.0}
    }


def _colour(colour: str) -> Shown:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1.0}


def _key(label: str, key: str) -> str:
    """Return a name that is one node's alone: a unit and an official may have the same id."""
    return xml_text(f"{label} {key}")


def _flat(properties: Mapping[str, Value]) -> dict[str, str | int | float | bool]:
    """Return the properties as XML has them: lists joined, without characters that it cannot hold."""
    return {name: _flat_value(value) for name, value in properties.items()}


def _flat_value(value: Value) -> str | int | float | bool:
    if isinstance(value, tuple):
        value = BETWEEN.join(value)
    return xml_text(value) if isinstance(value, str) else value


def _networkx() -> Any:
    return import_module("networkx")
