"""Task sheets of units and officials: as data, as a page, for Word and for a spreadsheet program."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field
from starlette.convertors import register_url_convertor

from api.forms import require_json
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, answer_responses, moved_responses
from api.routers.asking import ONCE, FileForm, NoQuery, Text, store_of
from api.routers.nodes import require_unmoved
from api.sheets import Sheet, gather_official_sheet, gather_sheet, sheet_document, sheet_page, sheet_workbook
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
OfficialName = Annotated[
    str, Path(description="领导的编号或姓名 / id or name of the official", examples=["320585:汪香元"])
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
    """A task in which the unit or official has a role, with the receipt of that role."""

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
    role: Literal["leads", "owns", "supports", "mentions"]
    via: str = Field(description="经由的单位群；空为点名 / the group that it comes through; empty: named itself")
    basis: str = Field(description="为何算其成员 / why the unit counts as a member of the group")
    quote: str = Field(description="给出角色的原文 / the words that give the role")
    locator: str
    inherited: bool


class OfficialSheetInfo(BaseModel):
    """The task sheet of an official: the tasks that it leads, each with its source."""

    official: str
    name: str
    jurisdiction: str
    documents: list[SourceInfo]
    lines: list[LineInfo]
    truncated: bool


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
    router = APIRouter(dependencies=[ONCE])
    problems = ("not-found", *LIST_PROBLEMS)
    for path, tag, as_file, as_data, model, zh, en in (
        ("/sheets/{unit:path}", "units", show_as_file, show_sheet, SheetInfo, "单位任务书", "a unit"),
        ("/official-sheets/{official:path}", "officials", show_official_as_file, show_official_sheet,
         OfficialSheetInfo, "领导分管任务书", "an official"),
    ):  # fmt: skip
        moved = moved_responses() if tag == "units" else {}
        router.add_api_route(
            f"{path}.{{form:sheet}}",
            as_file,
            tags=[tag],
            response_class=Response,
            summary=f"{zh}，作为网页、Word或Excel文件 / The task sheet of {en} as a page, for Word or Excel",
            responses=_file_responses() | moved | problem_responses(*problems),
            openapi_extra=CONDITIONAL,
        )
        router.add_api_route(
            path,
            as_data,
            tags=[tag],
            response_model=model,
            summary=f"{zh} / The task sheet of {en}",
            responses=answer_responses() | moved | problem_responses("not-acceptable", *problems),
            openapi_extra=CONDITIONAL,
        )
    return router


def show_sheet(request: Request, unit: UnitName, query: Annotated[SheetQuery, Query()]) -> dict[str, Any]:
    """All tasks that name the unit, then apart those that reach it through a group, and mentions without a role."""
    require_json(request)
    sheet = _sheet(request, unit, query)
    return {"unit": sheet.id, **asdict(sheet)}


def show_as_file(
    request: Request, unit: UnitName, form: SheetSuffix, query: Annotated[SheetQuery, Query()]
) -> Response:
    """The same on paper: a part for each role and document, each line with its words and place."""
    return _file(_sheet(request, unit, query), form)


def show_official_sheet(
    request: Request, official: OfficialName, query: Annotated[SheetQuery, Query()]
) -> dict[str, Any]:
    """All tasks that the official leads, each with the words that say so and their place."""
    require_json(request)
    sheet = gather_official_sheet(store_of(request), official, query.document or "")
    return {"official": sheet.id, **asdict(sheet)}


def show_official_as_file(
    request: Request, official: OfficialName, form: SheetSuffix, query: Annotated[SheetQuery, Query()]
) -> Response:
    """The same on paper: a part for each document, each line with its words and place."""
    return _file(gather_official_sheet(store_of(request), official, query.document or ""), form)


def _sheet(request: Request, unit: str, query: SheetQuery) -> Sheet:
    store = store_of(request)
    try:
        return gather_sheet(store, unit, query.document or "")
    except NotFoundError:
        require_unmoved(store, unit)
        raise


def _file(sheet: Sheet, form: str) -> Response:
    write, media_type = _WRITERS[form]
    shown = "inline" if form == "html" else "attachment"
    name = quote(f"{sheet.name}-任务书.{form}", safe="")
    response = Response(write(sheet), headers={"Content-Disposition": f"{shown}; filename*=UTF-8''{name}"})
    response.headers["Content-Type"] = media_type
    return response


def _file_responses() -> dict[int | str, dict[str, Any]]:
    responses = answer_responses()
    binary = {"schema": {"type": "string", "format": "binary"}}
    responses[200]["content"] = {media_type.partition(";")[0]: binary for _, media_type in _WRITERS.values()}
    return responses
