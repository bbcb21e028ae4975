"""Readers: one module a file format, bytes → blocks, without domain words.

The format is told by content first, then by suffix. To add one: a module here, a line in ``_READERS``, a fixture.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from graph.errors import DocumentError
from loaders.blocks import BlockDocument
from loaders.readers.docx import read_docx
from loaders.readers.text import read_text

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    suffixes: tuple[str, ...]
    magic: bytes
    read: Callable[[bytes, str], BlockDocument]


_READERS = (
    _Reader("Word document", (".docx", ".docm"), b"PK\x03\x04", read_docx),
    _Reader("plain text", (".txt", ".text", ""), b"", read_text),
)


def read_blocks(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of a file given by its bytes and its name.

    Raises:
        DocumentError: the file is empty, too large, damaged or of a format that zerentu does not read.
    """
    if not data.strip():
        raise DocumentError(f"{name}: the file is empty")
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{name}: larger than {MAX_BYTES // 2**20} MB; give the annexes one by one")
    suffix = PurePath(name).suffix.lower()
    for reader in _READERS:
        if reader.magic and data.startswith(reader.magic) and suffix in reader.suffixes:
            return reader.read(data, name)
    for reader in _READERS:
        if suffix in reader.suffixes and not reader.magic:
            return reader.read(data, name)
    if any(suffix in reader.suffixes for reader in _READERS):
        raise DocumentError(f"{name}: the content is not what the suffix {suffix} says; save it again in its program")
    known = ", ".join(suffix for reader in _READERS for suffix in reader.suffixes if suffix)
    raise DocumentError(f"{name}: zerentu does not read {suffix or 'such'} files yet; save it as one of {known}")
