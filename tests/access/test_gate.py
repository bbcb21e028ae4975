"""Who is let in: reads here and elsewhere, writes, hosts, rates. Real HTTP, but where somebody asks from elsewhere."""

import re
import socket
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.access.keys import KeyRing
from api.access.rates import Rate
from api.access.roles import Role
from api.access.rules import needed_role
from api.access.service_file import ServiceFile
from api.app import create_app
from api.settings import Settings
from api.terms import gate_terms
from graph.store import open_store
from loaders import extract_file
from tests.access.conftest import DOCUMENT, SAMPLE, Service, Starting, bearer, problem_of

pytestmark = pytest.mark.slow
ELSEWHERE = ("203.0.113.5", 40000)
OPEN = ("/", "/docs", "/openapi.json", "/health", "/ready", "/problems/not-found", "/static/docs.js")
CLOSED = ("/tasks", "/tasks.csv", "/schema", "/questions", "/search?q=x", "/jobs/x", "/nothing", "/questions/documents")


def asking_from_elsewhere(settings: Settings) -> TestClient:
    return TestClient(create_app(settings), client=ELSEWHERE)


def settings_with_keys(folder: Path, **given: object) -> tuple[Settings, KeyRing]:
    settings = Settings(store=f"ladybug:{folder / 'graph.lbug'}", **given)  # type: ignore[arg-type] # as a test needs
    return settings, KeyRing(ServiceFile(settings.service_path()))


