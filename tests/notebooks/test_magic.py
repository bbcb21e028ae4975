"""``%%cypher`` in a real IPython shell, on both engines."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

import api.notebook
from api.pictures import Picture
from graph.store import StoreOptions, open_store
from loaders import extract_file
from tests.conftest import Address, emptied
from tests.notebooks.running import ROOT

SAMPLE = ROOT / "data" / "taicang-2021-breakdown.txt"
OWNED = "MATCH (u:Unit {name: $unit})-[:OWNS]->(t:Task) RETURN t.row AS row, t.id AS task ORDER BY task"


@pytest.fixture(scope="module", params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """The address of the sample, once for each engine."""
    with ExitStack() as lent:
        if request.param == "ladybug":
            address = f"ladybug:{tmp_path_factory.mktemp('magic') / 'graph.lbug'}", StoreOptions()
        else:
            address = lent.enter_context(emptied(request.getfixturevalue("neo4j_server")))
        with open_store(*address) as store:
            store.load(extract_file(SAMPLE).batch())
        yield address


@pytest.fixture
def shell(sample: Address, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """A shell with the magic, whose environment names the sample."""
    url, options = sample
    monkeypatch.setenv("ZERENTU_STORE", url)
    monkeypatch.setenv("ZERENTU_NEO4J_USER", options.user)
    monkeypatch.setenv("ZERENTU_NEO4J_PASSWORD", options.password)
    opened = InteractiveShell()
    magics = api.notebook.load_ipython_extension(opened)
    opened.user_ns["unit"] = "水务局"
    yield opened
    magics.close()
    # IPython keeps its history in a file that it leaves open.
    opened.history_manager.end_session()


def shown(shell: InteractiveShell, cell: str) -> object:
    """Return what a cell shows; it has to succeed."""
    result = shell.run_cell(cell)
    assert result.success, result.error_in_exec
    return result.result


def refused(shell: InteractiveShell, cell: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return all that a refused cell prints."""
    capsys.readouterr()
    assert not shell.run_cell(cell).success
    printed = capsys.readouterr()
    return printed.out + printed.err


def test_a_cell_shows_its_rows_as_a_frame(shell: InteractiveShell) -> None:
    """The water bureau owns eight tasks; ``$unit`` is the variable of the notebook."""
    frame = shown(shell, f"%%cypher\n{OWNED}")

    assert list(frame.columns) == ["row", "task"]
    assert list(frame["row"]) == [65, 67, 81, 84, 85, 19, 20, 21]


def test_a_line_can_be_assigned(shell: InteractiveShell) -> None:
    """``%cypher`` returns the frame; a brace in the statement is Cypher's and not a variable's."""
    shown(shell, "count = %cypher MATCH (t:Task {annex: 2}) RETURN count(t) AS tasks")

    assert shell.user_ns["count"].to_dict("records") == [{"tasks": 26}]


def test_o_keeps_the_rows_and_shows_none(shell: InteractiveShell) -> None:
    """``-o name`` sets a variable, and nothing else."""
    assert shown(shell, f"%%cypher -o owned\n{OWNED}") is None
    assert len(shell.user_ns["owned"]) == 8


def test_numbers_and_columns_of_a_frame_are_parameters(shell: InteractiveShell) -> None:
    """What pandas hands out is passed on as plain values and lists."""
    shown(shell, f"%%cypher -o owned\n{OWNED}")
    shown(shell, "few, rows, names = owned['row'].max() - 83, owned['row'], ('发改委', '水务局')")

    frame = shown(
        shell,
        "%%cypher\nMATCH (u:Unit)-[:OWNS]->(t:Task)\nWHERE u.name IN $names AND t.row IN $rows AND t.annex = 2\n"
        "RETURN u.name AS unit, t.row AS row ORDER BY row LIMIT $few",
    )

    assert frame.to_dict("records") == [{"unit": "水务局", "row": 19}, {"unit": "水务局", "row": 20}]


