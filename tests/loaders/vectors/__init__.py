"""Documents of invented places in the shapes of real ones, each with what a careful reader takes from it.

``NAME.expected.jsonl`` says a task a line how its content begins and who leads, owns and supports it; it was written
from the document's design, never from what was read. Text is stored as it is; what is binary is built (``build_*``).
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
_TEXTS = {".txt", ".md", ".html", ".csv", ".tsv", ".json", ".jsonl"}
_ENCODINGS = {
    "list-fullwidth.txt": "utf-16",
    "list-traditional.txt": "big5",
    "table-gb18030.csv": "gb18030",
    "table-traditional.html": "big5",
}
"""In which encoding a text comes that is kept here in UTF-8 as all others are."""


def stored() -> dict[str, Callable[[], bytes]]:
    """Return the documents that are stored as text, by file name, each in the encoding that it comes in."""
    files = [path for path in FOLDER.iterdir() if path.suffix in _TEXTS and path.stem != "README"]
    return {path.name: partial(_encoded, path) for path in sorted(files) if ".expected" not in path.suffixes}


def _encoded(path: Path) -> bytes:
    return path.read_text(encoding="utf-8").encode(_ENCODINGS.get(path.name, "utf-8"))


def expected(name: str) -> list[dict[str, Any]]:
    """Return the expected tasks of a document; documents that differ in their format alone share them."""
    path = FOLDER / f"{name.partition('.')[0]}.expected.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
