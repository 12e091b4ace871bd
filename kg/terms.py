"""Every IRI of the graph: the vocabularies used, our own terms, and how instance IRIs are minted.

Instance IRIs are ASCII and stable: a curated slug for what stands in the authority register, a hash of the identity key for what was
discovered. The same text read twice gives the same IRIs.
"""

from __future__ import annotations

import hashlib
import re

from kg.model import (
    Claim,
    Document,
    EntityKind,
    EventClaim,
    FigureClaim,
    PostClaim,
    RelationClaim,
    SourceClaim,
    Span,
    StatementClaim,
)
from kg.names import fold

BASE = "https://w3id.org/peyvand/"
ID = BASE + "id/"
PV = BASE + "ontology#"
SCHEME = BASE + "scheme/"
GRAPH = BASE + "graph/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
QB = "http://purl.org/linked-data/cube#"
SCHEMA = "https://schema.org/"
SDMX_MEASURE = "http://purl.org/linked-data/sdmx/2009/measure#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
TIME = "http://www.w3.org/2006/time#"

PREFIXES: dict[str, str] = {
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "pv": PV,
    "pvg": GRAPH,
    "pvi": ID,
    "pvs": SCHEME,
    "qb": QB,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sdmx-measure": SDMX_MEASURE,
    "sem": SEM,
    "skos": SKOS,
    "time": TIME,
    "xsd": XSD,
}
"""The prefixes of every file that Peyvand writes and of every query that it reads."""

ONTOLOGY_GRAPH = GRAPH + "ontology"
AUTHORITY_GRAPH = GRAPH + "authorities"
NAMES_GRAPH = GRAPH + "names"
PROVENANCE_GRAPH = GRAPH + "provenance"
SYSTEM_GRAPHS = (ONTOLOGY_GRAPH, AUTHORITY_GRAPH, NAMES_GRAPH, PROVENANCE_GRAPH)
FIGURES = ID + "figures"

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def digest(*parts: object) -> str:
    """Return 20 hexadecimal digits (80 bits) of the SHA-256 of the parts, which are told apart by a separator."""
    joined = "\x1f".join(str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:20]


def registered_iri(slug: str) -> str:
    """Return the IRI of an entry of the authority register.

    Raises:
        ValueError: if `slug` is not lower-case ASCII words joined by hyphens.
    """
    if not _SLUG.fullmatch(slug):
        raise ValueError(f"not a slug: {slug!r}")
    return ID + slug


def entity_iri(kind: EntityKind, *key: str) -> str:
    """Return the IRI of a discovered entity from its identity key (names are folded first)."""
    return f"{ID}{kind}-{digest(*map(fold, key))}"


def article_iri(doc: Document) -> str:
    """Return the IRI of the article, which all its versions share: its address decides, or else its id."""
    return f"{ID}article-{digest(doc.url or doc.id)}"


def version_iri(doc: Document) -> str:
    """Return the IRI of this version of the article, which is also the name of its graph."""
    return f"{article_iri(doc)}-v-{doc.sha256[:16]}"


def passage_iri(version: str, span: Span) -> str:
    """Return the IRI of a passage of a version: a `char` fragment by RFC 5147, counting code points."""
    return f"{version}#char={span.start},{span.end}"


def post_iri(organization: str | None, title: str) -> str:
    """Return the IRI of a post, which is the same whoever holds it."""
    return f"{ID}post-{digest(organization or '', fold(title))}"


def run_iri(fingerprint: str) -> str:
    """Return the IRI of the run of an engine."""
    return f"{ID}run-{fingerprint[:20]}"


def term(scheme: str, name: str) -> str:
    """Return the IRI of a concept, e.g. `term("event", "meeting")`."""
    return f"{SCHEME}{scheme}-{name}"


_CONTENT: dict[type[Claim], tuple[str, ...]] = {
    PostClaim: ("person", "title", "organization", "status"),
    EventClaim: ("type", "actors", "place", "time", "modality"),
    StatementClaim: ("speaker", "verb", "content", "form"),
    FigureClaim: ("value", "unit", "about", "approximate", "region", "period"),
    RelationClaim: ("subject", "predicate", "object"),
    SourceClaim: ("agent", "relayed"),
}
_SEGMENT: dict[type[Claim], str] = {
    PostClaim: "membership",
    EventClaim: "event",
    StatementClaim: "statement",
    FigureClaim: "figure",
    RelationClaim: "relation",
    SourceClaim: "source",
}


def claim_iri(version: str, claim: Claim) -> str:
    """Return the IRI of a claim: a hash of what it says and where, so that the same reading gives the same node."""
    content = [repr(getattr(claim, name)) for name in _CONTENT[type(claim)]]
    span = claim.evidence.focus or claim.evidence.span
    key = digest(version, *content, claim.evidence.span.start, span.start, span.end)
    return f"{ID}{_SEGMENT[type(claim)]}-{key}"
