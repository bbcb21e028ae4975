"""The same promise twice: tasks that say the same, nearly the same, or what a longer one says as well.

Only pairs that share a rare run of three characters are compared, so that the work grows with the tasks and not with
their pairs: of two texts that share a given part of their runs, the rarest runs of the one hold some that are shared
(prefix filtering, Chaudhuri et al. 2006).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate, chain
from math import ceil

from graph.words import simplified
from loaders.checks.draft import Draft, short_name
from loaders.checks.rules import rule, task_number
from loaders.numerals import ARABIC, CHINESE, read_numeral
from loaders.records import Assignment
from loaders.report import Finding

_RUN = 3
_SHARED = 0.7
"""Texts that share less of their runs differ in more than a word."""
_AS_LONG = 0.9
_LEAST = 12
"""A shorter text says too little to be known again in a longer one, or nearly the same."""
_SAYS_ALL = 20
"""A text of fewer characters (增长6%以上) is about the heading above it."""
_COMMON = 50
"""A run of characters that more texts share marks none of them."""
_HITS = 3
"""So many of the rare runs are shared at least, so that one that is shared by chance costs no comparison."""
_SHOWN = 40
_READ = 5000
"""By so many characters a text is known; of a longer one the beginning is enough."""
_TRIED = 20
_LOOKED_UP = 1000
"""So many texts are looked up by the rare runs of one, and so many of them compared with it, at most."""
_MARKS = re.compile(r"[\W_]+")
_WIDE_MARKS = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")"}
_ENOUGH = re.compile(rf"(?:[\W_]*+[^\W_]){{{_SAYS_ALL}}}")
_EXACT = re.compile(f"{ARABIC}|{CHINESE}|[a-z]+")


@dataclass(frozen=True)
class _Promise:
    """A task with its words, without marks and spaces; ``place`` counts the tasks from 0."""

    place: int
    record: Assignment
    words: str
    exact: tuple[str, ...]

    @cached_property
    def runs(self) -> dict[str, None]:
        """Each run of characters once, in order, so that what is found does not depend on the order of a set."""
        words = self.words[:_READ]
        return dict.fromkeys([words[start : start + _RUN] for start in range(len(words) - _RUN + 1)])


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two tasks in the order of the document, and how the later is to the earlier."""

    earlier: _Promise
    later: _Promise
    form: str
    difference: str = ""


def same_promise(draft: Draft) -> Iterator[Finding]:
    """Yield each task that says what one before it says, with the place of both."""
    promises = [_promise(place, record) for place, record in enumerate(draft.records)]
    first: dict[str, _Promise] = {}
    pairs: dict[int, _Pair] = {}
    for promise in promises:
        known = first.setdefault(promise.words, promise)
        if known is not promise and promise.words and known.exact == promise.exact:
            pairs[promise.place] = _Pair(known, promise, "same")
    different = [promise for promise in first.values() if len(promise.words) >= _LEAST]
    for pair in _near_pairs(different):
        pairs.setdefault(pair.later.place, pair)
    for _, pair in sorted(pairs.items()):
        later, earlier = pair.later.record, pair.earlier.record
        words = {"other": task_number(earlier), "task": short_name(later), "difference": pair.difference}
        yield rule("same-promise").finding(later, words, pair.form, related=[earlier.locator])


def _promise(place: int, record: Assignment) -> _Promise:
    text = f"{record.title}\n{record.content}"
    if record.headings and not _ENOUGH.match(text):
        text = f"{record.headings[-1]}\n{text}"
    folded = _folded(text)
    return _Promise(place, record, _bare(folded), tuple(sorted(map(_value, _EXACT.findall(folded)))))


def _folded(text: str) -> str:
    """Return the text as NFKC writes it, in simplified characters and small letters."""
    text = simplified(text)
    # The marks of every Chinese text go first: one that holds nothing else to rewrite NFKC then returns at once.
    for mark, plain in _WIDE_MARKS.items():
        text = text.replace(mark, plain)
    return unicodedata.normalize("NFKC", text).casefold()


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _value(word: str) -> str:
    """Return a number by its value, so that 二十 and 20 agree; a Latin word as it is."""
    try:
        return str(read_numeral(word))
    except ValueError:
        return word


