"""Which of several owners leads: where a document says that the first listed does, or those with a mark (★)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.units import split_units
from graph.words import without_spaces, word_list
from loaders.layouts.headers import DUTY_ROLES, HEADING_ROLES
from loaders.records import Assignment, Duty


@dataclass(frozen=True, slots=True)
class LeadMark:
    """A mark at the names of those who lead, and the sentence that says so."""

    mark: str
    sentence: str


def find_lead_mark(words: str) -> LeadMark | None:
    """Return the mark that a document's words explain as that of those who lead: 带★的为牵头单位."""
    pattern = re.compile(word_list("loaders.layouts", "attribution.yml")["lead_mark"])
    match = pattern.search(words)
    return LeadMark(match["mark"], match[0]) if match else None


def find_lone_lead(words: str) -> str:
    """Return the sentence by which units that are responsible own where none leads; empty where no words say so."""
    pattern = re.compile(word_list("loaders.layouts", "attribution.yml")["lone_lead"])
    match = pattern.search(words)
    return match[0] if match else ""


def find_semicolon_lead(words: str) -> str:
    """Return the sentence by which a semicolon parts owners from supports; empty where no words say so."""
    pattern = re.compile(word_list("loaders.layouts", "attribution.yml")["semicolon_lead"])
    match = pattern.search(words)
    return match[0] if match else ""


def apply_semicolon_lead(records: Iterable[Assignment]) -> Iterator[Assignment]:
    """Yield the records with those in front of the first semicolon as owners, the others in support.

    Without a semicolon all own. Labels that say themselves who leads are left as they are.
    """
    for record in records:
        owners = record.duties.get("owners", ())
        parted = [_at_semicolon(duty) for duty in owners]
        rest = tuple(duty for _, duty in parted if duty.names)
        if rest:
            supports = (*rest, *record.duties.get("supports", ()))
            duties = {**record.duties, "owners": tuple(duty for duty, _ in parted), "supports": supports}
            yield replace(record, duties=duties, inherited=_inherited(record, duties))
        else:
            yield record


def _at_semicolon(duty: Duty) -> tuple[Duty, Duty]:
    """Part a duty at the first semicolon of its words; all of it comes first where nobody stands on both sides."""
    front, _, behind = re.sub("[;；]", "\0", duty.quote, count=1).partition("\0")
    names = set(split_units(front))
    leading = tuple(name for name in duty.names if name in names)
    others = tuple(name for name in duty.names if name not in names)
    if duty.says_lead or not behind or not leading:
        return duty, replace(duty, names=())
    return replace(duty, names=leading), replace(duty, names=others)


def apply_lead_mark(records: Iterable[Assignment], mark: str) -> Iterator[Assignment]:
    """Yield the records with those as owners whose name has the mark, the others in support, each with its receipt.

    Where no name has it all own, as without the mark.
    """
    for record in records:
        owners = record.duties.get("owners", ())
        leading = tuple(_those(duty, mark, marked=True) for duty in owners)
        rest = tuple(_those(duty, mark, marked=False) for duty in owners)
        if not any(duty.names for duty in leading):
            yield record
            continue
        supports = (*(duty for duty in rest if duty.names), *record.duties.get("supports", ()))
        duties = {**record.duties, "owners": tuple(duty for duty in leading if duty.names), "supports": supports}
        duties = {role: found for role, found in duties.items() if found}
        yield replace(record, duties=duties, inherited=_inherited(record, duties))


def _those(duty: Duty, mark: str, *, marked: bool) -> Duty:
    quote = without_spaces(duty.quote)
    bare = [name.strip(mark) for name in duty.names]
    has_mark = [f"{mark}{name}" in quote or f"{name}{mark}" in quote for name in bare]
    names = tuple(name for name, has in zip(bare, has_mark, strict=True) if has is marked)
    return replace(duty, names=names, says_lead=marked or duty.says_lead)


def apply_first_leads(records: Iterable[Assignment]) -> Iterator[Assignment]:
    """Yield the records with one owner each, the first listed; the others support, with the owners' own receipt.

    Labels that say themselves who leads (牵头单位) are left as they are: the sentence is about the others.
    """
    for record in records:
        owners = record.duties.get("owners", ())
        if len(record.names("owners")) < 2 or any(duty.says_lead for duty in owners):
            yield record
            continue
        first, rest = _part(owners)
        supports = (*rest, *record.duties.get("supports", ()))
        duties = {**record.duties, "owners": (first,), "supports": supports}
        yield replace(record, duties=duties, inherited=_inherited(record, duties))


def _inherited(record: Assignment, duties: Mapping[str, tuple[Duty, ...]]) -> tuple[str, ...]:
    """Return what the record inherits, its roles told anew from their duties."""
    headings = (each for each in record.inherited if each in HEADING_ROLES)
    roles = (role for role in DUTY_ROLES if role in duties and all(duty.inherited for duty in duties[role]))
    return (*headings, *roles, *(each for each in record.inherited if each == "deadline"))


def _part(owners: tuple[Duty, ...]) -> tuple[Duty, tuple[Duty, ...]]:
    """Return the duty of the first name alone, and the duties of all others."""
    first = owners[0]
    others = replace(first, names=first.names[1:])
    return replace(first, names=first.names[:1]), (*([others] if others.names else []), *owners[1:])
