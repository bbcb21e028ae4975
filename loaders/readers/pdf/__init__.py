"""PDF files with a text layer: drawn tables with their merges, over page ends, and the paragraphs around them.

The bytes become drawings of pages (``engine``), these tables (``grid``, joined over pages in ``tables``) and lines
(``lines``, joined to paragraphs in ``body``). A table without rules stays text: columns that are only aligned cannot be
told from words set apart.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.errors import DocumentError
from loaders.blocks import Block, BlockDocument
from loaders.readers.pdf.body import PageLine, margins, paragraphs, without_furniture
from loaders.readers.pdf.columns import flows
from loaders.readers.pdf.drawing import Drawing, Glyph
from loaders.readers.pdf.grid import Grid, find_tables
from loaders.readers.pdf.lines import text_lines
from loaders.readers.pdf.tables import GrowingTable

_MAX_GLYPHS = 2_000_000
_MOST_UNKNOWN = 0.2


def read_pdf(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a PDF.

    Raises:
        DocumentError: the file is damaged, protected by a password, too large, or has no text layer.
    """
    # pdfminer takes a tenth of a second to import; most runs read no PDF.
    from loaders.readers.pdf.engine import read_drawings  # noqa: PLC0415

    pages: list[_Page] = []
    glyphs = 0
    for drawing in read_drawings(data, name):
        glyphs += len(drawing.glyphs)
        if glyphs > _MAX_GLYPHS:
            raise DocumentError(f"{name}: more than {_MAX_GLYPHS} characters; give the annexes one by one")
        pages.append(_page(drawing, name))
    _check_text(pages, name)
    tables, blocks = _blocks(pages, name)
    if not blocks:
        raise DocumentError(_no_text(name, len(pages)))
    return BlockDocument(tuple(blocks), (*_page_remarks(pages), *_table_remarks(tables)))


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page holds: its tables, its lines outside of them, and what there is to remark."""

    number: int
    tables: Sequence[Grid]
    lines: Sequence[PageLine]
    glyphs: int
    unknown: int
    slanted: int
    is_picture: bool


def _page(drawing: Drawing, name: str) -> _Page:
    tables = find_tables(drawing, name)
    outside = [glyph for glyph in drawing.glyphs if not any(table.holds(glyph) for table in tables)]
    lines = [
        PageLine(drawing.page, drawing.width, drawing.height, line, flow.top, flow.column)
        for zone in _zones(outside, [table.rows[0] for table in tables])
        for flow in flows(zone)
        for line in text_lines(flow.glyphs)
    ]
    glyphs = sum(not glyph.text.isspace() for glyph in drawing.glyphs)
    is_picture = drawing.has_picture and not glyphs
    return _Page(drawing.page, tables, lines, glyphs, drawing.unknown, drawing.slanted, is_picture)


def _check_text(pages: Sequence[_Page], name: str) -> None:
    glyphs, unknown = sum(page.glyphs for page in pages), sum(page.unknown for page in pages)
    if not glyphs:
        raise DocumentError(_no_text(name, len(pages)))
    if unknown > _MOST_UNKNOWN * glyphs:
        problem = f"its fonts do not say which characters they show ({unknown} of {glyphs})"
        raise DocumentError(f"{name}: {problem}; run OCR on it or ask for the original file")


def _no_text(name: str, pages: int) -> str:
    count = f"{pages} page" + "s" * (pages > 1)
    return f"{name}: no text layer (a scan, {count}); run OCR on it or ask for the original file"


def _blocks(pages: Sequence[_Page], name: str) -> tuple[list[GrowingTable], list[Block]]:
    """Return the tables, put together, and all blocks in reading order."""
    shown = without_furniture([line for page in pages for line in page.lines], len(pages))
    by_frame = margins(shown)
    parts: list[GrowingTable | list[PageLine]] = []
    for item in _in_order(pages, shown):
        last = parts[-1] if parts else None
        if isinstance(item, PageLine):
            if isinstance(last, list):
                last.append(item)
            else:
                parts.append([item])
        elif isinstance(last, GrowingTable) and last.last.page + 1 == item.page and last.takes(item):
            last.add(item)
        else:
            parts.append(GrowingTable.of(item))
    tables = [part for part in parts if isinstance(part, GrowingTable)]
    blocks: list[Block] = []
    for part in parts:
        blocks += [part.block(name)] if isinstance(part, GrowingTable) else paragraphs(part, by_frame)
    return tables, blocks


def _in_order(pages: Sequence[_Page], shown: Sequence[PageLine]) -> Iterator[Grid | PageLine]:
    """Yield tables and lines, page by page from top to bottom."""
    items: list[tuple[tuple[int, float, int, float], Grid | PageLine]] = []
    items += [((one.page, one.flow, one.column[0], one.line.top), one) for one in shown]
    items += [((table.page, table.rows[0], 1, table.rows[0]), table) for page in pages for table in page.tables]
    for _, item in sorted(items, key=lambda each: each[0]):
        yield item


def _zones(glyphs: Sequence[Glyph], tables: Sequence[float]) -> Iterator[list[Glyph]]:
    """Yield the glyphs above, between and below the tops of tables."""
    edges = [0.0, *sorted(tables), math.inf]
    for top, bottom in pairwise(edges):
        zone = [one for one in glyphs if top <= max(one.middle[1], 0.0) < bottom]
        if zone:
            yield zone


def _page_remarks(pages: Sequence[_Page]) -> Iterator[str]:
    pictures = [str(page.number) for page in pages if page.is_picture]
    if pictures:
        which = f"page{'s' * (len(pictures) > 1)} {', '.join(pictures)}"
        yield f"{which}: no text layer (a scan), not read; run OCR on the file or ask for the original"
    unknown = sum(page.unknown for page in pages)
    if unknown:
        yield f"{unknown} characters are not known, as their fonts do not say what they are; they are shown as \ufffd"
    slanted = sum(page.slanted for page in pages)
    if slanted:
        yield f"{slanted} characters set aslant (a watermark) were left out"


def _table_remarks(tables: Sequence[GrowingTable]) -> Iterator[str]:
    repeated = sum(table.repeated for table in tables)
    if repeated:
        yield f"{repeated} header rows that pages print again were taken out"
    cut = sum(table.cut for table in tables)
    if cut:
        yield f"{cut} rows that a page end cut were joined"
    continued = sum(table.continued for table in tables)
    if continued:
        yield f"{continued} blank cells at the top of a page were read as the lower part of the merged cell before it"
    for table in tables:
        for column in table.one_wide:
            place = f"the table that begins on page {table.rows[0][0].page}, column {column}"
            yield f"{place}: one character wide, so that it does not show where a name ends; look at its names"
