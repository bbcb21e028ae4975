"""Judgements over HTTP: made, shown, undone, with who and when; and where a unit is that goes by another name."""

import sqlite3
from contextlib import closing
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from api.access.roles import Role
from tests.access.conftest import DOCUMENT, Service

pytestmark = pytest.mark.slow

ALIAS = {"unit": "320585:水务局", "alias": "水利局", "reason": "机构改革方案"}
JOINED = {"jurisdiction": "太仓市", "names": ["港口管委会", "港区"], "verdict": "same", "reason": "合署办公"}
KEY = "320585:港区|港口管委会"
HARBOUR, ZONE = "320585:港口管委会", "320585:港区"


@pytest.fixture
def office(service: Service) -> Service:
    """A service that holds the sample, in which 港区 answers for 8 tasks and 港口管委会 for 6."""
    assert service.upload().status_code == 201
    return service


def put(service: Service, path: str, body: Any, role: Role = Role.EDITOR) -> httpx2.Response:
    return service.client.put(path, json=body, headers=service.key(role))


def shown(service: Service, path: str, **query: str) -> Any:
    answer = service.client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def address(path: str, key: str) -> str:
    return f"{path}/{quote(key, safe='')}"


def test_two_units_are_judged_to_be_one(office: Service) -> None:
    """Applied at once, told with who, when and which documents; the second unit's tasks are the first one's."""
    answer = put(office, "/judgements", JOINED)

    assert answer.status_code == 201
    told = answer.json()
    assert told["outcome"] == "new"
    assert told["unit"] == HARBOUR
    assert [each["document"] for each in told["documents"]] == [DOCUMENT]
    assert answer.headers["location"] == address("/judgements", KEY)
    judgement = shown(office, answer.headers["location"])
    assert {name: judgement[name] for name in ("id", "name", "verdict", "kept", "reason", "decided_by")} == {
        "id": KEY,
        "name": "港区 = 港口管委会",
        "verdict": "same",
        "kept": "港口管委会",
        "reason": "合署办公",
        "decided_by": "the editor",
    }
    assert judgement["decided_at"].endswith("Z")
    assert [each["id"] for each in shown(office, "/judgements", jurisdiction="320585", name="港区")["items"]] == [KEY]
    assert shown(office, "/judgements", verdict="different")["total"] == 0
    assert "港区" in shown(office, address("/units", HARBOUR))["aliases"]


def test_an_edge_shows_every_name_that_it_was_read_from(office: Service) -> None:
    """Row 67 of the sample names 财政局 first and 水务局 sixth; as one body both receipts stay."""
    put(office, "/judgements", {**JOINED, "names": ["水务局", "财政局"]})

    task = shown(office, address("/tasks", f"{DOCUMENT}:1.67"))

    [owners] = [each for each in task["neighbours"] if (each["relationship"], each["label"]) == ("OWNS", "Unit")]
    [edge] = [each["edge"] for each in owners["items"] if each["node"]["id"] == "320585:水务局"]
    assert (edge["rank"], edge["printed"]) == (1, "财政局")
    assert [(each["rank"], each["printed"], each["locator"]) for each in edge["also"]] == [
        (6, "水务局", "table 1, row 67, column 5, lines 680-687")
    ]


def test_an_id_that_was_merged_leads_on(office: Service) -> None:
    """308 to the same address of the unit that it became: its page, its surroundings, its sheet, filters, questions."""
    put(office, "/judgements", JOINED)

    for path, query in (
        (address("/units", ZONE), ""),
        (address("/neighbours", ZONE), "?limit=1"),
        (address("/sheets", ZONE) + ".html", ""),
        (address("/sheets", ZONE), ""),
    ):
        answer = office.client.get(path + query, follow_redirects=False)
        assert answer.status_code == 308, path
        assert answer.headers["location"] == path.replace(quote(ZONE, safe=""), quote(HARBOUR, safe="")) + query
        assert office.client.get(path + query, follow_redirects=True).status_code == 200
    for path in ("/tasks", "/questions/tasks-of-unit"):
        answer = office.client.get(path, params={"unit": ZONE}, follow_redirects=False)
        assert answer.status_code == 308, path
        assert answer.headers["location"] == f"{path}?unit={quote(HARBOUR, safe='')}"
    assert shown(office, "/tasks", unit="港区")["total"] == shown(office, "/tasks", unit=HARBOUR)["total"] > 8
    assert office.client.get("/units/320585:无此单位").status_code == 404


