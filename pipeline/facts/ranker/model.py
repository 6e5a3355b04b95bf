"""The log-linear model: scores of candidates, and the file its weights are kept in."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from typing import Literal, Protocol

from pipeline.draft import Beaten, Stretch, Time
from pipeline.errors import ConfigError

Question = Literal["metric", "subject", "period"]
# Candidates less likely than this have no say; names with this share of characters in common are much the same.
_LIKELY, _NEAR = 0.04, 0.7
_SHOWN = 4
WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(slots=True, eq=False)
class Candidate:
    """`at`: the words it stands for, null for none. `value` is what the asker wants back."""

    at: Stretch | None
    value: object
    features: list[str] = field(default_factory=list)
    probability: float = 0.0
    time: Time | None = None
    text: str = ""


class Judge(Protocol):
    """Whoever answers a question about one number: the trained model, or an annotation while training."""

    def choose(self, question: Question, about: Stretch, candidates: Sequence[Candidate]) -> int:
        """The index of the answer. `about`: where the number stands."""
        ...

    def confidence(self, raw: float) -> float:
        """The share of facts that are right in all answers, of those whose answers together were `raw` likely."""
        ...


class Weighing:
    """The questions about one number: how likely their answers are together, and what they beat."""

    def __init__(self, judge: Judge, about: Stretch, reading: str) -> None:
        self._judge, self._about, self._reading = judge, about, reading
        self._support = 1.0
        self.beaten: list[Beaten] = []

    def choose(self, question: Question, candidates: Sequence[Candidate]) -> Candidate:
        """The judge's answer."""
        chosen = candidates[self._judge.choose(question, self._about, candidates)]
        likely = [item for item in candidates if item is not chosen and item.probability >= _LIKELY]
        near = sum(
            item.probability for item in likely if item.text and chosen.text and _near(item.text, chosen.text)
        )
        self._support *= chosen.probability + near
        likely.sort(key=lambda item: -item.probability)
        self.beaten += [
            Beaten(question, self._words(item), round(item.probability, 2)) for item in likely[:_SHOWN]
        ]
        return chosen

    @property
    def confidence(self) -> float:
        return self._judge.confidence(self._support)

    def _words(self, item: Candidate) -> str:
        return self._reading[item.at.start : item.at.end] if item.at is not None else ""


class _Table(dict[str, float]):
    """Weights by feature; 0 for one that was not seen in training."""

    def __missing__(self, name: str) -> float:
        return 0.0


class Ranker:
    """The trained model."""

    def __init__(
        self, weights: Mapping[str, Mapping[str, float]], calibration: Sequence[tuple[float, float]] = ()
    ) -> None:
        """`calibration`: points of a rising line from what the scores say to what is right of it."""
        self._weights = {question: _Table(table) for question, table in weights.items()}
        self._from = [point for point, _ in calibration]
        self._to = [share for _, share in calibration]

    def confidence(self, raw: float) -> float:
        if not self._from:
            return round(raw, 2)
        at = bisect_right(self._from, raw)
        if at == 0 or at == len(self._from):
            return round(self._to[min(at, len(self._to) - 1)], 2)
        low, high = self._from[at - 1], self._from[at]
        part = (raw - low) / (high - low) if high > low else 0.0
        return round(self._to[at - 1] + part * (self._to[at] - self._to[at - 1]), 2)

    def choose(self, question: Question, about: Stretch, candidates: Sequence[Candidate]) -> int:
        """The likeliest; of equal ones the first. Fills in the probabilities."""
        weight = self._weights[question].__getitem__
        scores = [sum(map(weight, candidate.features)) for candidate in candidates]
        top = max(scores)
        parts = [exp(score - top) for score in scores]
        total = sum(parts)
        for candidate, part in zip(candidates, parts, strict=True):
            candidate.probability = part / total
        best = scores.index(top)
        return best if candidates[best].probability > 0.5 else _agreed(candidates, best)

    def reasons(self, question: Question, candidate: Candidate) -> list[tuple[str, float]]:
        """The features of a candidate that weigh most, with their weights."""
        table = self._weights[question]
        found = [(name, table[name]) for name in candidate.features if name in table]
        return sorted(found, key=lambda item: (-abs(item[1]), item[0]))


def _agreed(candidates: Sequence[Candidate], best: int) -> int:
    """Of names that say nearly the same (物价指数, 消费者物价指数) the likeliest, where together they are likeliest."""
    likely = [
        at for at, candidate in enumerate(candidates) if candidate.text and candidate.probability >= _LIKELY
    ]
    mass = {
        at: sum(
            candidates[other].probability
            for other in likely
            if _near(candidates[at].text, candidates[other].text)
        )
        for at in likely
    }
    centre = max(mass, key=lambda at: (mass[at], -at), default=best)
    if centre == best or mass[centre] <= mass.get(best, candidates[best].probability):
        return best
    near = [at for at in likely if _near(candidates[at].text, candidates[centre].text)]
    return max(near, key=lambda at: (candidates[at].probability, -at))


def _near(one: str, other: str) -> bool:
    """Whether most of their characters are common (Dice's coefficient)."""
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common >= _NEAR * (len(one) + len(other))


def load(path: Path = WEIGHTS) -> Ranker:
    """Raises ConfigError for a file that cannot be read."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Ranker(table["weights"], table["calibration"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{path}: cannot be read ({error}). To mend: install the package anew, or `make train-facts`"
        ) from None
