"""One table in every format gives the same records; which format a file is, is told by its content."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import DocumentError, ZerentuError
from loaders import Assignment, extract_bytes
from loaders.readers import read_blocks
from tests.loaders import formats

# Headings, content, leaders, owners, supports, and what is inherited: read off the table in formats.py by hand.
EXPECTED = [
    ("强产业/招商", "引进食品加工企业三家。", "陆闻笛", "商务局", "各乡镇", ""),
    ("强产业/招商", "建成冷链仓库一座。", "陆闻笛", "供销社", "各乡镇", "category project leaders supports"),
    ("强产业/园区", "园区路网通车6公里。", "祁远帆", "交通局 住建局", "", "category"),
    ("惠民生/教育", "新建幼儿园一所。", "乔映雪", "教育局", "财政局", ""),
    (
        "惠民生/教育",
        "改造“三校”操场，面积2万平方米。",
        "乔映雪",
        "教育局",
        "财政局",
        "category project leaders owners supports",
    ),
    ("惠民生/就医", "县医院新楼投用。", "乔映雪", "卫健委", "住建局", "category"),
    ("惠民生/养老", "加装扶手五百户。", "乔映雪", "民政局", "残联", "category leaders"),
    ("优环境/水", "治理青禾河三公里。", "祁远帆", "水利局", "各乡镇", ""),
    ("优环境/水", "关停散乱污企业十家。", "祁远帆", "生态环境局", "", "category project leaders"),
]


def told(record: Assignment) -> tuple[str, ...]:
    """Return a record as a row of ``EXPECTED``."""
    duties = [" ".join(record.names(role)) for role in ("leaders", "owners", "supports")]
    return ("/".join(record.headings), record.content.replace("\n", ""), *duties, " ".join(record.inherited))


@pytest.mark.parametrize("suffix", formats.MERGING)
def test_one_table_gives_the_same_records_in_every_format_with_merges(suffix: str) -> None:
    """Merged cells are inherited wherever the format draws them."""
    extraction = extract_bytes(formats.MERGING[suffix](), f"plan.{suffix}")

    assert [told(record) for record in extraction.records] == EXPECTED
    assert extraction.facts.title == formats.TITLE


def test_an_empty_cell_of_markdown_is_a_merge() -> None:
    """It cannot be told from a blank that is meant: 园区 and 关停 get the supports above."""
    records = extract_bytes(formats.md(), "plan.md").records

    expected = [list(row) for row in EXPECTED]
    expected[2][4:] = ["各乡镇", "category supports"]
    expected[8][4:] = ["各乡镇", "category project leaders supports"]
    assert [list(told(record)) for record in records] == expected


@pytest.mark.parametrize(
    ("delimiter", "encoding", "name"),
    [
        (",", "utf-8-sig", "plan.csv"),
        (",", "gb18030", "plan.csv"),
        (";", "utf-8", "plan.csv"),
        ("|", "gbk", "plan.csv"),
        ("\t", "utf-16", "plan.csv"),
        ("\t", "utf-8", "plan.tsv"),
        ("\t", "gb18030", "plan.xls"),
    ],
)
def test_delimited_text_gives_the_same_records_where_merged_cells_are_repeated(
    delimiter: str, encoding: str, name: str
) -> None:
    """Any delimiter, any Chinese encoding, also plain cells under the name .xls; nothing is inherited."""
    records = extract_bytes(formats.delimited(delimiter, encoding, repeats=True), name).records

    assert [told(record) for record in records] == [(*row[:-1], "") for row in EXPECTED]


def test_blank_duties_of_delimited_text_are_not_inherited() -> None:
    """The file has no merges: headings go on, duties only where the blanks cannot be chance; the report says it."""
    extraction = extract_bytes(formats.delimited(",", "utf-8", repeats=False), "plan.csv")

    assert told(extraction.records[1]) == ("强产业/招商", "建成冷链仓库一座。", "", "供销社", "", "category project")
    remarks = [finding.message for finding in extraction.report.findings if finding.rule == "reading"]
    assert remarks == ["18 blank cells: if they continue merged cells, give the .xlsx"]


def test_delimited_text_has_lines_in_its_receipts() -> None:
    """The fifth task's content has a line break: title 1, header 2, rows from 3, the third row on two lines."""
    record = extract_bytes(formats.delimited(",", "utf-8", repeats=True), "plan.csv").records[4]

    assert (record.locator.first_line, record.locator.last_line) == (8, 9)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (formats.html(), "export.xls"),
        (formats.html(), "plan.csv"),
        (formats.xlsx(), "plan.docx"),
        (formats.docx(), "plan.xlsx"),
        (formats.ods(), "plan.xlsx"),
        (formats.xlsx(), "plan.txt"),
    ],
)
def test_the_content_tells_the_format_not_the_name(data: bytes, name: str) -> None:
    """Systems export web pages as .xls, and users rename files."""
    assert [told(record) for record in extract_bytes(data, name).records] == EXPECTED


