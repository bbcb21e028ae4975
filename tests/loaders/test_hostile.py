"""Files made to harm whoever reads them: each is read or is one line that names it, within the limits of the child."""

import io
import random
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from html import escape

import pytest

from graph.errors import DocumentError, ZerentuError
from loaders import Extraction
from loaders.confined import Limits, extract_bytes_confined
from tests.loaders import formats
from tests.loaders.formats import ods_package
from tests.loaders.word_packages import cell, package, paragraph

LIMITS = Limits(memory_bytes=2**30, cpu_seconds=5)
HEADER = "序号\t重点任务\t牵头单位\n"
TITLE = "青禾县2023年重点任务分工\n"
DUTY = f"{HEADER}1\t修路。\t县教育局\n"
ATTRIBUTED = paragraph("修路。（县教育局牵头）")
NINES = "9" * 5000
WIDE_CELL = '<table:table-cell table:number-columns-repeated="99999999"><text:p>甲</text:p></table:table-cell>'
WIDE_ROW = f"<table:table-row>{WIDE_CELL}</table:table-row>"
LAUGHS = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'
PASSWORDS = b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"
LINK = (stat.S_IFLNK | 0o777) << 16
LOOP = b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f\ntrailer <</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
COUNTLESS = b"%PDF-1.4\nxref\n0 4294967295\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF"
PACKED = b"%PDF-1.4\n1 0 obj <</Filter/FlateDecode>> stream\n"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Build = Callable[[], bytes | str]


def outcome(data: bytes, name: str) -> Extraction | str:
    """Return what is read, or why it is not, which is one line that begins with the file's name."""
    try:
        return extract_bytes_confined(data, name, limits=LIMITS)
    except ZerentuError as error:
        assert str(error).startswith(name)
        assert "\n" not in str(error)
        assert "reading it failed" not in str(error), error
        return str(error)


def archive(parts: dict[str, bytes], **others: int) -> bytes:
    """Return an archive of parts; ``others`` are fields of every entry."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for part, content in parts.items():
            entry = zipfile.ZipInfo(part)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for field, value in others.items():
                setattr(entry, field, value)
            package.writestr(entry, content, entry.compress_type)
    return buffer.getvalue()


def word_with(**parts: bytes) -> bytes:
    """Return a Word document with more parts, whose names are given with _ for every point."""
    with zipfile.ZipFile(io.BytesIO(package(ATTRIBUTED))) as document:
        body = document.read("word/document.xml")
    return archive({"word/document.xml": body} | {name.replace("_", "."): content for name, content in parts.items()})


def bomb_in_bomb() -> bytes:
    """Return ten archives of zeros in one another's places: nobody opens an archive inside a package."""
    inner = archive({f"{number}.xml": bytes(2**20) for number in range(10)})
    return word_with(**{f"{number}_zip": inner for number in range(10)})


def overlapping() -> bytes:
    """Return a package whose thousand entries all point to one bomb of 1 MB."""
    data = archive({"word/document.xml": bytes(2**20)})
    start = data.index(b"PK\1\2")
    entry = data[start : data.index(b"PK\5\6")]
    size = len(b"word/document.xml")
    entries = b"".join(entry.replace(b"word/document.xml", f"{number:0{size}}".encode()) for number in range(1000))
    return (
        data[:start]
        + entry
        + entries
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1001, 1001, len(entry) * 1001, start, 0)
    )


def lying(change: int) -> bytes:
    """Return a document whose directory says another unpacked size than there is."""
    data = bytearray(formats.docx())
    at = data.index(b"PK\1\2")
    while data[at : at + 4] == b"PK\1\2":
        struct.pack_into("<L", data, at + 24, change)
        at += 46 + sum(struct.unpack_from("<3H", data, at + 28))
    return bytes(data)


