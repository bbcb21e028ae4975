"""PDFs → blocks: drawn grids over page ends, paragraphs rebuilt from lines, scans and damaged files refused."""

import random
import zlib

import pytest

from graph.errors import DocumentError
from loaders import extract_bytes
from loaders.blocks import Paragraph, Table
from loaders.readers import read_blocks
from loaders.readers.pdf import engine, read_pdf
from loaders.readers.pdf.drawing import plain
from tests.loaders.pdfs import HEIGHT, LEFT, SIZE, TOP, Box, Pdf

BOTTOM = HEIGHT - 100
WIDTHS = (60, 160, 60, 100)
HEADER = ("门类", "任务", "分管领导", "责任单位")


def read(data: bytes) -> list[object]:
    """Return paragraphs as text and tables as rows of text; ``↑`` continues the cell above, ``×`` tells a span."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [
            [("↑" if cell.continues else cell.text) + (f"×{cell.span}" if cell.span > 1 else "") for cell in row]
            for row in block.rows
        ]
        for block in read_pdf(data, "plan.pdf").blocks
        if isinstance(block, Paragraph | Table)
    ]


def remarks(data: bytes) -> tuple[str, ...]:
    """Return what the reader remarks on the file."""
    return read_pdf(data, "plan.pdf").remarks


def test_merged_cells_continue_and_span() -> None:
    """A tall cell continues in the rows below; a banner over the full width spans all columns."""
    rows = [
        HEADER,
        (Box("一、产业", columns=4), None, None, None),
        (Box("招商", rows=2), "建冷库。", "陆闻笛", "商务局"),
        (None, "修路。", Box("祁远帆", columns=2), None),
    ]

    assert read(Pdf().table(rows, WIDTHS).page().done()) == [
        [
            ["门类", "任务", "分管领导", "责任单位"],
            ["一、产业×4"],
            ["招商", "建冷库。", "陆闻笛", "商务局"],
            ["↑", "修路。", "祁远帆×2"],
        ]
    ]


def test_places_tell_page_row_and_grid_column() -> None:
    """Rows are counted over pages; a column keeps its number below a merged cell."""
    first = Pdf().table([("甲", "乙"), ("丙", "丁")], (60, 60), top=BOTTOM).page()
    document = read_pdf(first.table([(Box("戊", columns=2), None), ("己", "庚")], (60, 60)).page().done(), "plan.pdf")

    (table,) = document.blocks
    assert isinstance(table, Table)
    places = [[(cell.place.page, cell.place.row, cell.place.column) for cell in row] for row in table.rows]
    assert places == [[(1, 1, 1), (1, 1, 2)], [(1, 2, 1), (1, 2, 2)], [(2, 3, 1)], [(2, 4, 1), (2, 4, 2)]]


def test_a_table_goes_on_over_a_page_with_its_header_printed_again() -> None:
    """Page number, running header and the mark 续表 between do not part it; the second header is left out."""
    pdf = Pdf()
    for number, row in enumerate(
        (("产业", "建冷库。", "陆闻笛", "商务局"), ("民生", "修路。", "祁远帆", "交通局")), start=1
    ):
        pdf.text("青禾县2023年工作", LEFT, 40).text(f"— {number} —", 280, HEIGHT - 50)
        pdf.text("续表", 480, TOP - 20) if number > 1 else None
        pdf.table([HEADER, row], WIDTHS).page()
    data = pdf.done()

    assert read(data) == [
        [list(HEADER), ["产业", "建冷库。", "陆闻笛", "商务局"], ["民生", "修路。", "祁远帆", "交通局"]]
    ]
    assert remarks(data) == ("1 header rows that pages print again were taken out",)


def test_a_merged_cell_goes_on_over_a_page() -> None:
    """Its lower part is a blank tall cell, or a blank one below a merge; a blank cell below a single one is blank."""
    pdf = Pdf().table(
        [
            HEADER,
            (Box("产业", rows=2), "建冷库。", Box("陆闻笛", rows=2), "商务局"),
            (None, "建仓库。", None, "供销社"),
        ],
        WIDTHS,
    )
    pdf.page().table([(Box(rows=2), "修路。", "", ""), (None, "架桥。", "祁远帆", "交通局")], WIDTHS).page()
    data = pdf.done()

    assert read(data) == [
        [
            list(HEADER),
            ["产业", "建冷库。", "陆闻笛", "商务局"],
            ["↑", "建仓库。", "↑", "供销社"],
            ["↑", "修路。", "↑", ""],
            ["↑", "架桥。", "祁远帆", "交通局"],
        ]
    ]
    assert remarks(data) == (
        "2 blank cells at the top of a page were read as the lower part of the merged cell before it",
    )


def test_a_cell_that_no_rule_ends_goes_on_over_the_page() -> None:
    """Browsers leave the rule out where they cut a merged cell, also one that has a single row on each page."""
    pdf = (
        Pdf()
        .table(
            [
                HEADER,
                (Box("产业", sides="tlr"), "甲。", "", "商务局"),
            ],
            WIDTHS,
        )
        .page()
    )
    pdf.table([(Box(sides="blr"), "乙。", "", "供销社"), ("民生", "丙。", "陆闻笛", "教育局")], WIDTHS).page()

    assert read(pdf.done()) == [
        [
            list(HEADER),
            ["产业", "甲。", "", "商务局"],
            ["↑", "乙。", "", "供销社"],
            ["民生", "丙。", "陆闻笛", "教育局"],
        ]
    ]


def test_a_blank_says_nothing_where_the_column_holds_blanks() -> None:
    """A column in which single cells are blank may have one at the top of a page as well."""
    pdf = Pdf().table(
        [
            HEADER,
            ("产业", "甲。", "", "商务局"),
            ("产业", "乙。", Box("陆闻笛", rows=2), "供销社"),
            ("产业", "丙。", None, "工信局"),
        ],
        WIDTHS,
    )
    pdf.page().table([("产业", "丁。", "", "交通局"), ("产业", "戊。", "祁远帆", "交通局")], WIDTHS).page()

    assert read(pdf.done())[0][4] == ["产业", "丁。", "", "交通局"]  # type: ignore[index]


@pytest.mark.parametrize("open_end", [True, False], ids=["no rule at the page end", "no number"])
def test_a_row_cut_by_the_page_end_is_joined(open_end: bool) -> None:
    """Where no rule ends it, or where the rest lacks the number that every row has."""
    header = ("序号", "任务", "责任单位")
    rows = [header, ("1", "建冷库。", "商务局"), ("2", "建仓库。", "供销社"), ("3", "架桥。", "交通局")]
    sides = ("tlr", "blr") if open_end else ("tblr", "tblr")
    last = tuple(Box(text, sides=sides[0]) for text in ("4", "沿河新修步道六公里，并", "住建局"))
    rest = tuple(Box(text, sides=sides[1]) for text in ("", "改造老旧小区", "水利局"))
    pdf = Pdf().table([*rows, last], (60, 160, 100)).page()
    data = pdf.table([rest, ("5", "通车。", "交通局")], (60, 160, 100)).page().done()

    assert read(data)[0][4:] == [  # type: ignore[index]
        ["4", "沿河新修步道六公里，并改造老旧小区", "住建局\n水利局"],
        ["5", "通车。", "交通局"],
    ]
    assert remarks(data) == ("1 rows that a page end cut were joined",)


def test_a_broken_sentence_goes_on_over_the_page() -> None:
    """In a column in which the other cells end their sentences, to cells that are blank or hold words above."""
    rows = [HEADER, *(("产业", f"{name}路通车。", "陆闻笛", "交通局") for name in "甲乙丙丁")]
    pdf = Pdf().table([*rows, ("产业", "沿河新修步道六公里，并", "祁远帆", "住建局")], WIDTHS).page()
    data = pdf.table([("", "改造老旧小区。", "", ""), ("民生", "建学校。", "乔映雪", "教育局")], WIDTHS).page().done()

    assert read(data)[0][5:] == [  # type: ignore[index]
        ["产业", "沿河新修步道六公里，并改造老旧小区。", "祁远帆", "住建局"],
        ["民生", "建学校。", "乔映雪", "教育局"],
    ]


def test_tables_of_other_columns_or_with_words_between_are_not_joined() -> None:
    """The title of the next annex parts two tables of the same columns."""
    pdf = Pdf().table([("甲", "乙"), ("丙", "丁")], (60, 60)).page().table([("戊", "己")], (40, 80)).page()
    pdf.text("附件二", LEFT, TOP - 40).table([("庚", "辛"), ("壬", "癸")], (40, 80)).page()

    assert read(pdf.done()) == [[["甲", "乙"], ["丙", "丁"]], [["戊", "己"]], "附件二", [["庚", "辛"], ["壬", "癸"]]]


def test_columns_are_compared_from_the_edge_of_the_table() -> None:
    """Facing pages have their margins swapped."""
    pdf = Pdf().table([("甲", "乙"), ("丙", "丁")], (60, 60)).page()

    assert read(pdf.table([("戊", "己")], (60, 60), x=LEFT + 30).page().done()) == [
        [["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    ]


def test_a_name_that_the_cell_wraps_is_one_and_a_name_a_line_is_kept() -> None:
    """Room for the next glyph on the line above shows that its author broke it."""
    rows = [
        ("任务", "责任单位"),
        ("修路。", "自然资源和规\n划局\n交通局"),
        ("建校。", "教育局\n财政局"),
        ("架桥。", "交通局"),
    ]

    assert read(Pdf().table(rows, (100, 2 * 5 + 6 * SIZE)).page().done()) == [
        [
            ["任务", "责任单位"],
            ["修路。", "自然资源和规\n划局\n交通局"],
            ["建校。", "教育局\n财政局"],
            ["架桥。", "交通局"],
        ]
    ]


def test_running_text_in_a_cell_is_joined() -> None:
    """A list with marks between is wrapped anywhere; a line that ends early is the end of a paragraph."""
    rows = [
        ("任务", "责任单位"),
        ("1.沿河修步道，建\n好公园。\n2.建校。", "教育局、自然\n资源局"),
        ("修路。", "县交通局、水\n利局"),
    ]

    assert read(Pdf().table(rows, (10 + 8 * SIZE, 10 + 6 * SIZE)).page().done()) == [
        [
            ["任务", "责任单位"],
            ["1.沿河修步道，建好公园。\n2.建校。", "教育局、自然资源局"],
            ["修路。", "县交通局、水利局"],
        ]
    ]


def test_names_of_a_narrow_column_stay_apart() -> None:
    """Three glyphs fill the column, in every cell and every line: a name a line."""
    rows = [("任务", "领导"), ("修路。", "陆闻笛\n祁远帆"), ("建校。", "乔映雪")]

    assert read(Pdf().table(rows, (100, 10 + 3 * SIZE)).page().done()) == [
        [["任务", "领导"], ["修路。", "陆闻笛\n祁远帆"], ["建校。", "乔映雪"]]
    ]


def test_a_column_one_character_wide_is_remarked() -> None:
    """Where one name ends and the next begins it does not show."""
    rows = [("任务", "单\n位"), ("修路。", "\n".join("交通局住建局"))]

    assert remarks(Pdf().table(rows, (100, 2 * 5 + SIZE + 2)).page().done()) == (
        "the table that begins on page 1, column 2: one character wide, so that it does not show where a name ends; "
        "look at its names",
    )


def test_a_page_of_pictures_parts_a_table() -> None:
    """The rows on it were not read, so the next ones do not follow."""
    pdf = Pdf().table([("甲", "乙"), ("丙", "丁")], (60, 60)).page().picture().page()

    assert read(pdf.table([("戊", "己")], (60, 60)).page().done()) == [[["甲", "乙"], ["丙", "丁"]], [["戊", "己"]]]


def test_a_table_without_outer_rules_keeps_its_outer_columns() -> None:
    """The crossing rules show how far it goes; an open end of the page says nothing there."""
    rows = [
        (Box("甲", sides="b"), Box("乙", sides="lb"), Box("丙", sides="lb")),
        (Box("丁", sides="b"), Box("戊", sides="lb"), Box("己", sides="lb")),
        (Box("庚", sides=""), Box("辛", sides="l"), Box("壬", sides="l")),
    ]
    pdf = Pdf().table(rows, (60, 60, 60)).page().table([rows[1], *rows[1:]], (60, 60, 60)).page()

    assert read(pdf.done()) == [
        [
            ["甲", "乙", "丙"],
            ["丁", "戊", "己"],
            ["庚", "辛", "壬"],
            ["丁", "戊", "己"],
            ["丁", "戊", "己"],
            ["庚", "辛", "壬"],
        ]
    ]


def test_rules_doubled_drawn_as_areas_or_aslant_make_one_grid() -> None:
    """Word draws borders as thin areas, cell by cell; a stroke through a head cell and an underline are no borders."""
    pdf = Pdf()
    for x in (80, 82, 160, 240):
        pdf.canvas.rect(x, 600, 0.5, 60, stroke=0, fill=1)
    for y in (600, 630, 659.5):
        pdf.canvas.rect(80, y, 80, 0.5, stroke=0, fill=1)
        pdf.canvas.rect(160, y, 80.5, 0.5, stroke=0, fill=1)
    pdf.canvas.line(82, 659, 160, 630)
    pdf.canvas.line(170, 608, 200, 608)
    pdf.text("甲", 90, HEIGHT - 655).text("乙", 170, HEIGHT - 655)
    pdf.text("丙", 90, HEIGHT - 625).text("丁戊", 170, HEIGHT - 625).page()

    assert read(pdf.done()) == [[["甲", "乙"], ["丙", "丁戊"]]]


def test_a_frame_of_one_column_is_text() -> None:
    """And a table in a cell belongs to the cell."""
    frame = Pdf().table([("甲",), ("乙",)], (200,)).page().done()
    pdf = Pdf().table([("外", ""), ("里", "")], (60, 200), pitch=80)
    nested = pdf.table([("甲", "乙"), ("丙", "丁")], (60, 60), x=LEFT + 70, top=TOP + 10).page().done()

    assert read(frame) == ["甲", "乙"]
    assert read(nested) == [[["外", "甲 乙\n丙 丁"], ["里", ""]]]


def test_columns_without_rules_stay_text() -> None:
    """Aligned words may be a table or not; no rows are made up."""
    pdf = Pdf().text("任务", 80, 90).text("单位", 300, 90).text("修路", 80, 120).text("交通局", 300, 120)

    assert read(pdf.page().done()) == ["任务 单位", "修路 交通局"]


def test_lines_become_paragraphs_in_reading_order() -> None:
    """A full line goes on, also over a page; an indent, a mark, a short line before, or a gap starts a new one."""
    full = "青" * 36
    pdf = Pdf().lines(
        "青禾县关于印发分解表的通知",
        "各乡镇人民政府：",
        f"\u3000\u3000{full[2:]}",
        f"{full[:-1]}。",
        f"\u3000\u3000{full[2:]}",
        "（一）甲。",
        f"1.{full[1:]}",
        "乙。",
        "2.丙。",
    )
    pdf.text(full, LEFT, TOP + 200).text("丁", LEFT, TOP + 280).table([("甲", "乙"), ("丙", "丁")], (60, 60), top=500)
    data = pdf.text(full, LEFT, 600).page().lines("接上。", top=72).page().done()

    assert read(data) == [
        "青禾县关于印发分解表的通知",
        "各乡镇人民政府：",
        full[2:] + full[:-1] + "。",
        full[2:],
        "（一）甲。",
        "1." + full[1:] + "乙。",
        "2.丙。",
        full,
        "丁",
        [["甲", "乙"], ["丙", "丁"]],
        full + "接上。",
    ]


@pytest.mark.parametrize("number", ["— 3 —", "3", "- 3 -", "第3页 共10页", "3/10", "第 3 页"])
def test_page_numbers_are_left_out(number: str) -> None:
    """At the edge of a page only: elsewhere a number is a line of text."""
    assert read(Pdf().lines("正文。").text(number, 280, HEIGHT - 50).page().done()) == ["正文。"]
    assert read(Pdf().lines("正文。").text(number, 280, 400).page().done()) == ["正文。", number]


def test_running_headers_are_left_out_and_other_lines_at_the_edge_kept() -> None:
    """What stands at the edge of most pages, also with the page's number in it."""
    pdf = Pdf()
    for number, word in enumerate("甲乙丙", start=1):
        pdf.text(f"青禾县政府办 第{number}页", LEFT, 40).text(f"附件{number}", LEFT, 70).lines(f"{word}。").page()

    assert read(pdf.done()) == ["附件1", "甲。", "附件2", "乙。", "附件3", "丙。"]


