"""``zerentu load`` and ``zerentu unload`` on real stores."""

import json
import subprocess
import sys
from pathlib import Path

from graph.store import StoreOptions, open_store
from tests.api.command_line import DOCUMENT, NO_TABLE, REPORT, SAMPLE, SAMPLE_DOCX, zerentu

NODES = {"Jurisdiction": 1, "Document": 1, "Category": 53, "Task": 157, "Target": 130, "Official": 9, "UnitGroup": 3}
"""By hand: 9 + 8 categories and 36 projects; units are left out, since their groups add those that own nothing."""
DUTIES = {"LEADS": 303, "OWNS": 317, "SUPPORTS": 314}


def test_loading_writes_the_document_and_prints_the_report(address: tuple[str, StoreOptions]) -> None:
    """Each engine holds what was read, and the command says so."""
    url, options = address
    environment = {
        "ZERENTU_STORE": url, "ZERENTU_NEO4J_USER": options.user, "ZERENTU_NEO4J_PASSWORD": options.password,
    }  # fmt: skip

    ended = zerentu("load", SAMPLE, environment=environment)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"{SAMPLE}: {DOCUMENT}: new, ")
    assert "157 tasks (annex 1: 131, annex 2: 26)" in ended.out
    with open_store(url, options) as store:
        nodes, relationships = store.counts()
    assert NODES.items() <= nodes.items()
    assert DUTIES.items() <= relationships.items()


def test_loading_again_is_said_to_change_nothing(ladybug_url: str) -> None:
    """The second load writes nothing and says so plainly."""
    zerentu("load", SAMPLE, "--store", ladybug_url)

    ended = zerentu("load", SAMPLE, "--store", ladybug_url)

    assert ended.code == 0
    assert "unchanged, the graph holds it already: 0 nodes and 0 relationships written" in ended.out


def test_another_version_of_the_document_replaces_it(ladybug_url: str) -> None:
    """What was removed is said as well."""
    zerentu("load", SAMPLE, "--store", ladybug_url)

    [load] = json.loads(zerentu("load", SAMPLE, "--title", "另一版", "--store", ladybug_url, "--json").out)["loads"]

    assert load["outcome"] == "replaced"
    assert load["nodes_removed"] == load["nodes_written"] > 157


def test_load_prints_json(ladybug_url: str, tmp_path: Path) -> None:
    """What was written and what failed, file by file."""
    ended = zerentu("load", tmp_path / "missing.txt", SAMPLE, "--store", ladybug_url, "--json")

    said = json.loads(ended.out)
    ended.fails(2, "missing.txt")
    assert [load["outcome"] for load in said["loads"]] == ["new"]
    assert said["loads"][0]["report"]["inherited"] == {"LEADS": 38, "OWNS": 24, "SUPPORTS": 264}
    assert said["failed"][0]["file"] == str(tmp_path / "missing.txt")


def test_a_bad_file_does_not_stop_the_others(ladybug_url: str) -> None:
    """The exit code remembers the bad one."""
    ended = zerentu("load", NO_TABLE, SAMPLE_DOCX, "--store", ladybug_url)

    ended.fails(2, NO_TABLE.name)
    assert DOCUMENT in ended.out


def test_a_report_loads_as_its_sections(ladybug_url: str) -> None:
    """No task, no duty; a second load changes nothing, and another version under its number replaces it."""
    first = zerentu("load", REPORT, "--number", "甲〔2022〕1号", "--store", ladybug_url)
    again = zerentu("load", REPORT, "--number", "甲〔2022〕1号", "--store", ladybug_url)
    other = zerentu("load", REPORT, "--number", "甲〔2022〕1号", "--year", "2023", "--store", ladybug_url)

    assert [ended.code for ended in (first, again, other)] == [0, 0, 0]
    assert "new, 72 nodes and 137 relationships written" in first.out
    assert "0 tasks, 70 sections\n" in first.out
    assert "unchanged" in again.out
    assert "replaced" in other.out
    with open_store(ladybug_url) as store:
        nodes, relationships = store.counts()
    assert (nodes["Section"], nodes["Task"]) == (70, 0)
    assert not any(relationships[duty] for duty in DUTIES)


def test_a_store_that_another_process_has_is_3(ladybug_url: str) -> None:
    """The message says that it is in use, and what to do."""
    code = f"from graph.store import open_store; open_store({ladybug_url!r}); print('open', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin and other.stdout
        assert other.stdout.readline() == "open\n"

        ended = zerentu("load", SAMPLE, "--store", ladybug_url)

        other.stdin.write("\n")
        other.stdin.close()
    ended.fails(3, "another process has it open")


def test_a_store_that_is_a_folder_is_3(tmp_path: Path) -> None:
    """An embedded graph is a file."""
    zerentu("load", SAMPLE, "--store", f"ladybug:{tmp_path}").fails(3, "is a folder")


def test_a_document_is_unloaded_by_its_number(ladybug_url: str) -> None:
    """All that only it named goes with it."""
    zerentu("load", SAMPLE, "--store", ladybug_url)

    ended = zerentu("unload", "太政发〔2021〕9号", "--store", ladybug_url)

    assert ended.code == 0
    assert ended.out.startswith(f"{DOCUMENT}: unloaded, ")
    with open_store(ladybug_url) as store:
        assert not any(store.counts()[0].values())


def test_unload_prints_json(ladybug_url: str) -> None:
    """The document by id, and the counts."""
    zerentu("load", SAMPLE, "--store", ladybug_url)

    said = json.loads(zerentu("unload", DOCUMENT, "--store", ladybug_url, "--json").out)

    assert said["document"] == DOCUMENT
    assert said["nodes_written"] == 0
    assert said["nodes_removed"] > 157


def test_a_document_that_is_not_held_is_1(ladybug_url: str) -> None:
    """The answer is no."""
    zerentu("load", SAMPLE, "--store", ladybug_url)

    zerentu("unload", "甲〔2021〕1号", "--store", ladybug_url).fails(1, "甲〔2021〕1号", "zerentu ask documents")


def test_a_number_of_two_documents_is_2(ladybug_url: str) -> None:
    """The ids to choose from are in the message."""
    zerentu("load", SAMPLE, "--store", ladybug_url)
    zerentu("load", SAMPLE, "--store", ladybug_url, "--jurisdiction", "昆山市")

    ended = zerentu("unload", "太政发〔2021〕9号", "--store", ladybug_url)

    ended.fails(2, DOCUMENT, "320583:太政发〔2021〕9号")
