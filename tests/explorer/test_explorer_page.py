"""The page around the pictures: first page, search, keys, language, light, telephone, and names that are markup."""

import re
from pathlib import Path
from typing import Any

import httpx2
import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from api.access.keys import KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.app import create_app
from api.settings import Settings
from tests.api.conftest import load_sample, serve
from tests.explorer.conftest import BREAKDOWN, is_wider_than_the_window, open_view, settle, violations
from tests.explorer.pictures import TASK_67, WATER, click, counts, names, open_water, picture, show

OWNS_67 = f"OWNS {WATER} {TASK_67}"
VIEWS = {
    "start": "",
    "picture": picture(show("Unit", "320585:水务局"), selected=WATER),
    "edge": picture(show("Unit", "320585:水务局"), selected=OWNS_67),
    "table": picture(show("Unit", "320585:水务局"), **{"as": "table"}),
    "search": "#/search?q=污水",
    "question": "#/question?question=units-of-official&official=吴敬宇&ask=1",
    "no-question": "#/question?question=nobody-asks",
    "unknown": "#/nowhere",
}


def test_the_first_page_tells_what_is_loaded_and_who_carries_most(page: Page) -> None:
    """Never everything at once: figures, bars that lead to pictures, questions, examples."""
    open_view(page)

    headline = dict(
        zip(page.locator(".headline dt").all_inner_texts(), page.locator(".headline dd").all_inner_texts(), strict=True)
    )
    assert (headline["任务"], headline["分管领导"]) == ("157", "9")
    first = page.locator(".bars[data-label=Unit] li").first
    assert first.inner_text().split() == ["发改委", "28"]
    assert page.locator(".bars[data-label=Official] li").first.inner_text().split() == ["吴敬宇", "54"]
    expect(page.locator(".questions li")).not_to_have_count(0)
    first.locator("a").click()
    page.wait_for_selector(".canvas")
    settle(page)
    assert "发改委" in names(page, "node.chosen")


def test_examples_of_the_first_page_show_something(page: Page) -> None:
    """The work report names nobody who answers: its example leads to its 70 sections, not to a picture of it alone."""
    open_view(page)
    examples = page.locator(".examples a")
    assert examples.all_inner_texts()[-2:] == [
        "政府工作报告（2022年）：各章节讲了什么",
        "太政发〔2021〕9号 关于分解落实2021年政府各项主要工作任务和民生实事项目的通知：有哪些任务，归谁",
    ]

    examples.nth(-2).click()
    page.wait_for_selector("table.sorted tbody tr")
    assert page.locator("table.sorted tbody tr").count() == 70
    page.go_back()
    page.wait_for_selector(".examples")
    settle(page)
    examples.nth(-1).click()
    page.wait_for_selector(".canvas")
    settle(page)
    assert counts(page)[0] > 30


def test_documents_of_two_years_are_told_apart(open_page: Any, two_years: str) -> None:
    """Both have one title; their numbers hold the year."""
    page = open_page(two_years)
    open_view(page)

    shown = [each.partition(" ")[0] for each in page.locator(".examples a").all_inner_texts()]
    assert {"太政发〔2021〕9号", "太政发〔2022〕9号"} <= set(shown)


def test_pinyin_initials_find_a_unit(page: Page) -> None:
    """Typing swj also finds 市卫健委; the arrow keys go on to 水务局, and Enter opens its picture."""
    open_view(page)
    page.keyboard.press("/")
    page.keyboard.type("swj")
    option = page.locator("#hits [role=option]", has=page.get_by_text("水务局", exact=True))
    expect(option).to_have_count(1)

    while option.get_attribute("aria-selected") != "true":
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".canvas")
    settle(page)

    assert counts(page) == (33, 69)


def test_words_are_found_and_marked(page: Page) -> None:
    """污水 stands in three tasks of the breakdown: 1.81, 1.85 and 2.20."""
    open_view(page)
    page.locator("#search").fill("污水")
    page.locator("#search").press("Enter")
    page.wait_for_selector(".results")
    settle(page)

    tab = page.locator(".tabs a", has_text="任务")
    expect(tab.locator(".count")).to_have_text("3")
    assert set(page.locator(".hits mark").all_inner_texts()) == {"污水"}


