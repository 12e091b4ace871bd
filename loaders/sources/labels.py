"""Lines of a page that are no part of the article: dates of publication and change, codes, counts.

The labels stand in `lexicons/page_labels.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import Span, TimePoint
from loaders.persian.letters import same_length
from loaders.persian.tables import rows, spellings
from loaders.sources.moments import printed

_LONGEST = 120
_CLOCK_DIGITS = 4
_VALUE = re.compile(r"[\s:：\-–|،,.()\[\]/]*")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.ASCII)
_GAPS = re.compile(r"[\s\u200c]*")


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled value on a line: `kind` is "published", "modified", "code" or "list"; `time` is its date, if it has one."""

    kind: str
    time: TimePoint | None


def labels(text: str, span: Span, *, alone: bool = False) -> list[Label]:
    """What a line of page data says; empty where the line is a line of the article.

    A line counts only if it begins with a label and holds nothing but labels, dates and the words around them, so
    that a sentence such as `تاریخ انتشار این کتاب …` stays in the article. With `alone` a label without colon and value
    counts too, as in the cells of a page's table.
    """
    if span.end - span.start > _LONGEST:
        return []
    found = list(_segments(text, span, alone=alone))
    return [] if None in found else [label for label in found if label is not None]


def bare_date(text: str, span: Span) -> TimePoint | None:
    """The date of a line that is nothing else, as pages print it without a label."""
    time = printed(text, span) if span.end - span.start <= _LONGEST else None
    return time if time is not None and _is_apart(text, span, time) else None


def _segments(text: str, span: Span, *, alone: bool) -> Iterator[Label | None]:
    """The labelled values of a line; None for one that shows it to be a sentence."""
    line = same_length(span.of(text))
    matches = list(_pattern().finditer(line))
    if not matches or any(char.isalnum() for char in line[: matches[0].start()]):
        yield None
        return
    ends = [match.start() for match in matches[1:]] + [len(line)]
    for match, end in zip(matches, ends, strict=True):
        value = Span(span.start + match.end(), span.start + end)
        yield _label(text, value, _kinds()[_compact(match["label"])], valueless=alone or bool(match["colon"]))


def _label(text: str, value: Span, kind: str, *, valueless: bool) -> Label | None:
    time = printed(text, value)
    if time is not None:
        # A bare date after a code is the page's own.
        dated = kind in ("published", "modified")
        numbers = _CLOCK_DIGITS if dated else len(value.of(text))
        return (
            Label(kind if dated else "published", time)
            if _is_apart(text, value, time, digits=numbers)
            else None
        )
    if kind == "list":
        return Label(kind, None) if valueless else None
    has_number = any(char.isdecimal() for char in value.of(text))
    if kind == "code" and has_number:
        return Label(kind, None) if _is_apart(text, value, None, digits=len(value.of(text))) else None
    # A label whose date stands on the next line, or was left out.
    return Label(kind, None) if valueless and _VALUE.fullmatch(value.of(text)) else None


def _is_apart(text: str, span: Span, time: TimePoint | None, *, digits: int = _CLOCK_DIGITS) -> bool:
    """Tell whether nothing but filler, signs, an address and so many digits stand in the span around the date."""
    place = time.span if time is not None and time.span is not None else Span(span.end, span.end)
    around = text[span.start : place.start] + " " + text[place.end : span.end]
    words = _WORD.findall(_ADDRESS.sub(" ", same_length(around)))
    return all(_kinds().get(word) == "filler" for word in words) and sum(map(str.isdecimal, around)) <= digits


@cache
def _kinds() -> dict[str, str]:
    """Every label and filler of the lexicon in compact form, with its kind."""
    return {_compact(word): kind for kind, written in rows("page_labels.tsv") for word in spellings(written)}


@cache
def _pattern() -> re.Pattern[str]:
    """All labels of the lexicon, longest first, with or without their spaces and half-spaces."""
    words = [
        word for kind, written in rows("page_labels.tsv") if kind != "filler" for word in spellings(written)
    ]
    alternatives = "|".join(_loose(same_length(word)) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<label>{alternatives})(?!\w)[\s\u200c]*(?P<colon>[:：])?", re.IGNORECASE)


def _loose(spelling: str) -> str:
    return _GAPS.pattern.join(map(re.escape, re.split(r"[\s\u200c]+", spelling)))


def _compact(label: str) -> str:
    return _GAPS.sub("", same_length(label)).casefold()
