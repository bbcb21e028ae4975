"""One saved record, as ``zerentu extract`` prints it → an assignment: every field checked, none passed over.

A record that somebody edited is as welcome as one that was only kept, so a message names the field and what it must be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import DocumentError
from loaders.records import DUTIES, Assignment, Duty, Locator, Place, Target

_FIELDS = frozenset(Assignment(0, 0, (), "", Locator(0, 0)).to_json(""))
_OPTIONAL = frozenset({"receipts", "targets", "notes"})
_INHERITED = ("category", "project", *DUTIES, "deadline")
_COMPARATORS = ("≥", "≤", ">", "<", "≈", "=", "increase_to")
_MEASURES = ("level", "growth", "decline", "count", "share")
_WHERE = {"table", "row", "item", "column", "lines", "page"}
_LARGEST = 10_000_000
_LARGEST_AMOUNT = 1e18


@dataclass(frozen=True, slots=True)
class SavedRecord:
    """A record with the id of its document, and whether its targets were saved with it."""

    document: str
    assignment: Assignment
    has_targets: bool


def read_saved_record(saved: object, place: str) -> SavedRecord:
    """Return a record that was parsed from JSON; ``place`` is the file and the line, for messages.

    Raises:
        DocumentError: a field is missing, unknown or not what it must be.
    """
    record = _Fields(_mapping(saved, f"{place}: a record"), place)
    record.check_names(_FIELDS, _FIELDS - _OPTIONAL)
    annex, row = record.number("annex", 1), record.number("row", 1)
    ending = f":{annex}.{row}"
    identity = record.text("id")
    if not identity.endswith(ending) or ":" not in identity.removesuffix(ending):
        raise DocumentError(f"{place}: id must be <jurisdiction>:<document number>{ending}")
    locator = record.fields("locator")
    cells = locator.fields("cells")
    assignment = Assignment(
        annex=annex,
        row=row,
        headings=record.texts("headings"),
        content=record.text("content"),
        locator=_locator(locator, _WHERE | {"cells"}),
        title=record.text("title"),
        requirement=record.text("requirement"),
        deadline=record.text("deadline"),
        duties=_duties(record, cells),
        inherited=tuple(record.one_of(each, "inherited", _INHERITED) for each in record.texts("inherited")),
        notes=record.texts("notes"),
        targets=tuple(_target(each) for each in record.all_fields("targets")),
    )
    return SavedRecord(identity.removesuffix(ending), assignment, "targets" in record.given)


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of an object in a record; ``place`` is where it stands, for messages."""

    given: Mapping[str, Any]
    place: str

    def check_names(self, known: frozenset[str] | set[str], needed: frozenset[str] | set[str]) -> None:
        """Refuse a field that is missing or not known."""
        if missing := sorted(needed - self.given.keys()):
            raise DocumentError(f"{self.place}: {missing[0]} is missing")
        if unknown := sorted(self.given.keys() - known):
            raise DocumentError(f"{self.place}: {' '.join(unknown[0].split())[:40]} is no field of a record")

    def text(self, name: str) -> str:
        value = self.given.get(name)
        if isinstance(value, str):
            return value
        raise self._refusal(name, "a text")

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.given.get(name, [])
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            return tuple(values)
        raise self._refusal(name, "a list of texts")

    def number(self, name: str, least: int = 0) -> int:
        value = self.given.get(name, 0)
        if type(value) is int and least <= value <= _LARGEST:
            return value
        raise self._refusal(name, f"a whole number from {least}")

    def amount(self, name: str) -> int | float:
        value = self.given.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST_AMOUNT:
            return value
        raise self._refusal(name, "a number")

    def flag(self, name: str) -> bool:
        value = self.given.get(name)
        if isinstance(value, bool):
            return value
        raise self._refusal(name, "true or false")

    def fields(self, name: str) -> "_Fields":
        return _Fields(_mapping(self.given.get(name, {}), f"{self.place}: {name}"), f"{self.place}, {name}")

    def all_fields(self, name: str) -> list["_Fields"]:
        values = self.given.get(name, [])
        if not isinstance(values, list):
            raise self._refusal(name, "a list of objects")
        where = f"{self.place}, {name}"
        return [_Fields(_mapping(value, f"{where}: an item"), where) for value in values]

    def one_of(self, value: str, name: str, known: tuple[str, ...]) -> str:
        if value in known:
            return value
        raise self._refusal(name, f"among {', '.join(known)}")

    def _refusal(self, name: str, kind: str) -> DocumentError:
        return DocumentError(f"{self.place}: {name} must be {kind}")


def _duties(record: _Fields, cells: _Fields) -> dict[str, tuple[Duty, ...]]:
    """Return the duties by role; a role with several receipts has them one by one."""
    quotes, receipts = record.fields("quotes"), record.fields("receipts")
    for each in (quotes, receipts, cells):
        each.check_names(frozenset(DUTIES), frozenset())
    duties: dict[str, tuple[Duty, ...]] = {}
    for role in quotes.given:
        names = record.texts(role)
        duties[role] = tuple(map(_receipt, receipts.all_fields(role))) or (
            Duty(names, quotes.text(role), _locator(cells.fields(role), _WHERE), role in record.texts("inherited")),
        )
        if tuple(name for duty in duties[role] for name in duty.names) != names:
            raise DocumentError(f"{record.place}: {role} and the names in its receipts must be the same")
    if unquoted := [role for role in DUTIES if record.texts(role) and role not in duties]:
        raise DocumentError(f"{record.place}: {unquoted[0]} has names and no quote; every name needs a receipt")
    return duties


def _receipt(saved: _Fields) -> Duty:
    needed = {"names", "quote", "locator", "inherited"}
    saved.check_names(needed, needed)
    locator = _locator(saved.fields("locator"), _WHERE)
    return Duty(saved.texts("names"), saved.text("quote"), locator, saved.flag("inherited"))


def _locator(saved: _Fields, known: set[str]) -> Locator:
    saved.check_names(known, {"item"} if "item" in saved.given else {"table", "row"})
    lines = saved.given.get("lines", [0, 0])
    if not (isinstance(lines, list) and len(lines) == 2 and all(type(line) is int and line >= 0 for line in lines)):
        raise DocumentError(f"{saved.place}: lines must be the first and the last line")
    row = saved.number("item", 1) if "item" in saved.given else saved.number("row", 1)
    first, last = lines
    return Locator(saved.number("table"), row, saved.number("column"), first, last, saved.number("page"))


def _target(saved: _Fields) -> Target:
    known = {"subject", "comparator", "value", "value_to", "unit", "measure", "year", "phrase", "place"}
    saved.check_names(known, known - {"value_to", "year"})
    place = saved.fields("place")
    place.check_names({"field", "start", "end"}, {"field", "start", "end"})
    return Target(
        subject=saved.text("subject"),
        comparator=saved.one_of(saved.text("comparator"), "comparator", _COMPARATORS),
        value=saved.amount("value"),
        unit=saved.text("unit"),
        measure=saved.one_of(saved.text("measure"), "measure", _MEASURES),
        year=saved.number("year"),
        phrase=saved.text("phrase"),
        place=Place(place.text("field"), place.number("start"), place.number("end")),
        value_to=saved.amount("value_to") if "value_to" in saved.given else None,
    )


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    raise DocumentError(f"{what} must be an object")
