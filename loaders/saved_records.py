"""One saved record, as ``zerentu extract`` prints it → an assignment: every field checked, none passed over.

A record that somebody edited is as welcome as one that was only kept, so a message names the field and what it must be.
"""

from dataclasses import dataclass

from graph.errors import DocumentError
from graph.words import simplified, without_spaces
from loaders.records import DUTIES, Assignment, Duty, Locator, Place, Section, Target
from loaders.saved_excerpt import read_excerpt
from loaders.saved_fields import Fields, as_object

_FIELDS = frozenset({*Assignment(0, 0, (), "", Locator(0, 0), number="1").to_json(""), "excerpt"})
_SECTION_FIELDS = frozenset(Section(1, 0, 1, "", "", "", "", Locator(0, 1)).to_json(""))
_OPTIONAL = frozenset({"number", "receipts", "targets", "notes", "excerpt"})
_INHERITED = ("category", "project", *DUTIES, "deadline")
_COMPARATORS = ("≥", "≤", ">", "<", "≈", "=", "increase_to")
_MEASURES = ("level", "growth", "decline", "count", "share")
_WHERE = {"table", "row", "item", "column", "lines", "page"}


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
    record = Fields(as_object(saved, f"{place}: a record"), place)
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
        number=record.text("number") if "number" in record.given else "",
        excerpt=read_excerpt(record.fields("excerpt")) if "excerpt" in record.given else None,
    )
    return SavedRecord(identity.removesuffix(ending), assignment, "targets" in record.given)


def _duties(record: Fields, cells: Fields) -> dict[str, tuple[Duty, ...]]:
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
        for duty in duties[role]:
            _check_quote(duty, f"{record.place}: {role}")
    if unquoted := [role for role in DUTIES if record.texts(role) and role not in duties]:
        raise DocumentError(f"{record.place}: {unquoted[0]} has names and no quote; every name needs a receipt")
    return {role: found for role, found in duties.items() if any(duty.names for duty in found)}


def _receipt(saved: Fields) -> Duty:
    needed = {"names", "quote", "locator", "inherited"}
    saved.check_names(needed | {"says_lead"}, needed)
    locator = _locator(saved.fields("locator"), _WHERE)
    says_lead = "says_lead" in saved.given and saved.flag("says_lead")
    return Duty(saved.texts("names"), saved.text("quote"), locator, saved.flag("inherited"), says_lead)


def _check_quote(duty: Duty, place: str) -> None:
    """Refuse a name that the document does not say where it is quoted: an edge shows the words that it rests on."""
    quote = simplified(without_spaces(duty.quote))
    for name in duty.names:
        if simplified(without_spaces(name)) not in quote:
            shown = " ".join(name.split())[:40]
            raise DocumentError(f"{place}: {shown} does not stand in its quote; take it out or correct the quote too")


def _locator(saved: Fields, known: set[str]) -> Locator:
    saved.check_names(known, {"item"} if "item" in saved.given else {"table", "row"})
    lines = saved.given.get("lines", [0, 0])
    if not (isinstance(lines, list) and len(lines) == 2 and all(type(line) is int and line >= 0 for line in lines)):
        raise DocumentError(f"{saved.place}: lines must be the first and the last line")
    row = saved.number("item", 1) if "item" in saved.given else saved.number("row")
    first, last = lines
    return Locator(saved.number("table"), row, saved.number("column"), first, last, saved.number("page"))


def read_saved_section(saved: object, place: str) -> tuple[str, Section]:
    """Return a section that was parsed from JSON, and the id of its document.

    Raises:
        DocumentError: a field is missing, unknown or not what it must be.
    """
    section = Fields(as_object(saved, f"{place}: a section"), place)
    section.check_names(_SECTION_FIELDS, _SECTION_FIELDS)
    document, number = _section_number(section, "id")
    of_parent, parent = _section_number(section, "parent") if section.text("parent") else (document, 0)
    if of_parent != document or parent >= number:
        raise section.refusal("parent", "the id of a section before it")
    found = Section(
        number=number,
        parent=parent,
        level=section.number("level", 1),
        kind=section.text("kind"),
        heading=section.text("heading"),
        text=section.text("text"),
        period=section.text("period"),
        locator=_locator(section.fields("locator"), _WHERE),
    )
    return document, found


def _section_number(section: Fields, name: str) -> tuple[str, int]:
    document, mark, number = section.text(name).rpartition(":s")
    if mark and number.isascii() and number.isdecimal() and 0 < len(number) < 8 and int(number):
        return document, int(number)
    raise section.refusal(name, "<document>:s<number>")


def _target(saved: Fields) -> Target:
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
