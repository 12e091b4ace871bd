"""Number words and the words around numbers, read from the lexicons once, all by `letters.key`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from loaders.persian.letters import key
from loaders.persian.tables import rows, spellings


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that is a number or part of one, and its value.

    `kind` is unit, teen, ten, hundred, scale or half as in `number_words.tsv`, `whole` for compounds below a thousand written without
    spaces (بیست‌وپنج), or `product` for those with a scale (سه‌هزار).
    """

    kind: str
    value: Fraction


def _number_words() -> dict[str, NumberWord]:
    """Every number word of one token, compounds written without spaces included."""
    words: dict[str, NumberWord] = {}
    by_kind: dict[str, list[tuple[str, int]]] = {}
    for kind, value, written in rows("number_words.tsv"):
        for word in map(key, spellings(written)):
            words[word] = NumberWord(kind, Fraction(value))
            if kind != "half":
                by_kind.setdefault(kind, []).append((word, int(value)))
    units, tens = by_kind["unit"], by_kind["teen"] + by_kind["ten"]
    two = [(f"{ten}و{unit}", big + small) for ten, big in by_kind["ten"] for unit, small in units]
    three = [
        (f"{hundred}و{rest}", big + small)
        for hundred, big in by_kind["hundred"]
        for rest, small in units + tens + two
    ]
    for compound, number in two + three:
        words.setdefault(compound, NumberWord("whole", Fraction(number)))
    for small_word, number in units + tens + by_kind["hundred"]:
        for scale, factor in by_kind["scale"]:
            words.setdefault(small_word + scale, NumberWord("product", Fraction(number * factor)))
    return words


def _contexts() -> dict[str, frozenset[tuple[str, ...]]]:
    return {
        kind: frozenset(tuple(key(word).split()) for word in spellings(written))
        for kind, written in rows("number_contexts.tsv")
    }


WORDS = _number_words()
SCALES = [word.value for word in WORDS.values() if word.kind == "scale"]
# Phrases of one kind, and those of them that are one word.
PHRASES = _contexts()
SINGLE = {
    kind: frozenset(words[0] for words in phrases if len(words) == 1) for kind, phrases in PHRASES.items()
}
MONTHS = frozenset(key(word) for row in rows("months.tsv") for word in spellings(row[2]))
# سوم, چهارم … and the size of the part that each names.
PARTS = {word.split(":")[1]: int(word.split(":")[0]) for word in SINGLE["denominator"]}
_ORDINALS = frozenset(
    word + "م" for word, number in WORDS.items() if number.kind not in ("half", "product")
) | {"سوم", "سیام"}
# یک‌سوم, written as one word; چهاردهم is the fourteenth, not four tenths.
JOINED_PARTS = {
    small + part: number.value / size
    for small, number in WORDS.items() if number.kind == "unit"
    for part, size in PARTS.items() if number.value < size and small + part not in _ORDINALS
}  # fmt: skip
# سه‌ساله: the value, and how many letters of the key are the number.
WITH_UNIT = {
    small + unit: (number.value, len(small))
    for small, number in WORDS.items()
    if number.kind in ("unit", "teen", "ten", "hundred")
    for unit in SINGLE["joined"]
    if small + unit not in ("یکگانه", "یکگان")
}
BEGINNINGS = frozenset(WORDS) | frozenset(JOINED_PARTS) | frozenset(WITH_UNIT)


def is_scale(word: str) -> bool:
    """Whether the word is هزار, میلیون or another scale."""
    return word in WORDS and WORDS[word].kind == "scale"


def is_measure(word: str) -> bool:
    """Whether the word behind a number takes decimals: a scale, a percentage, a unit, or an adjective of one (درصدی)."""
    return word in ("%", "٪") or word in SINGLE["counted"] or word.removesuffix("ی") in SINGLE["counted"]


def is_ordinal(word: str) -> bool:
    """Whether the word is an ordinal: سوم, سومین."""
    return word in _ORDINALS or word.removesuffix("ین") in _ORDINALS
