"""A Dask cluster of the test's own: a scheduler and workers, each a process that can be killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import bidkit

ROOT = Path(bidkit.__file__).parents[1]


@dataclass
class DaskCluster:
    """The processes of a cluster."""

    address: str
    folder: Path
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add(self, number: int, path: Path = ROOT) -> None:
        """Start workers that find bidkit in a folder; they stand elsewhere than who calls the command."""
        words = ("dask_worker", self.address, "--nthreads", "2", "--no-nanny", "--no-dashboard")
        own = ("--local-directory", str(self.folder))
        self.workers += [_started((*words, *own), self.folder, {"PYTHONPATH": str(path)}) for _ in range(number)]

    def stop_workers(self) -> None:
        """End every worker, and wait until the last is gone."""
        for each in self.workers:
            each.kill()
            each.wait()
        self.workers.clear()


@contextmanager
def dask_cluster(folder: Path, workers: int) -> Iterator[DaskCluster]:
    """Run a scheduler and workers; each is ended again."""
    said = folder / "scheduler.json"
    words = ("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(said))
    (folder / "bare").mkdir()
    (folder / "bare" / "bidkit.py").write_text("raise ImportError('a scheduler needs no bidkit')\n", encoding="utf-8")
    scheduler = _started(words, folder, {"PYTHONPATH": str(folder / "bare")})
    try:
        cluster = DaskCluster(_address(said, scheduler), folder, scheduler)
        cluster.add(workers)
        try:
            yield cluster
        finally:
            cluster.stop_workers()
    finally:
        scheduler.kill()
        scheduler.wait()


def _started(words: tuple[str, ...], folder: Path, more: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:]]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env={**os.environ, **more}, stdout=quiet, stderr=quiet)


def _address(said: Path, scheduler: subprocess.Popen[bytes]) -> str:
    """Return the address that the scheduler writes down once it listens."""
    for _ in range(600):
        assert scheduler.poll() is None, "the scheduler has ended"
        try:
            return str(json.loads(said.read_bytes())["address"])
        except (FileNotFoundError, ValueError):
            time.sleep(0.05)
    raise TimeoutError("the scheduler does not listen")
