"""hazm's only door: normal form with a way back to the stored text, words and lemmas.

hazm costs seconds and some 350 MB to import and to set up, so it is imported in the functions that need it, and each of its instances
is made once. What extraction asks of it, its list of words and the stems of its verbs, is read from its data files without it.
What it would break is kept from it: dates, numbers, addresses, tags and emoji are read by our own tokens and pass unchanged, and
it sees one line at a time, since it does not see single line ends. It keeps no offsets, so its output is aligned letter by letter
with what it was given; a piece that it changed beyond alignment stays as `letters.same_length` has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.persian.halfspace import restore
from loaders.persian.letters import ZWNJ, display, key, same_length
from loaders.persian.tokens import Token, sentences

if TYPE_CHECKING:
    from hazm import Lemmatizer, Normalizer, WordTokenizer

_QUOTES = dict.fromkeys('«»“”„‟"', '"')
_COMPOUND_ENDINGS = (
    "سازی", "ساز", "ریزی", "ریز", "گذاری", "گذار", "پذیری", "پذیر", "شناسی", "شناس", "محور", "محوری", "نامه", "گرایی", "گرا",
    "پردازی", "پرداز", "نویسی", "نویس", "رسانی", "رسان", "داری", "یابی", "بندی",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """For each code point of a normal form, the [start, end) of the stored text that it stands for."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    length: int

    def to_stored(self, start: int, end: int) -> tuple[int, int]:
        """The stored [start, end) of a span of the normal form; an empty span is an empty span before what follows.

        Raises:
            IndexError: the span is not inside the normal form.
        """
        if not 0 <= start <= end <= len(self.starts):
            raise IndexError(
                f"[{start}, {end}) is not inside a normal form of {len(self.starts)} code points"
            )
        if start == end:
            place = self.starts[start] if start < len(self.starts) else self.length
            return place, place
        return self.starts[start], max(self.starts[start], self.ends[end - 1])


@lru_cache(maxsize=1)
def _normalizer() -> Normalizer:
    from hazm import Normalizer

    return Normalizer(decrease_repeated_chars=False, persian_numbers=False, unicodes_replacement=False)


@lru_cache(maxsize=1)
def _tokenizer() -> WordTokenizer:
    from hazm import WordTokenizer

    return WordTokenizer(join_verb_parts=False)


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    from hazm import Lemmatizer

    return Lemmatizer()


