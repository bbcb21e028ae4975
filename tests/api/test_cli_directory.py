"""``zerentu extract`` and ``load`` with folders: every document below, past bad ones, and what became of each."""

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commands.gathering import gather
from graph.store import open_store
from tests.api.command_line import NO_TABLE, SAMPLE, zerentu
from tests.loaders import formats
from tests.loaders.hostile import HONEST
from tests.loaders.servers import dask_cluster


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of 青禾县: three plans in two levels, a bad file, and what is no document."""
    folder = tmp_path / "青禾县"
    (folder / "乡镇" / "深").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / "2-plan.txt").write_bytes(HONEST)
    (folder / "1-plan.docx").write_bytes(formats.docx())
    (folder / "3-empty.txt").write_bytes(b"")
    (folder / "乡镇" / "深" / "old.XLS").write_bytes(formats.xls())
    for name in (".hidden.txt", "~$1-plan.docx", ".~lock.2-plan.txt#", "photo.png", "Makefile", ".git/config.txt"):
        (folder / name).write_bytes(HONEST)
    os.mkfifo(folder / "pipe.txt")
    (folder / "乡镇" / "round").symlink_to(folder, target_is_directory=True)
    return folder


def test_a_folder_is_its_documents_in_the_order_of_names(folder: Path, tmp_path: Path) -> None:
    """Files that are named keep their place; links to folders, pipes and what is hidden are left."""
    before = tmp_path / "z.txt"

    gathered = gather([before, folder])

    inside = [folder / "1-plan.docx", folder / "2-plan.txt", folder / "3-empty.txt", folder / "乡镇" / "深" / "old.XLS"]
    assert gathered.files == (before, *inside)
    assert gathered.from_folders == {*inside}
    assert {(file.name, why) for file, why in gathered.skipped} == {
        (".git", "hidden"),
        (".hidden.txt", "hidden"),
        ("~$1-plan.docx", "left by a program that has the document open"),
        (".~lock.2-plan.txt#", "left by a program that has the document open"),
        ("Makefile", "no suffix that tells the format"),
        ("photo.png", ".png is no format that zerentu reads"),
        ("pipe.txt", "no file"),
    }


def test_loading_a_folder_ends_with_what_became_of_each_file(folder: Path, ladybug_url: str) -> None:
    """A bad file inside is the answer no, not bad usage; the others are loaded."""
    ended = zerentu("load", folder, "--store", ladybug_url, environment={"COLUMNS": "250"})

    ended.fails(1, "3-empty.txt: the file is empty")
    rows = [line.split() for line in ended.out.splitlines() if line.startswith(str(folder))]
    assert [(Path(row[0]).name, row[1]) for row in rows] == [
        ("1-plan.docx", "new"), ("2-plan.txt", "new"), ("3-empty.txt", "failed"), ("old.XLS", "new"),
    ]  # fmt: skip
    assert [row[2] for row in rows if row[1] == "new"] == ["9", "1", "9"]
    assert "files: 4 (3 new, 1 failed, 7 skipped)" in ended.out
    assert "skipped 2, hidden: .git, .hidden.txt" in ended.out
    with open_store(ladybug_url) as store:
        assert store.counts()[0]["Task"] == 19


def test_a_folder_without_a_bad_file_is_0(folder: Path, ladybug_url: str) -> None:
    """Loading it again says that nothing changed."""
    (folder / "3-empty.txt").unlink()
    zerentu("load", folder, "--store", ladybug_url)

    ended = zerentu("load", folder, "--store", ladybug_url)

    assert (ended.code, ended.err) == (0, "")
    assert "files: 3 (3 unchanged, 7 skipped)" in ended.out


def test_a_bad_file_that_is_named_beside_a_folder_is_2(folder: Path) -> None:
    """Who names a file wants that one."""
    assert zerentu("extract", folder, NO_TABLE, "--format", "jsonl").code == 2
    assert zerentu("extract", folder, folder / "3-empty.txt", "--format", "jsonl").code == 2


def test_records_of_a_folder_stay_alone_on_standard_output(folder: Path) -> None:
    """What became of the files goes to standard error."""
    ended = zerentu("extract", folder, "--format", "jsonl")

    assert ended.code == 1
    assert len([json.loads(line) for line in ended.out.splitlines()]) == 19
    assert "files: 4 (3 read, 1 failed, 7 skipped)" in ended.err
    assert "skipped 1, .png is no format that zerentu reads: photo.png" in ended.err


def test_the_table_of_a_folder_ends_with_the_summary(folder: Path) -> None:
    """Records of each file, then one line a file."""
    ended = zerentu("extract", folder, environment={"COLUMNS": "250"})

    assert ended.out.index("修通青禾大道") < ended.out.index("files: 4 (3 read, 1 failed, 7 skipped)")


def test_one_file_of_records_for_a_folder(folder: Path, tmp_path: Path) -> None:
    """All of it in one CSV."""
    ended = zerentu("extract", folder, "--output", tmp_path / "tasks.csv")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "tasks.csv").read_text(encoding="utf-8-sig"))))
    assert (ended.code, len(rows)) == (1, 19)


@pytest.mark.parametrize("command", ["extract", "load"])
def test_json_says_what_was_skipped(command: str, folder: Path, ladybug_url: str) -> None:
    """For programs: file by file, with the reason."""
    store = ["--store", ladybug_url] if command == "load" else []

    said = json.loads(zerentu(command, folder, "--json", *store).out)

    assert [Path(each["file"]).name for each in said["failed"]] == ["3-empty.txt"]
    assert {"file": str(folder / "photo.png"), "reason": ".png is no format that zerentu reads"} in said["skipped"]
    assert len(said["skipped"]) == 7


def test_a_folder_without_a_document_is_2(tmp_path: Path) -> None:
    """Nothing was read, so nothing is done."""
    (tmp_path / "photo.png").write_bytes(b"x")

    ended = zerentu("extract", tmp_path, "--format", "jsonl")

    assert ended.code == 2
    assert ended.err.startswith(f"zerentu: {tmp_path}: this folder holds no document that zerentu reads\n")


def test_the_number_of_one_document_is_not_given_to_a_folder(folder: Path) -> None:
    """Each would replace the one before."""
    zerentu("extract", folder, "--number", "青政发〔2023〕1号").fails(2, "--number", "4 files")


@pytest.mark.parametrize(
    ("name", "value"), [("MEMORY_MB", "12"), ("CPU_SECONDS", "soon"), ("WORKERS", "0"), ("SPEED", "1")]
)
def test_a_limit_that_cannot_be_is_2_and_named(name: str, value: str) -> None:
    """As every setting."""
    zerentu("extract", SAMPLE, environment={f"ZERENTU_READ__{name}": value}).fails(2, f"ZERENTU_READ__{name}")


def test_a_file_that_takes_too_much_is_2_with_the_setting_to_raise(tmp_path: Path) -> None:
    """The limits of the environment reach the child."""
    file = tmp_path / "plan.txt"
    rows = "".join(f"\t{number}\n\t{'修通青禾大道' * 200}\n\t交通局\n\n" for number in range(400))
    file.write_text(f"\t序号\n\t内容\n\t责任单位\n\n{rows}", encoding="utf-8")

    assert zerentu("extract", file, "--format", "jsonl").code == 0
    ended = zerentu("extract", file, "--format", "jsonl", environment={"ZERENTU_READ__OUTPUT_MB": "1"})

    ended.fails(2, "more than 1 MB", "ZERENTU_READ__OUTPUT_MB")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a Dask cluster on this machine."""
    with dask_cluster(workers=2) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_reads_a_folder(folder: Path, ladybug_url: str, scheduler: str) -> None:
    """The store is written here, the files are read there."""
    ended = zerentu("load", folder, "--store", ladybug_url, "--scheduler", scheduler)

    assert ended.code == 1
    assert "files: 4 (3 new, 1 failed, 7 skipped)" in ended.out


def test_a_cluster_that_cannot_be_used_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that is none, a scheduler that is down, an extra that is missing."""
    zerentu("extract", SAMPLE, "--scheduler", "nonsense").fails(2, "--scheduler", "tcp://host:8786")
    zerentu("extract", SAMPLE, "--scheduler", "tcp://127.0.0.1:1").fails(3, "tcp://127.0.0.1:1 does not answer")
    monkeypatch.setitem(sys.modules, "distributed", None)
    zerentu("extract", SAMPLE, "--scheduler", "tcp://127.0.0.1:1").fails(2, "pip install 'zerentu[cluster]'")


def test_a_scheduler_without_workers_is_3() -> None:
    """The files would wait for ever."""
    with dask_cluster(workers=0) as cluster:
        ended = zerentu("extract", SAMPLE, "--scheduler", cluster.scheduler_address)

    ended.fails(3, "has no workers", "dask worker")
