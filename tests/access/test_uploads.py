"""Writing over HTTP: uploads, jobs, taking out. Real services; a store that waits where the moment matters."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from pydantic import SecretStr

from api.access.roles import Role
from api.app import create_app
from api.file_names import plain_name
from api.watched import WatchedStore
from graph.model import Batch
from graph.store import LoadResult, Store, open_store
from tests.access.conftest import DATA, DOCUMENT, REPORT, SAMPLE, Service, Starting, problem_of
from tests.api.conftest import serve
from tests.conftest import Address

pytestmark = pytest.mark.slow
PLACE = f"/documents/{quote(DOCUMENT, safe='')}"


class WaitingStore(WatchedStore):
    """A real store that begins to write when it is let to."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, lambda: None)
        self.began, self.let = threading.Event(), threading.Event()

    def load(self, batch: Batch) -> LoadResult:
        """Write one document."""
        self.began.set()
        assert self.let.wait(60)
        return super().load(batch)


@pytest.fixture
def waiting(ladybug_url: str) -> Iterator[WaitingStore]:
    with open_store(ladybug_url) as store:
        held = WaitingStore(store)
        yield held
        held.let.set()


@contextmanager
def in_background(do: Callable[[], httpx2.Response]) -> Iterator[Any]:
    with ThreadPoolExecutor(1) as executor:
        yield executor.submit(do)


def tasks(service: Service) -> int:
    total: int = service.client.get("/tasks", params={"limit": 1}).json()["total"]
    return total


def ended(service: Service, location: str) -> dict[str, Any]:
    """Ask a job until it has ended."""
    for _ in range(600):
        answer = service.client.get(location)
        assert answer.status_code == 200, answer.text
        if answer.json()["ended_at"]:
            return dict(answer.json())
        threading.Event().wait(0.05)
    raise AssertionError(answer.text)


def test_an_upload_is_loaded_and_told_where(service: Service) -> None:
    """201 with what was written, the report, and the path of the document; the list shows it at once."""
    before = service.client.get("/tasks")
    answer = service.upload()
    said = answer.json()

    assert (answer.status_code, answer.headers["location"]) == (201, PLACE)
    assert (said["document"], said["outcome"], said["file"]) == (DOCUMENT, "new", SAMPLE.name)
    assert (said["report"]["tasks"], said["report"]["annexes"]) == (157, {"1": 131, "2": 26})
    assert said["nodes_written"] > 157
    shown = service.client.get(answer.headers["location"])
    assert (shown.status_code, shown.json()["source"], shown.json()["load_id"]) == (200, SAMPLE.name, said["load_id"])
    after = service.client.get("/tasks", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["total"]) == (200, 157)


def test_the_same_file_again_writes_nothing(service: Service) -> None:
    """200, unchanged, and every ETag holds: so an answer that was lost can be asked for again."""
    first = service.upload().json()
    tag = service.client.get("/tasks").headers["etag"]

    again = service.upload()

    assert (again.status_code, again.json()["outcome"], again.json()["load_id"]) == (200, "unchanged", first["load_id"])
    assert (again.json()["nodes_written"], again.json()["relationships_written"]) == (0, 0)
    assert again.headers["location"] == PLACE
    assert service.client.get("/tasks", headers={"If-None-Match": tag}).status_code == 304


def test_a_corrected_file_replaces_the_document(service: Service, tmp_path: Path) -> None:
    """Without its second annex 131 tasks are left."""
    service.upload()
    corrected = tmp_path / SAMPLE.name
    text = SAMPLE.read_text(encoding="utf-8")
    corrected.write_text(text[: text.rindex("附件2")], encoding="utf-8")

    answer = service.upload(corrected)

    assert (answer.status_code, answer.json()["outcome"]) == (200, "replaced"), answer.text
    assert tasks(service) == 131


