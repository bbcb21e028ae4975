"""Cards: a task a table, or a block of rows, with its words beside their headers → a table with a row a card.

项目名称 | X, 实施内容 | X, 包保领导 | X | 完成时限 | X: the header stands in front of each cell and not above it.
"""

from collections.abc import Iterable, Iterator, Sequence

from loaders.blocks import Cell, Table
from loaders.layouts.headers import can_be_header, read_header

_KNOWN_SHARE = 0.75
_MOST_CELLS = 8
_Pair = tuple[str, Cell]


def as_rows(table: Table) -> Table:
    """Return a table of cards as a table with their headers in its first row, any other table as it is."""
    pairs = [list(_pairs(row)) for row in table.rows if len(row) <= _MOST_CELLS]
    named = [found for found in pairs if found]
    if len(named) < 2 or len(named) < _KNOWN_SHARE * len(table.rows):
        return table
    cards = list(_cards(pair for found in named for pair in found))
    headers = list(dict.fromkeys(header for card in cards for header, _ in card))
    if not read_header(headers):
        return table
    first = next(cell for row in table.rows for cell in row)
    top = tuple(_placed(Cell(header, first.place), at) for at, header in enumerate(headers))
    return Table((top, *(_row(card, headers) for card in cards)))


def _pairs(row: Sequence[Cell]) -> Iterator[_Pair]:
    """Yield each header of a row with the cell behind it; nothing where its cells do not alternate so.

    A header behind a header tells what the first is about: 责任分工 | 牵头单位 | X.
    """
    cells = [cell for cell in row if not cell.continues]
    at = 0
    found: list[_Pair] = []
    while at + 1 < len(cells):
        if not can_be_header(cells[at].text):
            return
        if not can_be_header(cells[at + 1].text):
            found.append((cells[at].text, cells[at + 1]))
            at += 1
        at += 1
    if at == len(cells):
        yield from found


def _cards(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Yield the pairs of each card: the next begins where a header comes again."""
    card: list[_Pair] = []
    for header, cell in pairs:
        if any(header == known for known, _ in card):
            yield card
            card = []
        card.append((header, cell))
    yield card


def _row(card: Sequence[_Pair], headers: Sequence[str]) -> tuple[Cell, ...]:
    cells = dict(card)
    blank = card[0][1]._replace(text="")
    return tuple(_placed(cells.get(header, blank), at) for at, header in enumerate(headers))


def _placed(cell: Cell, at: int) -> Cell:
    return cell._replace(place=cell.place._replace(column=at + 1), span=1)
