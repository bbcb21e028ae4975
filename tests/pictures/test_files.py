"""A picture as SVG, PNG, page and notebook output, without a browser."""

import base64
import hashlib
import json
import struct
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree, html

from api.pictures import MOST_NODES, Picture
from api.pictures.page import library_script
from api.pictures.png import has_chinese_font, png_of
from api.pictures.wording import locator_words
from graph.errors import InputError, NotFoundError
from graph.store import open_store
from queries import Words
from tests.api.command_line import ROOT
from tests.contract.batches import many_tasks, report
from tests.contract.joined import joined, unit
from tests.exports.hostile import MARKUP, QUOTE, SCRIPT, hostile
from tests.pictures.scenes import drawn, shown

MADE = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: bytes) -> list[str]:
    return [element.text or "" for element in etree.fromstring(svg).iter(f"{SVG}text")]


def test_svg_is_the_same_bytes_whenever_it_is_made() -> None:
    """The time is not in it; the state of the graph is."""
    selection = shown(drawn(joined()))

    first, second = Picture(selection, made=MADE).svg(), Picture(selection).svg()

    assert first == second
    assert "图的版本 / Version of the graph: 0123456789ab" in texts(first)
    assert "来源 / From: 甲文（甲发〔2023〕1号）" in texts(first)


def test_svg_shows_names_lanes_and_a_legend_with_counts() -> None:
    """Two duties of 有关部门, counted apart from those of units that are named."""
    said = texts(Picture(shown(drawn(joined()))).svg())

    assert {"任务 Tasks", "单位 Units", "甲局", "有关部门", "任务1", "单位 / Unit 6"} <= set(said)
    assert "配合 / SUPPORTS 3" in said
    assert "配合（经单位群，未点名） / SUPPORTS, through a group, not named 2" in said


def test_names_that_are_markup_are_texts() -> None:
    """No element comes of a name, in the SVG or in the page; the page's data cannot end its script."""
    picture = Picture(shown(drawn(hostile())))

    svg, page = etree.fromstring(picture.svg()), html.fromstring(picture.html())

    assert {element.tag.removeprefix(SVG) for element in svg.iter()} == {
        *("svg", "title", "rect", "g", "path", "polygon", "text"),
    }
    assert not page.xpath("//img")
    assert [script.get("type") for script in page.iter("script")] == ["application/json", None, "module"]
    data = json.loads(page.get_element_by_id("picture").text or "")
    assert {node["label"] for node in data["nodes"]} >= {MARKUP, SCRIPT}
    assert {edge["receipt"]["quote"] for edge in data["edges"]} == {QUOTE}


def test_the_policy_allows_the_scripts_and_the_style_by_their_hashes_only() -> None:
    """Nothing from anywhere, nothing inline but what is there; the title says what is shown."""
    page = html.fromstring(Picture(shown(drawn(joined())), made=MADE).html())

    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    scripts = [element.text for element in page.iter("script") if element.get("type") != "application/json"]
    assert rules == {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)),
        "style-src": _hash(page.xpath("//style/text()")[0]),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not page.xpath("//@href | //@src")
    assert page.xpath("//title/text()") == ["责任关系图：试验"]
    assert "2026-11-22 08:30" in page.text_content()


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_library_in_the_page_brings_no_style_sheets_and_is_else_as_published() -> None:
    """Eight sheets are left out, which the policy would refuse; all else is the vendored file."""
    published = (ROOT / "api/static/vendor/vis-network/vis-network.min.js").read_text(encoding="utf-8")
    inlined = library_script()

    pieces = inlined.split('A("")')
    assert len(pieces) == 9
    assert all(piece in published for piece in pieces)
    assert "vis-tooltip{" not in inlined
    assert "</script" not in inlined
    assert "<!--" not in inlined


