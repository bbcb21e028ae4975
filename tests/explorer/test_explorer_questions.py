"""The questions as a reader asks them: every one by its form, in words of the reader's language, with nothing raw."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from queries import Question, questions
from tests.explorer.conftest import open_view, settle, violations

WORDS = json.loads((Path(__file__).parents[2] / "api/static/explorer/words.json").read_text(encoding="utf-8"))
ROWS = "table.sorted tbody tr"


def ask(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(提问|Ask)$")).click()
    page.wait_for_selector(ROWS)
    settle(page)


def fill_in(page: Page, question: Question) -> None:
    """Give each parameter its example, as a reader does who reads the labels."""
    for name, value in question.example.items():
        said = " ".join(value) if isinstance(value, list) else str(value)
        field = page.locator(f"form.asking [name={name}]")
        if field.evaluate("(each) => each.tagName") == "SELECT":
            field.select_option(said.lower() if isinstance(value, bool) else said)
        else:
            field.fill(said)


def column(page: Page, name: str) -> set[str]:
    """Return what stands in a column."""
    heads = page.locator("table.sorted thead th").all_inner_texts()
    return set(page.locator(f"{ROWS} td:nth-child({heads.index(name) + 1})").all_inner_texts())


def test_every_question_is_asked_from_its_page(embedded_page: Page) -> None:
    """By its form, filled in with its example; each answers with rows, and no cell holds a word of the schema."""
    raw = {
        value for name in WORDS["values"] for value in re.findall(rf"\b{name}\.([a-z_]+)\b", " ".join(WORDS["texts"]))
    }
    unanswered, untranslated = [], []
    open_view(embedded_page)
    for question in questions():
        embedded_page.evaluate("(each) => { location.hash = each; }", f"#/question?question={question.name}")
        embedded_page.locator("h1", has_text=question.title.zh).wait_for()
        settle(embedded_page)
        fill_in(embedded_page, question)
        embedded_page.get_by_role("button", name="提问").click()
        embedded_page.wait_for_selector(f"{ROWS}, .question [aria-live] p")
        settle(embedded_page)
        if not embedded_page.locator(ROWS).count():
            unanswered.append(question.name)
        cells = {
            *embedded_page.locator(f"{ROWS} td").all_inner_texts(),
            *embedded_page.locator("thead th").all_inner_texts(),
        }
        untranslated += [
            (question.name, each) for each in cells if each in raw or re.fullmatch("[a-z_ ]+|[0-9]{6}", each)
        ]

    # On the sample every task has an owner, and a leader.
    assert unanswered == ["tasks-without-leader", "tasks-without-owner"]
    assert untranslated == []


def test_the_link_to_an_example_holds_it(embedded_page: Page) -> None:
    """The receipt of 财政局 in task 1.2: one row; its parameter `name` is another thing than the question's name."""
    open_view(embedded_page, "#/question?question=receipt")
    assert embedded_page.locator("input[name=name]").input_value() == ""

    embedded_page.get_by_role("link", name="看例子").click()
    embedded_page.wait_for_selector(ROWS)
    settle(embedded_page)

    assert "question=receipt" in unquote(embedded_page.url)
    assert embedded_page.locator("input[name=name]").input_value() == "财政局"
    assert embedded_page.locator(f"{ROWS} td").all_inner_texts()[:4] == ["负责", "1", "财政局", "否"]


def test_links_of_before_still_lead_to_the_question(embedded_page: Page) -> None:
    """They named it by `name`, also where that is a parameter."""
    open_view(embedded_page, "#/question?name=busiest-units&limit=3&ask=1")
    assert embedded_page.locator(ROWS).count() == 3

    open_view(embedded_page, "#/question?name=receipt")
    assert embedded_page.locator("h1").inner_text() == "凭据：谁、什么角色、原文在哪里"
    assert embedded_page.locator("input[name=name]").input_value() == ""


def test_no_parameter_is_called_as_the_address_calls_its_own() -> None:
    """`question` is the question, `ask` that it is asked."""
    assert [each.name for each in questions() for one in each.parameters if one.name in {"question", "ask"}] == []


def test_a_choice_that_is_left_open_is_all(page: Page) -> None:
    """高新区 owns twelve tasks and supports the others through 各镇（区）, to which the notice is sent: 169 in all."""
    open_view(page, "#/question?question=tasks-of-unit")
    role = page.locator("select[name=role]")
    assert role.locator("option").all_inner_texts() == ["全部", "负责", "配合", "提及"]
    page.locator("input[name=unit]").fill("高新区")

    ask(page)
    assert page.locator(ROWS).count() == 169
    assert column(page, "角色") == {"负责", "配合"}
    assert column(page, "依据") == {"", "主送机关"}
    role.select_option("owns")
    ask(page)
    expect(page.locator(ROWS)).to_have_count(12)