def test_a_question_is_asked_by_its_form(page: Page) -> None:
    """Which officials 水务局 works under: 韩飚 leads all its eight tasks, six of them as the first."""
    open_view(page, "#/question?question=officials-of-unit")
    page.locator("input[name=unit]").fill("水务局")
    page.locator("button[type=submit]").click()
    page.wait_for_selector("table.sorted tbody tr")

    cells = page.locator("table.sorted tbody tr").first.locator("td").all_inner_texts()
    assert cells[:4] == ["水务局", "韩飚", "8", "6"]
    page.locator("a", has_text="画成图").click()
    page.wait_for_selector(".canvas")
    settle(page)
    assert {"水务局", "韩飚", "汪香元"} <= names(page, "node")


def test_the_table_is_the_picture_in_rows(embedded_page: Page, tmp_path: Path) -> None:
    """69 rows, sorted by a click, saved as CSV with the mark for Excel."""
    page = embedded_page
    open_water(page)
    page.keyboard.press("t")
    settle(page)
    expect(page.locator("table.sorted tbody tr")).to_have_count(69)

    page.locator("th button", has_text="到").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("到")
    with page.expect_download() as saved:
        page.locator("[data-tool=csv]").click()
    saved.value.save_as(tmp_path / "table.csv")

    text = (tmp_path / "table.csv").read_bytes().decode("utf-8-sig")
    assert len(text.splitlines()) == 70
    assert "水务局,单位,主要责任,城区城市管理财政事权改革全面落地,任务," in text


def test_a_picture_is_saved_as_png_and_svg(embedded_page: Page, tmp_path: Path) -> None:
    """Both hold the whole picture; the SVG has its names as text."""
    page = embedded_page
    open_water(page)
    for form in ("png", "svg"):
        with page.expect_download() as saved:
            page.locator(f"[data-tool={form}]").click()
        saved.value.save_as(tmp_path / f"picture.{form}")

    png = (tmp_path / "picture.png").read_bytes()
    assert png.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(png[16:20], "big") > 1500
    drawn = etree.parse(tmp_path / "picture.svg")
    texts = drawn.xpath("//*[local-name()='text']/text()")
    assert {"水务局", "韩飚", "水务集团"} <= set(texts)
    assert drawn.xpath("count(//*[@class='node'])") == 33


def test_language_and_light_are_switched_and_kept(embedded_page: Page) -> None:
    """English and dark stay after the page is opened again; the canvas takes the colours of the page."""
    page = embedded_page
    open_water(page)
    page.locator("#language").click()
    page.locator("#theme").click()
    settle(page)

    page.reload()
    page.wait_for_selector("body[data-ready]")
    settle(page)

    assert page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", "dark"]
    expect(page.locator(".heads span", has_text="Tasks")).to_be_visible()
    fill = page.evaluate(
        "document.querySelector('.canvas')._cyreg.cy.nodes('[label = \"Task\"]')[0].style('background-color')"
    )
    assert sum(int(each) for each in re.findall(r"\d+", fill)) < 300


