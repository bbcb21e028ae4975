"""Small documents for tests: an invented county, 青禾县, with invented people; written in the shapes of real ones."""

import io
from collections.abc import Iterable, Sequence

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

MERGED = None
"""The lower part of a vertical merge, in ``flattened`` and in ``word``."""

HEADER = ("门类", "项目", "内容和要求", "分管领导", "主要责任单位", "相关单位")
Row = Sequence[str | None]


def flattened(rows: Iterable[Row], header: Row = HEADER) -> str:
    """Return a table as Word flattens it: every cell opens with a tab, a blank line closes the row."""
    return "".join("".join(f"\t{cell or ''}\n" for cell in row) + "\n" for row in (header, *rows))


def word(rows: Sequence[Row], header: Row = HEADER, paragraphs: Sequence[str] = ()) -> bytes:
    """Return a Word document with the table, its merges drawn with ``w:vMerge``."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=1 + len(rows), cols=len(header))
    for line, cells in enumerate((header, *rows)):
        below = rows[line] if line < len(rows) else [""] * len(header)
        for tc, text, under in zip(table.rows[line]._tr.tc_lst, cells, below, strict=True):
            tc.p_lst[0].append(_run(text or ""))
            if text is MERGED or under is MERGED:
                _merge(tc, "continue" if text is MERGED else "restart")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _run(text: str) -> object:
    run = OxmlElement("w:r")
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
    return run


def _merge(tc: object, kind: str) -> None:
    merge = OxmlElement("w:vMerge")
    merge.set(qn("w:val"), kind)
    tc.get_or_add_tcPr().append(merge)  # type: ignore[attr-defined]
