"""The OpenAPI document: complete, true, and told in docs/reference/rest.md."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest

from api.app import create_app
from api.judging import Judging, Wanted
from api.metrics import METRICS_PATH
from api.openapi import TAGS
from api.problems import MEDIA_TYPE, PROBLEMS
from api.routers.asking import answers_from_graph
from api.settings import Settings
from graph.store import open_store
from queries import names
from tests.api.conftest import load_sample, serve

FILE = ".{form}"
OTHERS = {("post", "/cypher"), ("post", "/documents"), ("delete", "/documents/{id}")}
OTHERS |= {("put", "/judgements"), ("put", "/aliases"), ("delete", "/judgements/{id}")}
KEPT_BACK = {"/audit", "/jobs/{id}"}
"""What is no example of the graph: it needs a key, or a job of one's own."""
JSON_ONLY = {"/questions", "/schema", "/rules", "/audit"}
MOVED = {"/units/{id}", "/neighbours/{id}", "/surroundings/{id}", "/paths", "/sheets/{unit}", "/sheets/{unit}.{form}"}
MOVED |= {"/questions/{name}.{form}"}
FILES = {"text/csv", "application/x-ndjson"}
SHEETS = {"text/html"} | {
    f"application/vnd.openxmlformats-officedocument.{form}"
    for form in ("wordprocessingml.document", "spreadsheetml.sheet")
}
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "rest.md"


@pytest.fixture(scope="module")
def openapi(embedded: httpx2.Client) -> dict[str, Any]:
    """The document as it is served."""
    document: dict[str, Any] = embedded.get("/openapi.json").json()
    return document


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """The API over the sample with the judgement that stands in the examples."""
    settings = Settings(store=f"ladybug:{tmp_path_factory.mktemp('judged') / 'graph.lbug'}")
    load_sample(settings)
    with open_store(settings.store, settings.store_options()) as store:
        judging = Judging(lambda: store)
        judging.put(judging.prepare(Wanted("太仓市", ("水务局", "水利局"), "same", "机构改革方案", "督查室")))
    with serve(create_app(settings)) as client:
        yield client


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def examples(operation: dict[str, Any], where: str) -> dict[str, Any]:
    """Return the example of each parameter that has one."""
    found = {}
    for parameter in operation.get("parameters", []):
        given = parameter.get("example", next(iter(parameter["schema"].get("examples", [])), None))
        if parameter["in"] == where and given is not None:
            found[parameter["name"]] = given
    return found


