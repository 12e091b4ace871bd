"""An article with its names linked, for extractors that make claims of their own: names become IRIs, and quotes become evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Claim, Document, EntityKind, Evidence, Extraction, Run, Span
from kg.names import fold
from loaders.extract.given import Name, read_named_page
from loaders.extract.mentions import article_sentences
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import Phrases, group, joined, table
from loaders.persian.tokens import Token
from loaders.pipeline import linked

_MOST_SENTENCES = 3  # that one quote may take up


@dataclass(frozen=True, slots=True)
class Said:
    """A person, body or place as a model names it: the fullest form first, then the others."""

    kind: EntityKind
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote found in the article: the sentences that it stands in, and its own place."""

    rows: tuple[Row, ...]
    span: Span

    @property
    def tokens(self) -> list[Token]:
        """The words of the sentences."""
        return [token for row in self.rows for token in row.tokens]


@dataclass(slots=True)
class Article:
    """A document whose names were found and linked by our own linker: register, aliases, coreference."""

    page: Page
    entities: dict[tuple[EntityKind, str], str] = field(default_factory=dict)
    _extraction: Extraction | None = None

    @property
    def doc(self) -> Document:
        """The document."""
        return self.page.doc

    def entity(self, name: str, *kinds: EntityKind) -> str | None:
        """Return the IRI of what a name means here, of the first of the kinds that has it; None where the text does not name it."""
        found = (self.entities.get((kind, joined(name))) for kind in kinds)
        return next((iri for iri in found if iri), None)

    def passage(self, quote: str) -> Passage | None:
        """Return where a quote stands, or None where it does not, or takes up more than three sentences.

        Spacing, half-spaces, marks and the letters' variants may differ from the text's: the words may not.
        """
        span = find_quote(self.doc.text, quote)
        if span is None:
            return None
        rows = [r for r in self.page.rows if r.sentence.start < span.end and span.start < r.sentence.end]
        return Passage(tuple(rows), span) if 0 < len(rows) <= _MOST_SENTENCES else None

    def evidence(self, passage: Passage, focus: Span | None = None) -> Evidence:
        """Return the sentences of a passage as evidence, with the quote, or words in it, as their focus."""
        span = Span(passage.rows[0].sentence.start, passage.rows[-1].sentence.end)
        words = focus or passage.span
        inside = Span(max(words.start, span.start), min(words.end, span.end))
        return Evidence(span, self.doc.quote(span), inside)

    def antecedents(self, passage: Passage, parties: Iterable[str]) -> tuple[Evidence, ...]:
        """Return for each party that a passage does not name itself where it is named: before it, or else after it."""
        found = (self._antecedent(passage, iri) for iri in dict.fromkeys(parties))
        return tuple(dict.fromkeys(evidence for evidence in found if evidence is not None))

    def stands_in(self, passage: Passage, iri: str) -> bool:
        """Tell whether a passage speaks of an entity: by name, or by a pronoun or title that was resolved to it."""
        return any(chunk.entity == iri for row in passage.rows for chunk in _whole(row.chunks))

    def _antecedent(self, passage: Passage, iri: str) -> Evidence | None:
        for chunk in (c for row in passage.rows for c in _whole(row.chunks) if c.entity == iri):
            there = chunk.antecedent
            return None if there is None else self._at(there)
        here = passage.rows[0].index
        named = [
            chunk
            for row in self.page.rows
            for chunk in _whole(row.chunks)
            if chunk.entity == iri and chunk.antecedent is None and chunk.kind is not Kind.TITLE
        ]
        before = [chunk for chunk in named if chunk.sentence < here]
        nearest = before[-1] if before else next(iter(named), None)
        return None if nearest is None else self._at(nearest)

    def _at(self, chunk: Chunk) -> Evidence:
        return self.page.evidence(self.page.rows[chunk.sentence], chunk.first, chunk.last)

    def extraction(
        self, claims: Iterable[Claim], run: Run, rejected: Iterable[tuple[Claim, str]] = ()
    ) -> Extraction:
        """Return the article's entities and mentions with these claims."""
        assert self._extraction is not None
        found = self._extraction
        return Extraction(self.doc, run, found.entities, found.mentions, tuple(claims), tuple(rejected))