def test_only_parameters_that_the_statement_names_are_taken(shell: InteractiveShell) -> None:
    """A notebook holds much that no database would take."""
    shell.user_ns["socket"] = object()

    assert len(shown(shell, f"%%cypher\n{OWNED}")) == 8


def test_graph_draws_what_the_rows_name(shell: InteractiveShell) -> None:
    """Ids and nodes in the rows are drawn, with all edges between them: one unit, and two of its tasks."""
    picture = shown(
        shell, "%%cypher --graph\nMATCH (u:Unit {name: $unit})-[:OWNS]->(t:Task {annex: 1})\n"
        "WHERE t.row IN [65, 67] RETURN u, t.id AS task ORDER BY task",
    )  # fmt: skip

    assert isinstance(picture, Picture)
    assert [(node.label, node.properties.get("row")) for node in picture.selection.content.nodes] == [
        ("Task", 65),
        ("Task", 67),
        ("Unit", None),
    ]
    assert [edge.properties["rank"] for edge in picture.selection.content.edges] == [1, 6]


def test_a_cut_answer_says_so(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    """Fewer rows than there are must not look like all of them."""
    frame = shown(shell, "%cypher --limit 3 MATCH (t:Task) RETURN t.id AS id ORDER BY id")

    assert len(frame) == 3
    assert capsys.readouterr().err == "only the first 3 rows are here: --limit ROWS takes more\n"


def test_a_refusal_is_one_line_that_says_where(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    """The words are the guard's; no traceback, and the graph is as it was."""
    writing = refused(shell, "%%cypher\nMATCH (u:Unit)\nSET u.name = 'x'\nRETURN u", capsys)
    unset = refused(shell, "%cypher RETURN $nowhere AS it", capsys)

    assert (
        writing == "UsageError: SET is refused: it writes; a name of that kind goes in back quotes (line 2, column 1)\n"
    )
    assert unset == "UsageError: the statement needs a value for $nowhere: give it as a parameter (line 1, column 8)\n"
    assert len(shown(shell, f"%%cypher\n{OWNED}")) == 8


@pytest.mark.parametrize(
    "cell",
    ["%cypher", "%%cypher -x\nRETURN 1 AS one", "%%cypher -o 1st\nRETURN 1 AS one", "%%cypher -o\nRETURN 1 AS one"],
)
def test_a_wrong_option_explains_the_use(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], cell: str
) -> None:
    """One line, whatever is wrong with the line."""
    printed = refused(shell, cell, capsys)

    assert printed.startswith("UsageError: usage: %%cypher [-o NAME]")
    assert printed.count("\n") == 1


def test_a_picture_of_nothing_says_what_to_return(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts have no picture."""
    printed = refused(shell, "%cypher --graph MATCH (t:Task) RETURN count(t) AS tasks", capsys)

    assert printed == (
        "UsageError: the answer names no node: return n.id of what is to be drawn, or the node n itself\n"
    )


def test_another_store_is_asked_by_its_address(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """``--store`` takes an address or the variable that holds one; one that is not there is told in a line."""
    shell.user_ns["other"] = f"ladybug:{tmp_path / 'other.lbug'}"
    with open_store(shell.user_ns["other"]) as store:
        store.load(extract_file(SAMPLE).batch())
        store.unload("320585:太政发〔2021〕9号")

    frame = shown(shell, "%cypher --store $other MATCH (t:Task) RETURN count(t) AS tasks")
    absent = refused(shell, f"%cypher --store ladybug:{tmp_path / 'none.lbug'} RETURN 1 AS one", capsys)

    assert frame.to_dict("records") == [{"tasks": 0}]
    assert absent == f"UsageError: {tmp_path / 'none.lbug'}: there is no graph there: load a document first\n"


def test_without_pandas_rows_are_dicts(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> None:
    """The magic needs IPython alone."""
    monkeypatch.setattr(api.notebook, "find_spec", lambda name: None)

    assert shown(shell, "%cypher MATCH (t:Task) RETURN count(t) AS tasks") == [{"tasks": 157}]
