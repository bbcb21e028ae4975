"""The catalogue of questions, a route each."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from api.forms import FILES, JSON, Form, require_json, wanted_form, write_rows
from api.models import AnswerInfo, Catalogue, InBothLanguages, ParameterInfo, QuestionInfo
from api.openapi import LIST_PROBLEMS, problem_responses
from api.openapi_answers import CONDITIONAL, TRUNCATED, moved_responses, table_file_responses, table_responses
from api.routers.asking import LARGEST_INTEGER, ONCE, NoQuery, Suffix, store_of
from api.routers.nodes import require_unmoved
from graph.errors import NotFoundError, QuestionError
from queries import Parameter, Question, Words, ask, question, questions
from queries.named import LABEL_OF

MOST_ROWS = 5000
"""An answer is cut here and says so."""

QuestionName = Annotated[str, Path(description="问题名 / name of the question", examples=["busiest-units"])]

_CONDITIONAL = CONDITIONAL["parameters"]
_ANY_PARAMETERS = {
    "name": "parameters",
    "in": "query",
    "description": "该问题的参数，各为一项 / the question's parameters, each by its own name",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "example": {"limit": "5"},
}
_JSON_TYPES = {"string": "string", "integer": "integer", "boolean": "boolean", "words": "string"}


def question_router() -> APIRouter:
    """Return the routes of the catalogue, each question documented by itself."""
    router = APIRouter(tags=["questions"], dependencies=[ONCE])
    responses = table_responses() | problem_responses("not-acceptable", *LIST_PROBLEMS)
    files = table_file_responses() | moved_responses() | problem_responses("not-found", *LIST_PROBLEMS)
    router.add_api_route(
        "/questions",
        list_questions,
        responses=problem_responses("not-acceptable", "wrong-parameter", "internal"),
        summary="问题目录 / List the questions",
    )
    for each in questions():
        router.add_api_route(
            f"/questions/{each.name}",
            _route_of(each),
            response_model=AnswerInfo,
            responses=responses | (moved_responses() if _asks_for_unit(each) else {}),
            summary=f"{each.title.zh} / {each.title.en}",
            description=f"{each.description.zh}\n\n{each.description.en}",
            operation_id=f"ask-{each.name}",
            openapi_extra={"parameters": [_parameter(each, one) for one in each.parameters] + _CONDITIONAL},
        )
    router.add_api_route(
        "/questions/{name}.{form:file}",
        answer_as_file,
        response_class=Response,
        responses=files,
        summary="一个问题的回答，作为文件 / The answer to a question, as a file",
        openapi_extra={"parameters": [_ANY_PARAMETERS, *_CONDITIONAL]},
    )
    router.add_api_route("/questions/{name:path}", no_such_question, include_in_schema=False)
    return router


def answer_as_file(request: Request, name: QuestionName, form: Suffix) -> Any:
    """The rows of the answer only; its parameters are the question's own, as `/questions` lists them."""
    try:
        question(name)
    except QuestionError as error:
        raise NotFoundError(str(error)) from error
    return _in_form(FILES[form], _answer(request, name, dict(request.query_params)))


def list_questions(request: Request, query: Annotated[NoQuery, Query()]) -> Catalogue:
    """Titles in Chinese and English, parameters, an example that runs on the sample, and the columns of each."""
    require_json(request)
    items = [question_info(each) for each in questions()]
    return Catalogue(total=len(items), items=items)


def no_such_question(name: str) -> None:
    """Say which questions come close."""
    try:
        question(name)
    except QuestionError as error:
        raise NotFoundError(str(error)) from error


def question_info(asked: Question) -> QuestionInfo:
    """Return a question as the API shows it."""
    return QuestionInfo(
        name=asked.name,
        href=f"/questions/{asked.name}",
        kind=asked.kind,
        title=_both(asked.title),
        description=_both(asked.description),
        parameters=[_parameter_info(each) for each in asked.parameters],
        example=dict(asked.example),
        columns=list(asked.columns),
    )


def _asks_for_unit(asked: Question) -> bool:
    return any(LABEL_OF.get(each.name) == "Unit" for each in asked.parameters)


def _route_of(asked: Question) -> Callable[..., Any]:
    def answer_question(request: Request, response: Response) -> Any:
        form = wanted_form(request)
        return _in_form(form, _answer(request, asked.name, dict(request.query_params)), response)

    return answer_question


def _in_form(form: Form, answer: AnswerInfo, response: Response | None = None) -> Any:
    """Return the answer whole, or its rows as a file; a header says in both whether rows were left out."""
    headers = {TRUNCATED: str(answer.truncated).lower()}
    if form is not JSON:
        return write_rows(form, answer.question, answer.columns, answer.rows, headers)
    if response:
        response.headers.update(headers)
    return answer


def _answer(request: Request, name: str, given: Mapping[str, object]) -> AnswerInfo:
    store = store_of(request)
    answer = ask(store, name, given, row_limit=MOST_ROWS)
    if not answer.rows:
        for value in answer.parameters.values():
            require_unmoved(store, str(value))
    return AnswerInfo(
        question=name,
        title=_both(answer.question.title),
        parameters=dict(answer.parameters),
        columns=list(answer.columns),
        rows=[dict(zip(answer.columns, row, strict=True)) for row in answer.rows],
        truncated=answer.truncated,
    )


def _parameter_info(declared: Parameter) -> ParameterInfo:
    return ParameterInfo(
        name=declared.name,
        type=declared.type,
        about=_both(declared.about),
        required=declared.is_required,
        default=declared.default,
        choices=list(declared.choices),
    )


def _parameter(asked: Question, declared: Parameter) -> dict[str, Any]:
    """Return a question's parameter as OpenAPI has it."""
    schema: dict[str, Any] = {"type": _JSON_TYPES[declared.type]}
    if declared.default is not None:
        schema["default"] = declared.default
    if declared.choices:
        schema["enum"] = [*declared.choices, *([declared.default] if declared.default is not None else [])]
    if declared.type == "integer":
        schema |= {"minimum": 0, "maximum": LARGEST_INTEGER}
    if schema["type"] == "string":
        schema["pattern"] = r"^[^\x00]*[^\s\x00][^\x00]*$" if declared.is_required else r"^[^\x00]*$"
    about = f"{declared.about.zh} / {declared.about.en}"
    parameter = {"name": declared.name, "in": "query", "required": declared.is_required, "description": about}
    example = asked.example.get(declared.name)
    if example is not None:
        parameter["example"] = " ".join(example) if isinstance(example, list) else example
    return parameter | {"schema": schema}


def _both(words: Words) -> InBothLanguages:
    return InBothLanguages(zh=words.zh, en=words.en)
