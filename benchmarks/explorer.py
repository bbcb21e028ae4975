"""The explorer in a real Chromium: until its first page stands, until a unit is drawn, until one more node is open.

A node is opened 0.3 s after it was chosen, as somebody does who sees what is chosen and then presses the key.
Each is held to a fixed bound, and is the middle one of several visits by a browser that has kept nothing.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.filled import SAMPLE_TASKS, fill_store
from benchmarks.report import LIMIT, Comparison
from benchmarks.served import served
from graph.store import open_store

_VISITS = 5
_BOUNDS = {"start": (1.5, 2.0), "a unit": (1.5, 2.0), "expand": (0.1, 0.3)}
"""Seconds over the sample, and over more."""

_EXPAND = """async () => {
  const place = document.querySelector('.canvas');
  const { cy } = place._cyreg;
  const before = place.dataset.nodes;
  cy.nodes('[label = "Official"]')[0].emit('tap');
  await new Promise((done) => setTimeout(done, 300));
  const start = performance.now();
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true }));
  while (place.dataset.nodes === before) await new Promise((done) => setTimeout(done, 2));
  return (performance.now() - start) / 1000;
}"""


def measure_explorer(sizes: Sequence[int], seed: int) -> Iterator[Comparison]:
    """Yield how long a reader waits, over the sample and over the largest of the larger sizes."""
    for size in sorted({SAMPLE_TASKS, max(sizes[-1], SAMPLE_TASKS)}):
        with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as folder:
            address = f"ladybug:{folder}/graph.lbug"
            with open_store(address) as store:
                fill_store(store, size, seed)
            with served(ZERENTU_STORE=address) as port, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                yield from _visited(browser, f"http://127.0.0.1:{port}/", size)
                browser.close()


def _visited(browser: Browser, address: str, size: int) -> Iterator[Comparison]:
    times: dict[str, list[float]] = {what: [] for what in _BOUNDS}
    for _ in range(_VISITS):
        page = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN").new_page()
        for what, seconds in _one_visit(page, address):
            times[what].append(seconds)
        page.context.close()
    for what, (of_sample, of_more) in _BOUNDS.items():
        bound = of_sample if size == SAMPLE_TASKS else of_more
        yield Comparison("explorer", what, f"{size:,}", median(times[what]), LIMIT, bound, 1.0)


def _one_visit(page: Page, address: str) -> Iterator[tuple[str, float]]:
    yield "start", _timed(lambda: page.goto(address), page, "body[data-ready]")
    first = page.locator(".bars[data-label=Unit] a").first
    yield "a unit", _timed(first.click, page, ".canvas[data-nodes]")
    page.wait_for_selector("main:not([aria-busy])")
    yield "expand", float(page.evaluate(_EXPAND))


def _timed(act: Callable[[], object], page: Page, selector: str) -> float:
    start = perf_counter()
    act()
    page.wait_for_selector(selector)
    return perf_counter() - start
