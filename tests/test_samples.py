"""The sample articles that ship: all are read whole, and the facts that other tests ask for stand in them.

Only `nlai-cinvu-release` carries real facts, in our own words. The persons, bodies and places of all the others are invented.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

import kg
from kg.model import Document
from kg.names import fold
from loaders.persian.dates import dates
from loaders.sources import locate, read_all

SAMPLES = Path(kg.__file__).parent / "samples"
SHARED = Path(__file__).parents[1].parent / "shared"
RELEASE = "nlai-cinvu-release"


def read_samples() -> dict[str, Document]:
    results = list(read_all(locate([SAMPLES])))
    docs = [result for result in results if isinstance(result, Document)]
    assert len(docs) == len(results), results
    return {doc.id: doc for doc in docs}


DOCS = read_samples()
STAMPS = {
    RELEASE: ("2020-11-18T15:57:00+03:30", "2020-11-18T16:09:25+03:30"),
    "golestanstan-appointment": ("2023-10-04T10:20:00+03:30", "2023-10-04T12:05:40+03:30"),
    "golestanstan-farewell": ("2023-10-24T14:10:00+03:30", "2023-10-24T14:10:00+03:30"),
    "golestanstan-students": ("2024-02-26T12:50:00+03:30", "2024-02-26T14:20:00+03:30"),
    "mehrestan-ambassador-visit": ("2024-02-07T16:30:00+03:30", "2024-02-08T08:15:05+03:30"),
    "mehrestan-library-418": ("2023-11-13T18:05:00+03:30", None),
    "mehrestan-memorandum": ("2023-11-07T11:05:00+03:30", "2023-11-07T13:42:18+03:30"),
    "mehrestan-report-1400": ("2022-04-17T13:20:00+04:30", None),
    "mehrestan-report-1401": ("2023-04-16T15:10:00+03:30", None),
    "nilufarshahr-exhibition": ("2023-12-26T18:40:00+03:30", None),
    "sepidarestan-conference": ("2023-12-06T09:45:00+03:30", "2023-12-06T11:30:12+03:30"),
}


def test_all_samples_are_read_with_their_dates() -> None:
    found = {
        doc.id: tuple(
            stamp.at.isoformat() if stamp and stamp.at else None for stamp in (doc.published, doc.modified)
        )
        for doc in DOCS.values()
    }
    assert found == STAMPS


@pytest.mark.parametrize("doc", DOCS.values(), ids=list(DOCS))
def test_parts_of_a_sample(doc: Document) -> None:
    assert doc.title is not None
    assert fold(doc.quote(doc.title)) not in fold(doc.quote(doc.body))
    assert len(doc.quote(doc.body)) > 150
    assert not re.search("http|برچسب|اشتراک|حقوق این|تاریخ انتشار|تلگرام|۱۳۹۸", doc.quote(doc.body))


@pytest.mark.parametrize("doc", DOCS.values(), ids=list(DOCS))
def test_weekdays_and_days_of_a_sample_agree(doc: Document) -> None:
    assert doc.published is not None
    for found in dates(doc.text, published=doc.published.earliest):
        if not found.written.startswith(("شنبه", "یک", "دو", "سه", "چهار", "پنج", "جمعه")) or not re.search(
            "[۰-۹]", found.written
        ):
            continue
        names = ("دوشنبه", "سهشنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
        assert found.written.replace("\u200c", "").startswith(names[found.earliest.weekday()]), found.written
        assert abs(found.earliest - doc.published.earliest) <= timedelta(days=1)


def test_figures_of_the_samples_add_up() -> None:
    rows = re.findall(r"دانشکده (?:مهندسی|علوم \S+) \| ([۰-۹٬]+)", DOCS["golestanstan-students"].text)
    parts = [int(row.replace("٬", "")) for row in rows]
    assert len(parts) == 4
    assert sum(parts) == 18_200
    assert "۱۸٬۲۰۰" in DOCS["golestanstan-students"].text


def test_samples_show_how_newsrooms_print() -> None:
    texts = {name: doc.text for name, doc in DOCS.items()}
    assert {name for name, text in texts.items() if re.search("[يك]", text)} == {"golestanstan-farewell"}
    assert {name for name, text in texts.items() if "\u200c" not in text} == {"sepidarestan-conference"}
    assert {doc.media_type for doc in DOCS.values()} == {"text/plain", "text/html", "application/x-ndjson"}


REPORTING = r"(گفت|اظهار کرد|توضیح داد|تصریح کرد|یادآور شد|افزود|ادامه داد|تأکید کرد)"


def test_release_says_what_must_be_found_in_it() -> None:
    text = DOCS[RELEASE].text
    assert DOCS[RELEASE].quote(DOCS[RELEASE].kicker).endswith("مطرح شد:")  # type: ignore[arg-type]
    for name in ("شبکه دانشگاه‌های مجازی جهان اسلام", "شبکه آموزش مجازی جهان اسلام", "شبکه مجازی جهان اسلام"):
        assert name in text
    for figure in (
        "۵۷ کشور",
        "۲۷ کشور از آسیا",
        "۲۷ کشور از آفریقا",
        "سه کشور از اروپا",
        "۱۳ شبکه",
        "بیش از ۲۲ میلیون دانشجو",
        "۴۰ دانشگاه",
        "۸ میلیون دانشجوی مجازی",
        "۲۲ میلیون نفر",
    ):
        assert figure in text
    paragraphs = [re.search(REPORTING, line) for line in text.split("\n")]
    said = [line.string.split("،")[0].split(" ")[0] for line in paragraphs if line]
    assert said == ["به", "کریم", "وی", "دبیرکل", "نجفی", "فریبزر"]
    assert len(re.findall(REPORTING, text)) == len(said)


NAMES = re.compile(
    "به گزارش روابط عمومی|اشرف بروجردی|کریم نجفی برزگر|فریبزر خسروی|سازمان اسناد و کتابخانه ملی( ایران)?|کتابخانه ملی ایران|سازمان فرهنگ و ارتباطات اسلامی"
    "|شبکه( دانشگاههای| آموزش)? مجازی جهان اسلام"
)


def runs_of_words(text: str, length: int) -> set[str]:
    """The runs of so many words, each name counted as one of them."""
    words = re.findall(r"\w+", NAMES.sub("N", text.replace("\u200c", "").replace("دبیر کل", "دبیرکل")))
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_release_copies_no_words_of_the_page_that_has_its_facts() -> None:
    page = SHARED / "articles" / "nlai-1399-08-28.txt"
    if not page.is_file():
        pytest.skip("the press release is not beside the checkout")
    (real,) = read_all(locate([page]))
    assert isinstance(real, Document)
    own = DOCS[RELEASE]
    assert runs_of_words(own.text, 6) & runs_of_words(real.quote(real.body), 6) == set()
