"""Lines that say for several items at once who answers: 以上1—3项由市环保局牵头，…… · （以上2项责任单位：市民政局）.

Numbers say which items they are, a count the last ones, neither (以上任务) those since the last that says it itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from graph.words import simplified
from loaders.layouts.attribution import split_attributions
from loaders.layouts.clauses import ends_outside_brackets, read_clauses, without_asides
from loaders.layouts.headers import DUTY_ROLES, label_forms
from loaders.layouts.items import Item
from loaders.layouts.outline import UNMARKED, OutlineLine, lines_within
from loaders.layouts.pieces import Piece
from loaders.numerals import read_numeral

_MOST = 200
_HINT = re.compile("以上|上述|前述|第.{1,9}项")
_MAY_OPEN = re.compile("(?<=[。；;！）)】])|(?<=.)(?=[（(【])")
_SPEAKS = re.compile(r"\s*[（(【]?\s*(?:以上|上述|前述)")
_N = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3})"
_NUMBER = rf"第?(?:[（(]{_N}[）)]|{_N})[项条]?"
_NUMERAL = re.compile(_N)
_CIRCLED = re.compile("[①-⑳]")
_ALIKE = re.compile("(?<=[位门体办头])(?:均|都|分别)(?=[为是])")
_STYLES = (re.compile(r"[（(]\d"), re.compile("[（(][一二三四五六七八九十]"), re.compile(r"\d"), re.compile(""))


@dataclass(frozen=True, slots=True)
class Shared:
    """Which items a line speaks of, and what it says of them: by numbers in a style of mark, by a count, or neither."""

    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...] = ()
    style: int = 0
    count: int = 0


def parted_at_shared(lines: Iterable[OutlineLine]) -> Iterator[OutlineLine]:
    """Yield the lines, those apart that say by numbers or a count for several items who answers."""
    for line in lines:
        start = 0
        for at, end in _within(line.text):
            yield from lines_within(replace(line, text=line.text[start:at], mark="" if start else line.mark))
            yield OutlineLine(UNMARKED, line.text[at:end], line.place)
            start = end
        if not start:
            yield line
        elif line.text[start:].strip():
            yield from lines_within(OutlineLine(UNMARKED, line.text[start:].strip(), line.place))


def _within(text: str) -> Iterator[tuple[int, int]]:
    """Yield where such sentences and brackets stand in a line, behind its first words."""
    if not _HINT.search(text):
        return
    for match in _openings_within(simplified(text)):
        if match["numbers"] or match["count"]:
            ends = "）)】" if match["bracket"] else "。！\n"
            end = next(ends_outside_brackets(text, ends, match.start()), len(text))
            if read_shared(text[match.start() : end]):
                yield match.start(), end


def read_shared(text: str) -> Shared | None:
    """Return what a line says for several items; None where it says anything else."""
    match = _opening().match(simplified(text))
    if not match:
        return None
    rest = _ALIKE.sub("", text[match.end() :].rstrip("。；; ").removeprefix("的"))
    rest = rest[:-1] if match["bracket"] and rest[-1:] in ("）", ")", "】") else rest
    pieces = _answers(rest, text.strip())
    if not pieces:
        return None
    numbers = tuple(_numbers(match["numbers"])) if match["numbers"] else ()
    count = 1 if match["one"] else int(read_numeral(match["count"])) if match["count"] else 0
    return Shared(pieces, numbers, _style(match["numbers"] or ""), count)


def shared_items(open_items: Sequence[Item], shared: Shared) -> list[Item]:
    """Return the items that a line speaks of: by their numbers, or the last ones of a level, else none."""
    levels = [[each for each in parent.children if _is_task(each)] for parent in open_items]
    levels = [level for level in reversed(levels) if level]
    if shared.numbers:
        return _by_number(open_items, levels, shared)
    if not shared.count:
        return _unanswered(levels[0] if levels else open_items[-1:])
    return _last(levels, shared.count)


def _last(levels: Sequence[list[Item]], count: int) -> list[Item]:
    """Return the last items of the level that is meant: of which so many are unanswered, else the innermost."""
    if count == 1:
        return _unanswered(levels[0][-1:]) if levels else []
    level = next((level for level in levels if len(level) >= count), [])
    exact = [run for each in levels if len(run := _unanswered_at_end(each)) == count]
    if len(exact) > 1 or (exact and level and exact[0][-1] is not level[-1]):
        return []
    return exact[0] if exact else level[-count:]


def _by_number(open_items: Sequence[Item], levels: Sequence[list[Item]], shared: Shared) -> list[Item]:
    """Return the items with the numbers: of one level below one heading, else of a level whose numbers run on."""
    marked = [item for item in open_items[0].below() if item.mark]
    running = [[item for item in marked if item.level == level[-1].level] for level in levels]
    for style in (shared.style, None):
        for level in (*levels, *running):
            numbered = {_number(item.mark, style): at for at, item in enumerate(level)}
            places = [numbered[number] for number in shared.numbers if number in numbered]
            if len(places) == len(shared.numbers) and places == sorted(places):
                return [level[at] for at in places]
    return []


def _unanswered(level: Sequence[Item]) -> list[Item]:
    """Return the items of a level for which nobody answers yet, in order; none in front of a line that was not read."""
    unread = [at for at, item in enumerate(level) if any(map(_is_unread, (item, *item.below())))]
    behind = level[unread[-1] + 1 :] if unread else level
    return [item for item in behind if not any(each.is_attributed for each in (item, *item.leaves()))]


def _is_task(item: Item) -> bool:
    """Tell whether an item can be meant: a marked one, or a paragraph that is parted from others, no heading."""
    return bool(item.mark) or (item.level != UNMARKED and not item.is_heading_like)


def _is_unread(item: Item) -> bool:
    """Tell whether a line that speaks of those above it, but does not say who answers, was taken as an item's text."""
    return any(speaks_of_others(line) for line in item.lines)


