"""Judgements on names: ``PUT /judgements`` and ``/aliases`` make one, ``DELETE /judgements/{id}`` withdraws it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, cast

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from api.access.audit import Action, AuditLog, Entry
from api.audited import audited
from api.judging import Judged, Judging, Wanted
from api.models import NODE_MODELS
from api.openapi import STORE_PROBLEMS, problem_responses
from api.problems import WrongParameterError
from api.routers.asking import ONCE, NoQuery, Text, caller_of
from api.routers.nodes import href_of
from graph.errors import InputError
from graph.judgements import LABEL, Judgement, Verdict

_PROBLEMS = ("not-found", "judgement-conflict", "wrong-parameter", "service-file-unavailable", *STORE_PROBLEMS)
_REASON = "理由，如机构改革方案 / what it rests on, as the plan of a reform"
_Judgement: Any = NODE_MODELS[LABEL]


class JudgementBody(BaseModel):
    """A decision on two names of one place."""

    model_config = ConfigDict(extra="forbid")

    jurisdiction: Text = Field(description="行政区代码或名称 / code or name of the place", examples=["太仓市"])
    names: tuple[Text, Text] = Field(
        description="两个名称；same 时保留第一个 / two names; where they are the same, the first one stays",
        examples=[["水务局", "水利局"]],
    )
    verdict: Verdict = Field(description="same 同一单位，different 不是同一单位 / one unit, or not")
    reason: str = Field("", max_length=1000, description=_REASON, examples=["机构改革方案"])


class AliasBody(BaseModel):
    """Another name of a unit."""

    model_config = ConfigDict(extra="forbid")

    unit: Text = Field(description="单位编号 / id of the unit", examples=["320585:水务局"])
    alias: Text = Field(description="该单位的另一名称 / another name of it", examples=["水利局"])
    reason: str = Field("", max_length=1000, description=_REASON, examples=["机构改革方案"])


class Rewritten(BaseModel):
    """A document that the judgement changed."""

    document: str
    href: str | None
    load_id: str


class JudgedInfo(BaseModel):
    """What became of a decision."""

    outcome: str = Field(description="new, replaced, unchanged or withdrawn", examples=["new"])
    judgement: _Judgement
    unit: str | None = Field(
        description="它们所指的单位；不是同一单位时为空 / the one unit; null where they are not one"
    )
    documents: list[Rewritten] = Field(description="随之改写的文件 / documents that were written anew")


JudgementId = Annotated[
    str, Path(description="编号，须百分号编码 / id, percent-encoded", examples=["320585:水利局|水务局"])
]


def judgement_router() -> APIRouter:
    """Return the routes that judge."""
    router = APIRouter(tags=["judgements"], dependencies=[ONCE])
    problems = problem_responses(*_PROBLEMS)
    made: dict[int | str, dict[str, Any]] = {
        200: {"description": "已有，或已替换 / it held already, or was replaced", "model": JudgedInfo},
        201: {"description": "已认定 / it holds from now on", "model": JudgedInfo},
    }
    router.add_api_route(
        "/judgements",
        put_judgement,
        methods=["PUT"],
        response_class=JSONResponse,
        responses=made | problems,
        summary="认定两个名称是否同一单位 / Decide whether two names are one unit",
        operation_id="judge",
    )
    router.add_api_route(
        "/aliases",
        put_alias,
        methods=["PUT"],
        response_class=JSONResponse,
        responses=made | problems,
        summary="给单位加一个名称 / Give a unit another name",
        operation_id="add-alias",
    )
    router.add_api_route(
        "/judgements/{id:path}",
        withdraw_judgement,
        methods=["DELETE"],
        response_model=JudgedInfo,
        responses=problems,
        summary="撤回一项认定 / Withdraw a judgement",
        operation_id="withdraw-judgement",
    )
    return router


def put_judgement(request: Request, body: JudgementBody, query: Annotated[NoQuery, Query()]) -> JSONResponse:
    """It goes before the alias table, is applied at once to all documents of the place, and to later loads.

    There is one judgement on a pair of names: another one on the same pair replaces it.
    """
    return _put(request, body.jurisdiction, body.names, body.verdict, body.reason)


def put_alias(request: Request, body: AliasBody, query: Annotated[NoQuery, Query()]) -> JSONResponse:
    """The same as the judgement that the unit's name and the alias are one unit, which goes by its name."""
    place, _, name = body.unit.partition(":")
    if not place or not name:
        raise WrongParameterError("unit", f"{body.unit!r:.100} is no id of a unit, such as 320585:水务局", "body")
    return _put(request, place, (name, body.alias), "same", body.reason)


def withdraw_judgement(
    request: Request,
    id: JudgementId,  # noqa: A002 - its public name
    query: Annotated[NoQuery, Query()],
) -> JudgedInfo:
    """What it joined is parted again, and what it parted is joined, each with its own words."""
    judging = cast("Judging", request.app.state.judging)
    return _told(_logged(request, "withdraw", id, lambda: judging.withdraw(id)))


def _put(request: Request, place: str, names: tuple[str, str], verdict: Verdict, reason: str) -> JSONResponse:
    judging = cast("Judging", request.app.state.judging)
    caller = caller_of(request)
    wanted = Wanted(place, names, verdict, reason.strip(), caller.name or caller.key or "")
    try:
        judgement = judging.prepare(wanted)
    except InputError as error:
        raise WrongParameterError("names", str(error), "body") from error
    judged = _logged(request, "judge", judgement.id, lambda: judging.put(judgement), judgement)
    headers = {"Location": href_of(LABEL, judgement.id) or ""}
    return JSONResponse(_told(judged).model_dump(), 201 if judged.outcome == "new" else 200, headers)


def _logged(
    request: Request, action: Action, key: str, act: Callable[[], Judged], judgement: Judgement | None = None
) -> Judged:
    """Do something of which the audit log tells that it was begun and how it ended."""
    said = f"{judgement.name}: {judgement.reason}" if judgement else ""
    begun = Entry(action, "begun", source=key, detail=said)

    def ended(judged: Judged) -> list[Entry]:
        named = replace(begun, detail=judged.judgement.name)
        written = [
            replace(named, outcome="rewritten", document=load.document, load_id=load.load_id) for load in judged.loads
        ]
        return [*written, replace(named, outcome=judged.outcome)]

    return audited(cast("AuditLog", request.app.state.audit), begun, caller_of(request), act, ended)


def _told(judged: Judged) -> JudgedInfo:
    documents = [
        Rewritten(document=load.document, href=href_of("Document", load.document), load_id=load.load_id)
        for load in judged.loads
    ]
    return JudgedInfo(
        outcome=judged.outcome,
        judgement=judged.judgement.to_json(),
        unit=judged.unit or None,
        documents=documents,
    )
