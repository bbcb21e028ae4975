"""Writing: ``POST /documents`` loads an uploaded document, ``DELETE /documents/{id}`` takes one out."""

import asyncio
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from fastapi import APIRouter, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api.access.errors import BodyTooLargeError
from api.file_names import plain_name
from api.loading import extraction_json
from api.loads import Loads, Upload
from api.openapi import STORE_PROBLEMS, problem_responses
from api.problems import WrongMediaTypeError, WrongParameterError
from api.routers.asking import ONCE, NoQuery, Text, caller_of
from api.routers.jobs import JobInfo, LoadInfo, job_info, load_info
from api.routers.nodes import href_of
from api.settings import Settings
from api.terms import file_bytes
from loaders import Options

if TYPE_CHECKING:
    from concurrent.futures import Future

    from api.jobs import JobBook
    from loaders import Extraction

_FORM = "multipart/form-data"
_ONE_FILE = "the form takes one file in the field `file` and nothing else: say the rest in the address, as ?year=2021"
_NO_FILE = "the form holds no file in the field `file`: send it as one, as by curl -F file=@plan.docx"
_PREFERENCE = re.compile(r"\s*(respond-async|wait\s*=\s*\"?(\d{1,9})\"?)\s*", re.IGNORECASE)
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        _FORM: {
            "schema": {
                "type": "object",
                "required": ["file"],
                "additionalProperties": False,
                "properties": {
                    "file": {
                        "type": "string",
                        "format": "binary",
                        "description": "文件，其名称即来源 / the document; its name is told as the source",
                    }
                },
            }
        }
    },
}
_PREFER = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": "respond-async 立即返回作业，wait=秒 为至多等待 / respond-async answers with a job at once, wait=N "
    "waits so many seconds for the end",
    "schema": {"type": "string"},
    "example": "respond-async",
}
_PROBLEMS = (
    "document-held",
    "wrong-media-type",
    "document-refused",
    "wrong-parameter",
    "too-many-loads",
    "interrupted",
    "service-file-unavailable",
)
_LOCATION = {"Location": {"description": "文件或作业 / the document, or the job", "schema": {"type": "string"}}}


DocumentId = Annotated[
    str, Path(description="编号，须百分号编码 / id, percent-encoded", examples=["320585:太政发〔2021〕9号"])
]


class UploadQuery(NoQuery):
    """What to do with a document, and what is known of it; what is given wins over what it says itself."""

    dry_run: bool = Field(False, description="只读不写 / read it and write nothing", examples=[True])
    jurisdiction: Text | None = Field(
        None, description="行政区全称或代码 / full name or code of the place", examples=["太仓市"]
    )
    year: int | None = Field(None, ge=1900, le=2100, description="任务年度 / year of its tasks", examples=[2021])
    number: Text | None = Field(None, description="发文字号 / document number", examples=["太政发〔2021〕9号"])
    title: Text | None = Field(None, description="标题 / title", examples=["政府工作报告责任分解"])
    kind: Literal["breakdown", "report", "progress"] | None = Field(
        None, description="文种 / kind of document", examples=["breakdown"]
    )
    issued_on: date | None = Field(None, description="成文日期 / date of issue", examples=["2021-02-07"])

    def options(self) -> Options:
        """Return the facts as the loaders take them."""
        return Options(
            jurisdiction=self.jurisdiction or "",
            year=self.year or 0,
            number=self.number or "",
            title=self.title or "",
            kind=self.kind or "",
            issued_on=self.issued_on.isoformat() if self.issued_on else "",
        )


class ReadInfo(BaseModel):
    """What was read from a document; nothing was written."""

    dry_run: Literal[True] = True
    file: str
    document: str
    place: str = Field(description="facts 中行政区代码的名称 / name of the place whose code facts hold")
    facts: dict[str, Any]
    records: list[dict[str, Any]]
    sections: list[dict[str, Any]]
    report: dict[str, Any]


class UnloadInfo(BaseModel):
    """What was taken out."""

    document: str
    nodes_removed: int
    relationships_removed: int


