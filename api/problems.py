"""Errors as answers: which exception becomes which problem, in one table (RFC 9457, application/problem+json).

A problem's ``type`` is a path of this service, ``/problems/<name>``, that answers with its explanation. To add one:
an entry in ``PROBLEMS``, its title in ``problems_zh.yml`` and, where an exception leads to it, a line in
``_PROBLEM_OF``. Problems are said in the language that ``Accept-Language`` wants most (``api.wording``).
"""

import json
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.access.errors import (
    BodyTooLargeError,
    BodyTooSlowError,
    KeyInAddressError,
    KeyMissingError,
    KeyRefusedError,
    RoleError,
    ServiceFileError,
    TooManyRequestsError,
    WrongHostError,
)
from api.answer_cache import Answer
from api.headers import HEADERS
from api.negotiation import LANGUAGES, best_language
from api.request_ids import request_id_of
from api.served import allowed_methods
from api.wording import CHINESE, ENGLISH, Said, joined, parameter_sentence, sentence, title
from graph.errors import (
    DocumentError,
    JudgementError,
    LayoutError,
    NotFoundError,
    QuestionError,
    StatementTimeoutError,
    StoreAuthError,
    StoreBusyError,
    StoreError,
    ZerentuError,
)
from graph.guard import GuardBusyError, StatementRefusedError

MEDIA_TYPE = "application/problem+json"
_RETRY_SECONDS = 2
_Wrong = tuple[str, str, Said]
"""Where a wrong parameter stands, its name, and what is wrong with it."""
_LOG = logging.getLogger(__name__)


class WrongParameterError(ZerentuError):
    """A parameter that a route does not take, or not so; ``location`` is ``query`` or ``body``."""

    def __init__(self, name: str, detail: str, location: str = "query") -> None:
        super().__init__(f"{name}: {detail}")
        self.name, self.detail, self.location = name, detail, location


class NotAcceptableError(ZerentuError):
    """An answer is wanted in a form that it does not come in."""


class StoppingError(ZerentuError):
    """The service ends the requests that run, and is not to be sent others."""

    def __init__(self) -> None:
        super().__init__("the service is stopping: ask another one, or this one when it is up again")


class UnreadableRequestError(ZerentuError):
    """What came is no request."""


class WrongMediaTypeError(ZerentuError):
    """What is sent has another media type than the route takes."""


class DocumentHeldError(ZerentuError):
    """Somebody else writes the document at this moment."""


class TooManyLoadsError(ZerentuError):
    """As many documents are being loaded, or wait for it, as may."""


class InterruptedLoadError(ZerentuError):
    """The service was stopped before a document was written."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its status and what it means."""

    status: int
    title: str
    zh: str
    en: str


