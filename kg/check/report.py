"""What is wrong in a graph: the shapes of `ontology/shapes.ttl` and the violation queries of `queries/checks/`, as one report.

Both run inside the store. A finding is placed: with the name of its node, its article and its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import wording
from kg.check.shapes import Rule, Severity, rules
from kg.check.violations import Check, checks
from kg.find import rows, text
from kg.quads import Literal, Object
from kg.store.text import batches, iris, is_iri

if TYPE_CHECKING:
    from kg.store import Graphs

Progress = Callable[[int, int, str], None]
"""Called with what is done, what there is to do, and the name of the shape or query that comes next."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one node.

    Attributes:
        source: the IRI of the shape, or the name of the violation query.
        focus: the IRI of the node at fault.
        label: its Persian name; empty for a node that has none, as claims.
        value: the characters of a value at fault, where one is.
        article: the title of the article that the node belongs to, or its identifier where it has no title.
        sentence: the evidence; empty where there is none.
    """

    severity: Severity
    source: str
    focus: str
    message_fa: str
    message_en: str
    value: str = ""
    label: str = ""
    article: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, the worst first."""

    results: tuple[Finding, ...]
    shapes_checked: int
    queries_checked: int

    @property
    def conforms(self) -> bool:
        """Whether no finding is a violation."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.results)


def check(store: Graphs, *, progress: Progress | None = None) -> Report:
    """Check the graph of a store, and return what is wrong with it.

    Raises:
        OntologyError: if the shapes can't be read.
        QueryError: if a violation query is malformed.
    """
    steps: list[Rule | Check] = [*rules(), *checks()]
    found: list[Finding] = []
    for done, step in enumerate(steps):
        name = step.name if isinstance(step, Check) else step.shape
        if progress:
            progress(done, len(steps), name.rpartition("#")[2])
        found += _broken(store, step) if isinstance(step, Rule) else _violated(store, step)
    if progress:
        progress(len(steps), len(steps), "")
    queries = sum(isinstance(step, Check) for step in steps)
    results = sorted(
        _placed(store, found), key=lambda f: (_ORDER[f.severity], f.source, f.focus, f.message_en)
    )
    return Report(tuple(results), len(steps) - queries, queries)


_ORDER = {severity: place for place, severity in enumerate(Severity)}


def _broken(store: Graphs, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each node that breaks a shape, however many of its values do."""
    values: dict[str, str] = {}
    for query in rule.queries:
        for row in rows(store, query):
            focus, value = text(row["focus"]), text(row.get("value"))
            values[focus] = min(filter(None, (values.get(focus), value)), default="")
    for focus, value in values.items():
        yield Finding(rule.severity, rule.shape, focus, rule.message_fa, rule.message_en, value)


def _violated(store: Graphs, query: Check) -> Iterator[Finding]:
    for row in rows(store, query.text):
        said_fa = {name: _worded(term) for name, term in row.items()}
        said_en = {name: text(term) for name, term in row.items()}
        yield Finding(
            query.severity,
            query.name,
            text(row["focus"]),
            _filled(query.message_fa, said_fa),
            _filled(query.message_en, said_en),
        )


def _worded(term: Object | None) -> str:
    """Return a value as Persian writes it: numbers in its digits, days in its calendar."""
    plain = text(term)
    if not isinstance(term, Literal) or term.language:
        return plain
    return wording.day(plain) or wording.number(plain)


_NAME = re.compile(r"\{(\w+)\}")


def _filled(message: str, said: Mapping[str, str]) -> str:
    """Put the values of a row for the names in braces; what the row lacks stays as it is."""
    return _NAME.sub(lambda found: said.get(found[1], found[0]), message)


# Where a node belongs, told by each path to it in turn: claims, their parts, passages, mentions, selectors and versions. One query a path:
# engines join a UNION with VALUES by reading the whole store, some hundred times slower.

_SAID = "SELECT ?focus ?said { VALUES ?focus { %s } ?focus %s ?said }"
_NAMES = ("skos:prefLabel", "rdfs:label")
_VERSIONS = (
    "",
    "pv:statedIn/",
    "^(pv:participation|org:memberDuring)/pv:statedIn/",
    "oa:hasSource/",
    "oa:hasTarget/oa:hasSource/",
    "^oa:hasSelector/oa:hasSource/",
)
_TITLES = tuple(f"{path}{name}" for name in ("schema:headline", "schema:identifier") for path in _VERSIONS)
_SENTENCES = (
    "oa:exact",
    "oa:hasSelector/oa:exact",
    "oa:hasTarget/oa:hasSelector/oa:exact",
    "prov:wasDerivedFrom/oa:hasSelector/oa:exact",
    "^oa:hasSelector/oa:hasSelector/oa:exact",
    "^(pv:participation|org:memberDuring)/prov:wasDerivedFrom/oa:hasSelector/oa:exact",
)


def _placed(store: Graphs, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings with name, article and sentence of their nodes."""
    nodes = sorted({finding.focus for finding in findings if is_iri(finding.focus)})
    label = _said(store, _NAMES, nodes, language="fa")
    article, sentence = (_said(store, paths, nodes) for paths in (_TITLES, _SENTENCES))
    for f in findings:
        yield replace(
            f,
            label=label.get(f.focus, ""),
            article=article.get(f.focus, ""),
            sentence=sentence.get(f.focus, ""),
        )


def _said(
    store: Graphs, paths: Sequence[str], nodes: Sequence[str], *, language: str | None = None
) -> dict[str, str]:
    """Return what the first path that leads anywhere says of each node: of several answers the first in code-point order."""
    found: dict[str, str] = {}
    for path in paths:
        answers: dict[str, str] = {}
        for batch in batches([node for node in nodes if node not in found]):
            for row in rows(store, _SAID % (iris(batch), path)):
                focus, said = text(row["focus"]), row["said"]
                if language is None or (isinstance(said, Literal) and said.language == language):
                    answers[focus] = min(answers.get(focus, text(said)), text(said))
        found |= answers
    return found
