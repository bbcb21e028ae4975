"""Services in processes of their own, asked over real connections."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

from benchmarks.sample import free_port

_START_SECONDS = 60.0


def served(**environment: str) -> AbstractContextManager[int]:
    """Run the service as an office does, with its log, and yield its port."""
    return _running([sys.executable, "-m", "api.cli", "serve"], environment)


def served_app(app: str, **environment: str) -> AbstractContextManager[int]:
    """Run an app in a bare uvicorn that logs nothing, and yield its port."""
    return _running([sys.executable, "-m", "uvicorn", "--factory", app, "--log-level", "critical"], environment)


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    port = free_port()
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            [*command, "--port", str(port)], env=_clean_environment() | environment, stdout=log, stderr=log
        )
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
