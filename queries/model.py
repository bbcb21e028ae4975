"""What the catalogue holds and what it answers: questions, their parameters, answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.store.protocol import Cell
from queries.statements import render, used_parameters

Kind = Literal["cypher", "analysis"]
ParameterType = Literal["string", "integer", "boolean", "words"]
ParameterValue = str | int | bool | list[str]

ANY_DIALECT = ""
"""The statement under this name is the portable one."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question takes; one without a default is required.

    An optional parameter that has its default is *not given*: lines marked ``// if <name>`` fall away.
    """

    name: str
    type: ParameterType
    about: Words
    default: ParameterValue | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """True where there is no default to fall back on."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue, as its file declares it.

    ``statements`` holds the statement by dialect; an analysis also names the function that turns the rows of its
    statement (the columns ``feed``) into the answer, and the parameters that it takes.
    """

    name: str
    title: Words
    description: Words
    parameters: tuple[Parameter, ...]
    example: Mapping[str, ParameterValue]
    columns: tuple[str, ...]
    statements: Mapping[str, str] = field(repr=False)
    order: tuple[str, ...]
    analysis: str = ""
    feed: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """``analysis`` where NetworkX works on the rows of the statement, else ``cypher``."""
        return "analysis" if self.analysis else "cypher"

    def statement(self, dialect: str) -> str:
        """Return the whole statement for a dialect, as its file has it."""
        return self.statements.get(dialect, self.statements[ANY_DIALECT])

    def parameter(self, name: str) -> Parameter:
        """Return the declaration of a parameter; KeyError where there is none."""
        return {parameter.name: parameter for parameter in self.parameters}[name]

    def given(self, values: Mapping[str, ParameterValue]) -> frozenset[str]:
        """Return the names of the parameters whose value differs from their default."""
        return frozenset(each.name for each in self.parameters if values[each.name] != each.default)

    def bind(self, dialect: str, values: Mapping[str, ParameterValue]) -> tuple[str, dict[str, Cell]]:
        """Return the statement without the lines that the values make idle, and the parameters left in it."""
        statement = render(self.statement(dialect), self.given(values))
        bound: dict[str, Cell] = {}
        for name in sorted(used_parameters(statement)):
            value = values[name]
            bound[name] = list[Cell](value) if isinstance(value, list) else value
        return statement, bound


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that answer a question, with the parameters as they were understood, defaults included.

    A list in a cell is a set: it is sorted by code point, the same on every engine.
    """

    question: Question
    parameters: Mapping[str, ParameterValue]
    columns: tuple[str, ...]
    rows: list[list[Cell]]
    truncated: bool = False
