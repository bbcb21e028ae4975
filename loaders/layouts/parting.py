"""How loose words are parted into the cells of rows: the cheapest way in which every word suits its column.

Text that lost its table (a cell a line, cells parted by spaces) does not say where rows end, and a blank cell leaves no
trace. What remains is the order of the words, the order of the columns, and what each column is for: numbers count,
owners are units, a deadline is a time. So the words are laid into columns from left to right, and a new row begins
where that is cheaper than going on.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from graph.units import is_plainly_unit, looks_like_unit, split_units
from graph.words import REMEMBERED
from loaders.layouts.clauses import is_deadline, read_clauses
from loaders.layouts.headers import DUTY_ROLES, Columns
from loaders.layouts.names import only_leaders

BANNER, LEFT_OUT = -1, -2
_NUMBER = re.compile(
    r"[（(]?\d{1,4}[）).、．]?$|\d{1,3}(?:[.．-]\d{1,3}){1,3}[.、．]?$|[（(]?[一二三四五六七八九十]{1,3}[）)]?$"
)
_REMARK = re.compile(r"(?:注|说明|备注|填表说明)[:：]")
_MARKED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．\s]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+"
)
LEFT_OUT_COST = 3.0
_UNFIT, _NEW_ROW, _BLANK_LEFT_OUT, _HEADING, _UNKNOWN_NAME = 6.0, 0.2, 0.3, 0.4, 1.0
_SKIPPED = {
    "seq": 1.2, "category": 0.2, "project": 0.2, "title": 0.5, "content": 3.0, "requirement": 0.5,
    "leaders": 0.8, "owners": 1.5, "supports": 0.6, "deadline": 0.5,
}  # fmt: skip
# Where units stand a line each under two headers, the first has as few as it can: those who lead.
_APPENDED = {"seq": 9.0, "leaders": 0.15, "owners": 0.17, "supports": 0.15, "deadline": 1.6}
_LONGEST_NAME = 20
_SHORT_LIST, _LIKELY = 3, 1.25
_LIKE_UNIT = 2.0
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_SENTENCE_ENDS = "。；！"
_FULL_STOPS = ("。", "！")
_ADDED, _ADDED_TO_SENTENCE = 0.6, 3.2
_TEXTS = ("category", "project", "title", "content", "requirement")


@dataclass(frozen=True, slots=True)
class Parting:
    """The column of every word (``BANNER``, ``LEFT_OUT`` or from 0), which words begin a row, and the cost."""

    columns: tuple[int, ...]
    begins: tuple[bool, ...]
    cost: float

    @property
    def rows(self) -> int:
        """How many rows begin."""
        return sum(self.begins)


def part_words(
    words: Sequence[str], columns: Columns, headings: Collection[int] = (), expected: Mapping[int, int] | None = None
) -> Parting:
    """Lay the words into the columns at the least cost.

    Args:
        words: the words in the order of the text.
        columns: what the header says.
        headings: the indexes of words that head rows by where they stand.
        expected: for words of rows that are counted to be whole, the column that the count gives.
    """
    expected = expected or {}
    table = _Prices.of(_roles_by_column(columns))
    # A state is the column of the last word; BANNER stands for "between rows".
    costs: dict[int, float] = {BANNER: 0.0}
    history: list[dict[int, tuple[int, int, bool]]] = []
    for at, word in enumerate(words):
        banner = _HEADING if at in headings else _banner_cost(word)
        suits = _suits(word, table.roles, expected.get(at, LEFT_OUT))
        added = _ADDED_TO_SENTENCE if at and _is_after_sentence(words[at - 1], word) else _ADDED
        costs, steps = _step(word, costs, table, suits, _Way(banner, added))
        history.append(steps)
    state = min(costs, key=lambda at: costs[at] + table.unfilled(at))
    total = costs[state] + table.unfilled(state)
    placed: list[tuple[int, bool]] = []
    for steps in reversed(history):
        state, column, begins = steps[state]
        placed.append((column, begins))
    placed.reverse()
    return Parting(tuple(column for column, _ in placed), tuple(begins for _, begins in placed), total)


@dataclass(frozen=True, slots=True)
class _Prices:
    """The role of each column, and what leaving empty all columns up to each one costs."""

    roles: Sequence[str]
    skipped: Sequence[float]

    @classmethod
    def of(cls, roles: Sequence[str]) -> "_Prices":
        """Add up the prices of the columns."""
        return cls(roles, [0.0, *accumulate(_SKIPPED.get(role, 0.3) for role in roles)])

    def unfilled(self, last: int) -> float:
        """Return what the columns behind the last one of a row cost where they stay empty."""
        return self.skipped[-1] - self.skipped[last + 1] if last >= 0 else 0.0


class _Way(NamedTuple):
    """What a word costs as a heading of rows, and as more words of the text before it."""

    banner: float
    added: float


def _step(
    word: str, costs: dict[int, float], table: _Prices, suits: Sequence[float], way: _Way
) -> tuple[dict[int, float], dict[int, tuple[int, int, bool]]]:
    """Return the least cost of each state after one more word, and how it was reached: from, column, new row.

    ``suits`` is how badly the word suits each column.
    """
    roles, skipped = table.roles, table.skipped
    after: dict[int, float] = {}
    steps: dict[int, tuple[int, int, bool]] = {}

    def reach(state: int, cost: float, step: tuple[int, int, bool]) -> None:
        if cost < after.get(state, float("inf")):
            after[state], steps[state] = cost, step

    for last, spent in costs.items():
        ended = spent + table.unfilled(last)
        for column, suit in enumerate(suits):
            if suit < _UNFIT:
                reach(column, ended + _NEW_ROW + skipped[column] + suit, (last, column, True))
                if last >= 0 and column > last:
                    reach(column, spent + skipped[column] - skipped[last + 1] + suit, (last, column, False))
                elif column == last and word.strip():
                    reach(column, spent + _APPENDED.get(roles[column], way.added) + suit, (last, column, False))
        reach(BANNER, ended + way.banner, (last, BANNER, False))
        reach(last, spent + (LEFT_OUT_COST if word.strip() else _BLANK_LEFT_OUT), (last, LEFT_OUT, False))
    return after, steps


def _is_after_sentence(before: str, word: str) -> bool:
    """Tell whether a word that is no sentence stands behind a whole one: hardly as more of its cell."""
    return before[-1:] in _FULL_STOPS and len(word) <= _LONGEST_NAME and word[-1:] not in _SENTENCE_ENDS


def _suits(word: str, roles: Sequence[str], expected: int) -> list[float]:
    """Return how badly a word suits each column; a name that no list knows is one where it is expected."""
    suits = [word_cost(word, role) for role in roles]
    plain = 0 < len(word) <= _LONGEST_NAME and not _NUMBER.match(word) and word[-1] not in _SENTENCE_ENDS
    if expected >= 0 and plain and roles[expected] in (*DUTY_ROLES, "deadline"):
        suits[expected] = min(suits[expected], _UNKNOWN_NAME)
    return suits


def is_number(word: str) -> bool:
    """Tell whether a word is the number of a row: 1, 1.2, （三）."""
    return _NUMBER.match(word) is not None


def is_marked(word: str) -> bool:
    """Tell whether a word is marked as a heading: 一、产业, （二）民生."""
    return _MARKED.match(word) is not None and not is_number(word)


@lru_cache(REMEMBERED)
def word_cost(word: str, role: str) -> float:
    """Return how badly a word suits a column of a role: 0 where it is what the column is for."""
    if not word.strip():
        return _SKIPPED["seq"] if role == "seq" else 0.0
    if role in _TEXTS:
        return _text_cost(word, role)
    if role == "seq":
        return 0.0 if _NUMBER.match(word) else _UNFIT
    if role == "leaders":
        return 0.0 if only_leaders(word) else _UNFIT
    if role in DUTY_ROLES:
        return 0.0 if names_units(word) else _LIKE_UNIT if _may_be_unit(word) else 4.0 if len(word) <= 30 else _UNFIT
    return _deadline_cost(word) if role == "deadline" else 0.3


def names_units(word: str) -> bool:
    """Tell whether the words name units, most of them by their look, say by verbs who answers, or that nobody does.

    In a list one plain unit vouches for others that end as units may: 市教育局、栖云大学、栖云师范学院.
    """
    names = split_units(word)
    if not names or read_clauses(word, strict=True) is not None:
        return True
    bare = [_NOTE.sub("", name) for name in names]
    plain = sum(map(is_plainly_unit, names))
    likely = len(names) > _SHORT_LIST and plain and len(names) <= _LIKELY * sum(map(looks_like_unit, names))
    return max(map(len, bare)) <= _LONGEST_NAME and (len(names) <= 2 * plain or bool(likely))


def _may_be_unit(word: str) -> bool:
    """Tell whether every name ends as units do, though other things end so too: 产业园, 工厂."""
    return len(word) <= _LONGEST_NAME and all(map(looks_like_unit, split_units(word)))


def _deadline_cost(word: str) -> float:
    if is_deadline(word):
        return 0.0
    return 1.5 if len(word) <= 12 and word[-1] not in _SENTENCE_ENDS else _UNFIT


def _text_cost(word: str, role: str) -> float:
    if _NUMBER.match(word):
        return 4.0
    if _REMARK.match(word):
        return 5.0
    if names_units(word) or only_leaders(word):
        return 2.5
    if is_deadline(word) and len(word) <= 20:
        return 2.0
    if role in ("category", "project", "title"):
        return 1.5 if len(word) > 40 else 0.0
    return 0.5 if len(word) < 6 else 0.0


def _banner_cost(word: str) -> float:
    if not word.strip() or len(word) > 60 or word[-1] in _FULL_STOPS:
        return _UNFIT
    return _HEADING if _MARKED.match(word) else 3.0


def _roles_by_column(columns: Columns) -> list[str]:
    roles = {at: role for role, places in columns.roles.items() for at in places}
    return [roles.get(at, "") for at in range(columns.width)]
