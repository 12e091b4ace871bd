"""Articles as HTML pages: the body by trafilatura (this is its only door), the rest by `page` and `page_dates`.

trafilatura's `extract()` deletes half-spaces; its body tree keeps them, so the paragraphs are read from that.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.errors import SourceError
from kg.model import Document, Span
from kg.names import fold
from loaders.sources.compose import Pieces, composed
from loaders.sources.decode import checked, contents, refuse_binary, shown, wrong_encoding
from loaders.sources.labels import bare_date, labels
from loaders.sources.page import (
    Line,
    Metadata,
    Node,
    address,
    keywords,
    kicker_line,
    lead_text,
    lines,
    metadata,
    outlet,
    title_line,
    title_text,
    unframe,
)  # fmt: skip
from loaders.sources.page_dates import page_date

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.:-]+)""",
    re.IGNORECASE,
)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_BREAK = "\v"
_PARTED = frozenset(("p", "head", "quote", "item", "list", "table", "lb", "code", "ab", "div"))
_TOP = 6
_SENTENCE = 60


def read_html(path: Path, doc_id: str) -> Iterator[Document]:
    """The one article of an HTML file.

    Raises:
        SourceError: if the file can't be read, or no article text is found in it.
    """
    place = shown(path)
    yield page_document(decode_html(contents(path), place=place), doc_id=doc_id, origin=place)


def decode_html(data: bytes, *, place: str) -> str:
    """The text of a page: UTF-8 or UTF-16, else the encoding that the page declares.

    Bytes that are valid UTF-8 are UTF-8 whatever the page declares, for no other encoding of Persian looks like it by chance.

    Raises:
        SourceError: if the bytes are binary, or do not fit what the page declares.
    """
    refuse_binary(data, place=place)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return checked(data.decode("utf-16", "replace"), place=place)
    try:
        return checked(data.decode("utf-8-sig"), place=place)
    except UnicodeDecodeError as error:
        declared = _DECLARED.search(data[:4096])
        name = (declared[1] or declared[2]).decode("ascii") if declared else ""
        try:
            text = data.decode(name)
        except (LookupError, UnicodeDecodeError):
            raise wrong_encoding(data, place=place, at=error.start) from None
    return checked(text, place=place)


def page_document(html: str, *, doc_id: str, origin: str) -> Document:
    """The article of a page given as text.

    Raises:
        SourceError: if no article text is found.
    """
    # Imported here: they cost more than a run over text files needs.
    from trafilatura import bare_extraction, load_html

    tree = load_html(_XML.sub("", html))
    if tree is None:
        raise _bodiless(origin)
    unframe(tree)
    seen, data = lines(tree), metadata(tree)
    found = bare_extraction(tree, include_comments=False)
    if found is None or isinstance(found, dict) or found.body is None:
        raise _bodiless(origin)
    return _assembled(seen, data, _paragraphs(found.body), doc_id=doc_id, origin=origin)


def _bodiless(origin: str) -> SourceError:
    remedy = "save the article's own page, or its text as .txt"
    return SourceError(origin, "no article text was found in the page", remedy)


def _assembled(
    seen: list[Line], data: Metadata, paragraphs: list[str], *, doc_id: str, origin: str
) -> Document:
    at = title_line(seen, data)
    title = seen[at].text if at is not None else title_text(data)
    above = kicker_line(seen, at) if at is not None else None
    kicker = seen[above].text if above is not None else None
    published, modified = (page_date(kind, seen, at or 0, data) for kind in ("published", "modified"))
    stamps = [date.line for date in (published, modified) if date is not None and date.line]
    body = _article_only(paragraphs, heading=[part for part in (kicker, title) if part], stamps=stamps)
    lead = lead_text(seen, at) if at is not None else None
    if lead is not None and fold(lead) not in fold(" ".join(body)) and not _is_page_data(lead):
        body.insert(0, lead)
    if not body:
        raise _bodiless(origin)
    pieces = Pieces(
        body, title=title, kicker=kicker, stamps=list(dict.fromkeys(stamps)),
        published=published.time if published else None, modified=modified.time if modified else None,
    )  # fmt: skip
    doc = composed(pieces, doc_id=doc_id, origin=origin, media_type="text/html")
    return replace(doc, url=address(data), publisher=outlet(data), keywords=keywords(data))


def _paragraphs(body: Node) -> list[str]:
    """The paragraphs of trafilatura's body tree, one line each; a table's row is one line."""
    found = (_WHITE.sub(" ", line).strip() for line in _parted_text(body).split(_BREAK))
    return [line for line in found if any(map(str.isalnum, line))]


def _parted_text(node: Node) -> str:
    """The text of an element with a break around each block and at each line break."""
    if node.tag == "row":
        cells = ("".join(cell.itertext()).strip() for cell in node.iter("cell"))
        return f"{_BREAK}{' | '.join(filter(None, cells))}{_BREAK}"
    inner = (node.text or "") + "".join(_parted_text(child) + (child.tail or "") for child in node)
    return f"{_BREAK}{inner}{_BREAK}" if node.tag in _PARTED else inner


def _article_only(paragraphs: list[str], *, heading: list[str], stamps: list[str]) -> list[str]:
    """The paragraphs without the heading, date lines and codes that the extractor took along."""
    folded = {fold(part) for part in (*heading, *stamps)}
    last = max((at for at, line in enumerate(paragraphs[:_TOP]) if fold(line) in folded), default=-1)
    above, below = paragraphs[: last + 1], paragraphs[last + 1 :]
    # Above the heading's last line only short pieces (a breadcrumb, a rubric) are the page's and not the article's.
    kept = [line for line in above if len(line) > _SENTENCE and fold(line) not in folded] + below
    edges = set(range(_TOP)) | set(range(len(kept) - _TOP, len(kept)))
    return [p for at, p in enumerate(kept) if at not in edges or not _is_page_data(p)]


def _is_page_data(line: str) -> bool:
    span = Span(0, len(line))
    return bool(labels(line, span)) or bare_date(line, span) is not None
