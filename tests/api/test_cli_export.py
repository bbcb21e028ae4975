"""``zerentu export``: the sample as a spreadsheet, as data for other programs, and as a picture."""

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


@pytest.mark.parametrize("name", ["graph.xls", "graph"])
def test_an_unknown_suffix_is_2_and_the_known_ones_are_listed(name: str, url: str, tmp_path: Path) -> None:
    """Nothing is written."""
    zerentu("export", tmp_path / name, "--store", url).fails(
        2, name, ".csv, .jsonl, .graphml, .gexf, .jsonld, .cypher, .html, .svg, .png"
    )

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

    monkeypatch.setattr("api.exports.content.Content.counts", full)

    zerentu("export", file, "--store", url).fails(2, "No space left")

    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("graph.html", b"<!DOCTYPE html>"),
        ("graph.svg", b"<?xml"),
        ("graph.png", b"\x89PNG"),
        ("graph.gexf", b"<?xml"),
        ("graph.jsonld", b"{"),
        ("graph.cypher", b"CREATE CONSTRAINT"),
        ("GRAPH.HTML", b"<!DOCTYPE html>"),
    ],
)
def test_every_suffix_is_written(name: str, begins: bytes, url: str, tmp_path: Path) -> None:
    """水务局 is named in eight cells of the sample, so it has eight tasks."""
    ended = zerentu("export", tmp_path / name, "--unit", "320585:水务局", "--store", url)

    assert ended.code == 0, ended.err
    assert "nodes and" in ended.out
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_picture_is_of_what_is_asked_for(url: str, tmp_path: Path) -> None:
    """The title says what; the other layout is another picture; the surroundings hold who else answers."""
    lanes, rings, asked = (tmp_path / f"{name}.svg" for name in ("lanes", "rings", "asked"))
    unit = ("--unit", "320585:水务局", "--store", url)

    zerentu("export", lanes, *unit)
    zerentu("export", rings, *unit, "--layout", "rings")
    zerentu("export", asked, "--question", "tasks-of-unit", "unit=水务局", "jurisdiction=太仓市", "--store", url)

    assert "责任关系图：水务局的任务及相关方" in lanes.read_text(encoding="utf-8")
    assert "水务集团" in lanes.read_text(encoding="utf-8")
    assert "任务 Tasks" not in rings.read_text(encoding="utf-8")
    assert "哪些任务依赖某单位（unit=水务局，jurisdiction=太仓市）" in asked.read_text(encoding="utf-8")
    assert "水务集团" not in asked.read_text(encoding="utf-8")


def test_a_unit_of_several_places_has_to_be_said_by_its_id(url: str, tmp_path: Path) -> None:
    """The line has the ids to choose from; a name that no unit has is no."""
    file = tmp_path / "graph.html"

    zerentu("export", file, "--unit", "水务局", "--store", url).fails(2, "320583:水务局", "320585:水务局")
    zerentu("export", file, "--unit", "没有局", "--store", url).fails(1, "没有局")

    assert list(tmp_path.iterdir()) == []


def test_the_pair_is_two_files(url: str, tmp_path: Path) -> None:
    """Named after the one that is given, which itself is not written."""
    said = json.loads(zerentu("export", tmp_path / "g.csv", "--csv-pair", "--store", url, "--json").out)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["g-nodes.csv", "g-relationships.csv"]
    with (tmp_path / "g-nodes.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == said["nodes"]


def test_a_folder_for_neo4j_takes_its_place_whole(url: str, tmp_path: Path) -> None:
    """Into a new or an empty folder; one that holds something is left alone."""
    folder, full = tmp_path / "graph", tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine", encoding="utf-8")

    assert zerentu("export", folder, "--neo4j-import", "--store", url).code == 0
    zerentu("export", full, "--neo4j-import", "--store", url).fails(2, "not an empty folder")

    assert "neo4j-admin database import full" in (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in full.iterdir()] == ["mine.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["full", "graph"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("g.csv", "--layout", "rings"), "--layout is for pictures"),
        (("g.html", "--csv-pair"), "--csv-pair"),
        (("g.csv", "--neo4j-import"), "--neo4j-import"),
        (("g.html", "unit=水务局"), "--question"),
        (("g.html", "--question", "tasks-of-unit", "--unit", "水务局"), "exclude each other"),
        (("g.html", "--question", "tasks-of-unti", "unit=水务局"), "tasks-of-unit"),
        (("g.html", "--layout", "spiral"), "spiral"),
    ],
)
def test_options_that_do_not_go_together_are_2(
    arguments: tuple[str, ...], words: str, url: str, tmp_path: Path
) -> None:
    """One line says which; nothing is written."""
    zerentu("export", tmp_path / arguments[0], *arguments[1:], "--store", url).fails(2, words)

    assert list(tmp_path.iterdir()) == []


def test_a_question_whose_rows_name_nothing_is_1(url: str, tmp_path: Path) -> None:
    """The line has the columns."""
    file = tmp_path / "graph.html"

    zerentu("export", file, "--question", "units-by-kind", "--store", url).fails(1, "name no nodes", "owning_units")

    assert not file.exists()


def test_a_machine_without_a_chinese_font_says_so(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line; the picture is written all the same."""
    monkeypatch.setattr("api.commands.export.has_chinese_font", lambda: False)
    file = tmp_path / "graph.png"

    ended = zerentu("export", file, "--unit", "320585:水务局", "--store", url)

    assert (ended.code, len(ended.err.splitlines())) == (0, 1)
    assert "no font with Chinese characters" in ended.err
    assert file.exists()


@pytest.mark.parametrize("name", ["no/such/folder/graph.csv", "folder.csv"])
def test_a_place_that_cannot_be_written_is_2(name: str, url: str, tmp_path: Path) -> None:
    """A folder that is missing, or one in the file's place."""
    (tmp_path / "folder.csv").mkdir()

    zerentu("export", tmp_path / name, "--store", url).fails(2, name)
