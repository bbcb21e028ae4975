"""Reads the text of a statement: what is code and what is a comment, which lines are optional, what it returns.

A line of a statement may end in a mark, and then stands only for some parameters::

    MATCH (task)-[:STATED_IN]->(document:Document)    // if document
    WHERE document.id = $document                     // if document
    MATCH (unit)-[duty:OWNS]->(task)                  // unless document, year

``if`` keeps the line where any of the named parameters is given, ``unless`` where none of them is. With all marks
taken as comments the text is still one statement, and so can be pasted into any Cypher console line by line.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*) | (?P<string>'(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*") | (?P<name>`[^`]*`)""",
    re.VERBOSE,
)
_MARK = re.compile(r"//\s*(?P<word>if|unless)\s+(?P<names>\w+(?:\s*,\s*\w+)*)\s*$")
_ALIAS = re.compile(r"(?:^|\sAS\s+)(\w+)$")
_RETURN = re.compile(
    r"^RETURN\s+(?:DISTINCT\s+)?(?P<items>.*?)\s+ORDER\s+BY\s+(?P<order>.*?)(?:\s+(?:SKIP|LIMIT)\s.*)?$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement: its code, without comment, and the parameters that it depends on."""

    number: int
    code: str
    mark: str = ""
    names: tuple[str, ...] = ()

    def stands(self, given: AbstractSet[str]) -> bool:
        """Say whether the line stands where these parameters are given."""
        return not self.mark or given.isdisjoint(self.names) == (self.mark == "unless")


def read_lines(statement: str, first: int = 1) -> list[Line]:
    """Split a statement into its lines; ``first`` is the number of the first one in its file."""
    return [_read_line(text, number) for number, text in enumerate(statement.splitlines(), first) if text.strip()]


def render(statement: str, given: AbstractSet[str]) -> str:
    """Return the lines that stand where these parameters are given, without comments."""
    return "\n".join(line.code for line in read_lines(statement) if line.code and line.stands(given))


def used_parameters(statement: str) -> set[str]:
    """Return the parameters that a statement has as ``$name`` or in a mark."""
    lines = read_lines(statement)
    marks = {name for line in lines for name in line.names}
    return marks | {name for line in lines for name in re.findall(r"\$(\w+)", blank_strings(line.code))}


def blank_strings(code: str) -> str:
    """Return the code, as long as before, with comments and the inside of strings and quoted names blanked."""
    return _TOKEN.sub(
        lambda found: "~" * len(found.group()) if not found["comment"] else " " * len(found.group()), code
    )


def last_return(statement: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the returned columns, and those that the rows are ordered by.

    Raises:
        ValueError: not exactly one RETURN, a value without a name, or an order that is not by returned columns.
    """
    text = _outermost(blank_strings("\n".join(line.code for line in read_lines(statement))))
    starts = [found.start() for found in re.finditer(r"\bRETURN\b", text)]
    if len(starts) != 1:
        raise ValueError(
            f"a statement has one RETURN (a UNION cannot be ordered as a whole), this one has {len(starts)}"
        )
    found = _RETURN.match(text[starts[0] :].strip())
    if not found or not found["order"]:
        raise ValueError("the statement does not end in RETURN … ORDER BY …")
    columns = tuple(_alias(item) for item in found["items"].split(","))
    return columns, tuple(_order(item, columns) for item in found["order"].split(","))


def _read_line(text: str, number: int) -> Line:
    comments = [found for found in _TOKEN.finditer(text) if found["comment"]]
    if not comments:
        return Line(number, text.rstrip())
    comment = comments[0]
    code, mark = text[: comment.start()].rstrip(), _MARK.match(comment.group())
    if not mark:
        return Line(number, code)
    return Line(number, code, mark["word"], tuple(re.split(r"\s*,\s*", mark["names"])))


def _outermost(text: str) -> str:
    """Blank what stands in brackets, so that commas and clauses left belong to the statement itself."""
    depth, kept = 0, []
    for character in text:
        depth -= character in ")]}"
        kept.append(character if depth == 0 and character not in ")]}" else " ~"[character not in " \n"])
        depth += character in "([{"
    return "".join(kept)


def _alias(item: str) -> str:
    found = _ALIAS.search(item.strip())
    if not found:
        raise ValueError(f"every returned value needs a name (… AS name): {' '.join(item.split())!r}")
    return found[1]


def _order(item: str, aliases: tuple[str, ...]) -> str:
    column = re.sub(r"\s+(DESC|ASC)$", "", item.strip())
    if column not in aliases:
        raise ValueError(f"ORDER BY names {column!r}, which is no returned column")
    return column
