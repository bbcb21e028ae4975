"""Plain text → paragraphs and runs of cells."""

import pytest

from graph.errors import DocumentError
from loaders.blocks import CellRun, Paragraph, Place, Table
from loaders.readers.text import read_text

FLATTENED = "某县重点任务\n\n\t项目\n\t责任单位\n\n\t修路\n\t交通局\n城管局\n\n附件2\n"


def cells(text: str) -> list[str]:
    """Return the words of all cells of a text."""
    blocks = read_text(text.encode(), "plan.txt").blocks
    return [cell.text for block in blocks if isinstance(block, CellRun) for cell in block.cells]


def test_a_cell_starts_at_a_tab_and_lines_without_one_go_on_with_it() -> None:
    """Two units in one cell stand a line each."""
    assert cells(FLATTENED) == ["项目", "责任单位", "修路", "交通局\n城管局"]


def test_text_after_a_blank_line_ends_the_table() -> None:
    """附件2 under the table is a paragraph, not a part of its last cell."""
    blocks = read_text(FLATTENED.encode(), "plan.txt").blocks

    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["某县重点任务", "附件2"]


def test_a_cell_tells_its_lines() -> None:
    """Lines count from 1 as an editor shows them, also with Windows line ends."""
    for text in (FLATTENED, FLATTENED.replace("\n", "\r\n")):
        run = next(block for block in read_text(text.encode(), "plan.txt").blocks if isinstance(block, CellRun))

        assert [(cell.place.first_line, cell.place.last_line) for cell in run.cells] == [(3, 3), (4, 4), (6, 6), (7, 8)]
        assert [cell.blank_after for cell in run.cells] == [False, True, False, True]


def test_several_cells_can_share_a_line() -> None:
    """Some programs put a whole row on one line."""
    assert cells("\t项目\t责任单位\n\t修路\t交通局\n") == ["项目", "责任单位", "修路", "交通局"]


def test_a_blank_cell_is_kept() -> None:
    """A tab and nothing else is the lower part of a merged cell."""
    assert cells("\t修路\n\t\n\t交通局\n") == ["修路", "", "交通局"]


def test_the_bookmarks_of_a_word_processor_are_taken_out_and_said() -> None:
    """They stand in the title of 太政发〔2021〕9号."""
    document = read_text("[bookmark: _GoBack][bookmark: OLE_LINK1]关于修路的通知\n".encode(), "plan.txt")

    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["关于修路的通知"]
    assert document.remarks == ("2 bookmarks of the word processor were taken out",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    """By byte order mark, then strict UTF-8, then strict GB18030."""
    document = read_text(FLATTENED.encode(encoding), "plan.txt")

    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text == "某县重点任务"


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    """Nothing is replaced in silence."""
    with pytest.raises(DocumentError, match=r"plan\.txt, byte 6: text is neither utf-8 nor gb18030"):
        read_text("修路".encode() + b"\xff\xff", "plan.txt")
    with pytest.raises(DocumentError, match="NUL bytes"):
        read_text(b"\0\1\2", "plan.txt")


def test_bookmarks_that_are_not_closed_take_no_time() -> None:
    """Each is looked through once, up to where the next one begins."""
    text = "[bookmark: " * 20_000

    assert read_text(text.encode(), "plan.txt").blocks == (Paragraph(text, Place(1, 1)),)


def test_page_numbers_between_dashes_are_taken_out_and_said() -> None:
    """They stand between rows and inside cells; the lines keep their numbers."""
    text = FLATTENED.replace("\t交通局\n", "\t交通局\n— 3 —\n").replace("\n附件2", "\n－ 4 －\n\n附件2")

    document = read_text(text.encode(), "plan.txt")
    run = next(block for block in document.blocks if isinstance(block, CellRun))

    assert [cell.text for cell in run.cells] == ["项目", "责任单位", "修路", "交通局\n城管局"]
    assert (run.cells[3].place.first_line, run.cells[3].place.last_line) == (7, 9)
    assert document.remarks == ("2 page numbers were taken out",)


PASTED = '标题\n类别\t任务\t单位\n甲\t修路\t"交通局\n城管局"\n\t种树\t林业局\n二、其他\n乙\t建桥\t住建局\n\n落款\n'


def test_a_pasted_sheet_is_a_table_with_the_lines_of_each_row() -> None:
    """Quotes go, a cell of two lines stays one, a line of its own among rows spans them all."""
    title, table, end = read_text(PASTED.encode(), "plan.txt").blocks

    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["类别", "任务", "单位"],
        ["甲", "修路", "交通局\n城管局"],
        ["", "种树", "林业局"],
        ["二、其他"],
        ["乙", "建桥", "住建局"],
    ]
    assert [(row[0].place.first_line, row[0].place.last_line) for row in table.rows] == [
        (2, 2),
        (3, 4),
        (5, 5),
        (6, 6),
        (7, 7),
    ]
    assert table.rows[3][0].span == 3
    assert (title, end) == (Paragraph("标题", Place(1, 1)), Paragraph("落款", Place(9, 9)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("项目\t单位\n修路\t交通局\n\t城管局\n", id="two columns"),
        pytest.param("类别\t任务\t单位\n\t修路\t交通局\n", id="one row"),
        pytest.param("牵头单位：\t县住建局\t配合单位：\n\t修路\t交通局\n\t种树\t林业局\n", id="labels"),
        pytest.param('类别\t任务\t单位\n\t修路\t"交通局\n\t种树\t林业局\n', id="a quote without end"),
    ],
)
def test_other_lines_with_tabs_are_no_pasted_sheet(text: str) -> None:
    """Rows of three cells or more below a header are."""
    blocks = read_text(text.encode(), "plan.txt").blocks

    assert not any(isinstance(block, Table) for block in blocks)


BARRED = """附件：
序号 | 项目名称 | 建设规模
及内容 | 责任单位
1 | 修路 | 长3公里 | 交通局
2 | 建厂 | 装置一套及
配套罐区 | 经贸委

落款
"""


def test_a_table_parted_by_bars_may_have_cells_of_several_lines() -> None:
    """As law databases print them: a row ends where it has as many bars as the fullest line."""
    title, table, end = read_text(BARRED.encode(), "plan.txt").blocks

    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["序号", "项目名称", "建设规模\n及内容", "责任单位"],
        ["1", "修路", "长3公里", "交通局"],
        ["2", "建厂", "装置一套及\n配套罐区", "经贸委"],
    ]
    assert [(row[0].place.first_line, row[0].place.last_line) for row in table.rows] == [(2, 3), (4, 4), (5, 6)]
    assert (title, end) == (Paragraph("附件：", Place(1, 1)), Paragraph("落款", Place(8, 8)))
