"""Who speaks: the subject of a reporting verb, or whoever it goes on from.

Persian news names the subject first and leaves it out where it goes on, so that the speaker is the first person, title or pronoun of
the clause that no preposition governs; or else a body that opens the clause; or else, if nothing else can be its subject, the last speaker.
An official whom the article never names speaks for the body (`معاون وزارت X گفت`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.extract.holdings import block_end, body_of, completes, governed
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import group, joined, table, words
from loaders.extract.reporting import Report

_SPEAKERS = (Kind.PERSON, Kind.TITLE, Kind.PRONOUN, Kind.ORGANIZATION, Kind.REFERENCE)
_PEOPLE = frozenset({Kind.PERSON, Kind.TITLE, Kind.PRONOUN})
_BODIES = frozenset({Kind.ORGANIZATION, Kind.REFERENCE})
_SEPARATORS = frozenset({"،", ",", ":", "؛", "-", "–", "ـ", "*", "»"})
_QUOTES = frozenset({"«", '"', "“"})
_LEAD_REACH = 3  # sentences between a lead that gives only a title and the one that gives the name
_ASKS = frozenset({"؟", "?"})
_ENDS_ISSUING = frozenset({":", "«", '"'})  # what is said may speak of messages too
_DASHES = frozenset({"-", "–", "—"})
_OPENING = 3  # tokens by which `این بیانیه` opens a clause
_DATELINE = 6  # tokens before the colon of a dateline


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an entity, and the chunk that stands for it (in this sentence or an earlier one)."""

    entity: str
    chunk: Chunk
    as_body: bool = False


@dataclass(frozen=True, slots=True)
class _Subject:
    """The subject of a clause: who it is, None where the article does not name them."""

    found: Speaker | None


