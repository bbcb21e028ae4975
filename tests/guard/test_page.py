"""docs/reference/cypher.md against the guard: limits, words, functions, and examples that run."""

import re
from pathlib import Path

import pytest

from api.settings import CypherSettings
from graph.guard.words import functions, procedures, refused_words
from tests.guard.conftest import Engine

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "cypher.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
DIALECTS = ("ladybug", "neo4j")


def test_every_word_function_and_procedure_is_in_the_page() -> None:
    """And no function that is none."""
    words = {word for dialect in DIALECTS for word in refused_words(dialect)}
    listed = set(re.findall(r"`([a-z][a-z0-9_.]*)`", PAGE.partition("### Functions")[2].partition("## Cypher")[0]))

    assert [word for word in words if f"`{word}`" not in PAGE] == []
    assert listed == functions("ladybug") | functions("neo4j")
    assert [name for name in procedures() if name.rpartition(".")[2] not in PAGE.lower()] == []


def test_every_setting_is_in_the_page() -> None:
    """With its name in the environment."""
    names = [f"ZERENTU_CYPHER__{name.upper()}" for name in CypherSettings.model_fields]

    assert [name for name in names if f"`{name}`" not in PAGE] == []


@pytest.mark.slow
def test_the_examples_run_on_the_sample(engine: Engine) -> None:
    """On both engines, each with rows."""
    guard = engine.guard()

    assert len(EXAMPLES) >= 5
    assert [bool(guard.ask(each).rows) for each in EXAMPLES] == [True] * len(EXAMPLES)
