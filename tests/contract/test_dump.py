"""A graph in a file and out of it, on real engines: equal at the end, or refused before anything is written."""

import gzip
import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import ladybug
import pytest

from api.versions import read_version
from graph.errors import DumpError, InputError, StoreBusyError, StoreError
from graph.model import Batch, Edge, Node
from graph.store import LoadResult, Store, open_store
from graph.store.dump import Dump, checked_dump, write_dump
from graph.store.lines import graph_digest
from graph.store.parting import parted
from graph.store.restoring import Restored, restore_all
from loaders import Options, extract_file
from tests.contract.batches import NOTICE, PLACE, PLAN, corrected_plan, notice, plan, report

DATA = Path(__file__).parents[2] / "data"
Lines = list[dict[str, Any]]


def dumped(store: Store, path: Path) -> Path:
    with parted(store) as graph, path.open("wb") as file:
        write_dump(file, graph)
    return path


def restored(path: Path, store: Store, replace: bool = False) -> Restored:
    return restore_all(checked_dump(path), store, replace, lambda done: None)


def listed(store: Store) -> list[Node | Edge]:
    return [*store.nodes(), *store.edges()]


def file_store(path: Path) -> Store:
    return open_store(f"ladybug:{path}")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    """Three small documents of one place, in a file."""
    with file_store(tmp_path / "source.lbug") as store:
        for batch in (plan(), notice(), report()):
            store.load(batch)
        yield store


@pytest.fixture
def dump(source: Store, tmp_path: Path) -> Path:
    """A dump of them."""
    return dumped(source, tmp_path / "dump.gz")


def test_the_sample_goes_from_engine_to_engine_and_back(store: Store, tmp_path: Path) -> None:
    """From a file into each engine by a dump, from there into another file directly; nothing of it changes."""
    with file_store(tmp_path / "first.lbug") as first, file_store(tmp_path / "last.lbug") as last:
        first.load(extract_file(DATA / "taicang-2021-breakdown.txt").batch())
        first.load(extract_file(DATA / "taicang-2022-report.txt", Options(jurisdiction="太仓市")).batch())
        path = dumped(first, tmp_path / "first.gz")

        outcome = restored(path, store)
        with parted(store) as graph:
            restore_all(graph, last, False, lambda done: None)

        assert outcome == Restored(written=2, unchanged=0, removed=0)
        assert sum(store.counts()[0].values()) == 484
        assert listed(first) == listed(store) == listed(last)
        assert read_version(first) == read_version(store) == read_version(last)
        again = [dumped(each, tmp_path / "again.gz").read_bytes() for each in (store, last)]
        assert again == [path.read_bytes()] * 2


def test_a_restored_document_is_the_one_that_was_loaded(store: Store, dump: Path) -> None:
    """To load it again changes nothing, to load a correction replaces it, to unload it takes everything out."""
    restored(dump, store)

    assert store.load(plan()).outcome == "unchanged"
    assert store.load(corrected_plan()).outcome == "replaced"
    for document in (PLAN, NOTICE, report().document):
        store.unload(document)
    assert listed(store) == []


def test_a_dump_can_be_read_without_zerentu(dump: Path) -> None:
    """A line a node or relationship, below a line for their document; the last line has the digest of the others."""
    text = gzip.decompress(dump.read_bytes())
    *lines, end = text.splitlines(keepends=True)
    header, head, node = (json.loads(line) for line in (lines[0], lines[1], lines[2]))

    assert (header["zerentu_dump"], header["documents"]) == (1, 3)
    assert header["nodes"]["Task"] == 3
    assert (head["document"], head["nodes"]) == (PLAN, 12)
    assert node == {"node": "Jurisdiction", "id": PLACE, "properties": {"name": "太仓市", "level": "county"}}
    assert json.loads(end) == {"end": hashlib.sha256(b"".join(lines)).hexdigest()}


def test_a_store_with_other_documents_is_refused(store: Store, dump: Path) -> None:
    """Also with another load of one of the same documents; the store stays as it is."""
    store.load(replace(plan()))
    before = listed(store)

    with pytest.raises(InputError, match="--replace"):
        restored(dump, store)

    assert listed(store) == before


def test_replace_takes_out_what_was_there(store: Store, source: Store, dump: Path) -> None:
    """Also what a shared node had from others only: 财政局 has belonged to another place as well."""
    other = notice(document=f"{PLACE}:别的")
    elsewhere = Node("Jurisdiction", "320581", {"name": "常熟市", "level": "county"})
    edge = Edge("WITHIN", "Unit", f"{PLACE}:财政局", "Jurisdiction", "320581")
    store.load(replace(other, nodes=(*other.nodes, elsewhere), edges=(*other.edges, edge)))

    outcome = restored(dump, store, replace=True)

    assert outcome == Restored(written=3, unchanged=0, removed=1)
    assert listed(store) == listed(source)


