"""Learns lexicons by counting over raw articles: words of persons' names, first names, common words, and names of bodies.

Run as `python -m loaders.learn GAZETTEERS CORPUS.jsonl.gz…`; rewrites `name_words.tsv`, `first_names.tsv`, `common_words.txt` and the
lexicons of `learn_bodies.py` under `loaders/lexicons`. Only words, names and counts are kept, no sentence. The counts come from positions
that almost always hold a name: after a title of respect, or at the start of a sentence before a reporting verb; and for bodies from
what follows a head noun up to a word at which a name ends.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.extract.phrases import joined, table
from loaders.extract.words import ends_name, is_word, verb_at
from loaders.learn_bodies import HOW, BodyCounts, body_lexicons
from loaders.persian.letters import display
from loaders.persian.tables import LEXICONS
from loaders.persian.tokens import Sentence, Token, sentences

_LONGEST_PERSON = 4
_MIN_PERSON = 3
_MIN_LISTED = 2
_COMMON_FIRST = 15
_COMMON = 12
_RARELY_A_NAME = 0.02


def texts(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the text of each article of the corpora, whatever the shape of its line."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield record.get("text") or "\n".join(
                    [record["title"], record["abstract"], *record["paragraphs"]]
                )


def after_first_name(tokens: Sequence[Token], given: frozenset[str]) -> Iterator[Sequence[Token]]:
    """Yield rows of tokens that begin with a common first name and end where a name must."""
    at = 0
    while at < len(tokens):
        end = at + 1
        if tokens[at].key in given:
            while end < at + _LONGEST_PERSON and not ends_name(tokens, end) and tokens[end].key != "و":
                end += 1
            if at + 1 < end < at + _LONGEST_PERSON:
                yield tokens[at:end]
        at = end


def person_positions(sentence: Sentence) -> Iterator[Sequence[Token]]:
    """Yield the rows of tokens that stand where a person's name does: after a title of respect, or first before a reporting verb."""
    tokens, honorifics = sentence.tokens, table("honorifics.txt")
    titles = table("titles.tsv")
    at = 0
    while at < len(tokens):
        found = honorifics.at(tokens, at)
        if found:
            at = found[0]
            while again := honorifics.at(tokens, at):
                at = again[0]
            end = at
            while end < at + _LONGEST_PERSON and not ends_name(tokens, end) and tokens[end].key != "و":
                end += 1
            if at < end < at + _LONGEST_PERSON:
                yield tokens[at:end]
        at += 1
    for end in range(1, min(4, len(tokens))):
        if verb_at(tokens, end):
            if not any(ends_name(tokens, index) or titles.at(tokens, index) for index in range(end)):
                yield tokens[:end]
            break


@dataclass(slots=True)
class Counts:
    """What one pass over the corpora counts, by word key."""

    anywhere: Counter[str] = field(default_factory=Counter)
    in_names: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Counter[str]] = field(default_factory=dict)
    bodies: BodyCounts = field(default_factory=BodyCounts)

    def spelling(self, word: str) -> str:
        """Return the commonest spelling of a word, or its key where the corpora do not have it."""
        seen = self.spellings.get(word)
        return min(seen, key=lambda text: (-seen[text], text)) if seen else word


def learn(corpora: Sequence[Path], given: frozenset[str]) -> Counts:
    """Count words in positions of names and anywhere, and the articles that name each body. `given` are common first names."""
    counts = Counts()
    for text in texts(corpora):
        found = list(sentences(text))
        counts.bodies.read(found)
        for sentence in found:
            for token in filter(is_word, sentence.tokens):
                counts.anywhere[token.key] += 1
                counts.spellings.setdefault(token.key, Counter())[display(token.text)] += 1
            for position in (*person_positions(sentence), *after_first_name(sentence.tokens, given)):
                counts.in_names.update(token.key for token in position)
    return counts


def first_names(folder: Path) -> dict[str, tuple[str, str]]:
    """Read the two gazetteers of first names: key → (spelling, `f` or `m`)."""
    out: dict[str, tuple[str, str]] = {}
    for name, record in json.loads((folder / "nabidam_names.json").read_text(encoding="utf-8")).items():
        out[joined(name)] = (display(name), record["gender"][:1].lower())
    for record in json.loads((folder / "hejazirad_names.json").read_text(encoding="utf-8")):
        out.setdefault(
            joined(record["name"]), (display(record["name"]), "m" if record["gender"] == 1 else "f")
        )
    return {key: value for key, value in out.items() if len(key) > 1}


def listed_words(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Count in how many names of the list of persons each word stands, and in how many it stands first."""
    anywhere: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for line in (folder / "farsbase_personLexicon.txt").read_text(encoding="utf-8").splitlines():
        tokens = [token.key for sentence in sentences(line) for token in sentence.tokens if is_word(token)]
        anywhere.update(set(tokens))
        first.update(tokens[:1])
    return anywhere, first


def name_words(counts: Counts, listed: Counter[str]) -> Iterator[str]:
    """Yield the lines of the lexicon of words of persons' names."""
    for word in counts.in_names.keys() | listed.keys():
        if counts.in_names[word] >= _MIN_PERSON or listed[word] >= _MIN_LISTED:
            yield f"{counts.spelling(word)}\t{counts.in_names[word]}\t{counts.anywhere[word]}\t{listed[word]}\n"


def common_words(counts: Counts, listed: Counter[str]) -> Iterator[str]:
    """Yield the lines of the lexicon of frequent words that hardly ever stand in a person's name."""
    for word, total in counts.anywhere.items():
        if total >= _COMMON and counts.in_names[word] + listed[word] < total * _RARELY_A_NAME:
            yield f"{counts.spelling(word)}\n"


def main(gazetteers: Path, corpora: Sequence[Path], folder: Path = LEXICONS) -> None:
    """Write the lexicons into a folder.

    Args:
        gazetteers: the folder with the two lists of first names and the list of persons.
        corpora: gzipped JSON Lines, one article a line, with `text` or with `title`, `abstract` and `paragraphs`.
    """
    given = first_names(gazetteers)
    listed, first = listed_words(gazetteers)
    frequent = frozenset(name for name, times in first.items() if times >= _COMMON_FIRST and name in given)
    counts = learn(corpora, frequent)
    for text in texts(corpora):
        counts.bodies.read_again(sentences(text))
    lexicons: dict[str, tuple[str, str, Iterator[str]]] = {
        "name_words.tsv": (
            f"Words of persons' names, {HOW}.",
            "word | times in a place for a name | times anywhere | names of the list of persons (FarsBase, Apache-2.0) with it",
            name_words(counts, listed),
        ),
        "first_names.tsv": (
            f"First names (two gazetteers under the MIT licence, see NOTICE.md), with counts {HOW}.",
            "name | f or m | times in a place for a name | times anywhere",
            (
                f"{name}\t{sex}\t{counts.in_names[w]}\t{counts.anywhere[w]}\n"
                for w, (name, sex) in given.items()
            ),
        ),
        "common_words.txt": (
            f"Words that are frequent in Persian news and hardly ever stand in a person's name, {HOW}.",
            "word",
            common_words(counts, listed),
        ),
        **body_lexicons(counts.bodies, counts.anywhere, counts.spelling),
    }
    for name, (title, columns, lines) in lexicons.items():
        header = f"# {title}\n# Columns: {columns}\n"
        (folder / name).write_text(header + "".join(sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]])
