"""Logistic regression over sets of named features, with a ridge penalty: small enough to solve exactly, the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

_STEPS = 25
_CLOSE = 1e-6


def fit(
    rows: Sequence[Collection[str]], labels: Sequence[bool], *, ridge: float = 1.0, least: int = 3
) -> dict[str, float]:
    """Return the weight of every feature, in log odds, with the constant as `bias`.

    A feature of fewer than `least` rows is left out; `ridge` is the penalty on the squared weights (none on the constant).
    Solved by Newton's steps, so there is nothing random in it.
    """
    counts = Counter(feature for row in rows for feature in set(row))
    names = sorted(feature for feature, count in counts.items() if count >= least)
    column = {name: at for at, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1.0
    for at, row in enumerate(rows):
        x[at, [column[feature] for feature in row if feature in column]] = 1.0
    y = np.asarray(labels, dtype=float)
    penalty = np.full(len(names) + 1, float(ridge))
    penalty[-1] = _CLOSE
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        spread = np.maximum(chance * (1 - chance), _CLOSE)
        step = _solve(x, spread, penalty, x.T @ (y - chance) - penalty * weights)
        weights += step
        if float(np.abs(step).max()) < _CLOSE:
            break
    return {**{name: float(weights[at]) for name, at in column.items()}, "bias": float(weights[-1])}


def _solve(x: np.ndarray, spread: np.ndarray, penalty: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Return Newton's step, by way of the smaller of the two matrices (rows or features)."""
    if x.shape[0] >= x.shape[1]:
        solved = np.linalg.solve((x * spread[:, None]).T @ x + np.diag(penalty), slope)
        return np.asarray(solved)
    wide = x / penalty
    inner = np.linalg.solve(np.diag(1 / spread) + wide @ x.T, wide @ slope)
    return np.asarray(slope / penalty - wide.T @ inner)
