"""``zerentu key``: makes, lists and revokes the keys of the service, which need not run meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from api.access.keys import Key, KeyRing
from api.access.roles import Role
from api.access.service_file import ServiceFile
from api.commands.options import Target
from api.commands.output import complain, print_json, say
from api.commands.stores import read_settings
from api.commands.tables import print_table

_COLUMNS = ("id", "role", "name", "created_at", "revoked_at")


def create_key(role: Role, name: str, target: Target, as_json: bool) -> None:
    """Make a key; it alone goes to standard output, so that a program can take it from there.

    Raises:
        ServiceFileError: the service file cannot be written.
    """
    with _keys(target) as keys:
        key, told = keys.create(role, name)
    if as_json:
        print_json({**_told(key), "key": told})
        return
    complain(f"the key of {role} {key.id}, told this once; send it as `Authorization: Bearer …`:")
    say(told)


def list_keys(target: Target, as_json: bool) -> None:
    """Print the keys without their secrets, which are not kept."""
    with _keys(target) as keys:
        rows = [_told(key) for key in keys.all()]
    if as_json:
        print_json({"keys": rows})
    else:
        print_table(_COLUMNS, [tuple(row.values()) for row in rows])


def revoke_key(key_id: str, target: Target, as_json: bool) -> None:
    """Let a key count no more.

    Raises:
        NotFoundError: there is no such key.
    """
    with _keys(target) as keys:
        key = keys.revoke(key_id)
    if as_json:
        print_json(_told(key))
    else:
        say(f"{key.id}: revoked at {key.revoked_at}")


@contextmanager
def _keys(target: Target) -> Iterator[KeyRing]:
    file = ServiceFile(read_settings(target).service_path())
    try:
        yield KeyRing(file)
    finally:
        file.close()


def _told(key: Key) -> dict[str, str | None]:
    parts = asdict(key)
    return {name: parts[name] for name in _COLUMNS}
