"""Attribution in running text → who plays which role.

It stands in labels below an item or in it (牵头单位：…), in brackets that end a clause (（市发改委牵头，市财政局配合）)
or in the last sentence (由市发改委牵头，市财政局配合。).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from graph.people import is_official
from graph.units import has_office_ending, is_group, is_plainly_unit, split_units
from graph.words import simplified, word_list
from loaders.layouts.actions import CLOSING, OPENING
from loaders.layouts.clauses import (
    Attribution,
    Said,
    is_deadline,
    name_and_mark,
    read_clauses,
    read_marks,
    without_asides,
)
from loaders.layouts.labels import split_labels, with_contacts, without_contacts
from loaders.layouts.pieces import Piece
from loaders.layouts.sentences import answered_in_front, by_sentence
from loaders.layouts.subjects import framed
from loaders.layouts.that_office import Named, with_office_named

_CLAUSE_ENDS = ("", "。", "；", ";", "\n", "，")
_SENTENCE_ENDS = ("。", "；", ";", "！")
_AROUND = " \t\n。；;，,"
_LONGEST_LEADERS = 40
_MARK = re.compile(r"^\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?[、.．\s]*")
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_COUNTED = re.compile(r"[（(]\s*共?\s*\d+\s*[项件条个]\s*[）)]\s*$")


def split_attributions(text: str) -> list[Piece]:
    """Part a paragraph after everything in it that says who answers; what says nothing comes last.

    Brackets that say whom to call are left out: they stand anywhere, and are no part of the task.
    """
    bare = without_contacts(text)
    named = with_office_named(bare)
    pieces = [named.as_printed(piece) for piece in _split_named(named)] if named else _split(bare)
    return pieces if bare == text else [_as_printed(piece, text) for piece in pieces]


def _as_printed(piece: Piece, text: str) -> Piece:
    """Return a piece with its receipts as the text prints them, whom to call among their words."""
    labels = tuple(replace(label, quote=with_contacts(label.quote, text)) for label in piece.labels)
    if not piece.attribution:
        return replace(piece, labels=labels)
    said = tuple(replace(each, quote=with_contacts(each.quote, text)) for each in piece.attribution.said)
    return Piece(piece.text, replace(piece.attribution, said=said), labels)


def _split_named(named: Named) -> list[Piece]:
    """Part a paragraph that says 由该局; the office may be the subject of what is to be done: 由该局商市财政局完善."""
    pieces = _split(named.read)
    found = None if any(piece.is_attributed for piece in pieces) else framed(named.read[named.start - 1 :])
    return [Piece(named.read, found)] if found else pieces


def _split(text: str) -> list[Piece]:
    pieces = []
    for piece in _split_brackets(text):
        if piece.labels:
            *earlier, last = _split(piece.text) or [Piece("")]
            own = replace(piece, text="" if last.is_attributed else last.text)
            pieces += [*earlier, last, own] if last.is_attributed else [*earlier, own]
            continue
        stretches = list(split_labels(piece.text))
        pieces += [Piece(before, labels=labels) for before, labels in stretches[:-1]]
        before, labels = stretches[-1] if stretches else ("", ())
        if labels and piece.attribution:
            pieces += [Piece(before, labels=labels), Piece("", piece.attribution)]
        elif piece.attribution:
            others, task = answered_in_front(before)
            pieces += [*others, Piece(task, piece.attribution)]
        elif labels:
            pieces.append(Piece(before, labels=labels))
        elif before:
            pieces += by_sentence(before)
    return _joined(pieces)


def leader_of_heading(heading: str) -> str:
    """Return the words that name who leads all below a heading; empty where it names nobody.

    They stand in front of a verb, or they are all that it says: 三、副市长张三（3项）.
    """
    folded = simplified(heading)
    match = next((each for each in _heading_verb().finditer(folded) if _names_before(heading, each.start())), None)
    if match:
        return _names_before(heading, match.start())
    words = _COUNTED.sub("", _MARK.sub("", heading, count=1)).strip("：:。 ")
    return words if is_official(words) else ""


def _names_before(text: str, end: int) -> str:
    """Return the longest stretch in front of a place that names officials and nothing else."""
    starts = range(max(0, end - _LONGEST_LEADERS), end - 1)
    return next((text[at:end].strip() for at in starts if is_official(text[at:end])), "")


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
        ends_sentence = before.endswith(_SENTENCE_ENDS)
        found = _read_bracket(text[opening + 1 : closing], ends_clause=ends_clause, ends_sentence=ends_sentence)
        if found:
            before = text[start:opening].strip()
            pieces.append(Piece(before if before.strip(_AROUND) else "", found.attribution, found.labels))
            start = closing + 1 + (text[closing + 1 : closing + 2] in tuple("。；;，"))
    rest = text[start:].strip()
    return [*pieces, Piece(rest)] if rest.strip(_AROUND) else pieces


def _read_bracket(inner: str, *, ends_clause: bool, ends_sentence: bool) -> Piece | None:
    """Return what a bracket says of who answers; None where it explains something else.

    Bare offices answer only where they end a clause: behind an office they are its second name. Behind a whole
    sentence so does every other unit: 建成胸痛中心。（县人民医院）
    """
    inner, printed = without_asides(inner), inner
    stretches = [(before.strip(_AROUND), labels) for before, labels in split_labels(inner)]
    stretches = [(before, labels) for before, labels in stretches if before or labels]
    every = [label for _, labels in stretches for label in labels]
    if every and all(label.entry.get("opens_line") for label in every):
        return None  # 组建专班（组长：张三） names nobody who answers
    if stretches and all(labels for _, labels in stretches):
        first, *others = [before for before, _ in stretches]
        if not any(others) and (not first or _names_offices(first)):
            return Piece("", _bare_offices(first, printed) if first else None, tuple(every))
        clauses = None if any(others) else read_clauses(first, printed)
        if clauses:
            return Piece("", clauses, tuple(every))
    said = read_clauses(inner, printed)
    if said:
        return Piece("", said)
    named = _names_offices(inner) or (ends_sentence and _names_units(inner))
    return Piece("", _bare_offices(inner, printed)) if ends_clause and named else None


def _names_offices(words: str) -> bool:
    """Tell whether a bare bracket names offices, perhaps with a deadline, and nothing else: an explanation does not."""
    names = [name_and_mark(name)[0] for name in split_units("，".join(_without_deadlines(words)[0]))]
    offices = all(len(name) >= 3 and (has_office_ending(name) or is_group(name)) for name in names)
    return bool(names) and offices and not re.search("[：:“”]", words)


def _names_units(words: str) -> bool:
    """Tell whether a bracket names units, and nothing else."""
    names = split_units(words)
    return bool(names) and all(is_plainly_unit(name) for name in names) and not re.search("[：:“”]", words)


def _bare_offices(words: str, quote: str) -> Attribution:
    """Return that these offices answer; where a mark behind one says that it leads, the others support."""
    named, deadlines = _without_deadlines(words)
    marked = read_marks("，".join(named), quote)
    said = marked.said if marked else (Said("owners", "，".join(named), quote),)
    return Attribution(said, "；".join(deadlines))


def _without_deadlines(words: str) -> tuple[list[str], list[str]]:
    """Part words at their commas into those that name somebody, and those that say when."""
    parts = [part.strip() for part in re.split("[，,；;]", words) if part.strip()]
    return [part for part in parts if not is_deadline(part)], [part for part in parts if is_deadline(part)]


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the outermost brackets: the one that opens and the one that closes."""
    depth, opened = 0, 0
    for found in _BRACKET.finditer(text):
        if found[0] in OPENING:
            opened = found.start() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield opened, found.start()


@cache
def _heading_verb() -> re.Pattern[str]:
    verbs = "|".join(_rules()["leads_in_heading"])
    return re.compile(rf"(?:共同|分别|亲自)?(?:{verbs})(?!制)")


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("loaders.layouts", "attribution.yml")
    return rules
