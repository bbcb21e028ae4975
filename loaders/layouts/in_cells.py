"""A task's own cell that says who answers, as 招录教师80名（县教体局牵头，县财政局配合） does.

A table may have no column for units, or leave it blank where the task itself names them. A cell that says so several
times holds several tasks.
"""

from collections.abc import Sequence
from dataclasses import replace

from loaders.blocks import Place
from loaders.layouts.attribution import split_attributions
from loaders.layouts.headers import DUTY_ROLES
from loaders.layouts.items import Item
from loaders.layouts.outline import outline_line
from loaders.layouts.pieces import Piece
from loaders.records import Assignment
from loaders.report import Finding


def says_who(text: str) -> bool:
    """Tell whether a task's words say who answers for it."""
    return any(piece.is_attributed for piece in split_attributions(text))


def split_said(record: Assignment, column: int) -> tuple[list[Assignment], list[Finding]]:
    """Return the tasks of a cell that says who answers, one for each time it does, and what there is to remark.

    The record itself where it names units already, or its words say nothing. ``column`` is that of the task, from 0.
    """
    if "owners" in record.duties or "supports" in record.duties:
        return [record], []
    pieces = split_attributions(record.content)
    if not any(piece.is_attributed for piece in pieces):
        return [record], []
    findings: list[Finding] = []
    parts = [part for part in _joined(pieces) if part.text]
    return [_part(record, part, column, findings, alone=len(parts) == 1) for part in parts], findings


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, each that only says who answers, or only goes on in words, as more of the one before it."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and not piece.text and not (last.attribution and piece.attribution):
            joined[-1] = Piece(last.text, last.attribution or piece.attribution, (*last.labels, *piece.labels))
        elif last and not piece.is_attributed and not outline_line(piece.text).mark:
            joined[-1] = Piece(f"{last.text}\n{piece.text}", last.attribution, last.labels)
        else:
            joined.append(piece)
    return joined


def _part(record: Assignment, piece: Piece, column: int, findings: list[Finding], *, alone: bool) -> Assignment:
    line, place = outline_line(piece.text), Place()
    item = Item(line.level, place, place)
    item.add(piece, place)
    said, remarks = item.duties(lambda _: record.locator._replace(column=column + 1))
    duties = {**said, **record.duties}
    findings += remarks
    return replace(
        record,
        content=piece.text if alone else line.text,
        number=record.number if alone else line.mark or record.number,
        deadline=record.deadline or item.deadline(),
        duties={role: duties[role] for role in DUTY_ROLES if role in duties},
        notes=(*record.notes, *(remark.message for remark in remarks)),
    )