def speaks_of_others(text: str) -> bool:
    """Tell whether a line opens as one does that speaks of the items above it: 以上, 上述."""
    return _SPEAKS.match(text) is not None


def _unanswered_at_end(level: Sequence[Item]) -> list[Item]:
    unanswered = _unanswered(level)
    count = next((at for at, item in enumerate(reversed(level)) if item not in unanswered), len(level))
    return list(level[len(level) - count :])


def _number(mark: str, style: int | None = None) -> int:
    """Return the number of a mark, 0 where it has none or is of another style: 1. and （1） are two."""
    if style is not None and _style(mark) != style:
        return 0
    circled = _CIRCLED.search(mark)
    found = _NUMERAL.search(mark)
    return ord(circled[0]) - ord("①") + 1 if circled else int(read_numeral(found[0])) if found else 0


def _answers(rest: str, quote: str) -> tuple[Piece, ...]:
    """Return what the rest of the line says of who answers, each with the whole line as its receipt."""
    said = read_clauses(without_asides(rest), quote)
    if said:
        return (Piece("", said),)
    pieces = split_attributions(rest)
    if not pieces or any(piece.text or not piece.is_attributed for piece in pieces):
        return ()
    return tuple(_quoted(piece, quote) for piece in pieces)


def _quoted(piece: Piece, quote: str) -> Piece:
    labels = tuple(replace(label, quote=quote) for label in piece.labels)
    said = tuple(replace(said, quote=quote) for said in piece.attribution.said) if piece.attribution else ()
    return Piece("", replace(piece.attribution, said=said) if piece.attribution else None, labels)


def _numbers(text: str) -> Iterator[int]:
    """Yield the numbers of items: 1—3 are three, 1、3 two."""
    for part in re.split("[、,，和及与]", text):
        first, *others = [int(read_numeral(each)) for each in _NUMERAL.findall(part)] or [0]
        last = min(others[-1] if others else first, first + _MOST)
        yield from range(first, last + 1)


def _style(mark: str) -> int:
    return next(at for at, style in enumerate(_STYLES) if style.search(mark))


def _openings_within(text: str) -> Iterator[re.Match[str]]:
    """Yield what such a sentence or bracket begins with, wherever one can begin behind the first words of a line."""
    end = 0
    for place in _MAY_OPEN.finditer(text):
        match = _opening().match(text, place.start()) if place.start() >= end else None
        if match:
            end = match.end()
            yield match


@cache
def _opening() -> re.Pattern[str]:
    """Return the pattern of what such a line begins with, up to 由 or a label."""
    several = rf"{_NUMBER}(?:\s*[—－\-–~～至到、和及与]+\s*{_NUMBER})+|第(?:[（(]{_N}[）)]|{_N})(?=[项条])"
    what = "(?:重点|实事)?(?:工作|任务|事项|项目|措施|内容|目标)"
    counted = rf"(?P<count>{_N})(?:个(?=项目)|[个大]?[项条款点](?!目(?!标)))"
    which = rf"(?P<numbers>{several})[项条款点]?|{counted}|(?:各|所有|全部)[项条]?|(?={what})"
    label = rf"的?(?:{label_forms(DUTY_ROLES)})(?:均|都|分别)?(?:为|是|[:：])"
    which_ones = rf"(?:以上|上述|前述)的?|(?=第)|(?P<one>[该此]项?)(?={what}{label})|(?={_N}项{what}{label})"
    return re.compile(
        rf"\s*(?P<bracket>[（(【])?\s*(?:{which_ones})(?:{which})(?:{what})*[，,]?(?:均|都|分别|统一|共同)*"
        rf"(?=由|请(?!各|有关|相关)|{label})"
    )
