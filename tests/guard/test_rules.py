"""The rules that a statement has to keep: what is refused, under which name, and what is not."""

from typing import Any

import pytest

from graph.guard.limits import Limits
from graph.guard.refusals import StatementRefusedError
from graph.guard.regexes import wrong_with
from graph.guard.rules import Checked, check_statement
from queries import question, questions
from queries.values import complete_parameters

BOTH = ("ladybug", "neo4j")


def checked(statement: str, dialect: str = "neo4j", limits: Limits | None = None, **parameters: Any) -> Checked:
    return check_statement(statement, parameters, dialect, limits or Limits())


def rule_of(statement: str, dialect: str = "neo4j", **parameters: Any) -> str:
    try:
        checked(statement, dialect, **parameters)
    except StatementRefusedError as refused:
        assert "\n" not in str(refused)
        return refused.rule
    return ""


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("", "empty"),
        (" ; // x", "empty"),
        ("RETURN 1; RETURN 2", "one-statement"),
        ("LOAD CSV FROM 'x' AS l RETURN l", "first-word"),
        ("EXPLAIN RETURN 1", "first-word"),
        ("`MATCH` (n) RETURN n", "first-word"),
        ("MATCH (n) SET n.x = 1", "refused-word"),
        ("MATCH (n) dEtAcH dElEtE n", "refused-word"),
        ("WITH 1 AS x LOAD CSV FROM 'x' AS l RETURN l", "refused-word"),
        ("MATCH (n) WHERE n.x = (1 RETURN n", "lexical"),
        ("RETURN 1)", "lexical"),
        ("RETURN CASE WHEN true THEN 1 AS x", "lexical"),
        ("RETURN " + "(" * 41 + "1" + ")" * 41, "nesting"),
        ("RETURN " + "CASE WHEN true THEN " * 41 + "1" + " END" * 41, "nesting"),
        ("RETURN NOT NOT NOT true", "conditions"),
        ("MATCH (n) WHERE n.x = 1" + " OR n.x = 2" * 61 + " RETURN n", "conditions"),
        ("MATCH (n) WHERE n.x = 1" + " XOR n.x = 2" * 9 + " RETURN n", "conditions"),
        ("RETURN 1" + " + 1" * 301, "operators"),
        ("RETURN 1 AS x" + " UNION RETURN 1 AS x" * 9, "unions"),
        ("WITH 1 AS x " * 40 + "RETURN x", "clauses"),
        ("RETURN [" + "1, " * 3000 + "1]", "tokens"),
        ("RETURN '" + "x" * 20_000 + "'", "size"),
        ("MATCH (n) WHERE " + "EXISTS { MATCH (n) WHERE " * 5 + "true" + "}" * 5 + " RETURN n", "blocks"),
        ("MATCH (a)-[*]-(b) RETURN a", "hops"),
        ("MATCH (a)-[r:OWNS*2..]->(b) RETURN a", "hops"),
        ("MATCH (a)<-[:OWNS*..9]-(b) RETURN a", "hops"),
        ("MATCH (a)-[:OWNS*9]-(b) RETURN a", "hops"),
        ("MATCH (a)-[:OWNS* {x: [1][0]}]-(b) RETURN a", "hops"),
        ("MATCH ((a)-[:OWNS]->(b)){1,3} RETURN a", "quantifier"),
        ("MATCH (a)-[:OWNS]->+(b) RETURN a", "quantifier"),
        ("MATCH (a)" + "--()" * 11 + " RETURN a", "relationships"),
        ("MATCH (a)" + "--() WITH a MATCH (a)" * 10 + "--()" * 11 + " RETURN a", "relationships"),
        ("RETURN frobnicate(1)", "function"),
        ("RETURN apoc.util.sleep(1)", "function"),
        ("RETURN `apoc`.`util`.`sleep`(1)", "function"),
        ("RETURN {a:sleep(1)}", "function"),
        ("UNWIND range(1, 100001) AS x RETURN x", "range"),
        ("UNWIND range(1, 1000) AS x UNWIND range(1, 1000) AS y RETURN x", "range"),
        ("WITH 9 AS n UNWIND range(1, n) AS x RETURN x", "range"),
        ("UNWIND range(1, 10 * 10) AS x RETURN x", "range"),
        ("RETURN $missing", "parameter"),
    ],
)
def test_a_statement_that_breaks_a_rule_is_refused_by_its_name(dialect: str, statement: str, rule: str) -> None:
    """On both engines."""
    assert rule_of(statement, dialect) == rule


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("MATCH (n) CALL dbms.listConfig() YIELD name RETURN name", "refused-word"),
        ("CALL tx.setMetaData({}) RETURN 1", "refused-word"),
        ("WITH 1 AS as CALL dbms.x() RETURN 1", "function"),
        ("CALL { MATCH (n) RETURN n } IN TRANSACTIONS OF 1 ROWS RETURN n", "refused-word"),
        ("RETURN reduce(s = 0, x IN [1] | s + x)", "function"),
        ("MATCH (n) WHERE n.name =~ '(.*a){20}' RETURN n", "regex"),
        ("MATCH (n) WHERE n.name =~ n.other RETURN n", "regex"),
        ("MATCH (n) WHERE n.name =~ '(a' + '+)+' RETURN n", "regex"),
        ("WITH 'a' AS a " + "WITH a + a AS a " * 10 + "RETURN a", "growth"),
        ("WITH [1] AS a " + "WITH [a, a, a, a] AS b WITH b AS a " * 5 + "RETURN a", "growth"),
        ("WITH 'a' AS a WITH replace(a, 'a', a) AS a WITH replace(a, 'a', a) AS a RETURN a", "growth"),
        ("WITH 'a' AS a WITH a + a + a + a + a + a + a + a AS a RETURN size(a" + " + a" * 130 + ")", "growth"),
        ("MATCH (n) WITH collect(n) AS l RETURN [a IN l | [b IN l | b]]", "iteration"),
        ("MATCH (n) WITH collect(n) AS l RETURN any(a IN l WHERE all(b IN l WHERE a = b))", "iteration"),
    ],
)  # fmt: skip
def test_what_neo4j_could_not_stop_is_refused_before(statement: str, rule: str) -> None:
    """Its own blocks, expressions that grow, expressions that loop."""
    assert rule_of(statement) == rule


