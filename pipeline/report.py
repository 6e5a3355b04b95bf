"""The summary of a run, for people: readable on a narrow terminal and in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.batch import Tally
from pipeline.batch.state import State
from pipeline.output import DOCUMENTS
from pipeline.sinks.base import Sink

_LAYERS = ("quantities", "times", "entities", "facts")
# Below this many columns a table of six would break every word: the facts are listed instead.
_WIDE = 100


def show(tally: Tally, out: Path, console: Console | None = None, written: str = DOCUMENTS) -> None:
    """Counts, removed boilerplate, warnings by code, a few facts, failures, and where `written` is, a file or folder."""
    console = console or Console(highlight=False, soft_wrap=False)
    console.print(_counts(tally))
    if tally.facts:
        console.print()
        if console.width >= _WIDE:
            console.print(_table(tally.facts))
        else:
            _list(console, tally.facts)
    if tally.failures:
        console.print()
        _show_failures(console, tally.failures, tally.failed)
    console.print()
    console.print(Text(_where(tally, out, written)), soft_wrap=True)


def show_sinks(sinks: Sequence[Sink], console: Console | None = None) -> None:
    """What each sink took, a line a sink."""
    console = console or Console(highlight=False, soft_wrap=False)
    for sink in sinks:
        console.print(Text(f"{sink.place}: {sink.counts.summary()}"), soft_wrap=True)


def show_state(state: State, out: Path, console: Console | None = None) -> None:
    """What the manifest of a folder says of its last run."""
    console = console or Console(highlight=False, soft_wrap=False)
    done = state.done + state.failed
    word = "complete" if state.complete else "not complete"
    console.print(Text(f"{out}: {word}; {done} documents accounted for"), soft_wrap=True)
    grid = Table.grid(padding=(0, 2))
    grid.add_row("done", str(state.done))
    grid.add_row("failed", str(state.failed))
    pending = "unknown" if state.pending is None else f"{state.pending} of those that were read so far"
    grid.add_row("pending", "0" if state.complete else pending)
    console.print(grid)
    if state.failures:
        console.print()
        _show_failures(console, state.failures, state.failed)
    if not state.complete:
        retry = "" if state.pending is None else ", or pressfacts retry"
        console.print(Text(f"To mend: run the same command again{retry}"), soft_wrap=True)


def _show_failures(console: Console, failures: list[str], total: int) -> None:
    for failure in failures:
        console.print(Text(f"failed: {failure}", "red"), soft_wrap=True)
    if total > len(failures):
        console.print(Text(f"… and {total - len(failures)} more, each with its error record"))


def _counts(tally: Tally) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    new = tally.documents - tally.failed - tally.reused
    grid.add_row("documents", f"{tally.documents} ({new} new, {tally.reused} reused, {tally.failed} failed)")
    for layer in _LAYERS:
        grid.add_row(layer, str(tally.items[layer]))
    grid.add_row("removed", _each(tally.removed) or "nothing")
    grid.add_row("warnings", _each(tally.warnings) or "none")
    if tally.passed_over:
        files = "1 file" if tally.passed_over == 1 else f"{tally.passed_over} files"
        grid.add_row("passed over", f"{files} of another kind")
    return grid


def _each(counts: Counter[str]) -> str:
    return ", ".join(
        f"{name} {count}" for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _where(tally: Tally, out: Path, written: str) -> str:
    if tally.stopped:
        kept = f"; {out / DOCUMENTS} is that of an earlier run" if (out / DOCUMENTS).exists() else ""
        return f"stopped at the first failure (--strict): {DOCUMENTS} was not written{kept}"
    rebuilt = " (the working files were damaged and have been made anew)" if tally.rebuilt else ""
    return f"written: {out / written}{rebuilt}"


def _table(facts: list[dict[str, Any]]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column, ratio in (
        ("subject", 3),
        ("metric", 3),
        ("period", 2),
        ("value", 3),
        ("status", 2),
        ("in the text", 4),
    ):
        table.add_column(column, ratio=ratio, overflow="fold")
    for row in facts:
        table.add_row(*(Text(cell) for cell in _cells(row)))
    return table


def _list(console: Console, facts: list[dict[str, Any]]) -> None:
    for row in facts:
        subject, metric, period, value, status, words = _cells(row)
        head = " · ".join(part for part in (subject, metric, period) if part)
        console.print(Text(f"- {head}: {value} ({status}; {words})"))


def _cells(row: dict[str, Any]) -> tuple[str, str, str, str, str, str]:
    fact, quantity, period = row["fact"], row["quantity"], row["period"]
    return (
        fact["subject"]["text"] if fact["subject"] else "",
        fact["metric"]["text"] if fact["metric"] else "",
        period["value"] if period else "",
        value_of(quantity),
        _status(fact),
        " ".join(quantity["original"]["text"].split()) if quantity else "",
    )


def value_of(quantity: dict[str, Any] | None) -> str:
    """`> 1200 家`, `3–5 %`, `512.6 USD`; empty for an unchanged fact."""
    if quantity is None:
        return ""
    number = quantity["value"]
    if number is None:
        bounds = [bound for bound in (quantity["min"], quantity["max"]) if bound is not None]
        number = "–".join(bounds)
    comparator = "" if quantity["comparator"] == "=" else f"{quantity['comparator']} "
    unit = quantity["unit"] or {}
    name = unit.get("code") or unit.get("currency") or unit.get("text") or ""
    per = f"/{unit['per']}" if unit.get("per") else ""
    return f"{comparator}{number} {name}{per}".strip()


def _status(fact: dict[str, Any]) -> str:
    change = fact["change"]
    words = [fact["status"]]
    if change is not None:
        words.append(f"{change['direction']} {change['basis']}")
    return ", ".join(words)
