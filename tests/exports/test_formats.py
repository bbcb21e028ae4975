"""Each format read back by somebody else: csv, NetworkX, XML, JSON-LD by its triples, a real Neo4j by its script."""

import csv
import io
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import neo4j
import networkx
import pytest
from lxml import etree

from api.exports.admin_import import write_import_folder
from api.exports.content import Content, Selection, Writer, in_order
from api.exports.cypher_script import literal, write_cypher
from api.exports.linked_data import CONTEXT, LINKS, ROLES, TYPES, write_json_ld
from api.exports.networks import write_gexf, write_graphml
from api.exports.pair import write_pair
from graph.model import Batch
from graph.schema import NODES, RELATIONSHIPS
from graph.store import open_store
from queries import Words
from tests.conftest import Address
from tests.contract.batches import PLAN, plan
from tests.contract.joined import TOWNS, joined, unit
from tests.exports.hostile import BENT, MARKUP, QUOTE, SCRIPT, hostile
from tests.parts import lack

ORG, PROV, Z = "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#", "urn:zerentu:vocabulary:"
Triple = tuple[str, str, str]


def selection_of(*batches: Batch) -> Selection:
    nodes = {(node.label, node.id): node for batch in batches for node in batch.nodes}
    edges = {(edge.type, edge.start, edge.finish): edge for batch in batches for edge in batch.edges}
    return Selection(in_order(nodes.values(), edges.values()), Words("试", "try"))


def written(writer: Writer, selection: Selection) -> bytes:
    file = io.BytesIO()
    assert writer(file, selection) == selection.content.counts()
    return file.getvalue()


def test_the_pair_has_a_row_a_node_and_a_row_a_relationship() -> None:
    """Columns are those that occur; lists are joined; a text that begins a formula is defused."""
    nodes, relationships = io.BytesIO(), io.BytesIO()

    counts = write_pair(nodes, relationships, selection_of(plan()))

    assert counts == {"nodes": 12, "relationships": 20}
    rows = list(csv.DictReader(io.StringIO(nodes.getvalue().decode("utf-8-sig"))))
    [finance] = [row for row in rows if row["id"] == "320585:财政局"]
    assert (finance["label"], finance["shown"], finance["aliases"]) == ("Unit", "财政局", "市财政局、财政")
    edges = list(csv.DictReader(io.StringIO(relationships.getvalue().decode("utf-8-sig"))))
    [owns] = [row for row in edges if row["type"] == "OWNS" and row["start"] == "320585:财政局"]
    assert (owns["finish"], owns["quote"], owns["inherited"], owns["rank"]) == (f"{PLAN}:1.1", "财政局", "false", "1")


@pytest.mark.parametrize("writer", [write_graphml, write_gexf])
def test_hostile_names_stay_texts_in_xml(writer: Writer) -> None:
    """The file is well-formed; markup is a text; a control character that XML cannot hold is left out."""
    tree = etree.fromstring(written(writer, selection_of(hostile())))

    texts = {text for element in tree.iter() for text in (element.text, *element.attrib.values())}
    assert {MARKUP, SCRIPT, QUOTE, BENT.replace("\x01", "")} <= texts
    assert not tree.xpath("//*[local-name()='script' or local-name()='img']")


def test_gexf_has_the_lanes_the_colours_and_the_receipts() -> None:
    """Officials stand left of tasks, tasks left of units; y grows upwards; the colours are the palette's."""
    data = written(write_gexf, selection_of(plan()))

    network = networkx.read_gexf(io.BytesIO(data))
    place = {name: viz["position"] for name, viz in network.nodes(data="viz")}
    official, task, owner = "Official 320585:汪香元", f"Task {PLAN}:1.1", "Unit 320585:财政局"
    assert place[official]["x"] < place[task]["x"] < place[owner]["x"]
    assert all(each["y"] <= 0 for each in place.values())
    assert network.nodes[task]["viz"]["color"] == {"r": 0x56, "g": 0xB4, "b": 0xE9, "a": 1.0}
    [owns] = [edge for _, _, edge in network.edges(owner, data=True) if edge["relationship"] == "OWNS"]
    assert (owns["quote"], owns["locator"], owns["label"]) == ("财政局", "表1 行1 列4", "OWNS")
    assert len(network) == 12


