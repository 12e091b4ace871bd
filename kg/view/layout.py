"""Where each node stands: computed here, so that the page draws at once and the same graph always looks the same.

Each connected part is laid out by stress majorisation (Gansner, Koren and North, 2004) from a start that depends on the graph alone,
the parts are set side by side, and the boxes of nodes with their labels are then pushed apart.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

EDGE = 118.0  # wished length of an edge, in pixels at scale 1
GAP = 60.0  # between parts that nothing connects
WIDE = 1.5  # width of the whole to its height
_ROUNDS = 400
_PUSHES = 400
_CELL = 20.0  # pixels: the width of a strip in which parts are stacked
_PIVOTS = 40
_STILL = 0.3  # pixels: a round that moves no node farther is the last
_WORK = 16_000_000  # pairs looked at before boxes are left to overlap


def layout(
    neighbours: Mapping[str, Sequence[str]], boxes: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return the centre of every node, in whole pixels; boxes do not overlap where that can be had.

    Args:
        neighbours: the nodes that each node is connected with, either way round; the order of the keys decides ties.
        boxes: the width and height of each node with its label.
    """
    if not neighbours:
        return {}
    parts = [(part, _arranged(part, neighbours, boxes)) for part in _parts(neighbours)]
    parts.sort(key=lambda found: -len(found[0]))
    return {
        iri: (float(round(x)), float(round(y)))
        for part, places in _packed(parts, boxes)
        for iri, (x, y) in zip(part, places.tolist(), strict=True)
    }


