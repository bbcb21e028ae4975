"""What ``doctor`` and ``serve`` say of access: who could read and write if the service ran with these settings."""

import os
from collections.abc import Iterator

from api.access.errors import ServiceFileError
from api.access.hosts import is_loopback
from api.access.keys import KeyRing
from api.access.service_file import ServiceFile
from api.commands.checks import Check
from api.settings import Settings

_CREATE = "zerentu key create --role reader (or editor, admin)"


def check_access(settings: Settings) -> Iterator[Check]:
    """Look whether somebody could use the service who should, and nobody who should not."""
    file = ServiceFile(settings.service_path())
    try:
        keys = [key for key in KeyRing(file).all() if not key.revoked_at]
    except ServiceFileError as error:
        yield Check("keys", "wrong", str(error), "give another path in ZERENTU_SERVICE_FILE")
        return
    finally:
        file.close()
    said = f"{len(keys)} keys" if len(keys) != 1 else "1 key"
    beyond = not is_loopback(settings.host)
    if beyond and settings.public_read:
        finding = f"the service would listen on {settings.host} and let everybody read ({said} to write)"
        yield Check("keys", "note", finding, "unset ZERENTU_PUBLIC_READ if not everybody may")
    elif beyond and not keys:
        finding = (
            f"the service would listen on {settings.host}, beyond this machine, and there is no key: nobody can read"
        )
        yield Check("keys", "note", finding, _CREATE)
    else:
        yield Check("keys", "ok", said if keys else "none yet")
    yield from _check_mode(file)


def warnings(settings: Settings) -> list[str]:
    """Return what ``serve`` is to say at its start."""
    return [f"{check.finding}: {check.cure}" for check in check_access(settings) if check.state != "ok"]


def _check_mode(file: ServiceFile) -> Iterator[Check]:
    if os.name == "posix" and file.path.exists() and file.path.stat().st_mode & 0o077:
        yield Check("service file", "wrong", f"{file.path} can be read by others", f"chmod 600 {file.path}")
