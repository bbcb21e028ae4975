"""Attribution in running text → who plays which role.

It stands in labels below an item or in it (牵头单位：…), or in brackets that end a clause
(（市发改委牵头，市财政局配合）).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.units import has_office_ending, is_group, split_units
from graph.words import word_list
from loaders.layouts.headers import DUTY_ROLES

_OPENING, _CLOSING = "（(〔", "）)〕"
_CLAUSE_ENDS = ("", "。", "；", ";", "\n")
_AROUND = " \t\n。；;，,"


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands in the text: its word, the words it labels, and both together."""

    word: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a piece of text says of who answers: the words of each role, their quotes, and when it is due."""

    words: Mapping[str, str]
    quotes: Mapping[str, str]
    deadline: str = ""


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
        before, labels = split_labels(piece.text)
        if labels and piece.attribution:
            pieces += [Piece(before, labels=labels), Piece("", piece.attribution)]
        else:
            pieces.append(Piece(before, piece.attribution, piece.labels or labels))
    return pieces


def split_labels(text: str) -> tuple[str, tuple[Label, ...]]:
    """Return what stands before the first label, and the labels: 牵头单位：市发改委；完成时限：6月底."""
    matches = list(_label_pattern().finditer(text))
    if not matches:
        return text, ()
    ends = [match.start() for match in matches[1:]] + [len(text)]
    labels = [
        Label(match["label"], text[match.end() : end].strip(_AROUND), text[match.start() : end].strip(_AROUND))
        for match, end in zip(matches, ends, strict=True)
    ]
    return text[: matches[0].start()].rstrip(), tuple(label for label in labels if label.value)


def read_labels(labels: Sequence[Label]) -> Attribution:
    """Give each label of an item its role beside the others: the lowest rank owns, the rest support (headers.yml)."""
    ranks = [entry["rank"] for label in labels if "rank" in (entry := _labels()[label.word])]
    words: dict[str, list[str]] = {}
    quotes: dict[str, list[str]] = {}
    for label in labels:
        role = _role(_labels()[label.word], min(ranks, default=0))
        words.setdefault(role, []).append(label.value)
        quotes.setdefault(role, []).append(label.quote)
    deadline = "；".join(words.pop("deadline", ()))
    return Attribution(
        {role: "\n".join(texts) for role, texts in words.items()},
        {role: "\n".join(quotes[role]) for role in words},
        deadline,
    )


def _split_brackets(text: str) -> list[Piece]:
    pieces, start = [], 0
    for opening, closing in _brackets(text):
        found = _read_bracket(text[opening + 1 : closing], ends_clause=text[closing + 1 : closing + 2] in _CLAUSE_ENDS)
        if found:
            before = text[start:opening].strip()
            pieces.append(Piece(before if before.strip(_AROUND) else "", found.attribution, found.labels))
            start = closing + 1 + (text[closing + 1 : closing + 2] in tuple("。；;"))
    rest = text[start:].strip()
    return [*pieces, Piece(rest)] if rest.strip(_AROUND) else pieces


def leader_of_heading(heading: str) -> str:
    """Return the words that name who leads all below a heading; empty where it names nobody."""
    match = _heading_pattern().search(heading)
    return match["leader"] if match else ""


def _read_bracket(inner: str, *, ends_clause: bool) -> Piece | None:
    """Return what a bracket says of who answers; None where it explains something else."""
    before, labels = split_labels(inner)
    if labels and not before.strip(_AROUND):
        return Piece("", labels=labels)
    rules = _rules()
    due = re.search(rules["deadline"], inner)
    core, deadline = (inner[: due.start()], due["deadline"]) if due else (inner, "")
    for entry in rules["brackets"]:
        match = re.fullmatch(entry["form"], core)
        found = {role: words for role, words in match.groupdict().items() if words} if match else {}
        if found and all(map(_names_units, found.values())):
            roles: dict[str, str] = {}
            for role, words in found.items():
                roles[role.rstrip("2")] = "\n".join(filter(None, (roles.get(role.rstrip("2")), words)))
            return Piece("", Attribution(roles, dict.fromkeys(roles, inner), deadline))
    if ends_clause and _names_offices(core):
        return Piece("", Attribution({"owners": core}, {"owners": inner}, deadline))
    return None


def _names_units(words: str) -> bool:
    """Tell whether a list names units, with a verb beside it: short names without a sentence's marks."""
    names = split_units(words)
    return bool(names) and all(len(name) <= 30 and not re.search(r"[。！？：“”]", name) for name in names)


def _names_offices(words: str) -> bool:
    """Tell whether a bare bracket names offices and nothing else: an explanation in brackets does not."""
    names = split_units(words)
    return bool(names) and all(len(name) >= 3 and (has_office_ending(name) or is_group(name)) for name in names)


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


def _role(entry: Mapping[str, Any], lowest: int) -> str:
    roles: list[str] = entry["roles"]
    if "rank" in entry and entry["rank"] > lowest and "supports" in roles:
        return "supports"
    return roles[0]


@cache
def _labels() -> dict[str, dict[str, Any]]:
    """Return the header words that can stand as labels: those of duties and deadlines."""
    entries = word_list("loaders.layouts", "headers.yml")["headers"]
    wanted = (*DUTY_ROLES, "deadline")
    return {word: entry for entry in entries if entry["roles"][0] in wanted for word in entry["words"]}


@cache
def _label_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _labels()), key=len, reverse=True))
    return re.compile(rf"(?<![\u4e00-\u9fff])[【\[（(]?(?P<label>{words})[】\]）)]?\s*[:：]\s*")


@cache
def _heading_pattern() -> re.Pattern[str]:
    titles = "|".join(sorted(word_list("graph", "people.yml")["titles"], key=len, reverse=True))
    verbs = "|".join(_rules()["leads_in_heading"])
    return re.compile(rf"(?P<leader>[\u4e00-\u9fff·]{{0,6}}?(?:{titles}))(?:{verbs})")


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("loaders.layouts", "attribution.yml")
    return rules
