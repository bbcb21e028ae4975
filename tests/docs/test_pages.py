"""The documentation against the code: generated pages, links, findings, commands that a reader may copy."""

import re
from pathlib import Path

import pytest

from graph.schema import NODES, RELATIONSHIPS
from graph.schema_page import schema_page
from loaders.checks import check_rules

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_CODE_DIRECTORIES = ("graph", "loaders", "queries", "api")


def test_the_schema_page_is_what_the_schema_says() -> None:
    """``python -m graph.schema_page`` writes it anew."""
    assert (ROOT / "docs/reference/schema.md").read_text(encoding="utf-8") == schema_page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    """Relative links name files that are there."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_rule_of_a_finding_is_explained() -> None:
    """The reference lists exactly the rules that the loaders use."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "loaders").rglob("*.py"))
    used = set(re.findall(r'(?:Finding|_find|_unread)\(\s*"([a-z-]+)"', sources))
    page = (ROOT / "docs/reference/records.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `([a-z-]+)` \| (?:note|warning)", page, re.MULTILINE)) == used


def test_every_check_is_explained_as_the_rules_have_it() -> None:
    """Name, severities and titles of each rule stand in the table, and what it looks for below."""
    page = (ROOT / "docs/reference/checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| ([a-z, ]+) \| (.+) \| (.+) \|$", page, re.MULTILINE)
    severities = {
        name: {said.get("severity", rule.severity) for said in rule.messages.values()}
        for name, rule in check_rules().items()
    }

    assert [(name, zh, en) for name, _, zh, en in rows] == [
        (rule.name, rule.zh, rule.en) for rule in check_rules().values()
    ]
    assert {name: set(said.split(", ")) for name, said, _, _ in rows} == severities
    assert re.findall(r"^- `([a-z-]+)`:", page, re.MULTILINE) == list(severities)


def test_the_glossary_names_every_label_and_relationship_of_responsibility() -> None:
    """One word a concept, in both languages."""
    glossary = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Glossary")[2]
    types = [node.label for node in NODES if node.label != "Document"]
    types += [each.type for each in RELATIONSHIPS if each.properties and each.type not in ("MEMBER_OF", "MENTIONS")]

    assert [name for name in types if f"`{name}`" not in glossary] == []


def test_no_page_names_a_machine_path_or_a_registry() -> None:
    """The documentation holds on every machine."""
    found = [
        f"{page.name}: {word}"
        for page in PAGES
        for word in ("/work/", "/root/", "pypi.org", "npmjs.org", "repo1.maven", "../shared")
        if word in page.read_text(encoding="utf-8")
    ]

    assert found == []


def test_code_files_name_no_document_that_is_not_shipped() -> None:
    """The project builds, runs and passes its tests without the folder it was developed beside."""
    files = [
        path for name in (*_CODE_DIRECTORIES, "tests", "scripts", "benchmarks") for path in (ROOT / name).rglob("*.py")
    ]

    assert [path.name for path in files if "shared/" + "documents" in path.read_text(encoding="utf-8")] == []
