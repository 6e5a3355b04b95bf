"""A linear-chain conditional random field: weights for hashed features, the best tags of a text, and how sure they are.

Lafferty, McCallum and Pereira, 2001. Decoding runs over all lines of a document at once (arrays of lines × tags).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipeline.entities.ner.signs import ALONE, FIRST, INSIDE, LABELS, LAST
from pipeline.entities.ner.templates import Keys
from pipeline.model import EntityLabel

Array = npt.NDArray[np.float32]

OUTSIDE = 0
TAGS = 1 + 4 * len(LABELS)
_IMPOSSIBLE = np.float32(-1e4)
# Characters that are scored at once: bounds the memory.
_CHUNK = 2000
_BITS = 19
# Lines × positions that are decoded at once: bounds the memory, too.
_CELLS = 8000


def tag(label: EntityLabel, place: int) -> int:
    """The tag of a character that stands first, inside, last or alone in a name; `OUTSIDE` is that of all others."""
    return 1 + 4 * LABELS.index(label) + place


def _follows(before: int, after: int) -> bool:
    """Whether a tag may follow another: a name that was begun goes on until its last character."""
    open_before = before != OUTSIDE and (before - 1) % 4 in (FIRST, INSIDE)
    goes_on = after != OUTSIDE and (after - 1) % 4 in (INSIDE, LAST)
    return open_before == goes_on and (not goes_on or (before - 1) // 4 == (after - 1) // 4)


FOLLOWS = np.array([[_follows(before, after) for after in range(TAGS)] for before in range(TAGS)])
BEGINS = np.array([_follows(OUTSIDE, after) for after in range(TAGS)])
ENDS = np.array([_follows(before, OUTSIDE) for before in range(TAGS)])


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch with its label, and how sure it is (`Reading.probability`)."""

    start: int
    end: int
    label: EntityLabel
    probability: float


