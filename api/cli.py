"""The command ``zerentu``: runs a command line, and says in a line or two how it failed where it did.

Nothing is imported before ``main`` begins, so that Ctrl-C is as clean in the first moment as later.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

# ruff: noqa: PLC0415

DONE, NO, USAGE, NO_STORE, BUG, INTERRUPTED, NO_READER = 0, 1, 2, 3, 70, 130, 141
"""Exit codes: the last two are those of a program that the signals SIGINT and SIGPIPE end."""

_LONGEST = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; a failure is one or two lines on standard error."""
    try:
        from api.commands.line import run
        from api.commands.output import use_utf8

        use_utf8()
        code = run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return NO_READER
    except Exception as error:
        if os.environ.get("ZERENTU_DEBUG"):
            raise
        return _failed(error)
    return code


def _failed(error: Exception) -> int:
    """Say what went wrong and return the exit code for it."""
    from api.commands.output import complain
    from graph.errors import ClusterError, InputError, NotFoundError, StoreError, ZerentuError

    if isinstance(error, ZerentuError):
        complain(f"zerentu: {_one_line(str(error))}")
        codes = {InputError: USAGE, NotFoundError: NO, StoreError: NO_STORE, ClusterError: NO_STORE}
        return next((code for kind, code in codes.items() if isinstance(error, kind)), USAGE)
    if isinstance(error, OSError):
        _forget_output()
        complain(f"zerentu: {error.filename or 'standard output'}: {error.strerror or error}")
        return USAGE
    complain(f"zerentu: a fault of the program: {type(error).__name__}: {_one_line(str(error))}")
    complain("Please report it with what ZERENTU_DEBUG=1 shows.")
    return BUG


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _forget_output() -> None:
    """Let what cannot be written go nowhere, or the interpreter would complain of it once more at its end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
