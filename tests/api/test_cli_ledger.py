"""``zerentu ledger``, and what the other commands do where an embedded graph holds less than its ledger says."""

import json
import shutil
from pathlib import Path

import pytest

from tests.api.command_line import DOCUMENT, REPORT, SAMPLE, zerentu

PLACE = ("--jurisdiction", "太仓市")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The sample in a file, as it was before the report came, in the place of the one that has both."""
    path = tmp_path / "graph.lbug"
    zerentu("load", SAMPLE, "--store", f"ladybug:{path}")
    shutil.copy(path, tmp_path / "old")
    zerentu("load", REPORT, *PLACE, "--store", f"ladybug:{path}")
    zerentu("backup", tmp_path / "backup.gz", "--store", f"ladybug:{path}")
    shutil.copy(tmp_path / "old", path)
    return path


def test_it_lists_what_was_loaded_and_what_is_missing(file: Path) -> None:
    """With the file that each came from, so that it can be loaded again; exit code 1 since something is missing."""
    listed = zerentu("ledger", "--json", "--store", f"ladybug:{file}")
    said = json.loads(listed.out)

    assert (listed.code, said["ok"]) == (1, False)
    states = {each["source"]: (each["tasks"], each["responsibilities"], each["state"]) for each in said["documents"]}
    assert states == {SAMPLE.name: (157, 934, "held"), REPORT.name: (0, 0, "is missing")}
    shown = zerentu("ledger", "--store", f"ladybug:{file}")
    assert shown.code == 1 and "is missing" in shown.out and REPORT.name in shown.out


@pytest.mark.parametrize(
    "command",
    [("ask", "documents"), ("load", SAMPLE), ("unload", DOCUMENT), ("cypher", "MATCH (n) RETURN n"), ("doctor",)],
)
def test_no_command_goes_on_in_silence(file: Path, command: tuple[str, ...]) -> None:
    """Each names the document and the cures, and ends with 3; doctor says it as a finding."""
    ended = zerentu(*command, "--store", f"ladybug:{file}")

    assert ended.code == 3
    words = " ".join((ended.out + ended.err).split())
    assert "政府工作报告" in words and "--accept-loss" in words


def test_a_loss_is_accepted_by_name(file: Path) -> None:
    """What is given up is said; then the graph opens, and the document is loaded again from its file."""
    accepted = zerentu("ledger", "--accept-loss", "--store", f"ladybug:{file}")

    assert accepted.code == 0
    assert "given up: 《政府工作报告》" in accepted.out and REPORT.name in accepted.out
    assert zerentu("load", REPORT, *PLACE, "--store", f"ladybug:{file}").code == 0
    assert zerentu("ledger", "--store", f"ladybug:{file}").code == 0
    assert "nothing was given up" in zerentu("ledger", "--accept-loss", "--store", f"ladybug:{file}").out


@pytest.mark.parametrize("state", ["older", "gone"])
def test_a_backup_is_restored_over_what_is_left(file: Path, state: str) -> None:
    """Refused without --replace, and with it said what the file held no more; then all is there again."""
    if state == "gone":
        file.unlink()
    backup, store = file.with_name("backup.gz"), ("--store", f"ladybug:{file}")

    zerentu("restore", backup, *store).fails(3, "政府工作报告", "is missing")
    restored = zerentu("restore", backup, "--replace", *store)

    assert restored.code == 0
    assert "given up, the graph held it no more" in restored.err and "is missing" in restored.err
    assert "compared and equal" in restored.out
    assert zerentu("ledger", *store).code == 0


def test_a_file_that_cannot_be_read_has_to_be_moved_away(file: Path) -> None:
    """Nothing is written over it."""
    file.write_bytes(file.read_bytes()[:30_000])
    store = ("--store", f"ladybug:{file}")

    zerentu("ledger", "--accept-loss", *store).fails(3, "cut off or damaged: move it away")
    zerentu("restore", file.with_name("backup.gz"), "--replace", *store).fails(3, "move it away")
    file.rename(file.with_name("damaged"))

    assert zerentu("restore", file.with_name("backup.gz"), "--replace", *store).code == 0
    assert zerentu("ledger", *store).code == 0


def test_a_server_has_no_ledger(tmp_path: Path) -> None:
    """And a graph that does not exist an empty one."""
    zerentu("ledger", "--store", "bolt://127.0.0.1:1").fails(2, "a server keeps its own account")
    assert "lists no document" in zerentu("ledger", "--store", f"ladybug:{tmp_path / 'none.lbug'}").out
    assert list(tmp_path.iterdir()) == []
