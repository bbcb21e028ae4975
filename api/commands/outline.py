"""The outline of a work report, which names nobody who answers: its parts and headings for people."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from loaders import Extraction, Section

_INDENT = "　"


def held_none(file: Path, extraction: Extraction) -> str:
    """Say in one line that a report holds no responsibility."""
    return f"{file}: it names nobody who answers: a report with {len(extraction.sections)} sections and no task"


def print_outline(sections: Sequence[Section]) -> None:
    """Print parts and headings with the years that they speak of and how many paragraphs stand right under each."""
    # Rich takes a while to import, and JSON lines do not need it.
    from api.commands.tables import print_table  # noqa: PLC0415

    below = Counter(section.parent for section in sections if not section.heading)
    rows = [
        (section.number, _INDENT * (section.level - 1) + section.heading, section.period, below[section.number])
        for section in sections
        if section.heading
    ]
    print_table(("section", "heading", "period", "paragraphs"), rows)
