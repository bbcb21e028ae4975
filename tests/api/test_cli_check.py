"""``zerentu check``: findings as a table, JSON, SARIF and a page, and what the exit code says."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.api.command_line import DOCUMENT, NO_TABLE, SAMPLE, SAMPLE_DOCX, script, zerentu
from tests.loaders.documents import flattened

HEADER = ("序号", "任务", "分管领导", "责任单位", "完成时限")
GOOD = [("1", "新建水管10公里。", "李四光", "水务局", "年底"), ("2", "新建学校2所。", "张三丰", "教育局", "6月底")]
BAD = [GOOD[0], ("3", "新建<b>学校</b>2所。", "张三丰", "教育局、财政局", "6月底")]
BREAK = ["--rule", "leader-breaks-pattern"]

# The parts of SARIF 2.1.0 (OASIS, §3) that are used here, with what they must hold and nothing that is not listed; the
# output was held against the whole schema of OASIS when this was written.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["physicalLocation"],
    "properties": {
        "message": TEXT,
        "logicalLocations": {
            "items": {"additionalProperties": False, "properties": {"fullyQualifiedName": {"type": "string"}}}
        },
        "physicalLocation": {
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {"required": ["uri"], "properties": {"uri": {"pattern": r"^[\w%./:~-]+$"}}},
                "region": {
                    "additionalProperties": False,
                    "required": ["startLine", "endLine"],
                    "properties": {name: {"type": "integer", "minimum": 1} for name in ("startLine", "endLine")},
                },
            },
        },
    },
}
RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["message", "ruleId", "level", "locations"],
    "properties": {
        "ruleId": {"type": "string"},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "minItems": 1, "items": LOCATION},
        "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "properties": {"type": "object"},
    },
}
DESCRIPTOR = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"additionalProperties": False, "properties": {"level": LEVEL}},
    },
}
RUN = {
    "type": "object",
    "additionalProperties": False,
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "required": ["driver"],
            "properties": {
                "driver": {
                    "additionalProperties": False,
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "version": {"type": "string"},
                        "rules": {"type": "array", "uniqueItems": True, "items": DESCRIPTOR},
                    },
                }
            },
        },
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "artifacts": {"type": "array", "uniqueItems": True},
        "invocations": {"items": {"required": ["executionSuccessful"]}},
        "results": {"type": "array", "items": RESULT},
    },
}
SARIF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN},
    },
}


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A draft with nothing to ask about; what the notice does not say is told by options."""
    file = tmp_path / "good.txt"
    file.write_text("附件1\n" + flattened(GOOD, HEADER), encoding="utf-8")
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A draft with a gap in its numbers and a task of two owners."""
    file = tmp_path / "bad.txt"
    file.write_text("附件1\n" + flattened(BAD, HEADER), encoding="utf-8")
    return file


def rules_found(*arguments: str | Path) -> list[str]:
    """Return the rule of every finding."""
    (document,) = json.loads(zerentu("check", *arguments, "--format", "json").out)["documents"]
    return [finding["rule"] for finding in document["findings"]]


def test_a_draft_without_findings_is_0(good: Path) -> None:
    """What the notice does not say of itself is a finding of reading, left out here."""
    ended = script("check", good, "--ignore", "unknown-fact")

    assert (ended.code, ended.err) == (0, "")
    assert "2 tasks, 0 findings" in ended.out


def test_a_draft_with_findings_is_1(bad: Path) -> None:
    """The table has the severity, the rule, the task, the place and the words; the rules follow with their titles."""
    ended = script("check", bad, "--ignore", "unknown-fact")

    assert (ended.code, ended.err) == (1, "")
    assert "several-owners-no-lead" in ended.out
    assert "2 owners and no lead said: 教育局、财政局" in ended.out
    assert "2 tasks, 2 findings, of which warnings 2" in ended.out
    assert "numbering-gap: 1 (序号缺号、重号或错序 / A gap or repeat in the numbering)" in ended.out


def test_the_findings_of_reading_are_shown_as_well(bad: Path) -> None:
    """After those of the checks."""
    found = rules_found(bad)

    assert found[:2] == ["several-owners-no-lead", "numbering-gap"]
    assert set(found[2:]) == {"unknown-fact"}


def test_rules_can_be_asked_for_and_left_out(bad: Path) -> None:
    """One by one; and notes can be left out together."""
    assert rules_found(bad, "--rule", "numbering-gap") == ["numbering-gap"]
    asked = ["--rule", "numbering-gap", "--rule", "several-owners-no-lead", "--ignore", "numbering-gap"]
    assert rules_found(bad, *asked) == ["several-owners-no-lead"]
    assert set(rules_found(SAMPLE, "--severity", "warning")) == {"several-owners-no-lead", "leader-breaks-pattern"}


def test_nothing_asked_for_is_nothing_found(good: Path) -> None:
    """A rule without a finding is exit code 0."""
    assert zerentu("check", good, "--rule", "no-owner").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--rule", "no-such-rule"], "no rule 'no-such-rule'; the rules are no-owner, several-owners-no-lead,"),
        (["--ignore", "no-such-rule"], "no rule 'no-such-rule'"),
        (["--output", "findings.txt"], "--format"),
        (["--json", "--format", "html"], "--json"),
        (["--output", "no/such/folder/findings.json"], "no/such/folder/findings.json"),
    ],
)
def test_options_that_cannot_be_used_are_2(arguments: list[str], words: str) -> None:
    """The message names the option or its value."""
    zerentu("check", SAMPLE, *arguments).fails(2, words)


def test_a_bad_file_is_2_and_the_others_are_checked(tmp_path: Path) -> None:
    """It is said on standard error and stands in every format."""
    ended = zerentu("check", tmp_path / "missing.txt", SAMPLE, *BREAK, "--json")

    ended.fails(2, "missing.txt")
    said = json.loads(ended.out)
    assert [failed["file"] for failed in said["failed"]] == [str(tmp_path / "missing.txt")]
    assert [document["counts"] for document in said["documents"]] == [{"leader-breaks-pattern": 1}]


def test_json_has_what_is_found_in_both_languages() -> None:
    """The one task of the sample that breaks a pattern, written out."""
    (document,) = json.loads(zerentu("check", SAMPLE, *BREAK, "--format", "json").out)["documents"]

    assert (document["file"], document["document"], document["tasks"]) == (str(SAMPLE), DOCUMENT, 157)
    (finding,) = document["findings"]
    related = finding.pop("related")
    assert related[0] == "table 1, row 1, lines 23-32"
    assert finding == {
        "rule": "leader-breaks-pattern",
        "severity": "warning",
        "place": "table 1, row 42, column 4, line 416",
        "message": "发改委 stands under 吴敬宇 in 7 of the 8 tasks that it owns alone "
        "(1.1、1.6、1.8、1.9、1.10 …); here under 韩飚",
        "task": "1.42",
        "message_zh": "发改委单独负责的8项任务中有7项由吴敬宇分管（1.1、1.6、1.8、1.9、1.10 …），这里是韩飚",
    }


def test_both_forms_of_the_sample_have_the_same_findings() -> None:
    """Word has no lines; what is found is the same."""
    checks = ["--rule", "several-owners-no-lead", "--rule", "no-target", *BREAK]

    assert rules_found(SAMPLE_DOCX, *checks) == rules_found(SAMPLE, *checks)


def test_sarif_is_what_the_standard_asks_for(tmp_path: Path) -> None:
    """Every rule, every result with its lines, and files that could not be read as notifications."""
    file = tmp_path / "findings.sarif"

    ended = zerentu("check", SAMPLE, NO_TABLE.with_name("missing.txt"), "--output", file)

    ended.fails(2, "missing.txt")
    log = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    described = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= described
    (broken,) = [result for result in run["results"] if result["ruleId"] == "leader-breaks-pattern"]
    assert broken["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": SAMPLE.as_uri()},
        "region": {"startLine": 416, "endLine": 416},
    }
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "missing.txt" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_the_page_stands_alone_and_escapes_what_documents_say(bad: Path) -> None:
    """No script, nothing from elsewhere, one style that the policy allows by its hash; both languages."""
    page = zerentu("check", bad, "--format", "html").out

    assert page.startswith("<!DOCTYPE html>")
    assert "<script" not in page
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert "新建&lt;b&gt;学校&lt;/b&gt;2所" in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert "多个责任单位，未明确牵头" in page
    assert "Several owners, no lead said" in page
    assert "表1，第2行，第4栏" in page


def test_the_page_is_written_to_a_file(tmp_path: Path, good: Path) -> None:
    """The suffix names the format; a draft without findings is a page as well."""
    file = tmp_path / "findings.html"

    assert zerentu("check", good, "--ignore", "unknown-fact", "--output", file).code == 0
    assert "2项任务，没有发现问题" in file.read_text(encoding="utf-8")


def test_the_load_report_has_the_same_findings() -> None:
    """A line a rule for people, all of them in JSON."""
    ended = zerentu("extract", SAMPLE)

    assert "several-owners-no-lead: 74 (1.7, 1.13, 1.14 …)" in ended.out
    assert "leader-breaks-pattern: 1 (1.42)" in ended.out
    (document,) = json.loads(zerentu("extract", SAMPLE, "--json").out)["documents"]
    assert sum(one["rule"] == "several-owners-no-lead" for one in document["report"]["checks"]) == 74
