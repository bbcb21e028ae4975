"""Reads a question from its file: front matter in the first comment lines, then one statement.

    // title: 中文题目 / English title
    // description: 中文说明 / English description
    // parameters:
    //   unit: string | 单位名称 / name of the unit
    //   role: string(owns, supports) = '' | 角色 / role; empty for any
    //   limit: integer = 20 | 最多行数 / at most this many rows
    // example: {unit: 水务局}
    // returns: [task, role]

A parameter without a default is required. Types: string, integer, boolean, and words (a text parted at its spaces
into a list of lower-case words). An analysis has two more entries: ``analysis``, its function in
``queries.analyses``, and ``feed``, the columns of the statement, which are then not those of the answer.
"""

import re
from dataclasses import replace
from typing import Any, cast

from graph.errors import QuestionError
from queries.checks import check_statement
from queries.model import ANY_DIALECT, Parameter, ParameterType, ParameterValue, Question, Words
from queries.question_file import KEYS, QuestionFile, read_entries, read_yaml, split_file
from queries.values import coerce, complete_parameters

_PARAMETER = re.compile(
    r"(?P<type>string|integer|boolean|words)(?:\((?P<choices>[^)]*)\))?(?:\s*=\s*(?P<default>\S+))?\s*\|\s*(?P<about>.+)"
)


def read_question(name: str, text: str) -> Question:
    """Read and check the text of ``<name>.cypher``.

    Raises:
        QuestionError: the file is malformed; the message has its name and the line.
    """
    file = split_file(f"{name}.cypher", text)
    entries = read_entries(file)
    question = Question(
        name=name,
        title=_read_words(file, "title", entries["title"]),
        description=_read_words(file, "description", entries["description"]),
        parameters=tuple(_read_parameter(file, key, value) for key, value in entries["parameters"].items()),
        example={},
        columns=tuple(entries["returns"]),
        statements={ANY_DIALECT: file.body},
        order=(),
        analysis=entries["analysis"],
        feed=tuple(entries["feed"]),
    )
    order = check_statement(file, question)
    return replace(question, order=order, example=_read_example(file, question, entries["example"]))


def add_dialect(question: Question, dialect: str, text: str) -> Question:
    """Return the question with the statement of ``<dialect>/<name>.cypher``, which may say why it is there.

    Raises:
        QuestionError: the file has front matter, or it asks or returns something else than the portable statement.
    """
    file = split_file(f"{dialect}/{question.name}.cypher", text)
    if re.search(rf"^({'|'.join(KEYS)})\s*:", file.head, re.MULTILINE):
        file.fail(1, "a dialect file holds a statement only; the front matter stands in the portable file")
    if check_statement(file, question) != question.order:
        file.fail(file.body_line, f"the rows are not ordered as in the portable file: {', '.join(question.order)}")
    return replace(question, statements={**question.statements, dialect: file.body})


def _read_words(file: QuestionFile, key: str, text: object) -> Words:
    parts = [part.strip() for part in str(text).split(" / ")]
    if len(parts) != 2 or not all(parts):
        file.fail(file.line_of(key), f"{key!r} is written Chinese / English, with one ' / ' between them")
    return Words(*parts)


def _read_parameter(file: QuestionFile, name: str, text: object) -> Parameter:
    found = _PARAMETER.fullmatch(str(text).strip())
    if not found:
        file.fail(file.line_of(name), f"{name!r} is not written 'type = default | Chinese / English': {text!r}")
    choices = tuple(choice.strip() for choice in (found["choices"] or "").split(",") if choice.strip())
    about = _read_words(file, name, found["about"])
    parameter = Parameter(name, cast("ParameterType", found["type"]), about, None, choices)
    return parameter if found["default"] is None else _with_default(file, parameter, read_yaml(found["default"]))


def _with_default(file: QuestionFile, parameter: Parameter, default: Any) -> Parameter:
    optional = replace(parameter, default=default)
    try:
        return replace(optional, default=coerce(optional, default))
    except ValueError as error:
        file.fail(file.line_of(parameter.name), f"the default of {parameter.name!r} does not fit: it {error}")


def _read_example(file: QuestionFile, question: Question, values: dict[str, object]) -> dict[str, ParameterValue]:
    try:
        complete = complete_parameters(question, values)
    except QuestionError as error:
        file.fail(file.line_of("example"), str(error))
    return {name: complete[name] for name in values}