@pytest.mark.parametrize("word", ["COPY", "CALL", "INSTALL", "ATTACH", "EXPORT", "IMPORT", "CHECKPOINT", "BEGIN"])
def test_ladybug_is_never_told_to_do_more_than_read(word: str) -> None:
    """Neither at the beginning nor later."""
    assert rule_of(f"{word} x", "ladybug") == "first-word"
    assert rule_of(f"MATCH (n) {word} x", "ladybug") == "refused-word"


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize(
    ("statement", "sent"),
    [
        ("MATCH (load:Task) RETURN load.id AS load", "MATCH (`load`:Task) RETURN `load`.id AS `load`"),
        ("MATCH (n) RETURN n.set, n.`set`, n.setting", "MATCH (n) RETURN n.`set`, n.`set`, n.setting"),
        ("MATCH (n:Load) RETURN n.x AS call LIMIT 1", "MATCH (n:`Load`) RETURN n.x AS `call` LIMIT 1"),
        ("MATCH (n) RETURN n.x AS call ORDER BY call", "MATCH (n) RETURN n.x AS `call` ORDER BY `call`"),
        ("RETURN 'LOAD CSV' AS x;", "RETURN 'LOAD CSV' AS x"),
        ("RETURN 1 AS x // ; CALL", "RETURN 1 AS x"),
        ("RETURN {set: 1, use: 2} AS x", "RETURN {`set`: 1, `use`: 2} AS x"),
    ],
)  # fmt: skip
def test_a_name_that_is_a_word_of_harm_is_sent_in_back_quotes(dialect: str, statement: str, sent: str) -> None:
    """So that no engine can take it for anything else."""
    assert checked(statement, dialect).text == sent


def test_only_the_parameters_that_are_named_are_sent() -> None:
    """With their values as they are."""
    assert checked("RETURN $a AS a", a=[1, {"b": None}], c=2).parameters == {"a": [1, {"b": None}]}


@pytest.mark.parametrize(
    "value", [2**63, -(2**63) - 1, float("nan"), float("inf"), "\0", "\ud800", {"a": {1, 2}}, b"x", {"\ud800": 1}]
)
def test_values_that_no_engine_takes_are_refused(value: Any) -> None:
    """Before any engine sees them."""
    assert rule_of("RETURN $x AS x", x=value) == "parameter"


def test_values_may_not_be_too_deep_or_too_large() -> None:
    """Lists in lists, and many of them."""
    deep: Any = 1
    for _ in range(20):
        deep = [deep]

    assert rule_of("RETURN $x AS x", x=deep) == "parameter"
    assert rule_of("RETURN $x AS x", x="x" * 1_000_001) == "size"


@pytest.mark.parametrize(
    ("pattern", "is_fine"),
    [
        (".*水.*", True), ("(?i)a.*", True), ("(水|路).*", True), ("[0-9]{4}年.*", True), (r"\d+\.\d+%?.*", True),
        ("(ab)+c", True), ("[^+*]*", True), ("(.*a){20}", False), ("(a+)+$", False), ("(a|aa)+$", False),
        ("a*b*c*d", False), (r"(a)\1+", False), ("(?=a)b", False), ("a{1,1000}", False), ("((a)b+)*", False),
        ("(?:(a*)b)*", False), ("x" * 501, False), ("a?" * 11, False), ("(a|b)" * 11, False),
    ],
)  # fmt: skip
def test_regular_expressions_that_may_take_for_ever_are_told_apart(pattern: str, is_fine: bool) -> None:
    """What repeats inside of what repeats, and too much that repeats."""
    assert (not wrong_with(pattern)) == is_fine


@pytest.mark.parametrize("dialect", BOTH)
@pytest.mark.parametrize("name", [each.name for each in questions()])
def test_the_statements_of_the_catalogue_keep_the_rules(name: str, dialect: str) -> None:
    """What we ask ourselves may be asked by others, but for the search of Neo4j, which puts its words together."""
    asked = question(name)
    statement, parameters = asked.bind(dialect, complete_parameters(asked, asked.example))

    assert rule_of(statement, dialect, **parameters) == ("function" if (name, dialect) == ("search", "neo4j") else "")
