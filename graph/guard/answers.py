"""What the process of a statement sends back: rows within the limits, or why there are none; as JSON."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.errors import StatementTimeoutError, StoreAuthError, StoreBusyError, StoreError
from graph.guard.limits import Limits
from graph.guard.refusals import StatementRefusedError
from graph.guard.rules import Checked
from graph.store.protocol import Rows

_LOST = {"store": StoreError, "auth": StoreAuthError, "busy": StoreBusyError}


@dataclass(slots=True)
class Collector:
    """Takes rows until one of the limits on an answer is reached."""

    columns: Sequence[str]
    limits: Limits
    is_cut: bool = False
    _rows: list[str] = field(default_factory=list)
    _bytes: int = 0

    def add(self, row: Sequence[Any]) -> bool:
        """Take a row, or say that there is no more room and that the answer is cut."""
        text = json.dumps(_finite(row), ensure_ascii=False, separators=(",", ":"))
        self._bytes += len(text.encode()) + 1
        self.is_cut = len(self._rows) >= self.limits.rows or self._bytes > self.limits.answer_bytes
        if not self.is_cut:
            self._rows.append(text)
        return not self.is_cut

    def packed(self) -> bytes:
        """Return the answer."""
        columns, cut = json.dumps(self.columns, ensure_ascii=False), json.dumps(self.is_cut)
        return f'{{"columns":{columns},"truncated":{cut},"rows":[{",".join(self._rows)}]}}'.encode()


def packed_refusal(rule: str, message: str, offset: int | None = None) -> bytes:
    """Return the answer that the engine could not run the statement; ``offset`` is a character of what was sent."""
    return json.dumps({"refused": rule, "message": message, "offset": offset}).encode()


def packed_loss(kind: str, message: str) -> bytes:
    """Return the answer that the store is lost (``store``), refuses the user (``auth``) or is busy (``busy``)."""
    return json.dumps({"lost": kind, "message": message}).encode()


def packed_lateness() -> bytes:
    """Return the answer that the time was over."""
    return b'{"late":true}'


def unpack_answer(packed: bytes, checked: Checked, limits: Limits) -> Rows:
    """Return the rows of an answer.

    Raises:
        StatementRefusedError: the engine could not run the statement.
        StatementTimeoutError: it took too long.
        StoreError: the store is not there, refuses the user or is busy.
    """
    answer: Mapping[str, Any] = json.loads(packed)
    if "rows" in answer:
        return Rows(answer["columns"], answer["rows"], answer["truncated"])
    if "late" in answer:
        raise too_late(limits)
    check_not_lost(answer)
    place = checked.place(answer["offset"]) if answer["offset"] is not None else None
    raise StatementRefusedError(answer["refused"], answer["message"], place)


def check_not_lost(answer: Mapping[str, Any]) -> None:
    """Raise what an answer says of the store, if it is lost.

    Raises:
        StoreError: the store is not there, refuses the user or is busy.
    """
    if "lost" in answer:
        raise _LOST[answer["lost"]](answer["message"])


def too_late(limits: Limits) -> StatementTimeoutError:
    """Return the error for a statement that was stopped."""
    return StatementTimeoutError(
        f"the statement took longer than {limits.timeout_seconds:g} s and was stopped: ask for less at a time"
    )


def too_much(limits: Limits) -> StatementRefusedError:
    """Return the error for a statement that took too much memory, or ended its process."""
    most = limits.memory_bytes // 2**20
    return StatementRefusedError(
        "memory", f"the statement took more than {most} MB of memory and was stopped: ask for less at a time"
    )


def _finite(value: Any) -> Any:
    """Return a value with None for the numbers that JSON has not."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return value
