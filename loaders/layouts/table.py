"""Table of responsibility → assignments: merged cells are filled, names are parted, headings cleaned."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.units import is_nobody, is_person
from loaders.blocks import Block, Cell
from loaders.excerpts import Excerpt
from loaders.layouts.banners import said_by, units_in
from loaders.layouts.clauses import Said
from loaders.layouts.excerpts import RowExcerpts
from loaders.layouts.grid import Grid, GridRow
from loaders.layouts.headers import DUTY_ROLES, HEADING_ROLES, Columns, names_contacts
from loaders.layouts.headings import clean_headings
from loaders.layouts.in_cells import split_said
from loaders.layouts.labels import read_value
from loaders.layouts.merges import FilledRow, Merges, Words, heading_of
from loaders.layouts.names import only_leaders, read_leaders, read_units
from loaders.layouts.numbered import split_numbered
from loaders.layouts.search import find_grids
from loaders.records import Assignment, Duty, Locator
from loaders.report import Finding

_NUMBERED = re.compile(r"(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])")
_LINE_ENDS = "。；;：:！？.!?"


@dataclass(slots=True)
class Extract:
    """The assignments of a document, the findings on the way, and how many cells were cleaned."""

    records: list[Assignment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headers_seen: list[str] = field(default_factory=list)
    cleaned_cells: int = 0
    blocks: list[Block] = field(default_factory=list)
    """Of tables, the blocks that they were looked for in, loose ones as tables."""


def read_tables(blocks: Iterable[Block], *, lone_lead: bool = False) -> Extract:
    """Return the assignments of every table of responsibility in the blocks, in document order.

    ``lone_lead`` says that responsible units own where a row names none that leads.
    """
    search = find_grids(blocks)
    extract = Extract(findings=search.findings, headers_seen=search.headers_seen, blocks=search.blocks)
    rows_in_annex: dict[int, int] = {}
    for grid in search.grids:
        extract.findings += (Finding("column-by-words", f"table {grid.number}", remark) for remark in grid.remarks)
        reader = _TableReader(grid, Merges(grid, _clean_columns(grid)), _leaders_of(grid), extract, lone_lead)
        for at, row in enumerate(grid.rows):
            record = reader.read(row, grid.number_of(at))
            if isinstance(record, Continued) and extract.records:
                extract.records[-1] = record.added_to(extract.records[-1])
            for part in _parts(record, grid, extract) if isinstance(record, Assignment) else ():
                place = rows_in_annex[grid.annex] = rows_in_annex.get(grid.annex, 0) + 1
                extract.records.append(part if part.row == place else replace(part, row=place))
    return extract


def _parts(record: Assignment, grid: Grid, extract: Extract) -> Iterator[Assignment]:
    """Yield the tasks that a row holds: most hold one."""
    column = grid.columns.roles["content"][0]
    tasks: list[Assignment] = []
    for numbered in split_numbered(record):
        parts, findings = split_said(numbered, column)
        extract.findings += findings
        tasks += parts
    for task in tasks:
        several = len(tasks) > 1 and task.excerpt
        yield replace(task, excerpt=replace(several, tasks=len(tasks))) if several else task


def _clean_columns(grid: Grid) -> dict[int, dict[str, str]]:
    """Return, by heading column, the clean name of each heading with a stray character."""
    columns = [column for role in HEADING_ROLES for column in grid.columns.roles.get(role, ())]
    cleaned = {
        column: clean_headings(heading_of(row.cells[column]) for row in grid.rows if column in row.cells)
        for column in columns
    }
    return {column: names for column, names in cleaned.items() if names}


def _leaders_of(grid: Grid) -> frozenset[str]:
    """Return the persons who are printed as leaders of at least two rows: a shifted cell makes nobody a leader."""
    columns = grid.columns.roles.get("leaders", ())
    cells = [row.cells[column] for row in grid.rows for column in columns if column in row.cells]
    printed = Counter(name for cell in cells for name in read_leaders(cell).names)
    return frozenset(name for name, count in printed.items() if count >= 2 and is_person(name))


@dataclass(frozen=True, slots=True)
class Continued:
    """What a row without a task of its own adds to the task above."""

    duties: Mapping[str, tuple[Duty, ...]]
    notes: tuple[str, ...]
    excerpt: Excerpt

    def added_to(self, record: Assignment) -> Assignment:
        """Return the task with these duties behind its own, each name once in a role."""
        duties = dict(record.duties)
        for role, added in self.duties.items():
            known = set(record.names(role))
            fresh = (replace(duty, names=tuple(name for name in duty.names if name not in known)) for duty in added)
            duties[role] = (*duties.get(role, ()), *(duty for duty in fresh if duty.names))
        ordered = {role: duties[role] for role in DUTY_ROLES if duties.get(role)}
        excerpt = (record.excerpt or Excerpt()).with_rows_of(self.excerpt)
        return replace(record, duties=ordered, notes=(*record.notes, *self.notes), excerpt=excerpt)


@dataclass(frozen=True, slots=True)
class _DutyColumn:
    """A column whose cells say who answers, and what its header says of them."""

    at: int
    role: str
    leads: bool
    contacts: bool

    def read(self, cell: Cell) -> tuple[Said, ...]:
        """Return who plays which role by the words of one of its cells."""
        return read_value(self.role, cell.text, _quoted(cell), says_lead=self.leads, contacts=self.contacts)


def _duty_columns(columns: Columns) -> Iterator[_DutyColumn]:
    for role in DUTY_ROLES:
        for at in columns.roles.get(role, ()):
            yield _DutyColumn(at, role, at in columns.leading, names_contacts(columns.printed[at]))


@dataclass(slots=True)
class _TableReader:
    """Reads the rows of one table in order."""

    grid: Grid
    merges: Merges
    leaders: frozenset[str]
    extract: Extract
    lone_lead: bool
    excerpts: RowExcerpts = field(init=False)
    duty_columns: tuple["_DutyColumn", ...] = field(init=False)

    def __post_init__(self) -> None:
        """Note what all rows share."""
        self.excerpts = RowExcerpts(self.grid)
        self.duty_columns = tuple(_duty_columns(self.grid.columns))

    def read(self, row: GridRow, number: int) -> Assignment | Continued | None:
        """Return the assignment of a row, or what it adds to the one above.

        None where the row cannot be read: then a finding says so.
        """
        filled = None if row.surplus else self._filled(row, number)
        if filled is None:
            self._skip(row, number)
            return None
        content = self._text(filled, "content")
        if not content or self._words(filled, "content")[0].inherited:
            added = self._added(filled, row, number) if content else None
            if added:
                return added
            message = f"row not read, no words of its own say what is to be done: {_shown(row)}"
            self._find("row-without-content", self._place(row, number), message, "warning")
            return None
        notes = [
            *self._stray(filled),
            *self._missing(row, number),
            *self._unheaded(row, number),
            *self._across_border(filled, row, number),
            *self._broken(filled, row, number),
        ]
        duties = self._duties(filled, notes)
        if self.lone_lead and "owners" not in duties:
            duties = self._with_lone_owners(duties)
        self._add_from_banners(duties, row)
        deadline = self._text(filled, "deadline")
        inherited = [*filled.inherited_headings]
        inherited += [role for role, found in duties.items() if all(duty.inherited for duty in found)]
        inherited += ["deadline"] if any(words.inherited for words in self._words(filled, "deadline")) else []
        return Assignment(
            annex=self.grid.annex,
            row=number,
            headings=(*(banner.text for banner in row.banners if banner.level), *filled.headings),
            content=content,
            locator=self._locator(row, number),
            title=self._text(filled, "title"),
            requirement=self._requirement(filled),
            deadline="" if is_nobody(deadline) else deadline,
            duties=duties,
            inherited=tuple(inherited),
            notes=tuple(notes),
            number="".join(words.cell.text.strip() for words in self._words(filled, "seq") if not words.inherited),
            excerpt=self.excerpts.of(row, filled, number),
        )

    def _filled(self, row: GridRow, number: int) -> FilledRow | None:
        """Return the words that hold for the row, or None where cells are missing and the others are out of place."""
        is_doubtful = bool(row.missing) and number < len(self.grid.rows)
        before = self.merges.snapshot() if is_doubtful else self.merges
        filled = self.merges.fill(row, number)
        if is_doubtful and not self._fits(filled):
            self.merges = before
            return None
        return filled

    def _words(self, filled: FilledRow, role: str) -> list[Words]:
        columns = self.grid.columns.roles.get(role)
        return [filled.words[column] for column in columns if column in filled.words] if columns else []

    def _text(self, filled: FilledRow, role: str) -> str:
        return "\n".join(_joined_lines(words.cell.text) for words in self._words(filled, role))

    def _requirement(self, filled: FilledRow) -> str:
        """Return what is required; where several columns say it, each behind its header (上半年目标：…)."""
        words = self._words(filled, "requirement")
        if len(self.grid.columns.roles.get("requirement", ())) < 2:
            return self._text(filled, "requirement")
        printed = self.grid.columns.printed
        return "\n".join(f"{printed[each.column]}：{_joined_lines(each.cell.text)}" for each in words)

    def _duties(self, filled: FilledRow, notes: list[str]) -> dict[str, tuple[Duty, ...]]:
        """Return who plays which role, a duty for each cell that says it; an owners' cell may name several roles."""
        duties: dict[str, tuple[Duty, ...]] = {}
        for column in self.duty_columns:
            words = filled.words.get(column.at)
            if words is None:
                continue
            for said in column.read(words.cell):
                duty = self._duty(said, words, notes)
                others = duties.get(said.role, ())
                fresh = _fresh(duty, others)
                if len(fresh.names) < len(duty.names):
                    notes.append(f"{said.role}: a name stands there twice")
                if fresh.names:
                    duties[said.role] = (*others, fresh)
        return {role: duties[role] for role in DUTY_ROLES if role in duties}

    def _with_lone_owners(self, duties: dict[str, tuple[Duty, ...]]) -> dict[str, tuple[Duty, ...]]:
        """Return the duties with those as owners that stand under 责任单位 and only support beside one that leads."""
        may_own = self.grid.columns.may_own
        supports = duties.get("supports", ())
        owners = tuple(duty for duty in supports if self._headed_by(duty) in may_own)
        rest = tuple(duty for duty in supports if duty not in owners)
        changed = {**duties, "owners": owners, "supports": rest}
        return {role: changed[role] for role in DUTY_ROLES if changed.get(role)}

    def _duty(self, said: Said, words: Words, notes: list[str]) -> Duty:
        names = self._names(said, words, notes)
        return Duty(names, said.quote, _locator(self.grid, words), words.inherited, said.says_lead)

    def _names(self, said: Said, words: Words, notes: list[str]) -> tuple[str, ...]:
        """Return the names in a cell; what was cleaned is told once, in the row that prints the cell."""
        cell = words.cell if said.words == words.cell.text else Cell(said.words, words.cell.place)
        read = read_leaders(cell) if said.role == "leaders" else read_units(cell, self.leaders, contacts=said.contacts)
        if not words.inherited:
            self.extract.cleaned_cells += _is_cleaned(cell, read.names)
            for remark in read.remarks:
                place = str(_locator(self.grid, words))
                self._find(remark.rule, place, f"{said.role}: {remark.message}", remark.severity)
        notes += [f"{said.role}: {remark.message}" for remark in read.remarks]
        return read.names

    def _add_from_banners(self, duties: dict[str, tuple[Duty, ...]], row: GridRow) -> None:
        """Add what the banners above say of roles that the row itself does not fill, the innermost first."""
        if not row.banners:
            return
        for banner in reversed(row.banners):
            said = said_by(banner)
            units = () if self.grid.columns.roles.get("owners") else units_in(banner.text)
            said += (Said("owners", "、".join(units), banner.text),) if units else ()
            place = banner.cell.place
            for each in said:
                if each.role in duties and not (each.says_lead and self._may_support(duties["owners"])):
                    continue
                cell = Cell(each.words, place)
                names = (read_leaders(cell) if each.role == "leaders" else read_units(cell, ())).names
                locator = Locator(self.grid.number, 0, 0, place.first_line, place.last_line, place.page)
                duty = Duty(names, each.quote, locator, inherited=True, says_lead=each.says_lead)
                beside = duties.get(each.role, ())
                duties[each.role] = (duty,) if names else ()
                if beside and names:
                    known = (duty, *duties.get("supports", ()))
                    duties["supports"] = (*duties.get("supports", ()), *(_fresh(one, known) for one in beside))
        for role, found in list(duties.items()):
            duties[role] = tuple(duty for duty in found if duty.names)
            if not duties[role]:
                del duties[role]

    def _may_support(self, owners: Iterable[Duty]) -> bool:
        """Tell whether owners stand under 责任单位: beside units that a banner says lead they support."""
        columns = self.grid.columns
        return all(
            self._headed_by(duty) in columns.may_own and self._headed_by(duty) not in columns.leading for duty in owners
        ) and not any(duty.says_lead for duty in owners)

    def _added(self, filled: FilledRow, row: GridRow, number: int) -> Continued | None:
        """Return what a row adds to the task above, whose cell goes on beside it: more names in cells of their own."""
        headed = [words for role in (*HEADING_ROLES, "title") for words in self._words(filled, role)]
        if not all(words.inherited for words in headed):
            return None
        notes: list[str] = []
        own = {
            role: tuple(duty for duty in duties if not duty.inherited)
            for role, duties in self._duties(filled, notes).items()
        }
        own = {role: duties for role, duties in own.items() if duties}
        if own:
            message = "its task is the one above, which its cell continues: its names are added there"
            self._find("row-continued", self._place(row, number), message)
        return Continued(own, tuple(notes), self.excerpts.of(row, filled, number)) if own else None

    def _fits(self, filled: FilledRow) -> bool:
        """Tell whether the words of a short row stand in the right columns: names of persons under leaders only."""
        persons = {
            role: [only_leaders(words.cell.text) for words in self._words(filled, role) if not words.inherited]
            for role in ("content", *DUTY_ROLES)
        }
        return all(persons["leaders"]) and not any(persons["content"] + persons["owners"] + persons["supports"])

    def _stray(self, filled: FilledRow) -> list[str]:
        """Note the headings that this row prints with a stray character."""
        notes = []
        for column, names in self.merges.clean.items():
            words = filled.words.get(column)
            heading = heading_of(words.cell) if words and not words.inherited else ""
            if words and heading in names:
                message = f"heading {heading} is read as {names[heading]}: one stray character in front"
                notes.append(self._find("stray-character", str(_locator(self.grid, words)), message))
                self.extract.cleaned_cells += 1
        return notes

    def _missing(self, row: GridRow, number: int) -> list[str]:
        if not row.missing:
            return []
        names = "、".join(self.grid.columns.printed[column] for column in row.missing)
        message = f"{len(row.cells)} of {self.grid.columns.width} cells: {names} is taken as merged with the row above"
        return [self._find("missing-cell", self._place(row, number), message)]

    def _unheaded(self, row: GridRow, number: int) -> list[str]:
        read = self.merges.columns
        lost = [cell.text for column, cell in row.cells.items() if column not in read and not cell.is_blank]
        if not lost or self.grid.flattened:
            return []
        message = f"not read, for no known header stands above: {'; '.join(' '.join(text.split()) for text in lost)}"
        return [self._find("unheaded-cell", self._place(row, number), message, "warning")]

    def _across_border(self, filled: FilledRow, row: GridRow, number: int) -> list[str]:
        """Note merges that run on from one category into the next."""
        if not filled.starts_category:
            return []
        roles = [role for role in DUTY_ROLES if any(words.inherited for words in self._words(filled, role))]
        origins = {role: self._words(filled, role)[0].row for role in roles}
        return [
            self._find(
                "merge-across-category",
                self._place(row, number),
                f"{role} runs on from row {origin}, in another category",
            )
            for role, origin in origins.items()
        ]

    def _broken(self, filled: FilledRow, row: GridRow, number: int) -> list[str]:
        """Note blank cells that may continue a row that could not be read: nothing is inherited over it."""
        if not filled.broken:
            return []
        names = "、".join(self.grid.columns.printed[column] for column in filled.broken)
        message = f"{names} is left empty: it may continue a row above that could not be read"
        return [self._find("broken-merge", self._place(row, number), message, "warning")]

    def _skip(self, row: GridRow, number: int) -> None:
        """Pass over a row whose cells cannot be told apart."""
        self.merges.skip(row)
        message = f"row not read, {len(row.cells)} cells where the header has {self.grid.columns.width}: {_shown(row)}"
        self._find("row-unreadable", self._place(row, number), message, "warning")

    def _place(self, row: GridRow, number: int) -> str:
        return str(self._locator(row, number))

    def _locator(self, row: GridRow, number: int) -> Locator:
        at = (0, number) if self.grid.across else (number, 0)
        return Locator(self.grid.number, *at, *row.lines, row.page)

    def _headed_by(self, duty: Duty) -> int:
        """Return which column (from 0) a duty stands in; -1 where it stands in none."""
        return (duty.locator.row if self.grid.across else duty.locator.column) - 1

    def _find(self, rule: str, place: str, message: str, severity: str = "note") -> str:
        self.extract.findings.append(Finding(rule, place, message, severity))
        return message


