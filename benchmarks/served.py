"""A service in a uvicorn of its own, asked over real connections."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from benchmarks.sample import free_port

_START_SECONDS = 60.0


@contextmanager
def served(app: str, **environment: str) -> Iterator[int]:
    """Run an app in a uvicorn of its own and yield its port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", app, "--port", str(port), "--log-level", "critical"]
    server = subprocess.Popen(command, env=_clean_environment() | environment)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def get(port: int, target: str) -> bytes:
    """Return the body that a target answers."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{target}", timeout=_START_SECONDS) as answer:
        body: bytes = answer.read()
        return body


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers on port {port} after {_START_SECONDS:g} s")


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ZERENTU_")}
