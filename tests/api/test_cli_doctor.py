"""``zerentu doctor``: what it says of good stores and of bad ones."""

import json
import platform
from pathlib import Path

import pytest

import graph
from api.commands.checks import check_file, check_installation
from graph import Batch, Node
from graph.store import open_store
from tests.api.command_line import DOCUMENT, SAMPLE, zerentu


def test_a_good_store_is_told_in_tables(ladybug_url: str) -> None:
    """Engine, versions, counts, documents, checks."""
    zerentu("load", SAMPLE, "--store", ladybug_url)

    ended = zerentu("doctor", "--store", ladybug_url)

    assert (ended.code, ended.err) == (0, "")
    assert "engine: ladybug" in ended.out
    assert DOCUMENT in ended.out
    assert "157" in ended.out


def test_a_good_store_is_told_in_json(ladybug_url: str) -> None:
    """The same for programs."""
    zerentu("load", SAMPLE, "--store", ladybug_url)

    said = json.loads(zerentu("doctor", "--store", ladybug_url, "--json").out)

    assert (said["ok"], said["answers"], said["engine"]) == (True, True, "ladybug")
    assert (said["zerentu"], said["python"]) == (graph.__version__, platform.python_version())
    assert said["nodes"]["Task"] == 157
    assert said["relationships"]["LEADS"] == 303
    assert [(document["document"], document["tasks"]) for document in said["documents"]] == [(DOCUMENT, 157)]
    assert {check["state"] for check in said["checks"]} == {"ok"}


def test_a_store_that_is_not_there_is_3_with_the_cure() -> None:
    """The rest of what is known is said all the same, and no password."""
    ended = zerentu("doctor", "--store", "bolt://neo4j:geheim@127.0.0.1:1", "--json")

    said = json.loads(ended.out)
    assert ended.code == 3
    assert (said["ok"], said["answers"], said["store"]) == (False, False, "bolt://127.0.0.1:1")
    [check] = [check for check in said["checks"] if check["check"] == "store"]
    assert "does not answer" in check["finding"]
    assert "--store" in check["cure"]
    assert "geheim" not in ended.out + ended.err


def test_what_is_wrong_with_the_content_is_1_with_the_cure(ladybug_url: str) -> None:
    """A document without a task, the same file twice, and a place that is not known."""
    place = Node("Jurisdiction", "320585", {"name": "太仓市", "level": "county"})
    with open_store(ladybug_url) as store:
        for document in ("320585:甲1号", "320585:乙1号"):
            store.load(Batch(document, (place, Node("Document", document, {"sha256": "ab"})), ()))

    ended = zerentu("doctor", "--store", ladybug_url, "--json")

    states = {check["check"]: check for check in json.loads(ended.out)["checks"]}
    assert ended.code == 1
    assert states["documents"]["state"] == "wrong"
    assert "2 documents without a task" in states["documents"]["finding"]
    assert states["same file twice"]["state"] == "note"
    assert "zerentu unload" in states["same file twice"]["cure"]


def test_a_document_of_an_unknown_place_is_noted(ladybug_url: str) -> None:
    """A note is no fault."""
    zerentu("load", SAMPLE, "--store", ladybug_url)
    with open_store(ladybug_url) as store:
        place = Node("Jurisdiction", "x-12345678", {"name": "unknown", "level": "unknown"})
        document, task = Node("Document", "x-12345678:ab", {}), Node("Task", "x-12345678:ab:1.1", {})
        edges = (
            graph.Edge("ISSUED_FOR", "Document", document.id, "Jurisdiction", place.id),
            graph.Edge("STATED_IN", "Task", task.id, "Document", document.id),
        )
        store.load(Batch(document.id, (place, document, task), edges))

    ended = zerentu("doctor", "--store", ladybug_url, "--json")

    [check] = [check for check in json.loads(ended.out)["checks"] if check["check"] == "places"]
    assert (ended.code, check["state"]) == (0, "note")
    assert "--jurisdiction" in check["cure"]


def test_another_distribution_with_our_packages_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names as common as graph and api may be somebody else's too."""
    monkeypatch.setattr("api.commands.checks.packages_distributions", lambda: {"graph": ["zerentu", "graph-tools"]})

    [packages, *_] = check_installation()

    assert packages.state == "wrong"
    assert "graph-tools" in packages.finding


def test_a_file_that_cannot_be_written_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading goes on, loading would not."""
    file = tmp_path / "graph.lbug"
    file.touch()
    monkeypatch.setattr("os.access", lambda path, mode: mode != 2)

    [check] = check_file(f"ladybug:{file}")

    assert (check.state, "chmod" in check.cure) == ("note", True)
