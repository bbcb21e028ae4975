"""``POST /cypher``: a statement of the caller's own, answered by the guard; see docs/reference/cypher.md."""

import json
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.openapi import STORE_PROBLEMS, problem_responses
from api.routers.asking import ONCE, NoQuery, store_of
from graph.guard import GuardedCypher, Limits, StatementRefusedError

_LIMITS = Limits()
_MOST_BYTES = 4 * _LIMITS.statement_characters + 2 * _LIMITS.parameter_bytes
_EXAMPLES: dict[str, dict[str, Any]] = {
    "units": {
        "summary": "责任单位 / Units that own most",
        "value": {
            "statement": "MATCH (u:Unit)-[:OWNS]->(t:Task)\nRETURN u.name AS unit, count(t) AS tasks\n"
            "ORDER BY tasks DESC, unit LIMIT $few",
            "parameters": {"few": 5},
        },
    },
    "nodes": {
        "summary": "节点和关系 / Nodes and relationships",
        "value": {
            "statement": "MATCH (u:Unit {name: $unit})-[duty:OWNS]->(t:Task)\nRETURN u, duty, t LIMIT 1",
            "parameters": {"unit": "水务局"},
        },
    },
}


class Statement(BaseModel):
    """A statement with its parameters."""

    model_config = ConfigDict(extra="forbid")

    # How long it may be is a rule of the guard, which says so by its name.
    statement: str = Field(
        json_schema_extra={"minLength": 1, "maxLength": _LIMITS.statement_characters},
        description="只读的Cypher语句 / Cypher that only reads",
        examples=[_EXAMPLES["units"]["value"]["statement"]],
    )
    parameters: dict[str, Any] = Field(
        default_factory=dict,
        description="语句中 $名称 的值 / the values of what it names as $name",
        examples=[_EXAMPLES["units"]["value"]["parameters"]],
    )


class StatementAnswer(BaseModel):
    """Columns, and one list a row. A node is `{labels, properties}`, a relationship `{type, properties}`."""

    columns: list[str]
    rows: list[list[Any]]
    truncated: bool = Field(description="true: there is more than one answer may hold")
    took_ms: float = Field(description="milliseconds, the checks included, the copying of a graph that has changed not")


def cypher_router() -> APIRouter:
    """Return the route of guarded Cypher."""
    router = APIRouter(tags=["cypher"], dependencies=[ONCE])
    body = {"schema": Statement.model_json_schema(), "examples": _EXAMPLES}
    router.add_api_route(
        "/cypher",
        answer_statement,
        methods=["POST"],
        response_model=StatementAnswer,
        responses=problem_responses("statement-refused", "wrong-parameter", "too-many-statements", *STORE_PROBLEMS),
        summary="运行只读Cypher语句 / Run a statement that only reads",
        operation_id="run-cypher",
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": body}}},
    )
    return router


async def read_body(request: Request) -> bytes:
    """Return the body of a request, so far as any statement needs."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise StatementRefusedError("size", f"the request has more than {_MOST_BYTES} bytes")
    return bytes(body)


def answer_statement(
    request: Request, body: Annotated[bytes, Depends(read_body)], query: Annotated[NoQuery, Query()]
) -> Response:
    """One statement that only reads, within limits on time, rows and size; the reference says what is refused.

    More rows or bytes than an answer may hold are cut off, and `truncated` is then true.
    """
    asked = _parsed(body)
    store_of(request)
    answer, seconds = cast("GuardedCypher", request.app.state.guard).ask_timed(asked.statement, asked.parameters)
    took = round(seconds * 1000, 1)
    content = {"columns": answer.columns, "rows": answer.rows, "truncated": answer.truncated, "took_ms": took}
    # In this thread: five megabytes of JSON would hold up the event loop.
    return Response(json.dumps(content, ensure_ascii=False, separators=(",", ":")), media_type="application/json")


def _parsed(body: bytes) -> Statement:
    try:
        return Statement.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in found]) from error
