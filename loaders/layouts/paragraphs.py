"""Unmarked paragraphs that a line below them speaks of together → each an item of its own.

三、改善出行。/ 新建公交站三座。…… / 改造公厕八座。…… / 上述项目由区城管局牵头负责。 Such paragraphs
are read as the text of the item above, where nothing shows that each is a task: a line for all of them does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.layouts.labels import begins_with_label
from loaders.layouts.outline import UNMARKED, OutlineLine
from loaders.layouts.shared import read_shared, speaks_of_others

_SENTENCE_ENDS = ("。", "；", ";", "！", "）", ")")
_HEADING_LENGTH, _SHORTEST_CLAUSE = 40, 4
_FEWEST = 2
_CLAUSE = re.compile("[^，,。；;：:！]+")


def with_paragraphs_apart(lines: Sequence[OutlineLine]) -> Iterator[OutlineLine]:
    """Yield the lines, with a level for those paragraphs below a heading that lines speak of together."""
    level, parted = 0, False
    for head, body in _sections(lines):
        level = head.level if head and head.mark else level
        found = _parted(head, body, max(level, 1) + 1) if head else []
        parted = parted or bool(found)
        if head:
            yield head if head.mark or not parted else replace(head, level=max(level, 1))
        yield from found or body


def _sections(lines: Sequence[OutlineLine]) -> Iterator[tuple[OutlineLine | None, list[OutlineLine]]]:
    """Yield each heading, marked or not, with the unmarked lines below it; none for lines in front of the first."""
    head: OutlineLine | None = None
    body: list[OutlineLine] = []
    for line in lines:
        if line.level != UNMARKED or (_is_heading(line) and not begins_with_label(line.text)):
            yield head, body
            head, body = line, []
        else:
            body.append(line)
    yield head, body


def _parted(head: OutlineLine, body: Sequence[OutlineLine], level: int) -> list[OutlineLine]:
    """Return the lines of a section with a level for its paragraphs; none where nothing shows that each is a task."""
    shared = [at for at, line in enumerate(body) if (said := read_shared(line.text)) and not said.numbers]
    places = [at for at in range(shared[-1]) if at not in shared] if shared else []
    paragraphs = [body[at] for at in places]
    whole = all(line.text.endswith(_SENTENCE_ENDS) and not begins_with_label(line.text) for line in paragraphs)
    if not paragraphs or not whole or any(speaks_of_others(line.text) for line in paragraphs):
        return []
    several = len(paragraphs) >= _FEWEST and (_is_heading(head) or _announces(head, paragraphs))
    if not several and len(shared) < _FEWEST:
        return []
    return [replace(line, level=level) if at in places else line for at, line in enumerate(body)]


def _is_heading(line: OutlineLine) -> bool:
    return len(line.text) <= _HEADING_LENGTH and not line.text.endswith(_SENTENCE_ENDS)


def _announces(head: OutlineLine, paragraphs: Sequence[OutlineLine]) -> bool:
    """Tell whether an item names what each of its paragraphs begins with: they go into its parts one by one."""
    openings = [match[0].strip() for line in paragraphs if (match := _CLAUSE.search(line.text))]
    return all(len(opening) >= _SHORTEST_CLAUSE and opening in head.text for opening in openings)
