"""Who a title, a pronoun or `این سازمان` stands for: by apposition, and by what the article said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg import terms as t
from kg.model import EntityKind, MentionForm, PostStatus
from loaders.extract.page import Chunk, Kind, Page, Row, Title, words_text
from loaders.extract.phrases import group, joined
from loaders.extract.words import verb_at
from loaders.link import Linker
from loaders.persian.tables import rows
from loaders.register import register

_COMMAS = frozenset({"،", ","})
_TITLE_SCORES = {"direct": 0.95, "comma": 0.9, "as": 0.9, "chain": 0.8, "lead": 0.75}
_REFERENCE_REACH = 60  # sentences between `این سازمان` and the body that it means
_LEAD_REACH = 3  # sentences between a lead that gives only a title and the sentence that gives the name


@dataclass(slots=True)
class Holding:
    """A title joined with the person who holds it."""

    person: Chunk
    title: Chunk
    row: Row
    rule: str
    body: str | None
    status: PostStatus

    @property
    def score(self) -> float:
        """The certainty of the rule, lowered by the certainty of the name."""
        return round(_TITLE_SCORES[self.rule] * self.person.score, 4)


def standard_title(title: Title) -> str:
    """Return a title's words in standard spelling."""
    text = words_text(title.words)
    if title.kind == "state" and title.head == "رئیس‌جمهور":
        return title.head
    for printed, standard in _spellings():
        if joined(text).startswith(joined(printed)):
            rest = _after(text, joined(printed))
            return f"{standard} {rest}".strip()
    return text


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(
            ((row[0], row[1]) for row in rows("title_spellings.tsv")), key=lambda pair: -len(joined(pair[0]))
        )
    )


def _after(text: str, start: str) -> str:
    """Return the words of `text` after those whose joined key is `start`; the text itself if no word ends there."""
    words = text.split(" ")
    for count in range(1, len(words) + 1):
        if joined(" ".join(words[:count])) == start:
            return " ".join(words[count:])
    return text


def resolve(page: Page, linker: Linker) -> list[Holding]:
    """Resolve the titles, references and pronouns of a page, in the order of the text; return who holds which post."""
    holdings: list[Holding] = []
    for row in page.rows:
        _references(page, linker, row)
        _title_bodies(linker, row)
        holdings.extend(_appositions(row))
    holdings.extend(_leads(page, holdings))
    holders = _Holders(holdings)
    speakers: dict[str, Chunk] = {}
    focus: Chunk | None = None
    for row in page.rows:
        for title in row.of(Kind.TITLE):
            held = holders.holder(title) if title.entity is None else None
            another = row.key(block_end(title)) in group("also")
            if (
                held is None
                and title.entity is None
                and len(speakers) == 1
                and _speaks(row, title)
                and not another
            ):
                held = next(
                    iter(speakers.values())
                )  # who speaks throughout; that he holds this post is not said
            if held is not None:
                linker.refer(title, held, MentionForm.TITLE, 0.85)
        for pronoun in row.of(Kind.PRONOUN):
            local = _before(row, pronoun)
            antecedent = focus if pronoun.first <= 2 or local is None else local
            antecedent = antecedent or local
            if antecedent is not None:
                linker.refer(pronoun, antecedent, MentionForm.PRONOUN, 0.85)
        head = subject(row)
        if head is not None and reports(row) and not row.heading:
            speakers.setdefault(head.entity or "", head)
        focus = head or focus
    return holdings


def reports(row: Row) -> bool:
    """Tell whether a sentence has a reporting verb."""
    found = (verb_at(row.tokens, at) for at in range(len(row.tokens)))
    return any(verb is not None and verb[1] != "other" for verb in found)


def _speaks(row: Row, title: Chunk) -> bool:
    """Tell whether a title is the free first person or title of a sentence that reports."""
    people = [chunk for chunk in row.of(Kind.PERSON, Kind.TITLE, Kind.PRONOUN) if not governed(row, chunk)]
    bodied = title.title is not None and title.title.kind != "state" and body_of(title.title) is not None
    return bodied and bool(people) and people[0] is title and reports(row)


