"""What a target is about: the words of its clause before it, else those it counts, else what was spoken of before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.targets.words import CLAUSE_ENDS, target_words

_CLAUSE_END = re.compile(f"[{CLAUSE_ENDS}]")
_LISTED = re.compile(r"[、和及与]")
_JOINT = re.compile(r"[\s、和及与]*")
_STRAY = re.compile(r"(?:均为|[、，的等为至到有在由以且占和与及]|[由从][\d.]+\D{0,8})+$")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Span:
    """Where the phrase of a target stands; whether it counts things, has a verb, or is a share or a change."""

    start: int
    end: int
    counts: bool
    is_done: bool
    changes: bool


def find_subjects(text: str, spans: Sequence[Span], about: str) -> list[str]:
    """Return the subject of each phrase, in order.

    Several numbers for several subjects are paired in order: A、B分别增长8%、10%. A phrase without words of its own
    has the subject of the one before in its sentence, else ``about``.
    """
    subjects: list[str] = []
    last, end = about, 0
    groups = group_lists(text, spans)
    limits = [*(group[0].start for group in groups[1:]), len(text)]
    for group, limit in zip(groups, limits, strict=False):
        if "。" in text[end : group[0].start]:
            last = about
        said = _said(text, _clause_start(text, group[0].start, end), limit, group) or last
        subjects += _paired(said, len(group))
        last, end = said.partition("分别")[0] or last, group[-1].end
    return subjects


def group_lists(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    """Return the phrases in groups: those of one list of numbers, with nothing but 、 or 和 between, together."""
    groups: list[list[Span]] = [list(spans[:1])] if spans else []
    for one, other in pairwise(spans):
        if other.start > one.end and _JOINT.fullmatch(text, one.end, other.start):
            groups[-1].append(other)
        else:
            groups.append([other])
    return groups


def _paired(said: str, count: int) -> list[str]:
    """Return a subject for each number of a list: 甲、乙分别实现产值 are 甲产值 and 乙产值."""
    listed, _, common = said.partition("分别")
    parts = [part for part in _LISTED.split(listed) if part]
    if count == 1 or len(parts) != count:
        return [said] * count
    verb = target_words().verb.match(common)
    return [part + common[verb.end() if verb else 0 :] for part in parts]


def _clause_start(text: str, start: int, end: int) -> int:
    """Return where the words about a phrase begin: after the clause before, or the target before, which has ``end``."""
    least = max(end, start - _LONGEST)
    ends = [match.end() for match in _CLAUSE_END.finditer(text, least, start)]
    bracket = text.rfind("（", least, start)
    if bracket >= 0 and text.find("）", bracket, start) < 0:
        ends.append(bracket + 1)
    return max([least, *ends])


def _said(text: str, start: int, limit: int, group: Sequence[Span]) -> str:
    before = _without_opening(text[start : group[0].start], group[0])
    after = _counted(text, limit, group[-1]) if group[-1].counts or not before else ""
    return after or before


def _without_opening(words: str, span: Span) -> str:
    """Return the words without what opens the clause and without the verb that does something to them."""
    rules = target_words()
    opening = rules.opening.match(words)
    words = words[opening.end() :] if opening else words
    verb = None if span.changes else rules.verb.match(words)
    bare = words[verb.end() :] if verb else words
    return _STRAY.sub("", bare.lstrip("、，的等").strip())


def _counted(text: str, limit: int, span: Span) -> str:
    """Return the things that a number counts, which stand right behind it: 11个学校工程投用 counts 学校工程.

    Where a verb stands before the number, what follows is a noun to its end: 完成1000户适老化改造.
    """
    limit = min(limit, span.end + _LONGEST)
    end = _CLAUSE_END.search(text, span.end, limit)
    words = text[span.end : end.start() if end else limit].lstrip("的")
    predicate = None if span.is_done else target_words().predicate.search(words)
    words = words[: predicate.start()] if predicate else words
    return re.split(r"[、（()）和]", words, maxsplit=1)[0].strip().rstrip("与及")
