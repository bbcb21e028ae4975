"""The bytes of a file, never more than a document may have."""

from pathlib import Path

from graph.errors import DocumentError

MAX_BYTES = 20 * 1024 * 1024


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; of one that is too large, just enough for a reader to see that.

    Raises:
        DocumentError: the file is missing or cannot be read.
    """
    try:
        # A pipe has no end to wait for, and a device any number of bytes.
        if path.exists() and not path.is_file() and not path.is_dir():
            raise DocumentError(f"{path}: no file but a pipe or device; save the document as a file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise DocumentError(f"{path}: no such file; check the name") from error
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror}") from error