def test_a_dry_run_tells_records_and_writes_nothing(service: Service) -> None:
    """As `zerentu extract --json` has them; neither a job nor an entry in the log is left."""
    answer = service.upload(dry_run=True)
    said = answer.json()

    assert (answer.status_code, said["dry_run"], said["document"]) == (200, True, DOCUMENT)
    assert (len(said["records"]), said["report"]["tasks"]) == (157, 157)
    second = said["records"][1]
    assert (second["id"], second["content"]) == (f"{DOCUMENT}:1.2", "增长6%左右")
    assert (second["leaders"], second["owners"]) == (["汪香元", "吴敬宇"], ["财政局"])
    assert said["facts"]["issued_on"] == "2021-02-07"
    assert (said["facts"]["jurisdiction"], said["place"]) == ("320585", "太仓市")
    assert tasks(service) == 0
    log = service.client.get("/audit", params={"action": "load"}, headers=service.key(Role.ADMIN)).json()
    assert log["total"] == 0


def test_facts_that_are_given_win(service: Service) -> None:
    """The place of a report that does not name it, its year, kind, number and date."""
    facts = {
        "jurisdiction": "太仓市",
        "year": 2022,
        "kind": "report",
        "number": "太报〔2022〕1号",
        "issued_on": "2022-01-05",
    }

    answer = service.upload(REPORT, **facts)

    assert answer.status_code == 201, answer.text
    shown = service.client.get(answer.headers["location"]).json()
    assert (shown["id"], shown["year"], shown["kind"], shown["issued_on"]) == (
        "320585:太报〔2022〕1号", 2022, "report", "2022-01-05",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"jurisdiction": "太仓县城关"}, "jurisdiction"),
        ({"year": 21}, "year"),
        ({"kind": "novel"}, "kind"),
        ({"issued_on": "7.2.2021"}, "issued_on"),
        ({"dryrun": True}, "dryrun"),
    ],
)
def test_a_wrong_fact_is_told_by_name(service: Service, query: dict[str, Any], name: str) -> None:
    """Nothing is loaded with another one instead."""
    problem = problem_of(service.upload(**query), 422, "wrong-parameter")

    assert [each["name"] for each in problem["errors"]] == [name]
    assert tasks(service) == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.docx", b"PK\x03\x04 no package", "plan.docx: "),
        ("plan.txt", b"", "plan.txt: "),
        ("plan.png", b"\x89PNG\r\n\x1a\n0000", "plan.png: "),
        ("prose.txt", "今天天气很好。\n我们去公园散步。\n".encode(), "names nobody who answers"),
    ],
)
def test_a_bad_file_is_told_by_the_loaders_own_line(service: Service, name: str, content: bytes, words: str) -> None:
    """File, place, cause and cure, as the command prints it; the job and the log know it as well."""
    files = {"file": (name, content)}
    problem = problem_of(
        service.client.post("/documents", files=files, headers=service.key(Role.EDITOR)), 422, "document-refused"
    )

    assert words in problem["detail"]
    [end, begin] = service.client.get("/audit", params={"action": "load"}, headers=service.key(Role.ADMIN)).json()[
        "items"
    ]
    assert (begin["outcome"], end["outcome"], end["detail"]) == ("begun", "failed", "document-refused")
    job = service.client.get(f"/jobs/{end['job']}").json()
    assert (job["state"], job["problem"]["detail"]) == ("failed", problem["detail"])


