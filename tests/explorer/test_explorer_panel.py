"""The panel: the cell that says so is seen, relationships go by the side of the choice, a failure stays in it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import BREAKDOWN, open_view, settle
from tests.explorer.pictures import TASK_67, WATER, click, counts, open_water, picture, show

SUPPORTS_67 = f"SUPPORTS UnitGroup {BREAKDOWN}:有关部门 {TASK_67}"
INDICATORS = f"{BREAKDOWN}:1:综合指标"
SIZES = {"desk": (1280, 800), "telephone": (390, 844)}
IS_SEEN = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const holds = (outer) =>
    box.left >= outer.left && box.right <= outer.right + 1 && box.top >= outer.top && box.bottom <= outer.bottom + 1;
  if (!holds({left: 0, top: 0, right: innerWidth, bottom: innerHeight})) return false;
  for (let each = document.querySelector(selector).parentElement; each; each = each.parentElement)
    if (getComputedStyle(each).overflow !== 'visible' && !holds(each.getBoundingClientRect())) return false;
  return box.width > 0 && box.height > 0;
}"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("edge", [SUPPORTS_67, f"OWNS {WATER} {TASK_67}"])
def test_the_cell_that_says_so_is_seen(open_page: Any, ladybug_explorer: str, size: str, edge: str) -> None:
    """It is the last of seven columns; nothing has to be scrolled to see it, whatever holds it."""
    width, height = SIZES[size]
    page = open_page(ladybug_explorer, viewport={"width": width, "height": height})
    open_view(page, picture(show("Unit", "320585:水务局"), selected=edge))

    expect(page.locator(".panel td.marked")).to_have_count(1)
    assert page.evaluate(IS_SEEN, ".panel td.marked")


def test_a_row_stands_with_its_header_beside_it(page: Page) -> None:
    """Row 67 as the document has it: six columns, the heading and the supporters from row 61."""
    open_view(page, picture(show("Unit", "320585:水务局"), selected=SUPPORTS_67))

    table = page.locator(".panel .source table")
    expect(table.locator("caption")).to_have_text("第67行")
    assert table.locator("th").all_inner_texts() == [
        "门类",
        "项目",
        "内容和要求",
        "分管领导",
        "主要责任单位",
        "相关单位",
    ]
    assert table.locator("td").nth(2).inner_text() == "城区城市管理财政事权改革全面落地。"


@pytest.mark.parametrize(
    ("locale", "below", "inside"),
    [("zh-CN", "下级 · 类别7", "所辖 · 单位"), ("en-GB", "has below it · category7", "has · unit")],
)
def test_a_relationship_is_named_from_the_side_of_the_choice(
    open_page: Any, ladybug_explorer: str, locale: str, below: str, inside: str
) -> None:
    """综合指标 is above its seven headings, and the place has its units."""
    page = open_page(ladybug_explorer, locale=locale)
    open_view(page, picture(show("Category", INDICATORS), selected=f"Category {INDICATORS}"))
    assert below in page.locator(".panel details.relation > summary").all_inner_texts()

    open_view(page, picture(show("Unit", "320585:水务局"), selected="Jurisdiction 320585"))
    titles = page.locator(".panel details.relation > summary").all_inner_texts()
    assert [each for each in titles if each.startswith(inside)]


def test_figures_that_no_filter_reaches_say_so(embedded_page: Page) -> None:
    """The load of a unit counts all documents."""
    page = embedded_page
    open_water(page, selected=WATER)
    expect(page.locator(".panel table.figures")).to_be_visible()
    expect(page.locator(".panel [data-note=whole]")).to_have_count(0)

    open_water(page, selected=WATER, year="2021")
    expect(page.locator(".panel [data-note=whole]")).to_have_text("以下数目和名单是全部文件的，不随上面的筛选。")


@pytest.mark.parametrize("selected", ["Unit 320585:没有这个局", f"OWNS {WATER} Task nothing"])
def test_a_choice_that_is_gone_leaves_the_picture(page: Page, complaints: list[str], selected: str) -> None:
    """The link is older than the graph: the panel says so."""
    open_water(page, selected=selected)

    expect(page.locator(".panel [role=alert]")).to_contain_text("已不在图中")
    assert counts(page) == (33, 69)
    # The browser reports what was not found by itself.
    complaints.clear()


@pytest.mark.parametrize(("locale", "said"), [("zh-CN", "没有连上服务"), ("en-GB", "could not be reached")])
def test_without_a_connection_the_picture_stays(
    open_page: Any, ladybug_explorer: str, complaints: list[str], locale: str, said: str
) -> None:
    """Neither a choice nor an expansion that cannot be asked for takes it away; why is said in the page's language."""
    page = open_page(ladybug_explorer, locale=locale)
    open_water(page)
    page.context.set_offline(True)

    click(page, "Unit 320585:财政局")
    expect(page.locator(".panel [role=alert]")).to_contain_text(said)
    assert counts(page) == (33, 69)

    page.keyboard.press("e")
    expect(page.locator("#notice")).to_contain_text(said)
    settle(page)
    assert counts(page) == (33, 69)
    assert "open" not in page.url
    # The browser reports each request that failed by itself.
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in complaints)
    complaints.clear()