def triples(data: bytes) -> set[Triple]:
    """Return what JSON-LD says, expanded by the context in the file; blank nodes are named by their place."""
    document = json.loads(data)
    assert set(document) == {"@context", "@graph"}
    found: set[Triple] = set()
    for number, thing in enumerate(document["@graph"]):
        found |= set(_triples(thing, document["@context"], f"_:{number}"))
    return found


def _triples(thing: dict[str, Any], context: dict[str, str], name: str) -> Iterator[Triple]:
    subject = thing.get("@id", name)
    for kind in _listed(thing.get("@type", [])):
        yield subject, "a", _expanded(kind, context)
    for word, value in thing.items():
        if not word.startswith("@"):
            for number, each in enumerate(_listed(value)):
                yield from _said(subject, _expanded(word, context), each, context, f"{name}.{word}.{number}")


def _said(subject: str, word: str, value: Any, context: dict[str, str], name: str) -> Iterator[Triple]:
    if not isinstance(value, dict):
        yield subject, word, str(value)
    elif "@value" in value:
        yield subject, word, f"{value['@value']}@{value['@language']}"
    else:
        yield subject, word, value.get("@id", name)
        yield from _triples(value, context, name)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _expanded(word: str, context: dict[str, str]) -> str:
    prefix, _, rest = word.partition(":")
    return context[prefix] + rest


def test_linked_data_says_who_answers_in_what_role_and_by_which_words() -> None:
    """财政局 owns the first task: an association with agent, role and a receipt quoted from the document."""
    said = triples(written(write_json_ld, selection_of(plan())))

    task, agent = (f"urn:zerentu:{name}" for name in ("task:320585:", "unit:320585:"))
    [task] = {subject for subject, word, _ in said if unquote(subject) == f"{task}太政发〔2021〕9号:1.1"}
    [agent] = {subject for subject, word, _ in said if unquote(subject) == f"{agent}财政局"}
    associations = {value for subject, word, value in said if (subject, word) == (task, f"{PROV}qualifiedAssociation")}
    [owned] = [each for each in associations if (each, f"{PROV}agent", agent) in said]
    assert (task, "a", f"{PROV}Activity") in said
    assert (agent, "a", f"{ORG}Organization") in said
    assert (owned, f"{PROV}hadRole", f"{Z}role:owns") in said
    assert (f"{Z}role:owns", "a", f"{PROV}Role") in said
    [receipt] = {value for subject, word, value in said if (subject, word) == (owned, f"{Z}receipt")}
    assert (receipt, f"{PROV}value", "财政局") in said
    assert (receipt, f"{Z}locator", "表1 行1 列4") in said
    [source] = {value for subject, word, value in said if (subject, word) == (receipt, f"{PROV}wasQuotedFrom")}
    assert (source, "http://purl.org/dc/terms/identifier", "太政发〔2021〕9号") in said


def test_linked_data_makes_no_member_of_whom_a_group_may_mean() -> None:
    """东镇 may be meant by 各镇: that is said in a word of our own and never by org:memberOf."""
    data = written(write_json_ld, selection_of(joined()))

    said = triples(data)
    [east] = {subject for subject, _, _ in said if unquote(subject) == f"urn:zerentu:unit:{unit('东镇')}"}
    [towns] = {subject for subject, _, _ in said if unquote(subject) == f"urn:zerentu:unitgroup:{TOWNS}"}
    assert (east, f"{Z}mayBeMeantBy", towns) in said
    assert b"memberOf" not in data
    assert (towns, "a", f"{ORG}Organization") not in said


