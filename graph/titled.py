"""What stands between two separators of a cell that names persons: their names, or their titles where it has none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, groupby, pairwise

from graph.surnames import best_reading, has_compound_surname, is_of_name_words, looks_like_name, spaces_agree
from graph.titles import belongs_to_office, find_titles, is_body, opens_body, stands_alone
from graph.words import without_spaces, word_list

_NOTE = re.compile(r"[（(〔【〈][^（()）〔〕【】〈〉]*[）)〕】〉]")
_LAST_NOTE = re.compile(rf"{_NOTE.pattern}(?=\s|$)")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_COLON = re.compile("[：:]")
_NAME_LENGTHS = (3, 2, 4)
_SHORTEST, _LONGEST = 2, 3


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators: the names, or the titles where there are none.

    ``opening`` is the title in front of the first name, ``closing`` the one behind the last; ``sure`` says that
    everything beside the titles is plainly a name or a body.
    """

    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    opening: str = ""
    closing: str = ""
    certain: bool = True
    sure: bool = True


def read_piece(piece: str) -> Piece:
    """Read what stands between two separators; a bracket is a remark, but for 各县（市、区）主要负责人."""
    whole = without_spaces(piece)
    read = _read_piece(_LAST_NOTE.sub("", piece).strip() or piece)
    # Words that a remark parts are no name: each must stand in the text as it is.
    return read if all(each in whole for each in (*read.names, *read.titles)) else Piece((whole,), sure=False)


def _read_piece(piece: str) -> Piece:
    read = _read_words(_COLON.sub(" ", _NOTE.sub("", piece)).split())
    if not _NOTE.search(piece) and not (read.titles and _COLON.search(piece)):
        return read
    printed = without_spaces(piece)
    if read.titles:
        return replace(read, titles=(printed,))
    return read if read.sure else Piece((printed,), sure=False)


def _read_words(tokens: list[str]) -> Piece:
    """Read words in which offices may stand beside names: 李市长 is kept, for it has no name to give."""
    joined = "".join(tokens)
    found = find_titles(joined)
    edges = list(accumulate(map(len, tokens), initial=0))
    *before, last = _around(joined, edges, found)
    if not found:
        return _read_names(last)
    if last and not _can_follow(last):
        return Piece((joined,), sure=False)
    if not last and len(joined) == 1 + len(found[0][0]) and looks_like_name(joined[0] * _SHORTEST):
        return Piece((joined,), closing=found[0][0])
    named = _named_before(before, last, edges, found)
    bodies = ["".join(words)[len("".join(names)) :] for words, names in zip(before, named, strict=True)]
    known = all(not body or is_body(body) or stands_alone(body) for body in bodies)
    read = _together([_read_names(words) for words in (*named, last) if words])
    if not read.names:
        return Piece(titles=tuple(_printed_titles(joined, edges, found)), sure=known)
    opening = joined[: found[0].end()] if last and not named[0] else ""
    return replace(read, opening=opening, closing="" if last else bodies[-1] + found[-1][0], sure=known and read.sure)


def _named_before(
    before: list[list[str]], last: list[str], edges: list[int], found: list[re.Match[str]]
) -> list[list[str]]:
    """Return the names in front of each office: none in 铜陵市委书记王明, 王强 in 王强副市长 刘洋."""
    first, *others = [_named(words, office[0]) for words, office in zip(before, found, strict=True)]
    touches = found[0].start() not in edges and found[0].end() in edges
    return [first if not last or (touches and first == before[0]) else [], *others]


def _named(words: list[str], office: str) -> list[str]:
    """Return the words in front of an office that are names: 刘洋 of 刘洋市政府(秘书长), none of 市政府(秘书长)."""
    if not words or _are_names(words):
        return [] if belongs_to_office("".join(words), office) else words
    *names, last = words
    names = names if names and _are_names(names) else []
    for length in _NAME_LENGTHS:
        name, body = last[:length], last[length:]
        if opens_body(body) and _are_names([name]) and not belongs_to_office(name, body):
            return [*names, name]
    return names if is_body(last) else []


def _are_names(words: list[str]) -> bool:
    joined = "".join(words)
    if len(joined) < _SHORTEST or is_body(joined) or stands_alone(joined):
        return False
    return looks_like_name(joined) or all(len(word) == 1 or looks_like_name(word) for word in words)


def _is_plain(name: str) -> bool:
    """Tell whether a name is one beyond doubt: with four characters after a surname of one it may be a sentence."""
    long = len(name) > _LONGEST and not (has_compound_surname(name) or is_of_name_words(name) or "·" in name)
    return not long and _are_names([name])


def _can_follow(words: list[str]) -> bool:
    """Tell whether words behind an office are names; without a surname only one name alone: 副市长某某."""
    names = _read_names(words).names
    if any(is_body(name) or not name.replace("·", "").isalpha() for name in (*names, "".join(words))):
        return False
    alone = len(names) == 1 and (len(names[0]) <= _LONGEST or looks_like_name(names[0]))
    return alone or all(map(_is_plain, names))


def _read_names(tokens: list[str]) -> Piece:
    """Part words without a title into names; words that hold a · or are a body's stay whole."""
    words = [_honorific().sub("", token) or token for token in tokens]
    if len(words) < _SHORTEST or any(len(word) == 1 for word in words) or not any(map(_is_whole, words)):
        return _read_run(words)
    runs = groupby(words, lambda word: word if _is_whole(word) else "")
    return _together([_read_run(list(run)) for _, run in runs])


def _together(reads: list[Piece]) -> Piece:
    names = tuple(name for read in reads for name in read.names)
    return Piece(names, certain=all(read.certain for read in reads), sure=all(read.sure for read in reads))


def _is_whole(word: str) -> bool:
    return "·" in word or (len(word) > _LONGEST and is_body(word))


def _read_run(words: list[str]) -> Piece:
    joined = "".join(words)
    if not _HAN.fullmatch(joined):
        name = " ".join(words) if joined.isascii() else joined
        return Piece((name,), sure=looks_like_name(name))
    short = len(joined) <= _LONGEST or (len(joined) == _LONGEST + 1 and has_compound_surname(joined))
    if len(words) == 1 and (short or is_of_name_words(joined) or is_body(joined)):
        return Piece((joined,), sure=_are_names(words))
    best = best_reading(words)
    certain = best.ways == 1 and spaces_agree(best.names, words)
    return Piece(best.names, certain=certain, sure=all(map(_is_plain, best.names)))


def _printed_titles(joined: str, edges: list[int], found: list[re.Match[str]]) -> Iterator[str]:
    """Yield titles without a name as printed: 市长 常务副市长 are two."""
    ends = [match.end() for match in found[:-1] if match.end() in edges]
    for start, end in pairwise([0, *ends, len(joined)]):
        yield joined[start:end]


def _around(joined: str, edges: list[int], found: list[re.Match[str]]) -> Iterator[list[str]]:
    """Yield the words in front of each office and those behind the last."""
    places = [0, *(place for match in found for place in match.span()), len(joined)]
    return (_cut(joined, edges, *span) for span in zip(places[::2], places[1::2], strict=True))


def _cut(joined: str, edges: list[int], start: int, end: int) -> list[str]:
    """Return the words between two places: parted where spaces stood."""
    places = [start, *(edge for edge in edges if start < edge < end), end]
    return [joined[first:second] for first, second in pairwise(places) if first < second]


@cache
def _honorific() -> re.Pattern[str]:
    return re.compile(f"(?<=..)(?:{'|'.join(word_list('graph', 'people.yml')['honorifics'])})$")
