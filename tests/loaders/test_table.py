"""Tables of responsibility → assignments, on small invented tables."""

from collections.abc import Sequence

import pytest

from loaders.layouts.table import Extract, read_tables
from loaders.readers import read_blocks
from loaders.records import Assignment
from tests.loaders.documents import HEADER, MERGED, Row, flattened, word

ROWS: list[Row] = [
    ("强基础", "道路", "修通环湖路。", "张  顺", "交通局", "各乡镇"),
    (MERGED, MERGED, "拓宽东桥。", MERGED, MERGED, MERGED),
    (MERGED, "供水", "新建水厂。", "李四\n王小明", "水利局\n住建局", MERGED),
    ("惠民生", "学校", "扩建一中。", MERGED, "教育局", MERGED),
]


def read(text: str) -> Extract:
    """Read a text as the loader does."""
    return read_tables(read_blocks(text.encode(), "plan.txt").blocks)


def names(record: Assignment, role: str) -> Sequence[str]:
    """Return the names that play the role in the record."""
    return record.names(role)


def rules(extract: Extract) -> list[str]:
    """Return the rules of the findings in order."""
    return [finding.rule for finding in extract.findings]


@pytest.fixture(params=["flattened", "word"])
def extract(request: pytest.FixtureRequest) -> Extract:
    """The same table as flattened text and as a Word table with drawn merges."""
    if request.param == "flattened":
        return read(flattened(ROWS))
    return read_tables(read_blocks(word(ROWS), "plan.docx").blocks)


def test_a_blank_cell_repeats_the_one_above_and_says_so(extract: Extract) -> None:
    """Row 2 continues the merge of every column but its content."""
    second = extract.records[1]

    assert second.headings == ("强基础", "道路")
    assert second.content == "拓宽东桥。"
    assert (names(second, "leaders"), names(second, "owners"), names(second, "supports")) == (
        ("张顺",),
        ("交通局",),
        ("各乡镇",),
    )
    assert second.inherited == ("category", "project", "leaders", "owners", "supports")


def test_merges_of_different_columns_begin_and_end_independently(extract: Extract) -> None:
    """Row 4 begins a category and names its owner, while its leaders and supports still run on."""
    fourth = extract.records[3]

    assert fourth.headings == ("惠民生", "学校")
    assert names(fourth, "leaders") == ("李四", "王小明")
    assert names(fourth, "owners") == ("教育局",)
    assert fourth.inherited == ("leaders", "supports")
    assert rules(extract) == ["merge-across-category", "merge-across-category"]


def test_an_inherited_duty_points_to_the_words_above(extract: Extract) -> None:
    """The receipt of an inherited edge is the cell that was printed, in row 1."""
    duty = extract.records[1].duties["owners"][0]

    assert (duty.inherited, duty.quote, duty.locator.row, duty.locator.column) == (True, "交通局", 1, 5)
    assert extract.records[0].duties["owners"][0].inherited is False


def test_the_quote_keeps_the_cell_s_own_words(extract: Extract) -> None:
    """Spaces inside a name are cleaned in the name and kept in the quote."""
    assert extract.records[0].duties["leaders"][0].quote == "张  顺"
    assert names(extract.records[0], "leaders") == ("张顺",)


def test_an_empty_cell_of_a_drawn_table_is_not_inherited() -> None:
    """Only a cell that is marked as merged continues the one above."""
    rows = [ROWS[0], ("强基础", "道路", "拓宽东桥。", "", "", "")]

    record = read_tables(read_blocks(word(rows), "plan.docx").blocks).records[1]

    assert record.duties == {}
    assert record.inherited == ()


def test_blank_lines_inside_a_row_do_not_end_it() -> None:
    """Rows are told by counting cells."""
    text = flattened(ROWS).replace("\t水利局\n住建局\n", "\t水利局\n住建局\n\n\n").replace("\t强基础\n", "\t强基础\n\n")

    assert [record.content for record in read(text).records] == [
        "修通环湖路。",
        "拓宽东桥。",
        "新建水厂。",
        "扩建一中。",
    ]


def test_a_header_printed_again_is_no_row() -> None:
    """At a page break the header may stand again, with other spaces."""
    again = "".join(f"\t{'  '.join(word)}\n" for word in HEADER)
    text = flattened(ROWS[:2]) + "\n\n" + again + "\n" + flattened(ROWS[2:]).split("\n\n", 1)[1]

    assert [record.row for record in read(text).records] == [1, 2, 3, 4]
    assert read(text).records[2].inherited == ("category", "supports")


def test_a_page_number_does_not_end_the_table() -> None:
    """A line with a page number between two rows belongs to neither."""
    whole = flattened(ROWS)
    cut = whole.replace("\t惠民生", "— 3 —\n\n\t惠民生")

    assert [record.content for record in read(cut).records] == [record.content for record in read(whole).records]


