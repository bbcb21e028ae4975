"""What every store answers to a statement: shapes, limits, refusals; on real engines."""

import time

import pytest

from graph.errors import StatementError
from graph.store import Rows, Store
from tests.contract.batches import NOTICE, PLACE, PLAN, PLAN_COUNTS, notice, plan


def test_an_answer_has_columns_and_rows_in_the_statements_order(store: Store) -> None:
    """Columns are named as the statement names them; rows stand in its order."""
    store.load(plan())

    answer = store.ask(
        "MATCH (u)-[e:OWNS|SUPPORTS]->(t:Task {id: $task}) "
        "RETURN u.name AS unit, e.rank AS rank, e.inherited AS inherited, u.kind AS kind ORDER BY rank, unit",
        {"task": f"{PLAN}:1.2"},
    )

    assert answer == Rows(
        ["unit", "rank", "inherited", "kind"],
        [["水务局", 1, False, "department"], ["财政局", 1, False, "department"], ["有关部门", 2, False, None]],
    )


def test_nodes_edges_and_paths_come_as_their_properties(store: Store) -> None:
    """No internal ids, no labels, no nulls: what the engines add to a node is left out."""
    store.load(notice())
    unit, task = {"id": f"{PLACE}:财政局", "name": "财政局"}, {"id": f"{NOTICE}:1.1", "name": "减税"}
    unit |= {"kind": "department", "aliases": ["市财政局", "财政"]}
    edge = {"rank": 1, "inherited": False, "locator": "第3段", "quote": "财政局"}

    flat = store.ask("MATCH (u:Unit)-[e:OWNS]->(t:Task) RETURN u, e, t, collect(t) AS tasks")
    path = store.ask("MATCH p = (u:Unit)-[:OWNS*1..1]->(t:Task) RETURN p")

    assert flat.rows == [[unit, edge, task, [task]]]
    assert path.rows == [[{"nodes": [unit, task], "relationships": [edge]}]]


def test_numbers_dates_lists_and_maps_are_plain(store: Store) -> None:
    """A sum of whole numbers is a whole number, a date is ISO 8601, a map is a dict, missing is None."""
    answer = store.ask(
        "UNWIND [1, 2] AS x RETURN sum(x) AS total, avg(x) AS mean, date('2021-02-03') AS day, "
        "collect({x: x, even: x = 2}) AS maps, [1.5, 2.0] AS list, NULL AS nothing, 'a' AS text"
    )

    assert answer.rows == [
        [3, 1.5, "2021-02-03", [{"x": 1, "even": False}, {"x": 2, "even": True}], [1.5, 2.0], None, "a"]
    ]
    assert [type(cell) for cell in answer.rows[0][:2]] == [int, float]


@pytest.mark.parametrize(
    ("limit", "rows", "truncated"), [(None, 5, False), (6, 5, False), (5, 5, False), (4, 4, True), (0, 0, True)]
)
def test_more_rows_than_the_limit_are_cut_and_said_so(
    store: Store, limit: int | None, rows: int, truncated: bool
) -> None:
    """Exactly as many rows as the limit is not a cut."""
    answer = store.ask("UNWIND range(1, 5) AS x RETURN x ORDER BY x", limit=limit)

    assert answer == Rows(["x"], [[x] for x in range(1, rows + 1)], truncated)


def test_no_rows_still_have_columns(store: Store) -> None:
    """An empty answer is an answer."""
    assert store.ask("MATCH (t:Task) RETURN t.id AS task, t.year AS year") == Rows(["task", "year"], [])


def test_parameters_are_values_and_those_not_named_do_no_harm(store: Store) -> None:
    """Text, numbers, truth, lists and null go in and out; a parameter that the statement does not name is ignored."""
    given = {"a": "it's $b", "b": 7, "c": True, "d": ["x", "𠮷"], "e": 0.5, "other": 1}

    assert store.ask("RETURN $a AS a, $b AS b, $c AS c, $d AS d, $e AS e", given).rows == [
        ["it's $b", 7, True, ["x", "𠮷"], 0.5]
    ]
    assert store.ask("UNWIND [1, 2] AS x WITH x WHERE x IN $few RETURN x", {"few": []}).rows == []
    assert store.ask("RETURN $called AS called, $call AS loaded", {"called": 1, "call": 2}).rows == [[1, 2]]


def test_a_parameter_without_value_is_named(store: Store) -> None:
    """One engine would silently find nothing; a dollar in a text, comment or quoted name is no parameter."""
    with pytest.raises(StatementError, match=r"needs a value for \$task, \$year"):
        store.ask("MATCH (t:Task {id: $task}) WHERE t.year = $year // $no\n AND t.name <> '$no' RETURN t.id", {"no": 1})

    assert store.ask("RETURN '$task' AS `$x` // $year").rows == [["$task"]]


@pytest.mark.parametrize(
    "statement",
    ["MATCH (t:Task RETURN t", "MATCH (t:Task) RETURN nobody", "MATCH (t:Task) RETURN frobnicate(t.id)", "RETURN"],
)
def test_what_the_engine_does_not_understand_is_a_statement_error(store: Store, statement: str) -> None:
    """One line of the engine's own words; the store goes on working."""
    with pytest.raises(StatementError) as caught:
        store.ask(statement)

    assert "\n" not in str(caught.value)
    assert store.ask("RETURN 1 AS one").rows == [[1]]


