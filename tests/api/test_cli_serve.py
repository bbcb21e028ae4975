"""``zerentu serve`` as users start it."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from select import select

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
