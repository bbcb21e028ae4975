"""Tables that lost their grid in plain text: what a page prints again, and what is not read, is said."""

from loaders.blocks import Block, Paragraph, Place, Table
from loaders.layouts.clauses import is_deadline
from loaders.layouts.loose import find_loose_tables
from loaders.report import Finding

ROWS = """序号 任务 牵头单位 配合单位 时限
1 修建环山路。 县交通局 县财政局 6月
2 新建小学。 县教育局 县住建局 8月
3 疏浚河道。 县水利局 各镇 10月"""
HEADER = ROWS.partition("\n")[0]
CELLS = ROWS.replace(" ", "\n")


def read(text: str) -> tuple[list[Block], list[Finding]]:
    """Return the blocks of a text whose lines are paragraphs, and the findings."""
    findings: list[Finding] = []
    lines = (Paragraph(line, Place(at, at)) for at, line in enumerate(text.split("\n"), 1))
    return list(find_loose_tables(lines, findings)), findings


def rows(text: str) -> list[list[list[str]]]:
    """Return the rows of every table without its header."""
    return [
        [[cell.text for cell in row] for row in block.rows[1:]] for block in read(text)[0] if isinstance(block, Table)
    ]


def rules(text: str) -> list[tuple[str, str, str]]:
    """Return the rule, the place and the severity of each finding."""
    return [(finding.rule, finding.place, finding.severity) for finding in read(text)[1]]


def again(text: str, *between: str) -> str:
    """Return the table with these lines in front of its second row."""
    row = "\n2\n" if "\n2\n" in text else "\n2 "
    return text.replace(row, "\n" + "\n".join(between) + row, 1)


def test_a_header_printed_again_is_no_row_in_any_form() -> None:
    """On its line, a cell a line, closed by bars, and parted otherwise than the first time."""
    cells = CELLS.split("\n")[:5]
    whole = rows(ROWS)

    assert rows(again(ROWS, HEADER)) == rows(again(ROWS, "— 2 —", HEADER)) == whole
    assert rows(again(CELLS, *cells)) == rows(again(CELLS, "第2页", *cells)) == whole
    assert rows(again(CELLS, *cells[:2], "牵头", "单位", *cells[3:])) == whole
    barred = CELLS.replace("\n", " |\n") + " |"
    assert rows(again(barred.replace("\n2 |", "\n2"), *(f"{cell} |" for cell in cells))) == whole


def test_what_a_page_prints_in_front_of_its_header_goes_with_it() -> None:
    """The title, a bare number of the page, and that the table goes on."""
    assert rows(again(f"任务表\n{ROWS}", "17", "任务表", "（续表）", HEADER)) == rows(ROWS)


def test_a_number_alone_is_a_cell_where_rows_end_in_numbers() -> None:
    """Points stand in the last column."""
    header = "序号\n任务\n责任单位\n分值\n"
    text = f"{header}1\n修路。\n县交通局\n5\n2\n新建小学。\n县教育局\n3\n3\n架桥。\n县交通局\n4\n"
    last = "4\n疏浚河道。\n县水利局\n4"

    assert rows(text + header + last)[0][2][3] == "4"
    assert rows(text + "9\n" + header + last)[0][2][3] == "4"


def test_another_header_begins_another_table() -> None:
    """Columns in another order are no part of the first."""
    other = "序号 配合单位 任务 牵头单位\n1 县财政局 建公园。 县住建局\n2 各镇 植树。 县林业局"

    first, second = rows(f"{ROWS}\n{other}")

    assert (len(first), second[0]) == (3, ["1", "县财政局", "建公园。", "县住建局"])


def test_rows_that_do_not_part_are_said_and_not_read_from_the_next_header_on() -> None:
    """A part of a table would look like the whole."""
    mixed = "县财政局\n沿河\n县教育局、县住建局\n修建环山路\n3月 6月\n县水利局 各镇\n8月"
    assert rows(f"{HEADER}\n{mixed}\n{ROWS}") == []
    assert rules(f"{HEADER}\n{mixed}\n{ROWS}") == [("table-not-parted", "line 1", "warning")]


