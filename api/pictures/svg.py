"""A picture as SVG: the same bytes for the same graph, no script, nothing loaded, every text a text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, tostring

from api.exports.content import Selection, finish_of, start_of
from api.exports.xml_text import xml_text
from api.pictures.caption import EdgeKind, NodeKind, caption_of, edge_kinds, node_kinds
from api.pictures.lettering import LINE_HEIGHT, SIZE, width_of, wrapped
from api.pictures.palette import LineStyle, Point, is_through_group, outline, palette
from api.pictures.scene import GLYPH, Place, Plate, Scene
from graph.model import Edge

FONTS = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimHei, sans-serif"
_INK, _PAPER, _BAND, _FAINT, _MARK = "#1a1a1a", "#ffffff", "#f3f4f6", "#55595e", "#fff3c4"
_MARGIN = 24.0
_BAND_TITLE = 34.0
_LEGEND_ENTRY = 26.0
_HALF = GLYPH / 2
_MANY = 400
"""From here on lines are drawn thinner and paler."""


def svg_of(selection: Selection, scene: Scene) -> bytes:
    """Return the picture with its caption and legend as SVG."""
    left, top, right, bottom = scene.box()
    width = max(right - left, 760.0) + 2 * _MARGIN
    head = list(_head(selection, scene, width))
    across = _MARGIN - left + (width - 2 * _MARGIN - (right - left)) / 2
    down = _height_of(head) + _BAND_TITLE - top + 12
    height = down + bottom + _MARGIN
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_n(width)} {_n(height)}")
    svg.attrib |= {"width": _n(width), "height": _n(height), "font-family": FONTS, "font-size": str(SIZE)}
    caption = caption_of(selection)
    _text(SubElement(svg, "title"), caption.title)
    SubElement(svg, "rect", width="100%", height="100%", fill=_PAPER)
    svg.extend(element for element, _ in head)
    drawing = SubElement(svg, "g", transform=f"translate({_n(across)} {_n(down)})")
    drawing.extend(_bands(scene, top - _BAND_TITLE, bottom))
    lines = SubElement(drawing, "g", fill="none")
    lines.extend(_line(edge, scene) for edge in scene.edges)
    drawing.extend(_mark(edge, scene) for edge in scene.edges if is_through_group(edge))
    drawing.extend(
        _plate(plate, scene.places[key], is_focus=key == selection.focus) for key, plate in scene.plates.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(svg, encoding="unicode")}\n'.encode()


Placed = tuple[Element, float]
"""An element of the head, and how far down it reaches."""


def _head(selection: Selection, scene: Scene, width: float) -> Iterator[Placed]:
    """Yield caption and legend."""
    caption = caption_of(selection)
    room, down = width - 2 * _MARGIN, _MARGIN
    for words, size, ink in (
        (caption.title, 20, _INK),
        (caption.about, 14, _FAINT),
        (caption.sources, SIZE, _FAINT),
        (caption.version, SIZE, _FAINT),
    ):
        for line in wrapped(words, room * SIZE / size):
            down += size * 1.4
            yield _words(line, _MARGIN, down, ink, size), down
    yield from _legend([*node_kinds(scene), *edge_kinds(scene)], down + 14, room)


def _legend(kinds: Sequence[NodeKind | EdgeKind], down: float, room: float) -> Iterator[Placed]:
    """Yield an entry for each kind, in lines that fit."""
    across = 0.0
    for kind in kinds:
        sample = GLYPH + 6.0 if isinstance(kind, NodeKind) else 46.0
        label = f"{kind.words} {kind.count}"
        long = sample + width_of(label) + 26
        if across and across + long > room:
            across, down = 0.0, down + _LEGEND_ENTRY
        group = Element("g", transform=f"translate({_n(_MARGIN + across)} {_n(down + _LEGEND_ENTRY / 2)})")
        if isinstance(kind, NodeKind):
            group.append(_glyph(kind.style.shape, kind.style.colour, _HALF, 0))
        else:
            group.append(_stroke(Element("path", d="M0 0H40", fill="none"), kind.line, 1.0))
            group.extend([_triangle(kind.line.colour, 20, 0)] if kind.through_group else [])
        group.append(_words(label, sample, 4.5, _INK))
        across += long
        yield group, down + _LEGEND_ENTRY


def _height_of(head: Sequence[Placed]) -> float:
    return max(down for _, down in head)


def _bands(scene: Scene, top: float, bottom: float) -> Iterator[Element]:
    for band in scene.bands:
        x, width = band.left - 12, band.right - band.left + 24
        yield Element("rect", x=_n(x), y=_n(top), width=_n(width), height=_n(bottom - top + 12), fill=_BAND, rx="6")
        title = _words(f"{band.zh} {band.en}", (band.left + band.right) / 2, top + 21, _INK, 14)
        title.attrib |= {"text-anchor": "middle", "font-weight": "600"}
        yield title


def _line(edge: Edge, scene: Scene) -> Element:
    """Return the line of an edge: in lanes a curve between the sides of two plates, in rings from middle to middle."""
    (ax, ay), (bx, by) = _ends(edge, scene)
    path = f"M{_n(ax)} {_n(ay)}"
    if scene.bands:
        middle = _n((ax + bx) / 2)
        path += f"C{middle} {_n(ay)} {middle} {_n(by)} {_n(bx)} {_n(by)}"
    else:
        path += f"L{_n(bx)} {_n(by)}"
    is_many = len(scene.edges) > _MANY
    line = palette().line(edge)
    thinner = replace(line, width=line.width * 0.7) if is_many else line
    return _stroke(Element("path", d=path), thinner, 0.45 if is_many else 0.8)


def _ends(edge: Edge, scene: Scene) -> tuple[Point, Point]:
    start, finish = start_of(edge), finish_of(edge)
    a, b = scene.places[start], scene.places[finish]
    if not scene.bands:
        return (a.x, a.y), (b.x, b.y)
    side = 1 if b.x >= a.x else -1
    return (
        (a.x + side * scene.plates[start].width / 2, a.y),
        (b.x - side * scene.plates[finish].width / 2, b.y),
    )


def _mark(edge: Edge, scene: Scene) -> Element:
    """Return the small triangle at the far end of a duty that a group has."""
    (ax, ay), (bx, by) = _ends(edge, scene)
    if scene.bands:
        return _triangle(palette().line(edge).colour, bx + (5 if ax > bx else -5), by)
    return _triangle(palette().line(edge).colour, (ax + bx) / 2, (ay + by) / 2)


def _triangle(colour: str, x: float, y: float) -> Element:
    points = " ".join(f"{_n(x + px * 4.5)},{_n(y + py * 4.5)}" for px, py in outline("triangle"))
    return Element("polygon", points=points, fill=colour)


def _stroke(path: Element, line: LineStyle, opacity: float) -> Element:
    path.attrib |= {"stroke": line.colour, "stroke-width": _n(line.width)}
    if line.dashes:
        path.attrib["stroke-dasharray"] = " ".join(map(_n, line.dashes))
    if opacity < 1:
        path.attrib["stroke-opacity"] = _n(opacity)
    return path


def _plate(plate: Plate, place: Place, *, is_focus: bool) -> Element:
    style = palette().nodes[plate.node.label]
    group = Element("g", transform=f"translate({_n(place.x - plate.width / 2)} {_n(place.y - plate.height / 2)})")
    frame = {"width": _n(plate.width), "height": _n(plate.height), "rx": "4", "fill": _PAPER, "stroke": style.colour}
    if is_focus:
        frame |= {"fill": _MARK, "stroke-width": "2.5"}
    if plate.node.label == "UnitGroup":
        frame |= {"stroke-dasharray": "4 3", "stroke": _FAINT}
    SubElement(group, "rect", frame)
    group.append(_glyph(style.shape, style.colour, 4 + _HALF, plate.height / 2))
    first = (plate.height - len(plate.lines) * LINE_HEIGHT) / 2 + LINE_HEIGHT - 4.5
    for number, line in enumerate(plate.lines):
        group.append(_words(line, GLYPH + 10, first + number * LINE_HEIGHT, _INK))
    return group


def _glyph(shape: str, colour: str, x: float, y: float) -> Element:
    corners = " ".join(f"{_n(x + px * 6.5)},{_n(y + py * 6.5)}" for px, py in outline(shape))
    return Element("polygon", {"points": corners, "fill": colour, "stroke": _INK, "stroke-width": "0.8"})


def _words(text: str, x: float, y: float, ink: str, size: float = SIZE) -> Element:
    element = Element("text", x=_n(x), y=_n(y), fill=ink)
    if size != SIZE:
        element.attrib["font-size"] = _n(size)
    return _text(element, text)


def _text(element: Element, text: str) -> Element:
    element.text = xml_text(text)
    return element


def _n(number: float) -> str:
    """Return a number in few characters, the same on every machine."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
