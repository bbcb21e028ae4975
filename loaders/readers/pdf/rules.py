"""Rules as drawn → rules as seen: a border is drawn cell by cell, doubled or as a thin area, and is one line."""

from collections.abc import Iterable, Iterator, Sequence

from loaders.readers.pdf.drawing import Rule

NEAR = 3.0
"""Points within which two places are one: less than any row is high."""


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules with those near one line on it, and those that touch on a line joined."""
    merged: list[Rule] = []
    for upright in (False, True):
        level: list[Rule] = []
        for rule in sorted((each for each in rules if each.upright == upright), key=lambda each: each.at):
            if level and rule.at - level[0].at > NEAR:
                merged += _joined(level)
                level = []
            level.append(rule)
        merged += _joined(level)
    return [rule for rule in merged if rule.end - rule.start > NEAR]


def _joined(level: Sequence[Rule]) -> Iterator[Rule]:
    if not level:
        return
    at = sum(rule.at for rule in level) / len(level)
    spans: list[list[float]] = []
    for rule in sorted(level, key=lambda each: each.start):
        if spans and rule.start <= spans[-1][1] + NEAR:
            spans[-1][1] = max(spans[-1][1], rule.end)
        else:
            spans.append([rule.start, rule.end])
    for start, end in spans:
        yield Rule(level[0].upright, at, start, end)


def connected_rules(across: Sequence[Rule], upright: Sequence[Rule]) -> list[list[Rule]]:
    """Return the groups of rules that cross or touch each other."""
    rules = [*across, *upright]
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for first, level in enumerate(across):
        for second, wall in enumerate(upright, start=len(across)):
            within = level.start - NEAR <= wall.at <= level.end + NEAR
            if within and wall.start - NEAR <= level.at <= wall.end + NEAR:
                parent[root(first)] = root(second)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(root(at), []).append(rule)
    return list(groups.values())
