"""The state of the service, the schema of the graph, and what the problems and the rules mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal, cast

from fastapi import APIRouter, Path, Query, Request, Response

import graph
from api.forms import require_json
from api.models import (
    Health,
    InBothLanguages,
    NodeTypeInfo,
    ProblemInfo,
    PropertyInfo,
    Readiness,
    RelationshipTypeInfo,
    RuleInfo,
    RulesInfo,
    SchemaInfo,
)
from api.openapi import LIST_PROBLEMS, problem_responses
from api.problems import PROBLEMS, StoppingError, language_headers, language_of
from api.resources import RESOURCE_OF
from api.routers.asking import ONCE, NoQuery
from api.wording import title
from graph.errors import NotFoundError
from graph.schema import NODES, RELATIONSHIPS, NodeType, Property, RelationshipType
from loaders.checks.rules import Rule, all_rules, check_rules

if TYPE_CHECKING:
    from api.probe import StoreProbe


def service_router() -> APIRouter:
    """Return the routes about the service itself."""
    router = APIRouter(tags=["service"], dependencies=[ONCE])
    plain = problem_responses("wrong-parameter", "internal")
    in_json = problem_responses("not-acceptable", "wrong-parameter", "internal")
    router.add_api_route("/health", health, responses=plain, summary="进程是否存活 / Does the process live")
    ready_problems = problem_responses("stopping", *LIST_PROBLEMS)
    router.add_api_route("/ready", ready, responses=ready_problems, summary="图数据库是否应答 / Does the store answer")
    router.add_api_route("/schema", schema, responses=in_json, summary="图的结构 / The shape of the graph")
    router.add_api_route(
        "/rules", rules, responses=in_json, summary="核查和读取的规则 / The rules of checks and of reading"
    )
    router.add_api_route(
        "/problems/{name}",
        problem,
        responses=problem_responses("not-found", "wrong-parameter", "internal"),
        summary="错误类型的说明 / What a kind of problem means",
    )
    return router


async def health(query: Annotated[NoQuery, Query()]) -> Health:
    """Answer as long as the process lives, whatever the store does."""
    return Health(version=graph.__version__)


async def ready(request: Request, query: Annotated[NoQuery, Query()]) -> Readiness:
    """Say which engine answers; 503 while none does in time, and from the moment on that the service stops."""
    if request.app.state.is_stopping:
        raise StoppingError
    info = await cast("StoreProbe", request.app.state.probe).info()
    return Readiness(engine=info.engine, engine_version=info.engine_version, client_version=info.client_version)


async def schema(request: Request, query: Annotated[NoQuery, Query()]) -> SchemaInfo:
    """Labels with their properties, and relationship types with the labels that they join."""
    require_json(request)
    return SchemaInfo(
        nodes=[_node_type(each) for each in NODES],
        relationships=[_relationship_type(each) for each in RELATIONSHIPS],
    )


async def rules(request: Request, query: Annotated[NoQuery, Query()]) -> RulesInfo:
    """What the `rule` of a finding in the report of a document means, and what to do about it."""
    require_json(request)
    checks = check_rules()
    return RulesInfo(items=[_rule(each, is_check=each.name in checks) for each in all_rules().values()])


async def problem(
    request: Request,
    response: Response,
    name: Annotated[str, Path(description="名称 / name", examples=["wrong-parameter"])],
    query: Annotated[NoQuery, Query()],
) -> ProblemInfo:
    """The page that the `type` of a problem leads to."""
    if name not in PROBLEMS:
        raise NotFoundError(f"there is no problem {name!r}; there are {', '.join(PROBLEMS)}")
    kind = PROBLEMS[name]
    about = InBothLanguages(zh=kind.zh, en=kind.en)
    language = language_of(request)
    response.headers.update(language_headers([language]))
    said = title(name, kind.title, language)
    return ProblemInfo(type=f"/problems/{name}", title=said.text, status=kind.status, about=about)


def _rule(rule: Rule, *, is_check: bool) -> RuleInfo:
    return RuleInfo(
        name=rule.name,
        kind="check" if is_check else "reading",
        title=InBothLanguages(zh=rule.zh, en=rule.en),
        severity=cast("Literal['note', 'warning'] | None", rule.severity or None),
        cure=InBothLanguages(zh=rule.cure_zh, en=rule.cure_en) if rule.cure_zh else None,
    )


def _node_type(node: NodeType) -> NodeTypeInfo:
    resource = RESOURCE_OF.get(node.label)
    return NodeTypeInfo(
        label=node.label,
        zh=node.zh,
        en=node.en,
        shared=node.shared,
        href=f"/{resource.name}" if resource else None,
        properties=_properties(node.properties),
    )


def _relationship_type(relationship: RelationshipType) -> RelationshipTypeInfo:
    return RelationshipTypeInfo(
        type=relationship.type,
        zh=relationship.zh,
        en=relationship.en,
        pairs=list(relationship.pairs),
        properties=_properties(relationship.properties),
    )


def _properties(declared: Sequence[Property]) -> list[PropertyInfo]:
    return [PropertyInfo(name=each.name, type=each.type, zh=each.zh, en=each.en) for each in declared]
