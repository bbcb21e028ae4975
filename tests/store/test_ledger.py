"""The load ledger beside an embedded graph: nothing that was acknowledged is ever missed in silence."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import ladybug
import pytest

from graph.errors import StoreError, StoreLossError
from graph.guard import GuardedCypher
from graph.store import Store, StoreOptions, ladybug_file, open_store
from tests.contract.batches import NOTICE, PLAN, corrected_plan, many_tasks, notice, plan

ROOT = Path(__file__).parents[2]
READING = StoreOptions(read_only=True)
ACCEPTING = StoreOptions(accept_loss=True)
PLAN_RESPONSIBILITIES, PLAN_OWN_NODES, PLAN_OWN_RELATIONSHIPS = 5, 7, 16


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A graph file that does not exist yet."""
    return tmp_path / "graph.lbug"


def opened(file: Path, options: StoreOptions | None = None) -> Store:
    return open_store(f"ladybug:{file}", options)


def load(file: Path, *batches: Any) -> None:
    with opened(file) as store:
        for batch in batches:
            store.load(batch)


def ledger_of(file: Path) -> Path:
    return file.with_name(file.name + ".ledger")


def entries(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ledger_of(file).read_text(encoding="utf-8").splitlines()]


def events(file: Path) -> list[tuple[bool, str, str]]:
    return [(entry["done"], entry["event"], entry["document"]) for entry in entries(file)]


def documents(file: Path) -> list[str]:
    with opened(file, READING) as store:
        return [str(key) for (key,) in store.ask("MATCH (d:Document) RETURN d.id AS id ORDER BY id").rows]


def killed_while(file: Path, code: str, expected: int = 7) -> None:
    """Run statements on ``store`` in another process, which ends in them with 7, else behind them with 9; all open."""
    program = (
        "import os, sys; from graph.store import open_store, ladybug_connection, ledger\n"
        "from tests.contract.batches import *\n"
        f"store = open_store('ladybug:' + sys.argv[1])\n{code}\nos._exit(9)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    assert (
        subprocess.run([sys.executable, "-c", program, str(file)], env=environment, check=False).returncode == expected
    )


BEFORE_THE_COMMIT = "ladybug_connection.Connection.commit = lambda *_: os._exit(7)"
AFTER_THE_COMMIT = "ledger.Ledger._mark = lambda *_: os._exit(7)"


def test_a_load_is_written_down_with_its_figures(file: Path) -> None:
    """Two tasks; one leads, two own, two support; what is shared with other documents is not counted."""
    load(file, plan())
    [entry] = entries(file)

    assert (entry["done"], entry["event"], entry["document"]) == (True, "load", PLAN)
    assert (entry["title"], entry["tasks"]) == ("责任分解", 2)
    assert entry["responsibilities"] == PLAN_RESPONSIBILITIES
    assert (entry["nodes"], entry["relationships"]) == (PLAN_OWN_NODES, PLAN_OWN_RELATIONSHIPS)
    assert len(entry["load_id"]) == 32 and entry["at"].endswith("Z")


def test_what_writes_nothing_is_not_written_down(file: Path) -> None:
    """Loading the same again, opening, and asking leave the ledger as it is."""
    load(file, plan())
    before = ledger_of(file).read_bytes()

    load(file, plan())
    documents(file)

    assert ledger_of(file).read_bytes() == before


def test_replacing_and_unloading_are_no_loss(file: Path) -> None:
    """A corrected version with fewer tasks, then none: the graph opens each time."""
    load(file, plan(), notice())
    load(file, corrected_plan())
    assert documents(file) == [PLAN, NOTICE]
    with opened(file) as store:
        store.unload(PLAN)

    assert documents(file) == [NOTICE]
    assert events(file)[-1] == (True, "unload", PLAN)


@pytest.mark.parametrize("options", [StoreOptions(), READING], ids=["writing", "reading"])
def test_a_graph_that_is_gone_is_not_made_anew(file: Path, options: StoreOptions) -> None:
    """One line names what was in it and the cures; nothing is made in its place."""
    load(file, plan(), notice())
    file.unlink()

    with pytest.raises(StoreLossError) as caught:
        opened(file, options)

    assert "the graph is gone" in str(caught.value) and "\n" not in str(caught.value)
    assert f"《责任分解》 ({PLAN}) is missing, {NOTICE} is missing" in str(caught.value)
    assert "zerentu restore FILE --replace" in str(caught.value)
    assert "zerentu ledger --accept-loss" in str(caught.value)
    assert not file.exists()


