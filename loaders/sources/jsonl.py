"""Articles as JSON Lines (https://jsonlines.org): one object a line, UTF-8, plain or compressed with gzip.

Keys: `id` (needed: a string or an integer); `text`, or `title`, `abstract` and `paragraphs` (a list or one string), as news
archives have them; and where there are any `kicker`, `published` or `date`, `modified`, `url`, `publisher` or `channel`, `tags` or
`keywords`. Other keys are not read. A date is ISO 8601, an RFC 2822 date or one that Persian news prints; one that can't be read
leaves the article without a date. The file is read line by line.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from kg.errors import SourceError
from kg.model import Document, TimePoint
from kg.names import fold
from loaders.sources.compose import Pieces, composed
from loaders.sources.decode import ARTICLE_LIMIT, checked, shown, wrong_encoding
from loaders.sources.moments import stamped
from loaders.sources.parts import document, with_source

_MEDIA_TYPE = "application/x-ndjson"
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_jsonl(path: Path, doc_id: str) -> Iterator[Document | SourceError]:
    """The articles of a JSON Lines file in order, and an error for each line that can't be read.

    Raises:
        SourceError: if the file itself can't be read.
    """
    place = shown(path)
    seen: dict[str, int] = {}
    for number, line in _numbered(path, place):
        origin = f"{place}:{number}"
        try:
            doc = _article(line, origin)
        except SourceError as error:
            yield error
            continue
        if doc.id in seen:
            yield SourceError(
                origin,
                f'its id "{doc.id}" was already used in line {seen[doc.id]}',
                "give each article its own id",
            )
            continue
        seen[doc.id] = number
        yield doc


def _numbered(path: Path, place: str) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank with their numbers; of one that is too long the first bytes, over the limit."""
    number = 0
    try:
        with _regular(path).open("rb") as packed:
            file = _unpacked(packed)
            while line := file.readline(ARTICLE_LIMIT + 1):
                number += 1
                if number == 1:
                    _refuse_other_encoding(line, place)
                rest = line
                while len(rest) > ARTICLE_LIMIT and not rest.endswith(b"\n"):
                    rest = file.readline(ARTICLE_LIMIT + 1)
                if line.strip():
                    yield number, line
    except (gzip.BadGzipFile, EOFError, zlib.error):
        problem = f"the gzip archive is damaged after line {number}"
        raise SourceError(place, problem, "make it again; the lines before that were read") from None
    except OSError as error:
        raise SourceError(
            place, f"can't be read ({error.strerror or error})", "check the name and its permissions"
        ) from None
    if number == 0:
        raise SourceError(place, "the file is empty", "")


def _refuse_other_encoding(line: bytes, place: str) -> None:
    """Raise one SourceError for a file whose first line is not UTF-8, rather than one for each of its lines."""
    if line.startswith(_UTF16):
        raise SourceError(place, "is UTF-16, but JSON Lines are UTF-8", "save it as UTF-8")
    try:
        line[:ARTICLE_LIMIT].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            raise wrong_encoding(line, place=place, at=error.start) from None


def _regular(path: Path) -> Path:
    if path.is_file():
        return path
    raise SourceError(shown(path), "is not a regular file" if path.exists() else "no such file", "")


def _unpacked(file: BufferedReader) -> IO[bytes]:
    """The contents of a file, unpacked if its first bytes are gzip's, whatever its name says."""
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if file.peek(2).startswith(_GZIP) else file


def _article(line: bytes, origin: str) -> Document:
    """The article of one line.

    Raises:
        SourceError: if the line is no JSON object, has no id or no text, or a value of the wrong type.
    """
    if len(line) > ARTICLE_LIMIT:
        raise SourceError(
            origin, f"the line is longer than {ARTICLE_LIMIT / 1e6:g} MB", "one line holds one article"
        )
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise wrong_encoding(line, place=origin, at=error.start) from None
    except json.JSONDecodeError as error:
        raise SourceError(
            origin, f"is not JSON ({error.msg}, character {error.colno})", "one line holds one object"
        ) from None
    except RecursionError:
        raise SourceError(origin, "is nested too deeply", "one line holds one article") from None
    except ValueError:  # the interpreter turns no integer of thousands of digits into a number
        raise SourceError(
            origin, "holds a number of too many digits", "write a number so long as a string"
        ) from None
    if not isinstance(row, dict):
        raise SourceError(origin, "is not a JSON object", 'write {"id": …, "text": …}')
    return _of_row(row, origin)


