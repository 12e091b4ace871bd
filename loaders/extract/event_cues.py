"""The words that name or tell an event, and whether they do so where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

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
from loaders.extract.phrases import Phrases, joined, table, words
from loaders.extract.resolve import block_end, reports
from loaders.extract.words import ends_name, is_word, verb_at
from loaders.persian.tables import rows, spellings

_PLANNED = frozenset(
    map(joined, ("خواهد", "خواهند", "می‌شود", "می‌شوند", "می‌کند", "می‌کنند", "می‌گردد", "می‌رود"))
)
_DENIED = frozenset(map(joined, ("نشد", "لغو", "نمی‌شود", "نخواهد", "نخواهند", "نکرد", "نکردند")))
_GATHERINGS = frozenset({EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION})
_LONGEST_TOPIC = 7
_BEFORE = 9  # tokens before and after an event's words in which a word of `event_modality.tsv` bears on it
_AFTER = 10
_BEGUN = frozenset({EventType.CONFERENCE, EventType.CEREMONY, EventType.EXHIBITION, EventType.MEETING})
_VERBS = frozenset({"verb", "tell", "begin", "work"})
_INFLECTED = frozenset({"noun", "talk", "light", "word", "far"})
_FORMS = {"ها": "plural", "های": "plural", "هایی": "plural", "ی": "indefinite"}


@dataclass(frozen=True, slots=True)
class Word:
    """A spelling of an entry of `event_words.tsv` or `event_hints.tsv`, in one of its forms (`plain`, `plural`, `indefinite`).

    Attributes:
        noun: the entry's first spelling; `size` is the number of words of this one.
    """

    noun: str
    type: EventType
    how: str
    size: int
    form: str = "plain"


@lru_cache(maxsize=1)
def event_words() -> Phrases[Word]:
    """Return the words of `event_words.tsv` with the endings that a noun takes."""
    phrases: Phrases[Word] = Phrases(())
    entries = [
        (spellings(row[0]), EventType(row[1]), row[2])
        for file in ("event_words.tsv", "event_hints.tsv")
        for row in rows(file)
    ]
    for forms, kind, how in entries:
        for spelling in forms:
            phrases.add(spelling, Word(forms[0], kind, how, _size(spelling)))
    for forms, kind, how in entries:
        for spelling in forms if how in _INFLECTED else ():
            for ending, form in _FORMS.items():
                longer = f"{spelling}\u200c{ending}"
                phrases.add(longer, Word(forms[0], kind, how, _size(longer), form))
    return phrases


def _size(spelling: str) -> int:
    return len(spelling.replace("\u200c", " ").split())


@dataclass(slots=True)
class Cue:
    """Tokens [first, last) of a row that name or tell an event, and what says that they do (`rule`; `loose` where nothing does)."""

    row: Row
    first: int
    last: int
    word: Word
    rule: str
    topic: frozenset[str]
    modality: Modality = Modality.ASSERTED

    @property
    def type(self) -> EventType:
        """What kind of event the words tell."""
        return self.word.type

    @property
    def noun(self) -> str:
        """The entry's first spelling."""
        return self.word.noun

    @property
    def pointed(self) -> bool:
        """Whether the words point at an event named before (`این نشست`)."""
        return self.rule == "reference"


def cues(page: Page, row: Row) -> Iterator[Cue]:
    """Yield the words of a sentence that name or may name an event, in order."""
    done = 0
    for at, (end, word) in event_words().found(row.tokens).items():
        if at < done or inside_name(row, at) or _run_together(word, end - at):
            continue
        rule = _rule(page, row, at, end, word)
        if rule is not None:
            topic = _topic_before(row, at) if word.how in _VERBS else _topic(row, end)
            yield Cue(row, at, end, word, rule, topic, _modality(row, at, end, rule))
        done = end


def _run_together(word: Word, tokens: int) -> bool:
    """Tell whether words that only look like a noun together were matched: `قرار داد` is no `قرارداد`."""
    return tokens > word.size


