"""Claims become quads: pure, ordered, and the same for the same extraction.

Each article version has one named graph, which holds the version's description with its full text, the entities as the article names
them, one `oa:Annotation` a mention, and one node a claim with its evidence. The shape is described in `ontology/README.md`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kg import terms as t
from kg.model import (
    Claim,
    Entity,
    EntityKind,
    EventClaim,
    Evidence,
    Extraction,
    FigureClaim,
    Mention,
    PostClaim,
    PostStatus,
    Precision,
    Predicate,
    RelationClaim,
    SourceClaim,
    Span,
    StatementClaim,
    TimePoint,
)
from kg.names import fold

_CONTEXT = 32  # code points of prefix and suffix that a text-quote selector carries


class Literal(NamedTuple):
    """An RDF literal. `language` is empty for all but `rdf:langString`."""

    value: str
    datatype: str = t.XSD + "string"
    language: str = ""


Object = str | Literal
"""An IRI as a string, or a literal. There are no blank nodes."""


class Triple(NamedTuple):
    """One statement inside a graph."""

    subject: str
    predicate: str
    object: Object


class Quad(NamedTuple):
    """One statement with the graph that it stands in."""

    subject: str
    predicate: str
    object: Object
    graph: str


Triples = Iterator[Triple]

DIRECT_PROPERTY: dict[Predicate, str] = {
    Predicate.PART_OF: t.ORG + "subOrganizationOf",
    Predicate.MEMBER_OF: t.ORG + "memberOf",
    Predicate.HOSTS: t.PV + "hosts",
    Predicate.CUSTODIAN_OF: t.PV + "custodianOf",
    Predicate.COOPERATES_WITH: t.PV + "cooperatesWith",
    Predicate.LOCATED_IN: t.PV + "locatedIn",
    Predicate.OWNER_OF: t.PV + "ownerOf",
    Predicate.REPRESENTATIVE_OF: t.PV + "representativeOf",
    Predicate.FOUNDED_BY: t.SCHEMA + "founder",
    Predicate.SUCCEEDS: t.PV + "succeeds",
}
"""The plain property that each relation claim also gives, for easy querying."""

KIND_CLASS = {
    EntityKind.PERSON: t.FOAF + "Person",
    EntityKind.ORGANIZATION: t.ORG + "Organization",
    EntityKind.PLACE: t.SCHEMA + "Place",
}
"""The class that every entity of a kind has, whatever others it has beside it."""


def persian(text: str) -> Literal:
    """Return a literal in Persian."""
    return Literal(text, t.RDF + "langString", "fa")


def typed(value: object, datatype: str) -> Literal:
    """Return a literal of an XML Schema datatype, given by its local name."""
    return Literal(str(value), t.XSD + datatype)


def number(value: int | float) -> Literal:
    """Return a figure as an `xsd:decimal` in its shortest plain form."""
    text = format(Decimal(str(value)).normalize(), "f")
    return Literal(text, t.XSD + "decimal")


def quads(extraction: Extraction) -> Iterator[Quad]:
    """Yield the quads of an extraction, each once, all in the graph of the article's version."""
    graph = t.version_iri(extraction.doc)
    seen: set[Triple] = set()
    for triple in _article(extraction, graph):
        if triple not in seen:
            seen.add(triple)
            yield Quad(*triple, graph)


def _article(extraction: Extraction, version: str) -> Triples:
    yield from _version(extraction, version)
    for entity in extraction.entities:
        yield from _entity(entity)
    for mention in extraction.mentions:
        yield from _mention(extraction, version, mention)
    mentions = sorted(extraction.mentions, key=lambda mention: mention.span)
    for claim in extraction.claims:
        iri = t.claim_iri(version, claim)
        yield from _claim(extraction, version, iri, claim)
        yield Triple(iri, t.PV + "linkScore", number(_link_score(mentions, claim)))
        yield from _SHAPES[type(claim)](iri, claim, version, extraction)


