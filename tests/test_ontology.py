"""The ontology defines all that the code writes, in both languages, and the schemes are exactly the enumerations of the model."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg import model
from kg import terms as t
from kg.names import fold
from kg.quads import DIRECT_PROPERTY, Object, quads
from tests import known

ONTOLOGY = Path(__file__).parents[1] / "ontology"
FILES = ("peyvand.ttl", "schemes.ttl", "shapes.ttl")
IRI = URIRef(t.BASE + "ontology")

TERMS = Graph().parse(ONTOLOGY / "peyvand.ttl")
SCHEMES = Graph().parse(ONTOLOGY / "schemes.ttl")
SHAPES = Graph().parse(ONTOLOGY / "shapes.ttl")
REGISTER = Graph()
for file in sorted((ONTOLOGY / "authorities").glob("*.ttl")):
    REGISTER.parse(file)

OWN = sorted({s for s in TERMS.subjects(RDF.type) if str(s).startswith(t.PV)}, key=str)
FOREIGN = sorted(set(TERMS.subjects(SKOS.scopeNote)), key=str)
CONCEPTS = sorted(SCHEMES.subjects(RDF.type, SKOS.Concept), key=str)
SCHEME_IRIS = sorted(SCHEMES.subjects(RDF.type, SKOS.ConceptScheme), key=str)

CLOSED: dict[str, type[StrEnum]] = {
    "event": model.EventType,
    "role": model.ActorRole,
    "status": model.PostStatus,
    "relation": model.Predicate,
    "form": model.MentionForm,
    "speech": model.SpeechForm,
    "modality": model.Modality,
    "precision": model.Precision,
}
LANGUAGES = ["en", "fa"]


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    return sorted(
        value.language or "" for value in graph.objects(subject, predicate) if isinstance(value, Literal)
    )


def short(iri: Node) -> str:
    return re.split(r"[#/]", str(iri))[-1]


# The ontology itself


def test_the_ontology_has_a_version() -> None:
    (version,) = TERMS.objects(IRI, OWL.versionInfo)
    assert (IRI, OWL.versionIRI, URIRef(f"{t.BASE}ontology/{version}")) in TERMS
    assert (IRI, RDF.type, OWL.Ontology) in TERMS


@pytest.mark.parametrize("name", FILES)
def test_there_are_no_blank_nodes(name: str) -> None:
    graph = Graph().parse(ONTOLOGY / name)
    assert not [triple for triple in graph if any(isinstance(node, BNode) for node in triple)]


@pytest.mark.parametrize("name", FILES)
def test_every_prefix_is_that_of_the_code_and_is_used(name: str) -> None:
    text = (ONTOLOGY / name).read_text(encoding="utf-8")
    declared = dict(re.findall(r"^@prefix ([\w-]+): <(.*)> \.$", text, re.MULTILINE))
    body = re.sub(r'^@prefix.*$|^#.*$|"[^"\n]*"', "", text, flags=re.MULTILINE)
    for prefix, iri in declared.items():
        assert t.PREFIXES.get(prefix, iri) == iri
        assert re.search(rf"(?<![\w-]){re.escape(prefix)}:", body), (
            f"{name} declares {prefix}: and does not use it"
        )


@pytest.mark.parametrize("term", OWN, ids=short)
def test_every_own_term_has_label_and_definition_in_both_languages(term: URIRef) -> None:
    assert languages(TERMS, term, RDFS.label) == LANGUAGES
    assert languages(TERMS, term, SKOS.definition) == LANGUAGES
    assert list(TERMS.objects(term, RDFS.isDefinedBy)) == [IRI]
    for definition in TERMS.objects(term, SKOS.definition):
        assert str(definition).endswith(".")
        assert ". " not in str(definition), "a definition is one sentence"


@pytest.mark.parametrize("term", FOREIGN, ids=short)
def test_every_foreign_term_says_how_it_is_used_and_who_defines_it(term: URIRef) -> None:
    assert languages(TERMS, term, SKOS.scopeNote) == LANGUAGES
    (home,) = TERMS.objects(term, RDFS.isDefinedBy)
    assert str(term).startswith(str(home))
    assert not list(TERMS.objects(term, SKOS.definition)), "the definitions of others are theirs"


def test_names_follow_the_style_guide() -> None:
    for term in OWN:
        name = str(term).removeprefix(t.PV)
        kinds = set(TERMS.objects(term, RDF.type))
        if RDFS.Datatype in kinds:
            continue
        assert re.fullmatch(r"[A-Z][A-Za-z]+" if OWL.Class in kinds else r"[a-z][A-Za-z0-9]+", name), name


def test_labels_of_own_terms_are_told_apart() -> None:
    """Two terms of one kind with one label could not be told apart by a reader."""
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = Counter(
            label
            for term in OWN
            if (term, RDF.type, kind) in TERMS
            for label in TERMS.objects(term, RDFS.label)
        )
        assert not [label for label, count in labels.items() if count > 1]


def test_what_terms_refer_to_is_defined() -> None:
    known_terms = {*OWN, *FOREIGN}
    builtin = (t.XSD, str(RDF), str(RDFS), str(OWL))
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range):
        for value in TERMS.objects(None, predicate):
            assert value in known_terms or str(value).startswith(builtin), f"{predicate} {value}"


# Code and ontology


def written_by_the_code() -> set[str]:
    """Every term of a vocabulary that the modules which write the graph name."""
    found = set()
    folder = ONTOLOGY.parent / "kg"
    for path in (folder / "quads.py", folder / "store" / "provenance.py"):
        for vocabulary, name in re.findall(r'\bt\.([A-Z_]+) \+ "(\w+)"', path.read_text(encoding="utf-8")):
            if vocabulary != "XSD":
                found.add(getattr(t, vocabulary) + name)
    return found | set(DIRECT_PROPERTY.values())


# What is built from parts (t.PV + name …) does not stand in the source, so the quads of the known article are asked as well.
KNOWN = list(quads(known.extraction()))
WRITTEN = (
    written_by_the_code()
    | {q.predicate for q in KNOWN}
    | {str(q.object) for q in KNOWN if q.predicate == t.RDF + "type"}
)


@pytest.mark.parametrize("term", sorted(WRITTEN - {t.RDF + "langString"}), ids=short)
def test_every_term_that_the_code_writes_is_defined_or_listed(term: str) -> None:
    assert URIRef(term) in {*OWN, *FOREIGN}


def test_every_term_of_the_register_is_defined_or_listed() -> None:
    if not len(REGISTER):
        pytest.skip("this checkout has no register")
    used = {*REGISTER.predicates(), *REGISTER.objects(None, RDF.type)}
    used |= {value.datatype for value in REGISTER.objects() if isinstance(value, Literal) and value.datatype}
    builtin = (t.XSD, str(RDF))
    assert sorted(str(term) for term in used - {*OWN, *FOREIGN} if not str(term).startswith(builtin)) == []


@pytest.mark.parametrize(
    "term",
    sorted(
        set(SHAPES.objects(None, SH.path)) | set(SHAPES.objects(None, SH.targetClass)),
        key=str,
    ),
    ids=short,
)
def test_every_term_of_the_shapes_is_defined_or_listed(term: URIRef) -> None:
    assert term in {*OWN, *FOREIGN, SKOS.inScheme, SKOS.definition}


def test_every_class_that_the_code_writes_has_a_shape() -> None:
    targets = {str(cls) for cls in SHAPES.objects(None, SH.targetClass)}
    below = {str(sub) for cls in targets for sub in TERMS.transitive_subjects(RDFS.subClassOf, URIRef(cls))}
    written = {str(q.object) for q in KNOWN if q.predicate == t.RDF + "type"}
    assert written - below == {t.PV + "Article"}


# Schemes


@pytest.mark.parametrize("scheme", CLOSED)
def test_the_concepts_of_a_closed_scheme_are_the_values_of_its_enumeration(scheme: str) -> None:
    concepts = {str(c) for c in SCHEMES.subjects(SKOS.inScheme, URIRef(t.SCHEME + scheme))}
    assert concepts == {t.term(scheme, value) for value in CLOSED[scheme]}


@pytest.mark.parametrize(
    ("scheme", "name"),
    [("review", "unreviewed"), ("rank", "normal"), ("source", "publisher"), ("source", "relayed")],
)
def test_concepts_that_the_code_names_by_hand_exist(scheme: str, name: str) -> None:
    assert URIRef(t.term(scheme, name)) in CONCEPTS


@pytest.mark.parametrize("concept", CONCEPTS, ids=short)
def test_every_concept_is_labelled_defined_and_placed(concept: URIRef) -> None:
    assert languages(SCHEMES, concept, SKOS.prefLabel) == LANGUAGES
    assert languages(SCHEMES, concept, SKOS.definition) == LANGUAGES
    (scheme,) = SCHEMES.objects(concept, SKOS.inScheme)
    (notation,) = SCHEMES.objects(concept, SKOS.notation)
    assert str(concept) == f"{scheme}-{notation}"
    broader = list(SCHEMES.objects(concept, SKOS.broader))
    assert bool(broader) != ((concept, SKOS.topConceptOf, scheme) in SCHEMES)
    assert all((above, SKOS.inScheme, scheme) in SCHEMES for above in broader)


@pytest.mark.parametrize("scheme", SCHEME_IRIS, ids=short)
def test_every_scheme_is_labelled_and_its_names_are_told_apart(scheme: URIRef) -> None:
    assert languages(SCHEMES, scheme, SKOS.prefLabel) == LANGUAGES
    assert languages(SCHEMES, scheme, SKOS.definition) == LANGUAGES
    for language in LANGUAGES:
        names: dict[str, set[Node]] = {}
        for concept in SCHEMES.subjects(SKOS.inScheme, scheme):
            for predicate in (SKOS.prefLabel, SKOS.altLabel):
                for label in SCHEMES.objects(concept, predicate):
                    if isinstance(label, Literal) and label.language == language:
                        names.setdefault(fold(str(label)), set()).add(concept)
        assert not {name for name, concepts in names.items() if len(concepts) > 1}


def test_titles_and_honorifics_are_many() -> None:
    for scheme in ("post", "honorific"):
        assert len(list(SCHEMES.subjects(SKOS.inScheme, URIRef(t.SCHEME + scheme)))) >= 35


# The guide


def test_the_example_of_the_guide_is_what_the_known_article_gives() -> None:
    """The worked example of ontology/README.md is Turtle whose triples all stand in the known article's quads."""
    text = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in t.PREFIXES.items())
    shown = Graph().parse(data=prefixes + block, format="turtle")
    whole = Graph()
    for quad in KNOWN:
        whole.add((URIRef(quad.subject), URIRef(quad.predicate), _node(quad.object)))
    assert len(shown) > 20
    assert not set(shown) - set(whole)


def _node(value: Object) -> Node:
    if isinstance(value, str):
        return URIRef(value)
    # Turtle reads "known" without a datatype, which rdflib keeps apart from xsd:string.
    datatype = None if value.datatype in {t.XSD + "string", t.RDF + "langString"} else URIRef(value.datatype)
    return Literal(value.value, lang=value.language or None, datatype=datatype)


def test_the_guide_names_every_own_class() -> None:
    text = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    for term in OWN:
        if (term, RDF.type, OWL.Class) in TERMS:
            assert f"`pv:{str(term).removeprefix(t.PV)}`" in text
