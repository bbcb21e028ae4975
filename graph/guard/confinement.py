"""How a process that runs a statement gives up what it does not need, before it sees the statement.

What the system does not have is left out: there the rules on statements and the limits on resources hold alone.
"""

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import resource  # before the files are left, from which it comes

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH, _ASK_VERSION = 1, 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_NO_NEW_PRIVILEGES, _PARENT_DEATH_SIGNAL = 38, 1
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000
_MOST_FILES = 64


def leave_world(folder: Path) -> list[str]:
    """Leave the network and all files but those below ``folder``, which can only be read; say what was achieved.

    To be called while the process has one thread: later ones inherit it, earlier ones would not.
    """
    done = []
    if _leave_network():
        done.append("no network")
    if _leave_files(folder):
        done.append("no files")
    return done


def limit_resources(seconds: float, memory_bytes: int, *, writes: bool = False) -> None:
    """Hold this process to seconds of CPU, to memory beside what it has already, and to writing no file."""
    if sys.platform == "win32":
        return
    most = {
        resource.RLIMIT_AS: _address_space() + memory_bytes,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _MOST_FILES,
    }
    if not writes:
        # What is written all the same fails as an error, instead of ending the process.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        most[resource.RLIMIT_FSIZE] = 0
    for kind, wanted in most.items():
        # A system that knows a limit and cannot hold it (RLIMIT_AS on macOS) says so.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (wanted, wanted))


def die_with_parent() -> None:
    """Let this process end when the one that started it does."""
    with suppress(OSError, AttributeError):
        _c_library().prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def end_after(seconds: float) -> None:
    """Let the system end this process after so many seconds, whatever it does meanwhile."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, max(0.001, seconds))


def _address_space() -> int:
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 2**32


def _leave_network() -> bool:
    with suppress(OSError, AttributeError):
        unshare = _c_library().unshare
        return any(unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))
    return False


def _leave_files(folder: Path) -> bool:
    """Leave the files by Landlock, which Linux has since 5.13 and which asks for no rights."""
    if not sys.platform.startswith("linux"):
        return False
    syscall = _c_library().syscall
    version = syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rules = _rules_of_version(version)
    ruleset = syscall(_CREATE_RULESET, rules, ctypes.c_size_t(len(rules)), 0)
    if ruleset < 0:
        return False
    try:
        return _allow_reading(syscall, ruleset, folder) and _restrict(syscall, ruleset)
    finally:
        os.close(ruleset)


def _rules_of_version(version: int) -> bytes:
    """Return the rights on files, on the network and on other processes that are to be given up: all there are."""
    rights = {1: 13, 2: 14, 3: 15, 4: 15}.get(version, 16)
    files, network, others = (1 << rights) - 1, 0b11, 0b11
    return struct.pack("=QQQ", files, network, others)[: 8 if version < 4 else 16 if version < 6 else 24]


def _allow_reading(syscall: Callable[..., int], ruleset: int, folder: Path) -> bool:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        rule = struct.pack("=Qi", _READ_FILE | _READ_DIR, opened)
        return syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0) == 0
    finally:
        os.close(opened)


def _restrict(syscall: Callable[..., int], ruleset: int) -> bool:
    _c_library().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return syscall(_RESTRICT_SELF, ruleset, 0) == 0


def _c_library() -> ctypes.CDLL:
    return ctypes.CDLL(None)
