"""What went wrong, readably: what was expected, what came instead, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluate.matching import LAYERS, Fact, Pair, key, spellings


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference between what was annotated and what was found.

    Attributes:
        expected: the annotated fact in a line; None where nothing was to be found.
        came: the fact that was found, or the nearest one that was; None where there is none.
        rule: what found it.
        sentence: where it stands; empty where the text has no sentence with its words.
    """

    article: str
    layer: str
    expected: str | None
    came: str | None
    rule: str
    sentence: str


def misses(
    article: str,
    pairs: Mapping[str, Sequence[Pair]],
    sentences: Sequence[str],
    layers: Sequence[str] = LAYERS,
) -> Iterator[Miss]:
    """Yield the differences of one article; `sentences` are those of its text."""
    index = [(key(sentence), sentence) for sentence in sentences]
    forms = _forms(pairs)
    for layer in layers:
        wrong = [pair.found for pair in pairs[layer] if pair.gold is None and pair.found]
        for pair in pairs[layer]:
            if pair.gold is None or pair.found is not None:
                continue
            near = next((fact for fact in wrong if _near(layer, pair.gold, fact)), None)
            if near is not None:
                wrong.remove(near)
            where = _sentence(_words(layer, pair.gold), forms, index)
            came = line(layer, near) if near is not None else None
            yield Miss(article, layer, line(layer, pair.gold), came, _rule(near), where)
        for fact in wrong:
            yield Miss(article, layer, None, line(layer, fact), _rule(fact), _quote(fact))


def line(layer: str, fact: Fact) -> str:
    """Return a fact in one line."""
    return " · ".join(str(part) for part in _LINES[layer](fact) if part not in (None, ""))


def _names(fact: Fact) -> list[str]:
    return [fact["name"], *(f"({alias})" for alias in fact.get("aliases", ()))]


_LINES: dict[str, Callable[[Fact], Sequence[object]]] = {
    "persons": _names,
    "organizations": _names,
    "places": lambda fact: [fact["name"]],
    "posts": lambda fact: [
        fact["person"],
        fact["title"],
        fact.get("organization") or "—",
        fact.get("status"),
    ],
    "events": lambda fact: [fact["type"], "، ".join(fact["participants"]) or "—", fact.get("date")],
    "statements": lambda fact: [fact["speaker"], fact["count"]],
    "quantities": lambda fact: [f"{fact['value']:,}", fact["unit"], fact.get("about")],
    "relations": lambda fact: [fact["subject"], fact["predicate"], fact["object"]],
}

_NAMING: dict[str, Callable[[Fact], Sequence[str | None]]] = {
    "persons": lambda fact: [fact["name"]],
    "organizations": lambda fact: [fact["name"]],
    "places": lambda fact: [fact["name"]],
    "posts": lambda fact: [fact["person"], fact["title"], fact.get("organization")],
    "events": lambda fact: fact["participants"],
    "statements": lambda fact: [fact["speaker"]],
    "quantities": lambda fact: [fact["unit"], fact.get("about")],
    "relations": lambda fact: [fact["subject"], fact["object"]],
}
"""The names in a fact by which its sentence is sought."""

_ALIKE: dict[str, tuple[str, ...]] = {
    "posts": ("person",),
    "events": ("type",),
    "statements": ("speaker",),
    "relations": ("subject", "object"),
}
"""What a found fact shares with the annotated one that it was probably meant for: one of these."""


def _near(layer: str, gold: Fact, found: Fact) -> bool:
    if layer == "quantities":
        return bool(gold["value"] == found["value"])
    if layer in _ALIKE:
        return any(_overlap({key(gold[name])}, {key(found[name])}) for name in _ALIKE[layer])
    return _overlap(spellings(gold), spellings(found))


def _overlap(one: set[str], other: set[str]) -> bool:
    return any(a in b or b in a for a in one for b in other)


def _words(layer: str, fact: Fact) -> list[str]:
    return [name for name in _NAMING[layer](fact) if name]


def _forms(pairs: Mapping[str, Sequence[Pair]]) -> dict[str, set[str]]:
    """Return the spellings of each person and body of the article by the key of its annotated name."""
    facts = [pair.gold for layer in ("persons", "organizations") for pair in pairs[layer] if pair.gold]
    return {key(fact["name"]): spellings(fact) for fact in facts}


def _sentence(names: Sequence[str], forms: Mapping[str, set[str]], index: Sequence[tuple[str, str]]) -> str:
    """Return the sentence that has most of the names, the first of those that have as many."""

    def found(folded: str) -> int:
        return sum(any(form in folded for form in forms.get(key(name), {key(name)})) for name in names)

    best = max(index, key=lambda entry: found(entry[0]), default=("", ""))
    return best[1] if found(best[0]) else ""


def _rule(fact: Fact | None) -> str:
    if fact is None:
        return ""
    if "rule" in fact:
        return str(fact["rule"])
    inner = [*fact.get("mentions", ()), *fact.get("clauses", ())]
    return ", ".join(sorted({item["rule"] for item in inner if item["rule"]}))


def _quote(fact: Fact) -> str:
    if "evidence" in fact:
        return str(fact["evidence"]["quote"])
    clauses = fact.get("clauses") or ()
    if clauses:
        return str(clauses[0]["evidence"]["quote"])
    mentions = fact.get("mentions") or ()
    return str(mentions[0]["quote"]) if mentions else ""