@pytest.mark.parametrize("options", [StoreOptions(), READING], ids=["writing", "reading"])
def test_an_older_file_in_its_place_is_refused(file: Path, options: StoreOptions) -> None:
    """A copy made before the second load and before the correction of the first lacks both."""
    load(file, plan())
    shutil.copy(file, file.with_name("old"))
    load(file, corrected_plan(), notice())
    shutil.copy(file.with_name("old"), file)

    with pytest.raises(StoreLossError) as caught:
        opened(file, options)

    assert caught.value.losses == ((PLAN, "is there in an earlier version"), (NOTICE, "is missing"))


def test_an_empty_file_in_its_place_is_refused_and_left_empty(file: Path) -> None:
    """It would else become a graph without documents."""
    load(file, plan())
    file.write_bytes(b"")

    with pytest.raises(StoreLossError, match="is missing"):
        opened(file, READING)
    with pytest.raises(StoreLossError, match="is missing"):
        opened(file)


def test_a_graph_without_its_log_is_refused(file: Path) -> None:
    """The log of a process that was killed holds acknowledged loads."""
    load(file, notice())
    killed_while(file, "store.load(plan())", expected=9)
    file.with_name(file.name + ".wal").unlink()

    with pytest.raises(StoreLossError) as caught:
        opened(file)

    assert caught.value.losses == ((PLAN, "is missing"),)


@pytest.mark.parametrize("part", [0.01, 0.5, 0.9])
def test_a_file_that_cannot_be_read_is_named_with_what_was_in_it(file: Path, part: float) -> None:
    """The engine says that it is damaged; the ledger says what that means."""
    load(file, many_tasks(1, 100), notice())
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)])

    with pytest.raises(StoreLossError, match="cut off or damaged: move it away") as caught:
        opened(file)

    assert caught.value.losses == (("320585:第1号", "cannot be read"), (NOTICE, "cannot be read"))


def test_tasks_and_responsibilities_that_went_are_missed(file: Path) -> None:
    """Where all documents are there, but not all that they state."""
    load(file, plan(), notice())
    shutil.copy(file, file.with_name("whole"))
    _run_alone(file, f"MATCH (t:Task {{id: '{PLAN}:1.1'}})<-[e:OWNS]-() DELETE e")
    with pytest.raises(StoreLossError) as fewer_owners:
        opened(file)
    shutil.copy(file.with_name("whole"), file)
    _run_alone(file, f"MATCH (t:Task {{id: '{PLAN}:1.1'}}) DETACH DELETE t")
    with pytest.raises(StoreLossError) as fewer_tasks:
        opened(file)

    assert fewer_owners.value.losses == ((PLAN, "has 4 of 5 responsibilities"),)
    assert fewer_tasks.value.losses == ((PLAN, "has 1 of 2 tasks"),)


def test_a_loss_that_is_accepted_is_written_down_and_refused_no_more(file: Path) -> None:
    """What is missing is given up, and what is there in another version counts as it is."""
    load(file, plan())
    shutil.copy(file, file.with_name("old"))
    load(file, corrected_plan(), notice())
    shutil.copy(file.with_name("old"), file)

    opened(file, ACCEPTING).close()

    assert events(file)[-2:] == [(True, "given-up", NOTICE), (True, "found", PLAN)]
    assert documents(file) == [PLAN]
    load(file, notice())
    assert documents(file) == [PLAN, NOTICE]


def test_a_graph_of_an_earlier_version_gets_a_ledger(file: Path) -> None:
    """It says what the graph holds, and from then on that is missed."""
    load(file, plan(), notice())
    ledger_of(file).unlink()
    assert documents(file) == [PLAN, NOTICE]
    assert not ledger_of(file).exists()

    opened(file).close()

    assert events(file) == [(True, "found", PLAN), (True, "found", NOTICE)]
    assert entries(file)[0]["responsibilities"] == PLAN_RESPONSIBILITIES
    file.unlink()
    with pytest.raises(StoreLossError):
        opened(file)


def test_a_copy_without_its_ledger_opens(file: Path, tmp_path: Path) -> None:
    """Under another name and in another folder, to read and to write."""
    load(file, plan())
    (tmp_path / "elsewhere").mkdir()
    copy = tmp_path / "elsewhere" / "copy.lbug"
    shutil.copy(file, copy)

    assert documents(copy) == [PLAN]
    load(copy, notice())
    assert events(copy) == [(True, "found", PLAN), (True, "load", NOTICE)]


