"""Workers, apart from what they compute: bounded reading ahead, time limits, deaths and who is to blame for them."""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.options import Options
from pipeline.batch.pool import Lost, Pool
from pipeline.errors import ConfigError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="faults are injected into forked processes")


class Echo:
    """Gives back what it gets; some words are orders."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def process_batch(self, rows: Iterable[str]) -> Iterator[str]:
        for row in rows:
            if row.startswith("sleep"):
                time.sleep(float(row[5:]))
            if row == "die" or (row == "die once" and not self.deaths_of(row)):
                self.note_death_of(row)
                os.kill(os.getpid(), signal.SIGKILL)
            yield row

    def note_death_of(self, row: str) -> None:
        assert self.folder is not None
        with (self.folder / row).open("ab") as file:
            file.write(b".")

    def deaths_of(self, row: str) -> int:
        assert self.folder is not None
        path = self.folder / row
        return path.stat().st_size if path.exists() else 0


def run(rows: Iterable[str], folder: Path | None = None, **options: Any) -> Iterator[tuple[str, str | Lost]]:
    settings = Options(start_method="fork", **options)
    pool: Pool[str, str] = Pool(lambda: Echo(folder), settings, lambda: None)
    return pool.run(rows, lambda row: row, len)


class Asked:
    """Tells what a signal does here."""

    def process_batch(self, rows: Iterable[str]) -> Iterator[bool]:
        return (signal.getsignal(signal.Signals[row]) is signal.SIG_DFL for row in rows)


def test_a_worker_has_not_what_its_parent_does_when_it_is_terminated() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        pool: Pool[str, bool] = Pool(Asked, Options(start_method="fork"), lambda: None)
        assert list(pool.run(["SIGTERM"], lambda row: row, len)) == [("SIGTERM", True)]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_every_task_has_its_result_and_little_is_read_ahead() -> None:
    read = 0

    def rows() -> Iterator[str]:
        nonlocal read
        for read in range(1, 2001):
            yield str(read)

    given = 0
    for task, result in run(rows(), jobs=3):
        given += 1
        assert task == result
        assert read - given <= 4 * 8
    assert given == read == 2000


def test_no_more_workers_than_there_is_work(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    start = Pool._start
    monkeypatch.setattr(Pool, "_start", lambda self: made.append(1) or start(self))
    assert len(list(run(["a"], jobs=8))) == 1
    assert len(made) <= 2
    assert list(run([], jobs=8)) == []


def test_large_items_go_both_ways() -> None:
    rows = [str(n) * 3_000_000 for n in range(5)]
    assert sorted(result for _, result in run(rows, jobs=2)) == rows  # type: ignore[type-var]


def test_one_that_takes_too_long_is_found_and_the_others_go_on() -> None:
    rows = ["a", "b", "sleep60", "c", "d", "sleep50", "e"]
    found = dict(run(rows, timeout=1.0))
    assert {row for row, result in found.items() if result == Lost(seconds=1.0)} == {"sleep60", "sleep50"}
    assert {row for row, result in found.items() if row == result} == set(rows) - {"sleep60", "sleep50"}


def test_the_limit_is_for_each_and_not_for_all_together() -> None:
    rows = [f"sleep0.{n}" for n in (50, 51, 52, 53, 54)]
    assert dict(run(rows, timeout=2.0)) == {row: row for row in rows}


def test_one_that_dies_is_tried_alone_twice(tmp_path: Path) -> None:
    rows = ["a", "die once", "b", "die", "c"]
    found = dict(run(rows, tmp_path, jobs=2))
    assert [found[row] for row in ("a", "die once", "b", "c")] == ["a", "die once", "b", "c"]
    lost = found["die"]
    assert isinstance(lost, Lost)
    assert "SIGKILL" in lost.reason
    echo = Echo(tmp_path)
    assert (echo.deaths_of("die"), echo.deaths_of("die once")) == (3, 1), "in its chunk, then alone twice"


def test_workers_that_do_not_start_are_told() -> None:
    def vanish() -> Any:
        os._exit(7)

    def fail() -> Any:
        raise ValueError("no dictionary")

    for make, words in ((vanish, r"do not start \(exit code 7\)"), (fail, "ValueError: no dictionary")):
        pool: Pool[str, str] = Pool(make, Options(jobs=2, start_method="fork"), lambda: None)
        with pytest.raises(ConfigError, match=words):
            list(pool.run(["a"], lambda row: row, len))


def test_a_caller_that_leaves_ends_the_workers() -> None:
    import multiprocessing

    results = run(map(str, range(1000)), jobs=2)
    next(results)
    assert multiprocessing.active_children() != []
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []
