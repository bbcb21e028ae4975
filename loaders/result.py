"""What is read from one document. Imports no reader and no layout: who only handles results need not wait for them."""

from dataclasses import dataclass

from graph.model import Batch
from graph.units import Decisions
from loaders.notice import Facts
from loaders.records import Assignment, Section
from loaders.report import Report


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document; ``sections`` are those of a report, which names nobody who answers."""

    facts: Facts
    records: tuple[Assignment, ...]
    report: Report
    sections: tuple[Section, ...] = ()

    def batch(self, decisions: Decisions | None = None) -> Batch:
        """Return the nodes and edges that the document states, ready for a store.

        ``decisions`` are what people decided on the names of its place.
        """
        from loaders.assemble import assemble  # noqa: PLC0415 - see above

        return assemble(self.facts, self.records, self.sections, self.report, decisions)
