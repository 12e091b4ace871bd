"""Titles beside a person: `رئیس X، Y`, `Y، رئیس X`, `Y رئیس X`, `Y به عنوان رئیس X`."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import PostStatus
from loaders.extract.holdings import Holding, block_end, body_of, past_brackets
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group, joined
from loaders.extract.several import several
from loaders.extract.words import ends_name, verb_at

_COMMAS = frozenset({"،", ",", "؛"})
_COPULA_GAP = range(1, 5)  # tokens between a person and the title that he is said to hold
_SIGNS = _COMMAS | {"(", "-", "ـ"}
_LONGEST_FIELD = 2  # tokens of a field that nothing knows, between a title and `و`
_ADJOINING = 1  # the highest rank of a person right beside a title
_AS_REACH = 9  # tokens between a person and `به عنوان`
_APPOINTED_REACH = 8  # so many more where a verb of appointment follows


def appositions(row: Row) -> Iterator[Holding]:
    """Join each title of a sentence with the person beside it."""
    persons = list(row.of(Kind.PERSON))
    previous: tuple[Chunk, Chunk, str] | None = None
    taken: set[int] = set()
    given: Chunk | None = None
    for title in row.of(Kind.TITLE):
        assert title.title is not None
        if title.title.plural:
            yield from several(row, title)
            continue
        found = _beside(row, title, persons, taken)
        if (
            (found is None or found[1:] == ("comma", "after"))
            and previous is not None
            and chained(row, previous[0], title)
            and previous[2] in {"before", "chain"}
        ):
            found = (previous[1], "chain", "chain")
        if found is None:
            continue
        person, rule, side = found
        if title.title.implied and rule == "direct" and side == "after" and _is_elsewhere(row, person):
            continue
        taken.add(id(person))
        title.entity = person.entity
        if rule == "as":
            given = _same_body(given, title)
        previous = (title, person, side)
        yield Holding(person, title, row, rule, body_of(title.title), title.title.status)


def _same_body(given: Chunk | None, title: Chunk) -> Chunk:
    """Give a title that has no body that of the title given before: `A به عنوان رئیس X، B به عنوان نایب رئیس … انتخاب شدند`."""
    assert title.title is not None
    if given is not None and given.title is not None and body_of(title.title) is None:
        title.title.body, title.title.body_name = given.title.body, given.title.body_name
        title.title.body_entry = given.title.body_entry
    return title


def _is_elsewhere(row: Row, person: Chunk) -> bool:
    """Tell whether a person after a bare `رئیس‌جمهور` may be another country's: nothing before the name says whose."""
    return row.key(person.first - 1) not in group("iran")


def _beside(row: Row, title: Chunk, persons: list[Chunk], taken: set[int]) -> tuple[Chunk, str, str] | None:
    """Return (person, rule, side) of the best apposition of a title, or None.

    A name right before or after outranks one behind a comma; between two behind commas, the one that no title has yet.
    """
    if _is_office(title):
        return _of_office(row, title, persons)
    end = block_end(title)
    options: list[tuple[int, Chunk, str, str]] = []
    for person in persons:
        first, last = person.first, past_brackets(row, person.last)
        if last == title.first:
            options.append((0, person, "direct", "before"))
        elif first == end:
            options.append((1, person, "direct", "after"))
        elif last + 1 == title.first and row.key(last) in _SIGNS and row.key(end) != ":":
            options.append((2 + 2 * (id(person) in taken), person, "comma", "before"))
        elif first == end + 1 and row.key(end) == "یعنی":
            options.append((1, person, "comma", "after"))
        elif first == end + 1 and row.key(end) in _COMMAS and not _names_another(row, title, person):
            options.append((3, person, "comma", "after"))
    best = min(options, key=lambda option: option[0], default=None)
    given = _as(row, title, persons) if best is None or best[0] > _ADJOINING else None
    if best is None or given is not None:
        return given or _is(row, title, persons)
    return best[1:]


def _is_office(title: Chunk) -> bool:
    return title.title is not None and title.title.kind == "office"


