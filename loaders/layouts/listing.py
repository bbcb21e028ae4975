"""Lists and paragraphs → assignments: items with label lines below them, or with brackets that say who answers.

An item is a marked paragraph (1. （一）▲) with the unmarked ones that follow; labels (牵头单位：…) and brackets
(（市发改委牵头）) in it or below it say who answers. An item with deeper ones below it is their heading: what it says
of who answers holds for those below it that do not say it themselves (一、×××副市长牵头重点工作).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from graph.words import without_spaces
from loaders.blocks import Block, Cell, Paragraph, Place
from loaders.layouts.annexes import annex_number
from loaders.layouts.attribution import leader_of_heading, split_attributions
from loaders.layouts.by_unit import parted_by_unit, units_of_heading
from loaders.layouts.clauses import Said
from loaders.layouts.headers import DUTY_ROLES, LEADING, names_contacts
from loaders.layouts.labels import Label, label_word, read_value, roles_of, without_content_label
from loaders.layouts.names import read_leaders, read_units
from loaders.layouts.outline import UNMARKED, OutlineLine, lines_within, outline
from loaders.layouts.pieces import Piece
from loaders.layouts.sentences import by_subject
from loaders.layouts.table import Extract
from loaders.records import Assignment, Duty, Locator
from loaders.report import Finding

_HEADING_LENGTH = 40
_ENDS = ("。", "；", ";", "！")
_LINE_ENDS = "。；;！，,：:、"
_MOST_BARE = 0.4
_FEWEST_UNITS = 2


@dataclass(slots=True, eq=False)
class _Item:
    """An item as it is read: its first line as printed, its lines without what says who answers, and its items."""

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
    children: list["_Item"] = field(default_factory=list)

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
        self.labels += [(label, place) for label in piece.labels]
        if piece.attribution:
            self.said += [(said, place) for said in piece.attribution.said]
            self.deadlines += [piece.attribution.deadline] if piece.attribution.deadline else []

    def duties(self) -> Iterator[tuple[Said, Place]]:
        """Yield who answers: its labels read beside each other, then its brackets."""
        roles = roles_of([label for label, _ in self.labels])
        for role, (label, place) in zip(roles, self.labels, strict=True):
            if role in DUTY_ROLES:
                leads = label.entry.get("rank") == LEADING
                contacts = names_contacts(label.word)
                said = read_value(role, label.value, label.quote, says_lead=leads, contacts=contacts)
                yield from ((each, place) for each in said)
        yield from self.said

    def deadline(self) -> str:
        """Return when it is due, as its labels and brackets say."""
        labelled = [label.value for label, _ in self.labels if label.entry["roles"][0] == "deadline"]
        return "；".join([*labelled, *self.deadlines])

    def leaves(self) -> Iterator["_Item"]:
        """Yield the items below that have none below them."""
        for child in self.children:
            yield from child.leaves() if child.children else (child,)


def read_lists(blocks: Iterable[Block], rows: Counter[int] | None = None) -> Extract:
    """Return the assignments of lists and paragraphs in the blocks, in document order; none where nobody is named.

    ``rows`` says how many tasks of each annex there are already, in tables.
    """
    extract, rows = Extract(), rows or Counter[int]()
    for annex, part in _annexes(blocks):
        writer = _Writer(annex, extract, rows)
        root = _tree(parted_by_unit(list(outline(part))))
        _cut_preamble(root)
        _take_subjects(root)
        writer.grouped, writer.by_unit = _is_grouped(root), _unit_headings(root)
        writer.walk(root, (), {})
    return extract


def _annexes(blocks: Iterable[Block]) -> Iterator[tuple[int, list[Block]]]:
    """Yield the blocks annex by annex, 1 where none is said; what stands before 附件1 belongs to it."""
    annex, part = 1, list[Block]()
    for block in blocks:
        number = annex_number(block.text) if isinstance(block, Paragraph) else 0
        if number and number != annex:
            yield annex, part
            annex, part = number, []
        part.append(block)
    yield annex, part


def _tree(lines: Iterable[OutlineLine]) -> _Item:
    """Return the items as a tree below a root of level 0: an item holds the deeper ones that follow it."""
    root = _Item(0, Place(), Place())
    open_items = [root]
    openers: set[str] = set()
    for line in lines:
        pieces = split_attributions(line.text)
        word = label_word(line.text) if line.level == UNMARKED else ""
        unsaid = not any(piece.is_attributed for piece in pieces)
        if word and word not in openers and open_items[-1].said_below and unsaid:
            continue  # 验收单位：… among the labels below a task, which nobody knows
        says_only_who = bool(pieces) and not any(piece.text for piece in pieces)
        if says_only_who and line.level != UNMARKED:
            _open(open_items, line)
        elif says_only_who:
            open_items[-1].said_below = True
        elif _is_preamble(open_items):
            root.children.pop()
            open_items.pop()
        for part, piece in _parts(line, pieces):
            last = open_items[-1]
            if part.level != UNMARKED or (piece.text and (last is root or last.is_attributed)):
                level = last.level if part.level == UNMARKED and part is not line and last is not root else part.level
                _open(open_items, replace(part, level=level))
                openers.add(word)
            if open_items[-1] is not root:
                open_items[-1].add(piece, line.place)
    _adopt(root)
    return root


def _is_preamble(open_items: Sequence[_Item]) -> bool:
    """Tell whether the open item is text in front of the first task: whole sentences without a mark."""
    root, last = open_items[0], open_items[-1]
    first = last.level == UNMARKED and root.children == [last]
    return first and bool(last.lines) and last.lines[-1].endswith(_ENDS) and not last.is_attributed


def _cut_preamble(root: _Item) -> None:
    """Cut the lines in front of the first task where tasks have no marks: it has no more of its own than the others."""
    tasks = [item for item in root.children if item.level == UNMARKED and item.is_attributed and item.lines]
    if tasks and tasks[0] is root.children[0]:
        most = max((len(item.lines) for item in tasks[1:]), default=len(tasks[0].lines))
        tasks[0].lines = tasks[0].lines[-most:]


def _adopt(item: _Item) -> None:
    """Give what marked lines say alone, as （1）牵头单位：…, to the item that they stand below."""
    kept: list[_Item] = []
    for child in item.children:
        if child.lines or child.children:
            kept.append(child)
            _adopt(child)
            continue
        owner = kept[-1] if kept and not kept[-1].children else item
        owner.labels += child.labels
        owner.said += child.said
        owner.deadlines += child.deadlines
        owner.last = child.last
    item.children = kept


def _parts(line: OutlineLine, pieces: Sequence[Piece]) -> Iterator[tuple[OutlineLine, Piece]]:
    """Yield the pieces of a line, each with where it stands in the outline.

    A line with several attributions may have whole parts of the document run into it, marks and all.
    """
    run_together = sum(bool(piece.attribution or piece.labels) for piece in pieces) > 1
    for index, piece in enumerate(pieces):
        whole = line if index == 0 else OutlineLine(UNMARKED, piece.text, line.place)
        if not piece.text:
            yield OutlineLine(UNMARKED, "", line.place), piece
            continue
        parts = lines_within(replace(whole, text=piece.text)) if run_together else [whole]
        *before, last = parts
        for part in before:
            yield part, Piece(part.text)
        yield last, replace(piece, text=last.text if run_together else piece.text)


def _open(open_items: list[_Item], line: OutlineLine) -> None:
    """Open an item below the last one of an outer level; a short unmarked line in front of it can be its heading."""
    last = open_items[-1]
    if line.level != UNMARKED and last.level == UNMARKED and not last.children and leader_of_heading(last.lines[-1]):
        last.level, last.lines, last.printed = 0, last.lines[-1:], last.lines[-1]
        open_items[:] = [open_items[0], last]
        open_items[0].children = [*(child for child in open_items[0].children if child is not last), last]
    while len(open_items) > 1 and open_items[-1].level >= max(line.level, 1):
        open_items.pop()
    item = _Item(line.level, line.place, line.place, line.mark, line.text)
    open_items[-1].children.append(item)
    open_items.append(item)


def _take_subjects(root: _Item) -> None:
    """Take units that are the subjects of the tasks' sentences where a list is made of such: 县公安局负责……."""
    for parent in (root, *_inner(root)):
        bare = [item for item in parent.children if item.mark and item.lines and not item.is_attributed]
        said = [(item, found) for item in bare if (found := by_subject(item.lines[0]))]
        if len(said) >= _FEWEST_UNITS and 2 * len(said) >= len(parent.children):
            for item, found in said:
                item.said += [(each, item.first) for each in found.said]


