"""What ties an event's noun to something that took place: verbs that hold it, `در … گفت`, headings, and senses that are none."""

from __future__ import annotations

from functools import cache

from kg import terms as t
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import joined, table, words
from loaders.extract.resolve import reports
from loaders.extract.words import is_word, verb_at
from loaders.persian.tables import rows
from loaders.register import register

_MEDIA = t.SCHEMA + "NewsMediaOrganization"
POINTERS = frozenset(map(joined, ("این", "آن", "همین")))
_INSIDE = frozenset(
    map(
        joined,
        ("در", "طی", "پایان", "حاشیه", "ابتدای", "آغاز", "جریان", "پی", "هنگام", "آستانه", "به", "خلال"),
    )
)
_NAMES_EVENT = frozenset({Kind.ORGANIZATION, Kind.PLACE, Kind.PERSON, Kind.REFERENCE})
_MATCHES = frozenset(map(joined, ("دیدار", "دیدارهای", "دیداری")))
_ATTENDS = frozenset(map(joined, ("شرکت", "سخنرانی", "حضور", "سخنان", "سخنانی")))
_ANNOUNCES = frozenset(map(joined, ("برگزاری", "برپایی", "نخستین", "اولین", "آخرین", "آیین")))
_BECOMES = frozenset(map(joined, ("شد", "شده", "می‌شود", "خواهد", "گردید", "شود")))
_AGAINST = frozenset(map(joined, ("مقابل", "برابر")))
HOLDING = frozenset({"near", "far"})
FAR = frozenset({"far"})
_SIGNED = frozenset(map(joined, ("امضا", "امضاء", "امضای", "منعقد")))
PRIZE = frozenset({"prize"})
_WITHIN = frozenset(map(joined, ("در", "طی", "به")))
_LEAD_ROWS = 2  # sentences of the body that repeat or open the headline's news
_REACH = 60  # tokens between an event's noun and the verb that says that it is held
_NEAR = 5  # the same for verbs that go with any noun


def inside_name(row: Row, at: int) -> bool:
    """Tell whether a token belongs to the name of a body, place or person."""
    chunk = row.covering(at)
    return chunk is not None and chunk.kind in _NAMES_EVENT


def signed(row: Row, end: int) -> bool:
    """Tell whether the clause goes on to say that something is signed."""
    for there in range(end, min(len(row.tokens), end + _REACH)):
        if row.key(there) == ":":
            return False
        if row.key(there) in _SIGNED:
            return True
    return False


def other_sense(row: Row, at: int, end: int) -> bool:
    """Tell whether a noun means something else here: a match (`دیدار دو تیم`), the honouring of a week or day."""
    if joined(row.tokens[at].text) in _MATCHES:
        return row.key(end) in _AGAINST or any(
            row.key(i) in words("sport_words.txt")
            for i in range(max(0, at - 10), min(len(row.tokens), end + 10))
        )
    return row.key(at) in words("honour_nouns.txt") and row.key(end) in blocks("honour")


def founded(row: Row, at: int, end: int) -> bool:
    """Tell whether `تشکیل` founds a body: `تشکیل شورای …`, `شورای … تشکیل شد`."""
    after = row.covering(end) or row.covering(end + 1)
    if after is not None and after.kind is Kind.ORGANIZATION and after.first >= end:
        return True
    before = next((c for c in row.of(Kind.ORGANIZATION) if c.last <= at <= c.last + 1), None)
    return before is not None and row.key(end) in _BECOMES


def named(row: Row, at: int) -> bool:
    """Tell whether a noun is numbered or announced: `دومین نمایشگاه`, `برگزاری همایش`."""
    return any(
        row.key(back) in _ANNOUNCES or row.key(back).endswith("مین") for back in range(max(0, at - 2), at)
    )


def attended(row: Row, at: int) -> bool:
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
def blocks(where: str) -> frozenset[str]:
    """Return the words of `event_blocks.tsv` that stand there, as keys."""
    return frozenset(joined(word) for word, place in rows("event_blocks.tsv") if place == where)


def holding_verb(row: Row, end: int, kinds: frozenset[str]) -> tuple[int, int] | None:
    """Return (index of, index after) the verb that holds an event, before the sentence's words of speech.

    A verb of kind `near` must follow within a few words, one of kind `far` or `prize` anywhere in the clause.
    """
    for at in range(end, min(len(row.tokens), end + _REACH)):
        if row.key(at) == ":" or (at > end and verb_at(row.tokens, at)):
            return None
        found = table("event_verbs.tsv").at(row.tokens, at)
        if found is None or found[1][1] not in kinds or inside_name(row, at):
            continue
        if found[1][1] != "near" or at <= end + _NEAR:
            return at, found[0]
    return None


def held(row: Row, end: int) -> bool:
    """Tell whether a verb of kind `near` or `far` holds the event whose noun ends at token `end`."""
    return holding_verb(row, end, HOLDING) is not None


def gathered(row: Row, end: int) -> bool:
    """Tell whether a verb says that a gathering is held: one of kind `far`, or any right after its noun (`جلسه داشتند`)."""
    if holding_verb(row, end, FAR) is not None:
        return True
    found = table("event_verbs.tsv").at(row.tokens, end)
    return found is not None and found[1][1] == "near"


def interview(row: Row, end: int) -> bool:
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
