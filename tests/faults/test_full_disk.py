"""The disk is full: the load is refused in one line, the graph is as it was, and later loads go in.

A limit on the size of files stands for the disk, as any user may set it; where this user may mount, a small file system
of its own does as well.
"""

import json
import logging
import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.access.keys import KeyRing
from api.access.roles import Role
from graph.errors import StoreError
from graph.store import open_store
from tests.access.test_processes import post, running, service_file
from tests.contract.batches import NOTICE, PLAN, many_tasks, plan
from tests.faults.wholeness import held

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LOG = logging.getLogger(__name__)
SEED = 20261122
FIRST = "320585:第1号"
PROGRAM = """
import json, os, resource, sys
from graph.store import ladybug_file, ledger, open_store
from graph.errors import StoreError
from tests.contract.batches import *

told = []

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def attempt(work, *arguments):
    try:
        told.append(getattr(work(*arguments), "outcome", "done"))
    except StoreError as error:
        told.append(str(error))

def without_room_kept():
    # As where another program takes the room between the look and the write.
    look = ladybug_file.require_room
    ladybug_file.require_room = lambda path, needed: look(path, needed) if needed >= 2**24 else None

file = sys.argv[1]
{code}
print(json.dumps(told))
"""


def told_by(file: Path, code: str) -> list[str]:
    """Run code in a process of its own that may be limited, and return what came of each attempt in it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{code}", code), str(file)],
        capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    told: list[str] = json.loads(done.stdout)
    assert all("\n" not in each for each in told)
    return told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A graph of two documents."""
    path = tmp_path / "graph.lbug"
    with open_store(f"ladybug:{path}") as store:
        store.load(plan())
        store.load(many_tasks(1, 100))
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount: the limit on the size of files stands for the disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def documents(file: Path) -> set[str]:
    with open_store(f"ladybug:{file}") as store:
        return {str(key) for [key] in store.ask("MATCH (d:Document) RETURN d.id AS id").rows}


def test_a_load_without_room_is_refused_before_it_is_written(file: Path) -> None:
    """The service that runs goes on, and loads when there is room again."""
    size = file.stat().st_size

    refused, unload, asked, later = told_by(
        file,
        f"""
store = open_store("ladybug:" + file)
limit({size + 10_000})
attempt(store.load, many_tasks(2, 300))
attempt(store.unload, {PLAN!r})
attempt(lambda: store.ask("MATCH (d:Document) RETURN count(d) AS n").rows == [[2]] or 1 / 0)
limit(resource.RLIM_INFINITY)
attempt(store.load, notice())
store.close()
""",
    )

    assert "graph.lbug: there is no room to write" in refused and "nothing was written: make room" in refused
    assert "there is no room" in unload
    assert (asked, later) == ("done", "new")
    assert documents(file) == {FIRST, PLAN, NOTICE}


@pytest.mark.parametrize(
    ("size", "end"), [(1_000, "os._exit(0)"), (200_000, "store.close()")], ids=["early-killed", "late-closed"]
)
def test_a_log_that_is_cut_off_by_a_full_disk_loses_nothing(file: Path, size: int, end: str) -> None:
    """The engine would go on behind the torn end, and lose what it then says is in: the log is begun anew first."""
    told = told_by(
        file,
        f"""
without_room_kept()
store = open_store("ladybug:" + file)
limit({size})
attempt(store.load, many_tasks(2, 600))
attempt(store.load, notice())
limit(resource.RLIM_INFINITY)
attempt(store.load, notice())
print(json.dumps(told), flush=True) if "exit" in {end!r} else None
{end}
""",
    )

    assert "the disk is full: make room" in told[0]
    assert "there is no room" in told[1]
    assert told[2] == "new"
    assert documents(file) == {FIRST, PLAN, NOTICE}


def test_a_process_that_ends_on_a_full_disk_ends_in_order(file: Path) -> None:
    """The engine would end it by SIGABRT; what was acknowledged is there when there is room again."""
    told = told_by(
        file,
        """
without_room_kept()
store = open_store("ladybug:" + file)
limit(50_000)
attempt(store.load, many_tasks(2, 600))
store.close()
""",
    )

    assert "the disk is full" in told[0]
    assert documents(file) == {FIRST, PLAN}


