"""Cypher as tokens: what is a text, a name, a comment, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.guard.refusals import StatementRefusedError
from graph.guard.tokens import read_tokens, render


def kinds(statement: str) -> list[tuple[str, str]]:
    return [(token.kind, token.value) for token in read_tokens(statement)]


def test_a_statement_is_read_token_by_token() -> None:
    """Words, signs, texts without quotes, parameters without the dollar, numbers as they are."""
    assert kinds("MATCH (u:Unit {name: $n}) WHERE u.x >= 1.5e3 RETURN 'a' AS `b c`") == [
        ("word", "MATCH"), ("sign", "("), ("word", "u"), ("sign", ":"), ("word", "Unit"), ("sign", "{"),
        ("word", "name"), ("sign", ":"), ("parameter", "n"), ("sign", "}"), ("sign", ")"), ("word", "WHERE"),
        ("word", "u"), ("sign", "."), ("word", "x"), ("sign", ">="), ("number", "1.5e3"), ("word", "RETURN"),
        ("text", "a"), ("word", "AS"), ("name", "b c"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"'it\'s'", "it's"),
        ('"say \\"x\\""', 'say "x"'),
        (r"'C:\\x'", "C:\\x"),
        (r"'\u6c34\U00020bb7'", "水𠮷"),
        (r"'a\nb\tc'", "a\nb\tc"),
        (r"'\u0027; DROP'", "'; DROP"),
        ("'// no comment /* */'", "// no comment /* */"),
    ],
)
def test_a_text_is_what_it_means(written: str, meant: str) -> None:
    """Escapes are read, quotes of the other kind and comments in it are only letters."""
    assert kinds(written) == [("text", meant)]


def test_comments_and_any_white_space_part_tokens() -> None:
    """Ideographic and unbroken spaces too; they are written anew as one plain space."""
    text, _ = render(read_tokens("RETURN/*x*/1\u3000AS\u00a0x // LOAD CSV\r\n, 2\tAS y"))

    assert text == "RETURN 1 AS x , 2 AS y"


def test_what_is_written_anew_is_read_the_same() -> None:
    """Quotes, back quotes and escapes keep their meaning."""
    tokens = read_tokens('RETURN "it\'s \\\\ \\n" AS `a``b`, $x')
    text, starts = render(tokens)

    assert text == "RETURN 'it\\'s \\\\ \\n' AS `a``b`, $x"
    assert [(each.kind, each.value) for each in read_tokens(text)] == [(each.kind, each.value) for each in tokens]
    assert text[starts[3] :].startswith("`a``b`")


@pytest.mark.parametrize(
    ("statement", "words", "place"),
    [
        ("RETURN 'x", "text that begins with '", (1, 8)),
        ("RETURN\n  `x", "back quotes", (2, 3)),
        ("RETURN 1 /* x", "comment is not closed", (1, 10)),
        ("RETURN \\u0041", "backslash outside of a text", (1, 8)),
        ("RETURN `a\\u0060`", "back quotes", (1, 8)),
        (r"RETURN '\q'", "escape \\q", (1, 8)),
        ("RETURN（1）", "write (", (1, 7)),
        ("RETURN 1a", "run into each other", (1, 8)),
        ("RETURN a\u200bb", "has no place here", (1, 9)),
        ("RETURN a → b", "has no place here", (1, 10)),
        ("RETURN $`x`", "parameter", (1, 8)),
        ("RETURN 'a\0'", "control character", (1, 8)),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(statement: str, words: str, place: tuple[int, int]) -> None:
    """Line and column from 1, and what to do."""
    with pytest.raises(StatementRefusedError) as caught:
        read_tokens(statement)

    assert words in str(caught.value)
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.rule == "lexical"


@pytest.mark.parametrize("look_alike", ["ＬＯＡＤ", "ſet", "Load"])
def test_words_that_look_alike_are_compared_alike(look_alike: str) -> None:
    """Full-width letters, a long s, small letters."""
    assert read_tokens(look_alike)[0].key in {"LOAD", "SET"}


PIECES = st.sampled_from(
    ["'", '"', "`", "\\", "/*", "*/", "//", "\n", "MATCH", "(", ")", "$x", "1", ".", "水", "\\u0027"]
)


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join))
def test_any_text_is_read_or_refused(statement: str) -> None:
    """Never anything else; and what is written anew is read the same again."""
    try:
        tokens = read_tokens(statement)
    except StatementRefusedError as refused:
        assert "\n" not in str(refused).replace(repr(statement), "")
        return

    again = read_tokens(render(tokens)[0])

    assert [(each.kind, each.value) for each in again] == [(each.kind, each.value) for each in tokens]
