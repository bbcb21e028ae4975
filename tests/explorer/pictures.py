"""What the tests of the picture share: addresses, and where a node or an edge stands on the screen."""

import json
from urllib.parse import quote

from playwright.sync_api import Page

from tests.explorer.conftest import BREAKDOWN, open_view, settle

WATER = "Unit 320585:水务局"
TASK_67 = f"Task {BREAKDOWN}:1.67"


def picture(*steps: list[object], **params: str) -> str:
    """Return the address of a picture."""
    said = {"steps": json.dumps(steps, ensure_ascii=False), **params}
    return "#/graph?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in said.items())


def show(label: str, key: str) -> list[object]:
    """Return the step that shows a node with its tasks."""
    return ["show", label, key]


def open_water(page: Page, **params: str) -> None:
    """Open the picture of 水务局: 33 nodes; test_explorer_picture.py tells them by hand."""
    open_view(page, picture(show("Unit", "320585:水务局"), **params))


def counts(page: Page) -> tuple[int, int]:
    """Return how many nodes and edges are drawn, stubs that stand for more left out."""
    drawn = page.evaluate(
        "(({cy}) => [cy.nodes('[label != \"more\"]').length, cy.edges('[type != \"more\"]').length])"
        "(document.querySelector('.canvas')._cyreg)"
    )
    return drawn[0], drawn[1]


def names(page: Page, selector: str) -> set[str]:
    """Return the texts of the elements that a Cytoscape selector finds."""
    found: list[str] = page.evaluate(
        "(selector) => document.querySelector('.canvas')._cyreg.cy.elements(selector).map((each) => each.data('text'))",
        selector,
    )
    return set(found)


def is_in_view(page: Page, key: str) -> bool:
    """Say whether all of a node is within the canvas, below the heads of its lanes."""
    inside: bool = page.evaluate(
        """(key) => {
          const cy = document.querySelector('.canvas')._cyreg.cy;
          const box = cy.getElementById(key).renderedBoundingBox({includeOverlays: false});
          return box.x1 >= 0 && box.x2 <= cy.width() && box.y1 >= 32 && box.y2 <= cy.height();
        }""",
        key,
    )
    return inside


def click(page: Page, key: str, *, times: int = 1) -> None:
    """Click a node or the middle of an edge, moved into view first."""
    place = page.evaluate(
        """(key) => {
          const cy = document.querySelector('.canvas')._cyreg.cy;
          const element = cy.getElementById(key);
          cy.center(element);
          const at = element.isNode() ? element.renderedPosition() : element.renderedMidpoint();
          const box = document.querySelector('.canvas').getBoundingClientRect();
          return [box.left + at.x, box.top + at.y];
        }""",
        key,
    )
    for _ in range(times):
        page.mouse.click(*place)
    settle(page)
