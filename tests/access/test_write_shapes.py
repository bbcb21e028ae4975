"""The routes that write, and those about writing, against what the OpenAPI says of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.access.roles import Role
from tests.access.conftest import Service

pytestmark = pytest.mark.slow
PATHS = ("/documents", "/documents/{id}", "/jobs/{id}", "/audit", "/judgements", "/judgements/{id}", "/aliases")


def test_schemathesis_finds_nothing(service: Service, tmp_path: Path) -> None:
    """No 5xx and no answer that breaks its shape, with the key of an admin, over examples and edge cases."""
    service.upload()
    command = [Path(sys.executable).parent / "schemathesis", "run", "--phases=examples,coverage"]
    options = ["--suppress-health-check=all", "--no-color", "--generation-deterministic"]
    options += [f"--include-path={path}" for path in PATHS]
    # That bytes are no document, a shape cannot say; and it also makes up keys of its own beside the right one.
    (tmp_path / "schemathesis.toml").write_text(
        '[[operations]]\ninclude-name = "POST /documents"\n'
        '[operations.checks]\npositive_data_acceptance.expected-statuses = ["2xx", 401, 409, 422, 429]\n'
        '[[operations]]\ninclude-method = "PUT"\n'
        '[operations.checks]\npositive_data_acceptance.expected-statuses = ["2xx", 401, 404, 409, 422, 429]\n',
        encoding="utf-8",
    )
    run = subprocess.run(
        [
            *command,
            *options,
            "-H",
            f"Authorization: Bearer {service.told[Role.ADMIN]}",
            f"{service.client.base_url}/openapi.json",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-5000:]
