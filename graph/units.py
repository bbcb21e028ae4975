"""Units and groups of units: how a cell is parted into them, and which names are one body.

Three separate steps, so that each can be seen in a receipt: ``split_units`` gives the names as printed,
``is_group`` parts units from phrases that stand for several, ``UnitNames`` gives the canonical name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from graph.jurisdictions import Jurisdiction
from graph.surnames import looks_like_name
from graph.words import REMEMBERED, simplified, without_spaces, word_list

_OFFICE_KINDS = ("department", "party", "office")
_OPENING, _CLOSING = "（(〔[［〈《【", "）)〕]］〉》】"
_NOTE = re.compile(rf"(?<=.)[{re.escape(_OPENING)}][^{re.escape(_OPENING + _CLOSING)}]*[{re.escape(_CLOSING)}]$")
"""A second name or a remark behind a name: 市数据局（市人工智能局）."""
_MARK = re.compile(r"^(?:\d{1,2}[.．)）]|[（(]\d{1,2}[）)]|[①-⑳])\s*")
_CIRCLED = re.compile("[①-⑳]")
_COUNT = re.compile(r"\d|[一二三四五六七八九十两几]个")
_LONGEST_PIECE, _LONGEST_UNIT, _LONGEST_SECTION, _NARROW = 300, 12, 8, 3


@lru_cache(REMEMBERED)
def split_units(text: str) -> tuple[str, ...]:
    """Return the units and groups that a cell names, as printed without inner spaces, in order.

    Parted at line ends, the separators of ``units.yml``, spaces between words, and 和/及/与 between two offices;
    never inside brackets: 各县（市、区）政府 is one.
    """
    text = _CIRCLED.sub("、", text) if _CIRCLED.match(text.strip()) else text
    parts = [part for piece in _pieces(text) for part in _joined_offices(piece)]
    names = [_without_marks(_without_list_ending(part)) for part in parts]
    return tuple(name for name in names if name and not is_nobody(name))


def is_nobody(name: str) -> bool:
    """Tell whether a cell's word says that nobody is named: 无, —."""
    return name in _units()["nobody"]


def repeats_above(text: str) -> bool:
    """Tell whether a cell's words say that it repeats the cell above: 同上, 〃."""
    return text.strip() in _units()["as_above"]


def split_groups(name: str) -> list[str]:
    """Part two groups printed without a mark between them: 各有关镇（区）有关部门 → 各有关镇（区）, 有关部门."""
    for tail in _groups()["tails"]:
        head = name.removesuffix(tail)
        if head != name and head[-1:] in _CLOSING and head and is_group(head):
            return [head, tail]
    return [name]


@lru_cache(REMEMBERED)
def is_group(name: str) -> bool:
    """Tell whether the name is a phrase that stands for several units."""
    folded = simplified(name)
    return any(pattern.fullmatch(folded) for pattern in _group_patterns()) and not _sentence().search(folded)


@lru_cache(REMEMBERED)
def looks_like_unit(name: str) -> bool:
    """Tell whether the name ends as units do, or stands for several: a guard where cells may be out of place."""
    if _is_listed(name) or is_group(name):
        return True
    bare = _NOTE.sub("", simplified(name))
    return bare.endswith(_endings()) or (
        bare[:1] in _units()["level_words"] and bare[1:] in _units()["after_level_word"]
    )


def is_plainly_unit(name: str) -> bool:
    """Tell whether nothing but a unit or group ends so: 市发改委, 西湖区, 各镇; 绿色工厂 may be many things."""
    bare = _NOTE.sub("", simplified(name))
    is_place = len(bare) <= 7 and bare.endswith(tuple(_units()["place_endings"])) and not _COUNT.search(bare)
    is_ours = bare.startswith(tuple(_units()["level_words"])) and looks_like_unit(bare)
    return is_place or is_ours or _is_listed(name) or is_group(name) or has_office_ending(bare) or _is_section(bare)


def _is_section(name: str) -> bool:
    """Tell whether the name is that of a section of an office: 政策法规科, 人事处; 本科 and 多处 are none."""
    rule = _units()["sections"]
    ends = name.endswith(tuple(rule["endings"])) and rule["shortest"] <= len(name) <= _LONGEST_SECTION
    return ends and not re.search(f"(?:{'|'.join(rule['not'])})$", name)


