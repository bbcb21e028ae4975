"""Words that mix alphabets."""

import pytest

from loaders.scripts import mixed_scripts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u0410PP推广办", ["\u0410PP推广办"]),
        ("发改委\u043e", ["发改委\u043e"]),
        ("发\u03bf改委、教育局", ["发\u03bf改委"]),
        ("APP推广办", []),
        ("教育局", []),
        ("5G办公室 PM2.5专班", []),
        ("驻Москва办事处", []),
        ("\u0420\u0420\u0420中心", ["\u0420\u0420\u0420中心"]),
        ("\u30a8信局", ["\u30a8信局"]),
        ("トヨタ中国公司", []),
        ("水\u0338务局", ["水\u0338务局"]),
        ("青禾县β", ["青禾县β"]),
        ("", []),
    ],
)
def test_a_letter_of_another_alphabet_is_found(text: str, expected: list[str]) -> None:
    """One that looks like a neighbour is a trap; a word of its own is none."""
    assert mixed_scripts(text) == expected