def _of_office(row: Row, title: Chunk, persons: list[Chunk]) -> tuple[Chunk, str, str] | None:
    """Join `X به ریاست Y`, `Y به ریاست X برگزیده شد`, `Y ریاست X را بر عهده دارد`."""
    end, led = block_end(title), row.key(title.first - 1) == "به"
    after = next((person for person in persons if person.first == end), None)
    if led and after is not None:
        return (
            (after, "led", "after") if title.title is not None and body_of(title.title) is not None else None
        )
    before = next((person for person in persons if person.last == title.first), None)
    if before is not None and not led:
        return before, "direct", "before"
    if led and not _appoints(row, end):
        return None
    if not led and not any(row.key(at) in group("taken-on") for at in range(end, end + 4)):
        return None
    return _last_before(row, persons, title.first - led, "office")


def _as(row: Row, title: Chunk, persons: list[Chunk]) -> tuple[Chunk, str, str] | None:
    """Join `Y را به عنوان رئیس X` and `Y به سمت رئیس X منصوب شد`."""
    at = title.first - 1
    if row.key(at) in group("as-post") and row.key(at - 1) == "به":
        at -= 1
    elif row.key(at) not in group("as-post-whole"):
        return None
    if any(row.key(word) in group("hypothetical") for word in range(max(0, at - _AS_REACH), at)):
        return None
    found = _last_before(row, persons, at, "as")
    body = row.covering(at - 1)
    told = title.title is not None and body_of(title.title) is None
    if found and told and body is not None and body.kind is Kind.ORGANIZATION and title.title is not None:
        title.title.body = body  # `Y در سازمان X به عنوان رئیس منصوب شد`
    return found


def _is(row: Row, title: Chunk, persons: list[Chunk]) -> tuple[Chunk, str, str] | None:
    """Join `Y که اکنون رئیس X است` and `Y پیش از این رئیس X بود`."""
    end = block_end(title)
    if row.key(end) not in group("copula"):
        return None
    for person in persons:
        between = range(person.last, title.first)
        if len(between) in _COPULA_GAP and not any(
            row.covering(at) or verb_at(row.tokens, at) for at in between
        ):
            if title.title is not None and row.key(end) in group("was"):
                title.title.status = PostStatus.FORMER
            return person, "as", "before"
    return None


def _appoints(row: Row, end: int) -> bool:
    """Tell whether a verb of appointment follows soon after token `end`."""
    return any(row.key(at) in group("appointed") for at in range(end, end + 4))


def _last_before(row: Row, persons: list[Chunk], at: int, rule: str) -> tuple[Chunk, str, str] | None:
    """Return the last person before token `at` with no verb of speech between them."""
    reach = _AS_REACH + _APPOINTED_REACH * any(token.key in group("appointed") for token in row.tokens[at:])
    near = [
        person for person in persons if at - reach <= person.last <= at and not _appoints_others(row, person)
    ]
    if not near or any(verb_at(row.tokens, word) for word in range(near[-1].last, at)):
        return None
    return near[-1], rule, "before"


def _names_another(row: Row, title: Chunk, person: Chunk) -> bool:
    """Tell whether a person behind a title and a comma is another one: with a title of his own, or appointed by the title's holder."""
    return _appoints_others(row, title) or _has_own_title(row, person) or _is_given_title(row, person)


def _appoints_others(row: Row, chunk: Chunk) -> bool:
    """Tell whether a chunk is by whose order something is done: `با حکم رئیس X، Y به عنوان …`."""
    return row.key(chunk.first - 1) in group("appointer")


def _has_own_title(row: Row, person: Chunk) -> bool:
    """Tell whether a title stands right after a person, or a rank of office before: in `رئیس X، A معاون Y` it is not A who heads X."""
    if any(joined(honorific) in group("rank") for honorific in person.honorifics):
        return True
    return any(title.first == person.last for title in row.of(Kind.TITLE))


def _is_given_title(row: Row, person: Chunk) -> bool:
    """Tell whether a person is just being given a title: `با حضور رئیس X، Y به عنوان مدیر Z معرفی شد`."""
    at = person.last + (row.key(person.last) == "را")
    return row.key(at) in group("as-post-whole") or (
        row.key(at) == "به" and row.key(at + 1) in group("as-post")
    )


def chained(row: Row, first: Chunk, second: Chunk) -> bool:
    """Tell whether two titles are joined by `و`, at most with a field of the first before it: `نماینده مالک و سخنگوی X`."""
    end, joiner = block_end(first), second.first - 1
    joiner -= row.key(joiner) in {"نیز", "همچنین"}
    if row.key(joiner) != "و" or not 0 <= joiner - end <= _LONGEST_FIELD:
        return False
    return not any(
        row.covering(at) or ends_name(row.tokens, at) or verb_at(row.tokens, at) for at in range(end, joiner)
    )