def _version(extraction: Extraction, version: str) -> Triples:
    doc = extraction.doc
    article = t.article_iri(doc)
    yield Triple(article, t.RDF + "type", t.PV + "Article")
    yield Triple(version, t.RDF + "type", t.SCHEMA + "NewsArticle")
    yield Triple(version, t.PROV + "specializationOf", article)
    yield Triple(version, t.PROV + "wasGeneratedBy", t.run_iri(extraction.run.fingerprint))
    yield Triple(version, t.SCHEMA + "identifier", Literal(doc.id))
    yield Triple(version, t.SCHEMA + "inLanguage", Literal("fa"))
    yield Triple(version, t.SCHEMA + "encodingFormat", Literal(doc.media_type))
    yield Triple(version, t.PV + "sha256", Literal(doc.sha256))
    yield Triple(version, t.SCHEMA + "text", persian(doc.text))
    if doc.url:
        yield Triple(version, t.SCHEMA + "url", Literal(doc.url, t.XSD + "anyURI"))
    if doc.title:
        yield Triple(version, t.SCHEMA + "headline", persian(doc.quote(doc.title)))
    if doc.kicker:
        yield Triple(version, t.SCHEMA + "alternativeHeadline", persian(doc.quote(doc.kicker)))
    if doc.publisher:
        yield Triple(version, t.PV + "outletName", persian(doc.publisher))
    for keyword in doc.keywords:
        yield Triple(version, t.SCHEMA + "keywords", persian(keyword))
    if doc.published:
        yield from _stamp(version, "datePublished", doc.published)
    if doc.modified:
        yield from _stamp(version, "dateModified", doc.modified)


def _stamp(version: str, name: str, time: TimePoint) -> Triples:
    """Give a date of the article itself: as `xsd:dateTime` where a clock time is printed, and always as day and as written."""
    exact = typed(time.at.isoformat(), "dateTime") if time.at else typed(time.earliest.isoformat(), "date")
    yield Triple(version, t.SCHEMA + name, exact)
    yield Triple(version, t.PV + name + "AsWritten", persian(time.written))
    if name == "datePublished":
        yield Triple(version, t.PV + "publicationDay", typed(time.earliest.isoformat(), "date"))


def _entity(entity: Entity) -> Triples:
    yield Triple(entity.iri, t.RDF + "type", KIND_CLASS[entity.kind])
    for cls in entity.types:
        yield Triple(entity.iri, t.RDF + "type", cls)
    yield Triple(entity.iri, t.RDFS + "label", persian(entity.name))
    for alias in entity.aliases:
        if alias != entity.name:
            yield Triple(entity.iri, t.SKOS + "altLabel", persian(alias))
    for form in (entity.name, *entity.aliases):
        yield Triple(entity.iri, t.PV + "nameKey", Literal(fold(form)))


def _mention(extraction: Extraction, version: str, mention: Mention) -> Triples:
    passage = t.passage_iri(version, mention.span)
    iri = f"{version}#mention={mention.span.start},{mention.span.end}"
    yield Triple(iri, t.RDF + "type", t.OA + "Annotation")
    yield Triple(iri, t.OA + "motivatedBy", t.OA + "identifying")
    yield Triple(iri, t.OA + "hasBody", mention.entity)
    yield Triple(iri, t.OA + "hasTarget", passage)
    yield Triple(iri, t.PV + "mentionForm", t.term("form", mention.form))
    yield Triple(iri, t.PV + "linkScore", number(mention.score))
    for honorific in mention.honorifics:
        yield Triple(iri, t.SCHEMA + "honorificPrefix", persian(honorific))
    yield from _passage(extraction, version, mention.span)


def _passage(extraction: Extraction, version: str, span: Span) -> Triples:
    """Give a passage both selectors of the Web Annotation model (sections 4.2.4 and 4.2.5): by quote and by position."""
    text = extraction.doc.text
    iri = t.passage_iri(version, span)
    where, quote = f"{version}#position={span.start},{span.end}", f"{version}#quote={span.start},{span.end}"
    yield Triple(iri, t.RDF + "type", t.OA + "SpecificResource")
    yield Triple(iri, t.OA + "hasSource", version)
    yield Triple(iri, t.OA + "hasSelector", where)
    yield Triple(iri, t.OA + "hasSelector", quote)
    yield Triple(where, t.RDF + "type", t.OA + "TextPositionSelector")
    yield Triple(where, t.OA + "start", typed(span.start, "integer"))
    yield Triple(where, t.OA + "end", typed(span.end, "integer"))
    yield Triple(quote, t.RDF + "type", t.OA + "TextQuoteSelector")
    yield Triple(quote, t.OA + "exact", Literal(span.of(text)))
    yield Triple(quote, t.OA + "prefix", Literal(text[max(0, span.start - _CONTEXT) : span.start]))
    yield Triple(quote, t.OA + "suffix", Literal(text[span.end : span.end + _CONTEXT]))


