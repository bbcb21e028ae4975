"""A graph in one file that every engine can take in again: gzip over lines of JSON.

    {"zerentu_dump": 1, "program": …, "schema": …, "documents": …, "nodes": …, "relationships": …, "digest": …}
    {"document": "", "nodes": 2, "relationships": 0}             what people wrote, where they did
    {"document": "320585:…", "nodes": 413, "relationships": 1557}
    {"node": "Jurisdiction", "id": "320585", "properties": {…}}             nodes of this document, shared ones as well
    {"relationship": "LEADS", "start": {…}, "finish": {…}, "properties": {…}}
    …                                                                          the next document
    {"end": "<SHA-256 of all lines before>"}

The same graph gives the same bytes. ``checked_dump`` reads all of a file before anything of it is used.
"""

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import graph
from graph.errors import DumpError, StoreError
from graph.judgements import LABEL, Judgement
from graph.model import Batch
from graph.schema import NODES, RELATIONSHIPS, node_type
from graph.store.lines import edge_line, node_line, read_object
from graph.store.parting import Part, PartedGraph, Summary
from graph.store.plan import Plan, missing_ends, plan_restored

FORMAT = 1

_LONGEST_LINE = 64 * 2**20
_KEY = "zerentu_dump"
_NAMES = (_KEY, "program", "schema", "documents", "nodes", "relationships", "digest")


def write_dump(file: BinaryIO, parted: PartedGraph) -> None:
    """Write a graph to a file that is open for writing."""
    summary = parted.summary
    counts = {"documents": len(summary.loads), "nodes": summary.nodes, "relationships": summary.relationships}
    header = {_KEY: FORMAT, "program": graph.__version__, "schema": _schema(), **counts, "digest": summary.digest}
    digest = hashlib.sha256()
    # Without time and name, which would make two dumps of the same graph differ.
    with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed:
        _write(packed, digest, json.dumps(header, ensure_ascii=False))
        for part in parted.parts():
            head = {"document": part.document, "nodes": len(part.nodes), "relationships": len(part.edges)}
            for line in (json.dumps(head, ensure_ascii=False), *part.nodes, *part.edges):
                _write(packed, digest, line)
        packed.write(json.dumps({"end": digest.hexdigest()}).encode() + b"\n")


def checked_dump(path: Path) -> "Dump":
    """Return a dump that was read to its end and found whole, of this format, and such that it can be restored.

    Raises:
        DumpError: it cannot be read, is cut off or altered, or is of another format or schema.
    """
    found = _Found()
    header: dict[str, Any] = {}
    for part in _read(path, header):
        with _translated(path, part.document):
            found.add(part, header)
    if found.counts() != (header["documents"], header["nodes"], header["relationships"]):
        raise DumpError(f"{path}: it holds other counts than its header says: it was altered, take another copy")
    standing = frozenset(found.standing)
    return Dump(path, Summary(found.loads, standing, header["nodes"], header["relationships"], header["digest"]))


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that was found whole."""

    path: Path
    summary: Summary

    def parts(self) -> Iterator[Part]:
        """Yield what people wrote, if they did, then the parts in order of their documents' keys."""
        return _read(self.path, {})


@dataclass(slots=True)
class _Found:
    """What the parts hold so far."""

    loads: dict[str, str] = field(default_factory=dict)
    nodes: Counter[str] = field(default_factory=Counter)
    relationships: Counter[str] = field(default_factory=Counter)
    shared: dict[tuple[str, str], str] = field(default_factory=dict)
    belonging: set[str] = field(default_factory=set)
    standing: tuple[str, ...] = ()
    last: str | None = None

    def add(self, part: Part, header: Mapping[str, Any]) -> None:
        """Take a part in.

        Raises:
            ValueError: a line of it is no node or edge, or it contradicts another part.
            StoreError: it could not be restored.
        """
        if self.last is not None and part.document <= self.last:
            raise ValueError("it stands behind a document that it should come before")
        self.last = part.document
        if not part.document:
            self._add_standing(part)
            return
        batch = part.batch()
        plan = _plan(batch)
        self.loads[part.document] = plan.load_id
        for node, line in zip(batch.nodes, part.nodes, strict=True):
            if node_line(node) != line:
                raise ValueError(f"{line:.80} is not as it is written")
            if not node_type(node.label).shared:
                self.nodes[node.label] += 1
            elif self.shared.setdefault((node.label, node.id), line) != line:
                raise ValueError(f"{node.label} {node.id} is another one than in a document before")
        for edge, line in zip(batch.edges, part.edges, strict=True):
            if edge_line(edge) != line:
                raise ValueError(f"{line:.80} is not as it is written")
            is_shared = node_type(edge.start_label).shared and node_type(edge.finish_label).shared
            self.relationships[edge.type] += not (is_shared and line in self.belonging)
            if is_shared:
                self.belonging.add(line)

    def _add_standing(self, part: Part) -> None:
        """Take in what people wrote."""
        for node, line in zip(part.read_nodes(), part.nodes, strict=True):
            if node.label != LABEL or node_line(Judgement.of(node).node()) != line:
                raise ValueError(f"{line:.80} is no judgement")
            self.nodes[node.label] += 1
        if part.edges or len({*part.nodes}) < len(part.nodes):
            raise ValueError("its first part holds what no judgement is")
        self.standing = part.nodes

    def counts(self) -> tuple[int, dict[str, int], dict[str, int]]:
        """Return how many documents there are, nodes by label and relationships by type."""
        nodes = self.nodes + Counter(label for label, _ in self.shared)
        return (
            len(self.loads),
            {each.label: nodes[each.label] for each in NODES},
            {each.type: self.relationships[each.type] for each in RELATIONSHIPS},
        )


