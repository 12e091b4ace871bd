"""Logistic regression over sets of named features, with a ridge penalty: the same result every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

_STEPS = 25
_CLOSE = 1e-5  # change of a weight, in log odds, that no longer counts
_TURNS = 200  # of conjugate gradients within a step of Newton's
_EXACT = 1e-4  # part of the slope that may be left over after them
_FLAT = 1e-6

Floats: TypeAlias = NDArray[np.float64]


def fit(
    rows: Sequence[Collection[str]], labels: Sequence[bool], *, ridge: float = 1.0, least: int = 3
) -> dict[str, float]:
    """Return the weight of every feature, in log odds, with the constant as `bias`.

    A feature of fewer than `least` rows is left out; `ridge` is the penalty on the squared weights (none on the constant).
    Solved by Newton's steps, each by conjugate gradients (rows have few of the many features), so there is nothing random in it.
    """
    counts = Counter(feature for row in rows for feature in set(row))
    names = sorted(feature for feature, count in counts.items() if count >= least)
    column = {name: at for at, name in enumerate(names)}
    table = _Table(
        [[*(column[f] for f in sorted(set(row)) if f in column), len(names)] for row in rows], len(names) + 1
    )
    y = np.asarray(labels, dtype=float)
    penalty = np.full(len(names) + 1, float(ridge))
    penalty[-1] = _FLAT
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table.odds(weights), -30, 30)))
        spread = np.maximum(chance * (1 - chance), _FLAT)
        step = _step(table, spread, penalty, table.sums(y - chance) - penalty * weights)
        weights += step
        if float(np.abs(step).max()) < _CLOSE:
            break
    return {**{name: float(weights[at]) for name, at in column.items()}, "bias": float(weights[-1])}


class _Table:
    """Rows of the columns that they have, each row at least one."""

    def __init__(self, rows: Sequence[Sequence[int]], width: int) -> None:
        self._lengths = np.array([len(row) for row in rows], dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum(self._lengths)[:-1]]).astype(np.int64)
        self._columns = np.array([at for row in rows for at in row], dtype=np.int64)
        self._width = width

    def odds(self, weights: Floats) -> Floats:
        """Return for each row the sum of its columns' weights."""
        return np.asarray(np.add.reduceat(weights[self._columns], self._starts))

    def sums(self, values: Floats) -> Floats:
        """Return for each column the sum of its rows' values."""
        return np.asarray(
            np.bincount(self._columns, np.repeat(values, self._lengths), self._width), dtype=float
        )


def _step(table: _Table, spread: Floats, penalty: Floats, slope: Floats) -> Floats:
    """Return Newton's step for a slope: what the curvature turns into it."""

    def bent(at: Floats) -> Floats:
        return np.asarray(table.sums(spread * table.odds(at)) + penalty * at)

    return _solved(bent, slope, table.sums(spread) + penalty)


def _solved(bent: Callable[[Floats], Floats], goal: Floats, scale: Floats) -> Floats:
    """Solve by conjugate gradients, each column scaled by its own curvature."""
    found = np.zeros_like(goal)
    left = goal.copy()
    way = scaled = left / scale
    size = float(left @ scaled)
    enough = _EXACT**2 * size
    for _ in range(_TURNS):
        if size <= enough or size == 0.0:
            break
        turned = bent(way)
        far = size / float(way @ turned)
        found += far * way
        left -= far * turned
        scaled = left / scale
        size, before = float(left @ scaled), size
        way = scaled + size / before * way
    return found
