"""Loaders read official documents: bytes → blocks → assignments → a batch of nodes and edges.

extraction = extract_file(Path("plan.docx"))
store.load(extraction.batch())
"""

from loaders.extraction import Extraction, extract_bytes, extract_file
from loaders.notice import Facts, Options
from loaders.records import Assignment, Duty, Locator
from loaders.report import Finding, Report

__all__ = [
    "Assignment",
    "Duty",
    "Extraction",
    "Facts",
    "Finding",
    "Locator",
    "Options",
    "Report",
    "extract_bytes",
    "extract_file",
]