@dataclass(slots=True)
class Speakers:
    """The speakers of a page, asked for verb by verb in the order of the text."""

    page: Page
    reports: Sequence[Sequence[Report]]
    last: Speaker | None = None
    issuer: Speaker | None = None
    _alone: Chunk | None = None
    _many: bool = False
    _order: list[Chunk] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find who speaks in the article under their own name, and the one person who does if there is only one."""
        speaking: dict[str, Chunk] = {}
        named: dict[str, Chunk] = {}
        for row, reports in zip(self.page.rows, self.reports, strict=True):
            for report in reports:
                place, _, end = self._clause(row, report)
                free = (c for c in place.of(*_PEOPLE) if c.last <= end and not _bound(place, c))
                first = next(free, None)
                if first is not None and first.entity is not None and not row.heading:
                    speaking.setdefault(first.entity, first)
                    if first.kind is Kind.PERSON:
                        named.setdefault(first.entity, first)
        self._order = list(named.values())
        self._alone = next(iter(speaking.values())) if len(speaking) == 1 else None

    def of(self, row: Row, report: Report, *, quoted: bool) -> list[Speaker]:
        """Return who speaks; empty where nobody does whom the article names. `quoted`: the verb is part of someone's words."""
        if report.kind in {"by", "told"}:
            found = self._named_after(row, report.last)
        elif report.kind == "text":
            found = self._issuers(row, report)
        else:
            found = self._subjects(row, report, quoted=quoted)
        if not quoted:
            self._many = report.plural
            self.last = found[0] if len(found) == 1 else self.last if found else None
        return found

    def note_issuer(self, row: Row) -> None:
        """Remember who issues a message or statement: the subject of a sentence that names one."""
        start = max(
            (at + 1 for at in range(min(_DATELINE, len(row.tokens))) if row.key(at) == ":"), default=0
        )
        for at in table("reporting_phrases.tsv").found(row.tokens):
            if at < start or not _issued(row, at):
                continue
            if any(row.key(i) in _ENDS_ISSUING for i in range(start, at)):
                return
            if row.key(at).endswith("ی") or row.key(at - 1) in group("issuing"):
                subject = self._subject(row, start, at)
                self.issuer = (
                    subject.found if subject is not None and subject.found is not None else self.issuer
                )
                return

    def _named_after(self, row: Row, end: int) -> list[Speaker]:
        """Return who `به گفته …` names."""
        chunk = next((c for c in row.of(*_SPEAKERS) if end <= c.first <= end + 1), None)
        if chunk is None:
            return []
        found = self._speaker(row, chunk)
        return [found] if found is not None else []

    def _issuers(self, row: Row, report: Report) -> list[Speaker]:
        """Return whose message or statement says something: the one named after it, or who issued the last one."""
        place = next((at for at in range(report.first) if _issued(row, at)), None)
        if place is None:
            return []
        if row.key(place) in group("pointer"):  # این گزارش
            alone = (
                len(self.reports[row.index]) == 1
                and self.last is not None
                and self.last.chunk.kind in _BODIES
            )
            return [self.last] if self.last is not None and alone else []
        named = [
            c
            for c in row.of(*_SPEAKERS)
            if place < c.first <= place + 3 and not _between(row, place + 1, c.first)
        ]
        found = self._speaker(row, named[0]) if named else self.issuer or self.last
        return [found] if found is not None else []

    def _subjects(self, row: Row, report: Report, *, quoted: bool) -> list[Speaker]:
        """Return the speakers of a finite verb."""
        row, start, end = self._clause(row, report)
        if report.plural and any(_is_both(row, at) for at in range(start, end)):
            return self._both(row)
        if any(row.key(at) in group("anyone") for at in range(max(start, end - 2), end)):
            return []
        subject = self._subject(row, start, end)
        if subject is None:
            return [] if quoted else self._unsaid(row, report, start, end)
        found = subject.found
        if (
            found is None
            or (quoted and found.chunk.kind is Kind.PRONOUN)
            or (found.as_body and report.plural and not _is_plural(row, found.chunk))
        ):
            return []
        if report.plural and found.chunk.kind is Kind.PERSON:
            return [found, *self._joined(row, found.chunk, end)]
        return [found]

    def _unsaid(self, row: Row, report: Report, start: int, end: int) -> list[Speaker]:
        """Return who speaks in a clause that names nobody: who issued what it opens with (`این بیانیه`), or the last speaker."""
        if not report.plural and any(_issued(row, at) for at in range(start, min(start + _OPENING, end))):
            return self._issuers(row, report)
        goes_on = report.kind == "add" or not _has_subject(row, start, end)
        fits = (self._many or not report.plural) and not self._told_in(row, report)
        return [self.last] if self.last is not None and goes_on and fits else []

    def _told_in(self, row: Row, report: Report) -> bool:
        """Tell whether a verb stands in what an earlier one of its sentence tells: no `و` joins the two."""
        earlier = [other.last for other in self.reports[row.index] if other.last <= report.first]
        return bool(earlier) and all(row.key(at) != "و" for at in range(earlier[-1], report.first))

    def _clause(self, row: Row, report: Report) -> tuple[Row, int, int]:
        """Return where the subject of a verb may stand: (row, start, end). A question before `گفت:` is a sentence of its own."""
        if report.first <= 1 and row.index > 0:
            before = self.page.rows[row.index - 1]
            apart = "\n" in self.page.doc.text[before.sentence.end : row.sentence.start]
            if not apart and before.key(len(before.tokens) - 1) in _ASKS and not self.reports[before.index]:
                return before, 0, len(before.tokens)
        start = max((at + 1 for at in range(report.first) if row.key(at) == ":"), default=0)
        return row, start, report.first

    def _subject(self, row: Row, start: int, end: int) -> _Subject | None:
        """Return the first free person, title or pronoun of [start, end), or the body that opens the clause; None without any."""
        free = [c for c in row.of(*_SPEAKERS) if start <= c.first and c.last <= end and not _bound(row, c)]
        for chunk in free:
            if chunk.kind in _BODIES and not _opens(row, chunk, start):
                continue
            found = self._speaker(row, chunk)
            if found is not None or chunk.kind in _PEOPLE:
                return _Subject(found)
        return None

    def _speaker(self, row: Row, chunk: Chunk) -> Speaker | None:
        """Return whom a chunk stands for, or None where the article does not say."""
        if chunk.kind is Kind.PRONOUN:
            return self._pronoun(row, chunk)
        if chunk.kind is not Kind.TITLE or chunk.entity is not None:
            return Speaker(chunk.entity, chunk) if chunk.entity is not None else None
        assert chunk.title is not None
        end = block_end(chunk)
        beside = next((c for c in row.of(Kind.PERSON) if end <= c.first <= end + 1 and c.entity), None)
        if beside is not None and beside.entity is not None:
            return Speaker(beside.entity, beside)
        body = body_of(chunk.title)
        if row.key(chunk.first - 1) in group("pointer"):
            return self.last
        holder = self._holder(row, chunk)
        if holder is not None and holder.entity is not None:
            return Speaker(holder.entity, holder)
        return (
            Speaker(body, chunk, as_body=True) if body is not None and chunk.title.kind != "state" else None
        )

    def _holder(self, row: Row, title: Chunk) -> Chunk | None:
        """Return who may be meant by a title that the article joins with no name: whom it names next, or the only one who speaks."""
        if row.key(block_end(title)) in group("also"):
            return None
        if self.last is None or self.last.as_body:
            after = (c for c in self._order if row.index < c.sentence <= row.index + _LEAD_REACH)
            named = next(after, None)
            return named if named is not None and self._may_hold(named, title, lead=True) else None
        return (
            self._alone
            if self._alone is not None and self._may_hold(self._alone, title, lead=False)
            else None
        )

    def _may_hold(self, person: Chunk, title: Chunk, *, lead: bool) -> bool:
        """Tell whether a person may hold a title: what they are said to hold agrees with it, and no sentence has both side by side."""
        assert title.title is not None
        head, body = joined(title.title.head), body_of(title.title)
        implied = title.title.body is None
        held = [c.title for c in self.page.chunks(Kind.TITLE) if c.title and c.entity == person.entity]
        same = [implied or body_of(other) in {None, body} for other in held if joined(other.head) == head]
        if any(_apart(row, person, head) for row in self.page.rows):
            return False
        return any(same) or (not same and (lead or not held or body is None))

    def _pronoun(self, row: Row, chunk: Chunk) -> Speaker | None:
        """Return whom a pronoun means: an official who spoke for a body since its antecedent was named, or the antecedent."""
        since = chunk.antecedent.sentence if chunk.antecedent is not None else -1
        fresh = self.last
        if fresh is not None and (chunk.entity is None or (fresh.as_body and fresh.chunk.sentence > since)):
            return Speaker(fresh.entity, fresh.chunk, fresh.as_body)
        return Speaker(chunk.entity, chunk) if chunk.entity is not None else None

    def _joined(self, row: Row, first: Chunk, end: int) -> list[Speaker]:
        """Return the free persons that stand in one list with the first: `X و Y گفتند`."""
        others = [
            c
            for c in row.of(Kind.PERSON)
            if first.last <= c.first < end and c.entity and c.entity != first.entity and not governed(row, c)
        ]
        return [Speaker(c.entity, c) for c in others if c.entity is not None]

    def _both(self, row: Row) -> list[Speaker]:
        """Return the two whom the last sentence with two persons names."""
        for earlier in reversed(self.page.rows[: row.index + 1]):
            named: dict[str, Chunk] = {}
            for chunk in earlier.of(Kind.PERSON, Kind.TITLE):
                if chunk.entity is not None:
                    named.setdefault(chunk.entity, chunk)
            if len(named) > 1:
                return [Speaker(entity, chunk) for entity, chunk in list(named.items())[:2]]
        return []


