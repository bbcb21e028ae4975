"""The parameters of a statement: those that it names, of types that both engines take."""

import json
import math
from collections.abc import Mapping, Sequence

from graph.guard.limits import Limits
from graph.guard.refusals import StatementRefusedError
from graph.guard.tokens import Token
from graph.store.protocol import Cell

_LARGEST = 2**63
_DEEPEST = 10


def check_parameters(tokens: Sequence[Token], parameters: Mapping[str, Cell], limits: Limits) -> dict[str, Cell]:
    """Return the parameters that the statement names.

    Raises:
        StatementRefusedError: one is not given (ladybug would silently find nothing), too large or of a wrong type.
    """
    named = {token.value: token.place for token in tokens if token.kind == "parameter"}
    used: dict[str, Cell] = {}
    for name, place in named.items():
        if name not in parameters:
            message = f"the statement needs a value for ${name}: give it as a parameter"
            raise StatementRefusedError("parameter", message, place)
        wrong = _wrong(parameters[name], 1)
        if wrong:
            raise StatementRefusedError("parameter", f"the value of ${name} {wrong}", place)
        used[name] = parameters[name]
    if len(json.dumps(used, ensure_ascii=False).encode()) > limits.parameter_bytes:
        message = f"the parameters have more than {limits.parameter_bytes} bytes: ask in several statements"
        raise StatementRefusedError("size", message)
    return used


def _wrong(value: Cell, depth: int) -> str:
    """Say what is wrong with a value; empty where nothing is."""
    if depth > _DEEPEST:
        return f"has lists and maps more than {_DEEPEST} deep: write it flatter"
    if isinstance(value, dict):
        inner = [*value.keys(), *value.values()]
        return next(filter(None, (_wrong(each, depth + 1) for each in inner)), "")
    if isinstance(value, list):
        return next(filter(None, (_wrong(each, depth + 1) for each in value)), "")
    return _wrong_scalar(value)


def _wrong_scalar(value: Cell) -> str:
    if isinstance(value, str):
        is_text = "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
        return "" if is_text else "has a character that is none: take it out"
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int):
        return "" if -_LARGEST <= value < _LARGEST else "is beyond 64 bits: give it as a text"
    if isinstance(value, float):
        return "" if math.isfinite(value) else "is no finite number: leave it out"
    return "is of a type that JSON has not: give a text, number, truth value, list or map"