def _plan(batch: Batch) -> Plan:
    """Return how a part is going to be written: all of it."""
    plan = plan_restored(batch)
    for problem in missing_ends(batch.edges, plan):
        raise ValueError(problem)
    written = sum(map(len, plan.nodes.values())), sum(map(len, plan.edges.values()))
    if written != (len(batch.nodes), len(batch.edges)):
        raise ValueError("it holds nodes that nothing in it uses")
    return plan


def _read(path: Path, header: dict[str, Any]) -> Iterator[Part]:
    """Yield the parts of a file and fill ``header``; at the end make sure that it was the end."""
    with _opened(path) as lines:
        header.update(_header(path, lines.next_line()))
        while "document" in (head := _head(path, lines)):
            nodes = tuple(lines.next_line() for _ in range(head["nodes"]))
            yield Part(head["document"], nodes, tuple(lines.next_line() for _ in range(head["relationships"])))
        lines.expect_end()


def _header(path: Path, line: str) -> dict[str, Any]:
    try:
        header: Any = json.loads(line)
        known = header[_KEY]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise DumpError(f"{path}: it is no dump of zerentu, or its beginning was altered") from None
    if known != FORMAT:
        raise DumpError(f"{path}: it is a dump of format {known!r:.20}, and this zerentu reads {FORMAT}")
    try:
        unknown = _unknown(header["schema"])
    except (TypeError, KeyError, AttributeError):
        unknown = None
    if tuple(header) != _NAMES or unknown is None:
        raise DumpError(f"{path}: its header was altered: take another copy")
    if unknown:
        program = str(header["program"])[:20]
        raise DumpError(f"{path}: zerentu {program} wrote it with {unknown}, which this release does not know")
    return dict(header)


def _head(path: Path, lines: "_Lines") -> dict[str, Any]:
    """Return the line before a document, or the one at the end."""
    before, line = lines.digest(), lines.next_line()
    try:
        if line.startswith('{"end"'):
            if read_object(line, "end")["end"] != before:
                raise DumpError(f"{path}: its digest is not that of its lines: it was altered, take another copy")
            return {}
        head = read_object(line, "document", "nodes", "relationships")
    except ValueError as error:
        raise lines.altered(str(error)) from error
    if [type(value) for value in head.values()] != [str, int, int]:
        raise lines.altered("it heads no document")
    return head


class _Lines:
    """The lines of a packed file, with the digest of those that were read."""

    def __init__(self, path: Path, packed: gzip.GzipFile) -> None:
        self._path, self._packed = path, packed
        self._digest = hashlib.sha256()
        self._number = 0

    def next_line(self) -> str:
        """Return the next line without its end."""
        self._number += 1
        line = self._packed.readline(_LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise DumpError(f"{self._path}, line {self._number}: it ends here: it was cut off, take another copy")
        self._digest.update(line)
        return line[:-1].decode()

    def digest(self) -> str:
        """Return the digest of the lines so far."""
        return self._digest.hexdigest()

    def expect_end(self) -> None:
        """Refuse a file that goes on."""
        if self._packed.read(1):
            raise self.altered("it goes on behind its end")

    def altered(self, problem: str) -> DumpError:
        """Return the error for the line that was read last."""
        return DumpError(f"{self._path}, line {self._number}: {problem}: it was altered, take another copy")


@contextmanager
def _opened(path: Path) -> Iterator[_Lines]:
    try:
        with gzip.open(path, "rb") as packed:
            yield _Lines(path, packed)
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        said = "it is cut off" if isinstance(error, EOFError) else "it was altered, or is no dump of zerentu"
        raise DumpError(f"{path}: {said}: take another copy") from error
    except OSError as error:
        raise DumpError(f"{path} cannot be read: {error.strerror or error}") from error


@contextmanager
def _translated(path: Path, document: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, StoreError) as error:
        raise DumpError(f"{path}: {document[:80]}: {error}") from error


def _write(packed: gzip.GzipFile, digest: Any, line: str) -> None:
    encoded = f"{line}\n".encode()
    digest.update(encoded)
    packed.write(encoded)


def _schema() -> dict[str, Any]:
    """Return the labels and types with their properties, as far as a graph depends on them."""
    return {
        "nodes": {each.label: {own.name: own.type for own in each.properties} for each in NODES},
        "relationships": {
            each.type: {"pairs": [list(pair) for pair in each.pairs]} | {own.name: own.type for own in each.properties}
            for each in RELATIONSHIPS
        },
    }


def _unknown(schema: Any) -> str:
    """Return what a schema has that ours has not, empty where there is nothing."""
    ours = _schema()
    for kind in ("nodes", "relationships"):
        for name, declared in schema[kind].items():
            if name not in ours[kind]:
                return str(name)
            for own, value in declared.items():
                known = ours[kind][name].get(own)
                fits = all(each in known for each in value) if own == "pairs" else value == known
                if not fits:
                    return f"{name}.{own}"
    return ""
