"""Servers of their own for tests: in an environment of the test's, or with hostile readers; and a Dask cluster."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from loaders.confined import server
from loaders.confined.server import Server


@contextmanager
def own_server(patch: pytest.MonkeyPatch, first: str = "") -> Iterator[Server]:
    """Have every file read by a new server, which runs the statements ``first`` before it serves."""
    command = server._command  # what it is without the statements

    def with_statements(call: str) -> list[str]:
        *start, code = command(call)
        before, loaded, served = code.partition("from loaders.confined.child")
        return [*start, f"{before}{first}; {loaded}{served}" if first else code]

    patch.setattr("loaders.confined.server._command", with_statements)
    started = Server()
    patch.setattr("loaders.confined.reading.SERVER", started)
    try:
        yield started
    finally:
        started.stop()


@contextmanager
def dask_cluster(workers: int) -> Iterator[Any]:
    """Lend a scheduler on free ports, with workers that are processes of their own."""
    from distributed import LocalCluster  # noqa: PLC0415 - slow to import

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster:
        yield cluster
