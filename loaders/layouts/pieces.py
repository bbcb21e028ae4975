"""A stretch of text with what it says of who answers."""

from dataclasses import dataclass

from loaders.layouts.clauses import Attribution
from loaders.layouts.labels import Label


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that says what is to be done, and the labels or the attribution that follow it."""

    text: str
    attribution: Attribution | None = None
    labels: tuple[Label, ...] = ()

    @property
    def is_attributed(self) -> bool:
        """True where it is said who answers."""
        return bool(self.attribution or self.labels)
