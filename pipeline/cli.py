"""The command line. Exit codes: 0 all well, 1 some documents failed, 2 usage or configuration, 130 interrupted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ConfigError, PressfactsError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="What Chinese press releases say, as data."
)
rules_app = typer.Typer(no_args_is_help=True, help="Rule data.")
app.add_typer(rules_app, name="rules")

Rules = Annotated[Path | None, typer.Option("--rules", help="A folder of your own rules, laid over ours.")]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="A TOML file with settings.")]


@app.command()
def run(
    paths: Annotated[
        list[str], typer.Argument(help="Files (.txt, .jsonl), folders, or - for standard input.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder to write to.")],
    pretty: Annotated[bool, typer.Option(help="Also one readable JSON file a document.")] = False,
    strict: Annotated[bool, typer.Option(help="Stop at the first document that fails.")] = False,
    original: Annotated[bool, typer.Option(help="Keep original_text in the output.")] = True,
    encoding: Annotated[str, typer.Option(help="The encoding of the files.")] = "utf-8",
    rules: Rules = None,
    config: ConfigFile = None,
) -> None:
    """Extract every document of PATHS into OUT/documents.jsonl, one line an input, in order."""
    from pipeline import batch, inputs, report

    tally = batch.run(
        _pipeline(rules, config),
        inputs.read(paths, encoding),
        out,
        pretty=pretty,
        strict=strict,
        original=original,
    )
    report.show(tally, out)
    raise typer.Exit(1 if tally.failed else 0)


@app.command()
def extract(
    published: Annotated[str | None, typer.Option(help="YYYY-MM-DD, to resolve 今年 and 昨日.")] = None,
    id: Annotated[str | None, typer.Option(help="The document's id.")] = None,
    rules: Rules = None,
    config: ConfigFile = None,
) -> None:
    """One text on standard input to JSON on standard output."""
    from pipeline import inputs

    text = sys.stdin.buffer.read().decode("utf-8")
    document = _pipeline(rules, config)(text, id=id, published=inputs.check_date(published))
    typer.echo(document.to_json(indent=2))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the output."""
    import json

    from pipeline.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@rules_app.command()
def check(rules: Rules = None) -> None:
    """Validate the rule data and run the examples of every entry. Exits with 2 when anything is wrong."""
    from pipeline.examples import failures
    from pipeline.rulebook import RuleBook
    from pipeline.rulebook.topics import TOPICS

    book = RuleBook.load(rules)
    problems = [str(problem) for problem in failures(book)]
    for problem in problems:
        typer.echo(f"pressfacts: {problem}", err=True)
    if problems:
        raise typer.Exit(2)
    for topic, kind in TOPICS.items():
        typer.echo(f"{topic}: {len(book.entries(topic, kind))} entries")


def _pipeline(rules: Path | None, config: Path | None):  # type: ignore[no-untyped-def]
    from pipeline.config import Config
    from pipeline.engine import Pipeline

    settings = Config.read(config) if config else Config()
    return Pipeline(settings.model_copy(update={"rules": rules}) if rules else settings)


def main() -> None:
    """Entry point of the `pressfacts` command."""
    from pipeline.rulebook.base import RuleError

    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except (ConfigError, RuleError) as error:
        typer.echo(f"pressfacts: {error}", err=True)
        sys.exit(2)
    except (PressfactsError, UnicodeDecodeError, OSError) as error:
        typer.echo(f"pressfacts: {error}", err=True)
        sys.exit(1)
