"""Reviewed word lists, kept as YAML beside the code that reads them."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

REMEMBERED = 20_000
"""How many texts the readers of names keep their answers for: in a table the same names come again and again."""


@cache
def word_list(package: str, name: str) -> Any:
    """Return the parsed YAML file ``name`` of ``package``; each file is read once."""
    text = (files(package) / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


def without_spaces(text: str) -> str:
    """Return the text without any white space: names are set apart with it (张  顺, 编  办)."""
    return "".join(text.split())
