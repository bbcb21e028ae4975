"""Lists and single nodes of the labels in ``api.resources``: ``/documents``, ``/tasks``, ``/units`` and so on."""

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field, create_model

from api.forms import require_json
from api.models import detail_model, page_model
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, answer_responses, file_responses, list_responses
from api.resources import RESOURCE_OF, RESOURCES, Relation, Resource, relations_of
from api.routers.asking import ONCE, PageQuery, one_of, page_of, store_of
from api.routers.lists import file_route, list_route
from api.rows import rows_of
from api.statements import neighbours_statement, node_statement
from graph.errors import NotFoundError


def resource_router() -> APIRouter:
    """Return the routes of every resource."""
    router = APIRouter(dependencies=[ONCE])
    for each in RESOURCES:
        router.add_api_route(
            f"/{each.name}",
            list_route(each),
            response_model=page_model(each),
            # Fields that were not asked for are left out; what is not known is set, to null.
            response_model_exclude_unset=True,
            tags=[each.name],
            summary=f"{each.many.zh} / List {each.many.en}",
            operation_id=f"list-{each.name}",
            responses=list_responses() | problem_responses("not-acceptable", *LIST_PROBLEMS),
            openapi_extra=CONDITIONAL,
        )
        router.add_api_route(
            f"/{each.name}.{{form:file}}",
            file_route(each),
            response_class=Response,
            tags=[each.name],
            summary=f"{each.many.zh}，作为文件 / The list of {each.many.en}, as a file",
            operation_id=f"list-{each.name}-as-file",
            responses=file_responses() | problem_responses("not-found", *LIST_PROBLEMS),
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
            responses=answer_responses() | problem_responses("not-found", "not-acceptable", *LIST_PROBLEMS),
            openapi_extra=CONDITIONAL,
        )
    return router


def href_of(label: str, key: str) -> str | None:
    """Return the path of a node; None where its label has no route."""
    resource = RESOURCE_OF.get(label)
    return f"/{resource.name}/{quote(key, safe='')}" if resource else None


def _node_route(resource: Resource) -> Callable[..., Any]:
    relations = relations_of(resource.label)

    def show_node(request: Request, id: str, query: PageQuery) -> dict[str, Any]:  # noqa: A002  # its public name
        require_json(request)
        asked = query.model_dump()["relationship"]
        store = store_of(request)
        found = rows_of(store, node_statement(resource), id=id)
        if not found:
            raise NotFoundError(f"the graph holds no {resource.label} {id!r}")
        totals = [found[0].pop(f"total_{number}") for number in range(len(relations))]
        neighbours = [
            _described(relation, page_of(store, neighbours_statement(resource, relation), total, query, id=id))
            for relation, total in zip(relations, totals, strict=True)
            if asked in {None, relation.relationship.type}
        ]
        return {**found[0], "neighbours": neighbours}

    example = Path(description="编号，须百分号编码 / id, percent-encoded", examples=[resource.example])
    show_node.__annotations__ |= {
        "id": Annotated[str, example],
        "query": Annotated[_node_query(resource), Query()],
    }
    return show_node


def _described(relation: Relation, page: dict[str, Any]) -> dict[str, Any]:
    """Return a page of neighbours with what relation it is of, each node apart from its edge."""
    head = {"relationship": relation.relationship.type, "direction": relation.direction, "label": relation.label}
    return {**head, **page, "items": [_neighbour(relation, row) for row in page["items"]]}


def _neighbour(relation: Relation, row: dict[str, Any]) -> dict[str, Any]:
    key, name = row.pop("id"), row.pop("name")
    node = {"label": relation.label, "id": key, "name": name, "href": href_of(relation.label, key)}
    return {"node": node, "edge": row}


def _node_query(resource: Resource) -> Any:
    """Return the parameters of a node: one of its relations, which page of each."""
    types = tuple(dict.fromkeys(each.relationship.type for each in relations_of(resource.label)))
    about = "只看一种关系 / only this relation"
    field = (one_of(types) | None, Field(None, description=about, examples=[types[0]]))
    return create_model(f"{resource.label}Query", __base__=PageQuery, relationship=field)