def _is_grouped(root: _Item) -> bool:
    """Tell whether several items share the label line below the last of them: then most have none of their own."""
    groups = [item for item in _inner(root) if _shares_last(item)]
    leaves = list(root.leaves())
    bare = sum(not leaf.is_attributed and leaf.level != UNMARKED for leaf in leaves)
    return len(groups) >= 2 and bare >= _MOST_BARE * len(leaves)


def _unit_headings(root: _Item) -> list[_Item]:
    """Return the headings of lists that are grouped by unit: each names units only, and few owners stand below."""
    found: list[_Item] = []
    for parent in (root, *_inner(root)):
        headings = [item for item in parent.children if item.children]
        named = [item for item in headings if units_of_heading(item.printed)]
        leaves = [leaf for item in named for leaf in item.leaves()]
        owned = sum(any(said.role == "owners" for said, _ in leaf.duties()) for leaf in leaves)
        if len(named) >= _FEWEST_UNITS and len(named) == len(headings) and 2 * owned < len(leaves):
            found += named
    return found


def _is_followed_by_text(parent: _Item) -> bool:
    """Tell whether what stands below the last of several tasks closes the list: none of the others goes on."""
    *others, last = parent.children
    unmarked = not any(leaf.mark or leaf.is_attributed for leaf in last.leaves())
    return len(others) >= 2 and last.is_attributed and unmarked and not any(other.children for other in others)


