"""What the rooms pass to each other: documents, mentions, entities and claims.

Every offset is a code point into `Document.text`, end exclusive. Every type is immutable; nothing here knows RDF or Persian.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text, in code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class Precision(StrEnum):
    """How exactly a source fixes a time."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimePoint:
    """A time as a source gives it.

    Attributes:
        written: the string as printed, in its own digits and calendar.
        earliest, latest: the first and last Gregorian day that it may mean (equal where the day is fixed).
        precision: how exactly it is fixed.
        at: the moment with its UTC offset, where a clock time is printed.
        span: where it stands in the text, if it does.
    """

    written: str
    earliest: date
    latest: date
    precision: Precision
    at: datetime | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it is stored: the text that all offsets count in, and what its source says about it.

    Attributes:
        id: the article's name: the stem of its file (with the folders below the one that the user named), or a JSON line's `id`.
        text: the stored text, kicker, title and body included. It is never changed after this.
        body: the article proper, without kicker, title and date lines.
        origin: where it was read from, for messages only; it is no part of the article's identity.
        publisher: the outlet's name as the source's own metadata gives it.
    """

    id: str
    text: str
    body: Span
    origin: str
    media_type: str = "text/plain"
    title: Span | None = None
    kicker: Span | None = None
    published: TimePoint | None = None
    modified: TimePoint | None = None
    url: str | None = None
    publisher: str | None = None
    keywords: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the stored text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def quote(self, span: Span) -> str:
        """Return the stored text of `span`."""
        return self.text[span.start : span.end]


class EntityKind(StrEnum):
    """The kinds of thing that a name can stand for."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"


class MentionForm(StrEnum):
    """How a mention names its entity. A demonstrative that points back to a name (`این سازمان`) counts as a pronoun."""

    FULL = "full"
    SHORT = "short"
    SURNAME = "surname"
    PRONOUN = "pronoun"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that stands for an entity.

    Attributes:
        entity: the IRI of the entity that it was linked to.
        honorifics: titles of respect printed before the name; they are no part of it.
        score: how certain the link is, 0 to 1.
        rule: the name of the rule that found the name; empty where another mention led to it.
    """

    span: Span
    text: str
    kind: EntityKind
    entity: str
    form: MentionForm = MentionForm.FULL
    honorifics: tuple[str, ...] = ()
    score: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place that an article names.

    Attributes:
        name: the fullest form, in standard spelling, without honorifics.
        aliases: the other forms that the article itself uses, printed misspellings included.
        types: further classes, as IRIs (`schema:Library` …).
        registered: whether it stands in the authority register.
        printed: whether the article names it; False for one that is known through a post's title only (`وزیر کشور`).
    """

    iri: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    registered: bool = False
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passage that a claim rests on.

    Attributes:
        span: the sentence.
        exact: the text of the sentence as stored; a claim whose `exact` is not found at `span` is rejected.
        focus: the words inside the sentence that say it; the whole sentence where None.
    """

    span: Span
    exact: str
    focus: Span | None = None


class PostStatus(StrEnum):
    """How the text presents the holding of a post at the time of the article."""

    CURRENT = "current"
    FORMER = "former"
    ACTING = "acting"
    UNKNOWN = "unknown"


class EventType(StrEnum):
    """The event types of the scheme in `ontology/schemes.ttl`."""

    MEETING = "meeting"
    VISIT = "visit"
    CONFERENCE = "conference"
    CEREMONY = "ceremony"
    EXHIBITION = "exhibition"
    AGREEMENT = "agreement"
    APPOINTMENT = "appointment"
    LAUNCH = "launch"
    PUBLICATION = "publication"
    DEATH = "death"
    AWARD = "award"
    OTHER = "other"


class ActorRole(StrEnum):
    """The part that an actor plays in an event."""

    PARTICIPANT = "participant"
    HOST = "host"
    GUEST = "guest"
    SPEAKER = "speaker"
    SIGNATORY = "signatory"
    APPOINTEE = "appointee"
    APPOINTER = "appointer"
    HONOUREE = "honouree"
    DECEASED = "deceased"


class Modality(StrEnum):
    """Whether the text asserts an event, announces it, denies it, or only holds it possible (hearsay, hope, condition)."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    DENIED = "denied"
    POSSIBLE = "possible"


