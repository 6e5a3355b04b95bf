"""The command line. Exit codes: 0 all well, 1 some documents failed, 2 usage or configuration, 130 interrupted.

Heavy modules are imported by the commands that need them, so that `--help` stays quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.engine import Pipeline

_INTERRUPTED = 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="What Chinese press releases say, as data: quantities, times, entities and facts with exact offsets.",
    epilog="Exit codes: 0 all well, 1 some documents failed, 2 usage or configuration, 130 interrupted.",
)
rules_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the rule data.")
app.add_typer(rules_app, name="rules")

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
        "csv:FILE (facts alone), jsonl:FILE[.gz], none; may be repeated. Left away: pressfacts.db, a file of SQLite beside "
        "documents.jsonl.",
    ),
]


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


def _version(value: bool) -> None:
    if value:
        from pipeline.version import VERSION

        typer.echo(f"pressfacts {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


Jobs = Annotated[int, typer.Option("-j", "--jobs", metavar="N", min=1, help="Processes that compute.")]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0,
        help="What a document may take before it is an error; 0: no limit, and --jobs 1 is then one process.",
    ),
]


@app.command()
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

    _check_encoding(encoding)
    settings = Settings(
        paths=paths,
        format=format.value,
        encoding=encoding,
        columns=_columns(column or []),
        limit=limit,
        since=_day("--since", since),
        published=_day("--published", published),
        max_characters=max_characters,
        rules=rules,
        config=config,
        pretty=pretty,
        strict=strict,
        original=not no_original,
        to=to,
    )
    if engine is Engine.ray:
        code = start_on_cluster(settings, out, jobs=jobs, timeout=timeout or None, address=ray_address)
    elif ray_address is not None:
        raise ConfigError("--ray-address: is of no use to --engine local. To mend: add --engine ray")
    else:
        code = start(settings, out, jobs=jobs or 1, timeout=timeout or None, start_method=start_method.value)
    raise typer.Exit(code)


@app.command()
def status(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that a run writes to.")],
) -> None:
    """Tell what the last run on DIR, or the present one, has done, what failed, and what waits.

    \b
    Example:
      pressfacts status out
    """
    from pipeline import report
    from pipeline.running import state_of

    report.show_state(state_of(out), out)


@app.command()
def retry(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that a run wrote to.")],
    jobs: Jobs = 1,
    timeout: Timeout = 300,
) -> None:
    """Do the last run on DIR again with what failed in it; what is done is not computed anew.

    A plain run too tries failed documents again, but those that hung or ended their process.

    \b
    Example:
      pressfacts retry out --timeout 3600
    """
    from pipeline.running import again

    raise typer.Exit(again(out, jobs=jobs, timeout=timeout or None))


@app.command()
def extract(
    published: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="The publishing date, to resolve 今年 and 昨日; YYYY-MM-DDTHH:MM also resolves 两小时后.",
        ),
    ] = None,
    id: Annotated[str | None, typer.Option(metavar="ID", help="The document's id.")] = None,
    encoding: Encoding = None,
    rules: Rules = None,
    config: ConfigFile = None,
) -> None:
    """One text on standard input to JSON on standard output.

    \b
    Example:
      pressfacts extract --published 2024-06-08 < release.txt
    """
    import hashlib

    from pipeline.decode import decode
    from pipeline.model import Source

    _check_encoding(encoding)
    day = _day("--published", published)
    pipeline = _pipeline(rules, config)
    data = sys.stdin.buffer.read()
    text = decode(data, encoding)
    source = Source("-", hashlib.sha256(data).hexdigest(), text.encoding)
    document = pipeline(text.text, id=id, published=day, source=source, warnings=text.warnings)
    _write(document.to_json(indent=2))


class TableFormat(str, Enum):
    """The choices of `facts --format`."""

    csv = "csv"
    jsonl = "jsonl"


@app.command()
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


@app.command()
def explain(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="A document that `run` reads, the uri of a row (rows.jsonl#12), or - for stdin.",
        ),
    ],
    fact: Annotated[
        list[str] | None,
        typer.Option("--fact", metavar="ID", help="Only this fact, by id (f3) or uid; may be repeated."),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="The publishing date, where the document gives none."),
    ] = None,
    encoding: Encoding = None,
    rules: Rules = None,
    config: ConfigFile = None,
) -> None:
    """Why each fact is what it is: the words behind every answer, from where they were carried, which rule, what it beat.

    \b
    Examples:
      pressfacts explain release.txt --fact f3
      pressfacts explain 'wire.jsonl#12' --fact 6b38bffd12205c69c6b4
    """
    from pipeline.explaining import explanations

    _check_encoding(encoding)
    day = _day("--published", published)
    found = explanations(_pipeline(rules, config), file, encoding=encoding, published=day, wanted=fact or ())
    for text in found:
        _write(text)


@app.command()
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
    with _counting() as advance:
        load(paths, sinks, advance)
    report.show_sinks(sinks)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the output."""
    import json

    from pipeline.schema import json_schema

    _write(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@rules_app.command()
def check(rules: Rules = None) -> None:
    """Validate the rule data and run the examples of every entry; exit code 2 when anything is wrong.

    \b
    Examples:
      pressfacts rules check
      pressfacts rules check --rules my-rules
    """
    from pipeline.examples import failures
    from pipeline.rulebook import RuleBook
    from pipeline.rulebook.base import Entry
    from pipeline.rulebook.topics import TOPICS

    book = RuleBook.load(rules)
    problems = [str(problem) for problem in failures(book)]
    for problem in problems:
        typer.echo(f"pressfacts: {problem}", err=True)
    if problems:
        raise typer.Exit(2)
    for topic in TOPICS:
        entries = book.entries(topic, Entry)
        examples = sum(len(entry.examples) + len(entry.counter_examples) for entry in entries)
        typer.echo(f"{topic}: {len(entries)} entries, {examples} examples")


def _pipeline(rules: Path | None, config: Path | None) -> Pipeline:
    from pipeline.running import load

    return load(rules, config)


def _check_encoding(name: str | None) -> None:
    if name is not None:
        from pipeline.decode import check_encoding

        check_encoding(name)


def _columns(pairs: Sequence[str]) -> dict[str, str]:
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


def _day(option: str, value: str | None) -> str | None:
    """Raises ConfigError, with the name of the option, for a date that is none."""
    from pipeline.errors import ConfigError, InputError
    from pipeline.intake import check_date

    try:
        return check_date(value)
    except InputError as error:
        raise ConfigError(f"{option} {str(error).removeprefix('published ')}") from None


@contextmanager
def _counting() -> Iterator[Callable[[int], None]]:
    """How many documents so far, on standard error while it is a terminal."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} documents in {task.elapsed:.0f} s"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda count: progress.advance(task, count)


def _write(text: str) -> None:
    """To standard output in UTF-8, whatever the locale is."""
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the `pressfacts` command. Every error is one line on standard error."""
    try:
        code = app(args=None if arguments is None else list(arguments), standalone_mode=False)
        if code == _INTERRUPTED:  # newer versions of typer return it, older ones raise Abort
            raise KeyboardInterrupt
        sys.exit(code or 0)
    except (KeyboardInterrupt, typer.Abort):
        _fail("interrupted; run again to go on from here", _INTERRUPTED)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # nobody reads on: no second error at exit
        sys.exit(1)
    except Exception as error:
        _explain(error)


def _explain(error: Exception) -> None:
    """Exit with the words and the code of an error that a caller may meet; raise any other."""
    from pipeline.errors import ConfigError, PressfactsError

    usage = getattr(
        error, "format_message", None
    )  # typer's own errors, whose classes moved between its versions
    if usage is not None:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(usage())
            sys.exit(2)
        _fail(f"{usage()} See pressfacts --help.", 2)
    if isinstance(error, ConfigError) or type(error).__name__ == "RuleError":
        _fail(str(error), 2)
    if isinstance(error, (PressfactsError, OSError)):
        _fail(str(error), 1)
    raise error


def _fail(message: str, code: int) -> None:
    typer.echo(f"pressfacts: {' '.join(message.split())}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