def _inner(item: _Item) -> Iterator[_Item]:
    for child in item.children:
        if child.children:
            yield child
            yield from _inner(child)


def _shares_last(item: _Item) -> bool:
    """Tell whether of the items below this one only the last says who answers, on a line of its own."""
    *others, last = item.children
    leaves = not any(child.children for child in item.children)
    return bool(others) and leaves and last.said_below and not any(child.is_attributed for child in others)


_Held = dict[str, tuple[Duty, ...]]
"""What headings say of who answers, by role."""


class _Writer:
    """Makes assignments of the items of one annex, in order."""

    def __init__(self, annex: int, extract: Extract, rows: Counter[int]) -> None:
        """Take the annex, what to write to, and how many tasks each annex has so far."""
        self.annex, self.extract, self.rows = annex, extract, rows
        self.grouped = False
        self.by_unit: list[_Item] = []

    def walk(self, item: _Item, headings: tuple[str, ...], held: _Held) -> None:
        """Write the items below one; ``held`` is what its headings say of who answers."""
        for child in item.children:
            if not child.children:
                self._leaf(child, headings, held)
            elif self.grouped and not child.is_attributed and _shares_last(child):
                self._write(_merged(child.children), (*headings, _heading(child)), held)
            elif child is item.children[-1] and _is_followed_by_text(item):
                self._write(child, headings, held)
            else:
                self._branch(child, headings, held)

    def _leaf(self, item: _Item, headings: tuple[str, ...], held: _Held) -> None:
        if item.lines and (item.is_attributed or (item.level != UNMARKED and held)):
            self._write(item, headings, held)

    def _branch(self, item: _Item, headings: tuple[str, ...], held: _Held) -> None:
        """Take an item with deeper ones below it: a heading, or a task whose text goes on in them."""
        own, remarks = self._duties(item)
        answered = bool(own.keys() & {"owners", "supports"})
        below = any(leaf.is_attributed for leaf in item.leaves())
        if answered and not below and not (item.is_heading_like and any(leaf.mark for leaf in item.leaves())):
            # Text below the lines that say who answers is no longer the task's.
            self._write(item if item.said_below else _merged([item, *item.leaves()]), headings, held)
            return
        if answered and not item.is_heading_like:
            self._write(item, headings, held)
            own = {role: duties for role, duties in own.items() if role == "leaders"}
        else:
            self.extract.findings += remarks
        if item in self.by_unit and "owners" not in own:
            own["owners"] = self._units_in_heading(item)
        leader = leader_of_heading(item.lines[0]) if item.lines else ""
        if leader and "leaders" not in own:
            names = read_leaders(Cell(leader, item.first)).names
            own["leaders"] = (Duty(names, _heading(item), self._locator(item.first, item.first)),)
        self.walk(item, (*headings, _heading(item)), _inherit(own, held))

    def _write(self, item: _Item, headings: tuple[str, ...], held: _Held) -> None:
        """Write an item as a task where somebody answers for it."""
        own, remarks = self._duties(item)
        self.extract.findings += remarks
        duties = _inherit(own, held)
        if not duties or not item.lines:
            return
        self.rows[self.annex] += 1
        title, lines = _titled([without_content_label(item.lines[0]), *item.lines[1:]])
        inherited = tuple(role for role in DUTY_ROLES if role in duties and role not in own)
        self.extract.records.append(
            Assignment(
                annex=self.annex,
                row=self.rows[self.annex],
                headings=headings,
                title=title,
                content="\n".join(lines),
                locator=self._locator(item.first, item.last),
                deadline=item.deadline(),
                duties={role: duties[role] for role in DUTY_ROLES if role in duties},
                inherited=inherited,
                notes=tuple(remark.message for remark in remarks),
                number=item.mark,
            )
        )

    def _duties(self, item: _Item) -> tuple[_Held, list[Finding]]:
        """Return the duties that an item states itself, a receipt for each label and bracket, and what to remark."""
        duties: _Held = {}
        remarks = []
        for said, place in item.duties():
            cell = Cell(said.words, place)
            read = read_leaders(cell) if said.role == "leaders" else read_units(cell, (), contacts=said.contacts)
            where = self._locator(place, place)
            remarks += [
                Finding(remark.rule, str(where), f"{said.role}: {remark.message}", remark.severity)
                for remark in read.remarks
            ]
            known = {name for duty in duties.get(said.role, ()) for name in duty.names}
            fresh = tuple(name for name in dict.fromkeys(read.names) if name not in known)
            if fresh:
                duty = Duty(fresh, said.quote, where, says_lead=said.says_lead)
                duties[said.role] = (*duties.get(said.role, ()), duty)
        return duties, remarks

    def _units_in_heading(self, item: _Item) -> tuple[Duty, ...]:
        units = units_of_heading(item.printed)
        return (Duty(units, _heading(item), self._locator(item.first, item.first)),)

    def _locator(self, first: Place, last: Place) -> Locator:
        return Locator(0, len(self.extract.records) + 1, 0, first.first_line, last.last_line, first.page)


