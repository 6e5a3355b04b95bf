"""`--to`: what a caller calls a place, and the sink that writes there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.output import DOCUMENTS
from pipeline.sinks.base import Sink

KINDS = (
    "sqlite:FILE, postgresql://USER@HOST/DATABASE, parquet:FOLDER, csv:FILE (facts alone), jsonl:FILE[.gz]"
)
DATABASE = "pressfacts.db"
"""Of a folder that a run writes to."""
NONE = "none"
"""Nowhere: a run then writes documents.jsonl alone."""
_SUFFIXES = {
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
}


def sinks(places: Sequence[str]) -> list[Sink]:
    """A sink for each place. Raises ConfigError for a place of no known kind, for one that is named twice, and for none beside others."""
    if list(places) == [NONE]:
        return []
    if NONE in places:
        raise ConfigError(f"--to {NONE} stands beside other places. To mend: give it alone, or leave it away")
    made = [sink(place) for place in places]
    names = [item.place for item in made]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"--to {name} is given twice. To mend: name each place once")
    return made


def sinks_of_load(paths: Sequence[str], to: Sequence[str]) -> list[Sink]:
    """The sinks for finished results; without `to` the database of their run. Raises ConfigError like `sinks`, where
    there is none, and where several results do not tell whose database is meant."""
    if not to and len(paths) > 1:
        raise ConfigError(
            f"{len(paths)} results and no --to: each may have a database beside it, and which of them is meant is not"
            " told. To mend: name the place, --to sqlite:FILE"
        )
    made = sinks(to) if to else [_beside(paths[0])]
    if not made:
        raise ConfigError(f"--to {NONE}: there is nothing to load into. To mend: name one of {KINDS}")
    return made


def _beside(path: str) -> Sink:
    """The database of the run that wrote `path`, its folder or its documents.jsonl, which it mirrors; one beside any other
    file collects."""
    from pipeline.sinks.sqlite import SqliteSink

    place = Path(path)
    of_run = path != "-" and (place.is_dir() or place.name == DOCUMENTS)
    folder = place if place.is_dir() else place.parent
    return SqliteSink((Path() if path == "-" else folder) / DATABASE, mirror=of_run)


def sink(place: str) -> Sink:
    """The modules of a sink are read only where it is wanted: its library may not be there."""
    kind, _, name = place.partition(":")
    if kind in ("postgresql", "postgres"):
        from pipeline.sinks.postgresql import PostgresSink

        return PostgresSink(place)
    if kind not in ("sqlite", "parquet", "csv", "jsonl"):
        kind = next((kind for suffix, kind in _SUFFIXES.items() if place.lower().endswith(suffix)), "")
        name = place
    if not kind or not name:
        scheme, mark, _ = place.partition("://")
        shown = f"{scheme}{mark}…" if mark else place  # an address may hold a password
        raise ConfigError(
            f"--to {shown}: no kind of place. To mend: write one of {KINDS}; of a run also {NONE}, alone"
        )
    if kind == "sqlite":
        from pipeline.sinks.sqlite import SqliteSink

        return SqliteSink(Path(name))
    if kind == "parquet":
        from pipeline.sinks.parquet import ParquetSink

        return ParquetSink(Path(name))
    if kind == "csv":
        from pipeline.sinks.facts_csv import FactsSink

        return FactsSink(Path(name))
    from pipeline.sinks.lines import LinesSink

    return LinesSink(Path(name))
