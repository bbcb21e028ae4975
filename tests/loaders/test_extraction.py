"""From file to extraction: which files are refused, and with what words."""

import os
from pathlib import Path

import pytest

from graph.errors import DocumentError, LayoutError
from loaders import extract_bytes, extract_file
from tests.loaders.documents import flattened, word

TABLE = [("强基础", "道路", "修通环湖路。", "张  顺", "交通局", "各乡镇")]


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    """It names the file."""
    with pytest.raises(DocumentError, match=r"plan\.txt: no such file"):
        extract_file(tmp_path / "plan.txt")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    """The operating system's words are passed on."""
    with pytest.raises(DocumentError, match="cannot be read: Is a directory"):
        extract_file(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """Blank is as good as empty."""
    with pytest.raises(DocumentError, match=r"plan\.txt: the file is empty"):
        extract_bytes(data, "plan.txt")


def test_a_format_that_is_not_read_is_named(tmp_path: Path) -> None:
    """The message lists what is read."""
    with pytest.raises(DocumentError, match=r"does not read \.odt files yet; save it as one of \.docx"):
        extract_bytes(b"PK\x03\x04", "plan.odt")


def test_a_wrong_suffix_is_said() -> None:
    """Text that calls itself .docx."""
    with pytest.raises(DocumentError, match=r"the content is not what the suffix \.docx says"):
        extract_bytes(b"hello", "plan.docx")


def test_a_text_without_a_table_says_what_was_looked_for() -> None:
    """Zero tasks is an error, never a success."""
    with pytest.raises(
        LayoutError,
        match=r"plan\.txt: it names nobody who answers \(looked for a header row, labels or brackets with 分管领导",
    ):
        extract_bytes("各位代表：\n请审议。\n".encode(), "plan.txt")


def test_a_table_without_responsible_units_says_which_headers_it_saw() -> None:
    """So that the missing word can be added to the list."""
    with pytest.raises(
        LayoutError, match=r"names a task and who answers .* headers seen: table 1: 姓名, 电话, 李四, 123"
    ):
        extract_bytes("\t姓名\n\t电话\n\n\t李四\n\t123\n".encode(), "plan.txt")


def test_a_table_of_blank_rows_is_an_error_too() -> None:
    """The header alone states nothing."""
    with pytest.raises(LayoutError, match="no row could be read"):
        extract_bytes(flattened([(None,) * 6]).encode(), "plan.txt")


def test_a_table_that_is_not_read_is_a_finding() -> None:
    """A second table without units does not vanish."""
    text = flattened(TABLE) + "\n附件2\n\t姓名\n\t电话\n\n\t李四\n\t123\n"

    findings = extract_bytes(text.encode(), "plan.txt").report.findings

    assert [(one.place, one.severity) for one in findings if one.rule == "other-table"] == [("table 2", "warning")]


def test_a_table_that_could_not_be_read_is_said_beside_a_list_that_could() -> None:
    """Nothing is lost in silence when the list below it is read."""
    table = flattened([("道路", "修通环湖路。", "张  三", "交通局", "各乡镇", "强基础")] * 3)
    text = f"{table}\n1. 修桥。\n责任单位：交通局\n"

    extraction = extract_bytes(text.encode(), "plan.txt")

    assert [record.content for record in extraction.records] == ["修桥。"]
    assert "columns-do-not-fit" in [finding.rule for finding in extraction.report.findings]


def test_rows_are_counted_on_where_an_annex_goes_on_as_a_list() -> None:
    """Found by the fuzz run: two tasks of one id, the second of which took the place of the first."""
    table = flattened([("强基础", "道路", "修路。", "张三", "交通局", "")] * 3)
    text = f"附件1\n{table}\n附件2\n1. 修桥。\n责任单位：水利局\n附件1\n1. 建站。\n责任单位：供电局\n"

    places = [(record.annex, record.row) for record in extract_bytes(text.encode(), "plan.txt").records]

    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("附件1\n" * 30_000, "more than 20000 lines of running text"),
        ("（）" * 60_000, "a paragraph of 120000 characters"),
    ],
)
def test_running_text_that_is_longer_than_any_plan_is_refused(text: str, what: str) -> None:
    """Reading it would take minutes; a table may be as long as a sheet."""
    with pytest.raises(DocumentError, match=rf"plan\.txt: {what}, which no plan has; give the annexes one by one"):
        extract_bytes(f"1. 修路。（交通局牵头）\n{text}".encode(), "plan.txt")


