"""One run: what is known is looked up, the rest computed, all merged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.batch import versions
from pipeline.batch.execute import KEPT_FAILURES, execute
from pipeline.batch.manifest import DONE, FAILED, PENDING, Manifest
from pipeline.batch.merge import lines, merge
from pipeline.batch.options import Options
from pipeline.batch.shards import Shards
from pipeline.batch.tally import Tally
from pipeline.engine import Pipeline
from pipeline.inputs import Raw, Reading
from pipeline.sinks.base import Sink


class Task(NamedTuple):
    """An input that is to be computed: its place in the order, the key of its result."""

    ordinal: int
    key: bytes
    raw: Raw


def run(
    pipeline: Pipeline,
    raws: Iterable[Raw],
    out: Path,
    options: Options | None = None,
    progress: Callable[[], None] = lambda: None,
    *,
    reading: Reading | None = None,
    sinks: Sequence[Sink] = (),
    settings: dict[str, Any] | None = None,
) -> Tally:
    """Write `out/documents.jsonl`, and to the sinks. `progress` is called after each record.

    `settings` are kept for `pressfacts retry`. Raises ConfigError where `out` cannot be written. A strict run stops at the
    first failure and leaves the documents.jsonl of an earlier run as it was; what was computed is kept for the next run.
    """
    options, reading = options or Options(), reading or Reading()
    tally = Tally()
    with Manifest(out) as manifest, closing(Shards(manifest)) as shards:
        tally.rebuilt = manifest.rebuilt
        manifest.begin(settings)
        computing = _Computing(manifest, shards, options, tally, progress)
        key = versions.digest(pipeline, reading)
        try:
            computing.compute(pipeline, reading, computing.pending(raws, key))
        finally:
            computing.keep()
        if tally.stopped:
            for _ in lines(manifest, shards, options, tally):  # counts what is there, writes nothing
                pass
            return tally
        merge(manifest, shards, options, tally, sinks)
        if options.prune:
            manifest.forget_unused()
        shards.tidy()
        manifest.complete()
    return tally


class _Computing:
    def __init__(
        self,
        manifest: Manifest,
        shards: Shards,
        options: Options,
        tally: Tally,
        progress: Callable[[], None],
    ) -> None:
        self.manifest, self.shards, self.options = manifest, shards, options
        self.tally, self.progress = tally, progress

    def pending(self, raws: Iterable[Raw], version: bytes) -> Iterator[Task]:
        """The inputs that have no result yet; all are registered in the manifest as they come."""
        for ordinal, raw in enumerate(raws):
            key = _key(version, raw)
            known = self._known(key)
            self.manifest.register(ordinal, key, raw.uri, PENDING if known is None else known)
            if known is None:
                yield Task(ordinal, key, raw)
                continue
            self.tally.reused += known == DONE
            self.progress()

    def compute(self, pipeline: Pipeline, reading: Reading, tasks: Iterator[Task]) -> None:
        with closing(execute(pipeline, reading, tasks, self.options)) as results:
            for task, result in results:
                self.shards.add(task.ordinal, task.key, result)
                self.progress()
                if result.failure is not None and self.options.strict:
                    self.tally.stopped = True
                    return

    def keep(self) -> None:
        """Make what was computed last, whatever ended the run."""
        self.shards.commit()
        self.manifest.flush()

    def _known(self, key: bytes) -> int | None:
        """The state of a result that can be used again; null where the input is to be computed."""
        stored = self.manifest.find(key)
        if stored is None or not self.shards.holds(stored):
            return None
        if stored.failure is None:
            return DONE
        # A strict run meets every failure itself, or it would not stop at it.
        keep = stored.failure in KEPT_FAILURES and not (self.options.retry or self.options.strict)
        return FAILED if keep else None


def _key(version: bytes, raw: Raw) -> bytes:
    """The hash of everything that enters a result."""
    parts = json.dumps([raw.uri, raw.form, raw.problem, raw.sha256, raw.decoded_from])
    total = hashlib.sha256(version)
    total.update(parts.encode("utf-8", "surrogatepass"))
    total.update(hashlib.sha256(raw.data or b"").digest())
    return total.digest()[:16]
