"""The verbs that report speech, in every form in which news prints them, and where they stand in a sentence.

A form is finite in the past, the perfect, the pluperfect or the present (`گفت`, `گفته است`, `گفته بود`, `می‌گوید`), singular or plural. The
imperfect (`می‌گفت`) tells what someone was doing while something else happened, so that it is no report of its own. A participle
(`گفته`, `دانسته`) stands for the perfect before `که` and `و`. Infinitives, passives, futures, negations and what one may or should say
(`می‌توان به … اشاره کرد`) report nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.extract.page import Kind, Row
from loaders.extract.phrases import Phrases, group, joined, starts, table, words
from loaders.extract.sources import is_outlet
from loaders.persian.letters import display
from loaders.persian.tables import rows, spellings
from loaders.persian.tokens import Token, Tokens

_BE, _HAVE = "بودن", "داشتن"
_AND = "و"
_FUTURE = frozenset(map(joined, ("خواهد", "خواهند", "نخواهد", "نخواهند")))
_MUST = frozenset(
    map(joined, ("باید", "نباید", "بتوان", "توان", "می‌توان", "نمی‌توان", "بشود", "می‌شود", "نمی‌شود"))
)
_MAY = frozenset(map(joined, ("می‌توان", "نمی‌توان", "بتوان")))
_HEADED = frozenset(map(joined, (":", "که", "«", '"', "،")))
_ALL = frozenset(map(joined, ("همه", "همگان")))
_ASKED = {joined("خواست"): False, joined("خواستند"): True}
_LONGEST_ADDRESSEE = 8  # words between `از` and `خواست`
_AFTER_PARTICIPLE = frozenset(map(joined, ("که", "و", ":")))
_PASSIVES = frozenset(map(joined, ("شده", "شد", "باشد", "باشند", "بودن", "بودند", "های")))
_NAMED = frozenset({Kind.PERSON, Kind.TITLE, Kind.ORGANIZATION})
_WITHIN_HEAD = frozenset(
    map(joined, ("،", "و", "در", "گفت‌وگو", "گفتگو", "گفت", "وگو", "گو", "با", "سازمان", "-", "(", ")"))
)
_CLOSES = frozenset({".", "!", "؟", "«", "»", '"'})
_DATELINE_SIGNS = frozenset({"-", "–", "—"})
_LONGEST_HEAD = 25  # tokens before the colon of a name's words
_STOPS = frozenset({":", ".", "؛", "!", "؟"})
_FARTHEST = 20  # words between a noun and the verb that it shares with a later one


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a reporting verb: its kind as the lexicon has it, and what it tells of its subject."""

    kind: str
    plural: bool = False
    imperfect: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting verb in its row: it takes up tokens [first, last); `verb` is how it is printed, without words that part it.

    `kind` is that of `reporting_verbs.tsv` (say, add, head) or `reporting_phrases.tsv` (by, told, text).
    """

    first: int
    last: int
    kind: str
    verb: str
    plural: bool = False


def _text(tokens: Sequence[Token]) -> str:
    return display(" ".join(token.text for token in tokens))


def _finite(infinitive: str) -> Iterator[tuple[str, bool]]:
    """Yield (form, whether it is plural) of the finite forms of a verb."""
    past, present = _stems()[infinitive]
    if infinitive == _BE:
        yield from (("است", False), ("هست", False), ("ند", True), ("هستند", True))
    elif infinitive == _HAVE:
        yield from (("دارد", False), ("دارند", True), ("می‌دارد", False), ("می‌دارند", True))
    else:
        lead = "" if present.startswith("برمی") else "می\u200c"
        yield f"{lead}{present}د", False
        yield f"{lead}{present}ند", True
    yield from ((past, False), (f"{past}ند", True))
    yield from (
        (f"{past}ه است", False),
        (f"{past}ه‌اند", True),
        (f"{past}ه بود", False),
        (f"{past}ه بودند", True),
    )


@cache
def _stems() -> dict[str, tuple[str, str]]:
    return {infinitive: (past, present) for infinitive, past, present in rows("verb_forms.tsv")}


@cache
def _listed() -> tuple[tuple[str, tuple[str, ...], str, int], ...]:
    """The lexicon: (noun, its verbs, kind, reach)."""
    return tuple(
        ("" if noun == "-" else noun, tuple(spellings(verbs)), kind, int(reach))
        for noun, verbs, kind, reach in rows("reporting_verbs.tsv")
    )


@cache
def _forms() -> Phrases[Form]:
    """Every finite form of every listed verb, noun and all."""
    found: list[tuple[str, Form]] = []
    for noun, verbs, kind, _ in _listed():
        for verb in verbs:
            found.extend(
                (f"{noun} {form}", Form(kind, plural)) for form, plural in _finite(verb) if not _reads(form)
            )
            found.append((f"{noun} می‌{_stems()[verb][0]}", Form("other", imperfect=True)))
    return Phrases(found)


def _reads(form: str) -> bool:
    """Tell whether a form of دانستن or خواندن rather means to know, to read or to sing: the present of `می‌دانند`, `می‌خواند`."""
    return form in {"می\u200cداند", "می\u200cدانند", "می\u200cخواند", "می\u200cخوانند"}


@cache
def _glued() -> Phrases[Form]:
    """Forms that a lost space joins with `و`: `وگفت`, `خواندو`."""
    pasts = (
        (f"{noun} {_stems()[verb][0]}".strip(), kind)
        for noun, verbs, kind, _ in _listed()
        for verb in verbs
        if kind != "other" and verb != _BE
    )
    return Phrases(
        (form, Form(kind))
        for past, kind in pasts
        for form in (f"و{past}", f"{past}و")
        if not past.startswith("و")
    )


@cache
def _participles() -> Phrases[Form]:
    """Participles that stand for the perfect: `گفته که`, `دانسته و`."""
    return Phrases(
        (f"{noun} {_stems()[verb][0]}ه", Form(kind))
        for noun, verbs, kind, _ in _listed()
        for verb in verbs
        if verb != _BE
    )


@cache
def _nouns() -> Phrases[tuple[int, tuple[str, ...], str]]:
    """Nouns of reporting verbs: how far away their verb may stand, the verbs, the kind."""
    return Phrases((noun, (reach, verbs, kind)) for noun, verbs, kind, reach in _listed() if noun)


@cache
def _asking() -> Phrases[bool]:
    return Phrases(_ASKED.items())


@cache
def _light(infinitive: str) -> Phrases[bool]:
    """The finite forms of one verb, with whether each is plural."""
    return Phrases(_finite(infinitive))


def verbs(tokens: Tokens) -> Mapping[int, tuple[int, str]]:
    """Return what `verb_at` returns for each token of a sentence at which there is one, in order. It is read once and kept."""
    known: dict[int, tuple[int, str]] | None = tokens.found.get(verbs)
    if known is None:
        read = ((at, _verb_at(tokens, at)) for at in starts(tokens, table("reporting_phrases.tsv"), _forms()))
        known = tokens.found[verbs] = {at: verb for at, verb in read if verb is not None}
    return known


def verb_at(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """Return (index after it, kind) of the reporting verb or phrase of kind `by` that starts at token `at`, or None."""
    return verbs(tokens).get(at) if isinstance(tokens, Tokens) else _verb_at(tokens, at)


def _verb_at(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    phrase = table("reporting_phrases.tsv").at(tokens, at)
    if phrase is not None and phrase[1][1] in {"by", "told"}:
        return phrase[0], "by"
    found = _forms().at(tokens, at)
    if found is None or (phrase is not None and phrase[1][1] == "talk" and phrase[0] >= found[0]):
        return None
    return found[0], found[1].kind


def reports_in(row: Row) -> list[Report]:
    """Return the reporting verbs of a sentence, in order; a noun that shares a later verb (`مطرح و تاکید کرد`) is one of them."""
    found: list[Report] = []
    end = 0
    for at in starts(
        row.tokens, table("reporting_phrases.tsv"), _forms(), _asking(), _glued(), _participles(), _nouns()
    ):
        if at >= end:
            end, report = _read(row, at)
            if report is not None and not _only_possible(row, report):
                found.append(report)
    finite = any(report.kind not in {"by", "told"} for report in found)
    kept = [report for report in found if not (finite and report.kind == "told")]
    colon = name_and_colon(row)
    if colon is not None and all(report.first > colon.first for report in kept):
        kept.append(colon)
    return sorted([*kept, *_sharing(row, kept)], key=lambda report: report.first)


def name_and_colon(row: Row) -> Report | None:
    """Return the colon by which a sentence that begins with a name gives that one's words: `زهرا کریمی، رئیس X: …`.

    Only names, titles, commas and `در گفت‌وگو با …` stand before it. A source's name there is a dateline (`ایسنا: …`), and what does not
    end as a sentence does is a headline.
    """
    first = next((at for at in range(min(2, len(row.tokens))) if row.covering(at)), None)
    if (
        first is None
        or (opening := row.covering(first)) is None
        or opening.kind not in _NAMED
        or is_outlet(opening)
        or (opening.kind is Kind.ORGANIZATION and row.key(opening.last) in _DATELINE_SIGNS)
    ):
        return None
    for at in range(opening.last, min(len(row.tokens) - 2, first + _LONGEST_HEAD)):
        if row.key(at) == ":":
            spoken, closed = row.key(at + 1), row.key(len(row.tokens) - 1) in _CLOSES
            return (
                Report(at, at + 1, "say", ":")
                if closed and (spoken[:1].isalpha() or spoken in _CLOSES)
                else None
            )
        if row.covering(at) is None and row.key(at) not in _WITHIN_HEAD:
            return None
    return None


def _read(row: Row, at: int) -> tuple[int, Report | None]:
    """Read what stands at token `at`: the index to go on at, and the reporting verb if it is one."""
    tokens = row.tokens
    chunk = row.covering(at)
    if chunk is not None and chunk.kind is not Kind.TITLE:
        return at + 1, None
    phrase = table("reporting_phrases.tsv").at(tokens, at)
    finite = _forms().at(tokens, at)
    if (
        phrase is not None
        and phrase[1][1] in {"by", "told", "text", "talk"}
        and (finite is None or phrase[0] >= finite[0])
    ):
        kind = phrase[1][1]
        end = phrase[0]
        return end, None if kind == "talk" else Report(at, end, kind, _text(tokens[at:end]))
    if finite is not None:
        end, form = finite
        idle = form.kind == "other" or (form.kind == "head" and row.key(end) not in _HEADED)
        return end, None if idle else Report(at, end, form.kind, _text(tokens[at:end]), form.plural)
    return _asked(row, at) or _loose(row, at)


def _loose(row: Row, at: int) -> tuple[int, Report | None]:
    """Read a form that `و` is glued to, a participle, or a noun whose verb stands apart from it."""
    tokens = row.tokens
    glued = _glued().at(tokens, at)
    if glued is not None and tokens[at].key != _AND:
        end = glued[0] - (tokens[glued[0] - 1].key == _AND)
        return end, Report(at, end, glued[1].kind, _text(tokens[at:end]).strip(_AND))
    participle = _participles().at(tokens, at)
    if participle is not None and _is_perfect(row, at, participle[0]):
        return participle[0], Report(at, participle[0], participle[1].kind, _text(tokens[at : participle[0]]))
    return _apart(row, at) or (at + 1, None)


def _asked(row: Row, at: int) -> tuple[int, Report] | None:
    """Read `خواست` where it is a verb: `از X خواست که …`."""
    if row.key(at) not in _ASKED or row.key(at + 1) == _AND:
        return None
    for place in range(at - 1, max(-1, at - _LONGEST_ADDRESSEE), -1):
        if row.key(place) in _STOPS or row.key(place) in group("governing") - {"از"}:
            return None
        if row.key(place) == "از":
            report = Report(at, at + 1, "say", _text(row.tokens[at : at + 1]), _ASKED[row.key(at)])
            named = place < at - 1 and row.key(at - 1) not in group("pointer") | group("anyone") | _ALL
            return (at + 1, report) if named else None
    return None


def _is_perfect(row: Row, at: int, end: int) -> bool:
    """Tell whether a participle stands for the perfect: one with a noun does, one alone before `که`, or before `و` behind an object."""
    if end - at > 1:
        return row.key(end) not in _PASSIVES
    if row.key(end) not in _AFTER_PARTICIPLE:
        return False
    governed = row.key(at - 1) in words("stop_words.txt") and row.key(at - 1) not in {"را", "نیز", "هم"}
    return not governed and (row.key(end) != _AND or "را" in _keys(row, at - 12, at))


def _keys(row: Row, first: int, last: int) -> set[str]:
    return {row.key(at) for at in range(max(0, first), last)}


def _apart(row: Row, at: int) -> tuple[int, Report] | None:
    """Read a noun and the form of its verb that stands a few words on: `خواستار رسیدگی به آن شد`."""
    noun = _nouns().at(row.tokens, at)
    if noun is None or noun[1][0] == 0 or noun[1][2] == "other":
        return None
    end, (reach, verbs, kind) = noun
    for place in range(end, min(len(row.tokens), end + reach + 1)):
        if row.key(place) in _STOPS or (
            place > end and _forms().at(row.tokens, place) is not None and reach < 10
        ):
            return None
        for verb in verbs:
            light = _light(verb).at(row.tokens, place)
            if light is not None:
                printed = row.tokens[at:end] + row.tokens[place : light[0]]
                return end, Report(at, light[0], kind, _text(printed), light[1])
    return None


def _only_possible(row: Row, report: Report) -> bool:
    """Tell whether a verb is in the future, or says what one may or should say."""
    if report.kind in {"by", "told", "text"}:
        return False
    verb = report.last - 1
    if _FUTURE & _keys(row, verb - 1, verb) or row.key(report.first - 1) in _FUTURE | _MUST:
        return True
    stops = (
        () if report.verb.startswith("اشاره") else (at for at in range(report.first) if row.key(at) in _STOPS)
    )
    start = max(stops, default=0)  # a list may follow `می‌توان به:`
    return bool(_MAY & _keys(row, start, report.first)) or any(
        row.key(at) in {"می", "نمی"} and row.key(at + 1) == "توان" for at in range(start, report.first)
    )


def _sharing(row: Row, found: Sequence[Report]) -> Iterator[Report]:
    """Yield the nouns before `و` that share the verb of a later noun: `تاکید و برای آن ابراز تمایل کرد`."""
    taken = {at for report in found for at in range(report.first, report.last)}
    for at, noun in _nouns().found(row.tokens).items():
        if at in taken or noun[1][2] == "other" or row.key(noun[0]) != _AND or row.covering(at):
            continue
        if not _is_predicate(row, at):
            continue
        later = next((r for r in found if noun[0] < r.first <= noun[0] + _FARTHEST), None)
        if later is None or _STOPS & _keys(row, at, later.first):
            continue
        if any(_light(verb).at(row.tokens, later.last - 1) for verb in noun[1][1]):
            yield Report(at, noun[0], noun[1][2], _text(row.tokens[at : noun[0]]), later.plural)


def _is_predicate(row: Row, at: int) -> bool:
    """Tell whether a noun may be part of a verb: no preposition, `این` or ezafe noun stands before it."""
    before = row.key(at - 1)
    return before in {"را", "،", ""} or (before not in words("stop_words.txt") and before != "مورد")
