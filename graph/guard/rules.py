"""The rules that a statement has to keep before an engine sees it. Each has a stable name, which a refusal tells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import groupby

from graph.guard.growth import check_growth
from graph.guard.limits import Limits
from graph.guard.parameters import check_parameters
from graph.guard.patterns import check_patterns
from graph.guard.ranges import check_ranges
from graph.guard.refusals import StatementRefusedError
from graph.guard.regexes import check_regexes
from graph.guard.shape import Shape, read_shape
from graph.guard.tokens import Token, read_tokens, render
from graph.guard.words import beside_names, first_words, functions, instead_of, procedures, refused_words
from graph.store.protocol import Cell

_CONDITIONS = ("AND", "OR", "XOR", "NOT")
_OPERATORS = ("+", "-", "*", "/", "%", "^", "=", "<>", "<", ">", "<=", ">=", "=~", "||", "|", "&", "!")
_WORDY_OPERATORS = (*_CONDITIONS, "IN", "CONTAINS", "STARTS", "ENDS", "IS")
_CLAUSES = ("MATCH", "WITH", "UNWIND", "RETURN", "CALL")


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement that keeps the rules: as it is to be sent, with the parameters that it names."""

    text: str
    parameters: dict[str, Cell]
    tokens: Sequence[Token]
    starts: Sequence[int]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, in the statement as it was given, of a character of the one that is sent."""
        number = max((number for number, start in enumerate(self.starts) if start <= offset), default=0)
        return self.tokens[number].place


def check_statement(statement: str, parameters: Mapping[str, Cell], dialect: str, limits: Limits) -> Checked:
    """Return the statement as it may be sent to the engine whose ``dialect`` is given.

    Raises:
        StatementRefusedError: it breaks a rule; the message says which, where, and what to do.
    """
    if len(statement) > limits.statement_characters:
        message = f"the statement has more than {limits.statement_characters} characters: give values as parameters"
        raise StatementRefusedError("size", message)
    tokens = _one_statement(read_tokens(statement))
    _refuse_more("tokens", tokens, limits.tokens, "words and signs: give values as parameters")
    _check_first(tokens, dialect)
    shape = read_shape(tokens, limits.nesting)
    shape = Shape(_with_quoted_names(shape, dialect), shape.partner)
    _check_counts(shape, limits)
    _check_calls(shape, dialect)
    given = check_parameters(tokens, parameters, limits)
    check_patterns(shape, limits)
    check_ranges(shape, given, limits)
    if dialect == "neo4j":
        check_regexes(shape, given)
        check_growth(shape, given, limits)
    text, starts = render(shape.tokens)
    return Checked(text, given, shape.tokens, starts)


def _one_statement(tokens: list[Token]) -> list[Token]:
    """Return the tokens without the semicolon that ends them."""
    while tokens and tokens[-1].is_sign(";"):
        tokens.pop()
    if not tokens:
        raise StatementRefusedError("empty", "the statement is empty: begin with MATCH or RETURN")
    semicolon = next((token for token in tokens if token.is_sign(";")), None)
    if semicolon:
        message = "one statement at a time: there is a semicolon in the middle; in a text it needs quotes"
        raise StatementRefusedError("one-statement", message, semicolon.place)
    return tokens


def _check_first(tokens: Sequence[Token], dialect: str) -> None:
    allowed, refused = first_words(dialect), refused_words(dialect)
    first = tokens[0]
    if first.kind == "word" and first.key in allowed:
        return
    why = f": {refused[first.key]}" if first.key in refused else ""
    message = f"a statement that only reads does not begin with {first.value[:30]}{why}; begin with MATCH or RETURN"
    raise StatementRefusedError("first-word", message, first.place)


def _with_quoted_names(shape: Shape, dialect: str) -> list[Token]:
    """Return the tokens with the refused words that are names in back quotes, in which they can be nothing else.

    Raises:
        StatementRefusedError: rule ``refused-word``: one of them is no name.
    """
    refused = refused_words(dialect)
    tokens = list(shape.tokens)
    for number, token in enumerate(shape.tokens):
        if token.kind == "word" and token.key in refused and not _is_allowed_call(shape, number, dialect):
            if not _is_a_name(shape, number):
                message = f"{token.key} is refused: {refused[token.key]}; a name of that kind goes in back quotes"
                raise StatementRefusedError("refused-word", message, token.place)
            tokens[number] = replace(token, kind="name")
    return tokens


def _is_a_name(shape: Shape, number: int) -> bool:
    """Say whether a word is the name of a property, label, variable or column, by what stands beside it."""
    (signs_before, words_before), (signs_after, words_after) = beside_names("before"), beside_names("after")
    is_before = shape.is_sign(number - 1, *signs_before) or shape.is_word(number - 1, *words_before)
    return is_before or shape.is_sign(number + 1, *signs_after) or shape.is_word(number + 1, *words_after)


def _check_counts(shape: Shape, limits: Limits) -> None:
    words, signs = _finder(shape, "word"), _finder(shape, "sign")
    _refuse_more("conditions", words(*_CONDITIONS), limits.conditions, "of AND, OR, XOR and NOT: use IN and a list")
    _refuse_more("conditions", words("XOR"), limits.exclusive_conditions, "of XOR: use IN and a list, or =")
    operators = words(*_WORDY_OPERATORS) + signs(*_OPERATORS)
    _refuse_more("operators", operators, limits.operators, "operators: give values as parameters, in a list")
    _refuse_more("unions", words("UNION"), limits.unions, "of UNION: ask in several statements")
    clauses = [
        token
        for number, token in enumerate(shape.tokens)
        if shape.is_word(number, *_CLAUSES) and not shape.is_word(number - 1, "STARTS", "ENDS")
    ]
    _refuse_more("clauses", clauses, limits.clauses, "clauses: ask in several statements")
    _check_blocks(shape, limits)
    for is_not, run in groupby(shape.tokens, key=lambda token: token.is_word("NOT")):
        if is_not and len(several := list(run)) > 2:
            raise StatementRefusedError("conditions", "NOT stands in a row: write one or none", several[0].place)


def _check_blocks(shape: Shape, limits: Limits) -> None:
    opened = [number for number in range(1, len(shape)) if shape.is_sign(number, "{") and _opens_block(shape, number)]
    _refuse_more("blocks", [shape.tokens[number] for number in opened], limits.blocks, "statements in braces")
    for number in opened:
        if sum(each < number < shape.partner[each] for each in opened) >= limits.block_nesting:
            message = f"statements in braces stand in each other more than {limits.block_nesting} deep: use WITH"
            raise StatementRefusedError("blocks", message, shape.tokens[number].place)


def _opens_block(shape: Shape, number: int) -> bool:
    is_call = shape.is_sign(number - 1, ")") and shape.is_word(shape.partner[number - 1] - 1, "CALL")
    return is_call or shape.is_word(number - 1, "EXISTS", "COUNT", "COLLECT", "CALL")


def _finder(shape: Shape, kind: str) -> Callable[..., list[Token]]:
    is_found = shape.is_word if kind == "word" else shape.is_sign
    return lambda *values: [token for number, token in enumerate(shape.tokens) if is_found(number, *values)]


def _refuse_more(rule: str, found: Sequence[Token], most: int, what: str) -> None:
    if len(found) > most:
        raise StatementRefusedError(rule, f"the statement has more than {most} {what}", found[most].place)


def _check_calls(shape: Shape, dialect: str) -> None:
    known = functions(dialect)
    for call in shape.calls():
        if call.name not in known:
            message = f"the function {call.name[:40]}() is not among those that are allowed: {_cure(call.name, known)}"
            raise StatementRefusedError("function", message, shape.tokens[call.first].place)


def _cure(name: str, known: frozenset[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return instead_of(name) or (f"did you mean {near[0]}()?" if near else "docs/reference/cypher.md lists them")


def _is_allowed_call(shape: Shape, number: int, dialect: str) -> bool:
    """Say whether CALL is followed by a block in braces, or by a procedure of Neo4j that looks into the graph."""
    if dialect != "neo4j" or not shape.is_word(number, "CALL"):
        return False
    if shape.is_sign(number + 1, "("):
        number = shape.partner[number + 1]
    if shape.is_sign(number + 1, "{"):
        return True
    last = number + 1
    while shape.is_sign(last + 1, ".") and shape.is_named(last + 2):
        last += 2
    return shape.is_named(last) and shape.dotted_name(last)[0] in procedures()
