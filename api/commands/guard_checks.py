"""What ``doctor`` looks at for guarded Cypher: what the server would do, were it not for the guard."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from api.commands.checks import Check
from api.settings import Settings

_CURE = {
    "files": "set dbms.security.allow_csv_import_from_file_urls=false on the server",
    "addresses": "set internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0 on the server",
}


_PROGRAM = """
import json, sys; sys.path[:] = json.loads(sys.argv[1])
from pathlib import Path
from graph.guard.confinement import leave_world
print(", ".join(leave_world(Path(sys.argv[2]))))
"""


def check_guard(settings: Settings) -> Iterator[Check]:
    """Look at what guarded Cypher stands on: what the system takes from a process, or what a Neo4j would do itself."""
    return _check_confinement() if settings.store.startswith("ladybug:") else _check_loading(settings)


def _check_confinement() -> Iterator[Check]:
    """Let a process leave the world as that of a statement does, and tell what it has left then."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-I", "-c", _PROGRAM, json.dumps(sys.path), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - it is this Python
    left = done.stdout.strip() or "nothing more: this system takes neither files nor network from it"
    yield Check("guard", "ok", f"the process of a Cypher statement has limits and {left}")


def _check_loading(settings: Settings) -> Iterator[Check]:
    """Try on a Neo4j what LOAD CSV may read there; the guard refuses it, but a server should as well."""
    from graph.store.neo4j_probes import open_doors  # noqa: PLC0415 - with it comes the driver

    doors = open_doors(settings.store, settings.store_options())
    for door in doors:
        finding = f"Neo4j lets LOAD CSV read {door}; the guard of zerentu refuses it, others may not"
        yield Check("LOAD CSV", "note", finding, _CURE[door])
    if not doors:
        yield Check("LOAD CSV", "ok", "Neo4j reads neither files nor addresses for a statement")
