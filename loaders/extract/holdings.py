"""Who holds which title: the record, and what the rules that fill it ask of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg import terms as t
from kg.model import EntityKind, PostStatus
from loaders.extract.page import Chunk, Kind, Row, Title, words_text
from loaders.extract.phrases import group, joined, table, words
from loaders.extract.reporting import verbs
from loaders.persian.tables import rows
from loaders.register import register

_CLOSE = frozenset('»"”')
_LONGEST_BRACKET = 7  # tokens
_TITLE_SCORES = {
    "direct": 0.95,
    "comma": 0.9,
    "as": 0.9,
    "chain": 0.8,
    "lead": 0.75,
    "heading": 0.75,
    "sole": 0.7,
    "several": 0.85,
    "pair": 0.75,
    "career": 0.75,
    "led": 0.9,
    "office": 0.8,
}


@dataclass(slots=True)
class Holding:
    """A title joined with the person who holds it."""

    person: Chunk
    title: Chunk
    row: Row
    rule: str
    body: str | None
    status: PostStatus

    @property
    def score(self) -> float:
        """The certainty of the rule, lowered by the certainty of the name."""
        return round(_TITLE_SCORES[self.rule] * self.person.score, 4)


def standard_title(title: Title) -> str:
    """Return a title's words in standard spelling."""
    text = _singular(title) if title.plural else words_text(title.words)
    if title.kind == "state" and title.head == "رئیس‌جمهور":
        return title.head
    whole = joined(text)
    for printed, standard in _spellings():
        if whole.startswith(printed):
            rest = _after(text, printed)
            return f"{standard} {rest}".strip()
    return text


def _singular(title: Title) -> str:
    """Return the words of a plural title as those of one holder's."""
    found = table("plural_titles.tsv").at(title.words, 0)
    return " ".join((title.head, words_text(title.words[found[0] :]))) if found else words_text(title.words)


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, str], ...]:
    """Spellings of titles as keys without spaces, the longest first, with what they are in standard spelling."""
    pairs = ((joined(row[0]), row[1]) for row in rows("title_spellings.tsv"))
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _after(text: str, start: str) -> str:
    """Return the words of `text` after those whose joined key is `start`; the text itself if no word ends there."""
    words = text.split(" ")
    for count in range(1, len(words) + 1):
        if joined(" ".join(words[:count])) == start:
            return " ".join(words[count:])
    return text


def head_of(chunk: Chunk) -> str:
    """Return the first word of a title chunk in standard spelling, as key."""
    assert chunk.title is not None
    return joined(standard_title(chunk.title).split(" ")[0])


def holding(person: Chunk, title: Chunk, row: Row, rule: str) -> Holding:
    """Return the record that `rule` joined a title chunk of a row with a person."""
    assert title.title is not None
    return Holding(person, title, row, rule, body_of(title.title), title.title.status)


def body_of(title: Title) -> str | None:
    """Return the IRI of the body that a title is held in."""
    if title.body is not None:
        return title.body.entity
    if title.body_entry:
        return title.body_entry
    return body_named(title.body_name) if title.body_name else None


def body_named(name: str) -> str:
    """Return the IRI of the body of this name."""
    entry = register().bodies.get(name)
    return entry.iri if entry else t.entity_iri(EntityKind.ORGANIZATION, name)


def block_end(chunk: Chunk) -> int:
    """Return the index after a title and the body printed right after it."""
    assert chunk.title is not None
    body = chunk.title.body
    beside = body is not None and body.sentence == chunk.sentence and body.first <= chunk.last + 1
    return max(chunk.last, body.last) if body is not None and beside else chunk.last


def reports(row: Row) -> bool:
    """Tell whether a sentence has a reporting verb."""
    return any(kind != "other" for _, kind in verbs(row.tokens).values())


def subject(row: Row) -> Chunk | None:
    """Return the person that a sentence is about: the first that no preposition governs, or else the first."""
    persons = [chunk for chunk in row.of(Kind.PERSON, Kind.TITLE, Kind.PRONOUN) if chunk.entity is not None]
    free = [chunk for chunk in persons if not governed(row, chunk) and not completes(row, chunk)]
    return free[0] if free else None


def governed(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk follows a preposition, itself or as the holder of a title that does."""
    if row.key(chunk.first - 1) in group("preposition"):
        return True
    for title in row.of(Kind.TITLE):
        body = title.title.body if title.title else None
        end = max(title.last, body.last if body else 0)
        if title is not chunk and end <= chunk.first <= end + 1 and title.entity == chunk.entity:
            return row.key(title.first - 1) in group("preposition")
    return False


def past_brackets(row: Row, at: int) -> int:
    """Return the index after a closing quotation mark and a bracket that explains a name: `«Y» (…) رئیس X`."""
    at += row.key(at) in _CLOSE
    if row.key(at) != "(":
        return at
    for end in range(at + 1, at + _LONGEST_BRACKET):
        inside = row.covering(end)
        if inside is not None and inside.kind is Kind.TITLE:
            break
        if row.key(end) == ")":
            return end + 1
    return at


def completes(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk completes a noun that a preposition governs: `در ساختمان X`, `از تلاش‌های X`."""
    noun = chunk.first - 1
    plain = (
        row.key(noun)[:1].isalpha()
        and row.covering(noun) is None
        and row.key(noun) not in words("stop_words.txt")
    )
    return plain and row.key(noun - 1) in group("oblique") and row.key(noun) not in group("time-noun")
