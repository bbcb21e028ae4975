"""What can be said of a statement from its tokens: brackets in pairs, calls, relationship patterns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.guard.refusals import StatementRefusedError
from graph.guard.tokens import Token
from graph.guard.words import words_before_brackets

_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Call:
    """A function that is called: its name in small letters, its first token, and its brackets."""

    name: str
    first: int
    opening: int
    closing: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The tokens of a statement; ``partner`` leads from each bracket to the one that belongs to it."""

    tokens: Sequence[Token]
    partner: dict[int, int]

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, number: int) -> Token | None:
        """Return a token by its number; None before the first and after the last."""
        return self.tokens[number] if 0 <= number < len(self.tokens) else None

    def is_sign(self, number: int, *signs: str) -> bool:
        """Say whether there is one of the signs."""
        token = self.at(number)
        return token is not None and token.is_sign(*signs)

    def is_word(self, number: int, *words: str) -> bool:
        """Say whether there is one of the words, and not as a property or label."""
        token = self.at(number)
        return token is not None and token.is_word(*words) and not self.is_sign(number - 1, ".", ":")

    def is_named(self, number: int) -> bool:
        """Say whether there is a word or a name in back quotes."""
        token = self.at(number)
        return token is not None and token.kind in {"word", "name"}

    def is_adjacent(self, number: int) -> bool:
        """Say whether there is a token without space before it."""
        token = self.at(number)
        return token is not None and not token.is_apart

    def dotted_name(self, last: int) -> tuple[str, int]:
        """Return the name in small letters that ends with this token (``date.truncate``), and its first token."""
        first = last
        while self.is_sign(first - 1, ".") and self.is_named(first - 2):
            first -= 2
        return "".join(token.value for token in self.tokens[first : last + 1]).lower(), first

    def calls(self) -> Iterator[Call]:
        """Yield every function that is called."""
        for number in range(1, len(self.tokens)):
            if self.is_sign(number, "(") and self.is_named(number - 1):
                before = self.tokens[number - 1]
                if before.kind == "word" and before.key in words_before_brackets() and not self._is_quantifier(number):
                    continue
                name, first = self.dotted_name(number - 1)
                if not self.is_word(first - 1, "CALL"):
                    yield Call(name, first, number, self.partner[number])

    def relationships(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last token of every relationship pattern, from dash to dash."""
        number = 0
        while number < len(self.tokens):
            if self.is_sign(number, "-"):
                closing = self.partner[number + 1] if self.is_sign(number + 1, "[") else number
                if self.is_sign(closing + 1, "-"):
                    yield number, closing + 1
                    number = closing + 1
            number += 1

    def split(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return where the parts begin and end (not counted in) that commas outside of brackets make of a stretch."""
        parts, begin, number = [], first, first
        while number < last:
            if number in self.partner and self.partner[number] > number:
                number = min(self.partner[number], last)
            elif self.is_sign(number, ","):
                parts.append((begin, number))
                begin = number + 1
            number += 1
        return [*parts, (begin, last)] if last > first else parts

    def _is_quantifier(self, opening: int) -> bool:
        """Say whether ``ALL (`` opens a condition on a list; the word also stands in UNION ALL."""
        return self.is_word(opening - 1, "ALL") and not self.is_word(opening - 2, "UNION")


def read_shape(tokens: Sequence[Token], most_nested: int) -> Shape:
    """Return the shape of a statement.

    Raises:
        StatementRefusedError: a bracket has no partner, or too many stand inside each other.
    """
    partner: dict[int, int] = {}
    opened: list[int] = []
    for number, token in enumerate(tokens):
        is_case = token.is_word("CASE") and not (number and tokens[number - 1].is_sign(".", ":"))
        if is_case or token.is_sign(*_CLOSING):
            opened.append(number)
            if len(opened) > most_nested:
                message = f"brackets and CASE stand in each other more than {most_nested} deep: write it flatter"
                raise StatementRefusedError("nesting", message, token.place)
        elif token.is_word("END") and opened and tokens[opened[-1]].is_word("CASE"):
            opened.pop()
        elif token.is_sign(*_CLOSING.values()):
            if not opened or _CLOSING.get(tokens[opened[-1]].value) != token.value:
                raise StatementRefusedError("lexical", f"{token.value} closes nothing: take it out", token.place)
            partner[number], partner[opened[-1]] = opened[-1], number
            opened.pop()
    if opened:
        first = tokens[opened[-1]]
        end = "END" if first.kind == "word" else _CLOSING[first.value]
        raise StatementRefusedError("lexical", f"{first.value} is not closed: put {end} at its end", first.place)
    return Shape(tokens, partner)
