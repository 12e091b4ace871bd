"""What names of bodies look like, learnt by counting: the names that recur, where they end, and which words `و` joins.

Two passes. The first takes whatever stands between a head noun and a word at which a name must end; what recurs is mostly a name, but a
good part of it is a name with a clause after it (`سازمان X موظف` … `است`) or a part of one (`کمیسیون مشترک`). The second looks at what
stands after each of these: a whole name is followed by anything, and often by a sign; a clause's beginning always by the same
preposition or verb; a part of a name mostly by a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import EntityKind
from loaders.extract.phrases import Phrases, group, joined, table, words
from loaders.extract.words import ends_name, is_verb, opens_complement
from loaders.persian.letters import display
from loaders.persian.tables import rows
from loaders.persian.tokens import Sentence, Token, sentences
from loaders.register import register

HOW = "learnt by counting: python -m loaders.learn"

_LONGEST = 9  # tokens
_RECURS = 3  # articles
_WELL_KNOWN = 5
_ALWAYS_ONE = 0.75  # share of one preposition or verb among what follows: a clause's beginning, no name
_WHOLE = 0.35  # share of places after which a name must end: a whole name
_FEW_AFTER = 2
_SELDOM_INSIDE = 0.25
_FREQUENT = 400
_SEEN = 20
_GOVERNS = 0.6  # share of a word's uses before a preposition or a verb
_PAIR = 4
_TIED = 0.05  # share of the rarer word's coordinations

Lexicon = tuple[str, str, Iterator[str]]
"""Title, columns and lines of a file."""


def body_positions(sentence: Sentence) -> Iterator[Sequence[Token]]:
    """Yield, from each head noun of a body's name, the tokens up to a word at which a name must have ended."""
    tokens, heads = sentence.tokens, table("org_heads.tsv")
    for at in range(len(tokens)):
        found = heads.at(tokens, at)
        if found is None:
            continue
        end = found[0]
        while end < at + _LONGEST and (not ends_name(tokens, end) or opens_complement(tokens, found[0], end)):
            end += 1
        if end < len(tokens) and table("light_verbs.txt").at(tokens, end):
            end -= 1  # the noun before a light verb belongs to the verb: `به مجلس ارسال شد`
        if end > found[0]:
            yield tokens[at:end]


@dataclass(slots=True)
class Follow:
    """What stands after a name: how often a name must have ended there, and each word by itself."""

    total: int = 0
    ended: int = 0
    governed: Counter[str] = field(default_factory=Counter)

    @property
    def begins_clause(self) -> bool:
        """Whether one and the same preposition or verb nearly always follows."""
        return max(self.governed.values(), default=0) >= _ALWAYS_ONE * self.total

    @property
    def share(self) -> float:
        """The share of places after which the name must have ended."""
        return self.ended / max(self.total, 1)


@dataclass(slots=True)
class BodyCounts:
    """What the passes count: names by the articles that have them, what follows names, words before a preposition or verb, pairs."""

    names: Counter[str] = field(default_factory=Counter)
    follow: dict[str, Follow] = field(default_factory=dict)
    governing: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    known: Phrases[str] | None = None
    """The names that recur, each with its key; made between the passes."""

    def read(self, found: Iterable[Sentence]) -> None:
        """Take the sentences of one article in the first pass."""
        named: set[str] = set()
        for sentence in found:
            for tokens in body_positions(sentence):
                if tokens[-1].key != "و" and len(tokens) < _LONGEST:
                    named.add(" ".join(display(token.text) for token in tokens))
            self._count_words(sentence.tokens)
        self.names.update(named)

    def _count_words(self, tokens: Sequence[Token]) -> None:
        for at in range(len(tokens) - 1):
            if _governed(tokens, at + 1):
                self.governing[tokens[at].key] += 1
            joins = tokens[at + 1].key == "و" and at + 2 < len(tokens)
            if joins and not ends_name(tokens, at) and not ends_name(tokens, at + 2):
                self.pairs[tokens[at].key, tokens[at + 2].key] += 1

    def read_again(self, found: Iterable[Sentence]) -> None:
        """Take the sentences of one article in the second pass."""
        if self.known is None:
            self.known = _recurring(self.names)
        for sentence in found:
            at = 0
            while at < len(sentence.tokens):
                known = self.known.at(sentence.tokens, at)
                if known is None or known[0] - at < 2:
                    at += 1
                    continue
                at = known[0]
                self._count_follow(known[1], sentence.tokens, at)

    def _count_follow(self, name: str, tokens: Sequence[Token], at: int) -> None:
        follow = self.follow.setdefault(name, Follow())
        follow.total += 1
        ends = ends_name(tokens, at)
        follow.ended += ends
        if _governed(tokens, at):
            follow.governed[tokens[at].key] += 1
        elif not ends and tokens[at].key != "و" and follow.share >= _WHOLE:
            self.after[tokens[at].key] += 1

    def whole(self, name: str) -> bool:
        """Tell whether a name (as joined key) is a whole one, by what follows it."""
        follow = self.follow.get(name)
        return follow is not None and follow.share >= _WHOLE and not follow.begins_clause


