"""Real servers for the REST tests: the sample read by the loaders, loaded into each engine, asked over HTTP."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from api.app import create_app
from api.settings import Settings
from graph.store import open_store
from loaders import Options, extract_file

SAMPLE = Path(__file__).parents[2] / "data" / "taicang-2021-breakdown.txt"
REPORT = SAMPLE.with_name("taicang-2022-report.txt")

Serving = Callable[[FastAPI], "httpx2.Client"]


@contextmanager
def serve(app: FastAPI) -> Iterator[httpx2.Client]:
    """Run an app on a free port and yield a client of it."""
    # With the protocol named, as the command has it: else each answer waits for a receipt of the one before.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server did not start"
                time.sleep(0.01)
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            # In English, unless a test is about languages: without a wish problems are said in Chinese.
            with httpx2.Client(base_url=address, timeout=30, headers={"Accept-Language": "en"}) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Serve further apps until the test ends."""
    with ExitStack() as stack:
        yield lambda app: stack.enter_context(serve(app))


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample in an embedded graph."""
    settings = Settings(store=f"ladybug:{tmp_path_factory.mktemp('rest') / 'graph.lbug'}")
    load_sample(settings)
    return settings


@pytest.fixture(scope="session")
def embedded(sample_settings: Settings) -> Iterator[httpx2.Client]:
    """The API over the sample in an embedded graph."""
    with serve(create_app(sample_settings)) as client:
        yield client


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def settings(request: pytest.FixtureRequest) -> Settings:
    """Settings of an app over the sample, once for each engine."""
    if request.param == "ladybug":
        embedded: Settings = request.getfixturevalue("sample_settings")
        return embedded
    uri, options = request.getfixturevalue("neo4j_address")
    settings = Settings(store=uri, neo4j_user=options.user, neo4j_password=SecretStr(options.password))
    load_sample(settings)
    return settings


@pytest.fixture
def api(request: pytest.FixtureRequest, settings: Settings) -> Iterator[httpx2.Client]:
    """The API over the sample, once for each engine."""
    if settings.store.startswith("ladybug:"):
        yield request.getfixturevalue("embedded")
        return
    with serve(create_app(settings)) as client:
        yield client


def load_sample(settings: Settings) -> None:
    """Load the sample into the store that the settings name."""
    with open_store(settings.store, settings.store_options()) as store:
        store.load(extract_file(SAMPLE).batch())
        store.load(extract_file(REPORT, Options(jurisdiction="太仓市")).batch())