def test_a_missing_last_cell_at_the_end_is_taken_as_merged_and_said() -> None:
    """Word drops it when the table ends in a merged cell."""
    text = flattened(ROWS).removesuffix("\t\n\n")

    extract = read(text)

    assert names(extract.records[3], "supports") == ("各乡镇",)
    assert extract.records[3].inherited == ("leaders", "supports")
    assert "missing-cell" in rules(extract)


def test_a_missing_cell_in_the_middle_does_not_shift_the_rows_below() -> None:
    """The row with a cell too few is reported and skipped; the others load with the right names."""
    rows = [*ROWS[:1], ("惠民生", "医院", "李四", "卫健局", "各乡镇"), *ROWS[3:]]

    extract = read(flattened(rows))

    assert [record.content for record in extract.records] == ["修通环湖路。", "扩建一中。"]
    assert names(extract.records[1], "owners") == ("教育局",)
    assert "row-unreadable" in rules(extract)


def test_nothing_is_inherited_over_a_row_that_cannot_be_read() -> None:
    """李四 stands in the unreadable row; the leader below it is his, or 张顺's: neither is claimed."""
    rows = [*ROWS[:1], ("惠民生", "医院", "李四", "卫健局", MERGED), *ROWS[3:]]

    extract = read(flattened(rows))
    last = extract.records[-1]

    assert names(last, "leaders") == ()
    assert names(last, "supports") == ("各乡镇",)
    assert rules(extract)[-1] == "broken-merge"
    assert last.notes[-1] == "分管领导 is left empty: it may continue a row above that could not be read"


def test_a_row_with_a_cell_too_many_is_reported_and_skipped() -> None:
    """A tab inside a cell makes two of it: which words belong where cannot be told."""
    rows = [ROWS[0], ("惠民生", "医院", "新建", "医院", "李四", "卫健局", "各乡镇"), ROWS[3]]

    extract = read(flattened(rows))

    assert [record.content for record in extract.records] == ["修通环湖路。", "扩建一中。"]
    assert "row-unreadable" in rules(extract)


def test_the_columns_are_told_by_their_words_in_any_order() -> None:
    """Header words are looked up in the vocabulary; unknown ones are left alone."""
    header = ("序号", "牵头单位", "责任单位", "2023年工作任务", "完成时限", "得分")
    text = flattened([("1", "县发改局", "财政局、审计局", "编制规划。", "6月底", "10")], header)

    record = read(text).records[0]

    assert record.content == "编制规划。"
    assert (names(record, "owners"), names(record, "supports")) == (("县发改局",), ("财政局", "审计局"))
    assert (record.deadline, record.headings) == ("6月底", ())


def test_a_table_without_blank_lines_is_read_as_well() -> None:
    """Where nothing but tabs part the cells, the header's known words tell the width."""
    text = flattened(ROWS).replace("\n\n", "\n")

    assert [record.content for record in read(text).records] == [
        "修通环湖路。",
        "拓宽东桥。",
        "新建水厂。",
        "扩建一中。",
    ]


@pytest.mark.parametrize("blank_lines", [True, False])
@pytest.mark.parametrize("place", ["first", "last", "both"])
def test_unknown_words_at_the_ends_of_a_header_are_columns_too(place: str, *, blank_lines: bool) -> None:
    """Left out of the count they would shift every row; what stands below tells how wide the header is."""
    front = ["条目"] if place != "last" else []
    back = ["得分"] if place != "first" else []
    rows = [[*(["甲1"] if front else []), *row, *(["10"] if back else [])] for row in ROWS[:1] * 3]
    text = flattened(rows, [*front, *HEADER, *back])

    records = read(text if blank_lines else text.replace("\n\n", "\n")).records

    assert [record.content for record in records] == ["修通环湖路。"] * 3
    assert [(names(record, "leaders"), names(record, "owners")) for record in records] == [(("张顺",), ("交通局",))] * 3


def test_a_flattened_table_whose_columns_do_not_fit_is_not_read() -> None:
    """Shifted cells would make wrong edges that look right."""
    shifted = [("道路", "修通环湖路。", "张  顺", "交通局", "各乡镇", "强基础")] * 3

    extract = read(flattened(shifted))

    assert extract.records == []
    assert rules(extract) == ["columns-do-not-fit"]


def test_another_header_in_a_drawn_table_begins_another_table() -> None:
    """A second header with other columns is no row of the first."""
    rows: list[Row] = [
        ROWS[0],
        ("序号", "任务", "责任单位", "完成时限", "备注", "说明"),
        ("1", "修桥。", "交通局", "6月", "", ""),
    ]

    records = read_tables(read_blocks(word(rows), "plan.docx").blocks).records

    assert [(record.content, names(record, "owners")) for record in records] == [
        ("修通环湖路。", ("交通局",)),
        ("修桥。", ("交通局",)),
    ]
    assert (records[1].deadline, records[1].headings) == ("6月", ())