def test_an_alias_is_a_judgement(office: Service) -> None:
    """A name that stands in no document yet; search finds the unit by it, and a later document is read by it."""
    assert put(office, "/aliases", ALIAS).status_code == 201

    assert shown(office, address("/judgements", "320585:水利局|水务局"))["kept"] == "水务局"
    assert [each["id"] for each in shown(office, "/search", q="水利局", label="Unit")["items"]] == ["320585:水务局"]
    assert office.client.get("/units/320585:市水利局", follow_redirects=False).status_code == 308


def test_the_same_decision_again_changes_nothing(office: Service) -> None:
    """200, and who decided first stays; the graph's version stays too."""
    put(office, "/judgements", JOINED)
    tag = office.client.get("/units").headers["etag"]

    again = put(office, "/judgements", {**JOINED, "jurisdiction": "320585"}, Role.ADMIN)

    assert (again.status_code, again.json()["outcome"], again.json()["documents"]) == (200, "unchanged", [])
    assert again.json()["judgement"]["decided_by"] == "the editor"
    assert office.client.get("/units").headers["etag"] == tag


def test_a_judgement_is_withdrawn(office: Service) -> None:
    """Both units are what they were, and the log tells who did what."""
    before = [shown(office, address("/units", each)) for each in (HARBOUR, ZONE)]
    made = put(office, "/judgements", JOINED)

    answer = office.client.delete(address("/judgements", KEY), headers=office.key(Role.EDITOR))

    assert answer.json()["outcome"] == "withdrawn"
    assert [shown(office, address("/units", each)) for each in (HARBOUR, ZONE)] == before
    assert office.client.get(address("/judgements", KEY)).status_code == 404
    assert office.client.delete(address("/judgements", KEY), headers=office.key(Role.EDITOR)).status_code == 404
    log = office.client.get("/audit", headers=office.key(Role.ADMIN)).json()["items"]
    entries = [(each["action"], each["outcome"], each["source"], each["name"]) for each in log]
    assert entries[:8] == [
        ("withdraw", "failed", KEY, "the editor"),
        ("withdraw", "begun", KEY, "the editor"),
        ("withdraw", "withdrawn", KEY, "the editor"),
        ("withdraw", "rewritten", KEY, "the editor"),
        ("withdraw", "begun", KEY, "the editor"),
        ("judge", "new", KEY, "the editor"),
        ("judge", "rewritten", KEY, "the editor"),
        ("judge", "begun", KEY, "the editor"),
    ]
    assert log[7]["detail"] == "港区 = 港口管委会: 合署办公"
    assert [(log[place]["document"], log[place]["load_id"]) for place in (3, 6)] == [
        (each["document"], each["load_id"]) for done in (answer, made) for each in done.json()["documents"]
    ]
    assert log[3]["load_id"] != log[6]["load_id"]


def test_the_audit_log_is_asked_for_what_there_is(office: Service) -> None:
    """A slip in a filter would otherwise answer that nobody wrote."""
    admin = office.key(Role.ADMIN)

    refused = office.client.get("/audit?action=bogus", headers=admin)

    assert refused.status_code == 422
    assert "'judge'" in refused.json()["errors"][0]["detail"]
    assert office.client.get("/audit?outcome=bogus", headers=admin).status_code == 422
    assert office.client.get("/audit?action=judge", headers=admin).json()["total"] == 0
    assert office.client.get("/audit", headers={**admin, "Accept": "text/csv"}).status_code == 406


def test_a_part_of_the_graph_shows_what_a_joined_unit_became(office: Service) -> None:
    """Its old id is no missing one; the unit that it became is there once, though both are asked for."""
    put(office, "/judgements", JOINED)

    part = office.client.get("/subgraph", params={"ids": f"{ZONE},{HARBOUR},320585:无此局"}).json()

    assert [node["id"] for node in part["nodes"]] == [HARBOUR]
    assert part["moved"] == [{"id": ZONE, "became": HARBOUR}]
    assert part["missing"] == ["320585:无此局"]


