"""Names of persons: after titles of respect, by first name, beside a post title, before a reporting verb; then by surname."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.extract.foreign import foreign_person, may_be_foreign
from loaders.extract.holdings import past_brackets
from loaders.extract.page import Chunk, Kind, Row
from loaders.extract.phrases import group, table, words
from loaders.extract.words import (
    SUFFIXES,
    begins_person,
    demonyms,
    ends_name,
    first_name_end,
    is_first_name,
    is_listed,
    is_no_name,
    is_split_surname,
    is_sure_first_name,
    is_word,
    may_be_surname,
    may_be_titled,
    may_follow_first_name,
    name_share,
    verb_at,
)
from loaders.persian.letters import display
from loaders.persian.tokens import Token

_LONGEST = 4
_REPORT_REACH = 60  # tokens between one who speaks and the verb
_SINGLE = 0.05
_WELL_KNOWN = 0.4
_SHORTEST = 4  # letters of a surname that counts alone
_SIGNS = frozenset({"،", "-", "ـ", "(", "؛"})
_CLOSING = frozenset("،.:()»")
_OPEN, _CLOSE = frozenset('«"“'), frozenset('»"”')


def find_pronouns(row: Row) -> list[Chunk]:
    """Return the pronouns that stand for a person."""
    return [
        Chunk(Kind.PRONOUN, row.index, at, at + 1, (token,), rule="pronoun")
        for at, token in enumerate(row.tokens)
        if token.key in group("pronoun") and not row.covering(at)
    ]


def find_persons(row: Row) -> list[Chunk]:
    """Return the persons that a sentence names by more than a bare surname."""
    found: list[Chunk] = []
    at = 0
    while at < len(row.tokens):
        chunk = None if row.covering(at) else _person_at(row, at)
        if chunk is None:
            at += 1
        else:
            found.append(chunk)
            at = chunk.last
    return found


def _person_at(row: Row, at: int) -> Chunk | None:
    tokens = row.tokens
    honorifics, start = _honorifics(row, at)
    if honorifics and row.key(at) in group("eponym") and row.key(at - 1) in group("named-after"):
        return None
    if honorifics and (quoted := _quoted_name(row, at, start, honorifics)):
        return quoted
    if honorifics:
        end = _name_end(row, start, certain=True)
        if end > start:
            score = 0.95 if end - start > 1 or name_share(tokens[start].key) > _SINGLE else 0.75
            return Chunk(
                Kind.PERSON, row.index, at, end, tokens[start:end], honorifics, score=score, rule="honorific"
            )
        return None
    if quoted := _quoted(row, at) or _quoted_name(row, at, at + _is_sayyid(tokens, at), ()):
        return quoted
    if tokens[at].key == "امام" and (imam := _imam(row, at)):
        return imam
    if begins_person(tokens, at) and not row.covering(at + 1):
        end = _name_end(row, at, certain=False)
        if end - at >= 2:
            return Chunk(Kind.PERSON, row.index, at, end, tokens[at:end], score=0.9, rule="first-name")
    return (
        foreign_person(row, at)
        or _beside_title(row, at)
        or _before_title(row, at)
        or _speaker(row, at)
        or _headed(row, at)
        or _well_known(row, at)
    )


def _quoted_name(row: Row, at: int, start: int, honorifics: tuple[str, ...]) -> Chunk | None:
    """Read a name whose quotation marks stand after a title of respect or `سید`: `دکتر «X Y»`, `سید «X Y»`."""
    if start == at or row.key(start) not in _OPEN:
        return None
    end = _name_end(row, start + 1, certain=True)
    if end == start + 1 or row.key(end) not in _CLOSE:
        return None
    name = (
        (*row.tokens[at:start], *row.tokens[start + 1 : end])
        if not honorifics
        else row.tokens[start + 1 : end]
    )
    return Chunk(Kind.PERSON, row.index, at, end + 1, name, honorifics, score=0.9, rule="honorific")


def _imam(row: Row, at: int) -> Chunk | None:
    """Read `امام خمینی`: the word is part of the name, and the names of the twelve are left to other rules."""
    end = _name_end(row, at + 1, certain=False)
    if end == at + 1 or is_first_name(row.key(at + 1)):
        return None
    return Chunk(Kind.PERSON, row.index, at, end, row.tokens[at:end], score=0.85, rule="imam")


def _honorifics(row: Row, at: int) -> tuple[tuple[str, ...], int]:
    """Read titles of respect; return them in display form, and the index after them."""
    found: list[str] = []
    while (match := table("honorifics.txt").at(row.tokens, at)) and not row.covering(at):
        found.append(display(" ".join(token.text for token in row.tokens[at : match[0]])))
        at = match[0]
    if found and row.key(at) == "ها":
        return (), at
    return tuple(found), at


def _name_end(row: Row, at: int, *, certain: bool) -> int:
    """Return the index after a name that begins at `at`.

    `certain`: something before it says that a name stands here, so the first word need not be known as one.
    """
    tokens, start = row.tokens, at
    while at < min(len(tokens), start + _LONGEST + 1) and not row.covering(at):
        if _in_two(row, at):
            at += 2
            continue
        if ends_name(tokens, at):
            break
        word = tokens[at].key
        if word == "و" or word in SUFFIXES or _is_head(tokens, at):
            break
        if table("titles.tsv").at(tokens, at) and not (certain and at == start and is_first_name(word)):
            break
        if verb_at(tokens, at) or _describes(word):
            break
        known = (
            may_be_surname(word)
            or is_first_name(word)
            or word in words("known_surnames.txt")
            or (at > start and word.startswith("ال") and len(word) > 3)
        )
        if not known and not (at == start and certain and may_be_titled(word)):
            after_first = at > start and _may_end(tokens, start, at, certain=certain)
            if not (after_first and may_follow_first_name(tokens, at)):
                break
        at += 1
    return at


def _may_end(tokens: Sequence[Token], start: int, at: int, *, certain: bool) -> bool:
    """Tell whether a word that is no known surname may be one after the first names [start, at)."""
    if not _are_first_names(tokens, start, at):
        return False
    sure = certain or is_sure_first_name(tokens[start].key) or _is_sayyid(tokens, start)
    return sure and (first_name_end(tokens, start) == at or _closes(tokens, at))


def _describes(word: str) -> bool:
    """Tell whether a word after a name says who that is rather than belongs to it: `کارگردان`, `فیزیوتراپیست`."""
    return word in words("name_stops.txt") or (len(word) > _SHORTEST and word.endswith("یست"))


def _is_sayyid(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].key in {"سید", "سیده"}


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name that has two first names ends with its word at token `at`, or goes on with an Arabic one."""
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    return not after[:1].isalpha() or after in words("stop_words.txt") or after.startswith("ال")


