"""Acts of which the audit log tells that they were begun and how they ended."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from api.access.audit import AuditLog, Caller, Entry
from api.problems import problem_name
from graph.errors import ZerentuError

T = TypeVar("T")


def audited(
    log: AuditLog, begun: Entry, caller: Caller, act: Callable[[], T], ended: Callable[[T], Sequence[Entry]]
) -> T:
    """Return what an act comes to; ``begun`` is the entry before it, ``ended`` makes of its result those after it.

    The last one of those is how it ended.

    Raises:
        ServiceFileError: the log cannot be written before, so nothing was done.
    """
    log.add(begun, caller)
    try:
        done = act()
    except ZerentuError as error:
        log.end(replace(begun, outcome="failed", detail=problem_name(error)), caller)
        raise
    *through, end = ended(done)
    log.end(end, caller, through=through)
    return done
