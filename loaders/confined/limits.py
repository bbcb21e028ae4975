"""What a file may cost, and how a process holds itself to it."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

CONVERSION_SECONDS = 90
"""What a document may take more, of CPU and by the clock, where LibreOffice has to convert it first."""
OUT_OF_MEMORY = 12
"""The exit code of a child that was refused memory."""
_CONVERSION_BYTES = 2**32
_LARGEST_FILE = 2**28


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: address space, seconds of CPU, and the size of what comes back."""

    memory_bytes: int = 2**30
    cpu_seconds: int = 10
    output_bytes: int = 2**26

    @property
    def wall_seconds(self) -> int:
        """How long it may take by the clock: who waits uses no CPU, and a busy machine has little to give."""
        return 3 * self.cpu_seconds


def confine(limits: Limits, more_seconds: int = 0) -> None:
    """Hold this process to the limits; a file that it writes may not fill the disk, and its death leaves no core."""
    if sys.platform == "win32":
        return
    most = {"RLIMIT_AS": limits.memory_bytes, "RLIMIT_CPU": limits.cpu_seconds}
    _set_soft_limits(most | {"RLIMIT_FSIZE": _LARGEST_FILE, "RLIMIT_CORE": 0})
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.wall_seconds + more_seconds)


@contextmanager
def conversion_limits() -> Iterator[None]:
    """Let a process that is started meanwhile have what LibreOffice needs instead of what a reader may take."""
    before = _set_soft_limits({"RLIMIT_AS": _CONVERSION_BYTES, "RLIMIT_CPU": CONVERSION_SECONDS})
    try:
        yield
    finally:
        _set_soft_limits(before)


def silence() -> None:
    """Let what libraries print to the standard streams go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _set_soft_limits(most: Mapping[str, int]) -> dict[str, int]:
    """Set limits by name, no higher than the hard ones, which stay; return what they were."""
    if sys.platform == "win32":
        return {}
    import resource  # noqa: PLC0415 - not on every system

    before: dict[str, int] = {}
    for name, wanted in most.items():
        kind = getattr(resource, name)
        before[name], hard = resource.getrlimit(kind)
        # A system that knows a limit and cannot hold it (RLIMIT_AS on macOS) says so.
        with suppress(ValueError, OSError):
            is_allowed = hard == resource.RLIM_INFINITY or 0 <= wanted <= hard
            resource.setrlimit(kind, (wanted if is_allowed else hard, hard))
    return before
