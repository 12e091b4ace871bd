"""Names of bodies: from the register, from a head noun up to where the name ends, and by demonstratives (`این سازمان`)."""

from __future__ import annotations

from collections.abc import Sequence

from kg import terms as t
from loaders.extract.boundaries import NameReader, attested, complement_words
from loaders.extract.outlets import outlet_at, relayed_at, relaying
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group, joined, starts, table, words
from loaders.extract.shared_heads import plurals, shared_heads
from loaders.extract.words import SUFFIXES, follows_body, is_listed
from loaders.persian.tokens import Token
from loaders.register import Entry, register

_WELL_ATTESTED = 6  # articles that must have named a body of a weak head
_SCORES = {"strong": 0.85, "unit": 0.85, "weak": 0.7}
_OPEN = frozenset('«"“')


def find_bodies(row: Row) -> list[Chunk]:
    """Return the bodies that a sentence names, each with the bodies inside its name, and demonstrative references."""
    chunks: list[Chunk] = []
    heads = table("org_heads.tsv")
    named = starts(row.tokens, heads, register().bodies, register().contextual, plurals())
    pointed = (head - 1 for head in heads.found(row.tokens) if head)
    relayed = relaying(row)
    for at in sorted({*named, *pointed, *relayed}):
        if chunks and at < chunks[-1].last:
            continue
        shared = shared_heads(row, at)
        if shared:
            chunks.extend(shared)
            continue
        chunk = _reference(row, at) or body_at(row, at) or outlet_at(row, at) or _bare(row, at)
        if chunk is None and at in relayed:
            chunk = relayed_at(row, at)
        if chunk is not None:
            chunks.append(chunk)
    return chunks


def _reference(row: Row, at: int) -> Chunk | None:
    """Read `این سازمان`: a demonstrative before a head noun that takes no complement."""
    if row.key(at) not in group("pointer"):
        return None
    head = table("org_heads.tsv").at(row.tokens, at + 1)
    if head is None or row.key(head[0]) in SUFFIXES:
        return None
    return Chunk(Kind.REFERENCE, row.index, at, head[0], row.tokens[at + 1 : head[0]], rule="reference")


def _bare(row: Row, at: int) -> Chunk | None:
    """Read a head noun alone after a title (`رئیس سازمان گفت`): it means the body of that kind that the article has named."""
    head = table("org_heads.tsv").at(row.tokens, at)
    if head is None or head[1][1] == "weak" or not _titled(row.tokens, at) or row.key(head[0]) in SUFFIXES:
        return None
    return Chunk(Kind.REFERENCE, row.index, at, head[0], row.tokens[at : head[0]], rule="bare-head")


def body_at(row: Row, at: int) -> Chunk | None:
    """Return the body whose name begins at token `at`, or None.

    The register outranks the head nouns, unless the name goes on after the registered one: `کتابخانه ملی یونان`.
    """
    listed, headed = register().bodies.at(row.tokens, at), _headed(row, at)
    if listed is None:
        return headed
    end, entry = listed
    place = register().places.at(row.tokens, end)
    if row.key(end) in group("local"):
        place = register().places.at(row.tokens, end + 1)  # `دانشگاه X واحد Y`
    if (
        row.key(end) in group("branch") | group("local")
        and place is not None
        and (headed is None or headed.last < place[0])
    ):
        headed = Chunk(
            Kind.ORGANIZATION,
            row.index,
            at,
            place[0],
            row.tokens[at : place[0]],
            score=_SCORES["strong"],
            rule="branch",
        )
    if headed is None or headed.last <= end or not _goes_on(row.tokens, end, headed):
        return _registered(row, at, end, entry)
    if (not headed.inner or row.key(end) in group("local")) and _is_branch(row.tokens, end):
        headed.inner = [
            Chunk(
                Kind.ORGANIZATION,
                row.index,
                at,
                end,
                row.tokens[at:end],
                registered=entry.iri,
                rule="branch-of",
            )
        ]
    return headed


def _registered(row: Row, at: int, end: int, entry: Entry) -> Chunk | None:
    if end == at + 1 and len(row.key(at)) < 3:
        return None
    if row.key(at) == "مجلس" and end == at + 1 and _is_affair(row, at):
        return None
    if row.key(at) == "ریاست" and row.key(at - 1) not in group("of-presidency"):
        return None
    end += row.key(end) in group("of-iran")
    return Chunk(
        Kind.ORGANIZATION, row.index, at, end, row.tokens[at:end], registered=entry.iri, rule="register"
    )


