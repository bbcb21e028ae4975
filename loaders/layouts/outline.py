"""The outline of running text: which paragraphs are marked as parts, items and points, and at which level."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from graph.people import is_official
from graph.units import is_group, is_plainly_unit, split_units
from graph.words import simplified, without_spaces, word_list
from loaders.blocks import Block, Paragraph, Place
from loaders.layouts.labels import begins_with_label, begins_with_leaders, is_bare_label

UNMARKED = 99
_NOWHERE = Place()

_CHINESE = "[一二三四五六七八九十百]+"
_NO_DIGIT = r"(?!\d(?!\d?月|\d{3}年))"
"""What follows the point of a number: no digit, for 4.6万 is one, but a date (4.6月底前) may."""
_MARKS = (
    rf"第{_CHINESE}(?:部分|章|篇|节)[\s、]*",
    rf"{_CHINESE}[、.．]",
    rf"[（(]{_CHINESE}[）)]",
    rf"\d{{1,3}}(?:[、﹒．]|\.{_NO_DIGIT})|序号\s?(?:\d{{1,3}}|{_CHINESE})[：:、\s]|第(?:\d{{1,4}}|{_CHINESE})号[：:、\s]"
    rf"|任务\s?(?:\d{{1,3}}|{_CHINESE})[：:、\s]",
    r"[（(]\d{1,3}[）)]",
    r"[①-⑳]|[▲●■◆★]",
)
"""Marks from the outermost level to the innermost, as official documents nest them (GB/T 9704-2012, 7.3.3)."""

_PATTERNS = tuple(re.compile(rf"\s*(?P<mark>{mark})\s*") for mark in _MARKS)

_BARE_MARK = re.compile(rf"(?:{'|'.join(_MARKS)}|序号\s?(?:\d{{1,3}}|{_CHINESE})|第(?:\d{{1,4}}|{_CHINESE})号)\s*")
_DATE = re.compile(
    r"(?:\d{4}|[二〇○零Ｏ一三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_COLON = re.compile("[:：]")
_ISSUER = re.compile(r"[\u4e00-\u9fff\s]{4,30}")
_SPACE = re.compile("[ \u3000]")
_SPACED_LABEL = re.compile(
    r"(?:[\u4e00-\u9fff][ \u3000]{1,2}){2,9}[\u4e00-\u9fff] ?[:：]|^[\u4e00-\u9fff][ \u3000]{1,4}[\u4e00-\u9fff] ?[:：]"
)
_INLINE = re.compile(
    rf"(?<=[。；;！：:）)】〕\s\u4e00-\u9fff])(?=[（(]{_CHINESE}[）)](?![的项条款、]))"
    rf"|(?<=[。；;！）)】〕\s])(?={_CHINESE}、)"
    r"|(?=[①-⑳])"
    r"|(?<=[：:])(?=一、(?![一二三四五六七八九十]{1,3}[、\u4e00-\u9fff]))"
    r"|(?<=[。；;！：:）)】〕\s])(?=\d{1,3}(?:[、﹒．]|\.(?!\d)\s*[\u4e00-\u9fff“]))"
)


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A paragraph without its mark; ``level`` is 1 for the outermost kind of mark, ``UNMARKED`` without one."""

    level: int
    text: str
    place: Place
    mark: str = ""


def outline(blocks: Iterable[Block]) -> Iterator[OutlineLine]:
    """Yield the paragraphs of the blocks line by line, each with its level.

    A bare label or mark goes on in the next line. The page's own lines are left out, and those that close a document.
    """
    opened = ""
    for text, place in _with_continued_names(_without_closing(_lines(blocks))):
        if is_bare_label(text) or _BARE_MARK.fullmatch(text):
            opened = text
            continue
        goes_on = not outline_line(text).mark and not (begins_with_label(opened) and begins_with_label(text))
        yield outline_line(f"{opened} {text}" if opened and goes_on else text, place)
        opened = ""


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                text = line.strip()
                text = _SPACED_LABEL.sub(_closed_up, text) if _SPACE.search(text) else text
                if text and not is_chrome(text):
                    yield text, block.place


def _without_closing(lines: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    """Leave out what closes a document: its date with the line of the issuer above, its annexes, who gets a copy."""
    waiting: tuple[str, Place] | None = None
    for line in lines:
        is_date = bool(_DATE.fullmatch(without_spaces(line[0])))
        if waiting and not (is_date and _ISSUER.fullmatch(waiting[0])):
            yield waiting
        waiting = None if is_date or _closing().match(line[0]) else line
    if waiting:
        yield waiting


def _with_continued_names(lines: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    """Join a line of nothing but units or officials with the label line above whose names it goes on with."""
    waiting: tuple[str, Place] | None = None
    for text, place in lines:
        if waiting and _goes_on(waiting[0], text):
            waiting = (f"{waiting[0]}\n{text}", waiting[1]._replace(last_line=place.last_line))
            continue
        yield from [waiting] if waiting else []
        waiting = (text, place)
    yield from [waiting] if waiting else []


def _goes_on(label: str, text: str) -> bool:
    """Tell whether a line names only more of those whom the label line above names: units, or officials by title."""
    if not begins_with_label(label):
        return False
    return _names_units_only(text) or (begins_with_leaders(label) and is_official(text))


def _names_units_only(text: str) -> bool:
    names = () if _COLON.search(text) else split_units(text)
    return bool(names) and all(is_plainly_unit(name) or is_group(name) for name in names)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile("|".join(word_list("loaders.layouts", "outline.yml")["closing"]))


def is_chrome(line: str) -> bool:
    """Tell whether a line is the page's around the text: 主办单位：… ICP备."""
    return _page_words().search(line) is not None


@cache
def _page_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, word_list("loaders.layouts", "outline.yml")["page_words"])))


def is_request(line: str) -> bool:
    """Tell whether a line asks something of all, as the end of a document does: 各有关单位要密切协作."""
    return _requests().match(simplified(line)) is not None


@cache
def _requests() -> re.Pattern[str]:
    return re.compile("|".join(word_list("loaders.layouts", "outline.yml")["requests"]))


def _closed_up(label: re.Match[str]) -> str:
    return without_spaces(label[0])


def lines_within(line: OutlineLine) -> list[OutlineLine]:
    """Part a line into which whole parts of a document are run: at the marks inside it.

    Only marks that cannot belong to a sentence count: 一、 and （一） anywhere but behind a letter that they complete,
    digits after the end of a sentence.
    """
    cuts = [match.start() for match in _INLINE.finditer(line.text) if match.start()]
    parts = [line.text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    first = (
        OutlineLine(line.level, parts[0], line.place, line.mark) if line.mark else outline_line(parts[0], line.place)
    )
    return [first, *(outline_line(part, line.place) for part in parts[1:] if part)]


def outline_line(text: str, place: Place = _NOWHERE) -> OutlineLine:
    """Return a line without its mark, and the level of the mark."""
    may_be_marked = _BARE_MARK.match(text.lstrip())
    for level, pattern in enumerate(_PATTERNS if may_be_marked else (), start=1):
        match = pattern.match(text)
        if match and match.end() < len(text):
            return OutlineLine(level, text[match.end() :], place, match["mark"])
    return OutlineLine(UNMARKED, text, place)
