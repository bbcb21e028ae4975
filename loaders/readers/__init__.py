"""Readers: one module a file format, bytes → blocks, without domain words.

The format is told by content first, then by suffix. To add one: a module here, a line in ``_READERS``, a fixture.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from graph.errors import DocumentError
from loaders.blocks import BlockDocument
from loaders.readers.delimited import read_delimited
from loaders.readers.docx import read_docx
from loaders.readers.formats import format_of, is_binary
from loaders.readers.html import read_html
from loaders.readers.markdown import read_markdown
from loaders.readers.opendocument import read_opendocument
from loaders.readers.package import part_names, read_parts
from loaders.readers.spreadsheet import read_spreadsheet
from loaders.readers.text import read_text

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    suffixes: tuple[str, ...]
    binary: bool
    read: Callable[[bytes, str], BlockDocument]


def _read_docx(data: bytes, name: str) -> BlockDocument:
    """Read what passed the gate; a package that cannot be opened at all ``read_docx`` itself refuses."""
    if part_names(data):
        read_parts(data, name)
    return read_docx(data, name)


_READERS = (
    _Reader("Word document", (".docx", ".docm"), True, _read_docx),
    _Reader("spreadsheet", (".xlsx", ".xlsm"), True, read_spreadsheet),
    _Reader("OpenDocument spreadsheet", (".ods",), True, read_opendocument),
    _Reader("delimited text", (".csv", ".tsv"), False, read_delimited),
    _Reader("web page", (".html", ".htm"), False, read_html),
    _Reader("Markdown", (".md", ".markdown"), False, read_markdown),
    _Reader("plain text", (".txt", ".text", ""), False, read_text),
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
    shown = format_of(data, name)
    reader = next((reader for reader in _READERS if shown in reader.suffixes), None)
    if reader and reader.binary == is_binary(data):
        return reader.read(data, name)
    raise DocumentError(_refusal(name, known=reader is not None))


def _refusal(name: str, *, known: bool) -> str:
    suffix = PurePath(name).suffix.lower()
    if known:
        cure = "save it again in its program"
        return f"{name}: the content is not what the suffix {suffix or '(none)'} says; {cure}"
    known_suffixes = ", ".join(suffix for reader in _READERS for suffix in reader.suffixes if suffix)
    return f"{name}: zerentu does not read {suffix or 'such'} files yet; save it as one of {known_suffixes}"
