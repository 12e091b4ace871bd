"""The words that name or tell an event, and whether they do so where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.model import EventType, Modality
from loaders.extract.event_anchors import (
    FAR,
    HOLDING,
    POINTERS,
    PRIZE,
    attended,
    blocks,
    founded,
    gathered,
    held,
    holding_verb,
    in_lead,
    inside_name,
    interview,
    named,
    other_sense,
    signed,
)
from loaders.extract.page import Kind, Page, Row
from loaders.extract.phrases import joined, table, words
from loaders.extract.resolve import reports
from loaders.extract.words import ends_name, is_word, verb_at

_PLANNED = frozenset(
    map(joined, ("خواهد", "خواهند", "می‌شود", "می‌شوند", "می‌کند", "می‌کنند", "می‌گردد", "می‌رود"))
)
_DENIED = frozenset(map(joined, ("نشد", "لغو", "نمی‌شود", "نخواهد", "نخواهند", "نکرد", "نکردند")))
_GATHERINGS = frozenset({EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION})
_LONGEST_TOPIC = 7


@dataclass(slots=True)
class Cue:
    """Tokens [first, last) of a row that name or tell an event, and what says that they do (`rule`)."""

    row: Row
    first: int
    last: int
    type: EventType
    noun: str
    rule: str
    topic: frozenset[str]
    modality: Modality = Modality.ASSERTED

    @property
    def pointed(self) -> bool:
        """Whether the words point at an event named before (`این نشست`)."""
        return self.rule == "reference"


def cues(page: Page, row: Row) -> Iterator[Cue]:
    """Yield the words of a sentence that name an event, in order."""
    done = 0
    for at, found in table("event_words.tsv").found(row.tokens).items():
        if at < done or inside_name(row, at) or _run_together(found[1][0], found[0] - at):
            continue
        end, (noun, kind, how) = found[0], found[1]
        rule = _rule(page, row, at, end, kind, how)
        if rule is not None:
            yield Cue(row, at, end, EventType(kind), noun, rule, _topic(row, end), _modality(row, end, rule))
        done = end


def _run_together(noun: str, tokens: int) -> bool:
    """Tell whether words that only look like a noun together were matched: `قرار داد` is no `قرارداد`."""
    return tokens > len(noun.replace("\u200c", " ").split())


def _rule(page: Page, row: Row, at: int, end: int, kind: str, how: str) -> str | None:
    """Return what says that a word names one event here, or None where nothing does."""
    if how in _ALONE:
        return _ALONE[how](row, at, end)
    blocked = (
        row.key(end) in blocks("after") or row.key(at - 1) in blocks("before") or row.key(at - 1).isdigit()
    )
    if blocked or other_sense(row, at, end) or not _has_partner(row, at, end, how):
        return None
    if row.key(at - 1) in POINTERS:
        return "reference" if how in {"noun", "talk"} else None
    with_party = (
        how == "noun" and row.key(end) == "با" and EventType(kind) is EventType.MEETING and reports(row)
    )
    if with_party or (how in {"noun", "talk"} and attended(row, at)):
        return "attended"
    if held(row, end) if EventType(kind) not in _GATHERINGS else gathered(row, end):
        return "held"
    if how != "work" and in_lead(page, row) and (row.heading or EventType(kind) is not EventType.CEREMONY):
        return "lead"
    return "named" if how == "noun" and named(row, at) else None


def _has_partner(row: Row, at: int, end: int, how: str) -> bool:
    """Tell whether what a noun needs beside it is there: a work for `منتشر`, a party other than the press for `گفت‌وگو`."""
    if how == "work":
        return any(
            row.key(i) in words("work_nouns.txt")
            for i in range(max(0, at - 12), min(len(row.tokens), end + 3))
        )
    if how == "talk":
        tied = row.key(at - 1) in POINTERS or row.key(end) in {"با", "میان", "بین"} or held(row, end)
        return tied and not interview(row, end)
    return True


def _arrival(row: Row, at: int, end: int) -> str | None:
    chunk = row.covering(end)
    return "arrival" if chunk is not None and chunk.kind is Kind.PLACE else None


def _prize(row: Row, at: int, end: int) -> str | None:
    return "held" if holding_verb(row, end, PRIZE) else None


def _signed(row: Row, at: int, end: int) -> str | None:
    return "held" if signed(row, end) else None


def _far(row: Row, at: int, end: int) -> str | None:
    return "held" if holding_verb(row, end, FAR) else None


def _founding(row: Row, at: int, end: int) -> str | None:
    return "founding" if founded(row, at, end) else None


def _telling(row: Row, at: int, end: int) -> str | None:
    return "verb"


_ALONE: dict[str, Callable[[Row, int, int], str | None]] = {
    "verb": _telling,
    "arrival": _arrival,
    "prize": _prize,
    "signed": _signed,
    "far": _far,
    "found": _founding,
}


def _topic(row: Row, end: int) -> frozenset[str]:
    """Return the words that complete an event's noun: `میراث فرهنگی` in `همایش میراث فرهنگی برگزار شد`."""
    found: list[str] = []
    for at in range(end, min(len(row.tokens), end + _LONGEST_TOPIC)):
        if row.key(at) == "و" or (not is_word(row.tokens[at]) and row.key(at) in {"«", '"'}):
            continue
        if ends_name(row.tokens, at) or verb_at(row.tokens, at):
            break
        found.append(row.key(at))
    return frozenset(found)


def _modality(row: Row, end: int, rule: str) -> Modality:
    """Return whether the text asserts, announces or denies an event: by the verb that holds it, or by `قرار است` before it."""
    verb = holding_verb(row, end, HOLDING | PRIZE)
    if verb is not None:
        said = {row.key(at) for at in range(verb[0], min(len(row.tokens), verb[1] + 2))}
        if said & _DENIED:
            return Modality.DENIED
        if said & _PLANNED:
            return Modality.PLANNED
    start = max((at for at in range(end) if row.key(at) == ":"), default=0)
    if rule != "attended" and any(
        row.key(at) == "قرار" and row.key(at + 1) == "است" for at in range(start, end)
    ):
        return Modality.PLANNED
    return Modality.ASSERTED
