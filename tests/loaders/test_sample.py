"""The sample against its hand-checked rows: both forms, every row, every name, and the batch that comes of it.

``data/rows.jsonl`` was read off the document by hand (see data/README.md); nothing in it was computed by the loader.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from graph.model import Batch
from graph.schema import NODES, RELATIONSHIPS
from loaders import Extraction, Finding, Options, extract_file

DATA = Path(__file__).parents[2] / "data"
ROWS = [json.loads(line) for line in (DATA / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
DOCUMENT = "320585:太政发〔2021〕9号"


@pytest.fixture(scope="module", params=[".txt", ".docx"])
def extraction(request: pytest.FixtureRequest) -> Extraction:
    """The sample as flattened text and as a Word document."""
    return extract_file(DATA / f"taicang-2021-breakdown{request.param}")


@pytest.fixture(scope="module")
def text() -> Extraction:
    """The sample as flattened text."""
    return extract_file(DATA / "taicang-2021-breakdown.txt")


@pytest.fixture(scope="module")
def batch(text: Extraction) -> Batch:
    """The nodes and edges of the sample."""
    return text.batch()


def places(findings: tuple[Finding, ...], rule: str) -> list[str]:
    """Return the places of the findings of one rule."""
    return [finding.place for finding in findings if finding.rule == rule]


def test_every_row_is_read_as_a_person_reads_it(extraction: Extraction) -> None:
    """157 rows: headings, texts, names in order, and what is inherited."""
    read = [record.to_json(extraction.facts.document) for record in extraction.records]

    assert [
        {
            key: row[key]
            for key in (
                "id",
                "headings",
                "title",
                "content",
                "requirement",
                "leaders",
                "owners",
                "supports",
                "inherited",
            )
        }
        for row in read
    ] == [
        {
            "id": f"{DOCUMENT}:{row['annex']}.{row['row']}",
            "headings": [row["category"], row["project"]] if row["annex"] == 1 else [row["category"]],
            "title": "" if row["annex"] == 1 else row["project"],
            "content": row["content"],
            "requirement": row.get("task_2021", ""),
            "leaders": row["leaders"],
            "owners": row["owners"],
            "supports": row["supports"],
            "inherited": row["inherited"],
        }
        for row in ROWS
    ]


def test_the_document_s_facts_are_read_off_the_notice(extraction: Extraction) -> None:
    """Number, title, date, year, kind and place stand in the notice; who leads among several owners does not."""
    facts = extraction.facts

    assert facts.document == DOCUMENT
    assert facts.title == "关于分解落实2021年政府各项主要工作任务和民生实事项目的通知"
    assert (facts.kind, facts.year, facts.issued_on) == ("breakdown", 2021, "2021-02-07")
    assert (facts.jurisdiction.name, facts.jurisdiction.level) == ("太仓市", "county")
    assert facts.owner_order == "unknown"
    assert facts.addressees.startswith("各镇人民政府，太仓港经济技术开发区、")


def test_the_report_counts_what_a_reader_counts(extraction: Extraction) -> None:
    """303 leads, 38 of them inherited; 317 owners, 24; 314 supports, 264."""
    report = extraction.report

    assert report.annexes == {1: 131, 2: 26}
    assert report.edges == {"LEADS": 303, "OWNS": 317, "SUPPORTS": 314}
    assert report.inherited == {"LEADS": 38, "OWNS": 24, "SUPPORTS": 264}


def test_the_stray_characters_are_listed_with_their_lines(text: Extraction) -> None:
    """Thirteen category cells carry one; most of their names are printed clean nowhere."""
    assert places(text.report.findings, "stray-character") == [
        f"table 1, row {row}, column 1, line {line}"
        for row, line in [
            (13, 128), (34, 346), (48, 481), (53, 536), (61, 622), (72, 725), (79, 780),
            (87, 857), (93, 915), (103, 990), (116, 1096), (120, 1134), (125, 1172),
        ]
    ]  # fmt: skip


def test_the_shared_lines_and_the_missing_cell_are_listed(text: Extraction) -> None:
    """Twelve cells hold two groups on one line, one holds two names; the last row has seven of eight cells."""
    shared = [finding for finding in text.report.findings if finding.rule == "shared-line"]

    assert len(shared) == 13
    assert "table 1, row 116, column 4, lines 1099-1106: leaders: one line holds 郑丙华 and 周强 [shared-line]" in map(
        str, shared
    )
    assert places(text.report.findings, "missing-cell") == ["table 2, row 26, lines 1481-1487"]


def test_the_graph_holds_what_the_document_names(batch: Batch) -> None:
    """53 headings, 130 numbers promised, nine officials, 56 owning units and three that the notice goes to, groups."""
    assert Counter(node.label for node in batch.nodes) == {
        "Jurisdiction": 1,
        "Document": 1,
        "Category": 53,
        "Task": 157,
        "Target": 130,
        "Official": 9,
        "Unit": 59,
        "UnitGroup": 3,
    }
    assert {node.properties["name"] for node in batch.nodes if node.label == "UnitGroup"} == {
        "各镇（区）",
        "各有关镇（区）",
        "有关部门",
    }
    assert len({edge.start for edge in batch.edges if edge.type == "OWNS"}) == 56


@pytest.mark.parametrize(
    ("name", "tasks"), [("发改委", 28), ("工信局", 19), ("商务局", 15), ("住建局", 14), ("交运局", 14), ("监委", 1)]
)
def test_a_unit_owns_as_many_tasks_as_are_printed(batch: Batch, name: str, tasks: int) -> None:
    """市监委 is 监委, the own place's prefix being dropped."""
    assert sum(edge.type == "OWNS" and edge.start == f"320585:{name}" for edge in batch.edges) == tasks


