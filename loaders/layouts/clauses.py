"""Clauses that say who answers by their verbs: 市发改委牵头，市财政局配合 → who owns, who supports.

A verb closes the names in front of it. The vocabulary is in attribution.yml; it decides which verbs own beside others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.people import is_official, split_names
from graph.units import has_office_ending, is_group, is_person, is_plainly_unit, looks_like_unit, split_units
from graph.words import simplified, word_list
from loaders.layouts.actions import are_units, is_action, is_no_name, names_unit_in_front
from loaders.layouts.headers import entry_of

_AROUND = " \t\n。；;，,、："
_LONGEST_NAME, _LONGEST_SHORT = 30, 12
_LEADERS = ("领导", "領導")
_ANSWER = ("leaders", "owners")
_UNSAID = 3
"""The rank of units that no verb says anything of: as of those that are responsible."""
_SENTENCE = re.compile("[。！？：“”]|要[各切认加抓按紧在]|应当?[当按认]|各负其责|必须|务必|履行|[要应须]$")
_COMMA = re.compile("[，,；;]")
_SPAN = re.compile(r"[\d一二三四五六七八九十两]+个?[年月天周日]")
_COMMA_OR_STOP = re.compile("[，,；;。]")
_NO_WORD = re.compile(r"[\s\"“”（()）.。，,；;：:]")
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
    In brackets a stretch may say what is to be done as well: 6月底前出台细则.
    """
    if not holds_verb(text):
        return None
    clauses: list[_Clause] = []
    deadlines: list[str] = []
    start = 0
    for verb in _verb_pattern().finditer(simplified(text)):
        last = _COMMA.split(text[start : verb.end()])[-1]
        names = last[: len(last) - len(verb[0])]
        if is_deadline(last) or (not strict and _is_undertaking(last, names)):
            continue  # 年内持续推进, 6月底前出台方案
        entry = _verbs()[int(str(verb.lastgroup)[1:])]
        is_owned = any(clause.rank and not _only_persons(clause.names) for clause in clauses)
        clauses += _clauses(text[start : verb.start()], entry, deadlines, is_owned=is_owned, strict=strict)
        start = verb.end()
    rest = [part for part in _COMMA_OR_STOP.split(text[start:]) if part.strip(_AROUND)]
    if not clauses or not all(_take_rest(part, clauses, deadlines, strict=strict) for part in rest):
        return None
    names = [name for clause in clauses for name in split_units(clause.names)]
    if not names or any(_is_no_name(name) for name in names):
        return None
    if any(clause.role == "leaders" and not _only_persons(clause.names) for clause in clauses):
        return None
    if not (_are_plainly_names(names) or _are_framed(text, clauses) if strict else _are_likely_names(names)):
        return None
    return Attribution(tuple(_said(clauses, quote or text)), "；".join(deadlines))


def holds_verb(text: str) -> bool:
    """Tell quickly whether a text holds a verb that can close names, also where an aside stands behind it."""
    return _closing_verb().search(simplified(text)) is not None


def _is_undertaking(text: str, names: str) -> bool:
    """Tell whether words that end with a verb say what is to be done and name nobody: 加快项目实施, 6月底前开工建设."""
    return is_action(names.strip(_AROUND)) or _is_dated(text.strip(_AROUND))


def _is_dated(text: str) -> bool:
    """Tell whether the words are a time and what is to be done by then, and name nobody: 6月底前出台细则."""
    time, rest = _after_time(text)
    if not time or not rest or names_unit_in_front(rest):
        return False
    return not has_office_ending(rest) or _reports().match(simplified(rest)) is not None


def _after_time(text: str) -> tuple[str, str]:
    """Part a text into the time that it begins with, empty without one, and the rest: 6月底前 | 县财政局."""
    times, all_words = _deadline_patterns()
    match = all_words.match(simplified(text))
    at = match.end() if match and times.search(match[0]) and not _SPAN.fullmatch(match[0]) else 0
    return text[:at], text[at:]


def without_asides(text: str) -> str:
    """Return the text without what only says how the list is read: （下同）, 列第一位的为牵头单位."""
    text = _BRACKET.sub(lambda bracket: "" if _only_asides(bracket[1]) else bracket[0], text)
    parts = _parts_outside_brackets(text)
    kept = [part for part in parts if not _is_aside(part.strip(_AROUND))]
    return text if len(kept) == len(parts) else "".join(kept).rstrip("，,；;")


