"""A batch: every input becomes exactly one line of documents.jsonl, in input order, errors included.

The file is written under a temporary name, synced and renamed, so that it is whole or not there. Results are kept by
the hash of all that enters them (`pipeline.cache`), so that a rerun computes only what changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline import model
from pipeline.cache import Cache
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError, StageError
from pipeline.records import Record, error_record, process
from pipeline.version import VERSION

NAME = "documents.jsonl"
LAYERS = ("quantities", "times", "entities", "facts", "removed", "sentences")
# Libraries whose version changes what is found.
_LIBRARIES = ("borax", "jieba", "opencc", "regex", "spacy")
_SHOWN_FACTS, _FACTS_EACH = 12, 3
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Options:
    """What is written: one readable file a document too, `original_text` or not, and whether to stop at a failure."""

    pretty: bool = False
    strict: bool = False
    original: bool = True


@dataclass(slots=True)
class Tally:
    """What a run produced; counts by layer, warnings by code, removed stretches by kind."""

    documents: int = 0
    failed: int = 0
    reused: int = 0
    items: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    """The first few: `{"fact", "quantity", "period"}`, as in the document."""
    stopped: bool = False
    """A strict run met a failure: documents.jsonl was not written."""
    rebuilt: bool = False


def run(
    pipeline: Pipeline,
    records: Iterable[Record],
    out: Path,
    options: Options | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Tally:
    """Write `out/documents.jsonl`. `progress` is called after each record.

    Raises ConfigError where `out` cannot be written. A strict run stops at the first failure and leaves the
    documents.jsonl of an earlier run as it was; what was computed is kept for the next run.
    """
    options = options or Options()
    tally = Tally()
    with Cache(out) as cache:
        tally.rebuilt = cache.rebuilt
        batch = _Batch(pipeline, cache, out, options, tally)
        partial = cache.folder / f"{NAME}.partial"
        try:
            with partial.open("w", encoding="utf-8", newline="\n") as lines:
                for line in batch.lines(records):
                    lines.write(line + "\n")
                    progress()
                lines.flush()
                os.fsync(lines.fileno())
            if tally.stopped:
                partial.unlink()
                return tally
            partial.replace(out / NAME)
            _sync(out)
        except OSError as error:
            raise ConfigError(
                f"{out}: cannot be written ({error}). To mend: free the place, run again"
            ) from None
        batch.clear_stale()
        tally.rebuilt = cache.rebuilt
    return tally


class _Batch:
    def __init__(self, pipeline: Pipeline, cache: Cache, out: Path, options: Options, tally: Tally) -> None:
        self.pipeline, self.cache, self.out, self.options, self.tally = pipeline, cache, out, options, tally
        self.version = _version(pipeline)
        self.keys: set[str] = set()
        self.names: set[str] = set()
        self.ids: set[str] = set()
        self.texts: set[str] = set()

    def lines(self, records: Iterable[Record]) -> Iterator[str]:
        for record in records:
            data = self._result(record)
            self.tally.documents += 1
            if "error" in data:
                self.tally.failed += 1
                failure = data["error"]
                self.tally.failures.append(f"{failure['stage']}: {failure['code']}: {failure['message']}")
            else:
                self._mark_duplicates(record, data)
                _count(self.tally, data)
            if not self.options.original:
                data.pop("original_text", None)
            if self.options.pretty:
                self._write_readable(record, data)
            yield _dump(data)
            if "error" in data and self.options.strict:
                self.tally.stopped = True
                return

    def _result(self, record: Record) -> dict[str, Any]:
        """The kept result of the record, or a new one. Error records are not kept: they are tried again."""
        key = self._key(record)
        self.keys.add(key)
        kept = None if record.error is not None else self.cache.get(key)
        if kept is not None:
            self.tally.reused += 1
            data: dict[str, Any] = json.loads(kept)
            return data
        result = process(self.pipeline, record)
        try:
            data = result.to_dict()
            line = _dump(data)
            line.encode("utf-8")
        except Exception as error:
            return error_record(
                record, "serialise", StageError.code, f"{type(error).__name__}: {error}"
            ).to_dict()
        if isinstance(result, model.Document):
            self.cache.put(key, line)
        return data

    def _key(self, record: Record) -> str:
        """The hash of everything that enters the record."""
        parts = [
            self.version, model.plain(record.source), record.id, record.text, record.published,
            model.plain(record.warnings), str(record.error), record.marks, record.marked_published,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _mark_duplicates(self, record: Record, data: dict[str, Any]) -> None:
        """Equal ids and equal texts stay two records, with a warning on the later one."""
        content = hashlib.sha256((record.text or "").encode("utf-8", "surrogatepass")).hexdigest()
        if content in self.texts:
            data["warnings"].append(
                {"code": "duplicate_text", "message": "an earlier input has the same text"}
            )
        if record.id is not None and record.id in self.ids:
            message = (
                f"an earlier input has the id {record.id!r} too; the key of a record is source.uri with id"
            )
            data["warnings"].append({"code": "duplicate_id", "message": message})
        self.texts.add(content)
        if record.id is not None:
            self.ids.add(record.id)

    def _write_readable(self, record: Record, data: dict[str, Any]) -> None:
        name = readable_name(data["source"]["uri"], record.id, self.names)
        self.names.add(name)
        content = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        self.cache.note_written(name)
        target, partial = self.out / name, self.cache.folder / f"{name}.partial"
        partial.write_text(content, encoding="utf-8", newline="\n")
        partial.replace(target)

    def clear_stale(self) -> None:
        """Forget what no input of this run has: kept results, and readable files that this run did not write."""
        self.cache.keep_only(self.keys)
        for name in self.cache.written() - self.names:
            (self.out / name).unlink(missing_ok=True)
            self.cache.forget_written(name)


def readable_name(uri: str, id: str | None, taken: set[str]) -> str:
    """A file name that is stable and like no other: readable words of id or path, and a hash of the record's key."""
    words = _UNSAFE.sub("-", id if id is not None else uri.replace(".jsonl#", "-")).strip("-.")
    words = words.removesuffix(".txt").encode()[-80:].decode("utf-8", "ignore").strip("-.")
    for number in range(len(taken) + 1):
        key = f"{uri}\0{id}\0{number}"
        name = f"{words or 'document'}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.json"
        if name not in taken:
            break
    return name