def test_words_between_rows_and_rows_behind_a_table_are_said() -> None:
    """Nothing of a table is lost in silence; the text behind it is no part of it."""
    between = again(ROWS, "未完成的应当说明情况并限期整改到位。")
    tabbed = ROWS.replace(" ", "\t")
    text = "本表由督查室解释。\n" * 5
    behind = f"{tabbed}\n{text}4\t植树。\t县林业局\t各镇\t3月"

    assert ("text-between-rows", "line 3", "warning") in rules(between)
    assert rules(behind) == [("rows-not-read", "line 10", "warning")]
    assert rules(f"{ROWS}\n本表由督查室解释。\n4") == rules(f"{tabbed}\n本表由督查室解释。") == []


def test_a_unit_that_no_list_knows_is_read_where_the_row_is_whole() -> None:
    """As many words as columns, from one number to the next or on one line."""
    assert rows(ROWS.replace("县财政局", "县茶马古道"))[0][0][3] == "县茶马古道"
    assert rows(CELLS.replace("县财政局", "县茶马古道"))[0][0][3] == "县茶马古道"


def test_a_short_line_before_a_numbered_row_heads_it() -> None:
    """A category needs no mark; a name or a sentence on its line is none."""
    (table,) = (block for block in read(again(ROWS, "民生实事"))[0] if isinstance(block, Table))

    assert [(row[0].text, row[0].span) for row in table.rows if len(row) == 1] == [("民生实事", 5)]


def test_a_header_of_a_cell_a_line_may_hold_unknown_words() -> None:
    """From 序号 on it ends at the first number."""
    text = CELLS.replace("时限", "时限\n调度专班").replace("月", "月\n第一专班")

    assert rows(text)[0][0] == ["1", "修建环山路。", "县交通局", "县财政局", "6月", "第一专班"]


def test_words_in_front_of_a_header_on_its_line_stay_a_paragraph() -> None:
    """A whole document on one line begins with its title."""
    found, _ = read("任务表（下同） " + ROWS.replace("\n", " ") + " — 3 —")

    assert [block.text for block in found if isinstance(block, Paragraph)] == ["任务表（下同）"]
    assert rows("任务表 " + ROWS.replace("\n", " ")) == rows(ROWS)


def test_numbers_without_a_header_of_their_own_get_one() -> None:
    """工作任务 over the numbers and the words."""
    text = ROWS.replace("序号 ", "")

    assert rows(text) == rows(ROWS)


def test_units_a_line_each_under_two_headers() -> None:
    """The first is the one that leads; how many follow differs from row to row."""
    found = [
        ("建馆。", "文化局", "财政局", "教育局"),
        ("办报。", "宣传部", "文化局", "财政局", "教育局"),
        ("义诊。", "卫健局", "妇联"),
    ]
    lines = ["任务", "主要责任单位", "责任单位"] + [line for row in found for line in row]

    assert rows("\n".join(lines)) == [
        [
            ["建馆。", "文化局", "财政局\n教育局"],
            ["办报。", "宣传部", "文化局\n财政局\n教育局"],
            ["义诊。", "卫健局", "妇联"],
        ]
    ]


def test_a_number_of_thousands_of_digits_is_none() -> None:
    """Python refuses to read it; the rows around it are rows."""
    found = rows(CELLS.replace("\n2\n", f"\n{'9' * 5000}\n"))

    assert [row[1] for table in found for row in table][:1] == ["修建环山路。"]


def test_times_without_end_are_looked_at_once() -> None:
    """6月底前 can be parted in several ways, and two hundred of them in more than could ever be tried."""
    assert is_deadline("6月底前" * 200)
    assert not is_deadline("6月底前" * 200 + "×")
