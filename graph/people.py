"""Where one person's name ends and the next begins, in the words of a cell.

Names are set to even width with spaces (张  顺), share a line (郑丙华 周  强) and carry titles (李四副市长).
Spaces alone do not decide: a reading is chosen in which every name begins with a surname and as few spaces as
possible stand inside names. Where two readings are equally good the result says so.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from graph.words import REMEMBERED, without_spaces, word_list

_SPACE_INSIDE, _SPLIT_INSIDE, _NO_SURNAME, _LONG_NAME, _RARE_SURNAME = 1, 3, 5, 6, 1
_COMMON = 100
_NOTE = re.compile(r"[（(][^（()）]*[）)](?=\s|$|[、，,；;/|])")
_NEVER = 10_000


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The names of one line in order; ``certain`` is false where the line can be parted in two ways."""

    names: tuple[str, ...]
    certain: bool = True


class _Reading(NamedTuple):
    cost: int
    ways: int
    names: tuple[str, ...]


@lru_cache(REMEMBERED)
def split_names(line: str) -> NamesRead:
    """Return the names of persons that one line of a cell holds; a title without a name stands for the name."""
    pieces = [piece for piece in re.split(_separators(), _NOTE.sub("", line)) if piece.strip()]
    pieces = [piece for index, piece in enumerate(pieces) if not _titles_the_next(pieces, index)]
    read = [_names_of_piece(piece) for piece in pieces]
    return NamesRead(tuple(name for one in read for name in one.names), all(one.certain for one in read))


def looks_like_name(text: str) -> bool:
    """Tell whether the text can be a person's name: two to four characters after a surname, or with a ·."""
    if "·" in text:
        return True
    return 2 <= len(text) <= 4 and _surname_length(text) > 0


def has_compound_surname(name: str) -> bool:
    """Tell whether the name begins with a surname of two characters: 诸葛闻溪."""
    return _surname_length(name) == 2


def is_title(name: str) -> bool:
    """Tell whether the name is or ends with an office that stands for a person: 常务副市长."""
    return name.endswith(_titles())


def _titles_the_next(pieces: list[str], index: int) -> bool:
    """Tell whether a piece is one of several titles of a person: 市委常委、副市长张三 is one person."""
    if without_spaces(pieces[index]) not in _titles():
        return False
    if index and without_spaces(pieces[index - 1]).endswith(tuple(word_list("graph", "people.yml")["first_titles"])):
        return True
    if index + 1 == len(pieces):
        return False
    following = without_spaces(pieces[index + 1])
    return following in _titles() or following.startswith(_titles())


def _names_of_piece(piece: str) -> NamesRead:
    bare = _without_title(" ".join(piece.split()))
    tokens = bare.split()
    joined = "".join(tokens)
    if joined in _titles() or "·" in joined or not re.fullmatch(r"[\u3400-\u9fff\U00020000-\U0003ffff]+", joined):
        return NamesRead((joined if not joined.isascii() else bare,))
    if len(tokens) == 1 and len(joined) <= 4 and (len(joined) < 4 or _surname_length(joined) == 2):
        return NamesRead((joined,))
    best = _best_reading(tokens)
    return NamesRead(best.names, best.ways == 1 and _spaces_agree(best.names, tokens))


def _best_reading(tokens: list[str]) -> _Reading:
    """Part the characters of the tokens into names at the least cost."""
    text = "".join(tokens)
    edges = {0, *accumulate(map(len, tokens))}
    best = [_Reading(0, 1, ())] + [_Reading(_NEVER, 0, ())] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 4), end - 1):
            before = best[start]
            cost = before.cost + _cost(text[start:end], start, end, edges)
            if cost < best[end].cost:
                best[end] = _Reading(cost, before.ways, (*before.names, text[start:end]))
            elif cost == best[end].cost < _NEVER:
                best[end] = best[end]._replace(ways=best[end].ways + before.ways)
    found = best[-1]
    return found if found.cost < _NEVER else _Reading(0, 2, (text,))


def _spaces_agree(names: tuple[str, ...], tokens: list[str]) -> bool:
    """Tell whether the spaces bear the reading out: names that touch are each set wide (陆 明俞 悦)."""
    edges = set(accumulate(map(len, tokens)))
    ends = list(accumulate(map(len, names)))
    wide = [any(end - len(name) < edge < end for edge in edges) for name, end in zip(names, ends, strict=True)]
    return all(end in edges or (wide[index] and wide[index + 1]) for index, end in enumerate(ends))


def _cost(name: str, start: int, end: int, edges: set[int]) -> int:
    surname = _surname_length(name)
    cost = _SPACE_INSIDE * sum(1 for place in range(start + 1, end) if place in edges)
    cost += _SPLIT_INSIDE * (end not in edges)
    cost += _NO_SURNAME * (surname == 0) + _RARE_SURNAME * (surname == 1 and name[0] not in _common_surnames())
    return cost + _LONG_NAME * (len(name) - max(surname, 1) > 2)


def _surname_length(text: str) -> int:
    if text[:2] in _surnames() and len(text) > 2:
        return 2
    return 1 if text[:1] in _surnames() else 0


def _without_title(text: str) -> str:
    """Take a title from before or after a name; a title that stands alone is kept."""
    for title in _titles():
        if text == title:
            return text
        if text.startswith(title) and len(text) > len(title):
            return _without_title(text[len(title) :].strip())
        if text.endswith(title):
            return _without_title(text[: -len(title)].strip())
    return text


@cache
def _surnames() -> frozenset[str]:
    words = word_list("graph", "people.yml")
    return frozenset(words["compound_surnames"]) | frozenset(without_spaces(words["surnames"]))


@cache
def _common_surnames() -> frozenset[str]:
    """Return the hundred commonest surnames: the list is in order of frequency."""
    return frozenset(without_spaces(word_list("graph", "people.yml")["surnames"])[:_COMMON])


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted(word_list("graph", "people.yml")["titles"], key=len, reverse=True))


@cache
def _separators() -> str:
    return f"[{re.escape(word_list('graph', 'people.yml')['separators'])}]"
