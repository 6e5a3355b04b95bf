"""Raw inputs and results as tables of Arrow: what travels between machines.

`key` is the place of an input among all of a run: the number of its file, and its own number in it. A file keeps its
number whenever the run goes on (`state`), so the key stands for the key of the record, `source.uri`. It is a number
because those of all that is done are held in the memory of one process when a run goes on: 0.8 GB for 10^8 documents,
some 9 GB as texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.batch.unit import Result
from pipeline.inputs import Raw

_ROW_BITS = 32


class Keyed(NamedTuple):
    key: int
    raw: Raw


def key_of(file: int, row: int) -> int:
    """Both from 0; in the order of the inputs, and as different as they are."""
    return file << _ROW_BITS | row


def raws_table(items: Sequence[Keyed]) -> Any:
    """Raw inputs as a `pyarrow.Table`, which is what one task of an actor works at."""
    import pyarrow as arrow

    text = arrow.string()
    raws = [item.raw for item in items]
    problems = [raw.problem or (None, None) for raw in raws]
    return arrow.table(
        {
            "key": arrow.array([item.key for item in items], arrow.int64()),
            "uri": arrow.array([raw.uri for raw in raws], text),
            "form": arrow.array([raw.form for raw in raws], text),
            "data": arrow.array([raw.data for raw in raws], arrow.binary()),
            "problem": arrow.array([code for code, _ in problems], text),
            "problem_message": arrow.array([_plain(message) for _, message in problems], text),
            "sha256": arrow.array([raw.sha256 for raw in raws], text),
            "decoded_from": arrow.array([raw.decoded_from for raw in raws], text),
        }
    )


def keyed(table: Any) -> Iterator[Keyed]:
    """The raw inputs of a table."""
    for row in table.to_pylist():
        problem = (row["problem"], row["problem_message"]) if row["problem"] is not None else None
        raw = Raw(row["uri"], row["form"], row["data"], problem, row["sha256"], row["decoded_from"])
        yield Keyed(row["key"], raw)


def results_table(items: Sequence[Keyed], results: Sequence[Result], lines: Sequence[str]) -> Any:
    """Results with their lines as a `pyarrow.Table` with the columns of `pipeline.parts`: a row a record, errors too."""
    import pyarrow as arrow

    text = arrow.string()
    return arrow.table(
        {
            "key": arrow.array([item.key for item in items], arrow.int64()),
            "uri": arrow.array([item.raw.uri for item in items], text),
            "id": arrow.array([result.id for result in results], text),
            "error": arrow.array([result.failure for result in results], text),
            "message": arrow.array([_plain(result.message) for result in results], text),
            "counts": arrow.array([result.counts for result in results], text),
            "content": arrow.array([result.content and result.content.hex() for result in results], text),
            "signature": arrow.array([result.signature for result in results], arrow.binary()),
            "record": arrow.array(lines, text),
        }
    )


def _plain(text: str | None) -> str | None:
    """Halves of characters, which a name of the system may have, cannot be written."""
    return text and text.encode("utf-8", "replace").decode()
