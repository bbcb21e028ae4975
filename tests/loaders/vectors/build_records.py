"""Saved records, as ``zerentu extract`` prints them, in the other form that they come in: an array of JSON."""

import json
from collections.abc import Callable

from tests.loaders.vectors import FOLDER


def array() -> bytes:
    """Return the records of ``records.jsonl`` as an array, as those of a document of its own."""
    text = (FOLDER / "records.jsonl").read_text(encoding="utf-8").replace("7号", "8号")
    return json.dumps([json.loads(line) for line in text.splitlines()], ensure_ascii=False, indent=1).encode()


def unicode_text() -> bytes:
    """Return the table of ``table.tsv`` as Excel saves it as Unicode text under another name."""
    return (FOLDER / "table.tsv").read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-16")


BUILT: dict[str, Callable[[], bytes]] = {"records.json": array, "table.csv": unicode_text}