def _count(tally: Tally, data: dict[str, Any]) -> None:
    for layer in LAYERS:
        tally.items[layer] += len(data[layer])
    tally.removed.update(item["kind"] for item in data["removed"])
    tally.warnings.update(warning["code"] for warning in data["warnings"])
    if data["facts"] and len(tally.facts) < _SHOWN_FACTS:
        quantities = {item["id"]: item for item in data["quantities"]}
        times = {item["id"]: item for item in data["times"]}
        shown = sorted(data["facts"], key=lambda fact: fact["confidence"], reverse=True)[:_FACTS_EACH]
        for fact in shown[: _SHOWN_FACTS - len(tally.facts)]:
            row = {"quantity": quantities.get(fact["quantity"]), "period": times.get(fact["period"])}
            tally.facts.append({"fact": fact, **row})


def _version(pipeline: Pipeline) -> str:
    """Everything besides the input that may change a result: code, rules, configuration, libraries."""
    parts = [VERSION, model.SCHEMA_VERSION, _code(), pipeline.rules.digest, pipeline.config.model_dump_json()]
    for name in _LIBRARIES:
        try:
            parts.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            parts.append(f"{name} none")
    return "\n".join(parts)


def _code() -> str:
    """The hash of our own modules and of the model: a checkout changes without a new version."""
    total = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("manifest.json")]):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _sync(folder: Path) -> None:
    """Make the renaming last a power cut, where the system can sync folders."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _dump(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)
