"""Lists and paragraphs → assignments: items with label lines below them, or with brackets that say who answers.

An item is a marked paragraph (1. （一）▲) with the unmarked ones that follow; labels (牵头单位：…) and brackets
(（市发改委牵头）) in it or below it say who answers. A marked paragraph that has deeper ones below it and nobody who
answers is a heading; a heading that names a leader (一、×××副市长牵头重点工作) names him for every item below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.blocks import Block, Cell, Place
from loaders.layouts.attribution import (
    Attribution,
    Label,
    Piece,
    leader_of_heading,
    read_labels,
    split_attributions,
)
from loaders.layouts.headers import DUTY_ROLES
from loaders.layouts.names import CellNames, read_leaders, read_units
from loaders.layouts.outline import UNMARKED, OutlineLine, outline
from loaders.layouts.table import Extract
from loaders.records import Assignment, Duty, Locator
from loaders.report import Finding

_HEADING_LENGTH = 40
_ENDS = ("。", "；", ";", "！")


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    place: Place
    leader: str = ""


@dataclass(slots=True)
class _Item:
    """An item as it is read: its lines, and who answers as far as it was said."""

    level: int
    first: Place
    last: Place
    lines: list[str] = field(default_factory=list)
    labels: list[tuple[Label, Place]] = field(default_factory=list)
    brackets: list[tuple[Attribution, Place]] = field(default_factory=list)

    @property
    def is_attributed(self) -> bool:
        """True where somebody answers for it."""
        return bool(self.labels or self.brackets)

    def attributions(self) -> list[tuple[Attribution, Place]]:
        """Return who answers: its labels read beside each other, then its brackets."""
        if not self.labels:
            return self.brackets
        places = [place for _, place in self.labels]
        span = Place(places[0].first_line, places[-1].last_line)
        return [(read_labels([label for label, _ in self.labels]), span), *self.brackets]


def read_lists(blocks: Iterable[Block]) -> Extract:
    """Return the assignments of lists and paragraphs in the blocks, in document order; none where nobody is named."""
    reader = _ListReader()
    for line in outline(blocks):
        reader.read(line)
    reader.close()
    return reader.extract


class _ListReader:
    """Reads the lines of a document in order."""

    def __init__(self) -> None:
        self.extract = Extract()
        self._headings: list[_Heading] = []
        self._item: _Item | None = None

    def read(self, line: OutlineLine) -> None:
        """Take the next line: labels and brackets belong to the open item, a marked line opens the next one."""
        pieces = split_attributions(line.text)
        only_says_who = bool(pieces) and not any(piece.text for piece in pieces)
        if not only_says_who and (line.level != UNMARKED or self._item is None or self._item.is_attributed):
            self._open(line.level, line.place)
        for piece in pieces:
            if piece.text and self._item and self._item.is_attributed:
                self._open(self._item.level, line.place)
            self._add(piece, line.place)

    def close(self) -> None:
        """End the open item: it becomes a task where somebody answers for it."""
        item, self._item = self._item, None
        if item and item.lines and (item.is_attributed or (item.level != UNMARKED and self._leader())):
            self._emit(item)

    def _open(self, level: int, place: Place) -> None:
        item = self._item
        if item and item.lines and not item.is_attributed and level > item.level:
            self._push(item)
        elif item and item.lines and not item.is_attributed and item.level == UNMARKED:
            self._push_unmarked(item)
        else:
            self.close()
        self._headings = [each for each in self._headings if each.level < level or level == UNMARKED]
        self._item = _Item(level, place, place)

    def _push(self, item: _Item) -> None:
        """Take an item that deeper ones follow as their heading."""
        text = item.lines[0]
        self._item = None
        self._headings = [each for each in self._headings if each.level < item.level]
        self._headings.append(_Heading(item.level, text.rstrip("。：:"), item.first, leader_of_heading(text)))

    def _push_unmarked(self, item: _Item) -> None:
        """Keep a short unmarked line only where it can be a heading; running text before the list is none."""
        self._item = None
        text = item.lines[-1]
        if len(text) <= _HEADING_LENGTH and not text.endswith(_ENDS) and leader_of_heading(text):
            self._headings = [_Heading(0, text, item.last, leader_of_heading(text))]

    def _add(self, piece: Piece, place: Place) -> None:
        item = self._item
        if item is None or not (piece.text or item.lines):
            return
        item.last = place
        item.lines += [piece.text] if piece.text else []
        item.labels += [(label, place) for label in piece.labels]
        item.brackets += [(piece.attribution, place)] if piece.attribution else []

    def _leader(self) -> _Heading | None:
        return next((each for each in reversed(self._headings) if each.leader), None)

    def _emit(self, item: _Item) -> None:
        number = len(self.extract.records) + 1
        notes: list[str] = []
        duties = {}
        attributions = item.attributions()
        for role in DUTY_ROLES:
            duty = self._duty(role, attributions, number, notes)
            if duty:
                duties[role] = duty
        heading = self._leader()
        if heading and "leaders" not in duties:
            place = Locator(0, number, 0, heading.place.first_line, heading.place.last_line)
            names = read_leaders(Cell(heading.leader, heading.place)).names
            duties["leaders"] = Duty(names, heading.text, place, inherited=True)
        if not duties:
            return
        deadline = next((each.deadline for each, _ in attributions if each.deadline), "")
        self.extract.records.append(
            Assignment(
                annex=1,
                row=number,
                headings=tuple(each.text for each in self._headings),
                content="\n".join(item.lines),
                locator=Locator(0, number, 0, item.first.first_line, item.last.last_line),
                deadline=deadline,
                duties={role: duties[role] for role in DUTY_ROLES if role in duties},
                inherited=tuple(role for role, duty in duties.items() if duty.inherited),
                notes=tuple(notes),
            )
        )

    def _duty(
        self, role: str, attributions: Sequence[tuple[Attribution, Place]], number: int, notes: list[str]
    ) -> Duty | None:
        found = [(each, place) for each, place in attributions if role in each.words]
        if not found:
            return None
        names: list[str] = []
        for attribution, place in found:
            read = self._names(role, attribution.words[role], place)
            where = Locator(0, number, 0, place.first_line, place.last_line)
            for remark in read.remarks:
                message = f"{role}: {remark.message}"
                self.extract.findings.append(Finding(remark.rule, str(where), message, remark.severity))
                notes.append(message)
            names += read.names
        quote = "\n".join(attribution.quotes[role] for attribution, _ in found)
        first, last = found[0][1], found[-1][1]
        locator = Locator(0, number, 0, first.first_line, last.last_line)
        return Duty(tuple(dict.fromkeys(names)), quote, locator) if names else None

    def _names(self, role: str, words: str, place: Place) -> CellNames:
        cell = Cell(words, place)
        return read_leaders(cell) if role == "leaders" else read_units(cell, ())
