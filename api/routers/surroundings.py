"""What a picture of a node begins with."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field

from api.forms import require_json
from api.models_of_nodes import NodeWithSurroundings
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, answer_responses, moved_responses
from api.problems import WrongParameterError
from api.resources import ROLES
from api.routers.asking import LARGEST_INTEGER, ONCE, NoQuery, Text, known_name, store_of
from api.routers.network import AnyId, Label
from api.routers.nodes import find_node
from api.subgraphs import edges_between
from api.surroundings import ASKED_BY, surroundings_of, with_facts

_MOST_TASKS = 100
_NARROWING = ("document", "category", "year", "role")

Role = Annotated[str, known_name(tuple(ROLES)), Field(json_schema_extra={"enum": [*ROLES]})]


class SurroundingsQuery(NoQuery):
    """Which tasks of the node are shown."""

    label: Label | None = Field(
        None,
        description="几类共有此编号时取哪一类 / which label, where several share the id",
        examples=["Jurisdiction"],
    )
    limit: int = Field(30, ge=1, le=_MOST_TASKS, description="至多几项任务 / at most this many tasks", examples=[5])
    offset: int = Field(0, ge=0, le=LARGEST_INTEGER, description="跳过几项 / how many to skip", examples=[0])
    document: Text | None = Field(
        None, description="文件编号或发文字号 / id or number of the document", examples=["太政发〔2021〕9号"]
    )
    category: Text | None = Field(
        None,
        description="类别编号或名称，含下级 / id or name of a category, with what is below it",
        examples=["综合指标"],
    )
    year: int | None = Field(
        None, ge=0, le=LARGEST_INTEGER, description="任务年度 / year of the tasks", examples=[2021]
    )
    role: Role | None = Field(None, description="单位的角色 / role of the unit", examples=["owns"])


def surroundings_router() -> APIRouter:
    """Return the route."""
    router = APIRouter(tags=["network"], dependencies=[ONCE])
    router.add_api_route(
        "/surroundings/{id:path}",
        show_surroundings,
        response_model=NodeWithSurroundings,
        response_model_exclude_unset=True,
        responses=answer_responses()
        | moved_responses()
        | problem_responses("not-found", "not-acceptable", *LIST_PROBLEMS),
        summary="任一节点的任务及其所涉 / The tasks of any node, and whom and what they name",
        operation_id="show-surroundings",
        openapi_extra=CONDITIONAL,
    )
    return router


def show_surroundings(
    request: Request,
    id: AnyId,  # noqa: A002  # its public name
    query: Annotated[SurroundingsQuery, Query()],
) -> dict[str, Any]:
    """A page of the tasks of a unit, group, official, category, document or place, and all that these tasks name.

    With every edge between them, each with its receipt. Of a task it is what that task names.
    """
    require_json(request)
    store = store_of(request)
    node, also = find_node(store, id, query.label)
    asked = query.model_dump(include=set(_NARROWING), exclude_none=True)
    own = ASKED_BY.get(node["label"])
    if own in asked:
        raise WrongParameterError(own, f"the node itself is a {own}: ask for the other one, narrowed by this one")
    page = {"limit": query.limit, "offset": query.offset}
    found = surroundings_of(store, node, page, asked)
    return {
        "node": node,
        "also": also,
        **page,
        "total": found.total,
        "nodes": with_facts(store, found.nodes),
        "edges": edges_between(store, [(each["label"], each["id"]) for each in found.nodes]),
        "left_out": found.left_out,
    }
