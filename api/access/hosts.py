"""By which names the service may be asked for, and whether somebody asks from this machine."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.types import Scope

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_ANY = "*"


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine and no other can reach it by that name."""
    address = _address(host)
    if address is None:
        return host == "localhost" or host.endswith(".localhost")
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def is_here(scope: Scope) -> bool:
    """Say whether a request comes from this machine; one without an IP address came over no network."""
    peer = _peer(scope)
    return is_loopback(peer) or _address(peer) is None


def address_of(scope: Scope) -> str:
    """Return the address that a request comes from, empty where there is none."""
    return _peer(scope) if _address(_peer(scope)) else ""


def network_of(scope: Scope) -> str:
    """Return by what callers without a key are told apart: the address; of IPv6 the network that one house has."""
    peer = address_of(scope)
    if ":" not in peer:
        return peer
    address = IPv6Address(peer)
    return str(address.ipv4_mapped or ":".join(address.exploded.split(":")[:4]))


class Hosts:
    """The names in ``Host`` that are answered, so that no page elsewhere can give this service a name of its own.

    Those of this machine, the one that is served, the address that the request arrived at, and those that are given.
    """

    def __init__(self, served: str, given: Iterable[str]) -> None:
        self._names = _LOOPBACK_NAMES | {_plain(served)} | {_plain(each) for each in given if each.strip()}

    def take(self, host: str, scope: Scope) -> bool:
        """Say whether a request with this ``Host`` is to be answered."""
        name = _plain(_without_port(host))
        server = scope.get("server") or ("", 0)
        return _ANY in self._names or name in self._names or name == _plain(str(server[0]))


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]).partition("%")[0] if client else ""


@lru_cache(maxsize=1024)
def _address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the IP address that a host is given by, None where it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host


def _plain(host: str) -> str:
    return host.strip().strip("[]").rstrip(".").lower()
