"""Pages in two or three text columns: each column is read on its own; words that are only set apart stay a line."""

from loaders.blocks import Paragraph
from loaders.readers.pdf import read_pdf
from tests.loaders.pdfs import LEFT, PITCH, TOP, Pdf

# Seventeen characters fill a column.
WEST = (
    "1.扩建县医院门诊楼，年底前完成主",
    "体工程并添置床位二百张。",
    "牵头单位：县卫健局",
    "配合单位：县财政局、县发改局",
    "2.新建农村公路六十公里，打通断头",
    "路三条。",
    "牵头单位：县交通局",
)
EAST = (
    "3.建成公办幼儿园三所，添学位九百",
    "个。",
    "牵头单位：县教育局",
    "4.疏浚河道四十公里，新建水闸两座",
    "并完成验收。",
    "牵头单位：县水务局",
    "配合单位：各乡镇人民政府",
)
READ = [
    "1.扩建县医院门诊楼，年底前完成主体工程并添置床位二百张。",
    "牵头单位：县卫健局",
    "配合单位：县财政局、县发改局",
    "2.新建农村公路六十公里，打通断头路三条。",
    "牵头单位：县交通局",
    "3.建成公办幼儿园三所，添学位九百个。",
    "牵头单位：县教育局",
    "4.疏浚河道四十公里，新建水闸两座并完成验收。",
    "牵头单位：县水务局",
    "配合单位：各乡镇人民政府",
]
ACROSS = "　　县政府督查室每季度末汇总各单位的进展情况并予以通报，逾期未报送。"


def paragraphs(pdf: Pdf) -> list[str]:
    """Return what is read, a paragraph each."""
    return [one.text for one in read_pdf(pdf.page().done(), "plan.pdf").blocks if isinstance(one, Paragraph)]


def test_two_columns_are_read_one_after_the_other() -> None:
    """Labels in one column never take the words that stand beside them in the other."""
    assert paragraphs(Pdf().lines(*WEST).lines(*EAST, x=LEFT + 235)) == READ


def test_columns_need_not_share_their_lines() -> None:
    """The right column may begin half a line lower."""
    assert paragraphs(Pdf().lines(*WEST).lines(*EAST, x=LEFT + 235, top=TOP + 0.5 * PITCH)) == READ


def test_lines_across_the_page_stand_before_and_after() -> None:
    """A heading and a closing paragraph over the full width keep their places."""
    pdf = Pdf().lines(ACROSS).lines(*WEST, top=TOP + 40).lines(*EAST, x=LEFT + 235, top=TOP + 40)

    assert paragraphs(pdf.lines(ACROSS, top=TOP + 220)) == [ACROSS.strip(), *READ, ACROSS.strip()]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    """The last line of a column is full and the next column goes on with it."""
    west = ("1.办好十件民生实事，把资金和项目", "逐一落实到单位和责任人并向社会公", "开承诺，由县政府办公室按季度调度")
    west += ("并且形成问题清单、整改清单，县财", "政局安排资金三千万元，用于城区道")
    east = (
        "路改造和停车位建设，各乡镇人民政",
        "府要明确专人负责按月报送进展情况",
        "年底前全部完成。",
        "牵头单位：县政府办",
    )
    east += ("2.修缮文物保护单位六处，开放乡村", "博物馆两座。")

    assert paragraphs(Pdf().lines(*west).lines(*east, x=LEFT + 235)) == [
        "".join(west) + "".join(east[:3]),
        "牵头单位：县政府办",
        "2.修缮文物保护单位六处，开放乡村博物馆两座。",
    ]


def test_three_columns() -> None:
    """As many columns as there are."""
    columns = [[f"{at}.扩建第{at}小学教学楼", "一座。", "牵头单位：教育局"] for at in range(1, 10)]
    pdf = Pdf()
    for at in range(3):
        pdf.lines(*(line for item in columns[3 * at : 3 * at + 3] for line in item), x=LEFT + at * 160)

    expected = [line for item in columns for line in ("".join(item[:2]), item[2])]
    assert paragraphs(pdf) == expected


def test_words_set_apart_stay_a_line() -> None:
    """Labels and their values beside each other, or a table without rules, are no columns of text."""
    pdf = Pdf()
    for at, (label, value) in enumerate([("牵头单位：县水务局", "配合单位：县财政局")] * 3 + [("办公室", "赵")] * 3):
        pdf.text(label, LEFT, TOP + at * PITCH).text(value, LEFT + 235, TOP + at * PITCH)

    assert paragraphs(pdf) == ["牵头单位：县水务局 配合单位：县财政局"] * 3 + ["办公室 赵"] * 3
