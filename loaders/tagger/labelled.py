"""Labelled sentences: from gold facts aligned with their texts, and from files of one token and its label a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import ModelError
from kg.model import Document, Span
from loaders.extract.mentions import read_row, read_rows
from loaders.extract.page import Kind, Page, Row
from loaders.persian.letters import key
from loaders.persian.tokens import Sentence, Token, Tokens
from loaders.tagger.align import Stretch, align
from loaders.tagger.features import SHORT, rule_marks

LABELS = {name: kind for kind, name in SHORT.items() if kind not in {Kind.PRONOUN, Kind.REFERENCE}}
_CORPUS_LABELS = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "POG": "ORG",  # ParsTwiNER; NSURL has the first three
    "pers": "PER", "org": "ORG", "loc": "LOC",  # ARMAN
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence as the learner needs it: its words (as keys), the rules' marks, and a label for each."""

    source: str
    words: tuple[str, ...]
    marks: tuple[str, ...]
    labels: tuple[str, ...]


def begin_inside(size: int, stretches: Iterable[Stretch]) -> list[str]:
    """Return a label for each token: `B-…` where a name begins, `I-…` where it goes on, `O` elsewhere."""
    labels = ["O"] * size
    for stretch in stretches:
        kind = SHORT[stretch.kind]
        labels[stretch.first] = f"B-{kind}"
        labels[stretch.first + 1 : stretch.last] = [f"I-{kind}"] * (stretch.last - stretch.first - 1)
    return labels


def labelled(row: Row, labels: Sequence[str], source: str) -> Labelled:
    """Return a row with its labels as a training sentence."""
    return Labelled(source, tuple(token.key for token in row.tokens), tuple(rule_marks(row)), tuple(labels))


def gold_document(name: str, text: str) -> Document:
    """Return the text of an annotated article as a document: its first line is the title."""
    end = max(text.find("\n"), 0)
    return Document(name, text, Span(end, len(text)), name, title=Span(0, end) if end else None)


def gold_articles(folder: Path, corpus: Mapping[str, str]) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Yield annotated articles with their facts: `gold/*.json`, their texts `texts/*.txt` of the same stem.

    Args:
        corpus: the texts by id of articles whose folder has none: their licence lets us keep the labels only.

    Raises:
        ModelError: if a file of facts can't be read, or an article has no text.
    """
    files = sorted((folder / "gold").glob("*.json")) or sorted(folder.glob("*.json"))
    if not files:
        raise ModelError(str(folder), "holds no gold facts", "give a folder with gold/*.json and texts/*.txt")
    for path in files:
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            own = folder / "texts" / f"{path.stem}.txt"
            text = own.read_text(encoding="utf-8") if own.is_file() else corpus[facts["id"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                str(path), f"has no facts or no text ({error})", "give its corpus with --corpora"
            ) from error
        yield gold_document(path.stem, text), facts


def gold_sentences(articles: Iterable[tuple[Document, dict[str, Any]]]) -> Iterator[Labelled]:
    """Yield the sentences of annotated articles."""
    for doc, facts in articles:
        yield from page_sentences(read_rows(doc), facts)


def page_sentences(page: Page, facts: dict[str, object]) -> Iterator[Labelled]:
    """Yield the sentences of a page labelled by gold facts."""
    for row, stretches in zip(page.rows, align(page, facts), strict=True):
        yield labelled(row, begin_inside(len(row.tokens), stretches), page.doc.id)


def corpus_sentences(lines: Iterable[str], source: str) -> Iterator[Labelled]:
    """Yield the sentences of a tagged corpus that name a person, body or place.

    Such a corpus has no titles, so those that the rules read stand where it has no name.
    """
    for tokens, labels in token_rows(lines):
        row, kept = as_row(tokens)
        if all(label == "O" for label in labels):
            continue
        read_row(row)
        yield labelled(row, with_titles(row, [labels[at] for at in kept]), source)


def with_titles(row: Row, labels: list[str]) -> list[str]:
    """Return labels with the titles that the rules read in a row, where they cross no name."""
    for chunk in row.of(Kind.TITLE):
        assert chunk.title is not None
        end = min(chunk.first + len(chunk.title.words), len(labels))
        if all(label == "O" for label in labels[chunk.first : end]):
            labels[chunk.first : end] = begin_inside(
                end - chunk.first, [Stretch(0, end - chunk.first, Kind.TITLE)]
            )
    return labels


def token_rows(lines: Iterable[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read lines of a token and its label (the last column), an empty line between sentences: yield (tokens, labels)."""
    tokens: list[str] = []
    labels: list[str] = []
    for line in [*lines, ""]:
        columns = line.strip().replace("\t", " ").rsplit(" ", 1)
        if len(columns) == 2:
            tokens.append(columns[0])
            labels.append(corpus_label(columns[1]))
        elif tokens:
            yield tuple(tokens), tuple(labels)
            tokens, labels = [], []


def corpus_label(label: str) -> str:
    """Return the tagger's label for a corpus's: `B-pers` is `B-PER`; kinds that it does not know are `O`."""
    position, _, kind = label.replace("_", "-").partition("-")
    known = _CORPUS_LABELS.get(kind)
    return f"{position}-{known}" if known else "O"


def as_row(tokens: Sequence[str]) -> tuple[Row, list[int]]:
    """Return a sentence of tokens without a text as a row, its text the tokens with a space between, and which tokens it keeps.

    A token of marks alone has no key and is left out.
    """
    made: list[Token] = []
    kept: list[int] = []
    start = 0
    for at, text in enumerate(tokens):
        word = key(text).replace(" ", "")
        if word:
            made.append(Token(start, start + len(text), text, word))
            kept.append(at)
        start += len(text) + 1
    return Row(0, Sentence(0, max(start - 1, 0), Tokens(made))), kept
