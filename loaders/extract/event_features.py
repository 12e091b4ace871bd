"""What the learned judge of events goes by: how a text names an event, and who was found to take part in it."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.extract.event_anchors import in_lead
from loaders.extract.event_cues import Cue
from loaders.extract.event_gather import Draft
from loaders.extract.event_proposals import Proposal
from loaders.extract.page import Kind, Page, Row
from loaders.extract.phrases import joined
from loaders.extract.words import verb_at

_UNREAL = {
    joined(word): joined(word)
    for word in (
        "باید", "لزوم", "ضرورت", "اگر", "صورت", "پیشنهاد", "امیدوار", "امیدواریم", "خواستار", "برای", "بدون", "عدم",
        "ممکن", "احتمال", "امکان", "شاید", "هدف", "درباره", "مورد", "خصوص", "اشاره", "پس", "پیش", "بعد", "قبل",
    )
}  # fmt: skip
_WINDOW = 6  # tokens before an event's words in which such a word bears on it
_TOKENS = 2


def features(page: Page, proposals: list[Proposal], index: int) -> list[str]:
    """Return the features of one of a page's proposals."""
    draft = proposals[index].draft
    kind = str(draft.type)
    found: dict[str, None] = {}
    for cue in draft.cues:
        found.update(dict.fromkeys(_mention(page, cue)))
    found.update(dict.fromkeys(_whole(page, draft)))
    found.update(dict.fromkeys(_among(proposals, index)))
    return [*found, *(f"{kind}|{feature}" for feature in found if not feature.startswith("noun="))]


def _mention(page: Page, cue: Cue) -> Iterator[str]:
    """Yield what one mention shows."""
    row = cue.row
    yield f"noun={cue.noun}"
    yield f"noun={cue.noun}|{cue.rule}"
    yield f"how={cue.word.how}"
    yield f"rule={cue.rule}"
    yield f"rule={cue.rule}|{cue.word.form}"
    yield f"form={cue.word.form}"
    yield f"modality={cue.modality}"
    yield f"before={row.key(cue.first - 1)}" if not row.key(cue.first - 1).isdigit() else "before=#"
    yield f"after={row.key(cue.last)}" if row.covering(cue.last) is None else f"after={_kind(row, cue.last)}"
    if row.heading:
        yield "heading"
    elif in_lead(page, row):
        yield "lead"
    yield "quoted" if _quoted(row, cue.first) else "told"
    for at in range(max(0, cue.first - _WINDOW), cue.first):
        if row.key(at) in _UNREAL:
            yield f"near={row.key(at)}"
    yield f"verb={_verb(row, cue.last)}"


def _kind(row: Row, at: int) -> str:
    chunk = row.covering(at)
    return f"<{chunk.kind}>" if chunk is not None else ""


def _quoted(row: Row, first: int) -> bool:
    """Tell whether the words of another tell the event: a colon or a reporting verb stands before it."""
    return any(row.key(at) == ":" or verb_at(row.tokens, at) is not None for at in range(first))


def _verb(row: Row, last: int) -> str:
    """Return the last word of the clause that follows, where Persian has its verb."""
    for at in range(last, len(row.tokens)):
        if row.key(at) in {".", "،", "؛", ":", "که"} or at == len(row.tokens) - 1:
            end = at - 1 if row.key(at) in {".", "،", "؛", ":", "که"} else at
            return row.key(end) if end >= last else ""
    return ""


def _whole(page: Page, draft: Draft) -> Iterator[str]:
    """Yield what all mentions together show."""
    rows = {cue.row.index for cue in draft.cues}
    yield f"mentions={min(len(draft.cues), 4)}"
    yield f"rows={min(len(rows), 4)}"
    yield f"first-row={min(*rows, 8) // 2}"
    yield f"best={draft.cue.rule}"
    if any(c.row.heading for c in draft.cues) and any(
        not c.row.heading and in_lead(page, c.row) for c in draft.cues
    ):
        yield "heading-and-lead"
    yield "placed" if draft.place else "unplaced"
    yield "dated" if draft.time else "undated"
    yield f"topic={min(len(draft.topic), 4)}"
    if any(cue.pointed for cue in draft.cues):
        yield "pointed"
    if any(True for cue in draft.cues for chunk in cue.row.of(Kind.PLACE) if chunk.entity):
        yield "place-near"


def _among(proposals: list[Proposal], index: int) -> Iterator[str]:
    """Yield who takes part, and how the proposal stands to the page's others."""
    one = proposals[index]
    draft, own = one.draft, set(one.chosen)
    yield f"parties={min(len(own), 4)}"
    yield f"parties={min(len(own), 4)}|{draft.cue.rule}"
    yield f"agrees={int(one.agrees * 8)}"
    earlier = [other for other in proposals[:index] if other.draft.type is draft.type]
    yield f"earlier={min(len(earlier), 3)}"
    yield f"later={min(sum(1 for other in proposals[index + 1 :] if other.draft.type is draft.type), 3)}"
    for other in earlier:
        yield "twin" if own == set(other.chosen) else "kin" if own & set(other.chosen) else "apart"
        if other.draft.cue.noun == draft.cue.noun:
            yield "same-noun-before"
    rows = {cue.row.index for cue in draft.cues}
    beside = [p for p in proposals if p is not one and rows & {cue.row.index for cue in p.draft.cues}]
    yield f"beside={min(len(beside), 4)}"
    for other in beside:
        yield f"with={other.draft.type}"
