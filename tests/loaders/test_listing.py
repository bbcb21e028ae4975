"""Lists and paragraphs → assignments, on small invented texts in the shapes of real ones."""

from collections.abc import Sequence

import pytest

from loaders import extract_bytes
from loaders.layouts.attribution import leader_of_heading, split_attributions
from loaders.layouts.clauses import read_clauses
from loaders.layouts.labels import split_labels
from loaders.layouts.listing import read_lists
from loaders.readers.text import read_text
from loaders.records import Assignment

LIST = """关于分解2023年重点工作的通知

各乡镇人民政府，县各有关单位：
现将重点工作分解如下，请认真落实。
一、张三副县长牵头重点工作
（一）项目建设
1. 修通环湖路。全长3公里。
牵头单位：县交通局 责任单位：县发改局、财政局 完成时限：6月底
2、新建水厂。
牵头单位：县水利局；
责任单位：各乡镇、县住建局等。
二、民生工作（李四副县长主抓）
▲扩建一中。
责任单位：县教育局、县财政局
"""


def read(text: str) -> list[Assignment]:
    """Return the assignments of a text."""
    return read_lists(read_text(text.encode(), "plan.txt").blocks).records


def names(record: Assignment, role: str) -> Sequence[str]:
    """Return the names that play the role in the record."""
    return record.names(role)


def test_labels_below_an_item_say_who_answers() -> None:
    """On one line or on several; 责任单位 supports beside 牵头单位 and owns alone."""
    read_ = read(LIST)

    assert [record.content for record in read_] == ["修通环湖路。全长3公里。", "新建水厂。", "扩建一中。"]
    assert [names(record, "owners") for record in read_] == [("县交通局",), ("县水利局",), ("县教育局", "县财政局")]
    assert [names(record, "supports") for record in read_] == [("县发改局", "财政局"), ("各乡镇", "县住建局"), ()]
    assert [record.deadline for record in read_] == ["6月底", "", ""]


def test_a_leader_in_a_heading_holds_for_every_item_below() -> None:
    """Until the next heading of its level; the receipt is the heading."""
    first, second, third = read(LIST)

    assert [names(record, "leaders") for record in (first, second, third)] == [("张三",), ("张三",), ("李四",)]
    assert second.duties["leaders"][0].quote == "张三副县长牵头重点工作"
    assert second.duties["leaders"][0].locator.first_line == 5
    assert second.inherited == ("leaders",)


def test_headings_are_the_marked_lines_above() -> None:
    """Outermost first; a new one of an outer level ends the inner ones."""
    first, _, third = read(LIST)

    assert first.headings == ("张三副县长牵头重点工作", "项目建设")
    assert third.headings == ("民生工作（李四副县长主抓）",)


def test_the_receipt_of_a_label_is_its_own_words_and_line() -> None:
    """The label stands in the quote, so that a reader sees what it was called."""
    duty = read(LIST)[0].duties["supports"][0]

    assert (duty.quote, str(duty.locator)) == ("责任单位：县发改局、财政局", "item 1, line 8")


@pytest.mark.parametrize(
    ("line", "content", "owners", "supports", "deadline"),
    [
        ("修路。（牵头单位：县交通局；配合单位：县财政局、各乡镇）", "修路。", "县交通局", "县财政局、各乡镇", ""),
        ("修路（县交通局牵头，县财政局、住建局配合）。", "修路", "县交通局", "县财政局、住建局", ""),
        ("修路。（县交通局牵头，县财政局、各乡镇按职责分工负责）", "修路。", "县交通局", "县财政局、各乡镇", ""),
        ("修路。（县交通局牵头负责）", "修路。", "县交通局", "", ""),
        ("修路。（县交通局、县财政局按职责分工负责）", "修路。", "县交通局、县财政局", "", ""),
        ("修路。（国务院各部门分别负责，年内持续推进）", "修路。", "国务院各部门", "", "年内持续推进"),
        ("修路。〔县交通局牵头督导，县住建局参与，各乡镇负责落实〕", "修路。", "县交通局", "县住建局、各乡镇", ""),
        ("修路。(牵头单位:县交通局;配合单位:县财政局)", "修路。", "县交通局", "县财政局", ""),
        ("修路。（县交通局）", "修路。", "县交通局", "", ""),
        ("修路。（各区（县、市）政府负责）", "修路。", "各区（县、市）政府", "", ""),
    ],
)
def test_a_bracket_says_who_answers(line: str, content: str, owners: str, supports: str, deadline: str) -> None:
    """Every usual form; nested brackets belong to the name."""
    [record] = read(f"1. {line}\n")

    assert record.content == content
    assert ("、".join(names(record, "owners")), "、".join(names(record, "supports"))) == (owners, supports)
    assert record.deadline == deadline


