"""Whether the store answers, asked so that who asks is told in time whatever the store does."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial

from graph.errors import StoreAbsentError
from graph.store import Store, StoreInfo

_SECONDS = 1.2
"""Probes ask every few seconds and give up after one or two."""


class StoreProbe:
    """Asks the store that ``store`` lends for its name; used by one event loop.

    In a thread of its own: those of the routes may all wait for a store that hangs. Who comes while it is being asked
    waits for the same answer, so that a store that hangs is asked once.
    """

    def __init__(self, store: Callable[[], Store], seconds: float = _SECONDS) -> None:
        """Wait ``seconds`` for an answer."""
        self._store = store
        self._seconds = seconds
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="probe")
        self._asked: asyncio.Future[StoreInfo] | None = None

    async def info(self) -> StoreInfo:
        """Return what the store says.

        Raises:
            StoreAbsentError: it says nothing in time.
            StoreError: it is not there.
        """
        asked = self._asked
        if asked is None or asked.done():
            # What is logged on the way has the id of the request that asks.
            work = partial(copy_context().run, lambda: self._store().info())
            asked = self._asked = asyncio.wrap_future(self._thread.submit(work))
            # Where nobody waits any more, nobody asks how it ended.
            asked.add_done_callback(lambda each: each.cancelled() or each.exception())
        await asyncio.wait({asked}, timeout=self._seconds)
        if not asked.done():
            raise StoreAbsentError(f"the store does not answer within {self._seconds:g} s: try again in a moment")
        return asked.result()

    def close(self) -> None:
        """Ask no more; an answer that is awaited is not waited for here."""
        self._thread.shutdown(wait=False, cancel_futures=True)
