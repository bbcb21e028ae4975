"""What the load report of a document says, in the words of the rules."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import BREAKDOWN, REPORT, is_wider_than_the_window, open_view, settle, violations

NOTICE = f"#/findings?document={BREAKDOWN}"


def test_documents_stand_to_choose_from(page: Page) -> None:
    """Both of the sample, each with what is known of its name."""
    open_view(page, "#/findings")

    assert page.locator(".documents a").all_inner_texts() == [
        "政府工作报告（2022年）",
        "太政发〔2021〕9号 关于分解落实2021年政府各项主要工作任务和民生实事项目的通知",
    ]


def test_what_was_read_is_counted(page: Page) -> None:
    """157 tasks in two annexes; 264 of the 314 supporters rest on merged cells."""
    open_view(page, NOTICE)

    rows = [each.split("\t") for each in page.locator("table.counts tbody tr").all_inner_texts()]
    assert [row[:2] for row in rows[:3]] == [["任务", "157"], ["附件1的任务", "131"], ["附件2的任务", "26"]]
    assert ["配合", "314", "264"] in rows
    facts = page.locator("dl.facts").inner_text()
    assert "2021-02-07" in facts
    assert "责任分解" in facts


def test_findings_stand_by_rule_with_place_and_cure(page: Page) -> None:
    """Warnings first; a finding names its task, which leads to the picture, and its place in words."""
    open_view(page, NOTICE)
    rule = page.locator('.rule[data-rule="leader-breaks-pattern"]')

    rule.locator("summary").click()

    assert rule.locator("summary").inner_text().split() == ["警告", "分管领导与惯常分工不一致1处"]
    assert "核对该单位由谁分管" in rule.locator(".cure").inner_text()
    found = rule.locator(".found li")
    assert found.count() == 1
    assert "任务1.42" in found.inner_text()
    assert "表1，第42行" in found.inner_text()
    severities = page.locator('[data-kind="checks"] .severity').all_inner_texts()
    assert severities == sorted(severities, key=lambda each: each != "警告")
    found.locator("a").click()
    page.wait_for_selector("body[data-view=graph]")


def test_of_many_the_first_twenty_are_shown_and_the_rest_where_it_is_asked_for(page: Page) -> None:
    """102 tasks promise no number: the first is 1.6, the last 2.21; the keyboard goes on where the new ones begin."""
    open_view(page, NOTICE)
    rule = page.locator('.rule[data-rule="no-target"]')
    rule.locator("summary").click()
    found = rule.locator(".found li")
    assert found.count() == 20
    assert "任务1.6" in found.first.inner_text()

    rule.get_by_role("button", name="还有82处").click()

    assert found.count() == 102
    assert "任务2.21" in found.last.inner_text()
    assert rule.get_by_role("button").count() == 0
    assert page.evaluate("document.activeElement.textContent") == found.nth(20).text_content()


def test_a_report_tells_what_is_not_known(embedded_page: Page) -> None:
    """The work report names neither its number nor its day; findings of reading have a title in Chinese."""
    open_view(embedded_page, NOTICE)
    embedded_page.locator("select[name=document]").select_option(REPORT)
    expect(embedded_page.locator("h1")).to_have_text("核查：政府工作报告（2022年）")
    settle(embedded_page)

    titles = embedded_page.locator('[data-kind="findings"] summary strong').all_inner_texts()
    assert titles == ["文件信息不明", "没有写明责任的文件"]
    assert "没有发现。" in embedded_page.locator('[data-kind="checks"]').inner_text()
    assert "不明" in embedded_page.locator("dl.facts").inner_text()


def test_in_english_as_well(embedded_page: Page) -> None:
    """Titles, places and messages change with the language."""
    open_view(embedded_page, NOTICE)

    embedded_page.click("#language")
    embedded_page.wait_for_selector("h1:has-text('Findings:')")
    rule = embedded_page.locator('.rule[data-rule="no-target"]')
    rule.locator("summary").click()

    assert "No measurable target" in rule.inner_text()
    assert "table 1, row 6" in rule.inner_text()
    assert "no number to measure" in rule.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", ["#/findings", NOTICE])
def test_nothing_stands_in_the_way_of_anybody(embedded_page: Page, scheme: Any, fragment: str) -> None:
    """Axe finds nothing, with the findings open, and a telephone does not scroll to the side."""
    embedded_page.emulate_media(color_scheme=scheme)
    open_view(embedded_page, fragment)
    embedded_page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")

    assert violations(embedded_page) == []
    embedded_page.set_viewport_size({"width": 390, "height": 800})
    assert not is_wider_than_the_window(embedded_page)
