"""What is measured, and how it is told: a table of ratios for people, JSON for programs."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

LIMIT = "limit"
"""The rival of a figure that has only a fixed bound; its seconds are the bound."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of zerentu beside that of a rival in the same run; ``at_most`` is the ratio aimed at."""

    group: str
    what: str
    size: str
    seconds: float
    rival: str
    rival_seconds: float
    at_most: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as long as the rival: below 1 is faster."""
        return self.seconds / self.rival_seconds

    @property
    def is_met(self) -> bool | None:
        """True where the target is reached, None where there is none."""
        return None if self.at_most is None else self.ratio <= self.at_most


def print_tables(comparisons: Sequence[Comparison]) -> None:
    """Print the comparisons, a table a group."""
    console = Console(width=None if os.isatty(1) else 130)
    for group in dict.fromkeys(each.group for each in comparisons):
        table = Table("what", "size", "time", "rival", "its time", "ratio", "target", "met", title=group)
        for place in (2, 4, 5, 6):
            table.columns[place].justify = "right"
        for each in comparisons:
            if each.group == group:
                table.add_row(*_cells(each))
        console.print(table)
    missed = [each for each in comparisons if each.is_met is False]
    aimed = [each for each in comparisons if each.is_met is not None]
    console.print(f"{len(aimed) - len(missed)} of {len(aimed)} targets met")


def write_json(path: Path, comparisons: Iterable[Comparison], seed: int) -> None:
    """Write the comparisons with the machine and the versions that they hold for."""
    figures = [asdict(each) | {"ratio": round(each.ratio, 3), "is_met": each.is_met} for each in comparisons]
    text = json.dumps(conditions(seed) | {"comparisons": figures}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def conditions(seed: int) -> dict[str, object]:
    """Return what the figures depend on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ("ladybug", "neo4j", "networkx", "py2neo", "lxml", "python-docx")
    return {
        "measured_on": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
        "load_average": [round(each, 1) for each in os.getloadavg()],
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "seed": seed,
    }


def _cells(each: Comparison) -> list[str]:
    target = "" if each.at_most is None else f"≤ {each.at_most:.2f}"
    met = {True: "yes", False: "[bold red]no[/]", None: ""}[each.is_met]
    return [
        each.what, each.size, _duration(each.seconds), each.rival, _duration(each.rival_seconds),
        f"{each.ratio:.2f}", target, met,
    ]  # fmt: skip


def _duration(seconds: float) -> str:
    return (
        f"{seconds:.2f} s"
        if seconds >= 1
        else f"{seconds * 1000:.2f} ms"
        if seconds < 0.01
        else f"{seconds * 1000:.0f} ms"
    )