@dataclass(frozen=True, slots=True)
class Weights:
    """`keys` are sorted; feature i speaks for the tags `tags[starts[i]:starts[i + 1]]`, with the `values` there: most for
    two or three. `transitions` is tags × tags."""

    keys: Keys
    starts: npt.NDArray[np.int64]
    tags: npt.NDArray[np.uint8]
    values: Array
    transitions: Array
    buckets: npt.NDArray[np.int32] = field(
        default_factory=lambda: np.zeros((1 << _BITS) + 1, np.int32), repr=False
    )
    """Where the keys with the same first `_BITS` bits begin."""

    @classmethod
    def of(cls, keys: Keys, emissions: Array, transitions: Array) -> Weights:
        """From a full table, features × tags."""
        rows, tags = np.nonzero(emissions)
        starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(keys)))])
        return cls(keys, starts, tags.astype(np.uint8), emissions[rows, tags], transitions)

    def __post_init__(self) -> None:
        sizes = np.bincount((self.keys >> np.uint64(64 - _BITS)).astype(np.int64), minlength=1 << _BITS)
        self.buckets[1:] = np.cumsum(sizes)

    def _find(self, wanted: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Which of the features are known, and their index. Keys are hashes, so their first bits spread them evenly over
        buckets of one or two: quicker than a binary search."""
        bucket = (wanted >> np.uint64(64 - _BITS)).astype(np.int64)
        at, end = self.buckets[bucket], self.buckets[bucket + 1]
        open_ = np.flatnonzero(at < end)
        at, end, wanted = at[open_], end[open_], wanted[open_]
        places, found = [], []
        while len(open_):
            same = self.keys[at] == wanted
            places.append(open_[same])
            found.append(at[same])
            at = at + 1
            rest = ~same & (at < end)
            open_, at, end, wanted = open_[rest], at[rest], end[rest], wanted[rest]
        if not places:
            return open_, open_
        return np.concatenate(places), np.concatenate(found)

    def scores(self, features: Keys) -> Array:
        """Characters × tags: the weights of each character's features, added up."""
        scores = np.zeros((len(features), TAGS), np.float32)
        for at in range(0, len(features), _CHUNK):
            scores[at : at + _CHUNK] = self._scores(features[at : at + _CHUNK])
        return scores

    def _scores(self, features: Keys) -> Array:
        places, found = self._find(features.ravel())
        characters = places // features.shape[1]
        first, counts = self.starts[found], self.starts[found + 1] - self.starts[found]
        # the places of all weights of the features found, one stretch after the other
        places = np.arange(counts.sum()) + np.repeat(first - (np.cumsum(counts) - counts), counts)
        cells = np.repeat(characters * TAGS, counts) + self.tags[places]
        sums = np.bincount(cells, self.values[places], minlength=len(features) * TAGS)
        return np.asarray(sums, np.float32).reshape(len(features), TAGS)


@dataclass(frozen=True, slots=True)
class Reading:
    """The names of the best sequence of tags, and the probability of each tag at each character (characters × tags)."""

    names: list[Name]
    marginals: Array

    def probability(self, start: int, end: int, label: EntityLabel) -> float:
        """How sure it is that a name of this label begins and ends so: the less sure of its two ends."""
        if end - start == 1:
            return float(self.marginals[start, tag(label, ALONE)])
        first, last = self.marginals[start, tag(label, FIRST)], self.marginals[end - 1, tag(label, LAST)]
        return min(float(first), float(last))


def decode(scores: Array, transitions: Array, lines: Sequence[tuple[int, int]]) -> Reading:
    """Each line is a sequence of its own; what stands in none is outside of any name."""
    marginals = np.zeros_like(scores)
    marginals[:, OUTSIDE] = 1
    found = Reading([], marginals)
    for group in _groups(lines):
        padded, sizes = _padded(scores, group)
        tags = _viterbi(padded, transitions)
        chances = _marginals(padded, transitions)
        for row, (start, end) in enumerate(group):
            marginals[start:end] = chances[row, : sizes[row]]
            spans = _spans(tags[row, : sizes[row]], start)
            found.names.extend(Name(*span, found.probability(*span)) for span in spans)
    found.names.sort(key=lambda name: name.start)
    return found


def _groups(lines: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Lines of about the same length together, so many that their padded table stays small."""
    group: list[tuple[int, int]] = []
    for line in sorted((line for line in lines if line[1] > line[0]), key=lambda line: line[1] - line[0]):
        if group and (len(group) + 1) * (line[1] - line[0]) > _CELLS:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _padded(scores: Array, group: Sequence[tuple[int, int]]) -> tuple[Array, npt.NDArray[np.int64]]:
    """Lines × positions × tags; behind its end a line is outside of any name."""
    sizes = np.array([end - start for start, end in group])
    padded = np.full((len(group), int(sizes.max()) + 1, TAGS), _IMPOSSIBLE, np.float32)
    padded[:, :, OUTSIDE] = 0
    for row, (start, end) in enumerate(group):
        padded[row, : end - start] = scores[start:end]
    padded[:, 0, ~BEGINS] = _IMPOSSIBLE
    return padded, sizes


def _viterbi(padded: Array, transitions: Array) -> npt.NDArray[np.int64]:
    rows, length, _ = padded.shape
    allowed = np.where(FOLLOWS, transitions, _IMPOSSIBLE)
    best = padded[:, 0]
    back = np.zeros((length, rows, TAGS), np.int8)
    for at in range(1, length):
        paths = best[:, :, None] + allowed
        back[at] = paths.argmax(axis=1)
        best = paths.max(axis=1) + padded[:, at]
    tags = np.zeros((rows, length), np.int64)
    tags[:, -1] = best.argmax(axis=1)
    for at in range(length - 1, 0, -1):
        tags[:, at - 1] = back[at, np.arange(rows), tags[:, at]]
    return tags


def _marginals(padded: Array, transitions: Array) -> Array:
    """The probability of each tag at each position (forward-backward, scaled at each step)."""
    length = padded.shape[1]
    moves = np.where(FOLLOWS, np.exp(transitions), 0).astype(np.float32)
    factors = np.exp(padded - padded.max(axis=2, keepdims=True))
    forward = np.zeros_like(padded)
    forward[:, 0] = factors[:, 0]
    for at in range(1, length):
        step = (forward[:, at - 1] @ moves) * factors[:, at]
        forward[:, at] = step / step.sum(axis=1, keepdims=True)
    backward = np.ones_like(padded)
    for at in range(length - 2, -1, -1):
        step = (backward[:, at + 1] * factors[:, at + 1]) @ moves.T
        backward[:, at] = step / step.sum(axis=1, keepdims=True)
    product = forward * backward
    return np.asarray(product / product.sum(axis=2, keepdims=True), np.float32)


def _spans(tags: npt.NDArray[np.int64], offset: int) -> Iterator[tuple[int, int, EntityLabel]]:
    start = 0
    for at in np.flatnonzero(tags != OUTSIDE):
        place, label = (int(tags[at]) - 1) % 4, LABELS[(int(tags[at]) - 1) // 4]
        if place in (FIRST, ALONE):
            start = int(at)
        if place in (LAST, ALONE):
            yield offset + start, offset + int(at) + 1, label
