"""What a load and a reading answer as JSON, the same by the command and by the REST API."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from loaders.saved_excerpt import excerpt_json

if TYPE_CHECKING:
    from graph.store import LoadResult
    from loaders import Assignment, Extraction, Report


def load_json(file: str, result: "LoadResult", report: "Report") -> dict[str, Any]:
    """Return what a load wrote, with the report of what was read."""
    entry = {"file": file, "document": result.document, "outcome": result.outcome}
    return {**entry, **asdict(result.changes), "report": report.to_json()}


def extraction_json(file: str, extraction: "Extraction") -> dict[str, Any]:
    """Return what was read from a document; the loaders read it again."""
    document = extraction.facts.document
    return {
        "file": file,
        "document": document,
        "facts": extraction.facts.to_json(),
        "records": [_in_full(record, document) for record in extraction.records],
        "sections": [section.to_json(document) for section in extraction.sections],
        "report": extraction.report.to_json(),
    }


def _in_full(record: "Assignment", document: str) -> dict[str, Any]:
    """Return a record with the document's own row or lines, which JSON lines are without."""
    excerpt = {"excerpt": excerpt_json(record.excerpt)} if record.excerpt else {}
    return {**record.to_json(document), **excerpt}
