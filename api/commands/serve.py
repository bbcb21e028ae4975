"""``zerentu serve``: the REST API and the explorer, on one address."""

import os
import socket
import sys

import uvicorn

from api.app import create_app
from api.commands.access_checks import warnings
from api.commands.options import Target
from api.commands.output import complain, say
from api.commands.stores import read_settings
from api.logs import start_log
from api.settings import Settings
from api.stopping import StoppableServer
from api.unreadable import Http
from graph.errors import InputError, StoreAbsentError, StoreError
from graph.store import open_store

_WAITING = 2048
"""How many callers may wait to be let in."""
_LONGEST_HEAD = 128 * 1024
"""Bytes of an address with its headers: 500 ids of /subgraph take some 40 kB, and 16 kB are the default."""


def serve(target: Target, host: str | None, port: int | None, *, mcp: bool | None = None) -> None:
    """Serve until interrupted or told to stop (SIGTERM); with ``mcp`` agents as well.

    Raises:
        InputError: the address is taken or not one of this machine's.
        StoreError: the store cannot be used: it refuses the user, another process has it, it lost something.
    """
    settings = read_settings(target, host=host, port=port, mcp=mcp)
    listener = _listen(settings)
    with listener:
        _look_at_store(settings)
        for line in warnings(settings):
            complain(f"zerentu: {line}")
        server = _server(settings)
        say(f"zerentu answers on {_address(listener)} (Ctrl-C stops it)")
        sys.stdout.flush()
        server.run(sockets=[listener])
    if not server.started:
        raise StoreError("the server could not start; the reason stands above")


def _look_at_store(settings: Settings) -> None:
    """Open the store here, where what is wrong is one clear line; the app opens its own.

    One that does not answer yet is waited for: after a power cut nobody says who starts first.
    """
    try:
        open_store(settings.store, settings.store_options()).close()
    except StoreAbsentError as error:
        complain(f"zerentu: {error}; serving all the same, /ready answers 503 until it does")


def _server(settings: Settings) -> StoppableServer:
    """Return a server whose log is ours: uvicorn's own tells neither the id of a request nor how long it took."""
    start_log(settings.log_format, settings.log_level)
    app = create_app(settings)

    def say_not_ready() -> None:
        app.state.is_stopping = True

    config = uvicorn.Config(
        app, http=Http, log_config=None, access_log=False, h11_max_incomplete_event_size=_LONGEST_HEAD
    )
    return StoppableServer(config, settings.stop_seconds, say_not_ready)


def _listen(settings: Settings) -> socket.socket:
    """Return a socket that callers can already reach, so that the address is true when it is printed."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where the protocol is named; else each answer waits 40 ms for a receipt.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        listener.listen(_WAITING)
    except (OSError, UnicodeError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "it is no host name"
        raise InputError(
            f"cannot serve on {settings.host}:{settings.port}: {reason}; give another --port or --host"
        ) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
