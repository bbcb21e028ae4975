"""Reviewed word lists, kept as YAML beside the code that reads them."""

import re
from functools import cache, lru_cache
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


@lru_cache(REMEMBERED)
def simplified(text: str) -> str:
    """Return the text in simplified characters, one for one, so that places in it stay: for recognising only.

    What is kept and shown stays as printed; word lists are in simplified characters.
    """
    # Most texts hold none to be replaced, and to look for one takes a tenth of the time of replacing.
    if text.isascii() or not _traditional_character().search(text):
        return text
    return text.translate(_simplified_characters())


@cache
def _traditional_character() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _simplified_characters()))}]")


@cache
def _simplified_characters() -> dict[int, int]:
    """Return which character stands for which: OpenCC's reading of each character by itself."""
    # It takes 20 ms to load, and plain ASCII files never need it.
    from opencc import OpenCC  # noqa: PLC0415 - ships no types

    characters = [chr(code) for code in range(0x3400, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, converted, strict=True)
    return {ord(one): ord(other) for one, other in pairs if one != other and len(other) == 1}


def without_spaces(text: str) -> str:
    """Return the text without any white space: names are set apart with it (张  顺, 编  办)."""
    return "".join(text.split())
