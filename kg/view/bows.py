"""How far each edge bows: apart from the others between its two nodes, and round the nodes that it does not belong to."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_AIR = 5.0  # pixels between an edge and a node that it passes
_CHOICES = (0.0, 0.16, -0.16, 0.28, -0.28, 0.4, -0.4)
_STEPS = np.linspace(0.08, 0.92, 15)[:, None]

Place = tuple[float, float]
Edge = tuple[str, str, str, str]
"""Its start, its end, its kind and its wording."""


def apart(count: int) -> list[float]:
    """Return the bows of `count` edges between the same two nodes, all drawn the same way round."""
    middle = (count - 1) / 2
    return [round((place - middle) * min(0.24, 1.2 / count), 3) for place in range(count)]


def around(start: str, end: str, places: Mapping[str, Place], sizes: Mapping[str, float]) -> float:
    """Return the smallest bow by which a single edge passes no other node, or the one that passes fewest."""
    others = [iri for iri in places if iri not in {start, end}]
    if not others or start == end:
        return 0.0
    points = np.array([places[iri] for iri in others])
    room = np.array([sizes[iri] for iri in others]) + _AIR
    middle, reach = np.add(places[start], places[end]) / 2, math.dist(places[start], places[end])
    close = np.hypot(*(points - middle).T) < reach + room
    points, room = points[close], room[close]
    met: dict[float, int] = {}
    for bow in _CHOICES:
        line = curve(places[start], places[end], bow)
        gaps = np.hypot(line[:, None, 0] - points[None, :, 0], line[:, None, 1] - points[None, :, 1])
        met[bow] = int((gaps < room).any(axis=0).sum())
        if not met[bow]:
            return bow
    return min(met, key=lambda bow: met[bow])


def curve(start: Place, end: Place, bow: float) -> NDArray[np.float64]:
    """Return points of the edge as vis-network draws it: a quadratic Bézier curve, its middle point turned aside by `bow`."""
    share = abs(bow) / 2 + 0.5
    angle = (
        math.atan2(start[1] - end[1], end[0] - start[0])
        + math.copysign(abs(bow) / 2, bow) * math.pi
        + math.pi / 2
    )
    reach = share * math.dist(start, end)
    via = np.array([start[0] + reach * math.sin(angle), start[1] + reach * math.cos(angle)])
    return np.asarray(
        (1 - _STEPS) ** 2 * np.array(start) + 2 * _STEPS * (1 - _STEPS) * via + _STEPS**2 * np.array(end),
        dtype=float,
    )


def smooth(bow: float) -> Mapping[str, Any]:
    """Return a bow (positive is clockwise) as vis-network's option."""
    return {"enabled": bow != 0, "type": "curvedCW" if bow > 0 else "curvedCCW", "roundness": abs(bow)}


def bowed(
    pair: Sequence[Edge], places: Mapping[str, Place], sizes: Mapping[str, float]
) -> Iterator[tuple[Edge, Mapping[str, Any]]]:
    """Give each edge of one pair of nodes its bow."""
    if len(pair) == 1:
        start, end, _, _ = pair[0]
        yield pair[0], smooth(around(start, end, places, sizes))
        return
    for edge, bow in zip(pair, apart(len(pair)), strict=True):
        # An edge the other way round would bow to the other side: it is turned back.
        yield edge, smooth(bow if edge[0] <= edge[1] else -bow)
