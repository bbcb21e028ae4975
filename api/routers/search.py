"""The search: ``/search``, in all forms that lists have."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, create_model

from api.facets import FACETS, count_facets
from api.forms import FILES, JSON, wanted_form, write_rows
from api.links import paging_headers
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, file_responses, list_responses
from api.problems import WrongParameterError
from api.routers.asking import (
    LARGEST_LIMIT,
    ONCE,
    Integer,
    PageQuery,
    Suffix,
    Text,
    names_field,
    split_names,
    store_of,
    version_of,
)
from api.routers.nodes import href_of
from api.search.finding import LABELS, Found, Item, Match, Search, describe, find
from api.search.names import NameKeeper, NameList
from api.search.shapes import SearchPage
from api.search.suggestions import Suggestion
from graph.errors import QuestionError
from graph.store import Store

_COLUMNS = ("label", "id", "name", "href", "place", "matches")
_FOUND_TASKS = ("UNWIND $found AS key", "MATCH (n:Task {id: key})")


class SearchBase(PageQuery):
    """What is looked for, and which part of the hits."""

    q: Text = Field(
        description="以空格分开的词，须全部出现 / words parted by spaces, all must occur", examples=["生物医药"]
    )
    label: str | None = None
    document: Text | None = Field(
        None, description="文件编号或发文字号 / id or number of the document", examples=["太政发〔2021〕9号"]
    )
    year: Integer | None = Field(None, description="年度 / year of the task, else of the document", examples=[2021])
    limit: int = Field(20, ge=1, le=LARGEST_LIMIT, description="至多几条 / at most this many", examples=[5])


_LABEL = names_field(LABELS, f"只找这些：{'、'.join(LABELS)} / only these labels", "Task,Unit")
_FACETS = names_field(tuple(FACETS), f"计数任务：{'、'.join(FACETS)} / count the tasks found by these", "unit,year")
_FileQuery = create_model("SearchFileQuery", __base__=SearchBase, label=_LABEL)
_Query = create_model("SearchQuery", __base__=_FileQuery, facets=_FACETS)


def search_router() -> APIRouter:
    """Return the routes of the search."""
    router = APIRouter(tags=["questions"], dependencies=[ONCE])
    keeper = NameKeeper()

    def search(request: Request, response: Response, query: SearchBase) -> Any:
        """Words are looked for in texts and names, units and officials also by pinyin."""
        form = wanted_form(request)
        facets = query.model_dump(exclude_none=True).get("facets", "")
        if facets and form is not JSON:
            raise WrongParameterError("facets", f"they are only in {JSON.media_type}, not in {form.media_type}")
        store = store_of(request)
        page, found = _page(store, keeper.names(store, version_of(request)), query)
        headers = paging_headers(request, page)
        if form is not JSON:
            return write_rows(form, "search", _COLUMNS, page["items"], headers)
        response.headers.update(headers)
        if facets:
            page["facets"] = _facets(store, found, split_names(facets))
        return page

    def search_as_file(request: Request, form: Suffix, query: SearchBase) -> Any:
        """The items only."""
        store = store_of(request)
        page, _ = _page(store, keeper.names(store, version_of(request)), query)
        return write_rows(FILES[form], "search", _COLUMNS, page["items"], paging_headers(request, page))

    # What is known of labels and facets stands in tables; FastAPI reads the parameters from the annotation.
    search.__annotations__["query"] = Annotated[_Query, Query()]
    search_as_file.__annotations__["query"] = Annotated[_FileQuery, Query()]
    router.add_api_route(
        "/search",
        search,
        response_model=SearchPage,
        response_model_exclude_unset=True,
        responses=list_responses() | problem_responses("not-acceptable", *LIST_PROBLEMS),
        summary="查找 / Find tasks, documents, units and officials by words",
        openapi_extra=CONDITIONAL,
    )
    router.add_api_route(
        "/search.{form:file}",
        search_as_file,
        response_class=Response,
        responses=file_responses() | problem_responses("not-found", *LIST_PROBLEMS),
        summary="找到的，作为文件 / What was found, as a file",
        openapi_extra=CONDITIONAL,
    )
    return router


def _page(store: Store, names: NameList, query: SearchBase) -> tuple[dict[str, Any], Found]:
    """Return the part of what is found that the parameters ask for, and all of it."""
    labels = split_names(query.label) if query.label else LABELS
    try:
        found = find(store, names, Search(query.q, labels, query.document, query.year))
    except QuestionError as error:
        raise WrongParameterError("q", str(error)) from error
    hits = found.hits[query.offset : query.offset + query.limit]
    counts = Counter(hit.label for hit in found.hits)
    page = {
        "total": len(found.hits),
        "limit": query.limit,
        "offset": query.offset,
        "items": [_item(each) for each in describe(store, names, found, hits)],
        "labels": {label: counts[label] for label in LABELS if label in labels},
        "suggestions": list(map(_suggestion, found.suggestions)),
    }
    return page, found


def _facets(store: Store, found: Found, names: list[str]) -> dict[str, Any]:
    tasks = [hit.id for hit in found.hits if hit.label == "Task"]
    if not tasks:
        return {name: {"items": [], "values": 0, "rest": 0} for name in names}
    return count_facets(store, _FOUND_TASKS, {"found": tasks}, names)


def _item(item: Item) -> dict[str, Any]:
    hit = item.hit
    return {
        "label": hit.label,
        "id": hit.id,
        "name": item.name,
        "href": href_of(hit.label, hit.id),
        "place": hit.place,
        "matches": list(map(_match, item.matches)),
    }


def _match(match: Match) -> dict[str, Any]:
    snippet = match.snippet
    marks = [list(each) for each in snippet.marks]
    return {"field": match.field, "by": match.by, "text": snippet.text, "start": snippet.start, "marks": marks}


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    named = suggestion.named
    href = href_of(named.label, named.id)
    return {"label": named.label, "id": named.id, "name": suggestion.name, "href": href, "basis": suggestion.basis}
