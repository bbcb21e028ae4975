"""The matrix: counts that the sample's rows give by hand, and the tasks behind a cell."""

from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.explorer.conftest import BREAKDOWN, is_wider_than_the_window, open_view, settle, violations

WATER, ENVIRONMENT = "320585:水务局", f"{BREAKDOWN}:2:生态环境"


def row_of(page: Page, unit: str) -> dict[str, str]:
    """Return the cells of a unit that hold something, by the head of their column."""
    heads = page.locator("table.heat thead th").all_inner_texts()
    row = page.locator("table.heat tbody tr", has=page.get_by_role("link", name=unit, exact=True))
    cells = row.locator("td").all_inner_texts()
    return {head: cell for head, cell in zip(heads[1:], cells, strict=True) if cell}


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def test_units_by_category_as_the_rows_have_them(page: Page) -> None:
    """The 25 largest units, headings in the order of the document, a number for each pair that has tasks."""
    open_view(page, "#/matrix")

    heads = page.locator("table.heat thead th").all_inner_texts()
    assert heads[:3] == ["单位", "全部", "综合指标"]
    assert (heads[3], heads[-1], len(heads)) == ("致力推动量质齐升，共谋产业升级新突破", "公共服务", 2 + 17)
    assert page.locator("table.heat tbody tr").count() == 25
    assert row_of(page, "发改委") == {
        "全部": "28",
        "综合指标": "2",
        "致力推动量质齐升，共谋产业升级新突破": "9",
        "致力深化改革开放，共谱对外合作新篇章": "11",
        "致力推进生态建设，共绘美丽太仓新底色": "3",
        "致力增进社会福祉，共享幸福民生新成果": "1",
        "致力创新社会治理，共筑城市安全新体系": "2",
    }
    assert "各镇（区）" not in page.locator("table.heat").inner_text()
    assert "不算任何一个单位的" in page.locator("main").inner_text()


def test_units_by_official(page: Page) -> None:
    """All eight tasks of 水务局 stand under 韩飚; one of five leaders counts for each."""
    open_view(page, "#/matrix?of=official")

    assert row_of(page, "水务局") == {
        "全部": "8",
        "韩飚": "8",
        "郑丙华": "3",
        "吴敬宇": "2",
        "邵建": "2",
        "汪香元": "1",
    }