def _parts(neighbours: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the connected parts, each in breadth-first order."""
    seen: set[str] = set()
    parts: list[list[str]] = []
    for start in neighbours:
        if start not in seen:
            part = list(_distances(start, neighbours))
            seen.update(part)
            parts.append(part)
    return parts


def _distances(start: str, neighbours: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many edges each node is away, nearest first."""
    distance = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for iri in neighbours[here]:
            if iri not in distance:
                distance[iri] = distance[here] + 1
                queue.append(iri)
    return distance


def _arranged(
    part: Sequence[str],
    neighbours: Mapping[str, Sequence[str]],
    boxes: Mapping[str, tuple[float, float]],
) -> Points:
    sizes = np.array([boxes[iri] for iri in part])
    if len(part) == 1:
        return np.zeros((1, 2))
    at = {iri: place for place, iri in enumerate(part)}
    away = np.zeros((len(part), len(part)))
    for iri in part:
        for other, steps in _distances(iri, neighbours).items():
            away[at[iri], at[other]] = steps
    degree = np.array([len(neighbours[iri]) for iri in part], dtype=float)
    # Room for fans: the neighbours of a hub stand on a wider ring than the ends of a chain.
    reach = EDGE * (1 + 0.06 * np.minimum(np.maximum.outer(degree, degree), 24))
    wished = np.where(away <= 1, away * reach, away * EDGE * 1.25)
    places = _stress(wished)
    return _apart(_turned(places), sizes)


def _stress(wished: Points) -> Points:
    """Place points so that their distances come near the wished ones, weighted by 1/d²."""
    count = len(wished)
    places = _start(wished)
    weight = np.where(wished > 0, 1 / np.maximum(wished, 1) ** 2, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    # The pseudo-inverse of the Laplacian of a connected graph, by one inversion.
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    pulled = -weight * wished
    for _ in range(max(20, min(_ROUNDS, _WORK // count**2))):
        gap = np.hypot(
            places[:, None, 0] - places[None, :, 0], places[:, None, 1] - places[None, :, 1], dtype=float
        )
        pull = pulled / np.maximum(gap, 1e-6)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        following = inverse @ (pull @ places)
        moved = float(np.abs(following - places).max())
        places = following
        if moved < _STILL:
            break
    return places


def _start(wished: Points) -> Points:
    """Return a scaling from some far-apart nodes (Brandes and Pich, 2007), with a spiral that parts points of equal distances."""
    count = len(wished)
    pivots = [0]
    nearest = wished[0].copy()
    while len(pivots) < min(_PIVOTS, count):
        pivots.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, wished[pivots[-1]])
    squared = wished[:, pivots] ** 2
    centred = squared.mean(axis=0) + squared.mean(axis=1, keepdims=True) - squared - squared.mean()
    _, vectors = np.linalg.eigh(centred.T @ centred)
    places = centred @ vectors[:, -2:]
    # An eigenvector's sign is the library's choice: the first point that is off centre decides it instead.
    for axis in range(places.shape[1]):
        off = np.flatnonzero(np.abs(places[:, axis]) > 1e-6)
        if off.size and places[off[0], axis] < 0:
            places[:, axis] *= -1
    places *= wished.max() / max(float(np.ptp(places, axis=0).max()), 1e-9)
    turn = np.arange(count) * 2.399963
    spiral = np.column_stack([np.cos(turn), np.sin(turn)]) * np.sqrt(np.arange(count) + 1)[:, None]
    return np.asarray(places + 0.3 * EDGE * spiral, dtype=float)


def _turned(places: Points) -> Points:
    """Turn the picture so that its longest extent lies along the screen's."""
    places = places - places.mean(axis=0)
    _, _, axes = np.linalg.svd(places, full_matrices=False)
    turned = places @ axes.T
    for axis in range(2):
        if turned[np.abs(turned[:, axis]).argmax(), axis] < 0:
            turned[:, axis] *= -1
    return np.asarray(turned, dtype=float)


def _apart(places: Points, sizes: Points) -> Points:
    """Push overlapping boxes apart along the axis that needs the smaller step, until none overlap or the rounds are spent."""
    places = places.copy()
    need_x = (sizes[:, None, 0] + sizes[None, :, 0]) / 2
    need_y = (sizes[:, None, 1] + sizes[None, :, 1]) / 2
    # Of two points at one place the earlier goes left and up.
    order = np.sign(np.arange(len(places))[:, None] - np.arange(len(places))[None, :]).astype(float)
    for _ in range(min(_PUSHES, _WORK // len(places) ** 2)):
        dx = places[:, None, 0] - places[None, :, 0]
        dy = places[:, None, 1] - places[None, :, 1]
        lack_x, lack_y = need_x - np.abs(dx), need_y - np.abs(dy)
        hit = (lack_x > 0.5) & (lack_y > 0.5)
        np.fill_diagonal(hit, val=False)
        if not hit.any():
            break
        sideways = hit & (lack_x <= lack_y)
        upward = hit & ~sideways
        crowd = np.maximum(hit.sum(axis=1), 1)
        places[:, 0] += (
            (np.where(sideways, lack_x * np.where(dx == 0, order, np.sign(dx)), 0.0)).sum(axis=1)
            * 0.52
            / crowd
        )
        places[:, 1] += (
            (np.where(upward, lack_y * np.where(dy == 0, order, np.sign(dy)), 0.0)).sum(axis=1) * 0.52 / crowd
        )
    return places


def _packed(
    parts: Sequence[tuple[list[str], Points]], boxes: Mapping[str, tuple[float, float]]
) -> list[tuple[list[str], Points]]:
    """Set the parts side by side, the largest first, each as high as it can stand and there as far right, as the page reads."""
    frames: list[tuple[list[str], Points, float, float]] = []
    for part, places in parts:
        half = np.array([boxes[iri] for iri in part]) / 2
        low = (places - half).min(axis=0)
        wide, tall = ((places + half).max(axis=0) - low + GAP).tolist()
        frames.append((part, places - low, wide, tall))
    area = sum(wide * tall for _, _, wide, tall in frames)
    room = max(math.sqrt(area * WIDE), *(wide for _, _, wide, _ in frames))
    skyline = np.zeros(math.ceil(room / _CELL))  # how far down each strip is taken, from the right
    packed = []
    for part, places, wide, tall in frames:
        cells = min(math.ceil(wide / _CELL), len(skyline))
        tops = np.lib.stride_tricks.sliding_window_view(skyline, cells).max(axis=1)
        at = int(tops.argmin())
        top = float(tops[at])
        skyline[at : at + cells] = top + tall
        packed.append((part, np.add(places, (room - at * _CELL - wide, top))))
    return packed
