"""What leaves the page: images with their caption, the link, paper."""

import base64
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from lxml import etree
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from playwright.sync_api import Page, expect

from tests.explorer.conftest import BREAKDOWN, open_view
from tests.explorer.pictures import WATER, open_water, picture, show

DRAWN = "//*[@class='edge'][not(ancestor::*[@class='legend'])]"


def test_a_saved_picture_is_drawn_as_on_the_screen(embedded_page: Page, tmp_path: Path) -> None:
    """69 lines: the three that say what a group may mean bend to the right, those of groups have a hollow arrow."""
    page = embedded_page
    open_water(page)
    drawing = saved_svg(page, tmp_path)

    assert len(drawing.xpath(DRAWN)) == 69
    bent = drawing.xpath(f"{DRAWN}[@data-type='MEMBER_OF']/*[contains(@d, 'Q')]/@d")
    assert len(bent) == 3
    for way in bent:
        (start, _), (middle, _), (end, _) = points_of(way)
        assert middle > max(start, end)
    assert len(drawing.xpath(f"{DRAWN}/*[@class='group']")) == 16


def test_a_saved_picture_says_what_it_is_and_where_it_is_from(embedded_page: Page, tmp_path: Path) -> None:
    """Title, document, filters, legend with counts, heads of lanes."""
    page = embedded_page
    open_water(page, category=f"{BREAKDOWN}:2:生态环境", hidden="STATED_IN,WITHIN,ISSUED_FOR,Official")
    texts = saved_svg(page, tmp_path).xpath("//*[local-name()='text']/text()")

    assert texts[0] == "责任关系图：水务局"
    assert texts[1] == "只画一部分：类别：生态环境；不画分管领导"
    assert texts[2].startswith("来源：太政发〔2021〕9号 关于分解落实2021年政府各项主要工作任务")
    assert {"任务 3", "类别", "任务", "单位"} <= set(texts)
    assert "领导" not in texts


def test_the_image_is_the_drawing(embedded_page: Page, tmp_path: Path) -> None:
    """The PNG is twice as large in pixels, and has ink where the drawing has its title."""
    page = embedded_page
    open_water(page)
    drawing = saved_svg(page, tmp_path)
    image = saved(page, "png", tmp_path).read_bytes()

    assert [int.from_bytes(image[at : at + 4], "big") for at in (16, 20)] == [
        round(2 * float(drawing.get(name))) for name in ("width", "height")
    ]
    dark = page.evaluate(
        """async (data) => {
          const image = new Image();
          image.src = 'data:image/png;base64,' + data;
          await image.decode();
          const paper = document.createElement('canvas').getContext('2d');
          paper.canvas.width = 600;
          paper.drawImage(image, 0, 0);
          const {data: dots} = paper.getImageData(48, 60, 400, 60);
          return dots.filter((value, at) => at % 4 === 0 && value < 100).length;
        }""",
        base64.b64encode(image).decode(),
    )
    assert dark > 100


def test_the_link_is_copied(open_page: Any, ladybug_explorer: str) -> None:
    """Where the browser lets the page."""
    page = open_page(ladybug_explorer, permissions=["clipboard-read", "clipboard-write"])
    open_water(page)
    page.locator("[data-tool=copy]").click()

    expect(page.locator("#notice")).to_contain_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("clipboard", ["undefined", "{writeText: () => Promise.reject(new Error('no'))}"])
def test_a_link_that_cannot_be_copied_is_shown(open_page: Any, ladybug_explorer: str, clipboard: str) -> None:
    """Plain http has no clipboard, and a browser may refuse: then the address stands selected."""
    page = open_page(ladybug_explorer)
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}}})")
    open_water(page, selected=WATER)
    page.locator("[data-tool=copy]").click()

    expect(page.locator("dialog.link input")).to_have_value(page.url)
    assert page.evaluate("getSelection().toString()") == page.url
    expect(page.locator("#notice")).to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("light", ["light", "dark"])
def test_a_picture_fits_on_paper(open_page: Any, ladybug_explorer: str, light: str) -> None:
    """All of it stands on the first page, from the headings on the left to the units on the right."""
    page = open_page(ladybug_explorer, color_scheme=light)
    open_view(page, picture(show("Unit", "320585:水务局")))
    first = next(iter(extract_pages(BytesIO(page.pdf(format="A4")))))

    texts = [each for each in first if isinstance(each, LTTextContainer)]
    # A browser writes radicals for some characters.
    words = normalize("NFKC", "".join(each.get_text() for each in texts))
    for name in ("责任关系图:水务局", "加快城市建设", "汪香元", "交运局", "水务集团"):
        assert name in words
    assert all(each.x0 >= 0 and each.x1 <= first.width and each.y0 >= 0 for each in texts)
    # Paper is light, whatever the page is.
    assert page.evaluate("document.querySelector('.printed rect').getAttribute('fill')") == "#ffffff"
    assert page.evaluate("document.documentElement.dataset.theme ?? ''") == ""


def points_of(way: str) -> list[tuple[float, float]]:
    """Return the points of ``M1 2Q3 4 5 6``."""
    numbers = [float(each) for each in way.replace("M", " ").replace("Q", " ").split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def saved_svg(page: Page, folder: Path) -> Any:
    """Save the picture as SVG and return its root."""
    return etree.parse(saved(page, "svg", folder)).getroot()


def saved(page: Page, form: str, folder: Path) -> Path:
    """Save the picture and return the file."""
    with page.expect_download() as download:
        page.locator(f"[data-tool={form}]").click()
    download.value.save_as(folder / f"picture.{form}")
    return folder / f"picture.{form}"
