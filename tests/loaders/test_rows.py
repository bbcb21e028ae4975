"""Cells of a flattened table → rows."""

from loaders.blocks import Cell, Place
from loaders.layouts.rows import count_rows, parting_cost


def cells(*groups: str) -> list[Cell]:
    """Return one cell a character; a blank line follows each group."""
    return [
        Cell(word, Place(), blank_after=index == len(group) - 1) for group in groups for index, word in enumerate(group)
    ]


def words(rows: list[list[Cell]]) -> list[str]:
    """Return the rows as strings."""
    return ["".join(cell.text for cell in row) for row in rows]


def rows(*groups: str, width: int = 3) -> list[str]:
    """Return the rows into which the groups are counted."""
    return words([list(row) for row in count_rows(cells(*groups), width)])


def test_rows_are_told_by_counting() -> None:
    """A blank line inside a row does not end it, a missing one between two rows does not join them."""
    assert rows("abc", "d", "ef", "ghijkl") == ["abc", "def", "ghi", "jkl"]


def test_a_short_row_does_not_shift_the_rows_below() -> None:
    """The row ends at the blank line, and counting begins anew."""
    assert rows("abc", "de", "fgh", "ijk", "lmn") == ["abc", "de", "fgh", "ijk", "lmn"]


def test_a_long_row_does_not_shift_the_rows_below() -> None:
    """One cell too many stays in its row."""
    assert rows("abc", "defg", "hij", "klm", "nop") == ["abc", "defg", "hij", "klm", "nop"]


def test_the_last_row_may_be_short() -> None:
    """A trailing merged cell is dropped by some programs."""
    assert rows("abc", "de") == ["abc", "de"]


def test_the_right_width_costs_nothing() -> None:
    """So the width of a header can be told from what stands under it."""
    assert parting_cost(cells("abc", "def"), 3) == 0
    assert parting_cost(cells("abc", "def"), 4) > 0
