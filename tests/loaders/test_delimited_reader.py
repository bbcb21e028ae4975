"""Delimited text → blocks: the delimiter is told by even rows, quoted cells keep their lines."""

import pytest

from graph.errors import DocumentError
from loaders.blocks import Paragraph, Table
from loaders.readers.delimited import read_delimited


def read(text: str) -> list[object]:
    """Return paragraphs as text and the table as rows of text."""
    return [
        [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else block.text  # type: ignore[union-attr]
        for block in read_delimited(text.encode(), "plan.csv").blocks
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_the_delimiter_is_the_one_that_parts_evenly(delimiter: str) -> None:
    """Other marks inside the cells are words."""
    rows = [["任务", "单位"], ["修路/架桥、绿化。", "甲局"], ["办学", "乙局、丙局"]]
    text = "\n".join(delimiter.join(row) for row in rows)

    assert read(text) == [rows]


def test_commas_of_sentences_part_nothing() -> None:
    """A file of plain lines has no table."""
    assert read("各乡镇，各部门：\n现将分工印发，请遵照，执行。\n") == [
        "各乡镇，各部门：",
        "现将分工印发，请遵照，执行。",
    ]


def test_a_quoted_cell_keeps_its_line_breaks_and_the_row_its_lines() -> None:
    """Lines count as an editor counts them."""
    data = '任务,单位\r\n"修路，\r\n架桥","甲局\r\n乙局"\r\n办学,丙局\r\n'.encode()
    (table,) = read_delimited(data, "plan.csv").blocks

    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1]] == ["修路，\n架桥", "甲局\n乙局"]
    places = [(row[0].place.first_line, row[0].place.last_line, row[0].place.row) for row in table.rows]
    assert places == [(1, 1, 1), (2, 4, 2), (5, 5, 3)]


def test_quotes_that_are_words_are_kept() -> None:
    """Where they do not close as quotes do, and the rows are even without them."""
    assert read('任务,单位\n"331"整治,甲局\n"河长制"落实,乙局\n') == [
        [["任务", "单位"], ['"331"整治', "甲局"], ['"河长制"落实', "乙局"]]
    ]


def test_a_title_is_a_paragraph_and_blank_rows_and_columns_go() -> None:
    """A short row is filled up; the tail that a sheet program adds is cut."""
    (title, table) = read_delimited("分工表,,,,\n任务,单位,备注,,\n修路,甲局\n,,,,\n,,,,\n".encode(), "plan.csv").blocks

    assert isinstance(title, Paragraph)
    assert (title.text, title.place.first_line) == ("分工表", 1)
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["任务", "单位", "备注"], ["修路", "甲局", ""]]


def test_the_delimiter_that_excel_states_is_taken() -> None:
    """``sep=;`` is no row."""
    assert read("sep=;\n任务;单位\n一,二;甲局\n") == [[["任务", "单位"], ["一,二", "甲局"]]]


def test_words_that_look_like_a_formula_stay_words() -> None:
    """Nothing is computed."""
    assert read("任务,单位\n=cmd|' /C calc'!A0,甲局\n") == [[["任务", "单位"], ["=cmd|' /C calc'!A0", "甲局"]]]


def test_an_open_quote_is_refused_with_its_line() -> None:
    """It would swallow the rest of the file."""
    rows = "".join(f'{number},"甲局"\n' for number in range(20))
    text = f'任务,单位\n{rows}"修路,甲局\n办学,乙局\n'

    with pytest.raises(
        DocumentError, match=r"plan\.csv, line 22: a quoted cell does not end well .*; save it again as"
    ):
        read(text)


def test_too_many_cells_are_refused() -> None:
    """With the line where it is too much."""
    with pytest.raises(DocumentError, match=r"plan\.csv, line 100001: more than 500000 cells"):
        read("a,b,c,d,e\n" * 100_002)


def test_blank_cells_are_said_only_where_they_could_be_merges() -> None:
    """A column without words has none."""
    document = read_delimited("任务,单位,备注\n修路,甲局,\n办学,,\n".encode(), "plan.csv")

    assert document.remarks == ("1 blank cells: if they continue merged cells, give the .xlsx",)
