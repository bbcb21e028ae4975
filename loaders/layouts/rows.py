"""How the cells of a flattened table are counted into rows.

Rows are told by counting, because blank lines stand inside rows as well as between them. Where a cell is missing,
counting alone would shift every row below; so the cheapest parting is chosen in which a row has the header's width,
ends at a blank line and holds none, and a row of another width must end at one. The prices make one odd row cheaper
than two shifted ones.
"""

from collections.abc import Sequence
from itertools import accumulate

from loaders.blocks import Cell

_OPEN_END, _BLANK_INSIDE, _WRONG_WIDTH = 8, 2, 12
_EXTRA = 2


def count_rows(cells: Sequence[Cell], width: int) -> list[Sequence[Cell]]:
    """Part the cells into rows of ``width``, with shorter or longer rows only where a cell is missing or too many."""
    _, start_of = _cheapest(cells, width)
    return _cut(cells, start_of)


def count_fitting_rows(cells: Sequence[Cell], width: int) -> list[Sequence[Cell]]:
    """Part the cells into rows of ``width``; where those do not suit them all cells are one row."""
    cost, start_of = _cheapest(cells, width)
    return _cut(cells, start_of) if _is_low(cost, cells, width) else [cells]


def is_parted_well(cells: Sequence[Cell], width: int) -> bool:
    """Tell whether rows of ``width`` suit the cells at least as well as a table without any blank line."""
    return _is_low(parting_cost(cells, width), cells, width)


def parting_cost(cells: Sequence[Cell], width: int) -> int:
    """Return how badly the cells fit rows of ``width``: 0 where every row is whole and ends at a blank line."""
    return _cheapest(cells, width)[0]


def _is_low(cost: int, cells: Sequence[Cell], width: int) -> bool:
    return cost <= _OPEN_END * max(len(cells) // width, 1)


def _cheapest(cells: Sequence[Cell], width: int) -> tuple[int, list[int]]:
    """Return the least cost, and for every end the start of the row that ends there."""
    total = len(cells)
    cost = [0] + [_WRONG_WIDTH * (total + width)] * total
    start_of = [0] * (total + 1)
    blanks = [0, *accumulate(cell.blank_after for cell in cells)]
    whole, any_size = (width,), (width, *_other_widths(width))
    for end in range(1, total + 1):
        ends_well = cells[end - 1].blank_after or end == total
        for size in any_size if ends_well else whole:
            start = end - size
            if start < 0:
                continue
            spent = cost[start] + (0 if ends_well else _OPEN_END) + _WRONG_WIDTH * abs(width - size)
            spent += _BLANK_INSIDE * (blanks[end - 1] - blanks[start])
            if spent < cost[end]:
                cost[end], start_of[end] = spent, start
    return cost[total], start_of


def _other_widths(width: int) -> list[int]:
    return [*range(width - 1, 0, -1), *range(width + 1, width + 1 + _EXTRA)]


def _cut(cells: Sequence[Cell], start_of: list[int]) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    end = len(cells)
    while end:
        rows.append(cells[start_of[end] : end])
        end = start_of[end]
    return rows[::-1]
