"""The log of a service: one event a line, whatever callers send; never a secret."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.commands.serve import _server
from api.keeper import StoreKeeper
from api.logs import OURS, start_log
from api.settings import LogFormat, LogLevel, Settings
from tests.api.command_line import zerentu

MARKS = "\n\r\x1b[31m\x85\u2028\u202e"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What goes to standard error of a log that ``start`` starts; logging is as before in the end."""
    levels = {name: logging.getLogger(name).level for name in (None, *OURS)}
    handlers = logging.getLogger().handlers[:]
    written = io.StringIO()
    # Else starting the log would close those of pytest.
    logging.getLogger().handlers.clear()
    yield written
    logging.getLogger().handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def start(log: io.StringIO, form: LogFormat, level: LogLevel) -> None:
    with redirect_stderr(log):
        start_log(form, level)


def entries(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().split("\n")[:-1]]


def of_requests(log: io.StringIO) -> list[dict[str, Any]]:
    return [each for each in entries(log) if each["message"] == "request"]


def test_each_request_is_a_line(log: io.StringIO, sample_settings: Settings) -> None:
    """With all that tells what happened; names of parameters, but no values."""
    with TestClient(create_app(sample_settings)) as client:
        start(log, "json", "info")
        answer = client.get("/tasks?limit=2&unit=水务局", headers={"X-Request-ID": "r1"})

    [line] = of_requests(log)
    assert line["time"].endswith("Z")
    assert line["duration_ms"] > 0
    del line["time"], line["duration_ms"]
    assert line == {
        "level": "info", "message": "request", "logger": "api.request_log", "request_id": "r1", "method": "GET",
        "path": "/tasks", "parameters": ["limit", "unit"], "status": 200, "bytes": len(answer.content),
        "client": "testclient",
    }  # fmt: skip
    assert "水务局" not in log.getvalue()


def test_an_id_in_the_path_is_readable(log: io.StringIO, sample_settings: Settings) -> None:
    """Chinese stays Chinese; a problem of the caller's is no warning."""
    with TestClient(create_app(sample_settings)) as client:
        start(log, "json", "info")
        client.head("/tasks/320585:没有")

    [line] = of_requests(log)
    assert (line["method"], line["path"], line["status"], line["bytes"]) == ("HEAD", "/tasks/320585:没有", 404, 0)
    assert line["level"] == "info"
    assert "没有" in log.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_that_is_sent_begins_a_line(log: io.StringIO, sample_settings: Settings, form: LogFormat) -> None:
    """Line ends, escapes of a terminal and marks of direction in path, parameters and id, in both forms."""
    with TestClient(create_app(sample_settings)) as client:
        start(log, form, "info")
        client.get(f"/x{quote(MARKS)}/level=error", params={f"p{MARKS}": "1"}, headers={"X-Request-ID": "a\tb"})

    assert len(log.getvalue().splitlines()) == 1
    assert all(character.isprintable() for character in log.getvalue()[:-1])
    assert "\\u202e" in log.getvalue()