def _rule(page: Page, row: Row, at: int, end: int, word: Word) -> str | None:
    """Return what says that a word names one event here, `loose` where nothing does, or None where it means something else."""
    if word.how in _ALONE:
        return _ALONE[word.how](row, at, end)
    blocked = row.key(end) in blocks("after") or row.key(at - 1) in blocks("before")
    if blocked or other_sense(row, at, end) or not _has_partner(row, at, end, word.how):
        return None
    if row.key(at - 1) in POINTERS:
        return "reference"
    named_here = word.how in {"noun", "talk"}
    with_party = (
        word.how == "noun" and row.key(end) == "با" and word.type is EventType.MEETING and reports(row)
    )
    if with_party or (named_here and attended(row, at)):
        return "attended"
    if held(row, end) if word.type not in _GATHERINGS else gathered(row, end):
        return "held"
    if word.how != "work" and in_lead(page, row) and (row.heading or word.type is not EventType.CEREMONY):
        return "lead"
    return "named" if word.how == "noun" and named(row, at) else "loose"


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


def _hinting(row: Row, at: int, end: int) -> str | None:
    return "hint"


def _beginning(row: Row, at: int, end: int) -> str | None:
    """`آغاز شد`: what begins is launched, unless it is a gathering, whose own noun tells it."""
    for there, (last, word) in event_words().found(row.tokens).items():
        if last <= at and word.type in _BEGUN and not any(row.key(i) in {":", "؛"} for i in range(there, at)):
            return None
    return "hint"


def _among(row: Row, at: int, end: int) -> str | None:
    """`در جمع X گفت`: persons or a body other than the press are met."""
    return "attended" if reports(row) and not interview(row, end) else None


def _as_post(row: Row, at: int, end: int) -> str | None:
    """`به عنوان رئیس …`: an office follows."""
    chunk = row.covering(end)
    return "hint" if chunk is not None and chunk.kind is Kind.TITLE else None


def _become(row: Row, at: int, end: int) -> str | None:
    """`رئیس X شد`: the verb of becoming follows the office."""
    chunk = row.covering(at)
    if chunk is None or chunk.kind is not Kind.TITLE or chunk.first != at:
        return None
    return "hint" if row.key(block_end(chunk)) in _BECOMING else None


_BECOMING = frozenset(map(joined, ("شد", "می‌شود", "شدند", "خواهد", "گردید")))


_ALONE: dict[str, Callable[[Row, int, int], str | None]] = {
    "verb": _telling,
    "arrival": _arrival,
    "prize": _prize,
    "signed": _signed,
    "far": _far,
    "found": _founding,
    "tell": _hinting,
    "begin": _beginning,
    "among": _among,
    "post": _as_post,
    "become": _become,
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


def _topic_before(row: Row, at: int) -> frozenset[str]:
    """Return the words that a verb tells something of: `پژوهشکده آب` in `پژوهشکده آب افتتاح شد`."""
    found: list[str] = []
    for back in range(at - 1, max(-1, at - 1 - _LONGEST_TOPIC), -1):
        if row.key(back) in {"و", "را", "«", "»", '"'}:
            continue
        if ends_name(row.tokens, back):
            break
        found.append(row.key(back))
    return frozenset(found)


def _modality(row: Row, first: int, end: int, rule: str) -> Modality:
    """Return whether the text asserts, announces or denies an event, or only holds it possible.

    The verb that holds it says so, or a word of `event_modality.tsv` beside it in its clause; who attends an event makes it a fact.
    """
    verb = holding_verb(row, end, HOLDING | PRIZE)
    said: set[str] = set()
    if verb is not None:
        said = {row.key(at) for at in range(verb[0], min(len(row.tokens), verb[1] + 2))}
    if said & _DENIED:
        return Modality.DENIED
    if rule != "attended":
        weighed = set(_weighed(row, first, end))
        for modality in (Modality.DENIED, Modality.POSSIBLE, Modality.PLANNED):
            if modality in weighed:
                return modality
    return Modality.PLANNED if said & _PLANNED else Modality.ASSERTED


def _weighed(row: Row, first: int, end: int) -> Iterator[Modality]:
    """Yield what the words of `event_modality.tsv` around an event's words, in their clause, make of it."""
    start = max(_clause(row, first), first - _BEFORE)
    for at, (last, (_, modality, side)) in table("event_modality.tsv").found(row.tokens).items():
        before = side in {"before", "near"} and start <= at and last <= first
        after = side in {"after", "near"} and end <= at < end + _AFTER
        if before or (after and not any(row.key(i) in {":", "؛", "."} for i in range(end, at))):
            yield Modality(modality)


def _clause(row: Row, first: int) -> int:
    """Return where the clause of a token begins, as far as signs tell: after the last colon or semicolon."""
    return max((at + 1 for at in range(first) if row.key(at) in {":", "؛"}), default=0)
