"""Parts that tests need of the machine: without one they are skipped, in CI they fail."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

_CHROMIUM = Path("/usr/bin/chromium")


def lack(reason: str) -> NoReturn:
    """End the test for a missing part; the reason names it and the cure. What CI means, scripts/test says as well."""
    if os.environ.get("CI", "") in ("", "0", "false"):
        pytest.skip(reason)
    pytest.fail(reason)


def require(file: Path, cure: str) -> None:
    """End the test if there is no such file."""
    if not file.exists():
        lack(f"there is no {file.name}: {cure}")


@contextmanager
def launched_chromium() -> Iterator[Browser]:
    """A browser; while it is open nobody else in this process may start an event loop."""
    require(_CHROMIUM, "apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