def encrypted() -> bytes:
    """Return a document whose entries say that they are encrypted."""
    data = bytearray(formats.docx())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def sheet(rows: str, before: str = "") -> bytes:
    """Return a workbook of one sheet with these rows."""
    with zipfile.ZipFile(io.BytesIO(formats.xlsx())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    content = f'<worksheet xmlns="{SHEET}">{before}<sheetData>{rows}</sheetData></worksheet>'
    return archive(parts | {"xl/worksheets/sheet1.xml": content.encode()})


def external() -> bytes:
    """Return a document whose template, picture and numbering are on the network."""
    targets = "".join(
        f'<Relationship Id="r{kind}" Type="x/{kind}" Target="http://127.0.0.1:9/{kind}" TargetMode="External"/>'
        for kind in ("attachedTemplate", "image", "numbering", "styles")
    )
    related = f'<Relationships xmlns="{RELATIONSHIPS}">{targets}</Relationships>'.encode()
    with zipfile.ZipFile(io.BytesIO(package(ATTRIBUTED))) as document:
        body = document.read("word/document.xml")
    return archive({"word/document.xml": body, "word/_rels/document.xml.rels": related})


def pdf(objects: str) -> bytes:
    """Return a PDF of these objects, without a directory of them: a reader looks for them itself."""
    return f"%PDF-1.4\n{objects}\ntrailer <</Root 1 0 R /Size 9>>\n%%EOF".encode()


def pdf_font(descendant: str, content: str = "BT /F 12 Tf 9 9 Td <0020> Tj ET") -> bytes:
    """Return a PDF with one word in a font of a Chinese set, or another ``content``."""
    return pdf(
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n"
        f"4 0 obj <</Length {len(content)}>> stream\n{content}\nendstream endobj\n"
        "5 0 obj <</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>> endobj\n"
        f"6 0 obj <</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<<>>{descendant}>> endobj"
    )


def pages(kids: str) -> bytes:
    """Return a PDF whose pages are those."""
    return pdf(f"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[{kids}]/Count 9>> endobj")


def old_office(*streams: str) -> bytes:
    """Return the beginning of an OLE2 file with these names in its directory."""
    entries = b"".join((stream.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(1024, b"\0")


def noise(length: int) -> bytes:
    """Return bytes that nothing makes smaller."""
    return random.Random(1).randbytes(length)  # noqa: S311 - the same every time


REFUSED: dict[str, tuple[str, Build, str]] = {
    "many entries": (
        "a.docx",
        lambda: archive({f"{n}.xml": b"" for n in range(10_001)} | {"word/document.xml": b""}),
        "more than 10000 parts",
    ),
    "overlapping entries": ("a.docx", overlapping, "damaged|far more than it shows"),
    "ratio": ("a.docx", lambda: word_with(a_bin=bytes(30 * 2**20)), "far more than it shows when unpacked"),
    "traversal": ("a.docx", lambda: word_with(**{"../../a_xml": b"x"}), "leaves the package"),
    "backslashes": ("a.docx", lambda: word_with(**{"..\\a_xml": b"x"}), "leaves the package"),
    "drive": ("a.docx", lambda: word_with(**{"C:a_xml": b"x"}), "leaves the package"),
    "symbolic link": ("a.docx", lambda: archive({"word/document.xml": b"/etc/passwd"}, external_attr=LINK), "a link"),
    "line break in a name": ("a.docx", lambda: word_with(**{"a\nb_xml": b"x"}), "with a control character"),
    "bzip2": (
        "a.docx",
        lambda: archive({"word/document.xml": bytes(2**26)}, compress_type=zipfile.ZIP_BZIP2),
        "packed as no office program does",
    ),
    "lzma": (
        "a.docx",
        lambda: archive({"word/document.xml": b"x"}, compress_type=zipfile.ZIP_LZMA),
        "packed as no office program does",
    ),
    "encrypted": ("a.docx", encrypted, "protected by a password"),
    "directory says less": ("a.docx", lambda: lying(10), "damaged"),
    "encrypted office package": ("a.docx", lambda: old_office("EncryptedPackage"), "protected by a password"),
    "old word": ("a.doc", lambda: old_office("WordDocument"), "a.doc"),
    "old workbook": ("a.xls", lambda: old_office("Workbook"), "damaged"),
    "missing part": ("a.docx", lambda: archive({"word/other.xml": b"<x/>"}), "not a readable .docx"),
    "missing sheet": ("a.xlsx", lambda: archive({"xl/workbook.xml": b"<workbook/>"}), "a.xlsx"),
    "external entity": ("a.xlsx", lambda: archive({"xl/workbook.xml": PASSWORDS}), "holds a DOCTYPE"),
    "billion laughs": ("a.docx", lambda: package("&b;", LAUGHS), "holds a DOCTYPE"),
    "tables in tables": (
        "a.docx",
        lambda: package("<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000),
        "damaged XML",
    ),
    "controls in controls": ("a.docx", lambda: package("<w:sdt>" * 10_000 + "</w:sdt>" * 10_000), "damaged XML"),
    "wide dimension": ("a.xlsx", lambda: sheet("", '<dimension ref="A1:XFD1048576"/>'), "it holds no text"),
    "string out of range": (
        "a.xlsx",
        lambda: sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        "damaged workbook",
    ),
    "columns repeated": ("a.ods", lambda: ods_package(WIDE_ROW), "more than 500000 cells"),
    "groups in groups": (
        "a.ods",
        lambda: ods_package("<table:table-row-group>" * 10_000 + "</table:table-row-group>" * 10_000),
        "damaged XML",
    ),
    "sheet name of two lines": (
        "a.ods",
        lambda: ods_package(f'</table:table><table:table table:name="a&#10;b">{WIDE_ROW}'),
        r"sheet a b: .* more than 500000 cells",
    ),
    "divisions in divisions": ("a.html", lambda: "<div>" * 10_000 + "甲", "nested"),
    "unclosed tags": ("a.html", lambda: "<p><b>" * 50_000, "a.html"),
    "brackets in JSON": ("a.json", lambda: "[" * 100_000, "no JSON"),
    "field of two lines": ("a.json", lambda: '{"id": "x:1:1.1", "a\\nb": 1}', "a.json"),
    "open quote": (
        "a.csv",
        lambda: "甲,乙\n" + "丙,丁\n" * 100 + '丙,"丁' + "丙" * 1_700_000,
        "quoted cell does not end well",
    ),
    "only a mark": ("a.txt", lambda: b"\xef\xbb\xbf", "a.txt"),
    "only NUL": ("a.txt", lambda: bytes(5000), "NUL bytes|empty"),
    "only spaces": ("a.txt", lambda: " " * 5000, "the file is empty"),
    "odd UTF-16": ("a.txt", lambda: b"\xff\xfe" + "甲".encode("utf-16-le") + b"\0", "neither|NUL"),
    "lone surrogate": ("a.txt", lambda: b"\xff\xfe\x00\xd8" + "甲".encode("utf-16-le"), "neither"),
    "lone surrogate in UTF-8": ("a.txt", lambda: b"\xed\xa0\x80" * 9, "a.txt"),
    "noise": ("a.txt", lambda: noise(5000), "a.txt"),
    "picture": ("a.docx", lambda: b"\x89PNG\r\n\x1a\n" + noise(100), "a picture; run OCR on it"),
    "text as PDF": ("a.pdf", lambda: "县教育局牵头", "content is not what the suffix .pdf says"),
    "executable": ("a.exe", lambda: b"MZ" + noise(100), "does not read .exe files"),
    "cyclic pages": ("a.pdf", lambda: pages("2 0 R"), "a.pdf"),
    "page in itself": ("a.pdf", lambda: pages("1 0 R 2 0 R 3 0 R"), "a.pdf"),
    "directory of a PDF in a loop": ("a.pdf", lambda: LOOP, "not a readable PDF"),
    "objects without number": ("a.pdf", lambda: COUNTLESS, "a.pdf"),
    "font without end": ("a.pdf", lambda: pdf_font("/W[0 4294967295 500]"), "a font of more than 65536 characters"),
    "vertical font without end": (
        "a.pdf",
        lambda: pdf_font("/W2[0 4294967295 1 2 3]"),
        "a font of more than 65536 characters",
    ),
    "states without end": ("a.pdf", lambda: pdf_font("", "q " * 100_001), "more than 100000 graphics states"),
    "stream that unpacks": ("a.pdf", lambda: PACKED + zlib.compress(bytes(2**27)), "unpacks to more than 64 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_in_one_line(case: str) -> None:
    """The line begins with the name of the file and says why."""
    name, build, message = REFUSED[case]
    data = build()

    said = outcome(data if isinstance(data, bytes) else data.encode(), name)

    assert isinstance(said, str), said
    assert re.search(message, said), said


SPAN = f'<w:gridSpan w:val="{NINES}"/>'
READ: dict[str, tuple[str, Build]] = {
    "archives in the package": ("a.docx", bomb_in_bomb),
    "targets on the network": ("a.docx", external),
    "macro": ("a.docm", lambda: word_with(**{"word/vbaProject_bin": noise(99)})),
    "span of 5000 digits": ("a.docx", lambda: package(f"{ATTRIBUTED}<w:tbl><w:tr>{cell('甲', SPAN)}</w:tr></w:tbl>")),
    "spans of a page": (
        "a.html",
        lambda: "<table><tr><td>重点任务<td>牵头单位<tr><td rowspan=99999>修路<td colspan=99999>县教育局</table>",
    ),
    "formula": ("a.csv", lambda: DUTY.replace("修路", "=cmd|' /C calc'!A0")),
    "script": ("a.txt", lambda: DUTY.replace("修路", "<script>alert(1)</script>")),
    "script in a page": ("a.html", lambda: f"<p>{escape('<img src=x onerror=alert(1)>')}（县教育局牵头）</p>"),
    "marks that turn words round": ("a.txt", lambda: DUTY.replace("修路", "修\u202e路\u2066\u200b")),
    "NUL inside": ("a.txt", lambda: DUTY.replace("修路", "修路" * 60 + "\0")),
    "foreign letters alike": ("a.txt", lambda: DUTY.replace("修路", "修р\u03bfad路")),
    "page under another name": ("a.xls", lambda: "<html><body><p>修路。（县教育局牵头）</p></body></html>"),
    "workbook under another name": ("a.txt", formats.xlsx),
    "word under another name": ("a.pdf", formats.docx),
}  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_a_hostile_file_is_read_where_that_does_no_harm(case: str) -> None:
    """What is foreign in it is left out or stays words."""
    name, build = READ[case]
    data = build()

    extraction = outcome(data if isinstance(data, bytes) else data.encode(), name)

    assert isinstance(extraction, Extraction), extraction
    assert extraction.records


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_what_other_programs_would_run_stays_words(words: str) -> None:
    """Neither formula nor markup is taken out of a task or a name."""
    extraction = outcome(DUTY.replace("修路", words).encode(), "a.txt")

    assert isinstance(extraction, Extraction)
    assert words in extraction.records[0].content


def test_a_document_cut_off_anywhere_is_refused() -> None:
    """At each tenth of a package the directory at its end is missing."""
    whole = formats.docx()

    for tenth in range(1, 10):
        assert isinstance(outcome(whole[: len(whole) * tenth // 10], "a.docx"), str)


LONG: dict[str, str] = {
    "one character": "甲" * (6 * 2**20),
    "one line": TITLE + "县教育局牵头，县财政局配合，" * 25_000,
    "short lines": TITLE + "修路。\n" * 100_000,
    "brackets": TITLE + "（" * 100_000,
    "lines of brackets": TITLE + "（\n" * 100_000,
    "pairs of brackets": TITLE + "（" * 50_000 + "）" * 50_000,
    "labels": TITLE + "牵头单位：" * 50_000,
    "lines of labels": TITLE + "牵头单位：交通局\n" * 50_000,
    "headers": HEADER * 50_000,
    "headers a cell a line": "\t序号\n\t重点任务\n\t牵头单位\n\n" * 20_000,
    "separators": TITLE + "责任单位：" + "、" * 100_000,
    "spaces": TITLE + "责任单位：" + " " * 100_000 + "交通局",
    "digits": TITLE + "1" * 100_000 + "%",
    "digits of a row's number": f"序号\n任务\n牵头单位\n{'9' * 5000}\n建设道路三条\n市交通局\n",
    "digits of an annex": f"{TITLE}附件{'9' * 5000}\n",
    "times": f"{TITLE}（市交通局，{'6月底前' * 200}×）\n",
    "each and each": TITLE + "责任单位：" + "各、" * 50_000,
    "verbs": TITLE + "（" + "牵头" * 50_000 + "）",
    "numerals": TITLE + "一二三四五六七八九十" * 10_000,
    "marks": TITLE + "一、" * 50_000,
    "headings": TITLE + "一、抓产业\n" * 50_000,
    "bookmarks": "[bookmark: " * 50_000,
    "tabs": "\t" * 200_000,
    "pipes": "|" * 200_000,
    "units without a mark": f"{HEADER}1\t修路\t" + "交通局和" * 30_000,
    "quotation marks": TITLE + "“" * 100_000,
    "page numbers": "—1—\n" * 50_000,
    "turned round": "\u202e" * 300_000 + TITLE,
}


@pytest.mark.parametrize("case", list(LONG))
def test_a_text_without_end_ends(case: str) -> None:
    """Read, refused, or one line that says that it took more than it may."""
    said = outcome(LONG[case].encode(), "a.txt")

    assert said


def test_nothing_that_was_refused_leaves_a_child_behind() -> None:
    """After a file that broke off its reader the next one is read."""
    with pytest.raises(DocumentError):
        extract_bytes_confined(b"PK\3\4", "a.docx")

    assert isinstance(outcome(DUTY.encode(), "a.txt"), Extraction)
