"""How loose words are parted into the cells of rows: the cheapest way in which every word suits its column.

Text that lost its table (a cell a line, cells parted by spaces) does not say where rows end, and a blank cell leaves no
trace. What remains is the order of the words, the order of the columns, and what each column is for: numbers count,
owners are units, a deadline is a time. So the words are laid into columns from left to right, and a new row begins
where that is cheaper than going on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from graph.units import is_plainly_unit, split_units
from graph.words import REMEMBERED
from loaders.layouts.clauses import is_deadline, read_clauses
from loaders.layouts.headers import DUTY_ROLES, Columns
from loaders.layouts.names import only_leaders

BANNER, LEFT_OUT = -1, -2
_NUMBER = re.compile(r"[（(]?\d{1,4}[）).、．]?$|[一二三四五六七八九十]{1,3}$")
_REMARK = re.compile(r"(?:注|说明|备注|填表说明)[:：]")
_MARKED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．\s]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+"
)
LEFT_OUT_COST = 3.0
_UNFIT, _NEW_ROW, _BLANK_LEFT_OUT = 6.0, 0.2, 0.3
_SKIPPED = {
    "seq": 1.2, "category": 0.2, "project": 0.2, "title": 0.5, "content": 3.0, "requirement": 0.5,
    "leaders": 0.8, "owners": 1.5, "supports": 0.6, "deadline": 0.5,
}  # fmt: skip
_APPENDED = {"seq": 9.0, "leaders": 0.15, "owners": 0.15, "supports": 0.15, "deadline": 1.5}
_LONGEST_NAME = 20
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_SENTENCE_ENDS = "。；！"
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


def part_words(words: Sequence[str], columns: Columns) -> Parting:
    """Lay the words into the columns at the least cost."""
    roles = _roles_by_column(columns)
    skipped = [0.0, *accumulate(_SKIPPED.get(role, 0.3) for role in roles)]
    # A state is the column of the last word; BANNER stands for "between rows".
    costs: dict[int, float] = {BANNER: 0.0}
    history: list[dict[int, tuple[int, int, bool]]] = []
    for word in words:
        costs, steps = _step(word, costs, roles, skipped)
        history.append(steps)
    state = min(costs, key=lambda at: costs[at] + _unfilled(at, skipped))
    total = costs[state] + _unfilled(state, skipped)
    placed: list[tuple[int, bool]] = []
    for steps in reversed(history):
        state, column, begins = steps[state]
        placed.append((column, begins))
    placed.reverse()
    return Parting(tuple(column for column, _ in placed), tuple(begins for _, begins in placed), total)


def _step(
    word: str, costs: dict[int, float], roles: Sequence[str], skipped: Sequence[float]
) -> tuple[dict[int, float], dict[int, tuple[int, int, bool]]]:
    """Return the least cost of each state after one more word, and how it was reached: from, column, new row.

    ``skipped`` is what leaving empty all columns up to each one costs.
    """
    after: dict[int, float] = {}
    steps: dict[int, tuple[int, int, bool]] = {}
    suits = [word_cost(word, role) for role in roles]

    def reach(state: int, cost: float, step: tuple[int, int, bool]) -> None:
        if cost < after.get(state, float("inf")):
            after[state], steps[state] = cost, step

    for last, spent in costs.items():
        ended = spent + _unfilled(last, skipped)
        for column, suit in enumerate(suits):
            if suit < _UNFIT:
                reach(column, ended + _NEW_ROW + skipped[column] + suit, (last, column, True))
                if last >= 0 and column > last:
                    reach(column, spent + skipped[column] - skipped[last + 1] + suit, (last, column, False))
                elif column == last and word.strip():
                    reach(column, spent + _APPENDED.get(roles[column], 0.6) + suit, (last, column, False))
        reach(BANNER, ended + _banner_cost(word), (last, BANNER, False))
        reach(last, spent + (LEFT_OUT_COST if word.strip() else _BLANK_LEFT_OUT), (last, LEFT_OUT, False))
    return after, steps


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
        return 0.0 if names_units(word) else 4.0 if len(word) <= 30 else _UNFIT
    return _deadline_cost(word) if role == "deadline" else 0.3


def names_units(word: str) -> bool:
    """Tell whether the words name units, most of them by their look, say by verbs who answers, or that nobody does."""
    names = split_units(word)
    if not names or read_clauses(word) is not None:
        return True
    bare = [_NOTE.sub("", name) for name in names]
    return max(map(len, bare)) <= _LONGEST_NAME and len(names) <= 2 * sum(map(is_plainly_unit, names))


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
    if not word.strip() or len(word) > 60:
        return _UNFIT
    return 0.4 if _MARKED.match(word) else 3.0


def _unfilled(last: int, skipped: Sequence[float]) -> float:
    """Return what the columns behind the last one of a row cost where they stay empty."""
    return skipped[-1] - skipped[last + 1] if last >= 0 else 0.0


def _roles_by_column(columns: Columns) -> list[str]:
    roles = {at: role for role, places in columns.roles.items() for at in places}
    return [roles.get(at, "") for at in range(columns.width)]
