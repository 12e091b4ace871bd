"""All that the graph says of one entity, as plain data: each fact with its time, its sentence and its article.

The facts are the rows of the named queries, so what `kg show` prints is what `kg query` answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from kg import terms as t
from kg import wording
from kg.errors import NotFoundError
from kg.find import classes, label, rows, text
from kg.model import EntityKind
from kg.names import fold
from kg.quads import KIND_CLASS, Object
from kg.query import load, run
from kg.store import Table

if TYPE_CHECKING:
    from kg.store import Graphs

Row = dict[str, Object | None]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of an entity.

    Attributes:
        persian: the preferred name; the IRI where there is none.
        english: the preferred English name, if the register gives one.
        variants: other forms, printed ones and those of the register, each once. A word that only stands for the name, such as a bare title
            or the noun of `این سازمان`, is none.
        honorifics: titles of respect that were printed before the name.
    """

    persian: str
    english: str = ""
    variants: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said of the entity, with the passage that says it.

    Attributes:
        text: what is said, in Persian and short.
        first, last: ISO days. Of a post the first and last on which it is attested; of an event the bounds of its time; else empty.
        written: the time as printed.
        published: the ISO day of the article.
        claim: the IRI of the claim; empty, as sentence and article are, for what only the register says.
    """

    text: str
    sentence: str = ""
    headline: str = ""
    published: str = ""
    score: float | None = None
    claim: str = ""
    article: str = ""
    first: str = ""
    last: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """An article that names the entity."""

    iri: str
    headline: str
    published: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Description:
    """What the graph says of an entity.

    Attributes:
        kind: None for what is neither person, body nor place (a post, say).
        types: the further classes, by their Persian label, or else by their local name.
        posts: the posts that a person holds or held.
        officials: the persons who hold or held posts in a body.
        figures: those about the entity and those that it gave.
        relations: in both directions.
        articles: those that name it, oldest first.
    """

    iri: str
    names: Names
    kind: EntityKind | None = None
    types: tuple[str, ...] = ()
    posts: tuple[Fact, ...] = ()
    officials: tuple[Fact, ...] = ()
    events: tuple[Fact, ...] = ()
    statements: tuple[Fact, ...] = ()
    figures: tuple[Fact, ...] = ()
    relations: tuple[Fact, ...] = ()
    articles: tuple[Source, ...] = field(default=())


def describe(store: Graphs, iri: str) -> Description:
    """Return what the graph says of the entity with this IRI; `kg.find.find` gives the IRI of a name.

    Raises:
        NotFoundError: if the graph does not know the IRI.
        StoreError: if the store fails.
    """
    held = classes(store, iri)
    if not held and label(store, iri) is None:
        raise NotFoundError(iri, "the graph knows no such entity", "kg query most-mentioned lists entities")
    kind = next((kind for kind, cls in KIND_CLASS.items() if cls in held), None)
    return Description(
        iri,
        _names(store, iri),
        kind,
        tuple(_concept(store, cls) for cls in held if cls not in KIND_CLASS.values()),
        posts=tuple(_posts(store, _answers(store, "posts-of", person=iri))),
        officials=tuple(_officials(store, _answers(store, "officials-of", organization=iri))),
        events=tuple(_events(store, _answers(store, "events-in-period", participant=iri))),
        statements=tuple(_statements(_answers(store, "statements-by", speaker=iri))),
        figures=tuple(_figures(store, iri)),
        relations=tuple(_relations(store, _answers(store, "network", body=iri))),
        articles=tuple(_articles(store, iri)),
    )


_LABELS = """
SELECT DISTINCT ?entity ?property ?name WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel rdfs:label pv:formerLabel }
  ?entity ?property ?name .
} ORDER BY ?property ?name"""
_HONORIFICS = """
SELECT DISTINCT ?entity ?honorific WHERE {
  ?mention oa:hasBody ?entity ; schema:honorificPrefix ?honorific .
} ORDER BY ?honorific"""
_ARTICLES = """
SELECT ?entity ?article ?headline ?published (COUNT(DISTINCT ?mention) AS ?mentions) WHERE {
  ?mention oa:hasBody ?entity ; oa:hasTarget/oa:hasSource ?article .
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article pv:publicationDay ?published }
} GROUP BY ?entity ?article ?headline ?published ORDER BY ?published ?headline ?article"""


def _answers(store: Graphs, name: str, **values: str) -> list[Row]:
    """Return the rows of a named query by variable."""
    answer = run(store, load(name), values).answer
    if not isinstance(answer, Table):
        raise TypeError(f"the named query {name} is no SELECT")
    return [dict(zip(answer.variables, row, strict=True)) for row in answer.rows]


def _names(store: Graphs, iri: str) -> Names:
    labels = [(text(r["property"]), r["name"]) for r in rows(store, _LABELS, entity=iri)]
    preferred = {_language(name): text(name) for kind, name in labels if kind == t.SKOS + "prefLabel"}
    # `این شبکه` stands for the network like a short form, but unlike one it is no label: what remains is the same name otherwise spelt.
    known = {fold(text(name)) for _, name in labels}
    variants_printed = (text(row["printed"]) for row in _answers(store, "name-variants", entity=iri))
    printed = [name for name in variants_printed if fold(name) in known]
    persian = preferred.get("fa") or next((text(name) for _, name in labels), iri)
    others = dict.fromkeys([text(name) for _, name in labels] + printed)
    variants = tuple(name for name in others if name not in {persian, preferred.get("en")})
    honorifics = tuple(text(row["honorific"]) for row in rows(store, _HONORIFICS, entity=iri))
    return Names(persian, preferred.get("en", ""), variants, honorifics)


def _language(name: Object | None) -> str:
    return "" if name is None or isinstance(name, str) else name.language


def _posts(store: Graphs, answers: Iterable[Row]) -> Iterator[Fact]:
    for row in answers:
        said = " ".join(filter(None, (text(row["postTitle"]), text(row["organizationName"]))))
        yield _fact(
            row, said + _status(store, row), first=text(row["firstAttested"]), last=text(row["lastAttested"])
        )


def _officials(store: Graphs, answers: Iterable[Row]) -> Iterator[Fact]:
    for row in answers:
        said = f"{text(row['personName'])}، {text(row['postTitle'])}"
        yield _fact(
            row, said + _status(store, row), first=text(row["firstAttested"]), last=text(row["lastAttested"])
        )


def _status(store: Graphs, row: Row) -> str:
    """Return the status in brackets, where it says more than that the article presents the post as held."""
    status = text(row["status"])
    plain = status in {t.term("status", "current"), t.term("status", "unknown")}
    return "" if plain else f" ({_concept(store, status)})"


def _events(store: Graphs, answers: Sequence[Row]) -> Iterator[Fact]:
    """Make one fact of the rows of an event, which has one for each actor."""
    for _, actors in groupby(answers, key=lambda row: row["claim"]):
        same = list(actors)
        row = same[0]
        names = [f"{text(r['actorName'])} ({_concept(store, text(r['role']))})" for r in same if r["actor"]]
        said = f"{_concept(store, text(row['type']))}: {'، '.join(dict.fromkeys(names))}".rstrip(": ")
        if row["placeName"]:
            said += f"؛ {text(row['placeName'])}"
        if text(row["modality"]) != t.term("modality", "asserted"):
            said += f" ({_concept(store, text(row['modality']))})"
        yield _fact(
            row, said, first=text(row["earliest"]), last=text(row["latest"]), written=text(row["when"])
        )


def _statements(answers: Iterable[Row]) -> Iterator[Fact]:
    for row in answers:
        yield _fact(row, ": ".join(filter(None, (text(row["verb"]), text(row["said"])))))


def _figures(store: Graphs, iri: str) -> Iterator[Fact]:
    about, given = (_answers(store, "figures-of", **{role: iri}) for role in ("about", "speaker"))
    for row in {text(row["claim"]): row for row in (*about, *given)}.values():
        unit, topic = text(row["unit"]), text(row["aboutText"])
        approximate = text(row["approximate"]) == "true"
        amount = wording.amount(
            text(row["value"]), unit, approximate=approximate, qualifier=text(row["qualifier"])
        )
        more = ("" if fold(topic) == fold(unit) else topic, text(row["region"]), text(row["period"]))
        yield _fact(row, "، ".join(filter(None, (amount, *more))))


def _relations(store: Graphs, answers: Iterable[Row]) -> Iterator[Fact]:
    for row in answers:
        ends = [text(row["bodyName"]) or text(row["body"]), text(row["otherName"]) or text(row["other"])]
        if text(row["direction"]) == "in":
            ends.reverse()
        yield _fact(row, f"{ends[0]} ← {_concept(store, text(row['relation']))} ← {ends[1]}")


def _articles(store: Graphs, iri: str) -> Iterator[Source]:
    for row in rows(store, _ARTICLES, entity=iri):
        yield Source(
            text(row["article"]), text(row["headline"]), text(row["published"]), int(text(row["mentions"]))
        )


def _concept(store: Graphs, iri: str) -> str:
    """Return the Persian label of a concept or class; its local name where the ontology is not loaded."""
    return label(store, iri) or iri.rpartition("-")[2].rpartition("/")[2].rpartition("#")[2]


def _fact(row: Row, said: str, *, first: str = "", last: str = "", written: str = "") -> Fact:
    score = text(row["score"])
    return Fact(
        said, text(row["sentence"]), text(row["headline"]), text(row["published"]), float(score) if score else None,
        text(row["claim"]), text(row["article"]), first, last, written,
    )  # fmt: skip