def _inherit(own: _Held, held: _Held) -> _Held:
    """Return what holds below a heading or for an item: its own words, else those of its headings.

    Owners and supports come together: an item that names owners takes no supports from its heading.
    """
    taken = {
        role: tuple(replace(duty, inherited=True) for duty in duties)
        for role, duties in held.items()
        if role not in own and not ("owners" in own and role == "supports")
    }
    return own | taken


def _merged(items: Sequence[_Item]) -> _Item:
    """Return items that share who answers as one, with their marks."""
    first, last = items[0], items[-1]
    merged = _Item(first.level, first.first, last.last)
    for item in items:
        lines = [f"{item.mark}{item.lines[0]}", *item.lines[1:]] if item.lines and item is not first else item.lines
        merged.lines += lines
        merged.labels += item.labels
        merged.said += item.said
        merged.deadlines += item.deadlines
    return merged


def _titled(lines: list[str]) -> tuple[str, list[str]]:
    """Return the title and the lines below it: a first line that ends no sentence stands over the others."""
    first, *others = lines
    if others and len(first) <= _HEADING_LENGTH and first[-1] not in _LINE_ENDS:
        return first, others
    return "", lines


def _heading(item: _Item) -> str:
    """Return a heading's words on one line, without its end."""
    return without_spaces(item.printed).rstrip("。：:")
