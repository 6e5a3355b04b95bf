"""Batches of short documents: what goes in, a run, what came out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pipeline import batch
from pipeline.batch import Options, Tally
from pipeline.batch.state import state
from pipeline.engine import Pipeline
from pipeline.inputs import Reading, find, stream
from pipeline.lock import FOLDER
from pipeline.sinks.base import Sink


def lines(path: Path, count: int, change: Callable[[int], str | None] = lambda number: None) -> Path:
    """`count` short documents; `change` may give the text of one."""
    texts = (change(n) or f"第{n}号仓库存粮{n + 1}吨,同比增长{n % 9}.5%。" for n in range(count))
    rows = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts))
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def run(
    loaded: Pipeline,
    path: Path,
    out: Path,
    progress: Callable[[], None] = lambda: None,
    sinks: Sequence[Sink] = (),
    **options: Any,
) -> Tally:
    raws = stream(find([str(path)], leave_out=out), Reading())
    return batch.run(loaded, raws, out, Options(**options), progress, sinks=sinks)


def rows(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "documents.jsonl").read_text("utf-8").splitlines()]


def assert_whole(out: Path, count: int, failed: int = 0) -> None:
    """Every document once, in order."""
    found = rows(out)
    assert [row["id"] for row in found] == [str(n) for n in range(count)]
    assert sum("error" in row for row in found) == failed
    told = state(out)
    assert (told.complete, told.done, told.failed, told.pending) == (True, count - failed, failed, 0)
    left = {path.name for path in (out / FOLDER).rglob("*") if path.suffix == ".partial"}
    assert left == set()
