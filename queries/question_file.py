"""Parts a question's file into front matter and statement, and says where in it something is wrong."""

import re
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from graph.errors import QuestionError

KEYS = ("title", "description", "parameters", "example", "analysis", "feed", "returns")
_REQUIRED = ("title", "description", "example", "returns")
_SHAPES: tuple[tuple[str, type, str], ...] = (
    ("parameters", dict, "mapping"),
    ("example", dict, "mapping"),
    ("returns", list, "list"),
    ("feed", list, "list"),
    ("analysis", str, "name"),
)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A file of ``queries/cypher``: ``head`` is its leading comment without slashes, ``body`` the rest."""

    name: str
    head: str
    body: str

    @property
    def body_line(self) -> int:
        """The line on which the body starts."""
        return len(self.head.splitlines()) + 1

    def line_of(self, key: str) -> int:
        """Return the line on which a key of the front matter stands; 1 where it is missing."""
        lines = enumerate(self.head.splitlines(), 1)
        return next((number for number, line in lines if re.match(rf"\s*{re.escape(key)}\s*:", line)), 1)

    def fail(self, line: int, message: str) -> NoReturn:
        """Raise the error that names the file and the line."""
        raise QuestionError(f"queries/cypher/{self.name}, line {line}: {message}")


def split_file(name: str, text: str) -> QuestionFile:
    """Part the comment lines at the start of the text from the statement below them."""
    lines = text.splitlines()
    count = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    head = "\n".join(line[2:].removeprefix(" ") for line in lines[:count])
    return QuestionFile(name, head, "\n".join(lines[count:]))


def read_yaml(text: str) -> Any:
    """Return the value of a YAML text, by the safe loader, which is the C one where there is one."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - _LOADER is a safe one


def read_entries(file: QuestionFile) -> dict[str, Any]:
    """Return the front matter: known keys only, none of the required ones missing, each of the right shape.

    Raises:
        QuestionError: it is not so; the message has the file's name and the line.
    """
    entries = _read_mapping(file)
    for key in entries:
        if key not in KEYS:
            file.fail(file.line_of(str(key)), f"front matter has no {key!r}; it has {', '.join(KEYS)}")
    for key in _REQUIRED:
        if entries.get(key) is None:
            file.fail(1, f"front matter lacks {key!r}")
    for key, shape, noun in _SHAPES:
        if not isinstance(entries.setdefault(key, shape()), shape):
            file.fail(file.line_of(key), f"{key!r} is no {noun}: {entries[key]!r}")
    return entries


def _read_mapping(file: QuestionFile) -> dict[str, Any]:
    try:
        entries = read_yaml(file.head)
    except yaml.MarkedYAMLError as error:
        file.fail(error.problem_mark.line + 1 if error.problem_mark else 1, f"front matter is no YAML: {error.problem}")
    if not isinstance(entries, dict):
        file.fail(1, f"front matter is missing; it has {', '.join(KEYS)}")
    return entries