def test_the_keys_do_what_the_help_says(embedded_page: Page) -> None:
    """?, l, f and Esc."""
    page = embedded_page
    open_water(page)
    page.keyboard.press("?")
    expect(page.locator("dialog kbd", has_text="Esc")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("l")
    settle(page)
    assert "layout=rings" in page.url
    page.keyboard.press("f")
    settle(page)
    inside = page.evaluate(
        "(({cy}) => { const box = cy.elements().renderedBoundingBox();"
        " return box.x1 >= 0 && box.y1 >= 0 && box.x2 <= cy.width() && box.y2 <= cy.height(); })"
        "(document.querySelector('.canvas')._cyreg)"
    )
    assert inside


@pytest.mark.parametrize("name", VIEWS)
def test_a_telephone_has_room_for_every_view(open_page: Any, ladybug_explorer: str, name: str) -> None:
    """At 390 pixels nothing but tables and the picture scrolls to the side."""
    page = open_page(ladybug_explorer, viewport={"width": 390, "height": 844})
    open_view(page, VIEWS[name])

    assert not is_wider_than_the_window(page)


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_no_view_has_a_barrier(open_page: Any, ladybug_explorer: str, name: str, light: str) -> None:
    """axe-core finds nothing, in either light."""
    page = open_page(ladybug_explorer, color_scheme=light)
    open_view(page, VIEWS[name])

    assert violations(page) == []


def test_a_picture_of_too_many_nodes_is_refused(open_page: Any, editable: tuple[str, str]) -> None:
    """501 tasks: the reader is told to narrow it, and the picture before stays."""
    address, key = editable
    lines = "\n".join(f"{at},办好第{at}件事,城东局" for at in range(1, 502))
    document = uploaded(address, key, "long.csv", f"序号,任务,责任单位\n{lines}\n".encode())
    page = open_page(address)
    open_view(page, picture(show("Document", document)))
    page.evaluate(
        "(fragment) => { location.hash = fragment; }",
        picture(["nodes", *(f"{document}:1.{at}" for at in range(1, 502))]),
    )
    page.wait_for_selector("#notice.shown")
    settle(page)

    expect(page.locator("#notice")).to_contain_text("至多500个节点")
    # The document, thirty tasks and 城东局; that the document states them is not drawn in lanes.
    assert counts(page) == (32, 30)


def test_names_are_texts_whatever_they_hold(open_page: Any, editable: tuple[str, str], tmp_path: Path) -> None:
    """A document whose names are markup shows them, and nothing of them is carried out."""
    address, key = editable
    names_of = (
        "<img src=x onerror=document.title=1>局",
        "</script><script>document.title=1</script>局",
        'a href="javascript:1"局',
    )
    rows = "\n".join(
        f"<tr><td>{at}</td><td>办好第{at}件事</td><td>{name.replace('&', '&amp;').replace('<', '&lt;')}</td></tr>"
        for at, name in enumerate(names_of, 1)
    )
    page_text = f"<meta charset=utf-8><table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr>{rows}</table>"
    document = uploaded(address, key, "markup.html", page_text.encode(), title="<b>通知</b>")
    page = open_page(address)
    for fragment in (
        "",
        picture(show("Document", document), selected=f"Document {document}"),
        picture(show("Document", document), **{"as": "table"}),
        "#/search?q=img",
    ):
        open_view(page, fragment)
        assert page.locator("main img, main script").count() == 0
        assert page.title() != "1"
    assert "<b>通知</b>" in page.evaluate("fetch('/documents').then((a) => a.text())")


def test_nothing_is_loaded_from_elsewhere(page: Page) -> None:
    """Every view asks this service alone; the fixture counts what it had to refuse."""
    for fragment in VIEWS.values():
        open_view(page, fragment)
    click_through(page)


def click_through(page: Page) -> None:
    """Use the picture a little, so that what is loaded late is loaded."""
    open_water(page)
    click(page, OWNS_67)
    open_view(page, picture(show("Document", BREAKDOWN)))


def test_a_service_that_keeps_to_its_readers_asks_for_their_key(
    open_page: Any, tmp_path: Path, complaints: list[str]
) -> None:
    """A wrong key is told, a right one opens the page; the key is kept in the tab and stands in no address."""
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}", public_read=False)
    load_sample(settings)
    file = ServiceFile(settings.service_path())
    _, key = KeyRing(file).create(Role.READER, "a reader")
    file.close()
    with serve(create_app(settings)) as client:
        page = open_page(str(client.base_url))
        open_view(page)
        page.locator("input[name=key]").fill("zer_00000000_" + "0" * 64)
        page.locator("button.primary").click()
        page.wait_for_selector("body[data-ready]")
        settle(page)
        expect(page.locator("[role=alert]")).to_be_visible()
        page.locator("input[name=key]").fill(key)
        page.locator("button.primary").click()
        page.wait_for_selector(".headline")

        expect(page.locator(".headline dd").nth(1)).to_have_text("157")
        assert key not in page.url
    # The browser reports each 401 by itself.
    assert all("401" in each for each in complaints)
    complaints.clear()


def uploaded(address: str, key: str, name: str, content: bytes, **facts: str) -> str:
    """Load a file of 太仓市 for 2021 and return the id of its document."""
    answer = httpx2.post(
        f"{address}/documents",
        params={"jurisdiction": "320585", "year": "2021", **facts},
        files={"file": (name, content)},
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
    )
    assert answer.status_code == 201, answer.text
    document: str = answer.json()["document"]
    return document
