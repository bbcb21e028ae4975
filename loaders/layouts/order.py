"""The order of owners: where a document says that the first listed leads, the others support."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from loaders.layouts.headers import DUTY_ROLES, HEADING_ROLES
from loaders.records import Assignment, Duty


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
