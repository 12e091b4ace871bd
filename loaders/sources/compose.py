"""The stored text of an article whose parts come apart, from a page or a JSON object.

Kicker, title and date lines stand above the body as a page prints them, so that every part has its place in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import Document, Span, TimePoint


@dataclass(frozen=True, slots=True)
class Pieces:
    """The parts of an article; `stamps` are the lines that print its dates.

    A time in `published` or `modified` whose written form stands in one of the stamps gets its place there.
    """

    paragraphs: Sequence[str]
    title: str | None = None
    kicker: str | None = None
    stamps: Sequence[str] = ()
    published: TimePoint | None = None
    modified: TimePoint | None = None


def composed(pieces: Pieces, *, doc_id: str, origin: str, media_type: str) -> Document:
    """The document of these pieces, with the spans of its kicker, title, dates and body."""
    text = ""
    spans: dict[str, Span] = {}
    for name, piece in (
        ("kicker", pieces.kicker),
        ("title", pieces.title),
        ("stamps", "\n".join(pieces.stamps)),
    ):
        if piece:
            spans[name] = Span(len(text), len(text) + len(piece))
            text += piece + "\n"
    text += "\n" if text else ""
    body = "\n".join(pieces.paragraphs)
    stamps = spans.get("stamps", Span(0, 0))
    return Document(
        id=doc_id, text=text + body, body=Span(len(text), len(text) + len(body)), origin=origin, media_type=media_type,
        title=spans.get("title"), kicker=spans.get("kicker"),
        published=_placed(pieces.published, text, stamps), modified=_placed(pieces.modified, text, stamps),
    )  # fmt: skip


def _placed(time: TimePoint | None, text: str, stamps: Span) -> TimePoint | None:
    """The time with the place where the date lines print it; without one if they do not."""
    if time is None:
        return None
    start = text.find(time.written, stamps.start, stamps.end) if time.written else -1
    return replace(time, span=Span(start, start + len(time.written)) if start >= 0 else None)
