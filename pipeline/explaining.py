"""`pressfacts explain`: one file in, the reasons of its facts out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from pipeline import inputs, model
from pipeline.draft import Draft
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError, InputError
from pipeline.explain import explain
from pipeline.records import Record, process

_LINE = re.compile(r"#\d+$")


def explanations(
    pipeline: Pipeline,
    file: str,
    *,
    encoding: str | None = None,
    published: str | None = None,
    wanted: Collection[str] = (),
) -> Iterator[str]:
    """The text of each fact's explanation, below the name of its document where the file has several.

    `file` is what `run` reads, or a `source.uri`: `rows.jsonl#12` is one line. `wanted`: ids or uids; all where empty.
    Raises ConfigError for what is not there, InputError for a document that cannot be read.
    """
    left = set(wanted)
    records = list(_records(file, encoding, published))
    for record in records:
        drafts: list[Draft] = []
        document = process(_keeping(pipeline, drafts), record)
        if isinstance(document, model.ErrorRecord):
            raise InputError(document.error.code, document.error.message, document.error.stage)
        if len(records) > 1:
            yield f"{document.source.uri} ({document.id})"
        for found in explain(drafts[0], document, pipeline.rules):
            names = {found.id, found.uid}
            if not wanted or not names.isdisjoint(wanted):
                left -= names
                yield "\n".join(found.lines())
    if left:
        raise ConfigError(
            f"--fact {', '.join(sorted(left))}: no such fact in {file}. To mend: name the input as the run did, or leave --fact away to see all"
        )


def _records(file: str, encoding: str | None, published: str | None) -> Iterator[Record]:
    """Those of a file; of a uri the one line that it names."""
    line = _LINE.search(file)
    path = file[: line.start()] if line else file
    for record in inputs.read(inputs.find([path]), encoding, published=published):
        if line is None or record.source.uri == file:
            yield record
            if line is not None:
                return
    if line is not None:
        raise ConfigError(f"{file}: there is no such line. To mend: check the number")


def _keeping(pipeline: Pipeline, drafts: list[Draft]) -> Any:
    """The pipeline as `process` calls it, which keeps the draft."""

    def extract(text: str, **given: Any) -> model.Document:
        draft = pipeline.draft(text, **given)
        drafts.append(draft)
        return pipeline.finish(draft)

    return extract
