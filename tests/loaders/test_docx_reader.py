"""Word documents → blocks: merges, content controls, tracked changes; damaged packages are refused."""

import io
import zipfile

import pytest

from graph.errors import DocumentError
from loaders.blocks import Paragraph, Table
from loaders.readers.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

RESTART = '<w:vMerge w:val="restart"/>'
TWO_COLUMNS = '<w:gridSpan w:val="2"/>'


def package(body: str, prolog: str = "") -> bytes:
    """Return a .docx package whose body is the given WordprocessingML."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return buffer.getvalue()


def paragraph(text: str) -> str:
    """Return a paragraph with one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    """Return a table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(body: str) -> Table:
    """Return the one table of a document."""
    blocks = read_docx(package(f"<w:tbl>{body}</w:tbl>"), "plan.docx").blocks
    found = [block for block in blocks if isinstance(block, Table)]
    assert len(found) == 1
    return found[0]


def test_a_vertical_merge_continues_only_where_it_is_drawn() -> None:
    """``vMerge`` without a value continues the cell above; ``restart`` begins a new one."""
    first = f"<w:tr>{cell('教育局', RESTART)}</w:tr>"
    second = f"<w:tr>{cell('', '<w:vMerge/>')}</w:tr>"
    third = f"<w:tr>{cell('')}</w:tr>"

    assert [row[0].continues for row in table(first + second + third).rows] == [False, True, False]


def test_a_cell_that_spans_columns_moves_the_next_one() -> None:
    """``gridSpan`` and ``gridBefore`` count in grid columns."""
    row = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('甲', TWO_COLUMNS)}{cell('乙')}</w:tr>"

    assert [(each.text, each.place.column, each.span) for each in table(row).rows[0]] == [("甲", 2, 2), ("乙", 4, 1)]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    """Forms put ``w:sdt`` around cells and rows."""
    row = f"<w:tr><w:sdt><w:sdtContent>{cell('教育局')}</w:sdtContent></w:sdt>{cell('张三')}</w:tr>"
    wrapped = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"

    assert [[each.text for each in line] for line in table(row + wrapped).rows] == [["教育局", "张三"]] * 2


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    """Tracked changes are read as if accepted."""
    words = "<w:del><w:r><w:delText>财政局</w:delText></w:r></w:del><w:ins><w:r><w:t>教育局</w:t></w:r></w:ins>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}</w:tr>"

    rows = table(f"<w:tr><w:tc><w:p>{words}</w:p></w:tc></w:tr>{deleted}").rows

    assert [[each.text for each in line] for line in rows] == [["教育局"]]


def test_line_breaks_and_paragraphs_part_the_lines_of_a_cell() -> None:
    """Two units in a cell stand a line each, whichever way they were typed."""
    words = f"<w:tc><w:p><w:r><w:t>甲局</w:t><w:br/><w:t>乙局</w:t></w:r></w:p>{paragraph('丙局')}</w:tc>"

    assert table(f"<w:tr>{words}</w:tr>").rows[0][0].text == "甲局\n乙局\n丙局"


def test_a_table_in_a_cell_belongs_to_the_cell() -> None:
    """Its words are read with the cell's, and its rows are no rows of the outer table."""
    inner = f"<w:tbl><w:tr>{cell('甲局')}{cell('乙局')}</w:tr></w:tbl>"
    rows = table(f"<w:tr><w:tc>{inner}<w:p/></w:tc></w:tr>").rows

    assert [[each.text for each in line] for line in rows] == [["甲局\n乙局"]]


def test_paragraphs_and_tables_come_in_order() -> None:
    """附件2 stands before its table."""
    blocks = read_docx(
        package(f"{paragraph('附件1')}<w:tbl><w:tr>{cell('甲')}</w:tr></w:tbl>{paragraph('附件2')}"), "x"
    ).blocks

    assert [block.text if isinstance(block, Paragraph) else "table" for block in blocks] == ["附件1", "table", "附件2"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut short", b"no package", package("")[:60]])
def test_a_damaged_package_is_refused(data: bytes) -> None:
    """One line names the file and the cure."""
    with pytest.raises(DocumentError, match=r"plan\.docx: not a readable \.docx file; open it in Word or WPS"):
        read_docx(data, "plan.docx")


def test_a_doctype_is_refused() -> None:
    """No word processor writes one; entities could blow the text up or read files."""
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

    with pytest.raises(DocumentError, match="DOCTYPE"):
        read_docx(package("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", bomb), "plan.docx")


def test_damaged_xml_is_refused() -> None:
    """Half a document is no document."""
    with pytest.raises(DocumentError, match=r"plan\.docx, word/document\.xml: damaged XML"):
        read_docx(package("<w:p>"), "plan.docx")
