"""A graph file with damage at random places: refused with what was in it, or open with all of it, never with less."""

import json
import logging
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.store import open_store
from tests.contract.batches import NOTICE, PLAN, many_tasks, notice, plan

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LOG = logging.getLogger(__name__)
SEED, PAGE = 20261122, 4096
MANY = "320585:第1号"
TASKS, RESPONSIBILITIES = 2 + 1 + 150, 5 + 2 + 5 * 150
OPENING = """
import json, sys
from graph.errors import StoreError
from graph.store import open_store
def number(store, pattern):
    return store.ask(f"MATCH {pattern} RETURN count(*) AS n").rows[0][0]
try:
    with open_store("ladybug:" + sys.argv[1]) as store:
        held = [number(store, each) for each in ("(:Document)", "(:Task)", "()-[:LEADS|OWNS|SUPPORTS]->()")]
        print(json.dumps(["open", held]))
except StoreError as error:
    print(json.dumps(["refused", str(error)]))
"""


@pytest.mark.parametrize("turns", [6, pytest.param(150, marks=pytest.mark.soak)])
def test_damage_is_never_opened_with_less(tmp_path: Path, turns: int) -> None:
    """A bit turned, a page emptied or filled with noise, the end cut off; each copy in a process of its own."""
    file = tmp_path / "graph.lbug"
    with open_store(f"ladybug:{file}") as store:
        for batch in (plan(), notice(), many_tasks(1, 150)):
            store.load(batch)
    whole, places, outcomes = file.read_bytes(), random.Random(SEED), Counter[str]()  # noqa: S311 - the same each time
    for turn in range(turns):
        copy = tmp_path / "copy" / "graph.lbug"
        copy.parent.mkdir()
        copy.write_bytes(damaged(whole, places))
        shutil.copy(f"{file}.ledger", f"{copy}.ledger")
        outcome, said = opened(copy)

        where = f"turn {turn} of seed {SEED}: {said}"
        if outcome == "open":
            assert said == [3, TASKS, RESPONSIBILITIES], where
        else:
            named = [document for document in (PLAN, NOTICE, MANY) if document in said]
            assert named and "\n" not in said, where
            outcome = "cannot be read" if "cannot be read" in said else "less than was loaded"
        outcomes[outcome] += 1
        shutil.rmtree(copy.parent)
    LOG.info("damage: %s", dict(outcomes))


def damaged(whole: bytes, places: random.Random) -> bytes:
    """Return a copy with damage at some place."""
    content, place = bytearray(whole), places.randrange(len(whole))
    page = place - place % PAGE
    match places.choice(("bit", "empty page", "noise", "cut off")):
        case "bit":
            content[place] ^= 1 << places.randrange(8)
        case "empty page":
            content[page : page + PAGE] = bytes(PAGE)
        case "noise":
            content[page : page + PAGE] = places.randbytes(PAGE)
        case _:
            del content[place:]
    return bytes(content)


def opened(file: Path) -> tuple[str, str]:
    """Open a file in another process, and return whether it is open with how much, or refused with which words."""
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(file)],
        capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcome, said = json.loads(done.stdout)
    return outcome, said