def _are_first_names(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the tokens [start, end) are first names only."""
    at = start
    while at < end:
        past = first_name_end(tokens, at)
        if past == at and at > start and tokens[at].key in group("name-ending"):
            past = at + 1
        if past == at:
            return False
        at = past
    return at == end


def _in_two(row: Row, at: int) -> bool:
    """Tell whether a name's word is printed as two: `خامنه ای`, `حسام الدین`, `پور محمدی`."""
    if at + 1 >= len(row.tokens) or row.covering(at + 1):
        return False
    return first_name_end(row.tokens, at) == at + 2 or is_split_surname(row.tokens, at)


def _is_head(tokens: Sequence[Token], at: int) -> bool:
    found = table("org_heads.tsv").at(tokens, at)
    return found is not None and found[1][1] != "weak"


def _quoted(row: Row, at: int) -> Chunk | None:
    """Read a name in quotation marks beside a title: `«بان کی‌مون» دبیرکل …`."""
    tokens = row.tokens
    if tokens[at].key not in _OPEN:
        return None
    end = at + 1
    while end < len(tokens) and end < at + 6 and tokens[end].key not in _CLOSE:
        if ends_name(tokens, end):
            return None
        end += 1
    if end >= len(tokens) or tokens[end].key not in _CLOSE or end == at + 1:
        return None
    beside = _title_near(row, at, end + 1)
    if (
        not beside
        or _is_head(tokens, at + 1)
        or row.covering(at + 1)
        or row.key(at + 1) in words("name_stops.txt")
    ):
        return None
    return Chunk(Kind.PERSON, row.index, at, end + 1, tokens[at + 1 : end], score=0.85, rule="quoted")


def _title_near(row: Row, first: int, last: int) -> bool:
    """Tell whether a title stands right after [first, last), or right before it with its body."""
    last = past_brackets(row, last)
    after = row.covering(last) or (row.covering(last + 1) if row.key(last) == "،" else None)
    if after is not None and after.kind is Kind.TITLE:
        return True
    return _titled_before(row, first) is not None


def _titled_before(row: Row, at: int) -> Chunk | None:
    """Return the title whose own words or whose body end right before token `at` (a comma may stand between)."""
    if row.key(at - 1) == "،":
        at -= 1
    for title in row.of(Kind.TITLE):
        assert title.title is not None
        ends = {title.last}
        if title.title.body is not None:
            ends.add(title.title.body.last)
        if at in ends:
            return title
    return None


def _beside_title(row: Row, at: int) -> Chunk | None:
    """Read a name right after a title and its body: `رئیس سازمان X، نیلی احمدآبادی، گفت`."""
    title = _titled_before(row, at)
    if title is None or title.title is None or ends_name(row.tokens, at):
        return None
    placeless = (
        title.title.kind in {"state", "seat"} and title.title.body is None and title.title.body_name is None
    )
    if placeless and row.key(at - 1) != "،":
        return (
            None  # `سفیر X`: X is a country or town that the register lacks, not the one who holds the post
        )
    end = at
    while (
        end < len(row.tokens) and end < at + _LONGEST and not row.covering(end) and may_be_foreign(row, end)
    ):
        end += 1
    if end == at or row.key(at) in words("name_stops.txt"):
        return None
    shares = [name_share(token.key) for token in row.tokens[at:end]]
    closed = (
        end >= len(row.tokens) or row.key(end) in _CLOSING | group("after-name") or verb_at(row.tokens, end)
    )
    if not closed or (row.key(at - 1) != "،" and len(shares) == 1 and shares[0] < 0.2):
        return None
    return Chunk(Kind.PERSON, row.index, at, end, row.tokens[at:end], score=0.8, rule="beside-title")


def _before_title(row: Row, at: int) -> Chunk | None:
    """Read a name right before a title, known or not: `آرلن اسپکتر سناتور …`, `فریبزر خسروی معاون کتابخانه …`."""
    near = any(at < title.first <= at + 2 * _LONGEST for title in row.of(Kind.TITLE))
    if not near or not _is_free_before(row, at):
        return None
    end = at
    while (
        end < len(row.tokens) and end < at + _LONGEST and not row.covering(end) and may_be_foreign(row, end)
    ):
        if end > at and begins_person(row.tokens, end):
            return None
        end += 1
    bracketed = row.key(end) == "(" and row.key(at) not in words("common_words.txt")  # `X (رئیس Y)`
    sign = row.key(end) in _SIGNS and (bracketed or end - at > 1 or name_share(row.key(at)) >= _WELL_KNOWN)
    title = row.covering(end) or (row.covering(end + 1) if sign else None) or _shared_title(row, end)
    if end == at or title is None or title.kind is not Kind.TITLE or title.title is None:
        return None
    shares = [name_share(token.key) for token in row.tokens[at:end]]
    alone = len(shares) == 1 and shares[0] < 0.3 and not bracketed
    if alone or (title.title.kind == "member" and title.title.body is None):
        return None
    return Chunk(Kind.PERSON, row.index, at, end, row.tokens[at:end], score=0.8, rule="before-title")


def _shared_title(row: Row, at: int) -> Chunk | None:
    """Return the plural title after a second name that `و` joins at token `at`: `A و B معاونان …`."""
    if row.key(at) != "و":
        return None
    end = at + 1
    while end < min(len(row.tokens), at + _LONGEST) and not row.covering(end) and may_be_foreign(row, end):
        end += 1
    title = row.covering(end) if end > at + 1 else None
    return title if title is not None and title.title is not None and title.title.plural else None


def _is_free_before(row: Row, at: int) -> bool:
    """Tell whether nothing joins a name at token `at` to the word before it: a sign, a stop word, `و`, another chunk, an adverb."""
    if at == 0 or ends_name(row.tokens, at - 1) or row.key(at - 1) == "و" or row.covering(at - 1) is not None:
        return True
    return row.key(at - 1) in group("adverb")


def _headed(row: Row, at: int) -> Chunk | None:
    """Read the name that opens a heading before a colon: `خجسته: …`."""
    if not row.heading or at > 1 or (at == 1 and is_word(row.tokens[0])):
        return None
    end = at
    while end < at + 3 and end < len(row.tokens) and may_be_foreign(row, end) and not row.covering(end):
        end += 1
    if end == at or row.key(end) != ":" or table("titles.tsv").at(row.tokens, at):
        return None
    if any(name_share(token.key) < _SINGLE for token in row.tokens[at:end]):
        return None
    return Chunk(Kind.PERSON, row.index, at, end, row.tokens[at:end], score=0.75, rule="heading")


def _well_known(row: Row, at: int) -> Chunk | None:
    """Read a bare surname that hardly is anything but a name, where a name may stand alone: `دیدار با عراقچی`."""
    tokens, word = row.tokens, row.key(at)
    if len(word) < _SHORTEST or not is_listed(word) or name_share(word) < _WELL_KNOWN or is_first_name(word):
        return None
    ended_before = at == 0 or ends_name(tokens, at - 1) or row.key(at - 1) == "و"
    ended_after = ends_name(tokens, at + 1) or row.key(at + 1) == "و" or verb_at(tokens, at + 1) is not None
    if not (ended_before and ended_after) or ends_name(tokens, at):
        return None
    return Chunk(Kind.PERSON, row.index, at, at + 1, tokens[at : at + 1], score=0.7, rule="surname-alone")


def _speaker(row: Row, at: int) -> Chunk | None:
    """Read a bare name that opens a sentence and reports: `نجفی برزگر افزود`."""
    if not _opens_clause(row, at):
        return None
    end = at
    while (
        end < min(at + 3, len(row.tokens))
        and not ends_name(row.tokens, end)
        and not row.covering(end)
        and not verb_at(row.tokens, end)
    ):
        end += 1
    end += row.key(end) in _CLOSE and end > at
    closes = bool(verb_at(row.tokens, end)) or (row.key(end) in group("after-speaker") and _reports(row, end))
    if end == at or not closes:
        return None
    if table("titles.tsv").at(row.tokens, at) or _is_head(row.tokens, at):
        return None
    name = tuple(token for token in row.tokens[at:end] if token.key not in _CLOSE)
    if any(
        name_share(token.key) < _SINGLE or token.key in demonyms() or is_no_name(token.key) for token in name
    ):
        return None
    if len(name) == 1 and not is_listed(name[0].key) and verb_at(row.tokens, end) and _writes(row, end):
        return Chunk(Kind.ORGANIZATION, row.index, at, end, name, score=0.6, rule="writer")
    return Chunk(Kind.PERSON, row.index, at, end, name, score=0.7, rule="speaker")


def _writes(row: Row, at: int) -> bool:
    return row.key(at) in group("writes") or (
        row.key(at) == "گزارش" and row.key(at + 1).startswith(("داد", "کرد"))
    )


def _opens_clause(row: Row, at: int) -> bool:
    """Tell whether token `at` opens the sentence, or follows the source that opens it: `به گزارش X، …`."""
    if at == 0 or (at == 1 and not is_word(row.tokens[0])):
        return True
    if not any(row.key(word) in group("sourced") for word in range(min(3, at))):
        return False
    source = row.covering(at - 1) or (row.covering(at - 2) if row.key(at - 1) in {"،", ":"} else None)
    return source is not None and source.kind is Kind.ORGANIZATION and source.last >= at - 1


def _reports(row: Row, at: int) -> bool:
    return any(verb_at(row.tokens, index) for index in range(at, min(len(row.tokens), at + _REPORT_REACH)))
