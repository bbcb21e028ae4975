"""How often one caller may ask, by the ``limits`` library: a key, or without one an address."""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from api.access.errors import TooManyRequestsError


class Rate:
    """So many times in so long, as ``12000/minute`` says, for each caller."""

    def __init__(self, rule: str) -> None:
        self._item: RateLimitItem = parse(rule)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def count(self, caller: str) -> None:
        """Count one more.

        Raises:
            TooManyRequestsError: it is one too many; it says when to come back.
        """
        if not self._limiter.hit(self._item, caller):
            wait = self._limiter.get_window_stats(self._item, caller).reset_time - time.time()
            raise TooManyRequestsError(f"more than {self._item}: wait a little", max(1, math.ceil(wait)))


def check_rate(rule: str) -> str:
    """Return a rule as it is.

    Raises:
        ValueError: it is none.
    """
    try:
        parse(rule)
    except ValueError as error:
        raise ValueError(f"it takes a rate such as 600/minute, not {rule!r}") from error
    return rule