def _head(chunk: Chunk) -> str:
    assert chunk.title is not None
    return joined(standard_title(chunk.title).split(" ")[0])


def _holding(person: Chunk, title: Chunk, row: Row, rule: str) -> Holding:
    assert title.title is not None
    return Holding(person, title, row, rule, body_of(title.title), title.title.status)


def _leads(page: Page, known: list[Holding]) -> Iterator[Holding]:
    """Join a lead that gives only a title with the name that the next reporting sentence gives: `رئیس X گفت … . Y افزود …`."""
    holders = {holding.person.entity for holding in known}
    held = {id(holding.title) for holding in known}
    named: set[str | None] = set()
    open_title: Chunk | None = None
    for row in page.rows:
        head = subject(row)
        new = (
            head is not None
            and head.kind is Kind.PERSON
            and head.entity not in named | holders
            and reports(row)
        )
        if (
            head is not None
            and new
            and open_title is not None
            and row.index - open_title.sentence <= _LEAD_REACH
        ):
            open_title.entity = head.entity
            yield _holding(head, open_title, page.rows[open_title.sentence], "lead")
            open_title = None
        if not row.heading:
            named.update(chunk.entity for chunk in row.of(Kind.PERSON) if chunk is not head or reports(row))
        for title in row.of(Kind.TITLE):
            if (
                id(title) not in held
                and title.entity is None
                and (_speaks(row, title) or (row.heading and _speaks_in_heading(row, title)))
            ):
                open_title = title
                break


def _speaks_in_heading(row: Row, title: Chunk) -> bool:
    """Tell whether a heading opens with a title and a colon: `رئیس X: …`."""
    end = block_end(title)
    return (
        title.first == 0
        and row.key(end) == ":"
        and title.title is not None
        and body_of(title.title) is not None
    )


def subject(row: Row) -> Chunk | None:
    """Return the person that a sentence is about: the first that no preposition governs, or else the first."""
    persons = [chunk for chunk in row.of(Kind.PERSON, Kind.TITLE, Kind.PRONOUN) if chunk.entity is not None]
    free = [chunk for chunk in persons if not governed(row, chunk)]
    return free[0] if free else None


