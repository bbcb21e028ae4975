"""Task sheets of units: as data, as a page, for Word and for a spreadsheet program."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.convertors import register_url_convertor

from api.forms import require_json
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, answer_responses
from api.routers.asking import ONCE, FileForm, NoQuery, Text, store_of
from api.routers.nodes import require_unmoved
from api.sheets import Sheet, gather_sheet, sheet_document, sheet_page, sheet_workbook
from graph.errors import NotFoundError

_WRITERS: Mapping[str, tuple[Callable[[Sheet], bytes], str]] = {
    "html": (sheet_page, "text/html; charset=utf-8"),
    "docx": (sheet_document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (sheet_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class SheetForm(FileForm):
    """The forms of a sheet."""

    regex = "|".join(_WRITERS)


register_url_convertor("sheet", SheetForm())

UnitName = Annotated[
    str,
    Path(description="单位的编号、名称或别名 / id, name or alias of the unit", examples=["320585:财政局"]),
]
SheetSuffix = Annotated[Literal["html", "docx", "xlsx"], Path(description="格式 / form", examples=["docx"])]


class SheetQuery(NoQuery):
    """Which document the sheet is of."""

    document: Text | None = Field(
        None, description="文件编号或发文字号 / id or number of the document", examples=["太政发〔2021〕9号"]
    )


class SourceInfo(BaseModel):
    """A document that lines of the sheet come from."""

    id: str
    title: str
    number: str


class LineInfo(BaseModel):
    """A task in which the unit has a role, with the receipt of that role."""

    task: str = Field(description="任务编号 / id of the task")
    document: str
    annex: int
    row: int
    headings: list[str] = Field(description="类别，由外到内 / the headings that it stands under, outermost first")
    content: str
    requirement: str
    deadline: str
    leaders: list[str]
    owners: list[str]
    supports: list[str]
    role: Literal["owns", "supports", "mentions"]
    via: str = Field(description="经由的单位群；空为点名 / the group that it comes through; empty: named itself")
    basis: str = Field(description="为何算其成员 / why the unit counts as a member of the group")
    quote: str = Field(description="给出角色的原文 / the words that give the role")
    locator: str
    inherited: bool


class SheetInfo(BaseModel):
    """The task sheet of a unit: explicit lines and those through groups, each with its source."""

    unit: str
    name: str
    aliases: list[str]
    jurisdiction: str
    documents: list[SourceInfo]
    lines: list[LineInfo]
    truncated: bool


def sheet_router() -> APIRouter:
    """Return the routes of the sheets."""
    router = APIRouter(tags=["units"], dependencies=[ONCE])
    problems = ("not-found", *LIST_PROBLEMS)
    router.add_api_route(
        "/sheets/{unit:path}.{form:sheet}",
        show_as_file,
        response_class=Response,
        summary="单位任务书，作为网页、Word或Excel文件 / The task sheet of a unit as a page, for Word or Excel",
        responses=_file_responses() | problem_responses(*problems),
        openapi_extra=CONDITIONAL,
    )
    router.add_api_route(
        "/sheets/{unit:path}",
        show_sheet,
        response_model=SheetInfo,
        summary="单位任务书 / The task sheet of a unit",
        responses=answer_responses() | problem_responses("not-acceptable", *problems),
        openapi_extra=CONDITIONAL,
    )
    return router


def show_sheet(request: Request, unit: UnitName, query: Annotated[SheetQuery, Query()]) -> dict[str, Any]:
    """All tasks that name the unit, then apart those that reach it through a group, and mentions without a role."""
    require_json(request)
    return asdict(_sheet(request, unit, query))


def show_as_file(
    request: Request, unit: UnitName, form: SheetSuffix, query: Annotated[SheetQuery, Query()]
) -> Response:
    """The same on paper: a part for each role and document, each line with its words and place."""
    sheet = _sheet(request, unit, query)
    write, media_type = _WRITERS[form]
    shown = "inline" if form == "html" else "attachment"
    name = quote(f"{sheet.name}-任务书.{form}", safe="")
    response = Response(write(sheet), headers={"Content-Disposition": f"{shown}; filename*=UTF-8''{name}"})
    response.headers["Content-Type"] = media_type
    return response


def _sheet(request: Request, unit: str, query: SheetQuery) -> Sheet:
    store = store_of(request)
    try:
        return gather_sheet(store, unit, query.document or "")
    except NotFoundError:
        require_unmoved(store, unit)
        raise


def _file_responses() -> dict[int | str, dict[str, Any]]:
    responses = answer_responses()
    binary = {"schema": {"type": "string", "format": "binary"}}
    responses[200]["content"] = {media_type.partition(";")[0]: binary for _, media_type in _WRITERS.values()}
    return responses
