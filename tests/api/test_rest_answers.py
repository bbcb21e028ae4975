"""Answers of one version each: ETags, 304, gzip, the cache, and what a load changes."""

import gzip
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from api.app import create_app
from api.settings import Settings
from api.watched import WatchedStore
from graph.store import Rows, Store, open_store
from tests.api.conftest import Serving
from tests.conftest import Address
from tests.contract.batches import PLAN, plan

AT_ONCE = Settings(version_check=0)
NEVER = Settings(version_check=3_600_000)
PLAIN = {"Accept-Encoding": "identity"}
TASKS = ["320585:太政发〔2021〕9号:1.1", "320585:太政发〔2021〕9号:1.2"]


class Overheard(WatchedStore):
    """A store that tells which statements it is asked, and lets a test act before each answer."""

    def __init__(self, store: Store, before: Callable[[str], object] = lambda statement: None) -> None:
        super().__init__(store, lambda: None)
        self.statements: list[str] = []
        self.before = before

    def ask(self, statement: str, *arguments: object, **more: object) -> Rows:
        """Tell the test, then answer; the version is asked for all the time and is not told."""
        if "coalesce(d.load_id" not in statement:
            self.statements.append(statement)
            self.before(statement)
        return super().ask(statement, *arguments, **more)  # type: ignore[arg-type]  # handed on as they are


def tag(client: httpx2.Client, path: str = "/tasks", **headers: str) -> str:
    answer = client.get(path, headers=PLAIN | headers)
    assert answer.status_code == 200
    return str(answer.headers["etag"])


def test_an_answer_says_how_it_may_be_kept(api: httpx2.Client) -> None:
    """A strong ETag, to be asked about each time, and the headers that it depends on."""
    headers = api.get("/tasks", headers=PLAIN).headers

    assert headers["etag"].startswith('"')
    assert headers["cache-control"] == "no-cache"
    assert headers["vary"] == "Accept, Accept-Language, Accept-Encoding"
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_held_already_is_not_sent_again(api: httpx2.Client) -> None:
    """304 without a body, with the ETag and the headers that a cache needs."""
    for path in ("/tasks?limit=2", "/tasks.csv", "/units/320585:发改委", "/questions/documents", "/search?q=一网通办"):
        held = tag(api, path)

        answer = api.get(path, headers=PLAIN | {"If-None-Match": held})

        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", held)
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["vary"] == "Accept, Accept-Language, Accept-Encoding"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("{held}", 304),
        ("W/{held}", 304),
        ('"other", {held}', 304),
        ('"a,b",W/"c" , {held}', 304),
        ("*", 304),
        ('"other"', 200),
        ("{bare}", 200),
        ("", 200),
    ],
)
def test_if_none_match_is_compared_weakly(embedded: httpx2.Client, header: str, status: int) -> None:
    """One tag, a list of them, weak ones and any (RFC 9110, 13.1.2); a tag has quotes."""
    held = tag(embedded)

    given = header.format(held=held, bare=held.strip('"'))
    answer = embedded.get("/tasks", headers=PLAIN | {"If-None-Match": given})

    assert answer.status_code == status


def test_a_held_answer_is_known_before_it_is_computed(sample_settings: Settings, serving: Serving) -> None:
    """A service that was just started has computed nothing; the ETag of the one before says enough."""
    with open_store(sample_settings.store) as opened:
        first = serving(create_app(store=opened))
        overheard = Overheard(opened)
        second = serving(create_app(store=overheard))

        answer = second.get("/tasks?limit=3", headers=PLAIN | {"If-None-Match": tag(first, "/tasks?limit=3")})

        assert (answer.status_code, overheard.statements) == (304, [])


@pytest.mark.parametrize("path", ["/tasks?limit=0", "/tasks/nothing", "/questions/nothing"])
def test_a_problem_is_no_answer_to_keep(embedded: httpx2.Client, path: str) -> None:
    """It has no ETag, and If-None-Match does not turn it into 304."""
    answer = embedded.get(path, headers={"If-None-Match": "*"})

    assert answer.status_code in {404, 422}
    assert "etag" not in answer.headers


def test_every_form_has_an_etag_of_its_own(embedded: httpx2.Client) -> None:
    """Media type, language and coding: other bytes, another tag; the same request in another order, the same."""
    forms: list[dict[str, str]] = [
        {},
        {"Accept": "text/csv"},
        {"Accept": "application/x-ndjson"},
        {"Accept-Language": "zh"},
        {"Accept-Encoding": "gzip"},
    ]

    tags = [tag(embedded, "/tasks?year=2021&annex=1", **form) for form in forms]

    assert len(set(tags)) == len(forms)
    assert tag(embedded, "/tasks?annex=1&year=2021") == tags[0]
    assert tag(embedded, "/tasks?annex=1") != tags[0]


