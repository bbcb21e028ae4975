"""Tables drawn with characters → tables with their merges."""

from loaders.blocks import Block, Paragraph, Place, Table
from loaders.readers.boxes import boxes_as_tables


def blocks(text: str) -> list[Block]:
    """Return the blocks of a text, a paragraph a line."""
    return list(boxes_as_tables(Paragraph(line, Place(at, at)) for at, line in enumerate(text.strip().split("\n"), 1)))


def rows(text: str) -> list[list[str]]:
    """Return the rows of the only table; a cell that goes on from above is ^, one over several columns says so."""
    (table,) = (block for block in blocks(text) if isinstance(block, Table))
    return [
        [f"{'^' if cell.continues else cell.text}{f'×{cell.span}' if cell.span > 1 else ''}" for cell in row]
        for row in table.rows
    ]


def test_a_border_that_leaves_out_a_column_merges_its_cells() -> None:
    """Words in the gap belong to the merged cell; the bars need not stand below each other."""
    text = """
┌──┬────┬────┐
│1 │修路。 │      │
├──┼────┤陆闻笛├
│2 │建校。  │   │
├──┼────┼────┤
│3 │架桥。│祁远帆│
└──┴────┴────┘"""

    assert rows(text.replace("笛├", "笛    ┤").replace("┤陆", "┤  陆")) == [
        ["1", "修路。", "陆闻笛"],
        ["2", "建校。", "^"],
        ["3", "架桥。", "祁远帆"],
    ]


def test_a_missing_bar_joins_two_cells() -> None:
    """Which columns a row has its border says, not the row."""
    text = """
┌──┬────┬───┐
│序号│  责任分工  │
│    ├────┬───┤
│    │牵头│配合│
├──┴────┴───┤
│一、交通│
├──┬────┬───┤
│1│县交通局│各镇│
└──┴────┴───┘"""

    assert rows(text) == [["序号", "责任分工×2"], ["^", "牵头", "配合"], ["一、交通×3"], ["1", "县交通局", "各镇"]]


def test_a_line_that_fills_its_cell_goes_on_and_a_short_one_ends() -> None:
    """A border of drawn characters is as wide as Chinese ones."""
    text = """
┌────┬─────┐
│建成沿河│教育局    │
│步道。  │财政局    │
├────┼─────┤
│修路。  │住房和城乡│
│        │建设局    │
└────┴─────┘"""

    assert rows(text) == [["建成沿河步道。", "教育局\n财政局"], ["修路。", "住房和城乡建设局"]]


def test_typed_signs_draw_too() -> None:
    """A plus in a cell is no bar, and numbers begin rows where no border stands between."""
    text = """
+----+--------------+
| 1  | 建成3+2园区。|
| 2  | 修路、       |
|    | 架桥。       |
+----+--------------+"""

    assert rows(text) == [["1", "建成3+2园区。"], ["2", "修路、\n架桥。"]]


def test_places_tell_lines_rows_and_columns() -> None:
    """A receipt points to the lines of the cell's words."""
    (table,) = blocks("┌─┬──┐\n│1 │修路│\n│  │建校│\n└─┴──┘")

    assert isinstance(table, Table)
    assert table.rows[0][1].place == Place(2, 3, row=1, column=2)


def test_bars_without_a_border_stay_lines() -> None:
    """So Markdown parts cells, and a rule of dashes draws no box."""
    text = "| 序号 | 任务 |\n|---|---|\n| 1 | 修路 |\n+--\n┌──┐"

    assert blocks(text) == [Paragraph(line, Place(at, at)) for at, line in enumerate(text.split("\n"), 1)]


def test_words_around_a_box_stay() -> None:
    """A box ends where a line has no bars."""
    found = blocks("附表\n┌─┬─┐\n│甲│乙│\n└─┴─┘\n注")

    assert [type(block) for block in found] == [Paragraph, Table, Paragraph]
