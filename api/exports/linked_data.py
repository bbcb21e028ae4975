"""JSON-LD in the words of W3C ORG and PROV: who answers for what as data that other registers can be joined with.

A task is an activity; who answers for it is associated with it in a role, and each association has its receipt, an
entity that is quoted from the document. docs/how-to/pictures.md has the mapping, and what it leaves unsaid on purpose:
a unit that a group's words may mean is no member of an organization.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote

from api.exports.content import Counts, NodeKey, Selection, finish_of, start_of
from graph.model import Edge, Node, Value
from graph.schema import relationship_type

OWN = "urn:zerentu:vocabulary:"
"""Where the words stand that ORG and PROV have not: the properties of the graph by their own names."""

CONTEXT: Mapping[str, object] = {
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "z": OWN,
}
TYPES: Mapping[str, tuple[str, ...]] = {
    "Jurisdiction": ("dcterms:Location", "prov:Location"),
    "Document": ("foaf:Document", "prov:Entity"),
    "Category": ("skos:Concept",),
    "Task": ("prov:Activity",),
    "Target": ("z:Target",),
    "Section": ("z:Section", "prov:Entity"),
    "Official": ("foaf:Person", "prov:Person"),
    "Unit": ("org:Organization", "prov:Organization"),
    "UnitGroup": ("prov:Agent", "z:UnitGroup"),
    "Judgement": ("z:Judgement",),
}
LINKS: Mapping[str, str] = {
    "HAS_TARGET": "z:target",
    "IN_CATEGORY": "dcterms:subject",
    "PART_OF": "skos:broader",
    "STATED_IN": "dcterms:source",
    "ISSUED_FOR": "dcterms:spatial",
    "WITHIN": "dcterms:spatial",
    "MEMBER_OF": "z:mayBeMeantBy",
}
"""Plain links by relationship type; a section lies in another one by dcterms:isPartOf."""

NAMES: Mapping[tuple[str, str], str] = {
    ("Document", "title"): "dcterms:title",
    ("Document", "number"): "dcterms:identifier",
    ("Document", "issued_on"): "dcterms:issued",
    ("Task", "name"): "dcterms:title",
    ("Task", "content"): "dcterms:description",
    ("Official", "name"): "foaf:name",
    ("Unit", "aliases"): "skos:altLabel",
}
"""Properties with a word of their own; other names are skos:prefLabel, all else keeps the graph's word."""

ROLES = ("LEADS", "OWNS", "SUPPORTS")

Thing = dict[str, Any]


def write_json_ld(file: BinaryIO, selection: Selection) -> Counts:
    """Write one JSON-LD object with its context in it: nothing is fetched to read it."""
    content = selection.content
    things = {key: _thing(node) for key, node in content.by_key.items()}
    documents = {start_of(edge): finish_of(edge) for edge in content.edges if edge.type == "STATED_IN"}
    for edge in content.edges:
        _LINKED.get(edge.type, _link)(edge, things, documents)
    roles = [
        {"@id": _role(kind), "@type": ["prov:Role", "skos:Concept"], "skos:prefLabel": _said(kind)} for kind in ROLES
    ]
    graph = {"@context": CONTEXT, "@graph": [*roles, *things.values()]}
    file.write(json.dumps(graph, ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
    return content.counts()


def iri(key: NodeKey) -> str:
    """Return the name of a node in linked data: its label and id, percent-encoded but for letters and digits."""
    return f"urn:zerentu:{key[0].lower()}:{quote(key[1], safe=':')}"


def _thing(node: Node) -> Thing:
    thing: Thing = {"@id": iri((node.label, node.id)), "@type": list(TYPES[node.label])}
    for name, value in node.properties.items():
        thing[_word(node.label, name)] = _plain(value)
    return thing


def _word(label: str, name: str) -> str:
    return NAMES.get((label, name)) or ("skos:prefLabel" if name == "name" else f"z:{name}")


def _link(edge: Edge, things: Mapping[NodeKey, Thing], _: Mapping[NodeKey, NodeKey]) -> None:
    word = "dcterms:isPartOf" if edge.start_label == "Section" and edge.type == "PART_OF" else LINKS[edge.type]
    things[start_of(edge)].setdefault(word, []).append({"@id": iri(finish_of(edge))})
    if edge.properties:
        said = {f"z:{name}": _plain(value) for name, value in edge.properties.items()}
        about = {"@type": "z:Statement", "z:says": word, "z:object": {"@id": iri(finish_of(edge))}, **said}
        things[start_of(edge)].setdefault("z:statement", []).append(about)


def _associate(edge: Edge, things: Mapping[NodeKey, Thing], documents: Mapping[NodeKey, NodeKey]) -> None:
    """Associate a task with who answers for it."""
    source = documents.get(finish_of(edge))
    association = {
        "@type": "prov:Association",
        "prov:agent": {"@id": iri(start_of(edge))},
        "prov:hadRole": {"@id": _role(edge.type)},
        "z:receipt": _receipt(edge, source),
    }
    task = things[finish_of(edge)]
    task.setdefault("prov:qualifiedAssociation", []).append(association)
    # What the association implies, for readers that look no further.
    task.setdefault("prov:wasAssociatedWith", []).append({"@id": iri(start_of(edge))})


def _mention(edge: Edge, things: Mapping[NodeKey, Thing], documents: Mapping[NodeKey, NodeKey]) -> None:
    """Say that a task's words name a unit, which has no role in it."""
    mention = {"@type": "z:Mention", "z:unit": {"@id": iri(finish_of(edge))}}
    mention["z:receipt"] = _receipt(edge, documents.get(start_of(edge)))
    things[start_of(edge)].setdefault("z:mentions", []).append(mention)


def _receipt(edge: Edge, document: NodeKey | None) -> Thing:
    """Return the words that an edge rests on, with all else that it carries."""
    quoted = {"prov:wasQuotedFrom": {"@id": iri(document)}} if document else {}
    words = {"z:" + name: _plain(value) for name, value in edge.properties.items() if name != "quote"}
    said = {"prov:value": str(edge.properties["quote"])} if "quote" in edge.properties else {}
    return {"@type": "prov:Entity", **said, **quoted, **words}


def _said(kind: str) -> list[dict[str, str]]:
    declared = relationship_type(kind)
    return [{"@language": "zh", "@value": declared.zh}, {"@language": "en", "@value": declared.en}]


def _role(kind: str) -> str:
    return f"{OWN}role:{kind.lower()}"


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


_LINKED: Mapping[str, Callable[[Edge, Mapping[NodeKey, Thing], Mapping[NodeKey, NodeKey]], None]] = {
    **dict.fromkeys(ROLES, _associate),
    "MENTIONS": _mention,
}
