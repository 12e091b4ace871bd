"""Reporting clauses: who is reported to have said what.

48 % of the paragraphs of Persian news open with a head that ends in `:`, and four in five of those heads end in one of about forty
reporting verbs; a third begin with a pronoun. So every finite reporting verb is a clause, and its speaker is the first person or body
before it that no preposition governs, or else the last speaker.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Evidence, Span, SpeechForm, StatementClaim
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import group, joined, table
from loaders.extract.resolve import governed
from loaders.persian.hazm_door import infinitive
from loaders.persian.letters import display

_SPEAKERS = (Kind.PERSON, Kind.TITLE, Kind.PRONOUN, Kind.ORGANIZATION, Kind.REFERENCE)
_OPENERS = frozenset({":", "«", '"'})
_COMPLEMENTS = frozenset(map(joined, ("که", "اینکه", "این‌که")))


def find_statements(page: Page) -> Iterator[StatementClaim]:
    """Yield the reporting clauses of a page's body, in order."""
    last: Chunk | None = None
    for row in page.rows:
        if row.heading:
            continue
        for first, end, kind in _verbs(row):
            speaker = _after(row, end) if kind == "noun" else _speaker(row, first, last)
            if speaker is None or speaker.entity is None:
                continue
            last = speaker
            yield _claim(page, row, first, end, speaker)


def _verbs(row: Row) -> Iterator[tuple[int, int, str]]:
    """Yield (first, end, kind) of the reporting verbs of a sentence."""
    at = 0
    while at < len(row.tokens):
        found = table("reporting_verbs.tsv").at(row.tokens, at)
        chunk = row.covering(at)
        if found is None or (chunk is not None and chunk.kind is not Kind.TITLE):
            at += 1
            continue
        if found[1][1] != "other":
            yield at, found[0], found[1][1]
        at = found[0]


def _speaker(row: Row, verb: int, last: Chunk | None) -> Chunk | None:
    """Return who speaks: the first free person before the verb and after the last colon, or the first body, or the last speaker.

    None where it is a title whose holder the article does not name.
    """
    start = max((at + 1 for at in range(verb) if row.key(at) == ":"), default=0)
    before = [c for c in row.of(*_SPEAKERS) if start <= c.first and c.last <= verb]
    free = [chunk for chunk in before if not governed(row, chunk) and not _sourced(row, chunk)]
    people = [chunk for chunk in free if chunk.kind not in {Kind.ORGANIZATION, Kind.REFERENCE}]
    named = [chunk for chunk in people if chunk.entity is not None]
    bodies = [chunk for chunk in free if chunk not in people and not _inside_title(row, chunk)]
    if people:
        return named[0] if named else None
    return bodies[0] if bodies and bodies[0].entity is not None else last


def _inside_title(row: Row, body: Chunk) -> bool:
    """Tell whether a body only completes a title."""
    return any(title.title is not None and title.title.body is body for title in row.of(Kind.TITLE))


def _sourced(row: Row, chunk: Chunk) -> bool:
    return row.key(chunk.first - 1) in group("sourced")


def _after(row: Row, end: int) -> Chunk | None:
    """Return who `به گفته …` names."""
    return next((c for c in row.of(*_SPEAKERS) if end <= c.first <= end + 1 and c.entity is not None), None)


def _claim(page: Page, row: Row, first: int, end: int, speaker: Chunk) -> StatementClaim:
    antecedents: tuple[Evidence, ...] = ()
    if speaker.antecedent is not None:
        there = speaker.antecedent
        antecedents = (page.evidence(page.rows[there.sentence], there.first, there.last),)
    elif speaker.sentence != row.index:
        antecedents = (page.evidence(page.rows[speaker.sentence], speaker.first, speaker.last),)
    content, form = _content(page, row, first, end)
    verb = display(" ".join(token.text for token in row.tokens[first:end]))
    return StatementClaim(
        evidence=page.evidence(
            row, min(speaker.first, first) if speaker.sentence == row.index else first, end
        ),
        score=round(0.95 * speaker.score if speaker.sentence == row.index else 0.75, 4),
        rule="reporting-verb",
        antecedents=antecedents,
        speaker=speaker.entity or "",
        verb=verb,
        infinitive=infinitive(verb),
        content=content,
        form=form,
    )


def _content(page: Page, row: Row, first: int, end: int) -> tuple[Span, SpeechForm]:
    """Return where the words said stand: after the verb, and up to the next sentence that reports; or before it."""
    tokens = row.tokens
    if end < len(tokens) and tokens[end].key in _OPENERS:
        start = end + 1
        if start < len(tokens):
            return Span(tokens[start].start, _last_of_quote(page, row)), SpeechForm.DIRECT
    if end < len(tokens) and tokens[end].key in _COMPLEMENTS and end + 1 < len(tokens):
        return Span(tokens[end + 1].start, row.sentence.end), SpeechForm.INDIRECT
    if end < len(tokens) - 1:
        return Span(tokens[end].start, row.sentence.end), SpeechForm.INDIRECT
    return Span(row.sentence.start, tokens[first].start), SpeechForm.INDIRECT


def _last_of_quote(page: Page, row: Row) -> int:
    """Return the end of the words that a colon opens: they run on over the sentences of the paragraph that name no new speaker."""
    end = row.sentence.end
    for later in page.rows[row.index + 1 :]:
        if "\n" in page.doc.text[end : later.sentence.start] or next(_verbs(later), None) is not None:
            break
        end = later.sentence.end
    return end