def are_two_units(above: str, below: str) -> bool:
    """Tell whether two lines of a cell are a unit each, though the first one is full: 经开区管委会 above 县住建局."""
    kept = _units()["level_word_kept_before"].get(below[:1], ())
    is_ours = below.startswith(tuple(_units()["level_words"])) and not below[1:].startswith(tuple(kept))
    return is_ours and len(above) <= _LONGEST_UNIT and is_plainly_unit(above) and is_plainly_unit(below)


def has_office_ending(name: str) -> bool:
    """Tell whether the name ends as an office's that may stand bare in brackets: （市发改委）, not （民营企业）."""
    return simplified(name).endswith(tuple(_units()["bare_endings"]))


def is_person(name: str) -> bool:
    """Tell whether the name is a person's rather than a unit's: 李会 is, 卫健局 and 残联 are not."""
    if not looks_like_name(name):
        return False
    return not looks_like_unit(name) or (
        not is_group(name) and not _is_listed(name) and name.endswith(tuple(_units()["name_like_endings"]))
    )


def group_kinds(label: str) -> frozenset[str]:
    """Return the kinds of unit that a group's words name; empty where they leave it open."""
    covers = sorted(_groups()["covers"], key=lambda entry: -len(entry["words"]))
    for entry in covers:
        if entry["words"] in label:
            return frozenset(entry["kinds"])
    return frozenset()


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided on the names of one place: it goes before the alias table.

    ``apart`` are names that the table joins to a unit and that stand for themselves; ``into`` gives the name by which
    another one goes; ``names`` are all that were decided on.
    """

    apart: frozenset[str] = frozenset()
    into: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Canonical names, kinds and aliases of the units of one jurisdiction."""

    jurisdiction: Jurisdiction
    decisions: Decisions = field(default_factory=Decisions)

    def canonical(self, printed: str) -> str:
        """Return the one name under which a body is kept: 市发改委 and 发展和改革委员会 in 太仓市 are 发改委."""
        name, last = without_spaces(printed), ""
        while name != last:
            last = name
            name = _without_seat(self._without_place(name))
            name = name if name in self.decisions.apart else self._canonical_names().get(name, name)
        return self.decisions.into.get(name, name)

    def bare(self, printed: str) -> str:
        """Return a name without spaces and what the place puts before its own: 市发改委 → 发改委; aliases stay."""
        name, last = without_spaces(printed), ""
        while name != last:
            last = name
            name = _without_seat(self._without_place(name))
        return name

    def kind(self, canonical: str) -> str:
        """Return the kind of a unit, by the reviewed exceptions, then by its ending; ``other`` where none fits."""
        rules = _units()
        for entry in rules["kind_exceptions"]:
            if canonical in entry["names"]:
                return str(entry["kind"])
        for entry in rules["kind_endings"]:
            if canonical.endswith(tuple(entry["endings"])):
                return str(entry["kind"])
        return "other"

    def aliases(self, canonical: str) -> tuple[str, ...]:
        """Return the other names of a unit: reviewed ones, and those with the place's level word in front."""
        known = dict.fromkeys((*self._canonical_names(), *sorted(self.decisions.names)))
        units = {canonical, *(name for name, unit in self.decisions.into.items() if unit == canonical)}
        near = [name for name in known if self._canonical_names().get(name, name) in units]
        listed = [name for name in near if name != canonical and self.canonical(name) == canonical]
        word = self.jurisdiction.level_word if self.kind(canonical) in _OFFICE_KINDS else ""
        prefixed = [word + name for name in (canonical, *listed) if word]
        return tuple(listed + [name for name in prefixed if self.canonical(name) == canonical])

    def _canonical_names(self) -> dict[str, str]:
        return _alias_table(self.jurisdiction.code)

    def _without_place(self, name: str) -> str:
        """Drop the own place's name, stem or level word where what is left is an office's name."""
        place = self.jurisdiction
        if not place.level_word:
            return name
        if name.startswith(place.name) and len(name) - len(place.name) >= 2:
            name = name[len(place.name) :]
        elif name.startswith(place.stem) and self._is_known(name[len(place.stem) :]):
            return name[len(place.stem) :]
        return self._without_level_word(name)

    def _without_level_word(self, name: str) -> str:
        word = self.jurisdiction.level_word
        for party in _units()["party_offices"]:
            if name == f"{word}委{party}":
                return str(party)
        rest = name.removeprefix(word)
        if rest == name or len(rest) < 2:
            return name
        if self._is_known(rest):
            return rest
        kept = tuple(_units()["level_word_kept_before"].get(word, ()))
        return name if rest.startswith(kept) or not rest.endswith(tuple(_units()["office_endings"])) else rest

    def _is_known(self, name: str) -> bool:
        names = self._canonical_names()
        return name in names or _is_listed(name)


