"""The actor: loads the pipeline once, then takes a batch of rows after the other."""

from __future__ import annotations

import gc
import hashlib
import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.batch import versions
from pipeline.batch.execute import lost_result
from pipeline.batch.unit import Result, Unit
from pipeline.cluster import rows
from pipeline.cluster.journal import Journal
from pipeline.config import Config
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.inputs import Reading


@dataclass(frozen=True, slots=True)
class Work:
    """What an actor needs to know; it travels to every machine, with folders as all of them see them."""

    config: Config
    reading: Reading
    version: bytes
    """Of code, rules, libraries and settings where the run was started: the same everywhere, or results would differ."""
    tries: Path
    """The folder of the journals."""
    timeout: float | None
    original: bool


class Extractor:
    """What `map_batches` makes an actor of. Raises ConfigError on a machine that has another version of anything."""

    def __init__(self, work: Work) -> None:
        self._work = work
        pipeline = Pipeline(work.config)
        if versions.digest(pipeline, work.reading) != work.version:
            raise ConfigError(
                f"{socket.gethostname()}: has another version of pressfacts, of its libraries or of the rules than the"
                " machine that started the run. To mend: install the same on all machines"
            )
        self._unit = Unit(pipeline, work.reading)
        gc.freeze()  # what is loaded stays: no collection goes through it

    def __call__(self, table: Any) -> Any:
        """A table of raw inputs to one of results, row for row."""
        items = list(rows.keyed(table))
        results = self.process_batch(items)
        lines = [self._line(result) for result in results]
        return rows.results_table(items, results, lines)

    def process_batch(self, items: list[rows.Keyed]) -> list[Result]:
        """The results of a batch, with those in the place of documents that ended an earlier try at it."""
        name = hashlib.sha256(",".join(str(item.key) for item in items).encode()).hexdigest()[:32]
        results = []
        with Journal(self._work.tries / name, self._work.timeout) as journal:
            for number, item in enumerate(items):
                lost = journal.lost.get(number)
                if lost is not None:
                    results.append(
                        lost_result(item.raw, self._work.reading, lost, "run it into another folder")
                    )
                    continue
                journal.at(number)
                results += self._unit.process_batch([item.raw])
        return results

    def _line(self, result: Result) -> str:
        line = result.line()
        return line if self._work.original or result.failure is not None else _without_original(line)


def _without_original(line: str) -> str:
    data = json.loads(line)
    del data["original_text"]
    return json.dumps(data, ensure_ascii=False)
