"""The caller's end: a server that forks, one process ready for the next statement, and their end at the deadline."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.guard.child import LENGTH_BYTES, framed

# Read to start a program, not as settings: passwords and keys of the caller stay with the caller.
_KEPT = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "SYSTEMROOT", "TZ")
_LOST = (BrokenPipeError, ConnectionResetError)
_CHUNK = 2**20
_PREPARING_SECONDS = 30.0


@dataclass(slots=True)
class Child:
    """A process that runs one statement, then is gone."""

    link: socket.socket
    setup: bytes
    handle: int | None = None
    number: int = 0

    def wait_until_ready(self, until: float) -> bool:
        """Wait until it has opened the graph; False where it ended instead."""
        if self.number:
            return True
        self.link.settimeout(max(0.01, until - time.monotonic()))
        with suppress(*_LOST):
            said, handles, _, _ = socket.recv_fds(self.link, 1 + LENGTH_BYTES, 1)
            self.handle = handles[0] if handles else None
            self.number = int.from_bytes(said[1:], "big")
        return bool(self.number)

    def answer(self, request: bytes, most_bytes: int, until: float) -> bytes:
        """Return what it answers, empty where it ended without an answer.

        Raises:
            TimeoutError: the time is over.
        """
        received = bytearray()
        with suppress(*_LOST):
            self.link.settimeout(max(0.01, until - time.monotonic()))
            self.link.sendall(framed(request))
            while len(received) <= most_bytes:
                self.link.settimeout(max(0.01, until - time.monotonic()))
                chunk = self.link.recv(_CHUNK)
                if not chunk:
                    return bytes(received)
                received += chunk
        return b""

    def end(self) -> None:
        """Kill it, if it still lives."""
        handle, self.handle = self.handle, None
        with suppress(ProcessLookupError, PermissionError):
            if handle is not None:
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            elif self.number and not hasattr(os, "pidfd_open"):
                os.kill(self.number, signal.SIGKILL)
        if handle is not None:
            os.close(handle)
        self.link.close()


@dataclass(slots=True)
class Workers:
    """Processes for statements, forked by a server that has imported the engine. Safe for use by several threads."""

    module: str
    _folder: Path | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _server: subprocess.Popen[bytes] | None = None
    _control: socket.socket | None = None
    _ready: Child | None = None
    _is_closed: bool = False

    @property
    def folder(self) -> Path:
        """A folder of this user only, which goes when the workers are closed or their caller ends."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="zerentu-cypher-"))
        return self._folder

    def ask(self, setup: Mapping[str, Any], request: Mapping[str, Any], most_bytes: int, seconds: float) -> bytes:
        """Return the answer of a process that is made for this request, empty where it ended without one.

        Raises:
            TimeoutError: it was killed since the time was over.
            StoreError: no process can be started.
        """
        until = time.monotonic() + seconds
        child = self._take(json.dumps(setup).encode(), until)
        try:
            return child.answer(json.dumps(request).encode(), most_bytes, until)
        finally:
            child.end()

    def prepare(self, setup: Mapping[str, Any]) -> None:
        """Let a process open the graph for the next request that comes with the same setup.

        Raises:
            StoreError: no process can be started.
        """
        packed = json.dumps(setup).encode()
        if self._ready and self._ready.setup == packed:
            return
        child = self._fork(packed)
        with self._lock:
            before, self._ready = self._ready, None if self._is_closed else child
        for idle in (before, child if self._is_closed else None):
            if idle:
                idle.end()

    def close(self) -> None:
        """End all processes and take the folder away."""
        with self._lock:
            self._is_closed = True
            child, self._ready = self._ready, None
            if child:
                child.end()
            self._end_server()
            folder, self._folder = self._folder, None
        if folder:
            shutil.rmtree(folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server ahead of the first statement: it imports the engine while the caller does something else."""
        with self._lock:
            self._started()

    def _take(self, setup: bytes, until: float) -> Child:
        with self._lock:
            child, self._ready = self._ready, None
        if child and child.setup == setup and _is_usable(child, until):
            return child
        if child:
            child.end()
        child = self._fork(setup)
        if not _is_usable(child, until):
            raise StoreError("the process for the statement could not be started: try again")
        return child

    def _fork(self, setup: bytes) -> Child:
        """Return a process that is about to open the graph."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._hand_over(theirs)
        except BaseException:
            ours.close()
            raise
        ours.settimeout(_PREPARING_SECONDS)
        with suppress(*_LOST):
            ours.sendall(framed(setup))
        return Child(ours, setup)

    def _hand_over(self, theirs: socket.socket) -> None:
        with self._lock:
            try:
                socket.send_fds(self._started(), [b"c"], [theirs.fileno()])
            except _LOST:
                # A server that the kernel ended for want of memory is started again.
                self._end_server()
                socket.send_fds(self._started(), [b"c"], [theirs.fileno()])

    def _started(self) -> socket.socket:
        if self._is_closed:
            raise StoreError("the guard is closed")
        if not hasattr(socket, "send_fds") or not hasattr(os, "fork"):
            raise StoreError("guarded Cypher needs a system that can fork: Linux or macOS")
        if self._control is None:
            self._control, theirs = socket.socketpair()
            with theirs:
                number = theirs.fileno()
                self._server = subprocess.Popen(  # noqa: S603 - it is this Python and a module of ours
                    self._command(number),
                    env={name: value for name, value in os.environ.items() if name in _KEPT},
                    stdin=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                    pass_fds=(number,),
                )
        return self._control

    def _command(self, number: int) -> list[str]:
        call = f"serve({number}, {self.module!r}, {str(self.folder)!r})"
        program = f"import sys; sys.path[:] = {sys.path!r}; from graph.guard.child import serve; {call}"
        return [sys.executable, "-I", "-X", "utf8", "-c", program]

    def _end_server(self) -> None:
        server, control = self._server, self._control
        self._server = self._control = None
        if server and control:
            control.close()
            server.kill()
            server.wait()


def _is_usable(child: Child, until: float) -> bool:
    """Say whether the process is ready, and end it where it is not."""
    is_ready = False
    try:
        is_ready = child.wait_until_ready(until)
    finally:
        if not is_ready:
            child.end()
    return is_ready
