"""Asks a child to read a file, and says in one line what became of it where it did not answer."""

import signal
import socket
from pathlib import Path

from graph.errors import DocumentError, ZerentuError
from loaders.confined.answers import Request, pack_request, unpack_answer
from loaders.confined.limits import CONVERSION_SECONDS, OUT_OF_MEMORY, Limits
from loaders.confined.server import NO_CHILD, SERVER, TOO_LATE, TOO_MUCH, Ending, ask_new_program
from loaders.files import read_file
from loaders.notice import Options
from loaders.result import Extraction

_SAVE_AGAIN = "open it in its program and save it again"
_OUT_OF_TIME = {-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGALRM")}


def extract_confined(path: Path, options: Options | None = None, limits: Limits | None = None) -> Extraction:
    """Read a document from a file as ``extract_file`` does, in a child process with limits.

    It also reads what only a child may: old workbooks (.xls) and, where LibreOffice is installed, old Word documents.

    Raises:
        DocumentError: what ``extract_file`` raises; or the file takes more than the limits, or ends the child.
        LayoutError: no responsibility was found in it.
        InputError: an option cannot be used.
    """
    return extract_bytes_confined(read_file(path), path.name, options, limits)


def extract_bytes_confined(
    data: bytes, name: str, options: Options | None = None, limits: Limits | None = None
) -> Extraction:
    """Read a document from its bytes as ``extract_bytes`` does, in a child process with limits."""
    limits = limits or Limits()
    ending = _ask(pack_request(Request(name, options or Options(), limits), data), limits)
    if ending.code != 0:
        raise DocumentError(f"{name}: {_why(ending, limits)}")
    try:
        answer = unpack_answer(ending.answer)
    except ValueError as error:
        raise DocumentError(f"{name}: the process that read it gave no answer; {_SAVE_AGAIN}") from error
    if isinstance(answer, ZerentuError):
        raise answer
    return answer


def _ask(request: bytes, limits: Limits) -> Ending:
    ask = SERVER.ask if hasattr(socket, "send_fds") else ask_new_program
    return ask(request, limits, limits.wall_seconds + CONVERSION_SECONDS)


def _why(ending: Ending, limits: Limits) -> str:
    """Say why there is no answer, and what to do."""
    code = ending.code
    if code == TOO_LATE or code in _OUT_OF_TIME:
        most = f"{limits.cpu_seconds} s of CPU or {limits.wall_seconds} s by the clock"
        return f"reading it took more than {most}; {_SAVE_AGAIN}, or raise ZERENTU_READ__CPU_SECONDS"
    if code == OUT_OF_MEMORY:
        most = f"{limits.memory_bytes // 2**20} MB of memory"
        return f"reading it took more than {most}; {_SAVE_AGAIN}, or raise ZERENTU_READ__MEMORY_MB"
    if code == TOO_MUCH:
        most = f"{limits.output_bytes // 2**20} MB"
        return f"what was read from it is more than {most}; give it in smaller files, or raise ZERENTU_READ__OUTPUT_MB"
    if code == -getattr(signal, "SIGKILL", 0):
        return (
            "the process that read it was killed, as a system does that runs out of memory; close programs, try again"
        )
    if code == NO_CHILD:
        return "the process that reads files could not be started; try again"
    how = signal.Signals(-code).name if isinstance(code, int) and code < 0 else f"exit code {code}"
    return f"damaged, it broke off the process that read it ({how}); {_SAVE_AGAIN}, or raise ZERENTU_READ__MEMORY_MB"