@pytest.mark.parametrize("turns", [3, pytest.param(60, marks=pytest.mark.soak)])
def test_limits_of_any_size(file: Path, tmp_path: Path, turns: int) -> None:
    """Some loads go in and some do not; those that were acknowledged are whole, and no others are there."""
    numbers = random.Random(SEED)  # noqa: S311 - to be the same each time
    refusals = loads = 0
    for turn in range(turns):
        copy = tmp_path / str(turn) / "graph.lbug"
        copy.parent.mkdir()
        for suffix in ("", ".ledger"):
            shutil.copy(f"{file}{suffix}", f"{copy}{suffix}")
        sizes = [int(10 ** numbers.uniform(3, 7.2)) for _ in range(4)]
        steps = "".join(
            f"limit({size}); attempt(store.load, many_tasks({number}, {numbers.choice([10, 300, 1200])}))\n"
            for number, size in enumerate(sizes, start=2)
        )
        start = "without_room_kept()\n" if numbers.random() < 0.5 else ""
        stop = "store.close()" if numbers.random() < 0.5 else "print(json.dumps(told), flush=True); os._exit(0)"
        told = told_by(copy, f'{start}store = open_store("ladybug:" + file)\n{steps}{stop}')
        loaded = [f"320585:第{number}号" for number, each in enumerate(told, start=2) if each == "new"]

        assert documents(copy) == {PLAN, FIRST, *loaded}, f"turn {turn} of seed {SEED}: {sizes}"
        with open_store(f"ladybug:{copy}") as store:
            assert [each for each in held(store).partial if each != PLAN] == []
        loads, refusals = loads + len(loaded), refusals + len(told) - len(loaded)
        shutil.rmtree(copy.parent)
    LOG.info("full disk: %s turns, %s loads acknowledged, %s refused, 0 lost", turns, loads, refusals)


@pytest.mark.parametrize("left", [0, 3_000])
def test_a_disk_that_is_full(small_disk: Path, left: int) -> None:
    """With its graph, ledger and index on it: refused, asked, and loaded when something was taken away."""
    file, ballast = small_disk / "graph.lbug", small_disk / "ballast"
    with open_store(f"ladybug:{file}") as store:
        store.load(plan())
        store.search("河道")
        ballast.write_bytes(bytes(max(0, shutil.disk_usage(small_disk).free - left)))

        with pytest.raises(StoreError, match=r"there is no room to write .*No space left") as caught:
            store.load(many_tasks(1, 300))
        found = store.search("河道整治")
        counted = store.counts()[0]["Task"]
    with open_store(f"ladybug:{file}") as store:
        assert [hit.id for hit in store.search("河道整治")] == [f"{PLAN}:1.2"] == [hit.id for hit in found]
        ballast.unlink()
        outcome = store.load(many_tasks(1, 300)).outcome

    assert "\n" not in str(caught.value)
    assert (counted, outcome) == (2, "new")
    assert documents(file) == {FIRST, PLAN}


def test_a_ledger_on_a_full_disk_refuses_the_load(file: Path) -> None:
    """It is written before the commit, so nothing of the load is in the graph."""
    told = told_by(
        file,
        """
without_room_kept()
store = open_store("ladybug:" + file)
write = ledger._write
def write_little(number, data, place):
    limit(place + 20)
    try: write(number, data, place)
    finally: limit(resource.RLIM_INFINITY)
ledger._write = write_little
attempt(store.load, notice())
attempt(lambda: store.ask("MATCH (d:Document) RETURN count(d) AS n").rows == [[2]] or 1 / 0)
ledger._write = write
attempt(store.load, notice())
store.close()
""",
    )

    assert "graph.lbug.ledger: the ledger cannot be written: File too large; nothing was written" in told[0]
    assert told[1:] == ["done", "new"]
    assert documents(file) == {FIRST, PLAN, NOTICE}


def limited(process: subprocess.Popen[bytes], size: int) -> None:
    """Let a process that runs write no file beyond a size."""
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_service_on_a_full_disk_says_so_and_goes_on(tmp_path: Path) -> None:
    """An upload is refused with 503 while its graph or its service file cannot grow; then the same one is loaded."""
    _, key = KeyRing(service_file(tmp_path)).create(Role.EDITOR)
    with running(tmp_path, uploads__wait_seconds="200") as (process, client, _):
        answers: dict[str, Any] = {}
        graph = tmp_path / ".zerentu" / "graph.lbug"
        # Less than any load needs, and more than the service file does.
        for name, size in (("graph", graph.stat().st_size + 2**19), ("service file", 2_000)):
            limited(process, size)
            answers[name] = post(client, key)
            assert client.get("/ready").status_code == 200
            assert client.get("/tasks").json()["total"] == 0
        limited(process, resource.RLIM_INFINITY)
        again = post(client, key)

        assert client.get("/tasks").json()["total"] == 157
    assert {name: answer.status_code for name, answer in answers.items()} == {"graph": 503, "service file": 503}
    assert answers["graph"].json()["type"] == "/problems/store-unavailable"
    assert answers["service file"].json()["type"] == "/problems/service-file-unavailable"
    assert again.status_code == 201
