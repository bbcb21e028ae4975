"""The pages for people: a first page and the documentation, both from files of ours."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

STATIC = Path(__file__).parents[1] / "static"


def page_router() -> APIRouter:
    """Return the routes of the pages."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/", first_page, response_class=FileResponse)
    router.add_api_route("/docs", docs_page, response_class=FileResponse)
    return router


async def first_page() -> FileResponse:
    """Lead to what there is."""
    return FileResponse(STATIC / "index.html")


async def docs_page() -> FileResponse:
    """Show the OpenAPI in Swagger UI."""
    return FileResponse(STATIC / "docs.html")