class Failing:
    """A store that is lost after some documents."""

    def __init__(self, store: Store, after: int) -> None:
        self._store, self._left = store, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def restore(self, batch: Batch) -> LoadResult:
        """Write so many, then fail."""
        if self._left == 0:
            raise StoreError("lost")
        self._left -= 1
        return self._store.restore(batch)


def test_what_was_interrupted_goes_on(store: Store, source: Store, dump: Path) -> None:
    """The documents that are there are whole, and the same again completes them without --replace."""
    done: list[int] = []
    lost: Any = Failing(store, 2)
    with pytest.raises(StoreError, match="lost"):
        restore_all(checked_dump(dump), lost, False, done.append)
    partly = store.counts()[0]["Document"]

    outcome = restored(dump, store)

    assert (partly, done) == (2, [1, 2])
    assert outcome == Restored(written=1, unchanged=2, removed=0)
    assert listed(store) == listed(source)


def test_a_graph_that_ends_up_otherwise_is_told(dump: Path, store: Store) -> None:
    """Here something else wrote to the store meanwhile."""

    def interfere(done: int) -> None:
        if done == 1:
            store.load(notice(document=f"{PLACE}:别的"))

    with pytest.raises(StoreError, match="other than what was restored"):
        restore_all(checked_dump(dump), store, False, interfere)


class Written:
    """A store that is written to while it is read, a number of times."""

    def __init__(self, store: Store, times: int) -> None:
        self._store, self._times = store, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def nodes(self) -> Iterator[Node]:
        """List the nodes; a document comes in before the edges are listed."""
        yield from self._store.nodes()
        if self._times:
            self._times -= 1
            self._store.load(notice(document=f"{PLACE}:别的{self._times}"))


def test_a_load_while_the_graph_is_read_is_noticed(source: Store, tmp_path: Path) -> None:
    """It is read again, until it is of one moment; what always changes is refused."""
    once: Any = Written(source, 1)
    always: Any = Written(source, 100)

    path = dumped(once, tmp_path / "once.gz")
    with pytest.raises(StoreBusyError, match="written to"):
        dumped(always, tmp_path / "always.gz")

    assert len(checked_dump(path).summary.loads) == 4


def test_what_belongs_to_no_document_is_counted_and_left_out(tmp_path: Path) -> None:
    """Another program made a task, a unit that owns it, and one that nothing uses; the rest is dumped and restored."""
    path = tmp_path / "foreign.lbug"
    with file_store(path) as store:
        store.load(plan())
        clean = listed(store)
    with ladybug.Database(str(path)) as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE (:Task {id: 'x'})<-[:OWNS {rank: 1}]-(:Unit {id: 'y'}), (:Unit {id: 'z'})")

    with file_store(path) as store, parted(store) as graph, file_store(tmp_path / "copy.lbug") as copy:
        assert graph.left_out == (3, 1)
        restore_all(graph, copy, False, lambda done: None)
        assert listed(copy) == clean


def test_a_document_whose_key_begins_with_another_ones_keeps_its_own(tmp_path: Path) -> None:
    """Groups belong to a document by their key alone: that of the longer one is not that of the shorter one."""
    longer = f"{NOTICE}:1"

    def with_group(document: str) -> Batch:
        batch = notice(document=document)
        group = Node("UnitGroup", f"{document}:各镇", {"name": "各镇", "open": True})
        edge = Edge("SUPPORTS", "UnitGroup", group.id, "Task", f"{document}:1.1", {"rank": 1})
        return replace(batch, nodes=(*batch.nodes, group), edges=(*batch.edges, edge))

    with file_store(tmp_path / "one.lbug") as store, file_store(tmp_path / "other.lbug") as other:
        store.load(with_group(NOTICE))
        store.load(with_group(longer))
        with parted(store) as graph:
            restore_all(graph, other, False, lambda done: None)

        other.unload(longer)

        assert [node.id for node in other.nodes() if node.label == "UnitGroup"] == [f"{NOTICE}:各镇"]
        assert {node.id for node in other.nodes() if node.label == "Task"} == {f"{NOTICE}:1.1"}


