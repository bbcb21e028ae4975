"""Reading files on a Dask cluster: the executor of a scheduler, and what can be wrong with it in one line each."""

import logging
import re
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from typing import Any

from graph.errors import ClusterError, InputError

_CONNECT_SECONDS = 5
_ADDRESS = re.compile(r"(?:(?:tcp|tls|wss?)://)?[^/\s]+:\d+")


@contextmanager
def cluster_executor(scheduler: str) -> Iterator[tuple[Executor, int]]:
    """Lend the executor of a cluster, with the number of threads that it has.

    Raises:
        InputError: the extra ``cluster`` is not installed, or the address is none.
        ClusterError: the scheduler does not answer or has no workers, the workers have no zerentu, or they were lost.
    """
    if not _ADDRESS.fullmatch(scheduler):
        raise InputError(f"--scheduler takes an address such as tcp://host:8786, not {scheduler!r}")
    try:
        import distributed  # noqa: PLC0415 - an extra
        from distributed.comm.core import CommClosedError  # noqa: PLC0415
    except ImportError as error:
        raise InputError("--scheduler needs what is not installed here: pip install 'zerentu[cluster]'") from error
    connect: Any = distributed.Client  # it ships hints for some of its functions only
    # It logs every attempt to connect, and the loss of a cluster with a traceback.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = connect(scheduler, timeout=_CONNECT_SECONDS, set_as_default=False)
    except OSError as error:
        raise ClusterError(
            f"{scheduler} does not answer: start it with `dask scheduler`, or check the address"
        ) from error
    with client, warnings.catch_warnings():
        # A document may be larger than what Dask takes for a mistake.
        warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClusterError(f"{scheduler} has no workers: start some with `dask worker {scheduler}`")
        try:
            yield client.get_executor(), threads
        except ImportError as error:
            raise ClusterError(
                f"the workers of {scheduler} cannot import zerentu ({error}): install it there"
            ) from error
        except (CommClosedError, CancelledError, distributed.KilledWorker) as error:
            message = f"{scheduler} was lost or lost its workers ({type(error).__name__})"
            raise ClusterError(f"{message}: see its log, then run the command again") from error
