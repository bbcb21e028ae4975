"""Files that are written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from graph.errors import InputError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to beside ``path``, which takes its place when all is written.

    Raises:
        InputError: the file cannot be written; what was at ``path`` before is still there.
    """
    path = path.resolve()
    unfinished = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder: give the name of a file")
        try:
            with unfinished.open("xb") as file:
                yield file
            unfinished.replace(path)
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
