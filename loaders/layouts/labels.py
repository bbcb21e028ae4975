"""Labels in running text (牵头单位：市发改委；完成时限：6月底): where they stand and which role each gives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from graph.units import is_group, is_plainly_unit, split_units
from graph.words import REMEMBERED, simplified, word_list
from loaders.layouts.clauses import (
    Said,
    ends_outside_brackets,
    is_deadline,
    read_clauses,
    read_marks,
    read_together,
    with_marks_apart,
    without_asides,
)
from loaders.layouts.headers import DUTY_ROLES, LEADING, entry_of, known_header, label_forms
from loaders.layouts.names import only_leaders

_DEADLINE = "完成时限"
_AROUND = " \t\n。；;，,、"
_AROUND_LABEL = f"{_AROUND}（(【["
_LONGEST_LEADERS, _SHORTEST_PLAIN = 20, 4
_OPENING_WORDS = re.compile(r"\s*([\u4e00-\u9fff]{2,8})\s*[:：]\s*(?=\S)")
_CONTENT_ROLES = ("content", "title", "project")
_OF_LABEL = re.compile(r"[:：【\[]|(?<![\u4e00-\u9fff])[（(]")
"""What every label has: a colon behind it, or an opening bracket."""
_NEXT_ITEM = re.compile(
    r"\s+(?=\d{1,3}(?:[、﹒．]|\.(?!\d))|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,3})[）)]|[一二三四五六七八九十]{1,3}、|[▲●■◆★])"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands in the text: its word, the words it labels, and both together."""

    word: str
    value: str
    quote: str

    @property
    def entry(self) -> dict[str, Any]:
        """The word's entry in headers.yml."""
        return entry_of(self.word) or {}


def split_labels(text: str) -> Iterator[tuple[str, tuple[Label, ...]]]:
    """Yield stretches of text, each with the labels that follow it; either can be empty.

    What a label labels ends at the next label, at the end of its sentence or where the next item begins.
    """
    folded = simplified(text)
    start, labels = 0, list[Label]()
    before = ""
    matches = _labels_in(folded)
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        limit = after.start() if after else len(text)
        ends = _plain_value_end if match.re is _plain_label_pattern() else _value_end
        end = ends(folded, match.end(), limit)
        value = _balanced(text[match.end() : end].strip(_AROUND))
        if addressed().search(value):
            continue  # 各有关单位：现将……如下：一、修路 is a notice to them
        between = text[start : match.start()].strip().rstrip("，,、")
        if re.fullmatch("[\u4e00-\u9fff]{1,3}", between):
            between = ""  # 总牵头单位：the rest of a longer label
        if between.strip(_AROUND):
            if labels:
                yield before, tuple(labels)
                labels = []
            before = between
        if value:
            quote = text[match.start() : text.index(value, match.end()) + len(value)].strip(_AROUND)
            labels += _with_deadline(Label(match[match.lastgroup or ""], value, quote))
        start = end
    if labels or before:
        yield before, tuple(labels)
        before = ""
    rest = text[start:].strip()
    if rest.strip(_AROUND):
        yield rest, ()


def _labels_in(text: str) -> list[re.Match[str]]:
    """Return where labels stand: with a colon or in brackets, or by their place and what follows them."""
    plain = [match for match in _plain_label_pattern().finditer(text) if _names_somebody(match, text)]
    matches = list(_label_pattern().finditer(text)) if _OF_LABEL.search(text) else []
    taken = {at for match in matches for at in range(*match.span())}
    found = sorted([*matches, *(match for match in plain if match.start("label") not in taken)], key=re.Match.start)
    kept: list[re.Match[str]] = []
    for match in found:
        entry = entry_of(match[match.lastgroup or ""]) or {}
        if not entry.get("opens_line") or not _is_in_sentence(text, kept[-1].end() if kept else 0, match.start()):
            kept.append(match)
    return kept


def _is_in_sentence(text: str, start: int, at: int) -> bool:
    """Tell whether a label stands in a sentence: behind words of its line, and not behind another."""
    return "。" in text[start:at] if start else bool(text[:at].rsplit("\n", 1)[-1].strip(_AROUND_LABEL))


def _names_somebody(match: re.Match[str], text: str) -> bool:
    """Tell whether what follows a label without a colon are names only: 包保领导何喜成，责任单位市经信局."""
    if len(match["label"]) < _SHORTEST_PLAIN:
        return False
    words = text[match.end() : _plain_value_end(text, match.end(), len(text))]
    role = (entry_of(match["label"]) or {"roles": [""]})["roles"][0]
    if role == "leaders":
        return len(words) <= _LONGEST_LEADERS and only_leaders(words)
    names = split_units(words)
    return bool(names) and all(is_plainly_unit(name) or is_group(name) for name in names)


