"""Many readers and a writer at once, over HTTP: no answer fails, and each is of one version of the graph."""

import asyncio
import logging
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest

from api.access.keys import KeyRing
from api.access.roles import Role
from tests.access.conftest import bearer
from tests.access.test_processes import running, service_file

pytestmark = pytest.mark.slow
LOG = logging.getLogger(__name__)
ALWAYS, SOMETIMES, CHANGING = "太政发〔2023〕1号", "太政发〔2023〕2号", "太政发〔2023〕3号"
SIZES = {ALWAYS: {30}, SOMETIMES: {0, 40}, CHANGING: {10, 20}}
"""How many tasks a document has in any version of the graph."""
PATHS = ("/tasks?limit=200", "/tasks?limit=200&sort=-id", "/documents?limit=10")


@dataclass
class Seen:
    """What all readers were answered."""

    statuses: Counter[int] = field(default_factory=Counter)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    without_tag: int = 0
    reconnected: int = 0


@pytest.mark.parametrize(("readers", "rounds"), [(100, 2), pytest.param(1000, 20, marks=pytest.mark.soak)])
def test_every_answer_is_of_one_version(tmp_path: Path, readers: int, rounds: int) -> None:
    """A document comes and goes, another one is replaced to and fro; a list and its total never disagree."""
    _, key = KeyRing(service_file(tmp_path)).create(Role.EDITOR)
    with running(tmp_path, uploads__wait_seconds="200") as (_, client, _), ThreadPoolExecutor(1) as threads:
        client.headers.update(bearer(key))
        upload(client, ALWAYS, 30)
        upload(client, CHANGING, 10)
        writing = threads.submit(write, client, rounds)
        seen = asyncio.run(read(str(client.base_url), readers, writing))
        writes = writing.result()

    LOG.info("%s readers, %s writes, %s states: %s", readers, writes, len(seen.bodies), seen.statuses)
    LOG.info("%s answers without an ETag, %s connections anew", seen.without_tag, seen.reconnected)
    assert set(seen.statuses) == {200}
    assert seen.wrong == []
    assert {tag: len(bodies) for tag, bodies in seen.bodies.items() if len(bodies) > 1} == {}
    assert seen.statuses.total() >= 2 * readers
    assert len(seen.bodies) > len(PATHS)


def write(client: httpx2.Client, rounds: int) -> int:
    """Load, replace and take out, one after the other; return how often."""
    for _ in range(rounds):
        upload(client, SOMETIMES, 40)
        upload(client, CHANGING, 20)
        place = quote(f"320585:{SOMETIMES}", safe="")
        assert client.delete(f"/documents/{place}").status_code == 200
        upload(client, CHANGING, 10)
    return 4 * rounds


def upload(client: httpx2.Client, number: str, tasks: int) -> None:
    """Load a table of so many tasks under a number."""
    rows = [f"| {row} | 第{row}条道路整治 | 交通局 | 张三 |" for row in range(1, tasks + 1)]
    table = "\n".join(["| 序号 | 工作任务 | 责任单位 | 责任领导 |", "|---|---|---|---|", *rows])
    facts = {"number": number, "jurisdiction": "太仓市", "year": 2023, "title": "任务分解"}
    answer = client.post("/documents", params=facts, files={"file": ("table.md", table.encode())})
    assert answer.status_code in {200, 201}, answer.text
    assert answer.json()["report"]["tasks"] == tasks


async def read(address: str, readers: int, writing: "Future[int]") -> Seen:
    """Let so many readers ask at once until the writer has ended, each at least twice."""
    seen = Seen()
    limits = httpx2.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx2.AsyncClient(base_url=address, limits=limits, timeout=300) as client:

        async def ask(reader: int) -> None:
            asked = 0
            while asked < 2 or not writing.done():
                try:
                    answer = await client.get(PATHS[(reader + asked) % len(PATHS)])
                except httpx2.RemoteProtocolError as error:
                    # A connection that was idle for seconds, as this client is busy, is closed as the request leaves.
                    assert "without sending a response" in str(error)
                    seen.reconnected += 1
                    continue
                note(seen, answer)
                asked += 1

        await asyncio.gather(*(ask(reader) for reader in range(readers)))
    return seen


def note(seen: Seen, answer: httpx2.Response) -> None:
    """Count an answer, and look whether what it says is of one version."""
    seen.statuses[answer.status_code] += 1
    if answer.status_code != 200:
        return
    tag = answer.headers.get("etag")
    if tag:
        seen.bodies.setdefault(tag, set()).add(sha256(answer.content).hexdigest())
    else:
        seen.without_tag += 1
    said = answer.json()
    if said["total"] != len(said["items"]):
        seen.wrong.append(f"{answer.url}: total {said['total']}, {len(said['items'])} items")
    if answer.url.path == "/tasks":
        found = Counter(item["id"].split(":")[1] for item in said["items"])
        seen.wrong += [
            f"{answer.url}: {number} has {found[number]}" for number in SIZES if found[number] not in SIZES[number]
        ]
