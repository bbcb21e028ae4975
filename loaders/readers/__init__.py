"""Readers: one module a file format, bytes → blocks, without domain words.

The format is told by content first, then by suffix. To add one: a module here, a line in ``_READERS``, a fixture.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from graph.errors import DocumentError
from loaders.blocks import BlockDocument, Paragraph, Table
from loaders.files import MAX_BYTES
from loaders.readers.boxes import boxes_as_tables
from loaders.readers.delimited import read_delimited
from loaders.readers.docx import read_docx
from loaders.readers.formats import format_of, is_binary
from loaders.readers.html import read_html
from loaders.readers.hygiene import clean_document
from loaders.readers.libreoffice import read_old_word
from loaders.readers.markdown import read_markdown
from loaders.readers.opendocument import read_opendocument
from loaders.readers.package import macro_remarks
from loaders.readers.pdf import read_pdf
from loaders.readers.spreadsheet import read_spreadsheet
from loaders.readers.text import read_text


@dataclass(frozen=True, slots=True)
class _Reader:
    """A way to read; ``instead`` is what else to save as, where a damaged file can end the process that reads it."""

    name: str
    suffixes: tuple[str, ...]
    binary: bool
    read: Callable[[bytes, str], BlockDocument]
    instead: str = ""


_MOST_PARAGRAPHS, _LONGEST_PARAGRAPH = 20_000, 100_000

_READERS = (
    _Reader("Word document", (".docx", ".docm"), True, read_docx),
    _Reader("spreadsheet", (".xlsx", ".xlsm"), True, read_spreadsheet),
    # calamine allots what a damaged record of an .xls asks for, and ends the process where it gets no memory.
    _Reader("old Excel workbook (.xls)", (".xls",), True, read_spreadsheet, instead=".xlsx"),
    _Reader("old Word document (.doc or .wps)", (".doc", ".wps"), True, read_old_word, instead=".docx"),
    _Reader("OpenDocument spreadsheet", (".ods",), True, read_opendocument),
    _Reader("PDF", (".pdf",), True, read_pdf),
    _Reader("delimited text", (".csv", ".tsv"), False, read_delimited),
    _Reader("web page", (".html", ".htm"), False, read_html),
    _Reader("Markdown", (".md", ".markdown"), False, read_markdown),
    _Reader("plain text", (".txt", ".text", ""), False, read_text),
)


FILE_SUFFIXES = frozenset(suffix for reader in _READERS for suffix in reader.suffixes if suffix)
"""The suffixes by which a folder's documents are known."""


def read_blocks(data: bytes, name: str, *, confined: bool = False) -> BlockDocument:
    """Return the blocks of a file given by its bytes and its name; ``confined`` where this process is a child for it.

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
        if reader.instead and not confined:
            cure = f"save it as {reader.instead}, or read it with loaders.confined.extract_confined"
            raise DocumentError(f"{name}: an {reader.name}; {cure}")
        document = clean_document(reader.read(data, name), name, from_text=not reader.binary)
        if not any(text.strip() for text in _texts(document)):
            raise DocumentError(
                "; ".join([f"{name}: it holds no text; if it is a scan, run OCR on it", *document.remarks])
            )
        _check_length(document, name)
        blocks = tuple(boxes_as_tables(document.blocks))
        return replace(document, blocks=blocks, remarks=document.remarks + macro_remarks(data))
    raise DocumentError(_refusal(name, known=reader is not None))


def _texts(document: BlockDocument) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            rows = block.rows if isinstance(block, Table) else (block.cells,)
            yield from (cell.text for row in rows for cell in row)


def _check_length(document: BlockDocument, name: str) -> None:
    """Refuse running text that is longer than any plan: reading it would take minutes."""
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    longest = max(map(len, texts), default=0)
    if len(texts) > _MOST_PARAGRAPHS or longest > _LONGEST_PARAGRAPH:
        many = f"more than {_MOST_PARAGRAPHS} lines of running text"
        what = many if len(texts) > _MOST_PARAGRAPHS else f"a paragraph of {longest} characters"
        raise DocumentError(f"{name}: {what}, which no plan has; give the annexes one by one")


def _refusal(name: str, *, known: bool) -> str:
    suffix = PurePath(name).suffix.lower()
    if known:
        cure = "save it again in its program"
        return f"{name}: the content is not what the suffix {suffix or '(none)'} says; {cure}"
    known_suffixes = [suffix for reader in _READERS if not reader.instead for suffix in reader.suffixes if suffix]
    return f"{name}: zerentu does not read {suffix or 'such'} files yet; save it as one of {', '.join(known_suffixes)}"
