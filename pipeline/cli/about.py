"""`schema`, `rules check`: what the output and the rules are."""

from __future__ import annotations

import typer

from pipeline.cli.options import Rules
from pipeline.cli.output import write


def schema() -> None:
    """Print the JSON Schema of the output."""
    import json

    from pipeline.schema import json_schema

    write(json.dumps(json_schema(), ensure_ascii=False, indent=2))


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
