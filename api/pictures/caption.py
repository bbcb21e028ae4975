"""The words around a picture: what it shows, from which documents, of which state of the graph, and its legend."""

from collections import Counter
from dataclasses import dataclass

from api.exports.content import Selection
from api.pictures.palette import LineStyle, NodeStyle, is_through_group, palette
from api.pictures.scene import Scene
from api.pictures.wording import kind_words, label_words, said
from graph.model import Edge
from graph.schema import NODES, RELATIONSHIPS

_MOST_DOCUMENTS = 3


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines above a picture."""

    title: str
    about: str
    sources: str
    version: str


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A label in the legend."""

    label: str
    words: str
    count: int
    style: NodeStyle


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of line in the legend: a relationship type, whether it is inherited, whether a group stands for units."""

    kind: str
    inherited: bool
    through_group: bool
    words: str
    count: int
    line: LineStyle


def caption_of(selection: Selection) -> Caption:
    """Return the caption of what is shown."""
    title, source, version = said("title"), said("from"), said("version")
    shown = "；".join(selection.documents[:_MOST_DOCUMENTS])
    left = len(selection.documents) - _MOST_DOCUMENTS
    more = f"；{said('more').zh} {left}" if left > 0 else ""
    about = selection.about
    return Caption(
        title=f"{title.zh}：{about.zh}",
        about=f"{title.en}: {about.en}" if about.en != about.zh else title.en,
        sources=f"{source.zh} / {source.en}: {shown}{more}" if shown else "",
        version=f"{version.zh} / {version.en}: {selection.version}" if selection.version else "",
    )


def node_kinds(scene: Scene) -> list[NodeKind]:
    """Return the labels that occur, in schema order."""
    counts = Counter(key[0] for key in scene.plates)
    labels = [node.label for node in NODES if node.label in counts]
    styles = palette().nodes
    return [NodeKind(label, _node_words(label), counts[label], styles[label]) for label in labels]


def edge_kinds(scene: Scene) -> list[EdgeKind]:
    """Return the kinds of lines that occur, in schema order, plain ones before inherited ones and those of groups."""
    first: dict[tuple[str, bool, bool], Edge] = {}
    for edge in scene.edges:
        first.setdefault(kind_of(edge), edge)
    counts = Counter(map(kind_of, scene.edges))
    types = [each.type for each in RELATIONSHIPS]
    order = sorted(first, key=lambda kind: (types.index(kind[0]), kind[2], kind[1]))
    return [EdgeKind(*kind, _line_words(*kind), counts[kind], palette().line(first[kind])) for kind in order]


def kind_of(edge: Edge) -> tuple[str, bool, bool]:
    """Return what tells lines apart: type, inherited, through a group."""
    return edge.type, bool(edge.properties.get("inherited")), is_through_group(edge)


def _line_words(kind: str, inherited: bool, through_group: bool) -> str:
    notes = [said(name) for name, holds in (("through_group", through_group), ("inherited", inherited)) if holds]
    words = kind_words(kind)
    zh = words.zh + "".join(f"（{note.zh}）" for note in notes)
    return f"{zh} / {', '.join([words.en, *(note.en for note in notes)])}"


def _node_words(label: str) -> str:
    words = label_words(label)
    return f"{words.zh} / {words.en}"