def governed(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk follows a preposition, itself or as the holder of a title that does."""
    if row.key(chunk.first - 1) in group("preposition"):
        return True
    for title in row.of(Kind.TITLE):
        body = title.title.body if title.title else None
        end = max(title.last, body.last if body else 0)
        if title is not chunk and end <= chunk.first <= end + 1 and title.entity == chunk.entity:
            return row.key(title.first - 1) in group("preposition")
    return False


def _before(row: Row, pronoun: Chunk) -> Chunk | None:
    """Return the last free person before a pronoun in its own sentence."""
    found = [c for c in row.of(Kind.PERSON, Kind.TITLE) if c.last <= pronoun.first and c.entity]
    return found[-1] if found else None


def _references(page: Page, linker: Linker, row: Row) -> None:
    """Let `این سازمان` stand for the last body that has a name beginning with that noun, or for the last body of all."""
    for reference in row.of(Kind.REFERENCE):
        noun = joined(reference.text)
        last = next(_bodies_before(page, row, reference), None)
        same = next(
            (body for body in _bodies_before(page, row, reference) if linker.is_called(body, noun)), None
        )
        if same is not None:
            linker.refer(reference, same, MentionForm.PRONOUN, 0.85)
        elif last is not None and noun not in group("needs-same"):
            linker.refer(reference, last, MentionForm.PRONOUN, 0.6)


def _bodies_before(page: Page, row: Row, chunk: Chunk) -> Iterator[Chunk]:
    """Yield the bodies that were named before a chunk, the last first, as far back as a reference reaches."""
    for earlier in reversed(page.rows[max(0, row.index - _REFERENCE_REACH) : row.index + 1]):
        for body in reversed(list(earlier.of(Kind.ORGANIZATION))):
            if earlier is not row or body.last <= chunk.first:
                yield body


def _title_bodies(linker: Linker, row: Row) -> None:
    """Give every title the IRI of its body."""
    for chunk in row.of(Kind.TITLE):
        title = chunk.title
        assert title is not None
        if title.body is None and title.body_entry:
            linker.entry(title.body_entry)
        elif title.body is None and title.body_name:
            linker.body(title.body_name, printed=False)


def body_of(title: Title) -> str | None:
    """Return the IRI of the body that a title is held in."""
    if title.body is not None:
        return title.body.entity
    if title.body_entry:
        return title.body_entry
    if title.body_name:
        entry = register().bodies.get(title.body_name)
        return entry.iri if entry else t.entity_iri(EntityKind.ORGANIZATION, title.body_name)
    return None


def block_end(chunk: Chunk) -> int:
    """Return the index after a title and its body."""
    assert chunk.title is not None
    body = chunk.title.body
    return max(chunk.last, body.last if body else 0)


def _appositions(row: Row) -> Iterator[Holding]:
    """Join each title of a sentence with the person beside it."""
    persons = list(row.of(Kind.PERSON))
    previous: tuple[Chunk, Chunk, str] | None = None
    taken: set[int] = set()
    for title in row.of(Kind.TITLE):
        assert title.title is not None
        found = _beside(row, title, persons, taken)
        if (
            found is None
            and previous is not None
            and _chained(row, previous[0], title)
            and previous[2] in {"before", "chain"}
        ):
            found = (previous[1], "chain", "chain")
        if found is None:
            continue
        person, rule, side = found
        taken.add(id(person))
        title.entity = person.entity
        previous = (title, person, side)
        yield Holding(person, title, row, rule, body_of(title.title), title.title.status)


def _beside(row: Row, title: Chunk, persons: list[Chunk], taken: set[int]) -> tuple[Chunk, str, str] | None:
    """Return (person, rule, side) of the best apposition of a title, or None.

    A name right before or after outranks one behind a comma; between two behind commas, the one that no title has yet.
    """
    end = block_end(title)
    options: list[tuple[int, Chunk, str, str]] = []
    for person in persons:
        first, last = person.first, person.last
        if last == title.first:
            options.append((0, person, "direct", "before"))
        elif first == end:
            options.append((1, person, "direct", "after"))
        elif last + 1 == title.first and row.key(last) in _COMMAS | {"(", ":", "-", "ـ"}:
            options.append((2 + 2 * (id(person) in taken), person, "comma", "before"))
        elif first == end + 1 and row.key(end) in _COMMAS and not _has_own_title(row, person):
            options.append((3, person, "comma", "after"))
        elif (
            last <= title.first
            and row.key(title.first - 1) == "عنوان"
            and row.key(title.first - 2) == "به"
            and title.first - 2 - last <= 3
        ):
            options.append((4, person, "as", "before"))
    if not options:
        return None
    _, person, rule, side = min(options, key=lambda option: option[0])
    return person, rule, side


def _has_own_title(row: Row, person: Chunk) -> bool:
    """Tell whether a title stands right after a person: in `رئیس X، A معاون Y` it is not A who heads X."""
    return any(title.first == person.last for title in row.of(Kind.TITLE))


def _chained(row: Row, first: Chunk, second: Chunk) -> bool:
    """Tell whether two titles are joined by `و` only: `رئیس X و معاون Y`."""
    end = block_end(first)
    return second.first == end + 1 and row.key(end) == "و"


class _Holders:
    """Who was said to hold which title, for titles that stand alone."""

    def __init__(self, holdings: list[Holding]) -> None:
        self._by_post: dict[tuple[str, str | None], Chunk] = {}
        self._by_head: dict[str, dict[str | None, Chunk]] = {}
        for holding in holdings:
            assert holding.title.title is not None
            head = _head(holding.title)
            self._by_post.setdefault((head, holding.body), holding.person)
            self._by_head.setdefault(head, {}).setdefault(holding.person.entity, holding.person)

    def holder(self, chunk: Chunk) -> Chunk | None:
        """Return the person who holds a bare title: the same title of the same body, or the only holder of such a title."""
        assert chunk.title is not None
        head = _head(chunk)
        body = body_of(chunk.title)
        exact = self._by_post.get((head, body))
        if exact is not None:
            return exact
        holders = self._by_head.get(head, {})
        if len(holders) == 1 and body is None and chunk.title.kind != "member":
            return next(iter(holders.values()))
        return None
