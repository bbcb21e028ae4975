"""An item of a list: a marked paragraph with the unmarked ones that follow, and the deeper items below it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from loaders.blocks import Cell, Place
from loaders.layouts.clauses import Said
from loaders.layouts.headers import DUTY_ROLES, LEADING, names_contacts
from loaders.layouts.labels import Label, read_value, roles_of
from loaders.layouts.names import read_leaders, read_units
from loaders.layouts.other_labels import before_other_label
from loaders.layouts.pieces import Piece
from loaders.records import Duty, Locator
from loaders.report import Finding

_HEADING_LENGTH = 40
_ENDS = ("。", "；", ";", "！")


@dataclass(slots=True, eq=False)
class Item:
    """An item as it is read: its first line as printed, its lines without what says who answers, and its items.

    ``shown`` are all its lines as they stand in the document, with what says who answers.
    """

    level: int
    first: Place
    last: Place
    mark: str = ""
    printed: str = ""
    lines: list[str] = field(default_factory=list)
    labels: list[tuple[Label, Place]] = field(default_factory=list)
    said: list[tuple[Said, Place]] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)
    said_below: bool = False
    shown: list[tuple[str, Place]] = field(default_factory=list)
    children: list["Item"] = field(default_factory=list)
    unread: list[tuple[str, Place]] = field(default_factory=list)
    """Of the whole list, what was left out and why: lines for several items (以上3项由…) or 该局 without its office."""

    @property
    def is_attributed(self) -> bool:
        """True where it was said who answers."""
        return bool(self.said) or any(label.entry.get("roles", [""])[0] in DUTY_ROLES for label, _ in self.labels)

    @property
    def is_heading_like(self) -> bool:
        """True where its words are a heading's: one short line that ends no sentence, or only who answers."""
        return not self.lines or (
            len(self.lines) == 1 and len(self.lines[0]) <= _HEADING_LENGTH and not self.lines[0].endswith(_ENDS)
        )

    def add(self, piece: Piece, place: Place) -> None:
        """Take a stretch of text with what it says of who answers."""
        self.last = place
        self.lines += [piece.text] if piece.text else []
        self.answer(piece, place)

    def answer(self, piece: Piece, place: Place) -> None:
        """Take what is said of who answers."""
        self.labels += [(label, place) for label in piece.labels]
        if piece.attribution:
            self.said += [(said, place) for said in piece.attribution.said]
            self.deadlines += [piece.attribution.deadline] if piece.attribution.deadline else []

    def duties(self, locate: Callable[[Place], Locator]) -> tuple[dict[str, tuple[Duty, ...]], list[Finding]]:
        """Return the duties that it states itself, a receipt for each label and bracket, and what to remark."""
        duties: dict[str, tuple[Duty, ...]] = {}
        remarks: list[Finding] = []
        leading = self._leading()
        for said, place in self.answers():
            cell, where = Cell(said.words, place), locate(place)
            read = read_leaders(cell) if said.role == "leaders" else read_units(cell, (), contacts=said.contacts)
            remarks += [
                Finding(remark.rule, str(where), f"{said.role}: {remark.message}", remark.severity)
                for remark in read.remarks
            ]
            known = {name for duty in duties.get(said.role, ()) for name in duty.names}
            known |= leading if said.role == "supports" else set()
            fresh = tuple(name for name in dict.fromkeys(read.names) if name not in known)
            if fresh:
                duty = Duty(fresh, said.quote, where, says_lead=said.says_lead)
                duties[said.role] = (*duties.get(said.role, ()), duty)
        return duties, remarks

    def _leading(self) -> set[str]:
        """Return the units that a sentence says to lead: named among those responsible as well, they do not support."""
        leads = [each for each, _ in self.said if each.role == "owners" and each.says_lead]
        return {name for each in leads for name in read_units(Cell(each.words, self.first), ()).names}

    def answers(self) -> Iterator[tuple[Said, Place]]:
        """Yield who answers: its labels read beside each other, then its brackets and sentences.

        Beside a sentence that says who leads (由市发改委牵头) the others who are responsible support.
        """
        led = any(each.role == "owners" and each.says_lead for each, _ in self.said)
        roles = roles_of([label for label, _ in self.labels])
        for role, (label, place) in zip(roles, self.labels, strict=True):
            if led and role == "owners" and label.entry.get("rank") != LEADING and "supports" in label.entry["roles"]:
                role = "supports"  # noqa: PLW2901 # what the label gives is told anew
            if role in DUTY_ROLES:
                leads = label.entry.get("rank") == LEADING
                contacts = names_contacts(label.word)
                said = read_value(role, label.value, label.quote, says_lead=leads, contacts=contacts)
                yield from ((each, place) for each in said)
        yield from self.said

    def deadline(self) -> str:
        """Return when it is due, as its labels and brackets say."""
        values = [label.value for label, _ in self.labels if label.entry["roles"][0] == "deadline"]
        labelled = [before_other_label(value)[0] for value in values]
        return "；".join([*labelled, *self.deadlines])

    def below(self) -> Iterator["Item"]:
        """Yield the items below, each in front of its own."""
        for child in self.children:
            yield child
            yield from child.below()

    def leaves(self) -> Iterator["Item"]:
        """Yield the items below that have none below them."""
        for child in self.children:
            yield from child.leaves() if child.children else (child,)
