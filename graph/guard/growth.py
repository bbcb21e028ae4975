"""How large the values may become that a statement builds, for Neo4j: it does not count the memory of expressions.

A text that is doubled thirty times, or a list of a list of a list, ends the server; and while an expression runs
through a list nobody looks at the clock. So each variable has a weight, which says how many values of the graph or of
the statement may stand in it, and what runs through a list may not do so within another long one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.guard.limits import Limits
from graph.guard.ranges import range_size
from graph.guard.refusals import StatementRefusedError
from graph.guard.shape import Call, Shape
from graph.store.protocol import Cell

_CONDITIONS_ON_LISTS = ("ALL", "ANY", "NONE", "SINGLE")
_SHORT_LISTS = ("NODES", "RELATIONSHIPS", "RELS", "LABELS", "KEYS", "SPLIT")
_COUNTING = frozenset(
    {"size", "count", "length", "exists", "isempty", "type", "id", "elementid", "tointeger", "tofloat"}
)
_ENDS = ("WITH", "RETURN", "UNWIND", "MATCH", "OPTIONAL", "WHERE", "ORDER", "SKIP", "LIMIT", "UNION", "CALL", "YIELD")
_SHORT_RANGE, _MOST_LONG, _DEEPEST = 1000, 6, 3
_TEXT_OF_ONE = 100
"""So many characters of a text or parameter weigh as much as a value of the graph."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A place where an expression runs through a list: its brackets, and the list from ``first`` to before ``last``."""

    opening: int
    closing: int
    variable: str
    first: int
    last: int


@dataclass(slots=True)
class _Weights:
    """What each variable weighs, the most that any clause gives it."""

    shape: Shape
    given: Mapping[str, Cell]
    calls: dict[int, Call]
    runs: dict[int, _Run]
    most: int
    known: dict[str, int] = field(default_factory=dict)

    def learn(self, name: str, weight: int) -> None:
        """Remember the most that a variable weighs."""
        self.known[name] = max(weight, self.known.get(name, 1))

    def check(self, first: int, last: int) -> int:
        """Return what an expression weighs, and refuse it where that is too much."""
        weight = self.of(first, last)
        if weight > self.most:
            message = f"a value is built that may hold more than {self.most} others: put less together"
            raise StatementRefusedError("growth", message, self.shape.tokens[first].place)
        return weight

    def of(self, first: int, last: int) -> int:
        """Return what the expression from ``first`` to before ``last`` weighs."""
        total, number = 0, first
        while number < last:
            token = self.shape.tokens[number]
            if number in self.calls:
                call = self.calls[number]
                total += self._of_call(call)
                number = call.closing
            elif number in self.runs:
                run = self.runs[number]
                self.learn(run.variable, self.of(run.first, run.last))
                total += self.of(run.first, run.last) * max(1, self.of(run.last, run.closing))
                number = run.closing
            elif token.kind == "text":
                total += 1 + len(token.value) // _TEXT_OF_ONE
            elif token.kind == "parameter":
                total += 1 + len(str(self.given[token.value])) // _TEXT_OF_ONE
            elif token.kind in {"word", "name"} and not self.shape.is_sign(number - 1, ".", ":"):
                total += self.known.get(token.value, 1)
            elif token.kind == "number":
                total += 1
            number += 1
        return total

    def of_one(self, first: int, last: int) -> int:
        """Return what an entry weighs of the list from ``first`` to before ``last``."""
        token = self.shape.tokens[first]
        if first in self.calls and self.calls[first].name == "range":
            return 1
        value = self.given.get(token.value) if token.kind == "parameter" else None
        if last - first == 1 and isinstance(value, list):
            return 1 + max((len(str(each)) for each in value), default=0) // _TEXT_OF_ONE
        return self.check(first, last)

    def _of_call(self, call: Call) -> int:
        if call.name in _COUNTING:
            # What is counted has to be built first.
            self.check(call.opening + 1, call.closing)
            return 1
        if call.name == "range":
            return range_size(self.shape, call, self.given)
        parts = self.shape.split(call.opening + 1, call.closing)
        if call.name == "replace" and len(parts) == 3:
            return self._of_replace(*parts)
        return max(1, self.of(call.opening + 1, call.closing))

    def _of_replace(self, subject: tuple[int, int], sought: tuple[int, int], instead: tuple[int, int]) -> int:
        found, put = self.shape.tokens[sought[0]], self.shape.tokens[instead[0]]
        if found.kind == put.kind == "text" and sought[1] - sought[0] == instead[1] - instead[0] == 1:
            longer = (len(put.value) + len(found.value)) // max(1, len(found.value)) if put.value else 1
            return self.of(*subject) * (1 if len(put.value) <= len(found.value) else longer)
        return self.of(*subject) * (self.of(*instead) + 1) * _TEXT_OF_ONE


