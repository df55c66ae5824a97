"""A Dask cluster makes what the processes of one computer make, to the byte, also where a part of it dies."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bidkit.cli import cluster as cluster_module
from bidkit.cli.cluster import Task
from bidkit.cli.crew import Local
from bidkit.cli.jobs import Job, carry_out
from bidkit.cli.machine import machine
from bidkit.cli.making import Order
from bidkit.problems import Problem, ProblemsFound
from tests.acceptance.house import bidkit, deal_of, edit
from tests.cluster import DaskCluster, dask_cluster

DEALS = 12


@pytest.fixture(scope="module")
def deals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of small deals under one house, of which one is sick."""
    folder = deal_of(tmp_path_factory.mktemp("house") / "springs").parent
    for number in range(DEALS):
        record = folder / f"deals/deal-{number:02}/deal.yaml"
        record.parent.mkdir(parents=True)
        shutil.copyfile(folder / "deal.yaml", record)
        edit(record, "id: SPRINGS", f"id: D-{number:02}")
    folder = folder / "deals"
    edit(folder / "deal-07" / "deal.yaml", "currency: CNY", "currency: yuan")
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Return a scheduler with four workers."""
    with dask_cluster(tmp_path_factory.mktemp("dask"), workers=4) as found:
        yield found


@pytest.fixture(scope="module")
def of_pool(deals: Path) -> tuple[dict[str, bytes], str, str]:
    """Return the files, the table and the Problems of two processes on this computer."""
    said = bidkit("make", "deals", "--format", "html", "--jobs", "2", "--out", "pool", cwd=deals.parent)
    assert said.code == 1
    return files(deals.parent / "pool"), without_times(said.out), said.err


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != ".bidkit.lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def without_times(table: str) -> str:
    """Return the table without the seconds that each document took."""
    return re.sub(r"  [0-9.]+ s", "", table)


def begun(deals: Path, out: str, *more: str) -> subprocess.Popen[str]:
    """Start the command, and return once the first deals are written and the last are not."""
    words = ("-m", "bidkit", "make", "deals", "--format", "html", "--out", out, *more)
    pipe = subprocess.PIPE
    with hearing_ctrl_c():
        made = subprocess.Popen([sys.executable, *words], cwd=deals.parent, stdout=pipe, stderr=pipe, encoding="utf-8")
    until(lambda: len(written(deals, out)) >= 3, made)
    assert len(written(deals, out)) < DEALS - 4
    return made


@contextmanager
def hearing_ctrl_c() -> Iterator[None]:
    """Let what is started be stopped by Ctrl-C, also where the tests run in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def written(deals: Path, out: str) -> list[Path]:
    return [path.parent for path in (deals.parent / out).glob("*/manifest.json")]


