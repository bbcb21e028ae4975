"""Numbers that Word puts in front: their forms, their counting, and who takes part in it."""

import pytest

from loaders.blocks import Paragraph, Table
from loaders.readers.docx import read_docx
from loaders.readers.word_numerals import numeral
from tests.loaders.word_packages import numbered, package, paragraph


def level(number: int, form: str, text: str, more: str = "") -> str:
    """Return a level of a list, begun at 1."""
    settings = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{settings}</w:lvl>'


def abstract(number: int, *levels: str) -> str:
    """Return an abstract list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def listed(number: int, of: int, overrides: str = "") -> str:
    """Return a list that counts with an abstract one."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


OUTLINE = abstract(
    0,
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "%3.%4"),
)


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    """Return the paragraphs and cells of a document as text."""
    blocks = read_docx(package(body, numbering=numbering, styles=styles), "plan.docx").blocks
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row]
    return found


def test_an_outline_is_numbered_as_it_is_shown() -> None:
    """A deeper level starts anew under each number above it; a tab shows as a space only after a narrow mark."""
    levels = [0, 1, 2, 2, 3, 1, 2, 0, 1]
    body = "".join(numbered("修路", 1, at) for at in levels)

    assert lines(body, OUTLINE + listed(1, 0)) == [
        "一、修路", "（一）修路", "1. 修路", "2. 修路", "2.1 修路", "（二）修路", "1. 修路", "二、修路", "（一）修路",
    ]  # fmt: skip


def test_a_label_is_no_longer_than_a_line() -> None:
    """A list may put its number into its label any number of times."""
    numbering = abstract(0, level(0, "decimal", "%1" * 50_000)) + listed(1, 0)

    assert lines(numbered("修路", 1), numbering) == ["1" * 32 + " 修路"]


def test_a_numbered_cell_shows_its_number_alone() -> None:
    """The column 序号 is often numbered by Word; the lower part of a merged cell shows nothing and does not count."""
    empty = numbered("", 1)
    merged = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{empty}</w:tc>"
    rows = "".join(f"<w:tr><w:tc>{empty}</w:tc></w:tr>" for _ in range(2))
    body = f"<w:tbl>{rows}<w:tr>{merged}</w:tr><w:tr><w:tc>{empty}</w:tc></w:tr></w:tbl>"

    assert lines(body, abstract(0, level(0, "decimal", "%1")) + listed(1, 0)) == ["1", "2", "", "3"]


def test_a_start_of_more_digits_than_python_reads_is_the_first_number() -> None:
    """No program writes five thousand digits."""
    start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{"9" * 5000}"/></w:lvlOverride>'

    assert lines(numbered("修路", 1), OUTLINE + listed(1, 0, start)) == ["一、修路"]


def test_paragraphs_of_a_cell_keep_their_numbers() -> None:
    """Points inside a cell stand a line each."""
    body = f"<w:tbl><w:tr><w:tc>{numbered('修路', 1, 2)}{numbered('架桥', 1, 2)}</w:tc></w:tr></w:tbl>"

    assert lines(body, OUTLINE + listed(1, 0)) == ["1. 修路\n2. 架桥"]


def test_an_empty_numbered_paragraph_outside_tables_counts_and_is_left_out() -> None:
    """Its number alone is no text."""
    assert lines(numbered("修路", 1) + numbered("", 1) + numbered("架桥", 1), OUTLINE + listed(1, 0)) == [
        "一、修路",
        "三、架桥",
    ]


def test_lists_of_one_kind_count_on_unless_one_says_where_it_starts() -> None:
    """``startOverride`` holds for the list's first paragraph; the second goes on from there."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = abstract(0, level(0, "decimal", "%1、")) + listed(1, 0) + listed(2, 0) + listed(3, 0, restart)
    body = "".join(numbered("路", number) for number in (1, 2, 3, 3, 1))

    assert lines(body, numbering) == ["1、路", "2、路", "5、路", "6、路", "7、路"]


def test_a_style_numbers_its_paragraphs() -> None:
    """Also a style based on it; the level is the one that names the style. A list of 0 takes the number away."""
    levels = [
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'),
    ]
    in_list = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="H1">{in_list}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="H2">{in_list}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H1"/></w:style>'
    )
    none = '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    shown = [paragraph("路", f'<w:pStyle w:val="{style}"/>') for style in ("H1", "H2", "H2", "Own", "Other")]

    assert lines("".join([*shown, paragraph("路", none)]), abstract(0, *levels) + listed(1, 0), styles) == [
        "一、路", "（一）路", "（二）路", "二、路", "路", "路",
    ]  # fmt: skip


def test_a_list_by_a_list_style_has_the_style_s_levels() -> None:
    """The abstract list names the style, the style the list that holds the levels."""
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="My"/></w:abstractNum>'
    numbers = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="numbering" w:styleId="My">{numbers}</w:style>'

    assert lines(numbered("路", 2), OUTLINE + link + listed(1, 0) + listed(2, 1), style) == ["一、路"]


def test_bullets_and_lists_that_are_not_there_add_nothing() -> None:
    """A bullet is a sign of a symbol font."""
    body = numbered("路", 1) + numbered("桥", 9) + numbered("学校", 1, 8)

    assert lines(body, abstract(0, level(0, "bullet", "\uf06c")) + listed(1, 0)) == ["路", "桥", "学校"]


def test_a_legal_level_shows_all_its_numbers_as_digits() -> None:
    """``isLgl`` turns 一.1 into 1.1."""
    levels = [level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")]

    assert lines(numbered("甲", 1) + numbered("乙", 1, 1), abstract(0, *levels) + listed(1, 0)) == ["一、甲", "1.1 乙"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 2 10 11 20 21 105"),
        ("decimalZero", "01 02 10 11 20 21 105"),
        ("chineseCounting", "一 二 十 十一 二十 二十一 一〇五"),
        ("chineseCountingThousand", "一 二 十 十一 二十 二十一 一百零五"),
        ("japaneseCounting", "一 二 十 十一 二十 二十一 百五"),
        ("ideographDigital", "一 二 一〇 一一 二〇 二一 一〇五"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 壹佰零伍"),
        ("ideographTraditional", "甲 乙 癸 11 20 21 105"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ⑳ 21 105"),
        ("upperRoman", "I II X XI XX XXI CV"),
        ("lowerLetter", "a b j k t u aaaaa"),
        ("numberInDash", "- 1 - - 2 - - 10 - - 11 - - 20 - - 21 - - 105 -"),
        ("no such form", "1 2 10 11 20 21 105"),
    ],
)
def test_a_number_in_each_form(form: str, expected: str) -> None:
    """What a form has no sign for is shown in digits."""
    assert " ".join(numeral(value, form) for value in (1, 2, 10, 11, 20, 21, 105)) == expected


def test_large_numbers_in_words() -> None:
    """A zero stands for one gap however wide, and for none at the end."""
    assert [numeral(value, "chineseCountingThousand") for value in (100, 110, 115, 1000, 1005, 1050, 9999)] == [
        "一百", "一百一十", "一百一十五", "一千", "一千零五", "一千零五十", "九千九百九十九",
    ]  # fmt: skip
