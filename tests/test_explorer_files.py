"""The explorer's files agree with each other and with what they stand for: words, colours, places, versions."""

import json
import re
from pathlib import Path

import yaml

from graph.schema import NODES, RELATIONSHIPS
from queries import questions

ROOT = Path(__file__).parents[1]
EXPLORER = ROOT / "api" / "static" / "explorer"
WORDS = json.loads((EXPLORER / "words.json").read_text(encoding="utf-8"))
SCRIPTS = {path: path.read_text(encoding="utf-8") for path in sorted(EXPLORER.rglob("*.js"))}


def test_every_text_that_a_script_asks_for_has_both_languages() -> None:
    """A key that is put together (`t(`kind.${value}`)`) has at least one text."""
    asked = {key for text in SCRIPTS.values() for key in re.findall(r'\bt\("([^"]+)"', text)}
    beginnings = {key for text in SCRIPTS.values() for key in re.findall(r"\bt\(`([^`$]*)\$\{", text)}

    assert asked <= WORDS["texts"].keys()
    assert [each for each in beginnings if not any(key.startswith(each) for key in WORDS["texts"])] == []
    assert [key for key, pair in WORDS["texts"].items() if len(pair) != 2 or not all(pair)] == []


def test_no_text_is_idle() -> None:
    """Each is asked for by its key, or by the beginning of it."""
    scripts = "\n".join(SCRIPTS.values())
    valued = [f"{name}." for name in WORDS["values"]]
    beginnings = (*re.findall(r"[(\[ ]`([a-z.-]+\.)\$\{", scripts), *valued)

    idle = [key for key in WORDS["texts"] if f'"{key}"' not in scripts and not key.startswith(beginnings)]
    assert idle == []


def test_every_value_of_the_schema_has_words() -> None:
    """A value that the schema counts, and a choice that a question offers, is shown in the reader's language."""
    holders = [*NODES, *RELATIONSHIPS]
    counted = {(each.name, value) for holder in holders for each in holder.properties for value in each.values}
    offered = {
        (each.name, choice) for question in questions() for each in question.parameters for choice in each.choices
    }

    assert counted
    assert offered
    assert {name for name, _ in counted | offered} <= set(WORDS["values"])
    assert [pair for pair in sorted(counted | offered) if ".".join(pair) not in WORDS["texts"]] == []


def test_every_column_of_an_answer_has_a_heading() -> None:
    """But those of ids whose name stands in another column."""
    named = {"unit_group": "group_name"}
    columns = {
        column
        for question in questions()
        for column in question.columns
        if named.get(column, f"{column}_name") not in question.columns
    }

    assert [each for each in sorted(columns) if f"answer.{each}" not in WORDS["texts"]] == []


def test_a_place_is_said_as_in_the_reports() -> None:
    """The explorer and `zerentu check` use the same words for the parts of a locator."""
    rules = yaml.safe_load((ROOT / "loaders" / "checks" / "rules.yml").read_text(encoding="utf-8"))

    told = {entry["pattern"]: re.sub(r"\\(\d)", r"{\1}", entry["zh"]) for entry in rules["places"]}
    assert WORDS["places"] == told


def test_the_palette_has_a_look_for_all_that_the_graph_holds() -> None:
    """A label or relationship that is added to the schema needs its colour, shape and line."""
    palette = json.loads((ROOT / "api" / "static" / "palette.json").read_text(encoding="utf-8"))

    assert palette["nodes"].keys() == {node.label for node in NODES}
    assert palette["edges"].keys() == {each.type for each in RELATIONSHIPS}


def test_every_relationship_has_a_name_from_its_other_end() -> None:
    """A heading is not above its own headings, and a place is not within its units."""
    assert {f"relation.in.{each.type}" for each in RELATIONSHIPS} <= WORDS["texts"].keys()


def test_nothing_of_the_explorer_reads_markup_or_another_host() -> None:
    """Texts stay texts: no innerHTML and its like, no address of elsewhere, no eval."""
    for path, text in SCRIPTS.items():
        found = re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
        assert found == [], path
        assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= {"http://www.w3.org/2000/svg"}, path
        assert text.startswith("// @ts-check\n"), path


def test_tsc_checks_against_the_cytoscape_that_is_served() -> None:
    """The types come from npm, the script from the vendored folder: both are of one version."""
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    vendored = (ROOT / "api/static/vendor/cytoscape/VERSION").read_text(encoding="utf-8")

    assert f"cytoscape {package['devDependencies']['cytoscape']} " in vendored