def upload_router(settings: Settings) -> APIRouter:
    """Return the routes that write."""
    router = APIRouter(tags=["documents"], dependencies=[ONCE])
    problems = problem_responses(*_PROBLEMS, *STORE_PROBLEMS)
    held = "图中已有而未写入，或已替换，或只读 / the graph holds it already, or it was replaced, or only read"
    begun = "载入中，见作业 / it is being loaded: ask the job"
    responses: dict[int | str, dict[str, Any]] = {
        200: {"description": held, "model": LoadInfo | ReadInfo, "headers": _LOCATION},
        201: {"description": "已载入 / it was loaded", "model": LoadInfo, "headers": _LOCATION},
        202: {"description": begun, "model": JobInfo, "headers": _LOCATION},
    }

    async def upload_document(request: Request, query: Annotated[UploadQuery, Query()]) -> JSONResponse:
        """Reads the file in a process of its own with limits, and writes what it states in one transaction.

        Where that takes longer than some seconds, the answer is a job.
        """
        loads = cast("Loads", request.app.state.loads)
        await run_in_threadpool(loads.expect)
        upload = await _upload(request, query, file_bytes(settings))
        if query.dry_run:
            read = await asyncio.wrap_future(loads.read(upload))
            content = await run_in_threadpool(lambda: _read_info(upload.name, read).model_dump())
            return JSONResponse(content)
        seconds, is_async = _patience(request.headers.get("prefer", ""), settings.uploads.wait_seconds)
        job, future = await run_in_threadpool(loads.begin, upload, caller_of(request))
        if not await _has_ended(future, seconds):
            return await _accepted(request, job, is_async)
        return _loaded(future.result())

    router.add_api_route(
        "/documents",
        upload_document,
        methods=["POST"],
        response_class=JSONResponse,
        responses=responses | problems,
        summary="载入一份文件 / Load a document",
        operation_id="load-document",
        openapi_extra={"requestBody": _BODY, "parameters": [_PREFER]},
    )
    router.add_api_route(
        "/documents/{id:path}",
        remove_document,
        methods=["DELETE"],
        response_model=UnloadInfo,
        responses=problem_responses(
            "not-found", "document-held", "wrong-parameter", "service-file-unavailable", *STORE_PROBLEMS
        ),
        summary="取出一份文件 / Take a document out",
        operation_id="unload-document",
    )
    return router


def remove_document(
    request: Request,
    id: DocumentId,  # noqa: A002 - its public name
    query: Annotated[NoQuery, Query()],
) -> UnloadInfo:
    """With it go the units and officials that only it names."""
    changes = cast("Loads", request.app.state.loads).unload(id, caller_of(request))
    return UnloadInfo(
        document=id, nodes_removed=changes.nodes_removed, relationships_removed=changes.relationships_removed
    )


async def _upload(request: Request, query: UploadQuery, most_bytes: int) -> Upload:
    """Return the document that a form holds.

    Raises:
        WrongMediaTypeError: the body is no form.
        WrongParameterError: the form holds no file, or something else.
    """
    said = request.headers.get("content-type", "")
    if said.partition(";")[0].strip().lower() != _FORM:
        raise WrongMediaTypeError(f"a document comes as a form ({_FORM}) with the field `file`, not as {said[:100]!r}")
    try:
        async with request.form(max_files=1, max_fields=0) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise WrongParameterError(
                    "file",
                    _NO_FILE,
                    "body",
                )
            data = await file.read()
            if len(data) > most_bytes:
                raise BodyTooLargeError(f"the file has more than {most_bytes // 2**20} MB, the most it may")
            return Upload(plain_name(file.filename or ""), data, query.options())
    except HTTPException as error:
        raise WrongParameterError("file", _wrong_form(str(error.detail)), "body") from error


def _wrong_form(said: str) -> str:
    """Return what to do about a form; ``said`` are the words of its parser."""
    if said.startswith("Too many"):
        return _ONE_FILE
    return f"the form cannot be read: {said}"


def _read_info(name: str, read: "Extraction") -> ReadInfo:
    return ReadInfo(place=read.facts.jurisdiction.name, **extraction_json(name, read))


def _patience(preferences: str, most_seconds: float) -> tuple[float, bool]:
    """Return how long the caller waits for the end, and whether he wants not to (RFC 7240)."""
    seconds, is_async = most_seconds, False
    for said in filter(None, map(_PREFERENCE.fullmatch, preferences.split(","))):
        is_async = is_async or said[2] is None
        seconds = min(seconds, float(said[2])) if said[2] else seconds
    return (0.0 if is_async else seconds), is_async


async def _has_ended(future: "Future[Any]", seconds: float) -> bool:
    if not seconds:
        return False
    waited = asyncio.wrap_future(future)
    # The load goes on when the time is over; that it then fails, nobody here waits to hear.
    waited.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    await asyncio.wait([waited], timeout=seconds)
    return future.done()


async def _accepted(request: Request, job: str, is_async: bool) -> JSONResponse:
    found = await run_in_threadpool(cast("JobBook", request.app.state.jobs).find, job)
    headers = {"Location": f"/jobs/{job}", "Retry-After": "1"}
    headers |= {"Preference-Applied": "respond-async"} if is_async else {}
    content = job_info(found).model_dump() if found else {}
    return JSONResponse(content, 202, headers)


def _loaded(loaded: dict[str, Any]) -> JSONResponse:
    status = 201 if loaded["outcome"] == "new" else 200
    location = href_of("Document", loaded["document"]) or ""
    return JSONResponse(load_info(loaded).model_dump(), status, {"Location": location})