def test_cells_are_counted_before_they_are_read() -> None:
    """Nineteen megabytes of commas took ten seconds."""
    with pytest.raises(DocumentError, match="more than 500000 cells; give it in smaller files"):
        extract_bytes(b"," * 2_000_001, "plan.csv")


ROWS = "序号,任务,牵头单位,配合单位\n1,修路。,交通局,财政局\n2,种树。,林业局,\n3,修桥。,交通局,\n"
PIPES = "| 任务 | 牵头单位 | 配合单位 |\n|---|---|---|\n| 修路。 | 交通局 | 财政局 |\n"


@pytest.mark.parametrize(("text", "name"), [(ROWS, "a.txt"), (ROWS, "a.xlsx"), (PIPES, "a.txt")])
def test_a_table_under_another_name_is_known_by_its_marks(text: str, name: str) -> None:
    """Even commas, or pipes with a rule."""
    record = extract_bytes(text.encode(), name).records[0]

    assert (record.names("owners"), record.names("supports")) == (("交通局",), ("财政局",))


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    """To wait for its end would take for ever."""
    os.mkfifo(tmp_path / "plan.csv")

    with pytest.raises(DocumentError, match=r"plan\.csv: no file but a pipe or device; save the document as a file"):
        extract_file(tmp_path / "plan.csv")


@pytest.mark.parametrize(("data", "name"), [(b"\xef\xbb\xbf\n", "plan.csv"), ("\u200b\n\t\n".encode(), "plan.txt")])
def test_a_file_without_words_is_said(data: bytes, name: str) -> None:
    """Blank cells and marks that do not show are no text."""
    with pytest.raises(DocumentError, match=f"{name}: it holds no text; if it is a scan, run OCR on it"):
        extract_bytes(data, name)


def test_the_head_of_a_web_table_comes_first_wherever_it_is_written() -> None:
    """A browser shows it so."""
    head = "<thead><tr><th>任务<th>牵头单位</thead>"
    page = f"<table><tbody><tr><td>修路。<td>交通局</tbody>{head}</table>"

    assert extract_bytes(page.encode(), "plan.html").records[0].names("owners") == ("交通局",)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOOK = b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12)


@pytest.mark.parametrize(
    ("stream", "name"),
    [(b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500), "plan.doc"), (BOOK + b"\x2f\0\x36\0" + bytes(488), "plan.xls")],
)
def test_an_old_document_with_a_password_is_said(stream: bytes, name: str) -> None:
    """By its own flag or record, before LibreOffice or calamine sees it."""
    with pytest.raises(DocumentError, match="protected by a password; take the password off and save it again"):
        extract_bytes(OLE + stream, name)


def test_a_document_without_a_number_has_the_hash_in_its_id() -> None:
    """And a jurisdiction of its own, so that its units are joined with nobody's."""
    extraction = extract_bytes(word(TABLE), "plan.docx")
    batch = extraction.batch()

    assert batch.document == f"x-{extraction.facts.sha256[:8]}:{extraction.facts.sha256[:12]}"
    assert {node.id for node in batch.nodes if node.label == "Unit"} == {f"x-{extraction.facts.sha256[:8]}:交通局"}


def test_a_body_named_twice_in_a_cell_owns_once() -> None:
    """发改委 and 发展和改革委员会 are one unit: one edge, the first name's rank."""
    text = flattened([("强基础", "道路", "修路。", "张三", "发改委\n交通局\n发展和改革委员会", "")])

    owns = [edge for edge in extract_bytes(text.encode(), "plan.txt").batch().edges if edge.type == "OWNS"]

    assert [(edge.start.partition(":")[2], edge.properties["rank"]) for edge in owns] == [("发改委", 1), ("交通局", 2)]
