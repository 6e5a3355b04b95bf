"""The inputs as a source of Ray Data: some files a task, read as a run on one machine reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from ray.data import Datasource, ReadTask
from ray.data.block import BlockMetadata

from pipeline.cluster.rows import Keyed, key_of, raws_table
from pipeline.cluster.state import File
from pipeline.inputs import Reading, is_since, stream

BLOCK_BYTES = 1 << 16
"""Of a block, a batch of an actor: some fifty releases, two seconds of work, so that the last actors end together."""
_ROWS = 32
_TASK_FILES, _TASK_BYTES = 10_000, 1 << 28


class Selection(NamedTuple):
    """Which of the inputs: those since a day, the first so many."""

    since: str | None = None
    limit: int | None = None


class Inputs(Datasource):  # type: ignore[misc]
    """A task reads what of the files it has, as a stream: blocks leave it while it reads on."""

    def __init__(self, files: Iterable[File], reading: Reading, selection: Selection) -> None:
        super().__init__()
        self._reading, self._selection = reading, selection
        self.tasks = [list(files)] if selection.limit is not None else list(_shared(files))

    def get_name(self) -> str:
        return "Inputs"

    def estimate_inmemory_data_size(self) -> int:
        return sum(file.size for files in self.tasks for file in files)

    def get_read_tasks(
        self, parallelism: int, per_task_row_limit: int | None = None, data_context: Any = None
    ) -> list[ReadTask]:
        return [
            ReadTask(
                partial(tables, files, self._reading, self._selection),
                BlockMetadata(
                    num_rows=None,
                    size_bytes=sum(file.size for file in files),
                    exec_stats=None,
                    input_files=None,
                ),
            )
            for files in self.tasks
        ]


def _shared(files: Iterable[File]) -> Iterator[list[File]]:
    """Neighbours together, until they are many or large: the machines share the reading, and a task that is lost with
    its machine is soon done again."""
    task: list[File] = []
    size = 0
    for file in files:
        task.append(file)
        size += file.size
        if len(task) == _TASK_FILES or size >= _TASK_BYTES:
            yield task
            task, size = [], 0
    if task:
        yield task


def tables(files: Sequence[File], reading: Reading, selection: Selection) -> Iterator[Any]:
    """What of the files is selected, in small tables."""
    some: list[Keyed] = []
    size = 0
    for item in islice(_keyed(files, reading, selection.since), selection.limit):
        some.append(item)
        size += len(item.raw.data or b"")
        if len(some) == _ROWS or size >= BLOCK_BYTES:
            yield raws_table(some)
            some, size = [], 0
    if some:
        yield raws_table(some)


def _keyed(files: Sequence[File], reading: Reading, since: str | None) -> Iterator[Keyed]:
    for file in files:
        for row, raw in enumerate(stream([file.place], reading)):
            if since is None or is_since(raw, reading, since, file.place.path):
                yield Keyed(key_of(file.number, row), raw)
