"""Old Word documents of Word and WPS (.doc, .wps), which LibreOffice converts where it is installed.

Only a child process with limits comes here. LibreOffice is a process of its own with limits of its own: it needs more
address space than a reader may take. It gets a new profile, in which macros never run, links are never followed and
nothing of the user's is found, in a folder that goes with it.
"""

import ctypes
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from graph.errors import DocumentError
from graph.words import without_spaces
from loaders.blocks import Block, BlockDocument, Table
from loaders.confined.limits import CONVERSION_SECONDS, conversion_limits
from loaders.readers.docx import read_docx
from loaders.readers.package import read_parts

_CELL_END = re.compile(rb"((?:[\x00-\xff][\x4e-\x9f]){2,60})\x07\x00", re.DOTALL)
_PROGRAMS = ("soffice", "libreoffice")
_ARGUMENTS = ("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
_SETTING = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_NOWHERE, _CLOSED_PORT = "127.0.0.1", "9"
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # It asks for a linked picture all the same: through a proxy that is not there, also for the machine itself.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", _CLOSED_PORT),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", _CLOSED_PORT),
)
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000


def read_old_word(data: bytes, name: str) -> BlockDocument:
    """Return the blocks of an old Word document.

    Raises:
        DocumentError: LibreOffice is not installed, or cannot read the document in time.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        what = "an old Word document (.doc or .wps)"
        raise DocumentError(f"{name}: {what}; save it as .docx, or install LibreOffice, through which zerentu reads it")
    converted = _convert(program, data, name)
    read_parts(converted, name)
    document = read_docx(converted, name)
    remarks = (*document.remarks, "converted with LibreOffice")
    return BlockDocument(document.blocks, remarks, (*document.warnings, *_losses(data, document.blocks)))


def _losses(data: bytes, blocks: Sequence[Block]) -> Iterator[str]:
    """Say what LibreOffice lost: it drops a table that ends a document and has no paragraph after it.

    The text of an old document stands in it as UTF-16, a cell mark (7) after each cell.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables:
        yield "LibreOffice found no table: it can lose one that ends a document; if there is one, give a .docx"
    kept = without_spaces("".join(cell.text for table in tables for row in table.rows for cell in row))
    ends = [match[1].decode("utf-16-le") for match in _CELL_END.finditer(data) if match.start() % 2 == 0]
    lost = [words for words in dict.fromkeys(ends) if words not in kept]
    if lost:
        shown = "、".join(words[-12:] for words in lost[:3])
        yield f"LibreOffice lost the words of table cells ({len(lost)}, such as {shown}): save the file as .docx"


def _convert(program: str, data: bytes, name: str) -> bytes:
    """Return the document as .docx."""
    with tempfile.TemporaryDirectory(prefix="zerentu-", ignore_cleanup_errors=True) as folder:
        _write_profile(Path(folder, "profile", "user"))
        original = Path(folder, "document.doc")
        original.write_bytes(data)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [program, profile, *_ARGUMENTS, "--convert-to", "docx", "--outdir", folder, str(original)]
        _run(command, Path(folder), name)
        try:
            return original.with_suffix(".docx").read_bytes()
        except FileNotFoundError as error:
            raise DocumentError(f"{name}: LibreOffice cannot read it; open it in Word or WPS, save as .docx") from error


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(_SETTING.format(*setting) for setting in _SETTINGS)
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    text = f'<?xml version="1.0" encoding="UTF-8"?><oor:items {space}>{items}</oor:items>'
    (folder / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def _run(command: list[str], home: Path, name: str) -> None:
    """Run LibreOffice; it starts processes of its own, which end with it where it takes too long."""
    nowhere = subprocess.DEVNULL
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    _leave_network()
    with conversion_limits():
        process = subprocess.Popen(  # noqa: S603 - the program is LibreOffice, the file's name is ours
            command, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True, env={**os.environ, **own}
        )
    try:
        process.wait(CONVERSION_SECONDS - 10)
    except subprocess.TimeoutExpired as error:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        message = f"LibreOffice takes more than {CONVERSION_SECONDS - 10} s to read it"
        raise DocumentError(f"{name}: {message}; open it in Word or WPS and save it as .docx") from error


def _leave_network() -> None:
    """Leave the machine's network for an empty one, where the system allows it; this process reads one file."""
    with suppress(OSError, AttributeError):
        unshare = ctypes.CDLL(None).unshare
        if unshare(_NEW_NETWORK) != 0:
            unshare(_NEW_USER | _NEW_NETWORK)