def read_article(doc: Document, said: Sequence[Said], *, rule: str, score: float) -> Article:
    """Find the names in a document's text, link them, and resolve its titles, pronouns and references.

    Args:
        said: what the model names. A form that the text does not print, or that is no name (`وی`, `این سازمان`), is passed over.
        rule: what found the names; every mention carries it.
        score: how certain each is.
    """
    page = read_named_page(doc, _names(doc, said, score), rule=rule)
    linker, _ = linked(page)
    article = Article(page, {}, Extraction(doc, Run("", ""), linker.entities(), linker.ordered_mentions()))
    known = {
        (draft.kind, joined(form)): draft.iri
        for draft in linker.drafts.values()
        for form in (*draft.aliases, draft.name)
    }
    for item in said:
        iri = next((known[k] for form in item.forms if (k := (item.kind, joined(form))) in known), None)
        for form in item.forms if iri else ():
            article.entities.setdefault((item.kind, joined(form)), iri or "")
    for place, iri in known.items():
        article.entities.setdefault(place, iri)
    return article


def _whole(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        yield chunk
        yield from _whole(chunk.inner)


def _names(doc: Document, said: Sequence[Said], score: float) -> Iterator[Name]:
    """Yield where the forms stand in the text; a shorter form inside a longer one, too."""
    forms: Phrases[tuple[EntityKind, str]] = Phrases(
        (form, (item.kind, item.forms[0])) for item in said for form in item.forms if _is_name(form)
    )
    for sentence, _ in article_sentences(doc):
        for at in range(len(sentence.tokens)):
            found = forms.at(sentence.tokens, at)
            if found is not None:
                end, (kind, fullest) = found
                span = Span(sentence.tokens[at].start, sentence.tokens[end - 1].end)
                yield Name(span, kind, score, fullest)


def _is_name(form: str) -> bool:
    """Tell whether a form may be a name: no pronoun, `این سازمان`, bare `سازمان` or bare title."""
    words = _words(form)
    if not words or len(joined(form)) < 2 or words[0].key in group("pronoun") | group("pointer"):
        return False
    listed = (table(name).at(words, 0) for name in ("org_heads.tsv", "titles.tsv"))
    return not any(match is not None and match[0] == len(words) for match in listed)


def _words(text: str) -> list[Token]:
    return [Token(0, 0, word, joined(word)) for word in text.split()]


def find_quote(text: str, quote: str) -> Span | None:
    """Return where a text has the words of a quote, the first time; None where it does not have them, or half a word of them.

    >>> find_quote("او گفت: كتاب‌ها رسيد.", "کتاب ها رسید")
    Span(start=8, end=20)
    >>> find_quote("او گفت: كتاب‌ها رسيد.", "کتاب")
    """
    letters, places = _folded(text)
    wanted = fold(quote)
    at = letters.find(wanted) if wanted else -1
    while at >= 0:
        span = Span(places[at], places[at + len(wanted) - 1] + 1)
        if not (_inside_word(text, span.start) or _inside_word(text, span.end)):
            return span
        at = letters.find(wanted, at + 1)
    return None


def _inside_word(text: str, at: int) -> bool:
    """Tell whether a place in a text lies between two letters or digits of one word."""
    return 0 < at < len(text) and _joins(text[at - 1]) and _joins(text[at])


def _joins(char: str) -> bool:
    return char.isalnum() or char == "\u200c"


@lru_cache(maxsize=4)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the letters and digits of a text in their folded form, and where each stands."""
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for letter in fold(char):
            letters.append(letter)
            places.append(at)
    return "".join(letters), tuple(places)
