"""Which format a file is: told by its content; where that says nothing, by its suffix.

Many systems export a web page or plain cells under the name .xls, and users rename files. A format that is known and
not read gets a line of its own, with the one to save it as.
"""

import re
from pathlib import PurePath

from graph.errors import DocumentError
from loaders.readers.package import ZIP_MAGIC, part_names

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (ZIP_MAGIC, _OLE_MAGIC)
_SECTOR = 512
_PACKAGES = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("ppt/presentation.xml", ".pptx"),
)
# The first words of a Word document and of a workbook, at the start of a sector; a flag or the next record says more.
_WORD_START, _WORD_FLAGS, _WORD_ENCRYPTED = b"\xec\xa5", 11, 1
_BOOK_STARTS, _BOOK_ENCRYPTED = (b"\x09\x08\x10\0\0\x06", b"\x09\x08\x08\0\0\x05"), b"\x2f\0"
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
    ("WordDocument", ".doc"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_PIPE_RULE = re.compile(rb"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*){2,60}\|?[ \t\r]*$", re.MULTILINE)
_FEWEST_LINES, _FEWEST_COMMAS = 3, 3
_TEXT_OR_SHEET = (".txt", ".text", "", ".xlsx", ".xls")
_MARKED_UP = (".md", ".markdown", ".txt", ".text", "")
_CURES = {
    ".xlsb": "a binary workbook (.xlsb); save it as .xlsx",
    ".pptx": "a presentation; save its tables as .docx or .xlsx",
    "encrypted": "protected by a password; take the password off and save it again",
    "xml": "an XML spreadsheet of Excel 2003; save it as .xlsx",
    "rtf": "rich text (RTF); save it as .docx",
    "picture": "a picture; run OCR on it or ask for the original file",
}
_MAGICS = {
    b"{\\rtf": "rtf",
    b"\x89PNG\r\n": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
}


def format_of(data: bytes, name: str) -> str:
    """Return the suffix of the format that the content shows, else the file's own in lower case.

    Raises:
        DocumentError: the content is of a known format that is not read, or protected by a password.
    """
    suffix = PurePath(name).suffix.lower()
    shown = _shown_format(data, suffix) or suffix
    if shown in _CURES:
        raise DocumentError(f"{name}: {_CURES[shown]}")
    return shown


def is_binary(data: bytes) -> bool:
    """Tell whether the bytes are a package, an old office file or a PDF, which no text reader can read."""
    return data.startswith(_BINARY) or _is_pdf(data)


def is_old_word(data: bytes) -> bool:
    """Tell whether the bytes are a document of Word 97 to 2003 or of WPS, whatever its name."""
    return data.startswith(_OLE_MAGIC) and _shown_format(data, "") == ".doc"


def _shown_format(data: bytes, suffix: str) -> str:
    if data.startswith(ZIP_MAGIC):
        return _package_format(data, suffix)
    if data.startswith(_OLE_MAGIC):
        return _old_office_format(data)
    if _is_pdf(data):
        return ".pdf"
    start = _ascii_start(data)
    if unread := _unread_format(data, start):
        return unread
    if _HTML.match(start) and (suffix not in _MARKED_UP or re.match(rb"\s*<(!doctype|html)", start, re.IGNORECASE)):
        return ".html"
    return _shown_table(start, suffix) if suffix in _TEXT_OR_SHEET else ""


def _unread_format(data: bytes, start: bytes) -> str:
    """Return which of the formats it is that have a cure and no reader."""
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<Workbook" in start:
        return "xml"
    return next((kind for magic, kind in _MAGICS.items() if data.startswith(magic)), "")


def _shown_table(start: bytes, suffix: str) -> str:
    """Return the format of a table that stands in a text under another name: pipes with a rule, or commas alike."""
    if suffix == ".xls" and b"\t" in start:
        return ".tsv"
    if _PIPE_RULE.search(start):
        return ".md"
    *lines, _ = start.split(b"\n")
    commas = {line.count(b",") for line in lines if line.strip()}
    return ".csv" if len(lines) >= _FEWEST_LINES and len(commas) == 1 and min(commas) >= _FEWEST_COMMAS else ""


def _old_office_format(data: bytes) -> str:
    if _is_protected(data):
        return "encrypted"
    return next((format_ for stream, format_ in _OLE_STREAMS if _has_stream(data, stream)), "")


def _package_format(data: bytes, suffix: str) -> str:
    names = part_names(data)
    shown = next((format_ for part, format_ in _PACKAGES if part in names), "")
    if not shown and "content.xml" in names and "mimetype" in names:
        is_sheet = b"application/vnd.oasis.opendocument.spreadsheet" in data[:200]
        return ".ods" if is_sheet else suffix
    return shown


def _is_pdf(data: bytes) -> bool:
    """Tell whether the bytes are a PDF: mail and web servers leave lines before its mark, a text only mentions it."""
    start = data[:1024]
    return start.lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(b"%PDF-") or (b"%PDF-" in start and b"startxref" in data)


def _has_stream(data: bytes, stream: str) -> bool:
    """Tell whether a directory entry of an OLE2 file has the name: entries are 128 bytes, names UTF-16."""
    wanted = stream.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at >= 0 and at % 128:
        at = data.find(wanted, at + 2)
    return at >= 0


def _is_protected(data: bytes) -> bool:
    """Tell whether an old Word document or workbook is encrypted, by how its main stream begins."""
    for sector in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_WORD_START, sector):
            flags = int.from_bytes(data[sector + _WORD_FLAGS : sector + _WORD_FLAGS + 1], "little")
            return bool(flags & _WORD_ENCRYPTED)
        if data.startswith(_BOOK_STARTS, sector):
            following = sector + 4 + int.from_bytes(data[sector + 2 : sector + 4], "little")
            return data.startswith(_BOOK_ENCRYPTED, following)
    return False


def _ascii_start(data: bytes) -> bytes:
    """Return how the file begins without byte order mark and the zero bytes of UTF-16."""
    start = data[:4096]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        start = start.removeprefix(mark)
    return start.replace(b"\0", b"")
