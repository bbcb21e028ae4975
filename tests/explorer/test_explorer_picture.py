"""The picture as a reader uses it.

By hand from data/taicang-2021-breakdown.txt: 水务局 owns eight tasks: 1.65, 1.67, 1.81, 1.84, 1.85, 2.19, 2.20, 2.21.
They are led by 韩飚 (8), 郑丙华 (3), 吴敬宇 (2), 邵建 (2), 汪香元 (1): 16 edges. Twelve other units own them too
(财政局 资规局 住建局 城管局 交运局 高新区 城厢镇 生态环境局 发改委 农业农村局 港区 水务集团): 26 edges.
各有关镇（区） and 有关部门 support all eight: 16 edges. They stand under five headings: 8 edges. Of the twelve units
高新区, 城厢镇 and 港区 may be meant by 各有关镇（区）: 3 edges. Together 33 nodes and 69 edges.
"""

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import BREAKDOWN, open_view, settle
from tests.explorer.pictures import TASK_67, WATER, click, counts, is_in_view, names, open_water, picture, show

CHENGXIANG = "Unit 320585:城厢镇"
INDICATORS = f"{BREAKDOWN}:1:综合指标"
OWNS_67 = f"OWNS {WATER} {TASK_67}"


def test_a_picture_of_a_unit_shows_its_tasks_and_all_that_they_name(page: Page) -> None:
    """With whom, and under whom."""
    open_water(page)

    assert counts(page) == (33, 69)
    assert names(page, 'node[label = "Official"]') == {"韩飚", "郑丙华", "吴敬宇", "邵建", "汪香元"}
    assert names(page, 'node[label = "UnitGroup"]') == {"各有关镇（区）", "有关部门"}


def test_a_line_shows_the_words_and_the_place_that_it_rests_on(page: Page) -> None:
    """The cell is marked in the row as the document has it."""
    open_water(page)
    click(page, OWNS_67)

    panel = page.locator(".panel")
    expect(panel.locator("q").first).to_have_text("财政局 资规局 住建局 城管局 交运局 水务局 高新区 城厢镇")
    expect(panel.locator("dl.receipt")).to_contain_text("表1，第67行，第5栏，文本第680—687行")
    expect(panel.locator("dl.receipt")).to_contain_text("列第6位")
    expect(panel.locator("td.marked")).to_have_count(1)
    expect(panel.locator("td.marked mark")).to_contain_text("水务局")
    expect(panel.locator("a", has_text="关于分解落实2021年政府各项主要工作任务")).to_be_visible()


def test_a_line_from_a_merged_cell_says_which_row_prints_it(page: Page) -> None:
    """有关部门 of 1.67 stand in the merged cell that begins at row 61."""
    open_view(
        page, picture(show("Unit", "320585:水务局"), selected=f"SUPPORTS UnitGroup {BREAKDOWN}:有关部门 {TASK_67}")
    )

    panel = page.locator(".panel")
    expect(panel.locator("dl.receipt")).to_contain_text("承自第61行的合并单元格")
    expect(panel.locator("dl.receipt q")).to_have_text("各有关镇（区）有关部门")
    expect(panel.locator("td.marked small")).to_have_text("承自第61行")


def test_a_chosen_unit_tells_its_load_and_its_neighbours(page: Page) -> None:
    """Explicit and through groups apart; each neighbour with its source."""
    open_water(page)
    click(page, WATER)

    figures = page.locator(".panel table.figures tbody tr")
    assert figures.all_inner_texts()[0].split() == ["负责", "8", "6", "0"]
    relation = page.locator(".panel details.relation").first
    expect(relation.locator("summary").first).to_have_text("主要责任 · 任务8")
    expect(relation.locator(".neighbours > li")).to_have_count(8)


def test_what_is_not_tied_to_the_choice_is_dimmed(page: Page) -> None:
    """Of 吴敬宇: his two tasks and whom these name stay; 水务集团 is in neither."""
    open_water(page)
    click(page, "Official 320585:吴敬宇")

    assert "水务集团" in names(page, "node.dimmed")
    assert not {"吴敬宇", "水务局", "农业农村局", "城厢镇"} & names(page, "node.dimmed")
    page.keyboard.press("Escape")
    settle(page)
    assert names(page, ".dimmed") == set()


def test_with_a_heading_all_that_stands_under_it_stands_out(page: Page) -> None:
    """综合指标 has seven headings below it and no task of its own: theirs are meant."""
    open_view(page, picture(show("Category", INDICATORS), selected=f"Category {INDICATORS}"))

    assert len(names(page, 'node[label = "Category"]')) == 8
    assert names(page, "node.dimmed") == set()


