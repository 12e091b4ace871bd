"""JSON Lines to documents: the shapes of news archives, and lines that can't be read."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Document
from loaders.sources import Source, locate, read, read_all
from loaders.sources.decode import ARTICLE_LIMIT

SHARED = Path(__file__).parents[1].parent / "shared"
TEXT = "گشایش کتابخانه نو\nرئیس کتابخانه گفت: می‌خواهیم کتاب‌های بیشتری بخریم.\nوی افزود: كار آغاز شده است."
TITLE, *BODY = TEXT.split("\n")


def read_lines(tmp_path: Path, *lines: object, name: str = "a.jsonl") -> list[Document | SourceError]:
    path = tmp_path / name
    written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    data = "\n".join(written).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return list(read(Source(path, "a")))


def one(tmp_path: Path, **row: object) -> Document:
    (doc,) = read_lines(tmp_path, {"id": "n1", **row})
    assert isinstance(doc, Document), doc
    return doc


SHAPES: list[dict[str, object]] = [
    {"text": TEXT},
    {"text": "\n".join(BODY), "title": TITLE},
    {"text": TEXT, "title": TITLE},
    {"title": TITLE, "abstract": BODY[0], "paragraphs": BODY[1:], "category": "x", "tags": []},
    {"title": TITLE, "abstract": None, "paragraphs": [*BODY, " ", ""]},
    {"title": TITLE, "paragraphs": "\n".join(BODY)},
]


@pytest.mark.parametrize("row", SHAPES)
def test_shapes_of_an_article(tmp_path: Path, row: dict[str, object]) -> None:
    doc = one(tmp_path, **row)
    assert doc.title is not None
    assert doc.quote(doc.title) == TITLE
    assert doc.quote(doc.body) == "\n".join(BODY)
    assert (doc.id, doc.kicker, doc.published, doc.media_type) == ("n1", None, None, "application/x-ndjson")
    assert doc.origin.endswith("a.jsonl:1")


def test_all_that_a_line_says_beside_the_text(tmp_path: Path) -> None:
    doc = one(
        tmp_path, title=TITLE, kicker="در نشستی:", paragraphs=BODY, published="۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", modified="2020-11-18T16:09:25+03:30",
        url="https://example.org/1", publisher="کتابخانه نو", tags=["کتاب", "کتاب", 3], keywords="کتاب، خوانش",
    )  # fmt: skip
    assert doc.text.startswith(f"در نشستی:\n{TITLE}\n\n{BODY[0]}")
    assert doc.kicker is not None
    assert doc.quote(doc.kicker) == "در نشستی:"
    assert doc.published is not None
    assert doc.published.at is not None
    assert doc.modified is not None
    assert doc.modified.at is not None
    assert (doc.published.written, doc.published.span, doc.published.at.isoformat()) == (
        "۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰",
        None,
        "2020-11-18T15:57:00+03:30",
    )
    assert doc.modified.at.isoformat() == "2020-11-18T16:09:25+03:30"
    assert (doc.url, doc.publisher, doc.keywords) == (
        "https://example.org/1",
        "کتابخانه نو",
        ("کتاب", "خوانش"),
    )


def test_post_of_a_channel(tmp_path: Path) -> None:
    text = f"♦️ {TITLE}\n🔹\n{BODY[0]}\n@channel"
    (doc,) = read_lines(
        tmp_path,
        {
            "channel": "channel",
            "id": 7,
            "url": "https://t.me/channel/7",
            "date": "13:06 · 24 Ordibehesht 1405",
            "text": text,
        },
    )
    assert isinstance(doc, Document)
    assert (doc.id, doc.text, doc.publisher) == ("7", text, "channel")
    assert doc.published is not None
    assert doc.published.at is not None
    assert doc.published.at.isoformat() == "2026-05-14T13:06:00+03:30"
    assert doc.title is not None
    assert doc.quote(doc.title) == TITLE


def test_date_that_the_text_prints_outranks_the_line_that_holds_it(tmp_path: Path) -> None:
    doc = one(tmp_path, text=f"{TITLE}\nتاریخ انتشار: ۱۳۹۹/۸/۲۸\n{BODY[0]}", date="2024-01-01")
    assert doc.published is not None
    assert doc.published.written == "۱۳۹۹/۸/۲۸"


@pytest.mark.parametrize("date", [None, "", "soon", "2020-13-45"])
def test_article_without_a_readable_date_is_read_without_one(tmp_path: Path, date: str | None) -> None:
    assert one(tmp_path, text=TEXT, date=date).published is None


BAD: list[tuple[object, str]] = [
    ('{"id": "x", "text": ', r"is not JSON \(.*character"),
    ("[1, 2]", "is not a JSON object"),
    ('"text"', "is not a JSON object"),
    ({"text": TEXT}, 'has no "id"'),
    ({"id": None, "text": TEXT}, 'has no "id"'),
    ({"id": "", "text": TEXT}, 'has no "id"'),
    ({"id": True, "text": TEXT}, "neither a string nor an integer"),
    ({"id": 1.5, "text": TEXT}, "neither a string nor an integer"),
    ({"id": "x"}, 'neither "text" nor "paragraphs"'),
    ({"id": "x", "title": TITLE, "paragraphs": []}, 'neither "text" nor "paragraphs"'),
    ({"id": "x", "text": "  \n "}, 'neither "text" nor'),
    ({"id": "x", "text": ["a"]}, '"text" is not a string'),
    ({"id": "x", "paragraphs": {"a": 1}}, '"paragraphs" are not a list'),
    ({"id": "x", "paragraphs": [1]}, '"paragraphs" is not a string'),
    ({"id": "x", "text": TEXT, "published": 1605702420}, '"published" is not a string'),
    ('{"id": "x", "text": "\\ud800 متن"}', "lone surrogate"),
    ('{"id": "x", "text": "a\\u0000b"}', "control characters"),
    ('{"id": %s, "text": "متن"}' % ("9" * 6000), "too many digits"),
    ("[" * 100_000, "nested too deeply|is not JSON"),
]


@pytest.mark.parametrize(("line", "problem"), BAD)
def test_bad_line_is_an_error_with_its_number_and_the_next_line_goes_on(
    tmp_path: Path, line: object, problem: str
) -> None:
    first, error, last = read_lines(tmp_path, {"id": 1, "text": TEXT}, line, "", {"id": 2, "text": TEXT})
    assert isinstance(error, SourceError)
    assert str(error).startswith(f"{tmp_path / 'a.jsonl'}:2: ")
    assert re.search(problem, str(error)), str(error)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert (first.id, last.id, last.origin) == ("1", "2", f"{tmp_path / 'a.jsonl'}:4")


def test_line_that_is_too_long_is_skipped_whole(tmp_path: Path) -> None:
    long = '{"id": 1, "text": "' + "ا" * ARTICLE_LIMIT + '"}'
    error, doc = read_lines(tmp_path, long, {"id": 2, "text": TEXT})
    assert "line is longer than 5 MB" in str(error)
    assert isinstance(doc, Document)
    assert doc.id == "2"


def test_second_line_with_an_id_is_an_error(tmp_path: Path) -> None:
    first, second = read_lines(tmp_path, {"id": 5, "text": TEXT}, {"id": "5", "text": TEXT})
    assert isinstance(first, Document)
    assert str(second).endswith(
        'a.jsonl:2: its id "5" was already used in line 1; give each article its own id'
    )


def test_ids_are_told_apart_over_files(tmp_path: Path) -> None:
    read_lines(tmp_path, {"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}, name="x.jsonl")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    results = list(read_all(locate([tmp_path])))
    assert [isinstance(result, Document) for result in results] == [True, False, True]


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "A.NDJSON.GZ"])
def test_endings(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    line = json.dumps({"id": "n", "text": TEXT}).encode() + b"\r\n"
    path.write_bytes(gzip.compress(line) if name.lower().endswith("gz") else b"\xef\xbb\xbf" + line)
    (doc,) = read_all(locate([path]))
    assert isinstance(doc, Document)
    assert doc.text == TEXT


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe{\0}\0", "is UTF-16, but JSON Lines are UTF-8"),
        (
            ('{"id": 1, "text": "' + TEXT.replace("ی", "ي").replace("\u200c", " ") + '"}\n')
            .replace("\u06a9", "ك")
            .encode("cp1256")
            * 3,
            "probably Windows-1256",
        ),
        (gzip.compress(b'{"id": 1, "text": "x"}\n' * 9000)[:-30], "damaged"),
    ],
)
def test_file_that_can_not_be_read_is_one_error(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(data)
    results = list(read(Source(tmp_path / "a.jsonl", "a")))
    assert isinstance(results[-1], SourceError)
    assert problem in str(results[-1])
    assert len(results) == 1 or problem == "damaged"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "dated"), [("isna", False), ("hamshahri", False), ("farsnews", False), ("telegram", True)]
)
def test_real_archives_are_read(name: str, dated: bool) -> None:
    path = SHARED / "corpora" / f"{name}.jsonl.gz"
    if not path.is_file():
        pytest.skip("the archives are not beside the checkout")
    results = [result for result, _ in zip(read(Source(path, name)), range(300), strict=False)]
    docs = [result for result in results if isinstance(result, Document)]
    assert len(docs) == len(results) == 300
    assert all(doc.quote(doc.body).strip() for doc in docs)
    assert sum(doc.title is not None for doc in docs) > 290
    assert [doc.published is not None for doc in docs] == [dated] * 300
