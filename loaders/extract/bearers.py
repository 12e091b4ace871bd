"""Titles that stand alone, and the persons whom the article names elsewhere: `رئیس X گفت … . Y افزود …`.

News gives the post first and the name in the next sentence, or names in the headline whom the lead calls by the post. A title is joined
with a name only where both take the same part: each is the one who acts or speaks in its sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kg.model import PostStatus
from loaders.extract.appositions import chained
from loaders.extract.careers import careers
from loaders.extract.holdings import (
    Holding,
    block_end,
    body_of,
    completes,
    governed,
    head_of,
    holding,
    past_brackets,
    reports,
    standard_title,
)
from loaders.extract.page import Chunk, Kind, Page, Row
from loaders.extract.phrases import group, joined, table, words
from loaders.extract.several import shared_out
from loaders.extract.words import is_word

_ALONE_REACH = 4  # sentences from the start in which one who acts need not speak
_PAIR_REACH = 8  # sentences between the titles of a meeting and `A و B`
_LEAD_REACH = 3  # sentences between a lead that gives only a title and the sentence that gives the name
_HEADING_REACH = 2  # tokens before the name that opens a heading
_SOURCED = 4  # tokens that may stand before a colon after a source: `خبرگزاری X: …`
_SINGLE = frozenset({"state", "portfolio", "seat"})  # who holds one of these holds hardly another post
_BODILESS = frozenset({"state", "faith"})
_SHARED = frozenset({"member", "deputy"})  # several may hold one of these in one body
_PEOPLE = (Kind.PERSON, Kind.TITLE, Kind.PRONOUN)


@dataclass(slots=True)
class _Turn:
    """The one who acts in a sentence: a name, or titles joined by `و`."""

    place: int
    row: Row
    chunk: Chunk
    titles: tuple[Chunk, ...] = ()


@dataclass(slots=True)
class _Story:
    """The sentences of a page that say something, and what was found about who bears which title."""

    rows: list[Row]
    titled: dict[str, int] = field(default_factory=dict)
    """Persons whose title stands beside their name, with the place of the sentence."""
    held: dict[tuple[str, str | None], str] = field(default_factory=dict)
    """Who holds a post now, where the title stands beside the name: the title and the body, and the person."""


def bearers(page: Page, known: list[Holding]) -> Iterator[Holding]:
    """Yield the titles that stand alone with the persons who bear them; the titles get their entity."""
    spoken = [row for row in page.rows if any(is_word(token) for token in row.tokens)]
    places = {row.index: place for place, row in enumerate(spoken)}
    story = _Story(spoken)
    for held in known:
        if held.person.entity is not None:
            story.titled.setdefault(held.person.entity, places.get(held.row.index, 0))
            if held.status is PostStatus.CURRENT and _rank(held.title) not in _SHARED:
                story.held.setdefault(_post(held.title), held.person.entity)
    yield from _pairs(story)
    yield from _leads(story)
    yield from _headings(story)
    yield from careers(story.rows)
    yield from _sole_speakers(story)


def _turn(place: int, row: Row) -> _Turn | None:
    """Return who acts in a sentence: its first person or title that no preposition governs."""
    free = next(
        (
            chunk
            for chunk in row.of(*_PEOPLE)
            if not governed(row, chunk) and not _is_plural(chunk) and not _belongs_to_noun(row, chunk)
        ),
        None,
    )
    if free is None or _signs(row, free) or _is_quoted(row, free):
        return None
    if free.kind is not Kind.TITLE or free.entity is not None:
        return _Turn(place, row, free)
    block = [free]
    for title in row.of(Kind.TITLE):
        if title.first > free.first and chained(row, block[-1], title):
            block.append(title)
    return _Turn(place, row, free, tuple(block))


def _belongs_to_noun(row: Row, chunk: Chunk) -> bool:
    """Tell whether a person completes a noun that can't be the end of a phrase: `ساخته‌های X`, `به کارگردانی X`."""
    if chunk.kind is not Kind.PERSON:
        return False
    return row.key(chunk.first - 1).endswith("های") or completes(row, chunk)


def _signs(row: Row, chunk: Chunk) -> bool:
    """Tell whether a name at the start of prose signs what follows a colon: `گروه شهری ـ X: …`."""
    return chunk.kind is Kind.PERSON and not row.heading and row.key(chunk.last) == ":"


def _is_quoted(row: Row, chunk: Chunk) -> bool:
    """Tell whether a person stands after a colon, in what someone says: he is not the one who acts."""
    return chunk.kind is Kind.PERSON and any(row.key(at) == ":" for at in range(_SOURCED, chunk.first))


