"""What the guard says where it does not answer. None of it comes from an engine or a driver.

    ZerentuError
    ├── StatementError
    │   ├── StatementRefusedError   the statement or a parameter breaks a rule, which it names
    │   └── StatementTimeoutError   it took longer than it may
    └── GuardBusyError              as many statements run as may at a time

A message is one sentence on what is wrong, one on the cure, and the place where one is known.
"""

from graph.errors import StatementError, ZerentuError


class StatementRefusedError(StatementError):
    """A statement that is not run, or that the engine could not run: which rule it breaks, where, and the cure.

    ``rule`` is a stable name; ``line`` and ``column`` count from 1 and are None where no place can be named.
    """

    def __init__(self, rule: str, message: str, place: tuple[int, int] | None = None) -> None:
        where = f" (line {place[0]}, column {place[1]})" if place else ""
        # What is repeated of the statement may have line breaks and worse.
        shown = "".join(character if character.isprintable() else " " for character in message)
        super().__init__(f"{shown}{where}")
        self.rule = rule
        self.line: int | None = place[0] if place else None
        self.column: int | None = place[1] if place else None


class GuardBusyError(ZerentuError):
    """As many statements run as may at a time; ``retry_seconds`` says when one of them will have ended."""

    def __init__(self, at_once: int, retry_seconds: int) -> None:
        super().__init__(f"{at_once} statements run already, and no more at a time: ask again in {retry_seconds} s")
        self.retry_seconds = retry_seconds
