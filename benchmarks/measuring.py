"""Stopwatches, and how rivals take turns so that a busy moment of the machine meets all of them."""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

Work = Callable[[], object]


@dataclass(slots=True)
class Stopwatch:
    """Adds up the time spent inside ``running``."""

    seconds: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time until the block ends."""
        start = perf_counter()
        yield
        self.seconds += perf_counter() - start


_most_rounds: int | None = None


def measure_once() -> None:
    """Let every figure come from one round from now on: to see that all is measured, not how long it takes."""
    global _most_rounds  # noqa: PLW0603 # one run of the command measures all in one way
    _most_rounds = 1


def best_of(works: Mapping[str, Work], rounds: int, budget_seconds: float = 20.0) -> dict[str, float]:
    """Return the shortest time of each work, by name.

    In each round every work runs once, in turn; noise of the machine only ever adds, so the shortest time is the one
    to compare. Where a round is slow there are fewer of them: at least two, then until the budget is spent.
    """
    best = dict.fromkeys(works, math.inf)
    start = perf_counter()
    for number in range(min(rounds, _most_rounds or rounds)):
        if number >= 2 and perf_counter() - start > budget_seconds:
            break
        for name, work in works.items():
            watch = Stopwatch()
            with watch.running():
                work()
            best[name] = min(best[name], watch.seconds)
    return best