def ends_outside_brackets(text: str, marks: str, start: int = 0, limit: int | None = None) -> Iterator[int]:
    """Yield where a mark ends that stands outside brackets, between two places of a text."""
    depth = 0
    for found in _brackets_and(marks).finditer(text, start, len(text) if limit is None else limit):
        character = found[0]
        depth += (character in "（(〔") - (character in "）)〕" and depth > 0)
        if depth == 0 and character in marks:
            yield found.end()


@cache
def _brackets_and(marks: str) -> re.Pattern[str]:
    return re.compile(f"[（(〔）)〕{re.escape(marks)}]")


def _parts_outside_brackets(text: str) -> list[str]:
    """Part a text behind its commas and stops, not inside brackets: what stands there belongs to a name."""
    if not _ANY_BRACKET.search(text):
        return re.split("(?<=[，,；;。])", text)
    cuts = list(ends_outside_brackets(text, "，,；;。"))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, None], strict=True)]


def _only_asides(text: str) -> bool:
    parts = [part.strip(_AROUND) for part in _COMMA_OR_STOP.split(text)]
    return any(parts) and all(_is_aside(part) for part in parts if part)


def read_marks(text: str, quote: str = "") -> Attribution | None:
    """Return who leads in a list in which a bracket behind a name says so: 市发改委（牵头）、市财政局."""
    names = split_units(text)
    marked = [name_and_mark(name) for name in names]
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


def with_marks_apart(text: str) -> str:
    """Return a list with each mark behind its name, and nothing run into it: 市发改委 （牵头）市财政局."""
    return _mark_pattern().sub(lambda match: match["mark"] + ("" if match["after"] is None else "、"), text)


def read_together(text: str, quote: str = "") -> Attribution | None:
    """Return who owns and who supports where a word joins whole units: 市水务局会同市财政局."""
    first, *others = _together().split(simplified(text))
    sides = [first, *others]
    if not others or not all(split_units(side) and all(map(_is_plain, split_units(side))) for side in sides):
        return None
    said = [Said("owners", first, quote or text), *(Said("supports", other, quote or text) for other in others)]
    return Attribution(tuple(said))


def _is_plain(name: str) -> bool:
    return is_plainly_unit(name) or is_group(name)


def name_and_mark(name: str) -> tuple[str, dict[str, Any] | None]:
    """Return the name without the mark behind it, and what the mark says; None where there is none."""
    match = re.fullmatch(r"(?P<name>.+?)[（(〔【\[［](?P<mark>[^（()）〔〕【】]+)[）)〕】\]］]", name)
    if match:
        for entry in _rules()["marks"]:
            if simplified(match["mark"]) in entry["forms"]:
                return match["name"], entry
    return name, None


def _clauses(
    text: str, entry: dict[str, Any], deadlines: list[str], *, is_owned: bool, strict: bool
) -> Iterator[_Clause]:
    """Yield the names in front of a verb; behind a word such as 会同 stand those who support.

    Where nobody answers yet, those who stand before a comma do: 区教育局，区财政局配合.
    """
    kept = []
    for part in re.split("(?<=[，,；;。])", text):
        bare = part.strip(_AROUND)
        time, rest = _after_time(bare)
        if time and are_units(rest):
            deadlines.append(time)
            kept.append(f"{rest}，")
        elif bare and not _take_aside(bare, deadlines, strict=strict):
            kept.append(part)
    *before, last = kept or [""]
    if before and entry.get("role") == "supports" and not is_owned:
        yield _Clause("".join(before).strip(_AROUND), "", _UNSAID)
        kept = [last]
    names = _without_opener("".join(kept).strip(_AROUND))
    if not names:
        return
    together = list(_together().finditer(simplified(names)))
    starts, ends = [0, *(match.end() for match in together)], [*(match.start() for match in together), len(names)]
    first, *others = [names[start:end] for start, end in zip(starts, ends, strict=True)]
    if first.strip(_AROUND):
        yield _Clause(first.strip(_AROUND), entry.get("role", ""), entry.get("rank", 0))
    for other in others:
        yield _Clause(other.strip(_AROUND), "supports")


