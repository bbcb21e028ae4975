"""Pages of a network beside stock pyvis's: CPU of the renderer until they can be used, time to write, size.

The graph is the same, of generated documents, cut at a number of nodes. Both pages are opened in a new Chromium each. A
page of ours is ready when it is drawn, two frames on; pyvis's when its layout has settled, for which it has a limit.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright
from pyvis.network import Network

from api.exports.content import Content, NodeKey, Selection, finish_of, in_order, key_of, name_of, start_of
from api.pictures import Picture
from benchmarks.generator import make_documents
from benchmarks.measuring import best_of
from benchmarks.report import LIMIT, Comparison
from queries import Words

_CHROMIUM = Path("/usr/bin/chromium")
_LIMITS = {300: 2.0, 2000: 4.0}
"""CPU seconds aimed at, by number of nodes."""
_GIVEN_UP_SECONDS = 100.0
"""CPU seconds that a page is given."""
_READY = "html[data-ready]"
# pyvis's page makes its network when it is loaded; afterwards somebody has to be told when it has settled.
_WATCH_PYVIS = """
    let kept;
    Object.defineProperty(window, 'network', {
        get: () => kept,
        set: (network) => { kept = network; network?.once?.('stabilizationIterationsDone', () => {
            document.documentElement.dataset.ready = 'true';
        }); },
    });
"""
_DRAWN = ("Category", "Official", "Task", "Unit", "UnitGroup")


@dataclass(frozen=True, slots=True)
class _Opened:
    """What opening a page took: CPU seconds of the renderer, and whether it became ready."""

    cpu_seconds: float
    is_ready: bool


def measure_pictures(seed: int) -> Iterator[Comparison]:
    """Yield both pages at each number of nodes; nothing where there is no Chromium."""
    if not _CHROMIUM.exists():
        print(f"benchmarks: pictures are left out: there is no {_CHROMIUM}", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(prefix="zerentu-bench-") as folder, sync_playwright() as playwright:
        for nodes, limit in _LIMITS.items():
            yield from _compare(playwright, Path(folder), network_of(nodes, seed), limit)


def _compare(playwright: Playwright, folder: Path, content: Content, limit: float) -> Iterator[Comparison]:
    size = f"{len(content.nodes):,} nodes, {len(content.edges):,} edges"
    ours, theirs = folder / "ours.html", folder / "pyvis.html"
    writers = {ours: _write_ours, theirs: _write_pyvis}
    wrote = {
        file: best_of({"write": partial(work, file, content)}, rounds=2)["write"] for file, work in writers.items()
    }
    sizes = {file: f"{file.stat().st_size / 1e6:.1f} MB" for file in wrote}
    opened = _open(playwright, ours)
    if not opened.is_ready:
        raise RuntimeError(f"the page of {size} was not ready after {_GIVEN_UP_SECONDS:.0f} s")
    rival = _open(playwright, theirs)
    what = f"renderer's CPU until ready, {sizes[ours]}"
    how = "stock pyvis" if rival.is_ready else "stock pyvis, given up"
    yield Comparison("pictures", what, size, opened.cpu_seconds, LIMIT, limit, 1.0)
    yield Comparison("pictures", what, size, opened.cpu_seconds, f"{how}, {sizes[theirs]}", rival.cpu_seconds, 1.0)
    yield Comparison("pictures", "to write the page", size, wrote[ours], "stock pyvis", wrote[theirs])


def network_of(nodes: int, seed: int) -> Content:
    """Return who answers for what in generated documents, task by task, cut at this number of nodes."""
    batches = list(make_documents(0, 1 + nodes // 100, seed))
    held = {key_of(node): node for batch in batches for node in batch.nodes}
    edges = {(edge.type, start_of(edge), finish_of(edge)): edge for batch in batches for edge in batch.edges}
    chosen: dict[NodeKey, None] = {}
    for _, start, finish in sorted(edges, key=_task):
        for end in (start, finish):
            if len(chosen) < nodes and end[0] in _DRAWN:
                chosen[end] = None
    return in_order(held.values(), edges.values()).only(chosen)


def _task(edge: tuple[str, NodeKey, NodeKey]) -> tuple[str, ...]:
    """Return the task that an edge belongs to, so that tasks come whole; edges of none come last."""
    _, start, finish = edge
    task = next((key for label, key in (start, finish) if label == "Task"), "\U0010ffff")
    return task, edge[0], *start, *finish


def _write_ours(file: Path, content: Content) -> None:
    file.write_bytes(Picture(Selection(content, Words("测试", "benchmark"))).html())


def _write_pyvis(file: Path, content: Content) -> None:
    network: Any = Network(directed=True, cdn_resources="in_line")
    for node in content.nodes:
        network.add_node(" ".join(key_of(node)), label=name_of(node), group=node.label)
    for edge in content.edges:
        title = str(edge.properties.get("quote", ""))
        network.add_edge(" ".join(start_of(edge)), " ".join(finish_of(edge)), title=title)
    file.write_text(network.generate_html(), encoding="utf-8")


def _open(playwright: Playwright, file: Path) -> _Opened:
    """Open a page in a new browser, without a network, and wait until it is ready or has had its time."""
    browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.route("http*://**", lambda route: route.abort())
        page.add_init_script(_WATCH_PYVIS)
        page.goto(file.as_uri(), wait_until="commit")
        is_ready = False
        while not is_ready and _renderer_seconds(browser) < _GIVEN_UP_SECONDS:
            is_ready = _is_ready(page)
        return _Opened(_renderer_seconds(browser), is_ready)
    finally:
        browser.close()


def _is_ready(page: Page) -> bool:
    """Wait a moment for the page; one that is busy does not answer."""
    try:
        page.wait_for_selector(_READY, timeout=2000)
    except Error:
        return False
    return True


def _renderer_seconds(browser: Browser) -> float:
    """Return the CPU seconds of the pages' processes; told by the browser, since a busy page would not answer."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(each["cpuTime"] for each in processes if each["type"] == "renderer"))