@pytest.mark.parametrize("trick", ["no key", "wrong", "revoked", "reader", "none there"])
def test_every_route_that_writes_refuses_all_but_editors(service: Service, trick: str) -> None:
    """Each one that the OpenAPI shows, tried with no key and with four that are not enough; each try is in the log."""
    key, revoked = service.keys.create(Role.ADMIN)
    service.keys.revoke(key.id)
    editor = service.told[Role.EDITOR]
    tricks = {
        "no key": ({}, 401, "key-missing"),
        "wrong": (bearer(editor[:-4] + "zzzz"), 401, "key-refused"),
        "revoked": (bearer(revoked), 401, "key-refused"),
        "reader": (service.key(Role.READER), 403, "not-allowed"),
        "none there": (bearer("zer_00000000_" + "0" * 64), 401, "key-refused"),
    }
    headers, status, name = tricks[trick]
    paths = service.client.get("/openapi.json").json()["paths"]
    writing = [
        (method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if method != "get" and path != "/cypher"
    ]

    assert {("POST", "/documents"), ("DELETE", "/documents/{id}")} <= set(writing)
    for method, path in writing:
        address = path.replace("{id}", quote(DOCUMENT, safe=""))
        answer = service.client.request(method, address, headers=headers, content=b"x" * 100)
        problem_of(answer, status, name)
        assert answer.headers["www-authenticate"].startswith('Bearer realm="zerentu"')
    log = service.client.get("/audit", params={"outcome": "refused"}, headers=service.key(Role.ADMIN)).json()
    assert log["total"] == len(writing)
    assert {each["detail"].partition(" ")[0] for each in log["items"]} == {method for method, _ in writing}
    assert all(each["detail"].endswith(name) and each["address"] == "127.0.0.1" for each in log["items"])


def test_what_is_not_told_to_be_reading_is_a_write() -> None:
    """A route that comes later and is forgotten here needs an editor."""
    assert needed_role("POST", "/cypher") is Role.READER
    assert {needed_role(method, "/anything") for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS")} == {
        Role.EDITOR
    }
    assert needed_role("POST", "/cypher/") is Role.EDITOR
    assert needed_role("GET", "/audit") is Role.ADMIN


def test_on_this_machine_reading_is_open(service: Service) -> None:
    """Nobody needs a key for it, and Cypher only reads; but a key that is given has to be right."""
    statement = {"statement": "MATCH (t:Task) RETURN count(t) AS n"}

    assert service.client.get("/tasks").status_code == 200
    assert service.client.post("/cypher", json=statement).status_code == 200
    problem_of(service.client.get("/tasks", headers=bearer("zer_x_y")), 401, "key-refused")
    assert service.client.get("/tasks", headers={"Authorization": "Basic eDp5"}).status_code == 200


def test_the_audit_log_is_for_administrators(service: Service) -> None:
    """Also on this machine."""
    problem_of(service.client.get("/audit"), 401, "key-missing")
    problem_of(service.client.get("/audit", headers=service.key(Role.EDITOR)), 403, "not-allowed")
    answer = service.client.get("/audit", params={"limit": 2}, headers=service.key(Role.ADMIN))

    assert answer.json()["total"] == 3
    assert [each["action"] for each in answer.json()["items"]] == ["create-key"] * 2
    assert 'offset=2>; rel="next"' in answer.headers["link"]
    assert (answer.headers["x-total-count"], answer.headers["cache-control"]) == ("3", "no-store")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - it is only said
def test_from_elsewhere_reading_needs_a_key(tmp_path: Path, host: str) -> None:
    """What holds nothing of the graph is open; the rest takes the key of a reader, in either header."""
    settings, keys = settings_with_keys(tmp_path, host=host)
    _, told = keys.create(Role.READER)
    with asking_from_elsewhere(settings) as client:
        for path in OPEN:
            assert client.get(path).status_code == 200, path
        for path in CLOSED:
            problem_of(client.get(path), 401, "key-missing")
        problem_of(client.post("/cypher", json={"statement": "RETURN 1 AS n"}), 401, "key-missing")
        assert client.get("/tasks", headers=bearer(told)).status_code == 200
        assert client.get("/tasks", headers={"X-API-Key": told}).status_code == 200
        assert client.post("/cypher", json={"statement": "RETURN 1 AS n"}, headers=bearer(told)).status_code == 200


def test_a_service_for_others_asks_this_machine_for_a_key_too(tmp_path: Path) -> None:
    """Behind a proxy everybody comes from here."""
    settings, _ = settings_with_keys(tmp_path, host="192.0.2.7")
    with TestClient(create_app(settings), client=("127.0.0.1", 40000)) as client:
        problem_of(client.get("/tasks"), 401, "key-missing")


def test_reading_can_be_opened_to_all_and_closed_to_all(tmp_path: Path) -> None:
    """ZERENTU_PUBLIC_READ true and false; writing needs a key either way."""
    settings, _ = settings_with_keys(tmp_path, public_read=True)
    with asking_from_elsewhere(settings) as client:
        assert client.get("/tasks").status_code == 200
        problem_of(client.delete("/documents/x"), 401, "key-missing")
    with TestClient(create_app(settings.model_copy(update={"public_read": False}))) as client:
        problem_of(client.get("/tasks"), 401, "key-missing")


def test_a_kept_answer_is_for_those_only_who_may_read_it(tmp_path: Path) -> None:
    """What a reader was answered is neither given nor confirmed to somebody without a key."""
    settings, keys = settings_with_keys(tmp_path)
    key, told = keys.create(Role.READER)
    with open_store(settings.store) as store:
        store.load(extract_file(SAMPLE).batch())
    with asking_from_elsewhere(settings) as client:
        answer = client.get("/tasks", headers=bearer(told))
        assert (
            client.get("/tasks", headers={**bearer(told), "If-None-Match": answer.headers["etag"]}).status_code == 304
        )
        keys.revoke(key.id)

        problem_of(client.get("/tasks"), 401, "key-missing")
        problem_of(client.get("/tasks", headers={"If-None-Match": answer.headers["etag"]}), 401, "key-missing")
        problem_of(client.get("/tasks", headers=bearer(told)), 401, "key-refused")


def test_a_key_that_is_revoked_while_the_service_runs_is_refused_at_the_next_request(service: Service) -> None:
    """By another process, on a connection that was used before."""
    key = service.keys.all()[0]
    told = service.told[key.role]
    assert service.client.get("/tasks", headers=bearer(told)).status_code == 200

    KeyRing(ServiceFile(service.settings.service_path())).revoke(key.id)

    problem_of(service.client.get("/tasks", headers=bearer(told)), 401, "key-refused")


def test_two_different_keys_are_none(service: Service) -> None:
    """Nobody is to wonder which of them counted."""
    headers = {**service.key(Role.READER), "X-API-Key": service.told[Role.ADMIN]}

    problem_of(service.client.get("/audit", headers=headers), 401, "key-refused")
    same = {**service.key(Role.ADMIN), "X-API-Key": service.told[Role.ADMIN]}
    assert service.client.get("/audit", headers=same).status_code == 200


@pytest.mark.parametrize("place", ["/tasks?key={}", "/tasks/{}", "/tasks?x=zer%5F{}"])
def test_a_key_in_the_address_is_refused(service: Service, place: str) -> None:
    """And the answer does not repeat it."""
    told = service.told[Role.READER]

    answer = service.client.get(place.format(told.removeprefix("zer_") if "%5F" in place else told))

    problem_of(answer, 400, "key-in-address")
    assert told.rpartition("_")[2] not in answer.text


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:8000", "zerentu.office", "b.test."]
)
def test_the_names_of_this_machine_and_those_given_are_answered(start: Starting, host: str) -> None:
    """Whatever the port and the case."""
    service = start(allowed_hosts="zerentu.office, b.test")

    assert service.client.get("/tasks", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "192.0.2.1"])
def test_another_name_is_not_answered(service: Service, host: str) -> None:
    """A page elsewhere that gives this machine a name of its own reads nothing (DNS rebinding)."""
    for path in ("/tasks", "/health", "/docs"):
        problem_of(service.client.get(path, headers={"Host": host}), 421, "wrong-host")


def test_the_address_that_was_reached_is_answered(tmp_path: Path) -> None:
    """A service on all addresses is asked by one of them; a name has to be allowed."""
    settings, keys = settings_with_keys(tmp_path, host="0.0.0.0")  # noqa: S104 - it is only said
    _, told = keys.create(Role.READER)
    with TestClient(create_app(settings), base_url="http://192.0.2.7:8000", client=ELSEWHERE) as client:
        assert client.get("/tasks", headers=bearer(told)).status_code == 200
        problem_of(client.get("/tasks", headers={**bearer(told), "Host": "zerentu.office"}), 421, "wrong-host")


