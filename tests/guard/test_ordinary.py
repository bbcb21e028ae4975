"""What analysts ask, on both engines: all of it is answered, in the same shape."""

from typing import Any

import pytest

from graph.guard import GuardedCypher, Limits, StatementRefusedError
from tests.guard.conftest import Engine
from tests.guard.statements import ordinary_statements

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def guard(engine: Engine) -> GuardedCypher:
    """A guard as it is by default."""
    return engine.guard()


@pytest.mark.parametrize("asked", ordinary_statements(), ids=lambda asked: asked["statement"][:60])
def test_an_ordinary_statement_is_answered(engine: Engine, guard: GuardedCypher, asked: dict[str, Any]) -> None:
    """With columns and at least one row."""
    if engine.store.dialect not in asked["on"]:
        pytest.skip("the other dialect")

    answer = guard.ask(asked["statement"], asked["parameters"])

    assert answer.columns
    assert answer.rows


def test_nodes_and_relationships_have_labels_types_and_properties(guard: GuardedCypher) -> None:
    """The same from both engines, properties that are not known left out."""
    answer = guard.ask(
        "MATCH p = (o:Official {name: '汪香元'})-[duty:LEADS]->(t:Task {annex: 1, row: 2}) RETURN o, duty, p"
    )

    [[official, duty, path]] = answer.rows
    assert official == {"labels": ["Official"], "properties": {"id": "320585:汪香元", "name": "汪香元"}}
    assert isinstance(duty, dict)
    assert duty["type"] == "LEADS"
    assert duty["properties"]["quote"] == "汪香元\n吴敬宇"  # type: ignore[index,call-overload]
    assert isinstance(path, dict)
    assert path["nodes"][0] == official  # type: ignore[index,call-overload]
    assert path["relationships"] == [duty]


def test_rows_beyond_the_limit_are_cut_and_said(engine: Engine) -> None:
    """By their number and by their size."""
    few = engine.guard(Limits(rows=3)).ask("MATCH (t:Task) RETURN t.id AS id ORDER BY id")
    small = engine.guard(Limits(answer_bytes=2000)).ask("MATCH (t:Task) RETURN t.content AS content")
    all_of_them = engine.guard(Limits(rows=157)).ask("MATCH (t:Task) RETURN t.id AS id")

    assert (len(few.rows), few.truncated) == (3, True)
    assert 0 < len(small.rows) < 157
    assert small.truncated
    assert (len(all_of_them.rows), all_of_them.truncated) == (157, False)


@pytest.mark.parametrize(
    ("statement", "column"),
    [("MATCH (u:Unit)\nRETUR u", None), ("MATCH (t:Task) RETURN nobody", None), ("RETURN frobnicate(1) AS x", 8)],
)
def test_what_is_not_understood_is_said_in_our_words(guard: GuardedCypher, statement: str, column: int | None) -> None:
    """With the place, where it is known; never in the engine's words."""
    with pytest.raises(StatementRefusedError) as caught:
        guard.ask(statement)

    assert "\n" not in str(caught.value)
    assert "xception" not in str(caught.value)
    assert column is None or caught.value.column == column


def test_a_text_comes_back_as_it_was_written(guard: GuardedCypher) -> None:
    """Escapes mean the same to both engines and to us."""
    answer = guard.ask(r"""RETURN 'a\'b\\c\n\t\u6c34"' AS one, "d\"e'" AS two, $text AS three""", {"text": "'\\\n水"})

    assert answer.rows == [["a'b\\c\n\t水\"", "d\"e'", "'\\\n水"]]
