"""Posts told as somebody's career: `از سوابق او می‌توان به ریاست X، عضویت در Y و دبیری Z اشاره کرد`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import PostStatus
from loaders.extract.holdings import Holding, block_end, body_of, governed
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group

_FOCUS_REACH = 3  # sentences


def tells_career(row: Row) -> bool:
    """Tell whether a sentence lists what somebody was: it speaks of a record, of duties, or of what was before."""
    keys = [token.key for token in row.tokens]
    earlier = any(keys[at : at + 3] == ["پیش", "از", "این"] for at in range(len(keys)))
    return earlier or not group("career").isdisjoint(keys)


def careers(rows: Sequence[Row]) -> Iterator[Holding]:
    """Yield the titles of a career with the one whose career it is; the titles get their entity."""
    focus: Chunk | None = None
    since = 0
    for place, row in enumerate(rows):
        titles = list(_listed(row))
        if titles and not row.heading and tells_career(row):
            recent = focus if focus is not None and place - since <= _FOCUS_REACH else None
            person = _whose(row, titles[0], recent)
            if person is not None:
                yield from _held(row, titles, person)
        subject = next((person for person in row.of(Kind.PERSON) if not governed(row, person)), None)
        if subject is not None:
            focus, since = subject, place


def _is_open(title: Chunk) -> bool:
    told = title.title
    return told is not None and title.entity is None and not told.plural and body_of(told) is not None


def _listed(row: Row) -> Iterator[Chunk]:
    """Yield the titles of a list: each follows a word that opens lists, `و` or a comma, or opens the sentence and the list goes on."""
    for title in row.of(Kind.TITLE):
        first = title.first == 0 and row.key(block_end(title)) in {"و", "،"}
        if _is_open(title) and (first or row.key(title.first - 1) in group("list-opener")):
            yield title


def _whose(row: Row, title: Chunk, focus: Chunk | None) -> Chunk | None:
    """Return the one whose career a sentence tells: its free subject, the only person in it, or whom the text speaks of."""
    persons = list(row.of(Kind.PERSON))
    if not persons:
        return focus
    if persons[0].last <= title.first and not governed(row, persons[0]):
        return persons[0]
    return persons[0] if len({person.entity for person in persons}) == 1 else None


def _held(row: Row, titles: Sequence[Chunk], person: Chunk) -> Iterator[Holding]:
    now = any(token.key in group("now") for token in row.tokens)
    for title in titles:
        assert title.title is not None
        title.entity = person.entity
        status = title.title.status if now else PostStatus.FORMER
        yield Holding(person, title, row, "career", body_of(title.title), status)
