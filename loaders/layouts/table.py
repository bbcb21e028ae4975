"""Table of responsibility → assignments: merged cells are filled, names are parted, headings cleaned."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graph.people import split_names
from graph.units import split_groups, split_units
from loaders.blocks import Block, Cell
from loaders.layouts.fit import only_leaders
from loaders.layouts.grid import Grid, GridRow, find_grids
from loaders.layouts.headers import DUTY_ROLES, HEADING_ROLES
from loaders.layouts.headings import clean_headings
from loaders.layouts.merges import FilledRow, Merges, Words, heading_of
from loaders.records import Assignment, Duty, Locator
from loaders.report import Finding

_LINE_ENDS = "。；;：:！？.!?"


@dataclass(slots=True)
class Extract:
    """The assignments of a document, the findings on the way, and how many cells were cleaned."""

    records: list[Assignment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headers_seen: list[str] = field(default_factory=list)
    cleaned_cells: int = 0


def read_tables(blocks: Iterable[Block]) -> Extract:
    """Return the assignments of every table of responsibility in the blocks, in document order."""
    search = find_grids(blocks)
    extract = Extract(findings=search.findings, headers_seen=search.headers_seen)
    rows_in_annex: dict[int, int] = {}
    for grid in search.grids:
        reader = _TableReader(grid, Merges(grid, _clean_columns(grid, extract)), extract)
        for number, row in enumerate(grid.rows, start=1):
            record = reader.read(row, number)
            if record:
                rows_in_annex[grid.annex] = rows_in_annex.get(grid.annex, 0) + 1
                extract.records.append(replace(record, row=rows_in_annex[grid.annex]))
    return extract


def _clean_columns(grid: Grid, extract: Extract) -> dict[int, dict[str, str]]:
    """Return, by heading column, the headings with a stray character; every such cell is a finding."""
    clean = {}
    for column in (at for role in HEADING_ROLES for at in grid.columns.roles.get(role, ())):
        cells = [(number, row.cells[column]) for number, row in enumerate(grid.rows, 1) if column in row.cells]
        printed = [heading_of(cell) for _, cell in cells]
        clean[column] = clean_headings(printed)
        for (number, cell), heading in zip(cells, printed, strict=True):
            if heading in clean[column]:
                name = clean[column][heading]
                doubt = "" if name in printed else "; it is nowhere printed clean"
                place = str(_locator(grid, Words(cell, number, column)))
                message = f"heading {heading} is read as {name}: one stray character in front{doubt}"
                extract.findings.append(Finding("stray-character", place, message))
                extract.cleaned_cells += 1
    return clean


@dataclass(slots=True)
class _TableReader:
    """Reads the rows of one table in order."""

    grid: Grid
    merges: Merges
    extract: Extract

    def read(self, row: GridRow, number: int) -> Assignment | None:
        """Return the assignment of a row, or None where the row cannot be read: then a finding says so."""
        before = self.merges.snapshot()
        filled = self.merges.fill(row, number)
        if row.missing and number < len(self.grid.rows) and not self._fits(filled):
            self.merges = before
            self._skip("row-unreadable", row, number, "a cell is missing and the others do not fit the columns")
            return None
        content = self._text(filled, "content")
        if not content or self._words(filled, "content")[0].inherited:
            self._skip("row-without-content", row, number, "no words of its own say what is to be done")
            return None
        notes = [*self._missing(row, number), *self._unheaded(row, number), *self._across_border(filled, row, number)]
        duties = {role: duty for role in DUTY_ROLES if (duty := self._duty(role, filled, notes))}
        inherited = [*filled.inherited_headings, *(role for role, duty in duties.items() if duty.inherited)]
        inherited += ["deadline"] if any(words.inherited for words in self._words(filled, "deadline")) else []
        return Assignment(
            annex=self.grid.annex,
            row=number,
            headings=filled.headings,
            content=content,
            locator=Locator(self.grid.number, number, 0, *row.lines),
            title=self._text(filled, "title"),
            requirement=self._text(filled, "requirement"),
            deadline=self._text(filled, "deadline"),
            duties=duties,
            inherited=tuple(inherited),
            notes=tuple(notes),
        )

    def _words(self, filled: FilledRow, role: str) -> list[Words]:
        columns = self.grid.columns.roles.get(role, ())
        return [filled.words[column] for column in columns if column in filled.words]

    def _text(self, filled: FilledRow, role: str) -> str:
        return "\n".join(_joined_lines(words.cell.text) for words in self._words(filled, role))

    def _duty(self, role: str, filled: FilledRow, notes: list[str]) -> Duty | None:
        """Return who plays the role; cells of two columns with the same role are read one after the other."""
        found = self._words(filled, role)
        names = [name for words in found for name in self._names(role, words, notes)]
        if not names:
            return None
        if len(set(names)) < len(names):
            notes.append(f"{role}: a name stands there twice")
        quote = "\n".join(_quoted(words.cell) for words in found)
        inherited = all(words.inherited for words in found)
        return Duty(tuple(dict.fromkeys(names)), quote, _locator(self.grid, found[0]), inherited)

    def _names(self, role: str, words: Words, notes: list[str]) -> list[str]:
        """Return the names in a cell; what was cleaned is told once, in the row that prints the cell."""
        read = _leaders if role == "leaders" else _units
        names, remarks = read(words.cell)
        if not words.inherited:
            self.extract.cleaned_cells += _is_cleaned(words.cell, names)
            for rule, message in remarks:
                self._find(rule, str(_locator(self.grid, words)), f"{role}: {message}")
        notes += [f"{role}: {message}" for _, message in remarks]
        return names

    def _fits(self, filled: FilledRow) -> bool:
        """Tell whether the words of a short row stand in the right columns: names of persons under leaders only."""
        persons = {
            role: [only_leaders(words.cell.text) for words in self._words(filled, role) if not words.inherited]
            for role in ("content", *DUTY_ROLES)
        }
        return all(persons["leaders"]) and not any(persons["content"] + persons["owners"] + persons["supports"])

    def _missing(self, row: GridRow, number: int) -> list[str]:
        if not row.missing:
            return []
        names = "、".join(self.grid.columns.printed[column] for column in row.missing)
        message = f"{len(row.cells)} of {self.grid.columns.width} cells: {names} is taken as merged with the row above"
        return [self._find("missing-cell", self._place(row, number), message)]

    def _unheaded(self, row: GridRow, number: int) -> list[str]:
        read = {at for role, columns in self.grid.columns.roles.items() for at in columns}
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

    def _skip(self, rule: str, row: GridRow, number: int, message: str) -> None:
        words = "; ".join(" ".join(cell.text.split())[:30] for cell in row.cells.values() if not cell.is_blank)
        self._find(rule, self._place(row, number), f"row not read, {message}: {words or 'only blank cells'}", "warning")

    def _place(self, row: GridRow, number: int) -> str:
        return str(Locator(self.grid.number, number, 0, *row.lines))

    def _find(self, rule: str, place: str, message: str, severity: str = "note") -> str:
        self.extract.findings.append(Finding(rule, place, message, severity))
        return message


def _leaders(cell: Cell) -> tuple[list[str], list[tuple[str, str]]]:
    names: list[str] = []
    remarks = []
    for line in cell.text.split("\n"):
        read = split_names(line)
        names += read.names
        if len(read.names) > 1:
            remarks.append(("shared-line", f"one line holds {' and '.join(read.names)}"))
        if not read.certain:
            remarks.append(("uncertain-names", f"{' '.join(line.split())} can be parted in more than one way"))
    return names, remarks


def _units(cell: Cell) -> tuple[list[str], list[tuple[str, str]]]:
    names: list[str] = []
    remarks = []
    for name in split_units(cell.text):
        parts = split_groups(name)
        names += parts
        if len(parts) > 1:
            remarks.append(("shared-line", f"{name} is read as {' and '.join(parts)}"))
    return names, remarks


def _is_cleaned(cell: Cell, names: list[str]) -> bool:
    """Tell whether the names read differ from the lines printed."""
    return [line.strip() for line in cell.text.strip().split("\n")] != names


def _quoted(cell: Cell) -> str:
    return "\n".join(line.strip() for line in cell.text.strip().split("\n"))


def _joined_lines(text: str) -> str:
    """Join the lines of running text; a line that ends a sentence stays a line of its own."""
    joined = ""
    for line in (line.strip() for line in text.split("\n") if line.strip()):
        between = "" if not joined else "\n" if joined[-1] in _LINE_ENDS else _space(joined[-1], line[0])
        joined += between + line
    return joined


def _space(left: str, right: str) -> str:
    """Return the blank that a line break stands for between Latin words; between Chinese ones there is none."""
    return " " if (left + right).isascii() and left.isalnum() and right.isalnum() else ""


def _locator(grid: Grid, words: Words) -> Locator:
    place = words.cell.place
    return Locator(grid.number, words.row, words.column + 1, place.first_line, place.last_line)
