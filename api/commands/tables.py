"""Tables for people, laid out to fit: as a table, without the columns that never change, or row by row."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.output import visible

_PIPED_WIDTH = 140
_NARROWEST = 12
"""A column of long texts is wrapped, but not narrower than this; a shorter one is not wrapped at all."""
_BETWEEN = 3


class _PipedConsole(Console):
    """A console that leaves a reader who went away to ``main``, where Rich would end the program."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console() -> Console:
    """Return the console for standard output; as wide as the terminal, or wide enough for a table in a file."""
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _PIPED_WIDTH
    return _PipedConsole(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], terminal: Console | None = None) -> None:
    """Print rows below their column names.

    Where they do not fit side by side, columns with one value throughout are said once above the table; where that
    is not enough, each row is printed by itself, a line a column.
    """
    terminal = terminal or _console()
    cells = [list(row) for row in rows]
    texts = [[_text(cell) for cell in row] for row in cells]
    shown = list(range(len(columns)))
    wide = [max(cell_len(line) for line in _lines(columns[number], texts, number)) for number in shown]
    if len(cells) > 1 and sum(wide) + _BETWEEN * len(shown) > terminal.width:
        shown = [number for number in shown if len({row[number] for row in texts}) > 1]
    widths = _share([wide[number] for number in shown], terminal.width - _BETWEEN * len(shown))
    if not widths:
        _print_one_by_one(columns, texts, terminal)
        return
    for number, name in enumerate(columns):
        if number not in shown:
            terminal.print(Text(f"{name}: {texts[0][number] or '–'}", style="dim"))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for number, width in zip(shown, widths, strict=True):
        is_number = all(_is_number(row[number]) for row in cells)
        table.add_column(
            Text(_heading(columns[number])), justify="right" if is_number else "left", width=width, overflow="fold"
        )
    for row in texts:
        table.add_row(*(Text(row[number]) for number in shown))
    terminal.print(table)


def _print_one_by_one(columns: Sequence[str], texts: list[list[str]], terminal: Console) -> None:
    for number, row in enumerate(texts, start=1):
        table = Table(box=None, pad_edge=False, show_header=False, title_justify="left", title_style="bold")
        table.title = f"{number}/{len(texts)}" if len(texts) > 1 else None
        table.add_column(no_wrap=True, style="dim")
        table.add_column(overflow="fold")
        for name, text in zip(columns, row, strict=True):
            table.add_row(Text(name), Text(text))
        terminal.print(table)
        if number < len(texts):
            terminal.print()


def _share(wide: Sequence[int], room: int) -> list[int]:
    """Return how wide each column may be, the widest giving way first; nothing where there is not room enough."""
    widths = [min(width, max(room, 0)) for width in wide]
    least = [min(width, _NARROWEST) for width in wide]
    if sum(least) > room:
        return []
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda number: widths[number] - least[number])
        widths[widest] -= 1
    return widths


def _lines(name: str, texts: list[list[str]], number: int) -> Iterator[str]:
    """Yield what cannot be narrower without being folded: each word of the heading, each line of a cell."""
    yield from _heading(name).split()
    for row in texts:
        yield from row[number].splitlines()


def _heading(name: str) -> str:
    """Return a column's name as words, so that it is wrapped between them."""
    return name.replace("_", " ")


def _is_number(cell: object) -> bool:
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dict):
        return visible(json.dumps(cell, ensure_ascii=False, default=str))
    if isinstance(cell, list | tuple):
        return "、".join(_text(each) for each in cell)
    return visible(str(cell))
