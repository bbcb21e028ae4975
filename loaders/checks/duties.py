"""Who answers: tasks without an owner, with several and no lead, and without a leading official."""

from collections.abc import Iterator

from loaders.checks.draft import Draft, short_name
from loaders.checks.lacking import lacking_by_annex
from loaders.checks.rules import rule
from loaders.notice import UNKNOWN
from loaders.records import Assignment
from loaders.report import Finding


def no_owner(draft: Draft) -> Iterator[Finding]:
    """Yield the tasks that nobody owns."""
    for record in draft.records:
        if not record.names("owners"):
            yield rule("no-owner").finding(record, {"task": short_name(record)})


def several_owners_no_lead(draft: Draft) -> Iterator[Finding]:
    """Yield the tasks of several owners where neither a label nor the document says which of them leads."""
    if draft.facts.owner_order != UNKNOWN:
        return
    for record in draft.records:
        owners = record.duties.get("owners", ())
        names = record.names("owners")
        if len(names) > 1 and not any(duty.says_lead for duty in owners):
            words = {"task": short_name(record), "count": len(names), "names": "、".join(names)}
            yield rule("several-owners-no-lead").finding(record, words, at=owners[0].locator)


def no_leader(draft: Draft) -> Iterator[Finding]:
    """Yield the tasks without a leading official where most others have one; a whole annex as one finding."""
    count = sum(map(_is_led, draft.records))
    for annex, lacking, is_whole in lacking_by_annex(draft.records, _is_led):
        total = len(draft.records) - (len(lacking) if is_whole else 1)
        if 2 * count <= total:
            continue
        words = {"annex": annex, "lacking": len(lacking), "count": count, "total": total}
        if is_whole:
            yield rule("no-leader").finding(lacking[0], words, "annex")
        else:
            for record in lacking:
                yield rule("no-leader").finding(record, words | {"task": short_name(record)})


def _is_led(record: Assignment) -> bool:
    return bool(record.names("leaders"))