PROBLEMS: Mapping[str, ProblemKind] = {
    "key-in-address": ProblemKind(
        400,
        "Key in the address",
        "密钥写在了地址里，可能已被记录：请吊销它，另发一个，并放在 Authorization 头里。",
        "A key stands in the address, where logs keep it: revoke it, and send another one in the header Authorization.",
    ),
    "unreadable-request": ProblemKind(
        400,
        "Unreadable request",
        "收到的不是HTTP请求；地址中的汉字须百分号编码。",
        "What came is no HTTP request; Chinese characters in an address have to be percent-encoded.",
    ),
    "key-missing": ProblemKind(
        401,
        "Key missing",
        "需要密钥：Authorization: Bearer zer_…",
        "This needs a key: Authorization: Bearer zer_…",
    ),
    "key-refused": ProblemKind(401, "Key refused", "密钥不存在或已吊销。", "The key is unknown or revoked."),
    "not-allowed": ProblemKind(
        403, "Not allowed", "该密钥的角色无此权限。", "The role of the key does not allow this."
    ),
    "not-found": ProblemKind(404, "Not found", "没有这个地址、编号或问题。", "There is no such path, id or question."),
    "method-not-allowed": ProblemKind(
        405, "Method not allowed", "此地址不接受该方法，见 Allow。", "The path does not take this method; see Allow."
    ),
    "not-acceptable": ProblemKind(
        406,
        "Not acceptable",
        "不以 Accept 所要的格式作答，可用的格式见 detail。",
        "The answer does not come in any form that Accept names; detail lists those that it comes in.",
    ),
    "body-too-slow": ProblemKind(
        408, "Body too slow", "请求体未按时到达。", "The body of the request did not arrive in time."
    ),
    "document-held": ProblemKind(
        409,
        "Document held",
        "该文件正在写入，请按 Retry-After 重试。",
        "The document is being written at this moment; Retry-After says when to try again.",
    ),
    "judgement-conflict": ProblemKind(
        409,
        "Judgements conflict",
        "该认定与已有认定或别名表相矛盾，见 detail。",
        "The judgement cannot hold beside another one, or the alias table leaves open what it means; see detail.",
    ),
    "body-too-large": ProblemKind(
        413, "Body too large", "请求体超过上限。", "The body of the request is larger than it may be."
    ),
    "wrong-media-type": ProblemKind(
        415,
        "Wrong media type",
        "请求体的类型不对，见 Accept。",
        "The body has another media type than is taken here; see Accept.",
    ),
    "wrong-host": ProblemKind(
        421,
        "Wrong host",
        "本服务不叫这个主机名，见 ZERENTU_ALLOWED_HOSTS。",
        "The service is not called by this host name; see ZERENTU_ALLOWED_HOSTS.",
    ),
    "document-refused": ProblemKind(
        422,
        "Document refused",
        "文件读不出来，或其中没有责任分工，见 detail。",
        "The document cannot be read, or holds no responsibility; detail says the place, the cause and the cure.",
    ),
    "wrong-parameter": ProblemKind(
        422,
        "Wrong parameter",
        "参数未知、重复、缺少或类型不对，见 detail 和 errors。",
        "A parameter is unknown, given twice, missing or of the wrong type; see detail and errors.",
    ),
    "statement-refused": ProblemKind(
        422,
        "Statement refused",
        "该Cypher语句违反某条规则或引擎无法理解，见 rule、detail、line 和 column。",
        "The Cypher statement breaks a rule, or the engine cannot run it; see rule, detail, line and column.",
    ),
    "too-many-statements": ProblemKind(
        429,
        "Too many statements",
        "同时运行的Cypher语句已达上限，请按 Retry-After 重试。",
        "As many Cypher statements run as may at a time; Retry-After says when to ask again.",
    ),
    "too-many-loads": ProblemKind(
        429,
        "Too many loads",
        "正在载入和等待的文件已达上限，请按 Retry-After 重试。",
        "As many documents are being loaded or wait as may; Retry-After says when to try again.",
    ),
    "too-many-requests": ProblemKind(
        429,
        "Too many requests",
        "请求过于频繁，请按 Retry-After 重试。",
        "More requests than one key or address may send; Retry-After says when to go on.",
    ),
    "internal": ProblemKind(
        500, "Internal error", "服务内部出错，原因见服务日志。", "The service failed; its log says why."
    ),
    "stopping": ProblemKind(
        503,
        "Service stopping",
        "服务正在停止，正在运行的请求仍会答完。",
        "The service is stopping; requests that run are still answered.",
    ),
    "interrupted": ProblemKind(
        503,
        "Interrupted",
        "服务在写入前停止，文件未载入，请重新上传。",
        "The service was stopped before the document was written; upload it again.",
    ),
    "service-file-unavailable": ProblemKind(
        503,
        "Service file unavailable",
        "存放密钥、作业和审计日志的文件不可用。",
        "The file of keys, jobs and the audit log cannot be used; the log of the service says why.",
    ),
    "store-unavailable": ProblemKind(
        503,
        "Store unavailable",
        "图数据库连接不上，恢复后自动重连。",
        "The graph store is not there; the service finds it again by itself.",
    ),
    "store-refused": ProblemKind(
        503,
        "Store refused the user",
        "图数据库拒绝了服务所用的账号。",
        "The graph store refuses the user that the service signs in as.",
    ),
    "store-busy": ProblemKind(
        503, "Store busy", "图数据库正被另一进程占用。", "Another process has the graph store; try again."
    ),
    "timeout": ProblemKind(
        504, "Timeout", "查询超时，请加筛选条件。", "The answer took too long; narrow the request by a filter."
    ),
}

