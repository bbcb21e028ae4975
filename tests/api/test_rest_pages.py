"""The pages: served from our own files, with nothing from elsewhere."""

import re
import subprocess
from pathlib import Path

import httpx2
import pytest

from api.openapi import TAGS
from tests.parts import launched_chromium

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_refers_to_files_of_ours_only(embedded: httpx2.Client, path: str) -> None:
    """Every address in it is a path of this service that answers, and no script stands in the page itself."""
    page = embedded.get(path)

    assert page.headers["content-type"].startswith("text/html")
    assert "//" not in re.sub(r"<!doctype html>", "", page.text)
    assert not re.search(r"<script[^>]*>[^<]", page.text)
    for address in re.findall(r'(?:href|src)="([^"]+)"', page.text):
        assert embedded.get(address).status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs", "/tasks", "/nothing", "/static/docs.js", "/openapi.json"])
def test_every_answer_carries_the_safe_headers(embedded: httpx2.Client, path: str) -> None:
    """Types are not guessed, scripts come from here, nobody frames a page, no other origin may read."""
    headers = embedded.get(path, headers={"Origin": "http://elsewhere.example"}).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert not [name for name in headers if name.startswith("access-control-")]


def test_what_pages_load_is_as_its_makers_published_it() -> None:
    """The checksums beside the files hold."""
    subprocess.run([ROOT / "scripts" / "vendor", "--check"], check=True)


@pytest.mark.browser
def test_the_documentation_works_offline(embedded: httpx2.Client) -> None:
    """In a real browser the page shows every tag, asks no other host and breaks no policy."""
    elsewhere, complaints = [], []
    with launched_chromium() as browser:
        page = browser.new_page()
        own = str(embedded.base_url)
        page.on("request", lambda request: elsewhere.append(request.url) if not _is_own(request.url, own) else None)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{own}/docs")
        page.wait_for_selector("#operations-tag-tasks")
        tags = page.locator(".opblock-tag").count()

    assert tags == len(TAGS)
    assert (elsewhere, complaints) == ([], [])


def _is_own(url: str, own: str) -> bool:
    return url.startswith((own.rstrip("/") + "/", "data:"))
