"""Which module opens which address; an engine is imported only when its address is used."""

import re
from importlib import import_module
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from graph.errors import StoreUrlError
from graph.store.protocol import Store, StoreOptions

_ENGINES = {
    "ladybug": "graph.store.ladybug:LadybugStore",
    "bolt": "graph.store.neo4j:Neo4jStore",
    "bolt+s": "graph.store.neo4j:Neo4jStore",
    "bolt+ssc": "graph.store.neo4j:Neo4jStore",
    "neo4j": "graph.store.neo4j:Neo4jStore",
    "neo4j+s": "graph.store.neo4j:Neo4jStore",
    "neo4j+ssc": "graph.store.neo4j:Neo4jStore",
}


def open_store(url: str, options: StoreOptions | None = None) -> Store:
    """Open the store at ``url`` (``ladybug:PATH``, ``bolt://…``, ``neo4j://…``, ``neo4j+s://…``), schema included.

    Raises:
        StoreUrlError: the address names no engine that zerentu knows.
        StoreError: the store is not there, refuses the user, or another process has it.
    """
    module, _, name = _ENGINES[scheme_of(url)].partition(":")
    return cast("Store", getattr(import_module(module), name)(url, options or StoreOptions()))


def scheme_of(url: str) -> str:
    """Return the scheme of the address of a store: ``ladybug``, or one of Neo4j's.

    Raises:
        StoreUrlError: the address names no engine that zerentu knows.
    """
    scheme, colon, rest = url.partition(":")
    if not colon or scheme not in _ENGINES or not rest.strip("/"):
        known = ", ".join(("ladybug:PATH", "bolt://HOST", "neo4j://HOST", "neo4j+s://HOST"))
        shown = re.sub(r"//[^/@]*@", "//", url)
        raise StoreUrlError(f"store address {shown!r} names no engine; give one of: {known}")
    return scheme


def file_of(url: str) -> Path:
    """Return the file that the address of an embedded store names: ``ladybug:PATH``."""
    return Path(url.partition(":")[2]).expanduser()


def split_credentials(url: str, options: StoreOptions) -> tuple[str, tuple[str, str]]:
    """Return the address without user and password, and who to sign in as; what the address says comes first.

    Raises:
        StoreUrlError: the address cannot be read.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise StoreUrlError(f"the store address cannot be read: {error}") from error
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else url
    user = unquote(parts.username) if parts.username else options.user
    return bare, (user, unquote(parts.password) if parts.password else options.password)
