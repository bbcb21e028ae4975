"""The sample with accidents in its layout: what is lost may be lost, but no edge may be wrong and look right.

Each damaged copy has one or two accidents: a tab too many or too few, a blank line, a page number, a blank cell or a
header cell dropped or doubled. The words themselves are left as they are, so every name that a record holds and the
hand-checked row does not is a wrong edge.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import ZerentuError
from loaders import extract_bytes

DATA = Path(__file__).parents[2] / "data"
LINES = (DATA / "taicang-2021-breakdown.txt").read_text(encoding="utf-8").split("\n")
ROWS = {row["content"]: row for row in map(json.loads, (DATA / "rows.jsonl").read_text(encoding="utf-8").splitlines())}
FIRST_TABLE_LINE = 15
HEADER_LINES = (*range(15, 21), *range(83, 89), *range(1235, 1243))


def _blank_line(lines: list[str], rng: random.Random) -> None:
    lines.insert(rng.randrange(FIRST_TABLE_LINE, len(lines)), "")


def _page_number(lines: list[str], rng: random.Random) -> None:
    lines.insert(rng.randrange(FIRST_TABLE_LINE, len(lines)), f"— {rng.randint(1, 40)} —")


def _tab_added(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(FIRST_TABLE_LINE, len(lines))
    lines[at] = "\t" + lines[at]


def _tab_lost(lines: list[str], rng: random.Random) -> None:
    at = rng.randrange(FIRST_TABLE_LINE, len(lines))
    lines[at] = lines[at].lstrip("\t")


def _blank_cell_lost(lines: list[str], rng: random.Random) -> None:
    del lines[rng.choice([at for at, line in enumerate(lines) if line == "\t"])]


def _header_cell_lost(lines: list[str], rng: random.Random) -> None:
    del lines[rng.choice(HEADER_LINES)]


def _header_cell_doubled(lines: list[str], rng: random.Random) -> None:
    at = rng.choice(HEADER_LINES)
    lines.insert(at, lines[at])


ACCIDENTS: tuple[Callable[[list[str], random.Random], None], ...] = (
    _blank_line,
    _page_number,
    _tab_added,
    _tab_lost,
    _blank_cell_lost,
    _header_cell_lost,
    _header_cell_doubled,
)


def wrong_and_right(lines: list[str]) -> tuple[int, int]:
    """Return how many names are wrong and how many are right in the records of the lines."""
    wrong = right = 0
    for record in extract_bytes("\n".join(lines).encode(), "damaged.txt").records:
        row = ROWS.get(record.content)
        for role in record.duties if row else ():
            names = set(record.names(role))
            wrong += len(names - set(row[role]))  # type: ignore[index]
            right += len(names & set(row[role]))  # type: ignore[index]
    return wrong, right


def damaged(seed: int) -> list[str]:
    """Return the lines of the sample with one or two accidents; a header accident comes first, where lines count."""
    rng = random.Random(seed)  # noqa: S311
    lines = list(LINES)
    accidents = rng.sample(ACCIDENTS, rng.randint(1, 2))
    for accident in sorted(accidents, key=lambda each: "header" not in each.__name__):
        accident(lines, rng)
    return lines


@pytest.mark.parametrize("accident", [_blank_line, _page_number], ids=["blank line", "page number"])
@pytest.mark.parametrize("seed", range(10))
def test_a_blank_line_or_a_page_number_anywhere_changes_nothing(
    accident: Callable[[list[str], random.Random], None], seed: int
) -> None:
    """All 934 names are read as from the undamaged file."""
    lines = list(LINES)
    accident(lines, random.Random(seed))  # noqa: S311

    assert wrong_and_right(lines) == (0, 934)


@pytest.mark.slow
def test_damage_makes_hardly_any_wrong_edge() -> None:
    """Sixty damaged copies, seeded: four in five names are still read, fewer than one in 5,000 is wrong."""
    counts = [wrong_and_right(damaged(seed)) for seed in range(60)]

    assert 5000 * sum(wrong for wrong, _ in counts) < sum(right for _, right in counts)
    assert sum(right for _, right in counts) > 0.8 * 934 * len(counts)


@pytest.mark.soak
def test_damage_makes_hardly_any_wrong_edge_in_many_copies() -> None:
    """Two thousand copies; the figures are printed for docs/reference/reliability.md."""
    copies, wrong, right, refused = 2000, 0, 0, 0
    for seed in range(1000, 1000 + copies):
        try:
            counts = wrong_and_right(damaged(seed))
        except ZerentuError:
            refused += 1
            continue
        wrong, right = wrong + counts[0], right + counts[1]
    print(f"\n{copies} damaged copies: {wrong} wrong names, {right} right, {refused} files refused")  # noqa: T201

    assert 5000 * wrong < right
