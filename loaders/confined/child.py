"""What runs beside the caller: the server that makes a child for every file, and the child that reads it.

The server imports all readers once and then only forks, so a file costs a fork and not a start of Python. It has one
thread, opens no file and reads no document. Of every pair that it forks, one reads the file within the limits, the
other waits for it and tells the caller how it ended.
"""

import gc
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from graph.errors import DocumentError, ZerentuError
from loaders.confined.answers import Request, builder, pack_answer, unpack_request
from loaders.confined.limits import CONVERSION_SECONDS, OUT_OF_MEMORY, confine, silence
from loaders.extraction import extract_bytes
from loaders.readers.formats import is_old_word

_EXAMPLE = (
    "青政发〔2023〕1号\n青禾县人民政府关于分解重点工作的通知\n各乡镇人民政府：\n\n"
    "\t序号\n\t内容\n\t责任单位\n\n\t1\n\t修路3公里。\n\t交通局\n\n"
)


def serve(control_number: int) -> None:
    """Read a file for each pair of sockets that comes in (answer, ending), until the caller is gone."""
    silence()
    # Word lists that are read and types that are looked up before the first fork are there for every child.
    builder(Request)
    pack_answer(extract_bytes(_EXAMPLE.encode(), "example.txt"))
    look_for_cycles_seldom()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=control_number) as control:
        while True:
            asked, handed, _, _ = socket.recv_fds(control, 1, 2)
            if not asked:
                # Nobody is left to get an answer: this process leads a group of its own, to which all children belong.
                os.killpg(os.getpid(), signal.SIGKILL)
            if os.fork() == 0:
                control.close()
                _never_return(partial(_attend, *handed))
            _close(handed)


def look_for_cycles_seldom() -> None:
    """Spare a process that reads and ends the looking for cycles every 700 objects: a fifth of its time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def read_once() -> None:
    """Read the one file that standard input gives, and answer on what was standard output."""
    answers = os.dup(1)
    packed = sys.stdin.buffer.read()
    silence()
    _never_return(lambda: _write(answers, answer(packed)))


def answer(packed: bytes) -> bytes:
    """Return the answer to a request, holding this process to its limits from here on."""
    request, data = unpack_request(packed)
    confine(request.limits, CONVERSION_SECONDS if is_old_word(data) else 0)
    try:
        return pack_answer(extract_bytes(data, request.name, request.options, confined=True))
    except ZerentuError as error:
        return pack_answer(error)
    except (MemoryError, SystemExit, KeyboardInterrupt):
        raise
    except BaseException as error:  # a panic of a Rust library is no Exception
        return pack_answer(DocumentError(f"{request.name}: {_fault(error)}"))


def _fault(error: BaseException) -> str:
    """Say what nobody foresaw, with the place in the code, for whoever gets the report."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    words = " ".join(str(error).split())[:200]
    cure = "open it in its program and save it again, or report it with the file"
    return f"reading it failed ({type(error).__name__}: {words}, {where}); {cure}"


def _attend(answers: int, endings: int) -> None:
    """Fork the process that reads, wait for it, and tell its exit code, negative for the signal that ended it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    reader = os.fork()
    if reader == 0:
        os.close(endings)
        _never_return(lambda: _write(answers, answer(_read_all(answers))))
    os.close(answers)
    _, status = os.waitpid(reader, 0)
    _write(endings, os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))


def _never_return(do: Callable[[], None]) -> None:
    """Run and end this process: nothing of the server's own, such as its handlers at exit, may run in a child."""
    code = 1
    try:
        do()
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def _read_all(number: int) -> bytes:
    with os.fdopen(os.dup(number), "rb") as stream:
        return stream.read()


def _write(number: int, data: bytes) -> None:
    with os.fdopen(number, "wb") as stream:
        stream.write(data)


def _close(numbers: Iterable[int]) -> None:
    for number in numbers:
        os.close(number)
