"""Documents of many kinds → records, by path, as a stream of bytes and with the command: all as expected by hand."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api.loading import extraction_json
from graph.errors import LayoutError
from loaders import Extraction, extract_bytes, extract_file
from loaders.confined import extract_bytes_confined, extract_confined
from tests.api.command_line import zerentu
from tests.loaders.vectors import (
    FOLDER,
    build_pdfs,
    build_records,
    build_sheets,
    build_tables,
    build_word,
    expected,
    stored,
)

ROLES = ("leaders", "owners", "supports")
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    **stored(),
    **build_tables.BUILT,
    **build_word.BUILT,
    **build_sheets.BUILT,
    **build_pdfs.BUILT,
    **build_records.BUILT,
}
NAMED = [name for name in DOCUMENTS if expected(name)]
"""Those that say who answers for a task."""
each_document = pytest.mark.parametrize("name", NAMED)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every document as a file of its own."""
    folder = tmp_path_factory.mktemp("vectors")
    for name, data in DOCUMENTS.items():
        (folder / name).write_bytes(data())
    return {name: folder / name for name in DOCUMENTS}


@pytest.fixture(scope="module")
def by_path(files: dict[str, Path]) -> Callable[[str], Extraction]:
    """What is read of a document by its path; each is read once."""
    return cache(lambda name: _extracted(files[name]))


@pytest.fixture(scope="module")
def printed(files: dict[str, Path]) -> dict[str, list[dict[str, Any]]]:
    """What the command prints for all of them at once, by the document in the records' ids."""
    ended = zerentu("extract", "--format", "jsonl", *map(str, files.values()))
    records: dict[str, list[dict[str, Any]]] = {}
    for line in ended.out.splitlines():
        record = json.loads(line)
        records.setdefault(record["id"].rpartition(":")[0], []).append(record)
    return records


@each_document
def test_a_document_is_read_as_expected(name: str, by_path: Callable[[str], Extraction]) -> None:
    """By its path: tasks, names in order and deadlines are what the document says, and each name is an edge."""
    extraction = by_path(name)

    assert_as_expected(name, [record.to_json("") for record in extraction.records])
    assert_edges(name, extraction)


@each_document
def test_a_stream_of_bytes_gives_the_same(
    name: str, files: dict[str, Path], by_path: Callable[[str], Extraction]
) -> None:
    """Whatever is read by path is read from its bytes and name alone, with the same receipts."""
    stream = _extracted(files[name], files[name].read_bytes())

    assert stream.records == by_path(name).records


@each_document
def test_saved_and_read_again_it_gives_the_same_graph(name: str, by_path: Callable[[str], Extraction]) -> None:
    """What ``extract --json`` prints of it holds every node and edge, every receipt, and the rows they stand in."""
    before = by_path(name)
    saved = {"documents": [extraction_json(name, before)]}
    after = extract_bytes(json.dumps(saved).encode(), "saved.json")

    assert after.records == before.records
    assert after.batch().digest() == before.batch().digest()


@each_document
def test_its_place_is_invented(name: str, by_path: Callable[[str], Extraction]) -> None:
    """No place of GB/T 2260 is made out of an invented one, nor named in a document by mistake."""
    assert by_path(name).facts.jurisdiction.code.startswith("x-")


@pytest.mark.slow
@each_document
def test_the_command_prints_it_as_expected(
    name: str, by_path: Callable[[str], Extraction], printed: dict[str, list[dict[str, Any]]]
) -> None:
    """A line a task, whatever else was read in the same call."""
    assert_as_expected(name, printed.get(by_path(name).facts.document, []))


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in NAMED])
def test_a_document_that_names_nobody_yields_no_duty(name: str, files: dict[str, Path]) -> None:
    """A work report is kept with its sections, a plain notice is refused: neither makes an edge of responsibility."""
    try:
        edges = {edge.type for edge in extract_file(files[name]).batch().edges}
    except LayoutError:
        edges = set()
    printed = zerentu("extract", "--format", "jsonl", files[name])

    assert not edges & {"LEADS", "OWNS", "SUPPORTS"}
    assert printed.out == ""


def test_every_expectation_has_its_document() -> None:
    """None is left over from a document that was renamed."""
    stems = {name.partition(".")[0] for name in DOCUMENTS}

    assert {path.name.partition(".")[0] for path in FOLDER.glob("*.expected.jsonl")} == stems


def _extracted(path: Path, data: bytes | None = None) -> Extraction:
    """Read a file by its path, or from its bytes; an old workbook in a child process, as only there it may be."""
    if path.suffix == ".xls":
        return extract_confined(path) if data is None else extract_bytes_confined(data, path.name)
    return extract_file(path) if data is None else extract_bytes(data, path.name)


def assert_as_expected(name: str, records: Sequence[Mapping[str, Any]]) -> None:
    """Say of each task what is missing and what is wrong."""
    tasks = expected(name)
    wrong = [
        f"task {number}: {line}"
        for number, (task, record) in enumerate(zip(tasks, records, strict=False), start=1)
        for line in _differences(task, record)
    ]
    wrong += [
        f"task {number}: missing: {task['content']}" for number, task in list(enumerate(tasks, 1))[len(records) :]
    ]
    wrong += [f"task {number}: too much: {_shown(each)}" for number, each in list(enumerate(records, 1))[len(tasks) :]]
    assert not wrong, "\n".join([f"{name}: not read as expected", *wrong])


def assert_edges(name: str, extraction: Extraction) -> None:
    """Compare the numbers of edges with the names expected: each name of a role is one edge."""
    edges = [edge.type for edge in extraction.batch().edges]
    names = {role: sum(len(task[role]) for task in expected(name)) for role in ROLES}

    assert [edges.count(kind) for kind in ("LEADS", "OWNS", "SUPPORTS")] == [names[role] for role in ROLES], name


def _differences(task: Mapping[str, Any], record: Mapping[str, Any]) -> list[str]:
    found = []
    if not record["content"].replace("\n", "").startswith(task["content"]):
        found.append(f"content should begin {task['content']!r}, is {record['content'][:60]!r}")
    others = [field for field in (*ROLES, "deadline", "headings", "title") if field in task]
    return found + [
        f"{field} should be {task[field]}, are {record[field]} ({task['content'][:15]})"
        for field in others
        if record[field] != task[field]
    ]


def _shown(record: Mapping[str, Any]) -> str:
    return f"{record['content'][:40]!r} {[record[role] for role in ROLES]}"