def check_growth(shape: Shape, given: Mapping[str, Cell], limits: Limits) -> None:
    """Refuse values that grow by being put into themselves, and runs through a long list within a long list.

    Raises:
        StatementRefusedError: rule ``growth`` or ``iteration``.
    """
    runs = list(_runs(shape))
    calls = {call.first: call for call in shape.calls()}
    weights = _Weights(shape, given, calls, {run.opening: run for run in runs}, limits.copies)
    _check_runs(shape, runs, weights)
    for name, first, last in _items(shape):
        weight = weights.of_one(first, last) if shape.is_word(first - 1, "UNWIND") else weights.check(first, last)
        if name:
            weights.learn(name, weight)


def _runs(shape: Shape) -> Iterator[_Run]:
    for opening, closing in sorted(shape.partner.items()):
        is_list = shape.is_sign(opening, "[")
        is_condition = shape.is_sign(opening, "(") and shape.is_word(opening - 1, *_CONDITIONS_ON_LISTS)
        if closing < opening or not (is_list or is_condition) or not shape.is_word(opening + 2, "IN"):
            continue
        last = next((at for at in _top_level(shape, opening + 3, closing) if _is_end(shape, at)), closing)
        yield _Run(opening, closing, shape.tokens[opening + 1].value, opening + 3, last)


def _ends_clause(shape: Shape, number: int) -> bool:
    is_clause = shape.is_word(number, *_ENDS) and not shape.is_word(number - 1, "STARTS", "ENDS")
    return is_clause or shape.is_sign(number, "}", "]", ")")


def _is_end(shape: Shape, number: int) -> bool:
    return shape.is_word(number, "WHERE") or shape.is_sign(number, "|")


def _top_level(shape: Shape, first: int, last: int) -> Iterator[int]:
    """Yield the numbers of the tokens outside of further brackets."""
    number = first
    while number < last:
        yield number
        number = max(number, shape.partner.get(number, number)) + 1


def _check_runs(shape: Shape, runs: list[_Run], weights: _Weights) -> None:
    is_long = {run.opening: not _is_short(shape, run, weights) for run in runs}
    if sum(is_long.values()) > _MOST_LONG:
        message = f"more than {_MOST_LONG} lists of unknown length are run through: use UNWIND, or filter first"
        raise StatementRefusedError("iteration", message, shape.tokens[runs[0].opening].place)
    for run in runs:
        around = [each for each in runs if each.opening < run.opening and run.closing < each.closing]
        if len(around) >= _DEEPEST or (is_long[run.opening] and any(is_long[each.opening] for each in around)):
            message = "a list of unknown length is run through within another: use UNWIND for the outer one"
            raise StatementRefusedError("iteration", message, shape.tokens[run.opening].place)


def _is_short(shape: Shape, run: _Run, weights: _Weights) -> bool:
    """Say whether the list has few entries whatever the graph holds: written out, given, of a path or a property."""
    first = run.first
    call = weights.calls.get(first)
    if call and call.closing == run.last - 1:
        is_short_range = call.name == "range" and range_size(shape, call, weights.given) <= _SHORT_RANGE
        return is_short_range or call.name.upper() in _SHORT_LISTS
    if run.last - first == 1:
        value = weights.given.get(shape.tokens[first].value)
        return shape.tokens[first].kind == "parameter" and isinstance(value, list) and len(value) <= _SHORT_RANGE
    is_property = run.last - first == 3 and shape.is_sign(first + 1, ".")
    is_written_out = shape.is_sign(first, "[") and shape.partner[first] == run.last - 1 and first not in weights.runs
    return is_property or is_written_out


def _items(shape: Shape) -> Iterator[tuple[str, int, int]]:
    """Yield what is computed: the name that it gets, if any, and the first and last token of the expression."""
    for number in range(len(shape)):
        if not shape.is_word(number, *_ENDS) or shape.is_word(number - 1, "STARTS", "ENDS"):
            continue
        end = number + 1
        while end < len(shape) and not _ends_clause(shape, end):
            end = max(end, shape.partner.get(end, end)) + 1
        for first, last in shape.split(number + 1, end):
            is_named = shape.is_word(last - 2, "AS") and last - 2 > first
            yield (shape.tokens[last - 1].value, first, last - 2) if is_named else ("", first, last)
