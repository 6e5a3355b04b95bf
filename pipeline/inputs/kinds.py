"""What a file is, by its name or by what the caller says."""

from __future__ import annotations

from typing import Literal

Format = Literal["auto", "text", "jsonl", "html", "markdown", "csv"]
"""How inputs are read; auto goes by the name, and by the first line of standard input."""
Kind = Literal["text", "html", "markdown", "docx", "jsonl", "csv", "parquet"]

_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}
SUFFIXES = tuple(_KINDS)


def suffix_of(name: str) -> str:
    """The ending of a name that says its kind: `.txt`, `.jsonl.gz`; what follows the last dot of any other name."""
    lower = name.lower()
    found = next((suffix for suffix in SUFFIXES if lower.endswith(suffix)), None)
    return found or ("." + lower.rpartition(".")[2] if "." in lower else "")


def wanted(name: str) -> bool:
    return suffix_of(name) in _KINDS and name[0] != "."


def kind_of(name: str, form: Format) -> Kind:
    """How the file is read. A file of any name may be told to be text or lines of JSON."""
    return _KINDS.get(suffix_of(name), "text") if form == "auto" else form