def _is_affair(row: Row, at: int) -> bool:
    """Tell whether the parliament at token `at` is what an office of another body deals with: `معاون حقوقی و امور مجلس سازمان X`."""
    joint = row.key(at - 1) == "و" and row.key(at - 2) in words("title_modifiers.txt")
    return joint or row.key(at - 1) in group("house-affairs")


def _goes_on(tokens: Sequence[Token], end: int, headed: Chunk) -> bool:
    """Tell whether a name read from its head noun is a longer name than the registered one that it begins with."""
    rest = tokens[end : headed.last]
    if len(rest) == 1 and rest[0].key in group("of-iran"):
        return False
    abroad = any(_is_elsewhere(tokens, at) for at in range(end, headed.last))
    if rest[0].key in group("branch") | group("local") or abroad or _is_unknown(rest[0].key):
        return True
    if headed.inner:
        return any(inner.first < end < inner.last for inner in headed.inner)
    whole = attested().at(tokens, headed.first, headed.last)
    return whole is not None and whole[0] == headed.last


def _is_unknown(word: str) -> bool:
    """Tell whether a word (as key) is none that Persian news uses often: it must belong to the name before it."""
    return word not in words("common_words.txt") and not is_listed(word) and not follows_body(word)


def _is_branch(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a town or province stands at token `at`, so that the body there is a branch of the one before: `… استان کرمان`."""
    place = register().places.at(tokens, at)
    return tokens[at].key in group("branch") | group("local") or (
        place is not None and not place[1].is_country
    )


def _is_elsewhere(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a place other than Iran stands at token `at`: the body there is another one (`کتابخانه ملی یونان`)."""
    place = register().places.at(tokens, at)
    return place is not None and place[1].iri != t.registered_iri("iran")


def _headed(row: Row, at: int) -> Chunk | None:
    """Read a name that a head noun begins, up to where it must end."""
    tokens, before = row.tokens, row.key(at - 1)
    found = table("org_heads.tsv").at(tokens, at)
    if found is None or before in group("count") | group("before-field") or before[:1].isdigit():
        return None
    after, (head, strength, *_) = found
    reader = NameReader(row, at, after, strength == "unit", body_at)
    end = reader.end()
    byline = at == 0 and strength == "weak" and row.key(end) == ":"  # `گروه علمی و فرهنگی: …`
    if byline or (head == "فدراسیون" and _is_country(tokens, after)):
        return None
    alone = end == after and joined(head) in group("alone")
    if joined(head) + row.key(after) in group("faculty"):
        return None  # `عضو هیئت علمی دانشگاه X`: the words belong to the title
    if joined(head) == joined("ریاست جمهوری") and before not in group("of-presidency"):
        return None
    if not alone and (end == after or not _is_name(row, at, after, end, strength, reader.inner)):
        return None
    return Chunk(
        Kind.ORGANIZATION, row.index, at, end, tokens[at:end], inner=reader.inner, score=_SCORES[strength], rule=f"head-{strength}"
    )  # fmt: skip


def _is_country(tokens: Sequence[Token], at: int) -> bool:
    place = register().places.at(tokens, at)
    return place is not None and place[1].is_country


def _is_name(row: Row, first: int, after: int, end: int, strength: str, inner: list[Chunk]) -> bool:
    """Tell whether a head noun with its complement names one body, rather than a kind of bodies."""
    tokens = row.tokens
    complement = complement_words(tokens, after, end)
    if not inner and complement <= words("generic_words.txt"):
        return False
    if row.key(first) in group("mission") and row.key(after) in group("countries"):
        return False  # `نمایندگی کشورهای X و Y`: several
    if row.key(after) in SUFFIXES | group("verbal") or (
        strength == "unit" and complement <= group("whole-alone")
    ):
        return False
    if strength != "weak" or inner or _titled(tokens, first):
        return True
    whole = attested().at(tokens, first, end)
    if whole is not None and whole[0] == end and whole[1].articles >= _WELL_ATTESTED:
        return True
    if row.key(after) in _OPEN | group("eponym"):
        return True
    return row.key(first) not in {"مرکز", "هیات", "هییت"} and register().places.at(tokens, after) is not None


def _titled(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a post title ends right before token `at`, so that a body must follow."""
    for start in range(max(0, at - 3), at):
        title = table("titles.tsv").at(tokens, start, at)
        if title is not None and title[0] == at:
            return True
    return False
