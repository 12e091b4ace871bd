"""The store's facts as a networkx graph; networkx's only door.

Nodes are persons, organisations, places, events and figures; edges are what an article says of two of them, and each carries the
sentence that says it. Statements, and posts at no named body, have no second end: they stand among the `facts` of their node.
Whom an article took its report from is left out: it would tie every body to its own news desk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

import networkx as nx

from kg import terms as t
from kg import wording
from kg.errors import NotFoundError
from kg.graph_rows import Rows, evidence, facts, names, scheme
from kg.names import fold
from kg.store import Graphs

PASSED = frozenset({"event", "figure"})
"""Kinds that stand for a fact rather than a thing: a walk over the neighbourhood passes through them without a step."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one claim says, worded, with the passage that says it.

    Attributes:
        claim: its IRI.
        kind: `post`, `participation`, `place`, `relation`, `figure`, `part` or `statement`.
        label: its wording, in Persian.
        sentence: the sentence as stored.
        focus: where in the sentence the words stand that say it (code points, end exclusive); None for the whole sentence.
        article: the IRI of the article's version; `headline`, `url` and `date` (ISO day of publication) are empty where unknown.
        score: the certainty of the extraction, 0 to 1.
        time: when it took place, or the days on which a post is attested, in Persian; empty where unknown.
    """

    claim: str
    kind: str
    label: str
    sentence: str = ""
    focus: tuple[int, int] | None = None
    article: str = ""
    headline: str = ""
    url: str = ""
    date: str = ""
    score: float = 1.0
    time: str = ""


class _Link(NamedTuple):
    """A fact before its evidence is fetched, with the nodes at its ends; `end` is None where it has only one."""

    start: str
    end: str | None
    fact: Fact


def graph(
    store: Graphs, *, about: str | None = None, depth: int = 1, limit: int = 400
) -> nx.MultiDiGraph[str]:
    """Return the facts of a store as a graph, in the same order for the same store.

    Args:
        store: a store, or its history.
        about: the IRI of a node; only its neighbourhood is given. Without it, the most connected nodes of all.
        depth: how many steps the neighbourhood goes. Events and figures are passed through, so that a person's meeting, the others
            who met and the parts of a total are one step away.
        limit: the most nodes to give; the nearest come first, then the most connected.

    Returns:
        Nodes are IRIs with `label`, `kind` (person, organization, place, event, figure), `names` (its other names) and `facts` (a tuple
        of `Fact`: what an event or figure itself says, a person's statements). Edges have the fields of `Fact`.
        `graph.graph` has `about`, and `left_out`: the number of nodes (of the neighbourhood, with `about`) that `limit` kept out.

    Raises:
        NotFoundError: if the store knows nothing of `about`.
    """
    links = sorted(_links(facts(store), scheme(store)), key=_order)
    nodes = _nodes(links)
    neighbours = _neighbours(links)
    if about is not None and about not in nodes:
        if not names(store, [about]):
            raise NotFoundError(about, "the store has no such thing", "look it up by its name")
        nodes[about] = {}
    chosen = _nearest(about, neighbours, nodes, depth) if about is not None else dict.fromkeys(nodes, 0)
    ranked = sorted(chosen, key=lambda iri: (chosen[iri], -len(neighbours[iri]), iri))
    kept = set(ranked[:limit])
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph(about=about, left_out=len(ranked) - len(kept))
    shown = [link for link in links if link.start in kept and (link.end is None or link.end in kept)]
    _fill(result, store, shown, {iri: nodes[iri] for iri in sorted(kept)})
    return result


def _fill(
    result: nx.MultiDiGraph[str], store: Graphs, links: list[_Link], nodes: Mapping[str, dict[str, Any]]
) -> None:
    """Add the kept nodes and links with their names and evidence."""
    known = names(store, list(nodes))
    found = evidence(store, sorted({link.fact.claim for link in links}))
    own: dict[str, list[Fact]] = defaultdict(list)
    edges: list[tuple[str, str, Fact]] = []
    for start, end, bare in links:
        fact = replace(bare, **found.get(bare.claim, {}))
        if end is None:
            own[start].append(fact)
        else:
            edges.append((start, end, fact))
    for iri, worded in nodes.items():
        about = {"kind": "organization", "label": _local(iri), "names": (), **known.get(iri, {}), **worded}
        result.add_node(iri, **about, facts=tuple(own[iri]))
    for start, end, fact in edges:
        values = {entry.name: getattr(fact, entry.name) for entry in fields(fact)}
        result.add_edge(start, end, key=f"{fact.claim} {fact.label}", **values)


def _order(link: _Link) -> tuple[str, ...]:
    return (link.start, link.end or "", link.fact.kind, link.fact.label, link.fact.claim)


def _local(iri: str) -> str:
    """Return the last part of an IRI, for what has no name."""
    return iri.rstrip("/").rpartition("#")[2].rpartition("/")[2] or iri


def _nodes(links: Iterable[_Link]) -> dict[str, dict[str, Any]]:
    """Return every node of the links; those that stand for a fact get its wording and kind, which no name in the store gives."""
    nodes: dict[str, dict[str, Any]] = {}
    for start, end, fact in links:
        nodes.setdefault(start, {})
        if end is None and fact.kind in PASSED:
            nodes[start] = {"label": fact.label, "kind": fact.kind}
        elif end is not None:
            nodes.setdefault(end, {})
    return nodes


def _neighbours(links: Iterable[_Link]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for start, end, _ in links:
        if end is not None and end != start:
            found[start].add(end)
            found[end].add(start)
    return found


def _nearest(
    about: str, neighbours: Mapping[str, set[str]], nodes: Mapping[str, dict[str, Any]], depth: int
) -> dict[str, int]:
    """Return the nodes within `depth` steps, with their distance; the step away from an event or figure is free."""
    distance = {about: 0}
    ring = [about]
    for step in range(1, depth + 1):
        if not ring:
            break
        following: list[str] = []
        pending = list(ring)
        while pending:
            here = pending.pop()
            for iri in sorted(neighbours.get(here, ())):
                if iri in distance:
                    continue
                distance[iri] = step
                following.append(iri)
                if nodes[iri].get("kind") in PASSED:
                    pending.append(iri)
        ring = following
    return distance


def _links(rows: Rows, concepts: Mapping[str, str]) -> Iterator[_Link]:
    """Word the rows of every kind of claim."""

    def word(iri: str) -> str:
        return concepts.get(iri) or _local(iri).partition("-")[2]

    for row in rows.posts:
        status = "" if row["status"] == t.term("status", "current") else word(row["status"])
        # A title such as `سرپرست` says its status itself.
        title = row["title"] if status in row["title"] else f"{row['title']} ({status})"
        time = wording.period(row["first"], row["last"])
        yield _Link(
            row["subject"],
            row["object"] or None,
            Fact(row["claim"], "post", title, time=time),
        )
    for row in rows.relations:
        time = wording.period(row["first"], row["last"])
        yield _Link(
            row["subject"], row["object"], Fact(row["claim"], "relation", word(row["type"]), time=time)
        )
    for row in rows.statements:
        said = f"{row['verb']}: {row['text']}" if row["text"] else row["verb"]
        yield _Link(row["subject"], None, Fact(row["claim"], "statement", said))
    yield from _events(rows, word)
    yield from _figures(rows)


def _events(rows: Rows, word: Callable[[str], str]) -> Iterator[_Link]:
    asserted = t.term("modality", "asserted")
    for row in rows.events:
        time = wording.period(row["first"], row["last"])
        label = f"{word(row['type'])}، {time}" if time else word(row["type"])
        if row["modality"] != asserted:
            label = f"{label} ({word(row['modality'])})"
        yield _Link(row["claim"], None, Fact(row["claim"], "event", label, time=time))
        if row["place"]:
            yield _Link(row["claim"], row["place"], Fact(row["claim"], "place", "محل", time=time))
    for row in rows.actors:
        yield _Link(row["subject"], row["claim"], Fact(row["claim"], "participation", word(row["role"])))


def _figures(rows: Rows) -> Iterator[_Link]:
    totals = {row["claim"] for row in rows.figures}
    for row in rows.figures:
        # The node says its unit already.
        text = "" if fold(row["text"]) == fold(row["unit"]) else row["text"]
        approximate = row["approximate"] == "true"
        label = wording.amount(row["value"], row["unit"], approximate=approximate, qualifier=row["qualifier"])
        time = wording.period(row["first"], row["last"]) or row["period"]
        said = " ".join(filter(None, (text, row["region"], row["period"])))
        yield _Link(row["claim"], None, Fact(row["claim"], "figure", label, time=time))
        owner = row["about"] or ("" if row["total"] in totals else row["speaker"])
        if owner:
            yield _Link(owner, row["claim"], Fact(row["claim"], "figure", said or "رقم", time=time))
        if row["total"] in totals:
            part = f"جزء: {said}" if said and not owner else "جزء"
            yield _Link(row["total"], row["claim"], Fact(row["claim"], "part", part, time=time))