def _claim(extraction: Extraction, version: str, iri: str, claim: Claim) -> Triples:
    """What every claim carries: its article, its evidence, and the four values of trust apart from each other."""
    yield Triple(iri, t.RDF + "type", t.PV + "Claim")
    yield Triple(iri, t.PV + "statedIn", version)
    yield Triple(iri, t.PV + "rule", Literal(claim.rule))
    yield Triple(iri, t.PV + "extractionScore", number(round(claim.score, 4)))
    yield Triple(iri, t.PV + "reviewStatus", t.term("review", "unreviewed"))
    yield Triple(iri, t.PV + "rank", t.term("rank", "normal"))
    yield Triple(iri, t.PROV + "wasDerivedFrom", t.passage_iri(version, claim.evidence.span))
    yield from _passage(extraction, version, claim.evidence.span)
    if claim.evidence.focus:
        yield Triple(iri, t.PV + "focus", t.passage_iri(version, claim.evidence.focus))
        yield from _passage(extraction, version, claim.evidence.focus)
    for antecedent in claim.antecedents:
        yield from _antecedent(extraction, version, iri, antecedent)


def _antecedent(extraction: Extraction, version: str, iri: str, antecedent: Evidence) -> Triples:
    span = antecedent.focus or antecedent.span
    yield Triple(iri, t.PV + "antecedent", t.passage_iri(version, span))
    yield from _passage(extraction, version, span)


def _link_score(mentions: Sequence[Mention], claim: Claim) -> float:
    """The certainty of a claim's links: the least sure of the mentions (in order) inside its evidence that it rests on."""
    named = entities_of(claim)
    span = claim.evidence.span
    first, end = (
        bisect_left(mentions, at, key=lambda mention: mention.span.start) for at in (span.start, span.end)
    )
    scores = [m.score for m in mentions[first:end] if m.entity in named and span.covers(m.span)]
    return round(min(scores, default=1.0), 4)


def entities_of(claim: Claim) -> frozenset[str]:
    """Return the IRIs of the entities that a claim is about."""
    match claim:
        case PostClaim():
            named: Iterable[str | None] = (claim.person, claim.organization)
        case EventClaim():
            named = (*claim.participants, claim.place)
        case StatementClaim():
            named = (claim.speaker, claim.source)
        case FigureClaim():
            named = (claim.about_entity, claim.speaker)
        case RelationClaim():
            named = (claim.subject, claim.object)
        case SourceClaim():
            named = (claim.agent,)
        case _:
            named = ()
    return frozenset(iri for iri in named if iri)


def _post(iri: str, claim: PostClaim, version: str, extraction: Extraction) -> Triples:
    post = t.post_iri(claim.organization, claim.title)
    during = iri + "-during"
    yield Triple(iri, t.RDF + "type", t.ORG + "Membership")
    yield Triple(iri, t.ORG + "member", claim.person)
    yield Triple(iri, t.PV + "post", post)
    yield Triple(iri, t.PV + "postTitle", persian(claim.title))
    yield Triple(iri, t.PV + "tenureStatus", t.term("status", claim.status))
    yield Triple(iri, t.ORG + "memberDuring", during)
    yield Triple(during, t.RDF + "type", t.TIME + "Interval")
    published = extraction.doc.published
    if published and claim.status in {PostStatus.CURRENT, PostStatus.ACTING}:
        yield Triple(during, t.PV + "firstAttested", typed(published.earliest.isoformat(), "date"))
        yield Triple(during, t.PV + "lastAttested", typed(published.latest.isoformat(), "date"))
    yield Triple(post, t.RDF + "type", t.ORG + "Post")
    yield Triple(post, t.PV + "postTitle", persian(claim.title))
    if claim.role:
        yield Triple(iri, t.ORG + "role", t.term("post", claim.role))
        yield Triple(post, t.ORG + "role", t.term("post", claim.role))
    if claim.organization:
        yield Triple(iri, t.ORG + "organization", claim.organization)
        yield Triple(post, t.ORG + "postIn", claim.organization)


def _event(iri: str, claim: EventClaim, version: str, extraction: Extraction) -> Triples:
    yield Triple(iri, t.RDF + "type", t.SEM + "Event")
    yield Triple(iri, t.SEM + "eventType", t.term("event", claim.type))
    yield Triple(iri, t.PV + "modality", t.term("modality", claim.modality))
    for place, actor in enumerate(claim.actors, 1):
        role = f"{iri}-actor-{place}"
        yield Triple(iri, t.SEM + "hasActor", actor.entity)
        yield Triple(iri, t.PV + "participation", role)
        yield Triple(role, t.RDF + "type", t.SEM + "Role")
        yield Triple(role, t.RDF + "value", actor.entity)
        yield Triple(role, t.SEM + "roleType", t.term("role", actor.role))
    if claim.place:
        yield Triple(iri, t.SEM + "hasPlace", claim.place)
    yield from _time(iri, claim.time)


