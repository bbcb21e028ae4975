"""``zerentu ask`` and ``zerentu cypher``: answers from the catalogue and to statements of one's own."""

import json
from collections.abc import Sequence

from api.commands.options import Target
from api.commands.output import as_json as table_as_json
from api.commands.output import complain, print_json, say
from api.commands.stores import open_reading
from api.commands.tables import print_table
from graph.errors import InputError, NotFoundError
from graph.store.protocol import Cell
from queries import Parameter, Question, ask, question, questions
from queries.values import complete_parameters


def list_questions(as_json: bool) -> None:
    """Print every question of the catalogue by name, with its titles."""
    if as_json:
        print_json([_question_as_json(each) for each in questions()])
        return
    print_table(("question", "问题", "title"), [(each.name, each.title.zh, each.title.en) for each in questions()])
    say("`zerentu ask QUESTION --describe` shows what one takes and returns")


def describe_question(name: str, as_json: bool) -> None:
    """Print what a question means, takes and returns, and an example to copy."""
    asked = question(name)
    if as_json:
        print_json(_question_as_json(asked))
        return
    for words in (asked.title, asked.description):
        say(f"{words.zh}\n{words.en}\n")
    if asked.parameters:
        columns = ("parameter", "type", "default", "说明", "meaning")
        print_table(columns, [_parameter_row(each) for each in asked.parameters])
    say(f"returns: {', '.join(asked.columns)}")
    say(f"example: {_example(asked)}")


def ask_question(name: str, given: Sequence[str], target: Target, as_json: bool) -> None:
    """Print the answer to a question of the catalogue.

    Raises:
        QuestionError: no such question or parameter, or a value that it does not take.
        NotFoundError: nothing in the graph answers it; an empty table was printed where JSON is asked for.
    """
    asked = question(name)
    parameters = _pairs(given, _example(asked))
    # Before the store is opened, so that what is wrong is said even where there is none.
    complete_parameters(asked, parameters)
    with open_reading(target) as store:
        answer = ask(store, name, parameters)
    if as_json:
        print_json(table_as_json(answer.columns, answer.rows, question=name, parameters=dict(answer.parameters)))
    elif answer.rows:
        print_table(answer.columns, answer.rows)
    if not answer.rows:
        raise NotFoundError(f"{name}: nothing in the graph answers this")


def run_statement(statement: str, given: Sequence[str], limit: int, target: Target, as_json: bool) -> None:
    """Print the rows of a reading statement; a value that reads as JSON is one, any other is a text.

    Raises:
        StatementError: it is not understood, or it would write.
        NotFoundError: it returns no rows.
    """
    parameters = {name: _value(text) for name, text in _pairs(given, "unit=水务局").items()}
    with open_reading(target) as store:
        answer = store.ask(statement, parameters, limit=limit)
    if as_json:
        print_json(table_as_json(answer.columns, answer.rows, truncated=answer.truncated))
    elif answer.rows:
        print_table(answer.columns, answer.rows)
    if answer.truncated:
        complain(f"zerentu: only the first {limit} rows are shown; --limit N shows more")
    if not answer.rows:
        raise NotFoundError("the statement returns no rows")


def _pairs(given: Sequence[str], example: str) -> dict[str, str]:
    """Split ``name=value`` arguments."""
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise InputError(f"{text!r} is no parameter: they are given as name=value, as in {example}")
        if name in pairs:
            raise InputError(f"the parameter {name!r} is given twice")
        pairs[name] = value
    return pairs


def _value(text: str) -> Cell:
    try:
        value: Cell = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return text
    return value


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is a word here")


def _example(asked: Question) -> str:
    words = [f"{name}={_as_argument(value)}" for name, value in asked.example.items()]
    quoted = [f"'{word}'" if " " in word else word for word in words]
    return " ".join(["zerentu ask", asked.name, *quoted])


def _as_argument(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, list) else str(value)


def _parameter_row(parameter: Parameter) -> tuple[str, ...]:
    kind = parameter.type + (f" ({', '.join(parameter.choices)})" if parameter.choices else "")
    default = "required" if parameter.is_required else _as_argument(parameter.default) or "–"
    return parameter.name, kind, default, parameter.about.zh, parameter.about.en


def _question_as_json(asked: Question) -> dict[str, object]:
    parameters = [
        {
            "name": each.name,
            "type": each.type,
            "required": each.is_required,
            "default": each.default,
            "choices": list(each.choices),
            "about": {"zh": each.about.zh, "en": each.about.en},
        }
        for each in asked.parameters
    ]
    return {
        "name": asked.name,
        "kind": asked.kind,
        "title": {"zh": asked.title.zh, "en": asked.title.en},
        "description": {"zh": asked.description.zh, "en": asked.description.en},
        "parameters": parameters,
        "example": dict(asked.example),
        "columns": list(asked.columns),
    }