def test_a_contradiction_is_a_conflict(office: Service) -> None:
    """409 with what it contradicts; nothing is written."""
    put(office, "/judgements", JOINED)
    put(office, "/judgements", {**JOINED, "names": ["招商局", "港口管委会"]})

    answer = put(office, "/judgements", {**JOINED, "names": ["招商局", "港区"], "verdict": "different"})

    assert answer.status_code == 409
    assert answer.json()["type"] == "/problems/judgement-conflict"
    assert "withdraw one of them" in answer.json()["detail"]
    assert shown(office, "/judgements")["total"] == 2


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/judgements", {**JOINED, "names": ["市财政局", "财政局"]}, 422),
        ("/judgements", {**JOINED, "names": ["各镇（区）", "浏河镇"]}, 422),
        ("/judgements", {**JOINED, "names": ["财政局"]}, 422),
        ("/judgements", {**JOINED, "verdict": "maybe"}, 422),
        ("/judgements", {**JOINED, "who": "我"}, 422),
        ("/judgements", {**JOINED, "jurisdiction": "昆山市"}, 404),
        ("/judgements", {**JOINED, "names": ["林业局", "园林局"]}, 404),
        ("/aliases", {**ALIAS, "unit": "水务局"}, 422),
        ("/aliases", {**ALIAS, "unit": "320585:林业局"}, 404),
        ("/aliases", {**ALIAS, "alias": "各单位"}, 422),
    ],
)
def test_what_cannot_be_judged(office: Service, path: str, body: Any, status: int) -> None:
    """A problem that says why, and no judgement."""
    answer = put(office, path, body)

    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert shown(office, "/judgements")["total"] == 0


def test_only_editors_judge(office: Service) -> None:
    """A reader's key is refused, and so is none."""
    assert put(office, "/judgements", JOINED, Role.READER).status_code == 403
    assert office.client.put("/aliases", json=ALIAS).status_code == 401
    assert office.client.delete(address("/judgements", KEY)).status_code == 401


def test_an_upload_keeps_to_the_judgements(office: Service) -> None:
    """The same file again is held already; another load of the document comes out as it was judged."""
    put(office, "/judgements", JOINED)

    assert office.upload().json()["outcome"] == "unchanged"
    office.client.delete(address("/documents", DOCUMENT), headers=office.key(Role.EDITOR))
    assert office.upload().status_code == 201
    assert office.client.get(address("/units", ZONE), follow_redirects=False).status_code == 308


def test_what_was_judged_is_answered_though_its_end_cannot_be_logged(
    office: Service, caplog: pytest.LogCaptureFixture
) -> None:
    """It holds from now on, so nobody is told that it failed: the service's own log says what the audit log lacks."""
    _refuse_ends(office)

    made = put(office, "/judgements", JOINED)
    withdrawn = office.client.delete(address("/judgements", KEY), headers=office.key(Role.EDITOR))
    taken_out = office.client.delete(address("/documents", DOCUMENT), headers=office.key(Role.EDITOR))

    assert (made.status_code, made.json()["outcome"]) == (201, "new")
    assert (withdrawn.status_code, withdrawn.json()["outcome"]) == (200, "withdrawn")
    assert taken_out.status_code == 200
    lacking = [record for record in caplog.records if record.message.startswith("how a write ended is not in")]
    assert len(lacking) == 3
    entries = office.client.get("/audit", headers=office.key(Role.ADMIN)).json()["items"]
    assert [(each["action"], each["outcome"]) for each in entries[:4]] == [
        ("unload", "begun"),
        ("withdraw", "begun"),
        ("judge", "begun"),
        ("load", "new"),
    ]


def test_nothing_is_judged_that_cannot_be_logged_before(office: Service) -> None:
    """Where the log says nothing of an act, the act is not done."""
    _refuse_ends(office, "TRUE")

    answer = put(office, "/judgements", JOINED)

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/service-file-unavailable")
    assert shown(office, "/judgements")["total"] == 0


def _refuse_ends(service: Service, entries: str = "new.outcome <> 'begun'") -> None:
    """Let the service file take no more of these entries, as if the disk were full at that moment."""
    with closing(sqlite3.connect(service.settings.service_path())) as connection:
        connection.execute(
            f"CREATE TRIGGER full BEFORE INSERT ON audit WHEN {entries} "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        connection.commit()