def _governed(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a preposition, `که`, `را` or a verb stands at token `at`."""
    found = at < len(tokens) and tokens[at].key in group("governing")
    return (
        found
        or (at < len(tokens) and is_verb(tokens, at))
        or table("light_verbs.txt").at(tokens, at) is not None
    )


def _recurring(names: Counter[str]) -> Phrases[str]:
    """Return the names that recur, and those of the register, each with its joined key."""
    entries = [e for e in register().entries.values() if e.kind is EntityKind.ORGANIZATION]
    known = Phrases((entry.name, joined(entry.name)) for entry in entries)
    for key, (name, count) in merged(names).items():
        if count >= _RECURS:
            known.add(name, key)
    return known


def merged(bodies: Counter[str]) -> dict[str, tuple[str, int]]:
    """Bring the spellings of one body together: joined key → (the commonest spelling, count of articles)."""
    out: dict[str, tuple[str, int, int]] = {}
    for name, count in bodies.items():
        key = joined(name)
        best, best_count, total = out.get(key, (name, 0, 0))
        out[key] = (name, count, total + count) if count > best_count else (best, best_count, total + count)
    return {key: (name, total) for key, (name, _, total) in out.items()}


def org_names(counts: BodyCounts) -> Iterator[str]:
    """Yield the lines of the lexicon of names that recur; what only begins a clause is left out."""
    for key, (name, count) in merged(counts.names).items():
        follow = counts.follow.get(key, Follow())
        if count >= _RECURS and not (follow.total and follow.begins_clause):
            yield f"{name}\t{count}\t{round(100 * follow.share)}\n"


def inside_words(counts: BodyCounts) -> Counter[str]:
    """Count in how many whole names each word stands after the head noun."""
    names = {key: name for key, (name, _) in merged(counts.names).items() if counts.whole(key)}
    entries = [e for e in register().entries.values() if e.kind is EntityKind.ORGANIZATION]
    labels = [label for e in entries for label in (*e.labels, *e.former, *e.portfolios, *e.contextual)]
    inside: Counter[str] = Counter()
    for name in (*names.values(), *labels):
        for sentence in sentences(name):
            head = table("org_heads.tsv").at(sentence.tokens, 0)
            inside.update({token.key for token in sentence.tokens[head[0] if head else 0 :]})
    return inside


def body_ends(counts: BodyCounts, anywhere: Counter[str], spelling: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of the lexicon of words that follow names of bodies, or never stand inside one; a place may always belong to one."""
    inside = inside_words(counts)
    entries = register().entries.values()
    places = {joined(entry.name.split()[0]) for entry in entries if entry.kind is EntityKind.PLACE}
    kept = places | words("event_words.tsv") | words("org_heads.tsv") | words("places_heads.tsv")
    for word in sorted(counts.after.keys() | anywhere.keys()):
        after = counts.after[word]
        follows = after >= _FEW_AFTER and inside[word] < after * _SELDOM_INSIDE
        outside = anywhere[word] >= _FREQUENT and inside[word] == 0
        if (follows or outside) and word not in kept:
            yield f"{spelling(word)}\t{after}\t{inside[word]}\n"


def body_words(counts: BodyCounts, spelling: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of the lexicon of words that stand in whole names of bodies."""
    for word, names in inside_words(counts).items():
        if word[:1].isalpha() and not word.isascii():
            yield f"{spelling(word)}\t{names}\n"


def governing_words(
    counts: BodyCounts, anywhere: Counter[str], spelling: Callable[[str], str]
) -> Iterator[str]:
    """Yield the lines of the lexicon of words that mostly stand before a preposition or a verb."""
    nouns = {noun for noun, *_ in _prepositions()}
    for word, times in counts.governing.items():
        if anywhere[word] >= _SEEN and times >= _GOVERNS * anywhere[word] and word not in nouns:
            yield f"{spelling(word)}\t{round(100 * times / anywhere[word])}\n"


def _prepositions() -> Iterator[tuple[str, str]]:
    return ((joined(noun), joined(preposition)) for noun, preposition in rows("name_prepositions.tsv"))


def pairs(counts: BodyCounts, spelling: Callable[[str], str]) -> Iterator[str]:
    """Yield the lines of the lexicon of words that `و` often joins."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (a, b), times in counts.pairs.items():
        first[a] += times
        second[b] += times
    for (a, b), times in counts.pairs.items():
        if times >= _PAIR and times >= _TIED * min(first[a], second[b]):
            yield f"{spelling(a)}\t{spelling(b)}\t{times}\n"


def body_lexicons(
    counts: BodyCounts, anywhere: Counter[str], spelling: Callable[[str], str]
) -> dict[str, Lexicon]:
    """Return the lexicons of bodies: file name → (title, columns, lines)."""
    return {
        "org_names.tsv": (
            f"Names of bodies that recur in Persian news, {HOW}.",
            "name | articles | percent of places after which a name must have ended: low for a part of a longer name",
            org_names(counts),
        ),
        "body_ends.tsv": (
            f"Words that follow the name of a body rather than belong to it, {HOW}.",
            "word | times right after a whole name | whole names that it stands in",
            body_ends(counts, anywhere, spelling),
        ),
        "body_words.tsv": (
            f"Words that stand in whole names of bodies after the head noun, {HOW}.",
            "word | whole names that it stands in",
            body_words(counts, spelling),
        ),
        "governing_words.tsv": (
            f"Words that mostly stand before a preposition or a verb (`خطاب به`, `فراهم کرد`), so that no name ends with one, {HOW}.",
            "word | percent of its uses",
            governing_words(counts, anywhere, spelling),
        ),
        "joined_words.tsv": (
            f"Words that `و` often joins (`حفظ و نشر`, `حقوق و دستمزد`), {HOW}.",
            "before | after | times",
            pairs(counts, spelling),
        ),
    }