@pytest.mark.parametrize(
    ("request_parts", "status", "name"),
    [
        ({"json": {"file": "x"}}, 415, "wrong-media-type"),
        ({"content": b"x"}, 415, "wrong-media-type"),
        ({"data": {"file": "x"}}, 415, "wrong-media-type"),
        ({"files": {"document": ("a.txt", b"x")}}, 422, "wrong-parameter"),
        ({"files": {"file": (None, b"x")}}, 422, "wrong-parameter"),
        ({"files": [("file", ("a.txt", b"x")), ("file", ("b.txt", b"x"))]}, 422, "wrong-parameter"),
        ({"files": {"file": ("a.txt", b"x")}, "data": {"year": "2021"}}, 422, "wrong-parameter"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 422, "wrong-parameter"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=y"}}, 422, "wrong-parameter"),
    ],
)
def test_a_body_that_is_no_form_with_one_file_is_refused(
    service: Service, request_parts: dict[str, Any], status: int, name: str
) -> None:
    """415 says what is taken; a form is told what is wrong with it."""
    headers = {**service.key(Role.EDITOR), **request_parts.pop("headers", {})}

    answer = service.client.post("/documents", headers=headers, **request_parts)

    problem = problem_of(answer, status, name)
    if status == 415:
        assert answer.headers["accept"] == "multipart/form-data"
    else:
        assert [(each["location"], each["name"]) for each in problem["errors"]] == [("body", "file")]


def test_a_form_with_more_than_the_file_is_told_where_the_rest_goes(service: Service) -> None:
    """In both languages, not in the words of the parser of forms."""
    form: dict[str, Any] = {"files": {"file": ("a.txt", b"x")}, "data": {"year": "2023"}}
    editor = service.key(Role.EDITOR)

    english = problem_of(service.client.post("/documents", headers=editor, **form), 422, "wrong-parameter")
    chinese = service.client.post("/documents", headers={**editor, "Accept-Language": "zh"}, **form)

    assert english["errors"][0]["detail"] == (
        "the form takes one file in the field `file` and nothing else: say the rest in the address, as ?year=2021"
    )
    assert chinese.json()["errors"][0]["detail"].startswith("表单只接受字段 file 中的一个文件")
    assert chinese.headers["content-language"] == "zh"


def test_what_a_reader_says_in_english_stands_below_a_chinese_title(service: Service, tmp_path: Path) -> None:
    """The header names both languages."""
    file = tmp_path / "plan.jsonl"
    file.write_text('{"id": "x"}\n', encoding="utf-8")

    answer = service.upload(file, dry_run=True, headers={"Accept-Language": "zh"})

    assert (answer.status_code, answer.json()["title"]) == (422, "文件不能载入")
    assert " is missing" in answer.json()["detail"]
    assert answer.headers["content-language"] == "zh, en"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\张三\\分解 表.docx", "分解 表.docx"),
        ("a\x00b\r\nc\u202etxt.exe\u200b.txt", "abctxt.exe.txt"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
        ("", "document"),
        ("..", "document"),
        ("dir/", "dir"),
    ],
)
def test_the_name_of_a_file_is_a_bare_one(said: str, name: str) -> None:
    """No folders, nothing that does not show or turns the letters round, not too long; the suffix stays."""
    assert plain_name(said) == name


def test_a_name_in_chinese_is_cited_as_it_is(service: Service) -> None:
    """And one with folders without them."""
    answer = service.upload(name="../分解表.txt", dry_run=True)

    assert answer.json()["facts"]["source"] == answer.json()["file"] == "分解表.txt"


def test_of_eight_uploads_at_once_one_is_new(service: Service) -> None:
    """The others find it there, or somebody at it; nothing is there twice, and each is in the log with its end."""
    address = str(service.client.base_url)
    data, headers = SAMPLE.read_bytes(), service.key(Role.EDITOR)

    async def upload_all() -> list[httpx2.Response]:
        async with httpx2.AsyncClient(base_url=address, timeout=300) as client:
            files = {"file": (SAMPLE.name, data)}
            posts = [client.post("/documents", files=files, headers=headers) for _ in range(8)]
            return await asyncio.gather(*posts)

    answers = asyncio.run(upload_all())
    log = service.client.get("/audit", params={"action": "load"}, headers=service.key(Role.ADMIN)).json()["items"]
    statuses = Counter(answer.status_code for answer in answers)
    outcomes = Counter(entry["outcome"] for entry in log)

    assert statuses[201] == 1
    assert statuses[200] + statuses[409] == 7
    assert (outcomes["begun"], outcomes["new"]) == (8, 1)
    assert (outcomes["unchanged"], outcomes["failed"]) == (statuses[200], statuses[409])
    assert tasks(service) == 157


