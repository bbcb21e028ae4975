"""Two documents side by side: the sample and the notice of the year after as the tests make it up."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import BREAKDOWN, REPORT, is_wider_than_the_window, open_view, settle, violations

NEXT_YEAR = "320585:太政发〔2022〕9号"
BOTH = f"#/compare?documents={BREAKDOWN},{NEXT_YEAR}"


@pytest.fixture
def years(open_page: Any, two_years: str) -> Page:
    """A page before a service that holds both notices."""
    opened: Page = open_page(two_years)
    return opened


def row_of(page: Page, kind: str, name: str) -> list[str]:
    rows = page.locator(f'[data-kind="{kind}"] tbody tr')
    return next(row for row in (each.split("\t") for each in rows.all_inner_texts()) if row[0] == name)


def test_who_answers_stands_with_the_difference(years: Page) -> None:
    """财政局 gave a task to 税务局; 丁一鸣 came in the place of 许超震."""
    open_view(years, BOTH)

    assert row_of(years, "units", "财政局") == ["财政局", "7", "6", "-1"]
    assert row_of(years, "units", "税务局") == ["税务局", "4", "5", "1"]
    assert row_of(years, "officials", "许超震") == ["许超震", "47", "0", "-47"]
    assert row_of(years, "officials", "丁一鸣") == ["丁一鸣", "0", "47", "47"]
    assert row_of(years, "groups", "有关部门") == ["有关部门", "157", "157", "0"]
    assert row_of(years, "categories", "综合指标") == ["综合指标", "7", "7", "0"]


def test_pairs_mark_whose_names_changed(years: Page) -> None:
    """Row 2 changed its owner alone; only the changed ones where that is chosen, and the address keeps it."""
    open_view(years, BOTH)
    pairs = years.locator(".pairs > li")
    assert pairs.count() == 157

    years.get_by_label("只看责任有变的（48对）").check()
    expect(years.locator(".pairs > li")).to_have_count(48)
    settle(years)

    assert "changed=yes" in years.url
    pair = pairs.filter(has_text="有变：责任单位")
    assert pair.count() == 1
    assert pair.locator("mark").all_inner_texts() == ["财政局", "税务局"]
    assert "A · 一般公共预算收入" in pair.inner_text()


def test_documents_are_chosen_from_lists(years: Page) -> None:
    """The newest stand first; both ends go into the address."""
    open_view(years, "#/compare")

    years.get_by_role("button", name="比较", exact=True).click()
    years.wait_for_selector('[data-kind="units"]')

    assert years.locator(".headline dt").all_inner_texts()[0].startswith("A：太政发〔2022〕9号")
    years.get_by_label("文件 B").select_option(NEXT_YEAR)
    years.get_by_role("button", name="比较", exact=True).click()
    assert years.get_by_role("alert").inner_text() == "两边是同一份文件，请选两份不同的文件。"


def test_two_breakdowns_are_proposed_where_there_are_two(years: Page, open_page: Any, ladybug_explorer: str) -> None:
    """And of a breakdown and a newer work report the breakdown stands first."""
    open_view(years, "#/compare")
    chosen = [years.get_by_label(f"文件 {side}").input_value() for side in "AB"]
    assert chosen == [NEXT_YEAR, BREAKDOWN]

    page = open_page(ladybug_explorer)
    open_view(page, "#/compare")
    assert [page.get_by_label(f"文件 {side}").input_value() for side in "AB"] == [BREAKDOWN, REPORT]


def test_a_place_that_is_not_known_is_no_other_place(open_page: Any, editable: tuple[str, str]) -> None:
    """Two files of which neither, then one tells its place, and two of two places."""
    address, key = editable
    page = open_page(address)
    places = ("", "", "太仓市", "昆山市")
    documents = []
    for at, place in enumerate(places):
        text = f"类别,主要任务,责任单位\n水利,修第{at}座坝,水务局\n".encode()
        file = {"name": f"{at}.csv", "mimeType": "text/csv", "buffer": text}
        said = f"?jurisdiction={place}" if place else ""
        headers = {"Authorization": f"Bearer {key}"}
        answer = page.request.post(f"/documents{said}", multipart={"file": file}, headers=headers)
        documents.append(answer.json()["document"])

    def told(one: int, other: int) -> str:
        open_view(page, f"#/compare?documents={documents[one]},{documents[other]}")
        return page.locator(".compare .warning").first.inner_text()

    assert told(0, 1).startswith("两份文件的行政区都不明，")
    assert told(2, 0).startswith("文件 B 的行政区不明，")
    assert told(0, 2).startswith("文件 A 的行政区不明，")
    assert told(2, 3).startswith("两份文件属于不同的行政区，")


def test_a_document_beside_a_report(page: Page) -> None:
    """The report states no task, so nothing is paired."""
    open_view(page, f"#/compare?documents={BREAKDOWN},{REPORT}")

    assert row_of(page, "units", "发改委") == ["发改委", "28", "0", "-28"]
    assert "没有配对的任务：A 157项，B 0项。" in page.locator('[data-kind="tasks"]').inner_text()


def test_with_too_few_documents_it_says_what_to_do(open_page: Any, editable: tuple[str, str]) -> None:
    """The way to loading is a click away."""
    page = open_page(editable[0])
    open_view(page, "#/compare")

    assert "图中还没有文件。" in page.locator("main").inner_text()
    page.locator("main").get_by_role("link", name="载入").click()
    page.wait_for_selector("body[data-view=upload]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(years: Page, scheme: Any) -> None:
    """Axe finds nothing, and a telephone does not scroll to the side."""
    years.emulate_media(color_scheme=scheme)
    open_view(years, f"{BOTH}&changed=yes")

    assert violations(years) == []
    years.set_viewport_size({"width": 390, "height": 800})
    assert not is_wider_than_the_window(years)
