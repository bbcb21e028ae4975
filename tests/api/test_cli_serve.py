"""``zerentu serve`` as users start it."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from select import select
from urllib.parse import quote

import httpx2

from api.commands.serve import _listen
from api.settings import Settings
from tests.api.command_line import SAMPLE, SCRIPT, clean_environment, zerentu


@contextmanager
def serving(url: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run the script until the block ends."""
    process = subprocess.Popen(
        [SCRIPT, "serve", "--port", str(port), "--store", url],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=clean_environment(PYTHONUNBUFFERED=""),
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def test_the_address_is_said_and_answers_until_interrupted(ladybug_url: str) -> None:
    """As soon as the address is printed, it answers; Ctrl-C ends it cleanly."""
    zerentu("load", SAMPLE, "--store", ladybug_url)
    port = free_port()

    with serving(ladybug_url, port) as process:
        assert process.stdout
        assert select([process.stdout], [], [], 30)[0], "it does not say its address"
        line = process.stdout.readline()
        answer = httpx2.get(f"http://127.0.0.1:{port}/health", timeout=20)
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=20)

    assert line == f"zerentu answers on http://127.0.0.1:{port} (Ctrl-C stops it)\n"
    assert answer.status_code == 200
    assert code == 130


def test_a_long_address_is_taken_however_it_arrives(ladybug_url: str) -> None:
    """500 ids for one picture are 39 kB, which a network delivers in parts."""
    zerentu("load", SAMPLE, "--store", ladybug_url)
    port = free_port()
    ids = quote(",".join(f"320585:太政发〔2021〕9号:1.{row}" for row in range(1, 501)), safe="")

    with serving(ladybug_url, port) as process:
        assert process.stdout
        assert select([process.stdout], [], [], 30)[0], "it does not say its address"
        with socket.create_connection(("127.0.0.1", port), timeout=20) as caller:
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            caller.sendall(f"GET /subgraph?ids={ids[:30000]}".encode())
            time.sleep(0.3)
            caller.sendall(f"{ids[30000:]} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            answer = caller.recv(15)

    assert answer == b"HTTP/1.1 200 OK"


def test_an_answer_leaves_at_once() -> None:
    """TCP_NODELAY is set by asyncio only where the protocol is named; else an answer may wait 40 ms for a receipt."""
    with _listen(Settings(port=free_port())) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_2(ladybug_url: str) -> None:
    """One line names the address and the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        zerentu("serve", "--port", port, "--store", ladybug_url).fails(2, f"127.0.0.1:{port}", "--port")


def test_a_host_that_is_none_is_2(ladybug_url: str) -> None:
    """A name that is not this machine's cannot be served on."""
    zerentu("serve", "--host", "nowhere.invalid", "--store", ladybug_url).fails(2, "nowhere.invalid", "--host")
