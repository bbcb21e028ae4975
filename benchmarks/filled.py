"""A store with the sample or with generated documents in it."""

from pathlib import Path

from benchmarks.generator import documents_for, make_documents
from graph.store import Store
from loaders import extract_file

SAMPLE = Path(__file__).parents[1] / "data" / "taicang-2021-breakdown.txt"
SAMPLE_TASKS = 157


def fill_store(store: Store, size: int, seed: int) -> None:
    """Load the sample where the size is its own, else as many generated documents as have that many tasks."""
    if size == SAMPLE_TASKS:
        store.load(extract_file(SAMPLE).batch())
        return
    for batch in make_documents(0, documents_for(size), seed):
        store.load(batch)