@pytest.mark.parametrize("statement", ["", "  ;", "// only a comment", "/* nothing */"])
def test_an_empty_statement_is_refused(store: Store, statement: str) -> None:
    """Blank or only comments."""
    with pytest.raises(StatementError, match="empty"):
        store.ask(statement)


WRITES = [
    "CREATE (:Unit {id: 'x'})",
    "MATCH (t:Task) CREATE (:Unit {id: 'x'})",
    "MATCH (t:Task) SET t.name = 'x'",
    "MATCH (t:Task) SET t.name = 'x' RETURN t.id",
    "MATCH (t:Task) DETACH DELETE t",
    "MATCH (u:Unit)-[e:OWNS]->() DELETE e",
    "MERGE (u:Unit {id: 'x'}) RETURN u",
    "UNWIND ['x'] AS id MERGE (u:Unit {id: id})",
    "WITH 1 AS x CREATE (:Unit {id: 'x'})",
    "/* MATCH */ CREATE (:Unit {id: 'x'})",
    "EXPLAIN CREATE (:Unit {id: 'x'})",
    "PROFILE MATCH (t:Task) SET t.name = 'x'",
    "DROP TABLE Task",
    "DROP INDEX task_text",
    "ALTER TABLE Task ADD extra STRING",
    "CREATE NODE TABLE X(id STRING, PRIMARY KEY(id))",
    "CREATE INDEX x FOR (n:X) ON (n.y)",
    "COPY Unit FROM '/etc/passwd'",
    "COPY (MATCH (u:Unit) RETURN u.id) TO '/tmp/zerentu-stolen.csv'",
    "LOAD FROM '/etc/passwd' (file_format = 'csv', header = false) RETURN *",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "UNWIND [1] AS x LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    "UNWIND [1] AS x LOAD FROM '/etc/passwd' (file_format = 'csv', header = false) RETURN *",
    "UNWIND [1] AS x LOAD\n/* */ FROM '/etc/passwd' (file_format = 'csv', header = false) RETURN *",
    "INSTALL fts",
    "LOAD EXTENSION fts",
    "ATTACH '/tmp/zerentu-other.lbug' AS other (dbtype lbug)",
    "EXPORT DATABASE '/tmp/zerentu-stolen'",
    "IMPORT DATABASE '/tmp/zerentu-stolen'",
    "BEGIN TRANSACTION",
    "COMMIT",
    "ROLLBACK",
    "CHECKPOINT",
    "CALL threads = 1",
    "CALL READ_CSV_SERIAL('/etc/passwd') RETURN *",
    "CALL dbms.setConfigValue('x', 'y')",
    "CALL db.createLabel('X')",
    "CALL { CREATE (:Unit {id: 'x'}) } RETURN 1 AS one",
    "CALL { CREATE (:Unit {id: 'x'}) } IN TRANSACTIONS",
    "MATCH (t:Task) CALL { WITH t DETACH DELETE t } IN 2 CONCURRENT TRANSACTIONS OF 1 ROWS RETURN count(*) AS n",
    "UNWIND [1, 2] AS x CALL { WITH x RETURN x AS y }\nin transactions RETURN y",
    "RETURN 1 AS one; CREATE (:Unit {id: 'x'})",
    "COMMIT; CREATE (:Unit {id: 'x'})",
    "MATCH (t:Task) FOREACH (x IN [1] | CREATE (:Unit {id: 'x'}))",
    "USE system MATCH (n) RETURN n",
    "TERMINATE TRANSACTIONS 'x'",
    "CREATE USER x SET PASSWORD 'xxxxxxxx'",
]


@pytest.mark.parametrize("statement", WRITES)
def test_a_statement_that_is_not_only_reading_is_refused(store: Store, statement: str) -> None:
    """Whatever it would change, on whichever engine, it is our error and the graph is as it was."""
    store.load(plan())

    with pytest.raises(StatementError) as caught:
        store.ask(statement)

    assert "\n" not in str(caught.value)
    assert store.counts() == PLAN_COUNTS
    assert store.load(notice()).outcome == "new"


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN 'CREATE; DROP' AS x;",
        "return 1 as x // ; DELETE",
        "UNWIND ['x'] AS called WITH called AS caller WHERE caller = 'x' RETURN caller AS calls",
        "EXPLAIN MATCH (t:Task) RETURN t.id",
        "MATCH (`create`:Task) RETURN `create`.id AS `set;`",
        "OPTIONAL MATCH (load:Task) RETURN load.id AS loaded",
        "WITH 'LOAD CSV' AS x RETURN x",
    ],
)
def test_words_of_writing_in_names_and_texts_are_no_reason_to_refuse(store: Store, statement: str) -> None:
    """Only what the statement does counts, not what it speaks of."""
    assert store.ask(statement).columns


def test_a_statement_that_takes_too_long_is_stopped(store: Store) -> None:
    """Within about the given time; the next statement has its own time again."""
    began = time.monotonic()

    with pytest.raises(StatementError, match=r"took longer than 0\.3 s and was stopped"):
        store.ask(
            "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b AS c RETURN sum(c % 7) AS s",
            timeout_seconds=0.3,
        )

    assert time.monotonic() - began < 5
    assert store.ask("UNWIND range(1, 100000) AS a RETURN count(a) AS n").rows == [[100000]]
