"""Keys: made, listed, revoked, and looked up by what a caller presents.

A key is ``zer_<id>_<secret>``. The secret has 256 random bits, so one round of SHA-256 hides it: there is nothing to
guess that a slow hash would make dearer, and a key is looked up at every request.
"""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from api.access.audit import AuditLog, Entry
from api.access.roles import Role
from api.access.service_file import ServiceFile, insert, now
from graph.errors import NotFoundError

_ID_BYTES, _SECRET_BYTES = 4, 32
_FORM = re.compile(r"zer_(?P<id>[0-9a-f]{8})_(?P<secret>[0-9a-f]{64})")
_LIKE_A_KEY = re.compile(r"zer_([0-9a-f]{8})_[0-9A-Za-z]+", re.IGNORECASE)
_NO_DIGEST = bytes(32)
_COLUMNS = "id, name, role, created_at, revoked_at"


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key; its secret is not."""

    id: str
    name: str
    role: Role
    created_at: str
    revoked_at: str | None = None


class KeyRing:
    """The keys in a service file. What is revoked by another process counts from the next look-up on."""

    def __init__(self, file: ServiceFile) -> None:
        self._file = file
        self._log = AuditLog(file)

    def create(self, role: Role, name: str = "") -> tuple[Key, str]:
        """Make a key and return it with what its holder is to send, which is not kept anywhere."""
        key = Key(secrets.token_hex(_ID_BYTES), name, role, now())
        secret = secrets.token_hex(_SECRET_BYTES)
        row = {"id": key.id, "name": name, "role": str(role), "created_at": key.created_at, "digest": _digest(secret)}
        with self._file.writing() as connection:
            insert(connection, "keys", row)
            self._log.add_within(connection, Entry("create-key", "done", detail=f"{key.id}: {role}"))
        return key, f"zer_{key.id}_{secret}"

    def revoke(self, key_id: str) -> Key:
        """Let a key count no more, and return it; one that was revoked before stays as it is.

        Raises:
            NotFoundError: there is no such key.
        """
        key = next((each for each in self.all() if each.id == key_id), None)
        if key is None:
            raise NotFoundError(f"there is no key {key_id!r}; `zerentu key list` lists them")
        if key.revoked_at is None:
            with self._file.writing() as connection:
                connection.execute("UPDATE keys SET revoked_at = ? WHERE id = ?", (now(), key_id))
                self._log.add_within(connection, Entry("revoke-key", "done", detail=f"{key_id}: {key.role}"))
        return next(each for each in self.all() if each.id == key_id)

    def all(self) -> list[Key]:
        """Return every key, revoked ones as well, the oldest first."""
        rows = self._file.rows(f"SELECT {_COLUMNS} FROM keys ORDER BY created_at, id")  # noqa: S608 - names of ours
        return [_key(row) for row in rows]

    def holder(self, presented: str) -> Key | None:
        """Return the key that was presented; None where there is none such, or it is revoked.

        Takes as long for a key that there is as for one that there is not.
        """
        said = _FORM.fullmatch(presented)
        key_id, secret = (said["id"], said["secret"]) if said else ("", "")
        found = self._file.rows(f"SELECT {_COLUMNS}, digest FROM keys WHERE id = ?", key_id)  # noqa: S608 - the same
        is_right = compare_digest(found[0]["digest"] if found else _NO_DIGEST, _digest(secret))
        return _key(found[0]) if found and is_right and found[0]["revoked_at"] is None else None


def claimed_id(presented: str) -> str | None:
    """Return the id that a presented key claims, for the audit log: whose key somebody tries."""
    said = _FORM.fullmatch(presented)
    return said["id"] if said else None


def holds_key(text: str) -> bool:
    """Say whether something that looks like a key stands in a text."""
    return bool(_LIKE_A_KEY.search(text))


def without_keys(text: str) -> str:
    """Return the text with the secret of each key in it taken out."""
    return _LIKE_A_KEY.sub(r"zer_\1_…", text)


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()


def _key(row: Any) -> Key:
    return Key(row["id"], row["name"], Role(row["role"]), row["created_at"], row["revoked_at"])
