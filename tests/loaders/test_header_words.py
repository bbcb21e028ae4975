"""Words of headers that nobody listed: what they are composed of tells their role."""

import pytest

from loaders.layouts.headers import can_be_header, known_header, names_contacts, read_header


def roles_of(word: str, *beside: str) -> list[str]:
    """Return the roles that a column headed with a word plays beside others."""
    columns = read_header([*beside, word])
    assert columns is not None, word
    return [role for role, places in columns.roles.items() if len(beside) in places]


@pytest.mark.parametrize(
    "word",
    [
        "禁毒任务", "攻坚任务", "普法要点", "议定事项", "承诺事项", "巡察反馈问题", "隐患内容", "创建标准",
        "测评内容", "提案题目", "课题名称", "招商项目", "保障措施", "推进措施", "落实举措", "工作部署",
        "报告原文", "目标任务及要求", "主导产业链", "工作任务（2030年）",
    ],
)  # fmt: skip
def test_a_word_for_tasks_is_known_by_its_last_characters(word: str) -> None:
    """Whatever stands in front, alone beside an owner it is what is to be done."""
    assert roles_of(word, "责任单位") == ["content"]


@pytest.mark.parametrize(
    "word",
    [
        "承接单位", "部门分工", "分工", "责任司局", "责任地区和部门", "责任县（市、区）", "属地单位", "整改主体",
        "公开主体", "牵头市直单位", "牵头市（州）", "首位责任单位", "统筹部门", "召集单位", "独办单位",
        "分办单位", "项目业主", "建设单位", "部门（单位）", "行业主管部门", "责任学院", "牵头单位及责任人",
        "承办部室", "承办支行", "责任部处",
    ],
)  # fmt: skip
def test_a_word_for_who_answers_owns_where_it_stands_alone(word: str) -> None:
    """It names offices, companies or places, behind a word for answering or none at all."""
    assert roles_of(word, "工作任务") == ["owners"]


@pytest.mark.parametrize(
    "word",
    [
        "其它责任单位", "会签单位", "配合地区和部门", "保障单位", "服务单位", "成员单位", "次要责任单位",
        "协同及配合单位", "属地责任单位", "责任县区", "行业主管部门",
    ],
)  # fmt: skip
def test_a_word_for_helping_supports_beside_a_lead(word: str) -> None:
    """So does every word that says less than the lead's."""
    assert roles_of(word, "工作任务", "牵头单位") == ["supports"]


@pytest.mark.parametrize("word", ["建设单位", "单位", "项目业主", "部门"])
def test_a_word_that_does_not_say_who_answers_is_nobody_beside_one_that_does(word: str) -> None:
    """Whoever builds a project is not the office that answers for it."""
    assert roles_of(word, "工作任务", "责任单位") == ["ignored"]


@pytest.mark.parametrize(
    "word",
    [
        "旗领导", "局领导", "校领导", "分管副县长", "主管市长", "分管秘书长", "分管负责同志", "牵头负责人",
        "总负责人", "链长", "市级河长", "副市长", "领导", "包挂领导", "局分管领导", "带队领导",
    ],
)  # fmt: skip
def test_a_word_for_an_office_leads(word: str) -> None:
    """With the verb of answering in front or without."""
    assert roles_of(word, "工作任务", "责任单位") == ["leaders"]


@pytest.mark.parametrize(
    "word", ["责任人", "项目责任人", "主要责任人", "单位负责人", "单位分管领导", "经办人员", "手机", "姓名"]
)
def test_a_word_for_a_person_inside_a_unit_is_no_leader(word: str) -> None:
    """He can be called; he is not the official who leads."""
    assert roles_of(word, "工作任务", "责任单位") == ["contact"]


@pytest.mark.parametrize("word", ["年度进度安排", "完成时间节点", "建设周期", "建设年限", "工期", "整改期限"])
def test_a_word_for_a_time_is_the_deadline(word: str) -> None:
    """A span counts as well as a day."""
    assert roles_of(word, "工作任务", "责任单位") == ["deadline"]