def _is_plural(chunk: Chunk) -> bool:
    return chunk.title is not None and chunk.title.plural


def _told(title: Chunk) -> bool:
    """Tell whether a title says enough to be one person's: it has a body, or needs none."""
    assert title.title is not None
    return (
        body_of(title.title) is not None
        or bool(title.title.places)
        or title.title.kind in _BODILESS
        or len(title.title.words) > 1
    )


def _opens(turn: _Turn) -> bool:
    """Tell whether a turn is titles that may be someone's who is named later."""
    if not any(_told(title) for title in turn.titles):
        return False
    if turn.row.heading:
        colon = turn.row.key(block_end(turn.titles[-1])) == ":"
        return (turn.chunk.first == 0 and colon) or _is_of_news(turn)
    return reports(turn.row) or _begins(turn)


def _is_of_news(turn: _Turn) -> bool:
    """Tell whether a heading opens with what somebody says or feels: `هشدار رئیس X درباره …`."""
    return turn.chunk.first == 1 and turn.row.key(0) in group("utterance")


def _begins(turn: _Turn) -> bool:
    """Tell whether who acts stands at the start of the sentence, but for the source: `فارس: رئیس X …`."""
    return turn.place <= 2 and turn.chunk.first <= 3


def _post(title: Chunk) -> tuple[str, str | None]:
    """Return what tells a post from others: the title's words and the body."""
    assert title.title is not None
    return joined(standard_title(title.title)), body_of(title.title)


def _join(story: _Story, turn: _Turn, person: Chunk, rule: str) -> Iterator[Holding]:
    for title in turn.titles:
        another = story.held.get(_post(title), person.entity) != person.entity
        if title.entity is None and _told(title) and not another:
            title.entity = person.entity
            yield holding(person, title, turn.row, rule)


def _leads(story: _Story) -> Iterator[Holding]:
    """Join a lead that gives only a title with the name that a next sentence gives to the one who speaks."""
    named: set[str | None] = set()
    open_turn: _Turn | None = None
    for place, row in enumerate(story.rows):
        turn = _turn(place, row)
        new = turn is not None and _is_new(story, turn, named)
        if turn is not None and new and open_turn is not None and place - open_turn.place <= _LEAD_REACH:
            yield from _join(story, open_turn, turn.chunk, "lead")
            open_turn = None
        if not row.heading:
            named.update(
                chunk.entity
                for chunk in row.of(Kind.PERSON)
                if turn is None or chunk is not turn.chunk or reports(row)
            )
        if turn is not None and _opens(turn):
            open_turn = turn


def _is_described(turn: _Turn) -> bool:
    """Tell whether words after a name say who that is: `X یکی از دانشجویان …` is not the one whose title stood before."""
    row, at = turn.row, past_brackets(turn.row, turn.chunk.last)
    at += row.key(at) == "،"
    return row.key(at) in group("describing")


def _pairs(story: _Story) -> Iterator[Holding]:
    """Join the two titles of a lead about a meeting with the two names of a next sentence, each in its place.

    `رئیس X و رئیس Y دیدار کردند … A در دیدار با B گفت` · `وزرای خارجه X و Y … A و B`.
    """
    named: set[str | None] = set()
    for place, row in enumerate(story.rows):
        persons = list(row.of(Kind.PERSON))
        new = len({chunk.entity for chunk in persons}) == 2 and not any(
            chunk.entity in named or chunk.entity in story.titled for chunk in persons
        )
        if new and not row.heading:
            reach = _PAIR_REACH if _side_by_side(row, persons) else _LEAD_REACH
            for earlier in reversed(story.rows[max(0, place - reach) : place]):
                found = list(_paired(earlier, persons))
                if found:
                    yield from found
                    break
        if not row.heading:
            named.update(chunk.entity for chunk in persons)


def _side_by_side(row: Row, persons: list[Chunk]) -> bool:
    """Tell whether `و` joins the two persons of a sentence."""
    return any(row.key(a.last) == "و" and b.first == a.last + 1 for a, b in pairwise(persons))


def _paired(row: Row, persons: list[Chunk]) -> Iterator[Holding]:
    """Yield the two titles of a sentence that names nobody with two persons."""
    titles = [title for title in row.of(Kind.TITLE) if title.entity is None and _told(title)]
    if any(True for _ in row.of(Kind.PERSON)):
        return
    two = [persons[0], next(person for person in persons if person.entity != persons[0].entity)]
    plural = [
        title for title in titles if _is_plural(title) and title.title and len(title.title.places) == len(two)
    ]
    if plural:
        yield from shared_out(row, plural[0], two, "pair")
    elif len(titles) == 2 and not any(map(_is_plural, titles)) and not governed(row, titles[0]):
        for title, person in zip(titles, two, strict=True):
            title.entity = person.entity
            yield holding(person, title, row, "pair")


