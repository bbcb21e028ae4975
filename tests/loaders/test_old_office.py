"""Files of Excel 97 and Word 97 (.xls, .doc, .wps): read in a child process only, Word's through LibreOffice."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from graph.errors import DocumentError
from loaders import Extraction
from loaders.confined import extract_bytes_confined
from tests.loaders import formats
from tests.loaders.servers import own_server
from tests.loaders.test_formats import EXPECTED, ole, told
from tests.parts import lack

PLAN_XLS = formats.xls()
DOC = ole("WordDocument")

SOFFICE = """#!{python}
import os, pathlib, sys
arguments = sys.argv[1:]
profile = next(each for each in arguments if each.startswith("-env:UserInstallation=file://"))
settings = pathlib.Path(profile.partition("file://")[2], "user", "registrymodifications.xcu").read_text()
assert "DisableMacrosExecution" in settings and "--headless" in arguments
folder = pathlib.Path(arguments[arguments.index("--outdir") + 1])
original = pathlib.Path(arguments[-1])
assert original.read_bytes().startswith(b"\\xd0\\xcf") and arguments[arguments.index("--convert-to") + 1] == "docx"
{act}
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a program named soffice, which does what it is given, where the reader looks for LibreOffice."""

    def install(act: str) -> None:
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        program.write_text(SOFFICE.format(python=sys.executable, act=act), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent))

    return install


def messages(extraction: Extraction) -> list[tuple[str, str]]:
    """Return what the report says of the reading."""
    return [(each.severity, each.message) for each in extraction.report.findings if each.rule == "reading"]


@pytest.mark.parametrize("name", ["plan.xls", "plan.xlsx", "plan.doc"])
def test_an_old_workbook_gives_the_same_records(name: str) -> None:
    """Its merges are inherited, whatever the file is called."""
    extraction = extract_bytes_confined(PLAN_XLS, name)

    assert [told(record) for record in extraction.records] == EXPECTED
    assert extraction.facts.title == formats.TITLE


def test_a_damaged_old_workbook_ends_no_caller() -> None:
    """One byte of the sheet's dimensions makes calamine allot more than there is and abort: one line, no more."""
    damaged = bytearray(PLAN_XLS)
    dimensions = damaged.index(b"\x00\x02\x0e\x00", 512)
    damaged[dimensions + 7] = 127

    with pytest.raises(DocumentError, match=r"^plan\.xls: damaged, it broke off the process that read it \(SIGABRT\)"):
        extract_bytes_confined(bytes(damaged), "plan.xls")


def test_an_old_document_needs_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not installed, the line says that it would do."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with own_server(monkeypatch), pytest.raises(DocumentError) as caught:
        extract_bytes_confined(DOC, "plan.wps")
    what = "plan.wps: an old Word document (.doc or .wps); save it as .docx"
    assert str(caught.value) == f"{what}, or install LibreOffice, through which zerentu reads it"