def test_large_answers_are_packed_for_those_who_take_it(embedded: httpx2.Client) -> None:
    """The same bytes when unpacked, under a tag of their own; small ones are sent as they are."""
    plain = embedded.get("/tasks", headers=PLAIN)
    with embedded.stream("GET", "/tasks", headers={"Accept-Encoding": "gzip"}) as packed:
        body = b"".join(packed.iter_raw())
    small = embedded.get("/tasks?limit=1&fields=id", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] == plain.headers["etag"][:-1] + '-gzip"'
    assert int(packed.headers["content-length"]) == len(body) < len(plain.content) / 2
    assert gzip.decompress(body) == plain.content
    assert "content-encoding" not in small.headers
    assert "content-encoding" not in embedded.get("/tasks", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_the_tag_of_a_packed_answer_is_recognised(embedded: httpx2.Client) -> None:
    """By who takes it packed; another caller gets the plain answer."""
    held = tag(embedded, **{"Accept-Encoding": "gzip"})

    for accepted, status in (("gzip", 304), ("identity", 200)):
        headers = {"Accept-Encoding": accepted, "If-None-Match": held}
        assert embedded.get("/tasks", headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/tasks", "/tasks.csv", "/health", "/schema", "/", "/static/docs.js", "/nothing"])
def test_head_is_answered_as_get_without_the_body(embedded: httpx2.Client, path: str) -> None:
    """The same status and headers, as the length of what is not sent."""
    get, head = (embedded.request(method, path, headers=PLAIN) for method in ("GET", "HEAD"))

    assert (head.status_code, head.content) == (get.status_code, b"")
    changing = {"date", "server", "x-request-id"}
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in get.headers.items() if k not in changing
    }
    assert int(head.headers["content-length"]) == len(get.content) > 0


def test_head_heeds_if_none_match(embedded: httpx2.Client) -> None:
    """As GET does."""
    assert embedded.head("/tasks", headers=PLAIN | {"If-None-Match": tag(embedded)}).status_code == 304


def test_a_repeated_question_is_not_put_to_the_store(store: Store, serving: Serving) -> None:
    """Nor one with its parameters in another order, nor HEAD; another question is."""
    store.load(plan())
    overheard = Overheard(store)
    client = serving(create_app(store=overheard))
    first = client.get("/tasks?year=2021&annex=1")
    asked = len(overheard.statements)

    again = client.get("/tasks?annex=1&year=2021")
    client.head("/tasks?year=2021&annex=1")

    assert asked > 0
    assert len(overheard.statements) == asked
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    client.get("/tasks?annex=2")
    assert len(overheard.statements) > asked


def test_another_writers_load_and_unload_are_seen(address: Address, serving: Serving) -> None:
    """Without notice, where the version is read each time: answer and ETag change with both, and not with a repeat."""
    with open_store(*address) as served, open_store(*address) as writer:
        client = serving(create_app(AT_ONCE, served))
        seen = [tag(client)]
        totals = [client.get("/tasks").json()["total"]]
        for write in (
            lambda: writer.load(plan()),
            lambda: writer.load(plan()),
            lambda: writer.unload(PLAN),
            lambda: writer.load(plan()),
        ):
            write()
            seen.append(tag(client))
            totals.append(client.get("/tasks").json()["total"])

    assert totals == [0, 2, 2, 0, 2]
    empty, loaded, repeated, emptied, again = seen
    assert empty != loaded
    assert loaded == repeated
    assert repeated != emptied
    assert again not in {empty, loaded}


def test_another_writers_load_is_seen_after_the_time_that_is_set(address: Address, serving: Serving) -> None:
    """Until then answers may be as old as that; afterwards they are new."""
    with open_store(*address) as served, open_store(*address) as writer:
        client = serving(create_app(Settings(version_check=1000), served))
        before = client.get("/tasks").json()["total"]
        writer.load(plan())
        time.sleep(1.1)

        assert (before, client.get("/tasks").json()["total"]) == (0, 2)


def test_a_load_of_the_service_itself_is_seen_at_once(store: Store, serving: Serving) -> None:
    """However seldom the version is read: its own store tells when it was written."""
    app = create_app(NEVER, store)
    client = serving(app)
    before = client.get("/tasks").json()["total"]

    app.state.keeper.store().load(plan())
    after = client.get("/tasks").json()["total"]
    app.state.keeper.store().unload(PLAN)

    assert (before, after, client.get("/tasks").json()["total"]) == (0, 2, 0)


def test_an_answer_is_of_one_version(address: Address, serving: Serving) -> None:
    """A document is taken out after its tasks were counted and before they are listed: it is all computed again."""
    with open_store(*address) as served, open_store(*address) as writer:
        writer.load(plan())
        writes = [lambda: writer.unload(PLAN)]

        def before(statement: str) -> None:
            if "SKIP" in statement and writes:
                writes.pop()()

        client = serving(create_app(NEVER, Overheard(served, before)))
        answer = client.get("/tasks")

        assert (answer.json()["total"], answer.json()["items"]) == (0, [])
        assert "etag" in answer.headers
        assert client.get("/tasks").json()["total"] == 0


def test_a_load_that_is_taken_back_at_once_is_no_rest(store: Store, serving: Serving) -> None:
    """The version is then as before, but what was listed meanwhile may not be: it is computed again."""
    writes: list[str] = [PLAN]

    def before(statement: str) -> None:
        if "count(n)" in statement and writes:
            app.state.keeper.store().load(plan())
            app.state.keeper.store().unload(writes.pop())

    overheard = Overheard(store, before)
    app = create_app(NEVER, overheard)
    answer = serving(app).get("/tasks?limit=1")

    assert (answer.json()["total"], "etag" in answer.headers) == (0, True)
    assert len(overheard.statements) == 2


def test_an_answer_that_always_meets_a_load_has_no_etag(store: Store, serving: Serving) -> None:
    """After three attempts it is sent as it is, not to be kept, and nobody here keeps it."""
    store.load(plan())

    def before(statement: str) -> None:
        if "SKIP" in statement:
            store.unload(PLAN)
            store.load(plan())

    overheard = Overheard(store, before)
    client = serving(create_app(AT_ONCE, overheard))
    answer = client.get("/tasks")
    asked = len(overheard.statements)

    assert (answer.status_code, [item["id"] for item in answer.json()["items"]]) == (200, TASKS)
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert asked == 6
    client.get("/tasks")
    assert len(overheard.statements) == 12


def test_many_who_ask_the_same_wait_for_one_answer(store: Store, serving: Serving) -> None:
    """Twelve callers, one computing; and meanwhile the service answers others."""
    store.load(plan())
    go_on = threading.Event()
    overheard = Overheard(store, lambda statement: go_on.wait(20))
    client = serving(create_app(store=overheard))
    with ThreadPoolExecutor(12) as callers:
        waiting = [callers.submit(client.get, "/tasks") for _ in range(12)]
        while not overheard.statements:
            time.sleep(0.01)
        alive = client.get("/health").status_code
        go_on.set()
        answers = [each.result() for each in waiting]

    assert alive == 200
    assert {each.content for each in answers} == {answers[0].content}
    assert [each.status_code for each in answers] == [200] * 12
    assert len(overheard.statements) == 2


def test_a_cache_of_no_bytes_asks_the_store_each_time(store: Store, serving: Serving) -> None:
    """ETags are given all the same."""
    overheard = Overheard(store)
    client = serving(create_app(Settings(answer_cache_mb=0), overheard))

    tags = {tag(client, "/units"), tag(client, "/units")}

    assert (len(tags), len([each for each in overheard.statements if "count" in each])) == (1, 2)


def test_a_lost_store_is_told_also_where_the_answer_is_known(store: Store, serving: Serving) -> None:
    """503 as soon as it shows, for GET, HEAD and If-None-Match; what is wrong in itself is told as ever."""
    client = serving(create_app(AT_ONCE, store))
    held = tag(client)
    store.close()

    for answer in (client.get("/tasks"), client.get("/tasks", headers={"If-None-Match": held})):
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store-unavailable")
        assert int(answer.headers["retry-after"]) > 0
    assert client.head("/tasks").status_code == 503
    assert client.get("/tasks?limit=0").status_code == 422
    assert client.get("/questions/nothing").status_code == 404
    assert client.get("/health").status_code == client.get("/schema").status_code == 200


def test_a_request_that_finds_the_store_lost_tells_the_others(store: Store, serving: Serving) -> None:
    """However seldom the version is read: after one 503 no kept answer is given."""
    client = serving(create_app(NEVER, store))
    tag(client)
    store.close()
    kept, found = client.get("/tasks", headers=PLAIN), client.get("/units")

    assert (kept.status_code, found.status_code) == (200, 503)
    assert client.get("/tasks", headers=PLAIN).status_code == 503
