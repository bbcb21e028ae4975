"""Many files: in the order given, bad ones among them, on threads and on a real cluster."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from graph.errors import DocumentError, LayoutError, ZerentuError
from loaders import Options
from loaders.confined import Limits
from loaders.many import Outcome, extract_many
from tests.loaders.hostile import HONEST
from tests.loaders.servers import dask_cluster

UNITS = ("财政局", "水务局", "教育局", "民政局", "农业局")


class Hand(Executor):
    """Finishes the first calls at once with their number, and leaves the others waiting."""

    def __init__(self, finished: int) -> None:
        """Say how many calls are finished."""
        self.finished = finished
        self.given: list[Future[Any]] = []

    def submit(self, *_: Any) -> "Future[Any]":  # type: ignore[override] # nothing is called
        """Return a future."""
        self.given.append(Future())
        if len(self.given) <= self.finished:
            self.given[-1].set_result(len(self.given))
        return self.given[-1]


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    """Five plans, each naming another unit; an empty file, one without duties and a missing one among them."""
    files = [tmp_path / f"{number}.txt" for number in range(8)]
    contents = [HONEST.replace("交通局".encode(), unit.encode()) for unit in UNITS]
    contents[1:1] = [b"", "青禾县。".encode()]
    for file, content in zip(files, contents, strict=False):
        file.write_bytes(content)
    return files


def told(outcome: Outcome) -> object:
    """Return the unit of the one task, or the error's class."""
    if isinstance(outcome, ZerentuError):
        return type(outcome)
    return outcome.records[0].names("owners")[0]


EXPECTED = ["财政局", DocumentError, LayoutError, "水务局", "教育局", "民政局", "农业局", DocumentError]


def test_files_are_read_in_the_order_given_and_bad_ones_are_errors(plans: list[Path]) -> None:
    """However many are read at a time."""
    with ThreadPoolExecutor(4) as threads:
        read = list(extract_many(plans, Options(), Limits(), threads, in_flight=3))

    assert [path for path, _ in read] == plans
    assert [told(outcome) for _, outcome in read] == EXPECTED


def test_only_so_many_are_held_at_a_time(tmp_path: Path) -> None:
    """A folder of thousands is never in memory as a whole: no file is opened before there is room for it."""
    file = tmp_path / "plan.txt"
    file.write_bytes(HONEST)
    hand = Hand(finished=100)
    outcomes = extract_many([file] * 100, Options(), Limits(), hand, in_flight=3)

    seen = [(next(outcomes)[1], len(hand.given)) for _ in range(4)]

    assert seen == [(1, 3), (2, 4), (3, 5), (4, 6)]


def test_what_waits_is_cancelled_where_nobody_wants_it_any_more(plans: list[Path]) -> None:
    """A command that ends early starts no further file."""
    hand = Hand(finished=1)
    outcomes = extract_many(plans[3:6], Options(), Limits(), hand, in_flight=3)
    next(outcomes)

    del outcomes

    assert [future.cancelled() for future in hand.given] == [False, True, True]


def test_a_fault_of_the_executor_is_no_fault_of_a_file(plans: list[Path]) -> None:
    """The loss of a cluster ends the reading; the file is not blamed."""
    hand = Hand(finished=0)
    outcomes = extract_many(plans[3:], Options(), Limits(), hand, in_flight=1)
    hand.submit = lambda *_: lost  # type: ignore[method-assign]
    lost: Future[Any] = Future()
    lost.set_exception(ConnectionResetError("lost"))

    with pytest.raises(ConnectionResetError):
        next(outcomes)


@pytest.mark.slow
def test_a_cluster_reads_the_same(plans: list[Path]) -> None:
    """Files go to it as bytes, so its workers need none of our folders."""
    with dask_cluster(workers=2) as cluster, cluster.get_client() as client:
        read = list(extract_many(plans, Options(), Limits(), client.get_executor(), in_flight=4))

    assert [told(outcome) for _, outcome in read] == EXPECTED
