"""The explorer in a real Chromium before a service over the sample: nothing from elsewhere, no complaint."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect
from pydantic import SecretStr

from api.access.keys import KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.app import create_app
from api.settings import Settings
from graph.store import open_store
from loaders import Options, extract_bytes, extract_file
from tests.api.conftest import SAMPLE, load_sample, serve
from tests.conftest import Address, emptied
from tests.parts import launched_chromium, require

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
HERE = Path(__file__).parent
# A busy machine takes its time.
expect.set_options(timeout=30_000)

BREAKDOWN = "320585:太政发〔2021〕9号"
REPORT = "320585:30f521e2db98"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens the explorer: it needs a browser, and an engine and a server behind it."""
    for item in (item for item in items if item.path.is_relative_to(HERE)):
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.slow)


# Of the package, not the session: it has to be closed when other tests start an event loop.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A browser, started once."""
    with launched_chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def ladybug_explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over the sample in an embedded graph."""
    settings = Settings(store=f"ladybug:{tmp_path_factory.mktemp('explorer') / 'graph.lbug'}")
    load_sample(settings)
    with serve(create_app(settings)) as client:
        yield str(client.base_url)


@pytest.fixture(scope="module")
def neo4j_explorer(neo4j_server: Address) -> Iterator[str]:
    """The address of a service over the sample in the Neo4j of the tests, which is held until the module ends."""
    with emptied(neo4j_server) as (uri, options):
        settings = Settings(store=uri, neo4j_user=options.user, neo4j_password=SecretStr(options.password))
        load_sample(settings)
        with serve(create_app(settings)) as client:
            yield str(client.base_url)


@pytest.fixture(scope="package")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over the sample and the next year's: one task went to 税务局, 丁一鸣 followed 许超震."""
    lines = SAMPLE.read_text(encoding="utf-8").split("\n")
    assert lines[38].strip() == "财政局"
    lines[38] = lines[38].replace("财政局", "税务局")
    text = "\n".join(lines).replace("许超震", "丁一鸣")
    options = Options(number="太政发〔2022〕9号", year=2022, jurisdiction="太仓市")
    settings = Settings(store=f"ladybug:{tmp_path_factory.mktemp('years') / 'graph.lbug'}")
    with open_store(settings.store, settings.store_options()) as store:
        store.load(extract_file(SAMPLE).batch())
        store.load(extract_bytes(text.encode(), "next.txt", options).batch())
    with serve(create_app(settings)) as client:
        yield str(client.base_url)


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def explorer(request: pytest.FixtureRequest) -> str:
    """The address of a service over the sample, once for each engine."""
    address: str = request.getfixturevalue(f"{request.param}_explorer")
    return address


@pytest.fixture
def editable(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a service over an empty graph of its own, and the key of an editor."""
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}")
    file = ServiceFile(settings.service_path())
    key = KeyRing(file).create(Role.EDITOR, "the editor")[1]
    with serve(create_app(settings)) as client:
        yield str(client.base_url), key
    file.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of a test complained of; one that provokes a complaint reads it and takes it out."""
    return []


@pytest.fixture
def open_page(chromium: Browser, complaints: list[str]) -> Iterator[Any]:
    """Open pages on a service; in the end none has asked another host, failed, or complained."""
    contexts, elsewhere = [], []

    def opened(address: str, **options: Any) -> Page:
        own = address.rstrip("/") + "/"

        def refuse(route: Route) -> None:
            elsewhere.append(route.request.url)
            route.abort()

        chosen = {"base_url": own, "locale": "zh-CN", "viewport": {"width": 1280, "height": 800}, **options}
        context = chromium.new_context(**chosen)
        contexts.append(context)
        context.route(lambda url: not url.startswith((own, "data:", "blob:")), refuse)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert complaints == []


@pytest.fixture
def page(open_page: Any, explorer: str) -> Page:
    """A page in Chinese, 1280 wide and light, on a service over the sample, once for each engine."""
    opened: Page = open_page(explorer)
    return opened


@pytest.fixture
def embedded_page(open_page: Any, ladybug_explorer: str) -> Page:
    """The same over the embedded graph only, for what no engine has a part in."""
    opened: Page = open_page(ladybug_explorer)
    return opened


def open_view(page: Page, fragment: str = "") -> None:
    """Open an address of the explorer, as ``#/matrix?rows=all``, and wait until it is drawn."""
    page.goto("about:blank")
    page.goto(f"/{fragment}")
    page.wait_for_selector("body[data-ready]")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the view that was last asked for is drawn."""
    page.evaluate("new Promise((done) => setTimeout(done))")
    page.wait_for_selector("main:not([aria-busy])")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds against the page, a line a rule and element."""
    require(AXE, "make setup installs it from package.json")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def is_wider_than_the_window(page: Page) -> bool:
    """Say whether the page as a whole scrolls to the side."""
    wide: bool = page.evaluate(
        "[document.documentElement, document.body, document.getElementById('main')]"
        ".some((each) => each.scrollWidth > each.clientWidth)"
    )
    return wide


def _complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" else []