def _of_row(row: dict[str, object], origin: str) -> Document:
    doc_id = _identifier(row, origin)
    title, kicker, text = (_string(row, key, origin) for key in ("title", "kicker", "text"))
    published = _time(row, ("published", "date"), origin)
    modified = _time(row, ("modified",), origin)
    if text is not None and (title is None or fold(title) in fold(text[: 3 * len(title) + 200])):
        doc = document(checked(text, place=origin), doc_id=doc_id, origin=origin, media_type=_MEDIA_TYPE)
        doc = with_source(doc, published=published, modified=modified)
    else:
        paragraphs = [text] if text is not None else _paragraphs(row, origin)
        pieces = Pieces(paragraphs, title=title, kicker=kicker, published=published, modified=modified)
        doc = composed(pieces, doc_id=doc_id, origin=origin, media_type=_MEDIA_TYPE)
        checked(doc.text, place=origin)
    url, publisher = (
        _string(row, "url", origin),
        _string(row, "publisher", origin) or _string(row, "channel", origin),
    )
    return replace(doc, url=url, publisher=publisher, keywords=_keywords(row, origin))


def _identifier(row: dict[str, object], origin: str) -> str:
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        problem = (
            'has no "id"' if value is None or value == "" else 'its "id" is neither a string nor an integer'
        )
        raise SourceError(origin, problem, "give each article an id of its own")
    return _well_formed(str(value).strip(), "id", origin)


def _string(row: dict[str, object], key: str, origin: str) -> str | None:
    """The string under a key with line feeds for newlines; None where it is missing, null or blank."""
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise SourceError(origin, f'its "{key}" is not a string', "")
    value = _well_formed(value.replace("\r\n", "\n").replace("\r", "\n"), key, origin)
    return value if key == "text" and value.strip() else value.strip() or None


def _well_formed(value: str, key: str, origin: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise SourceError(
            origin, f'its "{key}" holds half of a character (a lone surrogate)', "export it again"
        ) from None
    return value


def _paragraphs(row: dict[str, object], origin: str) -> list[str]:
    """Abstract and paragraphs, blank ones left out.

    Raises:
        SourceError: if there are none.
    """
    value = row.get("paragraphs")
    items = [value] if isinstance(value, str) else value if value is not None else []
    if not isinstance(items, list):
        raise SourceError(origin, 'its "paragraphs" are not a list of strings', "")
    found = [
        _string(row, "abstract", origin),
        *(_string({"paragraphs": item}, "paragraphs", origin) for item in items),
    ]
    kept = [paragraph for paragraph in found if paragraph is not None]
    if not kept:
        raise SourceError(
            origin, 'has neither "text" nor "paragraphs"', "give the article's text in one of them"
        )
    return kept


def _time(row: dict[str, object], keys: tuple[str, ...], origin: str) -> TimePoint | None:
    written = next(filter(None, (_string(row, key, origin) for key in keys)), None)
    return stamped(written) if written is not None else None


def _keywords(row: dict[str, object], origin: str) -> tuple[str, ...]:
    """The strings of `tags` and `keywords`, each once; one string is parted at its commas."""
    words: list[object] = []
    for key in ("tags", "keywords"):
        value = row.get(key)
        words += value if isinstance(value, list) else str(value or "").replace("،", ",").split(",")
    named = (_well_formed(word.strip(), "tags", origin) for word in words if isinstance(word, str))
    return tuple(dict.fromkeys(word for word in named if word))
