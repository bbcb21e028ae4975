"""The order of owners: where a document says that the first listed leads, the others support."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

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
        yield replace(record, duties={**record.duties, "owners": (first,), "supports": supports})


def _part(owners: tuple[Duty, ...]) -> tuple[Duty, tuple[Duty, ...]]:
    """Return the duty of the first name alone, and the duties of all others."""
    first = owners[0]
    others = replace(first, names=first.names[1:])
    return replace(first, names=first.names[:1]), (*([others] if others.names else []), *owners[1:])
