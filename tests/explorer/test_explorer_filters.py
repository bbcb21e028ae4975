"""What narrows a picture, how that is seen and undone, and what the legend shows."""

from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import BREAKDOWN, open_view, settle
from tests.explorer.pictures import WATER, counts, names, open_water, picture, show

TASKS = "document.querySelector('.canvas')._cyreg.cy.nodes('[label = \"Task\"]').length"
ENVIRONMENT = f"{BREAKDOWN}:2:生态环境"


def test_a_filter_is_seen_and_cleared_while_the_filters_are_folded(embedded_page: Page) -> None:
    """Three of the eight tasks stand under 生态环境 of the second annex."""
    page = embedded_page
    open_water(page, category=ENVIRONMENT)
    assert len(names(page, 'node[label = "Task"]')) == 3
    expect(page.locator("#filters")).to_be_hidden()

    chip = page.locator(".tools .filter")
    expect(chip).to_have_text("类别：生态环境 ×")
    chip.click()
    settle(page)

    expect(chip).to_have_count(0)
    assert len(names(page, 'node[label = "Task"]')) == 8


def test_what_the_legend_hides_is_seen_and_cleared(embedded_page: Page) -> None:
    """What lanes leave out at first is no filter of the reader's."""
    page = embedded_page
    open_water(page)
    expect(page.locator(".tools .filter")).to_have_count(0)
    page.locator("[data-tool=filters]").click()
    page.locator(".legend-row", has_text="分管领导").locator("input").uncheck()
    settle(page)

    chip = page.locator(".tools .filter")
    expect(chip).to_have_text("不画分管领导 ×")
    chip.click()
    settle(page)
    assert counts(page) == (33, 69)


@pytest.mark.parametrize(("name", "value"), [("year", "2021"), ("document", BREAKDOWN)])
def test_a_year_and_a_document_narrow_a_picture(open_page: Any, two_years: str, name: str, value: str) -> None:
    """水务局 has eight tasks in each of two years."""
    page = open_page(two_years)
    open_water(page)
    assert page.evaluate(TASKS) == 16
    page.locator("[data-tool=filters]").click()
    page.locator(f"select[name={name}]").select_option(value)
    page.wait_for_url(f"**{name}=**")
    settle(page)

    assert page.evaluate(TASKS) == 8
    expect(page.locator(f".tools [data-filter={name}]")).to_have_count(1)


def test_a_relationship_is_hidden_with_what_only_it_ties(embedded_page: Page) -> None:
    """Without 配合 sixteen lines are gone, and 有关部门, of which nothing else is known."""
    page = embedded_page
    open_water(page)
    page.locator("[data-tool=filters]").click()
    page.locator(".legend-row", has_text="配合").locator("input").uncheck()
    settle(page)

    assert counts(page) == (32, 53)
    assert names(page, 'node[label = "UnitGroup"]') == {"各有关镇（区）"}


def test_a_link_to_too_many_nodes_offers_to_narrow_them(open_page: Any, editable: tuple[str, str]) -> None:
    """Two documents of 300 tasks: opened from another page the link says why it is not drawn, and how it can be."""
    address, key = editable
    documents = [uploaded(address, key, year) for year in (2020, 2021)]
    ids = [f"{document}:1.{at}" for document in documents for at in range(1, 301)]
    page = open_page(address)
    open_view(page, "#/matrix")
    page.evaluate("(fragment) => { location.hash = fragment; }", picture(["nodes", *ids]))

    refusal = page.locator(".refusal")
    expect(refusal).to_contain_text("至多500个节点")
    assert "#/graph" in page.url
    refusal.locator("select[name=year]").select_option("2021")
    expect(page.locator(".canvas")).to_have_attribute("data-nodes", "300")
    expect(refusal).to_be_hidden()
    # Back at the refused link the picture that is drawn stays.
    page.go_back()
    settle(page)
    expect(page.locator("#notice")).to_contain_text("至多500个节点")
    assert len(names(page, 'node[label = "Task"]')) == 300


def test_the_legend_shows_inherited_lines_of_every_role(embedded_page: Page) -> None:
    """The first thirty tasks have all three from merged cells; none of the patterns has a stroke."""
    page = embedded_page
    open_view(page, picture(show("Document", BREAKDOWN)))
    page.locator("[data-tool=filters]").click()

    rows = page.locator(".legend [data-inherited]")
    assert rows.evaluate_all("(rows) => rows.map((row) => row.dataset.inherited)") == ["LEADS", "OWNS", "SUPPORTS"]
    for dashes in rows.locator("path[stroke-dasharray]").evaluate_all(
        "(paths) => paths.map((path) => path.getAttribute('stroke-dasharray'))"
    ):
        assert max(map(float, dashes.split()[::2])) <= 3


@pytest.mark.parametrize("light", ["light", "dark"])
def test_a_sample_looks_like_its_plates(open_page: Any, ladybug_explorer: str, light: str) -> None:
    """The same fill and the same border, also after the light was switched."""
    page = open_page(ladybug_explorer, color_scheme=light)
    open_water(page, selected=WATER)
    page.locator("[data-tool=filters]").click()
    page.locator("#theme").click()

    for label, name in (("Category", "类别"), ("Unit", "单位"), ("UnitGroup", "单位群")):
        sample = page.locator(".legend-row", has=page.get_by_text(name, exact=True)).locator(".plate")
        told = [sample.get_attribute("fill"), sample.get_attribute("stroke")]
        drawn = page.evaluate(
            """(label) => {
              const drawn = document.querySelector('.canvas')._cyreg.cy.nodes('[label = "' + label + '"]');
              const node = drawn.not('.chosen')[0];
              return ['background-color', 'border-color'].map((name) => node.style(name));
            }""",
            label,
        )
        assert [rgb(each or "") for each in told] == drawn


def test_no_two_labels_have_the_same_plate(embedded_page: Page) -> None:
    """A document, a judgement and a task are told apart by their outlines."""
    page = embedded_page
    open_view(page)
    outlines = page.evaluate(
        """async () => {
          const {corners, nodeLabels, nodeLook} = await import('/static/explorer/looks.js');
          return nodeLabels().map((label) => JSON.stringify(corners(nodeLook(label).shape, 100, 42)));
        }"""
    )

    assert len(outlines) == 10
    assert len(set(outlines)) == 10


def rgb(colour: str) -> str:
    """Return ``#010203`` as Cytoscape.js says it."""
    return f"rgb({','.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def uploaded(address: str, key: str, year: int) -> str:
    """Load 300 tasks of one unit for a year and return the id of their document."""
    lines = "\n".join(f"{at},办好{year}年第{at}件事,城东局" for at in range(1, 301))
    answer = httpx2.post(
        f"{address}/documents",
        params={"jurisdiction": "320585", "year": str(year)},
        files={"file": (f"{year}.csv", f"序号,任务,责任单位\n{lines}\n".encode())},
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
    )
    assert answer.status_code == 201, answer.text
    document: str = answer.json()["document"]
    return document
