"""Bytes → text, always strictly: byte order mark, UTF-8, what the file declares, GB18030, Big5, UTF-16 without a mark.

GB18030 takes nearly any bytes of Big5 for rare characters, so a reading counts as text where its characters are
common ones. What was decoded wrongly before the file was saved is the business of ``mojibake``.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.errors import DocumentError
from loaders.readers.mojibake import undo_wrong_decoding
from loaders.readers.plausibility import common_share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIED = ("utf-8", "gb18030", "cp950", "big5hkscs")
_DECLARABLE = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "gb18030"), "gb18030"),
    **dict.fromkeys(("big5", "cp950", "x-x-big5"), "cp950"),
    "big5-hkscs": "big5hkscs",
}
"""What a page can declare to a purpose: UTF-8 is tried anyway, and no other encoding holds Chinese."""

_PLAUSIBLE = 0.8
_MOST_NULS = 0.01


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file, its lines ended by a line feed, and what is to be said of how it was decoded."""

    text: str
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, name: str, declared: str = "") -> DecodedText:
    """Return the text of the bytes; ``declared`` is the encoding that the file itself names, if it does.

    Raises:
        DocumentError: the bytes are text in no encoding that is tried, mostly no text, or text that was already
            decoded wrongly before it was saved.
    """
    reading = _marked(data, name) or _with_nuls(data, name) or _tried(data, name, declared)
    text = reading.text.replace("\r\n", "\n").replace("\r", "\n")
    mended = undo_wrong_decoding(text, name)
    return DecodedText(mended.text, reading.remarks + mended.remarks, mended.warnings)


def _marked(data: bytes, name: str) -> _Reading | None:
    """Return the text of a file that begins with a byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            if encoding == "utf-8" and b"\0" in rest:
                return _with_nuls(rest, name)
            return _best(_strict_readings(rest, (encoding,)), rest, (encoding,), name)
    return None


def _with_nuls(data: bytes, name: str) -> _Reading | None:
    """Return the text of a file with NUL bytes: UTF-16 without a mark, or text with a few strays."""
    if b"\0" not in data:
        return None
    for reading in _strict_readings(data, ("utf-16-le", "utf-16-be")):
        if common_share(reading.text) >= _PLAUSIBLE and "\0" not in reading.text:
            return replace(reading, remarks=("read as UTF-16, which no byte order mark says",))
    padded = data.rstrip(b"\0")
    bare = padded.replace(b"\0", b"")
    if len(padded) - len(bare) > _MOST_NULS * len(padded) or not bare.strip():
        raise DocumentError(f"{name}: not a text file (it holds NUL bytes); give the file as its program saved it")
    reading = _tried(bare, name)
    return replace(reading, remarks=(*reading.remarks, f"{len(data) - len(bare)} NUL bytes were taken out"))


def _tried(data: bytes, name: str, declared: str = "") -> _Reading:
    """Return the first plausible reading; of none that is plausible, the one with most common characters.

    UTF-8 comes before what is declared: text of another encoding is hardly ever valid UTF-8, declarations often lie.
    """
    first = [_DECLARABLE[declared.lower()]] if declared.lower() in _DECLARABLE else []
    encodings = dict.fromkeys(["utf-8", *first, *_TRIED])
    reading = _best(_strict_readings(data, encodings), data, ("utf-8", "gb18030", "big5"), name)
    if reading.encoding in ("cp950", "big5hkscs") and reading.encoding not in first:
        return replace(reading, remarks=("read as Big5: as GB18030 it makes no common words",))
    return reading


def _strict_readings(data: bytes, encodings: Iterable[str]) -> Iterator[_Reading]:
    for encoding in encodings:
        try:
            yield _Reading(data.decode(encoding), encoding)
        except UnicodeError:
            continue


def _best(readings: Iterable[_Reading], data: bytes, tried: tuple[str, ...], name: str) -> _Reading:
    """Return the first reading that is plausible, else the best; a reading by UTF-8 or UTF-16 proves itself."""
    best: _Reading | None = None
    share = -1.0
    for reading in readings:
        here = 1.0 if reading.encoding.startswith("utf") else common_share(reading.text)
        if here > share:
            best, share = reading, here
        if share >= _PLAUSIBLE:
            break
    if best is None:
        place = max(_first_bad_byte(data, encoding) for encoding in tried)
        message = f"text is neither {' nor '.join(tried)}; save it as UTF-8 and try again"
        raise DocumentError(f"{name}, byte {place}: {message}")
    return best


def _first_bad_byte(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return 0
