"""Files to documents: decoding, the parts of a text, paths and ids."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Document, Span
from loaders.sources import READERS, Source, locate, read, read_all
from loaders.sources.decode import ARTICLE_LIMIT, decode
from loaders.sources.labels import labels
from loaders.sources.moments import stamped
from loaders.sources.parts import document

SHARED = Path(__file__).parents[1].parent / "shared"
SENTENCE = "رئیس کتابخانه گفت: می‌خواهیم کتاب‌های بیشتری بخریم."
PAGE = f"در نشستی:\n\nگشایش کتابخانه نو\n\n\nتاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰\nآخرین تاریخ بروزرسانی: ۱۳۹۹/۸/۲۸ - ۱۶:۹:۲۵\n{SENTENCE}\n{SENTENCE}\n"


def doc_of(text: str) -> Document:
    return document(text, doc_id="x", origin="x.txt")


def quoted(doc: Document, span: Span | None) -> str | None:
    return doc.quote(span) if span is not None else None


def parts_of(text: str) -> tuple[str | None, str | None, str]:
    doc = doc_of(text)
    return quoted(doc, doc.kicker), quoted(doc, doc.title), doc.quote(doc.body)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SENTENCE.encode(), SENTENCE),
        (SENTENCE.encode("utf-8-sig"), SENTENCE),
        (SENTENCE.encode("utf-16"), SENTENCE),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), SENTENCE),
        ("یک\r\nدو\rسه\n".encode(), "یک\nدو\nسه\n"),
        ("كتاب‌هاي ۱٢3\xa0\x07".encode() + b" " * 200, "كتاب‌هاي ۱٢3\xa0\x07" + " " * 200),
    ],
)
def test_decoding_changes_only_newlines(data: bytes, text: str) -> None:
    assert decode(data, place="x.txt") == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\ufeff \u200c \n".encode(), "blank space|no words"),
        ("۱۳۹۹ 🔹 !!".encode(), "no words"),
        (b"abc\0def" * 10, "NUL"),
        (b"\x01\x02\x03\x04abc", "control characters"),
        (SENTENCE.replace("ی", "ي").encode("cp1256", "replace") * 3, "probably Windows-1256.*iconv"),
        (SENTENCE.encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        (SENTENCE.encode("utf-16") + b"\0", "damaged UTF-16"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "a zip archive or an Office document"),
        ("Le thé est prêt à être servi, déjà. ".encode("latin-1") * 9, "is not UTF-8"),
    ],
)
def test_bytes_that_are_no_article_are_refused_in_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as raised:
        decode(data, place="a.txt")
    assert str(raised.value).startswith("a.txt: ")
    assert "\n" not in str(raised.value)


LONG = "این جمله بلند است و " * 12 + "پایان می‌یابد."
PARTS = [
    (PAGE, "در نشستی:", "گشایش کتابخانه نو", f"{SENTENCE}\n{SENTENCE}"),
    (
        PAGE.replace(f"۲۵\n{SENTENCE}", f"۲۵\nگشایش كتابخانه نو\n{SENTENCE}"),
        "در نشستی:",
        "گشایش کتابخانه نو",
        f"{SENTENCE}\n{SENTENCE}",
    ),
    (f"گشایش کتابخانه\nتاریخ انتشار: ۱۳۹۹/۸/۲۸\n{SENTENCE}", None, "گشایش کتابخانه", SENTENCE),
    (
        f"گشایش کتابخانه\n{LONG}\nتاریخ انتشار: ۱۳۹۹/۸/۲۸\n{SENTENCE}",
        None,
        "گشایش کتابخانه",
        f"{LONG}\nتاریخ انتشار: ۱۳۹۹/۸/۲۸\n{SENTENCE}",
    ),
    (f"کد خبر: ۱۲۳۴ | تاریخ انتشار: ۱۳۹۹/۸/۲۸\nگشایش کتابخانه\n{SENTENCE}", None, "گشایش کتابخانه", SENTENCE),
    (f"گشایش کتابخانه\n{SENTENCE}\n{SENTENCE}", None, "گشایش کتابخانه", f"{SENTENCE}\n{SENTENCE}"),
    (f"گشایش کتابخانه\n{SENTENCE}\nتاریخ انتشار: ۱۳۹۹/۸/۲۸\n", None, "گشایش کتابخانه", SENTENCE),
    (f"وزیر علوم:\nدانشگاه‌ها باز می‌شوند\n{SENTENCE}", "وزیر علوم:", "دانشگاه‌ها باز می‌شوند", SENTENCE),
    (f"وزیر علوم:\n{LONG}\n{SENTENCE}", None, None, f"وزیر علوم:\n{LONG}\n{SENTENCE}"),
    (
        f"♦️\nگشایش کتابخانه ✅\n🔹\n{SENTENCE}\n🔹\n{SENTENCE}",
        None,
        "گشایش کتابخانه",
        f"{SENTENCE}\n🔹\n{SENTENCE}",
    ),
    (f"{SENTENCE}\n{SENTENCE}", None, None, f"{SENTENCE}\n{SENTENCE}"),
    (SENTENCE, None, None, SENTENCE),
    ("گشایش کتابخانه", None, None, "گشایش کتابخانه"),
    (f"\n\n  گشایش کتابخانه  \n\n\n{SENTENCE}  \n\n", None, "گشایش کتابخانه", SENTENCE),
    # A sentence about a date of publication is no date line.
    (
        f"کتاب تازه\nتاریخ انتشار این کتاب ۱۳۹۹/۸/۲۸ بود.\n{SENTENCE}",
        None,
        "کتاب تازه",
        f"تاریخ انتشار این کتاب ۱۳۹۹/۸/۲۸ بود.\n{SENTENCE}",
    ),
    (f"خبر\nبازدید وزیر از ۳ کارخانه\n{SENTENCE}", None, "خبر", f"بازدید وزیر از ۳ کارخانه\n{SENTENCE}"),
]


@pytest.mark.parametrize(("text", "kicker", "title", "body"), PARTS)
def test_parts_of_a_text(text: str, kicker: str | None, title: str | None, body: str) -> None:
    assert parts_of(text) == (kicker, title, body)


def test_heading_without_text_is_refused() -> None:
    with pytest.raises(SourceError, match=r"x\.txt: has a heading but no text below it"):
        doc_of(PAGE.split(SENTENCE, maxsplit=1)[0])


PUBLISHED = [
    ("تاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", "۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", "2020-11-18T15:57:00+03:30"),
    ("تاريخ انتشار ۱۳۹۹/۸/۲۸ ساعت: ۱۵:۵۷", "۱۳۹۹/۸/۲۸ ساعت: ۱۵:۵۷", "2020-11-18T15:57:00+03:30"),
    ("زمان‌انتشار: چهارشنبه ۲۸ آبان ۱۳۹۹ - ۱۵:۵۷", "چهارشنبه ۲۸ آبان ۱۳۹۹ - ۱۵:۵۷", "2020-11-18T15:57:00+03:30"),
    ("تاریخ خبر : 1399/08/28", "1399/08/28", "2020-11-18"),
    ("کد خبر: ۸۴۵۱۲ ۲۸ آبان ۱۳۹۹", "۲۸ آبان ۱۳۹۹", "2020-11-18"),
    ("تاریخ انتشار:\n۱۵:۵۷ - ۱۳۹۹/۸/۲۸", "۱۵:۵۷ - ۱۳۹۹/۸/۲۸", "2020-11-18T15:57:00+03:30"),
    ("چهارشنبه ۲۸ آبان ۱۳۹۹", "چهارشنبه ۲۸ آبان ۱۳۹۹", "2020-11-18"),
    ("کد خبر: ۸۴۵۱۲", None, None),
    ("شماره: HAM2-820325", None, None),
    ("تاریخ انتشار: ۱۳۹۹/۱۳/۴۰", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "written", "moment"), PUBLISHED)
def test_date_of_publication_is_read_where_one_is_printed(
    line: str, written: str | None, moment: str | None
) -> None:
    doc = doc_of(f"گشایش کتابخانه\n{line}\n{SENTENCE}\n{SENTENCE}")
    stamp = doc.published
    assert (stamp and stamp.written) == written
    if stamp is None:
        return
    assert stamp.span is not None
    assert doc.quote(stamp.span) == written
    assert (stamp.at or stamp.earliest).isoformat() == moment


@pytest.mark.parametrize(
    "label",
    [
        "آخرین تاریخ بروزرسانی",
        "آخرین به‌روزرسانی",
        "آخرین به روز رسانی",
        "آخرين بروز رساني",
        "تاریخ ویرایش",
        "بروزرسانی",
    ],
)
@pytest.mark.parametrize("colon", [":", " :", ""])
def test_date_of_change_is_read_under_its_many_labels(label: str, colon: str) -> None:
    doc = doc_of(
        f"گشایش کتابخانه\nتاریخ انتشار: ۱۳۹۹/۸/۲۸ | {label}{colon} ۱۳۹۹/۸/۲۹\n{SENTENCE}\n{SENTENCE}"
    )
    assert doc.published is not None
    assert doc.modified is not None
    assert (doc.published.written, doc.modified.written) == ("۱۳۹۹/۸/۲۸", "۱۳۹۹/۸/۲۹")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020-11-18T15:57:00+03:30", "2020-11-18T15:57:00+03:30"),
        ("2020-11-18T12:27:00Z", "2020-11-18T15:57:00+03:30"),
        ("2020-11-18T15:57", "2020-11-18T15:57:00+03:30"),
        ("1399-08-28T15:57:00+03:30", "2020-11-18T15:57:00+03:30"),
        ("Wed, 18 Nov 2020 12:27:00 GMT", "2020-11-18T15:57:00+03:30"),
        ("13:06 · 24 Ordibehesht 1405", "2026-05-14T13:06:00+03:30"),
        ("2020-11-18", "2020-11-18"),
        ("۲۸ آبان ۱۳۹۹", "2020-11-18"),
        ("0001-01-01T00:00:00", None),
        ("2020-13-45", None),
        ("soon", None),
    ],
)
def test_date_of_metadata(written: str, moment: str | None) -> None:
    stamp = stamped(written)
    assert (stamp and (stamp.at or stamp.earliest).isoformat()) == moment
    assert stamp is None or (stamp.written, stamp.span) == (written, None)


@given(st.text(alphabet="اب ی\u200c\n\r:۱۳۹/۸-.🔹تاریخ انتشار", max_size=120))
def test_every_part_of_any_text_stands_where_it_says(text: str) -> None:
    try:
        doc = doc_of(decode(text.encode(), place="x"))
    except SourceError:
        return
    spans = [span for span in (doc.kicker, doc.title, doc.body) if span is not None]
    for span in spans:
        assert 0 <= span.start < span.end <= len(doc.text)
        assert doc.quote(span).strip() == doc.quote(span)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    for stamp in (doc.published, doc.modified):
        assert stamp is None or (stamp.span is not None and doc.quote(stamp.span) == stamp.written)


def test_no_sentence_of_its_own_length_is_taken_for_page_data() -> None:
    assert labels(LONG, Span(0, len(LONG))) == []


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"گشایش کتابخانه\n{SENTENCE}", encoding="utf-8")


def test_ids_are_stems_below_the_named_folder(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "2020/a.txt", "2020/08/c.d.TXT", ".hidden.txt", ".git/x.txt")
    assert [source.id for source in locate([tmp_path])] == ["b", "2020/a", "2020/08/c.d"]
    assert [source.id for source in locate([tmp_path / "2020" / "a.txt"])] == ["a"]


def test_each_file_is_read_once_in_the_order_of_the_paths(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    found = locate([tmp_path / "b.txt", tmp_path, tmp_path / "a.txt"])
    assert [source.path.name for source in found] == ["b.txt", "a.txt"]


def test_path_that_does_not_exist_is_raised(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        locate([tmp_path / "nothing.txt"])


def test_unknown_kind_of_file_is_reported_and_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.docx", "b.txt", "noending")
    results = list(read_all(locate([tmp_path])))
    assert [type(result).__name__ for result in results] == ["SourceError", "Document", "SourceError"]
    assert ".docx: not a kind of file that can be read; known are .txt" in str(results[0])


def test_links_and_their_loops(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt")
    (tmp_path / "in" / "again").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "dead.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "in" / "self.txt").symlink_to(tmp_path / "in" / "self.txt")
    results = list(read_all(locate([tmp_path / "in"])))
    assert [result.id for result in results if isinstance(result, Document)] == ["a"]
    assert len([result for result in results if isinstance(result, SourceError)]) == 2


@pytest.mark.skipif(os.name != "posix", reason="names as bytes and pipes are POSIX's")
def test_odd_names_and_things_that_are_no_files(tmp_path: Path) -> None:
    write(tmp_path, "خبر ۱.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    odd = os.fsencode(tmp_path) + b"/\xe3\xe4.txt"
    try:
        Path(os.fsdecode(odd)).write_text(SENTENCE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    results = {
        type(result).__name__ + str(getattr(result, "id", "")) for result in read_all(locate([tmp_path]))
    }
    assert results == {"Documentخبر ۱", "SourceError", "Document��"}
    assert all(str(result).encode() for result in read_all(locate([tmp_path])))


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may read everything")
def test_unreadable_files_and_folders(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    problems = [str(result) for result in read_all(locate([tmp_path]))]
    (tmp_path / "closed").chmod(0o700)
    assert ["can't be read" in problems[0], "can't be entered" in problems[1]] == [True, True]


def test_huge_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "huge.txt").write_bytes(b"a " * (ARTICLE_LIMIT // 2 + 1))
    (problem,) = read(Source(tmp_path / "huge.txt", "huge"))
    assert "larger than 5 MB" in str(problem)


def test_second_article_with_an_id_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "x/a.txt", "y/a.txt")
    first, second = read_all(locate([tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"]))
    assert isinstance(first, Document)
    assert isinstance(second, SourceError)
    assert 'its id "a" was already read from' in str(second)


def test_readers_by_ending() -> None:
    assert set(READERS) == {".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"}


@pytest.mark.corpus
@pytest.mark.parametrize("part", ["dev", "train"])
def test_real_articles_are_read(part: str) -> None:
    folder = SHARED / "gold" / part / "texts"
    if not folder.is_dir():
        pytest.skip("the gold articles are not beside the checkout")
    results = list(read_all(locate([folder])))
    docs = [result for result in results if isinstance(result, Document)]
    assert len(docs) == len(results) == len(list(folder.glob("*.txt")))
    # None of them prints a date of publication; titles are missing only above posts and lists.
    assert [doc.id for doc in docs if doc.published is not None] == []
    assert sum(doc.title is None for doc in docs) <= len(docs) // 50


@pytest.mark.corpus
def test_press_release_in_the_form_of_the_library_page() -> None:
    path = SHARED / "articles" / "nlai-1399-08-28.txt"
    if not path.is_file():
        pytest.skip("the press release is not beside the checkout")
    (doc,) = read_all(locate([path]))
    assert isinstance(doc, Document)
    lines = doc.text.split("\n")
    assert doc.kicker is not None
    assert doc.title is not None
    assert (doc.quote(doc.kicker), doc.quote(doc.title)) == (lines[0], lines[2])
    assert doc.quote(doc.body) == "\n".join(lines[8:]).strip()
    assert doc.published is not None
    assert doc.modified is not None
    assert [
        (stamp.written, stamp.at and stamp.at.isoformat()) for stamp in (doc.published, doc.modified)
    ] == [
        ("۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", "2020-11-18T15:57:00+03:30"),
        ("۱۳۹۹/۸/۲۸ - ۱۶:۹:۲۵", "2020-11-18T16:09:25+03:30"),
    ]
