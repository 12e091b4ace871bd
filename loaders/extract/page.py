"""A document as the rules see it: sentences of tokens, and the chunks that names, titles and verbs take up in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kg.model import Document, Evidence, PostStatus, Span
from loaders.persian.letters import display
from loaders.persian.tokens import Sentence, Token, Tokens


class Kind(StrEnum):
    """What a chunk is."""

    ORGANIZATION = "organization"
    PERSON = "person"
    PLACE = "place"
    TITLE = "title"
    PRONOUN = "pronoun"
    REFERENCE = "reference"
    """A body named by a demonstrative and its head noun: `این سازمان`."""


@dataclass(slots=True)
class Chunk:
    """A row of tokens [first, last) of one sentence with a meaning.

    Attributes:
        name: the tokens of the name itself, without honorifics.
        lead: words of the name that a list says once for all its members: `وزارت` in `وزارتخانه‌های نفت و نیرو`.
        entity: the IRI that the linker gave it.
        inner: names inside this one: the bodies that a unit belongs to, the country of a ministry.
        title: for a title, what it says.
        registered: the IRI of the register's entry, where a name of the register was met.
        score: how certain it is that a name stands here and of what kind, 0 to 1; for a pronoun, what it stands for.
        antecedent: for what was resolved: the chunk that names the entity.
        fullest: the longest form of the name that the page has, where whoever found the name says so.
    """

    kind: Kind
    sentence: int
    first: int
    last: int
    name: tuple[Token, ...] = ()
    honorifics: tuple[str, ...] = ()
    entity: str | None = None
    registered: str | None = None
    inner: list[Chunk] = field(default_factory=list)
    title: Title | None = None
    score: float = 1.0
    rule: str = ""
    antecedent: Chunk | None = None
    fullest: str = ""
    lead: str = ""

    @property
    def text(self) -> str:
        """The name in display form."""
        return f"{self.lead} {words_text(self.name)}".strip()


@dataclass(slots=True)
class Title:
    """A post title: its words, the body it is held in, and how it is held.

    Attributes:
        head, kind: as `titles.tsv` has them.
        words: the tokens of the title without the body and without words of status.
        first: the index of its first token.
        seat: for a title held in a town or province, the head noun of the body: `شهرداری`.
        body: the chunk of the body or country, if one follows.
        body_name: the name of a body that the title implies but does not print (`شهردار تهران`).
        body_entry: the register's entry for a body that it implies (`وزیر علوم`).
        plural: whether several hold it: `معاونان`. places: of a plural title, the countries of its holders in their order.
        implied: whether the body is what the title means where none is named (`رئیس‌جمهور`).
        pointed: a noun that points at something named before: `رئیس این کشور`, `دبیر همایش`.
    """

    head: str
    kind: str
    words: tuple[Token, ...]
    first: int
    status: PostStatus = PostStatus.CURRENT
    seat: str = ""
    body: Chunk | None = None
    body_name: str | None = None
    body_entry: str | None = None
    pointed: str = ""
    plural: bool = False
    places: tuple[Chunk, ...] = ()
    implied: bool = False


@dataclass(slots=True)
class Row:
    """One sentence with its chunks in order of their first token; chunks do not overlap."""

    index: int
    sentence: Sentence
    heading: bool = False
    chunks: list[Chunk] = field(default_factory=list)
    tokens: Tokens = field(init=False)
    """The sentence's tokens, kept here because the rules ask for them at every step."""

    def __post_init__(self) -> None:
        self.tokens = self.sentence.tokens

    def of(self, *kinds: Kind) -> Iterator[Chunk]:
        """Yield the chunks of these kinds, in order."""
        return (chunk for chunk in self.chunks if chunk.kind in kinds)

    def covering(self, at: int) -> Chunk | None:
        """Return the chunk that token `at` belongs to."""
        for chunk in self.chunks:  # asked at every token: a generator costs three times as much
            if chunk.first <= at < chunk.last:
                return chunk
        return None

    def key(self, at: int) -> str:
        """Return the key of token `at`, or an empty string beyond the ends."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""


@dataclass(slots=True)
class Page:
    """A document's rows: the title's, the kicker's and the body's."""

    doc: Document
    rows: list[Row]

    def chunks(self, *kinds: Kind) -> Iterator[Chunk]:
        """Yield the chunks of these kinds over the whole page, in order."""
        for row in self.rows:
            yield from row.of(*kinds)

    def span(self, chunk: Chunk) -> Span:
        """Return where a chunk's name stands in the text (the whole chunk for titles and pronouns)."""
        if chunk.name and chunk.kind is not Kind.TITLE:
            return Span(chunk.name[0].start, chunk.name[-1].end)
        tokens = self.rows[chunk.sentence].tokens
        return Span(tokens[chunk.first].start, tokens[chunk.last - 1].end)

    def evidence(self, row: Row, first: int | None = None, last: int | None = None) -> Evidence:
        """Return a row's sentence as evidence, with the tokens [first, last) as its focus."""
        span = Span(row.sentence.start, row.sentence.end)
        focus = None
        if first is not None and last is not None and first < last:
            focus = Span(row.tokens[first].start, row.tokens[last - 1].end)
        return Evidence(span, self.doc.quote(span), focus)


def words_text(tokens: Sequence[Token]) -> str:
    """Return a row of tokens as an editor prints a name: single spaces, no space inside brackets or before `،`."""
    text = " ".join(display(token.text) for token in tokens)
    return text.replace(" ،", "،").replace("« ", "«").replace(" »", "»").replace("( ", "(").replace(" )", ")")
