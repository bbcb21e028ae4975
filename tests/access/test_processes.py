"""The service as a process of its own: what a signal leaves behind, and what stands in its log."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from api.access.keys import KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.jobs import JobBook
from graph.store import open_store
from tests.access.conftest import DOCUMENT, SAMPLE, bearer
from tests.api.command_line import ROOT, clean_environment

pytestmark = pytest.mark.slow


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], httpx2.Client, Path]]:
    """Run ``zerentu serve`` in a folder until the block ends; yield the process, a client and the file of its log."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    log = folder / "log.txt"
    names = {f"ZERENTU_{name.upper()}": value for name, value in settings.items()}
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "api.cli", "serve", "--port", str(port)],
            cwd=folder,
            env=clean_environment(PYTHONPATH=str(ROOT), **names),
            stdout=output,
            stderr=output,
        )
    try:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=200) as client:
            _wait_until_it_answers(process, client, log)
            yield process, client, log
    finally:
        process.kill()
        process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], client: httpx2.Client, log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            client.get("/health")
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it does not answer")


def service_file(folder: Path) -> ServiceFile:
    return ServiceFile(folder / ".zerentu" / "graph.service.db")


def post(client: httpx2.Client, key: str, **headers: str) -> httpx2.Response:
    files = {"file": (SAMPLE.name, SAMPLE.read_bytes())}
    return client.post("/documents", files=files, headers={**bearer(key), **headers})


def loaded_tasks(folder: Path) -> int:
    with open_store(f"ladybug:{folder / '.zerentu' / 'graph.lbug'}") as store:
        [[tasks]] = store.ask("MATCH (t:Task) RETURN count(t) AS n").rows
    assert isinstance(tasks, int)
    return tasks


def outcomes(folder: Path) -> list[Any]:
    rows = service_file(folder).rows("SELECT outcome FROM audit WHERE action = 'load' ORDER BY id")
    return [row["outcome"] for row in rows]


def test_a_stop_leaves_nothing_half_written(tmp_path: Path) -> None:
    """SIGTERM with one document being read and three behind it: it ends soon, the graph is whole, each job is told."""
    _, key = KeyRing(service_file(tmp_path)).create(Role.EDITOR)
    with running(tmp_path, uploads__at_once="1") as (process, client, _):
        jobs = [post(client, key, Prefer="respond-async").json()["id"] for _ in range(4)]
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)

    found = [JobBook(service_file(tmp_path), 1).find(job) for job in jobs]
    states = [job.state for job in found if job]
    assert code == -signal.SIGTERM
    assert states[1:] == ["interrupted"] * 3
    assert states[0] in {"done", "interrupted"}
    assert loaded_tasks(tmp_path) == (157 if states[0] == "done" else 0)
    assert sorted(outcomes(tmp_path)) == sorted(
        ["begun"] * 4 + ["new" if state == "done" else "interrupted" for state in states]
    )


def test_a_stop_does_not_wait_for_a_body_that_never_comes(tmp_path: Path) -> None:
    """An upload that hangs is cut off after the time that a stop has."""
    _, key = KeyRing(service_file(tmp_path)).create(Role.EDITOR)
    with running(tmp_path) as (process, client, _):
        url = client.base_url
        with socket.create_connection((url.host, url.port)) as connection:
            connection.sendall(
                b"POST /documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                b"Content-Type: multipart/form-data; boundary=x\r\n"
                b"Authorization: Bearer " + key.encode() + b"\r\n\r\n--x\r\n"
            )
            client.get("/health")
            process.send_signal(signal.SIGTERM)

            assert process.wait(timeout=60) == -signal.SIGTERM
    assert outcomes(tmp_path) == []


def test_a_service_that_was_killed_tells_what_was_interrupted(tmp_path: Path) -> None:
    """After kill -9 the one that is started next knows the jobs, and the same file loads as if nothing had been."""
    _, key = KeyRing(service_file(tmp_path)).create(Role.EDITOR)
    with running(tmp_path, uploads__at_once="1") as (process, client, _):
        jobs = [post(client, key, Prefer="respond-async").headers["location"] for _ in range(3)]
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    with running(tmp_path, uploads__wait_seconds="200") as (_, client, _):
        told = [client.get(job).json() for job in jobs]
        again = post(client, key)

        assert [job["state"] for job in told[1:]] == ["interrupted"] * 2
        assert all(job["problem"]["type"] == "/problems/interrupted" and job["ended_at"] for job in told[1:])
        assert again.status_code in {200, 201}
        assert again.json()["document"] == DOCUMENT
        assert client.get("/tasks").json()["total"] == 157
    assert outcomes(tmp_path).count("interrupted") >= 2


def test_no_secret_of_a_key_is_ever_in_the_log(tmp_path: Path) -> None:
    """Right, wrong, revoked, in the address, in a form, with a fault: the id may stand there, the secret does not."""
    keys = KeyRing(service_file(tmp_path))
    told = {role: keys.create(role)[1] for role in Role}
    revoked, revoked_told = keys.create(Role.EDITOR)
    keys.revoke(revoked.id)
    secrets = [each.rpartition("_")[2] for each in (*told.values(), revoked_told)]
    wrong = f"zer_{revoked.id}_{'ab' * 32}"
    with running(tmp_path, debug="1") as (process, client, log):
        for key in (*told.values(), revoked_told, wrong):
            for headers in (bearer(key), {"X-API-Key": key}, {"Authorization": f"Basic {key}"}):
                client.get("/tasks", headers=headers)
                client.delete("/documents/x", headers=headers)
            for path in (f"/tasks?key={key}", f"/{key}/x", f"/tasks?a=1&k=%7A{key[1:]}", f"/%7A{key[1:]}"):
                assert client.get(path).status_code == 400
            client.post("/cypher", json={"statement": "RETURN 1 AS n", "parameters": {"key": 1}}, headers=bearer(key))
        post(client, told[Role.EDITOR])
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)

        said = log.read_text(encoding="utf-8")
        assert f"zer_{revoked.id}_" in said.replace("%E2%80%A6", "…")
        assert [secret for secret in (*secrets, "ab" * 32) if secret in said] == []
    held = b"".join(path.read_bytes() for path in (tmp_path / ".zerentu").iterdir())
    assert [secret for secret in secrets if secret.encode() in held] == []