def ole(stream: str) -> bytes:
    """Return the beginning of an OLE2 file with one directory entry."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + stream.encode("utf-16-le").ljust(512, b"\0")


def package(*parts: str) -> bytes:
    """Return an archive with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (ole("WordDocument"), "a.doc", r"a\.doc: an old Word document \(\.doc or \.wps\); save it as \.docx"),
        (ole("WordDocument"), "a.docx", r"old Word document"),
        (ole("EncryptedPackage"), "a.xlsx", r"a\.xlsx: protected by a password; take the password off"),
        (ole("Workbook"), "a.xls", r"a\.xls: an old Excel workbook \(\.xls\); save it as \.xlsx"),
        (ole("Other"), "a.bin", r"does not read \.bin files yet; save it as one of \.docx, .*\.csv"),
        (b"{\\rtf1\\ansi x}", "a.doc", r"rich text \(RTF\); save it as \.docx"),
        (package("xl/workbook.bin"), "a.xlsb", r"binary workbook \(\.xlsb\); save it as \.xlsx"),
        (package("xl/workbook.xml"), "a.xlsx", r"a\.xlsx: damaged workbook"),
        (package("../x.xml", "xl/workbook.xml"), "a.xlsx", r"a part named '\.\./x\.xml' that leaves the package"),
        (b"PK\x03\x04 cut", "a.xlsx", r"a\.xlsx: the file is damaged; open it in its program"),
        (b"PK\x03\x04 cut", "a.ods", r"a\.ods: the file is damaged; open it in its program"),
        (b"hello", "a.xlsx", r"the content is not what the suffix \.xlsx says"),
        (b"\x00\x01\x02", "a.csv", r"a\.csv: not a text file"),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, name: str, message: str) -> None:
    """It names the file, the cause and the cure."""
    with pytest.raises(DocumentError, match=message) as caught:
        read_blocks(data, name)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    """The sizes in the headers are not believed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (40 * 2**20))

    with pytest.raises(DocumentError, match="far more than it shows when unpacked"):
        read_blocks(buffer.getvalue(), "a.docx")


NAMES = [f"plan.{suffix}" for suffix in ("docx", "xlsx", "xls", "ods", "csv", "tsv", "html", "md", "txt")]
STARTS = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<table>",
    b"<html>",
    b"|a|b|\n|-|-|\n",
    b"\xff\xfe",
    b'"',
]
FILES = [build() for build in formats.MERGING.values()]
FILES += [formats.md(), formats.delimited(",", "gbk", repeats=True)]


@given(st.sampled_from(STARTS), st.binary(max_size=300), st.sampled_from(NAMES))
@settings(max_examples=60, deadline=None)
def test_no_bytes_raise_anything_but_our_own_error(start: bytes, rest: bytes, name: str) -> None:
    """Whatever a reader meets becomes one line."""
    _reads_or_refuses(start + rest, name)


@given(
    st.sampled_from(FILES), st.sampled_from(NAMES), st.floats(0, 1), st.binary(min_size=1, max_size=8), st.booleans()
)
@settings(max_examples=80, deadline=None)
def test_a_damaged_file_raises_nothing_but_our_own_error(
    data: bytes, name: str, share: float, noise: bytes, cut: bool
) -> None:
    """Bytes changed anywhere, or the file cut short."""
    at = int(share * len(data))
    _reads_or_refuses(data[:at] + noise + (b"" if cut else data[at + len(noise) :]), name)


def _reads_or_refuses(data: bytes, name: str) -> None:
    try:
        read_blocks(data, name)
    except ZerentuError as error:
        assert str(error).startswith(name)
        assert "\n" not in str(error)


def test_blank_duties_that_cannot_be_chance_are_read_as_merged() -> None:
    """Of twelve rows five print their field, and owners are blank only below: so a merged table looks when saved."""
    fields = ["水利", "", "", "", "教育", "", "", "交通", "", "住房", "", "养老"]
    owners = ["水利局", "", "", "", "教育局", "", "", "交通局", "", "住建局", "", "民政局"]
    rows = [
        f"{n},{field},完成第{n}件实事。,{owner}" for n, (field, owner) in enumerate(zip(fields, owners, strict=True), 1)
    ]

    extraction = extract_bytes("\n".join(["序号,领域,具体任务,责任单位", *rows]).encode(), "plan.csv")

    assert [record.names("owners") for record in extraction.records[:5]] == [("水利局",)] * 4 + [("教育局",)]
    assert extraction.records[1].inherited == ("category", "owners")
    assert [finding.message for finding in extraction.report.findings if finding.rule == "merged-blanks"] == [
        "blank cells under 责任单位 are read as merged with the cell above"
    ]
