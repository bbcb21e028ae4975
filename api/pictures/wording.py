"""What pictures say: labels, relationship types and places in Chinese and English; the rest is in words.yml."""

from typing import Any

from graph.schema import node_type, relationship_type
from graph.words import word_list
from loaders.checks import place_in_chinese
from queries import Words


def said(name: str) -> Words:
    """Return the words of this name."""
    found = _words()[name]
    return Words(found["zh"], found["en"])


def page_words() -> dict[str, str]:
    """Return all that the page says, both languages in one text."""
    return {name: f"{each['zh']} / {each['en']}" for name, each in _words().items()}


def label_words(label: str) -> Words:
    """Return what a label is called, in English by its name in the graph."""
    return Words(node_type(label).zh, label)


def kind_words(kind: str) -> Words:
    """Return what a relationship type is called, in English by its name in the graph."""
    return Words(relationship_type(kind).zh, kind)


def locator_words(locator: str) -> Words:
    """Return a place in words; what is said otherwise than locators are stays as it is."""
    return Words(place_in_chinese(locator), locator)


def _words() -> Any:
    return word_list("api.pictures", "words.yml")
