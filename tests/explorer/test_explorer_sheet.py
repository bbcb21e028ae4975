"""The task sheet on one page: every line with its words and place, its files, and what a printer makes of it."""

import io
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from playwright.sync_api import Page

from tests.explorer.conftest import BREAKDOWN, is_wider_than_the_window, open_view, violations

FINANCE = "#/sheet?label=Unit&id=320585:财政局"
HIGH_TECH = "#/sheet?label=Unit&id=320585:高新区"
REFORM = "#/sheet?label=Unit&id=320585:发改委"
WANG = "#/sheet?label=Official&id=320585:汪香元"


def cells(page: Page, part: str, row: int) -> list[str]:
    """Return the texts of a line of a part; the marks around a quote are drawn, and no text."""
    texts = page.locator(f'table[data-part="{part}"] tbody tr').nth(row).locator("td").all_inner_texts()
    return [text.replace("\n\n", "\n") for text in texts]


def test_a_unit_has_its_lines_with_words_and_place(page: Page) -> None:
    """财政局 owns seven tasks; the first is row 2 of annex 1, the fifth rests on a merged cell."""
    open_view(page, FINANCE)

    assert page.locator("h1").inner_text() == "财政局任务书"
    assert page.locator(".chapter h2").all_inner_texts() == [
        "太政发〔2021〕9号 关于分解落实2021年政府各项主要工作任务和民生实事项目的通知"
    ]
    assert page.locator("table.paper caption").all_inner_texts() == ["负责的任务（7项）"]
    assert cells(page, "owns", 0) == [
        "1",
        "综合指标 / 一般公共预算收入",
        "增长6%左右",
        "汪香元、吴敬宇",
        "财政局",
        "各镇（区）、有关部门",
        "负责：财政局\n附件1第2项；表1，第2行，第5栏，文本第39行",
    ]
    assert page.locator('table[data-part="owns"] q').first.inner_text() == "财政局"
    assert "附件1第40项；表1，第39行，第5栏，文本第396行；承自上方合并单元格" in cells(page, "owns", 4)[-1]


def test_what_comes_through_groups_stands_apart(page: Page) -> None:
    """高新区 is named in twelve tasks; all 157 may mean it as one of 各镇（区）, since the notice is sent to it."""
    open_view(page, HIGH_TECH)

    assert page.locator("table.paper caption").all_inner_texts() == ["负责的任务（12项）", "经由单位群的任务（157项）"]
    assert "与点名的任务分开计数" in page.locator(".chapter .note").inner_text()
    assert "经由“各镇（区）”（主送机关）" in cells(page, "groups", 0)[-1]


def test_an_official_has_a_sheet_as_well(page: Page) -> None:
    """汪香元 leads seventeen tasks."""
    open_view(page, WANG)

    assert page.locator("h1").inner_text() == "汪香元分管任务书"
    assert page.locator("table.paper caption").all_inner_texts() == ["分管的任务（17项）"]
    assert cells(page, "leads", 0)[-1] == "分管：汪香元 吴敬宇\n附件1第2项；表1，第2行，第4栏，文本第37—38行"


@pytest.mark.parametrize("fragment", [FINANCE, WANG])
def test_the_sheet_comes_as_a_file(embedded_page: Page, fragment: str) -> None:
    """As a page, for Word and for Excel; each link answers."""
    open_view(embedded_page, fragment)

    links = embedded_page.locator(".actions a[href*='sheets/']")
    addresses = [each.get_attribute("href") or "" for each in links.all()]
    assert [each.rpartition(".")[2] for each in addresses] == ["html", "docx", "xlsx"]
    assert {embedded_page.request.get(each).status for each in addresses} == {200}


def test_a_sheet_of_one_document_only(embedded_page: Page) -> None:
    """The report names nobody, so nothing stands on its sheet; all documents are a click away."""
    open_view(embedded_page, f"{FINANCE}&document=320585:30f521e2db98")

    assert "图中没有该单位的任务。" in embedded_page.locator("main").inner_text()
    embedded_page.get_by_role("link", name="全部文件").click()
    embedded_page.wait_for_selector("table.paper")


def test_a_unit_that_there_is_not(embedded_page: Page, complaints: list[str]) -> None:
    """The words of the service, not an empty page."""
    open_view(embedded_page, "#/sheet?label=Unit&id=320585:无此局")

    assert "320585:无此局" in embedded_page.get_by_role("alert").inner_text()
    assert "404" in complaints.pop()


def test_it_prints_on_a4_with_its_head_on_every_page(embedded_page: Page) -> None:
    """Landscape; the columns are named again on each page, and nothing that is only for the screen is printed."""
    open_view(embedded_page, REFORM)

    # The fonts of this machine leave out what pdfminer would like to know of them.
    with pytest.MonkeyPatch.context() as quiet:
        quiet.setattr("pdfminer.pdffont.log.warning", lambda *_: None)
        pages = list(extract_pages(io.BytesIO(embedded_page.pdf(prefer_css_page_size=True))))
        texts = ["".join(each.get_text() for each in page if isinstance(each, LTTextContainer)) for page in pages]

    assert len(pages) > 2
    assert {(round(page.width), round(page.height)) for page in pages} == {(842, 595)}
    assert all("序号" in text for text in texts)
    assert not [text for text in texts if "首页" in text or "打印" in text or "Excel" in text]


def test_a_telephone_scrolls_the_table_only(embedded_page: Page) -> None:
    """The page itself is as wide as the window."""
    embedded_page.set_viewport_size({"width": 390, "height": 800})
    open_view(embedded_page, FINANCE)

    assert not is_wider_than_the_window(embedded_page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", [FINANCE, WANG])
def test_nothing_stands_in_the_way_of_anybody(embedded_page: Page, scheme: Any, fragment: str) -> None:
    """Axe finds nothing."""
    embedded_page.emulate_media(color_scheme=scheme)
    open_view(embedded_page, fragment)

    assert violations(embedded_page) == []


def test_lines_lead_to_the_picture_of_their_task(embedded_page: Page) -> None:
    """From the words of the task."""
    open_view(embedded_page, FINANCE)

    embedded_page.locator("table.paper tbody a").first.click()
    embedded_page.wait_for_selector("body[data-view=graph]")

    assert f"{BREAKDOWN}:1.2" in embedded_page.evaluate("decodeURIComponent(location.hash).replaceAll('+', ' ')")
