"""When a predicted fact counts as the annotated one.

The rules are those of the annotation's own scorer, so that the figures are the same; here each match is kept as a pair, so that what was
missed and what was wrong can be shown. Names are compared after folding letters and dropping diacritics, spaces and punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

LAYERS = ("persons", "organizations", "places", "posts", "events", "statements", "quantities", "relations")
"""The layers of the annotation, in the order in which they are reported."""

Fact: TypeAlias = Mapping[str, Any]
"""One item of a layer of the annotation's JSON, or of ours, which has more keys."""

_LETTERS = str.maketrans("يىكةۀأإآؤئ", "ییکههاااوی")
_DROPPED = re.compile(r"[\W_ـ\u0610-\u061a\u064b-\u065f\u0670]+")
_DOUBLE_HEADS = ("مدیر کل", "دبیر کل", "مدیر عامل", "قائم مقام", "نایب رئیس", "نائب رئیس")
_AGREES = 0.5  # F1 of two sets of participants from which on two events are one


class Pair(NamedTuple):
    """An annotated fact with the predicted one that matches it; None stands for what is missing on either side.

    `weight` is how many facts it counts for: a speaker's statements are annotated as a number.
    """

    gold: Fact | None
    found: Fact | None
    weight: int = 1


def key(text: str | None) -> str:
    """Return a name as it is compared.

    >>> key("رييس كتابخانه‌هاي ملّي") == key("رئیس کتابخانه های ملی")
    True
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text or "").translate(_LETTERS))


def head(title: str | None) -> str:
    """Return the head word of a post's title; a fixed pair such as `دبیر کل` counts as one."""
    words = (title or "").replace("\u200c", " ").split()
    start = key("".join(words[:2]))
    return next((pair for pair in _HEADS if start.startswith(pair)), key(words[0]) if words else "")


def spellings(fact: Fact) -> set[str]:
    """Return the keys of all names that a person or body has."""
    return {key(name) for name in (fact.get("name"), *(fact.get("aliases") or ())) if key(name)}


def match(gold: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, list[Pair]]:
    """Match the facts that were found in an article with the annotated ones, layer by layer."""
    want = {layer: list(gold.get(layer) or ()) for layer in LAYERS}
    have = {layer: list(found.get(layer) or ()) for layer in LAYERS}
    persons = _Entities(want["persons"], have["persons"])
    bodies = _Entities(want["organizations"], have["organizations"])

    def either(name: str | None) -> str:
        identity = persons.identity(name)
        return identity if identity != key(name) else bodies.identity(name)

    same: dict[str, Callable[[Fact, Fact], bool]] = {
        "posts": lambda a, b: (
            persons.identity(a["person"]) == persons.identity(b["person"])
            and head(a["title"]) == head(b["title"])
            and bodies.identity(a.get("organization")) == bodies.identity(b.get("organization"))
        ),
        "events": lambda a, b: (
            a["type"] == b["type"] and _agree(a["participants"], b["participants"], either)
        ),
        "quantities": lambda a, b: float(a["value"]) == float(b["value"]) and _alike(a["unit"], b["unit"]),
        "relations": lambda a, b: (
            a["predicate"] == b["predicate"]
            and either(a["subject"]) == either(b["subject"])
            and either(a["object"]) == either(b["object"])
        ),
    }
    pairs = {"persons": persons.pairs, "organizations": bodies.pairs}
    pairs["places"] = list(_first_come(_named(want["places"]), _named(have["places"]), _same_name))
    for layer, rule in same.items():
        pairs[layer] = list(_first_come(want[layer], have[layer], rule))
    pairs["statements"] = list(_counts(want["statements"], have["statements"], either))
    return {layer: pairs[layer] for layer in LAYERS}


def tally(pairs: Iterable[Pair]) -> tuple[int, int, int]:
    """Return how many facts are right, how many were found, and how many there are to find."""
    hits = found = gold = 0
    for pair in pairs:
        hits += pair.weight * (pair.gold is not None and pair.found is not None)
        found += pair.weight * (pair.found is not None)
        gold += pair.weight * (pair.gold is not None)
    return hits, found, gold


class _Entities:
    """Which predicted person or body is which annotated one: by equal names first, by any common spelling else."""

    def __init__(self, gold: Sequence[Fact], found: Sequence[Fact]) -> None:
        left = list(range(len(found)))
        taken: dict[int, int] = {}
        for number, fact in enumerate(gold):
            exact = [at for at in left if key(found[at].get("name")) == key(fact["name"])]
            loose = [at for at in left if spellings(found[at]) & spellings(fact)]
            for at in (exact or loose)[:1]:
                taken[number] = at
                left.remove(at)
        self.pairs = [
            *(Pair(fact, found[taken[n]] if n in taken else None) for n, fact in enumerate(gold)),
            *(Pair(None, found[at]) for at in left),
        ]
        self._identities: dict[str, str] = {}
        for number, fact in enumerate(gold):
            self._note(fact, number)
        for number, at in taken.items():
            self._note(found[at], number)

    def _note(self, fact: Fact, number: int) -> None:
        for spelling in spellings(fact):
            self._identities.setdefault(spelling, f"#{number}")

    def identity(self, name: str | None) -> str:
        """Return what stands for the entity with a name: its annotated one, or else the name's own key."""
        return self._identities.get(key(name), key(name))


def _first_come(
    gold: Sequence[Fact], found: Sequence[Fact], same: Callable[[Fact, Fact], bool]
) -> Iterator[Pair]:
    left = list(found)
    for fact in gold:
        at = next((number for number, other in enumerate(left) if same(fact, other)), None)
        yield Pair(fact, None if at is None else left.pop(at))
    for fact in left:
        yield Pair(None, fact)


def _counts(gold: Sequence[Fact], found: Sequence[Fact], who: Callable[[str | None], str]) -> Iterator[Pair]:
    """Match statements: of one speaker, as many as both sides have; what one side has beyond that stands alone."""
    wanted, had = _by_speaker(gold, who), _by_speaker(found, who)
    for speaker in dict.fromkeys((*wanted, *had)):
        (want, number), (have, other) = wanted.get(speaker, ({}, 0)), had.get(speaker, ({}, 0))
        both = min(number, other)
        for pair in (Pair(want, have, both), Pair(want, None, number - both), Pair(None, have, other - both)):
            if pair.weight:
                yield pair


def _by_speaker(statements: Sequence[Fact], who: Callable[[str | None], str]) -> dict[str, tuple[Fact, int]]:
    out: dict[str, tuple[Fact, int]] = {}
    for fact in statements:
        first, number = out.get(who(fact["speaker"]), (fact, 0))
        out[who(fact["speaker"])] = first, number + fact["count"]
    return out


def _agree(one: Iterable[str], other: Iterable[str], who: Callable[[str | None], str]) -> bool:
    a, b = set(map(who, one)), set(map(who, other))
    return not (a or b) or 2 * len(a & b) >= _AGREES * (len(a) + len(b))


def _alike(one: str, other: str) -> bool:
    a, b = key(one), key(other)
    return a == b or bool(a and b and (a in b or b in a))


def _named(places: Iterable[str]) -> list[Fact]:
    return [{"name": place} for place in places]


def _same_name(one: Fact, other: Fact) -> bool:
    return key(one["name"]) == key(other["name"])


_HEADS = tuple(map(key, _DOUBLE_HEADS))
