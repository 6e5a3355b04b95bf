"""How a batch runs and what it writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StartMethod = Literal["auto", "fork", "spawn"]


@dataclass(frozen=True, slots=True)
class Options:
    """The result is the same for any `jobs`, `timeout` and `start_method`."""

    pretty: bool = False
    """One readable file a document too."""
    strict: bool = False
    """Stop at the first failure."""
    original: bool = True
    """Write `original_text`."""
    jobs: int = 1
    """Processes that compute. One, without `timeout`, is the caller's own: nothing guards it."""
    timeout: float | None = None
    """Seconds that a document may take; needs processes of their own, so that one that hangs can be ended."""
    start_method: StartMethod = "auto"
    """How processes are made: auto forks where that is safe, so that they share the loaded dictionaries."""
    retry: bool = False
    """Try documents again that killed their worker or ran out of time in an earlier run; other failures always are."""
    prune: bool = True
    """Forget the results of inputs that this run does not have; false where it takes a part of them only."""
