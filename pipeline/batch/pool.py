"""Worker processes with a time limit for each item, which tells which item ended or hung its worker.

`concurrent.futures` breaks as a whole when a worker dies and cannot end one that hangs; `pebble`, which can, is LGPL. So
these are `multiprocessing` processes with a pipe each. A worker gets a chunk of items and answers item by item: the first
item without an answer is the one that it was at.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from pipeline.batch.options import Options
from pipeline.errors import ConfigError

_CHUNK_ITEMS, _CHUNK_WEIGHT = 8, 1 << 16
_STARTS = 3
# So often an item is tried alone after a worker that was at it has died.
_ALONE = 2

Item = TypeVar("Item")
Result = TypeVar("Result")
Task = TypeVar("Task")
_In = TypeVar("_In", contravariant=True)
_Out = TypeVar("_Out", covariant=True)


class Unit(Protocol[_In, _Out]):
    """What a worker makes once and feeds."""

    def process_batch(self, rows: Iterable[_In]) -> Iterator[_Out]: ...


@dataclass(frozen=True, slots=True)
class Lost:
    """There is no result: the item hung its worker for `seconds`, or ended it (`reason`)."""

    seconds: float | None = None
    reason: str = ""


def start_method(options: Options) -> str:
    """Forking is not safe on macOS, whose libraries keep threads, and Windows has none."""
    if options.start_method != "auto":
        return options.start_method
    forks = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return "fork" if forks else "spawn"


class Pool(Generic[Item, Result]):
    """`make` is called in each worker; it must be picklable where workers are spawned. `prepare` is called here, once,
    before the first worker is made."""

    def __init__(
        self, make: Callable[[], Unit[Item, Result]], options: Options, prepare: Callable[[], None]
    ) -> None:
        self._make, self._jobs, self._timeout = make, options.jobs, options.timeout
        self._prepare: Callable[[], None] | None = prepare
        method = start_method(options)
        self._forks = method == "fork"
        self._context: Any = multiprocessing.get_context(method)
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def run(
        self, tasks: Iterable[Task], item_of: Callable[[Task], Item], weight: Callable[[Item], int]
    ) -> Generator[tuple[Task, Result | Lost], None, None]:
        """Every task with its result, as they come; no more than a chunk a worker is in memory."""
        chunks = _chunks(tasks, lambda task: weight(item_of(task)))
        again: deque[tuple[list[Task], int]] = deque()
        following = next(chunks, None)
        try:
            while True:
                while (again or following) and (worker := self._free()):
                    if again:
                        worker.take(*again.popleft(), item_of)
                    elif following:
                        worker.take(following, 0, item_of)
                        following = next(chunks, None)
                busy = [worker for worker in self._workers if worker.is_busy or not worker.is_ready]
                if not busy:
                    return
                for worker in self._heard(busy):
                    yield from self._hear(worker, again)
                for worker in [worker for worker in busy if worker.is_late(self._timeout)]:
                    task = worker.tasks.popleft()
                    self._end(worker)
                    again.extend(_rest(worker))
                    yield task, Lost(seconds=self._timeout)
        finally:
            for worker in list(self._workers):
                self._end(worker)

    def _hear(
        self, worker: _Worker, again: deque[tuple[list[Task], int]]
    ) -> Iterator[tuple[Task, Result | Lost]]:
        """What a worker has to say: that it is ready, a result, or that it is no more."""
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            reason = self._end(worker)
            yield from self._after_death(worker, reason, again)
            return
        worker.since = time.monotonic()
        if worker.is_ready:
            yield worker.tasks.popleft(), answer
        elif answer is None:
            worker.is_ready, self._failed_starts = True, 0
        else:
            raise ConfigError(f"a worker did not start: {answer}")

    def _after_death(
        self, worker: _Worker, reason: str, again: deque[tuple[list[Task], int]]
    ) -> Iterator[tuple[Task, Lost]]:
        """The item that it was at is tried again alone: whatever ended the worker may have come from outside."""
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts == _STARTS:
                raise ConfigError(f"workers do not start ({reason}). To mend: use --jobs 1 --timeout 0")
        elif worker.tasks:
            task = worker.tasks.popleft()
            if worker.alone == _ALONE:
                yield task, Lost(reason=reason)
            else:
                again.append(([task], worker.alone + 1))
            again.extend(_rest(worker))

    def _free(self) -> _Worker | None:
        """A worker that waits for work. The next is started when it is needed; until it is ready it gets none."""
        for worker in self._workers:
            if worker.is_ready and not worker.is_busy:
                return worker
        while len(self._workers) < self._jobs:
            if self._forks and not all(worker.is_ready for worker in self._workers):
                break  # a forked one is ready at once; spawned ones load at the same time
            self._start()
        return None

    def _start(self) -> None:
        if self._prepare is not None:
            self._prepare()
            self._prepare = None
        ours, theirs = self._context.Pipe()
        if self._forks:
            gc.freeze()  # what is loaded stays shared: no collection writes into it
        others = [worker.connection for worker in self._workers] + [ours] if self._forks else []
        process = self._context.Process(target=_serve, args=(theirs, others, self._make), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _heard(self, busy: list[_Worker]) -> list[_Worker]:
        """Those of whom something has come, waiting until there is one or the next runs out of time."""
        limits = [worker.since for worker in busy if worker.is_ready]
        left = None
        if self._timeout is not None and limits:
            left = max(0.0, min(limits) + self._timeout - time.monotonic())
        ready = set(wait([worker.connection for worker in busy], left))
        return [worker for worker in busy if worker.connection in ready]

    def _end(self, worker: _Worker) -> str:
        """Kill and forget a worker; how it ended, if it did so by itself."""
        self._workers.remove(worker)
        worker.connection.close()  # one that waits for work ends by itself
        worker.process.join(0.2)
        worker.process.kill()
        worker.process.join()
        code = worker.process.exitcode
        worker.process.close()
        if code is not None and code < 0:
            name = signal.Signals(-code).name
            return f"{name}, perhaps for lack of memory" if name == "SIGKILL" else name
        return f"exit code {code}"


class _Worker:
    def __init__(self, process: Any, connection: Connection[Any, Any]) -> None:
        self.process, self.connection = process, connection
        self.is_ready = False
        self.tasks: deque[Any] = deque()
        """Those without an answer, in order."""
        self.alone = 0
        """Which of its tries alone the one item has; 0 for a chunk."""
        self.since = time.monotonic()

    @property
    def is_busy(self) -> bool:
        return bool(self.tasks)

    def take(self, tasks: list[Task], alone: int, item_of: Callable[[Task], Any]) -> None:
        self.tasks.extend(tasks)
        self.alone, self.since = alone, time.monotonic()
        with suppress(OSError):  # it died while it waited: noticed when it is heard
            self.connection.send([item_of(task) for task in tasks])

    def is_late(self, timeout: float | None) -> bool:
        if timeout is None or not self.is_ready or not self.tasks:
            return False
        return time.monotonic() - self.since >= timeout and not self.connection.poll()


def _rest(worker: _Worker) -> list[tuple[list[Any], int]]:
    rest = list(worker.tasks)
    worker.tasks.clear()
    return [(rest, 0)] if rest else []


def _chunks(tasks: Iterable[Task], weight: Callable[[Task], int]) -> Iterator[list[Task]]:
    chunk: list[Task] = []
    total = 0
    for task in tasks:
        chunk.append(task)
        total += weight(task)
        if len(chunk) >= _CHUNK_ITEMS or total >= _CHUNK_WEIGHT:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def _serve(
    connection: Connection[Any, Any], others: list[Connection[Any, Any]], make: Callable[[], Unit[Any, Any]]
) -> None:
    """The life of a worker: it ends when the parent closes the pipe, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, interrupted, ends its workers itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a forked one has what the parent does with it
    for other in others:  # or the end of the parent would not be noticed
        other.close()
    try:
        try:
            unit = make()
        except Exception as error:
            connection.send(f"{type(error).__name__}: {error}")
            return
        connection.send(None)
        while True:
            for result in unit.process_batch(connection.recv()):
                connection.send(result)
    except (EOFError, OSError):
        os._exit(0)
