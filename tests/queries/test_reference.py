"""The page of questions is written from the catalogue."""

import subprocess
import sys
from pathlib import Path

import queries
from queries.reference import example_command, reference_page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "questions.md"


def test_the_page_is_what_the_catalogue_says() -> None:
    """Where it is not: python -m queries.reference > docs/reference/questions.md."""
    assert PAGE.read_text(encoding="utf-8") == reference_page()


def test_an_example_is_written_as_it_is_typed() -> None:
    """What a shell would take apart is quoted."""
    assert example_command(queries.question("tasks-of-unit")) == "zerentu ask tasks-of-unit unit=市发改委 direct=true"
    assert example_command(queries.question("task")) == "zerentu ask task task='320585:太政发〔2021〕9号:1.2'"


def test_the_catalogue_is_read_without_networkx() -> None:
    """Listing all questions must not wait for a library that only some of them use."""
    code = "import queries, sys; queries.questions(); sys.exit('networkx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
