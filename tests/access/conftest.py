"""Services with keys: an app over an empty embedded graph, and a key of each role in its service file."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.access.keys import KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.app import create_app
from api.problems import MEDIA_TYPE, PROBLEMS
from api.settings import Settings
from graph.store import Store
from graph.words import word_list
from tests.api.conftest import serve

DATA = Path(__file__).parents[2] / "data"
SAMPLE = DATA / "taicang-2021-breakdown.txt"
REPORT = DATA / "taicang-2022-report.txt"
DOCUMENT = "320585:太政发〔2021〕9号"


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs, its settings, and what the holder of each key sends."""

    settings: Settings
    client: httpx2.Client
    keys: KeyRing
    told: dict[Role, str] = field(repr=False)

    def key(self, role: Role) -> dict[str, str]:
        """Return the header of a request with the key of that role."""
        return bearer(self.told[role])

    def upload(self, path: Path = SAMPLE, *, role: Role = Role.EDITOR, **query: Any) -> httpx2.Response:
        """Upload a file and return the answer."""
        headers = {**self.key(role), **query.pop("headers", {})}
        file = {"file": (query.pop("name", path.name), path.read_bytes())}
        return self.client.post("/documents", files=file, headers=headers, params=query)


Starting = Callable[..., Service]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starting]:
    """Start services over one graph of their own until the test ends; settings are given by name."""
    with ExitStack() as stack:

        def started(store: Store | None = None, **settings: Any) -> Service:
            # A busy machine takes its time; who tests jobs gives another patience.
            settings["uploads"] = {"wait_seconds": 200, **settings.get("uploads", {})}
            chosen = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}", **settings)
            file = ServiceFile(chosen.service_path())
            stack.callback(file.close)
            keys = KeyRing(file)
            told = {role: keys.create(role, f"the {role}")[1] for role in Role}
            client = stack.enter_context(serve(create_app(chosen, store)))
            client.timeout = httpx2.Timeout(200)
            return Service(chosen, client, keys, told)

        yield started


@pytest.fixture
def service(start: Starting) -> Service:
    """A service with the settings that it has by default."""
    return start()


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def problem_of(answer: httpx2.Response, status: int, name: str) -> dict[str, Any]:
    """Return the problem that an answer is, in the language that was asked for; it is the one that is expected."""
    problem: dict[str, Any] = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/problems/{name}"), answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert problem["title"] in {PROBLEMS[name].title, word_list("api", "problems_zh.yml")["titles"][name]}
    return problem
