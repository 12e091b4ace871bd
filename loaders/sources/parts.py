"""The parts of an article's text: kicker, title, date lines, body.

Two layouts are read. In the page layout, lines with labelled dates stand between the heading (kicker and title) and the
body, which may repeat the title. In the free layout the first line is the title where it reads like a headline, under a
kicker that ends with a colon or not; a post that opens with a sentence has no title.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.errors import SourceError
from kg.model import Document, Span, TimePoint
from kg.names import fold
from loaders.sources.labels import Label, bare_date, labels

HEADLINE = 160
"""The most characters that a title has. Of 19,884 first lines of three outlets under one in a hundred is longer."""

_HEADING_LINES = 3
_TOP, _BOTTOM = 12, 4
_DECORATION = frozenset(("So", "Sk", "Cf", "Zs", "Cc"))


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a text stand, and the dates that its own lines print."""

    body: Span
    title: Span | None = None
    kicker: Span | None = None
    published: TimePoint | None = None
    modified: TimePoint | None = None


def document(text: str, *, doc_id: str, origin: str, media_type: str = "text/plain") -> Document:
    """The article whose whole text this is.

    Raises:
        SourceError: if the text has a heading and nothing below it, or no words at all.
    """
    found = parts(text, place=origin)
    return Document(
        id=doc_id, text=text, body=found.body, origin=origin, media_type=media_type,
        title=found.title, kicker=found.kicker, published=found.published, modified=found.modified,
    )  # fmt: skip


def parts(text: str, *, place: str) -> Parts:
    """Part a text; offsets are code points, end exclusive, without the blanks and signs around a part.

    Raises:
        SourceError: as `document` does; `place` names the article in it.
    """
    lines = _read_labels(text, _lines(text))
    heading, rest = _parted(text, lines)
    times = _times(lines)
    if not heading:
        heading, rest = _free_heading(text, rest)
    elif rest and any(fold(rest[0].of(text)) == fold(line.of(text)) for line in heading):
        heading, rest = _up_to_repeat(text, heading, rest[0]), rest[1:]
    if not rest:
        problem = "has a heading but no text below it" if heading else "holds no words"
        raise SourceError(place, problem, "give the whole article")
    kicker, title, lead = _named(text, heading)
    body = Span((lead or rest[0]).start, rest[-1].end)
    return Parts(body, title, kicker, times.get("published"), times.get("modified"))


def trimmed(text: str, span: Span) -> Span:
    """The span without blanks, emoji and list signs at its ends."""
    start, end = span.start, span.end
    while start < end and _decorates(text[start], opening=True):
        start += 1
    while end > start and _decorates(text[end - 1], opening=False):
        end -= 1
    return Span(start, end)


def _decorates(char: str, *, opening: bool) -> bool:
    signs = "\n\t\ufe0f*•▪-–—|" if opening else "\n\t\ufe0f*|"
    return char in signs or unicodedata.category(char) in _DECORATION


def _lines(text: str) -> list[Span]:
    """The lines of a text that have a letter or digit, without blanks and signs around them."""
    spans, start = [], 0
    for line in text.split("\n"):
        if any(map(str.isalnum, line)):
            spans.append(trimmed(text, Span(start, start + len(line))))
        start += len(line) + 1
    return spans


def _read_labels(text: str, spans: Sequence[Span]) -> list[_Line]:
    """The lines with what page data the first and last of them hold; a bare date counts at the top only."""
    lines = []
    pending: str | None = None
    for at, span in enumerate(spans):
        found = labels(text, span) if at < _TOP or at >= len(spans) - _BOTTOM else []
        time = bare_date(text, span) if not found and at < _TOP else None
        if time is not None and (pending or at <= _HEADING_LINES):
            found = [Label(pending or "published", time)]
        pending = (
            found[-1].kind
            if found and found[-1].time is None and found[-1].kind in ("published", "modified")
            else None
        )
        lines.append(_Line(span, tuple(found)))
    return lines


def _times(lines: Sequence[_Line]) -> dict[str, TimePoint]:
    """The dates that the lines of page data give, by kind; the first of a kind counts."""
    found = [label for line in lines for label in line.labels]
    return {label.kind: label.time for label in reversed(found) if label.time is not None}


def _parted(text: str, lines: Sequence[_Line]) -> tuple[list[Span], list[Span]]:
    """Heading and the rest, without page data; in the free layout the heading is empty."""
    first = next((at for at, line in enumerate(lines) if line.labels), None)
    if first is None:
        return [], [line.span for line in lines]
    end = len(lines)
    while end > first and lines[end - 1].labels:
        end -= 1
    after = first
    while after < end and lines[after].labels:
        after += 1
    heading, rest = [line.span for line in lines[:first]], [line.span for line in lines[after:end]]
    ends_article = not rest and (first > 2 or not all(_like_headline(text, line) for line in heading))
    if first > _HEADING_LINES or ends_article:
        return [], heading + [line.span for line in lines[first:end]]
    return heading, rest


def _free_heading(text: str, lines: list[Span]) -> tuple[list[Span], list[Span]]:
    """Kicker and title of a text without date lines between heading and body, and what follows them."""
    if len(lines) < 2:
        return [], lines
    if lines[0].of(text).endswith(":"):
        under = len(lines) > 2 and _like_headline(text, lines[0]) and _like_headline(text, lines[1])
        return (lines[:2], lines[2:]) if under else ([], lines)
    return (lines[:1], lines[1:]) if _like_headline(text, lines[0]) else ([], lines)


def _like_headline(text: str, line: Span) -> bool:
    written = line.of(text)
    ends_sentence = written.endswith((".", "؛", "،")) and not written.endswith("..")
    return len(written) <= HEADLINE and not ends_sentence


def _up_to_repeat(text: str, heading: list[Span], repeat: Span) -> list[Span]:
    """The heading with the line that the body repeats as its title, last."""
    at = next(i for i, line in enumerate(heading) if fold(line.of(text)) == fold(repeat.of(text)))
    return heading[max(0, at - 1) : at + 1]


def _named(text: str, heading: Sequence[Span]) -> tuple[Span | None, Span | None, Span | None]:
    """Kicker, title and lead of a heading of up to three lines.

    Of two lines the first is the kicker, unless the second is a whole sentence and so the lead.
    """
    if not heading:
        return None, None, None
    if len(heading) == 1:
        return None, heading[0], None
    first, second, *more = heading
    if first.of(text).endswith(":") or _like_headline(text, second):
        return first, second, more[0] if more else None
    return None, first, second


def with_source(
    doc: Document, *, published: TimePoint | None = None, modified: TimePoint | None = None
) -> Document:
    """The document with the times that its source's metadata gives, where its own lines print none."""
    return replace(doc, published=doc.published or published, modified=doc.modified or modified)
