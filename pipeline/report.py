"""The summary of a run, on the terminal."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from pipeline.batch import Tally


def show(tally: Tally, out: Path) -> None:
    """Counts, warnings by code, failures, and where the files are."""
    console = Console()
    table = Table(title="pressfacts", show_header=False)
    table.add_row("documents", str(tally.documents))
    table.add_row("failed", str(tally.failed))
    for layer, count in sorted(tally.items.items()):
        table.add_row(layer, str(count))
    for code, count in sorted(tally.warnings.items()):
        table.add_row(f"warning {code}", str(count))
    console.print(table)
    for failure in tally.failures[:20]:
        console.print(f"failed: {failure}", markup=False)
    console.print(f"written: {out / 'documents.jsonl'}", markup=False)
