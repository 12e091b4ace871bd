"""Labelled sentences: from gold facts aligned with their texts, and from files of one token and its label a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Document, Span
from loaders.extract.mentions import read_rows
from loaders.extract.page import Kind, Page, Row
from loaders.persian.letters import key
from loaders.persian.tokens import Sentence, Token
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


def gold_document(path: Path) -> Document:
    """Read a text of the annotated articles: its first line is the title."""
    text = path.read_text(encoding="utf-8")
    end = max(text.find("\n"), 0)
    return Document(path.stem, text, Span(end, len(text)), str(path), title=Span(0, end) if end else None)


def gold_sentences(folder: Path) -> Iterator[Labelled]:
    """Yield the sentences of annotated articles: `texts/*.txt` beside `gold/*.json` of the same stem."""
    for path in sorted((folder / "gold").glob("*.json")):
        facts = json.loads(path.read_text(encoding="utf-8"))
        yield from page_sentences(read_rows(gold_document(folder / "texts" / f"{path.stem}.txt")), facts)


def page_sentences(page: Page, facts: dict[str, object]) -> Iterator[Labelled]:
    """Yield the sentences of a page labelled by gold facts."""
    for row, stretches in zip(page.rows, align(page, facts), strict=True):
        yield labelled(row, begin_inside(len(row.tokens), stretches), page.doc.id)


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


def as_row(tokens: Sequence[str]) -> Row:
    """Return a sentence of tokens without a text as a row, its text the tokens with a space between."""
    made: list[Token] = []
    start = 0
    for text in tokens:
        made.append(Token(start, start + len(text), text, key(text).replace(" ", "")))
        start += len(text) + 1
    return Row(0, Sentence(0, max(start - 1, 0), tuple(made)))
