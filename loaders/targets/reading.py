"""The targets of a task: every number that its title, content and requirement promise."""

import re
from collections.abc import Iterator

from loaders.records import Assignment, Place, Target
from loaders.targets.phrases import Phrase, find_phrases
from loaders.targets.subjects import Span, find_subjects
from loaders.targets.words import target_words

_YEAR = re.compile(r"(?<![\d比较以])((?:19|20)\d\d)年(?!以来|为?基数|基础)")
_SENTENCE_END = re.compile(r"[。；;！\n]")
_SENTENCE = 200


def read_targets(record: Assignment, year: int) -> tuple[Target, ...]:
    """Return the targets of a task in the order of its fields and words.

    ``year`` is that of the document, 0 where it is not known; a year that the sentence names before the number wins.
    A phrase that begins its field is about the task's title, or the heading that it stands under.
    """
    about = record.title or (record.headings[-1] if record.headings else "")
    texts = {"title": record.title, "content": record.content, "requirement": record.requirement}
    return tuple(target for field, text in texts.items() if text for target in _read_field(field, text, about, year))


def _read_field(field: str, text: str, about: str, year: int) -> Iterator[Target]:
    phrases = find_phrases(text)
    if not phrases:
        return
    spans = [_span(phrase) for phrase in phrases]
    for phrase, subject in zip(phrases, find_subjects(text, spans, about), strict=True):
        yield Target(
            subject=subject,
            comparator=phrase.comparator,
            value=phrase.amount.value,
            value_to=phrase.amount.value_to,
            unit=phrase.amount.unit,
            measure=_measure(phrase, subject),
            year=_year_said(text, phrase) or year,
            phrase=text[phrase.start : phrase.end],
            place=Place(field, phrase.start, phrase.end),
        )


def _span(phrase: Phrase) -> Span:
    rules, words, kind = target_words(), set(phrase.words), phrase.amount.kind
    changes = kind == "share" or bool(words & (rules.rises | rules.falls))
    return Span(phrase.start, phrase.end, kind == "count", bool(words & rules.verbs), changes)


def _measure(phrase: Phrase, subject: str) -> str:
    """Return growth or decline for a change, else what the unit measures; a count of things stays one."""
    rules = target_words()
    kind = phrase.amount.kind
    if kind == "count":
        return "count"
    if rules.falls.intersection(phrase.words) or subject.endswith(rules.falling_subjects):
        return "decline"
    if rules.rises.intersection(phrase.words) or kind == "ratio" or subject.endswith(rules.rising_subjects):
        return "growth"
    return "share" if kind == "share" else "level"


def _year_said(text: str, phrase: Phrase) -> int:
    """Return the last year that the sentence names up to the end of the phrase, 0 where it names none."""
    least = max(0, phrase.start - _SENTENCE)
    starts = [match.end() for match in _SENTENCE_END.finditer(text, least, phrase.start)]
    years = _YEAR.findall(text, max([least, *starts]), phrase.end)
    return int(years[-1]) if years else 0
