"""The notebooks as documents: what git holds of them, how they open, what they import, where their links lead."""

import ast
import re
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from tests.notebooks.running import NOTEBOOKS

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
OURS = ("graph", "loaders", "queries", "api")

pytestmark = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    """Return the cells of a kind."""
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_git_holds_no_outputs(path: Path) -> None:
    """What a notebook shows is made anew by whoever opens it: no outputs, no counts, no traces of an editor."""
    kept = [
        cell.id
        for cell in cells(path, "code")
        if cell.outputs or cell.execution_count is not None or cell.metadata.keys() - {"tags"}
    ]

    assert kept == []


def test_a_notebook_opens_with_what_it_answers_for_whom_and_what_it_needs(path: Path) -> None:
    """The first cell is a title in both languages and three lines."""
    title, *lines = cells(path, "markdown")[0].source.splitlines()

    assert re.fullmatch(rf"# {path.stem[0]} .*[A-Za-z].*", title)
    assert [line.partition("|")[2].partition("|")[0].strip() for line in lines if line.startswith("| **")] == [
        "**回答什么** Answers",
        "**给谁** For",
        "**需要** Needs",
    ]


def test_only_public_names_are_imported(path: Path) -> None:
    """No name with an underscore, nothing of how the command is made; what a reader copies keeps working."""
    sources = [cell.source for cell in cells(path, "code") if not cell.source.startswith("%%")]
    nodes = [node for source in sources for node in ast.walk(ast.parse(TransformerManager().transform_cell(source)))]
    imported = [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(OURS)]
    names = {f"{node.module}.{alias.name}" for node in imported for alias in node.names}
    reached = {node.attr for node in nodes if isinstance(node, ast.Attribute)}

    assert names
    assert [name for name in names if "._" in name or name.startswith("api.commands")] == []
    assert [name for name in reached if re.match("_[^_]", name)] == []


def test_every_link_leads_somewhere(path: Path) -> None:
    """Links between the notebooks and to the documentation name files that are there."""
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", text)

    assert [link for link in links if not (NOTEBOOKS / link).exists()] == []


def test_the_readme_lists_it(path: Path) -> None:
    """The table of the folder names every notebook."""
    assert f"({path.name})" in (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
