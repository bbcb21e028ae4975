"""How a promise can be held to account: tasks without a deadline, and without a number to measure them by."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from graph.words import simplified, word_list
from loaders.checks.draft import Draft, short_name
from loaders.checks.rules import rule
from loaders.records import Assignment
from loaders.report import Finding

_LEAST_SHARE = 0.2
"""Where fewer tasks have a deadline, those few are exceptions, and the others miss none."""


def no_deadline(draft: Draft) -> Iterator[Finding]:
    """Yield the tasks that do not say when they are due.

    In an annex where others have a deadline of their own each task is a finding; in one where hardly any has (there is
    no such column) the tasks together are one, and where no annex has many the whole document is one.
    """
    annexes = Counter(record.annex for record in draft.records)
    due = Counter(record.annex for record in draft.records if record.deadline)
    with_deadlines = {annex for annex, count in due.items() if count >= _LEAST_SHARE * annexes[annex]}
    if not with_deadlines:
        yield from _without_any(draft, list(draft.records), 0)
        return
    for annex in annexes:
        records = [record for record in draft.records if record.annex == annex]
        if annex in with_deadlines:
            yield from _without_own(records)
        else:
            yield from _without_any(draft, records, annex)


def no_target(draft: Draft) -> Iterator[Finding]:
    """Yield the tasks that promise no number."""
    for record in draft.records:
        if not record.targets:
            yield rule("no-target").finding(record, {"task": short_name(record)})


def _without_own(records: list[Assignment]) -> Iterator[Finding]:
    count, total = sum(bool(record.deadline) for record in records), len(records) - 1
    for record in records:
        if not _says_when(record):
            form = "most" if 2 * count > total else "said"
            words = {"task": short_name(record), "count": count, "total": total}
            yield rule("no-deadline").finding(record, words, form)


def _without_any(draft: Draft, records: list[Assignment], annex: int) -> Iterator[Finding]:
    """Yield one finding about tasks none of which has a deadline of its own; ``annex`` 0 means the whole document."""
    lacking, year = [record for record in records if not _says_when(record)], draft.facts.year
    if not lacking:
        return
    words = {"lacking": len(lacking), "total": len(records), "annex": annex, "year": year}
    form = ("annex" if annex else "document") + ("" if year else "_without_year")
    if annex:
        yield rule("no-deadline").finding(lacking[0], words, form)
    else:
        yield rule("no-deadline").finding_of_document(words, form)


def _says_when(record: Assignment) -> bool:
    texts = (record.title, record.content, record.requirement)
    likely = (text for text in texts if _deadline_mark().search(text))
    return bool(record.deadline) or any(_deadline().search(simplified(text)) for text in likely)


@cache
def _deadline_mark() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, word_list("loaders.checks", "words.yml")["deadline_marks"])))


@cache
def _deadline() -> re.Pattern[str]:
    entries = word_list("loaders.checks", "words.yml")["deadlines"]
    return re.compile("|".join(f"(?:{entry['pattern']})" for entry in entries))
