"""The words that name or tell an event, and whether they do so where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from kg import terms as t
from kg.model import EventType, Modality
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined, table, words
from loaders.extract.resolve import reports
from loaders.extract.words import ends_name, is_word, verb_at
from loaders.persian.tables import rows
from loaders.register import register

_MEDIA = t.SCHEMA + "NewsMediaOrganization"
_POINTERS = frozenset(map(joined, ("این", "آن", "همین")))
_INSIDE = frozenset(
    map(
        joined,
        ("در", "طی", "پایان", "حاشیه", "ابتدای", "آغاز", "جریان", "پی", "هنگام", "آستانه", "به", "خلال"),
    )
)
_NAMES_EVENT = frozenset({Kind.ORGANIZATION, Kind.PLACE, Kind.PERSON, Kind.REFERENCE})
_PLANNED = frozenset(
    map(joined, ("خواهد", "خواهند", "می‌شود", "می‌شوند", "می‌کند", "می‌کنند", "می‌گردد", "می‌رود"))
)
_DENIED = frozenset(map(joined, ("نشد", "لغو", "نمی‌شود", "نخواهد", "نخواهند", "نکرد", "نکردند")))
_MATCHES = frozenset(map(joined, ("دیدار", "دیدارهای", "دیداری")))
_ATTENDS = frozenset(map(joined, ("شرکت", "سخنرانی", "حضور", "سخنان", "سخنانی")))
_ANNOUNCES = frozenset(map(joined, ("برگزاری", "برپایی", "نخستین", "اولین", "آخرین", "آیین")))
_BECOMES = frozenset(map(joined, ("شد", "شده", "می‌شود", "خواهد", "گردید", "شود")))
_GATHERINGS = frozenset({EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION})
_AGAINST = frozenset(map(joined, ("مقابل", "برابر")))
_HOLDING = frozenset({"near", "far"})
_FAR = frozenset({"far"})
_SIGNED = frozenset(map(joined, ("امضا", "امضاء", "امضای", "منعقد")))
_PRIZE = frozenset({"prize"})
_WITHIN = frozenset(map(joined, ("در", "طی", "به")))
_LEAD_ROWS = 2  # sentences of the body that repeat or open the headline's news
_REACH = 60  # tokens between an event's noun and the verb that says that it is held
_NEAR = 5  # the same for verbs that go with any noun
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
    at = 0
    while at < len(row.tokens):
        found = table("event_words.tsv").at(row.tokens, at)
        if found is None or _inside_name(row, at) or _run_together(found[1][0], found[0] - at):
            at += 1
            continue
        end, (noun, kind, how) = found[0], found[1]
        rule = _rule(page, row, at, end, kind, how)
        if rule is not None:
            yield Cue(row, at, end, EventType(kind), noun, rule, _topic(row, end), _modality(row, end, rule))
        at = end


def _run_together(noun: str, tokens: int) -> bool:
    """Tell whether words that only look like a noun together were matched: `قرار داد` is no `قرارداد`."""
    return tokens > len(noun.replace("\u200c", " ").split())


def _inside_name(row: Row, at: int) -> bool:
    chunk = row.covering(at)
    return chunk is not None and chunk.kind in _NAMES_EVENT


def _rule(page: Page, row: Row, at: int, end: int, kind: str, how: str) -> str | None:
    """Return what says that a word names one event here, or None where nothing does."""
    if how in _ALONE:
        return _ALONE[how](row, at, end)
    blocked = (
        row.key(end) in _blocks("after") or row.key(at - 1) in _blocks("before") or row.key(at - 1).isdigit()
    )
    if blocked or _other_sense(row, at, end) or not _has_partner(row, at, end, how):
        return None
    if row.key(at - 1) in _POINTERS:
        return "reference" if how in {"noun", "talk"} else None
    with_party = (
        how == "noun" and row.key(end) == "با" and EventType(kind) is EventType.MEETING and reports(row)
    )
    if with_party or (how in {"noun", "talk"} and _attended(row, at)):
        return "attended"
    if _held(row, end) if EventType(kind) not in _GATHERINGS else _gathered(row, end):
        return "held"
    if how != "work" and in_lead(page, row) and (row.heading or EventType(kind) is not EventType.CEREMONY):
        return "lead"
    return "named" if how == "noun" and _named(row, at) else None


def _has_partner(row: Row, at: int, end: int, how: str) -> bool:
    """Tell whether what a noun needs beside it is there: a work for `منتشر`, a party other than the press for `گفت‌وگو`."""
    if how == "work":
        return any(
            row.key(i) in words("work_nouns.txt")
            for i in range(max(0, at - 12), min(len(row.tokens), end + 3))
        )
    if how == "talk":
        tied = row.key(at - 1) in _POINTERS or row.key(end) in {"با", "میان", "بین"} or _held(row, end)
        return tied and not _interview(row, end)
    return True


def _arrival(row: Row, at: int, end: int) -> str | None:
    chunk = row.covering(end)
    return "arrival" if chunk is not None and chunk.kind is Kind.PLACE else None


def _prize(row: Row, at: int, end: int) -> str | None:
    return "held" if _holding_verb(row, end, _PRIZE) else None


def _signed(row: Row, at: int, end: int) -> str | None:
    for there in range(end, min(len(row.tokens), end + _REACH)):
        if row.key(there) == ":":
            return None
        if row.key(there) in _SIGNED:
            return "held"
    return None


def _far(row: Row, at: int, end: int) -> str | None:
    return "held" if _holding_verb(row, end, _FAR) else None


def _founding(row: Row, at: int, end: int) -> str | None:
    return "founding" if _founded(row, at, end) else None


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


def _other_sense(row: Row, at: int, end: int) -> bool:
    """Tell whether a noun means something else here: a match (`دیدار دو تیم`), the honouring of a week or day."""
    if joined(row.tokens[at].text) in _MATCHES:
        return any(
            row.key(i) in words("sport_words.txt")
            for i in range(max(0, at - 10), min(len(row.tokens), end + 10))
        )
    return row.key(at) in words("honour_nouns.txt") and row.key(end) in _blocks("honour")


def _founded(row: Row, at: int, end: int) -> bool:
    """Tell whether `تشکیل` founds a body: `تشکیل شورای …`, `شورای … تشکیل شد`."""
    after = row.covering(end) or row.covering(end + 1)
    if after is not None and after.kind is Kind.ORGANIZATION and after.first >= end:
        return True
    before = next((c for c in row.of(Kind.ORGANIZATION) if c.last <= at <= c.last + 1), None)
    return before is not None and row.key(end) in _BECOMES


def _named(row: Row, at: int) -> bool:
    """Tell whether a noun is numbered or announced: `دومین نمایشگاه`, `برگزاری همایش`."""
    return any(
        row.key(back) in _ANNOUNCES or row.key(back).endswith("مین") for back in range(max(0, at - 2), at)
    )


def _attended(row: Row, at: int) -> bool:
    """Tell whether a person speaks or is present at the event: `در همایش … گفت`, `برای شرکت در همایش`, `در حاشیه همایش`."""
    for back in range(at - 1, max(-1, at - 5), -1):
        if row.key(back) in _WITHIN or (row.key(back) in _INSIDE and row.key(back - 1) in _WITHIN):
            return (
                reports(row) or "حاشیه" in {row.key(back), row.key(back + 1)} or row.key(back - 1) in _ATTENDS
            )
        if not is_word(row.tokens[back]) or row.covering(back):
            return False
    return False


@cache
def _blocks(where: str) -> frozenset[str]:
    return frozenset(joined(word) for word, place in rows("event_blocks.tsv") if place == where)


def _holding_verb(row: Row, end: int, kinds: frozenset[str]) -> tuple[int, int] | None:
    """Return (index of, index after) the verb that holds an event, before the sentence's words of speech.

    A verb of kind `near` must follow within a few words, one of kind `far` or `prize` anywhere in the clause.
    """
    for at in range(end, min(len(row.tokens), end + _REACH)):
        if row.key(at) == ":" or (at > end and verb_at(row.tokens, at)):
            return None
        found = table("event_verbs.tsv").at(row.tokens, at)
        if found is None or found[1][1] not in kinds or _inside_name(row, at):
            continue
        if found[1][1] != "near" or at <= end + _NEAR:
            return at, found[0]
    return None


def _held(row: Row, end: int) -> bool:
    return _holding_verb(row, end, _HOLDING) is not None


def _gathered(row: Row, end: int) -> bool:
    """Tell whether a verb says that a gathering is held: one of kind `far`, or any right after its noun (`جلسه داشتند`)."""
    if _holding_verb(row, end, _FAR) is not None:
        return True
    found = table("event_verbs.tsv").at(row.tokens, end)
    return found is not None and found[1][1] == "near"


def _interview(row: Row, end: int) -> bool:
    """Tell whether `گفت‌وگو` is one with the press: `گفت‌وگو با خبرنگار …`, `گفت‌وگو با ایسنا`."""
    for at in range(end, min(len(row.tokens), end + 4)):
        chunk = row.covering(at)
        if (
            row.key(at) in words("media_words.txt")
            or row.key(at) in {"«", "("}
            or (chunk and is_media(chunk))
        ):
            return True
        if at > end + 1 and chunk:
            break
    return False


def is_media(chunk: Chunk) -> bool:
    """Tell whether a body is an outlet of news."""
    if chunk.registered:
        return _MEDIA in register().entries[chunk.registered].types
    head = table("org_heads.tsv").at(chunk.name, 0)
    return head is not None and head[1][2] == "schema:NewsMediaOrganization"


def in_lead(page: Page, row: Row) -> bool:
    """Tell whether a sentence is a heading or one of the first of the body."""
    if row.heading:
        return True
    body = [other.index for other in page.rows if not other.heading]
    return row.index in body[:_LEAD_ROWS]


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
    verb = _holding_verb(row, end, _HOLDING | _PRIZE)
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
