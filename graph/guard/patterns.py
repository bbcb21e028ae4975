"""How many relationship patterns a statement has, and how far those of variable length may go."""

from graph.guard.limits import Limits
from graph.guard.refusals import StatementRefusedError
from graph.guard.shape import Shape


def check_patterns(shape: Shape, limits: Limits) -> None:
    """Refuse too many relationship patterns, and patterns that may be followed without end.

    Raises:
        StatementRefusedError: rule ``relationships``, ``hops`` or ``quantifier``.
    """
    found = list(shape.relationships())
    if len(found) > limits.relationships:
        message = f"the statement has more than {limits.relationships} relationship patterns: ask in several statements"
        raise StatementRefusedError("relationships", message, shape.tokens[found[limits.relationships][0]].place)
    _refuse_many_joined(shape, {first for first, _ in found}, limits.joined_relationships)
    for first, last in found:
        _check_length(shape, first, last, limits.hops)
        _refuse_quantifier(shape, last)
    _refuse_quantified_groups(shape, [first for first, _ in found])


def _refuse_many_joined(shape: Shape, found: set[int], most: int) -> None:
    joined = 0
    for number in range(len(shape)):
        if shape.is_word(number, "WITH", "RETURN", "UNION"):
            joined = 0
        joined += number in found
        if joined > most:
            message = f"more than {most} relationship patterns are to be joined at once: put a WITH between them"
            raise StatementRefusedError("relationships", message, shape.tokens[number].place)


def _check_length(shape: Shape, first: int, last: int, most: int) -> None:
    number = first + 2
    while number < last - 1 and not shape.is_sign(number, "*"):
        number = shape.partner.get(number, number) + 1
    if number >= last - 1:
        return
    star = shape.tokens[number]
    number += 1
    # ladybug has words here: * ALL SHORTEST 1..3, and WSHORTEST(cost).
    while shape.is_named(number) or shape.is_sign(number, "("):
        number = shape.partner.get(number, number) + 1
    upper = _number_at(shape, number)
    if shape.is_sign(number, "..") or shape.is_sign(number + 1, ".."):
        upper = _number_at(shape, number + (1 if shape.is_sign(number, "..") else 2))
    if upper is None or upper > most:
        message = f"a pattern of variable length needs an end of at most {most} steps: write it as *1..{min(3, most)}"
        raise StatementRefusedError("hops", message, star.place)


def _number_at(shape: Shape, number: int) -> int | None:
    token = shape.at(number)
    is_plain = token is not None and token.kind == "number" and token.value.isdecimal() and len(token.value) < 10
    return int(token.value) if token and is_plain else None


def _refuse_quantifier(shape: Shape, last: int) -> None:
    """Refuse ``-[:OWNS]->+``."""
    number = last + 2 if shape.is_sign(last + 1, ">") else last + 1
    if shape.is_sign(number, "+", "*", "{"):
        raise _quantified(shape, number)


def _refuse_quantified_groups(shape: Shape, relationships: list[int]) -> None:
    """Refuse ``((a)-[:PART_OF]->(b)){1,}``."""
    for closing, opening in shape.partner.items():
        if not shape.is_sign(closing, ")") or not shape.is_sign(closing + 1, "+", "*", "{"):
            continue
        is_pattern = any(opening < first < closing for first in relationships)
        if is_pattern and (not shape.is_named(opening - 1) or shape.is_word(opening - 1, "MATCH", "SHORTEST", "WHERE")):
            raise _quantified(shape, closing + 1)


def _quantified(shape: Shape, number: int) -> StatementRefusedError:
    message = "quantified patterns are refused, since they need no end: write -[:TYPE*1..3]-> instead"
    return StatementRefusedError("quantifier", message, shape.tokens[number].place)
