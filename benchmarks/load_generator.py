"""Asks one address over and over, on several connections at a time.

A client of its own, since any general one needs more time for a request than the servers that are measured.
"""

import asyncio
import re
from time import perf_counter
from typing import cast

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_END = b"\r\n\r\n"


class WrongAnswerError(Exception):
    """An answer is none that was asked for, so that its time means nothing."""


def ask(port: int, target: str, count: int, connections: int) -> list[float]:
    """Return how many seconds each of so many answers took to come.

    Raises:
        WrongAnswerError: one was not 200, or the server closed a connection.
    """
    return asyncio.run(_ask(port, target, count, connections))


async def _ask(port: int, target: str, count: int, connections: int) -> list[float]:
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    asking = _Asking(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("ascii"), count, done)
    opened = [await loop.create_connection(asking.connection, "127.0.0.1", port) for _ in range(connections)]
    for _, connection in opened:
        connection.ask()
    try:
        await done
    finally:
        for transport, _ in opened:
            transport.close()
    return asking.seconds


class _Asking:
    """What the connections share: the request, and how many answers are still to come."""

    def __init__(self, request: bytes, count: int, done: "asyncio.Future[None]") -> None:
        self.request, self.left, self.done = request, count, done
        self.seconds: list[float] = []

    def connection(self) -> "_Connection":
        return _Connection(self)

    def count_down(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.left -= 1
        if self.left == 0 and not self.done.done():
            self.done.set_result(None)

    def fail(self, reason: str) -> None:
        if not self.done.done():
            self.done.set_exception(WrongAnswerError(reason))


class _Connection(asyncio.Protocol):
    """Asks again as soon as an answer is complete."""

    def __init__(self, asking: _Asking) -> None:
        self._asking = asking
        self._received = bytearray()
        self._asked_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Of a TCP connection it is one for both directions.
        self._transport = cast("asyncio.Transport", transport)

    def ask(self) -> None:
        self._asked_at = perf_counter()
        self._transport.write(self._asking.request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._is_complete():
            return
        if not self._received.startswith(b"HTTP/1.1 200"):
            self._asking.fail(bytes(self._received[:80]).decode("latin-1"))
            return
        self._received.clear()
        self._asking.count_down(perf_counter() - self._asked_at)
        if self._asking.left > 0:
            self.ask()

    def connection_lost(self, error: Exception | None) -> None:
        self._asking.fail("the server closed the connection")

    def _is_complete(self) -> bool:
        head = self._received.find(_END)
        length = _LENGTH.search(self._received, 0, head + 2) if head >= 0 else None
        return length is not None and len(self._received) >= head + len(_END) + int(length[1])
