"""Reporting clauses: who is reported to have said what.

48 % of the paragraphs of Persian news open with a head that ends in `:`, and four in five of those heads end in one of about forty
reporting verbs; a third begin with a pronoun. Every finite reporting verb is a clause of each of its speakers.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Evidence, Span, SpeechForm, StatementClaim
from loaders.extract.page import Kind, Page, Row
from loaders.extract.phrases import joined
from loaders.extract.reporting import Report, reports_in
from loaders.extract.speakers import Speaker, Speakers
from loaders.persian.hazm_door import infinitive

_PHRASES = {"by": "according-to", "told": "according-to", "text": "message"}
_SUBJECTS = {
    Kind.PERSON: "person-says",
    Kind.TITLE: "title-says",
    Kind.PRONOUN: "pronoun-says",
    Kind.ORGANIZATION: "body-says",
    Kind.REFERENCE: "body-says",
}
_SCORES = {  # how often each rule was right in annotated articles; a person's name may be uncertain besides
    "person-says": 0.97,
    "pronoun-says": 0.91,
    "title-says": 0.91,
    "according-to": 0.88,
    "both-sides": 0.85,
    "going-on": 0.8,
    "body-says": 0.8,
    "message": 0.8,
    "quoted": 0.7,
    "name-and-colon": 0.65,
    "unnamed-official": 0.65,
}
_OPENERS = frozenset({":", "«", '"'})
_QUOTES = {"«": 1, "»": -1}
_COMPLEMENTS = frozenset(map(joined, ("که", "اینکه", "این‌که")))


def find_statements(page: Page) -> Iterator[StatementClaim]:
    """Yield the reporting clauses of a page's body, in order."""
    found = [reports_in(row) for row in page.rows]
    speakers = Speakers(page, found)
    for row, reports in zip(page.rows, found, strict=True):
        speakers.note_issuer(row)
        if row.heading:
            continue
        for report in reports:
            quoted = _is_quoted(row, report, reports)
            for speaker in speakers.of(row, report, quoted=quoted):
                yield _claim(page, row, report, speaker, quoted=quoted)


def _is_quoted(row: Row, report: Report, reports: list[Report]) -> bool:
    """Tell whether a verb is part of the words that an earlier verb of the sentence reports: after its colon, or in quotation marks."""
    if any(earlier.last < report.first and row.key(earlier.last) == ":" for earlier in reports):
        return True
    return sum(_QUOTES.get(row.key(at), 0) for at in range(report.first)) > 0


def _rule(row: Row, report: Report, speaker: Speaker, *, quoted: bool) -> str:
    """Return by which rule a clause and its speaker were found."""
    if report.verb == ":":
        return "name-and-colon"
    if report.kind in _PHRASES:
        return _PHRASES[report.kind]
    if speaker.as_body:
        return "unnamed-official"
    if speaker.chunk.sentence != row.index:
        return "both-sides" if report.plural else "going-on"
    return "quoted" if quoted else _SUBJECTS[speaker.chunk.kind]


def _claim(page: Page, row: Row, report: Report, speaker: Speaker, *, quoted: bool) -> StatementClaim:
    chunk = speaker.chunk
    rule = _rule(row, report, speaker, quoted=quoted)
    here = chunk.sentence == row.index
    antecedents: tuple[Evidence, ...] = ()
    if chunk.antecedent is not None and chunk.entity == speaker.entity:
        there = chunk.antecedent
        antecedents = (page.evidence(page.rows[there.sentence], there.first, there.last),)
    elif not here:
        antecedents = (page.evidence(page.rows[chunk.sentence], chunk.first, chunk.last),)
    content, form = _content(page, row, report)
    return StatementClaim(
        evidence=page.evidence(row, min(chunk.first, report.first) if here else report.first, report.last),
        score=round(_SCORES[rule] * (1 + chunk.score) / 2 if rule == "person-says" else _SCORES[rule], 4),
        rule=rule,
        antecedents=antecedents,
        speaker=speaker.entity,
        verb=report.verb,
        infinitive=infinitive(report.verb),
        content=content,
        form=form,
    )


def _content(page: Page, row: Row, report: Report) -> tuple[Span, SpeechForm]:
    """Return where the words said stand: after the verb, and up to the next sentence that reports; or before it."""
    tokens, end = row.tokens, report.last
    if end < len(tokens) and tokens[end].key in _OPENERS:
        start = end + 1
        if start < len(tokens):
            return Span(tokens[start].start, _last_of_quote(page, row)), SpeechForm.DIRECT
    if end < len(tokens) and tokens[end].key in _COMPLEMENTS and end + 1 < len(tokens):
        return Span(tokens[end + 1].start, row.sentence.end), SpeechForm.INDIRECT
    if end < len(tokens) - 1:
        return Span(tokens[end].start, row.sentence.end), SpeechForm.INDIRECT
    return Span(row.sentence.start, tokens[report.first].start), SpeechForm.INDIRECT


def _last_of_quote(page: Page, row: Row) -> int:
    """Return the end of the words that a colon opens: they run on over the sentences of the paragraph that name no new speaker."""
    end = row.sentence.end
    for later in page.rows[row.index + 1 :]:
        if "\n" in page.doc.text[end : later.sentence.start] or reports_in(later):
            break
        end = later.sentence.end
    return end
