"""What has been dated so far, from which later expressions complete what they leave out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.draft import Stretch, Time
from pipeline.times.calendar import Point


@dataclass(frozen=True, slots=True)
class Dated:
    """A resolved time. `point` is its first end; `to` its last, of a range."""

    time: Time
    point: Point
    to: Point | None = None

    @property
    def last(self) -> Point:
        return self.to or self.point


class Context:
    """The dates before the current one: of its sentence, and of the text. A date to compare with is none of them."""

    def __init__(self, sentences: Sequence[Stretch]) -> None:
        self._ends = [end for _, end in sentences]
        self._sentence = -1
        self.near: Dated | None = None
        """The last of the sentence."""
        self.text: Dated | None = None
        """The last of the text."""
        self.month: Dated | None = None
        """The last that names a month."""
        self.day: Dated | None = None
        self.quarter: Dated | None = None
        self.period: Dated | None = None
        """The last that is longer than a day."""
        self.near_month: Dated | None = None
        self.near_period: Dated | None = None

    def move(self, position: int) -> None:
        sentence = bisect_right(self._ends, position)
        if sentence != self._sentence:
            self._sentence = sentence
            self.near = self.near_month = self.near_period = None

    def add(self, dated: Dated) -> None:
        point = dated.last
        if point.year is None:
            return
        self.near = self.text = dated
        if point.month is not None:
            self.month = self.near_month = dated
        if point.day is not None:
            self.day = dated
        if point.quarter is not None:
            self.quarter = dated
        if point.day is None or dated.to is not None:
            self.period = self.near_period = dated
