"""The check for the same promise twice."""

import time
from collections.abc import Sequence

from graph.jurisdictions import unknown_jurisdiction
from loaders.checks.draft import make_draft
from loaders.checks.repeats import same_promise
from loaders.notice import Facts
from loaders.records import Assignment, Locator
from tests.loaders.drafts import found, table

SCHOOL = "新建实验小学东校区，增加学位一千二百个，年内建成投用。"


def rows(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return rows that differ in what is to be done only."""
    return [(str(number), text, "张三丰", "教育局", "年底") for number, text in enumerate(texts, start=1)]


def said(*texts: str) -> list[tuple[str, str, str]]:
    """Return which task repeats which, in a table of these tasks."""
    return [(one.task, one.severity, one.message_zh) for one in found(table(rows(texts)), "same-promise")]


def test_the_same_words_twice_are_found_whatever_their_marks() -> None:
    """Spaces, full-width marks and traditional characters make no other promise."""
    again = "新建實驗小學東校區, 增加学位1200个，年内 建成投用"

    assert said(SCHOOL, "修通环湖路。", again) == [
        ("1.3", "note", "与任务1.1内容几乎相同，数字一致；不同之处：一千二百→1200")
    ]
    assert said(SCHOOL, SCHOOL.replace("，", ", "))[0][:2] == ("1.2", "warning")


def test_both_places_are_said_across_annexes() -> None:
    """The later task is the finding, the earlier one the related place."""
    text = table(rows([SCHOOL])) + "附件2\n" + table(rows(["修通环湖路。", SCHOOL]), notice="")

    (finding,) = found(text, "same-promise")

    assert finding.task == "2.2"
    assert finding.message == "says the same as task 1.1: “新建实验小学东校区，增加学位一千二百个，年内建成投用”"
    assert finding.place.startswith("table 2, row 2")
    assert [place.partition(", lines")[0] for place in finding.related] == ["table 1, row 1"]


def test_other_numbers_are_other_promises() -> None:
    """The second phase is not the first, and 800 places are not 1,200."""
    assert said(SCHOOL, SCHOOL.replace("一千二百", "八百")) == []
    assert said("推进循环经济产业园一期项目建设并投产。", "推进循环经济产业园二期项目建设并投产。") == []


def test_nearly_the_same_words_are_a_note_that_shows_the_difference() -> None:
    """Another place may well be another promise: a person has to look."""
    assert said(SCHOOL, SCHOOL.replace("东校区", "西校区")) == [
        ("1.2", "note", "与任务1.1内容几乎相同，数字一致；不同之处：东→西")
    ]


def test_a_task_that_another_one_holds_is_found() -> None:
    """Either way round."""
    longer = f"办好人民满意的教育，{SCHOOL}加强教师队伍建设。"

    assert said(SCHOOL, longer)[0][2].startswith("内容包含了任务1.1的全部内容")
    assert said(longer, SCHOOL)[0][2].startswith("内容已包含在任务1.1中")


def test_short_words_are_about_their_heading() -> None:
    """增长6%以上 under two headings is two promises, under one it is one."""
    header = ("门类", "内容", "分管领导", "责任单位")
    different = [("地区生产总值", "增长6%以上", "张三丰", "发改委"), ("工业产值", "增长6%以上", "张三丰", "工信局")]
    same = [different[0], ("地区生产总值", "增长6%以上", "张三丰", "工信局")]

    assert found(table(different, header), "same-promise") == []
    assert [one.task for one in found(table(same, header), "same-promise")] == ["1.2"]


def test_no_number_is_cut_in_two() -> None:
    """新建公园5 is not in 新建公园50."""
    text = "在城区沿河两岸新建口袋公园5"

    assert said(text, f"{text}0座并配套健身步道和停车场") == []


def test_five_thousand_tasks_take_a_few_seconds_at_most() -> None:
    """The work grows with the tasks, not with their pairs: 12.5 million comparisons would take minutes."""
    words = "道路河道学校医院公园水厂厂房仓库桥梁码头车站市场街区村庄农田林地湿地管网电站基地"
    texts = [
        "".join(words[(number * step + at * at) % len(words)] for at, step in enumerate(range(7, 47)))
        for number in range(5000)
    ]
    records = [Assignment(1, row, (), text, Locator(1, row)) for row, text in enumerate(texts, start=1)]
    draft = make_draft(Facts("0" * 64, "draft.txt", unknown_jurisdiction("0" * 64)), records)

    start = time.process_time()
    list(same_promise(draft))

    assert time.process_time() - start < 10
