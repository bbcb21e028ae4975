"""A task sheet as one page that works offline and prints on A4."""

from xml.etree.ElementTree import Element

from api.markup import make, page
from api.sheets.gathering import Sheet
from api.sheets.layout import WIDTHS, Chapter, Part, lay_out


def sheet_page(sheet: Sheet) -> bytes:
    """Return the page in UTF-8."""
    paper = lay_out(sheet)
    head = [make("h1", paper.title), make("p", paper.subtitle, kind="subtitle")]
    remark = [make("p", paper.remark, kind="remark")] if paper.remark else []
    chapters = [_chapter(each, paper.columns) for each in paper.chapters]
    return page(paper.title, "sheet.css", make("main", *head, *remark, *chapters)).encode()


def _chapter(chapter: Chapter, columns: tuple[str, ...]) -> Element:
    parts = [element for part in chapter.parts for element in _part(part, columns)]
    return make("section", make("h2", chapter.title), *parts)


def _part(part: Part, columns: tuple[str, ...]) -> list[Element]:
    widths = make("colgroup", *(make("col", kind=f"width-{width}") for width in WIDTHS))
    header = make("thead", make("tr", *(make("th", name, scope="col") for name in columns)))
    body = make("tbody", *(make("tr", *(make("td", cell) for cell in row)) for row in part.rows))
    table = make("table", make("caption", part.title), widths, header, body)
    return [table, *([make("p", part.note, kind="note")] if part.note else [])]
