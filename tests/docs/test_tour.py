"""The commands that the README and the tutorial show: each of them is run as it stands there."""

import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/tutorial/first-answers.md")
REFERENCE = ("docs/reference/rest.md",)
SERVER = "http://127.0.0.1:8000"
# What needs a file of the reader's own, or goes on running.
NOT_RUN = ("plan.docx", "zerentu serve")

pytestmark = pytest.mark.slow


def commands(program: str, pages: tuple[str, ...] = PAGES) -> list[str]:
    """Return the indented command lines of the pages that begin with the program, continued lines joined."""
    text = "\n".join((ROOT / page).read_text(encoding="utf-8") for page in pages)
    found = re.findall(rf'^    ({program} (?:"[^"]*"|[^\n"])*)', text, re.MULTILINE)
    lines = [re.sub(r"\s+", " ", line.partition("  #")[0]).strip() for line in found]
    return [line for line in dict.fromkeys(lines) if not any(word in line for word in NOT_RUN)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample beside it and the embedded graph in it, as a clone has after ``make run``."""
    folder = tmp_path_factory.mktemp("tour")
    (folder / "data").symlink_to(ROOT / "data")
    run("zerentu load data/taicang-2021-breakdown.txt", folder)
    return folder


def run(line: str, folder: Path) -> str:
    """Run a line in a shell and return what it printed; a failure shows what went wrong."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZERENTU_")}
    environment["PATH"] = f"{ROOT / '.venv/bin'}:{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    # A reader that closes the pipe (| head) ends the writer.
    assert done.returncode in {0, 141}, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def server(place: Path) -> Iterator[str]:
    """The server on the graph of the tour, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    store = f"ladybug:{place / '.zerentu/graph.lbug'}"
    command = [str(ROOT / ".venv/bin/zerentu"), "serve", "--port", str(port), "--store", store]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_the_pages_show_enough_commands() -> None:
    """The tour is not empty by a slip of the pattern."""
    assert len(commands("zerentu")) >= 10
    assert len(commands("curl")) >= 4
    assert len(commands("curl", REFERENCE)) >= 8


@pytest.mark.parametrize("line", [line for line in commands("zerentu") if "unload" not in line])
def test_every_zerentu_command_that_is_shown_answers(place: Path, line: str) -> None:
    """A reader may copy any of them after ``make run``."""
    assert run(line, place)


@pytest.mark.parametrize("line", commands("curl", REFERENCE))
def test_every_curl_command_of_the_reference_is_answered(server: str, place: Path, line: str) -> None:
    """With 200 and something in it: a file in the folder, or what is printed."""
    folder = place / "fetched"
    folder.mkdir(exist_ok=True)

    printed = run(line.replace("curl ", "curl --fail --silent --show-error ", 1).replace(SERVER, server), folder)

    assert printed or any(file.stat().st_size for file in folder.iterdir())


@pytest.mark.parametrize("line", commands("curl"))
def test_every_curl_command_that_is_shown_answers(server: str, place: Path, line: str) -> None:
    """Chinese words in an address are encoded by curl where the line says so."""
    answer = json.loads(run(line.replace(SERVER, server), place))

    assert answer.get("rows") or answer.get("items")


def test_the_answer_in_the_readme_is_the_real_one(place: Path) -> None:
    """The first lines that a visitor reads are what the command prints."""
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition("$ zerentu ask busiest-units limit=3")[2]
    rows = re.findall(r"320585:\S+ +\S+ +\d+.*", shown)

    printed = run("zerentu ask busiest-units limit=3", place)

    assert len(rows) == 3
    assert [row.split() for row in rows] == [line.split() for line in printed.splitlines() if "320585:" in line]
