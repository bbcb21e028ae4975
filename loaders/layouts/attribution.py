"""Attribution in running text → who plays which role.

It stands in labels below an item or in it (牵头单位：…), in brackets that end a clause (（市发改委牵头，市财政局配合）)
or in the last sentence (由市发改委牵头，市财政局配合。).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.people import has_compound_surname, looks_like_name
from graph.units import has_office_ending, is_group, split_units
from graph.words import simplified, word_list
from loaders.layouts.clauses import Attribution, Said, read_clauses, without_asides
from loaders.layouts.labels import Label, split_labels

_OPENING, _CLOSING = "（(〔[［", "）)〕]］"
_CLAUSE_ENDS = ("", "。", "；", ";", "\n", "，")
_SENTENCE_ENDS = ("。", "；", ";", "！")
_AROUND = " \t\n。；;，,"
_LAST_SENTENCE = re.compile(r"(?:^|(?<=[。；;，,]))(?P<sentence>(?:[^。；;，,]{0,4}工作)?由[^。；;]*)[。；;]?\s*$")
_CLAUSE_END = re.compile("[，,。；;]")
_LONGEST_LINE = 120
_NAME_WITH_DOT = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+$")
_LAST_RUN = re.compile(r"[\u4e00-\u9fff]{2,}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that says what is to be done, and the labels or the attribution that follow it."""

    text: str
    attribution: Attribution | None = None
    labels: tuple[Label, ...] = ()


def split_attributions(text: str) -> list[Piece]:
    """Part a paragraph after everything in it that says who answers; what says nothing comes last."""
    pieces = []
    for piece in _split_brackets(text):
        if piece.labels:
            pieces.append(piece)
            continue
        stretches = list(split_labels(piece.text))
        pieces += [Piece(before, labels=labels) for before, labels in stretches[:-1]]
        before, labels = stretches[-1] if stretches else ("", ())
        if labels and piece.attribution:
            pieces += [Piece(before, labels=labels), Piece("", piece.attribution)]
        elif labels or piece.attribution or before:
            pieces.append(
                Piece(before, piece.attribution, labels) if piece.attribution or labels else _by_sentence(before)
            )
    return _joined(pieces)


def leader_of_heading(heading: str) -> str:
    """Return the words that name who leads all below a heading; empty where it names nobody.

    The name stands in front of the title or behind it; where other words run into it, the shortest that can be a
    name is taken.
    """
    folded = simplified(heading)
    match = _heading_pattern().search(folded)
    if not match:
        return ""
    start = match.start("title")
    if not match["after"]:
        before = folded[:start]
        named = _NAME_WITH_DOT.search(before)
        start -= len(named[0]) if named else _name_length(before)
    return heading[start : match.end("leader")]


def _name_length(before: str) -> int:
    """Return how many of the last characters are a name: all up to a mark, or the shortest that can be one."""
    run = _LAST_RUN.search(before.removesuffix("同志"))
    word = run[0] if run else ""
    compound = [4] if has_compound_surname(word[-4:]) else [3] if has_compound_surname(word[-3:]) else []
    lengths = [len(word), *compound, 3, 2, 4]
    return next((length for length in lengths if length <= len(word) and looks_like_name(word[-length:])), 0)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join a stretch of text with the labels alone that follow it."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.text and not last.labels and not last.attribution and not piece.text:
            joined[-1] = Piece(last.text, piece.attribution, piece.labels)
        else:
            joined.append(piece)
    return joined


def _split_brackets(text: str) -> list[Piece]:
    pieces, start = [], 0
    for opening, closing in _brackets(text):
        before, after = text[:opening].rstrip(), text[closing + 1 : closing + 2]
        ends_clause = before.endswith(_SENTENCE_ENDS) or (after in _CLAUSE_ENDS and not has_office_ending(before))
        found = _read_bracket(text[opening + 1 : closing], ends_clause=ends_clause)
        if found:
            before = text[start:opening].strip()
            pieces.append(Piece(before if before.strip(_AROUND) else "", found.attribution, found.labels))
            start = closing + 1 + (text[closing + 1 : closing + 2] in tuple("。；;，"))
    rest = text[start:].strip()
    return [*pieces, Piece(rest)] if rest.strip(_AROUND) else pieces


def _read_bracket(inner: str, *, ends_clause: bool) -> Piece | None:
    """Return what a bracket says of who answers; None where it explains something else.

    Bare offices answer only where they end a clause: behind an office they are its second name.
    """
    inner, printed = without_asides(inner), inner
    stretches = [(before.strip(_AROUND), labels) for before, labels in split_labels(inner)]
    stretches = [(before, labels) for before, labels in stretches if before or labels]
    if stretches and all(labels for _, labels in stretches) and not any(before for before, _ in stretches):
        return Piece("", labels=tuple(label for _, labels in stretches for label in labels))
    said = read_clauses(inner, printed)
    if said:
        return Piece("", said)
    if ends_clause and _names_offices(inner):
        return Piece("", Attribution((Said("owners", inner, printed),)))
    return None


def _by_sentence(text: str) -> Piece:
    """Take from the text what only says who answers: all of a line, its last clauses, or those it opens with.

    市发改委牵头落实 · 由市发改委牵头，市财政局配合。 · 由市发改委负责，市财政局配合，建成……
    """
    whole = read_clauses(without_asides(text), text, strict=True) if len(text) <= _LONGEST_LINE else None
    if whole:
        return Piece("", whole)
    match = _LAST_SENTENCE.search(text)
    said = read_clauses(match["sentence"], strict=True) if match else None
    if match and said and text[: match.start()].strip(_AROUND):
        return Piece(text[: match.start()].rstrip("，, "), said)
    return _by_opening(text)


def _by_opening(text: str) -> Piece:
    """Take the clauses that a text opens with, as many as say who answers."""
    if not text.startswith("由"):
        return Piece(text)
    ends = [match.end() for match in _CLAUSE_END.finditer(text[:_LONGEST_LINE]) if text[match.end() :].strip(_AROUND)]
    openings = ((end, said) for end in reversed(ends) if (said := read_clauses(text[:end], strict=True)))
    end, found = next(openings, (0, None))
    return Piece(text[end:].strip(), found)


def _names_offices(words: str) -> bool:
    """Tell whether a bare bracket names offices and nothing else: an explanation in brackets does not."""
    names = split_units(words)
    offices = all(len(name) >= 3 and (has_office_ending(name) or is_group(name)) for name in names)
    return bool(names) and offices and not re.search("[：:“”]", words)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the outermost brackets: the one that opens and the one that closes."""
    depth, opened = 0, 0
    for place, character in enumerate(text):
        if character in _OPENING:
            opened = place if depth == 0 else opened
            depth += 1
        elif character in _CLOSING and depth:
            depth -= 1
            if depth == 0:
                yield opened, place


@cache
def _heading_pattern() -> re.Pattern[str]:
    titles = "|".join(sorted(word_list("graph", "people.yml")["titles"], key=len, reverse=True))
    verbs = "|".join(_rules()["leads_in_heading"])
    return re.compile(rf"(?P<leader>(?P<title>{titles})(?P<after>[\u4e00-\u9fff]{{2,4}}?)?(?:同志)?)(?:{verbs})(?!制)")


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("loaders.layouts", "attribution.yml")
    return rules
