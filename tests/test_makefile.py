"""The build: locks without addresses, targets that say what they do, scripts that fail in one line."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-runtime.lock")


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project with the variables added, NEO4J_URI taken out."""
    inherited = {name: value for name, value in os.environ.items() if name != "NEO4J_URI"}
    return subprocess.run(
        command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True, check=False, timeout=60
    )


def pins(lock: str) -> dict[str, str]:
    """Name and version of every line of a lock file that pins one."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {match[1]: match[2] for match in re.finditer(r"(?m)^([a-z0-9._-]+)==(\S+)", text)}


def held_port() -> socket.socket:
    """A socket that listens on a free port of loopback."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_hashes_every_pin(lock: str) -> None:
    """A lock is good against any index: it says what, never where from."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[a-z0-9._-]+==)", text)[1:]

    assert not re.search(r"://|--(extra-)?index|--find-links|(?m:(^|\s)/)", text)
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_is_run_is_what_was_tested() -> None:
    """The runtime lock is a part of the full one, version by version."""
    assert pins(LOCKS[1]).items() <= pins(LOCKS[0]).items()


def test_the_lock_holds_every_dependency_that_pyproject_names() -> None:
    """A dependency added without `make lock` is found here, before it is missing elsewhere."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]
    extras = [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    everything = [*runtime, *extras, *project["dependency-groups"]["dev"], *project["build-system"]["requires"]]

    def names(requirements: list[str]) -> set[str]:
        return {re.sub("[_.]", "-", re.split(r"[<>=!~;\[ ]", text)[0].lower()) for text in requirements}

    assert names(runtime) <= set(pins("requirements-runtime.lock"))
    assert names(everything) <= set(pins("requirements.lock"))


def test_help_lists_every_target() -> None:
    """`make` alone explains all there is to make."""
    phony = re.findall(r"(?m)^\.PHONY: (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"))[0].split()

    listed = re.findall(r"(?m)^  make (\w+) +\S", run("make").stdout)

    assert listed == phony


@pytest.mark.parametrize("words", [[], ["sideways"], ["up", "down"]])
def test_neo4j_script_explains_its_use(words: list[str]) -> None:
    """A wrong word gives one line and exit code 2."""
    result = run("scripts/neo4j", *words)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "usage: scripts/neo4j up|down|status\n"


@pytest.mark.slow
def test_neo4j_script_tells_a_listener_from_a_server() -> None:
    """A port that is merely open is no Neo4j."""
    with held_port() as listener:
        uri = f"bolt://127.0.0.1:{listener.getsockname()[1]}"

        result = run("scripts/neo4j", "status", NEO4J_URI=uri)

    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr == f"neo4j: NEO4J_URI is set, but nothing speaks Bolt at {uri}\n"


def test_neo4j_script_leaves_a_foreign_server_alone() -> None:
    """With NEO4J_URI set there is nothing to stop."""
    result = run("scripts/neo4j", "down", NEO4J_URI="bolt://127.0.0.1:1")

    assert result.returncode == 0
    assert "somebody else's" in result.stderr
