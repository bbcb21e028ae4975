"""The lists of resources: filters, order, pages, fields and facets; as JSON or as a file."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import Field, create_model

from api.facets import FACETS, count_facets
from api.forms import FILES, JSON, Form, wanted_form, write_rows
from api.links import paging_headers
from api.problems import WrongParameterError
from api.resources import Filter, FilterType, Resource, title_of
from api.routers.asking import (
    Integer,
    PageQuery,
    Suffix,
    Text,
    names_field,
    one_of,
    page_of,
    split_names,
    store_of,
)
from api.routers.nodes import require_unmoved
from api.rows import add_linked, rows_of
from api.statements import count_statement, found_lines, list_statement
from graph.store import Store
from queries.named import SharedNameError, require_single

_TYPES: Mapping[FilterType, Any] = {"string": Text, "integer": Integer, "boolean": bool}
_NO_FILTERS = {"sort", "limit", "offset", "fields", "facets"}


def list_route(resource: Resource) -> Callable[..., Any]:
    """Return the route of a list, in the form that ``Accept`` wants."""

    def list_nodes(request: Request, response: Response, query: PageQuery) -> Any:
        form = wanted_form(request)
        given = query.model_dump(exclude_none=True)
        facets = given.pop("facets", "")
        if facets and form is not JSON:
            raise WrongParameterError("facets", f"they are only in {JSON.media_type}, not in {form.media_type}")
        if form is not JSON:
            return _as_file(request, resource, query, form)
        page = _page(request, resource, query)
        response.headers.update(paging_headers(request, page))
        if facets:
            values = _values(given)
            found = found_lines(resource, values)
            page["facets"] = count_facets(store_of(request), found, values, split_names(facets))
        return page

    # The parameters of each resource are its own; FastAPI reads them from the annotation.
    list_nodes.__annotations__["query"] = Annotated[_list_query(resource, facets=resource.facets), Query()]
    return list_nodes


def file_route(resource: Resource) -> Callable[..., Any]:
    """Return the route of a list as a file, in the form that the path ends with."""

    def list_as_file(request: Request, form: Suffix, query: PageQuery) -> Response:
        return _as_file(request, resource, query, FILES[form])

    list_as_file.__annotations__["query"] = Annotated[_list_query(resource), Query()]
    return list_as_file


def _page(request: Request, resource: Resource, query: PageQuery) -> dict[str, Any]:
    """Return the page of the list that the parameters ask for."""
    given = query.model_dump(exclude_none=True)
    values, fields = _values(given), _fields(resource, given)
    store = store_of(request)
    _require_single(store, values)
    [count] = rows_of(store, count_statement(resource, values), **values)
    if not count["total"] and "unit" in values:
        require_unmoved(store, values["unit"])
    statement = list_statement(resource, values, given["sort"], fields)
    page = page_of(store, statement, count["total"], query, **values)
    for each in resource.linked:
        if each.name in fields:
            add_linked(store, resource, each, page["items"])
    return page


def _require_single(store: Store, values: Mapping[str, Any]) -> None:
    try:
        require_single(store, values)
    except SharedNameError as error:
        raise WrongParameterError(error.parameter, error.told) from error


def _as_file(request: Request, resource: Resource, query: PageQuery, form: Form) -> Response:
    page = _page(request, resource, query)
    columns = ("id", *_fields(resource, query.model_dump(exclude_none=True)))
    return write_rows(form, resource.name, columns, page["items"], paging_headers(request, page))


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the filters."""
    return {name: value for name, value in given.items() if name not in _NO_FILTERS}


def _fields(resource: Resource, given: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields that are asked for, without the id; without a choice the properties."""
    of_node = [name for name in resource.fields if name not in {each.name for each in resource.linked}]
    chosen = split_names(given["fields"]) if "fields" in given else of_node
    return tuple(name for name in chosen if name != "id")


def _list_query(resource: Resource, *, facets: bool = False) -> Any:
    """Return the parameters of a list: a filter each, how to sort, which page, which fields and facets."""
    sorts = tuple(way + name for name in resource.sorts for way in ("", "-"))
    about = "排序，- 为降序；相同者按编号 / order, - for descending; equal ones by id"
    sort = (one_of(sorts), Field(resource.order, description=about, examples=[resource.order]))
    fields: dict[str, Any] = {each.name: _filter_field(each) for each in resource.filters}
    known = (title_of(resource.node), *(each.name for each in resource.linked))
    about = f"只要这些字段：{'、'.join(resource.fields)} / only these fields beside the id"
    fields["fields"] = names_field(("id", *resource.fields), about, ",".join(known))
    if facets:
        about = f"计数：{'、'.join(FACETS)} / count what was found by these"
        fields["facets"] = names_field(tuple(FACETS), about, "unit,year")
    return create_model(f"{resource.label}ListQuery", __base__=PageQuery, **fields, sort=sort)


def _filter_field(declared: Filter) -> Any:
    kind: Any = one_of(declared.choices) if declared.choices else _TYPES[declared.type]
    about = f"{declared.about.zh} / {declared.about.en}"
    return (kind | None, Field(None, description=about, examples=[declared.example]))