class SpeechForm(StrEnum):
    """Whether a statement gives the speaker's words or reports them."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class Predicate(StrEnum):
    """The relations between bodies, and between a body and a place, of the scheme in `ontology/schemes.ttl`."""

    PART_OF = "partOf"
    MEMBER_OF = "memberOf"
    HOSTS = "hosts"
    CUSTODIAN_OF = "custodianOf"
    COOPERATES_WITH = "cooperatesWith"
    LOCATED_IN = "locatedIn"
    OWNER_OF = "ownerOf"
    REPRESENTATIVE_OF = "representativeOf"
    FOUNDED_BY = "foundedBy"
    SUCCEEDS = "succeeds"


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity (by IRI) in a part of an event."""

    entity: str
    role: ActorRole = ActorRole.PARTICIPANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that an article says, with the sentence that says it.

    Attributes:
        score: the certainty of the extraction, 0 to 1. How certain the links are stands on the mentions.
        rule: the name of the rule that found it.
        antecedents: where a pronoun or bare title was resolved: the passages that name what it stands for.
    """

    evidence: Evidence
    score: float
    rule: str
    antecedents: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostClaim(Claim):
    """A person holds, held or is to hold a post.

    Attributes:
        title: the post's name as printed, in standard spelling, without the organisation.
        role: the notation of the title's concept in the scheme of titles (`pvs:post`), None where it has none.
    """

    person: str
    title: str
    organization: str | None
    status: PostStatus = PostStatus.CURRENT
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim(Claim):
    """Something that took place, takes place or is announced."""

    type: EventType
    actors: tuple[Actor, ...] = ()
    place: str | None = None
    time: TimePoint | None = None
    modality: Modality = Modality.ASSERTED

    @property
    def participants(self) -> tuple[str, ...]:
        """The IRIs of the actors, each once, in order."""
        return tuple(dict.fromkeys(actor.entity for actor in self.actors))


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementClaim(Claim):
    """One reporting clause: who is reported to have said what.

    Attributes:
        verb: the reporting verb as printed.
        infinitive: the verb's infinitive, under which its forms count as one; None where it has none (`به گفته`).
        content: where the words said stand.
        source: the body that the article took the words from (agency, public relations), if it says so.
    """

    speaker: str
    verb: str
    content: Span
    form: SpeechForm = SpeechForm.INDIRECT
    infinitive: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureClaim(Claim):
    """A figure: what is counted or measured, about what, and how much.

    Attributes:
        unit: the counted noun or its classifier (`کشور`, `نسخه`, `ریال`).
        about: a short noun phrase of the text for what the figure is about.
        qualifier: the printed words that make the figure inexact (`بیش از`, `حدود`, `نزدیک به`, `دست‌کم`); no part of the claim's identity.
        about_entity: the entity that it is about, where it was linked.
        region, period: as the source names them.
        part_of: the figure (by its claim identity, see `kg.terms.claim_iri`) of which this one is a part.
        speaker: who gives the figure, if it stands in a statement.
    """

    value: int | float
    unit: str
    about: str
    approximate: bool = False
    qualifier: str | None = None
    about_entity: str | None = None
    region: str | None = None
    period: str | None = None
    time: TimePoint | None = None
    speaker: str | None = None
    part_of: FigureClaim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationClaim(Claim):
    """A lasting relation between two bodies, or a body and a place."""

    subject: str
    predicate: Predicate
    object: str
    time: TimePoint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceClaim(Claim):
    """The body that the article names as where its report comes from (`به گزارش …`).

    Attributes:
        relayed: True for the second link of a chain (`به گزارش ایسنا به نقل از روابط عمومی …`: the public relations).
    """

    agent: str
    relayed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """The software that made an extraction. Two runs with the same fingerprint make the same claims of the same text.

    Attributes:
        version: Peyvand's.
        extractor: the name of the plug-in that read in place of Peyvand's rules; empty where they read.
        model: the name and version of the model that it used.
    """

    version: str
    fingerprint: str
    extractor: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article.

    Attributes:
        rejected: claims whose evidence did not hold, with the reason (what is special to one claim follows a colon); they are reported
            and never stored. What could not even be made a claim of some kind is a bare `Claim`.
    """

    doc: Document
    run: Run
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    rejected: tuple[tuple[Claim, str], ...] = field(default=())

    def entity(self, iri: str) -> Entity:
        """Return the entity with `iri`.

        Raises:
            KeyError: if no such entity stands in this extraction.
        """
        for entity in self.entities:
            if entity.iri == iri:
                return entity
        raise KeyError(iri)