def test_linked_data_maps_all_of_the_schema_and_fetches_no_context() -> None:
    """Every label and type has a word whose prefix the file itself explains; names are absolute."""
    mapped = {*LINKS, *ROLES, "MENTIONS"}

    assert set(TYPES) == {node.label for node in NODES}
    assert mapped == {each.type for each in RELATIONSHIPS}
    document = json.loads(written(write_json_ld, selection_of(hostile())))
    assert document["@context"] == CONTEXT
    assert all(re.fullmatch(r"urn:[\w:.%~-]+", thing["@id"], re.ASCII) for thing in document["@graph"])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("水务局", "'水务局'"),
        ("it's \\u0041", "'it\\'s \\\\u0041'"),
        ("a\nb\x01", "'a\\nb\\u0001'"),
        (("甲", "乙"), "['甲', '乙']"),
        (True, "true"),
        (6.5, "6.5"),
        (-3, "-3"),
    ],
)
def test_values_are_written_as_cypher_has_them(value: Any, text: str) -> None:
    """What would end or bend a text is escaped."""
    assert literal(value) == text


@pytest.mark.neo4j
def test_the_script_makes_the_same_graph_in_a_neo4j(neo4j_address: Address) -> None:
    """Statement by statement through the plain driver, twice: nodes, edges and properties are those exported."""
    selection = selection_of(plan(), joined(), hostile())
    script = written(write_cypher, selection).decode()

    with driver_of(neo4j_address) as driver:
        for statement in 2 * script.removesuffix(";\n").split(";\n"):
            driver.execute_query(statement)

    with open_store(*neo4j_address) as store:
        assert Content(tuple(store.nodes()), tuple(store.edges())) == selection.content


def driver_of(address: Address) -> neo4j.Driver:
    uri, options = address
    return neo4j.GraphDatabase.driver(uri, auth=(options.user, options.password))


def test_the_import_folder_names_all_its_files_in_the_command(tmp_path: Path) -> None:
    """Headers, rows and the schema; an empty text is quoted, what is not known is not."""
    write_import_folder(tmp_path, selection_of(hostile()))

    readme = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"[\w-]+\.csv", readme)) == {path.name for path in tmp_path.glob("*.csv")}
    header = (tmp_path / "Unit-header.csv").read_text(encoding="utf-8")
    assert header == "id:ID(Unit),name:string,kind:string,aliases:string[]\n"
    [task] = csv.reader((tmp_path / "Task.csv").read_text(encoding="utf-8").splitlines(keepends=True))
    assert task[1:3] == [MARKUP, BENT]
    # requirement is empty, year unknown.
    assert ',"",,' in (tmp_path / "Task.csv").read_text(encoding="utf-8")


@pytest.mark.neo4j
def test_neo4j_admin_takes_the_folder_in(tmp_path: Path) -> None:
    """The real tool, by the words of the README, imports as many nodes and relationships as there are."""
    jars, java = _admin()
    folder, home = tmp_path / "graph", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    selection = selection_of(plan(), joined(), hostile())
    write_import_folder(folder, selection)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    [command] = re.findall(r"    neo4j-admin ((?:.*\\\n)*.*)", readme)
    words = command.replace("\\\n", " ").split()

    done = subprocess.run(
        [java, "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", *words],
        cwd=folder,
        env=os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    counts = selection.content.counts()
    assert f"{counts['nodes']} nodes" in done.stdout
    assert f"{counts['relationships']} relationships" in done.stdout


def _admin() -> tuple[Path, str]:
    """Return where the server's jars are, and a Java, as ``scripts/neo4j`` set them up; skip where it used others."""
    root = Path(__file__).parents[2]
    jars = root / ".neo4j" / "lib"
    java = next((str(path) for path in sorted(Path("/usr/lib/jvm").glob("*/bin/java"))), "java")
    if not jars.is_dir():
        lack("the jars of Neo4j are not there: scripts/neo4j up fetches them")
    return jars, java
