"""A model's facts as claims: names become entities of the article, and every word of a claim must stand in its text.

A fact is refused, with the reason, if it speaks of somebody whom the text does not name, or if its number, title, verb or unit does not
stand in the sentence that it quotes. Whether the quote stands in the text is for the gate of evidence to say, as with every extractor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from kg import terms as t
from kg.model import (
    Actor,
    ActorRole,
    Claim,
    EntityKind,
    EventClaim,
    EventType,
    Evidence,
    FigureClaim,
    Modality,
    PostClaim,
    PostStatus,
    Precision,
    Predicate,
    RelationClaim,
    Span,
    SpeechForm,
    StatementClaim,
    TimePoint,
)
from loaders.extract.page import Kind
from loaders.extract.phrases import Phrases, joined
from loaders.extract.resolve import standard_title
from loaders.extractors.article import Article, Passage
from loaders.extractors.openai_answers import Fact, Unfit
from loaders.link import shown
from loaders.persian.dates import dates
from loaders.persian.hazm_door import infinitive
from loaders.persian.letters import display
from loaders.persian.numbers import numbers
from loaders.persian.tokens import Token
from loaders.register import roles

SCORE = 0.7
"""The certainty of every claim and name: a model's own word for it is worth little, and none was measured."""

_PERSON, _BODY, _PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE
_PERCENT = frozenset({"درصد"})
_PERCENT_SIGNS = frozenset({"%", "٪"})
_OPENERS = frozenset({":", "«", '"', "“", "که"})
_NAMED_IN_NONE = "the fact speaks of what the text does not name"


def claims(article: Article, facts: Iterable[Fact]) -> tuple[list[Claim], list[tuple[Claim, str]]]:
    """Return the claims that the facts make, each once, and those that can't be made, with the reason."""
    made: dict[str, Claim] = {}
    refused: list[tuple[Claim, str]] = []
    version = t.version_iri(article.doc)
    for fact in facts:
        passage = article.passage(fact.quote)
        evidence = article.evidence(passage) if passage else Evidence(Span(0, 0), fact.quote)
        try:
            if not fact.fields:
                raise Unfit("the fact is no JSON object")
            claim = _MAKERS[fact.layer](article, fact, passage, evidence)
            made.setdefault(t.claim_iri(version, claim), claim)
        except Unfit as error:
            refused.append((Claim(evidence=evidence, score=SCORE, rule=f"openai-{fact.layer}"), str(error)))
    return list(made.values()), refused


def _common(
    article: Article, layer: str, passage: Passage | None, evidence: Evidence, parties: Sequence[str]
) -> dict[str, Any]:
    """Return the fields that all claims have."""
    antecedents = article.antecedents(passage, parties) if passage else ()
    return {"evidence": evidence, "score": SCORE, "rule": f"openai-{layer}", "antecedents": antecedents}


def _entity(article: Article, name: str, *kinds: EntityKind) -> str:
    iri = article.entity(name, *kinds)
    if iri is None:
        raise Unfit(f"{_NAMED_IN_NONE}: {name}")
    return iri


def _entity_or_none(article: Article, name: str | None, *kinds: EntityKind) -> str | None:
    return None if name is None else _entity(article, name, *kinds)


def _post(article: Article, fact: Fact, passage: Passage | None, evidence: Evidence) -> PostClaim:
    person = _entity(article, fact.text("person"), _PERSON)
    body = _entity_or_none(article, fact.text_or_none("organization"), _BODY, _PLACE)
    title = shown(fact.text("title"))
    if passage and not (_says(passage, title.split()) or _has_title(passage, title)):
        raise Unfit(f"the title is not in the quoted sentence: {title}")
    return PostClaim(
        **_common(article, "post", passage, evidence, [person, *([body] if body else [])]),
        person=person,
        title=title,
        organization=body,
        status=fact.word("status", PostStatus, PostStatus.CURRENT),
        role=_role(title),
    )


def _role(title: str) -> str | None:
    """Return the notation of a title's concept, which the longest label at the title's start decides."""
    words = title.split()
    found = (roles().get(" ".join(words[:size])) for size in range(len(words), 0, -1))
    return next((notation for notation in found if notation), None)


def _has_title(passage: Passage, title: str) -> bool:
    """Tell whether the rules read this very title in a passage, where it is printed in another form (`به ریاست`)."""
    found = (chunk.title for row in passage.rows for chunk in row.of(Kind.TITLE))
    return any(one is not None and joined(standard_title(one)) == joined(title) for one in found)


def _event(article: Article, fact: Fact, passage: Passage | None, evidence: Evidence) -> EventClaim:
    actors = tuple(dict.fromkeys(_actors(article, fact)))
    place = _entity_or_none(article, fact.text_or_none("place"), _PLACE, _BODY)
    parties = [*(actor.entity for actor in actors), *([place] if place else [])]
    if passage and parties and not any(article.stands_in(passage, iri) for iri in parties):
        raise Unfit("none of those who take part stands in the quoted sentence")
    return EventClaim(
        **_common(article, "event", passage, evidence, parties),
        type=fact.word("type", EventType),
        actors=actors,
        place=place,
        time=_time(article, fact.text_or_none("date"), evidence),
        modality=fact.word("modality", Modality, Modality.ASSERTED),
    )