def _take_aside(bare: str, deadlines: list[str], *, strict: bool) -> bool:
    """Take a stretch that names nobody: when something is due, a remark, in brackets what is to be done."""
    if is_deadline(bare) or (not strict and _is_dated(bare)):
        deadlines.append(bare)
        return True
    return _is_aside(bare) or (not strict and is_action(bare))


def _take_rest(part: str, clauses: list[_Clause], deadlines: list[str], *, strict: bool) -> bool:
    """Take a stretch behind the last verb; False where it says something else.

    In brackets units without a verb answer as well: 副区长李四牵头；区商务局、区税务局.
    """
    bare = part.strip(_AROUND)
    together = _together().match(simplified(bare))
    if together:
        clauses.append(_Clause(bare[together.end() :], "supports"))
    elif not strict and are_units(bare):
        clauses.append(_Clause(bare, "", _UNSAID))
    else:
        return _take_aside(bare, deadlines, strict=strict)
    return True


def _said(clauses: list[_Clause], quote: str) -> Iterator[Said]:
    ranks = [clause.rank for clause in clauses if clause.rank and not _only_persons(clause.names)]
    for clause in clauses:
        if _only_persons(clause.names):
            yield Said("leaders", clause.names, quote)
            continue
        role = clause.role or ("owners" if clause.rank == min(ranks) else "supports")
        persons, names = _persons_in_front(clause.names) if role == "owners" else ("", clause.names)
        if persons:
            yield Said("leaders", persons, quote)
        marked = read_marks(names, quote) if role == "owners" else None
        yield from marked.said if marked else [Said(role, names, quote, says_lead=clause.rank == 1)]


def _persons_in_front(names: str) -> tuple[str, str]:
    """Part the persons off that stand before units: 张三；县水利局、县财政局牵头, 副县长李四、县水利局牵头.

    Without a comma behind it only a title tells that a name is a person's.
    """
    ends = [0, *(match.end() for match in _COMMA.finditer(names))]
    end = max(end for end in ends if not names[:end].strip(_AROUND) or _only_persons(names[:end].strip(_AROUND)))
    while (stop := names.find("、", end)) > end and is_official(names[end:stop]):
        end = stop + 1
    return names[:end].strip(_AROUND), names[end:]


def _only_persons(names: str) -> bool:
    """Tell whether the words name persons only: 李四副市长牵头."""
    return is_official(names) or all(is_person(name) and not looks_like_unit(name) for name in split_units(names))


def _are_likely_names(names: list[str]) -> bool:
    """Tell whether half of these look like names of who can answer: in brackets that is enough."""
    return 2 * sum(looks_like_unit(name) or is_group(name) or _only_persons(name) for name in names) >= len(names)


def _is_no_name(name: str) -> bool:
    """Tell whether words are a sentence's, or a label's: 由牵头领导、责任单位负责 names nobody."""
    # Of 责任领导负责 the names are 责任领导.
    is_titled = is_official(name)
    bare = "".join(split_names(name).names) if is_titled else name
    entry = None if is_titled and not bare.endswith(_LEADERS) else entry_of(simplified(bare))
    is_label = entry and entry["roles"][0] in _ANSWER and not name.startswith("各")
    if len(name) > _LONGEST_NAME or _SENTENCE.search(name) or is_label:
        return True
    return is_no_name(name)


def _are_plainly_names(names: list[str]) -> bool:
    """Tell whether all are plainly units or persons, one of them beyond doubt: 强化 may be a person's name, too."""
    plain = [is_plainly_unit(name) or is_official(name) for name in names]
    return any(plain) and all(sure or _only_persons(name) for sure, name in zip(plain, names, strict=True))


def _are_framed(text: str, clauses: list[_Clause]) -> bool:
    """Tell whether 由 or units in front say that names are some: 由工商、质监、卫生部门负责，有关部门配合."""
    opened = simplified(text.lstrip(_AROUND)).startswith(tuple(_rules()["openers"]))
    closings = ("部门", "单位") if opened else ("部门",)
    shorts = all(len(name) <= _LONGEST_SHORT for clause in clauses for name in split_units(clause.names))
    parts = [part for clause in clauses for part in _COMMA.split(clause.names)]
    return shorts and (opened or are_units(parts[0])) and all(_is_closed_list(part, closings) for part in parts)


