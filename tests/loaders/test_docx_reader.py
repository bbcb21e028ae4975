"""Word documents → blocks: merges, content controls, tracked changes; damaged packages are refused."""

import pytest

from graph.errors import DocumentError
from loaders.blocks import Paragraph, Table
from loaders.readers.docx import read_docx
from tests.loaders.word_packages import cell, package, packed, paragraph

RESTART = '<w:vMerge w:val="restart"/>'
TWO_COLUMNS = '<w:gridSpan w:val="2"/>'


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


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 cut short", b"no package", package("")[:60]], ids=["cut", "none", "start"]
)
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


def test_why_xml_is_damaged_is_one_line() -> None:
    """Some messages of libxml2 have a line break in the middle."""
    with pytest.raises(DocumentError, match=r"damaged XML \(Invalid character: Char 0x0 out of") as caught:
        read_docx(package("\0"), "plan.docx")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ["0", "-3"])
def test_a_span_of_no_columns_is_one(value: str) -> None:
    """Found by the fuzz run: a cell that covers nothing has no column."""
    none = f'<w:gridSpan w:val="{value}"/>'
    row = f"<w:tr>{cell('甲', none)}{cell('乙')}</w:tr>"

    assert [(each.text, each.place.column, each.span) for each in table(row).rows[0]] == [("甲", 1, 1), ("乙", 2, 1)]


def test_a_span_of_more_digits_than_python_reads_is_none() -> None:
    """No program writes five thousand digits."""
    wide = f'<w:gridSpan w:val="{"9" * 5000}"/>'

    assert [one.span for one in table(f"<w:tr>{cell('甲', wide)}{cell('乙')}</w:tr>").rows[0]] == [1, 1]


def texts(body: str) -> list[object]:
    """Return the paragraphs of a body as text and its tables as rows of text."""
    return [
        block.text if isinstance(block, Paragraph) else [[each.text for each in row] for row in block.rows]
        for block in read_docx(package(body), "plan.docx").blocks
        if isinstance(block, Paragraph | Table)
    ]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_a_text_box_comes_after_its_paragraph_and_once() -> None:
    """Word writes it twice, as a choice and as a fallback for old programs; old files have the latter alone."""
    words = BOX.format(paragraph("牵头：教育局") + f"<w:tbl><w:tr>{cell('甲')}</w:tr></w:tbl>")
    twice = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{words}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{words}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<w:pict><v:shape><v:textbox>{BOX.format(paragraph('旧框'))}</v:textbox></v:shape></w:pict>"
    body = f"<w:p><w:r><w:t>一</w:t>{twice}</w:r></w:p><w:p><w:r>{old}<w:t>二</w:t></w:r></w:p>{paragraph('三')}"

    assert texts(body) == ["一", "牵头：教育局", [["甲"]], "二", "旧框", "三"]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    """Its lines follow those of the paragraph that holds it."""
    box = f"<w:pict>{BOX.format(paragraph('乙局'))}</w:pict>"
    words = f"<w:tc><w:p><w:r><w:t>甲局</w:t>{box}</w:r></w:p>{paragraph('丙局')}</w:tc>"

    assert texts(f"<w:tbl><w:tr>{words}</w:tr></w:tbl>") == [[["甲局\n乙局\n丙局"]]]


def test_a_frame_around_the_table_is_seen_through() -> None:
    """Some forms put everything into a table of one cell."""
    rows = "".join(f"<w:tr>{cell(left)}{cell(right)}</w:tr>" for left, right in (("任务", "单位"), ("修路", "甲局")))
    framed = f"<w:tbl><w:tr><w:tc>{paragraph('附件')}<w:tbl>{rows}</w:tbl><w:p/></w:tc></w:tr></w:tbl>"

    assert texts(framed) == ["附件", [["任务", "单位"], ["修路", "甲局"]]]