@pytest.mark.parametrize(
    ("word", "beside", "role"),
    [
        ("存在问题", ("工作任务", "责任单位"), "progress"),
        ("下一步工作打算", ("工作任务", "责任单位"), "progress"),
        ("完成标准", ("工作任务", "责任单位"), "requirement"),
        ("整改措施", ("存在问题", "责任单位"), "content"),
        ("建设规模及内容", ("项目名称", "责任单位"), "content"),
        ("测评标准", ("测评指标", "责任单位"), "requirement"),
    ],
)
def test_of_two_words_for_tasks_the_more_exact_is_the_content(word: str, beside: tuple[str, ...], role: str) -> None:
    """What was found wrong is a heading in front of what is done about it, and news behind it."""
    assert roles_of(word, *beside) == [role]


def test_goals_of_another_year_are_not_read_with_those_of_this_one() -> None:
    """Their numbers would be promised for the wrong year."""
    columns = read_header(["工作任务", "2031年目标", "2032年目标", "责任单位"])

    assert columns is not None
    assert (columns.roles["requirement"], columns.roles["ignored"]) == ((1,), (2,))


@pytest.mark.parametrize("cells", [["1", "重点任务", "有关部门"], ["（2）", "改革事项", "相关单位"]])
def test_a_row_with_a_number_is_no_header(cells: list[str]) -> None:
    """Short tasks and groups of units look like words of a header."""
    assert read_header(cells) is None


@pytest.mark.parametrize("word", ["计费单位", "施工单位", "工作单位", "减免规定", "县（市、区）"])
def test_other_words_are_not_known(word: str) -> None:
    """A unit of measure and an employer are no owners."""
    assert not can_be_header(word)


def test_a_wide_word_does_not_tell_where_a_header_ends() -> None:
    """综合指标 may be a category below the header, though it may head a column."""
    assert (can_be_header("综合指标"), known_header("综合指标")) == (True, False)


def test_a_header_that_adds_persons_says_so() -> None:
    """责任单位及联系人 names persons who get no edge."""
    assert names_contacts("责任单位及联系人")


@pytest.mark.parametrize(
    ("word", "beside", "role"),
    [
        ("组长", ("专班名称", "主要职责", "牵头单位", "成员单位"), "leaders"),
        ("双组长", ("重点任务", "责任单位"), "leaders"),
        ("组长", ("重点任务", "分管领导", "牵头单位"), "contact"),
        ("副组长", ("重点任务", "组长", "牵头单位"), "contact"),
        ("组长单位", ("重点任务", "组长", "成员单位"), "owners"),
        ("副组长单位", ("重点任务", "组长单位"), "supports"),
        ("成员单位", ("重点任务", "组长单位"), "supports"),
        ("副链长", ("重点任务", "链长", "牵头部门"), "contact"),
    ],
)
def test_who_heads_a_group_leads_where_its_units_are_named_and_nobody_else_does(
    word: str, beside: tuple[str, ...], role: str
) -> None:
    """His deputies do not; the unit that heads the group owns, its members support."""
    assert roles_of(word, *beside) == [role]


def test_a_table_that_names_only_who_heads_a_group_names_nobody_who_answers() -> None:
    """So do the lists of a group's members: 姓名, 职务, 组长."""
    assert read_header(["工作任务", "组长", "副组长"]) is None


@pytest.mark.parametrize(
    ("word", "beside", "role"),
    [
        ("主责单位", ("重点任务", "牵头部门", "协办单位"), "owners"),
        ("主责单位", ("重点任务", "牵头部门"), "supports"),
        ("责任单位", ("重点任务", "牵头部门", "协办单位"), "supports"),
        ("责任村（社区）", ("重点任务", "责任站办"), "owners"),
        ("责任站办", ("重点任务", "责任村"), "owners"),
        ("责任村", ("重点任务", "牵头站办"), "supports"),
        ("责任科室", ("重点任务", "责任单位"), "supports"),
        ("承办单位", ("重点任务", "责任单位"), "supports"),
    ],
)
def test_two_columns_own_only_where_their_words_say_that_both_answer(
    word: str, beside: tuple[str, ...], role: str
) -> None:
    """主责 beside those who only help, and places that answer by the same word as an office."""
    assert roles_of(word, *beside) == [role]


@pytest.mark.parametrize("word", ["立项日期", "交办时间", "批示日期", "启动时间"])
def test_when_a_task_was_given_is_no_deadline(word: str) -> None:
    """Beside a deadline; alone it may be the only date that there is."""
    assert roles_of(word, "督办事项", "承办部室", "办结时限") == ["ignored"]