def test_no_support_comes_from_a_unit(batch: Batch) -> None:
    """In this document only groups support."""
    assert {edge.start_label for edge in batch.edges if edge.type == "SUPPORTS"} == {"UnitGroup"}


def test_the_receipt_of_an_inherited_edge_quotes_the_cell_above(batch: Batch) -> None:
    """Row 1.2 prints no 相关单位: the words stand in row 1, lines 31 and 32."""
    edge = next(edge for edge in batch.edges if edge.type == "SUPPORTS" and edge.finish == f"{DOCUMENT}:1.2")

    assert edge.start == f"{DOCUMENT}:各镇（区）"
    assert edge.properties == {
        "rank": 1,
        "inherited": True,
        "locator": "table 1, row 1, column 6, lines 31-32",
        "quote": "各镇（区）\n有关部门",
    }


def test_only_addressed_or_named_units_are_members_of_a_group(batch: Batch) -> None:
    """Towns and zones of the 主送 line and those with a role; 有关部门 names no kind and has no member."""
    members = {
        (edge.start.partition(":")[2], edge.properties["basis"])
        for edge in batch.edges
        if edge.type == "MEMBER_OF" and edge.finish.endswith(":各镇（区）")
    }

    assert members == {
        ("太仓港经济技术开发区", "addressee"),
        ("高新区", "addressee"),
        ("旅游度假区", "addressee"),
        ("科教新城", "addressee"),
        ("港区", "kind"),
        ("城厢镇", "kind"),
        ("浏河镇", "kind"),
        ("双凤镇", "kind"),
        ("浮桥镇", "kind"),
    }
    assert not any(edge.type == "MEMBER_OF" and edge.finish.endswith(":有关部门") for edge in batch.edges)


def test_a_task_mentions_units_that_have_no_role_in_it(batch: Batch) -> None:
    """2.14 builds a road in 双凤镇 and 浏河镇; 2.7 a clinic in 科教新城. 实验小学高新区校区 is no mention of 高新区."""
    mentions = {
        (edge.start.rpartition(":")[2], edge.finish.partition(":")[2])
        for edge in batch.edges
        if edge.type == "MENTIONS"
    }

    assert mentions == {("2.7", "科教新城"), ("2.14", "双凤镇"), ("2.14", "浏河镇")}


def test_nothing_occurs_twice_and_every_edge_ends_in_a_node(batch: Batch) -> None:
    """A store may rely on it."""
    keys = [(node.label, node.id) for node in batch.nodes]
    edges = [(edge.type, edge.start, edge.finish) for edge in batch.edges]

    assert len(keys) == len(set(keys))
    assert len(edges) == len(set(edges))
    assert {
        end for edge in batch.edges for end in ((edge.start_label, edge.start), (edge.finish_label, edge.finish))
    } <= set(keys)


def test_a_task_is_named_by_its_title_or_its_first_clause(batch: Batch) -> None:
    """Annex 2 gives titles, annex 1 does not."""
    names = {node.id: node.properties["name"] for node in batch.nodes if node.label == "Task"}

    assert names[f"{DOCUMENT}:2.12"] == "医保e路通项目"
    assert names[f"{DOCUMENT}:1.11"] == "工业投资完成200亿元"


def test_values_are_those_that_the_schema_counts(batch: Batch) -> None:
    """A value that the schema does not count would have no words in Chinese; of each kind the sample holds some."""
    report = extract_file(DATA / "taicang-2022-report.txt", Options(jurisdiction="太仓市")).batch()
    declared = {
        (holder, each.name): each.values
        for holder, properties in [
            *((node.label, node.properties) for node in NODES),
            *((edge.type, edge.properties) for edge in RELATIONSHIPS),
        ]
        for each in properties
        if each.values
    }
    held = {
        (holder, name, str(properties[name]))
        for holder, properties in [
            *((node.label, node.properties) for node in (*batch.nodes, *report.nodes)),
            *((edge.type, edge.properties) for edge in (*batch.edges, *report.edges)),
        ]
        for name in properties
        if (holder, name) in declared
    }

    assert {("Unit", "kind", "town"), ("Section", "kind", "part"), ("MEMBER_OF", "basis", "addressee")} <= held
    assert [each for each in sorted(held) if each[2] not in declared[each[:2]]] == []
