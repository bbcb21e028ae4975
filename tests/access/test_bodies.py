"""Bodies that are too large or too slow, over real sockets: what is on its way is not read to the end."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from api.access.roles import Role
from tests.access.conftest import Service, Starting, problem_of

pytestmark = pytest.mark.slow
MEGABYTE = 2**20


@contextmanager
def sending(service: Service, *headers: str) -> Iterator[socket.socket]:
    """Begin an upload by hand."""
    url = service.client.base_url
    head = [
        "POST /documents HTTP/1.1",
        "Host: localhost",
        f"Authorization: Bearer {service.told[Role.EDITOR]}",
        "Content-Type: multipart/form-data; boundary=x",
        *headers,
    ]
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        connection.sendall("\r\n".join([*head, "", ""]).encode())
        yield connection


def answered(connection: socket.socket) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Read the answer until the server closes the connection."""
    received = b""
    while part := connection.recv(65536):
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), headers, json.loads(body)


def test_a_body_that_says_it_is_too_large_is_not_waited_for(service: Service) -> None:
    """Not a byte of it has to come."""
    with sending(service, f"Content-Length: {30 * MEGABYTE}") as connection:
        status, headers, problem = answered(connection)

    assert (status, problem["type"], headers["connection"]) == (413, "/problems/body-too-large", "close")


def test_a_body_without_a_length_is_cut_off_where_it_is_too_large(start: Starting) -> None:
    """The sender has far more than 1 MB, and cannot get rid of it."""
    service = start(body_mb=1)
    sent = 0
    with sending(service, "Transfer-Encoding: chunked") as connection:
        first = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        connection.sendall(b"%x\r\n%s\r\n" % (len(first), first))
        try:
            while sent < 400:
                sent += 1
                connection.sendall(b"%x\r\n%s\r\n" % (MEGABYTE, b"a" * MEGABYTE))
        except (BrokenPipeError, ConnectionResetError):
            pass

    # What the system holds in its buffers on both ends counts as sent.
    assert sent < 50
    assert service.client.get("/documents").json()["total"] == 0


def test_a_file_of_the_most_is_taken_and_one_byte_more_is_not(start: Starting) -> None:
    """The limit is that of the file, whatever the form is around it; 1 MB of nothing is no document."""
    service = start(body_mb=1)
    files = {"file": ("a.txt", b"\n" * MEGABYTE)}
    headers = service.key(Role.EDITOR)

    problem_of(service.client.post("/documents", files=files, headers=headers), 422, "document-refused")
    files = {"file": ("a.txt", b"\n" * (MEGABYTE + 1))}
    problem_of(service.client.post("/documents", files=files, headers=headers), 413, "body-too-large")


@pytest.mark.parametrize("drops", [0, 400])
def test_a_body_that_comes_drop_by_drop_is_given_up(start: Starting, drops: int) -> None:
    """Neither silence nor a byte now and then keeps a connection for longer than the time there is."""
    service = start(body_seconds=0.5)
    with sending(service, "Content-Length: 100000") as connection:
        try:
            connection.sendall(b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n')
            for _ in range(drops):
                connection.sendall(b"-")
                time.sleep(0.02)
        except (BrokenPipeError, ConnectionResetError):
            pass
        status, headers, problem = answered(connection)

    assert (status, problem["type"], headers["connection"]) == (408, "/problems/body-too-slow", "close")


def test_who_hangs_up_leaves_no_trace(start: Starting, caplog: pytest.LogCaptureFixture) -> None:
    """An upload that breaks off is no fault of the service: nothing is logged as one, and nothing is written."""
    service = start()
    with sending(service, "Content-Length: 100000") as connection:
        connection.sendall(b"--x\r\n")
    for _ in range(20):
        service.client.get("/health")

    assert [record for record in caplog.records if record.exc_info] == []
    assert service.client.get("/documents").json()["total"] == 0


def test_a_refused_write_does_not_read_its_body(service: Service) -> None:
    """Without a key the connection is closed, not kept for 15 MB that nobody wants."""
    url = service.client.base_url
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        connection.sendall(
            b"POST /documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 15000000\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        )
        status, headers, problem = answered(connection)

    assert (status, problem["type"], headers["connection"]) == (401, "/problems/key-missing", "close")


@pytest.mark.parametrize("path", ["/documents", "/nothing", "/tasks"])
def test_an_answer_before_the_body_ends_the_connection(service: Service, path: str) -> None:
    """What was answered without it (no form, no such path, no such method) waits for no body that never comes."""
    url = service.client.base_url
    with socket.create_connection((url.host, url.port), timeout=30) as connection:
        connection.sendall(
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\nContent-Type: text/plain\r\n"
            f"Authorization: Bearer {service.told[Role.EDITOR]}\r\n\r\n".encode()
        )
        status, headers, _ = answered(connection)

    assert status == {"/documents": 415, "/nothing": 404, "/tasks": 405}[path]
    assert headers["connection"] == "close"
