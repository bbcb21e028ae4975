"""Tests of what is looked for before a long pattern is tried: it rules nothing out that the pattern would find."""

import re
from pathlib import Path

import pytest

from graph.words import word_list
from loaders.layouts.clauses import holds_verb, read_clauses
from loaders.layouts.headers import DUTY_ROLES, label_forms
from loaders.targets.words import target_words

_ROOT = Path(__file__).parents[2]
_TEXTS = [*(_ROOT / "data").glob("*.txt"), *(_ROOT / "tests" / "loaders" / "vectors").rglob("*.txt")]


def _lines() -> list[str]:
    return [line for path in _TEXTS for line in path.read_text("utf-8", errors="ignore").splitlines()]


def test_all_that_is_no_target_is_found_by_its_first_character() -> None:
    """The pattern with its look at the first character covers what the entries of words.yml cover."""
    forms = (entry["pattern"] for entry in word_list("loaders.targets", "words.yml")["no_target"])
    plain = re.compile("|".join(f"(?:{form})" for form in forms))
    lines = _lines()
    assert sum(len(plain.findall(line)) for line in lines) > 100
    for line in lines:
        spans = [match.span() for match in target_words().no_target.finditer(line)]
        assert spans == [match.span() for match in plain.finditer(line)], line


def test_every_verb_is_found_by_its_first_character() -> None:
    """Where a verb of attribution.yml ends a clause it is found, and so it is in front of an aside."""
    forms = (form for entry in word_list("loaders.layouts", "attribution.yml")["verbs"] for form in entry["forms"])
    verb = re.compile(rf"(?:{'|'.join(forms)})(?=[，。；])")
    ends = [(line, match.end()) for line in _lines() for match in verb.finditer(line)]
    assert len(ends) > 100
    for line, end in ends:
        assert holds_verb(line[:end]), line
        assert holds_verb(f"{line[:end]}（下同）"), line


@pytest.mark.parametrize("text", ["", "市发改委、市财政局", "加快推进项目建设", "市发改委负责的项目"])
def test_words_without_a_verb_at_the_end_of_a_clause_are_no_clauses(text: str) -> None:
    """What holds no such verb names nobody by one."""
    assert read_clauses(text) is None


def test_every_label_is_found_by_its_first_character() -> None:
    """The words of headers.yml with their look at the first character cover what they cover without it."""
    forms = label_forms((*DUTY_ROLES, "deadline", "contact", "progress"))
    look, whole = re.compile(r"\(\?=\[[^\]]+\]\)").match(forms), re.compile(forms)
    assert look
    plain = re.compile(forms[look.end() :])
    lines = _lines()
    assert sum(len(plain.findall(line)) for line in lines) > 100
    for line in lines:
        assert [match.span() for match in whole.finditer(line)] == [match.span() for match in plain.finditer(line)], (
            line
        )
