"""Many files: each read in a child process of its own, several at a time, and handed on in the order given."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

from graph.errors import ZerentuError
from loaders.confined import Limits, extract_bytes_confined
from loaders.files import read_file
from loaders.notice import Options
from loaders.result import Extraction

Outcome = Extraction | ZerentuError


def extract_many(
    paths: Iterable[Path], options: Options, limits: Limits, executor: Executor, in_flight: int
) -> Iterator[tuple[Path, Outcome]]:
    """Yield each file with what was read from it, or with the error that says why it was not.

    Args:
        paths: the files; each is opened here, and goes to the executor as its bytes and its name.
        options: facts that hold for every file.
        limits: what each file may take.
        executor: where to read. Threads are enough on this machine, since each waits for a process of its own; the
            executor of a cluster (``distributed.Client(…).get_executor()``) has the files read elsewhere.
        in_flight: how many files are held at a time, read or to be read.

    Raises:
        Exception: whatever the executor itself fails with, such as the loss of a cluster.
    """
    waiting: deque[tuple[Path, Future[Extraction] | ZerentuError]] = deque()
    try:
        for path in paths:
            waiting.append((path, _submit(path, options, limits, executor)))
            if len(waiting) >= in_flight:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())
    finally:
        for _, future in waiting:
            if isinstance(future, Future):
                future.cancel()


def _submit(path: Path, options: Options, limits: Limits, executor: Executor) -> Future[Extraction] | ZerentuError:
    try:
        data = read_file(path)
    except ZerentuError as error:
        return error
    return executor.submit(extract_bytes_confined, data, path.name, options, limits)


def _finished(path: Path, future: Future[Extraction] | ZerentuError) -> tuple[Path, Outcome]:
    if isinstance(future, ZerentuError):
        return path, future
    try:
        return path, future.result()
    except ZerentuError as error:
        return path, error
