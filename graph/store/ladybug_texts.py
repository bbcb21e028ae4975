"""What the text index reads of a graph in ladybug: the loads, and the texts of documents."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graph.store.hits import TEXTS
from graph.store.text_index import Texts

Run = Callable[..., list[list[Any]]]


class LadybugView:
    """The state of the graph that one read transaction shows."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def loads(self) -> dict[str, str]:
        """Return which load wrote each document."""
        return dict(self._run("MATCH (d:Document) RETURN d.id, coalesce(d.load_id, '')"))

    def texts(self, documents: Sequence[str]) -> Iterator[Texts]:
        """Yield all that is searched of these documents."""
        for label, names in TEXTS.items():
            for document, key, *texts in self._run(_statement(label, names), ids=list(documents)):
                yield document, label, key, texts


def _statement(label: str, names: Sequence[str]) -> str:
    """Return the statement for document, id and texts, from the documents' keys: the other way round is a scan."""
    start = "UNWIND $ids AS id MATCH (d:Document {id: id})"
    stated = f"{start}<-[:STATED_IN]-(n:`{label}`)" if label != "Document" else f"{start} WITH d, d AS n"
    columns = ", ".join(f"n.`{name}`" for name in names)
    return f"{stated} RETURN d.id, n.id, {columns}"
