"""A sink that writes nowhere."""

from __future__ import annotations

from typing import Any

from pipeline.sinks.base import Counts, Result, RunInfo


class Recorder:
    """A sink that keeps what it is given, or raises its fault."""

    def __init__(self) -> None:
        self.place, self.counts = "memory", Counts()
        self.given: list[Result] = []
        self.said: list[str] = []
        self.fault: Exception | None = None
        self.fault_at_the_end: Exception | None = None

    def open(self, info: RunInfo) -> None:
        self.said.append("open")

    def write(self, results: Any) -> None:
        if self.fault is not None:
            raise self.fault
        self.given += results

    def close(self) -> None:
        self.said.append("close")
        if self.fault_at_the_end is not None:
            raise self.fault_at_the_end

    def abort(self) -> None:
        self.said.append("abort")