def test_an_old_document_is_converted(
    office: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The records are those of the converted document, the source and the hash those of the file itself."""
    (tmp_path / "made.docx").write_bytes(formats.docx())
    office(f"(folder / 'document.docx').write_bytes(pathlib.Path({str(tmp_path / 'made.docx')!r}).read_bytes())")

    with own_server(monkeypatch):
        extraction = extract_bytes_confined(DOC, "plan.doc")

    assert [told(record) for record in extraction.records] == EXPECTED
    assert extraction.facts.source == "plan.doc"
    assert messages(extraction) == [("note", "converted with LibreOffice")]


def test_a_table_that_libreoffice_may_have_lost_is_a_warning(
    office: Callable[[str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document whose lists can be read is read all the same."""
    document = Document()
    for line in ("1. 引进食品加工企业三家。", "牵头单位：商务局", "2. 治理青禾河三公里。", "牵头单位：水利局"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "made.docx"))
    office(f"(folder / 'document.docx').write_bytes(pathlib.Path({str(tmp_path / 'made.docx')!r}).read_bytes())")

    with own_server(monkeypatch):
        extraction = extract_bytes_confined(DOC, "plan.doc")

    assert [record.names("owners") for record in extraction.records] == [("商务局",), ("水利局",)]
    [warning] = [words for severity, words in messages(extraction) if severity == "warning"]
    assert warning.startswith("LibreOffice found no table: it can lose one that ends a document")


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ("sys.exit(1)", r"^plan\.doc: LibreOffice cannot read it; open it in Word or WPS"),
        ("(folder / 'document.docx').write_bytes(b'PK\\x03\\x04')", r"^plan\.doc: the file is damaged"),
        pytest.param(
            "import subprocess, time; subprocess.Popen(['/bin/sleep', '4321']); time.sleep(60)",
            r"^plan\.doc: LibreOffice takes more than 1 s to read it; open it in Word or WPS",
            marks=pytest.mark.skipif(not Path("/bin/sleep").exists(), reason="needs /bin/sleep"),
        ),
    ],
    ids=["refuses", "garbage", "hangs"],
)
def test_a_conversion_that_fails_is_one_line(
    act: str, message: str, office: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the cause and the cure; what LibreOffice started ends with it."""
    office(act)

    impatient = "import loaders.readers.libreoffice as reader; reader.CONVERSION_SECONDS = 11"
    with own_server(monkeypatch, impatient), pytest.raises(DocumentError, match=message):
        extract_bytes_confined(DOC, "plan.doc")
    running = [each.read_bytes() for each in Path("/proc").glob("[0-9]*/cmdline") if os.access(each, os.R_OK)]
    assert not any(b"sleep\x004321" in command for command in running)


@pytest.fixture
def word_97(tmp_path: Path) -> Callable[[bytes], bytes]:
    """Make a .doc of a .docx, with the real LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        lack("LibreOffice is not installed: scripts/test does it")

    def make(docx: bytes) -> bytes:
        (tmp_path / "plan.docx").write_bytes(docx)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "plan.docx"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (tmp_path / "plan.doc").read_bytes()

    return make


@pytest.mark.slow
def test_libreoffice_itself_converts_a_document_of_word_97(word_97: Callable[[bytes], bytes]) -> None:
    """The records of the .docx, from a .doc under the name that WPS gives."""
    document = Document(io.BytesIO(formats.docx()))
    document.add_paragraph()
    made = io.BytesIO()
    document.save(made)

    extraction = extract_bytes_confined(word_97(made.getvalue()), "plan.wps")

    assert [told(record) for record in extraction.records] == EXPECTED
    assert messages(extraction) == [("note", "converted with LibreOffice")]


@pytest.mark.slow
def test_a_table_that_libreoffice_lost_is_named(word_97: Callable[[bytes], bytes]) -> None:
    """The sample's second table ends the file: 26 of 157 tasks are gone, and the report says so with their words."""
    sample = Path(__file__).parents[2] / "data" / "taicang-2021-breakdown.docx"

    extraction = extract_bytes_confined(word_97(sample.read_bytes()), "plan.doc")

    assert extraction.report.tasks == 131
    [warning] = [words for severity, words in messages(extraction) if severity == "warning"]
    assert warning.startswith("LibreOffice lost the words of table cells (")


@pytest.mark.parametrize(("parts", "has_macro"), [(["word/vbaProject.bin"], True), ([], False)])
def test_a_macro_is_said_and_not_read(parts: list[str], has_macro: bool) -> None:
    """A .docm is read as a .docx; the report tells the reader that there was more."""
    buffer = io.BytesIO(formats.docx())
    with zipfile.ZipFile(buffer, "a") as archive:
        for part in parts:
            archive.writestr(part, b"\xd0\xcf")

    extraction = extract_bytes_confined(buffer.getvalue(), "plan.docm")

    assert len(extraction.records) == 9
    assert (("note", "the file holds a macro, which was neither read nor run") in messages(extraction)) is has_macro
