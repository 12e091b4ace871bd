"""Post titles: the head, its modifiers, and words that tell how the post is held. Where it is held: `title_bodies`."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from kg.model import PostStatus
from loaders.extract.careers import tells_career
from loaders.extract.page import Chunk, Kind, Row, Title, words_text
from loaders.extract.phrases import group, joined, starts, table
from loaders.extract.title_bodies import read_body, short_body
from loaders.extract.words import demonyms, is_split_surname
from loaders.persian.tables import rows

_LONGEST_MODIFIER = 9
_PLURALS = frozenset({"ها", "های", "هایی", "ان"})
_SHARING = frozenset({"body", "deputy", "member", "acting"})
_TAKEN_REACH = 14  # tokens between an office and `بر عهده`
_UNMODIFIED = frozenset({"portfolio", "state"})  # what follows these is their body, whatever it looks like


@lru_cache(maxsize=1)
def statuses() -> dict[str, PostStatus]:
    """Return the words (as keys) beside a title that tell how the post is held."""
    return {joined(word): PostStatus(status) for word, status in rows("status_words.tsv")}


def find_titles(row: Row) -> list[Chunk]:
    """Return the titles of a sentence. A title's chunk covers the title's own words; its body stays a chunk of its own."""
    found: list[Chunk] = []
    for at in starts(row.tokens, table("titles.tsv"), table("plural_titles.tsv")):
        if row.covering(at) or (found and at < found[-1].last):
            continue
        chunk = title_at(row, at)
        if chunk is not None:
            found.append(chunk)
    _share_bodies(row, found)
    return found


def _share_bodies(row: Row, titles: list[Chunk]) -> None:
    """Give titles joined by `و` the one body that is printed after the last: `رئیس و عضو هیئت علمی دانشگاه X`."""
    for first, second in reversed(list(pairwise(titles))):
        assert first.title is not None
        assert second.title is not None
        joined_by_and = second.first == first.last + 1 and row.key(first.last) == "و"
        if joined_by_and and _may_share(first.title, second.title):
            first.title.body, first.title.pointed = second.title.body, second.title.pointed
            first.title.body_entry, first.title.body_name = second.title.body_entry, second.title.body_name


def _may_share(first: Title, second: Title) -> bool:
    kinds = {first.kind, second.kind}
    envoys = kinds <= _SHARING | {"state"} and joined(second.head) == "نماینده"
    return (kinds <= _SHARING or envoys) and not _has_body(first) and not _serves_head(first)


def _serves_head(title: Title) -> bool:
    """Tell whether a title is that of one who serves a president: the body after the next title is not his."""
    return joined(words_text(title.words)).endswith(tuple(group("president")))


def _has_body(title: Title) -> bool:
    return bool(title.body or title.body_entry or title.body_name or title.pointed)


def title_at(row: Row, at: int) -> Chunk | None:
    """Read the title that begins at token `at`, or return None."""
    title, after = _head(row, at) or (None, at)
    if title is None:
        return None
    end = _modifiers(row, title, after)
    dropped = group("adjective") | statuses().keys() | demonyms()
    title.words = (row.tokens[at], *(token for token in row.tokens[at + 1 : end] if token.key not in dropped))
    end = read_body(row, title, end, title_at)
    return Chunk(Kind.TITLE, row.index, at, end, title.words, title=title, rule=f"title-{title.kind}")


def _head(row: Row, at: int) -> tuple[Title, int] | None:
    """Return (title, index after its head) of the title whose head begins at token `at`."""
    free = at
    while free < len(row.tokens) and not row.covering(free):
        free += 1
    found = table("titles.tsv").at(row.tokens, at, free) or _plural(row, at, free)
    if found is None:
        return None
    after, (head, kind, *noun) = found
    place = row.covering(after)
    unled = kind == "office" and row.key(at - 1) != "به" and not _is_held(row, at, after)
    rank = head == "امیر" and (place is None or place.kind is not Kind.PLACE)
    named = row.key(after) in group("name-ending") and is_split_surname(row.tokens, at)  # `قاضی‌زاده`
    if (
        unled
        or rank
        or named
        or row.key(after) in _PLURALS
        or (kind == "attached" and row.key(after) == "به")
    ):
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
    title = Title(head, kind, row.tokens[at:after], at, status, noun[0] if noun else "")
    title.plural = table("titles.tsv").at(row.tokens, at, free) is None
    return title, after


def _plural(row: Row, at: int, free: int) -> tuple[int, tuple[str, ...]] | None:
    """Return (index after it, what the lexicon says of one holder's title) of a plural title: `معاونان`, `وزرای`."""
    found = table("plural_titles.tsv").at(row.tokens, at, free)
    known = table("titles.tsv").get(found[1][1]) if found else None
    return (found[0], known) if found and known else None


def _is_held(row: Row, at: int, after: int) -> bool:
    """Tell whether an office is someone's: `ریاست سازمان X`, `سرپرستی X را بر عهده دارد`."""
    body = row.covering(after) or (row.covering(after + 1) if row.key(after) in group("adjective") else None)
    if row.key(at) == "ریاست" and body is not None and body.kind is Kind.ORGANIZATION:
        return True
    if tells_career(row):
        return True
    return any(row.key(ahead) in group("taken-on") for ahead in range(after, after + _TAKEN_REACH))


def _modifiers(row: Row, title: Title, at: int) -> int:
    """Read words of status and of the field of a title; return the index after them."""
    start = at
    while at < start + _LONGEST_MODIFIER and (not row.covering(at) or _is_field(row, at, start)):
        if title.kind != "portfolio" and short_body(row, at):
            break
        step = _modifier(row, title, at, first=at == start)
        if step == at:
            break
        at = step
    return at


def _is_field(row: Row, at: int, start: int) -> bool:
    """Tell whether the parliament at token `at` is a field of a title, not its body: `معاون حقوقی و امور مجلس`."""
    field = row.key(at) == "مجلس" and at > start and row.key(at - 1) in {"و", "امور", "،"}
    body = row.covering(at)
    if field and body is not None and body.last == at + 1:
        row.chunks.remove(body)
        return True
    return False


def _modifier(row: Row, title: Title, at: int, *, first: bool) -> int:
    """Return the index after the modifier at token `at`, or `at` where there is none."""
    word = row.key(at)
    if word in statuses():
        if title.kind != "acting":
            title.status = statuses()[word]
        return at + 1
    if word in group("adjective") or (word in demonyms() and title.kind != "state"):
        return at + 1
    if title.kind in _UNMODIFIED or joined(title.head) == "مدیرکل":
        return at
    field = table("title_modifiers.txt")
    if word in {"و", "،"} and not first:
        return at + 1 if _goes_on(row, at) else at
    found = field.at(row.tokens, at)
    return found[0] if found else at


def _goes_on(row: Row, at: int) -> bool:
    """Tell whether a field goes on after `و`, or after a comma with `و` to come: `امور بین‌الملل، حقوقی و مجلس`."""
    more = table("title_modifiers.txt").at(row.tokens, at + 1)
    if more is None or row.key(at) == "و":
        return more is not None
    return row.key(more[0]) in {"و", "،"} and _goes_on(row, more[0])