_PROBLEM_OF: Mapping[type[Exception], str] = {
    KeyInAddressError: "key-in-address",
    UnreadableRequestError: "unreadable-request",
    KeyMissingError: "key-missing",
    KeyRefusedError: "key-refused",
    RoleError: "not-allowed",
    WrongHostError: "wrong-host",
    BodyTooLargeError: "body-too-large",
    BodyTooSlowError: "body-too-slow",
    TooManyRequestsError: "too-many-requests",
    TooManyLoadsError: "too-many-loads",
    WrongMediaTypeError: "wrong-media-type",
    DocumentHeldError: "document-held",
    DocumentError: "document-refused",
    LayoutError: "document-refused",
    InterruptedLoadError: "interrupted",
    ServiceFileError: "service-file-unavailable",
    JudgementError: "judgement-conflict",
    NotFoundError: "not-found",
    NotAcceptableError: "not-acceptable",
    WrongParameterError: "wrong-parameter",
    QuestionError: "wrong-parameter",
    RequestValidationError: "wrong-parameter",
    StatementRefusedError: "statement-refused",
    GuardBusyError: "too-many-statements",
    StoppingError: "stopping",
    StatementTimeoutError: "timeout",
    StoreBusyError: "store-busy",
    StoreAuthError: "store-refused",
    StoreError: "store-unavailable",
    Exception: "internal",
}
"""The table: an exception is what its nearest ancestor here says. What it says itself is told, but for ``internal``."""

_HEADERS_OF: Mapping[str, Mapping[str, str]] = {
    "key-missing": {"WWW-Authenticate": 'Bearer realm="zerentu"'},
    "key-refused": {"WWW-Authenticate": 'Bearer realm="zerentu", error="invalid_token"'},
    "not-allowed": {"WWW-Authenticate": 'Bearer realm="zerentu", error="insufficient_scope"'},
    "document-held": {"Retry-After": "1"},
    "too-many-loads": {"Retry-After": "5"},
    "wrong-media-type": {"Accept": "multipart/form-data"},
}

_ENGLISH_OF: Mapping[str, str] = {
    "extra_forbidden": "there is no such parameter here",
    "string_pattern_mismatch": "it may neither be empty nor hold a null character",
    "json_invalid": "the body is no valid JSON",
}
"""Where pydantic's own words say what nobody outside of it can read."""

_NAME_OF_STATUS = {404: "not-found", 405: "method-not-allowed"}


class ParameterError(BaseModel):
    """What is wrong with one parameter."""

    location: str = Field(description="query, path or body", examples=["query"])
    name: str = Field(examples=["limit"])
    detail: str = Field(examples=["Input should be less than or equal to 200"])