def _is_new(story: _Story, turn: _Turn, named: set[str | None]) -> bool:
    """Tell whether one who speaks is named here first, and without a title."""
    entity = turn.chunk.entity
    return (
        turn.chunk.kind is Kind.PERSON
        and entity is not None
        and entity not in named
        and entity not in story.titled
        and turn.row.key(turn.chunk.last) not in group("also")
        and not _is_described(turn)
        and (reports(turn.row) or _is_alone(turn))
    )


def _is_alone(turn: _Turn) -> bool:
    """Tell whether one who acts is the only person of a sentence that follows the lead: `… . دکتر X وعدهٔ مساعدت داد`."""
    people = {chunk.entity for chunk in turn.row.of(*_PEOPLE) if chunk.kind is not Kind.TITLE}
    return turn.place <= _ALONE_REACH and not turn.row.heading and len(people) == 1


def _headings(story: _Story) -> Iterator[Holding]:
    """Join the name that opens a heading with the title that opens the text: `X در تهران` · `رئیس Y وارد تهران شد`."""
    first = next((place for place, row in enumerate(story.rows) if not row.heading), None)
    if first is None:
        return
    turn = _turn(first, story.rows[first])
    if turn is None or not turn.titles or not _opens(turn):
        return
    here = {chunk.entity for chunk in turn.row.of(Kind.PERSON)}
    for row in story.rows[:first]:
        person = next(row.of(*_PEOPLE), None)
        if (
            person is None
            or person.kind is not Kind.PERSON
            or person.first > _HEADING_REACH
            or governed(row, person)
        ):
            continue
        if person.entity not in story.titled and person.entity not in here:
            yield from _join(story, turn, person, "heading")
            return


def _sole_speakers(story: _Story) -> Iterator[Holding]:
    """Join a title that opens a sentence and speaks, where only one person spoke before, with that person."""
    speakers: dict[str, Chunk] = {}
    heads: dict[str, set[tuple[str | None, str]]] = {}
    last: Chunk | None = None
    for place, row in enumerate(story.rows):
        for title in row.of(Kind.TITLE):
            if title.entity is not None:
                heads.setdefault(head_of(title), set()).add((title.entity, _body_noun(title)))
        turn = _turn(place, row) if reports(row) and not row.heading else None
        before, last = last, None
        if turn is None:
            continue
        speaker = next(iter(speakers.values())) if len(speakers) == 1 else None
        if turn.titles and speaker is not None and _goes_on_speaking(turn, speaker, heads):
            yield from _join(story, turn, speaker, "sole")
        elif turn.titles and before is not None and before.entity not in story.titled and _goes_on(turn):
            yield from _join(story, turn, before, "sole")
        elif turn.chunk.entity is not None:
            speakers.setdefault(turn.chunk.entity, turn.chunk)
            last = turn.chunk if turn.chunk.kind is Kind.PERSON else None


def _goes_on_speaking(
    turn: _Turn, speaker: Chunk, heads: Mapping[str, Collection[tuple[str | None, str]]]
) -> bool:
    """Tell whether titles that speak seem to be those of the one who spoke before: the page has them for nobody else.

    A title that he has already is another post only in another kind of body.
    """
    end = block_end(turn.titles[-1])
    if turn.chunk.first > 2 or turn.row.key(end) in group("also"):
        return False
    for title in turn.titles:
        known = heads.get(head_of(title), ())
        if _rank(title) in _SINGLE or any(who != speaker.entity for who, _ in known):
            return False
        if any(not noun or noun == _body_noun(title) for _, noun in known) or (
            known and not _body_noun(title)
        ):
            return False
    return True


def _body_noun(title: Chunk) -> str:
    """Return the head noun of the body or gathering that is printed after a title, as key; nothing where there is none."""
    assert title.title is not None
    body = title.title.body
    if body is None and title.title.body_name:
        nouns = map(joined, title.title.body_name.split(" "))
        return next((noun for noun in nouns if noun in words("gathering_nouns.txt")), "")
    return body.name[0].key if body is not None and table("org_heads.tsv").at(body.name, 0) else ""


def _goes_on(turn: _Turn) -> bool:
    """Tell whether titles open a sentence that goes on with what was said: `رئیس X همچنین گفت`, `رئیس X در ادامه گفت`."""
    row, end = turn.row, block_end(turn.titles[-1])
    end += row.key(end) == "در"
    return turn.chunk.first <= 2 and row.key(end) in group("going-on")


def _rank(title: Chunk) -> str:
    assert title.title is not None
    return title.title.kind
