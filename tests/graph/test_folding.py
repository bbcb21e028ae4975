"""Folding: what is alike for a search, one character for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.folding import fold, sources, split_words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＰＰ端", "app端"),
        ("６％，（以上）", "6%,(以上)"),
        ("醫藥產業園", "医药产业园"),
        ("⽔务", "水务"),
        ("①", "1"),
        ("Σς", "σσ"),
        ("㎡ ㊤ …", "㎡ ㊤ …"),
    ],
)
def test_characters_become_the_ordinary_ones(text: str, folded: str) -> None:
    """What would become several characters, or only then a Chinese one, stays."""
    assert fold(text) == folded


@settings(deadline=None)
@given(st.text())
def test_a_text_keeps_its_length_and_is_folded_once(text: str) -> None:
    """So places in the folded text are places in the text."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_the_forms_of_a_character_are_known() -> None:
    """Each of them becomes the one that they are forms of."""
    assert sources("发") == "发發髮"
    assert {fold(each) for each in sources("a")} == {"a"}


def test_words_are_parted_by_any_white_space_and_come_once() -> None:
    """An ideographic space parts as any other."""
    assert split_words(" 医药\u3000 APP\n app 醫藥 ") == ("医药", "app")