def test_what_is_chosen_elsewhere_comes_into_view(embedded_page: Page) -> None:
    """The last task of 水务局 stands below the window; it is chosen in the panel, then in the table."""
    page = embedded_page
    last = f"Task {BREAKDOWN}:2.21"
    open_water(page, selected=WATER)
    assert not is_in_view(page, last)

    page.locator(".panel .neighbours button", has_text="全市供水安全提升整治项目").click()
    settle(page)
    assert is_in_view(page, last)

    page.keyboard.press("t")
    settle(page)
    page.locator("table.sorted tbody button", has_text="交运局").click()
    page.locator(".panel .claim button", has_text="交运局").click()
    page.keyboard.press("t")
    settle(page)
    assert is_in_view(page, "Unit 320585:交运局")


def test_what_is_chosen_stays_in_view(embedded_page: Page) -> None:
    """The legend takes room from the lanes, and a lane of documents pushes that of the units to the right."""
    page = embedded_page
    open_water(page, selected=WATER)
    page.locator("[data-tool=filters]").click()
    assert is_in_view(page, WATER)

    steps: list[list[object]] = [show("Unit", "320585:水务局"), ["nodes", BREAKDOWN]]
    page.evaluate("(address) => { location.hash = address; }", picture(*steps, selected=WATER))
    expect(page.locator(".canvas")).to_have_attribute("data-nodes", "34")
    settle(page)
    assert is_in_view(page, WATER)


def test_a_telephone_opens_on_what_was_asked_for(open_page: Any, ladybug_explorer: str) -> None:
    """At 390 pixels the lane of the units is beyond the right side of a picture that begins at its left."""
    page = open_page(ladybug_explorer, viewport={"width": 390, "height": 844})
    open_water(page)

    assert is_in_view(page, WATER)


def test_after_a_search_the_arrow_keys_walk(embedded_page: Page) -> None:
    """Nothing has to be clicked in between."""
    page = embedded_page
    open_view(page)
    page.locator("#search").fill("水务局")
    option = page.locator("#hits [role=option]", has=page.get_by_text("水务局", exact=True))
    expect(option).to_have_count(1)
    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel h2")
    settle(page)

    page.keyboard.press("ArrowLeft")
    settle(page)

    expect(page.locator(".panel .chip").first).to_have_text("任务")


def test_the_whole_of_a_tall_picture_is_shown(embedded_page: Page) -> None:
    """157 tasks below each other fit into the window; no two heads of lanes overlap."""
    page = embedded_page
    more = [["more", "Document", BREAKDOWN, number] for number in range(1, 6)]
    open_view(page, picture(show("Document", BREAKDOWN), *more))
    assert len(names(page, 'node[label = "Task"]')) > 100
    page.keyboard.press("f")
    settle(page)

    box = page.evaluate(
        "(({cy}) => { const {y1, y2} = cy.elements().renderedBoundingBox(); return [y1, y2, cy.height()]; })"
        "(document.querySelector('.canvas')._cyreg)"
    )
    assert box[0] >= 0
    assert box[1] <= box[2]
    heads = page.evaluate("[...document.querySelectorAll('.heads span')].map((each) => each.getBoundingClientRect())")
    assert all(left["right"] <= right["left"] for left, right in pairwise(heads))


def test_a_tree_draws_its_own_lines_and_those_of_the_choice(page: Page) -> None:
    """吴敬宇 and thirty of his tasks name 71 others: 71 lines hold the tree, 174 go across it."""
    open_view(page, picture(show("Official", "320585:吴敬宇"), layout="tree"))
    drawn = "document.querySelector('.canvas')._cyreg.cy.edges('[type != \"more\"]:visible').length"
    assert counts(page) == (72, 245)
    assert page.evaluate(drawn) == 71

    click(page, "Unit 320585:发改委")

    assert page.evaluate(drawn) > 71
    hidden = "document.querySelector('.canvas')._cyreg.cy.nodes('.chosen').connectedEdges(':hidden').length"
    assert page.evaluate(hidden) == 0


def test_undo_has_a_key_and_zoom_has_buttons(embedded_page: Page) -> None:
    """Ctrl+Z takes the last step back; + and − zoom around the middle."""
    page = embedded_page
    open_water(page)
    click(page, CHENGXIANG, times=2)
    assert counts(page)[0] == 34
    page.keyboard.press("Control+z")
    settle(page)
    assert counts(page)[0] == 33

    level = "document.querySelector('.canvas')._cyreg.cy.zoom()"
    before = page.evaluate(level)
    page.locator("[data-tool=in]").click()
    assert page.evaluate(level) > before
    page.locator("[data-tool=out]").click()
    assert page.evaluate(level) == pytest.approx(before)


def test_a_node_is_expanded_by_a_double_click_and_by_a_key(page: Page) -> None:
    """城厢镇 may be meant by 各镇（区） as well; 港区 answers for more than what 水务局 does."""
    open_water(page)
    click(page, CHENGXIANG, times=2)

    assert counts(page)[0] == 34
    assert "各镇（区）" in names(page, 'node[label = "UnitGroup"]')
    click(page, "Unit 320585:港区")
    page.keyboard.press("e")
    settle(page)
    assert counts(page)[0] > 34