def _without_marks(part: str) -> str:
    """Cut what stands around a name and is none of it: 1. in front, ★ on either side, （分别办理） behind."""
    name, last, marks = _MARK.sub("", part), "", _units()["marks"]
    while name != last:
        last = name
        note = _NOTE.search(name)
        if note and (not note[0][1:-1].strip(marks) or _manner().fullmatch(simplified(note[0][1:-1]))):
            name = name[: note.start()]
        name = name.strip(marks)
    return name


def _pieces(text: str) -> list[str]:
    """Part a cell at separators and spaces outside brackets; a line that opens with a bracket goes on with the last."""
    depth, pieces = 0, [""]
    text = _unwrapped(re.sub(r"\n\s*(?=[（(])", "", _without_bracket_around(text.strip())))
    kept = {place for match in _shared_each().finditer(text) for place in range(*match.span())}
    for place, character in enumerate(text):
        depth += (character in _OPENING) - (character in _CLOSING and depth > 0)
        if depth == 0 and character in _units()["separators"] and place not in kept:
            pieces.append("")
        else:
            pieces[-1] += character
    return [name for piece in pieces for name in _spaced_names(piece)]


def _without_bracket_around(text: str) -> str:
    """Take off the bracket that holds a whole cell: 【市发改委、市财政局】."""
    inner = text[1:-1]
    whole = text[:1] and text[0] in _OPENING and text[-1] in _CLOSING
    return inner if whole and not any(mark in inner for mark in _OPENING + _CLOSING) else text


def _unwrapped(text: str) -> str:
    """Join lines between which a name was wrapped: the next one begins with what cannot be a name alone."""
    first, *others = text.split("\n")
    if _is_broken_anywhere([line.strip() for line in (first, *others)]):
        return "".join(line.strip() for line in (first, *others))
    joined = first
    for line in others:
        head = re.split(_separator(), line.strip(), maxsplit=1)[0]
        tail = re.split(_separator(), joined)[-1].strip()
        joined += line.strip() if tail and _completes(tail, head) else f"\n{line}"
    return joined


def _is_broken_anywhere(lines: Sequence[str]) -> bool:
    """Tell whether the lines of a narrow cell are one name, broken every two or three characters: 市人|力资|源局."""
    *before, last = lines
    levels = tuple(_units()["level_words"])
    pieces = len(before) > 1 and all(len(line) <= _NARROW for line in before) and not is_plainly_unit(before[0])
    begun = before and before[0].startswith(levels) and not any(line.startswith(levels) for line in lines[1:])
    if not pieces or not begun or _is_known(last):
        return False
    whole = "".join(lines)
    return not re.search(_separator(), whole) and is_plainly_unit(whole)


def _is_known(name: str) -> bool:
    return _is_listed(name) or name in _alias_table("")


def _completes(tail: str, head: str) -> bool:
    """Tell whether a line's first words are the rest of the name that the line above ends with."""
    joined = _joining_words().match(head) or tail.endswith(tuple(_units()["joined_offices"]["words"]))
    if joined or simplified(head) in _units()["only_endings"]:
        return True
    if _is_known(head) and len(head) > 2:
        return False
    rest = 2 <= len(head) <= 3 and not _is_listed(head) and not is_group(head) and looks_like_unit(tail + head)
    begun = len(tail) > 2 or tail.startswith(tuple(_units()["level_words"]))
    return rest and begun and tail[-1] not in _CLOSING and not looks_like_unit(tail)


@cache
def _separator() -> str:
    return f"[{re.escape(_units()['separators'])}\\s]"


def _spaced_names(piece: str) -> list[str]:
    """Part at spaces; single characters are one name set wide (编  办), unless they stand alone."""
    names: list[str] = []
    open_name = False
    for token in re.sub(r"\s+(?=[（(])", "", piece).split():
        single = len(token) == 1
        if single and names and (open_name or token in _units()["lone_endings"]):
            names[-1] += token
        else:
            names.append(token)
        open_name = single
    return names