def test_every_line_of_a_request_has_its_id(
    log: io.StringIO, sample_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what is logged in a thread, and the traceback of what nobody expected; the next request has its own."""

    def fail(keeper: StoreKeeper) -> None:
        logging.getLogger("api.somewhere").info("about to fail")
        raise RuntimeError("cannot go on\nlevel=forged")

    with TestClient(create_app(sample_settings)) as client:
        start(log, "json", "info")
        client.get("/health", headers={"X-Request-ID": "before"})
        monkeypatch.setattr(StoreKeeper, "store", fail)
        client.get("/ready", headers={"X-Request-ID": "r1"})
        monkeypatch.undo()

    lines = [each for each in entries(log) if each["request_id"] == "r1"]
    assert [each["message"] for each in lines] == ["about to fail", "GET /ready failed", "request"]
    assert "RuntimeError: cannot go on\nlevel=forged" in lines[1]["exception"]
    assert (lines[2]["status"], lines[2]["level"]) == (500, "warning")


def test_a_traceback_in_text_is_indented(log: io.StringIO) -> None:
    """So that no message of an error can look like a line of the log."""
    start(log, "text", "info")
    try:
        raise ValueError("wrong\n2026-01-01T00:00:00Z error forged")
    except ValueError:
        logging.getLogger("api.somewhere").exception("failed")

    head, *trace = log.getvalue().splitlines()
    assert " error failed logger=api.somewhere" in head
    assert trace[-1] == "    2026-01-01T00:00:00Z error forged"
    assert all(line.startswith("    ") for line in trace)


def test_secrets_are_taken_out(log: io.StringIO, sample_settings: Settings) -> None:
    """Headers are never told; of what others say, what looks like a password or key."""
    with TestClient(create_app(sample_settings)) as client:
        start(log, "json", "debug")
        client.get(
            "/tasks?sesam-in-name=1&key=sesam-1",
            headers={"Authorization": "Bearer sesam-2", "X-API-Key": "sesam-3", "Cookie": "sesam-4"},
        )
        client.post("/cypher", json={"statement": "RETURN 'sesam-5'"}, auth=("me", "sesam-6"))
    some = logging.getLogger("api.somewhere")
    some.warning("Neo4j at %s failed", "bolt://neo4j:p@sesam-7@host:7687")
    some.warning("sent Authorization: Basic sesam-8, password=sesam-9 password: sesam-10")

    assert "sesam" not in log.getvalue()
    assert "bolt://…@host:7687" in log.getvalue()
    assert {each["status"] for each in of_requests(log)} == {401, 200}


def test_the_level_is_for_our_lines(log: io.StringIO, sample_settings: Settings) -> None:
    """With warning, requests that went well are not told; what libraries say below a warning never is."""
    with TestClient(create_app(sample_settings)) as client:
        start(log, "json", "warning")
        client.get("/health")
        start(log, "json", "debug")
        logging.getLogger("neo4j.io").info("chatter")

    assert log.getvalue() == ""


def test_serve_starts_the_log_and_silences_uvicorns(
    log: io.StringIO, ladybug_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line a request, not two; the settings choose the form."""
    # Servers of other tests in this process have made it quieter, and gave it handlers of its own.
    logging.getLogger("uvicorn.error").setLevel(logging.NOTSET)
    monkeypatch.setattr(logging.getLogger("uvicorn"), "propagate", True)
    with redirect_stderr(log):
        server = _server(Settings(store=ladybug_url, log_format="text"))
    server.config.load()
    logging.getLogger("uvicorn.access").info("GET / 200")
    logging.getLogger("uvicorn.error").info("Started", extra={"color_message": "Started in colour"})

    assert log.getvalue().split(" ", 1)[1] == "info Started logger=uvicorn.error\n"


@pytest.mark.parametrize(("name", "value"), [("FORMAT", "xml"), ("LEVEL", "loud")])
def test_a_setting_that_is_none_is_2(tmp_path: Path, name: str, value: str) -> None:
    """One line names it."""
    ended = zerentu("serve", "--store", f"ladybug:{tmp_path / 'g'}", environment={f"ZERENTU_LOG_{name}": value})

    ended.fails(2, f"ZERENTU_LOG_{name}")


def test_an_answer_that_breaks_off_is_told(log: io.StringIO, sample_settings: Settings) -> None:
    """What was half out ends as a broken connection, and as an error in the log."""
    app = create_app(sample_settings)

    async def half(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise RuntimeError("the other half is lost")

    app.mount("/half", half)
    with TestClient(app) as client:
        start(log, "json", "info")
        with pytest.raises((RuntimeError, httpx2.HTTPError)):
            client.get("/half/x")

    assert [each["message"] for each in entries(log)] == ["GET /half/x failed", "request"]
    assert of_requests(log)[0]["bytes"] == 4
