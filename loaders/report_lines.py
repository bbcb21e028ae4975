"""The lines of a work report: which name its parts, which are headings, which say who is spoken to."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from graph.words import simplified, without_spaces, word_list
from loaders.blocks import Block
from loaders.layouts.outline import UNMARKED, OutlineLine, outline, outline_line
from loaders.periods import heading_period

_HEADING_LENGTH = 40
_SENTENCE_ENDS = "。！？!?"
_NO_HEADING_ENDS = "。！？!?；;：:，,、"
DASHES = "—–―-─"
_LAST_HEADING_MARK = 3
"""The innermost kind of mark (（一）) whose first sentence is a heading; behind 1. it may be what is promised."""
_FIRST_SENTENCE = re.compile(f"^[^{_SENTENCE_ENDS}；;：:]+[。！!]")
_BARE_MARK = re.compile("第[一二三四五六七八九十]+(?:部分|章|篇)")


def report_lines(blocks: Iterable[Block]) -> Iterator[OutlineLine]:
    """Yield the lines; a mark on a line of its own (第一部分) is that of the next one."""
    bare: OutlineLine | None = None
    for line in outline(blocks):
        if bare and line.level == UNMARKED:
            yield outline_line(f"{bare.text} {line.text}", line.place)
        elif bare:
            yield from (replace(bare, level=1), line)
        is_bare = not bare and line.level == UNMARKED and _BARE_MARK.fullmatch(without_spaces(line.text))
        if not bare and not is_bare:
            yield line
        bare = line if is_bare else None


def body(lines: list[OutlineLine]) -> list[OutlineLine]:
    """Return the lines behind the salutation; where none opens the text, from the first heading or sentence on."""
    sentence = next((number for number, line in enumerate(lines) if line.text.endswith("。")), len(lines))
    for number, line in enumerate(lines[:sentence]):
        if is_salutation(line.text):
            return lines[number + 1 :]
    for number, line in enumerate(lines):
        if number == sentence or line.level != UNMARKED or names_part(line):
            return lines[number:]
    return []


def level_of_parts(lines: Sequence[OutlineLine]) -> int:
    """Return the level of the lines that are parts: that of the first heading whose words are a part's."""
    named = next((line.level for line in lines if names_part(line)), None)
    if named is not None:
        return named
    return min((line.level for line in lines if line.level <= _LAST_HEADING_MARK), default=UNMARKED)


def names_part(line: OutlineLine) -> bool:
    """Tell whether a line is a heading with the words of a part."""
    if line.level > _LAST_HEADING_MARK and line.level != UNMARKED:
        return False
    text = without_spaces(simplified(line.text))
    if len(text) > _HEADING_LENGTH or text.rstrip("。").endswith(tuple(_NO_HEADING_ENDS)) or "。" in text[:-1]:
        return False
    if line.level == UNMARKED and text.endswith("。"):
        return False
    return any(entry["word"] in text for entry in _words()["part_words"]) or heading_period(text, 0) is not None


def is_heading(line: OutlineLine, followed: OutlineLine | None, *, after_end: bool) -> bool:
    """Tell whether a whole line is a heading: short, and something deeper follows it."""
    text = without_spaces(line.text)
    if len(text) > _HEADING_LENGTH or not followed or text.startswith(tuple(DASHES)):
        return False
    if line.level == UNMARKED:
        return after_end and text[-1] not in _NO_HEADING_ENDS and not any(end in text for end in _SENTENCE_ENDS)
    if followed.level <= line.level or any(end in text[:-1] for end in _SENTENCE_ENDS):
        return False
    return text[-1] not in _NO_HEADING_ENDS or (text[-1] == "。" and line.level <= _LAST_HEADING_MARK)


def split_opening(line: OutlineLine) -> tuple[str, str]:
    """Return the sentence that is the heading of its paragraph (（一）聚焦高质高效。…), and the rest.

    Both are empty where there is none. A sentence with a figure may be a promise, so it is none, unless its words are
    a part's.
    """
    match = _FIRST_SENTENCE.match(line.text)
    rest = line.text[match.end() :].strip() if match else ""
    if not match or not rest or line.level > _LAST_HEADING_MARK:
        return "", ""
    sentence = match[0]
    plain = len(sentence) <= _HEADING_LENGTH and not re.search(r"\d", sentence)
    return (sentence, rest) if plain or names_part(replace(line, text=sentence)) else ("", "")


def ends_something(line: OutlineLine) -> bool:
    """Tell whether a line ends a sentence or a clause, so that what follows is no rest of it."""
    return line.text[-1] in _NO_HEADING_ENDS + "”"


def addresses(text: str) -> bool:
    """Tell whether a line begins with who is spoken to (各位代表，…)."""
    return without_spaces(simplified(text)).startswith(tuple(_words()["salutations"]))


def is_salutation(text: str) -> bool:
    """Tell whether a line is nothing but who is spoken to (各位代表：)."""
    return bool(re.fullmatch(_words()["salutation_line"], without_spaces(simplified(text))))


def heading_name(text: str) -> str:
    """Return the words of a heading on one line, without its end."""
    return without_spaces(text).rstrip(_NO_HEADING_ENDS)


def _words() -> dict[str, Any]:
    words: dict[str, Any] = word_list("loaders", "sections.yml")
    return words
