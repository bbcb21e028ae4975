"""Clauses that say who answers by their verbs: 市发改委牵头，市财政局配合 → who owns, who supports.

A verb closes the names in front of it. The vocabulary is in attribution.yml; it decides which verbs own beside others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.people import is_title
from graph.units import is_group, is_person, is_plainly_unit, looks_like_unit, split_units
from graph.words import simplified, word_list

_AROUND = " \t\n。；;，,、："
_LONGEST_NAME = 30
_ANY_BRACKET = re.compile("[（(〔]")
_BRACKET = re.compile(r"[（(〔]([^（()）〔〕]*)[）)〕](?=\s|$|[，,；;、。])")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of one role: the words that name who plays it, and the words that say so.

    ``contacts`` is true where its label says that persons are named beside the units (责任单位及责任人).
    """

    role: str
    words: str
    quote: str
    says_lead: bool = False
    contacts: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a text says of who answers, in its order, and when it is due."""

    said: tuple[Said, ...]
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class _Clause:
    """Names and what closes them: ``rank`` 0 where the verb always gives ``role``."""

    names: str
    role: str
    rank: int = 0


def read_clauses(text: str, quote: str = "", *, strict: bool = False) -> Attribution | None:
    """Return what the clauses say of who answers, None where they are no such clauses.

    ``quote`` are the words to cite where the text was cleaned. Every stretch must be names with a verb, a deadline or
    an aside, and half of the names must look like names; ``strict``, where no bracket says that they are, all of them.
    """
    clauses: list[_Clause] = []
    deadlines: list[str] = []
    start = 0
    for verb in _verb_pattern().finditer(simplified(text)):
        entry = _verbs()[int(str(verb.lastgroup)[1:])]
        clauses += _clauses(text[start : verb.start()], entry, deadlines)
        start = verb.end()
    rest = [part for part in re.split("[，,；;。]", text[start:]) if part.strip(_AROUND)]
    if not clauses or not all(_take_rest(part, clauses, deadlines) for part in rest):
        return None
    names = [name for clause in clauses for name in split_units(clause.names)]
    if not _are_names(names) or (strict and not all(is_plainly_unit(name) or _only_persons(name) for name in names)):
        return None
    return Attribution(tuple(_said(clauses, quote or text)), "；".join(deadlines))


def without_asides(text: str) -> str:
    """Return the text without what only says how the list is read: （下同）, 列第一位的为牵头单位."""
    text = _BRACKET.sub(lambda bracket: "" if _only_asides(bracket[1]) else bracket[0], text)
    parts = _parts_outside_brackets(text)
    kept = [part for part in parts if not _is_aside(part.strip(_AROUND))]
    return text if len(kept) == len(parts) else "".join(kept).rstrip("，,；;")


def ends_outside_brackets(text: str, marks: str, start: int = 0, limit: int | None = None) -> Iterator[int]:
    """Yield where a mark ends that stands outside brackets, between two places of a text."""
    depth = 0
    for place, character in enumerate(text[start:limit], start=start):
        depth += (character in "（(〔") - (character in "）)〕" and depth > 0)
        if depth == 0 and character in marks:
            yield place + 1


def _parts_outside_brackets(text: str) -> list[str]:
    """Part a text behind its commas and stops, not inside brackets: what stands there belongs to a name."""
    if not _ANY_BRACKET.search(text):
        return re.split("(?<=[，,；;。])", text)
    cuts = list(ends_outside_brackets(text, "，,；;。"))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]


def _only_asides(text: str) -> bool:
    parts = [part.strip(_AROUND) for part in re.split("[，,；;。]", text)]
    return any(parts) and all(_is_aside(part) for part in parts if part)


def read_marks(text: str, quote: str = "") -> Attribution | None:
    """Return who leads in a list in which a bracket behind a name says so: 市发改委（牵头）、市财政局."""
    names = split_units(text)
    marked = [_mark(name) for name in names]
    if not any(entry for _, entry in marked):
        return None
    has_lead = any(entry.get("rank") for _, entry in marked if entry)
    plain = "supports" if has_lead else "owners"
    said = [
        Said("owners" if entry.get("rank") else "supports", name, quote or text, says_lead=bool(entry.get("rank")))
        if entry
        else Said(plain, name, quote or text)
        for name, entry in marked
    ]
    return Attribution(tuple(said))


def _mark(name: str) -> tuple[str, dict[str, Any] | None]:
    """Return the name without the mark behind it, and what the mark says; None where there is none."""
    match = re.fullmatch(r"(?P<name>.+?)[（(](?P<mark>[^（()）]+)[）)]", name)
    if match:
        for entry in _rules()["marks"]:
            if simplified(match["mark"]) in entry["forms"]:
                return match["name"], entry
    return name, None


def _clauses(text: str, entry: dict[str, Any], deadlines: list[str]) -> Iterator[_Clause]:
    """Yield the names in front of a verb; behind a word such as 会同 stand those who support."""
    kept = []
    for part in re.split("(?<=[，,；;。])", text):
        bare = part.strip(_AROUND)
        if bare and is_deadline(bare):
            deadlines.append(bare)
        elif bare and not _is_aside(bare):
            kept.append(part)
    names = _without_opener("".join(kept).strip(_AROUND))
    if not names:
        return
    together = list(re.finditer("|".join(_rules()["together"]), simplified(names)))
    starts, ends = [0, *(match.end() for match in together)], [*(match.start() for match in together), len(names)]
    first, *others = [names[start:end] for start, end in zip(starts, ends, strict=True)]
    if first.strip(_AROUND):
        yield _Clause(first.strip(_AROUND), entry.get("role", ""), entry.get("rank", 0))
    for other in others:
        yield _Clause(other.strip(_AROUND), "supports")


def _take_rest(part: str, clauses: list[_Clause], deadlines: list[str]) -> bool:
    """Take a stretch behind the last verb; False where it says something else."""
    bare = part.strip(_AROUND)
    folded = simplified(bare)
    together = next((word for word in _rules()["together"] if folded.startswith(word)), "")
    if together:
        clauses.append(_Clause(bare[len(together) :], "supports"))
    elif is_deadline(bare):
        deadlines.append(bare)
    elif not _is_aside(bare):
        return False
    return True


def _said(clauses: list[_Clause], quote: str) -> Iterator[Said]:
    ranks = [clause.rank for clause in clauses if clause.rank and not _only_persons(clause.names)]
    for clause in clauses:
        if _only_persons(clause.names):
            yield Said("leaders", clause.names, quote)
            continue
        role = clause.role or ("owners" if clause.rank == min(ranks) else "supports")
        yield Said(role, clause.names, quote, says_lead=clause.rank == 1)


def _only_persons(names: str) -> bool:
    """Tell whether the words name persons only: 李四副市长牵头."""
    return all(is_title(name) or (is_person(name) and not looks_like_unit(name)) for name in split_units(names))


def _are_names(names: list[str]) -> bool:
    """Tell whether these are names of who can answer, not a sentence with the same verb."""
    if not names or any(len(name) > _LONGEST_NAME or re.search(r"[。！？：“”]", name) for name in names):
        return False
    return 2 * sum(looks_like_unit(name) or is_group(name) or _only_persons(name) for name in names) >= len(names)


def is_deadline(text: str) -> bool:
    """Tell whether the words say when something is due, and nothing else."""
    return bool(re.fullmatch(_rules()["deadline"], simplified(text))) and not looks_like_unit(text)


def _is_aside(text: str) -> bool:
    return bool(text) and _aside_pattern().fullmatch(simplified(text)) is not None


@cache
def _aside_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in _rules()["asides"]))


def _without_opener(names: str) -> str:
    folded = simplified(names)
    opener = max((word for word in _rules()["openers"] if folded.startswith(word)), key=len, default="")
    return names[len(opener) :]


@cache
def _verb_pattern() -> re.Pattern[str]:
    forms = (f"(?P<v{index}>{'|'.join(entry['forms'])})" for index, entry in enumerate(_verbs()))
    together = "|".join(_rules()["together"])
    return re.compile(rf"(?:{'|'.join(forms)})(?=[，,；;、。\s]|$|由|{together})")


def _verbs() -> list[dict[str, Any]]:
    verbs: list[dict[str, Any]] = _rules()["verbs"]
    return verbs


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("loaders.layouts", "attribution.yml")
    return rules
