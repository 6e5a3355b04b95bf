"""pyarrow, which comes with the extra `parquet`."""

from __future__ import annotations

from typing import Any

from pipeline.errors import ConfigError

MEND = 'pip install "pressfacts[parquet]"'


def library() -> tuple[Any, Any]:
    """`pyarrow` and `pyarrow.parquet`. Raises ConfigError where they are not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ConfigError(f"Parquet needs pyarrow ({error}). To mend: {MEND}") from None
    return pyarrow, parquet


def parquet() -> Any:
    """`pyarrow.parquet`. Raises ConfigError as `library` does."""
    return library()[1]
