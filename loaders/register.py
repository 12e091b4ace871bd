"""The authority register as the extraction needs it: names → entries. rdflib's door among the loaders.

The Turtle files are `ontology/authorities/*.ttl`; what their properties mean is told at the head of `institutions.ttl`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg import terms as t
from kg.errors import OntologyError
from kg.model import EntityKind
from loaders.extract.phrases import Phrases

if TYPE_CHECKING:
    from rdflib import Graph

_CHECKOUT = Path(__file__).parents[1] / "ontology"
_INSTALLED = Path(t.__file__).parent / "ontology"
_KINDS = {
    t.FOAF + "Person": EntityKind.PERSON,
    t.ORG + "Organization": EntityKind.ORGANIZATION,
    t.ORG + "FormalOrganization": EntityKind.ORGANIZATION,
    t.ORG + "OrganizationalUnit": EntityKind.ORGANIZATION,
    t.ORG + "OrganizationalCollaboration": EntityKind.ORGANIZATION,
    t.SCHEMA + "Country": EntityKind.PLACE,
    t.SCHEMA + "City": EntityKind.PLACE,
    t.SCHEMA + "AdministrativeArea": EntityKind.PLACE,
    t.SCHEMA + "Place": EntityKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One body, place or person of the register.

    Attributes:
        labels: names that mean it wherever they stand; the first is the preferred one.
        former: names that it bore before.
        contextual: short names that mean it only beside a full one.
        portfolios: what stands after `وزیر` in its minister's title.
    """

    iri: str
    kind: EntityKind
    labels: tuple[str, ...]
    former: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The preferred name."""
        return self.labels[0]

    @property
    def is_country(self) -> bool:
        """Whether the entry is a country."""
        return t.SCHEMA + "Country" in self.types


class Register:
    """The entries by IRI, and phrase tables over their names."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.iri: entry for entry in entries}
        everyone = sorted(
            self.entries.values(), key=lambda entry: (entry.kind is EntityKind.PLACE, entry.iri)
        )
        self.bodies = self._names(everyone, EntityKind.ORGANIZATION)
        self.places = self._names(everyone, EntityKind.PLACE)
        self.persons = self._names(everyone, EntityKind.PERSON)
        self.contextual: Phrases[tuple[Entry, ...]] = self._contextual(everyone)
        self.portfolios: Phrases[Entry] = Phrases(
            (label, entry) for entry in everyone for label in entry.portfolios
        )

    @staticmethod
    def _names(everyone: Sequence[Entry], kind: EntityKind) -> Phrases[Entry]:
        return Phrases(
            (label, entry)
            for entry in everyone
            if entry.kind is kind
            for label in (*entry.labels, *entry.former)
        )

    @staticmethod
    def _contextual(everyone: Sequence[Entry]) -> Phrases[tuple[Entry, ...]]:
        by_label: dict[str, list[Entry]] = {}
        for entry in everyone:
            for label in entry.contextual:
                by_label.setdefault(label, []).append(entry)
        return Phrases((label, tuple(entries)) for label, entries in by_label.items())


def _parsed(paths: Sequence[Path]) -> Graph:
    """Return the triples of Turtle files."""
    from rdflib import Graph

    graph = Graph()
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except Exception as error:  # rdflib's parser raises its own BadSyntax, ValueError and others
            raise OntologyError(
                path.name, f"is not valid Turtle ({str(error).splitlines()[0]})", "correct it"
            ) from error
    return graph


def read(paths: Sequence[Path]) -> Register:
    """Read a register from Turtle files.

    Raises:
        OntologyError: if a file is not Turtle, or an entry has no Persian preferred label.
    """
    from rdflib import RDF, URIRef
    from rdflib.namespace import ORG, SKOS

    graph = _parsed(paths)

    def labels(node: URIRef, name: str) -> tuple[str, ...]:
        predicate = URIRef(name)
        return tuple(
            sorted(str(o) for o in graph.objects(node, predicate) if getattr(o, "language", None) == "fa")
        )

    entries: list[Entry] = []
    for subject in sorted({s for s in graph.subjects(SKOS.prefLabel, None) if isinstance(s, URIRef)}):
        types = tuple(sorted(str(o) for o in graph.objects(subject, RDF.type)))
        kind = next((_KINDS[cls] for cls in types if cls in _KINDS), None)
        if kind is None:
            continue
        preferred = labels(subject, t.SKOS + "prefLabel")
        if not preferred:
            raise OntologyError(
                str(subject), "has no preferred label in Persian", 'add skos:prefLabel "…"@fa'
            )
        entries.append(
            Entry(
                str(subject),
                kind,
                (*preferred, *labels(subject, t.SKOS + "altLabel")),
                labels(subject, t.PV + "formerLabel"),
                labels(subject, t.PV + "contextualLabel"),
                labels(subject, t.PV + "portfolioLabel"),
                types,
                tuple(
                    sorted(
                        str(o) for p in (ORG.subOrganizationOf, ORG.unitOf) for o in graph.objects(subject, p)
                    )
                ),
            )
        )
    return Register(entries)


def roles() -> Phrases[str]:
    """Return the scheme of post titles: labels → the notation of the concept.

    Raises:
        OntologyError: if `schemes.ttl` is not valid Turtle.
    """
    return _roles(_ontology() / "schemes.ttl")


@lru_cache(maxsize=1)
def _roles(path: Path) -> Phrases[str]:
    from rdflib import RDF
    from rdflib.namespace import ORG, SKOS

    graph = _parsed((path,))
    found = sorted(
        (str(label), str(graph.value(concept, SKOS.notation)))
        for concept in graph.subjects(RDF.type, ORG.Role)
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        for label in graph.objects(concept, predicate)
        if getattr(label, "language", None) == "fa"
    )
    return Phrases(found)


@lru_cache(maxsize=1)
def register() -> Register:
    """Return the register that Peyvand ships."""
    return read([path for path in files() if path.parent.name == "authorities"])


def files() -> tuple[Path, ...]:
    """Return the files that the rules read: the register's and the scheme of titles."""
    return (*sorted((_ontology() / "authorities").glob("*.ttl")), _ontology() / "schemes.ttl")


def _ontology() -> Path:
    """Return the folder of the ontology, in the checkout or in the installed package."""
    return next(folder for folder in (_CHECKOUT, _INSTALLED) if folder.is_dir())
