"""Regular expressions for Neo4j: only those that Java matches in reasonable time.

Java tries all ways to match, and Neo4j does not look at the clock meanwhile: ``'aaa…!' =~ '(.*a){20}'`` holds a thread
of the server until it is started anew. So nothing that repeats stands in what is repeated, and little repeats at all.
"""

import re
from collections.abc import Mapping

from graph.guard.refusals import StatementRefusedError
from graph.guard.shape import Shape
from graph.store.protocol import Cell

_PART = re.compile(
    r"""
      (?P<escape>  \\. )
    | (?P<set>     \[\^?\]?(?:\\.|[^\]\\])*\] )
    | (?P<flags>   \(\?[ismux]+\) )
    | (?P<look>    \(\?(?!:) )
    | (?P<open>    \((?:\?:)? )
    | (?P<close>   \) )
    | (?P<or>      \| )
    | (?P<repeat>  [*+?][?+]? | \{(?P<least>\d+)(?P<comma>,)?(?P<most>\d*)\}[?+]? )
    | (?P<plain>   . )
    """,
    re.DOTALL | re.VERBOSE,
)
_LONGEST = 500
_MOST_ENDLESS, _MOST_BOUNDED, _MOST_CHOICES, _MOST_TIMES = 2, 10, 1000, 100


def check_regexes(shape: Shape, given: Mapping[str, Cell]) -> None:
    """Refuse regular expressions that are not there to be looked at, or may take too long.

    Raises:
        StatementRefusedError: rule ``regex``.
    """
    for number, token in enumerate(shape.tokens):
        if not token.is_sign("=~"):
            continue
        right = shape.at(number + 1)
        value = given.get(right.value) if right and right.kind == "parameter" else None
        pattern = right.value if right and right.kind == "text" else value
        if not isinstance(pattern, str) or shape.is_sign(number + 2, "+", "||", ".", "["):
            message = "a regular expression is given as a text or a parameter, not put together: write it out"
            raise StatementRefusedError("regex", message, token.place)
        wrong = wrong_with(pattern)
        if wrong:
            message = f"the regular expression {wrong}, which may take for ever: use CONTAINS, or a simpler one"
            raise StatementRefusedError("regex", message, token.place)


def wrong_with(pattern: str) -> str:
    """Say why an expression may take too long; empty where it may not."""
    if len(pattern) > _LONGEST:
        return f"has more than {_LONGEST} characters"
    opened: list[bool] = [False]
    endless = bounded = 0
    choices, ended_group = 1, False
    for part in _PART.finditer(pattern):
        kind = part.lastgroup if part.lastgroup not in {"least", "comma", "most"} else "repeat"
        if kind == "look" or (kind == "escape" and part[0][1] in "123456789kQ"):
            return "looks ahead, looks back or repeats a group"
        if kind == "open":
            opened.append(False)
        elif kind == "or":
            opened[-1] = True
            choices *= 2
        elif kind == "repeat":
            if ended_group:
                return "repeats a group in which something repeats or stands to choice"
            is_endless = part[0][0] in "*+" or (bool(part["comma"]) and not part["most"])
            endless, bounded = endless + is_endless, bounded + (not is_endless)
            if int(part["most"] or part["least"] or 0) > _MOST_TIMES:
                return f"repeats more than {_MOST_TIMES} times"
            opened = [True] * len(opened)
        ended_group = kind == "close" and len(opened) > 1 and opened.pop()
    endless -= bool(re.search(r"\.[*+]$", pattern)) and endless > 0
    return _too_many(endless, bounded, choices)


def _too_many(endless: int, bounded: int, choices: int) -> str:
    if endless > _MOST_ENDLESS:
        return f"has more than {_MOST_ENDLESS} parts that repeat without end, the last .* not counted"
    if bounded > _MOST_BOUNDED or choices > _MOST_CHOICES:
        return "has too many parts that repeat or stand to choice"
    return ""
