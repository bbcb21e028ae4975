"""The container files hold together, as far as can be told without a container engine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PLACE_OF_ITS_OWN = {
    "server.default_listen_address": "0.0.0.0",  # noqa: S104  the port is not published
    "server.default_advertised_address": "neo4j",
}


@pytest.fixture
def services() -> dict[str, Any]:
    return dict(yaml.safe_load(COMPOSE)["services"])


def dockerfile_steps() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, continued lines joined, comments left out."""
    lines = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^#.*\n", "", DOCKERFILE)).splitlines()
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines if line.strip()]


def final_stage() -> list[tuple[str, str]]:
    """The instructions after the last FROM."""
    steps = dockerfile_steps()
    last = max(number for number, (word, _) in enumerate(steps) if word == "FROM")
    return steps[last + 1 :]


def copied_from_the_project() -> list[str]:
    """Every source of a COPY that does not come from an earlier stage."""
    copies = [rest.split() for word, rest in dockerfile_steps() if word == "COPY" and "--from=" not in rest]
    return [source for words in copies for source in words[:-1]]


def test_compose_file_follows_the_compose_specification() -> None:
    """The published JSON schema of the Compose Specification accepts the file."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]

    result = subprocess.run([*command, "docker-compose.yml"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_docker_reads_the_compose_file_where_its_plugin_is_installed() -> None:
    """`docker compose config` agrees; it needs the plugin but no engine, and refuses a missing password."""
    if (
        not shutil.which("docker")
        or subprocess.run(["docker", "compose", "version"], check=False, capture_output=True).returncode
    ):
        return

    def config(**environment: str) -> int:
        command = ["docker", "compose", "--env-file", ".env.example", "config", "--quiet"]
        environment["PATH"] = "/usr/local/bin:/usr/bin:/bin"
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode

    assert config(NEO4J_PASSWORD="not-a-real-one") == 0
    assert config() != 0


def test_no_secret_has_a_default_and_each_is_explained_in_the_example() -> None:
    """Every variable is required, by a message, and stands empty in .env.example."""
    variables = re.findall(r"(?<!\$)\$\{(\w+)([^}]*)\}", COMPOSE)
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = dict(line.split("=", 1) for line in example.splitlines() if line and not line.startswith("#"))

    assert variables
    assert all(rest.startswith(":?set ") for _, rest in variables)
    assert {name for name, _ in variables} == set(named)
    assert set(named.values()) == {""}
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_neo4j_runs_with_the_settings_of_the_development_server(services: dict[str, Any]) -> None:
    """The hardening is written down twice and must not drift: apart from its addresses the container has neo4j.conf."""
    lines = (ROOT / "scripts/neo4j-server/neo4j.conf").read_text(encoding="utf-8").splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and line[0] != "#")
    del settings["server.jvm.additional"]

    environment = dict(services["neo4j"]["environment"])
    del environment["NEO4J_AUTH"]

    expected = settings | PLACE_OF_ITS_OWN
    assert environment == {
        "NEO4J_" + key.replace("_", "__").replace(".", "_"): value for key, value in expected.items()
    }


def test_the_api_waits_for_a_healthy_neo4j(services: dict[str, Any]) -> None:
    """The database is asked a query with its password, and the API starts after it."""
    check = services["neo4j"]["healthcheck"]["test"]

    assert check[0] == "CMD-SHELL"
    assert "cypher-shell" in check[1]
    assert "$${NEO4J_AUTH#neo4j/}" in check[1]
    assert services["api"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert services["api"]["environment"]["ZERENTU_STORE"] == "neo4j://neo4j:7687"


def test_only_the_api_is_published_and_only_on_loopback(services: dict[str, Any]) -> None:
    """The database has no port on the host."""
    assert "ports" not in services["neo4j"]
    assert services["api"]["ports"] == ["127.0.0.1:8000:8000"]


def test_reading_is_open_only_because_no_other_machine_reaches_the_port(services: dict[str, Any]) -> None:
    """In a container nobody comes from this machine, so the one setting stands and falls with the other."""
    assert services["api"]["environment"]["ZERENTU_PUBLIC_READ"] == "true"
    assert all(port.startswith("127.0.0.1:") for port in services["api"]["ports"])


def test_data_lives_in_a_declared_volume(services: dict[str, Any]) -> None:
    """A new container finds the old graph; what is mounted from the project exists."""
    declared = yaml.safe_load(COMPOSE)["volumes"]

    assert services["neo4j"]["volumes"] == ["neo4j-data:/data"]
    assert "neo4j-data" in declared
    assert "zerentu-service:/var/lib/zerentu" in services["api"]["volumes"]
    assert services["api"]["environment"]["ZERENTU_SERVICE_FILE"] == "/var/lib/zerentu/service.db"
    assert "mkdir -m 700 /var/lib/zerentu && chown zerentu" in DOCKERFILE
    mounted = [volume.split(":")[0] for volume in services["api"]["volumes"]]
    assert all((ROOT / source).exists() for source in mounted if source not in declared)


def test_everything_the_image_copies_exists_and_is_let_through() -> None:
    """The ignore file shuts everything out and lets in exactly what the Dockerfile copies."""
    patterns = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    sources = copied_from_the_project()

    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert patterns[0] == "*"
    assert [pattern for pattern in patterns[1:] if pattern.startswith("!")] == [f"!{source}" for source in sources]


def test_the_image_installs_by_hash_and_leaves_its_tools_behind() -> None:
    """Only the built environment reaches the final stage."""
    installs = [rest for word, rest in dockerfile_steps() if word == "RUN" and " install " in rest]

    assert installs
    assert all("--require-hashes" in rest or "--build-constraints" in rest for rest in installs)
    assert [rest for word, rest in final_stage() if word == "COPY"] == ["--from=build /app /app"]
    assert not any("install" in rest for word, rest in final_stage() if word == "RUN")


def test_the_image_runs_as_a_plain_user_and_reports_its_health() -> None:
    """Not root, one port, a health check against the API itself."""
    steps = dict(final_stage())

    assert steps["USER"] not in {"root", "0"}
    assert f" {steps['USER']}" in steps["RUN"]
    assert steps["EXPOSE"] == "8000"
    assert "/health" in steps["HEALTHCHECK"]
    assert steps["CMD"] == '["zerentu", "serve", "--host", "0.0.0.0"]'
