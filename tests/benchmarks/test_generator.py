"""The generated documents: the same for the same seed, shaped like a county's breakdown, read back as written."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from benchmarks.documents import flattened_text, word_document
from benchmarks.generator import Place, Row, document_number, make_document, make_documents, make_place, make_rows
from loaders import extract_bytes

Write = Callable[[Place, int, Sequence[Row]], bytes]


def test_the_same_seed_gives_the_same_documents() -> None:
    """Two runs measure the same work, whatever was generated before."""
    batches = list(make_documents(0, 3))

    again = [batch.digest() for batch in make_documents(1, 3)]

    assert again == [batch.digest() for batch in batches[1:]]
    assert make_document(0, 2021, seed=2).digest() != batches[0].digest()


def test_a_document_has_150_tasks_and_about_1050_edges() -> None:
    """The shape that the targets are for; every edge of responsibility bears its receipt."""
    batches = list(make_documents(0, 5))

    tasks = [Counter(node.label for node in batch.nodes)["Task"] for batch in batches]
    edges = sum(len(batch.edges) for batch in batches) / len(batches)

    assert tasks == [150] * 5
    assert 950 <= edges <= 1150
    assert all(edge.properties["quote"] for edge in batches[0].edges if edge.type in ("LEADS", "OWNS", "SUPPORTS"))


def test_the_documents_of_a_place_share_its_units() -> None:
    """Five years of one place, then the next place."""
    first, fifth, sixth = (
        {node.id for node in batch.nodes if node.label == "Unit"}
        for number, batch in enumerate(make_documents(0, 6))
        if number in (0, 4, 5)
    )

    assert len(first & fifth) > 30
    assert not first & sixth


@pytest.mark.parametrize(("write", "name"), [(flattened_text, "plan.txt"), (word_document, "plan.docx")])
def test_a_written_document_is_read_as_it_was_generated(write: Write, name: str) -> None:
    """So that extraction is measured on documents that it reads in full, merged cells included."""
    place = make_place(3)
    rows = make_rows(place, 2022, count=60)

    extraction = extract_bytes(write(place, 2022, rows), name)

    assert extraction.facts.number == document_number(place, 2022)
    read = [
        (one.headings, one.content, {role: one.names(role) for role in one.duties}, set(one.inherited))
        for one in extraction.records
    ]
    assert read == [(row.headings, row.content, row.names, set(row.inherited)) for row in rows]
