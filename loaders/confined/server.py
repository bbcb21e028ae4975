"""The caller's end of the server that forks a child for every file.

multiprocessing has such a server as well. It runs the caller's main script again in every child, hands its environment
on, and is refused to the workers of a Dask cluster, which are daemons; so this one is started as a plain program.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from loaders.confined.limits import Limits

# Read to start a program, not as settings: passwords and keys of the caller stay with the caller.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH")
_CHUNK = 2**20
_GRACE_SECONDS = 5
_ASK = b"r"
_LOST = (BrokenPipeError, ConnectionResetError)
TOO_LATE, TOO_MUCH, NO_CHILD = "too late", "too much", "no child"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: its answer, and its exit code (negative: the signal) or one of the words above."""

    answer: bytes
    code: int | str


@dataclass(slots=True)
class Server:
    """The server's process, started when it is first asked and again where it is lost; threads may share it."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: subprocess.Popen[bytes] | None = None
    _control: socket.socket | None = None
    _stops: int = 0

    def ask(self, request: bytes, limits: Limits, seconds: float) -> Ending:
        """Return how the child ended that got the request; after so many seconds nobody waits any longer."""
        stops = self._stops
        ending = self._ask_once(request, limits, seconds)
        # A server that the kernel ended for want of memory is started again; one that was stopped is not.
        is_lost = ending.code == NO_CHILD and stops == self._stops
        return self._ask_once(request, limits, seconds) if is_lost else ending

    def start(self) -> None:
        """Start the server ahead of the first file: it imports the readers while the caller does something else."""
        with self._lock:
            self._started()

    def stop(self) -> None:
        """End the server and every child that still reads."""
        with self._lock:
            self._stops += 1
            self._end()

    def _ask_once(self, request: bytes, limits: Limits, seconds: float) -> Ending:
        until = time.monotonic() + seconds + _GRACE_SECONDS
        with ExitStack() as opened:
            answers, theirs = (opened.enter_context(each) for each in socket.socketpair())
            endings, told = (opened.enter_context(each) for each in socket.socketpair())
            self._hand_over(theirs, told)
            theirs.close()
            told.close()
            try:
                _send(answers, request, until)
                answer = _receive(answers, limits.output_bytes + 1, until)
                # A child that still writes ends here instead of waiting for a reader.
                answers.close()
                code = _receive(endings, 4, until)
            except TimeoutError:
                return Ending(b"", TOO_LATE)
        if len(answer) > limits.output_bytes:
            return Ending(b"", TOO_MUCH)
        return Ending(answer, int.from_bytes(code, "big", signed=True) if code else NO_CHILD)

    def _hand_over(self, *sockets: socket.socket) -> None:
        numbers = [each.fileno() for each in sockets]
        with self._lock:
            try:
                socket.send_fds(self._started(), [_ASK], numbers)
            except _LOST:
                self._end()
                socket.send_fds(self._started(), [_ASK], numbers)

    def _started(self) -> socket.socket:
        if self._control is None:
            self._control, theirs = socket.socketpair()
            with theirs:
                number = theirs.fileno()
                self._process = subprocess.Popen(  # noqa: S603 - it is this Python and a module of ours
                    _command(f"serve({number})"),
                    env=_environment(),
                    stdin=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                    pass_fds=(number,),
                )
        return self._control

    def _end(self) -> None:
        process, control = self._process, self._control
        self._process = self._control = None
        if process and control:
            control.close()
            # The server leads a group of its own, to which all its children belong.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def ask_new_program(request: bytes, limits: Limits, seconds: float) -> Ending:
    """Return the same where nothing can be forked: every file costs the start of a program."""
    process = subprocess.Popen(  # noqa: S603 - it is this Python and a module of ours
        _command("read_once()"),
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        answer, _ = process.communicate(request, timeout=seconds + _GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Ending(b"", TOO_LATE)
    if len(answer) > limits.output_bytes:
        return Ending(b"", TOO_MUCH)
    return Ending(answer, process.returncode)


def _command(call: str) -> list[str]:
    """Return the command of a program that makes one call in ``child``, with the import path of this one."""
    return [
        sys.executable,
        "-c",
        f"import sys; sys.path[:] = {sys.path!r}; from loaders.confined.child import *; {call}",
    ]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in _KEPT}


def _send(answers: socket.socket, request: bytes, until: float) -> None:
    answers.settimeout(max(0.01, until - time.monotonic()))
    # A child that died early reads no further; how it ended says why.
    with suppress(*_LOST):
        answers.sendall(request)
        answers.shutdown(socket.SHUT_WR)


def _receive(source: socket.socket, most: int, until: float) -> bytes:
    """Return what comes until the other end closes, or the first ``most`` bytes."""
    received = bytearray()
    with suppress(*_LOST):
        while len(received) < most:
            source.settimeout(max(0.01, until - time.monotonic()))
            chunk = source.recv(min(_CHUNK, most - len(received)))
            if not chunk:
                break
            received += chunk
    return bytes(received)


SERVER = Server()
atexit.register(SERVER.stop)
