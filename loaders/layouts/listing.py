"""Lists and paragraphs → assignments: items with label lines below them, or with brackets that say who answers.

An item is a marked paragraph (1. （一）▲) with the unmarked ones that follow; labels (牵头单位：…) and brackets
(（市发改委牵头）) in it or below it say who answers. An item with deeper ones below it is their heading: what it says
of who answers holds for those below it that do not say it themselves (一、×××副市长牵头重点工作).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.units import repeats_above
from graph.words import without_spaces
from loaders.blocks import Block, Cell, Paragraph, Place
from loaders.layouts.annexes import annex_number
from loaders.layouts.attribution import leader_of_heading
from loaders.layouts.by_unit import parted_by_unit, units_of_heading
from loaders.layouts.excerpts import item_excerpt
from loaders.layouts.headers import DUTY_ROLES
from loaders.layouts.items import Item
from loaders.layouts.labels import begins_with_label, without_content_label
from loaders.layouts.names import read_leaders
from loaders.layouts.outline import UNMARKED, outline
from loaders.layouts.pieces import Piece
from loaders.layouts.subjects import by_last_clauses, by_subject
from loaders.layouts.table import Extract
from loaders.layouts.tree import build_tree, cut_preamble, stands_in_brackets
from loaders.records import Assignment, Duty, Locator
from loaders.report import Finding

_HEADING_LENGTH = 40
_ENDS = ("。", "；", ";", "！")
_LINE_ENDS = "。；;！，,：:、"
_MOST_BARE = 0.4
_FEWEST_UNITS = _FEWEST_LABELLED = 2


def read_lists(blocks: Iterable[Block], rows: Counter[int] | None = None) -> Extract:
    """Return the assignments of lists and paragraphs in the blocks, in document order; none where nobody is named.

    ``rows`` says how many tasks of each annex there are already, in tables.
    """
    extract, rows = Extract(), rows or Counter[int]()
    for annex, part in _annexes(blocks):
        writer = _Writer(annex, extract, rows)
        root = build_tree(parted_by_unit(list(outline(part))))
        cut_preamble(root)
        _take_subjects(root)
        writer.grouped, writer.by_unit = _is_grouped(root), _unit_headings(root)
        writer.walk(root, (), {})
        extract.findings += [_left_out(message, place) for message, place in root.unread]
    return extract


def read_labelled(blocks: Iterable[Block], rows: Counter[int]) -> Extract:
    """Return the assignments of a list beside a table: numbered items that say by labels or in brackets who answers.

    Whatever else a notice says of units is no task of its own; one such item is no list.
    """
    blocks = list(blocks)
    listed = read_lists(blocks, rows.copy())
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    labelled = [record for record in listed.records if record.number and _is_labelled(record, text)]
    if len(labelled) < _FEWEST_LABELLED:
        return Extract()
    records = []
    for record in labelled:
        rows[record.annex] += 1
        records.append(replace(record, row=rows[record.annex]))
    return replace(listed, records=records)


def _is_labelled(record: Assignment, text: str) -> bool:
    """Tell whether all that a task says itself of who answers stands behind labels or in brackets of the text."""
    quotes = [duty.quote for duties in record.duties.values() for duty in duties if not duty.inherited]
    return bool(quotes) and all(begins_with_label(quote) or stands_in_brackets(quote, text) for quote in quotes)


def _left_out(message: str, place: Place) -> Finding:
    where = f"line {place.first_line}" if place.first_line else "document"
    return Finding("out-of-place", where, message, "warning")


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


def _take_subjects(root: Item) -> None:
    """Take who answers by the sentences of tasks where a list is made of such, or of tasks that say it otherwise.

    Units are their subject (县公安局负责……), or the last clauses name them (……30个，县民政局牵头负责。).
    """
    for parent in (root, *_inner(root)):
        bare = [item for item in parent.children if item.mark and item.lines and not item.is_attributed]
        said = [(item, found) for item in bare if (found := by_subject(item.lines[0]))]
        rest = [item for item in bare if not item.children and all(item is not each for each, _ in said)]
        ended = [(item, words, found) for item in rest for words, found in [by_last_clauses(item.lines[-1])] if found]
        answered = sum(item.is_attributed and not item.children for item in parent.children)
        count = len(said) + len(ended) + answered
        if count >= _FEWEST_UNITS and 2 * count >= len(parent.children):
            for item, found in said:
                item.said += [(each, item.first) for each in found.said]
        for item, words, found in ended if count >= _FEWEST_UNITS else ():
            item.lines[-1] = words
            item.answer(Piece("", found), item.last)


def _is_grouped(root: Item) -> bool:
    """Tell whether several items share the label line below the last of them: then most have none of their own."""
    groups = [item for item in _inner(root) if _shares_last(item)]
    leaves = list(root.leaves())
    bare = sum(not leaf.is_attributed and leaf.level != UNMARKED for leaf in leaves)
    return len(groups) >= 2 and bare >= _MOST_BARE * len(leaves)


def _unit_headings(root: Item) -> list[Item]:
    """Return the headings of lists that are grouped by unit: each names units only, and few owners stand below."""
    found: list[Item] = []
    for parent in (root, *_inner(root)):
        headings = [item for item in parent.children if item.children]
        named = [item for item in headings if _heading_units(item)]
        leaves = [leaf for item in named for leaf in item.leaves()]
        owned = sum(any(said.role == "owners" for said, _ in leaf.answers()) for leaf in leaves)
        if len(named) >= _FEWEST_UNITS and len(named) == len(headings) and 2 * owned < len(leaves):
            found += named
    return found


def _heading_units(item: Item) -> tuple[str, ...]:
    """Return the units that a heading names, also where a bracket behind them names who leads."""
    named = units_of_heading(item.lines[0]) if item.is_attributed and item.lines else ()
    return named or units_of_heading(item.printed)


def _is_followed_by_text(parent: Item) -> bool:
    """Tell whether what stands below the last of several tasks closes the list: none of the others goes on."""
    *others, last = parent.children
    unmarked = not any(leaf.mark or leaf.is_attributed for leaf in last.leaves())
    return len(others) >= 2 and last.is_attributed and unmarked and not any(other.children for other in others)


def _inner(item: Item) -> Iterator[Item]:
    for child in item.children:
        if child.children:
            yield child
            yield from _inner(child)


def _shares_last(item: Item) -> bool:
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
        self.by_unit: list[Item] = []

    def walk(self, item: Item, headings: tuple[str, ...], held: _Held) -> None:
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

    def _leaf(self, item: Item, headings: tuple[str, ...], held: _Held) -> None:
        if item.lines and (item.is_attributed or (item.level != UNMARKED and held)):
            self._write(item, headings, held)

    def _branch(self, item: Item, headings: tuple[str, ...], held: _Held) -> None:
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
            if names:
                own["leaders"] = (Duty(names, _heading(item), self._locator(item.first, item.first)),)
        self.walk(item, (*headings, _heading(item)), _inherit(own, held))

    def _write(self, item: Item, headings: tuple[str, ...], held: _Held) -> None:
        """Write an item as a task where somebody answers for it."""
        own, remarks = self._duties(item)
        self.extract.findings += remarks
        repeated = self._repeated(own, item)
        own = {role: duties for role, duties in own.items() if not _repeats(duties)}
        duties = _inherit(own, held) | repeated
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
                excerpt=item_excerpt(item),
            )
        )

    def _repeated(self, own: _Held, item: Item) -> _Held:
        """Return what 同上 stands for: who played the role in the task before; it is said where nobody did."""
        before = self.extract.records[-1:]
        known = before[0].duties if before and before[0].annex == self.annex else {}
        repeated: _Held = {}
        for role in (role for role, duties in own.items() if _repeats(duties)):
            if role in known:
                repeated[role] = tuple(replace(duty, inherited=True) for duty in known[role])
            else:
                message = f"{role}: {own[role][0].quote} repeats what the task before does not say: left out"
                where = str(self._locator(item.first, item.last))
                self.extract.findings.append(Finding("out-of-place", where, message, "warning"))
        return repeated

    def _duties(self, item: Item) -> tuple[_Held, list[Finding]]:
        return item.duties(lambda place: self._locator(place, place))

    def _units_in_heading(self, item: Item) -> tuple[Duty, ...]:
        units = _heading_units(item)
        return (Duty(units, _heading(item), self._locator(item.first, item.first)),)

    def _locator(self, first: Place, last: Place) -> Locator:
        return Locator(0, len(self.extract.records) + 1, 0, first.first_line, last.last_line, first.page)


def _repeats(duties: Sequence[Duty]) -> bool:
    """Tell whether duties only say that they are those of the task before: 牵头单位：同上."""
    return all(repeats_above(name) for duty in duties for name in duty.names)


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


def _merged(items: Sequence[Item]) -> Item:
    """Return items that share who answers as one, with their marks."""
    first, last = items[0], items[-1]
    merged = Item(first.level, first.first, last.last)
    for item in items:
        merged.shown += item.shown
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


def _heading(item: Item) -> str:
    """Return a heading's words on one line, without its end."""
    return without_spaces(item.printed).rstrip("。：:")
