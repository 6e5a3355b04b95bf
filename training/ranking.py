"""The numbers behind the ranker of facts: a conditional log-linear fit, and the calibration of what it is sure of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize
import scipy.sparse

# Facts to a pool of the calibration.
_POOL = 60


@dataclass(slots=True)
class Asked:
    """One question: the features of each candidate, and how right each is (0: wrong)."""

    features: list[list[str]]
    right: list[float]


def fit(asked: Sequence[Asked], prior: float, rare: int) -> dict[str, float]:
    """Weights of the features seen at least `rare` times."""
    counts = Counter(name for item in asked for features in item.features for name in set(features))
    index = {
        name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= rare))
    }
    rows, columns, owner, right, row = [], [], [], [], 0
    for number, item in enumerate(asked):
        for features, good in zip(item.features, item.right, strict=True):
            for name in features:
                at = index.get(name)
                if at is not None:
                    rows.append(row)
                    columns.append(at)
            owner.append(number)
            right.append(good)
            row += 1
    table = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(row, len(index)))
    owners, goods = np.array(owner), np.array(right)
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        top = np.maximum.reduceat(scores, starts)[owners]
        parts = np.exp(scores - top)
        total = np.add.reduceat(parts, starts)[owners]
        everything = parts / total
        wanted = parts * goods
        among = np.maximum(np.add.reduceat(wanted, starts)[owners], 1e-300)
        chosen = wanted / among
        value = -np.log(among / total)[starts].sum() + 0.5 * prior * weights @ weights
        return float(value), table.T @ (everything - chosen) + prior * weights

    solved = scipy.optimize.minimize(
        loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    )
    names = list(index)
    return {names[at]: round(float(weight), 3) for at, weight in enumerate(solved.x) if abs(weight) >= 0.005}


def calibrated(sure: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """A rising line through the shares that are right (isotonic: pool adjacent violators), at the middle of each pool."""
    pools: list[tuple[float, float, int]] = []
    ordered = sorted(sure)
    for start in range(0, len(ordered), _POOL):
        part = ordered[start : start + _POOL]
        pool = (sum(raw for raw, _ in part), float(sum(right for _, right in part)), len(part))
        while pools and pools[-1][1] * pool[2] >= pool[1] * pools[-1][2]:
            last = pools.pop()
            pool = (last[0] + pool[0], last[1] + pool[1], last[2] + pool[2])
        pools.append(pool)
    return [(round(raw / count, 4), round(right / count, 3)) for raw, right, count in pools]