def test_a_full_disk_is_told(source: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scratch file may be as large as the graph; one line says where it is."""

    def full(*arguments: Any, **more: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("graph.store.parting._read", full)

    with pytest.raises(StoreError, match=r"disk is full.*TMPDIR"), parted(source):
        pass


def test_every_truncated_dump_is_refused(dump: Path) -> None:
    """Wherever it ends."""
    whole = dump.read_bytes()
    for length in [*range(64), *range(64, len(whole), 7), len(whole) - 1]:
        dump.write_bytes(whole[:length])

        with pytest.raises(DumpError, match=r"dump\.gz"):
            checked_dump(dump)


def test_a_dump_with_any_byte_changed_is_refused_or_the_same(dump: Path) -> None:
    """The few bytes that may change are those of gzip itself that say nothing of the content (time, system)."""
    whole, summary = dump.read_bytes(), checked_dump(dump).summary
    text = gzip.decompress(whole)
    refused = 0
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << place % 8
        dump.write_bytes(damaged)
        try:
            found = checked_dump(dump)
        except DumpError:
            refused += 1
        else:
            assert gzip.decompress(damaged) == text
            assert found.summary == summary

    assert refused >= len(whole) - 10


def test_a_dump_whose_text_was_changed_is_refused(dump: Path) -> None:
    """Packed again, so that gzip finds nothing wrong with it."""
    text = gzip.decompress(dump.read_bytes())
    for place in range(0, len(text), 13):
        changed = bytearray(text)
        changed[place] ^= 1 << place % 7
        dump.write_bytes(gzip.compress(changed, 1))

        with pytest.raises(DumpError, match=r"dump\.gz"):
            checked_dump(dump)


def rewrite(path: Path, change: Callable[[Lines], None]) -> None:
    """Change the lines of a dump, and give it the digest that fits."""
    *lines, _ = map(json.loads, gzip.decompress(path.read_bytes()).splitlines())
    change(lines)
    texts = [json.dumps(lines[0], ensure_ascii=False)]
    texts += [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines[1:]]
    body = "".join(f"{text}\n" for text in texts).encode()
    end = json.dumps({"end": hashlib.sha256(body).hexdigest()})
    path.write_bytes(gzip.compress(body + f"{end}\n".encode()))


def first(lines: Lines, **wanted: str) -> dict[str, Any]:
    return next(line for line in lines if wanted.items() <= line.items())


FORGERIES: dict[str, tuple[Callable[[Lines], object], str]] = {
    "a later format": (lambda lines: lines[0].update(zerentu_dump=2), "format 2, and this zerentu reads 1"),
    "a label of a later release": (lambda lines: lines[0]["schema"]["nodes"].update(Meeting={}), "with Meeting,"),
    "a property of a later release": (
        lambda lines: lines[0]["schema"]["nodes"]["Unit"].update(colour="string"),
        "with Unit.colour,",
    ),
    "a schema that is none": (lambda lines: lines[0].update(schema=[1]), "header was altered"),
    "other counts in the header": (lambda lines: lines[0]["nodes"].update(Task=4), "other counts"),
    "another order": (lambda lines: first(lines, document=NOTICE).update(document="320585:一"), "come before|another"),
    "a node more than is said": (lambda lines: first(lines, document=PLAN).update(nodes=11), "is no object of"),
    "a count that is none": (lambda lines: first(lines, document=PLAN).update(nodes="x"), "heads no document"),
    "an unknown label": (lambda lines: first(lines, node="Task").update(node="Chore"), "no label Chore"),
    "an unknown type": (lambda lines: first(lines, relationship="OWNS").update(relationship="HATES"), "HATES"),
    "an edge without an end": (
        lambda lines: first(lines, relationship="OWNS")["start"].update(id="320585:没有"),
        "does not hold",
    ),
    "a value of another type": (lambda lines: first(lines, node="Task")["properties"].update(year="x"), "of type"),
    "a document of no load": (lambda lines: first(lines, node="Document")["properties"].pop("load_id"), "no load"),
    "a unit that is two": (
        lambda lines: [line for line in lines if line.get("id") == f"{PLACE}:财政局"][1]["properties"].update(kind="x"),
        "another one than",
    ),
    "a line that is none": (lambda lines: lines.insert(2, {"nobody": 1}), "no object of"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_dump_that_was_made_wrongly_is_refused(dump: Path, name: str) -> None:
    """Its digest is right; what it says is not."""
    change, words = FORGERIES[name]
    rewrite(dump, change)

    with pytest.raises(DumpError, match=words):
        checked_dump(dump)


def test_what_is_no_dump_is_told(tmp_path: Path) -> None:
    """A folder, no file at all, another file, another packed file, a dump with something behind its end."""
    text, packed = tmp_path / "text", tmp_path / "packed.gz"
    text.write_text("not packed", encoding="utf-8")
    packed.write_bytes(gzip.compress(b'{"node": 1}\n'))

    for path in (tmp_path, tmp_path / "none", text, packed):
        with pytest.raises(DumpError, match=str(path)):
            checked_dump(path)


def test_what_stands_behind_the_end_is_refused(dump: Path) -> None:
    """A packed file behind another is one to gzip."""
    dump.write_bytes(dump.read_bytes() + gzip.compress(b"more\n"))

    with pytest.raises(DumpError, match="behind its end"):
        checked_dump(dump)


def test_nothing_is_left_of_the_scratch_file(source: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither after a dump nor after a failure."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    with pytest.raises(ValueError, match="on purpose"), parted(source):
        assert list(scratch.iterdir())
        raise ValueError("on purpose")

    assert list(scratch.iterdir()) == []


def test_the_digest_of_a_graph_is_that_of_its_dump(source: Store, dump: Path) -> None:
    """So any copy can be compared with its dump, on any engine."""
    found: Dump = checked_dump(dump)

    assert graph_digest(source) == found.summary.digest