def _near_pairs(promises: Sequence[_Promise]) -> Iterator[_Pair]:
    """Yield pairs of different words that are near, each text with one at least as long that it is near to."""
    by_place = {promise.place: promise for promise in promises}
    counts = Counter(chain.from_iterable(promise.runs for promise in promises))
    holders: defaultdict[str, list[_Promise]] = defaultdict(list)
    compared = []
    for promise in promises:
        shared = [run for run in promise.runs if counts[run] > 1]
        for run in shared:
            holders[run].append(promise)
        # Where enough of its runs are nobody else's, they are its rarest ones, and mark no other text.
        if len(promise.runs) - len(shared) < _looked_at(promise):
            compared.append(promise)
    for promise in compared:
        for place in _likely(promise, holders, counts):
            pair = _compare(promise, by_place[place])
            if pair:
                yield pair
                break


def _likely(promise: _Promise, holders: Mapping[str, Sequence[_Promise]], counts: Mapping[str, int]) -> Iterator[int]:
    """Yield the places of texts that may share enough of a text's runs, judged by its rarest ones."""
    looked_at = sorted(promise.runs, key=counts.__getitem__)[: _looked_at(promise)]
    sizes = accumulate(map(counts.__getitem__, looked_at))
    marking = [run for run, size in zip(looked_at, sizes, strict=True) if size <= _LOOKED_UP]
    marking = [run for run in marking if counts[run] <= _COMMON]
    likely = (other for run in marking if counts[run] > 1 for other in holders[run] if other is not promise)
    hits = Counter(other.place for other in likely if len(other.words) >= len(promise.words))
    least = max(1, _HITS - (len(looked_at) - len(marking)))
    return (place for place, count in hits.most_common(_TRIED) if count >= least)


def _looked_at(promise: _Promise) -> int:
    """Return how many of a text's runs are looked at, the rarest first: as many as may differ, and some more."""
    return len(promise.runs) - ceil(_SHARED * len(promise.runs)) + _HITS


def _compare(shorter: _Promise, longer: _Promise) -> _Pair | None:
    """Return how two texts stand to each other, None where they differ in more than a few characters or a number."""
    earlier, later = sorted((shorter, longer), key=lambda promise: promise.place)
    if _is_within(shorter.words, longer.words):
        return _Pair(earlier, later, "within" if later is shorter else "around")
    if shorter.exact != longer.exact or len(shorter.words) < _AS_LONG * len(longer.words):
        return None
    shared = len(shorter.runs.keys() & longer.runs.keys())
    near = shared >= _SHARED * len(longer.runs)
    return _Pair(earlier, later, "alike", _difference(earlier.words, later.words)) if near else None


def _is_within(shorter: str, longer: str) -> bool:
    """Tell whether all words of one text stand in another, cutting no number in two: 增长5 is not in 增长50."""
    at = longer.find(shorter)
    if at < 0:
        return False
    edges = ((longer[at - 1 : at], shorter[0]), (shorter[-1], longer[at + len(shorter) :][:1]))
    return not any(one.isdigit() and other.isdigit() for one, other in edges)


def _difference(earlier: str, later: str) -> str:
    """Return what one text has in place of the other: 加快→加速, +市, -等."""
    start = _common_start(earlier, later)
    end = _common_start(earlier[start:][::-1], later[start:][::-1])
    old, new = earlier[start : len(earlier) - end], later[start : len(later) - end]
    if max(len(old), len(new)) > _SHOWN:
        return f"{old[:_SHOWN]}…→{new[:_SHOWN]}…"
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return "，".join(_change(old[a:b], new[c:d]) for kind, a, b, c, d in changes if kind != "equal")


def _common_start(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _change(old: str, new: str) -> str:
    return f"{old}→{new}" if old and new else f"+{new}" if new else f"-{old}"