def _time(iri: str, time: TimePoint | None) -> Triples:
    """Give a time by its bounds, so that a date filter finds it whatever its precision (an `xsd:gYear` would be dropped)."""
    if time is None:
        return
    yield Triple(iri, t.SEM + "hasEarliestBeginTimeStamp", typed(time.earliest.isoformat(), "date"))
    yield Triple(iri, t.SEM + "hasLatestEndTimeStamp", typed(time.latest.isoformat(), "date"))
    yield Triple(iri, t.PV + "timePrecision", t.term("precision", time.precision))
    yield Triple(iri, t.PV + "timeAsWritten", persian(time.written))
    if time.at and time.precision in {Precision.SECOND, Precision.MINUTE}:
        yield Triple(iri, t.SEM + "hasTimeStamp", typed(time.at.isoformat(), "dateTime"))


def _statement(iri: str, claim: StatementClaim, version: str, extraction: Extraction) -> Triples:
    yield Triple(iri, t.RDF + "type", t.SCHEMA + "Quotation")
    yield Triple(iri, t.SCHEMA + "spokenByCharacter", claim.speaker)
    yield Triple(iri, t.PV + "reportingVerb", persian(claim.verb))
    if claim.infinitive:
        yield Triple(iri, t.PV + "verbInfinitive", persian(claim.infinitive))
    yield Triple(iri, t.PV + "speechForm", t.term("speech", claim.form))
    yield Triple(iri, t.PROV + "wasQuotedFrom", version)
    if claim.content.start < claim.content.end:
        yield Triple(iri, t.SCHEMA + "text", persian(extraction.doc.quote(claim.content)))
    if claim.source:
        yield Triple(iri, t.PV + "relayedBy", claim.source)


def _figure(iri: str, claim: FigureClaim, version: str, extraction: Extraction) -> Triples:
    yield Triple(iri, t.RDF + "type", t.QB + "Observation")
    yield Triple(iri, t.QB + "dataSet", t.FIGURES)
    yield Triple(iri, t.SDMX_MEASURE + "obsValue", number(claim.value))
    yield Triple(iri, t.PV + "unit", persian(claim.unit))
    yield Triple(iri, t.PV + "approximate", typed(str(claim.approximate).lower(), "boolean"))
    optional: tuple[tuple[str, str | None], ...] = (
        ("aboutText", claim.about), ("qualifier", claim.qualifier), ("region", claim.region), ("period", claim.period),
    )  # fmt: skip
    for name, text in optional:
        if text:
            yield Triple(iri, t.PV + name, persian(text))
    if claim.about_entity:
        yield Triple(iri, t.PV + "about", claim.about_entity)
    if claim.speaker:
        yield Triple(iri, t.SCHEMA + "spokenByCharacter", claim.speaker)
    if claim.part_of:
        yield Triple(iri, t.PV + "partOfTotal", t.claim_iri(version, claim.part_of))
    yield from _time(iri, claim.time)


def _relation(iri: str, claim: RelationClaim, version: str, extraction: Extraction) -> Triples:
    yield Triple(iri, t.RDF + "type", t.PV + "Relation")
    yield Triple(iri, t.PV + "subject", claim.subject)
    yield Triple(iri, t.PV + "relationType", t.term("relation", claim.predicate))
    yield Triple(iri, t.PV + "object", claim.object)
    yield Triple(claim.subject, DIRECT_PROPERTY[claim.predicate], claim.object)
    if claim.predicate is Predicate.COOPERATES_WITH:
        yield Triple(claim.object, DIRECT_PROPERTY[claim.predicate], claim.subject)
    yield from _time(iri, claim.time)


def _source(iri: str, claim: SourceClaim, version: str, extraction: Extraction) -> Triples:
    yield Triple(iri, t.RDF + "type", t.PROV + "Attribution")
    yield Triple(iri, t.PROV + "agent", claim.agent)
    yield Triple(iri, t.PROV + "hadRole", t.term("source", "relayed" if claim.relayed else "publisher"))
    if claim.relayed:
        yield Triple(version, t.PROV + "hadPrimarySource", claim.agent)
    else:
        yield Triple(version, t.SCHEMA + "publisher", claim.agent)


_SHAPES: dict[type[Claim], Callable[..., Triples]] = {
    PostClaim: _post,
    EventClaim: _event,
    StatementClaim: _statement,
    FigureClaim: _figure,
    RelationClaim: _relation,
    SourceClaim: _source,
}
