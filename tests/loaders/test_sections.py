"""A work report that names nobody: its parts, headings and paragraphs with their years, read off the text by hand."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.errors import LayoutError
from loaders import Extraction, Options, Section, extract_bytes, extract_file
from loaders.periods import UNTOLD, heading_period, opening_period

SAMPLE = Path(__file__).parents[2] / "data" / "taicang-2022-report.txt"

VALLEY = """青禾县人民政府工作报告

（2027年2月18日在青禾县第九届人民代表大会第一次会议上）

县长  陆  远

各位代表：
我代表县人民政府报告工作，请予审议。
第一部分
过去五年工作回顾
五年来，全县上下同心，茶园扩种到三万亩。
一、产业越做越强。
新办茶厂十二座。
2026年，新办工厂40家。
二、乡村越来越美
（一）道路更通畅。修通环湖路120公里。村村通了班车。
（二）河水更清。清淤河道18条。
全县还评上了园林县城。
各位代表！过去一年，最难的是旱情。
还有三个村没有通上自来水。
第二部分  今后五年的总体要求和主要目标
今后五年，要把青禾建成湖区粮仓。
第三部分  2027年重点工作
一、稳粮食
1. 修水渠60公里。
2. 建粮库两座。
到2030年，全县粮食产量达到30万吨。
二、兴文化。
各位代表，让我们一起干！
"""
"""青禾县, an invented place: parts marked 第一部分, one on a line of its own, and a term of office that ends."""

YEARLY = """政府工作报告
——2023年1月9日在云溪区第三届人民代表大会第二次会议上
各位代表：
现在，我向大会报告工作。
一、2022年工作回顾
过去一年，我们主要做了以下工作：
（一）抓项目。开工项目30个。
（二）抓民生。新建学校5所。
成绩来之不易。
二、2023年工作安排
主要预期目标
生产总值增长6%。
"""
"""Another invented place: parts marked 一、, a heading on a line of its own."""


def read(text: str, options: Options | None = None) -> Extraction:
    """Read a report from its text."""
    return extract_bytes(text.encode(), "report.txt", options)


def titles(sections: Sequence[Section], kind: str) -> list[tuple[str, str]]:
    """Return the headings of one kind with their periods, in order."""
    return [(each.heading, each.period) for each in sections if each.kind == kind]


def below(sections: Sequence[Section], heading: str) -> list[Section]:
    """Return what stands right under a heading."""
    [number] = [each.number for each in sections if each.heading == heading]
    return [each for each in sections if each.parent == number]


@pytest.fixture(scope="module")
def sample() -> Extraction:
    """The shipped report of 太仓市."""
    return extract_file(SAMPLE)


def test_the_sample_has_three_parts(sample: Extraction) -> None:
    """Two name no years in their headings, so their periods are not known."""
    assert titles(sample.sections, "part") == [
        ("本届政府工作回顾", ""),
        ("新一届政府的总体思路", ""),
        ("2022年目标任务和主要工作", "2022"),
    ]


def test_the_sample_has_five_headings_of_the_past_and_eight_of_the_plan(sample: Extraction) -> None:
    """The first five open their paragraphs and follow 过去一年; the others stand on lines of their own."""
    assert titles(sample.sections, "heading") == [
        ("聚焦高质高效，经济取得新突破", "2021"),
        ("聚焦开发开放，合作打开新局面", "2021"),
        ("聚焦品质品位，城乡展现新面貌", "2021"),
        ("聚焦共建共享，民生跃上新水平", "2021"),
        ("聚焦主责主业，政府展示新形象", "2021"),
        ("稳中求快，综合实力快速跃升", "2022"),
        ("特色开放，三篇文章更有内涵", "2022"),
        ("创新引领，转型升级动能更强", "2022"),
        ("卓越品质，田园城市颜值更靓", "2022"),
        ("秀美生态，绿色发展境界更高", "2022"),
        ("共同富裕，民生幸福成果更多", "2022"),
        ("高效治理，和谐社会篇章更美", "2022"),
        ("人民满意，赶超跨越担当更硬", "2022"),
    ]


@pytest.mark.parametrize(
    ("heading", "paragraphs"),
    [
        ("新一届政府的总体思路", 9),
        ("聚焦品质品位，城乡展现新面貌", 1),
        ("稳中求快，综合实力快速跃升", 4),
        ("特色开放，三篇文章更有内涵", 3),
        ("人民满意，赶超跨越担当更硬", 4),
    ],
)
def test_paragraphs_of_the_sample_stand_under_their_headings(heading: str, paragraphs: int, sample: Extraction) -> None:
    """Counted by eye."""
    assert [each.kind for each in below(sample.sections, heading)] == ["paragraph"] * paragraphs


def test_the_review_speaks_of_five_years_and_then_of_one(sample: Extraction) -> None:
    """过去五年 holds for the five points under it, 过去一年 for its headings; what closes the part says no years."""
    rows = [
        (each.kind, each.text[:5] or each.heading[:5], each.period)
        for each in below(sample.sections, "本届政府工作回顾")
    ]

    assert rows == [
        ("paragraph", "过去五年，", "2017-2021"),
        ("paragraph", "——综合实", "2017-2021"),
        ("paragraph", "——开放活", "2017-2021"),
        ("paragraph", "——城市魅", "2017-2021"),
        ("paragraph", "——幸福张", "2017-2021"),
        ("paragraph", "——治理能", "2017-2021"),
        ("paragraph", "过去一年，", "2021"),
        ("heading", "聚焦高质高", "2021"),
        ("heading", "聚焦开发开", "2021"),
        ("heading", "聚焦品质品", "2021"),
        ("heading", "聚焦共建共", "2021"),
        ("heading", "聚焦主责主", "2021"),
        ("paragraph", "妇女儿童、", ""),
        ("paragraph", "各位代表，", ""),
        ("paragraph", "同时也要看", ""),
    ]


def test_what_is_said_to_all_closes_the_part(sample: Extraction) -> None:
    """The last paragraph speaks to 各位代表 and stands under the part, not under its eighth heading."""
    last = below(sample.sections, "2022年目标任务和主要工作")[-1]

    assert last.text == "各位代表，新征程号角已响，让我们在市委领导下实干争先，以新成绩迎接党的二十大！"
    assert (str(last.locator), last.period) == ("item 70, line 116", "2022")


def test_every_word_behind_the_salutation_is_held_once(sample: Extraction) -> None:
    """Headings and paragraphs together are the text: none is lost, none is there twice."""
    words = "".join(SAMPLE.read_text(encoding="utf-8").partition("各位代表：")[2].split())
    for mark in (
        "（一）",
        "（二）",
        "（三）",
        "（四）",
        "（五）",
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "六、",
        "七、",
        "八、",
    ):
        words = words.replace(mark, "", 1)

    held = "".join("".join((each.heading + each.text).split()) for each in sample.sections)

    assert sorted(held + "。" * 13) == sorted(words)


def test_no_responsibility_comes_out_of_the_sample(sample: Extraction) -> None:
    """No task and no edge of a duty, and the report says so; it loads as a document of kind report."""
    batch = sample.batch()

    assert sample.records == ()
    assert (sample.report.tasks, sample.report.sections) == (0, 70)
    assert sample.report.findings[0].message == "it names nobody who answers: loaded as a report with 70 sections"
    assert {node.label for node in batch.nodes} == {"Jurisdiction", "Document", "Section"}
    assert {edge.type for edge in batch.edges} == {"ISSUED_FOR", "STATED_IN", "PART_OF"}
    assert [node.properties["kind"] for node in batch.nodes if node.label == "Document"] == ["report"]


def test_the_graph_holds_the_tree(sample: Extraction) -> None:
    """A paragraph has its text, its first clause as name, and stands under its heading; a heading only names."""
    batch = sample.batch()
    nodes = {node.id: node for node in batch.nodes}
    above = {edge.start: edge.finish for edge in batch.edges if edge.type == "PART_OF"}
    document = sample.facts.document

    heading, paragraph = nodes[f"{document}:s36"], nodes[f"{document}:s37"]
    assert heading.properties == {
        "name": "稳中求快，综合实力快速跃升",
        "kind": "heading",
        "level": 2,
        "position": 36,
        "period": "2022",
        "locator": "item 36, line 59",
    }
    assert paragraph.properties["name"] == "狠抓项目引建"
    assert str(paragraph.properties["text"]).startswith("狠抓项目引建。创新招商打法，")
    assert (above[paragraph.id], above[heading.id]) == (heading.id, f"{document}:s33")
    assert f"{document}:s33" not in above
    assert nodes[f"{document}:s4"].properties["name"] == "综合实力持续攀高"


def test_a_term_of_office_in_another_place() -> None:
    """Parts marked 第一部分; the years count from the year of delivery."""
    sections = read(VALLEY).sections

    assert titles(sections, "part") == [
        ("过去五年工作回顾", "2022-2026"),
        ("今后五年的总体要求和主要目标", "2027-2031"),
        ("2027年重点工作", "2027"),
    ]
    assert titles(sections, "heading") == [
        ("产业越做越强", "2022-2026"),
        ("乡村越来越美", "2022-2026"),
        ("道路更通畅", "2022-2026"),
        ("河水更清", "2022-2026"),
        ("稳粮食", "2027"),
    ]


def test_a_paragraph_says_its_own_years() -> None:
    """2026年 opens one inside a part of five years; 过去一年 after 各位代表！ holds for that paragraph alone."""
    sections = read(VALLEY).sections

    told = {each.text[:9]: each.period for each in sections if each.kind == "paragraph"}
    assert told["2026年，新办工"] == "2026"
    assert told["各位代表！过去一年"] == "2026"
    assert told["还有三个村没有通上"] == "2022-2026"
    assert told["到2030年，全县"] == "2027"


def test_what_closes_a_list_stands_beside_it() -> None:
    """全县还评上了… follows the last of two items of one paragraph each: it belongs to the heading above them."""
    sections = read(VALLEY).sections

    rows = [each.heading or each.text for each in below(sections, "乡村越来越美")]
    assert rows == ["道路更通畅", "河水更清", "全县还评上了园林县城。"]
    assert [each.text for each in below(sections, "河水更清")] == ["清淤河道18条。"]


def test_a_promise_is_no_heading() -> None:
    """What is marked 1. keeps its words, and so does a marked line with nothing below it."""
    sections = read(VALLEY).sections

    assert [each.text for each in below(sections, "稳粮食")] == [
        "1.修水渠60公里。",
        "2.建粮库两座。",
        "到2030年，全县粮食产量达到30万吨。",
    ]
    assert [each.text for each in below(sections, "2027年重点工作")][1:] == ["二、兴文化。", "各位代表，让我们一起干！"]


def test_parts_can_be_marked_as_headings_elsewhere_are() -> None:
    """一、2022年工作回顾 is a part, and 主要预期目标 on a line of its own a heading in the second."""
    sections = read(YEARLY).sections

    assert titles(sections, "part") == [("2022年工作回顾", "2022"), ("2023年工作安排", "2023")]
    assert [each.heading or each.text for each in below(sections, "2022年工作回顾")] == [
        "过去一年，我们主要做了以下工作：",
        "抓项目",
        "抓民生",
        "成绩来之不易。",
    ]
    assert [each.text for each in below(sections, "主要预期目标")] == ["生产总值增长6%。"]


def test_a_report_without_its_title_is_known_by_its_structure() -> None:
    """Somebody is spoken to, and parts name their years; the kind is then no unknown fact."""
    extraction = read(YEARLY.partition("\n")[2])

    assert (extraction.facts.kind, len(extraction.sections)) == ("report", 11)
    assert not any(one.message.startswith("kind") for one in extraction.report.findings)


def test_prose_that_is_no_report_is_refused_as_before() -> None:
    """Parts with years alone are no report: nobody is spoken to."""
    text = YEARLY.replace("政府工作报告\n", "").replace("各位代表：\n", "")

    with pytest.raises(LayoutError, match="names nobody who answers"):
        read(text)


def test_a_breakdown_that_names_nobody_is_refused_as_before() -> None:
    """Its title says that it should name them."""
    with pytest.raises(LayoutError, match="names nobody who answers"):
        read(YEARLY.replace("政府工作报告", "2023年政府工作报告任务分解表"))


def test_a_report_with_attributions_stays_a_list() -> None:
    """Some places print who answers in the report itself: the records win."""
    extraction = read(YEARLY.replace("开工项目30个。", "开工项目30个。（区发改委牵头，区财政局配合）"))

    assert [record.names("owners") for record in extraction.records] == [("区发改委",)]
    assert (extraction.sections, extraction.report.sections) == ((), 0)


def test_a_report_of_december_does_not_tell_its_year() -> None:
    """It may be for the year to come: 过去一年 is then unknown, what is printed in figures is known."""
    extraction = read(YEARLY.replace("2023年1月9日", "2022年12月28日"))

    assert extraction.facts.year == 0
    assert titles(extraction.sections, "part") == [("2022年工作回顾", "2022"), ("2023年工作安排", "2023")]
    assert below(extraction.sections, "2022年工作回顾")[0].period == UNTOLD


def test_a_report_of_two_years_is_of_the_year_of_delivery() -> None:
    """Its headings name two."""
    assert read(YEARLY).facts.year == 2023


def test_a_salutation_at_the_end_does_not_open_the_text() -> None:
    """Nothing in front of it is lost."""
    text = YEARLY.replace("各位代表：\n", "") + "各位代表！\n让我们一起干。\n"

    assert [each.heading for each in read(text).sections if each.kind == "part"] == ["2022年工作回顾", "2023年工作安排"]


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2021年工作回顾", "2021"),
        ("二〇二一年工作回顾", "2021"),
        ("2017—2021年工作回顾", "2017-2021"),
        ("2017年至2021年主要工作", "2017-2021"),
        ("过去五年和2021年工作回顾", "2017-2021"),
        ("过去的一年", "2021"),
        ("刚刚过去的三年", "2019-2021"),
        ("未来五年总体思路", "2022-2026"),
        ("今后三年的主要任务", "2022-2024"),
        ("扎实做好2022年政府工作", "2022"),
        ("“十四五”时期主要目标", "2021-2025"),
        ("2021年工作和2022年安排", UNTOLD),
        ("本届政府工作回顾", None),
        ("奋力谱写新篇章", None),
        ("到2035年的远景", None),
        ("圆满完成“十四五”目标", None),
    ],
)
def test_the_years_of_a_heading(heading: str, period: str | None) -> None:
    """In a report of 2022."""
    assert heading_period(heading, 2022) == period


@pytest.mark.parametrize(
    ("paragraph", "period"),
    [
        ("过去五年，我们一起走过。", "2017-2021"),
        ("各位代表，过去的一年，我们守住了底线。", "2021"),
        ("一年来，我们修了路。", "2021"),
        ("2022年是建县百年。", "2022"),
        ("今年是建县百年。", "2022"),
        ("今后五年，要办好三件事。", "2022-2026"),
        ("二十一年来，我们修了路。", None),
        ("到2025年，生产总值翻一番。", None),
        ("2025年底前建成通车。", None),
        ("我们在过去五年里修了路。", None),
    ],
)
def test_the_years_that_a_paragraph_begins_with(paragraph: str, period: str | None) -> None:
    """Only its first words count: what it mentions later is not what it speaks of."""
    assert opening_period(paragraph, 2022) == period


def test_years_that_are_counted_need_a_year_to_count_from() -> None:
    """Without it they are spoken of but not known."""
    assert heading_period("过去五年工作回顾", 0) == UNTOLD
    assert opening_period("今后五年，要办好三件事。", 0) == UNTOLD
