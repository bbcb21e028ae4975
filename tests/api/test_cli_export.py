"""``zerentu export``: the sample as a spreadsheet, as JSON lines and as a network."""

import csv
import json
from collections import Counter
from pathlib import Path

import networkx
import pytest

from graph.store import open_store
from tests.api.command_line import DOCUMENT, SAMPLE, zerentu

OTHER = "320583:太政发〔2021〕9号"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the sample in it, once for 太仓市 and once as if for 昆山市."""
    url = f"ladybug:{tmp_path_factory.mktemp('export') / 'graph.lbug'}"
    assert zerentu("load", SAMPLE, "--store", url).code == 0
    assert zerentu("load", SAMPLE, "--store", url, "--jurisdiction", "昆山市").code == 0
    return url


def test_csv_has_a_row_for_each_responsibility_with_its_receipt(url: str, tmp_path: Path) -> None:
    """303 LEADS, 317 OWNS and 314 SUPPORTS, in document order; the second task's first leader by hand."""
    file = tmp_path / "graph.csv"

    ended = zerentu("export", file, "--document", DOCUMENT, "--store", url)

    assert (ended.code, ended.out) == (0, f"{file}: 934 responsibilities\n")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert Counter(row["role"] for row in rows) == {"leads": 303, "owns": 317, "supports": 314}
    assert Counter(row["inherited"] for row in rows) == {"true": 38 + 24 + 264, "false": 934 - 326}
    [row] = [row for row in rows if row["task"] == f"{DOCUMENT}:1.2" and row["role"] == "leads" and row["rank"] == "1"]
    assert (row["name"], row["quote"], row["inherited"]) == ("汪香元", "汪香元\n吴敬宇", "false")
    assert row["category"] == "一般公共预算收入"
    assert row["locator"].startswith("table 1, row 2, column 4")
    assert [row["task"].rpartition(":")[2] for row in rows[:4]] == ["1.1", "1.1", "1.1", "1.1"]


def test_json_lines_lose_nothing(url: str, tmp_path: Path) -> None:
    """Every node and edge of the store with all its properties, nodes first."""
    file = tmp_path / "graph.jsonl"

    zerentu("export", file, "--store", url)

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    with open_store(url) as store:
        nodes = [
            {
                "node": node.label,
                "id": node.id,
                "properties": {
                    name: list(value) if isinstance(value, tuple) else value for name, value in node.properties.items()
                },
            }
            for node in store.nodes()
        ]
        edges = [(edge.type, edge.start, edge.finish, dict(edge.properties)) for edge in store.edges()]
    assert lines[: len(nodes)] == nodes
    assert [
        (line["relationship"], line["start"]["id"], line["finish"]["id"], line["properties"])
        for line in lines[len(nodes) :]
    ] == edges


def test_graphml_opens_in_networkx(url: str, tmp_path: Path) -> None:
    """Nodes and edges with labels, types and properties."""
    file = tmp_path / "graph.graphml"

    zerentu("export", file, "--document", DOCUMENT, "--store", url)

    network = networkx.read_graphml(file)
    unit = network.nodes[f"Unit {DOCUMENT[:6]}:发改委"]
    assert (unit["label"], unit["type"], unit["key"]) == ("发改委", "Unit", "320585:发改委")
    edges: list[tuple[str, str, str]] = list(network.edges(data="type"))
    kinds = Counter(kind for _, _, kind in edges)
    assert kinds["LEADS"] == 303


def test_one_document_brings_nothing_of_another(url: str, tmp_path: Path) -> None:
    """Only its own tasks, and the units of its own place."""
    file = tmp_path / "graph.jsonl"

    zerentu("export", file, "--document", DOCUMENT, "--store", url)

    text = file.read_text(encoding="utf-8")
    assert text.count('"node": "Task"') == 157
    assert "320583" not in text


def test_export_prints_json(url: str, tmp_path: Path) -> None:
    """The file and how much it holds."""
    file = tmp_path / "graph.csv"

    said = json.loads(zerentu("export", file, "--store", url, "--json").out)

    assert said == {"file": str(file), "responsibilities": 2 * 934}


@pytest.mark.parametrize("name", ["graph.xls", "graph", "graph.html"])
def test_an_unknown_suffix_is_2_and_the_known_ones_are_listed(name: str, url: str, tmp_path: Path) -> None:
    """Nothing is written."""
    zerentu("export", tmp_path / name, "--store", url).fails(2, name, ".csv, .jsonl, .graphml")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("document", "code"), [("甲〔2021〕1号", 1), ("太政发〔2021〕9号", 2)], ids=["not held", "held twice"]
)
def test_a_document_that_is_not_one_is_refused(document: str, code: int, url: str, tmp_path: Path) -> None:
    """One that is not held is no; a number of two documents is bad input."""
    zerentu("export", tmp_path / "graph.csv", "--document", document, "--store", url).fails(code, document)


def test_an_empty_graph_is_1(ladybug_url: str, tmp_path: Path) -> None:
    """No file is written for nothing."""
    open_store(ladybug_url).close()

    zerentu("export", tmp_path / "graph.csv", "--store", ladybug_url).fails(1, "empty")

    assert not (tmp_path / "graph.csv").exists()


def test_a_failure_leaves_the_old_file(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was there stays whole when the disk is full half-way."""
    file = tmp_path / "graph.jsonl"
    file.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.commands.graph_files._counts", full)

    zerentu("export", file, "--store", url).fails(2, "No space left")

    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["no/such/folder/graph.csv", "folder.csv"])
def test_a_place_that_cannot_be_written_is_2(name: str, url: str, tmp_path: Path) -> None:
    """A folder that is missing, or one in the file's place."""
    (tmp_path / "folder.csv").mkdir()

    zerentu("export", tmp_path / name, "--store", url).fails(2, name)
