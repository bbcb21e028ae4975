"""From a file to its assignments, facts and report, and from there to the batch that a store loads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph.errors import LayoutError
from loaders.blocks import Block
from loaders.checks import with_checks
from loaders.files import read_file
from loaders.layouts.annexes import annexes_without_tables, paragraphs_beside_tables
from loaders.layouts.frames import unframed
from loaders.layouts.headers import vocabulary_words
from loaders.layouts.listing import read_labelled, read_lists
from loaders.layouts.order import (
    apply_first_leads,
    apply_lead_mark,
    apply_semicolon_lead,
    find_lead_mark,
    find_lone_lead,
    find_semicolon_lead,
)
from loaders.layouts.table import Extract, read_tables
from loaders.layouts.wrapped import unwrapped
from loaders.notice import FIRST_LEADS, REPORT, UNKNOWN, Facts, Options, document_words, read_facts, report_year
from loaders.readers import read_blocks
from loaders.records import Assignment, Section
from loaders.report import Finding, make_report
from loaders.result import Extraction
from loaders.saved import extract_saved, is_saved
from loaders.sections import is_report, read_sections
from loaders.targets import read_targets


def extract_file(path: Path, options: Options | None = None) -> Extraction:
    """Read a document from a file.

    Raises:
        DocumentError: the file is missing, empty, damaged or of an unknown format.
        LayoutError: no responsibility was found in it, and it is no work report.
        InputError: an option cannot be used.
    """
    return extract_bytes(read_file(path), path.name, options)


def extract_bytes(data: bytes, name: str, options: Options | None = None, *, confined: bool = False) -> Extraction:
    """Read a document from its bytes; ``name`` tells the format where the content does not, and is cited as source.

    ``confined`` says that this process is a child with limits (``loaders.confined``) and may read every format.
    """
    if is_saved(name):
        return with_checks(extract_saved(data, name, options))
    document = read_blocks(data, name, confined=confined)
    blocks = tuple(unframed(document.blocks))
    facts, unknown = read_facts(blocks, data, name, options)
    words = document_words(blocks)
    extract = _read(blocks, words)
    sections = () if extract.records else _sections(facts, blocks, extract)
    if not extract.records and not sections:
        raise LayoutError("; ".join([_nothing_found(name, extract), *document.warnings]))
    if sections and facts.kind == UNKNOWN:
        facts, unknown = read_facts(blocks, data, name, replace(options or Options(), kind=REPORT))
    lead_mark = find_lead_mark(words)
    if lead_mark:
        extract.records = list(apply_lead_mark(extract.records, lead_mark.mark))
        message = f"the document says {lead_mark.sentence}: owners with this mark lead, the others support"
        extract.findings.append(Finding("owner-order", "document", message))
    semicolon_lead = find_semicolon_lead(words)
    if semicolon_lead:
        extract.records = list(apply_semicolon_lead(extract.records))
        message = f"the document says {semicolon_lead}"
        extract.findings.append(Finding("owner-order", "document", message))
    if facts.owner_order == FIRST_LEADS:
        extract.records = list(apply_first_leads(extract.records))
    remarks = [Finding("reading", "file", remark) for remark in document.remarks]
    warnings = [Finding("reading", "file", warning, "warning") for warning in document.warnings]
    found = [*extract.findings, *_other_tables(extract.headers_seen)]
    findings = [*_holds_none(sections), *remarks, *warnings, *unknown, *found]
    records = tuple(_with_targets(record, facts.year) for record in extract.records)
    report = make_report(records, findings, extract.cleaned_cells, len(sections))
    return with_checks(Extraction(facts, records, report, sections))


def _with_targets(record: Assignment, year: int) -> Assignment:
    targets = read_targets(record, year)
    return replace(record, targets=targets) if targets else record


def _read(blocks: Sequence[Block], words: str) -> Extract:
    """Read the tables of a document, and the lists of annexes without one; where no table names anybody, its lists."""
    sentence = find_lone_lead(words)
    tables = read_tables(blocks, lone_lead=bool(sentence))
    if sentence:
        message = f"the document says {sentence}: responsible units own where none leads"
        tables.findings.append(Finding("owner-order", "document", message))
    if tables.records:
        rows = Counter(record.annex for record in tables.records)
        beside = read_labelled(paragraphs_beside_tables(tables.blocks), rows)
        listed = read_lists(annexes_without_tables(blocks), rows)
        return replace(
            tables,
            records=tables.records + beside.records + listed.records,
            findings=tables.findings + beside.findings + listed.findings,
        )
    lists = read_lists(unwrapped(blocks))
    return replace(lists, findings=tables.findings + lists.findings, headers_seen=tables.headers_seen)


def _sections(facts: Facts, blocks: Sequence[Block], extract: Extract) -> tuple[Section, ...]:
    """Return the sections of a work report that names nobody; none where the document is something else.

    Where somebody was named but could not be read, it is no report that holds no responsibility.
    """
    if facts.kind not in (REPORT, UNKNOWN) or any(one.severity == "warning" for one in extract.findings):
        return ()
    sections = read_sections(blocks, report_year(facts, blocks))
    return sections if facts.kind == REPORT or is_report(sections, blocks) else ()


def _holds_none(sections: Sequence[Section]) -> list[Finding]:
    held = f"it names nobody who answers: loaded as a report with {len(sections)} sections"
    return [Finding("no-responsibility", "document", held)] if sections else []


def _other_tables(headers: Sequence[str]) -> list[Finding]:
    message = "table not read: its header names no task with a unit or official"
    places = [header.partition(": ") for header in headers]
    return [Finding("other-table", place, f"{message} ({words})", "warning") for place, _, words in places]


def _nothing_found(name: str, extract: Extract) -> str:
    """Say what was looked for and what was seen instead."""
    looked_for = ", ".join(vocabulary_words())
    if extract.headers_seen:
        seen = "; ".join(extract.headers_seen[:5])
        return f"{name}: no header row names a task and who answers (looked for {looked_for} …); headers seen: {seen}"
    if extract.findings:
        return f"{name}: a table of responsibility was found, but no row could be read: {extract.findings[0]}"
    return f"{name}: it names nobody who answers (looked for a header row, labels or brackets with {looked_for} …)"