def begins_with_label(text: str) -> bool:
    """Tell whether a line begins with a label."""
    return _opening_label(text) is not None


def begins_with_leaders(text: str) -> bool:
    """Tell whether a line begins with a label for officials."""
    match = _opening_label(text)
    entry = entry_of(match[match.lastgroup or ""]) if match else None
    return entry is not None and entry["roles"][0] == "leaders"


def is_bare_label(text: str) -> bool:
    """Tell whether a line is a label without words: they stand on the next line."""
    match = _opening_label(text)
    return match is not None and match.end() == len(text)


@lru_cache(REMEMBERED)
def _opening_label(text: str) -> re.Match[str] | None:
    """Return the label that a line begins with; a line is asked for it again and again as its neighbours are read."""
    return _label_pattern().match(simplified(text))


def roles_of(labels: Sequence[Label]) -> list[str]:
    """Return the role that each label gives beside the others: the lowest rank owns, the rest support (headers.yml)."""
    ranks = [label.entry["rank"] for label in labels if "rank" in label.entry]
    lowest = min(ranks, default=0)
    helped = any(label.entry.get("roles") == ["supports"] for label in labels)
    roles = [_role(label.entry, lowest, helped=helped) for label in labels]
    heads = [label.entry.get("heads_group", False) for label in labels]
    others = {role for role, is_head in zip(roles, heads, strict=True) if not is_head}
    leads = "leaders" not in others and bool(others & {"owners", "supports"})
    return [
        label.entry["roles"][-1] if is_head and not leads else role
        for label, role, is_head in zip(labels, roles, heads, strict=True)
    ]


def said_by_labels(labels: Sequence[Label], quote: str) -> tuple[Said, ...]:
    """Return who plays which role by labels that stand beside each other in the words to cite."""
    return tuple(
        Said(role, label.value, quote, label.entry.get("rank") == LEADING)
        for label, role in zip(labels, roles_of(labels), strict=True)
        if role in DUTY_ROLES
    )


@lru_cache(REMEMBERED)
def read_value(
    role: str, words: str, quote: str, *, says_lead: bool = False, contacts: bool = False
) -> tuple[Said, ...]:
    """Return who plays which role by the words of a cell or label.

    The words of an owners' cell may part them again: by labels, by verbs (市发改委牵头，市财政局配合) or by marks
    (市发改委（牵头）、市财政局).
    """
    if role != "owners":
        return (Said(role, without_asides(words), quote),)
    words = with_marks_apart(without_asides(words))
    inner = list(split_labels(words))
    labels = [label for _, found in inner for label in found]
    if labels and not any(before for before, _ in inner):
        return said_by_labels(labels, quote)
    parted = read_clauses(words, quote) or read_marks(words, quote) or read_together(words, quote)
    return parted.said if parted else (Said(role, words, quote, says_lead, contacts),)


def _value_end(text: str, start: int, limit: int) -> int:
    """Return where the words of a label end: at a full stop outside brackets, or where the next item begins."""
    following = _NEXT_ITEM.search(text, start, limit)
    limit = following.start() if following else limit
    return next(ends_outside_brackets(text, "。", start, limit), limit)


def _plain_value_end(text: str, start: int, limit: int) -> int:
    return next(ends_outside_brackets(text, "，,。；;\n", start, limit), limit + 1) - 1


def _with_deadline(label: Label) -> list[Label]:
    """Return a label, and apart from it the deadline that its words may end with: 责任单位：县水利局，6月底完成."""
    words, comma, last = re.sub("[，,；;](?=[^，,；;]*$)", "\0", label.value).partition("\0")
    if label.entry["roles"][0] not in DUTY_ROLES or not comma or not is_deadline(last.strip(_AROUND)):
        return [label]
    return [Label(label.word, words, label.quote), Label(_DEADLINE, last.strip(_AROUND), label.quote)]


def _balanced(words: str) -> str:
    """Return the words without a closing bracket whose opening one stands before them."""
    while words and words[-1] in "）)】]" and sum(map(words.count, "（(【[")) < sum(map(words.count, "）)】]")):
        words = words[:-1].rstrip(_AROUND)
    return words


def _role(entry: dict[str, Any], lowest: int, *, helped: bool) -> str:
    roles: list[str] = entry["roles"]
    owns = helped and entry.get("owns_beside_helpers", False)
    if "rank" in entry and entry["rank"] > lowest and "supports" in roles and not owns:
        return "supports"
    return roles[0]


