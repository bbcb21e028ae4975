"""What the OpenAPI document says beside the routes: an introduction, tags, and the problems of each route."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

import graph
from api.problems import MEDIA_TYPE, PROBLEMS, ParameterError, Problem

_REFERENCE = "#/components/schemas/"

DESCRIPTION = """
谁负责什么：政府文件中的任务、分管领导、责任单位和配合单位，每条都带原文和位置。
Who answers for what a government has promised, with the words of the document and their place.

- 编号在路径中须百分号编码 / Ids are percent-encoded in paths: `320585:太政发〔2021〕9号:1:综合指标/一般公共预算收入` →
  `/categories/320585%3A…%2F…`; every `href` is encoded already.
- 列表：`limit`（至多200）、`offset`、`total`、筛选、`sort`（`-` 为降序）/ Lists: `limit` (at most 200), `offset`,
  `total`, filters, `sort` (`-` for descending).
- 列表和问题也可为 CSV 或 JSON 行：后缀 `.csv`、`.jsonl`，或 `Accept` / Lists and questions also come as CSV or JSON
  lines: by suffix or by `Accept`.
- `fields` 选字段，`facets` 计数，`Link` 为翻页 / `fields` chooses, `facets` counts, `Link` leads through the pages.
- 回答带 ETag，图变则变；`If-None-Match` 相符则 304；HEAD 同 GET / Answers have an ETag that changes with the graph;
  `If-None-Match` may be answered by 304; HEAD is as GET.
- 未知或重复的参数一律拒绝 / A parameter that is unknown or given twice is refused: 422.
- 写入须密钥，外机读取亦须：`Authorization: Bearer zer_…` / Writing needs a key, and so does reading from other
  machines; `zerentu key create` makes one.
- 错误为 problem+json（RFC 9457），其 `type` 指向说明 / Errors are problem+json; their `type` is a path that explains
  them.
"""

TAGS = [
    {"name": "documents", "description": "文件：任务的出处 / The official documents that were loaded"},
    {"name": "categories", "description": "类别：任务所在的标题 / The headings that tasks stand under"},
    {"name": "tasks", "description": "任务：文件中的一行 / What was promised, a row of a document each"},
    {"name": "targets", "description": "指标：任务承诺的数字 / The numbers that tasks promise"},
    {"name": "sections", "description": "章节：没有责任分工的工作报告 / The sections of work reports that name nobody"},
    {"name": "units", "description": "单位 / The bodies that answer for tasks"},
    {"name": "officials", "description": "分管领导 / The officials who lead tasks"},
    {
        "name": "groups",
        "description": "单位群，如各镇（区）；不是单位 / Phrases for several units, never counted as units",
    },
    {
        "name": "judgements",
        "description": "名称认定：哪些名称是同一单位 / Reviewed decisions on which names are one unit",
    },
    {
        "name": "network",
        "description": "任一节点的邻居、最短路径、子图 / Neighbours of any node, shortest paths, parts of the graph",
    },
    {
        "name": "questions",
        "description": "问题目录、查找和网络分析 / The catalogue of questions, search and network analysis",
    },
    {"name": "cypher", "description": "自写的只读Cypher语句 / Read-only Cypher of one's own, guarded"},
    {
        "name": "service",
        "description": "服务状态、图的结构、错误说明 / State of the service, schema of the graph, problems",
    },
]


def problem_responses(*names: str) -> dict[int | str, dict[str, Any]]:
    """Return how a route documents the problems that it may answer with; those of one status share an entry."""
    responses: dict[int | str, dict[str, Any]] = {}
    for name in names:
        kind = PROBLEMS[name]
        response = responses.setdefault(kind.status, {"description": f"{kind.zh} / {kind.en}"})
        schema = {"schema": {"$ref": f"{_REFERENCE}{Problem.__name__}"}, "examples": {}}
        content = response.setdefault("content", {MEDIA_TYPE: schema})[MEDIA_TYPE]
        content["examples"][name] = {"summary": kind.title, "value": _example(name)}
    return responses


STORE_PROBLEMS = ("internal", "store-unavailable", "store-refused", "store-busy", "timeout")
LIST_PROBLEMS = ("wrong-parameter", *STORE_PROBLEMS)


def add_openapi(app: FastAPI, finish: Callable[[dict[str, Any]], None]) -> None:
    """Let the app describe itself, once; ``finish`` adds what holds for many routes."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _with_problems(
                get_openapi(
                    title="责任图 zerentu",
                    version=graph.__version__,
                    summary="谁负责什么 / Who answers for what",
                    description=DESCRIPTION,
                    license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
                    tags=TAGS,
                    routes=app.routes,
                )
            )
            finish(app.openapi_schema)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document["components"]["schemas"]
    for model in (Problem, ParameterError):
        schema = model.model_json_schema(ref_template=f"{_REFERENCE}{{model}}")
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document


def _example(name: str) -> dict[str, Any]:
    kind = PROBLEMS[name]
    example = {"type": f"/problems/{name}", "title": kind.title, "status": kind.status, "detail": kind.en}
    return example | {"instance": "/tasks"}
