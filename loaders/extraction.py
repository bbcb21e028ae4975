"""From a file to its assignments, facts and report, and from there to the batch that a store loads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import LayoutError
from graph.model import Batch
from loaders.assemble import assemble
from loaders.blocks import Block
from loaders.files import read_file
from loaders.layouts.headers import vocabulary_words
from loaders.layouts.listing import read_lists
from loaders.layouts.order import apply_first_leads
from loaders.layouts.table import Extract, read_tables
from loaders.notice import FIRST_LEADS, Facts, Options, read_facts
from loaders.readers import read_blocks
from loaders.records import Assignment
from loaders.report import Finding, Report, make_report


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document."""

    facts: Facts
    records: tuple[Assignment, ...]
    report: Report

    def batch(self) -> Batch:
        """Return the nodes and edges that the document states, ready for a store."""
        return assemble(self.facts, self.records)


def extract_file(path: Path, options: Options | None = None) -> Extraction:
    """Read a document from a file.

    Raises:
        DocumentError: the file is missing, empty, damaged or of an unknown format.
        LayoutError: no responsibility was found in it.
        InputError: an option cannot be used.
    """
    return extract_bytes(read_file(path), path.name, options)


def extract_bytes(data: bytes, name: str, options: Options | None = None, *, confined: bool = False) -> Extraction:
    """Read a document from its bytes; ``name`` tells the format where the content does not, and is cited as source.

    ``confined`` says that this process is a child with limits (``loaders.confined``) and may read every format.
    """
    document = read_blocks(data, name, confined=confined)
    facts, unknown = read_facts(document.blocks, data, name, options)
    extract = _read(document.blocks)
    if not extract.records:
        raise LayoutError(_nothing_found(name, extract))
    if facts.owner_order == FIRST_LEADS:
        extract.records = list(apply_first_leads(extract.records))
    remarks = [Finding("reading", "file", remark) for remark in document.remarks]
    findings = [*remarks, *unknown, *extract.findings, *_other_tables(extract.headers_seen)]
    return Extraction(facts, tuple(extract.records), make_report(extract.records, findings, extract.cleaned_cells))


def _read(blocks: Sequence[Block]) -> Extract:
    """Read the tables of a document; where they name nobody, its lists, with what was found about the tables."""
    tables = read_tables(blocks)
    if tables.records:
        return tables
    lists = read_lists(blocks)
    return replace(lists, findings=tables.findings + lists.findings, headers_seen=tables.headers_seen)


def _other_tables(headers: Sequence[str]) -> list[Finding]:
    message = "table not read: its header names no task with a unit or official"
    places = [header.partition(": ") for header in headers]
    return [Finding("other-table", place, f"{message} ({words})", "warning") for place, _, words in places]


def _nothing_found(name: str, extract: Extract) -> str:
    """Say what was looked for and what was seen instead."""
    looked_for = ", ".join(vocabulary_words())
    if extract.headers_seen:
        seen = "; ".join(extract.headers_seen[:5])
        return f"{name}: no header cell names who answers (looked for {looked_for} …); headers seen: {seen}"
    if extract.findings:
        return f"{name}: a table of responsibility was found, but no row could be read: {extract.findings[0]}"
    return f"{name}: it names nobody who answers (looked for a header row, labels or brackets with {looked_for} …)"
