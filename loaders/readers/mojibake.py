"""Text that was decoded wrongly before it was saved (鐗靛ご for 牵头, ç‰µå¤´, 锟斤拷, �): mended, said or refused.

Where the wrong step can be undone strictly for all of a text, it is: nothing but that very damage passes. Else a file
that is damaged for the greater part is refused, and damage in a few places is a warning.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.errors import DocumentError
from loaders.readers.plausibility import common_share

_HINTS = re.compile(
    "[\ufffd锟锛銆锘Â-ÖØ-ô"
    + "".join(bytes((lead, trail)).decode("gbk") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xA1))
    + "]"
)
"""Characters of damaged text, rare elsewhere: marks of loss, lead bytes of UTF-8 as GBK or Western text shows them."""

_LOST = re.compile("\ufffd|锟斤拷|ï¿½")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_UTF8_BYTES = re.compile(rb"(?:[\xe2-\xe9][\x80-\xbf]{2}|\xef[\xbc-\xbf][\x80-\xbf])+")
_GB_BYTES = re.compile(rb"(?:[\xb0-\xd7\xa1-\xa3][\xa1-\xfe])+")
_WESTERN = {
    ord(character): code for code in range(0x80, 0xA0) if (character := bytes((code,)).decode("cp1252", "ignore"))
}
_PLAUSIBLE = 0.8
_MOSTLY = 0.6
_FEWEST_BYTES = 6
_LONGEST_SAMPLE = 8
_PLACES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class MendedText:
    """A text, mended where that is exact, with remarks, and warnings of damage that is left."""

    text: str
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def undo_wrong_decoding(text: str, name: str) -> MendedText:
    """Return the text of a file as it was before a wrong decoding, where that can be told exactly.

    Raises:
        DocumentError: the greater part of its lines is damaged.
    """
    if not _HINTS.search(text):
        return MendedText(text)
    remarks: tuple[str, ...] = ()
    for was, shown_as in (("UTF-8", "GBK"), ("UTF-8", "Western"), ("GB18030", "Western")):
        mended = _undone(text, was, shown_as)
        if mended and common_share(mended) >= _PLAUSIBLE > common_share(text):
            text, remarks = mended, (f"it was {was} shown as {shown_as} text before it was saved; undone exactly",)
            break
    lines = ((f"line {number}", line) for number, line in enumerate(text.split("\n"), start=1))
    return MendedText(text, remarks, damage_warnings(lines, name))


def may_be_damaged(text: str) -> bool:
    """Tell quickly whether it is worth to look at the pieces of a text with ``damage_warnings``."""
    return bool(_HINTS.search(text))


def damage_warnings(pieces: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    """Return a warning if a few of the pieces, each given with its place, are garbled or have lost characters.

    Raises:
        DocumentError: half of those that are not ASCII are; a single lost character never counts for so much.
    """
    looked_at = 0
    found: list[tuple[str, str]] = []
    for place, text in pieces:
        if _NOT_ASCII.search(text):
            looked_at += 1
            found += [(sample, place) for sample in _damage(text)]
    if not found:
        return ()
    places = [f"{sample[:_LONGEST_SAMPLE]} in {place}" for sample, place in found[:_PLACES_SHOWN]]
    if 2 * len(found) >= looked_at and not (len(found) == 1 and _LOST.fullmatch(found[0][0])):
        message = f"its text was decoded wrongly before it was saved ({places[0]}); get the original file"
        raise DocumentError(f"{name}: {message}")
    more = [f"{len(found) - _PLACES_SHOWN} more"] if found[_PLACES_SHOWN:] else []
    shown = ", ".join(places + more)
    return (f"text was decoded wrongly before the file was saved ({shown}); compare with the original",)


def _damage(text: str) -> list[str]:
    """Return a sample of the damage in a piece of text: one lost character, or more; nothing for sound text."""
    if not _HINTS.search(text):
        return []
    lost = _LOST.findall(text)
    wide = "".join(_NOT_ASCII.findall(text.replace("\ufffd", "")))
    western = bytes(code for code in map(_western, wide) if code)
    garbled = (
        _covers(_UTF8_BYTES, wide.encode("gb18030", "ignore"), 2 * len(wide))
        or _covers(_UTF8_BYTES, western, len(wide))
        or _covers(_GB_BYTES, western, len(wide))
    )
    return ["".join(lost) or wide] if lost or garbled else []


def _covers(pattern: re.Pattern[bytes], data: bytes, length: int) -> bool:
    """Tell whether what the pattern finds makes up most of so many bytes."""
    covered = sum(map(len, pattern.findall(data)))
    return covered >= max(_FEWEST_BYTES, _MOSTLY * length)


def _undone(text: str, was: str, shown_as: str) -> str:
    """Return the text with the wrong decoding undone strictly, nothing where it cannot have happened."""
    try:
        if shown_as == "Western":
            return text.translate(_WESTERN).encode("latin-1").decode(was)
        # Windows shows a lone byte 80 as the euro sign in GBK; Python's codec has no character for it.
        return b"\x80".join(part.encode("gb18030") for part in text.split("€")).decode(was)
    except UnicodeError:
        return ""


def _western(character: str) -> int:
    """Return the byte that Windows shows as this character in Western text, 0 for a character that it has not."""
    code = ord(character)
    return _WESTERN.get(code, code if code < 0x100 else 0)
