"""A store as if claims below a score had never been read: the SPARQL updates that take them out of a copy.

A claim takes with it what is said for its sake alone: the nodes of its interval and its participants, the plain property that a relation
gives, the publisher that a named source gives, and posts and passages that nothing else refers to. Entities and mentions stay: that a
name stands in the text is not in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg import terms as t
from kg.model import Predicate
from kg.quads import DIRECT_PROPERTY

_OWN_NODES = "org:memberDuring|pv:participation"
_PASSAGE_OF = "prov:wasDerivedFrom|pv:focus|pv:antecedent"
_SOURCE_PROPERTY = {
    t.term("source", "publisher"): t.SCHEMA + "publisher",
    t.term("source", "relayed"): t.PROV + "hadPrimarySource",
}


def without_claims_below(min_score: float) -> Iterator[str]:
    """Yield the updates, in their order, that leave only the claims whose `pv:extractionScore` is at least `min_score`."""
    below = f"?claim pv:extractionScore ?score . FILTER(?score < {Decimal(str(min_score)):f})"
    enough = f"?other pv:extractionScore ?enough . FILTER(?enough >= {Decimal(str(min_score)):f})"
    for predicate, direct in DIRECT_PROPERTY.items():
        said = f"pv:relationType <{t.term('relation', predicate)}> ; pv:subject ?s ; pv:object ?o"
        also = f"?other {said} . {enough}"
        if predicate is not Predicate.COOPERATES_WITH:
            yield _delete(f"?s <{direct}> ?o", f"?claim {said} . {below}", unless=also)
            continue
        turned = f"pv:relationType <{t.term('relation', predicate)}> ; pv:subject ?o ; pv:object ?s"
        either = f"{{ {also} }} UNION {{ ?other {turned} . {enough} }}"
        yield _delete(f"?s <{direct}> ?o . ?o <{direct}> ?s", f"?claim {said} . {below}", unless=either)
    for role, direct in _SOURCE_PROPERTY.items():
        said = f"pv:statedIn ?v ; prov:hadRole <{role}> ; prov:agent ?o"
        yield _delete(f"?v <{direct}> ?o", f"?claim {said} . {below}", unless=f"?other {said} . {enough}")
    yield _delete("?node ?p ?o", f"{below} ?claim {_OWN_NODES} ?node . ?node ?p ?o")
    yield _delete("?s pv:partOfTotal ?claim", f"{below} ?s pv:partOfTotal ?claim")
    needed = f"{{ ?other {_PASSAGE_OF} ?passage . {enough} }} UNION {{ ?mention oa:hasTarget ?passage }}"
    passages = f"{below} ?claim {_PASSAGE_OF} ?passage ."
    yield _delete(
        "?selector ?q ?value",
        f"{passages} ?passage oa:hasSelector ?selector . ?selector ?q ?value",
        unless=needed,
    )
    yield _delete("?passage ?p ?o", f"{passages} ?passage ?p ?o", unless=needed)
    yield _delete("?claim ?p ?o", f"{below} ?claim ?p ?o")
    yield _delete("?post ?p ?o", "?post a org:Post ; ?p ?o", unless="?other pv:post ?post")


def _delete(what: str, where: str, *, unless: str = "") -> str:
    """Return the update that deletes `what` from every article's graph in which `where` holds and `unless` does not."""
    barrier = f" FILTER NOT EXISTS {{ {unless} }}" if unless else ""
    return f"DELETE {{ GRAPH ?g {{ {what} }} }} WHERE {{ GRAPH ?g {{ {where}{barrier} }} }}"
