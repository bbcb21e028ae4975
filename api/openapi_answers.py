"""How the OpenAPI document shows what all answers from the graph share: ETags, 304, links, files."""

from typing import Any

from api.forms import CSV, JSON, JSON_LINES

TOTAL_COUNT = "X-Total-Count"
TRUNCATED = "X-Truncated"

_Responses = dict[int | str, dict[str, Any]]
_TAG = '"4d3c3e5c8a1f0b7e9d2a6c5b4f3e2d1c"'
_MOVED = "/units/320585%3A%E6%B0%B4%E5%8A%A1%E5%B1%80"
_CSV = "id,name\r\n320585:太政发〔2021〕9号:1.2,增长6%左右\r\n"
_JSON_LINE = '{"id": "320585:太政发〔2021〕9号:1.2", "name": "增长6%左右"}\n'

CONDITIONAL: dict[str, Any] = {
    "parameters": [
        {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "description": "已有回答的 ETag；未变则答 304 / ETags of answers at hand; 304 where one is still right",
            "schema": {"type": "string"},
            "example": _TAG,
        }
    ]
}
"""The header of a request that every answer from the graph heeds."""


def answer_responses(status: str = "回答 / The answer") -> _Responses:
    """Return how a route documents the headers of its answer, and the answer without a body."""
    headers = _headers("ETag", "Cache-Control", "Vary")
    unchanged = "已有的回答未变 / What the caller holds is still right"
    return {200: {"description": status, "headers": headers}, 304: {"description": unchanged, "headers": headers}}


def moved_responses() -> _Responses:
    """Return how a route documents that a unit which it is asked for by id goes by another one now."""
    location = {"description": "同一地址，编号为现用的 / the same address with the id that it has now"}
    return {
        308: {
            "description": "该单位已归入另一单位 / The unit was joined to another one",
            "headers": {"Location": location | {"schema": {"type": "string"}, "example": _MOVED}},
        }
    }


def list_responses() -> _Responses:
    """Return the same for a list, which also comes as a file where ``Accept`` says so."""
    return _in_all_forms("Link", TOTAL_COUNT)


def file_responses() -> _Responses:
    """Return the same for a list as a file."""
    return _as_file(list_responses())


def table_responses() -> _Responses:
    """Return the same for the rows of a question."""
    return _in_all_forms(TRUNCATED)


def table_file_responses() -> _Responses:
    """Return the same for the rows of a question as a file."""
    return _as_file(table_responses())


def _in_all_forms(*headers: str) -> _Responses:
    responses = answer_responses()
    responses[200]["headers"] = responses[200]["headers"] | _headers(*headers)
    responses[200]["content"] = {JSON.media_type: {}, **_files()}
    return responses


def _as_file(responses: _Responses) -> _Responses:
    responses[200]["content"] = _files()
    return responses


def _files() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        CSV.media_type: {"schema": text, "example": _CSV},
        JSON_LINES.media_type: {"schema": text, "example": _JSON_LINE},
    }


_HEADERS: dict[str, tuple[str, str]] = {
    "ETag": ("此回答的标识，图或程序变了就变 / changes with the graph and the program", _TAG),
    "Cache-Control": ("可以保存，用前须询问 / may be kept, must be asked about before it is used", "no-cache"),
    "Vary": ("回答所依的请求头 / what of the request it depends on", "Accept, Accept-Language, Accept-Encoding"),
    "Link": ("首页、上页、下页、末页 / first, prev, next and last page", '</tasks?limit=50&offset=50>; rel="next"'),
    TOTAL_COUNT: ("总数 / how many there are in all", "157"),
    TRUNCATED: ("true：行数超过上限 / true: there are more rows than are ever answered", "false"),
}


def _headers(*names: str) -> dict[str, Any]:
    return {
        name: {"description": _HEADERS[name][0], "schema": {"type": "string"}, "example": _HEADERS[name][1]}
        for name in names
    }