@pytest.mark.parametrize("moment", [BEFORE_THE_COMMIT, AFTER_THE_COMMIT], ids=["before", "after"])
@pytest.mark.parametrize(
    "work", ["store.load(notice())", "store.load(corrected_plan())", f"store.unload('{PLAN}')"],
    ids=["load", "replace", "unload"],
)  # fmt: skip
def test_a_process_that_dies_at_its_commit_is_no_loss(file: Path, moment: str, work: str) -> None:
    """Whether the commit was done or not, the graph opens, and the ledger comes to say what it holds."""
    load(file, plan())

    killed_while(file, f"{moment}\n{work}")

    opened(file).close()
    held = documents(file)
    is_done = moment == AFTER_THE_COMMIT
    assert (PLAN in held, NOTICE in held) == (not (is_done and "unload" in work), is_done and "notice" in work)
    file.unlink()
    if held:
        with pytest.raises(StoreLossError) as caught:
            opened(file)
        assert [document for document, _ in caught.value.losses] == held
    else:
        opened(file).close()


def test_an_earlier_load_that_is_put_back_is_no_loss(file: Path) -> None:
    """A restore brings a load back under its old id; also where it dies after its commit."""
    load(file, plan())
    with opened(file) as store:
        before = [node for node in store.nodes() if node.label == "Document"]
    whole = replace(plan(), nodes=tuple(each for each in plan().nodes if each.label != "Document") + tuple(before))
    load(file, corrected_plan())
    code = f"whole = {whole!r}\n{AFTER_THE_COMMIT}\nstore.restore(whole)"

    killed_while(file, f"from graph.model import *\n{code}")

    with opened(file) as store:
        assert store.counts()[0]["Task"] == 2
    load(file, corrected_plan())
    with opened(file) as store:
        store.restore(whole)
    assert documents(file) == [PLAN]


def test_a_torn_last_line_counts_as_not_written(file: Path) -> None:
    """A machine that stops while a line is written; the next load takes its place."""
    load(file, plan())
    whole = ledger_of(file).read_bytes()
    ledger_of(file).write_bytes(whole + b'{"done":false,"event":"load","docu\0\0\0')

    load(file, notice())

    assert events(file) == [(True, "load", PLAN), (True, "load", NOTICE)]


@pytest.mark.parametrize(
    "line", [b"hello\n", b'{"done": true,"event":"guess","document":"1"}\n', b'{"done": true}\n', b"\xff\n", b"7\n"]
)
def test_a_damaged_line_is_refused_with_its_number(file: Path, line: bytes) -> None:
    """What it said is not known, so nothing is opened on its word."""
    load(file, plan())
    ledger_of(file).write_bytes(ledger_of(file).read_bytes() + line + b"\n")

    with pytest.raises(StoreError, match=r"graph\.lbug\.ledger, line 2: the ledger is damaged.*move it away"):
        opened(file)


def test_a_load_is_refused_where_the_ledger_cannot_be_written(file: Path) -> None:
    """Before the commit: the graph is as it was, and the same load goes in later."""
    load(file, plan())
    with opened(file) as store:
        whole = ledger_of(file).read_bytes()
        ledger_of(file).unlink()
        with pytest.raises(StoreError, match=r"ledger cannot be written: it was changed.*nothing was written"):
            store.load(notice())
        with pytest.raises(StoreError, match="ledger cannot be written"):
            store.unload(PLAN)
        assert store.ask("MATCH (d:Document) RETURN count(d) AS n").rows == [[1]]
        ledger_of(file).write_bytes(whole)

        assert store.load(notice()).outcome == "new"

    assert documents(file) == [PLAN, NOTICE]


def test_what_another_process_wrote_meanwhile_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has the file until this one gets it: the lines that it adds to the ledger are not overwritten."""
    load(file, plan())
    opening = ladybug_file.open_database

    def open_later(path: Path, options: StoreOptions) -> ladybug.Database:
        killed_while(file, "store.load(notice()); store.close()", expected=9)
        return opening(path, options)

    monkeypatch.setattr(ladybug_file, "open_database", open_later)
    with opened(file) as store:
        store.load(many_tasks(1, 3))

    assert events(file) == [(True, "load", PLAN), (True, "load", NOTICE), (True, "load", "320585:第1号")]


def test_a_guarded_statement_does_not_answer_from_less(file: Path) -> None:
    """It reads a copy of its own, which is held against the ledger as well."""
    load(file, plan())
    shutil.copy(file, file.with_name("old"))
    load(file, notice())
    shutil.copy(file.with_name("old"), file)

    with GuardedCypher(f"ladybug:{file}") as guard, pytest.raises(StoreError, match="holds less than its ledger"):
        guard.ask("MATCH (t:Task) RETURN count(t) AS n")
    file.unlink()
    with GuardedCypher(f"ladybug:{file}") as guard, pytest.raises(StoreError, match="the graph is gone"):
        guard.ask("MATCH (t:Task) RETURN count(t) AS n")


def _run_alone(file: Path, statement: str) -> None:
    """Change the graph past the store, as damage would."""
    with ladybug.Database(str(file)) as database, ladybug.Connection(database) as connection:
        connection.execute(statement)
