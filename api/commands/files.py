"""Files and folders that are written whole or not at all."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
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


@contextmanager
def whole_files(paths: Sequence[Path]) -> Iterator[tuple[BinaryIO, ...]]:
    """Give files to write to that take the places of ``paths`` together when all of them are written.

    Raises:
        InputError: one cannot be written; what was at ``paths`` before is still there.
    """
    with ExitStack() as stack:
        # None of them takes its place before the work on all of them ends well.
        yield tuple(stack.enter_context(whole_file(path)) for path in paths)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give a folder to fill beside ``path``, which takes its place when all is written.

    Raises:
        InputError: there is something at ``path`` that is no empty folder, or it cannot be written.
    """
    path = path.resolve()
    unfinished = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise InputError(f"{path} is there already and not an empty folder: name another one")
        try:
            unfinished.mkdir()
            yield unfinished
            unfinished.replace(path)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error
