"""Choosing who takes part in an event from how probably each candidate does.

Two readers agree on an event where their sets of parties agree by half (F1), so the set chosen is the one that most probably
agrees so with the true one; but whoever more probably takes part than not is in it, and whoever is improbable is not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

_CANDIDATES = 14  # the surest candidates, which alone are weighed
_EVEN = 0.5  # probability from which a candidate is named whatever the set's size
_BROUGHT = 0.2  # the same for one whom a phrase of the sentence brings in
_LIKELY = 0.35  # probability below which nobody else is named, however much naming him would hedge


def choose(
    candidates: dict[str, float], none: float, brought: Collection[str] = ()
) -> tuple[dict[str, float], float]:
    """Return those chosen, the surest first, and how probably they agree with who does take part.

    `candidates` gives each one's probability to take part if anybody does; `none` is the probability that nobody named does;
    `brought` are those whom a phrase (`با حضور`, `با`, `از سوی`) brings in.
    """
    ordered = sorted(candidates.items(), key=lambda item: (-item[1], item[0]))
    named = [item for item in ordered if item[1] >= (_BROUGHT if item[0] in brought else _EVEN)]
    doubtful = [item for item in ordered if item not in named]
    best, chosen = none, []
    for more in range(sum(chance >= _LIKELY for _, chance in doubtful) + 1):
        inside, outside = [*named, *doubtful[:more]], doubtful[more:_CANDIDATES]
        agrees = (1 - none) * agreement([c for _, c in inside], [c for _, c in outside])
        if agrees > best:
            best, chosen = agrees, inside
    return dict(sorted(chosen, key=lambda item: (-item[1], item[0]))), best


def agreement(inside: Sequence[float], outside: Sequence[float]) -> float:
    """Return the probability that a set agrees by half with the true one, from its members' and the others' probabilities."""
    right, missed = _spread(inside), _spread(outside)
    size = len(inside)
    total = 0.0
    for a, p in enumerate(right):
        for b, q in enumerate(missed):
            if a and 4 * a >= size + a + b:
                total += p * q
    return total


def _spread(chances: Sequence[float]) -> list[float]:
    """Return how probably none, one, two … of independent things are so."""
    found = [1.0]
    for chance in chances:
        longer = [*(value * (1 - chance) for value in found), 0.0]
        for at, value in enumerate(found):
            longer[at + 1] += value * chance
        found = longer
    return found
