"""Clean words: marks that do not show go and are said, foreign forms become ordinary, everything else stays."""

import pytest

from graph.errors import DocumentError
from loaders.blocks import BlockDocument, Cell, CellRun, Paragraph, Place, Table
from loaders.readers import read_blocks
from loaders.readers.hygiene import clean_document
from tests.loaders.word_packages import cell, package, paragraph


def cleaned(text: str) -> BlockDocument:
    """Return a document of one paragraph, cleaned."""
    return clean_document(BlockDocument((Paragraph(text, Place()),)), "a.docx", from_text=False)


def words(document: BlockDocument) -> list[str]:
    """Return the texts of a document."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, CellRun):
            found += [each.text for each in block.cells]
        else:
            found += [each.text for row in block.rows for each in row]
    return found


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        (
            "教\u200b育\u202e局\u200b",
            "教育局",
            "3 invisible characters were taken out (zero-width space, right-to-left override)",
        ),
        (
            "\ufeff教\u2060育局\xad",
            "教育局",
            "3 invisible characters were taken out (zero-width joiner, byte order mark, soft hyphen)",
        ),
        ("教育局\x07\x1a", "教育局", "2 invisible characters were taken out (control character)"),
        ("葛\U000e0100城", "葛城", "1 invisible characters were taken out (variation selector)"),
        ("\uf06c教育局\uf0fe", "教育局", "2 symbols of a symbol font were taken out"),
        ("Ａ１教育局", "A1教育局", "2 full-width letters and digits were read as half-width"),
        (
            "\u2f2f业局、\u2ea0政局、\uf9da山",
            "工业局、民政局、栗山",
            "3 radicals and variants were read as ordinary characters (U+2F2F as 工, U+2EA0 as 民, U+F9DA as 栗)",
        ),
        ("陆\ue863", "陆䶮", "1 radicals and variants were read as ordinary characters (U+E863 as 䶮)"),
    ],
)
def test_what_does_not_show_or_stands_in_a_foreign_form(text: str, expected: str, remark: str) -> None:
    """It is said with its count."""
    document = cleaned(text)

    assert words(document) == [expected]
    assert document.remarks == (remark,)


def test_spaces_of_any_width_are_spaces_and_line_separators_line_ends() -> None:
    """They are not worth a remark."""
    document = cleaned("陆\u3000闻\xa0笛\u2002一\u2028二\x0b三\x85四")

    assert words(document) == ["陆 闻 笛 一\n二\n三\n四"]
    assert document.remarks == ()


def test_full_width_punctuation_and_ordinary_text_stay() -> None:
    """Official documents are written with it; nothing is rebuilt."""
    table = Table(((Cell("（一）教育局，：；、．％\n镕", Place(row=1, column=1)),),))
    document = BlockDocument((table, CellRun((Cell("①Ⅳ㎡", Place()),))), ("said",))

    assert clean_document(document, "a", from_text=False) is document


def test_a_character_of_a_private_font_stays_with_a_warning() -> None:
    """It may be part of a name that nobody else can read."""
    document = cleaned("陆\ue5e5笛")

    assert words(document) == ["陆\ue5e5笛"]
    assert document.warnings == (
        "1 characters belong to a font of the author's own (U+E5E5); compare with the original",
    )


def test_only_what_changes_is_rebuilt() -> None:
    """Merge marks and places are kept."""
    plain = (Cell("甲局", Place(row=1, column=1)), Cell("", Place(row=1, column=2), continues=True, span=2))
    marked = (Cell("乙\u200b局", Place(row=2, column=1), blank_after=True),)
    document = clean_document(
        BlockDocument((Table((plain, marked)), Paragraph("\u200b", Place()))), "a", from_text=False
    )

    assert document.blocks == (Table((plain, (Cell("乙局", Place(row=2, column=1), blank_after=True),))),)
    assert isinstance(document.blocks[0], Table)
    assert document.blocks[0].rows[0] is plain


def test_a_text_file_is_cleaned_before_its_lines_are_parted() -> None:
    """A tab behind a mark begins a cell, a line of marks is blank, a separator inside a cell is no line of the file."""
    text = "\ufeff\u200b\t项目\n\u3000\t单位\n\u200b\n\t修路\n\t甲局\u2028乙局\n"
    (run,) = read_blocks(b"\xef\xbb\xbf" + text.encode(), "a.txt").blocks

    assert isinstance(run, CellRun)
    assert [(each.text, each.place.first_line) for each in run.cells] == [
        ("项目", 1),
        ("单位", 2),
        ("修路", 4),
        ("甲局\n乙局", 5),
    ]
    assert run.cells[1].blank_after


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "任务,单位\n修路,甲\u200b局\n"),
        ("a.md", "|任务|单位|\n|-|-|\n|修路|甲\u200b局|\n"),
        ("a.html", "<table><tr><td>任务<td>单位<tr><td>修路<td>甲&#8203;局</table>"),
    ],
)
def test_every_text_format_is_cleaned_and_says_so_once(name: str, text: str) -> None:
    """Also where the mark is written as an entity."""
    document = read_blocks(text.encode(), name)

    assert words(document) == ["任务", "单位", "修路", "甲局"]
    assert document.remarks == ("1 invisible characters were taken out (zero-width space)",)


def test_a_word_document_of_garbled_words_is_refused_with_the_place() -> None:
    """It was filled from a database that had lost them."""
    rows = f"<w:tr>{cell('锟斤拷锟斤拷')}{cell('锟斤拷锟斤拷局')}</w:tr>"

    with pytest.raises(
        DocumentError, match=r"wrongly .* \(锟斤拷锟斤拷 in table 1, row 1, column 1\); get the original"
    ):
        read_blocks(package(f"<w:tbl>{rows}</w:tbl>"), "a.docx")


def test_a_lost_character_in_a_word_document_is_a_warning() -> None:
    """The others are read."""
    document = read_blocks(package(paragraph("教\ufffd局") + paragraph("财政局") + paragraph("水利局")), "a.docx")

    assert words(document) == ["教\ufffd局", "财政局", "水利局"]
    assert document.warnings == (
        "text was decoded wrongly before the file was saved (\ufffd in paragraph 1); compare with the original",
    )
