"""Copies of a graph file for reading, since an engine may write to the file meanwhile.

A copy is made of the file and its log while neither changes: what they are (number, size, time) is looked at before
and after. The process that has the graph open must not open the file itself: closing it would give its lock away.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from graph.errors import StoreBusyError

Version = tuple[tuple[str, int, int, int], ...]

_LOG, _SHADOW = ".wal", ".shadow"
_SETTLED_SECONDS = 0.03
"""Two changes within one tick of the file system's clock look like one."""
_PATIENCE_SECONDS = 3.0


def version_of(graph: Path) -> Version:
    """Return what tells one state of a graph file and its log from another; empty where there is none."""
    found = []
    for path in (graph, _beside(graph, _LOG), _beside(graph, _SHADOW)):
        with suppress(FileNotFoundError):
            state = path.stat()
            found.append((path.name, state.st_ino, state.st_size, state.st_mtime_ns))
    return tuple(found) if found and found[0][0] == graph.name else ()


def copy_graph(graph: Path, target: Path) -> int:
    """Copy a graph file and its log as they are at one moment; return how many bytes they have.

    Raises:
        StoreBusyError: something writes to it all the time.
        OSError: it cannot be read, or the disk is full.
    """
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        before = version_of(graph)
        if _is_settled(before) and not any(name.endswith(_SHADOW) for name, *_ in before):
            _copy(graph, target)
            _copy(_beside(graph, _LOG), _beside(target, _LOG))
            if version_of(graph) == before:
                return sum(size for _, _, size, _ in before)
        time.sleep(_SETTLED_SECONDS)
    raise StoreBusyError(f"{graph}: it is being written to all the time: try again when the load has ended")


def _is_settled(version: Version) -> bool:
    latest = max((changed for *_, changed in version), default=0)
    return bool(version) and abs(time.time_ns() - latest) > _SETTLED_SECONDS * 1e9


def _copy(source: Path, target: Path) -> None:
    """Copy a file, sharing its blocks where the file system can; a log that is not there is taken away."""
    target.unlink(missing_ok=True)
    with suppress(FileNotFoundError), source.open("rb") as read, target.open("wb") as written:
        left = os.fstat(read.fileno()).st_size
        while left > 0 and (copied := _copy_some(read.fileno(), written.fileno(), left)):
            left -= copied


def _copy_some(source: int, target: int, most: int) -> int:
    if hasattr(os, "copy_file_range"):
        with suppress(OSError):
            return os.copy_file_range(source, target, most)
    return os.write(target, os.read(source, min(most, 2**24)))


def _beside(graph: Path, suffix: str) -> Path:
    return graph.with_name(graph.name + suffix)