def until(true: Callable[[], bool], made: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        assert made.poll() is None, made.communicate()
        time.sleep(0.002)


def until_joined(cluster: DaskCluster, number: int) -> None:
    from distributed import Client

    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(number, timeout=30)


def test_one_of_four_workers_is_killed_and_nothing_is_lost_or_made_twice(
    deals: Path, cluster: DaskCluster, of_pool: tuple[dict[str, bytes], str, str]
) -> None:
    made = begun(deals, "dask", "--dask", cluster.address)
    killed = cluster.workers.pop()
    killed.kill()
    killed.wait()
    out, err = made.communicate(timeout=60)
    assert (files(deals.parent / "dask"), without_times(out), err) == of_pool
    lines = Counter(tuple(line.split()[:3]) for line in out.splitlines()[:-1])
    assert set(lines.values()) == {1}
    assert len(lines) == 2 * (DEALS - 1) + 1
    again = bidkit("make", "deals", "--format", "html", "--dask", cluster.address, "--out", "dask", cwd=deals.parent)
    assert again.out.splitlines()[-1] == f"{2 * (DEALS - 1)} unchanged, 1 not made"


def test_one_deal_is_shared_out_by_document_and_written_as_one_set(
    deals: Path, cluster: DaskCluster, tmp_path: Path
) -> None:
    ways = {"alone": ("--jobs", "1"), "dask": ("--dask", cluster.address)}
    for name, way in ways.items():
        said = bidkit("make", deals / "deal-03", "--format", "docx", "--out", tmp_path / name, *way)
        assert (said.code, said.out.splitlines()[-1]) == (0, "2 written")
    alone, dask = (files(tmp_path / name) for name in ways)
    assert alone == dask
    assert "deal-03/D-03-stakeholders.docx" in dask


@pytest.mark.parametrize("ways", ["pool", "dask"])
def test_ctrl_c_leaves_nothing_half_and_the_next_run_makes_the_rest(
    ways: str, deals: Path, cluster: DaskCluster, of_pool: tuple[dict[str, bytes], str, str]
) -> None:
    how = ("--jobs", "2") if ways == "pool" else ("--dask", cluster.address)
    out = f"stopped-{ways}"
    made = begun(deals, out, *how)
    made.send_signal(signal.SIGINT)
    _, err = made.communicate(timeout=20)
    assert (made.returncode, err) == (130, "stopped; no file was left half-written\n")
    left = files(deals.parent / out)
    assert left.items() <= of_pool[0].items()  # whole files, no temporary ones
    assert len(left) < len(of_pool[0])
    bidkit("make", "deals", "--format", "html", *how, "--out", out, cwd=deals.parent)
    assert files(deals.parent / out) == of_pool[0]


def test_a_worker_with_another_bidkit_is_named_before_anything_is_made(
    deals: Path, cluster: DaskCluster, tmp_path: Path
) -> None:
    old = tmp_path / "bidkit"
    old.mkdir()
    (old / "__init__.py").write_text('__version__ = "0.0.9"\n', encoding="utf-8")
    before = len(cluster.workers)
    cluster.add(1, tmp_path)
    try:
        until_joined(cluster, before + 1)
        said = bidkit("make", deals, "--dask", cluster.address, "--format", "html", "--out", tmp_path / "out")
        assert said.code == 1
        assert "bidkit 0.0.9 instead of" in said.err
        assert "Install the same bidkit" in said.err
    finally:
        worker = cluster.workers.pop(before)
        worker.kill()
        worker.wait()
    assert not (tmp_path / "out").exists()


def test_a_worker_that_joins_later_and_writes_other_bytes_does_no_job() -> None:
    here = machine(pdf=False)
    old = Task(len, "a job", {**here, "weasyprint": "69.0"})()
    assert isinstance(old, Problem)
    assert f"weasyprint {here['weasyprint']} instead of 69.0" in old.message
    assert Task(len, "a job", here)() == 5


def test_a_worker_that_sees_another_text_or_none_says_so(deals: Path) -> None:
    record, absent = (deals / "deal-03" / "deal.yaml").absolute(), deals.absolute() / "absent.yaml"
    job = Job(record, deals, ("evaluation",), Order(("html",)), seen={record: "a" * 64, absent: "b" * 64})
    (made,) = carry_out(job)
    assert made.result == "not made"
    assert [each.place.path for each in made.problems] == [str(record), str(absent)]
    assert "sees another text in this file" in made.problems[0].message
    assert "does not see this file" in made.problems[1].message


def test_a_process_of_the_pool_that_is_ended_is_a_problem_of_each_job_left() -> None:
    ended = dict(Local(2).carry_out(_end, range(3)))
    assert {each.message for each in ended.values() if isinstance(each, Problem)} == {
        "a process was ended from outside; memory may be short"
    }
    assert sorted(ended) == [0, 1, 2]


def _end(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    return number


def test_an_address_where_nobody_answers_is_said_within_seconds(
    deals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cluster_module.CONNECTING <= 5
    monkeypatch.setattr(cluster_module, "CONNECTING", 0.5)
    started = time.monotonic()
    said = bidkit("make", deals, "--dask", "tcp://127.0.0.1:1", "--out", tmp_path / "out")
    assert time.monotonic() - started < 5
    assert said.code == 1
    assert "tcp://127.0.0.1:1:1:1: no Dask scheduler answers" in said.err


def test_a_job_that_costs_its_workers_their_life_is_named_and_so_is_a_cluster_without_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "WITHOUT_WORKERS", 1.0)
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    with dask_cluster(tmp_path, workers=1) as frail:
        with cluster_module.cluster(frail.address, pdf=False) as crew:
            came = dict(crew.carry_out(_end, range(9)))
        said = Counter(each.message for each in came.values() if isinstance(each, Problem))
        assert set(said) == {"lost every worker that took this job", "the cluster has no workers any more"}
        assert sorted(came) == list(range(9))
        monkeypatch.setattr(cluster_module, "CONNECTING", 1.0)
        with (
            pytest.raises(ProblemsFound, match="the cluster has no workers"),
            cluster_module.cluster(frail.address, pdf=False),
        ):
            raise AssertionError("there are none")


def test_without_dask_installed_it_says_what_to_install(deals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = bidkit("make", deals, "--dask", "tcp://127.0.0.1:8786")
    assert said.code == 1
    assert "pip install 'bidkit-sales[dask]'" in said.err


def test_a_scheduler_that_goes_leaves_whole_sets_and_a_table_of_what_was_not_made(
    deals: Path, cluster: DaskCluster, of_pool: tuple[dict[str, bytes], str, str]
) -> None:
    made = begun(deals, "gone", "--dask", cluster.address)
    cluster.scheduler.kill()
    out, err = made.communicate(timeout=60)
    assert made.returncode == 1
    assert "Traceback" not in err
    assert err.count("the scheduler is gone") == 1
    assert {line.split()[0] for line in out.splitlines()[:-1]} == {f"deal-{number:02}" for number in range(DEALS)}
    left = files(deals.parent / "gone")
    assert left.items() <= of_pool[0].items()