def test_spaces_that_spread_a_line_are_none_and_those_between_names_stay() -> None:
    """Justified text, a heading set wide, bold by drawing twice; Latin words keep their spaces."""
    pdf = Pdf().text("青禾县工作", LEFT, 90, spread=3).text("青 禾 县", LEFT, 120).text("陆闻笛 祁远帆", LEFT, 150)
    pdf.text("乔　雪", LEFT, 180).text("Smart City 5G建设", LEFT, 210).text("责任", LEFT, 240).text(
        "责任", LEFT + 0.4, 240
    )

    assert read(pdf.page().done()) == ["青禾县工作", "青禾县", "陆闻笛 祁远帆", "乔雪", "Smart City 5G建设", "责任"]


def test_radicals_are_read_as_the_ideographs_they_stand_for() -> None:
    """Full-width punctuation and circled numbers are kept as printed."""
    assert read(Pdf().lines("⼀⽂⻓⺠（Ａ）①").page().done()) == ["一文长民（Ａ）①"]
    assert plain("⼾⾭（Ａ）① ﬁ") == "户青（Ａ）① fi"


@pytest.mark.parametrize(("degrees", "says_so"), [(90, True), (180, True), (270, True), (90, False), (270, False)])
def test_a_turned_page_is_read_upright(degrees: int, says_so: bool) -> None:
    """Whether the page says that it is turned, or its words are only drawn sideways."""
    pdf = (
        Pdf(turned=degrees, says_so=says_so)
        .lines("表")
        .table([("甲", Box("乙", rows=2)), ("丙", None)], (60, 60), top=200)
    )

    assert read(pdf.page().done()) == ["表", [["甲", "乙"], ["丙", "↑"]]]


