"""The shape of the project: arrows between the packages, names that nobody else uses, and what a wheel holds."""

import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "loaders", "queries", "api")


def test_the_arrows_between_the_packages_hold() -> None:
    """Each package imports only those below it; a loader never writes; an engine stays in its store module."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_no_other_distribution_brings_a_package_of_our_names() -> None:
    """The four flat names are common words; in zerentu's own environment they are ours alone."""
    owners = packages_distributions()

    assert {name: set(owners.get(name, ["zerentu"])) for name in PACKAGES} == {name: {"zerentu"} for name in PACKAGES}


@pytest.mark.slow
def test_a_wheel_holds_word_lists_questions_and_pages(tmp_path: Path) -> None:
    """What is not code is needed as well, and nothing of the tests is."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = {name for name in wheel.namelist() if not name.startswith("zerentu-")}

    assert {name.partition("/")[0] for name in held} == set(PACKAGES)
    for folder in PACKAGES:
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert {str(path.relative_to(ROOT)) for path in files} <= held