def test_a_cell_opens_its_tasks_and_the_way_to_their_pictures(page: Page) -> None:
    """水务局 owns the rows 19, 20 and 21 of annex 2; closing goes back to the cell."""
    open_view(page, "#/matrix")
    name = "水务局，生态环境：3项任务"

    cell(page, name).click()
    page.wait_for_selector("aside.cell h2:focus")

    tasks = page.locator(".cell-tasks > li")
    assert page.locator("aside.cell h2").inner_text() == "水务局 · 生态环境"
    assert [each.partition("\n")[0] for each in tasks.all_inner_texts()] == [
        "洙泾河（十八港~岳鹿路）治理项目",
        "太仓市城区污水处理厂提标改造项目",
        "全市供水安全提升整治项目",
    ]
    assert "附件2第19项 · 表2，第19行" in tasks.first.inner_text()
    assert f"{BREAKDOWN}:2.19" in unquote(tasks.first.locator("a").get_attribute("href") or "")
    assert cell(page, name).get_attribute("aria-current") == "true"

    page.get_by_role("link", name="关闭", exact=False).click()
    page.wait_for_selector("aside.cell", state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


@pytest.mark.parametrize("height", [600, 800])
def test_an_opened_cell_stays_in_sight(embedded_page: Page, height: int) -> None:
    """生态环境 is the last heading but one: the tasks beside the table take its room, and the table scrolls to it."""
    embedded_page.set_viewport_size({"width": 1280, "height": height})
    open_view(embedded_page, "#/matrix")
    opened = cell(embedded_page, "水务局，生态环境：3项任务")

    opened.click()
    embedded_page.wait_for_selector("aside.cell h2:focus")

    seen = opened.evaluate(
        "(each) => { const box = each.getBoundingClientRect();"
        " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === each; }"
    )
    assert seen
    expect(embedded_page.locator("aside.cell h2")).to_be_in_viewport()


def test_the_number_of_a_cell_is_that_of_its_tasks(embedded_page: Page) -> None:
    """A copied link opens the cell again; its list is as long as its number says."""
    open_view(embedded_page, "#/matrix?of=official&rows=all&unit=320585:水务局&column=320585:郑丙华")

    assert embedded_page.locator("td a[aria-current]").inner_text() == "3"
    assert embedded_page.locator(".cell-tasks > li").count() == 3


def test_all_units_where_that_is_chosen(embedded_page: Page) -> None:
    """56 units own a task of the sample; the address keeps the choice, back takes it back."""
    open_view(embedded_page, "#/matrix")

    embedded_page.locator("select[name=rows]").select_option("all")
    expect(embedded_page.locator("table.heat tbody tr")).to_have_count(56)

    assert "rows=all" in embedded_page.url
    embedded_page.go_back()
    expect(embedded_page.locator("table.heat tbody tr")).to_have_count(25)


def test_where_only_groups_support_no_unit_has_a_cell(embedded_page: Page) -> None:
    """In the sample 各镇（区） and 有关部门 support, and nobody else."""
    open_view(embedded_page, "#/matrix")

    embedded_page.locator("select[name=role]").select_option("supports")
    embedded_page.wait_for_selector("table.heat", state="detached")

    assert "没有单位被点名在任何类别中担任这个角色。" in embedded_page.locator("main").inner_text()


def test_arrow_keys_walk_between_cells(embedded_page: Page) -> None:
    """Over empty cells to the next that holds something; one cell at a time is in the order of the tabulator."""
    open_view(embedded_page, "#/matrix")
    cell(embedded_page, "发改委，综合指标：2项任务").focus()

    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        embedded_page.keyboard.press(key)

    # 工信局 has nothing under the heading between.
    focused = embedded_page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "工信局，致力深化改革开放，共谱对外合作新篇章：6项任务"
    assert embedded_page.locator('table.heat td a[tabindex="0"]').count() == 1
    embedded_page.keyboard.press("Enter")
    embedded_page.wait_for_selector("aside.cell h2:focus")
    assert embedded_page.locator(".cell-tasks > li").count() == 6


def test_heads_stay_while_the_table_scrolls(embedded_page: Page) -> None:
    """The units on the left and the headings above, also on a telephone, where only the table scrolls to the side."""
    embedded_page.set_viewport_size({"width": 390, "height": 800})
    open_view(embedded_page, "#/matrix")
    box = embedded_page.locator(".heat-box")
    before = box.bounding_box()

    box.evaluate("(each) => each.scrollTo(400, 400)")

    first = embedded_page.locator("table.heat tbody th").nth(20).bounding_box()
    head = embedded_page.locator("table.heat thead th").nth(8).bounding_box()
    assert before
    assert first
    assert head
    assert (round(first["x"] - before["x"]), round(head["y"] - before["y"])) == (1, 1)
    assert not is_wider_than_the_window(embedded_page)


def test_headings_of_several_documents_say_which(open_page: Any, two_years: str) -> None:
    """Headings of one name stay apart; one document may be chosen, and a year."""
    page = open_page(two_years)
    open_view(page, "#/matrix?rows=all")
    heads = page.locator("table.heat thead th").all_inner_texts()

    assert len(heads) == 2 + 2 * 17
    assert {"综合指标\n太政发〔2021〕9号", "综合指标\n太政发〔2022〕9号"} <= set(heads)
    page.locator("select[name=year]").select_option("2022")
    expect(page.locator("table.heat thead th")).to_have_count(19)
    settle(page)
    assert row_of(page, "税务局")["综合指标"] == "1"


def test_units_of_one_name_stand_apart_and_say_where(open_page: Any, editable: tuple[str, str]) -> None:
    """水务局 of 太仓市 and of 昆山市 are two bodies, each with its own row and its own tasks."""
    address, key = editable
    page = open_page(address)
    for place, rows in (("太仓市", "水利,修坝,水务局\n"), ("昆山市", "水利,修坝,水务局\n水利,疏浚,水务局\n")):
        text = f"类别,主要任务,责任单位\n{rows}".encode()
        file = {"name": f"{place}.csv", "mimeType": "text/csv", "buffer": text}
        headers = {"Authorization": f"Bearer {key}"}
        answer = page.request.post(f"/documents?jurisdiction={place}", multipart={"file": file}, headers=headers)
        assert answer.status == 201, answer.text()

    open_view(page, "#/matrix")

    rows = [
        [cell.strip() for cell in each.split("\t")] for each in page.locator("table.heat tbody tr").all_inner_texts()
    ]
    assert [row[:2] for row in rows] == [["水务局 昆山市", "2"], ["水务局 太仓市", "1"]]
    assert [row[2:] for row in rows] == [["2", ""], ["", "1"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", ["#/matrix", f"#/matrix?unit={WATER}&column={ENVIRONMENT}"])
def test_nothing_stands_in_the_way_of_anybody(embedded_page: Page, scheme: Any, fragment: str) -> None:
    """Axe finds nothing, the colours of the cells included."""
    embedded_page.emulate_media(color_scheme=scheme)
    open_view(embedded_page, fragment)

    assert violations(embedded_page) == []
