"""After the last part: what the run has, in numbers, and its records to the sinks. By one process, a part at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline import parts
from pipeline.batch.state import State
from pipeline.batch.tally import Tally
from pipeline.sinks.base import Finished

_BATCH = 100
_SHOWN = ("error", "message", "counts")


def finish(out: Path, tally: Tally, write: Callable[[Sequence[dict[str, Any]]], None] | None = None) -> None:
    """Count all rows of `out`; `write` gets all records, in batches. Raises ConfigError for a part that is broken."""
    warnings = parts.Warnings(out / parts.FOLDER)
    for path in parts.paths(out / parts.FOLDER):
        needs_records = write is not None or tally.wants_facts
        batch: list[Finished] = []
        for row in parts.read(path, (*_SHOWN, "record") if needs_records else _SHOWN):
            tally.documents += 1
            if row["error"] is not None:
                tally.add_failure(row["message"])
            else:
                tally.add_counts(row["counts"])
            told = warnings.of(row["key"])
            tally.warnings.update(warning["code"] for warning in told)
            if needs_records:
                line = warnings.into(row["record"], told)
                data = Finished(json.loads(line), line)
                if row["error"] is None and tally.wants_facts:
                    tally.add_facts(data)
                batch.append(data)
            if write is not None and len(batch) == _BATCH:
                write(batch)
                batch = []
        if write is not None and batch:
            write(batch)


def state(out: Path, most: int = 20) -> State:
    """What `pressfacts status` says, while a run is writing too; how many inputs wait nobody knows."""
    folder = out / parts.FOLDER
    complete = parts.is_complete(folder)
    rows = errors = 0
    failures: list[str] = []
    for path in parts.paths(folder):
        found, failed, messages = parts.count(path)
        rows, errors = rows + found, errors + failed
        failures += messages[: most - len(failures)]
    return State(complete, rows - errors, errors, 0 if complete else None, failures, None)