def _joined_offices(piece: str) -> list[str]:
    """Part 农业农村局和水务局 where both sides are whole offices or groups; 自然资源和规划局 is one."""
    if len(piece) > _LONGEST_PIECE:
        return [piece]
    names: list[str] = []
    rest = piece
    kept = [match.span() for match in _shared_each().finditer(piece)]
    for word in reversed(list(_joining_words().finditer(piece))):
        if any(start <= word.start() < end for start, end in kept):
            continue
        left, right = _without_list_ending(piece[: word.start()]), rest[word.end() :]
        if _are_whole(left, _without_list_ending(right)):
            names.insert(0, right)
            rest = rest[: word.start()]
    return [rest, *names]


def _are_whole(left: str, right: str) -> bool:
    """Tell whether both sides are offices; beside a group every unit's ending tells the other."""
    if len(right) < 3:
        return False
    if is_group(left) or is_group(right):
        return all(is_group(side) or looks_like_unit(side) for side in (left, right))
    endings = tuple(_units()["joined_offices"]["endings"])
    return all(simplified(side).endswith(endings) for side in (left, right))


def _without_list_ending(name: str) -> str:
    """Cut what only says that there are more: 等, 等有关部门."""
    while (match := _list_ending().search(simplified(name))) and match.start():
        name = name[: match.start()]
    return name


@cache
def _list_ending() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_units()['list_endings'])})$")


@cache
def _manner() -> re.Pattern[str]:
    return re.compile(_units()["manners_in_brackets"])


@cache
def _joining_words() -> re.Pattern[str]:
    return re.compile("|".join(_units()["joined_offices"]["words"]))


@cache
def _shared_each() -> re.Pattern[str]:
    """Return the pattern of one phrase for several bodies, up to the end of a piece.

    It is for several kinds of place (各县、市、区政府; 有关州、市人民政府), or for the two bodies of a named one
    (池江市委、市政府; 高新区党工委、管委会), or one office's name (县科技、工业和信息化局). A bracket may stand behind
    it: 各县、区人民政府（管委会）.
    """
    rule, bodies, joint = _units()["shared_each"], _units()["shared_bodies"], _units()["joint_names"]
    bracket = "(?:[（(][^（()）]*[）)])?"
    kinds = "|".join(sorted(rule["kinds"], key=len, reverse=True))
    kind = rf"(?:{kinds}){bracket}"
    each = rf"(?:各有关|各相关|有关|相关|各){kind}(?:、(?!各|有关|相关){kind})+(?:{'|'.join(rule['tails'])})?"
    both = r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}(?P<level>[市县区州旗])委、(?P=level)(?:人民)?政府"
    place = rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{2,9}}{bracket}"
    first, words, second = ("|".join(bodies[part]) for part in ("first", "words", "second"))
    pair = rf"{place}(?:{first})(?:{words})(?:{second})"
    levels, fields, endings = "".join(_units()["level_words"]), "|".join(joint["fields"]), "|".join(joint["endings"])
    office = rf"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{{0,6}}[{levels}])?(?:{fields})(?:{endings})"
    return re.compile(rf"(?:{each}|{both}|{pair}|{office}){bracket}(?=$|[、，,；;/\s等和及])")


def _without_seat(name: str) -> str:
    """Name a town, subdistrict or zone by its place: 浏河镇人民政府 → 浏河镇."""
    for rule in _units()["seat_endings"]:
        place = name.removesuffix(rule["ending"])
        if place != name and place.endswith(tuple(rule["after"])) and not is_group(name):
            return place
    return name


def _is_listed(name: str) -> bool:
    return any(name in entry["names"] for entry in _units()["kind_exceptions"])


@cache
def _endings() -> tuple[str, ...]:
    rules = _units()
    kinds = (ending for entry in rules["kind_endings"] for ending in entry["endings"])
    return (*kinds, *rules["office_endings"], *rules["other_endings"])


@cache
def _alias_table(code: str) -> dict[str, str]:
    """Map every listed name to its canonical name, the canonical names to themselves."""
    table: dict[str, str] = {}
    for entry in word_list("graph", "aliases.yml"):
        if entry.get("jurisdiction", code) == code:
            table.update(dict.fromkeys((*entry["aliases"], entry["name"]), entry["name"]))
    return table


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(_groups()["sentence"])


@cache
def _group_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(entry["pattern"]) for entry in _groups()["patterns"])


def _units() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("graph", "units.yml")
    return rules


def _groups() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("graph", "groups.yml")
    return rules
