"""Sinks: what a batch may count on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import pytest

from pipeline.errors import ConfigError
from pipeline.sinks.base import Counts, Result, RunInfo, Sink, writing
from pipeline.sinks.places import sink


class Recorder:
    """A sink that writes down what is asked of it."""

    def __init__(self, place: str, said: list[str], failing: str = "") -> None:
        self.place, self.said, self.failing, self.counts = place, said, failing, Counts()

    def _say(self, what: str) -> None:
        self.said.append(f"{self.place} {what}")
        if what == self.failing:
            raise ConfigError(f"{self.place}: {what}")

    def open(self, info: RunInfo) -> None:
        self._say("open")

    def write(self, results: Sequence[Result]) -> None:
        self._say("write")

    def close(self) -> None:
        self._say("close")

    def abort(self) -> None:
        self._say("abort")


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("", "a open, b open, a write, b write, a close, b close, b abort, a abort"),
        ("open", "a open, b open, b abort, a abort"),
        ("write", "a open, b open, a write, b write, b abort, a abort"),
        ("close", "a open, b open, a write, b write, a close, b close, b abort, a abort"),
    ],
)
def test_each_sink_is_closed_and_let_go_whatever_happens(failing: str, said: str) -> None:
    heard: list[str] = []
    sinks: list[Sink] = [Recorder("a", heard), Recorder("b", heard, failing)]
    expected = pytest.raises(ConfigError, match=f"^b: {failing}$") if failing else nullcontext()
    with expected, writing(sinks, RunInfo()) as write:
        write([{"id": "1"}])
    assert ", ".join(heard) == said


def test_an_address_of_no_known_kind_is_not_quoted() -> None:
    with pytest.raises(ConfigError, match=r"--to mysql://…: no kind of place") as caught:
        sink("mysql://me:secret@host/press")
    assert "secret" not in str(caught.value)
