"""Writes ``docs/reference/questions.md`` from the catalogue; ``python -m queries.reference`` prints it."""

import shlex
import sys
from collections.abc import Iterator, Mapping

from queries.catalogue import questions
from queries.model import ANY_DIALECT, Parameter, ParameterValue, Question

_INTRODUCTION = """# 问题目录 / Questions

<!-- Written by `python -m queries.reference`; a test compares it. Change the files in queries/cypher instead. -->

每个问题是 `queries/cypher` 下的一个文件，命令 `zerentu ask`、`/questions/{name}` 和本页都由它而来。行末标有
`// if x` 的语句行只在给出参数 x 时生效，`// unless x` 则相反。

Each question is a file in `queries/cypher`; the command `zerentu ask`, `/questions/{name}` and this page come from
it. A line of a statement marked `// if x` stands only where the parameter x is given, one marked `// unless x` only
where it is not. A list in a cell is sorted. An analysis is worked out with NetworkX (`queries/analyses.py`) from the
rows of its statement.
"""


def reference_page() -> str:
    """Return the whole page in Markdown."""
    catalogue = questions()
    parts = [_INTRODUCTION, _contents(catalogue), *(_section(question) for question in catalogue)]
    return "\n".join(parts)


def example_command(question: Question) -> str:
    """Return the example as it is typed into a shell."""
    return " ".join(["zerentu ask", question.name, *_arguments(question.example)])


def _arguments(values: Mapping[str, ParameterValue]) -> Iterator[str]:
    for name, value in values.items():
        text = " ".join(value) if isinstance(value, list) else str(value).lower() if value is True else str(value)
        yield f"{name}={text if text.isalnum() else shlex.quote(text)}"


def _contents(catalogue: tuple[Question, ...]) -> str:
    rows = [f"| [{each.name}](#{each.name}) | {each.title.zh} | {each.title.en} |" for each in catalogue]
    return "\n".join(["| 名称 name | 题目 | title |", "|---|---|---|", *rows, ""])


def _section(question: Question) -> str:
    blocks = [
        f"## {question.name}",
        f"**{question.title.zh} / {question.title.en}**" + ("（NetworkX）" if question.analysis else ""),
        f"{question.description.zh}\n\n{question.description.en}",
        _parameter_table(question.parameters),
        f"示例 example: `{example_command(question)}`",
        f"列 columns: {', '.join(f'`{column}`' for column in question.columns)}",
        *(_statement(dialect, text) for dialect, text in question.statements.items()),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _parameter_table(parameters: tuple[Parameter, ...]) -> str:
    if not parameters:
        return ""
    head = "| 参数 parameter | 类型 type | 默认 default | |\n|---|---|---|---|"
    return "\n".join([head, *(_parameter_row(parameter) for parameter in parameters)])


def _parameter_row(parameter: Parameter) -> str:
    kind = parameter.type + (f" ({', '.join(parameter.choices)})" if parameter.choices else "")
    default = "必填 required" if parameter.is_required else f"`{parameter.default!r}`"
    return f"| `{parameter.name}` | {kind} | {default} | {parameter.about.zh} / {parameter.about.en} |"


def _statement(dialect: str, text: str) -> str:
    head = "" if dialect == ANY_DIALECT else f"{dialect}:\n\n"
    return f"{head}```cypher\n{text.strip()}\n```"


if __name__ == "__main__":
    sys.stdout.write(reference_page())
