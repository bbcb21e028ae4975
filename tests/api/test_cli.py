"""What holds for every command of ``zerentu``: help, exit codes, output, failures."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

import graph
from api.commands.line import app
from tests.api.command_line import NO_TABLE, SAMPLE, SCRIPT, clean_environment, script, zerentu

COMMANDS = (
    *("extract", "check", "load", "unload", "ask", "cypher", "mcp", "serve"),
    *("export", "backup", "restore", "migrate", "ledger", "doctor"),
)
NEEDS_STORE = (
    ("load", str(SAMPLE)),
    ("unload", "太政发〔2021〕9号"),
    ("ask", "documents"),
    ("cypher", "MATCH (n:Unit) RETURN n.id AS id"),
    ("serve", "--port", "18731"),
    ("export", "graph.jsonl"),
    ("backup", "graph.dump"),
    ("mcp",),
    ("doctor",),
)


def test_the_version_is_that_of_the_package() -> None:
    """--version prints one line."""
    ended = zerentu("--version")

    assert (ended.code, ended.out) == (0, f"zerentu {graph.__version__}\n")


def test_help_lists_every_command() -> None:
    """The help page names each command that there is."""
    ended = script("--help")

    assert ended.code == 0
    assert all(f"\n  {command} " in ended.out for command in COMMANDS)
    assert {info.callback.__name__ for info in app.registered_commands if info.callback} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_page(command: str) -> None:
    """COMMAND --help prints usage on standard output and ends with 0."""
    ended = zerentu(command, "--help")

    assert ended.code == 0
    assert ended.out.startswith(f"Usage: zerentu {command} ")


def test_without_a_command_the_help_is_shown_as_wrong_usage() -> None:
    """Nothing was asked for, so nothing is done."""
    ended = zerentu()

    assert ended.code == 2
    assert "Commands:" in ended.out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["frobnicate"], "frobnicate"),
        (["extract"], "FILE"),
        (["extract", "--wrong", "x"], "--wrong"),
        (["extract", "--format", "xml", "x"], "xml"),
        (["extract", "--year", "soon", "x"], "--year"),
        (["extract", "--kind", "novel", "x"], "novel"),
        (["cypher", "RETURN 1 AS one", "--limit", "0"], "--limit"),
        (["unload"], "DOCUMENT"),
        (["serve", "--port", "70000"], "--port"),
    ],
)
def test_wrong_usage_is_one_line_and_2(arguments: list[str], word: str) -> None:
    """The line names what is wrong and where the help is."""
    ended = zerentu(*arguments)

    ended.fails(2, word, "--help")
    assert ended.out == ""


@pytest.mark.parametrize("arguments", NEEDS_STORE, ids=lambda arguments: arguments[0])
def test_a_store_address_of_no_engine_is_2(arguments: tuple[str, ...]) -> None:
    """The message has the addresses that there are."""
    ended = zerentu(*arguments, "--store", "postgres://here")

    assert ended.code == 2
    assert "ladybug:PATH" in ended.out + ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "arguments", [each for each in NEEDS_STORE if each[0] != "serve"], ids=lambda arguments: arguments[0]
)
def test_a_neo4j_that_is_down_is_3(arguments: tuple[str, ...]) -> None:
    """The message has the address and what to do. A service starts without it: tests/faults."""
    ended = zerentu(*arguments, "--store", "bolt://127.0.0.1:1")

    assert ended.code == 3
    assert "bolt://127.0.0.1:1 does not answer" in " ".join((ended.out + ended.err).split())
    assert "Traceback" not in ended.err


@pytest.mark.neo4j
def test_a_neo4j_that_refuses_the_user_is_3(neo4j_server: tuple[str, object]) -> None:
    """A wrong password is told from a server that is down."""
    # A user of this test's own: a few wrong passwords lock the user out for a while.
    ended = zerentu(
        "ask", "documents", "--store", neo4j_server[0], "--user", "nobody",
        environment={"ZERENTU_NEO4J_PASSWORD": "wrong"},
    )  # fmt: skip

    ended.fails(3, "refuses the user")
    assert "wrong" not in ended.err


@pytest.mark.parametrize("arguments", NEEDS_STORE[1:4], ids=lambda arguments: arguments[0])
def test_reading_creates_no_store(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Where there is no graph, reading says so with 3 and leaves the folder as it was."""
    ended = zerentu(*arguments, "--store", f"ladybug:{tmp_path}/none/graph.lbug")

    ended.fails(3, "load a document first")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["extract", "load"])
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("prose.txt", NO_TABLE.read_bytes(), "looked for"),
        ("torn.docx", b"PK\x03\x04torn", "torn.docx"),
        ("picture.png", b"\x89PNG", ".png"),
    ],
)
def test_a_file_that_cannot_be_used_is_2(
    command: str, name: str, content: bytes | None, words: str, tmp_path: Path
) -> None:
    """One line says which file and why, and no store is created for it."""
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    store = ["--store", f"ladybug:{tmp_path}/graph.lbug"] if command == "load" else []

    ended = zerentu(command, file, *store)

    ended.fails(2, name, words)
    assert ended.out == ""
    assert not (tmp_path / "graph.lbug").exists()


def test_a_setting_of_the_wrong_type_is_2_and_named() -> None:
    """A wrong environment variable is named, its value is not repeated."""
    ended = zerentu("ask", "documents", environment={"ZERENTU_CONNECT_TIMEOUT_SECONDS": "geheim"})

    ended.fails(2, "ZERENTU_CONNECT_TIMEOUT_SECONDS")
    assert "geheim" not in ended.err


def test_a_reader_that_goes_away_is_no_error() -> None:
    """Extract … | head ends without a word."""
    with subprocess.Popen(
        [SCRIPT, "extract", *[SAMPLE] * 3, "--format", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()

        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_one_line() -> None:
    """What cannot be written is an error, not silence."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([SCRIPT, "ask"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr == "zerentu: standard output: No space left on device\n"


def test_a_closed_output_is_no_crash() -> None:
    """A command that is started without standard output still does its work."""
    done = subprocess.run(
        ["/bin/sh", "-c", f"'{SCRIPT}' ask >&-"], stderr=subprocess.PIPE, text=True, check=False
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")


def test_an_interrupt_is_clean() -> None:
    """Ctrl-C ends with 130 and without a traceback."""
    code = "import os, signal; from api.cli import main\n"
    code += "import api.commands.line as line; line.run = lambda arguments: os.kill(os.getpid(), signal.SIGINT)\n"
    code += "raise SystemExit(main([]))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, "")


def test_a_fault_of_the_program_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is said in two lines, with a way to see more."""
    monkeypatch.setattr("api.commands.ask.questions", lambda: 1 // 0)

    ended = zerentu("ask")

    ended.fails(70, "ZeroDivisionError", "ZERENTU_DEBUG=1")


def test_output_is_utf8_under_any_locale() -> None:
    """A terminal that claims to be ASCII still gets Chinese."""
    ended = script("ask", environment={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})

    assert ended.code == 0
    assert "最忙的单位" in ended.out


@pytest.mark.parametrize("arguments", [["--help"], ["extract", str(SAMPLE), "--format", "jsonl"]])
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    """Help and extraction start at once: no web framework, engine, network analysis, Pydantic or Rich."""
    heavy = "{'fastapi', 'uvicorn', 'ladybug', 'neo4j', 'networkx', 'pydantic', 'rich.console'}"
    code = (
        f"import sys; from api.cli import main; main({arguments!r}); print({heavy} & set(sys.modules), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=clean_environment(), check=False
    )

    assert done.stderr == "set()\n"
