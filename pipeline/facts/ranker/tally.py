"""What the facts of a document have said so far, and how often a name stands around a number."""

from __future__ import annotations

from pipeline.draft import Fact, Time

# A name is counted so many characters before and after a number.
_AROUND = 1000
_MANY = 3


def key_of(time: Time) -> str:
    """Equal for times that say the same: 2024年, 去年."""
    return time.value + (time.first or "") + (time.last or "")


class Counts:
    """How many facts have had each answer to a question."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self.most = 0

    def add(self, answer: str) -> None:
        count = self._counts.get(answer, 0) + 1
        self._counts[answer] = count
        self.most = max(self.most, count)

    def standing(self, answer: str) -> str:
        """`most`: no other answer has been given more often; `some`, `none`; `first`: there were no facts yet."""
        own = self._counts.get(answer, 0)
        if not own:
            return "none" if self._counts else "first"
        return "most" if own == self.most else "some"


class Tally:
    """The answers that the facts of one document have had, and where its names stand."""

    def __init__(self, reading: str) -> None:
        self._reading = reading
        self._title = ""
        self.subjects, self.metrics, self.periods = Counts(), Counts(), Counts()

    def note(self, fact: Fact) -> None:
        """Take up a fact."""
        if fact.subject is not None:
            self.subjects.add(self._reading[fact.subject.start : fact.subject.end])
        if fact.metric is not None:
            self.metrics.add(self._reading[fact.metric.start : fact.metric.end])
        if fact.period is not None:
            self.periods.add(key_of(fact.period))

    def titled(self, text: str) -> None:
        """Take up a line of the title."""
        self._title += text + "\n"

    def around(self, name: str, at: int) -> str:
        """How often a name stands around a place of the text, and whether the title has it."""
        low = max(0, at - _AROUND)
        count = min(self._reading.count(name, low, at + _AROUND), _MANY)
        return f"{count}t" if name in self._title else str(count)
