"""Lists and single nodes of the labels in ``api.resources``: ``/documents``, ``/tasks``, ``/units`` and so on."""

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field, create_model

from api.forms import require_json
from api.models import page_model
from api.models_of_nodes import detail_model
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, answer_responses, file_responses, list_responses, moved_responses
from api.resources import RESOURCES, Resource, relations_of
from api.routers.asking import ONCE, PageQuery, one_of, store_of
from api.routers.lists import file_route, list_route
from api.routers.nodes import neighbours_of, reference, require_unmoved
from api.rows import rows_of
from api.statements import node_statement
from api.summaries import summary_of
from graph.errors import NotFoundError


def resource_router() -> APIRouter:
    """Return the routes of every resource."""
    router = APIRouter(dependencies=[ONCE])
    for each in RESOURCES:
        of_unit = moved_responses() if any(one.name == "unit" for one in each.filters) else {}
        router.add_api_route(
            f"/{each.name}",
            list_route(each),
            response_model=page_model(each),
            # Fields that were not asked for are left out; what is not known is set, to null.
            response_model_exclude_unset=True,
            tags=[each.name],
            summary=f"{each.many.zh} / List {each.many.en}",
            operation_id=f"list-{each.name}",
            responses=list_responses() | of_unit | problem_responses("not-acceptable", *LIST_PROBLEMS),
            openapi_extra=CONDITIONAL,
        )
        router.add_api_route(
            f"/{each.name}.{{form:file}}",
            file_route(each),
            response_class=Response,
            tags=[each.name],
            summary=f"{each.many.zh}，作为文件 / The list of {each.many.en}, as a file",
            operation_id=f"list-{each.name}-as-file",
            responses=file_responses() | of_unit | problem_responses("not-found", *LIST_PROBLEMS),
            openapi_extra=CONDITIONAL,
        )
        router.add_api_route(
            f"/{each.name}/{{id:path}}",
            _node_route(each),
            response_model=detail_model(each.label),
            # An edge shows what its type carries, and not the properties of the others as nulls.
            response_model_exclude_unset=True,
            tags=[each.name],
            summary=f"{each.one.zh}及其关系 / Show {each.one.en} with its neighbours",
            description="每种关系各自分页；`relationship` 只看一种。 / Each relation is paged by itself; with "
            "`relationship` only that one is shown, so that `offset` pages through it.",
            operation_id=f"show-{each.name}",
            responses=answer_responses()
            | (moved_responses() if each.label == "Unit" else {})
            | problem_responses("not-found", "not-acceptable", *LIST_PROBLEMS),
            openapi_extra=CONDITIONAL,
        )
    return router


def _node_route(resource: Resource) -> Callable[..., Any]:
    label = resource.label

    def show_node(request: Request, id: str, query: PageQuery) -> dict[str, Any]:  # noqa: A002  # its public name
        require_json(request)
        asked = query.model_dump().get("relationship")
        store = store_of(request)
        found = rows_of(store, node_statement(label), id=id)
        if not found:
            if label == "Unit":
                require_unmoved(store, id)
            raise NotFoundError(f"the graph holds no {label} {id!r}")
        totals = [found[0].pop(f"total_{number}") for number in range(len(relations_of(label)))]
        node = {**_parsed(resource, found[0]), **summary_of(store, label, id, reference)}
        return {**node, "neighbours": neighbours_of(store, (label, id), totals, query, asked)}

    example = Path(description="编号，须百分号编码 / id, percent-encoded", examples=[resource.example])
    show_node.__annotations__ |= {
        "id": Annotated[str, example],
        "query": Annotated[_node_query(resource), Query()],
    }
    return show_node


def _parsed(resource: Resource, properties: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a node, those that hold JSON as what it says."""
    parts = {each.name for each in resource.node.properties if each.type == "json"}
    return {name: json.loads(value) if name in parts and value else value for name, value in properties.items()}


def _node_query(resource: Resource) -> Any:
    """Return the parameters of a node: one of its relations, which page of each."""
    types = tuple(dict.fromkeys(each.relationship.type for each in relations_of(resource.label)))
    if not types:
        return PageQuery
    about = "只看一种关系 / only this relation"
    field = (one_of(types) | None, Field(None, description=about, examples=[types[0]]))
    return create_model(f"{resource.label}Query", __base__=PageQuery, relationship=field)