@pytest.mark.parametrize(
    "line",
    [
        "支持中小企业（民营企业）发展。",
        "改造医院（一期）。",
        "新增泊位（含码头）3个，由市场决定。",
        "打造“一区两园”（高新区、科技园、创业园）。",
        "增长6%（预计数）。",
    ],
)
def test_a_bracket_that_explains_says_nobody(line: str) -> None:
    """An explanation is no responsibility: a wrong edge would look right."""
    assert all(piece.attribution is None and not piece.labels for piece in split_attributions(line))


def test_several_brackets_in_a_paragraph_are_each_for_the_clause_before_it() -> None:
    """One paragraph, two tasks."""
    records = read("1. 修通环湖路。（县交通局负责）新建水厂。（县水利局牵头，县财政局配合）\n")

    assert [(record.content, names(record, "owners")) for record in records] == [
        ("修通环湖路。", ("县交通局",)),
        ("新建水厂。", ("县水利局",)),
    ]


def test_paragraphs_without_marks_are_items_as_well() -> None:
    """Each paragraph ends with its bracket."""
    records = read("修通环湖路，全长3公里。（县交通局）\n\n新建水厂。（县水利局）\n")

    assert [(record.content, names(record, "owners")) for record in records] == [
        ("修通环湖路，全长3公里。", ("县交通局",)),
        ("新建水厂。", ("县水利局",)),
    ]


def test_a_report_without_attribution_yields_nothing() -> None:
    """Headings, figures and brackets, and nobody who answers."""
    text = "一、过去一年\n（一）经济向好。产值增长6%（预计数）。\n二、今后打算\n1. 建成学校（二期）。\n"

    assert read(text) == []


@pytest.mark.parametrize(
    ("heading", "leader"),
    [
        ("张三副县长牵头重点工作", "张三副县长"),
        ("民生工作（李四副县长主抓）", "李四副县长"),
        ("常务副县长牵头事项", "常务副县长"),
        ("加强县长热线建设", ""),
        ("项目建设", ""),
    ],
)
def test_a_heading_may_name_a_leader(heading: str, leader: str) -> None:
    """A title stands for a name where no name is given; a title without a verb names nobody."""
    assert leader_of_heading(heading) == leader


def test_a_label_must_be_marked_as_one() -> None:
    """主要责任单位要加强领导 is a sentence."""
    assert list(split_labels("各责任单位要加强领导：一是修路。")) == [("各责任单位要加强领导：一是修路。", ())]


def test_a_list_is_extracted_from_end_to_end() -> None:
    """A document of the kind becomes records with ids and a batch with edges."""
    extraction = extract_bytes(LIST.encode(), "plan.txt")
    batch = extraction.batch()

    assert extraction.report.edges == {"LEADS": 3, "OWNS": 4, "SUPPORTS": 4}
    assert {edge.properties["locator"] for edge in batch.edges if edge.type == "OWNS"} == {
        "item 1, line 8",
        "item 2, line 10",
        "item 3, line 14",
    }


def test_an_item_of_labels_alone_is_no_task() -> None:
    """Found by the fuzz run: the last of several items names a unit and no task, and text follows it."""
    text = "1. 修路。（交通局牵头）\n2. 修桥。（交通局牵头）\n3. 牵头单位：国资委\n出台办法。"

    assert [record.content for record in extract_bytes(text.encode(), "plan.txt").records][:2] == ["修路。", "修桥。"]


def test_clauses_without_a_name_say_nothing() -> None:
    """Found by the fuzz run: 等 alone is no unit."""
    assert read_clauses("由等牵头，市财政局配合", strict=True) is None


@pytest.mark.parametrize(
    "line",
    [
        "修路。（县交通局牵头，年内更新路灯260盏，县财政局配合）",
        "修路。由县交通局牵头，年内更新路灯260盏，县财政局配合。",
        "修路，由县交通局牵头，改造老旧小区，县财政局予以配合。",
        "由县交通局牵头，新建市民中心，县财政局配合。",
        "由县交通局会同县财政局于9月底前修路。",
        "县交通局要会同县财政局对老街开展整治。",
        "县交通局负责督促各乡镇修路，县财政局给予资金支持。",
        "由县交通局商县财政局提出方案，按程序报批。",
        "修路十条，县交通局牵头负责，县财政局参与。",
    ],
)
def test_what_is_to_be_done_is_no_name(line: str) -> None:
    """Between commas and behind joined units it stays with the task, or in brackets with the deadline."""
    first, _ = read(f"1. {line}\n2. 架桥。（县住建局）\n")

    assert (names(first, "owners"), names(first, "supports")) == (("县交通局",), ("县财政局",))


