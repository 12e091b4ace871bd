"""Half-spaces put back for display: `دانشگاههای` and `دانشگاه های` become `دانشگاه‌های`.

Suffix and prefix rules first, then the lexicon `half_spaces.tsv`, which holds what the rules get wrong and was learnt by counting
(see `half_space_lexicon`). Half-spaces that are there stay. Measured on a fifth of a news corpus that was kept out of the
counting: half-spaces deleted and restored, precision .92, recall .87, F1 .90; turned into spaces and restored, .92, .77, .84 (hazm
alone: F1 .50). Most of what counts as wrong is the corpus's own slips and spelling on which newsrooms differ (`آن‌ها`, `آنها`).
Names are matched by `letters.key`, never by this form.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.persian.letters import ZWNJ, key
from loaders.persian.tables import rows

_PLURAL = "ها(?:یی|ی|یم|یت|یش|یمان|یتان|یشان|م|ت|ش|مان|تان|شان|ست)?"
_PLURALS = re.compile(_PLURAL)
_NOUN_PLURAL = re.compile(f"(.{{2,}}?)({_PLURAL})")
_AFTER_HEH = re.compile("(.+ه)(ای|اند|ام|اید|ایم|اش)")
_HEH_SUFFIXES = frozenset(("ای", "اند", "ام", "اید", "ایم", "اش"))
_DEGREE = re.compile("(.{2,})(تر|ترین|تری)(?:ها|های)?")
_DEGREES = frozenset(("تر", "ترین", "تری"))
_MI = ("نمی", "می")
_WORD = re.compile("[\u0621-\u063f\u0641-\u065f\u0670-\u06d3\u200c]+")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the rules need to know, all by `letters.key`.

    `verbs`: forms that follow می; `adjectives`: words that take تر; `heh`: words that end in ه; `words`: for words that the rules get wrong
    where their half-spaces stand (counted in letters of the key); `pairs`: words that a half-space joins more often than a space parts.
    """

    verbs: Collection[str] = frozenset()
    adjectives: Collection[str] = frozenset()
    heh: Collection[str] = frozenset()
    words: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    pairs: Collection[tuple[str, str]] = frozenset()


@lru_cache(maxsize=1)
def learnt() -> Lexicon:
    """The lexicon that ships, read once."""
    kinds: dict[str, list[str]] = {"verb": [], "adjective": [], "heh": [], "word": [], "pair": []}
    for kind, written in rows("half_spaces.tsv"):
        kinds[kind].append(written)
    return Lexicon(
        verbs=frozenset(map(key, kinds["verb"])),
        adjectives=frozenset(map(key, kinds["adjective"])),
        heh=frozenset(map(key, kinds["heh"])),
        words={key(word.replace("+", "")): places(word, "+") for word in kinds["word"]},
        pairs=frozenset(
            (key(left), key(right)) for left, right in (pair.split("+") for pair in kinds["pair"])
        ),
    )


def places(word: str, sign: str = ZWNJ) -> tuple[int, ...]:
    """Where the half-spaces of a word stand: for each, how many letters of its key come before it."""
    parts = word.split(sign)
    return tuple(len(key("".join(parts[:i]))) for i in range(1, len(parts)))


def by_rule(word: str, lexicon: Lexicon) -> tuple[int, ...]:
    """Where suffixes and prefixes put half-spaces in a word given by its key."""
    for prefix in _MI:
        rest = word.removeprefix(prefix)
        if rest != word and rest in lexicon.verbs:
            return (len(prefix), *(len(prefix) + place for place in by_rule(rest, lexicon)))
    ending = _AFTER_HEH.fullmatch(word)
    if ending and ending[1] in lexicon.heh:
        return (len(ending[1]),)
    plural = _NOUN_PLURAL.fullmatch(word)
    if plural:
        return (len(plural[1]),)
    degree = _DEGREE.fullmatch(word)
    return (len(degree[1]),) if degree and degree[1] in lexicon.adjectives else ()


def belongs(left: str, right: str, lexicon: Lexicon) -> bool:
    """Whether a space between two words, given by their keys, stands where a half-space should."""
    if _PLURALS.fullmatch(right):
        return True
    if left in _MI:
        return right in lexicon.verbs
    if right in _DEGREES:
        return left in lexicon.adjectives
    if right in _HEH_SUFFIXES and len(left) > 3:
        return left in lexicon.heh
    return (left, right) in lexicon.pairs


def _divided(word: str, lexicon: Lexicon) -> str:
    """The word as printed, with half-spaces put in where it has none."""
    if ZWNJ in word:
        return word
    folded = key(word)
    wanted = lexicon.words[folded] if folded in lexicon.words else by_rule(folded, lexicon)
    if not wanted:
        return word
    out: list[str] = []
    letters = 0
    for char in word:
        if key(char):
            if letters in wanted:
                out.append(ZWNJ)
            letters += len(key(char))
        out.append(char)
    return "".join(out)


def restore(text: str, lexicon: Lexicon | None = None) -> str:
    r"""The text with lost half-spaces put back, deleted ones and those that became a space; all else stays as it is.

    >>> restore("دانشگاههای مجازی و کتابخانه های دیجیتال میشود")
    'دانشگاه\u200cهای مجازی و کتابخانه\u200cهای دیجیتال می\u200cشود'
    """
    lexicon = learnt() if lexicon is None else lexicon
    out: list[str] = []
    done, previous = 0, ""
    for match in _WORD.finditer(text):
        between, word = text[done : match.start()], match[0]
        if between == " " and previous and word[0] != ZWNJ and belongs(previous, key(word), lexicon):
            between = ZWNJ
        out += between, _divided(word, lexicon)
        done, previous = match.end(), key(word.rsplit(ZWNJ, 1)[-1])
    return "".join(out) + text[done:]
