"""Attribution in plain sentences, without brackets or labels → pieces, each with what it says of who answers.

市发改委牵头落实 · 修路3公里。由市发改委牵头，市财政局配合。 · 食品安全专项整治，由卫生部门负责。要加大巡查…… ·
由市发改委负责，建成…… · 市消防支队牵头，市商务局配合，开展……
"""

import re
from collections.abc import Iterator

from graph.units import is_group, is_plainly_unit, split_units
from graph.words import simplified
from loaders.layouts.clauses import Attribution, Said, ends_outside_brackets, read_clauses, without_asides
from loaders.layouts.labels import addressed
from loaders.layouts.pieces import Piece

_AROUND = " \t\n。；;，,"
_STOPS = "。；;！"
_LONGEST = 120
_COMMA = re.compile("[，,]")
_SUBJECT = re.compile(
    r"由?(?P<names>[^，,。；;：:]{2,60}?)"
    r"(?:(?:牵头|具体|主要|共同|分别|组织|统筹)*负责(?:牵头|组织|实施|落实)?|牵头(?:组织|开展|推进|实施|做好|落实)?)"
    r"[：:]?(?=[^，,。；;、])"
)
_LAST_CLAUSES = re.compile(r"(?:^|(?<=[，,]))(?P<clauses>(?:[^。；;，,]{0,4}工作)?由[^。；;]*)[。；;]?\s*$")


def by_sentence(text: str) -> list[Piece]:
    """Part a text behind each sentence that says who answers; what follows the last of them stays with its task."""
    if addressed().search(text):
        return [Piece(text)]
    whole = _whole(text)
    if whole:
        return [Piece("", whole)]
    opened = _by_opening(text)
    if opened:
        return [opened]
    pieces: list[Piece] = []
    waiting = ""
    for sentence in _sentences(text):
        follows = bool(waiting.strip(_AROUND))
        before, said = _by_end(sentence, follows=follows)
        opened = _by_opening(sentence) if follows and not said else None
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


def _sentences(text: str) -> Iterator[str]:
    ends = list(ends_outside_brackets(text, _STOPS))
    yield from (text[start:end] for start, end in zip([0, *ends], [*ends, None], strict=True) if text[start:end])


def _whole(text: str) -> Attribution | None:
    """Return what a line says that says nothing but who answers."""
    return read_clauses(without_asides(text), text, strict=True) if len(text) <= _LONGEST else None


def _by_end(sentence: str, *, follows: bool) -> tuple[str, Attribution | None]:
    """Return a sentence without the clauses that it ends with, and what they say; all of it where it follows a task."""
    said = _whole(sentence) if follows else None
    if said:
        return "", said
    match = _LAST_CLAUSES.search(sentence)
    said = read_clauses(match["clauses"], strict=True) if match else None
    return (sentence[: match.start()], said) if match and said else (sentence, None)


def _by_opening(text: str) -> Piece | None:
    """Take the clauses that a text opens with, as many as say who answers."""
    sentence = next(_sentences(text), "")
    ends = [*(match.end() for match in _COMMA.finditer(sentence[:_LONGEST])), len(sentence)]
    ends = [end for end in ends if end <= _LONGEST and text[end:].strip(_AROUND)]
    openings = ((end, said) for end in reversed(ends) if (said := read_clauses(text[:end], strict=True)))
    end, found = next(openings, (0, None))
    return Piece(text[end:].strip(), found) if found else None


def by_subject(text: str) -> Attribution | None:
    """Return who answers where units are the subject of a task's sentence: 县住建局牵头负责排查……，各乡镇配合.

    A single sentence of that kind may tell anything; so the caller asks only for lists made of them.
    """
    match = _SUBJECT.match(simplified(text))
    names = split_units(text[match.start("names") : match.end("names")]) if match else ()
    if not match or not all(is_plainly_unit(name) for name in names) or all(is_group(name) for name in names):
        return None
    said = [Said("owners", text[match.start("names") : match.end("names")], text[: match.end()])]
    last = _COMMA.split(text.rstrip(_AROUND))[-1]
    closing = read_clauses(last, strict=True) if last in text[match.end() :] else None
    if closing and all(each.role == "supports" for each in closing.said):
        said += closing.said
    return Attribution(tuple(said))
