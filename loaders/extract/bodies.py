"""Names of bodies: where they begin (the register, or a head noun) and where they end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import Phrases, joined, table, words
from kg import terms as t
from loaders.extract.words import SUFFIXES, begins_person, ends_name, follows_body, is_listed, is_word, name_share, verb_at
from loaders.persian.tables import rows
from loaders.persian.tokens import Token
from loaders.register import register

_LONGEST = 8
_ATTESTED = 3
_EPONYMS = frozenset(map(joined, ("شهید", "شهدای", "امام", "علامه", "حضرت", "آیت‌الله", "استاد", "خواجه", "ملا", "دکتر", "سید", "سیدالشهدا")))
_COUNTS = frozenset(map(joined, ("دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "چند", "چندین", "هر", "هیچ", "یک", "بزرگترین", "مهمترین", "بهترین", "برترین")))
_POINTERS = frozenset(map(joined, ("این", "آن", "همین", "همان")))


@lru_cache(maxsize=1)
def attested() -> Phrases[int]:
    """Names of bodies that recur in the news, with the number of articles that they were met in."""
    return Phrases((name, int(count)) for name, count in rows("org_names.tsv"))


@lru_cache(maxsize=1)
def _pairs() -> frozenset[tuple[str, str]]:
    """Words that `و` joins inside attested names: (before, after)."""
    found: set[tuple[str, str]] = set()
    for name, count in rows("org_names.tsv"):
        parts = name.split()
        if int(count) >= _ATTESTED:
            found.update((joined(a), joined(b)) for a, mid, b in zip(parts, parts[1:], parts[2:], strict=False) if mid == "و")
    for entry in register().entries.values():
        for label in entry.labels:
            parts = label.replace("،", " ،").split()
            found.update((joined(a), joined(b)) for a, mid, b in zip(parts, parts[1:], parts[2:], strict=False) if mid == "و")
    return frozenset(found)


@cache
def _head_columns(head: str) -> tuple[str, ...]:
    return table("org_heads.tsv").get(head) or ()


def find_bodies(row: Row) -> list[Chunk]:
    """Return the bodies that a sentence names, each with the bodies inside its name, and demonstrative references."""
    chunks: list[Chunk] = []
    at = 0
    while at < len(row.tokens):
        chunk = _reference(row, at) or body_at(row, at)
        if chunk is None:
            at += 1
        else:
            chunks.append(chunk)
            at = chunk.last
    return chunks


def _reference(row: Row, at: int) -> Chunk | None:
    """Read `این سازمان`: a demonstrative before a head noun that takes no complement."""
    if row.key(at) not in _POINTERS:
        return None
    head = table("org_heads.tsv").at(row.tokens, at + 1)
    if head is None or row.key(head[0]) in SUFFIXES:
        return None
    return Chunk(Kind.REFERENCE, row.index, at, head[0], tuple(row.tokens[at + 1 : head[0]]), rule="reference")


def body_at(row: Row, at: int) -> Chunk | None:
    """Return the body whose name begins at token `at`, or None.

    The register outranks the head nouns, unless the name goes on after the registered one: `دانشگاه تهران شمال`.
    """
    tokens = row.tokens
    listed = register().bodies.at(tokens, at)
    headed = _headed(row, at)
    if listed and (headed is None or headed.last <= listed[0] or not _goes_on(tokens, listed[0], headed)):
        end, entry = listed
        if end == at + 1 and len(tokens[at].key) < 3:
            return None
        end += end < len(tokens) and tokens[end].key in _OF_IRAN
        return Chunk(Kind.ORGANIZATION, row.index, at, end, tokens[at:end], registered=entry.iri, rule="register")
    if listed and headed is not None and not headed.inner:
        headed.inner = [Chunk(Kind.ORGANIZATION, row.index, at, listed[0], tokens[at : listed[0]], registered=listed[1].iri, rule="branch")]
    return headed or _outlet(row, at)


def _outlet(row: Row, at: int) -> Chunk | None:
    """Read a news agency's short name where only one can stand: `به گزارش فارس`, `خبرنگار مهر`, `مهر: …` at the start of a line."""
    before, after = row.key(at - 1), row.key(at + 1)
    if before not in _REPORTED_BY and not (at == 0 and after in {":", "-", "ـ"}):
        return None
    listed = register().contextual.at(row.tokens, at)
    outlets = [entry for entry in listed[1] if _NEWS in entry.types] if listed else []
    if listed is None or not outlets:
        return None
    end = listed[0]
    return Chunk(Kind.ORGANIZATION, row.index, at, end, row.tokens[at:end], registered=outlets[0].iri, rule="outlet")


_NEWS = t.SCHEMA + "NewsMediaOrganization"
_REPORTED_BY = frozenset(map(joined, ("گزارش", "خبرنگار", "خبرنگاران", "نقل", "خبرگزاری")))


_OF_IRAN = frozenset(map(joined, ("کشور", "ایران")))