def _actors(article: Article, fact: Fact) -> Iterator[Actor]:
    """Yield who takes part: a name, or an object of name and role. A country may send delegates but takes no part itself."""
    for entry in fact.entries("participants"):
        actor = Fact(fact.layer, entry if isinstance(entry, dict) else {"name": entry})
        name = actor.text("name")
        if article.entity(name, _PERSON, _BODY) is None and article.entity(name, _PLACE):
            continue
        yield Actor(
            _entity(article, name, _PERSON, _BODY), actor.word("role", ActorRole, ActorRole.PARTICIPANT)
        )


def _time(article: Article, day: str | None, evidence: Evidence) -> TimePoint | None:
    """Return the day of an event, if our own reader finds that day printed in the text; what the model reckoned alone is no date."""
    if day is None:
        return None
    published = article.doc.published.earliest if article.doc.published else None
    read = [
        found
        for found in dates(article.doc.text, published=published)
        if found.earliest == found.latest and found.earliest.isoformat() == day
    ]
    near = [found for found in read if evidence.span.start <= found.start and found.end <= evidence.span.end]
    for found in (*near, *read):
        return TimePoint(
            found.written,
            found.earliest,
            found.latest,
            Precision(found.precision),
            found.at,
            Span(found.start, found.end),
        )
    return None


def _statement(article: Article, fact: Fact, passage: Passage | None, evidence: Evidence) -> StatementClaim:
    speaker = _entity(article, fact.text("speaker"), _PERSON, _BODY)
    verb, content, form = fact.text("verb"), evidence.span, SpeechForm.INDIRECT
    if passage:
        place = _found(passage, verb)
        if place is None:
            raise Unfit(f"the verb is not in the quoted sentence: {verb}")
        first, last = place
        tokens = passage.tokens
        verb = display(article.doc.text[tokens[first].start : tokens[last - 1].end])
        evidence = article.evidence(passage, Span(tokens[first].start, tokens[last - 1].end))
        content, form = _content(tokens, first, last)
    return StatementClaim(
        **_common(article, "statement", passage, evidence, [speaker]),
        speaker=speaker,
        verb=verb,
        content=content,
        form=form,
        infinitive=infinitive(verb),
    )


def _content(tokens: Sequence[Token], first: int, last: int) -> tuple[Span, SpeechForm]:
    """Return where the words said stand: after the verb, or before it where nothing follows."""
    after = last
    while after < len(tokens) and tokens[after].key in _OPENERS:
        after += 1
    direct = any(token.key in _OPENERS - {"که"} for token in tokens[last:after])
    if after < len(tokens) - 1:
        return Span(tokens[after].start, tokens[-1].end), SpeechForm.DIRECT if direct else SpeechForm.INDIRECT
    return Span(tokens[0].start, tokens[first].start), SpeechForm.INDIRECT


def _figure(article: Article, fact: Fact, passage: Passage | None, evidence: Evidence) -> FigureClaim:
    value, unit = fact.number("value"), fact.text("unit")
    approximate = fact.flag("approximate")
    if passage:
        span = evidence.span
        number = next((n for n in numbers(article.doc.text, span.start, span.end) if n.value == value), None)
        if number is None:
            raise Unfit(f"the number is not in the quoted sentence: {value}")
        percent = unit in _PERCENT and any(token.key in _PERCENT_SIGNS for token in passage.tokens)
        if not (percent or _says(passage, unit.split())):
            raise Unfit(f"the unit is not in the quoted sentence: {unit}")
        evidence = article.evidence(passage, Span(number.start, number.end))
        approximate = approximate or number.approximate
    about = fact.text_or_none("about") or unit
    body = article.entity(about, _BODY)
    return FigureClaim(
        **_common(article, "figure", passage, evidence, [body] if body else []),
        value=value,
        unit=shown(unit),
        about=shown(about) if body or _printed(article, about) else shown(unit),
        approximate=approximate,
        about_entity=body,
    )


def _relation(article: Article, fact: Fact, passage: Passage | None, evidence: Evidence) -> RelationClaim:
    subject = _entity(article, fact.text("subject"), _BODY, _PLACE)
    related = _entity(article, fact.text("object"), _BODY, _PLACE)
    if subject == related:
        raise Unfit("the relation joins a body with itself")
    if passage and not any(article.stands_in(passage, iri) for iri in (subject, related)):
        raise Unfit("neither of the two stands in the quoted sentence")
    return RelationClaim(
        **_common(article, "relation", passage, evidence, [subject, related]),
        subject=subject,
        predicate=fact.word("predicate", Predicate),
        object=related,
    )


_MAKERS: dict[str, Callable[[Article, Fact, Passage | None, Evidence], Claim]] = {
    "posts": _post,
    "events": _event,
    "statements": _statement,
    "quantities": _figure,
    "relations": _relation,
}


def _found(passage: Passage, phrase: str) -> tuple[int, int] | None:
    """Return the tokens [first, last) of a phrase in a passage, whatever its spacing."""
    one = Phrases([(phrase, True)])
    tokens = passage.tokens
    found = ((at, one.at(tokens, at)) for at in range(len(tokens)))
    return next(((at, match[0]) for at, match in found if match), None)


def _says(passage: Passage, words: Iterable[str]) -> bool:
    """Tell whether each of these words stands in a passage."""
    return all(_found(passage, word) for word in words)


def _printed(article: Article, phrase: str) -> bool:
    """Tell whether each word of a phrase stands in the article."""
    printed = Passage(tuple(article.page.rows), Span(0, 0))
    return _says(printed, phrase.split())
