"""Trains the CRF: conditional likelihood, AdaGrad over small batches, L1 by a proximal step after each.

Where an annotation leaves several tags open (an open corpus says LOC where we have GPE, LOC and FAC), the likelihood of
all sequences of allowed tags is what grows: Tsuboi et al., 2008, training from partial annotations.
Duchi, Hazan and Singer, 2011 (AdaGrad). Same data and seed, same weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from pipeline.entities.ner.crf import FOLLOWS, OUTSIDE, TAGS, Array, Weights
from pipeline.entities.ner.templates import Keys

Allowed = npt.NDArray[np.bool_]
"""Characters × tags: the tags that the annotation leaves open."""
_SMALL = 0.03
_FLOOR = np.float32(1e-30)


@dataclass(slots=True)
class Batch:
    features: csr_matrix
    """Characters × the features of this batch."""
    columns: npt.NDArray[np.int64]
    """Which of all features they are."""
    lengths: npt.NDArray[np.int64]
    allowed: Array
    """Lines × positions × tags, 1 or 0; one position longer than the longest line, outside behind each end."""
    place: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
    """Line and position of each character."""


def train(
    lines: Sequence[tuple[Keys, Allowed]],
    *,
    rare: int = 2,
    l1: float = 0.02,
    rate: float = 0.2,
    rounds: int = 12,
    size: int = 128,
    seed: int = 0,
    report: Callable[[int, Weights], None] | None = None,
) -> Weights:
    """Features seen less than `rare` times are left out. `report` is called after each round."""
    seen, counts = np.unique(np.concatenate([keys.ravel() for keys, _ in lines]), return_counts=True)
    kept = seen[counts >= rare]
    random = np.random.default_rng(seed)
    batches = list(_batches(lines, kept, size, random))
    emissions = np.zeros((len(kept), TAGS), np.float32)
    slope = np.full_like(emissions, 1e-6)
    moves = np.zeros((TAGS, TAGS), np.float32)
    moves_slope = np.full_like(moves, 1e-6)
    mean, mean_moves, taken = np.zeros_like(emissions), np.zeros_like(moves), 0
    for number in range(rounds):
        for index in random.permutation(len(batches)):
            batch = batches[index]
            rows = emissions[batch.columns]
            pull, moved = _gradient(batch, np.asarray(batch.features @ rows, np.float32), moves)
            gradient = np.asarray(batch.features.T @ pull, np.float32)
            slope[batch.columns] += gradient**2
            step = rate / np.sqrt(slope[batch.columns])
            rows += step * gradient
            emissions[batch.columns] = np.sign(rows) * np.maximum(np.abs(rows) - step * l1, 0)
            moves_slope += moved**2
            moves += rate / np.sqrt(moves_slope) * moved
        if 2 * number >= rounds - 1:  # the mean of the later rounds: less of what the last batches pulled at
            mean, mean_moves, taken = mean + emissions, mean_moves + moves, taken + 1
        if report is not None:
            report(number, _used(kept, emissions, moves))
    return _used(kept, mean / taken, mean_moves / taken)


def _used(kept: Keys, emissions: Array, moves: Array) -> Weights:
    rows = np.flatnonzero(np.abs(emissions).max(axis=1) > _SMALL)
    used = np.where(np.abs(emissions[rows]) > _SMALL, emissions[rows], 0)
    return Weights.of(kept[rows], used, moves.copy())


def _batches(
    lines: Sequence[tuple[Keys, Allowed]], kept: Keys, size: int, random: np.random.Generator
) -> list[Batch]:
    """Lines of about the same length together; which of them meet is drawn."""
    noise = random.random(len(lines))
    order = sorted(range(len(lines)), key=lambda i: (len(lines[i][0]) // 4, noise[i]))
    return [_batch([lines[i] for i in order[at : at + size]], kept) for at in range(0, len(order), size)]


def _batch(lines: Sequence[tuple[Keys, Allowed]], kept: Keys) -> Batch:
    found, counts = [], []
    for keys, _ in lines:
        index = np.searchsorted(kept, keys)
        index[index == len(kept)] = 0
        known = kept[index] == keys
        found.append(index[known])
        counts.append(known.sum(axis=1))
    columns, local = np.unique(np.concatenate(found), return_inverse=True)
    starts = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    ones = np.ones(len(local), np.float32)
    features = csr_matrix((ones, local.astype(np.int32), starts), shape=(len(starts) - 1, len(columns)))
    lengths = np.array([len(features) for features, _ in lines])
    allowed = np.zeros((len(lines), int(lengths.max()) + 1, TAGS), np.float32)
    allowed[:, :, OUTSIDE] = 1
    for row, (_, tags) in enumerate(lines):
        allowed[row, : len(tags)] = tags
    line = np.repeat(np.arange(len(lines)), lengths)
    position = np.concatenate([np.arange(length) for length in lengths])
    return Batch(features, columns, lengths, allowed, (line, position))


def _gradient(batch: Batch, scores: Array, moves: Array) -> tuple[Array, Array]:
    """Of the log-likelihood, by the scores of each character and by the transitions."""
    everything = np.zeros_like(batch.allowed)
    everything[:, :, OUTSIDE] = 1
    everything[batch.place] = 1
    padded = np.zeros_like(batch.allowed)
    padded[batch.place] = scores
    factors = np.exp(padded - padded.max(axis=2, keepdims=True))
    free, free_moves = _expected(np.maximum(factors, _FLOOR) * everything, moves, batch.lengths)
    held, held_moves = _expected(np.maximum(factors, _FLOOR) * batch.allowed, moves, batch.lengths)
    return (held - free)[batch.place], held_moves - free_moves


def _expected(factors: Array, moves: Array, lengths: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """Probabilities of the tags (lines × positions × tags), and how often each is expected to follow another."""
    steps = np.where(FOLLOWS, np.exp(moves), 0).astype(np.float32)
    begin = FOLLOWS[OUTSIDE].astype(np.float32)
    length = factors.shape[1]
    forward = np.empty_like(factors)
    forward[:, 0] = factors[:, 0] * begin
    forward[:, 0] /= forward[:, 0].sum(axis=1, keepdims=True)
    for at in range(1, length):
        step = (forward[:, at - 1] @ steps) * factors[:, at]
        forward[:, at] = step / step.sum(axis=1, keepdims=True)
    backward = np.ones_like(factors)
    follows = np.zeros((TAGS, TAGS), np.float32)
    for at in range(length - 2, -1, -1):
        weighed = backward[:, at + 1] * factors[:, at + 1]
        step = weighed @ steps.T
        total = (forward[:, at] * step).sum(axis=1, keepdims=True)
        alive = (at + 1 <= lengths)[:, None]
        follows += (np.where(alive, forward[:, at] / total, 0)).T @ weighed
        backward[:, at] = step / step.sum(axis=1, keepdims=True)
    product = forward * backward
    return product / product.sum(axis=2, keepdims=True), follows * steps
