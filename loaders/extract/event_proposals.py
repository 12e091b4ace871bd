"""A page's proposals of events: the drafts with those whom the learned judges let take part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from loaders.extract.event_choice import choose
from loaders.extract.event_gather import Draft
from loaders.extract.event_takers import nobody

Judge: TypeAlias = "Callable[[str, Iterable[str]], float]"
"""Gives the probability of a set of features by the model of a name."""


@dataclass(slots=True)
class Proposal:
    """A draft with its candidates' features, those chosen with their probabilities, and how probably the choice is right."""

    draft: Draft
    found: dict[str, set[str]]
    chosen: dict[str, float]
    agrees: float


def propose(draft: Draft, found: dict[str, set[str]], judge: Judge) -> Proposal:
    """Return a draft with who most probably takes part, by the judges `party` and `nobody`."""
    candidates = {entity: judge("party", marks) for entity, marks in found.items()}
    none = judge("nobody", nobody(draft, candidates))
    chosen, agrees = choose(candidates, none, draft.actors)
    return Proposal(draft, found, chosen, agrees)
