"""What a key allows. Imports nothing: the command line lists the roles."""

from enum import StrEnum


class Role(StrEnum):
    """A role; each allows what the one before it does, and more."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, other: "Role") -> bool:
        """Say whether it allows what another one does."""
        order = list(Role)
        return order.index(self) >= order.index(other)