def _apart(row: Row, person: Chunk, head: str) -> bool:
    """Tell whether a sentence names a person beside a title that is not theirs: `رئیس X با Y دیدار کرد`."""
    if all(chunk.entity != person.entity for chunk in row.of(Kind.PERSON)):
        return False
    titles = [
        c for c in row.of(Kind.TITLE) if c.title and joined(c.title.head) == head and not _bound(row, c)
    ]
    return any(title.entity != person.entity for title in titles)


def _bound(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk cannot be a subject: a preposition governs it, a report comes from it, or it completes a title."""
    before = row.key(chunk.first - 1 - (row.key(chunk.first - 1) in _QUOTES))
    if governed(row, chunk) or before in group("sourced") | group("preposition"):
        return True
    if chunk.kind is not Kind.PRONOUN and (completes(row, chunk) or _told_by(row, chunk)):
        return True
    return chunk.kind in _BODIES and any(
        t.title is not None and t.title.body is chunk for t in row.of(Kind.TITLE)
    )


def _told_by(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk is only who told what the sentence reports: `به گفته X`, `طبق اعلام X`."""
    for first in range(max(0, chunk.first - 3), chunk.first):
        found = table("reporting_phrases.tsv").at(row.tokens, first)
        if found is not None and found[0] == chunk.first and found[1][1] in {"by", "told"}:
            return True
    return False


def _opens(row: Row, body: Chunk, start: int) -> bool:
    """Tell whether a body opens its clause, alone or after who speaks for it (`مسئولان شرکت X`): no preposition or other noun stands before it.

    A body before a dash is a desk or a dateline: `گروه دانش- …`.
    """
    if body.first <= start + 1 and row.key(body.last) in _DASHES:
        return False
    before = row.key(body.first - 1) if body.first > start else ""
    plain = (
        before[:1].isalpha()
        and before not in words("stop_words.txt")
        and row.covering(body.first - 1) is None
    )
    if plain and before not in group("spokesman") and before not in group("time-noun"):
        return False
    for at in range(body.first - 1, start - 1, -1):
        if row.key(at) in _SEPARATORS:
            break
        if row.key(at) == "(" or row.key(at) in group("preposition"):
            return False
    return True


def _has_subject(row: Row, start: int, end: int) -> bool:
    """Tell whether a clause seems to have a subject that is no name: it opens with a place or with a noun that is no object."""
    at = start
    if table("source_phrases.tsv").at(row.tokens, at) is not None:
        at = next((i + 1 for i in range(at, end) if row.key(i) == "،"), at)
    while at < end and not row.tokens[at].key[:1].isalpha():
        at += 1
    if at >= end:
        return False
    chunk = row.covering(at)
    if chunk is not None:
        return chunk.kind is Kind.PLACE
    opener = row.key(at) in group("clause-opener") or any(row.key(i) == "را" for i in range(at, end))
    return not opener


def _between(row: Row, first: int, last: int) -> bool:
    """Tell whether a preposition stands between two tokens: `در حکم خطاب به X` it is not X who says."""
    return any(row.key(at) in group("preposition") for at in range(first, last))


def _is_plural(row: Row, title: Chunk) -> bool:
    """Tell whether a title names several people: `نمایندگان مجلس`."""
    return row.key(title.first).endswith(("ان", "ین", "ها", "های"))


def _is_both(row: Row, at: int) -> bool:
    found = table("reporting_phrases.tsv").at(row.tokens, at)
    return found is not None and found[1][1] == "both"


def _issued(row: Row, at: int) -> bool:
    found = table("reporting_phrases.tsv").at(row.tokens, at)
    return found is not None and found[1][1] == "issue"