def test_two_annexes_count_their_rows_apart() -> None:
    """附件2 begins again at row 1; nothing is inherited from annex 1."""
    text = f"附件1\n\n{flattened(ROWS)}\n附件2\n\n{flattened([(MERGED, '桥梁', '修桥。', MERGED, '交通局', MERGED)])}"

    last = read(text).records[-1]

    assert (last.annex, last.row, last.headings, last.inherited) == (2, 1, ("桥梁",), ())
    assert list(last.duties) == ["owners"]


def test_an_inner_heading_ends_where_an_outer_one_begins() -> None:
    """A blank 项目 under a new 门类 continues nothing."""
    record = read(flattened([*ROWS, ("促改革", MERGED, "精简审批。", "李四", "审批局", "")])).records[-1]

    assert record.headings == ("促改革",)


def test_a_row_without_content_is_reported() -> None:
    """Nothing says what is to be done: no task, and a finding with the words that were left."""
    extract = read(flattened([*ROWS, ("惠民生", "学校", MERGED, "李四", "教育局", "")]))

    assert len(extract.records) == 4
    assert rules(extract)[-1] == "row-without-content"


def test_two_leaders_on_one_line_are_told_apart_and_said() -> None:
    """The finding names the line."""
    extract = read(flattened([("强基础", "道路", "修路。", "王小明 张  顺", "交通局", "各乡镇")]))

    assert names(extract.records[0], "leaders") == ("王小明", "张顺")
    assert [(finding.rule, finding.place) for finding in extract.findings] == [
        ("shared-line", "table 1, row 1, column 4, line 11"),
    ]


def test_a_unit_column_of_a_table_that_names_no_task_is_not_read() -> None:
    """A list of telephone numbers is no table of responsibility."""
    extract = read("\t姓名\n\t单位\n\t电话\n\n\t李四\n\t教育局\n\t123\n")

    assert extract.records == []
    assert extract.headers_seen == ["table 1: 姓名, 单位, 电话, 李四, 教育局, 123"]


def test_a_unit_under_leaders_and_a_leader_under_owners_make_no_edge() -> None:
    """Cells of a damaged file can be shifted: such an edge would look right."""
    rows = [
        *ROWS[:3],
        ("惠民生", "医院", "新建医院。", "李四\n卫健局", "住建局\n张  顺", "各乡镇"),
        ("惠民生", "公园", "新建公园。", "张  顺", "住建局", "各乡镇"),
    ]

    extract = read(flattened(rows))

    assert names(extract.records[3], "leaders") == ("李四",)
    assert names(extract.records[3], "owners") == ("住建局",)
    assert rules(extract)[-2:] == ["out-of-place", "out-of-place"]


def test_a_person_may_be_called_as_units_end() -> None:
    """李军 and 王会 are persons though 军 and 会 end the names of bodies."""
    assert names(
        read(flattened([("强基础", "道路", "修路。", "李军\n王会", "交通局", "各乡镇")])).records[0], "leaders"
    ) == ("李军", "王会")


def test_a_name_that_does_not_look_like_a_unit_is_kept_and_said() -> None:
    """Nobody can list all units; a reader should look."""
    extract = read(flattened([("强基础", "道路", "修路。", "李四", "交通局\n青禾平台", "各乡镇")]))

    assert names(extract.records[0], "owners") == ("交通局", "青禾平台")
    assert rules(extract) == ["unlikely-unit"]


def test_rows_that_do_not_suit_their_header_are_not_read() -> None:
    """A header that lost a word is narrower than its rows: none of them is cut to size."""
    text = flattened(ROWS).replace("\t主要责任单位\n", "")

    extract = read(text)

    assert extract.records == []
    assert "row-unreadable" in rules(extract)


def test_a_letter_that_only_looks_like_another_is_said() -> None:
    """A Cyrillic А in a unit's name makes another name: it stays as printed, with a warning."""
    extract = read(flattened([("强基础", "道路", "修路。", "张三", "县А发改委", "")]))

    assert names(extract.records[0], "owners") == ("县А发改委",)
    assert "mixed-letters" in rules(extract)


def test_a_sentence_under_owners_is_no_unit() -> None:
    """It is left out and said: an edge to it would be a claim about nobody."""
    extract = read(flattened([("强基础", "道路", "修路。", "张三", "县交通局：请抓紧落实。", "")]))

    assert names(extract.records[0], "owners") == ()
    assert "out-of-place" in rules(extract)


def test_a_sentence_under_leaders_is_no_official() -> None:
    """The cells of the row are shifted: nobody is named so."""
    extract = read(flattened([("强基础", "道路", "修路。", "六月底前修通环城路。", "交通局", "")]))

    assert names(extract.records[0], "leaders") == ()
    assert "out-of-place" in rules(extract)
