"""The persons that a cell names: where one ends and the next begins, and which words are their titles.

Names are set to even width with spaces (张  顺), share a line (郑丙华 周  强) and carry titles in front or behind
(副市长李四, 李四副市长). A title with a name is the name; a title without one stands for the person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from graph.surnames import looks_like_name
from graph.titled import Piece, read_piece
from graph.titles import are_of_one, are_of_two, find_titles, is_body, is_leading_body, stands_alone
from graph.words import REMEMBERED, without_spaces, word_list

_DOT = re.compile(r"\s*[·•・‧]\s*")
_TELEPHONE = re.compile(r"(?<![\d.—－-])\d{3,4}(?:[-—－]?\d{3,4}){1,3}(?!\d)")
_LONGEST_PIECE = 60


@dataclass(frozen=True, slots=True)
class NamesRead:
    """The names of one line in order; ``certain`` is false where the line can be parted in two ways."""

    names: tuple[str, ...]
    certain: bool = True


@lru_cache(REMEMBERED)
def split_names(line: str) -> NamesRead:
    """Return the names of persons that one line of a cell holds; a title without a name stands for the name.

    A title without a name is kept as printed, with those that the same person holds: 区委常委、政法委书记.
    """
    pieces = _read_pieces(line)
    names: list[str] = []
    for index, piece in enumerate(pieces):
        if not piece.titles:
            names += piece.names
        elif not _belongs_to_next(pieces, index) and not _belongs_to_last(pieces, index):
            names += piece.titles
    return NamesRead(tuple(_joined_titles(names, line)), all(piece.certain for piece in pieces))


@lru_cache(REMEMBERED)
def is_official(text: str) -> bool:
    """Tell whether the words name persons by their offices and nothing else: 副市长李四, 王五秘书长, 分管副市长.

    Names without an office may stand beside them (副市长李四、王五); 王五 alone, 市政府办公室 and 市委组织部 are none.
    """
    pieces = _read_pieces(text)
    titled = any(piece.titles or piece.opening or piece.closing for piece in pieces)
    return titled and all(piece.sure for piece in pieces)


def is_title(name: str) -> bool:
    """Tell whether the name is or ends with an office that stands for a person: 常务副市长."""
    found = find_titles(name)
    return bool(found) and found[-1].end() == len(name)


def _read_pieces(line: str) -> list[Piece]:
    return [read_piece(piece) for piece in _pieces(line)]


def _pieces(line: str) -> list[str]:
    """Part a line at separators outside brackets, and at 和 between two titled persons; 市委、市政府分管领导 is one."""
    line = _list_ending().sub("", _DOT.sub("·", _TELEPHONE.sub("、", line).strip()))
    parts = [part for part in _separator().split(line) if part.strip()]
    pieces: list[str] = []
    for part in reversed(parts):
        shares = pieces and is_leading_body(without_spaces(part)) and stands_alone(pieces[-1])
        if shares and find_titles(without_spaces(pieces[-1])):
            start = line.find(part)
            pieces[-1] = line[start : line.find(pieces[-1], start) + len(pieces[-1])]
        else:
            pieces += reversed(list(_joined_persons(part)))
    return pieces[::-1]


def _joined_persons(part: str) -> Iterator[str]:
    """Part 市长王明和副市长李强 behind the first person; 副市长和丽川 is one."""
    for match in _joining_words().finditer(part[:_LONGEST_PIECE]):
        before, after = part[: match.start()], part[match.end() :]
        if _is_named(before.strip()) and _is_named(after.strip()):
            yield before
            yield from _joined_persons(after)
            return
    yield part


def _is_named(words: str) -> bool:
    return (looks_like_name(words) and not is_body(words)) or is_official(words)


def _belongs_to_next(pieces: list[Piece], index: int) -> bool:
    """Tell whether a title is one of those in front of a name: 市委常委、副市长张三 is one person."""
    title, *others = (piece.titles[0] if piece.titles else piece.opening for piece in pieces[index:])
    for following, piece in zip(others, pieces[index + 1 :], strict=True):
        if not following or are_of_two(title, following):
            return False
        if piece.opening:
            return True
        title = following
    return False


def _belongs_to_last(pieces: list[Piece], index: int) -> bool:
    """Tell whether a title is one of those behind a name: 张三市委常委、副市长 is one person."""
    title = pieces[index].titles[-1]
    closing = next((piece.closing for piece in reversed(pieces[:index]) if not piece.titles), "")
    return bool(closing) and not stands_alone(title) and not are_of_two(closing, title)


def _joined_titles(names: list[str], line: str) -> Iterator[str]:
    """Join the titles that one person holds and that no name follows, as they are printed: 区委常委、政法委书记."""
    held = ""
    for name, following in pairwise([*names, ""]):
        held = _as_printed(line, held, name) if held else name
        if not (is_title(name) and is_title(following) and are_of_one(name, following)):
            yield held
            held = ""


def _as_printed(line: str, first: str, second: str) -> str:
    start = max(0, line.find(first))
    end = line.find(second, start + len(first))
    return line[start : end + len(second)] if end > 0 else f"{first}、{second}"


@cache
def _separator() -> re.Pattern[str]:
    """Return the pattern of what parts two names, outside brackets: 各县（市、区）主要负责人 is one."""
    return re.compile(rf"[{re.escape(_rules()['separators'])}](?![^（(〔【〈]*[）)〕】〉])")


@cache
def _joining_words() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["joining_words"]))


@cache
def _list_ending() -> re.Pattern[str]:
    return re.compile(_rules()["list_ending"])


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("graph", "people.yml")
    return rules