def _data(name: str) -> Iterator[str]:
    """The lines of one of hazm's data files. Only where the package lies is looked up; it is not imported."""
    found = find_spec("hazm")
    assert found is not None
    assert found.origin is not None
    return map(
        str.strip, (Path(found.origin).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    )


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    rows = (line.split("\t") for line in _data("words.dat"))
    return frozenset(key.__wrapped__(row[0]) for row in rows if len(row) == 3)


@lru_cache(maxsize=1)
def verb_forms() -> dict[str, str]:
    """The simple forms of hazm's verbs and the past stem of each: past, imperfect, participle, present, subjunctive, and negated.

    They are what `Lemmatizer().verbs` has under them; where two verbs share a form, the one that stands first in hazm's file has it.
    """
    forms: dict[str, str] = {}
    for verb in reversed([line for line in _data("verbs.dat") if "#" in line and ZWNJ not in line]):
        past, present = verb.split("#")
        forms.update(dict.fromkeys(_conjugated(past, present), past))
    return {**forms, "است": ""}


def _conjugated(past: str, present: str) -> Iterator[str]:
    if past:
        yield f"{past}ن"
        for form in (f"{past}ه", *(past + ending for ending in ("", *_PERSONS))):
            yield from (form, f"ن{form}")
        yield from (f"{mi}{ZWNJ}{past}{ending}" for mi in ("می", "نمی") for ending in ("", *_PERSONS))
    if present:
        endings = (*_PERSONS, "د")
        yield from (f"{mi}{ZWNJ}{present}{ending}" for mi in ("می", "نمی") for ending in endings)
        yield from (f"{prefix}{present}{ending}" for prefix in ("", "ب", "ن") for ending in endings)


def _significant(char: str) -> str:
    """What must survive normalising: letters by key, signs as they are, quotation marks as one; "" for the rest."""
    return "" if char.isspace() else _QUOTES.get(char, key(char))


def _align(stored: str, normal: str) -> list[tuple[int, int]] | None:
    """For each code point of `normal` its [start, end) in `stored`; None where a letter was added, lost or changed."""
    spans: list[tuple[int, int]] = []
    at = 0
    for char in normal:
        wanted = _significant(char)
        if not wanted:
            spans.append((at, at))
            continue
        while at < len(stored) and not _significant(stored[at]):
            at += 1
        end = at + 1
        if at == len(stored) or _significant(stored[at]) != wanted:
            return None
        while (
            end < len(stored)
            and not stored[end].isspace()
            and stored[end] != ZWNJ
            and not _significant(stored[end])
        ):
            end += 1
        spans.append((at, end))
        at = end
    return None if any(map(_significant, stored[at:])) else _close_gaps(stored, spans)


def _close_gaps(stored: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spaces and half-spaces of the normal form stand for whatever lies between their neighbours."""
    following = len(stored)
    for place in range(len(spans) - 1, -1, -1):
        start, end = spans[place]
        if start == end:
            spans[place] = (start, following)
        else:
            following = start
    return spans


def _untouchable(token: Token) -> bool:
    """Whether hazm must not see the token: it holds a digit, or it is an address, a tag or an emoji."""
    first = token.text[0]
    return (
        any(char.isdecimal() for char in token.text)
        or first in "@#"
        or (len(token.text) > 1 and "." in token.text)
        or ord(first) >= 0x2190
    )


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """The text in pieces: (start, end, whether hazm may see it); line ends are pieces of their own."""
    done = 0
    for sentence in sentences(text):
        for token in filter(_untouchable, sentence.tokens):
            yield from _lines(text, done, token.start)
            yield token.start, token.end, False
            done = token.end
    yield from _lines(text, done, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        if start < stop:
            yield start, stop, True
        if newline >= 0:
            yield newline, newline + 1, False
        start = stop + 1


def _normal_piece(piece: str) -> tuple[str, list[tuple[int, int]]]:
    """A piece of one line in hazm's normal form, the spaces at its ends kept as one, and its spans."""
    core = piece.strip()
    if not core:
        return (" ", [(0, len(piece))]) if piece else ("", [])
    lead = len(piece) - len(piece.lstrip())
    normal = _normalizer().normalize(core).strip()
    spans = _align(core, normal)
    if spans is None:
        normal, spans = same_length(core), [(i, i + 1) for i in range(len(core))]
    shifted = [(start + lead, end + lead) for start, end in spans]
    if lead:
        normal, shifted = " " + normal, [(0, lead), *shifted]
    if lead + len(core) < len(piece):
        normal, shifted = normal + " ", [*shifted, (lead + len(core), len(piece))]
    return normal, shifted


def normalize(text: str) -> tuple[str, OffsetMap]:
    """Hazm's normal form of a text, and the map of its code points to the stored text.

    Letters, spacing and quotation marks are hazm's; digits, dates, addresses, tags and line ends are the text's own.
    """
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end, seen in _pieces(text):
        if seen:
            normal, local = _normal_piece(text[start:end])
        else:
            normal, local = text[start:end], [(i, i + 1) for i in range(end - start)]
        parts.append(normal)
        spans += [(start + first, start + last) for first, last in local]
    starts, ends = (tuple(side) for side in zip(*spans, strict=True)) if spans else ((), ())
    return "".join(parts), OffsetMap(starts, ends, len(text))


def words(sentence: str) -> list[str]:
    """The words and signs of a sentence by hazm's tokenizer, with dates, numbers, addresses and tags whole."""
    found: list[str] = []
    for start, end, seen in _pieces(sentence):
        piece = sentence[start:end].strip()
        if piece:
            found += _tokenizer().tokenize(piece) if seen else [piece]
    return found


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Hazm's lemma of a word: a noun's singular, a verb's two stems as `past#present` (`می‌روم` gives `رفت#رو`)."""
    return str(_lemmatizer().lemmatize(same_length(word)))


_PERSONS = ("م", "ی", "یم", "ید", "ند")
_PERFECTS = frozenset({"است", "بود", "اند"})
_COPULAS = frozenset({"است", "بود", "هست"})


@lru_cache(maxsize=4096)
def infinitive(phrase: str) -> str | None:
    """The infinitive of a verb as printed, light verbs with their noun; None where hazm knows no such verb.

    >>> infinitive("می‌گویند"), infinitive("خبر داده است"), infinitive("معتقد است"), infinitive("کتاب")
    ('گفتن', 'خبر دادن', 'معتقد بودن', None)
    """
    parts = display(phrase).replace(f"{ZWNJ}اند", " اند").split(" ")
    if len(parts) > 1 and parts[-1] in _PERFECTS and parts[-2].endswith("ه"):
        parts = [*parts[:-2], parts[-2].removesuffix("ه")]
    *noun, verb = parts
    if noun and verb in _COPULAS:
        return " ".join([*noun, "بودن"])
    past = verb_forms().get(verb)
    return " ".join([*noun, past + "ن"]) if past else None


def restore_half_spaces(name: str) -> str:
    """A name as an editor prints it, lost half-spaces put back.

    Beyond `halfspace.restore` it divides compounds of a productive ending (`دیجیتالسازی`), where hazm's word list has the first
    part and not the whole.
    """
    return " ".join(map(_divided_compound, restore(display(name)).split(" ")))


def _divided_compound(word: str) -> str:
    if ZWNJ in word:
        return word
    for ending in _COMPOUND_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3 and key(stem) in _known_words():
            return word if key(word) in _known_words() else f"{stem}{ZWNJ}{ending}"
    return word