def test_no_other_origin_is_let_in(service: Service) -> None:
    """CORS is off: a preflight gets no permission, not even with a key."""
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST", **service.key(Role.ADMIN)}

    answer = service.client.options("/documents", headers=headers)

    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_more_than_the_rate_is_refused(start: Starting) -> None:
    """Each key has its own, all without one from an address share theirs; Retry-After says when to go on."""
    service = start(rate_limit="3/hour")
    answers = [service.client.get("/health") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    problem_of(answers[3], 429, "too-many-requests")
    assert 1 <= int(answers[3].headers["retry-after"]) <= 3600
    reader = [service.client.get("/health", headers=service.key(Role.READER)).status_code for _ in range(4)]
    assert reader == [200, 200, 200, 429]
    assert service.client.get("/health", headers=service.key(Role.EDITOR)).status_code == 200


def test_this_machine_is_not_counted_unless_a_rate_is_set(tmp_path: Path) -> None:
    """Its owner may ask as fast as he can; a key and other machines have 12000 a minute."""
    terms = [gate_terms(Settings(rate_limit=rate)) for rate in (None, "12000/minute")]
    settings, keys = settings_with_keys(tmp_path)
    _, told = keys.create(Role.READER)
    app = create_app(settings)
    counted: list[str] = []

    def count(rate: Rate, caller: str) -> None:
        counted.append(caller)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rate, "count", count)
        for client in ("127.0.0.1", "203.0.113.5"):
            for headers in ({}, bearer(told)):
                TestClient(app, client=(client, 1)).get("/health", headers=headers)

    assert [each.spares_here for each in terms] == [True, False]
    assert counted == [told.split("_")[1], "203.0.113.5", told.split("_")[1]]


def test_who_is_refused_too_often_fills_no_log(start: Starting) -> None:
    """Wrong keys from one address are told 429 after a while and not written down; a right one is let in."""
    service = start(refusal_limit="5/hour")
    answers = [service.client.delete("/documents/x", headers=bearer("zer_x")).status_code for _ in range(8)]

    assert answers == [401] * 5 + [429] * 3
    log = service.client.get("/audit", params={"outcome": "refused"}, headers=service.key(Role.ADMIN)).json()
    assert log["total"] == 5


def test_one_house_of_ipv6_is_one_caller(tmp_path: Path) -> None:
    """Whoever has a network of it has 2^64 addresses."""
    settings, _ = settings_with_keys(tmp_path, rate_limit="1/hour")
    app = create_app(settings)

    def status(address: str) -> int:
        return TestClient(app, client=(address, 1)).get("/health").status_code

    assert [status(each) for each in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")] == [200, 429, 200]


def test_no_key_is_let_in_where_the_service_file_is_gone(service: Service) -> None:
    """Nobody can tell then whose it is; reading without one goes on, and nothing is written."""
    assert service.client.get("/tasks", headers=service.key(Role.READER)).status_code == 200
    path = service.settings.service_path()

    path.rename(path.with_name("away"))

    problem_of(service.client.get("/tasks", headers=service.key(Role.READER)), 503, "service-file-unavailable")
    problem_of(service.client.delete("/documents/x"), 503, "service-file-unavailable")
    assert service.client.get("/tasks").status_code == 200


def test_websockets_are_closed(service: Service) -> None:
    """There is nothing to be asked that way."""
    url = service.client.base_url
    with socket.create_connection((url.host, url.port), timeout=20) as connection:
        connection.sendall(
            b"GET /tasks HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        first = connection.recv(200)

    assert not first.startswith(b"HTTP/1.1 101")


def test_the_openapi_says_where_a_key_is_needed(service: Service) -> None:
    """Swagger's form takes one; reads show that they may do without."""
    document = service.client.get("/openapi.json").json()
    paths = document["paths"]

    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert document["components"]["securitySchemes"]["header"]["name"] == "X-API-Key"
    assert paths["/documents"]["post"]["security"] == [{"bearer": []}, {"header": []}]
    assert (
        paths["/cypher"]["post"]["security"]
        == paths["/tasks"]["get"]["security"]
        == [
            {},
            {"bearer": []},
            {"header": []},
        ]
    )
    assert "security" not in paths["/health"]["get"]
    assert "needs the key of an admin" in paths["/audit"]["get"]["description"].lower()
    assert {"401", "403", "408", "413"} <= paths["/documents"]["post"]["responses"].keys()
    assert not re.search(r"zer_[0-9a-f]{8}_[0-9a-f]{64}", str(document))


def test_a_service_that_cannot_write_its_file_reads_on(tmp_path: Path) -> None:
    """No key is right there, and no write is let in unseen."""
    (tmp_path / "file").touch()
    settings = Settings(store=f"ladybug:{tmp_path / 'graph.lbug'}", service_file=tmp_path / "file" / "service.db")
    with TestClient(create_app(settings)) as client:
        assert client.get("/tasks").status_code == 200
        problem_of(client.delete("/documents/x"), 503, "service-file-unavailable")
