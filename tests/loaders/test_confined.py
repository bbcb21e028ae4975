"""Reading in a child process: the same answers, and one line for whatever a file does to the process that reads it."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.errors import DocumentError, InputError, LayoutError
from loaders import Extraction, Options, extract_file
from loaders.confined import Limits, extract_bytes_confined, extract_confined
from loaders.confined.answers import as_plain, builder, pack_answer, unpack_answer
from loaders.confined.server import Server
from tests.loaders import formats
from tests.loaders.hostile import HONEST
from tests.loaders.servers import own_server

DATA = Path(__file__).parents[2] / "data"
SAMPLES = [DATA / "taicang-2021-breakdown.txt", DATA / "taicang-2021-breakdown.docx"]
SMALL = Limits(memory_bytes=300 * 2**20, cpu_seconds=1, output_bytes=2**20)


@pytest.fixture(scope="module")
def hostile() -> Iterator[Server]:
    """A server whose readers do what the name of the file says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", "geheim")
        with own_server(patch, "import tests.loaders.hostile") as server:
            yield server


@pytest.mark.parametrize("file", SAMPLES, ids=["txt", "docx"])
def test_a_child_reads_what_this_process_reads(file: Path) -> None:
    """Every record, fact and finding comes back as it is."""
    assert extract_confined(file) == extract_file(file)


def test_options_reach_the_child() -> None:
    """What the caller gives wins there as well."""
    extraction = extract_bytes_confined(HONEST, "plan.txt", Options(jurisdiction="太仓市", year=2023, title="青禾分工"))

    facts = extraction.facts
    assert (facts.jurisdiction.code, facts.year, facts.title, facts.source) == ("320585", 2023, "青禾分工", "plan.txt")
    assert [record.content for record in extraction.records] == ["修通青禾大道。"]


@pytest.mark.parametrize(
    ("data", "name", "options", "kind", "message"),
    [
        (b"", "plan.txt", None, DocumentError, r"^plan\.txt: the file is empty$"),
        ("青禾县。".encode(), "plan.txt", None, LayoutError, r"^plan\.txt: it names nobody who answers"),
        (HONEST, "plan.txt", Options(jurisdiction="无此县"), InputError, "无此县"),
        (b"x" * (20 * 2**20 + 1), "plan.txt", None, DocumentError, r"^plan\.txt: larger than 20 MB"),
    ],
    ids=["empty", "no duty", "option", "too large"],
)
def test_errors_arrive_as_they_are(
    data: bytes, name: str, options: Options | None, kind: type[Exception], message: str
) -> None:
    """The same class and the same words as without a child."""
    with pytest.raises(kind, match=message) as caught:
        extract_bytes_confined(data, name, options)
    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ("memory", r"more than 300 MB of memory; open .* raise ZERENTU_READ__MEMORY_MB$"),
        ("loop", r"more than 1 s of CPU or 3 s by the clock; open .* raise ZERENTU_READ__CPU_SECONDS$"),
        ("abort", r"broke off the process that read it \(SIGABRT\)"),
        ("segfault", r"broke off the process that read it \(SIGSEGV\)"),
        ("kill", r"was killed, as a system does that runs out of memory; close programs, try again$"),
        ("exit", r"gave no answer; open it in its program and save it again$"),
        ("leave", r"broke off the process that read it \(exit code 1\)"),
        (
            "unforeseen",
            r"reading it failed \(KeyError: '甲', hostile\.py:\d+\); open it .* or report it with the file$",
        ),
        pytest.param("sleep", r"more than 1 s of CPU or 3 s by the clock", marks=pytest.mark.slow),
    ],
)
@pytest.mark.usefixtures("hostile")
def test_whatever_a_file_does_to_its_reader_is_one_line(act: str, message: str) -> None:
    """File, cause and cure; and the next file is read as if nothing had been."""
    with pytest.raises(DocumentError, match=message) as caught:
        extract_bytes_confined(HONEST, f"{act}.txt", limits=SMALL)
    assert str(caught.value).startswith(f"{act}.txt: ")
    assert "\n" not in str(caught.value)
    assert extract_bytes_confined(HONEST, "plan.txt", limits=SMALL).report.tasks == 1


@pytest.mark.usefixtures("hostile")
def test_what_a_reader_prints_is_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    """200 MB on the standard streams go nowhere, and the answer is whole."""
    assert extract_bytes_confined(HONEST, "print.txt").report.tasks == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("hostile")
def test_a_message_is_one_line() -> None:
    """Whatever the child says."""
    with pytest.raises(LayoutError, match=r"^one two$"):
        extract_bytes_confined(HONEST, "lines.txt")


