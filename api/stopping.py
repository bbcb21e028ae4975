"""How the service ends: it says that it is not ready, lets what runs come to its end, and closes the store.

uvicorn itself closes its door at the first signal, so nobody could be told. Here the door stays open until the
requests that ran at the signal are answered, or their time is over; then uvicorn ends as it always does, with what is
left of the time for requests that came meanwhile.
"""

import math
import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from asyncio import Task

_MARGIN_SECONDS = 25.0
"""What the end may take after the time for requests: a load that is being written gets 20 s (``api.loads``), and a
statement that cannot be stopped is left behind."""


class StoppableServer(uvicorn.Server):
    """A server that answers its last requests; a second signal ends the process at once."""

    def __init__(self, config: uvicorn.Config, stop_seconds: float, after_signal: Callable[[], None]) -> None:
        """Give running requests ``stop_seconds``; ``after_signal`` is called as soon as the service is to stop."""
        super().__init__(config)
        self._stop_seconds = stop_seconds
        self._after_signal = after_signal
        self._until = math.inf
        self._running: set[Task[None]] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; the second time end, as if nobody had caught the signal."""
        if self._until < math.inf:
            signal.signal(sig, signal.SIG_DFL)
            signal.raise_signal(sig)
        self._captured_signals.append(sig)
        self._until = time.monotonic() + self._stop_seconds
        self._after_signal()

    async def on_tick(self, counter: int) -> bool:
        """Look, ten times a second, whether it is time to close the door."""
        if self._until < math.inf:
            if self._running is None:
                self._running = set(self.server_state.tasks)
                _end_at_last(self._stop_seconds + _MARGIN_SECONDS)
            left = self._until - time.monotonic()
            if left <= 0 or all(each.done() for each in self._running):
                self.config.timeout_graceful_shutdown = max(0, math.ceil(left))
                self.should_exit = True
        return await super().on_tick(counter)


def _end_at_last(seconds: float) -> None:
    """End the process after so long, whatever it does: a thread inside an engine cannot be stopped from outside."""
    timer = threading.Timer(seconds, os._exit, [128 + signal.SIGTERM])
    timer.daemon = True
    timer.start()