@pytest.mark.parametrize(
    ("question", "name", "options"),
    [
        ("report-sections", "kind", ["全部", "部分", "标题", "段落"]),
        ("targets-of-unit", "role", ["全部", "负责", "配合"]),
        ("tasks-of-unit", "direct", ["否", "是"]),
    ],
)
def test_choices_are_said_in_words(embedded_page: Page, question: str, name: str, options: list[str]) -> None:
    """What is taken where nothing is chosen stands first."""
    open_view(embedded_page, f"#/question?question={question}")

    field = embedded_page.locator(f"select[name={name}]")
    assert field.locator("option").all_inner_texts() == options
    assert field.evaluate("(each) => each.selectedIndex") == 0


def test_yes_or_no_is_chosen(embedded_page: Page) -> None:
    """By name alone 高新区 has its twelve tasks; the choice stays in the form."""
    open_view(embedded_page, "#/question?question=tasks-of-unit&unit=高新区")
    embedded_page.locator("select[name=direct]").select_option(label="是")

    ask(embedded_page)

    assert embedded_page.locator(ROWS).count() == 12
    assert embedded_page.locator("select[name=direct]").input_value() == "true"


def test_a_field_shows_what_is_taken_and_says_where_it_shows_an_example(embedded_page: Page) -> None:
    """Twenty rows come unless fewer are asked for; no heading is set unless one is given."""

    def hint(question: str, name: str) -> str | None:
        open_view(embedded_page, f"#/question?question={question}")
        return embedded_page.locator(f"input[name={name}]").get_attribute("placeholder")

    assert hint("busiest-units", "limit") == "20"
    assert embedded_page.locator(ROWS).count() == 20
    assert hint("category-units", "category") == "例如 综合指标"
    assert hint("category-units", "document") is None
    assert hint("officials-of-unit", "unit") == "例如 发改委"
    assert hint("deadlines", "year") == "0"


def test_values_and_places_are_said_in_words(embedded_page: Page) -> None:
    """Kinds of documents, sections and units, what is not known, kinds of amounts, and the place by its name."""
    expected = {
        ("documents", "类型"): {"责任分解", "工作报告"},
        ("documents", "发文字号"): {"太政发〔2021〕9号", "不明"},
        ("brokers", "行政区"): {"太仓市"},
        ("report-sections", "类型"): {"部分", "标题", "段落"},
        ("inherited-share", "关系"): {"分管", "主要责任", "配合"},
        ("targets-of-unit&unit=工信局", "字段"): {"内容和要求"},
    }
    for (question, name), values in expected.items():
        open_view(embedded_page, f"#/question?question={question}&ask=1")
        embedded_page.wait_for_selector(ROWS)
        assert column(embedded_page, name) == values, question

    open_view(embedded_page, "#/question?question=units-by-kind")
    assert {"部门", "镇（乡）", "园区", "垂直管理单位"} <= column(embedded_page, "类型")
    open_view(embedded_page, "#/question?question=units-by-category")
    assert embedded_page.locator("thead th").all_inner_texts() == ["单位", "全部", "类别", "任务数"]


def test_in_english_as_well(open_page: Any, ladybug_explorer: str) -> None:
    """Choices, examples and values change with the language."""
    page = open_page(ladybug_explorer, locale="en-GB")
    open_view(page, "#/question?question=tasks-of-unit")

    assert page.locator("select[name=role] option").all_inner_texts() == ["all", "owns", "supports", "mentions"]
    assert page.locator("select[name=direct] option").all_inner_texts() == ["no", "yes"]
    assert page.locator("input[name=unit]").get_attribute("placeholder") == "e.g. 市发改委"
    open_view(page, "#/question?question=units-by-kind")
    assert "under vertical management" in column(page, "kind")


def test_a_question_that_is_not_there_is_told_with_those_that_are(embedded_page: Page) -> None:
    """A page with a heading and the ways on, and nothing in anybody's way."""
    open_view(embedded_page, "#/question?question=nobody-asks")

    assert embedded_page.locator("h1").inner_text() == "没有这个问题"
    assert "“nobody-asks”" in embedded_page.get_by_role("alert").inner_text()
    assert embedded_page.locator(".questions li").count() == len(questions())
    assert violations(embedded_page) == []


def test_descriptions_for_readers_of_chinese_name_no_english_field(embedded_page: Page) -> None:
    """On the first page; Louvain is a name."""
    open_view(embedded_page)

    told = "".join(embedded_page.locator(".questions li").all_inner_texts())
    assert set(re.findall("[A-Za-z_]{2,}", told)) == {"Louvain"}
