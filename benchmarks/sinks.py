"""What loading costs: PostgreSQL by COPY and upsert beside one INSERT a row, and SQLite beside the run that feeds it.

    python -m benchmarks.sinks [--documents 20000] [--every 10]

Three measurements in one run, on documents that the pipeline makes of `samples/` and `corpus/`, repeated under other keys
until there are enough:

1. PostgreSQL (a private server, tests/postgres.py, that syncs its commits): batches of 200 documents by our sink, and every
   tenth by one INSERT … ON CONFLICT DO UPDATE a row with one commit a document, into the same tables.
2. A replay of all documents: rows that it changes.
3. The share of JSON Lines and SQLite in a run: the CPU seconds of writing them, of those and of computing the documents.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

import pipeline
from pipeline.model import Source
from pipeline.sinks import sql
from pipeline.sinks.base import Finished, RunInfo, writing
from pipeline.sinks.copying import DIALECT
from pipeline.sinks.lines import LinesSink
from pipeline.sinks.postgresql import SCHEMA, PostgresSink
from pipeline.sinks.rows import Rows, fill, record
from pipeline.sinks.sqlite import SqliteSink
from pipeline.sinks.tables import TABLES
from tests.postgres import server

ROOT = Path(__file__).parent.parent
_BATCH = 200
_LAYERS = ("quantities", "times", "entities", "facts")
_MARK = re.compile(r"\[([^|\]]+)\|[A-Z_]+\]")
Json = dict[str, Any]


def texts() -> Iterator[str]:
    """The samples, and the texts of the corpus without their marks."""
    for path in sorted((ROOT / "samples").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "corpus" / "press").glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in part.splitlines() if line.strip() and not line.startswith("#")]
            if lines:
                yield _MARK.sub(r"\1", "\n".join(lines))


def again(document: Json, number: int) -> Json:
    """The same under another key: other uids."""
    uri = f"bench/{number}.txt"
    data = document | {"id": f"bench-{number}", "source": document["source"] | {"uri": uri}}
    for layer in _LAYERS:
        data[layer] = [item | {"uid": _hash(f"{uri} {item['uid']}")} for item in document[layer]]
    return data


def read(line: str) -> Finished:
    """As a run hands it on."""
    return Finished(json.loads(line), line)


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:20]


def batches(documents: Sequence[Json], count: int) -> Iterator[list[Json]]:
    batch: list[Json] = []
    for number in range(count):
        batch.append(read(json.dumps(again(documents[number % len(documents)], number), ensure_ascii=False)))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class ByRow:
    """One INSERT … ON CONFLICT a row, one commit a document; statements prepared, rows made by the same code."""

    def __init__(self, url: str) -> None:
        self._base = psycopg.connect(url, autocommit=True)
        self._base.execute(SQL("SET search_path TO {}").format(Identifier(SCHEMA)))
        self._statements = {
            table.name: sql.upsert(
                table, f"VALUES ({', '.join(['%s'] * len(table.columns))})", DIALECT
            ).encode()
            for table in TABLES
        }

    def write(self, documents: Sequence[Json]) -> None:
        for document in documents:
            rows = Rows()
            fill(rows, record(document))
            with self._base.transaction():
                for table in TABLES:
                    for row in rows.tables.get(table.name, ()):
                        self._base.execute(self._statements[table.name], row, prepare=True)


def timed(write: Callable[[Sequence[Json]], None], documents: Sequence[Json]) -> float:
    begun = time.perf_counter()
    write(documents)
    return time.perf_counter() - begun


def postgresql(documents: Sequence[Json], count: int, every: int) -> None:
    """Batches by COPY; after every so many of them one a row at a time, into the same tables, so that both meet them at
    all their sizes and the machine in all its moods."""
    copied = single = 0.0
    by_copy = by_row = 0
    ratios = []
    with server(durable=True) as found:
        sink = PostgresSink(found.url)
        with writing([sink], RunInfo()) as give:
            other = ByRow(found.url)
            recent: list[float] = []
            for number, batch in enumerate(batches(documents, count), 1):
                if number % every:
                    recent.append(timed(give, batch))
                    copied, by_copy = copied + recent[-1], by_copy + len(batch)
                else:
                    spent = timed(other.write, batch)
                    single, by_row = single + spent, by_row + len(batch)
                    ratios.append(spent / statistics.median(recent))
                    recent = []
        print(
            f"COPY and upsert: {by_copy} documents, {sum(sink.counts.rows.values())} rows in {copied:.1f} s: {by_copy / copied:.0f} a second"
        )
        print(
            f"INSERT a row, commit a document: {by_row} documents in {single:.1f} s: {by_row / single:.0f} a second"
        )
        print(
            f"ratio: {by_copy / copied * single / by_row:.1f}; of neighbouring batches, median {statistics.median(ratios):.1f}"
        )
        again = PostgresSink(found.url)
        with writing([again], RunInfo()) as give:
            replayed = sum(timed(give, batch) for batch in batches(documents, count))
        changed = sum(again.counts.rows.values()) + again.counts.deleted
        print(f"replay: {changed} rows changed, {count / replayed:.0f} documents a second")


def share(computed: float, documents: Sequence[Json]) -> None:
    """CPU seconds of writing, as a run does it from the lines that its workers left, beside those of computing."""
    lines = [json.dumps(document, ensure_ascii=False) for document in documents]
    with tempfile.TemporaryDirectory() as folder:
        for sinks in (
            [LinesSink(Path(folder, "documents.jsonl"))],
            [LinesSink(Path(folder, "both.jsonl")), SqliteSink(Path(folder, "press.db"))],
        ):
            begun = time.process_time()
            with writing(sinks, RunInfo()) as give:
                for start in range(0, len(lines), _BATCH):
                    give([read(line) for line in lines[start : start + _BATCH]])
            spent = time.process_time() - begun
            names = " and ".join(type(sink).__name__.removesuffix("Sink") for sink in sinks)
            print(
                f"{names}: {spent:.2f} of {computed + spent:.2f} CPU seconds: {spent / (computed + spent):.1%}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument(
        "--every", type=int, default=10, metavar="N", help="each Nth batch goes a row at a time"
    )
    options = parser.parse_args()
    extract = pipeline.load()
    extract("预热3家。")
    found = list(texts())
    begun = time.process_time()
    documents = [
        extract(
            text, id=f"text-{number}", published="2024-05-06", source=Source(f"{number}.txt", None)
        ).to_dict()
        for number, text in enumerate(found)
    ]
    computed = time.process_time() - begun
    size = sum(len(json.dumps(document, ensure_ascii=False).encode()) for document in documents)
    print(
        f"{len(documents)} documents of {size / len(documents):.0f} bytes, {computed / len(documents) * 1000:.1f} ms each"
    )
    share(computed, documents)
    postgresql(documents, options.documents, options.every)


if __name__ == "__main__":
    main()
