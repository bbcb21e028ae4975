"""``/compare``: two documents side by side."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, BaseModel, Field

from api.comparing import compare
from api.forms import require_json
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, answer_responses
from api.routers.asking import ONCE, NoQuery, Text, store_of

_EXAMPLE = "320585:太政发〔2021〕9号,320585:30f521e2db98"


def _two(value: str) -> str:
    if len([name for name in value.split(",") if name.strip()]) != 2:
        raise ValueError("it takes two documents with a comma between them")
    return value


class CompareQuery(NoQuery):
    """Which documents are compared."""

    documents: Annotated[Text, AfterValidator(_two)] = Field(
        description="两份文件的编号或发文字号，以逗号分开 / ids or numbers of two documents, parted by a comma",
        examples=[_EXAMPLE],
        json_schema_extra={"pattern": "^[^,]*[^,\\s][^,]*,[^,]*[^,\\s][^,]*$"},
    )


class ComparedDocument(BaseModel):
    """One of the two documents."""

    id: str
    title: str
    number: str
    year: int | None
    jurisdiction: str
    tasks: int = Field(description="任务数 / how many tasks it states")


class ComparedParty(BaseModel):
    """Somebody who answers, with the number of tasks by role in the first and in the second document."""

    name: str
    ids: list[str | None] = Field(description="在两份文件中的编号；null 为没有 / id in each; null where it has no task")
    tasks: list[dict[str, int]] = Field(examples=[[{"owns": 7, "supports": 0}, {"owns": 5, "supports": 1}]])


class ComparedCategory(BaseModel):
    """An outermost heading with the number of tasks below it in each document."""

    name: str
    tasks: list[int]


class ComparedTask(BaseModel):
    """A task of a pair."""

    id: str
    name: str
    content: str | None
    category: str | None = Field(description="其上的标题 / the heading right above it")
    leaders: list[str]
    owners: list[str]
    supports: list[str]


class TaskPair(BaseModel):
    """Two tasks that say nearly the same; whose names differ is in `changed`."""

    alike: float = Field(description="文字相同的程度，百分比 / how alike their words are, in percent")
    changed: list[Literal["leaders", "owners", "supports"]]
    one: ComparedTask
    other: ComparedTask


class Comparison(BaseModel):
    """Two documents side by side. `by` says whether parties are matched by id (one place) or by name alone."""

    documents: list[ComparedDocument]
    by: Literal["id", "name"]
    officials: list[ComparedParty]
    units: list[ComparedParty]
    groups: list[ComparedParty] = Field(description="单位群，按名称 / groups, by name")
    categories: list[ComparedCategory]
    tasks: list[TaskPair]
    alone: list[int] = Field(description="没有成对的任务数 / how many tasks of each have no pair")
    truncated: bool = Field(description="true：任务太多，只比较了前面的 / only the first thousand tasks were compared")


def compare_router() -> APIRouter:
    """Return the route of the comparison."""
    router = APIRouter(tags=["documents"], dependencies=[ONCE])
    router.add_api_route(
        "/compare",
        compare_documents,
        response_model=Comparison,
        summary="比较两份文件 / Two documents side by side",
        responses=answer_responses() | problem_responses("not-found", "not-acceptable", *LIST_PROBLEMS),
        openapi_extra=CONDITIONAL,
    )
    return router


def compare_documents(request: Request, query: Annotated[CompareQuery, Query()]) -> dict[str, Any]:
    """Who answers in each, and which tasks say nearly the same; `alike` is a measure of words, never of meaning."""
    require_json(request)
    one, other = (name.strip() for name in query.documents.split(","))
    return compare(store_of(request), one, other)
