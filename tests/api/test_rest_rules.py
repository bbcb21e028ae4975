"""``/rules``: what the findings in the report of a document mean."""

from urllib.parse import quote

import httpx2

BREAKDOWN = quote("320585:太政发〔2021〕9号", safe="")


def test_a_rule_of_the_checks_says_what_to_do(embedded: httpx2.Client) -> None:
    """Its title, severity and cure, in both languages."""
    rules = {each["name"]: each for each in embedded.get("/rules").json()["items"]}

    assert rules["several-owners-no-lead"] == {
        "name": "several-owners-no-lead",
        "kind": "check",
        "title": {"zh": "多个责任单位，未明确牵头", "en": "Several owners, no lead said"},
        "severity": "warning",
        "cure": {
            "zh": "写明牵头单位，或在文中说明“列第一位的为牵头单位”。",
            "en": "Say who leads (牵头单位), or say in the document that the first listed does.",
        },
    }


def test_a_rule_of_reading_has_a_title_only(embedded: httpx2.Client) -> None:
    """Its findings say themselves how severe they are."""
    rules = {each["name"]: each for each in embedded.get("/rules").json()["items"]}

    assert rules["missing-cell"] == {
        "name": "missing-cell",
        "kind": "reading",
        "title": {"zh": "缺少单元格", "en": "A row with fewer cells than the header"},
        "severity": None,
        "cure": None,
    }


def test_every_rule_of_a_report_is_told(embedded: httpx2.Client) -> None:
    """Those of reading and those of the checks."""
    known = {each["name"] for each in embedded.get("/rules").json()["items"]}
    report = embedded.get(f"/documents/{BREAKDOWN}").json()["report"]

    said = {each["rule"] for kind in ("findings", "checks") for each in report[kind]}
    assert {"jurisdiction", "no-target", "several-owners-no-lead"} <= said <= known
