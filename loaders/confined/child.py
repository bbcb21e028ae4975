"""What runs beside the caller: the server that makes a child for every file, and the child that reads it.

The server imports all readers once and then only forks, so a file costs a fork and not a start of Python. It has one
thread, opens no file and reads no document. Of every pair that it forks, one reads the file within the limits, the
other waits for it and tells the caller how it ended.
"""

import gc
import os
import select
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

_EXAMPLES = (
    "青政发〔2023〕1号\n青禾县人民政府关于分解重点工作的通知\n各乡镇人民政府：\n\n"
    "\t序号\n\t内容\n\t分管领导\n\t责任单位\n\n\t1\n\t修路3公里。\n\t张三\n\t交通局\n\n",
    "青禾县2023年重点工作\n一、交通\n1.修路3公里，6月底前完成。\n牵头领导：张三副县长\n责任单位：县交通局、县财政局\n"
    "2.建桥1座（县交通局牵头，县财政局配合）。以上任务由县交通局负责。\n",
    "青禾县政府工作报告\n各位代表：\n一、过去一年工作回顾\n我们修路3公里。\n二、今年工作安排\n县交通局负责建桥1座。\n",
)
"""A table, a list and a report: most patterns are compiled when they are first looked for in one of them."""


def serve(control_number: int) -> None:
    """Read a file for each pair of sockets that comes in (answer, ending), until the caller is gone."""
    silence()
    builder(Request)
    examples = [*_EXAMPLES]
    _prepare(examples.pop(0))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=control_number) as control:
        while True:
            # Nobody waits for the reading of an example but the first, without which every child would be slow.
            if examples and not _is_asked(control):
                _prepare(examples.pop(0))
                continue
            asked, handed, _, _ = socket.recv_fds(control, 1, 2)
            if not asked:
                # Nobody is left to get an answer: this process leads a group of its own, to which all children belong.
                os.killpg(os.getpid(), signal.SIGKILL)
            if os.fork() == 0:
                control.close()
                _never_return(partial(_attend, *handed))
            _close(handed)


def _prepare(example: str) -> None:
    """Read an example: word lists, patterns and types that are there before a fork are there for the child."""
    pack_answer(extract_bytes(example.encode(), "example.txt"))
    look_for_cycles_seldom()


def _is_asked(control: socket.socket) -> bool:
    """Tell whether a file waits to be read, or the caller is gone."""
    waiting = select.poll()
    waiting.register(control, select.POLLIN)
    return bool(waiting.poll(0))


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
