"""Post titles: the head, its modifiers, and words that tell how the post is held. Where it is held: `title_bodies`."""

from __future__ import annotations

from functools import lru_cache

from kg.model import PostStatus
from loaders.extract.page import Chunk, Kind, Row, Title
from loaders.extract.phrases import group, joined, table
from loaders.extract.title_bodies import read_body, short_body
from loaders.persian.tables import rows

_LONGEST_MODIFIER = 6
_PLURALS = frozenset({"ها", "های", "هایی", "ان"})
_UNMODIFIED = frozenset({"portfolio", "state"})  # what follows these is their body, whatever it looks like


@lru_cache(maxsize=1)
def statuses() -> dict[str, PostStatus]:
    """Return the words (as keys) beside a title that tell how the post is held."""
    return {joined(word): PostStatus(status) for word, status in rows("status_words.tsv")}


def find_titles(row: Row) -> list[Chunk]:
    """Return the titles of a sentence. A title's chunk covers the title's own words; its body stays a chunk of its own."""
    found: list[Chunk] = []
    at = 0
    while at < len(row.tokens):
        chunk = None if row.covering(at) else title_at(row, at)
        if chunk is None:
            at += 1
        else:
            found.append(chunk)
            at = max(chunk.last, at + 1)
    return found


def title_at(row: Row, at: int) -> Chunk | None:
    """Read the title that begins at token `at`, or return None."""
    title, after = _head(row, at) or (None, at)
    if title is None:
        return None
    end = _modifiers(row, title, after)
    dropped = group("adjective") | statuses().keys()
    title.words = (row.tokens[at], *(token for token in row.tokens[at + 1 : end] if token.key not in dropped))
    end = read_body(row, title, end, title_at)
    return Chunk(Kind.TITLE, row.index, at, end, title.words, title=title, rule=f"title-{title.kind}")


def _head(row: Row, at: int) -> tuple[Title, int] | None:
    """Return (title, index after its head) of the title whose head begins at token `at`."""
    free = at
    while free < len(row.tokens) and not row.covering(free):
        free += 1
    found = table("titles.tsv").at(row.tokens, at, free)
    if found is None:
        return None
    after, (head, kind, *noun) = found
    place = row.covering(after)
    unled = head == "ریاست" and row.key(at - 1) != "به"
    rank = head == "امیر" and (place is None or place.kind is not Kind.PLACE)
    if unled or rank or row.key(after) in _PLURALS:
        return None
    if (
        head in {"رئیس", "رییس"}
        and place
        and place.kind is Kind.PLACE
        and row.key(after).startswith("جمهوری")
    ):
        head, kind = "رئیس‌جمهور", "state"  # the place took the title's second word: `رئیس جمهوری فرانسه`
        if row.key(after + 1) != "اسلامی":
            place.first, place.name, after = place.first + 1, place.name[1:], after + 1
    status = PostStatus.ACTING if kind == "acting" else statuses().get(row.key(at - 1), PostStatus.CURRENT)
    return Title(head, kind, row.tokens[at:after], at, status, noun[0] if noun else ""), after


def _modifiers(row: Row, title: Title, at: int) -> int:
    """Read words of status and of the field of a title; return the index after them."""
    start = at
    while at < start + _LONGEST_MODIFIER and not row.covering(at):
        if title.kind != "portfolio" and short_body(row, at):
            break
        step = _modifier(row, title, at, first=at == start)
        if step == at:
            break
        at = step
    return at


def _modifier(row: Row, title: Title, at: int, *, first: bool) -> int:
    """Return the index after the modifier at token `at`, or `at` where there is none."""
    word = row.key(at)
    if word in statuses():
        if title.kind != "acting":
            title.status = statuses()[word]
        return at + 1
    if word in group("adjective"):
        return at + 1
    if title.kind in _UNMODIFIED or joined(title.head) == "مدیرکل":
        return at
    field = table("title_modifiers.txt")
    if word == "و" and not first:
        return at + 1 if field.at(row.tokens, at + 1) else at
    found = field.at(row.tokens, at)
    return found[0] if found else at
