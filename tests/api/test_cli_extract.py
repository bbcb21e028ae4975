"""``zerentu extract``: records of the sample against the rows checked by hand."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.command_line import DOCUMENT, NO_TABLE, REPORT, ROWS, SAMPLE, SAMPLE_DOCX, script, zerentu

FORMULAS = "\t序号\n\t内容\n\t责任单位\n\t1\n\t=1+1\n\t财政局\n\t2\n\t-减税\n\t税务局\n"


def hand_checked() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("file", [SAMPLE, SAMPLE_DOCX], ids=["txt", "docx"])
def test_json_lines_are_the_hand_checked_rows(file: Path) -> None:
    """One object a task in document order, and nothing else, from both forms of the sample."""
    ended = script("extract", file, "--format", "jsonl")

    assert (ended.code, ended.err) == (0, "")
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert len(records) == 157
    for record, row in zip(records, hand_checked(), strict=True):
        assert record["id"] == f"{DOCUMENT}:{row['annex']}.{row['row']}"
        assert (record["annex"], record["row"]) == (row["annex"], row["row"])
        in_table_1 = row["annex"] == 1
        assert record["headings"] == ([row["category"], row["project"]] if in_table_1 else [row["category"]])
        assert record["title"] == ("" if in_table_1 else row["project"])
        assert record["content"] == row["content"]
        assert record["requirement"] == row.get("task_2021", "")
        assert [record[role] for role in ("leaders", "owners", "supports")] == [
            row["leaders"], row["owners"], row["supports"],
        ]  # fmt: skip
        assert set(record["inherited"]) == set(row["inherited"])


def test_a_record_has_the_form_that_the_design_fixes() -> None:
    """The second task, written out from the document."""
    record = json.loads(zerentu("extract", SAMPLE, "--format", "jsonl").out.splitlines()[1])

    locator = record.pop("locator")
    assert (locator["table"], locator["row"]) == (1, 2)
    assert record == {
        "id": "320585:太政发〔2021〕9号:1.2",
        "annex": 1,
        "row": 2,
        "headings": ["综合指标", "一般公共预算收入"],
        "title": "",
        "content": "增长6%左右",
        "requirement": "",
        "leaders": ["汪香元", "吴敬宇"],
        "owners": ["财政局"],
        "supports": ["各镇（区）", "有关部门"],
        "deadline": "",
        "inherited": ["category", "supports"],
        "targets": [
            {
                "subject": "一般公共预算收入",
                "comparator": "≈",
                "value": 6,
                "unit": "%",
                "measure": "growth",
                "year": 2021,
                "phrase": "增长6%左右",
                "place": {"field": "content", "start": 0, "end": 6},
            }
        ],
        "quotes": {"leaders": "汪香元\n吴敬宇", "owners": "财政局", "supports": "各镇（区）\n有关部门"},
        "receipts": {},
        "notes": [],
    }


def test_the_report_goes_to_standard_error_when_asked_for() -> None:
    """Records stay alone on standard output."""
    ended = zerentu("extract", SAMPLE, "--format", "jsonl", "--report")

    assert len(ended.out.splitlines()) == 157
    assert "157 tasks (annex 1: 131, annex 2: 26)" in ended.err
    assert "SUPPORTS: 314, of which inherited 264" in ended.err


def test_the_table_is_followed_by_the_report() -> None:
    """A person sees the records, which of them are inherited, and what to look at."""
    ended = zerentu("extract", SAMPLE)

    assert (ended.code, ended.err) == (0, "")
    assert "汪香元、吴敬宇" in ended.out
    assert "↑" in ended.out
    assert "LEADS: 303, of which inherited 38" in ended.out
    assert "OWNS: 317, of which inherited 24" in ended.out
    assert "[missing-cell]" in ended.out


def test_a_narrow_terminal_still_shows_all() -> None:
    """Where the columns do not fit, each record is printed by itself, no line wider than the terminal."""
    ended = zerentu("extract", SAMPLE, environment={"COLUMNS": "60"})

    assert "1/157" in ended.out
    assert "157/157" in ended.out


def test_json_has_records_report_and_failures() -> None:
    """One object for all files, with what could not be read."""
    ended = zerentu("extract", SAMPLE, NO_TABLE, "--json")

    said = json.loads(ended.out)
    assert ended.code == 2
    assert [len(document["records"]) for document in said["documents"]] == [157]
    assert said["documents"][0]["report"]["edges"] == {"LEADS": 303, "OWNS": 317, "SUPPORTS": 314}
    assert [failed["file"] for failed in said["failed"]] == [str(NO_TABLE)]


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """The rest is read, the bad one is said, and the exit code remembers it."""
    ended = zerentu("extract", tmp_path / "missing.txt", SAMPLE, "--format", "jsonl")

    ended.fails(2, "missing.txt")
    assert len(ended.out.splitlines()) == 157


def test_csv_cells_are_never_formulas(tmp_path: Path) -> None:
    """A text that a spreadsheet would calculate gets an apostrophe in front."""
    file = tmp_path / "plan.txt"
    file.write_text(FORMULAS, encoding="utf-8")

    ended = zerentu("extract", file, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert [row["content"] for row in rows] == ["'=1+1", "'-减税"]
    assert [row["owners"] for row in rows] == ["财政局", "税务局"]


def test_a_csv_file_begins_with_the_mark_for_excel(tmp_path: Path) -> None:
    """The suffix names the format, lists are joined, and the file is there as a whole."""
    file = tmp_path / "tasks.csv"

    ended = zerentu("extract", SAMPLE, "--output", file)

    assert (ended.code, ended.out) == (0, "")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,annex,row,")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 157
    assert rows[1]["leaders"] == "汪香元、吴敬宇"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--output", "tasks.xlsx"], "--format"),
        (["--json", "--format", "csv"], "--json"),
        (["--issued-on", "7.2.2021"], "--issued-on"),
        (["--jurisdiction", "无此市"], "无此市"),
        (["--output", "no/such/folder/tasks.csv"], "no/such/folder/tasks.csv"),
    ],
)
def test_options_that_cannot_be_used_are_2(arguments: list[str], words: str) -> None:
    """The message names the option or its value."""
    zerentu("extract", SAMPLE, *arguments).fails(2, words)


def test_the_number_of_one_document_is_not_given_to_two() -> None:
    """The second would replace the first in the graph."""
    zerentu("extract", SAMPLE, SAMPLE_DOCX, "--number", "甲〔2021〕1号").fails(2, "--number", "one by one")


def test_facts_that_are_given_win_over_the_document() -> None:
    """Number and jurisdiction make the id."""
    ended = zerentu("extract", SAMPLE, "--format", "jsonl", "--number", "甲〔2021〕1号", "--jurisdiction", "昆山市")

    assert json.loads(ended.out.splitlines()[0])["id"] == "320583:甲〔2021〕1号:1.1"


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """A document cannot steer the terminal that prints it."""
    file = tmp_path / "plan.txt"
    file.write_text(FORMULAS.replace("减税", "减税\x1b[31m"), encoding="utf-8")

    ended = zerentu("extract", file)

    assert ended.code == 0
    assert "\x1b" not in ended.out


def test_a_report_prints_its_outline_and_that_it_holds_none() -> None:
    """Its parts and headings with their years, and one line that says so; that is no failure."""
    ended = zerentu("extract", REPORT)

    assert (ended.code, ended.err) == (0, "")
    assert re.search(r"36\s+稳中求快，综合实力快速跃升 +2022 +4\s", ended.out)
    assert "taicang-2022-report.txt: it names nobody who answers: a report with 70 sections and no task" in ended.out
    assert "0 tasks, 70 sections\n" in ended.out


@pytest.mark.parametrize(("form", "printed"), [("jsonl", []), ("csv", ["id,annex,row"])])
def test_a_report_has_no_records(form: str, printed: list[str]) -> None:
    """Nothing but the names of the columns on standard output; standard error says why."""
    ended = zerentu("extract", REPORT, "--format", form)

    assert ended.code == 0
    assert [line[:12] for line in ended.out.splitlines()] == printed
    assert ended.err == f"{REPORT}: it names nobody who answers: a report with 70 sections and no task\n"


def test_json_has_the_sections_of_a_report() -> None:
    """Counted in the report, and each with its text and years."""
    [document] = json.loads(zerentu("extract", REPORT, "--json").out)["documents"]

    assert (document["records"], document["report"]["sections"], len(document["sections"])) == ([], 70, 70)
    assert document["sections"][32] == {
        "id": f"{document['document']}:s33",
        "parent": "",
        "level": 1,
        "kind": "part",
        "heading": "2022年目标任务和主要工作",
        "text": "",
        "period": "2022",
        "locator": {"item": 33, "lines": [53, 53]},
    }
