"""A Dask cluster does the jobs: its workers read the deals' folder and write nothing (docs/how-a-deal-flows.md).

Only `bidkit make --dask` loads this module, and only it loads `distributed`.
"""

import asyncio
import logging
import pickle
import pkgutil
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from platform import node
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import bidkit
from bidkit.cli.crew import Crew
from bidkit.cli.machine import differences, machine
from bidkit.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    from distributed import Client, Future

J = TypeVar("J")
R = TypeVar("R")

CONNECTING = 5.0  # seconds in which a scheduler answers that is there at all
WITHOUT_WORKERS = 15.0  # seconds after which a cluster that has no worker left is given up
_AGAIN = "What was written stands; run it again, with --dask or without, and only the rest is made."
_SAME = "Install the same bidkit, packages and fonts on every computer, and start the workers anew."
_LACKS_DASK = "Install it with: pip install 'bidkit-sales[dask]'. Without --dask, all cores of this computer work."

_alone = Lock()
"""Held by the job that a worker does: what is said is collected for a whole process, not for a thread of it."""


@dataclass(frozen=True, slots=True)
class Task(Generic[J, R]):
    """A job as it travels, with what the sender's computer writes its bytes with."""

    do: Callable[[J], R]
    job: J
    sender: Mapping[str, str]

    def __call__(self) -> "R | Problem":
        """Do the job, on a worker that writes the same bytes; one may have joined since the others were asked."""
        if wrong := differences(self.sender, machine(pdf="Pango" in self.sender)):
            return _unfit(f"worker on {node()}", wrong)
        with _alone:
            return self.do(self.job)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a scheduler."""

    client: "Client"
    address: str
    sender: Mapping[str, str]
    elsewhere = True

    @property
    def size(self) -> int:
        """How many workers there are now."""
        return len(self.client.nthreads())

    def carry_out(self, do: Callable[[J], R], jobs: Sequence[J]) -> Iterator[tuple[J, R | Problem]]:
        """Yield each job with what came of it; Dask gives the jobs of a worker that died to the others."""
        packed = [pickle.dumps(Task(do, job, self.sender)) for job in jobs]
        running = dict(zip(self.client.map(_unpacked(), packed, pure=False, key="bidkit"), jobs, strict=True))
        ended: SimpleQueue[Future[Any]] = SimpleQueue()
        for future in running:
            future.add_done_callback(ended.put)
        while running:
            done = self._next(ended)
            if done is None:
                yield from ((job, self._problem("the cluster has no workers any more")) for job in running.values())
                return
            yield running.pop(done), self._result(done)

    def _next(self, ended: "SimpleQueue[Future[Any]]") -> "Future[Any] | None":
        """Return a task that has ended; None where there are no workers that could end one."""
        while True:
            try:
                return ended.get(timeout=WITHOUT_WORKERS)
            except Empty:
                if self.client.status == "running" and not self.client.nthreads():
                    return None

    def _result(self, future: "Future[Any]") -> Any:
        from distributed import CancelledError, KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return self._problem("lost every worker that took this job", "They may be short of memory. " + _AGAIN)
        except (CancelledError, OSError):
            return self._problem("the scheduler is gone")
        except Exception as error:  # whatever a worker's own Python raised
            return self._problem(f"a worker failed: {type(error).__name__}: {_last(error)}", _SAME)

    def _problem(self, message: str, hint: str = _AGAIN) -> Problem:
        return Problem(Place(self.address), message, hint)


def _unpacked() -> Callable[[bytes], Any]:
    """Return what does a packed task; it travels by its code, since the scheduler reads it and may have no bidkit."""

    def do(packed: bytes) -> Any:
        import pickle

        return pickle.loads(packed)()  # noqa: S301 - the worker trusts its cluster, as the page says

    return do


@contextmanager
def cluster(address: str, *, pdf: bool) -> Iterator[Crew]:
    """Hold the connection to a cluster whose workers are fit for the work, or raise ProblemsFound."""
    before = logging.root.manager.disable
    logging.disable()  # what Dask would log, a Problem says
    try:
        with _connected(address) as client:
            sender = machine(pdf=pdf)
            _all_fit(client, address, sender)
            yield Cluster(client, address, sender)
    finally:
        logging.disable(before)


def _connected(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        raise ProblemsFound([Problem(Place("--dask"), "Dask is not installed", _LACKS_DASK)]) from None
    try:
        asyncio.run(_knock(address))
        with warnings.catch_warnings(action="ignore"):  # of other versions: _all_fit says it better
            return Client(address, timeout=CONNECTING, set_as_default=False, name="bidkit")
    except Exception as error:  # of whatever kind: what answers may be no scheduler at all
        hint = "Give the address that the scheduler says when it starts, such as tcp://host:8786, and let it run."
        raise ProblemsFound([Problem(Place(address), f"no Dask scheduler answers: {_last(error)}", hint)]) from None


async def _knock(address: str) -> None:
    """Raise where nobody answers; a Client that finds nobody takes long to be gone again."""
    from distributed.comm.core import connect
    from distributed.security import Security

    found = await connect(address, timeout=CONNECTING, **Security().get_connection_args("client"))
    await found.close()


def _last(error: BaseException) -> str:
    """Return the innermost cause of an error that says anything, in one line."""
    said = []
    cause: BaseException | None = error
    while cause:
        said.append(" ".join(str(cause).split()))
        cause = cause.__cause__
    return next(filter(None, reversed(said)), type(error).__name__)


def _all_fit(client: "Client", address: str, sender: Mapping[str, str]) -> None:
    """Raise ProblemsFound with every worker that lacks bidkit or would write other bytes."""
    try:
        client.wait_for_workers(1, timeout=CONNECTING)
    except TimeoutError:
        hint = f"Start some where bidkit is installed: dask worker {address} --nworkers 4 --nthreads 1"
        raise ProblemsFound([Problem(Place(address), "the cluster has no workers", hint)]) from None
    said = client.run(pkgutil.resolve_name, "bidkit:__version__", on_error="return")
    same = [worker for worker, version in said.items() if version == bidkit.__version__]
    wrong = [_unfit(worker, [_version(said[worker])]) for worker in said if worker not in same]
    there = client.run(machine, pdf="Pango" in sender, workers=same, on_error="return") if same else {}
    for worker, has in there.items():
        differs = [str(has)] if isinstance(has, Exception) else differences(sender, has)
        wrong += [_unfit(worker, differs)] if differs else []
    if wrong:
        raise ProblemsFound(wrong)


def _version(said: object) -> str:
    there = "no bidkit" if isinstance(said, Exception) else f"bidkit {said}"
    return f"{there} instead of {bidkit.__version__}"


def _unfit(worker: str, differs: Sequence[str]) -> Problem:
    return Problem(Place(worker), f"writes other bytes than this computer: {', '.join(differs)}", _SAME)
