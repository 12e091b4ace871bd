"""What is wrong in a graph: the shapes of `ontology/shapes.ttl` and the violation queries of `queries/checks/`, as one report.

Both run inside the store. A finding is placed: with the name of its node, its article and its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import wording
from kg.check.shapes import Rule, Severity, rules
from kg.check.violations import Check, checks
from kg.quads import Literal, Object

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
        for row in _rows(store, query):
            focus, value = _text(row["focus"]), _text(row.get("value"))
            values[focus] = min(filter(None, (values.get(focus), value)), default="")
    for focus, value in values.items():
        yield Finding(rule.severity, rule.shape, focus, rule.message_fa, rule.message_en, value)


def _violated(store: Graphs, query: Check) -> Iterator[Finding]:
    for row in _rows(store, query.text):
        said_fa = {name: _worded(term) for name, term in row.items()}
        said_en = {name: _text(term) for name, term in row.items()}
        yield Finding(
            query.severity,
            query.name,
            _text(row["focus"]),
            _filled(query.message_fa, said_fa),
            _filled(query.message_en, said_en),
        )


def _rows(store: Graphs, sparql: str) -> Iterator[dict[str, Object | None]]:
    table = store.select(sparql)
    return (dict(zip(table.variables, row, strict=True)) for row in table.rows)


def _text(term: Object | None) -> str:
    return term.value if isinstance(term, Literal) else term or ""


def _worded(term: Object | None) -> str:
    """Return a value as Persian writes it: numbers in its digits, days in its calendar."""
    text = _text(term)
    if not isinstance(term, Literal) or term.language:
        return text
    return wording.day(text) or wording.number(text)


_NAME = re.compile(r"\{(\w+)\}")


def _filled(message: str, said: Mapping[str, str]) -> str:
    """Put the values of a row for the names in braces; what the row lacks stays as it is."""
    return _NAME.sub(lambda found: said.get(found[1], found[0]), message)


# Where a node belongs: its name, its article and its sentence, for claims, their parts, passages, selectors, mentions and versions.

_BATCH = 200
_LABEL = 'SELECT ?focus ?said { VALUES ?focus { %s } ?focus skos:prefLabel|rdfs:label ?said FILTER(LANG(?said) = "fa") }'
_PREFERRED = (
    'SELECT ?focus ?said { VALUES ?focus { %s } ?focus skos:prefLabel ?said FILTER(LANG(?said) = "fa") }'
)
_ARTICLE = """SELECT ?focus ?said { VALUES ?focus { %s }
  { BIND(?focus AS ?version) }
  UNION { ?focus pv:statedIn ?version }
  UNION { ?claim pv:participation|org:memberDuring ?focus . ?claim pv:statedIn ?version }
  UNION { ?focus oa:hasSource ?version }
  UNION { ?focus oa:hasTarget ?passage . ?passage oa:hasSource ?version }
  UNION { ?passage oa:hasSelector ?focus . ?passage oa:hasSource ?version }
  ?version schema:headline ?said }"""
_IDENTIFIER = _ARTICLE.replace("schema:headline", "schema:identifier")
_SENTENCE = """SELECT ?focus ?said { VALUES ?focus { %s }
  { ?focus oa:exact ?said }
  UNION { ?focus oa:hasSelector|oa:hasTarget/oa:hasSelector ?quote . ?quote oa:exact ?said }
  UNION { ?focus prov:wasDerivedFrom ?passage . ?passage oa:hasSelector ?quote . ?quote oa:exact ?said }
  UNION { ?passage oa:hasSelector ?focus, ?quote . ?quote oa:exact ?said }
  UNION { ?claim pv:participation|org:memberDuring ?focus . ?claim prov:wasDerivedFrom ?passage .
          ?passage oa:hasSelector ?quote . ?quote oa:exact ?said } }"""


def _placed(store: Graphs, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings with name, article and sentence of their nodes."""
    nodes = sorted({finding.focus for finding in findings if _is_iri(finding.focus)})
    label, preferred, title, identifier, sentence = (
        _said(store, query, nodes) for query in (_LABEL, _PREFERRED, _ARTICLE, _IDENTIFIER, _SENTENCE)
    )
    for f in findings:
        yield replace(
            f,
            label=preferred.get(f.focus) or label.get(f.focus, ""),
            article=title.get(f.focus) or identifier.get(f.focus, ""),
            sentence=sentence.get(f.focus, ""),
        )


def _is_iri(node: str) -> bool:
    """Tell whether a node can be written between angle brackets; blank nodes and broken IRIs of foreign graphs can't."""
    return ":" in node and not node.startswith("_:") and not re.search(r'[\x00-\x20<>"{}|\\^`]', node)


def _said(store: Graphs, query: str, nodes: Sequence[str]) -> dict[str, str]:
    """Return what a query says of each node: of several answers the first in code-point order."""
    found: dict[str, str] = {}
    for batch in _batches(nodes):
        for row in _rows(store, query % " ".join(f"<{node}>" for node in batch)):
            focus, said = _text(row["focus"]), _text(row["said"])
            found[focus] = min(found.get(focus, said), said)
    return found


def _batches(nodes: Sequence[str]) -> Iterable[Sequence[str]]:
    return (nodes[start : start + _BATCH] for start in range(0, len(nodes), _BATCH))
