"""What is no HTTP, as an address that nobody encoded, is refused with a problem that has an id and all headers."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn

from api.app import create_app
from api.headers import HEADERS
from api.settings import Settings
from api.unreadable import Http

Asking = Callable[[bytes], tuple[int, dict[str, str], dict[str, object]]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Asking]:
    """Send bytes to a server that reads as the command's does, and return status, headers and problem."""
    app = create_app(Settings(store="ladybug:/nowhere/graph.lbug"))
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(app, http=Http, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield lambda sent: _answer(listener.getsockname(), sent)
        server.should_exit = True
        thread.join()


def test_raw_chinese_in_an_address_is_told_to_be_encoded(ask: Asking) -> None:
    """As curl sends it; in Chinese where no language is asked for."""
    status, headers, problem = ask("GET /tasks?unit=发改委&limit=5 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    assert (status, headers["content-type"]) == (400, "application/problem+json")
    assert problem["type"] == "/problems/unreadable-request"
    assert "百分号编码" in str(problem["detail"])
    assert (problem["instance"], headers["content-language"]) == ("/tasks", "zh")
    assert problem["request_id"] == headers["x-request-id"]
    assert {name.lower(): value for name, value in HEADERS.items()}.items() <= headers.items()


def test_the_language_and_the_id_of_such_a_request_are_heard(ask: Asking) -> None:
    """As far as its headers can be read."""
    head = "GET /units/财政局 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: en\r\nX-Request-ID: mine-1\r\n\r\n"

    _, headers, problem = ask(head.encode())

    assert "percent-encoded" in str(problem["detail"])
    assert (headers["x-request-id"], headers["content-language"]) == ("mine-1", "en")
    assert problem["instance"] == "/units/财政局"


TLS = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"


@pytest.mark.parametrize("sent", [TLS, b"HELLO\r\n\r\n", b"GET / HTTP/1.1\r\nA B\r\n\r\n"])
def test_what_is_no_request_at_all_is_a_problem_too(ask: Asking, sent: bytes) -> None:
    """A handshake of TLS, a word, a header that is none."""
    status, _, problem = ask(sent)

    assert (status, problem["title"]) == (400, "请求无法读取")


def test_a_key_in_such_an_address_is_not_repeated(ask: Asking) -> None:
    """Neither from the path nor from the query."""
    key = "zer_01234567_" + "a" * 64

    _, _, problem = ask(f"GET /发/{key}?key={key} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    assert key not in json.dumps(problem)


def _answer(address: tuple[str, int], sent: bytes) -> tuple[int, dict[str, str], dict[str, object]]:
    with socket.create_connection(address, timeout=10) as caller:
        caller.sendall(sent)
        received = b""
        while part := caller.recv(65536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), headers, json.loads(body)
