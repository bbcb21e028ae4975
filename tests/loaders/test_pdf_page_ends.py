"""What a page end does to a drawn table: cells cut inside a word, merges that begin at the end of a page."""

import pytest

from tests.loaders.pdfs import Box, Pdf, Row
from tests.loaders.test_pdf_reader import read, remarks

HEADER = ("责任单位", "序号", "任务", "时限")
WIDTHS = (100, 60, 150, 60)


@pytest.mark.parametrize("numbers", ["一二三四", "1234"], ids=["（一）", "1."])
def test_a_word_cut_by_the_page_end_is_whole(numbers: str) -> None:
    """A row without the number that every row has is the rest of the row above, in whatever script they count."""
    marked = [f"（{number}）" if number > "9" else f"{number}." for number in numbers]
    rows: list[Row] = [("序号", "任务", "配合单位")]
    rows += [(number, "建校。", "县财政局") for number in marked[:2]]
    pdf = Pdf().table([*rows, (marked[2], "修路。", "县交通局、县城投公")], (60, 100, 118)).page()
    data = pdf.table([("", "", "司"), (marked[3], "架桥。", "县水利局")], (60, 100, 118)).page().done()

    assert read(data)[0][3:] == [  # type: ignore[index]
        [marked[2], "修路。", "县交通局、县城投公司"],
        [marked[3], "架桥。", "县水利局"],
    ]


def test_full_lines_tell_a_cut_row_where_no_number_does() -> None:
    """The rest leaves blank what no other row does, and every line above it was full."""
    rows = [("任务", "配合单位"), *((f"建{name}校。", "县财政局") for name in "甲乙丙丁")]
    pdf = Pdf().table([*rows, ("修路。", "县交通局、县城投公")], (100, 118)).page()
    data = pdf.table([("", "司"), ("架桥。", "县水利局")], (100, 118)).page().done()

    assert read(data)[0][5:] == [["修路。", "县交通局、县城投公司"], ["架桥。", "县水利局"]]  # type: ignore[index]


def test_a_merge_may_begin_with_the_last_row_of_a_page() -> None:
    """In a column of merged cells that holds no blank one, a blank at the top of a page goes on."""
    rows: list[Row] = [HEADER, (Box("县发改局", rows=2), "1", "甲。", "6月"), (None, "2", "乙。", "9月")]
    pdf = Pdf().table([*rows, ("各街道", "3", "丙。", "12月")], WIDTHS).page()
    data = pdf.table([("", "4", "丁。", "6月"), ("县城管局", "5", "戊。", "8月")], WIDTHS).page().done()

    assert read(data)[0][3:] == [  # type: ignore[index]
        ["各街道", "3", "丙。", "12月"],
        ["↑", "4", "丁。", "6月"],
        ["县城管局", "5", "戊。", "8月"],
    ]
    assert remarks(data) == (
        "1 blank cells at the top of a page were read as the lower part of the merged cell before it",
    )


def test_a_merged_header_makes_no_column_of_merges() -> None:
    """Two rows of header merge cells in columns whose rows stand alone."""
    header: list[Row] = [(Box("任务", rows=2), Box("责任分工", columns=2), None), (None, "牵头", "配合")]
    pdf = Pdf().table([*header, ("甲。", "县发改局", "县财政局")], (150, 100, 100)).page()
    data = pdf.table([("乙。", "县城管局", ""), ("丙。", "县水利局", "各镇")], (150, 100, 100)).page().done()

    assert read(data)[0][3] == ["乙。", "县城管局", ""]  # type: ignore[index]


def test_a_cell_wrapped_inside_brackets_is_one_line() -> None:
    """No name ends before its bracket does."""
    rows = [("序号", "任务"), ("（十\n一）", "修路。"), ("（十\n二）", "建校。"), ("（三）", "架桥。")]

    assert read(Pdf().table(rows, (60, 100)).page().done())[0][1][0] == "（十一）"  # type: ignore[index]
