"""Which tasks lack what others have, annex by annex: a column that an annex does not have is one finding, not many."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from loaders.records import Assignment


class Lacking(NamedTuple):
    """The tasks of an annex that lack something, and whether they are all that it has (more than one)."""

    annex: int
    records: list[Assignment]
    is_whole: bool


def lacking_by_annex(records: Sequence[Assignment], has: Callable[[Assignment], bool]) -> Iterator[Lacking]:
    """Yield the tasks that lack something, for every annex with such tasks."""
    by_annex: dict[int, list[Assignment]] = {}
    for record in records:
        by_annex.setdefault(record.annex, []).append(record)
    for annex, tasks in by_annex.items():
        lacking = [record for record in tasks if not has(record)]
        if lacking:
            yield Lacking(annex, lacking, len(lacking) == len(tasks) > 1)
