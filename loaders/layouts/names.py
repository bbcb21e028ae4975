"""The names in a duty cell: persons under leaders, units and groups under owners and supports, and what to remark.

A name that is plainly in the wrong column makes no edge: a unit under leaders, or a person who leads elsewhere in the
table under owners. Cells of a damaged file can be shifted, and such an edge would look right.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from graph.people import is_official, is_title, split_names
from graph.titles import are_of_one, waits_for_name
from graph.units import is_nobody, is_person, is_plainly_unit, looks_like_unit, split_groups, split_units
from graph.words import REMEMBERED
from loaders.blocks import Cell
from loaders.layouts.actions import has_whole_brackets
from loaders.layouts.other_labels import before_other_label
from loaders.report import Finding
from loaders.scripts import mixed_scripts

_LONGEST, _LONGEST_PERSON = 60, 3
_OPENING = "（(〔【["
_AROUND = " \t\u3000、，,；;"
_SENTENCE = re.compile("[。！？“”：:]")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]\s*[\u3400-\u9fff]{1,2}")
"""What stands below a title as its holder, though its first character is no common surname."""
_OTHER_ALPHABETS = re.compile("[\u0300-\u04ff\u1ab0-\u1aff\u20d0-\u20ff\u30a0-\u30ff\ufe20-\ufe2f]")


@dataclass(frozen=True, slots=True)
class CellNames:
    """The names read from a cell in order, and remarks as findings without a place."""

    names: tuple[str, ...]
    remarks: tuple[Finding, ...]


def read_leaders(cell: Cell) -> CellNames:
    """Return the persons that a cell names; a title without a name stands for the person."""
    return _leaders_in(cell.text)


@lru_cache(REMEMBERED)
def _leaders_in(text: str) -> CellNames:
    names: list[str] = []
    text, remarks = before_other_label(text)
    for line in _persons(text):
        read = split_names(line)
        for name in (name for name in read.names if not is_nobody(name)):
            what = "is no name" if not _can_be_name(name) else "is no person" if _is_no_person(name) else ""
            if what:
                remarks.append(Finding("out-of-place", "", f"{name} {what}: left out", "warning"))
            else:
                names.append(name)
                remarks += _mixed(name)
        if len(read.names) > 1:
            remarks.append(Finding("shared-line", "", f"one line holds {' and '.join(read.names)}"))
        if not read.certain:
            shown = " ".join(line.split())
            remarks.append(Finding("uncertain-names", "", f"{shown} can be parted in more than one way", "warning"))
    return CellNames(tuple(names), tuple(remarks))


def _persons(text: str) -> list[str]:
    """Return the lines of a cell; a title that stands on the line above or below its name is joined with it."""
    lines = [bare for line in text.split("\n") if (bare := line.strip(_AROUND))]
    titles = [_is_bare_title(line) for line in lines]
    titles_below = any(titles) and not titles[0] and 2 * sum(titles) == len(titles)
    persons: list[str] = []
    for line, is_below in zip(lines, titles, strict=True):
        if persons and line[0] in _OPENING:
            persons[-1] += line  # 王海峰 above （镇长）
        elif persons and (_goes_on(persons[-1], line) or (titles_below and is_below)):
            persons[-1] += f" {line}"
        else:
            persons.append(line)
    return persons


def _goes_on(above: str, line: str) -> bool:
    """Tell whether a title above and the line below it are one person's: 副市长 above 何锐, 市委常委 above 副市长."""
    if not _is_bare_title(above):
        return False
    if all(map(is_person, split_names(line).names)) or (_is_title_alone(line) and are_of_one(above, line)):
        return True
    return _HAN_NAME.fullmatch(line) is not None and not (is_title(line) or looks_like_unit(line) or is_nobody(line))


def _is_bare_title(line: str) -> bool:
    """Tell whether a line is a title that waits for its name: 副市长, not 分管领导 or 常务副市长."""
    return _is_title_alone(line) and waits_for_name(line)


def _is_title_alone(line: str) -> bool:
    return is_official(line) and all(map(is_title, split_names(line).names))


def read_units(cell: Cell, leaders: Collection[str], *, contacts: bool = False) -> CellNames:
    """Return the units and groups that a cell names.

    ``leaders`` are the persons who lead tasks of the table; ``contacts`` says that the cell names persons beside its
    units (责任单位及责任人), who answer inside them and get no edge.
    """
    return _units_in(cell.text, frozenset(leaders), contacts)


@lru_cache(REMEMBERED)
def _units_in(text: str, leaders: frozenset[str], contacts: bool) -> CellNames:
    names: list[str] = []
    text, remarks = before_other_label(text)
    for printed in split_units(text):
        parts = split_groups(printed)
        if len(parts) > 1:
            remarks.append(Finding("shared-line", "", f"{printed} is read as {' and '.join(parts)}"))
        for name in parts:
            is_contact = contacts and is_person(name) and not looks_like_unit(name)
            if name in leaders or is_contact or not _can_be_name(name):
                reason = (
                    "is a person" if is_contact else "leads tasks and is no unit" if name in leaders else "is no name"
                )
                remarks.append(Finding("out-of-place", "", f"{name} {reason}: left out", "warning"))
                continue
            remarks += _mixed(name)
            if not looks_like_unit(name):
                remarks.append(Finding("unlikely-unit", "", f"{name} does not look like a unit's name"))
            names.append(name)
    return CellNames(tuple(names), tuple(remarks))


def _is_no_person(name: str) -> bool:
    """Tell whether words under leaders are a unit's: a rare surname with 行 or 会 behind it may still be a person's."""
    if is_person(name) or is_title(name):
        return False
    return is_plainly_unit(name) if len(name) <= _LONGEST_PERSON else looks_like_unit(name)


def _can_be_name(name: str) -> bool:
    """Tell whether words can be a name at all: letters, whole brackets, and no sentence."""
    words = any(character.isalpha() for character in name)
    return words and has_whole_brackets(name) and len(name) <= _LONGEST and not _SENTENCE.search(name)


def _mixed(name: str) -> list[Finding]:
    words = mixed_scripts(name) if _OTHER_ALPHABETS.search(name) else []
    message = "mixes alphabets or holds marks: one of its letters only looks like what it seems to be"
    return [Finding("mixed-letters", "", f"{name} {message}", "warning")] if words else []


def only_leaders(text: str) -> bool:
    """Tell whether a cell names persons or their offices and nothing else."""
    names = [name for line in text.split("\n") for name in split_names(line).names]
    return bool(names) and all(is_person(name) or is_title(name) for name in names)
