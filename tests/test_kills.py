"""Whatever is killed, and whenever: documents in = documents accounted for; the real pipeline throughout."""

import os
import random
import select
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.batch import shards
from pipeline.batch.manifest import Manifest
from pipeline.batch.pool import Pool
from pipeline.batch.state import state
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.lock import FOLDER
from pipeline.sinks.base import RunInfo, Sink
from pipeline.sinks.lines import LinesSink
from pipeline.sinks.sqlite import SqliteSink
from tests.batches import assert_whole, lines, rows, run
from tests.recorder import Recorder

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="faults are injected into forked processes")


class Many(NamedTuple):
    """Documents, and what a run that nothing befalls writes of them, in how many seconds."""

    path: Path
    count: int
    written: bytes
    seconds: float


@pytest.fixture(scope="module")
def many(loaded: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Many:
    folder = tmp_path_factory.mktemp("many")
    path = lines(folder / "in.jsonl", 320)
    begun = time.monotonic()
    run(loaded, path, folder / "out")
    seconds = time.monotonic() - begun
    return Many(path, 320, (folder / "out" / "documents.jsonl").read_bytes(), seconds)


def test_workers_that_are_killed_at_20_random_moments_cost_nothing(
    loaded: Pipeline, many: Many, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moments are of the clock, not of ours: whatever the worker, and the process that it works for, are at."""
    chance = random.Random(7)
    pools: list[Any] = []
    killed: dict[int, str] = {}
    deaths: list[str] = []
    begin, after_death = Pool.run, Pool._after_death

    def noted_run(self: Any, *arguments: Any) -> Any:
        pools.append(self)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        return begin(self, *arguments)

    def noted_death(self: Any, worker: Any, reason: str, again: Any) -> Any:
        deaths.append(reason)
        return after_death(self, worker, reason, again)

    def kill(*_: object) -> None:
        # One that has a document alone is spared: three deaths at the same one are that document's fault.
        victims = [
            worker
            for worker in pools[0]._workers
            if not worker.alone and worker.process.pid not in killed
        ]  # fmt: skip
        if victims:
            victim = chance.choice(victims)
            what = (
                f"busy, {len(victim.tasks)} left" if victim.is_busy else "idle" if victim.is_ready else "new"
            )
            os.kill(victim.process.pid, signal.SIGKILL)
            killed[victim.process.pid] = what
        if len(killed) < 20:
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.002, many.seconds / 40))

    monkeypatch.setattr(Pool, "run", noted_run)
    monkeypatch.setattr(Pool, "_after_death", noted_death)
    before = signal.signal(signal.SIGALRM, kill)
    try:
        run(loaded, many.path, tmp_path / "out", jobs=2)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    print("each kill met a worker that was:", *killed.values(), sep="\n")
    assert len(killed) == len(deaths) == 20
    assert all("SIGKILL" in reason for reason in deaths)
    assert sum(what.startswith("busy") for what in killed.values()) >= 10
    assert_whole(tmp_path / "out", many.count)
    assert (tmp_path / "out" / "documents.jsonl").read_bytes() == many.written


def forked(work: Callable[[], None]) -> int:
    """Do some work in a process of its own, the leader of a group; its number."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setpgid(0, 0)
            sys.stderr = open(os.devnull, "w")  # noqa: SIM115
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def wait_for_workers(leader: int, pipe: int) -> None:
    """Until nobody has the other end of the pipe: workers too, which have no parent any more, are gone."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if select.select([pipe], [], [], 1)[0] and not os.read(pipe, 1000):
            return
    os.killpg(leader, signal.SIGKILL)
    pytest.fail("workers outlive their parent")


class Bell(Recorder):
    """A sink that tells by a pipe when the merge begins."""

    def __init__(self, pipe: int) -> None:
        super().__init__()
        self.pipe = pipe

    def open(self, info: RunInfo) -> None:
        os.write(self.pipe, b"M")


def places_of(folder: Path) -> list[Sink]:
    return [SqliteSink(folder / "press.db", mirror=True), LinesSink(folder / "copy.jsonl")]


def until(pipe: int, wanted: bytes, count: int) -> bool:
    """Whether a byte came so often before the writer was gone."""
    while count > 0:
        found = os.read(pipe, 1)
        if not found:
            return False
        count -= found == wanted
    return True


def found_in(out: Path) -> str:
    """What lies there half done."""
    halves = sorted(path.name for path in out.parent.rglob("*.partial"))
    return f"{results(out)} results; {', '.join(halves) or 'nothing'} half written"


def results(out: Path) -> int:
    with Manifest(out) as manifest:
        return sum(len(manifest.of_shard(number)) for number, _, _ in manifest.shards())


def test_a_parent_that_is_killed_at_20_random_moments_goes_on(
    loaded: Pipeline, many: Many, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it computes, some results and some milliseconds after its start, and while it merges and fills its sinks."""
    out, chance, met = tmp_path / "out", random.Random(11), list[str]()
    monkeypatch.setattr(shards, "_MOST_RESULTS", 10)
    run(loaded, lines(tmp_path / "old.jsonl", 3), out)
    earlier = (out / "documents.jsonl").read_bytes()

    def killed(stage: str, count: int, longest: float) -> None:
        ours, theirs = os.pipe()

        def work() -> None:
            os.close(ours)
            progress = lambda: os.write(theirs, b".") and None  # noqa: E731
            run(loaded, many.path, out, progress, [Bell(theirs), *places_of(tmp_path)], jobs=2)

        child = forked(work)
        os.close(theirs)
        came = until(ours, b"M" if stage == "merging" else b".", count)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)[1]
        # The lock goes with the parent; its workers end by themselves.
        found = found_in(out)
        wait_for_workers(child, ours)
        os.close(ours)
        assert (out / "documents.jsonl").read_bytes() in (earlier, many.written)
        if os.WIFSIGNALED(ended):
            assert (came, os.WTERMSIG(ended)) == (True, signal.SIGKILL)
            met.append(f"{stage}: {found}")
        else:  # a machine so fast that it had ended: this was none of the twenty
            assert stage == "merging"

    for _ in range(14):
        killed("computing", results(out) + chance.randrange(0, 20), many.seconds / 60)
    longest = 0.3
    while len(met) < 20:
        before = len(met)
        killed("merging", 1, longest)
        longest = longest if len(met) > before else longest / 2
    print("each kill met:", *met, sep="\n")
    assert sum(".jsonl.gz.partial" in words for words in met) >= 5
    assert sum("documents.jsonl.partial" in words for words in met) >= 3
    run(loaded, many.path, out, sinks=places_of(tmp_path), jobs=2)
    assert_whole(out, many.count)
    assert (out / "documents.jsonl").read_bytes() == many.written
    assert_filled(tmp_path, out)


def assert_filled(folder: Path, out: Path) -> None:
    """The sinks hold what documents.jsonl holds."""
    assert (folder / "copy.jsonl").read_bytes() == (out / "documents.jsonl").read_bytes()
    with closing(sqlite3.connect(folder / "press.db")) as file:
        assert file.execute("pragma integrity_check").fetchall() == [("ok",)]
        found = {id for (id,) in file.execute("select id from documents")}
    assert found == {row["id"] for row in rows(out)}


def test_a_run_that_is_killed_at_each_of_its_lasting_steps_goes_on(loaded: Pipeline, tmp_path: Path) -> None:
    path, out = lines(tmp_path / "in.jsonl", 12), tmp_path / "out"
    run(loaded, lines(tmp_path / "old.jsonl", 3), out, sinks=places_of(tmp_path))
    earlier = (out / "documents.jsonl").read_bytes()
    steps = 0

    def killed_at(number: int) -> None:
        left = number

        def count(step: Callable[..., Any], after: bool) -> Callable[..., Any]:
            def counted(*arguments: Any, **named: Any) -> Any:
                nonlocal left
                left -= 1
                if left == 0 and not after:
                    os.kill(os.getpid(), signal.SIGKILL)
                result = step(*arguments, **named)
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return result

            return counted

        os.fsync = count(os.fsync, False)
        os.replace = count(os.replace, True)
        Path.replace = lambda self, target: os.replace(self, target)  # type: ignore[method-assign,assignment,return-value]
        SqliteSink.write = count(SqliteSink.write, True)  # type: ignore[method-assign]
        SqliteSink.close = count(SqliteSink.close, True)  # type: ignore[method-assign]
        Manifest.mark = count(Manifest.mark, True)  # type: ignore[method-assign]
        Manifest.forget_unused = count(Manifest.forget_unused, False)  # type: ignore[method-assign]
        Manifest.forget_shard = count(Manifest.forget_shard, True)  # type: ignore[method-assign]
        run(loaded, path, out, sinks=places_of(tmp_path))

    for number in range(1, 40):
        child = forked(lambda number=number: killed_at(number))  # type: ignore[misc]
        _, ended = os.waitpid(child, 0)
        for now in ((out / "documents.jsonl").read_bytes(), (tmp_path / "copy.jsonl").read_bytes()):
            assert now == earlier or now.count(b"\n") == 12
        if (out / "documents.jsonl").read_bytes() != earlier:
            assert_filled(tmp_path, out)
        if os.WIFEXITED(ended):
            assert os.WEXITSTATUS(ended) == 0
            break
        steps += 1
    assert steps >= 10
    assert_whole(out, 12)
    assert_filled(tmp_path, out)


def test_nothing_is_renamed_before_it_is_synced_nor_marked_before_it_is_renamed(
    loaded: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    renamed: list[str] = []
    sync, replace, mark = os.fsync, Path.replace, Manifest.mark

    def noted_sync(handle: int) -> None:
        sync(handle)
        synced.add(os.fstat(handle).st_ino)

    def noted_replace(self: Path, target: Path) -> Path:
        assert self.stat().st_ino in synced
        renamed.append(target.name)
        return replace(self, target)

    def noted_mark(self: Manifest, shard: int, *rest: Any) -> None:
        assert f"{shard:08d}.jsonl.gz" in renamed
        assert (self.folder / "shards").stat().st_ino in synced
        mark(self, shard, *rest)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    monkeypatch.setattr(Manifest, "mark", noted_mark)
    run(loaded, lines(tmp_path / "in.jsonl", 5), tmp_path / "out")
    assert renamed == ["00000001.jsonl.gz", "documents.jsonl"]


def test_two_runs_at_once_on_one_folder_are_one_run(loaded: Pipeline, tmp_path: Path) -> None:
    path, out = lines(tmp_path / "in.jsonl", 300), tmp_path / "out"
    child = forked(lambda: run(loaded, path, out, jobs=1, timeout=60.0) and None)
    deadline = time.monotonic() + 20
    while not (out / FOLDER / "shards").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    with pytest.raises(ConfigError, match="another run is writing here"):
        run(loaded, path, out)
    assert not state(out).complete  # may be read meanwhile
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert_whole(out, 300)
