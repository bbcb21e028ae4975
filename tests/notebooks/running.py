"""Runs a notebook as JupyterLab would, in a kernel of the Python that runs the tests, and tells what a reader sees."""

import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from lxml import html
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"


@dataclass(frozen=True, slots=True)
class Executed:
    """A notebook with its outputs, and the seconds of processor time that it took."""

    notebook: nbformat.NotebookNode
    cpu_seconds: float

    def outputs(self, cell: str) -> list[nbformat.NotebookNode]:
        """Return the outputs of the cell of this id."""
        return next(each.outputs for each in self.notebook.cells if each.id == cell)

    def printed(self, cell: str, stream: str = "stdout") -> str:
        """Return what a cell printed."""
        return "".join(each.text for each in self.outputs(cell) if each.get("name") == stream)

    def markup(self, cell: str) -> str:
        """Return the HTML or Markdown that a cell shows."""
        data = next(each.data for each in self.outputs(cell) if "data" in each)
        return str(data.get("text/html") or data.get("text/markdown"))

    def rows(self, cell: str) -> list[list[str]]:
        """Return the rows of the table that a cell shows, without what numbers or names them."""
        rows = html.fromstring(self.markup(cell)).xpath("//tbody/tr")
        return [[each.text_content().strip() for each in row.xpath("./td")] for row in rows]

    def heads(self, cell: str) -> list[str]:
        """Return what the rows of that table are called, where they have names."""
        return [each.text_content() for each in html.fromstring(self.markup(cell)).xpath("//tbody/tr/th")]

    def figures(self) -> dict[str, str]:
        """Return the first PNG that each cell shows, in base 64, by the cell's id."""
        shown = {
            cell.id: [each.data["image/png"] for each in cell.get("outputs", []) if "image/png" in each.get("data", {})]
            for cell in self.notebook.cells
        }
        return {cell: images[0] for cell, images in shown.items() if images}

    def complaints(self) -> dict[str, str]:
        """Return what cells wrote to standard error, warnings included, by the cell's id."""
        return {
            cell.id: "".join(each.text for each in cell.get("outputs", []) if each.get("name") == "stderr")
            for cell in self.notebook.cells
            if any(each.get("name") == "stderr" for each in cell.get("outputs", []))
        }


def execute(name: str, environment: Mapping[str, str] | None = None) -> Executed:
    """Run a notebook from its first cell to its last; a cell that raises, raises.

    No kernel that is installed for Jupyter is asked for: the kernel is this Python's own ipykernel.
    """
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    kernel = AsyncKernelManager(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    client = NotebookClient(notebook, km=kernel, timeout=600, resources={"metadata": {"path": str(NOTEBOOKS)}})
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ZERENTU_", "NEO4J_"))}
    before = _cpu_seconds()
    client.execute(env=kept | {"PYTHONPATH": str(ROOT)} | dict(environment or {}), cleanup_kc=True)
    return Executed(notebook, _cpu_seconds() - before)


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