@pytest.mark.parametrize(
    "line",
    [
        "县教育局负责同志检查学校二十所，县财政局予以配合。",
        "由县水利局负责建设的泵站已通水。",
        "由县水利局会同县财政局建设的泵站通水。",
        "由该局牵头，县财政局配合。",
        "县教育局履行专班办公室职责，定期调度。",
        "坚持分级管理，属地负责。",
        "县公安局组织学生参观博物馆，县财政局配合。",
        "县公安局会同县城管局开展了联合行动。",
    ],
)
def test_a_sentence_that_tells_something_else_says_nobody(line: str) -> None:
    """Beside tasks that say who answers: a wrong edge would look right."""
    records = read(f"1. 修路。（县交通局）\n2. {line}\n3. 架桥。（县住建局）\n")

    assert [names(record, "owners") for record in records] == [("县交通局",), ("县住建局",)]


def test_whom_to_call_stands_in_the_receipt_only() -> None:
    """A bracket with a telephone parts no names, and the receipt is as printed."""
    [record] = read("1. 修路（联系人：柳如岚，电话：0000-1）。责任单位：县交通局（联系人：向晚舟）、县住建局\n")

    assert (record.content, names(record, "owners")) == ("修路。", ("县交通局", "县住建局"))
    assert record.quote("owners") == "责任单位：县交通局（联系人：向晚舟）、县住建局"


def test_the_receipt_of_a_line_for_several_items_is_the_line() -> None:
    """Each of them has it, and where it stands; the line is no part of the last."""
    records = read("1. 修路。\n2. 架桥。\n以上2项由县交通局牵头，县财政局配合。\n3. 种树。（县林业局）\n")

    duties = [record.duties["owners"][0] for record in records[:2]]
    assert [record.content for record in records] == ["修路。", "架桥。", "种树。"]
    assert {duty.quote for duty in duties} == {"以上2项由县交通局牵头，县财政局配合。"}
    assert {duty.locator.first_line for duty in duties} == {3}


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("以上1—5项由县水利局牵头。", 0),
        ("以上5项由县水利局牵头。", 0),
        ("以上第2至3项由县水利局牵头。", 2),
        ("以上两项由县水利局牵头。", 2),
        ("以上任务，请各单位抓好落实。", 0),
        ("以上措施均已落实。", 0),
        ("上述任务责任单位：县水利局", 3),
        ("（以上1、3项牵头单位：县水利局）", 2),
    ],
)
def test_a_line_for_several_items_finds_them_or_gives_nobody(line: str, count: int) -> None:
    """By their numbers, the last ones by a count, or all that nobody answers for."""
    records = read(f"1. 修渠。\n2. 筑坝。\n3. 清淤。\n{line}\n4. 种树。（县林业局）\n")

    assert [names(record, "owners") for record in records].count(("县水利局",)) == count
    assert len(records) == count + 1


def test_numbers_that_restart_are_not_mixed() -> None:
    """1—3 are three items in a row, not two of this part and one of the part before."""
    text = "一、农田\n1. 修渠。\n2. 筑坝。\n3. 清淤。\n二、山林\n1. 种树。\n2. 防火。\n以上1—3项由县水利局牵头。\n"
    extract = read_lists(read_text(text.encode(), "plan.txt").blocks)

    assert extract.records == []
    assert [finding.severity for finding in extract.findings] == ["warning"]


def test_words_behind_another_label_name_nobody_and_are_said() -> None:
    """县审计局 examines and owns nothing."""
    extract = read_lists(
        read_text("1.修路。\n责任单位：县交通局 审核机关：县财政局、县审计局\n".encode(), "plan.txt").blocks
    )

    assert [record.names("owners") for record in extract.records] == [("县交通局",)]
    assert [(finding.rule, finding.severity) for finding in extract.findings] == [("other-label", "warning")]
    assert "审核机关：县财政局、县审计局" in extract.findings[0].message


@pytest.mark.parametrize("words", ["责任领导负责统筹推进", "由分管领导负责，责任单位配合"])
def test_the_words_of_labels_are_nobody_s_name(words: str) -> None:
    """A preface says what those under 责任领导 are to do."""
    assert read_clauses(words, strict=True) is None


@pytest.mark.parametrize(
    ("words", "leaders", "owners"),
    [
        ("张三；县水利局、县财政局牵头", ["张三"], ["县水利局、县财政局"]),
        ("副县长李四、县水利局负责", ["副县长李四"], ["县水利局"]),
        ("常务副市长、副市长王五、市发改委牵头", ["常务副市长、副市长王五"], ["市发改委"]),
        # 文广 is an office: without a title nobody stands before 、 as a person.
        ("文广、教育局牵头", [], ["文广、教育局"]),
    ],
)
def test_persons_in_front_of_units_lead(words: str, leaders: list[str], owners: list[str]) -> None:
    """A unit owns, a person does not."""
    found = read_clauses(words)

    assert found is not None
    assert [said.words for said in found.said if said.role == "leaders"] == leaders
    assert [said.words for said in found.said if said.role == "owners"] == owners
