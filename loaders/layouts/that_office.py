"""该局, 该委: the office that the same paragraph named before, where it named exactly one → its name, for reading only.

原则同意市城管局的方案，由该局商市财政局完善。 The receipt then begins at the name: 市城管局的方案，由该局商市财政局.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from graph.jurisdictions import gazetteer
from graph.units import has_office_ending, is_plainly_unit
from graph.words import simplified, word_list
from loaders.layouts.pieces import Piece

_LONGEST_PLACE = 12


@dataclass(frozen=True, slots=True)
class Named:
    """A paragraph in which the name of an office stands for 该局: as printed, as read, and where the two differ."""

    printed: str
    read: str
    name: int
    """Where the paragraph names the office."""
    start: int
    end: int
    """Where 该局 stands in the paragraph as printed."""

    def as_printed(self, piece: Piece) -> Piece:
        """Return a piece of the paragraph as read with its words as they are printed."""
        words = self.read[self.start - 1 : self.end + self._longer]
        text = piece.text.replace(words, self.printed[self.start - 1 : self.end])
        labels = tuple(replace(label, quote=self._quote(label.quote)) for label in piece.labels)
        if not piece.attribution:
            return Piece(text, None, labels)
        said = tuple(replace(each, quote=self._quote(each.quote)) for each in piece.attribution.said)
        return Piece(text, replace(piece.attribution, said=said), labels)

    @property
    def _longer(self) -> int:
        return len(self.read) - len(self.printed)

    def _quote(self, quote: str) -> str:
        """Return words to cite from the name on, where they hold what stands for it."""
        start = self.read.find(quote, max(0, self.start - len(quote)))
        end = start + len(quote) - self._longer
        return self.printed[self.name : end] if start <= self.start and end >= self.end else quote


def with_office_named(text: str) -> Named | None:
    """Return a paragraph with the office's name where it says 由该局; None where it does not, or names another, too."""
    that = _find(text)
    if not that:
        return None
    offices = {text[start:end]: start for start, end in _offices(text[: that.start("office")])}
    if len(offices) != 1:
        return None
    ((name, at),) = offices.items()
    start, end = that.span("office")
    read = text[:start] + name + text[end:]
    words = read[start - 1 : start + len(name)]
    if not simplified(name).endswith(that["ending"]) or read.count(words) != 1:
        return None
    return Named(text, read, at, start, end)


def means_nobody_known(text: str) -> bool:
    """Tell whether a text says that an office named before answers, and does not tell which."""
    return _that_office().search(simplified(text)) is not None and with_office_named(text) is None


def _find(text: str) -> re.Match[str] | None:
    found = list(_that_office().finditer(simplified(text)))
    return found[0] if len(found) == 1 else None


def _offices(text: str) -> list[tuple[int, int]]:
    """Return where offices are named by their level word: 市城管局, or by a known place."""
    spans = []
    for match in _office().finditer(simplified(text)):
        start = _start_of_place(text, match.start())
        if is_plainly_unit(match[0]) and has_office_ending(match[0]):
            spans.append((start, match.end()))
    return spans


def _start_of_place(text: str, level: int) -> int:
    """Return where the place begins whose level word stands at a place of the text."""
    starts = range(max(0, level - _LONGEST_PLACE), level)
    return next((start for start in starts if text[start : level + 1] in _places()), level)


@cache
def _places() -> frozenset[str]:
    return frozenset(place.name for place in gazetteer())


@cache
def _that_office() -> re.Pattern[str]:
    return re.compile(word_list("loaders.layouts", "attribution.yml")["that_office"])


@cache
def _office() -> re.Pattern[str]:
    units = word_list("graph", "units.yml")
    endings = "|".join(sorted(units["bare_endings"], key=len, reverse=True))
    levels = "".join(units["level_words"])
    return re.compile(rf"[{levels}][\u4e00-\u9fff]{{1,14}}?(?:{endings})")