def test_what_no_line_is_drawn_to_is_not_drawn(page: Page) -> None:
    """Beside 水务集团 is only the place, whose lines lanes hide: the reader is told, and the legend draws it."""
    open_water(page)
    click(page, "Unit 320585:水务集团")
    page.keyboard.press("e")
    settle(page)

    assert counts(page) == (33, 69)
    expect(page.locator("#notice")).to_contain_text("太仓市")
    page.locator("[data-tool=filters]").click()
    page.locator(".legend-row", has_text="隶属").locator("input").check()
    settle(page)
    assert names(page, 'node[label = "Jurisdiction"]') == {"太仓市"}


def test_what_is_asked_for_by_itself_is_drawn_though_its_lines_are_not(embedded_page: Page) -> None:
    """The panel of 水务局 names the place; chosen there it is drawn, and nothing that is in it is dimmed."""
    page = embedded_page
    open_water(page, selected=WATER)
    page.locator(".panel .neighbours").get_by_role("button", name="太仓市", exact=True).click()
    settle(page)

    assert "太仓市" in names(page, "node.chosen")
    assert names(page, "node.dimmed") == set()


def test_thirty_tasks_are_shown_and_the_rest_is_counted(page: Page) -> None:
    """The document has 157."""
    open_view(page, picture(show("Document", BREAKDOWN)))
    assert len(names(page, 'node[label = "Task"]')) == 30
    assert names(page, 'node[label = "more"]') == {"还有127项"}

    click(page, f"more Document {BREAKDOWN}")

    assert page.evaluate("document.querySelector('.canvas')._cyreg.cy.nodes('[label = \"Task\"]').length") == 60
    assert names(page, 'node[label = "more"]') == {"还有97项"}


def test_a_path_joins_two_nodes(page: Page) -> None:
    """水务集团 owns 1.85 and 生态环境局 1.81, which 韩飚 leads both: four steps."""
    open_water(page)
    click(page, "Unit 320585:水务集团")
    page.keyboard.press("p")
    click(page, "Unit 320585:生态环境局")

    assert {"水务集团", "生态环境局"} <= names(page, "node.marked")
    assert "财政局" not in names(page, "node.marked")


def test_back_forward_undo_and_a_link_restore_a_picture(page: Page) -> None:
    """A picture is nothing but its address."""
    open_water(page)
    click(page, CHENGXIANG, times=2)
    address = page.url

    page.go_back()
    settle(page)
    assert counts(page)[0] == 33
    page.go_forward()
    settle(page)
    assert counts(page)[0] == 34
    page.locator("[data-tool=undo]").click()
    settle(page)
    assert counts(page)[0] == 33
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    settle(page)
    assert counts(page)[0] == 34


def test_the_legend_counts_and_hides(page: Page) -> None:
    """Without officials five nodes and their 16 lines are gone; the address keeps it."""
    open_water(page)
    page.locator("[data-tool=filters]").click()
    row = page.locator(".legend-row", has_text="分管领导")
    expect(row.locator(".count")).to_have_text("5")

    row.locator("input").uncheck()
    settle(page)

    assert counts(page) == (28, 53)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    settle(page)
    assert counts(page) == (28, 53)


def test_a_category_narrows_what_is_asked_for(page: Page) -> None:
    """Three of the eight tasks of 水务局 stand under 生态环境 of the second annex: 2.19, 2.20, 2.21."""
    open_water(page)
    page.locator("[data-tool=filters]").click()
    page.locator("select[name=category]").select_option(label="生态环境")
    settle(page)

    assert len(names(page, 'node[label = "Task"]')) == 3


def test_a_node_is_taken_out(page: Page) -> None:
    """With its lines: 郑丙华 leads three of the tasks."""
    open_water(page)
    click(page, "Official 320585:郑丙华")
    page.keyboard.press("Delete")
    settle(page)

    assert counts(page) == (32, 66)


def test_arrow_keys_walk_between_nodes(page: Page) -> None:
    """Left of 水务局 is a task, and the panel follows."""
    open_water(page, selected=WATER)
    page.locator(".canvas").focus()
    page.keyboard.press("ArrowLeft")
    settle(page)

    expect(page.locator(".panel .chip").first).to_have_text("任务")


def test_another_layout_keeps_nothing_of_the_lanes(page: Page) -> None:
    """In lanes every line ends at the sides of its nodes; on rings none is held to them."""
    open_water(page)
    held = "document.querySelector('.canvas')._cyreg.cy.edges('[leaves]').length"
    assert page.evaluate(held) == 69

    page.keyboard.press("l")
    page.wait_for_url("**layout=rings**")
    settle(page)

    assert page.evaluate(held) == 0
