"""The one store of an app: opened at the start, tried again while it is not there, closed at the stop."""

import threading
import time
from collections.abc import Callable

from graph.errors import StoreError, StoreUrlError
from graph.store import Store

_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.25, 4.0


class StoreKeeper:
    """Lends the store to requests; while it cannot be opened, each of them fails at once with the reason.

    Only one request at a time tries to open it, and only when the wait since the last attempt is over; the wait
    doubles from attempt to attempt, so that a store that comes back is found without a restart.
    """

    def __init__(self, opener: Callable[[], Store], lent: Store | None = None) -> None:
        """Keep what ``opener`` opens, or use a ``lent`` store, which is not closed."""
        self._opener = opener
        self._store = lent
        self._is_lent = lent is not None
        self._reason = "the store is being opened: try again in a moment"
        self._failed_as: type[StoreError] = StoreError
        self._wait_seconds = _FIRST_WAIT_SECONDS
        self._next_attempt = 0.0
        self._opening = threading.Lock()

    def store(self) -> Store:
        """Return the open store, opened now if it is time to try.

        Raises:
            StoreError: it is not there; the message says why.
        """
        if self._store is None and time.monotonic() >= self._next_attempt and self._opening.acquire(blocking=False):
            try:
                self._open()
            finally:
                self._opening.release()
        store = self._store
        if store is None:
            raise self._failed_as(self._reason)
        return store

    def close(self) -> None:
        """Close the store, if it was opened; no request may be under way."""
        store, self._store = self._store, None
        if store is not None and not self._is_lent:
            store.close()

    def _open(self) -> None:
        if self._store is not None:
            return
        try:
            self._store = self._opener()
        except (StoreError, StoreUrlError) as error:
            self._reason = str(error)
            self._failed_as = type(error) if isinstance(error, StoreError) else StoreError
            self._next_attempt = time.monotonic() + self._wait_seconds
            self._wait_seconds = min(2 * self._wait_seconds, _LONGEST_WAIT_SECONDS)
        else:
            self._wait_seconds = _FIRST_WAIT_SECONDS
