"""Words that say what is to be done, not who does it: where the names of units end, and what is no name."""

import re
from functools import cache, lru_cache
from typing import Any

from graph.people import is_official
from graph.units import has_office_ending, is_group, is_plainly_unit, split_units
from graph.words import REMEMBERED, simplified, word_list

OPENING, CLOSING = "（(〔[［【", "）)〕]］】"
"""The brackets in which a name may have a remark, and a clause who answers."""
_SHORTEST, _LONGEST = 2, 20
_STOPS = re.compile("[，,。；;：:]|$")


def is_action(text: str) -> bool:
    """Tell whether the words say what is to be done: 更新电梯260台, not 推进办 or 创建文明城市指挥部."""
    folded = simplified(text)
    return _actions().match(folded) is not None and not folded.endswith(tuple(_rules()["bodies"]))


@lru_cache(REMEMBERED)
def is_no_name(name: str) -> bool:
    """Tell whether words that stand for a name are none: 该局, 年内县公安局, 更新电梯260台, 县财政局研究."""
    folded = simplified(name)
    if _no_names().match(folded) or not has_whole_brackets(name):
        return True
    return is_action(name) or _acts(name) or (not is_plainly_unit(name) and end_of_units(name) > 0)


def _acts(name: str) -> bool:
    """Tell whether an office does something in words that end as a unit's name: 市教育局组织学生参观博物馆."""
    starts = (match.start() for match in _actions().finditer(simplified(name)))
    return any(start > _SHORTEST and has_office_ending(name[:start]) for start in starts)


def end_of_units(text: str) -> int:
    """Return where the units end that a text begins with, in front of what they do; 0 where it begins with none.

    市财政局对…… · 市教育局、市住建局扩建一中 · 市交通局，于5月底前……
    """
    folded = simplified(text)
    stop = _STOPS.search(folded)
    limit = stop.start() if stop else len(text)
    ends = [match.start() for match in _behind_names().finditer(folded, 0, limit) if match.start() > _SHORTEST]
    return next((end for end in [*ends, limit] if are_subject(text[:end])), 0)


def are_subject(words: str) -> bool:
    """Tell whether words name units only and end as they do: 各乡镇, not 各乡镇发动群众."""
    ends = tuple(_rules()["group_ends"])
    return are_units(words) and all(simplified(name).endswith(ends) for name in split_units(words) if is_group(name))


def names_unit_in_front(text: str) -> bool:
    """Tell whether a text begins with somebody, whatever follows: 由…, 各县区…, 省财政厅拨付资金."""
    folded = simplified(text)
    if folded.startswith(tuple(_rules()["somebody_in_front"])):
        return True
    ours = folded.startswith(tuple(_rules()["levels_in_front"]))
    return ours and any(has_office_ending(text[:end]) for end in range(_SHORTEST + 1, min(len(text), _LONGEST) + 1))


def are_units(words: str) -> bool:
    """Tell whether words name units or groups only, each in full: 市 alone is none."""
    names = split_units(words)
    return bool(names) and all(map(_is_unit, names))


def _is_unit(name: str) -> bool:
    if len(name) < _SHORTEST or not is_plainly_unit(name) or is_official(name):
        return False
    return not (_no_names().match(simplified(name)) or is_action(name)) and has_whole_brackets(name)


def has_whole_brackets(name: str) -> bool:
    """Tell whether every bracket in a name is opened and closed."""
    depth = 0
    for character in name:
        depth += (character in OPENING) - (character in CLOSING)
        if depth < 0:
            return False
    return depth == 0


@cache
def _actions() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["actions"]))


@cache
def _behind_names() -> re.Pattern[str]:
    return re.compile("|".join([*_rules()["actions"], *_rules()["behind_names"]]))


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["no_names"]))


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("loaders.layouts", "attribution.yml")
    return rules
