"""Numbers that Word puts in front of paragraphs by itself: what numbering.xml and the styles say, and the counting.

A paragraph names a list (``numId``) and a level, itself or by its style. Lists that share an abstract one count on
together unless one says where it starts anew. Element names are those of ECMA-376, Part 1, 17.9.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from loaders.readers.word_numerals import numeral
from loaders.readers.word_parts import W, WordParts, parse_part

_VAL, _NUM_ID, _ILVL, _P_STYLE = W + "val", W + "numId", W + "ilvl", W + "pStyle"
_P_PROPERTIES, _NUM_PROPERTIES, _ABSTRACT_ID, _STYLE_ID = W + "pPr", W + "numPr", W + "abstractNumId", W + "styleId"
_LEVELS = 9
_LONGEST_LABEL = 64
_DEEPEST_STYLE = 20
_PLACE = re.compile(r"%([1-9])")
_ENDS_IN_GAP = re.compile(r"[A-Za-z0-9.)\]]$")
"""Marks after which the tab in front of the words is seen; a full-width one (、）) brings its own room."""


@dataclass(frozen=True, slots=True)
class _Level:
    text: str
    form: str = "decimal"
    start: int = 1
    suffix: str = "tab"
    legal: bool = False
    restarts: bool = True
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """A numbered list: the abstract one that it counts with, its levels, and the levels that it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted; paragraphs are to be asked for in reading order."""

    lists: dict[str, _List]
    styles: dict[str, tuple[str, int]]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def numbered(self, paragraph: etree._Element, text: str) -> str:
        """Return the words of a paragraph with its number in front, the words alone where it has none."""
        properties = next(paragraph.iterchildren(_P_PROPERTIES), None)
        number_id, level = self._place(properties) if properties is not None else ("", 0)
        listed = self.lists.get(number_id)
        if listed is None or level not in listed.levels:
            return text
        label = self._label(number_id, listed, level)
        gap = " " if text and listed.levels[level].suffix != "nothing" and _ENDS_IN_GAP.search(label) else ""
        return f"{label}{gap}{text}"

    def _place(self, properties: etree._Element) -> tuple[str, int]:
        """Return the list and the level that a paragraph or its style names."""
        own = style = None
        for each in properties:
            if each.tag == _NUM_PROPERTIES:
                own = each
            elif each.tag == _P_STYLE:
                style = self.styles.get(each.get(_VAL, ""))
        number_id, level = style or ("", 0)
        if own is not None:
            own_id = _value(own, _NUM_ID)
            return own_id or number_id, _number(_value(own, _ILVL), 0 if own_id else level)
        return number_id, level

    def _label(self, number_id: str, listed: _List, level: int) -> str:
        counts = self._counts.setdefault(listed.abstract, [None] * _LEVELS)
        if level in listed.starts and (number_id, level) not in self._started:
            self._started.add((number_id, level))
            counts[level] = None
        before = counts[level]
        counts[level] = _start(listed, level) if before is None else before + 1
        for upper in range(level):
            counts[upper] = _start(listed, upper) if counts[upper] is None else counts[upper]
        for deeper in range(level + 1, _LEVELS):
            if deeper not in listed.levels or listed.levels[deeper].restarts:
                counts[deeper] = None
        return _shown(listed, level, [count or 0 for count in counts])


def read_numbering(parts: WordParts, document: etree._Element, name: str) -> Numbering | None:
    """Return the numbering of a document, nothing where no paragraph uses any. Large styles are parsed only for it.

    Raises:
        DocumentError: the XML of the numbering or of the styles is damaged.
    """
    in_document = next(document.iter(_NUM_PROPERTIES), None) is not None
    used = {each.get(_VAL, "") for each in document.iter(_P_STYLE)} if b"numPr" in parts.styles else set()
    if not parts.numbering or not (in_document or used):
        return None
    root = parse_part(parts.numbering, "numbering", name)
    in_styles = _numbers_of_styles(parse_part(parts.styles, "styles", name)) if parts.styles else {}
    lists = _read_lists(root, in_styles)
    styles = {style: (number, _level_of_style(lists, number, style)) for style, number in in_styles.items()}
    return Numbering(lists, styles) if in_document or used & styles.keys() else None


def _read_lists(root: etree._Element, in_styles: dict[str, str]) -> dict[str, _List]:
    abstracts = {each.get(_ABSTRACT_ID, ""): each for each in root.iterchildren(W + "abstractNum")}
    numbers = {each.get(_NUM_ID, ""): each for each in root.iterchildren(W + "num")}
    lists = {}
    for number_id, number in numbers.items():
        abstract_id = _value(number, _ABSTRACT_ID)
        abstract = abstracts.get(abstract_id)
        if abstract is None:
            continue
        linked = numbers.get(in_styles.get(_value(abstract, W + "numStyleLink"), ""))
        if linked is not None:
            abstract_id = _value(linked, _ABSTRACT_ID)
            abstract = abstracts.get(abstract_id, abstract)
        overrides = {_number(each.get(_ILVL, ""), 0): each for each in number.iterchildren(W + "lvlOverride")}
        own = [level for each in overrides.values() for level in each.iterchildren(W + "lvl")]
        starts = {at: _value(each, W + "startOverride") for at, each in overrides.items()}
        lists[number_id] = _List(
            abstract_id,
            _read_levels(abstract.iterchildren(W + "lvl")) | _read_levels(own),
            {at: _number(start, 1) for at, start in starts.items() if start.isdecimal()},
        )
    return lists


def _read_levels(levels: Iterable[etree._Element]) -> dict[int, _Level]:
    return {
        _number(level.get(_ILVL, ""), 0): _Level(
            text=_value(level, W + "lvlText")[:_LONGEST_LABEL],
            form=_value(level, W + "numFmt") or "decimal",
            start=_number(_value(level, W + "start"), 0),
            suffix=_value(level, W + "suff") or "tab",
            legal=level.find(W + "isLgl") is not None,
            restarts=_value(level, W + "lvlRestart") != "0",
            style=_value(level, _P_STYLE),
        )
        for level in levels
    }


def _numbers_of_styles(root: etree._Element) -> dict[str, str]:
    """Return the list of each style that is numbered, itself or by the style that it is based on."""
    styles = {each.get(_STYLE_ID, ""): each for each in root.iterchildren(W + "style")}
    found = {}
    for style in styles:
        at: str = style
        for _ in range(_DEEPEST_STYLE):
            element = styles.get(at)
            properties = element.find(f"{W}pPr/{_NUM_PROPERTIES}") if element is not None else None
            number = _value(properties, _NUM_ID) if properties is not None else ""
            if number or element is None:
                found[style] = number
                break
            at = _value(element, W + "basedOn")
    return {style: number for style, number in found.items() if number.strip("0")}


def _level_of_style(lists: dict[str, _List], number_id: str, style: str) -> int:
    levels = lists[number_id].levels if number_id in lists else {}
    return next((at for at, level in levels.items() if level.style == style), 0)


def _start(listed: _List, level: int) -> int:
    return listed.starts.get(level, listed.levels[level].start if level in listed.levels else 1)


def _shown(listed: _List, level: int, counts: list[int]) -> str:
    """Return the label of a level: its text with the numbers of this level and of those above in it."""
    shown = listed.levels[level]
    if shown.form == "bullet":
        return ""

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        form = "decimal" if shown.legal or at not in listed.levels else listed.levels[at].form
        return numeral(counts[at], form)

    return _PLACE.sub(number, shown.text)[:_LONGEST_LABEL].strip()


def _value(parent: etree._Element, tag: str) -> str:
    child = parent.find(tag)
    return child.get(_VAL, "") if child is not None else ""


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