def label_word(line: str) -> str:
    """Return the short words that a line opens with before a colon, whether they are known or not; empty without."""
    match = _OPENING_WORDS.match(line)
    return match[1] if match else ""


def labels_task(word: str) -> bool:
    """Tell whether a word in front of a colon says that what is to be done follows: 主要职责, 工作任务."""
    entry = entry_of(simplified(word))
    return entry is not None and entry["roles"][0] == "content"


def labels_demand(word: str) -> bool:
    """Tell whether a word in front of a colon says that what is asked of those who answer follows: 工作要求."""
    entry = entry_of(simplified(word))
    return entry is not None and entry["roles"][0] == "requirement"


def without_task_label(line: str) -> str:
    """Return a line without the words that it opens with before a colon."""
    match = _OPENING_WORDS.match(line)
    return line[match.end() :] if match else line


def without_content_label(line: str) -> str:
    """Return a task's first line without the label in front of it: 督办事项：修路 is 修路."""
    match = _OPENING_WORDS.match(line)
    entry = entry_of(simplified(match[1])) if match else None
    is_label = match and known_header(match[1]) and entry and entry["roles"][0] in _CONTENT_ROLES
    return line[match.end() :] if match and is_label else line


def without_contacts(text: str) -> str:
    """Return the text without the brackets that only say whom to call: （联系人：张三，电话：0000-123）."""
    kept = [text[start:end] for start, end in _between([match.span() for match in _contacts_in(text)], len(text))]
    return "".join(kept)


def with_contacts(words: str, text: str) -> str:
    """Return words of a text without such brackets as the text prints them."""
    if words in text:
        return words
    printed = re.search(f"(?:{_contact_bracket().pattern})*".join(map(re.escape, words)), text)
    return printed[0] if printed else words


def _contacts_in(text: str) -> list[re.Match[str]]:
    found = _contact_bracket().finditer(simplified(text))
    return [match for match in found if not _duty_label().search(match[0])]


def _between(spans: list[tuple[int, int]], end: int) -> Iterator[tuple[int, int]]:
    """Yield what is left of a text between spans."""
    start = 0
    for first, last in spans:
        yield start, first
        start = last
    yield start, end


@cache
def _contact_bracket() -> re.Pattern[str]:
    words = label_forms(("contact",))
    return re.compile(rf"\s*[（(〔【\[]\s*(?:{words})(?:[:：]|\s*[\d\s])[^（()）〔〕【】\[\]]*[）)〕】\]]")


@cache
def _duty_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{label_forms((*DUTY_ROLES, 'deadline'))})\s*[:：]")


@cache
def addressed() -> re.Pattern[str]:
    """Return what finds a notice behind the bodies that it is sent to: 有关单位：现将……."""
    return re.compile(word_list("loaders.layouts", "attribution.yml")["addressed"])


@cache
def _plain_label_pattern() -> re.Pattern[str]:
    """Return what finds labels without a colon: behind a mark or at the start, perhaps with 为 or 是."""
    words, bodies = label_forms(DUTY_ROLES), word_list("loaders.layouts", "attribution.yml")["completes_label"]
    names = rf"(?!{bodies})(?:为|是|\s)?(?=[\u4e00-\u9fff])"
    return re.compile(rf"(?:^|(?<=[，,。；;（(【\s]))(?P<label>{words}){names}")


@cache
def _label_pattern() -> re.Pattern[str]:
    words = label_forms((*DUTY_ROLES, "deadline", "contact", "progress"))
    level = word_list("loaders.layouts", "headers.yml")["level_in_front"]
    note = r"(?:[（(][^（()）:：]{1,8}[）)])?"
    # In brackets behind a name 牵头 is no label but says who leads: 区住建局（牵头）、区执法局.
    opening = r"(?:[【\[]|(?<![\u4e00-\u9fff])[（(])"
    bracketed = rf"{opening}\s*(?:{level})?(?P<inside>{words})\s*[】\]）)](?!\s*(?:[、，,；;。]|$))\s*[:：]?"
    # 责任 and 配合 are labels only where no word ends in them: 压实主体责任：…….
    start = r"(?:(?<![\u4e00-\u9fff])|(?=[\u4e00-\u9fff]{3}))"
    plain = rf"[【\[（(]?\s*(?:{level})?{start}(?P<label>{words}){note}\s*[】\]]?\s*(?:是|为)?\s*[:：]"
    return re.compile(rf"(?:{bracketed}|{plain})\s*")
