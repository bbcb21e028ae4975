"""Turns what a caller gives for a parameter (a text, a JSON value, nothing) into the value that the statement gets."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from graph.errors import QuestionError
from queries.model import Parameter, ParameterType, ParameterValue, Question

LARGEST_INTEGER, MOST_WORDS = 2**31 - 1, 50

_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_ACCEPTED: Mapping[ParameterType, str] = {
    "string": "a text",
    "integer": f"a whole number from 0 to {LARGEST_INTEGER}",
    "boolean": "true or false",
    "words": f"1 to {MOST_WORDS} words, parted by spaces",
}


def complete_parameters(question: Question, given: Mapping[str, object]) -> dict[str, ParameterValue]:
    """Return a value for every parameter of the question: what is given, coerced to its type, else the default.

    Raises:
        QuestionError: a parameter is unknown, missing or of the wrong type.
    """
    for name in given:
        if name not in {parameter.name for parameter in question.parameters}:
            raise QuestionError(_unknown(question, name))
    return {each.name: _value(question.name, each, given) for each in question.parameters}


def coerce(parameter: Parameter, value: object) -> ParameterValue:
    """Return the value as the parameter's type; a text is read as a command line writes it (``10``, ``true``).

    Raises:
        ValueError: it cannot be read so; the message says what is accepted.
    """
    result = _COERCE[parameter.type](value)
    if result is None or (result in ("", []) and parameter.is_required):
        raise ValueError(f"takes {_ACCEPTED[parameter.type]}, not {value!r}")
    if parameter.choices and result not in (*parameter.choices, parameter.default):
        raise ValueError(f"takes one of {', '.join(parameter.choices)}, not {value!r}")
    return result


def _value(question: str, parameter: Parameter, given: Mapping[str, object]) -> ParameterValue:
    value = given.get(parameter.name)
    if value is None:
        if parameter.default is None:
            raise QuestionError(f"question {question} needs the parameter {parameter.name!r}: {parameter.about.en}")
        return parameter.default
    try:
        return coerce(parameter, value)
    except ValueError as error:
        raise QuestionError(f"question {question}: parameter {parameter.name!r} {error}") from error


def _unknown(question: Question, name: str) -> str:
    known = [parameter.name for parameter in question.parameters]
    close = get_close_matches(name, known, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return f"question {question.name} takes no parameter {name!r}{hint} It takes: {', '.join(known) or 'none'}"


def _text(value: object) -> str | None:
    return value.strip() if isinstance(value, str) and "\0" not in value else None


def _whole_number(value: object) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,10}\s*", value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= LARGEST_INTEGER else None


def _truth(value: object) -> bool | None:
    if isinstance(value, str):
        word = value.strip().casefold()
        return True if word in _TRUE else False if word in _FALSE else None
    return value if isinstance(value, bool) else None


def _words(value: object) -> list[str] | None:
    if isinstance(value, list | tuple) and all(isinstance(text, str) for text in value):
        value = " ".join(value)
    if not isinstance(value, str) or "\0" in value:
        return None
    words = list(dict.fromkeys(value.lower().split()))
    return words if len(words) <= MOST_WORDS else None


_COERCE: Mapping[ParameterType, Callable[[object], ParameterValue | None]] = {
    "string": _text,
    "integer": _whole_number,
    "boolean": _truth,
    "words": _words,
}
