"""Options that several commands have, and what is wrong with their values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.engine import Pipeline

Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="A folder of your own rules, laid over ours.")
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="A TOML file: rules, opencc, entities.model, entities.labels, entities.prefer (see the README).",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="The encoding of the input; found out where left away."),
]

To = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="PLACE",
        help="Where the tables go: sqlite:FILE, postgresql://USER@HOST/DATABASE[?schema=NAME], parquet:FOLDER, "
        "csv:FILE (facts alone), jsonl:FILE[.gz]; may be repeated; or none, alone. Left away: pressfacts.db, a file of SQLite beside "
        "documents.jsonl.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0,
        help="What a document may take before it is an error; 0: no limit, and --jobs 1 is then one process.",
    ),
]


def pipeline_of(rules: Path | None, config: Path | None) -> Pipeline:
    from pipeline.running import load

    return load(rules, config)


def check_encoding(name: str | None) -> None:
    if name is not None:
        from pipeline import decode

        decode.check_encoding(name)


def columns_of(pairs: Sequence[str]) -> dict[str, str]:
    from pipeline.errors import ConfigError
    from pipeline.inputs.raw import FIELDS

    columns: dict[str, str] = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if field not in FIELDS or not equals or not column:
            raise ConfigError(
                f"--column {pair}: is no mapping. To mend: write FIELD=COLUMN with one of {', '.join(FIELDS)}"
            )
        columns[field] = column
    return columns


def day_of(option: str, value: str | None) -> str | None:
    """Raises ConfigError, with the name of the option, for a date that is none."""
    from pipeline.errors import ConfigError, InputError
    from pipeline.intake import check_date

    try:
        return check_date(value)
    except InputError as error:
        raise ConfigError(f"{option} {str(error).removeprefix('published ')}") from None
