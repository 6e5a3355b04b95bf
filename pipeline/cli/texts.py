"""`extract`, `explain`: one text."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli.options import ConfigFile, Encoding, Rules, check_encoding, day_of, pipeline_of
from pipeline.cli.output import write


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

    check_encoding(encoding)
    day = day_of("--published", published)
    pipeline = pipeline_of(rules, config)
    data = sys.stdin.buffer.read()
    text = decode(data, encoding)
    source = Source("-", hashlib.sha256(data).hexdigest(), text.encoding)
    document = pipeline(text.text, id=id, published=day, source=source, warnings=text.warnings)
    write(document.to_json(indent=2))


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

    check_encoding(encoding)
    day = day_of("--published", published)
    found = explanations(
        pipeline_of(rules, config), file, encoding=encoding, published=day, wanted=fact or ()
    )
    for text in found:
        write(text)