def test_a_watermark_is_left_out_with_a_remark() -> None:
    """Words set aslant over the page."""
    pdf = Pdf().table([("甲", "乙"), ("丙", "丁")], (60, 60))
    pdf.canvas.translate(80, 600)
    pdf.canvas.rotate(30)
    data = pdf.text("内部", 0, HEIGHT).page().done()

    assert read(data) == [[["甲", "乙"], ["丙", "丁"]]]
    assert remarks(data) == ("2 characters set aslant (a watermark) were left out",)


def test_a_scan_is_refused_and_a_page_of_it_among_others_remarked() -> None:
    """What a picture shows nobody has read."""
    scan, mixed = Pdf(), Pdf().lines("正文。").page()
    for pdf in (scan, scan, mixed):
        pdf.picture().page()

    with pytest.raises(DocumentError, match=r"^plan\.pdf: no text layer \(a scan, 2 pages\); run OCR on it or ask for"):
        read_pdf(scan.done(), "plan.pdf")
    assert remarks(mixed.done()) == (
        "page 2: no text layer (a scan), not read; run OCR on the file or ask for the original",
    )


def test_a_password_is_named() -> None:
    """One that is needed to open the file; without one that only restricts printing is nothing to us."""
    with pytest.raises(DocumentError, match=r"^plan\.pdf: protected by a password; take the password off"):
        read_pdf(Pdf(password="secret").lines("甲").page().done(), "plan.pdf")


