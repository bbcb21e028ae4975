"""``zerentu ask`` and ``zerentu cypher`` on the sample."""

import json

import pytest

from queries import questions
from tests.api.command_line import SAMPLE, script, zerentu


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment that names a store with the sample in it."""
    environment = {"ZERENTU_STORE": f"ladybug:{tmp_path_factory.mktemp('ask') / 'graph.lbug'}"}
    assert zerentu("load", SAMPLE, environment=environment).code == 0
    return environment


def test_without_a_question_all_are_listed() -> None:
    """Each with its name and its titles, without any store."""
    ended = zerentu("ask", environment={"ZERENTU_STORE": "bolt://127.0.0.1:1"})

    assert ended.code == 0
    for question in questions():
        assert all(words in ended.out for words in (question.name, question.title.zh, question.title.en))


def test_the_list_as_json_says_how_to_ask() -> None:
    """Names, titles, parameters, columns and an example."""
    listed = {question["name"]: question for question in json.loads(zerentu("ask", "--json").out)}

    assert listed["tasks-of-unit"]["parameters"][0]["name"] == "unit"
    assert listed["tasks-of-unit"]["parameters"][0]["required"] is True
    assert listed["busiest-units"]["title"] == {"zh": "最忙的单位", "en": "Busiest units"}


def test_a_question_is_described() -> None:
    """Meaning, parameters, columns and an example to copy."""
    ended = zerentu("ask", "tasks-of-unit", "--describe")

    assert ended.code == 0
    assert "Tasks that depend on a unit" in ended.out
    assert "owns, supports, mentions" in ended.out
    assert "example: zerentu ask tasks-of-unit unit=" in ended.out
    assert json.loads(zerentu("ask", "tasks-of-unit", "--describe", "--json").out)["name"] == "tasks-of-unit"


def test_the_answer_is_a_table(store: dict[str, str]) -> None:
    """发改委 owns 28 tasks, 工信局 19, 商务局 15."""
    ended = script("ask", "busiest-units", "limit=3", environment=store)

    assert (ended.code, ended.err) == (0, "")
    lines = [line.split()[1:3] for line in ended.out.splitlines()[-3:]]
    assert lines == [["发改委", "28"], ["工信局", "19"], ["商务局", "15"]]


def test_the_answer_as_json_has_question_parameters_columns_and_rows(store: dict[str, str]) -> None:
    """Parameters as they were understood, defaults included."""
    said = json.loads(zerentu("ask", "officials-workload", "limit=1", "--json", environment=store).out)

    assert list(said) == ["question", "parameters", "columns", "rows"]
    assert said["question"] == "officials-workload"
    assert said["parameters"]["limit"] == 1
    assert dict(zip(said["columns"], said["rows"][0], strict=True))["official_name"] == "吴敬宇"
    assert dict(zip(said["columns"], said["rows"][0], strict=True))["led"] == 54


def test_no_line_of_a_table_is_wider_than_the_terminal(store: dict[str, str]) -> None:
    """Columns with one value are said once, long texts are wrapped, and nothing is cut off."""
    ended = zerentu("ask", "tasks-of-unit", "unit=水务局", environment=store | {"COLUMNS": "80"})

    assert ended.code == 0
    assert "unit_name: 水务局" in ended.out
    widths = [sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in ended.out.splitlines()]
    assert max(widths) <= 80


def test_an_empty_answer_is_1(store: dict[str, str]) -> None:
    """The answer is no; JSON has the columns all the same."""
    ended = zerentu("ask", "tasks-of-unit", "unit=无此局", "--json", environment=store)

    ended.fails(1, "nothing in the graph")
    assert json.loads(ended.out)["rows"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tasks-of-unt"], "did you mean tasks-of-unit"),
        (["tasks-of-unit"], "'unit'"),
        (["tasks-of-unit", "unit=水务局", "colour=red"], "colour"),
        (["tasks-of-unit", "unit=水务局", "role=eats"], "owns, supports, mentions"),
        (["tasks-of-unit", "水务局"], "name=value"),
        (["tasks-of-unit", "unit=水务局", "unit=发改委"], "twice"),
        (["busiest-units", "limit=many"], "whole number"),
    ],
)
def test_a_question_asked_wrongly_is_2_even_without_a_store(arguments: list[str], words: str) -> None:
    """The message says what the question takes."""
    zerentu("ask", *arguments, "--store", "bolt://127.0.0.1:1").fails(2, words)


def test_a_statement_is_answered(store: dict[str, str]) -> None:
    """Parameters that read as JSON are values of that type."""
    statement = "MATCH (u:Unit)-[:OWNS]->(t:Task) WHERE u.name IN $names AND t.annex = $annex RETURN count(t) AS tasks"

    ended = zerentu("cypher", statement, 'names=["发改委"]', "annex=1", "--json", environment=store)

    [[tasks]] = json.loads(ended.out)["rows"]
    assert 0 < tasks <= 28


@pytest.mark.parametrize(
    ("text", "value"), [("水务局", "水务局"), ("5", 5), ('"5"', "5"), ("true", True), ("NaN", "NaN"), ("=", "=")]
)
def test_values_are_json_or_texts(text: str, value: object, store: dict[str, str]) -> None:
    """A number in quotes is a text; what is no JSON is one too."""
    ended = zerentu("cypher", "RETURN $x AS x", f"x={text}", "--json", environment=store)

    assert json.loads(ended.out)["rows"] == [[value]]


def test_rows_beyond_the_limit_are_cut_and_said(store: dict[str, str]) -> None:
    """The rest is not left out in silence."""
    ended = zerentu("cypher", "MATCH (t:Task) RETURN t.id AS id ORDER BY id", "--limit", "2", environment=store)

    ended.fails(0, "only the first 2 rows")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("CREATE (u:Unit {id: 'x'})", "only reads"),
        ("MATCH (u:Unit) SET u.name = 'x' RETURN u.id AS id", "it writes"),
        ("MATCH (u:Unit) RETUR u", "line 1, column 16"),
        ("MATCH (u:Unit {id: $id}) RETURN u.id AS id", "$id"),
        ("", "empty"),
    ],
)
def test_a_statement_that_cannot_be_run_is_2(statement: str, words: str, store: dict[str, str]) -> None:
    """Only reading statements are answered, and of what the engine does not understand the place is said."""
    zerentu("cypher", statement, environment=store).fails(2, words)


def test_a_statement_without_rows_is_1(store: dict[str, str]) -> None:
    """The answer is no."""
    zerentu("cypher", "MATCH (u:Unit {id: 'x'}) RETURN u.id AS id", environment=store).fails(1, "no rows")


def test_brackets_in_values_are_printed_as_they_are(store: dict[str, str]) -> None:
    """A table takes no value for markup."""
    ended = zerentu("cypher", "RETURN '[bold]字[/bold] :smile:' AS text", environment=store)

    assert "[bold]字[/bold] :smile:" in ended.out
