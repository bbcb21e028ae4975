"""``zerentu doctor``: what is installed, which store answers, what it holds, what is wrong and the cure."""

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit

import typer

import graph
from api.commands.access_checks import check_access
from api.commands.checks import Check, check_file, check_graph, check_installation
from api.commands.guard_checks import check_guard
from api.commands.options import Target
from api.commands.output import print_json, say
from api.commands.stores import read_settings
from api.commands.tables import print_table
from graph.errors import StoreAuthError, StoreBusyError, StoreError, StoreLossError, StoreUrlError, ZerentuError
from graph.store import Store, StoreInfo, open_store

_DOCUMENTS = """
MATCH (d:Document)
RETURN d.id AS document, d.title AS title, COUNT { MATCH (:Task)-[:STATED_IN]->(d) } AS tasks
ORDER BY document
"""
_CURES: tuple[tuple[type[ZerentuError], str], ...] = (
    (StoreAuthError, "set ZERENTU_NEO4J_USER and ZERENTU_NEO4J_PASSWORD"),
    (StoreBusyError, "stop the process that has it, or ask the running server instead"),
    (StoreLossError, "restore a backup or give it up as the finding says; zerentu ledger lists what was loaded"),
    (StoreUrlError, "give another address with --store or ZERENTU_STORE"),
    (StoreError, "make it answer, or give another address with --store or ZERENTU_STORE"),
)


@dataclass(slots=True)
class _Findings:
    """All that was found out; what needs the store is empty where it does not answer."""

    address: str
    checks: list[Check]
    info: StoreInfo | None = None
    nodes: dict[str, int] | None = None
    relationships: dict[str, int] | None = None
    documents: Sequence[Sequence[object]] = ()
    exit_code: int = 0


def examine(target: Target, as_json: bool) -> None:
    """Print what was found; exit code 1 where something is wrong, 2 a bad address, 3 where the store is not there."""
    settings = read_settings(target)
    found = _Findings(_without_secrets(settings.store), [*check_installation(), *check_file(settings.store)])
    found.checks += check_access(settings)
    try:
        with open_store(settings.store, replace(settings.store_options(), read_only=True)) as store:
            _examine_store(store, found)
        found.checks += check_guard(settings)
    except (StoreError, StoreUrlError) as error:
        cure = next(cure for kind, cure in _CURES if isinstance(error, kind))
        found.checks.append(Check("store", "wrong", str(error), cure))
        found.exit_code = 3 if isinstance(error, StoreError) else 2
    if not found.exit_code and any(check.state == "wrong" for check in found.checks):
        found.exit_code = 1
    _print_as_json(found) if as_json else _print(found)
    if found.exit_code:
        raise typer.Exit(found.exit_code)


def _examine_store(store: Store, found: _Findings) -> None:
    found.info = store.info()
    found.address = found.info.url
    found.checks.append(Check("store", "ok", "it answers"))
    found.nodes, found.relationships = store.counts()
    found.documents = store.ask(_DOCUMENTS).rows
    found.checks += check_graph(store)


def _print(found: _Findings) -> None:
    for name, value in _versions(found).items():
        say(f"{name}: {value}")
    if found.nodes and found.relationships:
        counts = [("node", name, count) for name, count in found.nodes.items()]
        counts += [("relationship", name, count) for name, count in found.relationships.items()]
        print_table(("what", "type", "count"), counts)
    if found.documents:
        print_table(("document", "title", "tasks"), found.documents)
    print_table(("check", "state", "finding", "cure"), [tuple(asdict(check).values()) for check in found.checks])


def _print_as_json(found: _Findings) -> None:
    documents = [dict(zip(("document", "title", "tasks"), row, strict=True)) for row in found.documents]
    print_json(
        {
            "ok": found.exit_code == 0,
            **_versions(found),
            "answers": found.info is not None,
            "nodes": found.nodes,
            "relationships": found.relationships,
            "documents": documents,
            "checks": [asdict(check) for check in found.checks],
        }
    )


def _versions(found: _Findings) -> dict[str, str | None]:
    info = found.info
    return {
        "zerentu": graph.__version__,
        "python": platform.python_version(),
        "store": found.address,
        "engine": info.engine if info else None,
        "engine_version": info.engine_version if info else None,
        "client_version": info.client_version if info else None,
    }


def _without_secrets(address: str) -> str:
    """Return the address without user and password."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.partition(":")[0] + ":…"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else address
