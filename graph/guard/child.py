"""What runs beside the caller: a server that forks a process for each statement, and that process.

The server imports the engine once, has one thread and runs no statement. A child gets what it needs to open the graph
through a socket (never its environment), gives up all rights, says that it is ready, runs one statement and ends.
"""

import gc
import json
import os
import shutil
import signal
import socket
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from graph.guard.confinement import die_with_parent

READY = b"r"
LENGTH_BYTES = 4
Answering = Callable[[Mapping[str, Any]], bytes]
"""Answers one request; made by ``prepare`` of an engine's module from what the caller gives before the request."""


def serve(control_number: int, module: str, folder: str) -> None:
    """Fork a child for each socket that comes in, until the caller is gone; its ``folder`` goes then as well."""
    _silence()
    engine = import_module(module)
    engine.warm()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=control_number) as control:
        while True:
            asked, handed, _, _ = socket.recv_fds(control, 1, 1)
            if not asked:
                shutil.rmtree(folder, ignore_errors=True)
                os._exit(0)
            if os.fork() == 0:
                control.close()
                _never_return(lambda: _attend(socket.socket(fileno=handed[0]), engine.prepare))  # noqa: B023
            for number in handed:
                os.close(number)


def _attend(caller: socket.socket, prepare: Callable[[Mapping[str, Any]], Answering]) -> None:
    """Prepare, say so, and answer the one request that comes; nothing is said where the caller has gone."""
    os.setsid()
    die_with_parent()
    # So that the caller ends this process and never another one that has got its number.
    own = os.pidfd_open(os.getpid()) if hasattr(os, "pidfd_open") else None
    given = receive_frame(caller)
    if given is None:
        return
    answering = prepare(json.loads(given))
    number = os.getpid().to_bytes(LENGTH_BYTES, "big")
    socket.send_fds(caller, [READY + number], [own] if own is not None else [])
    request = receive_frame(caller)
    if request is not None:
        caller.sendall(answering(json.loads(request)))
        caller.shutdown(socket.SHUT_WR)


def receive_frame(source: socket.socket) -> bytes | None:
    """Return what comes after its length, None where the other end has gone."""
    length = _receive_exactly(source, LENGTH_BYTES)
    return _receive_exactly(source, int.from_bytes(length, "big")) if length else None


def framed(data: bytes) -> bytes:
    """Return data with its length before it."""
    return len(data).to_bytes(LENGTH_BYTES, "big") + data


def _receive_exactly(source: socket.socket, length: int) -> bytes | None:
    received = bytearray()
    while len(received) < length:
        chunk = source.recv(min(2**20, length - len(received)))
        if not chunk:
            return None
        received += chunk
    return bytes(received)


def _never_return(do: Callable[[], None]) -> None:
    """Run and end this process: nothing of the server's own, such as its handlers at exit, may run in a child."""
    code = 1
    try:
        do()
        code = 0
    finally:
        os._exit(code)


def _silence() -> None:
    """Let what libraries print to the standard streams go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