def test_a_document_that_is_being_written_is_held(start: Starting, waiting: WaitingStore) -> None:
    """409 to another upload and to taking it out; a retry finds it unchanged."""
    service = start(waiting)
    with in_background(service.upload) as first:
        assert waiting.began.wait(60)

        answer = service.upload()
        problem_of(answer, 409, "document-held")
        problem_of(service.client.delete(PLACE, headers=service.key(Role.EDITOR)), 409, "document-held")
        waiting.let.set()

        assert int(answer.headers["retry-after"]) >= 1
        assert first.result().status_code == 201
    assert service.upload().json()["outcome"] == "unchanged"


def test_a_long_load_becomes_a_job(start: Starting, waiting: WaitingStore) -> None:
    """202 when the patience ends; the job tells how far it is, and in the end what a short load would have."""
    service = start(waiting, uploads={"wait_seconds": 0.2})
    answer = service.upload()
    location = answer.headers["location"]
    assert (answer.status_code, location.startswith("/jobs/")) == (202, True)
    assert "preference-applied" not in answer.headers
    assert waiting.began.wait(60)

    under_way = service.client.get(location)
    waiting.let.set()
    job = ended(service, location)

    assert (under_way.json()["state"], under_way.json()["progress"]) == ("writing", {"done": 1, "of": 2})
    assert (under_way.json()["document"], under_way.headers["retry-after"]) == (DOCUMENT, "1")
    assert (job["state"], job["progress"], job["problem"]) == ("done", {"done": 2, "of": 2}, None)
    assert (job["result"]["outcome"], job["result"]["href"]) == ("new", PLACE)
    assert job["result"]["report"]["tasks"] == 157


def test_who_prefers_not_to_wait_gets_a_job_at_once(service: Service, tmp_path: Path) -> None:
    """Of a bad file as well: the job tells the problem."""
    bad = tmp_path / "plan.txt"
    bad.write_text("今天天气很好。", encoding="utf-8")

    answer = service.upload(headers={"Prefer": "respond-async"})
    failed = service.upload(bad, headers={"Prefer": 'respond-async, wait="10"'})

    assert (answer.status_code, failed.status_code) == (202, 202)
    assert answer.headers["preference-applied"] == "respond-async"
    assert ended(service, answer.headers["location"])["result"]["outcome"] == "new"
    job = ended(service, failed.headers["location"])
    assert (job["state"], job["result"]) == ("failed", None)
    assert (job["problem"]["type"], job["problem"]["status"]) == ("/problems/document-refused", 422)


def test_no_more_than_so_many_wait(start: Starting, waiting: WaitingStore) -> None:
    """One is loaded, one waits, the third is told when to come again; a dry run counts as well."""
    service = start(waiting, uploads={"at_once": 1, "waiting": 1})
    first, second = (service.upload(headers={"Prefer": "respond-async"}) for _ in range(2))
    assert waiting.began.wait(60)

    for query in ({}, {"dry_run": True}):
        answer = service.upload(**query)
        problem_of(answer, 429, "too-many-loads")
        assert int(answer.headers["retry-after"]) >= 1
    waiting.let.set()

    assert ended(service, first.headers["location"])["result"]["outcome"] == "new"
    assert ended(service, second.headers["location"])["result"]["outcome"] == "unchanged"
    assert service.upload().status_code == 200


def test_a_stop_interrupts_what_waits_and_ends_what_is_written(start: Starting, waiting: WaitingStore) -> None:
    """The one in the store is whole; the other was not begun, and a service that is started anew says so."""
    service = start(uploads={"at_once": 1})
    with serve(create_app(service.settings.model_copy(), waiting)) as client:
        headers = {**service.key(Role.EDITOR), "Prefer": "respond-async"}
        files = {"file": (SAMPLE.name, SAMPLE.read_bytes())}
        writing, left = (client.post("/documents", files=files, headers=headers) for _ in range(2))
        assert waiting.began.wait(60)
        threading.Timer(0.5, waiting.let.set).start()

    jobs = [service.client.get(each.headers["location"]).json() for each in (writing, left)]
    assert [job["state"] for job in jobs] == ["done", "interrupted"]
    assert (jobs[1]["problem"]["type"], jobs[1]["document"]) == ("/problems/interrupted", None)
    assert tasks(service) == 157
    log = service.client.get("/audit", params={"outcome": "interrupted"}, headers=service.key(Role.ADMIN)).json()
    assert [each["job"] for each in log["items"]] == [left.headers["location"].rpartition("/")[2]]


