"""``GET /jobs/{id}``: how far a load is, and what came of it."""

from typing import Annotated, Any, cast

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from api.jobs import UNFINISHED, Job, JobBook, State
from api.openapi import problem_responses
from api.problems import InterruptedLoadError, Problem, describe
from api.routers.asking import ONCE, NoQuery
from api.routers.nodes import href_of
from graph.errors import NotFoundError

_STEPS = ("reading", "writing")


class LoadInfo(BaseModel):
    """What a load wrote, with the report of what was read."""

    file: str = Field(description="the name that the document is cited by")
    document: str
    href: str
    outcome: str = Field(description="new, replaced, or unchanged: then nothing was written")
    load_id: str
    nodes_written: int
    relationships_written: int
    nodes_removed: int
    relationships_removed: int
    report: dict[str, Any] = Field(description="tasks, edges, findings: as `zerentu load --json` prints it")


class Progress(BaseModel):
    """How many of the steps (reading, writing) are done."""

    done: int
    of: int = len(_STEPS)


class JobInfo(BaseModel):
    """A load that is under way or has ended."""

    id: str
    state: State = Field(description="waiting, reading, writing; then done, failed or interrupted")
    progress: Progress
    file: str
    document: str | None
    created_at: str
    ended_at: str | None
    result: LoadInfo | None = Field(description="what was written, where it is done")
    problem: Problem | None = Field(description="why it was not, where it failed or was interrupted")


def job_router() -> APIRouter:
    """Return the route of jobs."""
    router = APIRouter(tags=["service"], dependencies=[ONCE])
    router.add_api_route(
        "/jobs/{id}",
        show_job,
        responses=problem_responses("not-found", "wrong-parameter", "internal", "service-file-unavailable"),
        response_model_exclude_none=False,
        summary="一次载入的进展 / How far a load is",
        operation_id="show-job",
    )
    return router


def show_job(
    request: Request,
    response: Response,
    id: Annotated[str, Path(description="作业编号 / id of the job", examples=["0f" * 16])],  # noqa: A002 - its public name
    query: Annotated[NoQuery, Query()],
) -> JobInfo:
    """The `Location` of a 202 leads here; a job is known for 30 days after its end, also by a service started anew."""
    job = cast("JobBook", request.app.state.jobs).find(id)
    if job is None:
        raise NotFoundError(f"there is no job {id[:100]!r}")
    response.headers["Cache-Control"] = "no-store"
    if job.state in UNFINISHED:
        response.headers["Retry-After"] = "1"
    return job_info(job)


def job_info(job: Job) -> JobInfo:
    """Return a job as it is told."""
    problem = Problem(**job.problem) if job.problem else None
    if job.state == "interrupted" and problem is None:
        gone = InterruptedLoadError("the service ended before the load had: upload the document again")
        problem = describe(gone, f"/jobs/{job.id}")
    done = len(_STEPS) if job.state == "done" else int(job.document is not None)
    return JobInfo(
        id=job.id,
        state=job.state,
        progress=Progress(done=done),
        file=job.source,
        document=job.document,
        created_at=job.created_at,
        ended_at=job.ended_at,
        result=load_info(job.result) if job.result else None,
        problem=problem,
    )


def load_info(loaded: Any) -> LoadInfo:
    """Return what a load wrote as it is told."""
    return LoadInfo(**loaded, href=href_of("Document", loaded["document"]) or "")
