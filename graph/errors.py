"""The error tree: every failure that a user can meet, in one or two clear lines.

    ZerentuError
    ├── InputError              what was given cannot be used            exit code 2
    │   ├── DocumentError       a file is missing, empty, damaged or of an unknown format
    │   ├── DumpError           a dump of a graph is cut off, altered, or not of a kind that this release reads
    │   ├── LayoutError         a file was read, but no responsibility was found in it
    │   ├── JudgementError      two judgements on names cannot both hold
    │   ├── QuestionError       no such question, or a parameter that it does not take
    │   ├── StatementError      a Cypher statement that is refused or not understood
    │   │   └── StatementTimeoutError   it took longer than it may
    │   └── StoreUrlError       a store address that names no engine
    ├── NotFoundError           an id that the graph does not hold        exit code 1
    ├── ClusterError            the cluster that reads is not there       exit code 3
    └── StoreError              the store is not there or not usable      exit code 3
        ├── StoreAbsentError    nothing answers at its address, or not in time
        ├── StoreAuthError      it is there and refuses the user
        ├── StoreLossError      it holds less than was acknowledged
        └── StoreBusyError      another process writes, or a conflict outlived its retries

A message names what failed and what to do. Exceptions of engines and parsers are translated once, at the
edge, ``from error``. A bad row is not an exception: it stands in the load report.
"""

from collections.abc import Sequence


class ZerentuError(Exception):
    """Any failure that zerentu reports to a user."""


class InputError(ZerentuError):
    """What was given cannot be used."""


class DocumentError(InputError):
    """A file is missing, empty, damaged or of an unknown format."""


class DumpError(InputError):
    """A dump of a graph is cut off, altered, or not of a kind that this release reads."""


class LayoutError(InputError):
    """A file was read, but no responsibility was found in it."""


class JudgementError(InputError):
    """A judgement on names contradicts another one, or the alias table leaves open what it means."""


class QuestionError(InputError):
    """The catalogue has no such question, or the question takes no such parameter."""


class StatementError(InputError):
    """A Cypher statement that is refused or that the engine does not understand."""


class StatementTimeoutError(StatementError):
    """A Cypher statement that took longer than it may and was stopped."""


class StoreUrlError(InputError):
    """A store address that names no engine."""


class NotFoundError(ZerentuError):
    """An id that the graph does not hold."""


class ClusterError(ZerentuError):
    """The cluster that is to read the files is not there, or was lost."""


class StoreError(ZerentuError):
    """The store is not there or not usable."""


class StoreAbsentError(StoreError):
    """Nothing answers at the store's address, or not in time."""


class StoreAuthError(StoreError):
    """The store is there and refuses the user."""


class StoreLossError(StoreError):
    """The store holds less than its ledger says was loaded; ``losses`` are documents, each with what is wrong."""

    def __init__(self, message: str, losses: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(message)
        self.losses = tuple(losses)


class StoreBusyError(StoreError):
    """Another process writes to the store, or a conflict outlived its retries."""