def test_every_route_is_documented_in_full(openapi: dict[str, Any]) -> None:
    """A tag, a title in both languages, the shape of the answer and the problems it may be."""
    tags = {tag["name"] for tag in TAGS}
    for path, method, operation in operations(openapi):
        assert method == "get" or (method, path) in OTHERS
        assert set(operation["tags"]) <= tags
        assert " / " in operation["summary"], path
        forms = operation["responses"]["200"]["content"]
        files = SHEETS if path.startswith(("/sheets", "/official-sheets")) else FILES
        if path == METRICS_PATH:
            assert forms.keys() == {"text/plain"}
        else:
            assert forms.keys() == files if path.endswith(FILE) else forms["application/json"]["schema"], path
        problems = [answer for status, answer in operation["responses"].items() if status >= "400"]
        assert {"422", "500"} <= operation["responses"].keys(), path
        for problem in problems:
            assert problem["content"][MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_every_answer_from_the_graph_is_documented_with_its_etag(openapi: dict[str, Any]) -> None:
    """Also 304, the request's header that leads to it, and 406 where there is no suffix to say the form."""
    for path, method, operation in operations(openapi):
        headers = operation["responses"]["200"].get("headers", {})
        is_from_graph = method == "get" and answers_from_graph(path)

        assert ({"ETag", "Cache-Control", "Vary"} <= headers.keys()) == is_from_graph, path
        assert ("304" in operation["responses"]) == is_from_graph, path
        is_json_only = (is_from_graph and not path.endswith(FILE)) or path in JSON_ONLY
        assert ("406" in operation["responses"]) == is_json_only, path
        assert ("If-None-Match" in examples(operation, "header")) == is_from_graph, path
        is_list = path.count("/") == 1 and path.partition(".")[0] not in {"/compare", "/paths", "/subgraph"}
        assert ("Link" in headers) == (is_list and is_from_graph), path


def test_where_an_id_may_have_moved_is_documented(openapi: dict[str, Any]) -> None:
    """With the header that says where to: nodes by id, and whatever takes a unit as a parameter."""
    for path, method, operation in operations(openapi):
        taken = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
        may_have = method == "get" and (path in MOVED or bool(taken & {"unit", "other"}))

        assert ("308" in operation["responses"]) == may_have, path
        if may_have:
            assert "Location" in operation["responses"]["308"]["headers"]


def test_a_list_as_a_file_takes_what_the_list_takes(openapi: dict[str, Any]) -> None:
    """But for the facets, which are no rows."""
    for path in [each for each in openapi["paths"] if each.endswith(FILE) and not each.startswith("/questions")]:
        taken, of_list = (
            {each["name"] for each in openapi["paths"][one]["get"]["parameters"] if each["in"] == "query"}
            for one in (path, path.removesuffix(FILE))
        )

        assert taken == of_list - {"facets"}, path


def test_every_parameter_is_described_with_an_example(openapi: dict[str, Any]) -> None:
    """In both languages; a question shows its example in the parameters that it uses."""
    for path, _, operation in operations(openapi):
        for parameter in operation.get("parameters", []):
            assert " / " in parameter["description"], (path, parameter["name"])
            if not path.startswith("/questions/"):
                assert parameter["name"] in examples(operation, parameter["in"]), (path, parameter["name"])


def test_every_reference_leads_to_a_shape(openapi: dict[str, Any]) -> None:
    """And FastAPI's own error shapes, which are never answered, are not among them."""
    references = set(re.findall(r"'\$ref': '#/components/schemas/([^']+)'", str(openapi)))

    assert references == openapi["components"]["schemas"].keys()
    assert "HTTPValidationError" not in references


def test_every_route_answers_its_example(judged: httpx2.Client, openapi: dict[str, Any]) -> None:
    """On the sample, with all parameters of the example at once, and lists are not empty."""
    for path, method, operation in operations(openapi):
        if method != "get" or path in KEPT_BACK:
            continue
        for name, value in examples(operation, "path").items():
            path = path.replace(f"{{{name}}}", quote(str(value), safe=""))  # noqa: PLW2901

        query = examples(operation, "query")
        # A question as a file: its own parameters stand in one object.
        answer = judged.get(path, params=query.get("parameters", query))

        assert answer.status_code == 200, (path, answer.text)
        if answer.headers["content-type"] == "application/json" and "total" in answer.json():
            assert answer.json()["total"] > 0, path
        assert int(answer.headers.get("x-total-count", 1)) > 0, path


def test_every_filter_narrows_by_its_example(judged: httpx2.Client, openapi: dict[str, Any]) -> None:
    """Each alone finds something in the sample."""
    for path, method, operation in operations(openapi):
        is_list = method == "get" and path.count("/") == 1 and "{" not in path and path != "/compare"
        if is_list and operation["tags"][0] not in {"network", "questions", "service"}:
            for name, value in examples(operation, "query").items():
                assert judged.get(path, params={name: value}).json()["total"] > 0, (path, name)


def test_the_reference_tells_every_route_and_parameter(openapi: dict[str, Any]) -> None:
    """docs/reference/rest.md has a heading a route, and its parameters in the table below; questions by name."""
    sections = dict(re.findall(r"^### `([A-Z]+ \S+)`$(.*?)(?=^##|\Z)", REFERENCE.read_text("utf-8"), re.M | re.S))
    documented = {
        f"{method.upper()} {path}": operation
        for path, method, operation in operations(openapi)
        if not path.startswith("/questions/") and not path.endswith(FILE)
    }
    sheets = ("/sheets/{unit}.{form}", "/official-sheets/{official}.{form}")
    files = ("/{list}.{form}", *sheets, "/questions/{name}.{form}")
    in_general = {f"GET {path}" for path in ("/questions/{name}", *files)}

    assert sections.keys() == documented.keys() | in_general
    for name, operation in documented.items():
        expected = {each["name"] for each in operation.get("parameters", []) if each["in"] != "header"}
        assert set(re.findall(r"^\| `(\w+)` ", sections[name], re.M)) == expected, name
    problems = set(re.findall(r"^\| `/problems/(\S+)` ", REFERENCE.read_text("utf-8"), re.M))
    assert problems == PROBLEMS.keys()
    assert {path.removeprefix("/questions/") for path in openapi["paths"] if path.startswith("/questions/")} == {
        *names(),
        "{name}.{form}",
    }


@pytest.mark.slow
@pytest.mark.parametrize("phases", ["examples,fuzzing", pytest.param("coverage", marks=pytest.mark.soak)])
def test_schemathesis_finds_nothing(settings: Settings, tmp_path: Path, phases: str) -> None:
    """No 5xx and no answer that breaks its shape, over examples, random parameters and (``make soak``) edge cases."""
    # One at a time: Python 3.11 may fail to parse its own source (ast) in several threads at once.
    options = ["--workers=1", "--max-examples=3", "--suppress-health-check=all", "--no-color"]
    # What a question takes depends on its name there; each is asked under its own path.
    options += ["--generation-deterministic", "--exclude-path=/questions/{name}.{form}"]
    # That a text is no statement, a shape cannot say.
    (tmp_path / "schemathesis.toml").write_text(
        '[[operations]]\ninclude-name = "POST /cypher"\n'
        '[operations.checks]\npositive_data_acceptance.expected-statuses = ["2xx", 422, 429, 504]\n',
        encoding="utf-8",
    )
    program = Path(sys.executable).parent / "schemathesis"
    with serve(create_app(settings)) as client:
        run = subprocess.run(
            [program, "run", f"--phases={phases}", *options, f"{client.base_url}/openapi.json"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    assert run.returncode == 0, run.stdout[-5000:]