def _goes_on(tokens: Sequence[Token], end: int, headed: Chunk) -> bool:
    """Tell whether a name read from its head noun is a longer name than the registered one that it begins with."""
    rest = tokens[end : headed.last]
    if len(rest) == 1 and rest[0].key in _OF_IRAN:
        return False
    if rest and (rest[0].key in _BRANCHES or _is_elsewhere(tokens, end) or _is_unknown(rest[0].key)):
        return True
    if any(inner.first < end < inner.last for inner in headed.inner):
        return True
    if headed.inner and any(inner.first >= end for inner in headed.inner):
        return False
    whole = attested().get(" ".join(token.text for token in tokens[headed.first : headed.last]))
    return whole is not None and bool(rest)


_BRANCHES = frozenset(map(joined, ("استان", "شهرستان", "منطقه", "شعبه", "ناحیه")))


def _is_unknown(word: str) -> bool:
    """Tell whether a word (as key) is none that Persian news uses often: it must belong to the name before it."""
    return word not in words("common_words.txt") and not is_listed(word) and not follows_body(word)


def _is_elsewhere(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a place other than Iran stands at token `at`: the body there is another one (`کتابخانه ملی یونان`)."""
    place = register().places.at(tokens, at)
    return place is not None and not place[1].iri.endswith("/iran")


def _headed(row: Row, at: int) -> Chunk | None:
    """Read a name that a head noun begins, up to where it must end."""
    tokens = row.tokens
    found = table("org_heads.tsv").at(tokens, at)
    if found is None:
        return None
    if at and (row.key(at - 1) in _COUNTS or row.key(at - 1)[:1].isdigit()):
        return None
    after, columns = found
    if columns[0] == "فدراسیون" and (country := register().places.at(tokens, after)) and country[1].is_country:
        return None
    head, strength = columns[0], columns[1]
    inner: list[Chunk] = []
    end = _end(row, at, after, inner)
    end = _trimmed(tokens, at, after, end)
    inner = [chunk for chunk in inner if chunk.last <= end]
    name = tokens[at:end]
    if end == after and not _stands_alone(head) or at == 0 and row.key(end) == ":" and strength == "weak":
        return None
    if end > after and not _is_name(tokens, at, after, end, "strong" if _titled(tokens, at) else strength, inner):
        return None
    return Chunk(Kind.ORGANIZATION, row.index, at, end, name, inner=inner, score=_SCORES[strength], rule=f"head-{strength}")


def _titled(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a post title ends right before token `at`, so that a body must follow."""
    titles = table("titles.tsv")
    return any((found := titles.at(tokens, start, at)) is not None and found[0] == at for start in range(max(0, at - 3), at))


_SCORES = {"strong": 0.85, "unit": 0.85, "weak": 0.7}
_ALONE = frozenset(map(joined, ("قوه قضائیه", "قوه مقننه", "قوه مجریه", "نیروهای مسلح", "هلال احمر", "ریاست جمهوری", "هیئت دولت", "ارتش", "خانه ملت", "نخست‌وزیری", "خانه سینما", "خانه هنرمندان")))


def _stands_alone(head: str) -> bool:
    return joined(head) in _ALONE


def _end(row: Row, first: int, at: int, inner: list[Chunk]) -> int:
    """Return the index after the last token of a name that began at `first`, and note the bodies inside it."""
    tokens, start = row.tokens, at
    titles, places = table("titles.tsv"), register().places
    quoted = _quoted(tokens, at)
    if quoted:
        return quoted
    while at < min(len(tokens), first + _LONGEST):
        if tokens[at].key == "و":
            if not _joins(row, first, at):
                break
            at += 1
            continue
        if _inner_preposition(tokens, first, at):
            at += 1
            continue
        if ends_name(tokens, at) or verb_at(tokens, at):
            break
        nested = body_at(row, at) if at > first else None
        if nested is not None:
            inner.append(nested)
            return nested.last
        place = places.at(tokens, at)
        if place:
            at = place[0]
            if tokens[first].key in _MISSIONS and row.key(at) == "در" and (seat := places.at(tokens, at + 1)):
                return seat[0]
            if at < len(tokens) and not places.at(tokens, at) and tokens[at].key not in _AFTER_PLACE:
                break
            continue
        if titles.at(tokens, at) and tokens[at].key not in _NOT_TITLES:
            break
        if at > start and follows_body(tokens[at].key) and not _must_go_on(tokens, first, start, at):
            break
        if at > start and (begins_person(tokens, at) or (table("honorifics.txt").at(tokens, at) and tokens[at].key not in _EPONYMS)):
            break
        at += 1
    return at


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[tuple[str, str]]:
    return frozenset((joined(noun), joined(preposition)) for noun, preposition in rows("name_prepositions.tsv"))


def _inner_preposition(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Tell whether a preposition at token `at` stands inside a name, as in `ستاد مبارزه با قاچاق`."""
    inside = at > first + 1 and (tokens[at - 1].key, tokens[at].key) in _prepositions()
    return inside and at + 1 < len(tokens) and not ends_name(tokens, at + 1)


_MISSIONS = frozenset(map(joined, ("سفارت", "کنسولگری", "سرکنسولگری", "نمایندگی")))


def _must_go_on(tokens: Sequence[Token], first: int, start: int, at: int) -> bool:
    """Tell whether a name can't have ended before token `at`: after `و`, after generic words only, or inside an attested name."""
    generic = words_of_complement(tokens, start, at) <= words("generic_words.txt")
    return tokens[at - 1].key == "و" or generic or _known_through(tokens, first, at)


def _known_through(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Tell whether an attested name that began at `first` goes on through token `at`."""
    known = attested().at(tokens, first)
    return known is not None and known[0] > at


_NOT_TITLES = frozenset(map(joined, ("امیر", "ریاست", "ملکه", "رهبر", "داور", "متولی")))
_AFTER_PLACE = frozenset(map(joined, ("بزرگ", "غربی", "شرقی", "شمالی", "جنوبی", "شمال", "جنوب", "مرکز", "مرکزی")))


def _quoted(tokens: Sequence[Token], at: int) -> int | None:
    """Return the end of a name in quotation marks right after its head: `انتشارات «…»`."""
    if at < len(tokens) and tokens[at].key in {"«", '"', "“"}:
        for end in range(at + 1, min(at + 6, len(tokens))):
            if tokens[end].key in {"»", '"', "”"}:
                return end + 1 if end > at + 1 else None
    return None


def _joins(row: Row, first: int, at: int) -> bool:
    """Tell whether the `و` at token `at` stands inside the name that began at `first`.

    It does where its two words are joined in attested names, where both are adjectives in `ی` or both plurals, and in the name of a
    unit whose body follows (`معاونت فنی و درآمد سازمان …`).
    """
    tokens = row.tokens
    if at + 1 >= len(tokens) or ends_name(tokens, at + 1) or at == 0 or verb_at(tokens, at + 1):
        return False
    if table("org_heads.tsv").at(tokens, at + 1) or table("titles.tsv").at(tokens, at + 1) or begins_person(tokens, at + 1):
        return False
    if register().places.at(tokens, at + 1) or table("honorifics.txt").at(tokens, at + 1):
        return False
    before, after = tokens[at - 1].key, tokens[at + 1].key
    if (before, after) in _pairs() or (at + 2 < len(tokens) and (before, after + tokens[at + 2].key) in _pairs()):
        return True
    if at - first < 2 and _head_columns(tokens[first].text)[1:2] != ("unit",):
        return False
    return _alike(before, after) or (_head_columns(tokens[first].text)[1:2] == ("unit",) and _body_ahead(row, at + 1))


def _alike(a: str, b: str) -> bool:
    """Tell whether two words have one form: adjectives in `ی`, or plurals."""
    return any(len(a) > 3 and len(b) > 3 and a.endswith(ending) and b.endswith(ending) for ending in ("ی", "های", "ها"))


def _body_ahead(row: Row, at: int) -> bool:
    """Tell whether another body's name begins within three words from token `at`, with nothing between that ends a name."""
    for ahead in range(at + 1, at + 4):
        if ends_name(row.tokens, ahead) or row.tokens[ahead].key == "و":
            return False
        if register().bodies.at(row.tokens, ahead) or _headed(row, ahead):
            return True
    return False


def _trimmed(tokens: Sequence[Token], first: int, after: int, end: int) -> int:
    """Cut what is no part of the name: a trailing `و`, an ending that stands apart, a word that only a clause can bring."""
    while end > after and (tokens[end - 1].key == "و" or not (is_word(tokens[end - 1]) or tokens[end - 1].key in {"»", '"', "”"})):
        end -= 1
    if end > after and end < len(tokens) and table("light_verbs.txt").at(tokens, end):
        known = attested().at(tokens, first, end)
        if known is None or known[0] < end:
            end -= 1
    if end - after >= 2 and name_share(tokens[end - 1].key) > 0.6 and tokens[end - 2].key not in _EPONYMS:
        known = attested().at(tokens, first, end)
        if known is not None and after < known[0] < end:
            return known[0]
    return end


def _is_name(tokens: Sequence[Token], first: int, after: int, end: int, strength: str, inner: list[Chunk]) -> bool:
    """Tell whether a head noun with its complement names one body, rather than a kind of bodies."""
    complement = tokens[after].key
    if words_of_complement(tokens, after, end) <= words("generic_words.txt"):
        return False
    if complement in SUFFIXES:
        return False
    if strength != "weak" or inner:
        return True
    whole = attested().at(tokens, first, end)
    if whole is not None and whole[0] == end and whole[1] >= 2 * _ATTESTED:
        return True
    if tokens[after].key in {"«", '"', "“"} or tokens[after].key in _EPONYMS:
        return True
    return tokens[first].key != "مرکز" and bool(register().places.at(tokens, after))


def words_of_complement(tokens: Sequence[Token], after: int, end: int) -> frozenset[str]:
    """Return the keys of the words after a head noun, without `و`."""
    return frozenset(token.key for token in tokens[after:end]) - {"و"}
