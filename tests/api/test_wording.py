"""Problems in Chinese and in English."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.requests import Request

from api.problems import PROBLEMS, respond
from api.wording import sentence
from graph.errors import NotFoundError
from graph.guard import Limits, StatementRefusedError
from graph.guard.rules import check_statement
from graph.guard.words import refused_words
from graph.words import word_list
from tests.api.sentences import said_by_the_code

ROOT = Path(__file__).parents[2]
TABLE = word_list("api", "problems_zh.yml")
CHINESE, ENGLISH = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"}, {"Accept-Language": "en-GB"}


def _sentences_of_the_code() -> list[re.Pattern[str]]:
    """Return a pattern for each text in the code that says something; what is put in may be anything."""
    patterns = []
    for package in ("api", "graph", "loaders", "queries"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                parts = node.values if isinstance(node, ast.JoinedStr) else [node]
                texts = [each.value if isinstance(each, ast.Constant) else None for each in parts]
                literal = "".join(text for text in texts if isinstance(text, str))
                if len(re.findall(r"[a-z]+", literal)) >= 2:
                    # A text that is filled by format() has its fields in braces.
                    said = [re.split(r"{\w*(?:\:\w+)?}", t) if isinstance(t, str) else ["", ""] for t in texts]
                    patterns.append(re.compile("".join(".*".join(map(re.escape, each)) for each in said)))
    return patterns


def test_every_sentence_of_the_table_is_one_that_the_code_says() -> None:
    """A sentence that is changed in the code would otherwise stay English for ever, and nobody would see it."""
    code = _sentences_of_the_code()
    # What stands in front of it comes from another place than the reason, a path or the name of a question.
    said = [re.sub(r"\{\w+\}", "x", each["en"]) for each in TABLE["details"]]
    bare = [re.sub(r"^(x|question x)(, line x)?: (parameter x )?", "", each) for each in said]

    unknown = [
        each
        for each, rest in zip(said, bare, strict=True)
        if not any(p.fullmatch(each) or p.fullmatch(rest) for p in code)
    ]

    assert unknown == [], unknown


COMPOSED = {
    "the value of $x x": "each of its endings stands in the table; below they are put together",
    "the regular expression x, which may take for ever: use CONTAINS, or a simpler one": "the same",
    "the statement has more than x x": "the same",
    "takes x, not x": "it stands after the name of the question and the parameter, as the next one",
    "takes one of x, not x": "the same",
    "question x: parameter x x": "the same",
    "x: x; nothing was written: make room, then do the same again": "the reason is a sentence of the table with it",
    "x: the service file cannot be used: x; x": "the same",
}
"""What is put together of parts that the code has in several places."""
NEVER_TOLD = {
    "it was made by a newer zerentu": "it is the reason in another sentence, which the Chinese leaves out",
    "it was moved or replaced while it was in use: start the service again": "the same",
    "it was changed or replaced while it was in use: open the graph again": "the same",
    "several statements in one": "it is the reason in the guard's process, which tells its own sentence",
    "Neo4j at x: x": "its end are words of the driver",
    "x: its Document has no digest or load_id, so no load wrote it": "only a dump is restored",
    "x: x of x x edges found their ends": "the load is tried again, and another sentence told",
    "x: x; nothing was written": "a batch that a loader of ours could not have made",
}
"""What no caller is told in these words, or what no table can know."""
PARTS = {
    "words and signs: give values as parameters",
    "of AND, OR, XOR and NOT: use IN and a list",
    "of XOR: use IN and a list, or =",
    "operators: give values as parameters, in a list",
    "of UNION: ask in several statements",
    "clauses: ask in several statements",
    "statements in braces",
    "Divide by zero",
    "Cannot match a built-in",
}
"""Endings of a sentence that is in the table with each of them, and words of an engine that are only looked for."""
AFTER_A_PATH = "graph/store/ladybug_opening.py:_REASONS"


def test_every_sentence_of_the_code_has_a_chinese_one() -> None:
    """What is raised, with whatever is put in; an exception is named with its reason."""
    said = said_by_the_code()
    english = {each for each, place in said.items() if sentence(each, "zh").languages != {"zh"}}
    after = {each for each in english if said[each] == AFTER_A_PATH}

    assert len(said) > 150
    assert {each for each in after if sentence(f"x: {each}", "zh").languages != {"zh"}} == set()
    assert english - after - PARTS - COMPOSED.keys() - NEVER_TOLD.keys() == set()
    assert (COMPOSED.keys() | NEVER_TOLD.keys()) <= english, "an exception that is none any more"


def test_every_sentence_of_the_table_can_be_reached() -> None:
    """None is taken by another one, whatever stands in front of it in the file."""
    for each in TABLE["details"]:
        english, chinese = (re.sub(r"\{(\w+)\}", r"甲\1", each[side]) for side in ("en", "zh"))

        assert sentence(english, "zh").text == chinese, each["en"]


@pytest.mark.parametrize("dialect", ["neo4j", "ladybug"])
def test_every_reason_against_a_word_has_a_chinese_one(dialect: str) -> None:
    """So that no English stands in a sentence that calls itself Chinese."""
    reasons = refused_words(dialect)

    assert {*reasons.values()} <= TABLE["terms"]["why"].keys()
    said = sentence(f"CREATE is refused: {reasons['CREATE']}; a name of that kind goes in back quotes", "zh").text
    assert said == "不接受 CREATE：会写入；若是名称，请加反引号"
    first = f"a statement that only reads does not begin with CREATE: {reasons['CREATE']}; begin with MATCH or RETURN"
    assert sentence(first, "zh").text == "只读语句不以 CREATE 开头（会写入），请以 MATCH 或 RETURN 开头"


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("RETURN range(1, 1000000000) AS x", "range"),
        ("RETURN range(1, 2.5) AS x", "range"),
        ("RETURN NOT NOT NOT true AS x", "conditions"),
        ("RETURN " + " OR ".join(["true"] * 70) + " AS x", "conditions"),
        ("RETURN true " + " XOR true" * 20 + " AS x", "conditions"),
        ("RETURN " + "+".join(["1"] * 400) + " AS x", "operators"),
        ("RETURN 1 AS x" + " UNION RETURN 1 AS x" * 10, "unions"),
        ("MATCH (t) " * 50 + "RETURN t", "clauses"),
        ("RETURN [" + "1, " * 5000 + "1] AS x", "tokens"),
        ("MATCH " + ", ".join(["(:Task)--()"] * 25) + " RETURN 1 AS x", "relationships"),
        ("MATCH (t:Task) WHERE t.name =~ '(a+)+' RETURN t", "regex"),
        ("MATCH (t:Task) WHERE t.name =~ '" + "a" * 2000 + "' RETURN t", "regex"),
        ("MATCH (t:Task) WHERE t.name =~ '(?=a)b' RETURN t", "regex"),
        ("MATCH (t:Task) WHERE t.name =~ 'a{1,9999}' RETURN t", "regex"),
        ("MATCH (t:Task) WHERE t.name =~ 'a*b*c*d*e*f*g*' RETURN t", "regex"),
        ("MATCH (t:Task) WHERE t.name =~ t.content + 'a' RETURN t", "regex"),
        ("RETURN '\\q' AS x", "lexical"),
        ("RETURN \\u0041 AS x", "lexical"),
        ("RETURN 1x AS x", "lexical"),
        ("RETURN $big AS x", "parameter"),
        ("RETURN $inf AS x", "parameter"),
        ("RETURN $deep AS x", "parameter"),
        ("RETURN $text AS x", "parameter"),
    ],
)
def test_a_refusal_of_the_guard_is_said_in_chinese(statement: str, rule: str) -> None:
    """As the guard puts it together, with its place."""
    deep: list[Any] = []
    for _ in range(100):
        deep = [deep]
    given = {"big": 2**70, "inf": float("inf"), "deep": deep, "text": "a\0"}

    with pytest.raises(StatementRefusedError) as refused:
        check_statement(statement, given, "neo4j", Limits())

    assert refused.value.rule == rule
    assert sentence(str(refused.value), "zh").languages == {"zh"}, str(refused.value)


def test_both_sides_of_a_sentence_have_the_same_fields() -> None:
    """The Chinese may leave out a reason that is only known in English, and names nothing that the English has not."""
    for each in TABLE["details"]:
        english, chinese = (set(re.findall(r"\{(\w+)\}", each[side])) for side in ("en", "zh"))

        assert chinese <= english, each["en"]
        assert english - chinese <= {"why", "cure", "about", "kind", "character"}, each["en"]


def test_every_problem_has_a_chinese_title() -> None:
    """And no title is left over."""
    assert TABLE["titles"].keys() == PROBLEMS.keys()


@pytest.mark.parametrize(
    ("path", "title", "detail"),
    [
        ("/nothing", "没有找到", "没有这个地址、编号或问题。"),
        ("/tasks/320585:x", "没有找到", "图中没有任务 '320585:x'"),
        ("/tasks?limit=201", "参数有误", "limit：应小于或等于 200"),
        ("/tasks?limit=x&documnet=y", "参数有误", "limit：应为整数；documnet：此处没有该参数"),
        ("/tasks?role=leads", "参数有误", "role：只能取以下之一：'owns'、'supports'、'mentions'"),
        ("/tasks?year=2021&year=2022", "参数有误", "year：重复给出"),
        ("/tasks?fields=colour", "参数有误", "fields：没有 'colour'；可取：id, name, content"),
        ("/search", "参数有误", "q：缺少该参数"),
        ("/questions/busiest-units?limt=5", "参数有误", "问题 busiest-units 没有参数 'limt'；是否指 'limit'？"),
        (
            "/questions/busiest-units?limit=x",
            "参数有误",
            "问题 busiest-units 的参数 'limit' 应为 0 至 2147483647 的整数，",
        ),
        ("/questions/busiest-unit", "没有找到", "没有名为 'busiest-unit' 的问题；是否指 busiest-units"),
    ],
)
def test_a_problem_is_said_in_chinese(embedded: httpx2.Client, path: str, title: str, detail: str) -> None:
    """Title and detail, in one language, which the answer names; its type stays the same path."""
    answer = embedded.get(path, headers=CHINESE)
    problem, english = answer.json(), embedded.get(path, headers=ENGLISH)

    assert problem["title"] == title
    assert problem["detail"].startswith(detail)
    assert answer.headers["content-language"] == "zh"
    assert english.headers["content-language"] == "en"
    assert english.json()["title"].isascii()
    assert english.json()["type"] == problem["type"]
    assert "Accept-Language" in answer.headers["vary"].split(", ")


def test_without_a_wish_a_problem_is_said_in_chinese(embedded: httpx2.Client) -> None:
    """As best_language has it for all answers."""
    request = embedded.build_request("GET", "/nothing")
    del request.headers["accept-language"]

    assert embedded.send(request).json()["title"] == "没有找到"


def test_each_wrong_parameter_is_told_in_the_language(embedded: httpx2.Client) -> None:
    """The entries of errors as well, not only the sentence that joins them."""
    errors = embedded.get("/units?limit=0", headers=CHINESE).json()["errors"]

    assert errors == [{"location": "query", "name": "limit", "detail": "应大于或等于 1"}]


def test_a_refused_statement_is_explained_in_chinese_with_its_place(embedded: httpx2.Client) -> None:
    """With what it would do; rule, line and column are the same."""
    answer = embedded.post("/cypher", json={"statement": "MATCH (t:Task)\nDELETE t"}, headers=CHINESE)

    assert answer.json()["detail"] == "不接受 DELETE：会写入；若是名称，请加反引号（第2行第1列）"
    assert (answer.json()["rule"], answer.json()["line"]) == ("refused-word", 2)


def test_what_is_only_known_in_english_is_said_in_english() -> None:
    """The answer then names both languages: the title is Chinese."""
    said = sentence("something that no table knows", "zh")

    assert (said.text, said.languages) == ("something that no table knows", {"en"})


def test_a_chinese_title_and_an_english_detail_are_two_languages() -> None:
    """A request that wants Chinese, of whose problem only the title is known in it."""
    request = Request({"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": []})

    answer = respond(request, NotFoundError("something that no table knows"))

    assert answer.headers["content-language"] == "zh, en"
    assert json.loads(answer.body)["title"] == "没有找到"


def test_the_languages_of_a_problem_are_named_in_its_header(embedded: httpx2.Client) -> None:
    """Over HTTP: a method that no route takes, and a comparison that lacks a document, are told in Chinese alone."""
    for answer in (
        embedded.request("OPTIONS", "/tasks", headers=CHINESE),
        embedded.get("/compare?documents=a", headers=CHINESE),
    ):
        assert answer.headers["content-language"] == "zh"
        assert not answer.json()["title"].isascii()
        assert not answer.json()["detail"].isascii()


def test_a_value_that_looks_like_a_field_is_a_value() -> None:
    """Braces in what a caller sent are not filled in."""
    assert sentence("the graph holds no Task '{label}'", "zh").text == "图中没有任务 '{label}'"


def test_the_explanation_of_a_problem_has_its_title_in_the_language(embedded: httpx2.Client) -> None:
    """The explanation itself is in both."""
    chinese, english = (embedded.get("/problems/timeout", headers=wish) for wish in (CHINESE, ENGLISH))

    assert (chinese.json()["title"], english.json()["title"]) == ("超时", "Timeout")
    assert (
        chinese.json()["about"]
        == english.json()["about"]
        == {"zh": PROBLEMS["timeout"].zh, "en": PROBLEMS["timeout"].en}
    )
    assert chinese.headers["content-language"] == "zh"
