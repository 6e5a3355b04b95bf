"""`facts`, `load`: what a run wrote, as tables."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import To
from pipeline.cli.output import counting


class TableFormat(str, Enum):
    """The choices of `facts --format`."""

    csv = "csv"
    jsonl = "jsonl"


def facts(
    path: Annotated[
        str,
        typer.Argument(
            metavar="DIR|FILE",
            help="The folder that a run wrote, a documents.jsonl (also .gz), or - for stdin.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="FILE",
            help="Write here, with FILE's schema beside it; else standard output.",
        ),
    ] = None,
    format: Annotated[
        TableFormat | None,
        typer.Option("--format", help="By the name of the file where left away, else csv."),
    ] = None,
    sdmx: Annotated[
        bool, typer.Option("--sdmx", help="Columns and codes of SDMX: REF_AREA, INDICATOR, TIME_PERIOD …")
    ] = False,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", metavar="X", min=0, max=1, help="Leave out facts below X.")
    ] = 0.0,
    no_repeats: Annotated[
        bool,
        typer.Option(
            "--no-repeats", help="Each statement of a document once: headline, lead and body repeat."
        ),
    ] = False,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw",
            help="CSV cells as they are; else an apostrophe stands before what a spreadsheet would compute.",
        ),
    ] = False,
) -> None:
    """The flat view: one row a statement, for databases, spreadsheets and statistics desks.

    With -o a Frictionless Table Schema is written beside (facts.csv, facts.schema.json). What is left out is counted on
    standard error. The columns: docs/flat.md.

    \b
    Examples:
      pressfacts facts out > facts.csv
      pressfacts facts out -o facts.jsonl --min-confidence 0.9 --no-repeats
      pressfacts facts out --sdmx -o observations.csv
    """
    from pipeline.flat import export

    form = export.form_of(out, format.value if format else None)
    selection = export.Selection(sdmx=sdmx, min_confidence=min_confidence, repeats=not no_repeats)
    if out is not None:
        export.to_file(path, selection, out, form, raw=raw)
    else:
        export.to_stream(path, selection, sys.stdout.buffer, form, raw=raw)
    typer.echo(f"pressfacts: {selection.summary()}", err=True)


def load(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="DIR|FILE...",
            help="Folders that runs wrote, their documents.jsonl (also .gz), or - for stdin.",
        ),
    ],
    to: To = None,
) -> None:
    """Load finished documents into databases or files of tables: docs/databases.md.

    A database takes what is new or changed; loading the same again changes nothing.

    \b
    Examples:
      pressfacts load out --to sqlite:press.db
      pressfacts load out older.jsonl.gz --to postgresql://me@localhost/press --to parquet:tables
    """
    from pipeline import report
    from pipeline.sinks import places
    from pipeline.sinks.load import load

    sinks = places.sinks_of_load(paths, to or ())
    with counting() as advance:
        load(paths, sinks, advance)
    report.show_sinks(sinks)
