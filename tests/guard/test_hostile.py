"""Hostile statements and mutants of them, on both engines with real parts: none does harm or holds on to anything."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from graph.errors import StatementTimeoutError
from graph.guard import GuardedCypher, Limits, StatementRefusedError
from tests.guard.conftest import Engine
from tests.guard.statements import filled, hostile_groups, mutants

pytestmark = pytest.mark.slow

SECRET = "zerentu-canary-7f3a"
LIMITS = Limits(timeout_seconds=2.0, answer_bytes=500_000)


class Listener:
    """An address that nobody may call; it counts who does."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.calls = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        """Listen no longer."""
        self._socket.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.calls += 1
                connection.close()


class Trap:
    """A folder with a secret to read and a path to write, and a listener to call; what is there is known."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.listener = folder, Listener()
        self._secret = folder / "secret.csv"
        self._secret.write_text(f"{SECRET}\n", encoding="utf-8")
        self.places: Mapping[str, str] = {
            "read": str(self._secret),
            "write": str(folder / "written"),
            "folder": str(folder),
            "address": self.listener.address,
        }

    def is_untouched(self) -> bool:
        """Say whether nothing was written and nobody called."""
        files = [path.name for path in self.folder.iterdir()]
        return (
            files == ["secret.csv"] and SECRET in self._secret.read_text(encoding="utf-8") and not self.listener.calls
        )


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    """What hostile statements are after."""
    made = Trap(tmp_path)
    yield made
    made.listener.close()


@pytest.fixture(scope="module")
def guard(engine: Engine) -> GuardedCypher:
    """A guard with short limits."""
    return engine.guard(LIMITS)


@pytest.mark.parametrize("group", hostile_groups())
def test_hostile_statements_do_no_harm(engine: Engine, guard: GuardedCypher, trap: Trap, group: str) -> None:
    """None reads or writes a file, calls out, changes the graph or holds a worker past its limit and two seconds."""
    before = engine.digest()

    harm = [
        (statement[:100], said)
        for statement in hostile_groups()[group]
        if (said := harm_of(guard, filled(statement, trap.places), {"file": f"file://{trap.places['read']}"}))
    ]

    assert harm == []
    assert_nothing_happened(engine, trap, before)


def test_mutants_do_no_harm(engine: Engine, guard: GuardedCypher, trap: Trap) -> None:
    """A few hundred, the same ones each time."""
    run_mutants(engine, guard, trap, seed=20260731, many=300)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_twenty_thousand_mutants_do_no_harm(engine: Engine, guard: GuardedCypher, trap: Trap, seed: int) -> None:
    """A thousand for each seed."""
    run_mutants(engine, guard, trap, seed, many=1000)


def run_mutants(engine: Engine, guard: GuardedCypher, trap: Trap, seed: int, many: int) -> None:
    before = engine.digest()

    harm = [(each, said) for each in mutants(trap.places, seed, many) if (said := harm_of(guard, each, {}))]

    assert harm == []
    assert_nothing_happened(engine, trap, before)


def harm_of(guard: GuardedCypher, statement: str, parameters: dict[str, str]) -> str:
    """Return what harm a statement did to whoever asked; empty where it did none."""
    began = time.monotonic()
    try:
        said = str(guard.ask(statement, dict(parameters)))
    except (StatementRefusedError, StatementTimeoutError) as error:
        said = str(error)
        if any(word in said for word in ("xception", "Neo.", "Traceback", "\n")):
            return f"it tells the engine's words: {said}"
    if SECRET in said:
        return "it read the secret"
    took = time.monotonic() - began
    return "" if took < LIMITS.timeout_seconds + 2 else f"it took {took:.1f} s"


def assert_nothing_happened(engine: Engine, trap: Trap, before: str) -> None:
    until = time.monotonic() + LIMITS.timeout_seconds + 2
    while engine.runs_still() and time.monotonic() < until:
        time.sleep(0.1)
    assert engine.runs_still() == []
    assert trap.is_untouched()
    assert engine.digest() == before
