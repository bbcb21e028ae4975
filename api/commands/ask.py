"""``zerentu ask``: answers from the catalogue of questions."""

from collections.abc import Sequence

from api.commands.options import Target
from api.commands.output import as_json as table_as_json
from api.commands.output import print_json, say
from api.commands.pairs import read_pairs
from api.commands.stores import open_reading
from api.commands.tables import print_table
from graph.errors import NotFoundError
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
    parameters = read_pairs(given, _example(asked))
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
