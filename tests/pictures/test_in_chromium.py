"""The page in a real Chromium, opened as a file: it draws, finds, filters, shows receipts, and asks for nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.pictures import Picture
from loaders import extract_file
from tests.api.command_line import SAMPLE
from tests.contract.joined import joined
from tests.exports.hostile import LINK, MARKUP, QUOTE, SCRIPT, hostile
from tests.parts import launched_chromium
from tests.pictures.scenes import drawn, shown

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass
class Opened:
    """A page, and what went wrong or out in it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched_chromium() as chromium:
        yield chromium


def opened(browser: Browser, file: Path, content: bytes, scheme: str = "light") -> Opened:
    """Write a page, open it, and wait until it is drawn."""
    file.write_bytes(content)
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type] # light or dark
    found = Opened(page)
    page.on("console", lambda message: found.complaints.append(message.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on("dialog", lambda dialog: found.complaints.append(dialog.message))
    page.on("request", lambda request: found.requests.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    return found


@pytest.fixture(scope="module")
def sample(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The sample: 157 tasks."""
    picture = Picture(shown(drawn(extract_file(SAMPLE).batch())))
    return opened(browser, tmp_path_factory.mktemp("page") / "sample.html", picture.html())


def choose(page: Page, text: str, name: str) -> None:
    """Find a node by words, and select it by keyboard."""
    page.fill("#search", text)
    page.locator("#found button", has_text=name).first.focus()
    page.keyboard.press("Enter")


def pixels(page: Page) -> set[str]:
    """Return the colours in the picture, as hexadecimal."""
    colours: list[str] = page.evaluate("""() => {
        const canvas = document.querySelector('#canvas canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set();
        for (let at = 0; at < data.length; at += 4) {
            found.add('#' + [0, 1, 2].map((part) => data[at + part].toString(16).padStart(2, '0')).join(''));
        }
        return [...found];
    }""")
    return set(colours)


def test_it_is_drawn_without_a_complaint_or_a_request(sample: Opened) -> None:
    """The policy holds, the console is empty, and only the file itself was asked for."""
    assert sample.complaints == []
    assert [url.partition(":")[0] for url in sample.requests] == ["file"]
    assert {"#56b4e9", "#cc79a7", "#009e73"} <= pixels(sample.page)


def test_a_unit_is_found_by_the_initials_of_its_pinyin(sample: Opened) -> None:
    """Swj spells 水务局 as well as 商务局; the kind stands beside the name."""
    sample.page.fill("#search", "SWJ")

    found = sample.page.locator("#found button").all_text_contents()

    assert {"水务局 单位 / Unit", "商务局 单位 / Unit", "税务局 单位 / Unit"} <= set(found)


def test_words_of_a_task_find_it(sample: Opened) -> None:
    """Chinese words anywhere in the name; what nothing fits is said."""
    sample.page.fill("#search", "污水处理")
    assert sample.page.locator("#found button").all_text_contents() == ["太仓市城区污水处理厂提标改造项目 任务 / Task"]

    sample.page.fill("#search", "没有这样的事")
    assert "没有符合的名称" in sample.page.inner_text("#found")


def test_a_node_shows_its_facts_and_relationships_by_keyboard_alone(sample: Opened) -> None:
    """水务局 stands in eight cells of the sample, so it has eight relationships; Escape clears."""
    choose(sample.page, "水务局", "水务局")

    receipt = sample.page.inner_text("#receipt")
    assert "相关关系 / Its relationships: 8" in receipt
    assert "市水务局" in receipt
    assert "部门 / department" in receipt

    sample.page.keyboard.press("Escape")
    assert "点选节点或连线" in sample.page.inner_text("#receipt")


def test_an_edge_shows_its_receipt_in_words(sample: Opened) -> None:
    """水务局 owns the sewage plant, together with 水务集团: lines 1430 and 1431 of the text, in the second table."""
    choose(sample.page, "水务局", "水务局")
    sample.page.locator("#receipt li button", has_text="污水处理厂提标改造").click()

    receipt = sample.page.inner_text("#receipt")

    assert "水务局 → 太仓市城区污水处理厂提标改造项目" in receipt
    assert "主要责任 / OWNS" in receipt
    assert sample.page.inner_text("#receipt dd.quote") == "水务局\n水务集团"
    assert "表2，第20行，第7栏，文本第1430—1431行" in receipt


def test_selecting_dims_the_rest(sample: Opened) -> None:
    """While an official is selected the full blue of tasks that he does not lead is gone from most places."""
    page = sample.page
    page.keyboard.press("Escape")
    page.click("#across")
    page.wait_for_timeout(100)
    before = _count(page, "#cc79a7")

    choose(page, "周强", "周强")
    page.wait_for_timeout(100)
    after = _count(page, "#cc79a7")
    page.keyboard.press("Escape")

    assert before > 200
    assert after == 0


def _count(page: Page, colour: str) -> int:
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    found: int = page.evaluate(
        """(wanted) => {
        const canvas = document.querySelector('#canvas canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) count += wanted.every((part, place) => data[at + place] === part);
        return count;
    }""",
        wanted,
    )
    return found


def test_filters_take_kinds_out_of_the_picture(sample: Opened) -> None:
    """Without categories no purple glyph is left, and search finds none."""
    page = sample.page
    page.click("#across")
    box = page.locator("#nodes label", has_text="类别").locator("input")

    box.uncheck()
    page.wait_for_timeout(200)
    page.fill("#search", "综合指标")

    assert _count(page, "#cc79a7") == 0
    assert page.locator("#found button").count() == 0
    box.check()


def test_a_click_on_a_node_and_on_a_line_selects_them(browser: Browser, tmp_path: Path) -> None:
    """By mouse: a plate where it stands, a line half-way between two."""
    page = opened(browser, tmp_path / "page.html", Picture(shown(drawn(joined()))).html()).page
    page.click("#across")

    page.mouse.click(*_side(page, "丙局", 0))
    page.locator("#receipt h2", has_text=re.compile("^丙局$")).wait_for()
    ends = _side(page, "各镇", -0.5), _side(page, "任务4", 0.5)
    page.mouse.click(*((one + other) / 2 for one, other in zip(*ends, strict=True)))
    page.locator("#receipt h2", has_text="各镇 → 任务4").wait_for()

    assert "主要责任（经单位群，未点名）" in page.inner_text("#receipt")


def _side(page: Page, name: str, part: float) -> tuple[float, float]:
    """Return where a plate is on the screen; the page is at the width of the picture."""
    x, y = page.evaluate(
        """([name, part]) => {
        const picture = JSON.parse(document.getElementById('picture').textContent);
        const { left, top, width, height } = document.getElementById('canvas').getBoundingClientRect();
        const [boxLeft, boxTop, boxRight, boxBottom] = picture.box;
        const scale = Math.min(width / (boxRight - boxLeft + 40), 1.25);
        const node = picture.nodes.find((each) => each.label === name);
        const middle = (boxTop - 34 / Math.min(scale, 1) - 6 + boxBottom) / 2;
        return [
            left + width / 2 + (node.x + part * node.w - (boxLeft + boxRight) / 2) * scale,
            top + height / 2 + (node.y - middle) * scale,
        ];
    }""",
        [name, part],
    )
    return x, y


def test_hostile_names_are_shown_as_they_are_written(browser: Browser, tmp_path: Path) -> None:
    """No image, no script, no link comes of a name; the panel shows the very characters."""
    found = opened(browser, tmp_path / "page.html", Picture(shown(drawn(hostile()))).html())
    page = found.page

    choose(page, "<img", "任务 / Task")

    assert page.inner_text("#receipt h2") == MARKUP
    listed = " ".join(page.locator("#receipt li button").all_text_contents())
    assert all(name in listed for name in (MARKUP, SCRIPT, LINK))
    page.locator("#receipt li button").first.click()
    assert page.inner_text("#receipt dd.quote") == QUOTE
    assert page.locator("#panel img, #panel script, #panel a").count() == 0
    assert found.complaints == []


def test_a_notebook_frame_draws_in_its_sandbox(browser: Browser, tmp_path: Path) -> None:
    """As output of a cell: drawn within the frame, which cannot reach the page around it."""
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><p>notebook</p>{Picture(shown(drawn(joined())))._repr_html_()}", encoding="utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())

    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready]").wait_for()

    assert "责任关系图" in frame.locator("h1").inner_text()
    assert page.frames[1].evaluate("self.origin") == "null"
    assert complaints == []


def test_dark_and_light_follow_the_reader(browser: Browser, tmp_path: Path) -> None:
    """The paper of the picture is that of the page."""
    picture = Picture(shown(drawn(joined()))).html()

    dark = opened(browser, tmp_path / "dark.html", picture, "dark").page
    light = opened(browser, tmp_path / "light.html", picture, "light").page

    assert "#202327" in pixels(dark)
    assert "#f3f4f6" in pixels(light)
    assert "#202327" not in pixels(light)
