"""Markdown → blocks: pipe tables with their merges, other lines as paragraphs."""

from loaders.blocks import Paragraph, Table
from loaders.readers.markdown import read_markdown


def read(text: str) -> list[object]:
    """Return paragraphs as text and tables as rows of text; ``↑`` continues the cell above."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [["↑" if cell.continues else cell.text for cell in row] for row in block.rows]
        for block in read_markdown(text.encode(), "plan.md").blocks
        if isinstance(block, Paragraph | Table)
    ]


def test_an_empty_cell_under_a_filled_one_continues_it() -> None:
    """One under the header, or under nothing, is only empty."""
    text = "|类|任务|备注|\n|--|:-:|-:|\n||修路||\n|民生|办学||\n| |建院|^^|\n|^^|养老|急|\n"

    assert read(text) == [
        [["类", "任务", "备注"], ["", "修路", ""], ["民生", "办学", ""], ["↑", "建院", ""], ["↑", "养老", "急"]]
    ]


def test_a_table_may_lack_its_outer_pipes() -> None:
    """It ends at the first line without one."""
    assert read("任务 | 单位\n--- | ---\n修路 | 甲局\n\n说明") == [[["任务", "单位"], ["修路", "甲局"]], "说明"]


def test_escapes_breaks_emphasis_and_entities_are_read_as_shown() -> None:
    """An escaped pipe parts nothing."""
    assert read("|任务|\n|-|\n|**甲\\|乙**<br>`丙` &lt;丁&gt;|\n") == [[["任务"], ["甲|乙\n丙 <丁>"]]]


def test_lines_are_paragraphs_without_their_marks() -> None:
    """Headings, lists, quotations, rules."""
    text = "# 分工表 #\n\n## 一、交通\n> 说明\n- [x] 修路\n1\\. 办学\n2. 建院\n---\n```\n##2021年\n"

    assert read(text) == ["分工表", "一、交通", "说明", "修路", "1. 办学", "2. 建院", "2021年"]


def test_a_line_with_pipes_is_no_table_without_its_rule() -> None:
    """Words may hold a pipe."""
    assert read("甲|乙\n丙|丁\n") == ["甲|乙", "丙|丁"]


def test_a_table_in_html_is_read_as_one() -> None:
    """Converters write merged tables so."""
    text = "附件\n<table>\n<tr><td rowspan=2>甲</td><td>乙</td></tr>\n<tr><td>丙</td></tr>\n</table>\n完\n"

    assert read(text) == ["附件", [["甲", "乙"], ["↑", "丙"]], "完"]


def test_lines_are_in_the_places() -> None:
    """Of paragraphs and of cells."""
    title, table = read_markdown("# 表\n\n|甲|\n|-|\n|乙|\n".encode(), "plan.md").blocks

    assert isinstance(title, Paragraph)
    assert isinstance(table, Table)
    assert [title.place.first_line, *(row[0].place.first_line for row in table.rows)] == [1, 3, 5]
    assert [row[0].place.row for row in table.rows] == [1, 2]


def test_long_lines_of_marks_take_no_time() -> None:
    """No pattern goes back over them again and again."""
    assert len(read("*" * 100_000 + " a " + "**a" * 20_000 + "\n" + "> " * 50_000 + "x\n" + "|-" * 50_000)) == 3
