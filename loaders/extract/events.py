"""Events: what a page's words tell, who takes part, where and when; one event however often the article names it.

Rules propose generously; learned judges (`event_model`) then say how probably a proposal is an event that a careful reader lists,
and how probably a person or body takes part in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Actor, ActorRole, EventClaim, EventType
from loaders.extract.event_features import features
from loaders.extract.event_gather import Draft, gather
from loaders.extract.event_model import probability
from loaders.extract.event_parties import PARTIES
from loaders.extract.event_proposals import Proposal, propose
from loaders.extract.event_takers import survey, takers
from loaders.extract.page import Page

EVENT = 0.25
"""Probability from which a proposal is claimed: about half of the F1 reached, where F1 is highest."""
_SPOKEN = frozenset({EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION, EventType.LAUNCH})
_ROLES = {
    EventType.AGREEMENT: ActorRole.SIGNATORY,
    EventType.DEATH: ActorRole.DECEASED,
    EventType.AWARD: ActorRole.HONOUREE,
}


def find_events(page: Page) -> Iterator[EventClaim]:
    """Yield the events of a page, each once, with their probability as the score."""
    drafts = gather(page)
    if not drafts:
        return
    known = survey(page)
    proposals = [propose(draft, takers(known, draft.cues, draft.parts), probability) for draft in drafts]
    for index, proposal in enumerate(proposals):
        score = probability("event", features(page, proposals, index))
        if score >= EVENT:
            yield _claim(page, proposal, score)


def _claim(page: Page, proposal: Proposal, score: float) -> EventClaim:
    draft, entities = proposal.draft, list(proposal.chosen)
    cue = draft.cue
    return EventClaim(
        evidence=page.evidence(cue.row, *_focus(draft, entities)),
        score=round(score, 4),
        rule=f"event-{cue.rule}",
        type=cue.type,
        actors=tuple(Actor(entity, _role(draft, entity, proposal.found[entity])) for entity in entities),
        place=draft.place,
        time=draft.time,
        modality=cue.modality,
    )


def _role(draft: Draft, entity: str, marks: set[str]) -> ActorRole:
    """Return the part that an entity plays: as a phrase gives it, or as the type and its speaking suggest."""
    if entity in draft.actors:
        return draft.actors[entity]
    if draft.type in _SPOKEN and any(mark.startswith("speaks") for mark in marks):
        return ActorRole.SPEAKER
    return _ROLES.get(draft.type, ActorRole.PARTICIPANT)


def _focus(draft: Draft, entities: list[str]) -> tuple[int, int]:
    """Return the tokens from the first to the last of the words that tell the event and name who takes part."""
    cue = draft.cue
    named = [chunk for chunk in cue.row.of(*PARTIES) if chunk.entity in entities]
    return min([cue.first, *(c.first for c in named)]), max([cue.last, *(c.last for c in named)])
