"""The sections of a work report: part → heading → paragraph, each with the years that it speaks of.

A part is the outermost kind of heading: 第一部分, 一、 or a short line of its own (本届政府工作回顾). A heading is
marked, stands on a line of its own, or opens a paragraph as its first sentence (（一）聚焦高质高效。项目引建…); it only
names. The words of the report are those of its paragraphs, each once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loaders.blocks import Block, Place
from loaders.layouts.outline import UNMARKED, OutlineLine, outline
from loaders.periods import heading_period, opening_period
from loaders.records import Locator, Section
from loaders.report_lines import (
    DASHES,
    addresses,
    body,
    ends_something,
    heading_name,
    is_heading,
    is_salutation,
    level_of_parts,
    names_part,
    report_lines,
    split_opening,
)

_OWN_LINE = 50
"""The level of a heading without mark that is no part: below every mark."""


@dataclass(slots=True)
class _Node:
    """A section as it is read; ``level`` is that of its mark in the outline, ``text`` what is printed."""

    level: int
    place: Place
    text: str
    heading: str = ""
    mark: str = ""
    is_run_in: bool = False
    children: list["_Node"] = field(default_factory=list)

    @property
    def is_paragraph(self) -> bool:
        """True where it only says something: what could be a heading but has nothing below it is none."""
        return not self.heading or not self.children

    @property
    def is_listed(self) -> bool:
        """True where a mark or a dash makes it one of several."""
        return bool(self.mark) or self.text.startswith(tuple(DASHES))


def read_sections(blocks: Iterable[Block], year: int) -> tuple[Section, ...]:
    """Return the sections of a report in document order; none where it has no paragraphs.

    ``year`` is the report's own, from which 过去一年 is counted; 0 where it is not known. Title, date and speaker in
    front of the text are no sections.
    """
    lines = body(list(report_lines(blocks)))
    part_level = level_of_parts(lines)
    root = _tree(lines, part_level)
    _lift_closings(root)
    return tuple(_Numbering(year, part_level).sections(root, ""))


def is_report(sections: Sequence[Section], blocks: Iterable[Block]) -> bool:
    """Tell whether sections are those of a report whose title does not say so.

    Somebody is spoken to (各位代表), there are two parts or more, and one of them names its years.
    """
    parts = [section for section in sections if section.kind == "part"]
    spoken = any(is_salutation(line.text) for line in outline(blocks))
    return spoken and len(parts) > 1 and any(part.period for part in parts)


def _tree(lines: Sequence[OutlineLine], part_level: int) -> _Node:
    """Return the sections as a tree below a root of level 0."""
    root = _Node(0, Place(), "")
    open_nodes = [root]
    ended = True
    for number, line in enumerate(lines):
        followed = lines[number + 1] if number + 1 < len(lines) else None
        if addresses(line.text):
            _close_headings(open_nodes, _level(part_level))
            ended = True
            if is_salutation(line.text):
                continue
        for node in _nodes(line, followed, part_level, after_end=ended):
            while len(open_nodes) > 1 and open_nodes[-1].level >= node.level:
                open_nodes.pop()
            open_nodes[-1].children.append(node)
            if node.heading:
                open_nodes.append(node)
        ended = bool(node.heading) or ends_something(line)
    return root


def _close_headings(open_nodes: list[_Node], part_level: int) -> None:
    """Close the headings below a part: who is spoken to again is told of all of it."""
    while open_nodes[-1].level > part_level:
        open_nodes.pop()


def _nodes(line: OutlineLine, followed: OutlineLine | None, part_level: int, *, after_end: bool) -> Iterator[_Node]:
    """Yield what a line is: a heading, a paragraph, or a heading that opens its paragraph, and the rest of that."""
    if is_heading(line, followed, after_end=after_end):
        level = line.level
        if level == UNMARKED:
            level = _level(UNMARKED) if part_level == UNMARKED and names_part(line) else _OWN_LINE
        yield _Node(level, line.place, f"{line.mark}{line.text}", heading_name(line.text), line.mark)
        return
    opening, rest = split_opening(line)
    if opening:
        yield _Node(line.level, line.place, f"{line.mark}{opening}", heading_name(opening), line.mark, is_run_in=True)
        yield _Node(UNMARKED, line.place, rest)
    else:
        yield _Node(UNMARKED, line.place, f"{line.mark}{line.text}", mark=line.mark)


def _level(part_level: int) -> int:
    """Return the level of parts: those without a mark stand above every mark."""
    return 1 if part_level == UNMARKED else part_level


def _lift_closings(node: _Node) -> None:
    """Take paragraphs behind the last of several items of one paragraph each out of it: they close the whole list."""
    for child in node.children:
        _lift_closings(child)
    headings = [child for child in node.children if child.heading]
    if len(headings) > 1 and headings[-1].is_run_in and all(len(each.children) == 1 for each in headings[:-1]):
        last = headings[-1]
        place = node.children.index(last) + 1
        node.children[place:place] = last.children[1:]
        del last.children[1:]


@dataclass(slots=True)
class _Numbering:
    """Numbers the sections in document order and finds their periods."""

    year: int
    part_level: int
    number: int = 0

    def sections(self, node: _Node, period: str, level: int = 1) -> Iterator[Section]:
        """Yield what is below a node whose period is known.

        What says nothing of its years has those of its heading; what is listed, those of the paragraph that stands in
        front of the list (过去一年，… above （一）).
        """
        parent = self.number
        introduced: str | None = None
        for child in node.children:
            read = opening_period if child.is_paragraph else heading_period
            own = read(child.text if child.is_paragraph else child.heading, self.year)
            inherited = introduced if child.is_listed and introduced is not None else period
            child_period = inherited if own is None else own
            if not child.is_listed:
                # The years of what precedes the parts are not theirs, and those of a heading hold below it only.
                introduced = own if parent and child.is_paragraph else None
            yield self._section(child, parent, level, child_period)
            yield from self.sections(child, child_period, level + 1)

    def _section(self, node: _Node, parent: int, level: int, period: str) -> Section:
        self.number += 1
        place = node.place
        where = Locator(0, self.number, 0, place.first_line, place.last_line, place.page)
        if node.is_paragraph:
            return Section(self.number, parent, level, "paragraph", "", node.text, period, where)
        is_part = level == 1 and node.level == _level(self.part_level)
        return Section(self.number, parent, level, "part" if is_part else "heading", node.heading, "", period, where)
