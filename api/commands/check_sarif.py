"""Findings as SARIF 2.1.0 (OASIS), the form in which editors and code hosts take what a checker found."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import graph
from api.commands.checked import Checked
from loaders import Finding
from loaders.checks.rules import WHOLE, Rule, all_rules

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LINES = re.compile(r"\blines? (\d+)(?:-(\d+))?")
Json = dict[str, object]


def as_sarif(checked: Sequence[Checked], failed: Mapping[str, str]) -> Json:
    """Return one log with one run: every rule, a result a finding, and a notification for each file not read."""
    results = [_result(each, finding) for each in checked for finding in each.findings]
    notes = [{"level": "error", "message": {"text": why}} for why in failed.values()]
    run: Json = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(each.file)}} for each in checked],
        "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": notes}],
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver() -> Json:
    return {
        "name": "zerentu",
        "version": graph.__version__,
        "rules": [_descriptor(rule) for rule in all_rules().values()],
    }


def _descriptor(rule: Rule) -> Json:
    descriptor: Json = {"id": rule.name, "shortDescription": {"text": f"{rule.zh} / {rule.en}"}}
    if rule.cure_en:
        descriptor["help"] = {"text": f"{rule.cure_zh}\n{rule.cure_en}"}
        descriptor["defaultConfiguration"] = {"level": rule.severity}
    return descriptor


def _result(checked: Checked, finding: Finding) -> Json:
    related = [{**_location(checked.file, place), "message": {"text": place}} for place in finding.related]
    said = [finding.rule, checked.extraction.facts.document, finding.message_zh or finding.message]
    result: Json = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [_location(checked.file, finding.place)],
        # Without its place: the same finding in the next draft is known again, though rows above it were added.
        "partialFingerprints": {"said/v1": hashlib.sha256("\n".join(said).encode()).hexdigest()},
    }
    if related:
        result["relatedLocations"] = related
    if finding.message_zh:
        result["properties"] = {"zh": finding.message_zh}
    return result


def _location(file: Path, place: str) -> Json:
    """Return the file, its lines where they are known, and the place in words as a logical location."""
    physical: Json = {"artifactLocation": {"uri": _uri(file)}}
    lines = _LINES.search(place)
    if lines:
        physical["region"] = {"startLine": int(lines[1]), "endLine": int(lines[2] or lines[1])}
    location: Json = {"physicalLocation": physical}
    if place and place != WHOLE:
        location["logicalLocations"] = [{"fullyQualifiedName": place}]
    return location


def _uri(file: Path) -> str:
    return file.as_uri() if file.is_absolute() else quote(file.as_posix())