def _is_closed_list(names: str, closings: tuple[str, ...]) -> bool:
    """Tell whether a list of names ends as one does: with a unit, or with 部门 for all of them."""
    *_, last = split_units(names) or ("",)
    return names.endswith(closings) or is_plainly_unit(last) or is_group(last) or _only_persons(last)


def is_deadline(text: str) -> bool:
    """Tell whether the words say when something is due, and nothing else."""
    times, all_words = _deadline_patterns()
    folded = _NO_WORD.sub("", simplified(text))
    first = all_words.match(folded)
    if not first or not times.search(folded):
        return False
    return first.end() == len(folded) or _is_made_of_times(folded)


def _is_made_of_times(text: str) -> bool:
    """Tell whether a text can be parted into the words of deadlines, from place to place.

    One pattern for all of it would try every way to part 6月底前6月底前…, of which there are twice as many with each.
    """
    times, words = _deadline_parts()
    longest = max(map(len, words))
    is_end = [True, *[False] * len(text)]
    for start in (place for place in range(len(text)) if is_end[place]):
        ends = [found.end() for time in times if (found := time.match(text, start))]
        ends += [end for end in range(start + 1, start + longest + 1) if text[start:end] in words]
        for end in ends:
            is_end[min(end, len(text))] = True
    return is_end[-1]


@cache
def _deadline_parts() -> tuple[tuple[re.Pattern[str], ...], frozenset[str]]:
    """Return the patterns of times, and the words that may stand around them."""
    return tuple(map(re.compile, _rules()["deadline_times"])), frozenset(_rules()["deadline_words"])


@cache
def _deadline_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what must stand in a deadline, and what its beginning is made of."""
    times = "|".join(_rules()["deadline_times"])
    words = "|".join(map(re.escape, sorted(_rules()["deadline_words"], key=len, reverse=True)))
    return re.compile(times), re.compile(f"(?:{times}|{words})+")


def _is_aside(text: str) -> bool:
    return bool(text) and _aside_pattern().fullmatch(simplified(text)) is not None


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(_rules()["reports"])


@cache
def _aside_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in _rules()["asides"]))


def _without_opener(names: str) -> str:
    folded = simplified(names)
    opener = max((word for word in _rules()["openers"] if folded.startswith(word)), key=len, default="")
    return names[len(opener) :]


@cache
def _together() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["together"]))


@cache
def _verb_pattern() -> re.Pattern[str]:
    forms = (f"(?P<v{index}>{'|'.join(entry['forms'])})" for index, entry in enumerate(_verbs()))
    manners = "|".join(_rules()["manners"])
    return re.compile(rf"(?:{manners})*?(?:{'|'.join(forms)})(?={_behind_verb()})")


@cache
def _closing_verb() -> re.Pattern[str]:
    """Return what stands in every text in which a verb is found: without manners in front it is found much faster."""
    forms = "|".join(form for entry in _verbs() for form in entry["forms"])
    # Every verb begins with one of the characters in its forms: looked for first, that tells most places off at once.
    first = "".join(sorted(set(filter(str.isalpha, forms))))
    return re.compile(f"(?=[{first}])(?:{forms})(?=[（(〔]|{_behind_verb()})")


def _behind_verb() -> str:
    return rf"[，,；;、。\s]|$|由|{'|'.join(_rules()['together'])}"


@cache
def _mark_pattern() -> re.Pattern[str]:
    """Return what finds a mark behind a name, with the line end in front of it and the sign of a name behind it."""
    forms = "|".join(form for entry in _rules()["marks"] for form in entry["forms"])
    return re.compile(
        rf"(?<=[\u4e00-\u9fff）)])\s*(?P<mark>[（(〔【\[［](?:{forms})[）)〕】\]］])\s*(?P<after>(?=[\u4e00-\u9fff]))?"
    )


def _verbs() -> list[dict[str, Any]]:
    verbs: list[dict[str, Any]] = _rules()["verbs"]
    return verbs


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = word_list("loaders.layouts", "attribution.yml")
    return rules
