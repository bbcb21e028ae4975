"""Problems in Chinese and in English."""

import ast
import re
from pathlib import Path

import httpx2
import pytest

from api.problems import PROBLEMS
from api.wording import sentence
from graph.words import word_list

ROOT = Path(__file__).parents[2]
TABLE = word_list("api", "problems_zh.yml")
CHINESE, ENGLISH = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.1"}, {"Accept-Language": "en-GB"}


def _sentences_of_the_code() -> list[re.Pattern[str]]:
    """Return a pattern for each text in the code that says something; what is put in may be anything."""
    patterns = []
    for package in ("api", "graph", "queries"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                parts = node.values if isinstance(node, ast.JoinedStr) else [node]
                texts = [each.value if isinstance(each, ast.Constant) else None for each in parts]
                literal = "".join(text for text in texts if isinstance(text, str))
                if len(re.findall(r"[a-z]+", literal)) >= 2:
                    patterns.append(re.compile("".join(".*" if t is None else re.escape(str(t)) for t in texts)))
    return patterns


def test_every_sentence_of_the_table_is_one_that_the_code_says() -> None:
    """A sentence that is changed in the code would otherwise stay English for ever, and nobody would see it."""
    code = _sentences_of_the_code()
    # What stands in front of it comes from another place than the reason, a path or the name of a question.
    said = [re.sub(r"\{\w+\}", "x", each["en"]) for each in TABLE["details"]]
    bare = [re.sub(r"^(x|question x): (parameter x )?", "", each) for each in said]

    unknown = [
        each
        for each, rest in zip(said, bare, strict=True)
        if not any(p.fullmatch(each) or p.fullmatch(rest) for p in code)
    ]

    assert unknown == [], unknown


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
        ("/tasks/320585:x", "没有找到", "图中没有 Task '320585:x'"),
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
    """What it would do stays in the English explanation; rule, line and column are the same."""
    answer = embedded.post("/cypher", json={"statement": "MATCH (t:Task)\nDELETE t"}, headers=CHINESE)

    assert answer.json()["detail"] == "不接受 DELETE；若是名称，请加反引号（第2行第1列）"
    assert (answer.json()["rule"], answer.json()["line"]) == ("refused-word", 2)


def test_what_is_only_known_in_english_is_said_in_english() -> None:
    """The answer then names both languages: the title is Chinese."""
    said = sentence("something that no table knows", "zh")

    assert (said.text, said.languages) == ("something that no table knows", {"en"})


def test_a_value_that_looks_like_a_field_is_a_value() -> None:
    """Braces in what a caller sent are not filled in."""
    assert sentence("the graph holds no Task '{label}'", "zh").text == "图中没有 Task '{label}'"


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
