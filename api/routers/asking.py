"""What routes share: the store of the app, and parameters that are said once."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal, cast, get_args

from fastapi import Depends, Path, Request
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from starlette.convertors import Convertor, register_url_convertor

from api.access.audit import Caller
from api.access.gate import CALLER
from api.answers import STORE_ERROR, VERSION
from api.forms import FILES
from api.keeper import StoreKeeper
from api.problems import WrongParameterError
from api.resources import RESOURCES
from api.rows import rows_of
from api.versions import read_version
from graph.store import Store

LARGEST_LIMIT, DEFAULT_LIMIT, LARGEST_INTEGER = 200, 50, 2**31 - 1
_DIGITS = re.compile(r"-?[0-9]+")

Text = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Integer = Annotated[int, Field(ge=0, le=LARGEST_INTEGER)]


_AROUND = ("compare", "neighbours", "official-sheets", "paths", "search", "sheets", "subgraph", "surroundings")
_ANSWERED = frozenset({*_AROUND, *(each.name for each in RESOURCES)})


class NoQuery(BaseModel):
    """No query parameters at all."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _whole_numbers_are_digits(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse what only Python writes for a whole number: 5_0 and 2021.0."""
        field = cls.model_fields[info.field_name or ""]
        if isinstance(value, str) and _takes_integer(field.annotation) and not _DIGITS.fullmatch(value):
            raise PydanticCustomError("int_parsing", "Input should be a valid integer, in digits")
        return value


class PageQuery(NoQuery):
    """Which part of a list is asked for."""

    limit: int = Field(DEFAULT_LIMIT, ge=1, le=LARGEST_LIMIT, description="至多几条 / at most this many", examples=[5])
    offset: int = Field(0, ge=0, le=LARGEST_INTEGER, description="跳过几条 / how many to skip", examples=[0])


class FileForm(Convertor[str]):
    """The end of a path that names the form of its answer, so that any other end is no path at all."""

    regex = "|".join(FILES)

    def convert(self, value: str) -> str:
        """Return the suffix."""
        return value

    def to_string(self, value: str) -> str:
        """Return the suffix."""
        return value


register_url_convertor("file", FileForm())

Suffix = Annotated[
    Literal["csv", "jsonl"],
    Path(description="格式：csv 或 jsonl / csv, or jsonl: a JSON object a line", examples=["csv"]),
]


def answers_from_graph(path: str) -> bool:
    """Say whether a path is answered from the graph: lists, nodes, what lies around them, sheets, search, questions."""
    first, _, rest = path[1:].partition("/")
    return first.partition(".")[0] in _ANSWERED or (first == "questions" and rest != "")


def names_field(known: Sequence[str], about: str, example: str) -> Any:
    """Return an optional parameter that takes some of the known names, parted by commas."""
    names = Annotated[str, known_names(known), Field(json_schema_extra={"pattern": pattern_of_names(known)})]
    return (names | None, Field(None, description=about, examples=[example]))


def known_names(known: Sequence[str]) -> AfterValidator:
    """Return the check that names, parted by commas, are among the known ones; a refusal tells them."""
    return AfterValidator(lambda value: _known(value, split_names(value), known))


def known_name(known: Sequence[str]) -> AfterValidator:
    """Return the check that a name is one of the known ones; a refusal tells them."""
    return AfterValidator(lambda value: _known(value, [value], known))


def pattern_of_names(known: Sequence[str]) -> str:
    """Return the pattern of some of the known names, parted by commas."""
    one = f"({'|'.join(known)})"
    return f"^{one}(,{one})*$"


def one_of(choices: tuple[str, ...]) -> Any:
    """Return the type of these words only."""
    return Literal.__getitem__(choices)


def split_names(value: str) -> list[str]:
    """Return the names in a parameter, each once, in their order."""
    return list(dict.fromkeys(value.split(",")))


def _takes_integer(annotation: Any) -> bool:
    return annotation is int or any(_takes_integer(each) for each in get_args(annotation))


def _known(value: str, names: Sequence[str], known: Sequence[str]) -> str:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"there is no {unknown[0]!r:.100}; it takes {', '.join(known)}")
    return value


def caller_of(request: Request) -> Caller:
    """Return who asks."""
    return cast("Caller", request.scope[CALLER])


def keeper_of(request: Request) -> StoreKeeper:
    """Return what keeps the store of the app."""
    return cast("StoreKeeper", request.app.state.keeper)


def store_of(request: Request) -> Store:
    """Return the store of the app; StoreError where it is not there, or was not when its version was read."""
    error: Exception | None = request.scope.get(STORE_ERROR)
    if error:
        raise error.with_traceback(None)
    return keeper_of(request).store()


def version_of(request: Request) -> str:
    """Return the version of the graph that the answer is to be of; StoreError where it has to be read and cannot be."""
    return request.scope.get(VERSION) or read_version(store_of(request))


def page_of(store: Store, statement: str, total: int, query: PageQuery, **parameters: object) -> dict[str, Any]:
    """Return the page that is asked for of ``total`` rows: total, limit, offset and items."""
    page = {"limit": query.limit, "offset": query.offset}
    items = rows_of(store, statement, **page, **parameters) if query.offset < total else []
    return {"total": total, **page, "items": items}


async def refuse_repeated(request: Request) -> None:
    """Refuse a parameter that is given twice, since only one of its values would count.

    Raises:
        WrongParameterError: it is.
    """
    names = [name for name, _ in request.query_params.multi_items()]
    for name in names:
        if names.count(name) > 1:
            raise WrongParameterError(name, "it is given more than once")


ONCE = Depends(refuse_repeated)
