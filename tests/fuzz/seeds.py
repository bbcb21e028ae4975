"""Small documents to start from: the vectors, and a few from the tests' own builders."""

from collections.abc import Iterator
from pathlib import PurePath

from tests.loaders import formats
from tests.loaders.pdfs import Box, Pdf
from tests.loaders.test_vectors import DOCUMENTS
from tests.loaders.word_packages import cell, numbered, package, paragraph

_LARGEST = 60_000
_SAME = {".text": ".txt", ".htm": ".html", ".tsv": ".csv", ".docm": ".docx", ".xlsm": ".xlsx", ".jsonl": ".json"}


def seeds(suffix: str) -> list[bytes]:
    """Return the documents of a format, without those that are large."""
    documents = [data() for name, data in DOCUMENTS.items() if _kind(name) == suffix]
    return [data for data in (*documents, *_more(suffix)) if len(data) <= _LARGEST]


def _kind(name: str) -> str:
    suffix = PurePath(name).suffix
    return _SAME.get(suffix, suffix)


def _more(suffix: str) -> Iterator[bytes]:
    if suffix == ".docx":
        yield from _word()
    elif suffix == ".pdf":
        yield from _pdf()
    elif suffix == ".csv":
        yield formats.delimited(",", "utf-8-sig", repeats=True)
        yield formats.delimited(";", "gb18030", repeats=False)
    elif suffix == ".md":
        yield formats.md() + b"\n\n" + formats.html()
    elif suffix == ".xls":
        yield formats.xls()
    elif suffix in (".html", ".xlsx", ".ods"):
        yield formats.MERGING[suffix[1:]]()


def _word() -> Iterator[bytes]:
    """Yield packages with what the reader walks through: controls, changes, boxes, numbers, merges."""
    row = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{}</w:tr>"
    rows = row.format(cell("责任单位", '<w:gridSpan w:val="2"/>')) + row.format(
        cell("", "<w:vMerge/>") + cell("财政局")
    )
    level = '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    box = f"<v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox>"
    box = f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>"
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>"
    body = f"<w:sdt><w:sdtContent>{numbered('建校', 1)}</w:sdtContent></w:sdt>{gone}{box}<w:tbl>{rows}</w:tbl>"
    yield package(body + paragraph("（县教育局牵头，县财政局配合）"), numbering=lists, styles="<w:style/>")
    yield formats.docx()


def _pdf() -> Iterator[bytes]:
    """Yield files whose drawing commands are not packed, so that they can be changed."""
    for password in ("", "x"):
        pdf = Pdf(password=password)
        pdf.canvas.setPageCompression(0)
        rows: list[list[Box | str | None]] = [
            ["序号", "任务", "责任单位"],
            ["1", Box("修路", rows=2), "交通局"],
            ["2", None, "财政局"],
        ]
        yield pdf.lines("青禾县重点任务").table(rows, [40, 80, 90], top=150).page().lines("— 2 —").picture().done()
