"""From the bytes of a file to the text that is stored: UTF-8 or UTF-16, line feeds for newlines, nothing else changed.

Letters, half-spaces and digits stay as they were printed; `loaders.persian` reads them in all their forms. What can't be
read is told in one line with the encoding that it probably has (charset-normalizer's only door).
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kg.errors import SourceError

ARTICLE_LIMIT = 5_000_000
"""The most bytes that one article may have."""

_KINDS = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_NEWLINES = re.compile(r"\r\n?")
_NAMES = {
    "cp1256": "Windows-1256",
    "iso8859_6": "ISO-8859-6",
    "mac_farsi": "Mac Farsi",
    "utf_16_le": "UTF-16",
    "utf_16_be": "UTF-16",
}
_ARABIC = re.compile(r"[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]")


def contents(path: Path, *, limit: int = ARTICLE_LIMIT) -> bytes:
    """The bytes of a file.

    Raises:
        SourceError: if it can't be opened, is no regular file, or has more than `limit` bytes.
    """
    place = shown(path)
    try:
        if not path.is_file():
            raise SourceError(place, "is not a regular file" if path.exists() else "no such file", "")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise SourceError(
            place, f"can't be read ({error.strerror or error})", "check the name and its permissions"
        ) from None
    if len(data) > limit:
        remedy = "an article has at most that; give archives as JSON Lines"
        raise SourceError(place, f"larger than {limit / 1e6:g} MB", remedy)
    return data


def decode(data: bytes, *, place: str) -> str:
    """The stored text of a plain-text article's bytes.

    Raises:
        SourceError: if they are empty, binary or in another encoding than UTF-8, or UTF-16 with a byte-order mark.
    """
    refuse_binary(data, place=place)
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        return checked(data.decode(encoding), place=place)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise SourceError(place, "damaged UTF-16 text", "save the article again as UTF-8") from None
        raise wrong_encoding(data, place=place, at=error.start) from None


def refuse_binary(data: bytes, *, place: str) -> None:
    """Raise a SourceError for bytes that are no text in any encoding, or none at all."""
    if not data.strip():
        raise SourceError(place, "the file is empty", "")
    kind = next((name for magic, name in _KINDS.items() if data.startswith(magic)), None)
    if kind is not None:
        raise SourceError(place, f"is {kind}, not text", "save the article itself as UTF-8 text or HTML")
    if b"\0" in data and not data.startswith(_UTF16):
        even, odd = data[::2].count(0), data[1::2].count(0)
        if max(even, odd) > len(data) / 20 and min(even, odd) < max(even, odd) / 10:
            raise SourceError(place, "looks like UTF-16 without a byte-order mark", "save it as UTF-8")
        raise SourceError(
            place, "is binary (it holds NUL bytes), not text", "give the article as UTF-8 text or HTML"
        )


def checked(text: str, *, place: str) -> str:
    """The text with line feeds for newlines and without byte-order mark.

    Raises:
        SourceError: if it has no letter, or holds so many control characters that it can't be an article.
    """
    text = _NEWLINES.sub("\n", text).removeprefix("\ufeff")
    if not text.strip():
        raise SourceError(place, "holds only blank space", "")
    if len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text) or "\0" in text:
        raise SourceError(
            place,
            "is binary (it holds control characters), not text",
            "give the article as UTF-8 text or HTML",
        )
    if not any(char.isalpha() for char in text):
        raise SourceError(place, "holds no words", "")
    return text


def wrong_encoding(data: bytes, *, place: str, at: int = 0) -> SourceError:
    """The error for bytes that are not UTF-8, with the likely encoding and the way out of it."""
    name = likely_encoding(data)
    if name is None:
        return SourceError(place, f"is not UTF-8 (byte {at}), and no other encoding fits", "save it as UTF-8")
    shown_name = _NAMES.get(name, name)
    remedy = f"save it as UTF-8, or run: iconv -f {shown_name.upper().replace(' ', '-')} -t UTF-8"
    return SourceError(place, f"is not UTF-8 but probably {shown_name}", remedy)


def likely_encoding(data: bytes) -> str | None:
    """The encoding that the bytes are probably in, by Python's name; None where none fits.

    Persian in a one-byte encoding is nearly always Windows-1256. Statistics confuse it with other pages of the same
    shape, so it is tried first and taken where most of the text becomes Persian or Arabic letters.
    """
    sample = data[:100_000]
    if _mostly_arabic(sample.decode("cp1256", "replace")):
        return "cp1256"
    # Imported here: its tables cost time that a well-encoded article need not pay.
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return None if best is None else best.encoding


def _mostly_arabic(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return letters > 0 and len(_ARABIC.findall(text)) > 0.6 * letters


def shown(path: Path) -> str:
    """A path for messages, with bytes that are no UTF-8 replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