@pytest.mark.usefixtures("hostile")
def test_the_child_does_not_have_the_secrets_of_the_caller() -> None:
    """Neither in its environment nor in what the system remembers of its start."""
    with pytest.raises(LayoutError) as caught:
        extract_bytes_confined(HONEST, "environment.txt")
    assert "'PATH'" in str(caught.value)
    assert "NEO4J_PASSWORD" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_an_answer_that_is_too_large_is_refused() -> None:
    """A small file may say much."""
    with pytest.raises(DocumentError, match=r"what was read from it is more than 0 MB; .* ZERENTU_READ__OUTPUT_MB$"):
        extract_bytes_confined(HONEST, "plan.txt", limits=Limits(output_bytes=100))


def test_a_server_that_was_killed_is_started_again() -> None:
    """The kernel may choose it when memory runs out."""
    with pytest.MonkeyPatch.context() as patch, own_server(patch) as server:
        server.start()
        assert server._process
        server._process.kill()

        assert extract_bytes_confined(HONEST, "plan.txt").report.tasks == 1


def test_many_threads_share_the_server() -> None:
    """Each gets the answer to its own file."""
    plans = {f"{unit}.txt": HONEST.replace("交通局".encode(), unit.encode()) for unit in ("财政局", "水务局", "教育局")}
    asked = [*plans] * 8

    with ThreadPoolExecutor(8) as threads:
        read = list(threads.map(lambda name: extract_bytes_confined(plans[name], name), asked))

    assert [f"{each.records[0].names('owners')[0]}.txt" for each in read] == asked


def test_where_nothing_can_be_forked_a_program_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answers and the same errors, only slower."""
    monkeypatch.delattr(socket, "send_fds")

    with own_server(monkeypatch, "import tests.loaders.hostile"):
        assert extract_bytes_confined(HONEST, "print.txt").report.tasks == 1
        with pytest.raises(LayoutError, match="names nobody"):
            extract_bytes_confined("青禾县。".encode(), "plan.txt")
        with pytest.raises(DocumentError, match="SIGABRT"):
            extract_bytes_confined(HONEST, "abort.txt")


SCRIPT = """
import json, sys
from pathlib import Path
from loaders.confined import extract_confined
print(json.dumps(extract_confined(Path(sys.argv[1])).report.tasks))
"""
IN_A_DAEMON = """
import multiprocessing, sys
from pathlib import Path
from loaders.confined import extract_confined
def read(path): print(extract_confined(path).report.tasks, flush=True)
process = multiprocessing.get_context("fork").Process(target=read, args=[Path(sys.argv[1])], daemon=True)
process.start(); process.join()
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", ["file", "-c", "-", "daemon"])
def test_any_program_may_read_so(how: str, tmp_path: Path) -> None:
    """A script without a guard runs once, and so do lines from a prompt and the daemonic workers of a cluster."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    start = {"file": [script], "-c": ["-c", SCRIPT], "-": ["-"], "daemon": ["-c", IN_A_DAEMON]}[how]

    done = subprocess.run(
        [sys.executable, *start, SAMPLES[0]], input=SCRIPT if how == "-" else "", capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout, done.stderr) == (0, "157\n", "")


def test_an_answer_is_built_only_of_what_the_types_allow() -> None:
    """The child has read a hostile file: it cannot make the caller build anything else."""
    packed = pack_answer(extract_bytes_confined(HONEST, "plan.txt"))
    said = json.loads(packed)
    assert unpack_answer(packed) == extract_bytes_confined(HONEST, "plan.txt")

    said[1][2][0] = "157"
    with pytest.raises(ValueError, match="str is not <class 'int'>"):
        unpack_answer(json.dumps(said).encode())


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\xff",
        b"null",
        b"[" * 100_000,
        b'["extraction", []]',
        b'["extraction", {"facts": 1}]',
        b'["error", "StoreError", "x"]',
        b'["error", "__builtins__", "x"]',
        b'["error", "DocumentError", 1]',
        b'["error", "DocumentError", "x", "y"]',
        b"1" * 10_000,
    ],
)
def test_what_is_no_answer_is_refused(packed: bytes) -> None:
    """One error for all of it."""
    with pytest.raises(ValueError):
        unpack_answer(packed)


def test_every_type_of_an_extraction_can_be_sent() -> None:
    """A field that is added to a record needs a type that ``builder`` knows; surrogates and line breaks survive."""
    extraction = extract_bytes_confined(formats.delimited(",", "utf-8", repeats=True), "plan.csv")

    assert builder(Extraction)(json.loads(json.dumps(as_plain(extraction)))) == extraction
    assert builder(str)(json.loads(json.dumps("甲\ud800\n"))) == "甲\ud800\n"
