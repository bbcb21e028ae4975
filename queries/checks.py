"""Checks a statement against the front matter that it belongs to, both ways."""

import inspect

from queries import analyses
from queries.model import Question
from queries.question_file import QuestionFile
from queries.statements import last_return, read_lines, used_parameters


def check_statement(file: QuestionFile, question: Question) -> tuple[str, ...]:
    """Return the columns that the file's statement orders its rows by, if it asks and returns what is declared.

    Raises:
        QuestionError: it does not; the message has the file's name and the line.
    """
    try:
        columns, order = last_return(file.body)
    except ValueError as error:
        file.fail(file.body_line, str(error))
    key, expected = ("feed", question.feed) if question.analysis else ("returns", question.columns)
    if columns != expected:
        file.fail(file.line_of(key), f"{key!r} says {', '.join(expected)}; the statement returns {', '.join(columns)}")
    _check_uses(file, question)
    _check_declarations(file, question)
    return order


def _check_uses(file: QuestionFile, question: Question) -> None:
    declared = {parameter.name: parameter for parameter in question.parameters}
    for line in read_lines(file.body, file.body_line):
        for name in used_parameters(line.code):
            if name not in declared:
                file.fail(line.number, f"${name} is used and not declared")
        for name in line.names:
            if name not in declared or declared[name].is_required:
                file.fail(line.number, f"the line depends on {name!r}, which is no optional parameter")


def _check_declarations(file: QuestionFile, question: Question) -> None:
    used = used_parameters(file.body)
    if question.analysis:
        function = getattr(analyses, question.analysis, None)
        if function is None:
            file.fail(file.line_of("analysis"), f"queries.analyses has no function {question.analysis!r}")
        used |= inspect.signature(function).parameters.keys()
    for parameter in question.parameters:
        if parameter.name not in used:
            file.fail(file.line_of(parameter.name), f"{parameter.name!r} is declared and not used")
