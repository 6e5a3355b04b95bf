"""The commands, in the order that `--help` shows, and how errors leave the program."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from pipeline.cli import about, batch, tables, texts

_INTERRUPTED = 130
_TERMINATED = 143
_GO_ON = "run again to go on from here"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="What Chinese press releases say, as data: quantities, times, entities and facts with exact offsets.",
    epilog="Exit codes: 0 all well, 1 some documents failed, 2 usage or configuration, 130 interrupted, 143 terminated; status: 1 also where the run is not complete.",
)


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


for command in (
    batch.run,
    batch.status,
    batch.retry,
    texts.extract,
    tables.facts,
    texts.explain,
    tables.load,
    about.schema,
):
    app.command()(command)
rules_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look after the rule data.")
rules_app.command()(about.check)
app.add_typer(rules_app, name="rules")


class _Terminated(SystemExit):
    """SIGTERM came. Nothing between here and there takes it for an error of its own."""


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends what runs in order, as an interruption does; a second one at once."""

    def end(*_: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        raise _Terminated(_TERMINATED)

    is_ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    )
    if not is_ours:
        yield
        return
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the `pressfacts` command. Every error is one line on standard error."""
    try:
        with _terminable():
            code = app(args=None if arguments is None else list(arguments), standalone_mode=False)
        if code == _INTERRUPTED:  # newer versions of typer return it, older ones raise Abort
            raise KeyboardInterrupt
        sys.exit(code or 0)
    except (KeyboardInterrupt, typer.Abort):
        _fail(f"interrupted; {_GO_ON}", _INTERRUPTED)
    except _Terminated:
        _fail(f"terminated; {_GO_ON}", _TERMINATED)
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
