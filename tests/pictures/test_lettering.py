"""Names in lines: as wide as they may be, whole words, nothing lost without a sign of it."""

import pytest

from api.pictures.lettering import SIZE, width_of, wrapped


def test_a_chinese_character_is_as_wide_as_it_is_high() -> None:
    """Full-width marks too; Latin letters take less, combining marks nothing."""
    assert width_of("水务局（") == 4 * SIZE
    assert 0 < width_of("PM2.5") < 5 * SIZE
    assert width_of("e\u0301") == width_of("e")


@pytest.mark.parametrize(
    ("text", "characters", "lines"),
    [
        ("水务局", 10, ("水务局",)),
        ("", 10, ()),
        ("致力强化科技创新，共育转型发展新动能", 9, ("致力强化科技创新，", "共育转型发展新动能")),
        ("城区城市管理财政事权改革全面落地", 15, ("城区城市管理财政事", "权改革全面落地")),
        ("治理推进PM2.5工作", 6, ("治理推进", "PM2.5工作")),
        ("甲 \n 乙", 10, ("甲 乙",)),
    ],
    ids=["short", "empty", "two lines", "no single character is left over", "a word is not cut", "white space"],
)
def test_lines_are_about_equal_and_cut_no_word(text: str, characters: int, lines: tuple[str, ...]) -> None:
    """The width is given in characters."""
    assert wrapped(text, characters * SIZE) == lines


def test_a_name_that_is_too_long_ends_in_an_ellipsis() -> None:
    """Four lines at most; each fits."""
    lines = wrapped("深化改革" * 30, 10 * SIZE)

    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(width_of(line) <= 10 * SIZE for line in lines)


def test_a_word_longer_than_a_line_is_cut_after_all() -> None:
    """An address without a space."""
    lines = wrapped("https" * 8, 10 * SIZE)

    assert "".join(lines) == "https" * 8