class Problem(BaseModel):
    """A problem in the form of RFC 9457."""

    type: str = Field(description="path that explains this kind of problem", examples=["/problems/wrong-parameter"])
    title: str = Field(examples=["Wrong parameter"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["limit: Input should be less than or equal to 200"])
    instance: str = Field(description="path that was asked for", examples=["/tasks"])
    request_id: str | None = Field(
        None, description="the request in the service's log, as in X-Request-ID", examples=["5f3c9e0b7d1a4c52"]
    )
    errors: list[ParameterError] | None = Field(None, description="each wrong parameter; only with wrong-parameter")
    rule: str | None = Field(None, description="the rule that a statement breaks; only with statement-refused")
    line: int | None = Field(None, description="where in the statement, from 1")
    column: int | None = Field(None, description="where in the line, from 1")


def problem_name(error: Exception) -> str:
    """Return the name of the problem that an exception is."""
    if isinstance(error, HTTPException):
        return _NAME_OF_STATUS.get(error.status_code, "")
    return next(_PROBLEM_OF[each] for each in type(error).__mro__ if each in _PROBLEM_OF)


def respond(request: Request, error: Exception) -> JSONResponse:
    """Return the answer for an exception; its own words are told unless it is unexpected, which goes to the log."""
    name, language = problem_name(error), language_of(request)
    kind = PROBLEMS.get(name) or _plain_kind(error)
    if name == "internal":
        _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    elif kind.status >= 500:
        _LOG.warning("%s", error, extra={"problem": name})
    problem, languages = _described(error, request.url.path, language, request_id_of(request.scope))
    headers = _headers(error, kind) | language_headers(languages)
    if "Allow" in headers:
        # The route that was found first knows its own methods only.
        headers["Allow"] = allowed_methods(request.scope)
    return JSONResponse(problem.model_dump(exclude_none=True), kind.status, headers, MEDIA_TYPE)


def describe(error: Exception, instance: str) -> Problem:
    """Return the problem that an exception is, in English; its own words are told unless it is unexpected."""
    return _described(error, instance, ENGLISH, None)[0]


def _described(
    error: Exception, instance: str, language: str, request_id: str | None
) -> tuple[Problem, Collection[str]]:
    """Return the problem that an exception is, and the languages that it is told in."""
    name = problem_name(error)
    kind = PROBLEMS.get(name) or _plain_kind(error)
    wrong = _wrong_parameters(error, language)
    head, detail = title(name, kind.title, language), _detail(error, kind, wrong, language)
    problem = Problem(
        type=f"/problems/{name}" if name else "about:blank",
        title=head.text,
        status=kind.status,
        detail=detail.text,
        instance=instance,
        request_id=request_id,
        errors=[ParameterError(location=where, name=each, detail=said.text) for where, each, said in wrong] or None,
        **_place(error),
    )
    return problem, head.languages | detail.languages


def language_of(request: Request) -> str:
    """Return the language that a request wants most."""
    return best_language(", ".join(request.headers.getlist("accept-language")))


def language_headers(languages: Iterable[str]) -> dict[str, str]:
    """Return the headers of an answer in these languages, another of which would answer another request."""
    held = [each for each in LANGUAGES if each in languages]
    return {"Content-Language": ", ".join(held), "Vary": "Accept-Language"}


def told_request(answer: Answer, request_id: str | None) -> Answer:
    """Return an answer that several requests share as one of them gets it: a problem with the request's own id."""
    if (b"content-type", MEDIA_TYPE.encode()) not in answer.headers:
        return answer
    body = JSONResponse(json.loads(answer.body) | {"request_id": request_id}).body
    headers = tuple(each for each in answer.headers if each[0] != b"content-length")
    return replace(answer, headers=(*headers, (b"content-length", str(len(body)).encode())), body=bytes(body))


def add_problem_handlers(app: FastAPI) -> None:
    """Let the app answer the exceptions that it knows as problems; ``RequestLog`` answers all others."""

    async def handle(request: Request, error: Exception) -> JSONResponse:
        return respond(request, error)

    # The nearest class wins, so Starlette's and FastAPI's own handlers have to be replaced by name.
    for kind in (ZerentuError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, handle)


def _plain_kind(error: Exception) -> ProblemKind:
    """Return what HTTP itself says of a status that has no entry of ours."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return ProblemKind(status, HTTPStatus(status).phrase, "", HTTPStatus(status).description)


def _detail(error: Exception, kind: ProblemKind, wrong: Sequence[_Wrong], language: str) -> Said:
    if wrong:
        return joined([(name, said) for _, name, said in wrong], language)
    if kind.status == 500 or isinstance(error, HTTPException):
        is_chinese = language == CHINESE and kind.zh
        return Said(kind.zh, frozenset({CHINESE})) if is_chinese else Said(kind.en or kind.title, frozenset({ENGLISH}))
    return sentence(str(error), language)


def _headers(error: Exception, kind: ProblemKind) -> dict[str, str]:
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    # The answer to an unexpected error passes no other middleware.
    headers |= HEADERS
    headers |= _HEADERS_OF.get(problem_name(error), {})
    if isinstance(error, GuardBusyError | TooManyRequestsError):
        return headers | {"Retry-After": str(error.retry_seconds)}
    return headers | ({"Retry-After": str(_RETRY_SECONDS)} if kind.status == 503 else {})


def _place(error: Exception) -> dict[str, Any]:
    """Return which rule a statement breaks, and where."""
    if not isinstance(error, StatementRefusedError):
        return {}
    return {"rule": error.rule, "line": error.line, "column": error.column}


def _wrong_parameters(error: Exception, language: str) -> list[_Wrong]:
    if isinstance(error, WrongParameterError):
        return [(error.location, error.name, sentence(error.detail, language))]
    if isinstance(error, RequestValidationError):
        return [_wrong_parameter(each, language) for each in error.errors()]
    return []


def _wrong_parameter(error: Mapping[str, Any], language: str) -> _Wrong:
    location, *names = map(str, error["loc"])
    if error["type"] == "json_invalid":
        # What stands after the location is where the reading stopped.
        names = []
    english = _ENGLISH_OF.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    said = parameter_sentence(error["type"], english, error.get("ctx") or {}, language)
    return location, ".".join(names) or location, said