def test_a_notebook_shows_the_page_in_a_sandbox() -> None:
    """It may run its own scripts; it has no origin, so it reaches nothing of the notebook's."""
    frame = html.fromstring(Picture(shown(drawn(hostile())))._repr_html_())

    assert frame.tag == "iframe"
    assert frame.get("sandbox") == "allow-scripts"
    assert html.fromstring(frame.get("srcdoc").encode()).xpath("//title/text()") == ["责任关系图：试验"]


def test_the_network_is_one_of_pyvis() -> None:
    """Every node and edge with its place and its style, to go on with; physics is off."""
    network = Picture(shown(drawn(joined()))).network()

    assert type(network).__module__ == "pyvis.network"
    assert (network.num_nodes(), network.num_edges()) == (4 + 6 + 1 + 2, 10 + 2 + 1)
    assert network.options["physics"] == {"enabled": False}
    [place] = [(node["x"], node["y"]) for node in network.nodes if node["key"] == unit("丁局")]
    assert place == tuple(
        getattr(Picture(shown(drawn(joined()))).scene.places["Unit", unit("丁局")], at) for at in "xy"
    )


def test_the_unit_that_it_is_about_is_marked() -> None:
    """Thicker and tinted in the SVG, named in the page's data."""
    picture = Picture(shown(drawn(joined()), focus=("Unit", unit("丁局"))))

    marked = etree.fromstring(picture.svg()).xpath("//*[@stroke-width='2.5']/..//*[local-name()='text']/text()")
    data = json.loads(html.fromstring(picture.html()).get_element_by_id("picture").text or "")
    assert marked == ["丁局"]
    assert [node["label"] for node in data["nodes"] if node["id"] == data["focus"]] == ["丁局"]


def test_png_is_the_svg_twice_as_large() -> None:
    """Where the machine has a Chinese font, names are drawn with it."""
    svg = Picture(shown(drawn(joined()))).svg()
    root = etree.fromstring(svg)

    data = png_of(svg)

    width, height = struct.unpack(">II", data[16:24])
    assert data.startswith(b"\x89PNG")
    assert abs(width - 2 * float(root.get("width"))) <= 1
    assert abs(height - 2 * float(root.get("height"))) <= 1
    assert png_of(svg.replace("任务1".encode(), b"")) != data or not has_chinese_font()


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        ("table 1, row 2, column 4, lines 37-38", "表1，第2行，第4栏，文本第37—38行"),
        ("item 3, line 9, page 2", "第3项，文本第9行，第2页"),
        ("somewhere else", "somewhere else"),
    ],
)
def test_places_are_said_in_chinese(locator: str, words: str) -> None:
    """Part by part; what is no locator stays as it is."""
    assert locator_words(locator) == Words(words, locator)


@pytest.mark.slow
def test_more_nodes_than_anybody_can_read_are_refused_with_what_to_narrow(tmp_path: Path) -> None:
    """1,960 tasks, 40 units and their leader are one too many; the line names a unit and a document of this graph.

    Of the tasks every tenth names 单位7, with the seven units 4 to 10.
    """
    with open_store(f"ladybug:{tmp_path}/graph.lbug") as store:
        store.load(many_tasks(1, MOST_NODES - 40))
        with pytest.raises(
            InputError, match=r"2,001 nodes .* 2,000 are the most: narrow it by --doc.*:第1号' or --unit '"
        ):
            Picture.of(store)
        around = Picture.of(store, unit="单位7").scene.plates

    assert Counter(label for label, _ in around) == {"Official": 1, "Task": 196, "Unit": 7}


@pytest.mark.slow
def test_a_report_that_names_nobody_shows_its_sections(tmp_path: Path) -> None:
    """Nothing to draw is said; sections are drawn where there is nobody who answers."""
    with open_store(f"ladybug:{tmp_path}/graph.lbug") as store:
        with pytest.raises(NotFoundError, match="nothing to draw"):
            Picture.of(store)
        store.load(report())

        labels = {key[0] for key in Picture.of(store).scene.plates}

    assert labels == {"Section"}
