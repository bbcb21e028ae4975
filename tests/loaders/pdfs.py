"""Small PDFs for tests, drawn glyph by glyph and rule by rule with reportlab; the font is one that every reader has."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, TOP, SIZE, PITCH, PAD = 80.0, 90.0, 12.0, 20.0, 5.0

_SIDEWAYS = (90, 270)
_TURNS = {90: (0, 1, -1, 0, WIDTH, 0), 180: (-1, 0, 0, -1, WIDTH, HEIGHT), 270: (0, -1, 1, 0, 0, HEIGHT)}

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True, slots=True)
class Box:
    """A cell to draw: its words, a line each, and how many columns and rows it covers; ``sides`` are its rules."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    sides: str = "tblr"


Row = Sequence[Box | str | None]
"""A row of cells; None where a cell from above or from the left covers the place."""


class Pdf:
    """A PDF in the making; places are in points from the top left corner of the page.

    ``turned`` turns the first page by so many degrees; a viewer turns it back only where the page ``says_so``.
    """

    def __init__(self, *, turned: int = 0, says_so: bool = True, password: str = "") -> None:
        self._buffer = io.BytesIO()
        encrypt = StandardEncryption(password, ownerPassword="owner") if password else None
        # reportlab swaps the sides of a page that says it lies on its side.
        swapped = says_so and turned in _SIDEWAYS
        self.canvas = Canvas(self._buffer, pagesize=landscape(A4) if swapped else A4, encrypt=encrypt)
        self.height = WIDTH if turned in _SIDEWAYS else HEIGHT
        if turned:
            self.canvas.transform(*_TURNS[turned])
            self.canvas.setPageRotation(turned if says_so else 0)

    def text(self, words: str, x: float, top: float, size: float = SIZE, spread: float = 0.0) -> "Pdf":
        """Draw a line; ``spread`` is the room added after each glyph, as justified text has it."""
        line = self.canvas.beginText(x, self.height - top - 0.85 * size)
        line.setFont(FONT, size)
        line.setCharSpace(spread)
        line.textOut(words)
        self.canvas.drawText(line)
        return self

    def lines(self, *words: str, x: float = LEFT, top: float = TOP) -> "Pdf":
        """Draw lines below each other; ideographic spaces at the start are an indent, as word processors set it."""
        for at, each in enumerate(words):
            shown = each.lstrip("\u3000")
            self.text(shown, x + SIZE * (len(each) - len(shown)), top + at * PITCH)
        return self

    def table(
        self, rows: Sequence[Row], widths: Sequence[float], *, x: float = LEFT, top: float = TOP, pitch: float = 0.0
    ) -> "Pdf":
        """Draw a table; a row is as high as its cells of one row need, or ``pitch``."""
        heights = [pitch or _height(row) for row in rows]
        edges = [x + sum(widths[:at]) for at in range(len(widths) + 1)]
        levels = [top + sum(heights[:at]) for at in range(len(rows) + 1)]
        for at, row in enumerate(rows):
            for column, one in enumerate(row):
                if one is not None:
                    box = one if isinstance(one, Box) else Box(one)
                    self._box(
                        box,
                        edges[column],
                        levels[at],
                        edges[column + box.columns],
                        levels[min(at + box.rows, len(rows))],
                    )
        return self

    def _box(self, box: Box, x0: float, top: float, x1: float, bottom: float) -> None:
        y0, y1 = self.height - top, self.height - bottom
        sides = {"t": (x0, y0, x1, y0), "b": (x0, y1, x1, y1), "l": (x0, y0, x0, y1), "r": (x1, y0, x1, y1)}
        for side in box.sides:
            self.canvas.line(*sides[side])
        for at, line in enumerate(box.text.split("\n")):
            if line:
                self.text(line, x0 + PAD, top + 4 + at * PITCH * 0.8)

    def picture(self) -> "Pdf":
        """Draw a picture over most of the page."""
        self.canvas.drawInlineImage(Image.new("L", (2, 2)), 50, 50, 400, 600)
        return self

    def page(self) -> "Pdf":
        """End the page."""
        self.canvas.showPage()
        return self

    def done(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self._buffer.getvalue()


def _height(row: Row) -> float:
    texts = [
        one if isinstance(one, str) else one.text for one in row if isinstance(one, str) or (one and one.rows == 1)
    ]
    return 8 + 0.8 * PITCH * max((text.count("\n") + 1 for text in texts), default=1)
