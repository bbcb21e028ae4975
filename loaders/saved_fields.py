"""The fields of a saved object, taken out one by one: each is what it is meant to be, or a line says which is not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import DocumentError

_LARGEST = 10_000_000
_LARGEST_AMOUNT = 1e18


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of an object in a record; ``place`` is where it stands, for messages."""

    given: Mapping[str, Any]
    place: str

    def check_names(self, known: frozenset[str] | set[str], needed: frozenset[str] | set[str]) -> None:
        """Refuse a field that is missing or not known."""
        if missing := sorted(needed - self.given.keys()):
            raise DocumentError(f"{self.place}: {missing[0]} is missing")
        if unknown := sorted(self.given.keys() - known):
            raise DocumentError(f"{self.place}: {' '.join(unknown[0].split())[:40]} is no field of a record")

    def text(self, name: str) -> str:
        """Return a text."""
        value = self.given.get(name)
        if isinstance(value, str):
            return value
        raise self.refusal(name, "a text")

    def matching(self, name: str, form: re.Pattern[str], kind: str) -> str:
        """Return a text of a form; ``kind`` says which."""
        value = self.text(name)
        if form.fullmatch(value):
            return value
        raise self.refusal(name, kind)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty where the field is missing."""
        values = self.given.get(name, [])
        if isinstance(values, list) and all(isinstance(value, str) for value in values):
            return tuple(values)
        raise self.refusal(name, "a list of texts")

    def number(self, name: str, least: int = 0) -> int:
        """Return a whole number, 0 where the field is missing."""
        value = self.given.get(name, 0)
        if type(value) is int and least <= value <= _LARGEST:
            return value
        raise self.refusal(name, f"a whole number from {least}")

    def amount(self, name: str) -> int | float:
        """Return a number with or without a fraction."""
        value = self.given.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _LARGEST_AMOUNT:
            return value
        raise self.refusal(name, "a number")

    def flag(self, name: str) -> bool:
        """Return true or false."""
        value = self.given.get(name)
        if isinstance(value, bool):
            return value
        raise self.refusal(name, "true or false")

    def fields(self, name: str) -> "Fields":
        """Return the fields of an object, none where it is missing."""
        return Fields(as_object(self.given.get(name, {}), f"{self.place}: {name}"), f"{self.place}, {name}")

    def all_fields(self, name: str) -> list["Fields"]:
        """Return the fields of each object of a list, none where it is missing."""
        values = self.given.get(name, [])
        if not isinstance(values, list):
            raise self.refusal(name, "a list of objects")
        where = f"{self.place}, {name}"
        return [Fields(as_object(value, f"{where}: an item"), where) for value in values]

    def one_of(self, value: str, name: str, known: tuple[str, ...]) -> str:
        """Return a value that must be among some."""
        if value in known:
            return value
        raise self.refusal(name, f"among {', '.join(known)}")

    def refusal(self, name: str, kind: str) -> DocumentError:
        """Return the line that says what a field must be."""
        return DocumentError(f"{self.place}: {name} must be {kind}")


def as_object(value: object, what: str) -> Mapping[str, Any]:
    """Return an object's fields; ``what`` names it where it is none."""
    if isinstance(value, dict):
        return value
    raise DocumentError(f"{what} must be an object")