def test_a_damaged_file_is_one_line_or_read() -> None:
    """Cut short, overwritten in places: never another exception."""
    whole = Pdf().lines("甲。").table([HEADER, ("产业", "修路。", "陆闻笛", "交通局")], WIDTHS, top=200).page().done()
    rng = random.Random(7)  # noqa: S311
    for _ in range(150):
        data = bytearray(whole[: rng.choice([len(whole), rng.randrange(20, len(whole))])])
        for _ in range(rng.randrange(12)):
            data[rng.randrange(8, len(data))] = rng.randrange(256)
        try:
            read_pdf(bytes(data), "plan.pdf")
        except DocumentError as error:
            assert str(error).startswith("plan.pdf") and "\n" not in str(error)


@pytest.mark.parametrize("junk", [b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n9\n%%EOF", b"%PDF-" + b"\0" * 400])
def test_no_pdf_at_all_is_one_line(junk: bytes) -> None:
    """With the cure."""
    with pytest.raises(DocumentError, match=r"^plan\.pdf: .*open it in its program and save or print it as PDF again$"):
        read_pdf(junk, "plan.pdf")


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("_MAX_GLYPHS", "page 1: more than 20 characters; give the pages with the table alone"),
        ("_MAX_RULES", "page 1: more than 20 lines; give the pages with the table alone"),
        ("_MAX_CONTENT", "page 1: more drawing than a document of words and tables needs"),
        ("_MAX_CONTENT_OF_ALL", "page 1: more drawing than a document of words and tables needs"),
    ],
)
def test_a_page_that_draws_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, message: str) -> None:
    """While it is drawn, before it takes minutes."""
    data = Pdf().table([HEADER] * 10, WIDTHS).page().done()
    monkeypatch.setattr(engine, limit, 20)

    with pytest.raises(DocumentError, match=message):
        read_pdf(data, "plan.pdf")


