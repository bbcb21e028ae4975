"""Units that a task's words name: a weak tie, found by known names only, the longest first."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.words import word_list

_AROUND = 12


class Mentions:
    """Finds units by their names and aliases in running text."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take each name that may stand in the text, with the canonical name of its unit."""
        self._units = dict(names)
        rules: dict[str, Any] = word_list("graph", "units.yml")
        before = "".join(f"(?<!{re.escape(word)})" for word in rules["mention_not_after"])
        after = "|".join(map(re.escape, rules["mention_not_before"]))
        known = "|".join(re.escape(name) for name in sorted(self._units, key=lambda name: (-len(name), name)))
        self._pattern = re.compile(f"{before}(?:{known})(?!{after})") if known else None

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield each unit named, once, with the words around its name."""
        seen = set()
        for match in self._pattern.finditer(text) if self._pattern else ():
            unit = self._units[match[0]]
            if unit not in seen:
                seen.add(unit)
                yield unit, _around(text, match.start(), match.end())


def _around(text: str, start: int, end: int) -> str:
    """Return the name with up to 12 characters on each side, within its line."""
    first = max(start - _AROUND, text.rfind("\n", 0, start) + 1, 0)
    line_end = text.find("\n", end)
    return text[first : min(end + _AROUND, line_end if line_end >= 0 else len(text))]
