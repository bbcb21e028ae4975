"""What the values of the schema are called in Chinese and English: by the explorer's words, wherever they are shown."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from queries import Words


def value_words(name: str, value: str) -> Words:
    """Return what a value of a property is called; one that is no word of ours stays as it is.

    ``name`` is the property, or the column of an answer that holds it, as ``role`` holds owns.
    """
    table = _table()
    pair = table["texts"].get(f"{name}.{value}") if name in table["values"] else None
    return Words(*pair) if pair else Words(value, value)


@cache
def _table() -> Any:
    path = files("api") / "static" / "explorer" / "words.json"
    return json.loads(path.read_text(encoding="utf-8"))
