"""What a caller asks for, as options name it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import InputError


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the graph; nothing means all of it. A question goes by itself: it has filters of its own."""

    document: str | None = None
    unit: str | None = None
    question: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.question and (self.unit or self.document):
            other = "--unit" if self.unit else "--document"
            raise InputError(f"--question and {other} exclude each other: a question takes unit=… or document=… itself")
        if self.parameters and not self.question:
            raise InputError(f"{next(iter(self.parameters))}=… is a parameter of no question: name one by --question")