def test_too_many_pages_or_a_part_that_unpacks_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a way out."""
    data = Pdf().lines("甲。").page().lines("乙。").page().done()
    bomb = b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>> stream\n" + zlib.compress(bytes(2**27)) + b"\nendstream endobj"
    monkeypatch.setattr(engine, "MAX_PAGES", 1)

    with pytest.raises(DocumentError, match="more than 1 pages; give the annexes one by one"):
        read_pdf(data, "plan.pdf")
    with pytest.raises(DocumentError, match="a part unpacks to more than 64 MB"):
        read_pdf(bomb, "plan.pdf")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zlib.compress(zlib.compress(zlib.compress(bytes(2**27)))), "a part unpacks to more than 64 MB"),
        (b"1 beginbfrange <00000000> <7fffffff> <0000> endbfrange", "a font of more than 65536 characters"),
        (zlib.compress(b"1 begincidrange <0000> <fffffff> 0 endcidrange"), "a font of more than 65536 characters"),
    ],
    ids=["filters", "bfrange", "cidrange"],
)
def test_what_would_take_all_memory_is_refused_before_it_is_unpacked(content: bytes, message: str) -> None:
    """A chain of filters took 900 MB, a character map of two thousand million codes 750 MB and all of its time."""
    data = b"%PDF-1.7\n1 0 obj <<>> stream\n" + content + b"\nendstream endobj"

    with pytest.raises(DocumentError, match=message):
        read_pdf(data, "plan.pdf")


def test_the_content_tells_the_format() -> None:
    """A PDF under another name, also with lines of a server before it; a text that only mentions its mark is text."""
    data = Pdf().lines("正文。").page().done()

    assert [block.text for name in ("a.doc", "a") for block in read_blocks(data, name).blocks] == ["正文。"] * 2  # type: ignore[union-attr]
    assert [block.text for block in read_blocks(b"HTTP/1.1 200 OK\r\n\r\n" + data, "a.pdf").blocks] == ["正文。"]  # type: ignore[union-attr]
    assert [block.text for block in read_blocks("以 %PDF-1.7 开头。".encode(), "a.txt").blocks] == [
        "以 %PDF-1.7 开头。"
    ]  # type: ignore[union-attr]


def test_a_plan_is_read_from_end_to_end() -> None:
    """Names, inherited cells and the page of each receipt."""
    pdf = Pdf().lines("青禾县2023年重点工作责任分解表", top=60)
    pdf.table(
        [HEADER, (Box("产业", rows=2), "建冷库。", "陆闻笛", "商务局"), (None, "建仓库。", "祁远帆", "供销社")], WIDTHS
    )
    pdf.page().table(
        [HEADER, (Box(rows=2), "修路。", "祁远帆", "交通局\n住建局"), (None, "架桥。", "陆闻笛", "交通局")], WIDTHS
    )
    records = extract_bytes(pdf.page().done(), "plan.pdf").records

    read_off = [
        (one.headings, one.content, [name for duty in one.duties["owners"] for name in duty.names]) for one in records
    ]
    assert read_off == [
        (("产业",), "建冷库。", ["商务局"]),
        (("产业",), "建仓库。", ["供销社"]),
        (("产业",), "修路。", ["交通局", "住建局"]),
        (("产业",), "架桥。", ["交通局"]),
    ]
    assert [one.duties["owners"][0].locator.page for one in records] == [1, 1, 2, 2]
