"""How many numbers range() may give: an engine makes them all before it looks at the clock."""

from collections.abc import Mapping

from graph.guard.limits import Limits
from graph.guard.refusals import StatementRefusedError
from graph.guard.shape import Call, Shape
from graph.store.protocol import Cell

_COUNTING = ("SIZE", "LENGTH", "COUNT")


def check_ranges(shape: Shape, given: Mapping[str, Cell], limits: Limits) -> None:
    """Refuse ranges that are not given in numbers, parameters and sizes of lists, or are too long together.

    Raises:
        StatementRefusedError: rule ``range``.
    """
    together = 1
    for call in shape.calls():
        if call.name == "range":
            together *= range_size(shape, call, given)
            if together > limits.range_size:
                message = f"range() may give {limits.range_size} numbers, of all calls multiplied: take a shorter one"
                raise StatementRefusedError("range", message, shape.tokens[call.first].place)


def range_size(shape: Shape, call: Call, given: Mapping[str, Cell]) -> int:
    """Return how many numbers a range may give; what the graph holds counts as nothing, since it bounds itself."""
    ends = [_sum(shape, *part, given) for part in shape.split(call.opening + 1, call.closing)[:2]]
    return abs(ends[-1] - ends[0]) + 1 if ends else 1


def _sum(shape: Shape, first: int, last: int, given: Mapping[str, Cell]) -> int:
    total, sign, number = 0, 1, first
    while number < last:
        token = shape.tokens[number]
        value = given.get(token.value) if token.kind == "parameter" else None
        if token.kind == "number" and token.value.isdecimal():
            total += sign * int(token.value)
        elif isinstance(value, int):
            total += sign * value
        elif token.is_word(*_COUNTING) and shape.is_sign(number + 1, "("):
            number = shape.partner[number + 1]
        elif not token.is_sign("+", "-"):
            message = "range() takes whole numbers, parameters and size() here: give one of them"
            raise StatementRefusedError("range", message, token.place)
        sign = -1 if token.is_sign("-") else 1
        number += 1
    return total
