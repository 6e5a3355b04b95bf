"""`run`, `status`, `retry`: a batch."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import (
    ConfigFile,
    Encoding,
    Rules,
    Timeout,
    To,
    check_encoding,
    columns_of,
    day_of,
)


class Format(str, Enum):
    """The choices of `--format`."""

    auto = "auto"
    text = "text"
    jsonl = "jsonl"
    html = "html"
    markdown = "markdown"
    csv = "csv"


class Engine(str, Enum):
    """The choices of `--engine`."""

    local = "local"
    ray = "ray"


class StartMethod(str, Enum):
    """The choices of `--start-method`."""

    auto = "auto"
    fork = "fork"
    spawn = "spawn"


def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS...",
            help="Files (.txt, .html, .md, .docx, .jsonl, .jsonl.gz, .csv, .parquet), folders, patterns, or - for stdin.",
        ),
    ],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The folder to write to.")],
    pretty: Annotated[bool, typer.Option("--pretty", help="Also one readable JSON file a document.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first document that fails.")] = False,
    no_original: Annotated[bool, typer.Option("--no-original", help="Leave original_text out.")] = False,
    to: To = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "-j",
            "--jobs",
            metavar="N",
            min=1,
            help="Processes that compute. Left away: one; with --ray-address as many as the cluster has room for.",
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(
            help="ray: by Ray Data, on many machines too; writes DIR/documents.parquet (docs/clusters.md).",
        ),
    ] = Engine.local,
    ray_address: Annotated[
        str | None,
        typer.Option(
            metavar="HOST:PORT",
            help="Of a Ray cluster, or auto; left away, --engine ray starts Ray on this machine.",
        ),
    ] = None,
    timeout: Timeout = 300,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=COLUMN",
            help="Where rows hold text, id, published, title or url, if not under that name; may be repeated.",
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Take the first N documents alone.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="Leave out rows published before that day, and files last changed before it.",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="The publishing date of documents that have none beside their text: text files, rows and pages without one.",
        ),
    ] = None,
    max_characters: Annotated[
        int, typer.Option(metavar="N", min=1, help="A longer text is an error (too_long).")
    ] = 1_000_000,
    start_method: Annotated[
        StartMethod, typer.Option(help="How processes are made; auto: fork where that is safe.")
    ] = StartMethod.auto,
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            help="How to read: by the name (standard input: by its first line), or all as one text or as JSONL.",
        ),
    ] = Format.auto,
    encoding: Encoding = None,
    rules: Rules = None,
    config: ConfigFile = None,
) -> None:
    """Extract every document of PATHS into DIR/documents.jsonl: one line an input, in input order.

    A line of .jsonl is an object with "text" and optional "id", "published", "title", "url"; so is a row of .csv or
    .parquet. An input that fails has an error record in its place. A second run computes only what changed; a run that
    was stopped, or killed, goes on where it was.

    \b
    Examples:
      pressfacts run releases/ -o out --jobs 8
      pressfacts run 'releases/2024-*.txt' more.jsonl -o out --pretty
      pressfacts run 2024-06-08/*.txt -o out --published 2024-06-08
      pressfacts run wire.csv -o out --column text=body --column published=date
      pressfacts run releases/ -o out --to postgresql://me@localhost/press --to parquet:tables
      pressfacts run wire/*.parquet -o /shared/out --engine ray --ray-address head:6379
      curl -s URL | pressfacts run - -o out
    """
    from pipeline.errors import ConfigError
    from pipeline.running import Settings, start, start_on_cluster

    check_encoding(encoding)
    settings = Settings(
        paths=paths,
        format=format.value,
        encoding=encoding,
        columns=columns_of(column or []),
        limit=limit,
        since=day_of("--since", since),
        published=day_of("--published", published),
        max_characters=max_characters,
        rules=rules,
        config=config,
        pretty=pretty,
        strict=strict,
        original=not no_original,
        to=to,
        jobs=jobs or 1,
        timeout=timeout or None,
        start_method=start_method.value,
    )
    if engine is Engine.ray:
        if start_method is not StartMethod.auto:
            raise ConfigError(
                "--start-method: is no option of --engine ray. To mend: leave it away, or --engine local"
            )
        code = start_on_cluster(settings, out, jobs=jobs, timeout=timeout or None, address=ray_address)
    elif ray_address is not None:
        raise ConfigError("--ray-address: is of no use to --engine local. To mend: add --engine ray")
    else:
        code = start(settings, out)
    raise typer.Exit(code)


def status(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that a run writes to.")],
) -> None:
    """Tell what the last run on DIR, or the present one, has done, what failed, and what waits.

    The exit code is 0 where the run is complete and nothing failed, else 1.

    \b
    Example:
      pressfacts status out
    """
    from pipeline import report
    from pipeline.running import state_of

    state = state_of(out)
    report.show_state(state, out)
    raise typer.Exit(0 if state.complete and not state.failed else 1)


def retry(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that a run wrote to.")],
    jobs: Annotated[
        int | None,
        typer.Option(
            "-j", "--jobs", metavar="N", min=1, help="Processes that compute; left away, as the run."
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            min=0,
            help="What a document may take before it is an error, 0: no limit; left away, as the run.",
        ),
    ] = None,
) -> None:
    """Do the last run on DIR again, as it was, with what failed in it; what is done is not computed anew.

    A plain run too tries failed documents again, but those that hung or ended their process.

    \b
    Example:
      pressfacts retry out --timeout 3600
    """
    from pipeline.running import again

    raise typer.Exit(again(out, jobs=jobs, timeout=timeout))
