"""pdfminer at work: the bytes of a PDF → what is drawn on its pages; its many exceptions become one.

pdfminer is what pdfplumber reads with. It is used directly because its device can count while a page is drawn, so
that a page that draws without end is stopped. Imported only when a PDF is read: that takes a tenth of a second.
"""

import io
import logging
import math
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTPage
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1, stream_value

from graph.errors import DocumentError
from loaders.readers.pdf.drawing import Drawing, Glyph, Rule, plain, turn

MAX_PAGES = 500
_MAX_GLYPHS = 50_000
_MAX_RULES = 20_000
_MAX_FIGURES = 5_000
_MAX_STATES = 100_000
_MAX_CONTENT = 2 * 2**20
_MAX_CONTENT_OF_ALL = 32 * 2**20
_MAX_STREAM = 64 * 2**20
_MAX_CODE = 2**16
_MOST_FILTERS = 10
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,16})>\s*<([0-9A-Fa-f]{1,16})>\s*(?=[<\[\d])")
_THIN = 3.0
_CURE = "open it in its program and save or print it as PDF again"
_STREAM = re.compile(rb"stream\r?\n")
_UNKNOWN = "\ufffd"

# Its warnings on slightly wrong fonts would stand on stderr between our own lines.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())


def read_drawings(data: bytes, name: str) -> Iterator[Drawing]:
    """Yield what is drawn on each page.

    Raises:
        DocumentError: the file is damaged, protected by a password, or too large.
    """
    _check_streams(data, name)
    page = 0
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        device = _Device(_Fonts())
        interpreter = _Interpreter(device.rsrcmgr, device)
        for page, each in enumerate(PDFPage.create_pages(document), start=1):
            if page > MAX_PAGES:
                raise DocumentError(f"{name}: more than {MAX_PAGES} pages; give the annexes one by one")
            device.begin_counting()
            interpreter.process_page(each)
            yield _drawing(device.get_result(), page)
    except DocumentError:
        raise
    except PDFPasswordIncorrect as error:
        raise DocumentError(f"{name}: protected by a password; take the password off and save it again") from error
    except _TooMuchError as error:
        raise DocumentError(f"{name}, page {page}: {error}; give the pages with the table alone") from error
    except Exception as error:
        # pdfminer raises its own errors, and on damaged objects also TypeError, KeyError, struct.error, RecursionError.
        place = f"{name}, page {page}" if page else name
        raise DocumentError(f"{place}: not a readable PDF; {_CURE}") from error
    if not page:
        raise DocumentError(f"{name}: the PDF has no pages; {_CURE}")


def _check_streams(data: bytes, name: str) -> None:
    """Refuse a file of which a part unpacks to more than any page needs; pictures are never unpacked."""
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        if b"/Image" in data[max(0, match.start() - 400) : match.start()]:
            continue
        end = data.find(b"endstream", match.end())
        part = _unpacked(bytes(view[match.end() : end if end > 0 else None]))
        if len(part) > _MAX_STREAM:
            raise DocumentError(f"{name}: a part unpacks to more than {_MAX_STREAM // 2**20} MB; {_CURE}")
        ranges = _RANGE.finditer(part) if b"beginbfrange" in part or b"begincidrange" in part else ()
        if any(int(last, 16) - int(first, 16) > _MAX_CODE for first, last in map(re.Match.groups, ranges)):
            raise DocumentError(f"{name}: a font of more than {_MAX_CODE} characters; {_CURE}")


def _unpacked(part: bytes) -> bytes:
    """Return the bytes of a stream, unpacked as often as they were packed, but no more than is refused."""
    for _ in range(_MOST_FILTERS):
        try:
            unpacked = zlib.decompressobj().decompress(part.lstrip(b"\r\n"), _MAX_STREAM + 1)
        except zlib.error:
            break
        if len(unpacked) > _MAX_STREAM or not unpacked:
            return unpacked
        part = unpacked
    return part


class _TooMuchError(Exception):
    """A page draws more than any page of a document does."""


class _Fonts(PDFResourceManager):
    """Makes fonts, and refuses one with codes beyond those of two bytes: pdfminer lays out each of a range's widths."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        for key in ("W", "W2"):
            widths = resolve1(spec.get(key))
            numbers = widths if isinstance(widths, list) else []
            if any(isinstance(each, int) and each > _MAX_CODE for each in map(resolve1, numbers)):
                raise _TooMuchError(f"a font of more than {_MAX_CODE} characters")
        return super().get_font(objid, spec)


class _Device(PDFPageAggregator):
    """Collects what a page draws, and stops it where that is too much."""

    content_of_all = 0

    def begin_counting(self) -> None:
        """Start with a new page."""
        self.glyphs = self.rules = self.figures = self.states = self.content = 0

    def render_char(self, *args: Any) -> float:
        self.glyphs += 1
        if self.glyphs > _MAX_GLYPHS:
            raise _TooMuchError(f"more than {_MAX_GLYPHS} characters")
        return super().render_char(*args)

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        self.rules += max(1, len(path) // 5)
        if self.rules > _MAX_RULES:
            raise _TooMuchError(f"more than {_MAX_RULES} lines")
        super().paint_path(gstate, stroke, fill, evenodd, path)

    def begin_figure(self, *args: Any) -> None:
        self.figures += 1
        if self.figures > _MAX_FIGURES:
            raise _TooMuchError(f"more than {_MAX_FIGURES} figures")
        super().begin_figure(*args)

    def count_state(self) -> None:
        """Count a graphics state that is put by."""
        self.states += 1
        if self.states > _MAX_STATES:
            raise _TooMuchError(f"more than {_MAX_STATES} graphics states")

    def count_content(self, size: int) -> None:
        """Count the bytes of drawing commands."""
        self.content += size
        self.content_of_all += size
        if self.content > _MAX_CONTENT or self.content_of_all > _MAX_CONTENT_OF_ALL:
            raise _TooMuchError("more drawing than a document of words and tables needs")


class _Interpreter(PDFPageInterpreter):
    """Tells the device how much it is going to draw."""

    def do_q(self) -> None:
        if isinstance(self.device, _Device):
            self.device.count_state()
        super().do_q()

    def execute(self, streams: Sequence[object]) -> None:
        if isinstance(self.device, _Device):
            self.device.count_content(sum(len(stream_value(one).get_data()) for one in streams))
        super().execute(streams)


def _drawing(layout: LTPage, page: int) -> Drawing:
    """Return the page as drawn; where most of its glyphs lie on their side, turned upright."""
    items = list(_items(layout))
    chars = [item for item in items if isinstance(item, LTChar) and _lies_on(item, layout)]
    ways = [_way(char) for char in chars]
    way = max(("up", "left", "right"), key=ways.count)
    kept = [char for char, its in zip(chars, ways, strict=True) if its == way]
    glyphs = [_glyph(char, layout.height) for char in kept]
    curves = [item for item in items if isinstance(item, LTCurve) and (item.stroke or not _is_white(item))]
    drawing = Drawing(
        page,
        layout.width,
        layout.height,
        tuple(glyph for glyph in glyphs if glyph.text),
        tuple(rule for curve in curves for rule in _rules(curve, layout.height)),
        any(isinstance(item, LTImage) for item in items),
        sum(glyph.text == _UNKNOWN for glyph in glyphs),
        ways.count("slanted"),
    )
    return drawing if way == "up" else turn(drawing, clockwise=way == "left")


def _items(container: LTContainer[Any]) -> Iterator[object]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _items(item)
        else:
            yield item


def _lies_on(char: LTChar, layout: LTPage) -> bool:
    """Tell whether the middle of a character is on the page: what lies beside it nobody sees."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return math.isfinite(x + y) and 0 <= x <= layout.width and 0 <= y <= layout.height


def _way(char: LTChar) -> str:
    a, b, c, d, _, _ = char.matrix
    if abs(b) <= 0.1 * abs(a):
        return "up" if a > 0 and d > 0 else "slanted"
    if abs(a) <= 0.1 * abs(b) and abs(d) <= 0.5 * abs(c):
        return "left" if b > 0 else "right"
    return "slanted"


def _glyph(char: LTChar, height: float) -> Glyph:
    text = _UNKNOWN if char.get_text().startswith("(cid:") else plain(char.get_text())
    shown = "".join(each for each in text if each.isprintable() or each in "\u3000\xa0")
    return Glyph(shown, char.x0, height - char.y1, char.x1, height - char.y0)


def _is_white(curve: LTCurve) -> bool:
    """Tell whether an area is filled with white; it covers what is below and is no border."""
    color = curve.non_stroking_color
    parts = color if isinstance(color, tuple | list) else (color,)
    if not all(isinstance(part, int | float) for part in parts):
        return False
    return not any(parts) if len(parts) == 4 else all(float(part) >= 1 for part in parts)  # type: ignore[arg-type]


def _rules(curve: LTCurve, height: float) -> Iterator[Rule]:
    """Yield the straight sides of a path; a thin area is one rule."""
    x0, x1, top, bottom = curve.x0, curve.x1, height - curve.y1, height - curve.y0
    if not math.isfinite(x0 + x1 + top + bottom):
        return
    if x1 - x0 <= _THIN or bottom - top <= _THIN:
        if x1 - x0 < bottom - top:
            yield Rule(True, (x0 + x1) / 2, top, bottom)
        elif x1 > x0:
            yield Rule(False, (top + bottom) / 2, x0, x1)
        return
    for (xa, ya), (xb, yb) in zip(curve.pts, [*curve.pts[1:], curve.pts[0]], strict=True):
        if abs(xa - xb) < 1 <= abs(ya - yb):
            yield Rule(True, (xa + xb) / 2, height - max(ya, yb), height - min(ya, yb))
        elif abs(ya - yb) < 1 <= abs(xa - xb):
            yield Rule(False, height - (ya + yb) / 2, min(xa, xb), max(xa, xb))
