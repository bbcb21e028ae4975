"""docs/reference/command.md against the code, both ways."""

import re
from typing import Any

import pytest
from typer.main import get_command

from api.cli import BUG, DONE, INTERRUPTED, NO, NO_READER, NO_STORE, USAGE
from api.commands.line import app
from api.exports.writers import PICTURES, WRITERS
from tests.api.command_line import ROOT

PAGE = (ROOT / "docs" / "reference" / "command.md").read_text(encoding="utf-8")
SHARED_NAMES = "Which store|What is known of a document|How files are read"
SHARED = "\n".join(re.findall(rf"(?ms)^## (?:{SHARED_NAMES})$.*?(?=^## )", PAGE))


def _options() -> dict[str, set[str]]:
    group = get_command(app)
    with group.make_context("zerentu", ["ask"], resilient_parsing=True):
        commands = group.commands  # type: ignore[attr-defined] # a Typer of several commands is a group
    return {name: _options_of(command) for name, command in commands.items()}


def _options_of(command: Any) -> set[str]:
    """Return the options of a command, and of those below it."""
    own = {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
    return own.union(*(_options_of(each) for each in getattr(command, "commands", {}).values()))


OPTIONS = _options()


def _section(command: str) -> str:
    found = re.search(rf"(?ms)^## `zerentu {command}\b.*?(?=^## |\Z)", PAGE)
    return found.group() if found else ""


@pytest.mark.parametrize("command", sorted(OPTIONS))
def test_every_option_is_in_the_page(command: str) -> None:
    """A command has a section, and each option stands in it or in one that commands share."""
    assert _section(command), f"no section for {command}"
    for option in OPTIONS[command]:
        assert f"`{option}" in _section(command) + SHARED, option


def test_the_page_names_no_option_that_is_none() -> None:
    """What was removed from the code is removed from the page."""
    known = set().union(*OPTIONS.values()) | {"--help", "--version", "-h"}

    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*(?![\w=])", PAGE)) <= known


def test_the_page_names_every_command_once() -> None:
    """No section for a command that is none."""
    assert sorted(re.findall(r"(?m)^## `zerentu (\w+)", PAGE)) == sorted(OPTIONS)


def test_the_page_lists_formats_and_exit_codes() -> None:
    """Suffixes of export, and how a command may end."""
    assert all(f"`{suffix}`" in _section("export") for suffix in (*WRITERS, *PICTURES))
    codes = set(re.findall(r"\d+", " ".join(re.findall(r"(?m)^\| (\d[\d, ]*) \|", PAGE))))
    assert codes == {str(code) for code in (DONE, NO, USAGE, NO_STORE, BUG, INTERRUPTED, NO_READER)}
