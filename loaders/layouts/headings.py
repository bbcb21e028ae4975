"""Headings that were printed again with one stray character in front (致致力…, 我致力…): one heading, one name."""

from collections import Counter
from collections.abc import Iterable

_MIN_STEM = 4
_PREFIX = 2


def clean_headings(printed: Iterable[str]) -> dict[str, str]:
    """Map each heading of one column that carries a stray first character to its clean name.

    A first character is stray only where the rest reads like the column's other headings: headings of such a column
    run parallel (致力…, 致力…), so the rest must begin with the two characters that most of them begin with, and the
    heading itself must not. A doubled first character (致致力…) is stray where the rest is printed elsewhere as well.
    """
    values = list(dict.fromkeys(value for value in printed if value))
    prefix = _common_prefix(values)
    cleaned = {}
    for value in values:
        rest = value[1:]
        parallel = bool(prefix) and rest.startswith(prefix) and not value.startswith(prefix)
        doubled = value[0] == rest[:1] and rest in values
        if len(rest) >= _MIN_STEM and (parallel or doubled):
            cleaned[value] = rest
    return cleaned


def _common_prefix(values: list[str]) -> str:
    """Return the two characters that most of the headings begin with, with or without a stray one in front.

    At least two headings must be printed clean with them: else nothing shows what clean would be.
    """
    clean = Counter(value[:_PREFIX] for value in values)
    shifted = Counter(value[1 : 1 + _PREFIX] for value in values)
    printed_clean = [prefix for prefix, count in clean.items() if count >= 2]
    best = max(printed_clean, key=lambda prefix: clean[prefix] + shifted[prefix], default="")
    return best if 2 * (clean[best] + shifted[best]) > len(values) else ""
