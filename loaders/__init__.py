"""Loaders read official documents: bytes → blocks → assignments → a batch of nodes and edges.

extraction = extract_file(Path("plan.docx"))
store.load(extraction.batch())
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.extraction import extract_bytes, extract_file
    from loaders.notice import Facts, Options
    from loaders.records import Assignment, Duty, Locator, Section
    from loaders.report import Finding, Report
    from loaders.result import Extraction

__all__ = [
    "Assignment",
    "Duty",
    "Extraction",
    "Facts",
    "Finding",
    "Locator",
    "Options",
    "Report",
    "Section",
    "extract_bytes",
    "extract_file",
]

_HOMES = {
    "extraction": ("extract_bytes", "extract_file"),
    "notice": ("Facts", "Options"),
    "records": ("Assignment", "Duty", "Locator", "Section"),
    "report": ("Finding", "Report"),
    "result": ("Extraction",),
}


def __getattr__(name: str) -> object:
    """Import a name when it is asked for: a command starts the process that reads before it imports anything itself."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"loaders.{module}"), name)
    raise AttributeError(f"module 'loaders' has no attribute {name!r}")
