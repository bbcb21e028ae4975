"""What hostile files make of a reader, by the name of the file; a server that imports this reads them so."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import loaders.extraction
from graph.errors import LayoutError
from loaders.confined import child
from loaders.notice import Options
from loaders.result import Extraction

HONEST = "\t序号\n\t内容\n\t责任单位\n\n\t1\n\t修通青禾大道。\n\t交通局\n\n".encode()


def eat_memory() -> None:
    """Ask for a hundred gigabytes, one megabyte at a time."""
    eaten = [bytes([number % 256]) * 2**20 for number in range(100_000)]
    raise AssertionError(len(eaten))


def loop() -> None:
    """Never end."""
    while True:
        pass


def print_much() -> None:
    """Print 200 MB."""
    for _ in range(200):
        sys.stdout.write("x" * 2**20)
        sys.stderr.write("x" * 2**10)


def tell_environment() -> None:
    """Say what the process was started with."""
    started = Path("/proc/self/environ").read_text(encoding="utf-8") if sys.platform == "linux" else ""
    raise LayoutError(f"{started} {sorted(os.environ)}")


def raise_unforeseen() -> None:
    """Fail as a fault of a reader does."""
    raise KeyError("甲")


def raise_two_lines() -> None:
    """Fail with a message that a terminal would be steered by."""
    raise LayoutError("one\ntwo")


ACTS: Mapping[str, Callable[[], object]] = {
    "memory": eat_memory,
    "loop": loop,
    "sleep": lambda: time.sleep(100),
    "print": print_much,
    "abort": os.abort,
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "exit": lambda: os._exit(0),
    "leave": lambda: sys.exit(3),
    "environment": tell_environment,
    "unforeseen": raise_unforeseen,
    "lines": raise_two_lines,
}


def read(data: bytes, name: str, options: Options | None = None, *, confined: bool = False) -> Extraction:
    """Do what the name says, then read."""
    ACTS.get(Path(name).stem, lambda: None)()
    return loaders.extraction.extract_bytes(data, name, options, confined=confined)


child.extract_bytes = read
