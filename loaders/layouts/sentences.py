"""Attribution in plain sentences, without brackets or labels → pieces, each with what it says of who answers.

市发改委牵头落实 · 修路3公里。由市发改委牵头，市财政局配合。 · 食品安全专项整治，由卫生部门负责。要加大巡查…… ·
由市发改委负责，建成…… · 市消防支队牵头，市商务局配合，开展…… · 由市水利局会同市财政局建成……

A sentence in which units are the subject of what is to be done is read by ``subjects``.
"""

import re
from collections.abc import Iterator

from loaders.layouts.clauses import Attribution, ends_outside_brackets, holds_verb, read_clauses, without_asides
from loaders.layouts.labels import addressed
from loaders.layouts.pieces import Piece
from loaders.layouts.subjects import framed, joined_in_front, may_hold_frame, with_supports

_AROUND = " \t\n。；;，,"
_STOPS = "。；;！"
_LONGEST = 120
_LAST_CLAUSES = re.compile(r"(?:^|(?<=[，,]))(?P<clauses>(?:[^。；;，,]{0,4}工作)?由[^。；;]*)[。；;]?\s*$")


def by_sentence(text: str) -> list[Piece]:
    """Part a text behind each sentence that says who answers; what follows the last of them stays with its task."""
    if not _may_answer(text) or addressed().search(text):
        return [Piece(text)]
    whole = _whole(text)
    if whole:
        return [Piece("", whole)]
    opened = _by_opening(text) or _by_frame(text)
    if opened:
        return [opened]
    pieces: list[Piece] = []
    waiting = ""
    for sentence in _sentences(text):
        if not _may_answer(sentence):
            waiting += sentence
            continue
        follows = bool(waiting.strip(_AROUND))
        before, said = _by_end(sentence, follows=follows)
        opened = None if said else ((_by_opening(sentence) if follows else None) or _by_frame(sentence))
        if opened:
            before, said = opened.text, opened.attribution
        waiting += before
        if said:
            pieces.append(Piece(waiting.rstrip("，, "), said))
            waiting = ""
    if pieces and not pieces[-1].text and len(pieces) == 1:
        return [Piece(text)]
    if not pieces or not waiting.strip(_AROUND):
        return pieces or [Piece(text)]
    last = pieces.pop()
    stop = "" if last.text.endswith(tuple(_STOPS)) else "。"
    return [*pieces, Piece(f"{last.text}{stop}{waiting}", last.attribution)]


def answered_in_front(text: str) -> tuple[list[Piece], str]:
    """Part off what other sentences answer for, in front of a task with a bracket: 修路，由市交通局牵头。建厂。（……）.

    Only clauses behind a comma that end their sentence count, and the sentence right before the bracket is its own.
    """
    pieces: list[Piece] = []
    waiting = ""
    *others, own = list(_sentences(text)) or [""]
    for sentence in others if "由" in text else ():
        match = _LAST_CLAUSES.search(sentence)
        said = read_clauses(match["clauses"], strict=True) if match else None
        task = f"{waiting}{sentence[: match.start()]}".rstrip("，, ") if match and said else ""
        if task:
            pieces.append(Piece(task, said))
        waiting = "" if task else f"{waiting}{sentence}"
    return (pieces, f"{waiting}{own}".strip()) if pieces else ([], text)


def _may_answer(text: str) -> bool:
    """Tell quickly whether a text can say who answers: it holds a verb that closes names, or what frames them."""
    return holds_verb(text) or may_hold_frame(text)


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in ends_outside_brackets(text, _STOPS):
        yield text[start:end]
        start = end
    if text[start:]:
        yield text[start:]


def _whole(text: str) -> Attribution | None:
    """Return what a line says that says nothing but who answers."""
    is_likely = len(text) <= _LONGEST and holds_verb(text)
    return read_clauses(without_asides(text), text, strict=True) if is_likely else None


def _by_end(sentence: str, *, follows: bool) -> tuple[str, Attribution | None]:
    """Return a sentence without the clauses that it ends with, and what they say; all of it where it follows a task."""
    said = _whole(sentence) if follows else None
    if said:
        return "", said
    match = _LAST_CLAUSES.search(sentence) if "由" in sentence else None
    if not match:
        return sentence, None
    said = read_clauses(match["clauses"], strict=True)
    opened = None if said else _by_opening(sentence[match.start() :])
    before = f"{sentence[: match.start()]}{opened.text if opened else ''}"
    return (before, said or (opened.attribution if opened else None)) if said or opened else (sentence, None)


def _by_opening(text: str) -> Piece | None:
    """Take the clauses that a text opens with, as many as say who answers."""
    sentence = next(_sentences(text), "")
    if not holds_verb(sentence[:_LONGEST]):
        return None
    ends = [*ends_outside_brackets(sentence, "，,", 0, _LONGEST), len(sentence)]
    ends = [end for end in ends if end <= _LONGEST and text[end:].strip(_AROUND)]
    openings = ((end, said) for end in reversed(ends) if (said := read_clauses(text[:end], strict=True)))
    end, found = next(openings, (0, None))
    return _with_supports(text[end:].strip(), found) if found else None


def _by_frame(text: str) -> Piece | None:
    """Take who answers by 由 in front of the units that a text opens with: 由市水利局会同市财政局建成……."""
    found = framed(text)
    return _with_supports(text.strip(), found) if found else None


def _with_supports(text: str, found: Attribution) -> Piece:
    """Return what is to be done, without the clauses between its commas by which others support: 市财政局配合."""
    sentence = next(_sentences(text), "")
    kept, said = with_supports(sentence)
    rest = f"{kept}{text[len(sentence) :]}"
    said = (*joined_in_front(kept), *said)
    return Piece(rest, Attribution((*found.said, *said), found.deadline)) if rest.strip(_AROUND) else Piece(text, found)
