"""A Neo4j that may be killed and stopped: a process of its own with its own data, never the one of the other tests."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from graph.store import StoreOptions

ROOT = Path(__file__).parents[2]
_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""It is started often and lives for seconds."""
_START_SECONDS = 180


class OwnNeo4j:
    """A server below a folder, on free ports. It is not started at first."""

    def __init__(self, folder: Path) -> None:
        self._script = _script(folder, self._begun)
        self._processes: list[subprocess.Popen[bytes]] = []
        self._ports = {"NEO4J_BOLT_PORT": str(free_port()), "NEO4J_HTTP_PORT": str(free_port())}
        self.uri = f"bolt://127.0.0.1:{self._ports['NEO4J_BOLT_PORT']}"
        self.is_running = False

    @property
    def options(self) -> StoreOptions:
        """Who signs in."""
        return StoreOptions(user="neo4j", password=self._script.make_password())

    def start(self) -> None:
        """Start it, and return when it answers."""
        if not self.is_running:
            self._call("start_jars")
            self.is_running = True

    def kill(self) -> None:
        """End it as a power cut would."""
        self._send(signal.SIGKILL)
        self._processes[-1].wait()
        self.is_running = False

    def pause(self) -> None:
        """Let it hang: its port is open, and nothing answers."""
        self._send(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._send(signal.SIGCONT)

    def remove(self) -> None:
        """End it, however it is."""
        if self.is_running:
            self.resume()
            self.kill()

    def prepare(self) -> None:
        """Make sure that it can be started, and has its password; else skip, in CI fail."""
        try:
            java = self._call("require_java")
            self._call("require_jars")
            self._call("set_initial_password", java)
        except self._script.UnavailableError as error:
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(str(error))

    def _begun(self, *words: Any, **named: Any) -> "subprocess.Popen[bytes]":
        # Held here, since Python warns of a process that outlives what it was started with.
        self._processes.append(subprocess.Popen(*words, **named))
        return self._processes[-1]

    def _send(self, number: signal.Signals) -> None:
        pid = self._script.own_pid()
        assert pid, "it does not run"
        os.kill(pid, number)

    def _call(self, name: str, *arguments: object) -> object:
        with patch.dict(os.environ, self._ports):
            return getattr(self._script, name)(*arguments)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _script(folder: Path, begin: Callable[..., object]) -> ModuleType:
    """Return scripts/neo4j as a module whose server lives in a folder; the jars are those that are there already."""
    loader = SourceFileLoader("own_neo4j", str(ROOT / "scripts" / "neo4j"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    for name in ("import", "logs"):
        (folder / name).mkdir(parents=True)
    settings = [*module.server_settings(), *(("server.jvm.additional", flag) for flag in _QUICK)]
    module.server_settings = lambda: settings  # type: ignore[attr-defined] # it is only started differently
    module.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": begin})  # type: ignore[attr-defined]
    module.START_SECONDS = _START_SECONDS  # type: ignore[attr-defined]
    if not module.JARS.exists():
        # Where the server of the other tests is a container.
        module.JARS = folder / "lib"  # type: ignore[attr-defined]
    module.HOME, module.PID_FILE = folder, folder / "pid"  # type: ignore[attr-defined]
    module.PASSWORD_FILE, module.CONSOLE = folder / "password", folder / "logs" / "console.log"  # type: ignore[attr-defined]
    return module
