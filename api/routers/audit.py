"""``GET /audit``: who wrote what and when, for administrators."""

from typing import Annotated, Any, cast, get_args

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from api.access.audit import FILTERS, Action, AuditLog, Outcome
from api.forms import require_json
from api.links import paging_headers
from api.models import Page
from api.openapi import problem_responses
from api.routers.asking import ONCE, PageQuery, Text


class AuditQuery(PageQuery):
    """Which entries, and which part of them."""

    action: Action | None = Field(None, description=f"操作 / one of {', '.join(get_args(Action))}", examples=["load"])
    outcome: Outcome | None = Field(
        None,
        description=f"结果 / one of {', '.join(get_args(Outcome))}",
        examples=["new"],
    )
    key: Text | None = Field(None, description="密钥编号 / id of the key", examples=["1a2b3c4d"])
    document: Text | None = Field(
        None, description="文件编号 / id of the document", examples=["320585:太政发〔2021〕9号"]
    )


class AuditEntry(BaseModel):
    """One thing that was done or tried; a load has an entry when it begins and one when it ends."""

    id: int
    at: str = Field(description="UTC")
    key: str | None = Field(description="id of the key; null where there was none")
    name: str = Field(description="name of the key, or the command on the machine itself")
    address: str
    action: str
    outcome: str
    document: str | None
    load_id: str | None
    job: str | None
    source: str | None = Field(description="name of the uploaded file")
    detail: str


def audit_router() -> APIRouter:
    """Return the route of the audit log."""
    router = APIRouter(tags=["service"], dependencies=[ONCE])
    router.add_api_route(
        "/audit",
        list_entries,
        response_model=Page[AuditEntry],
        responses=problem_responses("not-acceptable", "wrong-parameter", "internal", "service-file-unavailable"),
        summary="写入记录，最新在前 / The audit log of writes, the newest first",
        operation_id="list-audit",
    )
    return router


def list_entries(request: Request, response: Response, query: Annotated[AuditQuery, Query()]) -> dict[str, Any]:
    """Writes, attempts that were refused, and keys that were made or revoked. Entries are never changed or removed."""
    require_json(request)
    wanted = query.model_dump(exclude_none=True, include=set(FILTERS))
    total, items = cast("AuditLog", request.app.state.audit).page(query.limit, query.offset, wanted)
    page = {"total": total, "limit": query.limit, "offset": query.offset, "items": items}
    response.headers.update(paging_headers(request, page))
    response.headers["Cache-Control"] = "no-store"
    return page
