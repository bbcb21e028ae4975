"""Cypher as tokens: what is a word, a name in back quotes, a text, a number, a parameter or a sign.

Engines disagree with each other, and with any filter, about what a comment, an escape or a space is. So what is sent
to an engine is never the statement as it came, but its tokens written anew by ``render``: without comments, spaces as
plain spaces, texts in single quotes with the escapes that both engines read alike.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.guard.refusals import StatementRefusedError

Kind = Literal["word", "name", "text", "number", "parameter", "sign"]

_TOKEN = re.compile(
    r"""
      (?P<space>   \s+ | //[^\n\r]* | /\*.*?\*/ )
    | (?P<text>    '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" )
    | (?P<name>    `(?:[^`\\]|``)+` )
    | (?P<number>  0[xX][0-9a-fA-F]+ | 0[oO][0-7]+
                 | (?: [0-9]+ (?:\.[0-9]+)? | (?<!\.)\.[0-9]+ ) (?:[eE][+-]?[0-9]+)? )
    | (?P<parameter> \$[^\W]+ )
    | (?P<word>    [^\W\d]\w* )
    | (?P<sign>    \.\. | <> | <= | >= | =~ | \|\| | /(?!\*) | [-+*%^=<>()\[\]{},.:|&!;] )
    """,
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.?))", re.DOTALL)
_ESCAPED = {"\\": "\\", "'": "'", '"': '"', "`": "`", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "/": "/"}
_WRITTEN = str.maketrans({"\\": "\\\\", "'": "\\'", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_TYPED_IN_CHINESE = {
    "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "【": "[", "】": "]", "｛": "{", "｝": "}",
    "“": '"', "”": '"', "‘": "'", "’": "'", "。": ".", "＝": "=", "＞": ">", "＜": "<", "－": "-", "—": "-", "｜": "|",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, and what it means (a text without quotes and escapes).

    ``place`` is line and column from 1, ``is_apart`` says that there is space before it. ``key`` is how a word is
    compared: in capitals, look-alikes made plain.
    """

    kind: Kind
    value: str
    place: tuple[int, int]
    is_apart: bool
    key: str = ""

    def is_sign(self, *signs: str) -> bool:
        """Say whether the token is one of the signs."""
        return self.kind == "sign" and self.value in signs

    def is_word(self, *words: str) -> bool:
        """Say whether the token is one of the words, given in capitals."""
        return self.kind == "word" and self.key in words


def read_tokens(statement: str) -> list[Token]:
    """Return the tokens of a statement, in time linear in its length.

    Raises:
        StatementRefusedError: a quote or comment is not closed, an escape is unknown, or a character has no place here.
    """
    return list(_read(statement))


def render(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """Return the tokens as a statement that both engines read alike, and where each of them begins in it."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for token in tokens:
        written = (" " if token.is_apart and parts else "") + _written(token)
        starts.append(length + len(written) - len(written.lstrip(" ")))
        length += len(written)
        parts.append(written)
    return "".join(parts), starts


def _read(statement: str) -> Iterator[Token]:
    position, line, line_start, is_apart = 0, 1, 0, False
    while position < len(statement):
        place = (line, position - line_start + 1)
        found = _TOKEN.match(statement, position)
        if not found:
            raise _unreadable(statement, position, place)
        kind, raw = found.lastgroup or "", found[0]
        breaks = raw.count("\n")
        if breaks:
            line, line_start = line + breaks, position + raw.rindex("\n") + 1
        position = found.end()
        if kind == "space":
            is_apart = True
            continue
        yield _token(kind, raw, place, is_apart, statement[position : position + 1])
        is_apart = False


def _token(kind: str, raw: str, place: tuple[int, int], is_apart: bool, following: str) -> Token:
    match kind:
        case "text":
            return Token("text", _unescaped(raw[1:-1], place), place, is_apart)
        case "name":
            return Token("name", _printable(raw[1:-1].replace("``", "`"), place), place, is_apart)
        case "number" if following.isalnum() or following in {"_", "'", '"'}:
            message = f"a number and a word run into each other after {raw[:20]}: put a space between them"
            raise StatementRefusedError("lexical", message, place)
        case "number":
            return Token("number", raw, place, is_apart)
        case "parameter":
            return Token("parameter", raw[1:], place, is_apart)
        case "word":
            return Token("word", raw, place, is_apart, unicodedata.normalize("NFKC", raw).upper())
    return Token("sign", raw, place, is_apart)


def _written(token: Token) -> str:
    match token.kind:
        case "text":
            return f"'{token.value.translate(_WRITTEN)}'"
        case "name":
            return "`" + token.value.replace("`", "``") + "`"
        case "parameter":
            return f"${token.value}"
    return token.value


def _unescaped(raw: str, place: tuple[int, int]) -> str:
    def plain(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        if code:
            return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\ud800"
        if found[3] not in _ESCAPED:
            message = f"a text has the escape \\{found[3]}, which is none: a backslash itself is written \\\\"
            raise StatementRefusedError("lexical", message, place)
        return _ESCAPED[found[3]]

    return _printable(_ESCAPE.sub(plain, raw), place, "\b\f\n\r\t")


def _printable(value: str, place: tuple[int, int], controls: str = "") -> str:
    """Return a text or name that can be written anew; of control characters it may have these."""
    if any((character < " " and character not in controls) or "\ud800" <= character <= "\udfff" for character in value):
        message = "a text or name has a control character or half a character: take it out"
        raise StatementRefusedError("lexical", message, place)
    return value


def _unreadable(statement: str, position: int, place: tuple[int, int]) -> StatementRefusedError:
    character = statement[position]
    if character in "'\"":
        message = f"a text that begins with {character} is not closed: put {character} at its end"
    elif character == "`":
        message = "a name in back quotes is not closed, is empty, or has a backslash: close it, or write it without"
    elif statement.startswith("/*", position):
        message = "a comment is not closed: put */ at its end"
    elif character == "\\":
        message = "a backslash outside of a text, as \\u escapes have it, is refused: write the character itself"
    elif character in _TYPED_IN_CHINESE:
        message = f"{character} is a full-width sign: outside of texts write {_TYPED_IN_CHINESE[character]}"
    elif character == "$":
        message = "a parameter needs a plain name: write it as $name"
    else:
        message = f"the character {character!a} has no place here: in a name put it in back quotes"
    return StatementRefusedError("lexical", message, place)
