"""Learns `half_spaces.tsv` by counting words in a corpus whose half-spaces are good, and measures what it is worth.

    python -m loaders.persian.half_space_lexicon CORPUS.jsonl.gz > loaders/lexicons/half_spaces.tsv
    python -m loaders.persian.half_space_lexicon CORPUS.jsonl.gz --measure

A word, verb, adjective or pair enters when it stands in at least three documents, so no entry rests on one article's wording.
With --measure, documents are counted in blocks of fifty of which each fifth is kept out and restored.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from loaders.persian.halfspace import Lexicon, belongs, by_rule, places, restore
from loaders.persian.letters import ZWNJ, display, key

_DOCUMENTS = 3
_RUN = re.compile(f"[\u0621-\u063f\u0641-\u065f\u0670-\u06d3{ZWNJ} ]+")
_HEADER = """\
# Half-spaces: what the rules of loaders/persian/halfspace.py need to know, and the words that they get wrong.
# Made by `python -m loaders.persian.half_space_lexicon`: counts of words in a news corpus with good half-spaces, each
# entry from at least three documents; no text of the corpus is kept. Correct it by hand where it is wrong.
# kind: verb (a form that follows می), adjective (a word that takes تر), heh (a word that ends in ه), word (how a word is written where
# the rules would err), pair (two words that a half-space joins); + stands for the half-space
# columns: kind, written
"""


def documents(path: Path) -> Iterator[str]:
    """The texts of a gzipped JSON Lines corpus with a `text` in each line, in an editor's spelling."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield "\n".join(map(display, json.loads(line)["text"].split("\n")))


def _words(text: str) -> Iterator[list[str]]:
    for run in _RUN.findall(text):
        yield [word for word in run.split(" ") if word.strip(ZWNJ)]


def learn(texts: Iterable[str]) -> tuple[Lexicon, dict[str, str]]:
    """The lexicon of a corpus, and for each key in it the spelling that the corpus prefers."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    in_documents: dict[str, Counter[str]] = defaultdict(Counter)
    spaced: Counter[tuple[str, str]] = Counter()
    joined: Counter[tuple[str, str]] = Counter()
    for text in texts:
        seen: dict[str, set[str]] = defaultdict(set)
        pairs: set[tuple[str, str]] = set()
        for words in _words(text):
            spaced.update({(key(a), key(b)) for a, b in itertools.pairwise(words) if ZWNJ not in a + b})
            for word in words:
                parts = word.strip(ZWNJ).split(ZWNJ)
                written[key(word)][ZWNJ.join(parts)] += 1
                seen["word"].add(key(word))
                for part in parts:
                    spelt[key(part)][part] += 1
                    seen["part"].add(key(part))
                pairs.update((key(a), key(b)) for a, b in itertools.pairwise(parts))
                if len(parts) > 1 and parts[0] in ("می", "نمی"):
                    seen["verb"].add(key("".join(parts[1:])))
                if len(parts) > 1 and parts[-1] in ("تر", "ترین", "تری"):
                    seen["adjective"].add(key("".join(parts[:-1])))
        joined.update(pairs)
        for kind, found in seen.items():
            in_documents[kind].update(found)

    def often(kind: str) -> set[str]:
        return {word for word, count in in_documents[kind].items() if count >= _DOCUMENTS}

    best = {folded: max(forms, key=lambda form: (forms[form], form)) for folded, forms in written.items()}
    spelling = {folded: max(forms, key=lambda form: (forms[form], form)) for folded, forms in spelt.items()}
    parts_and_words = often("part") | often("word")
    heh = {word for word in parts_and_words if word.endswith("ه") and len(word) > 2}
    heh = {
        word
        for word in heh
        if in_documents["part"][word] >= in_documents["part"][word[:-1]] or word + "ها" in written
    }
    rules = Lexicon(verbs=often("verb"), adjectives=often("adjective"), heh=heh)
    wrong = {word: places(best[word]) for word in often("word") if places(best[word]) != by_rule(word, rules)}
    pairs_kept = {
        pair for pair, count in joined.items()
        if count >= _DOCUMENTS and count >= 3 * spaced[pair] and not belongs(*pair, rules)
    }  # fmt: skip
    return Lexicon(rules.verbs, rules.adjectives, heh, wrong, pairs_kept), spelling | best


def listed(lexicon: Lexicon, best: dict[str, str]) -> Iterator[str]:
    """The lines of the lexicon file, sorted."""
    for kind, words in (("verb", lexicon.verbs), ("adjective", lexicon.adjectives), ("heh", lexicon.heh)):
        for word in sorted(words):
            yield f"{kind}\t{best[word].replace(ZWNJ, '')}"
    for word in sorted(lexicon.words):
        yield f"word\t{best[word].replace(ZWNJ, '+')}"
    for left, right in sorted(lexicon.pairs):
        yield f"pair\t{best[left].replace(ZWNJ, '')}+{best[right].replace(ZWNJ, '')}"


def score(texts: Iterable[str], lexicon: Lexicon, lost: str) -> tuple[float, float]:
    """Precision and recall of `restore` where every half-space was replaced by `lost` ("" or a space)."""
    right = found = there = 0
    for text in texts:
        before = _gaps(text)
        after = _gaps(restore(text.replace(ZWNJ, lost), lexicon))
        right, found, there = right + len(before & after), found + len(after), there + len(before)
    return right / found, right / there


def _gaps(text: str) -> set[int]:
    """The half-spaces of a text, each as the number of characters before it that are neither space nor half-space."""
    gaps, count = set(), 0
    for char in text:
        if char == ZWNJ:
            gaps.add(count)
        elif char != " ":
            count += 1
    return gaps


def main(arguments: list[str]) -> None:
    """Print the lexicon, or with --measure its precision and recall on the documents kept out."""
    texts = list(documents(Path(arguments[0])))
    if "--measure" not in arguments:
        sys.stdout.write(_HEADER + "".join(line + "\n" for line in listed(*learn(texts))))
        return
    held_out = [text for number, text in enumerate(texts) if number // 50 % 5 == 0]
    lexicon, _ = learn(text for number, text in enumerate(texts) if number // 50 % 5)
    for name, lost in (("deleted", ""), ("turned into spaces", " ")):
        precision, recall = score(held_out, lexicon, lost)
        both = 2 * precision * recall / (precision + recall)
        sys.stdout.write(
            f"half-spaces {name}: precision {precision:.3f}, recall {recall:.3f}, F1 {both:.3f}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