def test_a_document_is_taken_out(service: Service) -> None:
    """200 with what was removed; lists and ETags change at once; a second time it is 404."""
    written = service.upload().json()
    before = service.client.get("/tasks")

    answer = service.client.delete(PLACE, headers=service.key(Role.EDITOR))

    assert answer.status_code == 200
    assert answer.json() == {
        "document": DOCUMENT,
        "nodes_removed": written["nodes_written"],
        "relationships_removed": written["relationships_written"],
    }
    after = service.client.get("/tasks", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.json()["total"]) == (200, 0)
    again = service.client.delete(PLACE, headers=service.key(Role.EDITOR))
    assert DOCUMENT in problem_of(again, 404, "not-found")["detail"]


def test_the_log_tells_who_wrote_what(service: Service) -> None:
    """A load and a removal have an entry when they begin and one when they end, with key, document and load."""
    load_id = service.upload().json()["load_id"]
    service.client.delete(PLACE, headers=service.key(Role.ADMIN))
    headers = service.key(Role.ADMIN)

    entries = service.client.get("/audit", params={"limit": 4}, headers=headers).json()["items"]

    assert [(each["action"], each["outcome"], each["name"]) for each in reversed(entries)] == [
        ("load", "begun", "the editor"),
        ("load", "new", "the editor"),
        ("unload", "begun", "the admin"),
        ("unload", "done", "the admin"),
    ]
    loaded = entries[2]
    assert (loaded["document"], loaded["load_id"], loaded["source"]) == (DOCUMENT, load_id, SAMPLE.name)
    [editor] = [each.id for each in service.keys.all() if each.name == "the editor"]
    assert (loaded["address"], loaded["key"]) == ("127.0.0.1", editor)
    found = service.client.get("/audit", params={"document": DOCUMENT, "action": "load"}, headers=headers).json()
    assert [each["id"] for each in found["items"]] == [loaded["id"]]


def test_without_a_store_nothing_is_loaded(tmp_path: Path, start: Starting) -> None:
    """503; the job and the log know it."""
    (tmp_path / "graph.lbug").mkdir()
    service = start()

    problem_of(service.upload(), 503, "store-unavailable")

    log = service.client.get("/audit", params={"outcome": "failed"}, headers=service.key(Role.ADMIN)).json()
    assert [each["detail"] for each in log["items"]] == ["store-unavailable"]


def test_a_job_that_is_none_is_404(service: Service) -> None:
    """Whatever its id looks like."""
    for job in ("0" * 32, "x", "%27"):
        problem_of(service.client.get(f"/jobs/{job}"), 404, "not-found")


@pytest.mark.neo4j
def test_the_same_on_neo4j(start: Starting, neo4j_address: Address) -> None:
    """New, unchanged, a workbook of another kind, taken out."""
    uri, options = neo4j_address
    service = start(store=None)
    settings = service.settings.model_copy(
        update={"store": uri, "neo4j_user": options.user, "neo4j_password": SecretStr(options.password),
                "service_file": service.settings.service_path()}
    )  # fmt: skip
    with serve(create_app(settings)) as client:
        on_neo4j = Service(settings, client, service.keys, service.told)

        statuses = [
            on_neo4j.upload(path).status_code for path in (SAMPLE, SAMPLE, DATA / "taicang-2021-breakdown.docx")
        ]
        removed = client.delete(PLACE, headers=on_neo4j.key(Role.EDITOR))

        assert statuses == [201, 200, 200]
        assert removed.json()["nodes_removed"] > 157
        assert tasks(on_neo4j) == 0