def test_field_codes_symbols_notes_and_pinyin_are_no_words() -> None:
    """The result of a field is; a formula's characters are."""
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF x \\h </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>附件1</w:t></w:r>"
    )
    run = "<w:r><w:t>{}</w:t></w:r>".format
    ruby = f"<w:r><w:ruby><w:rt>{run('yǎn')}</w:rt><w:rubyBase>{run('䶮')}</w:rubyBase></w:ruby></w:r>"
    rest = (
        "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:ptab/><w:footnoteReference w:id='1'/></w:r>"
        "<m:oMath><m:r><m:t>≥5</m:t></m:r></m:oMath>"
    )

    assert texts(f"<w:p>{field}{ruby}{rest}</w:p>") == ["附件1䶮 ≥5"]


def test_a_merge_whose_first_row_is_deleted_continues_nothing() -> None:
    """Its words went with the row; the cell above the row is another's."""
    above = f"<w:tr>{cell('甲局')}{cell('一')}</w:tr>"
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('乙局', RESTART)}{cell('二')}</w:tr>"
    left = f"<w:tr><w:trPr><w:ins/></w:trPr>{cell('', '<w:vMerge/>')}{cell('三')}</w:tr>"

    rows = table(above + deleted + left).rows

    assert [[(each.text, each.continues) for each in row] for row in rows] == [
        [("甲局", False), ("一", False)],
        [("", False), ("三", False)],
    ]


def test_a_merge_goes_on_in_rows_inside_content_controls() -> None:
    """A repeating section of a form is a ``w:sdt`` around rows."""
    first = f"<w:tr>{cell('甲局', RESTART)}</w:tr>"
    wrapped = f"<w:sdt><w:sdtContent><w:tr>{cell('', '<w:vMerge/>')}</w:tr></w:sdtContent></w:sdt>"

    assert [row[0].continues for row in table(first + wrapped).rows] == [False, True]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    """As when the change is accepted; a deleted cell is gone."""
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    gone = f"{paragraph('新建', mark)}{paragraph('学校', mark)}<w:bookmarkEnd w:id='0'/>{paragraph('一所')}"
    row = f"<w:tr>{cell('甲')}{cell('旧', '<w:cellDel/>')}{cell('乙')}</w:tr>"

    assert texts(f"{gone}<w:tbl>{row}</w:tbl>") == ["新建学校一所", [["甲", "乙"]]]


def test_hidden_text_is_left_out_and_said() -> None:
    """``w:vanish`` with a value of 0 hides nothing."""
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部掌握</w:t></w:r>"
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>教育局</w:t></w:r>"
    document = read_docx(package(f"<w:p>{hidden}{shown}</w:p>"), "plan.docx")

    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["教育局"]
    assert document.remarks == ("hidden text was left out: 内部掌握",)


def test_only_the_result_of_a_field_is_read() -> None:
    """A field inside the instruction of another shows nothing; one that never ends keeps its words."""

    def mark(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    def run(words: str) -> str:
        return f"<w:r><w:t>{words}</w:t></w:r>"

    inner = f"{mark('begin')}{mark('separate')}{run('税务局')}{mark('end')}"
    outer = f"{mark('begin')}{inner}{mark('separate')}{run('教育局')}{mark('end')}"

    assert texts(f"<w:p>{outer}{run('、财政局')}</w:p>") == ["教育局、财政局"]
    assert texts(f"<w:p>{mark('begin')}{run('商务局')}</w:p>") == ["商务局"]


def test_an_inserted_file_is_said() -> None:
    """Word shows the words of an altChunk; they stand in a part of their own, in any format."""
    document = read_docx(package(f"{paragraph('甲')}<w:altChunk/>"), "plan.docx")

    assert document.warnings == ("1 inserted file (altChunk) not read; open the document in Word and save it again",)


RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="{}"/></Relationships>'
)


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml", "./word/../word/document2.xml"])
def test_a_strict_document_under_another_name_is_read(target: str) -> None:
    """The relationships of the package say which part it is; Strict has namespaces of its own."""
    body = f"<w:body>{paragraph('甲')}</w:body>"
    document = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">{body}</w:document>'
    data = packed({"_rels/.rels": RELATIONSHIPS.format(target), "word/document2.xml": document})

    assert [block.text for block in read_docx(data, "x").blocks if isinstance(block, Paragraph)] == ["甲"]