def _fresh(duty: Duty, others: Sequence[Duty]) -> Duty:
    """Return a duty with each name once, without those that the others name."""
    if not others and len(set(duty.names)) == len(duty.names):
        return duty
    known = {name for other in others for name in other.names}
    names = tuple([name for name in dict.fromkeys(duty.names) if name not in known])
    return duty if len(names) == len(duty.names) else replace(duty, names=names)


def _shown(row: GridRow) -> str:
    words = "; ".join(" ".join(cell.text.split())[:30] for cell in row.cells.values() if not cell.is_blank)
    return f"{words[:200]}…" if len(words) > 200 else words or "only blank cells"


def _is_cleaned(cell: Cell, names: tuple[str, ...]) -> bool:
    """Tell whether the names read differ from the lines printed."""
    return tuple(line.strip() for line in cell.text.strip().split("\n")) != names


def _quoted(cell: Cell) -> str:
    text = cell.text.strip()
    return "\n".join([line.strip() for line in text.split("\n")]) if "\n" in text else text


def _joined_lines(text: str) -> str:
    """Join the lines of running text; a line that ends a sentence or is numbered stays a line of its own."""
    if "\n" not in text:
        return text.strip()
    joined = ""
    for line in (line.strip() for line in text.split("\n") if line.strip()):
        ends = bool(joined) and (joined[-1] in _LINE_ENDS or bool(_NUMBERED.match(line)))
        between = "\n" if ends else _space(joined[-1], line[0]) if joined else ""
        joined += between + line
    return joined


def _space(left: str, right: str) -> str:
    """Return the blank that a line break stands for between Latin words; between Chinese ones there is none."""
    return " " if (left + right).isascii() and left.isalnum() and right.isalnum() else ""


def _locator(grid: Grid, words: Words) -> Locator:
    place = words.cell.place
    row, column = (words.column + 1, words.row) if grid.across else (words.row, words.column + 1)
    return Locator(grid.number, row, column, place.first_line, place.last_line, place.page)
