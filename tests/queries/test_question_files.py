"""A question's file is checked when it is read, both ways; what is wrong is told with file and line."""

import re
from pathlib import Path

import pytest

import queries
from graph.errors import QuestionError
from queries.catalogue import load_question

GOOD = """// title: 某单位的任务 / Tasks of a unit
// description: 说明 / What it says
// parameters:
//   unit: string | 单位 / unit
//   year: integer = 0 | 年度 / year
// example: {unit: 水务局}
// returns: [task, owners]
MATCH (u:Unit {name: $unit})-[:OWNS]->(t:Task)
WHERE t.year = $year   // if year
RETURN t.id AS task, COUNT { MATCH (x:Unit)-[:OWNS]->(t) RETURN x } AS owners
ORDER BY task
"""


def load(folder: Path, text: str, dialect: str = "") -> queries.Question:
    (folder / "some-question.cypher").write_text(text, encoding="utf-8")
    if dialect:
        (folder / "ladybug").mkdir()
        (folder / "ladybug" / "some-question.cypher").write_text(dialect, encoding="utf-8")
    return load_question(folder, "some-question")


def test_a_file_is_a_question(tmp_path: Path) -> None:
    """Front matter and statement become the question's fields."""
    question = load(tmp_path, GOOD)

    assert (question.name, question.kind) == ("some-question", "cypher")
    assert question.title == queries.Words("某单位的任务", "Tasks of a unit")
    assert question.parameters == (
        queries.Parameter("unit", "string", queries.Words("单位", "unit")),
        queries.Parameter("year", "integer", queries.Words("年度", "year"), default=0),
    )
    assert question.example == {"unit": "水务局"}
    assert (question.columns, question.order) == (("task", "owners"), ("task",))


def test_an_optional_line_stands_only_where_its_parameter_is_given(tmp_path: Path) -> None:
    """A parameter that has its default is not given; neither its line nor its value goes to the engine."""
    question = load(tmp_path, GOOD)

    without = question.bind("neo4j", {"unit": "水务局", "year": 0})
    with_year = question.bind("neo4j", {"unit": "水务局", "year": 2021})

    assert "WHERE" not in without[0]
    assert without[1] == {"unit": "水务局"}
    assert "WHERE t.year = $year\n" in with_year[0]
    assert with_year[1] == {"unit": "水务局", "year": 2021}


def test_a_dialect_file_replaces_the_statement_for_its_engine(tmp_path: Path) -> None:
    """The other engines keep the portable one."""
    dialect = "// why\n" + GOOD.split("[task, owners]\n")[1].replace("t.year =", "t.year IN [$year] AND t.year =")

    question = load(tmp_path, GOOD, dialect)

    assert "IN [$year]" in question.statement("ladybug")
    assert "IN [$year]" not in question.statement("neo4j")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("// title: 某单位的任务 / Tasks of a unit\n", "", 1, "lacks 'title'"),
        ("某单位的任务 / Tasks", "Tasks", 1, "'title' is written Chinese / English"),
        ("// example", "// exmaple", 6, "no 'exmaple'"),
        ("{unit: 水务局}", "{unit: 水务局", 7, "no YAML"),
        ("{unit: 水务局}", "[水务局]", 6, "'example' is no mapping"),
        ("{unit: 水务局}", "{}", 6, "needs the parameter 'unit'"),
        ("{unit: 水务局}", "{unit: 水务局, uint: x}", 6, "takes no parameter 'uint'"),
        ("unit: string | 单位 / unit", "unit: text | 单位 / unit", 4, "'unit' is not written"),
        ("unit: string | 单位 / unit", "unit: string | unit", 4, "'unit' is written Chinese / English"),
        ("integer = 0", "integer = soon", 5, "the default of 'year' does not fit"),
        ("integer = 0", "integer", 9, "depends on 'year', which is no optional parameter"),
        ("$unit", "$office", 8, "$office is used and not declared"),
        ("{name: $unit}", "", 4, "'unit' is declared and not used"),
        ("[task, owners]", "[owners, task]", 7, "the statement returns task, owners"),
        ("[task, owners]", "[task]", 7, "the statement returns task, owners"),
        ("ORDER BY task", "", 8, "does not end in RETURN … ORDER BY"),
        ("ORDER BY task", "ORDER BY t.row", 8, "'t.row', which is no returned column"),
        ("t.id AS task", "t.id", 8, "needs a name"),
        ("ORDER BY task", "ORDER BY task\nUNION MATCH (t) RETURN t.id AS task ORDER BY task", 8, "one RETURN"),
    ],
)
def test_a_malformed_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    """One mistake at a time in a file that is otherwise good."""
    assert old in GOOD

    with pytest.raises(
        QuestionError, match=re.escape(f"some-question.cypher, line {line}: ") + ".*" + re.escape(words)
    ):
        load(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        (GOOD, "line 1: a dialect file holds a statement only"),
        (
            "RETURN $unit AS task, $year AS owners ORDER BY owners",
            "line 1: the rows are not ordered as in the portable",
        ),
        ("RETURN $unit AS task ORDER BY task", "the statement returns task"),
        ("RETURN $unit AS task, 1 AS owners ORDER BY task", "'year' is declared and not used"),
    ],
)
def test_a_dialect_file_asks_and_returns_the_same(tmp_path: Path, dialect: str, words: str) -> None:
    """Same parameters, columns and order, or it is told which differ, in which file."""
    with pytest.raises(QuestionError, match="ladybug/some-question.cypher, " + ".*" + re.escape(words)):
        load(tmp_path, GOOD, dialect)


def test_what_stands_in_a_string_is_no_comment_and_no_parameter(tmp_path: Path) -> None:
    """A text in the statement may hold slashes, brackets, dollars and commas."""
    question = load(tmp_path, GOOD.replace("t.id AS task", "t.id + ' // $x, (RETURN' AS task"))

    assert "' // $x, (RETURN'" in question.bind("neo4j", {"unit": "水务局", "year": 0})[0]


def test_every_file_of_the_catalogue_is_sound() -> None:
    """All questions load; each name is in kebab case and asks for no reserved word as a parameter."""
    catalogue = queries.questions()

    assert len(catalogue) >= 20
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name) for question in catalogue)
    assert {question.kind for question in catalogue} == {"cypher", "analysis"}
    assert not {"end", "group"} & {each.name for question in catalogue for each in question.parameters}
