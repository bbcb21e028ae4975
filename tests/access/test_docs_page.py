"""The documentation page takes a key and sends it: in a real browser, under the policy of the page."""

import pytest

from api.access.roles import Role
from tests.access.conftest import Service
from tests.parts import launched_chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_key_that_is_entered_is_sent(service: Service) -> None:
    """Authorize, then Try it out: the audit log answers an admin, and the policy has nothing to complain of."""
    complaints: list[str] = []
    with launched_chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{service.client.base_url}/docs#/service/list-audit")
        page.locator(".btn.authorize").first.click()
        page.locator("#auth-bearer-value").fill(service.told[Role.ADMIN])
        page.locator(".modal-ux .btn.authorize").first.click()
        page.locator(".modal-ux .btn-done").first.click()
        operation = page.locator("#operations-service-list-audit")
        operation.locator(".try-out__btn").click()
        operation.locator(".execute").click()
        status = operation.locator(".live-responses-table .response-col_status").last.inner_text()

    assert status.startswith("200")
    assert complaints == []
