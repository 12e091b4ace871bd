"""Pages to documents: body, title, kicker, dates, encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Document, Precision
from loaders.sources import Source, read
from loaders.sources.html import decode_html, page_document

TITLE = "کتابخانه‌های دانشگاه نیلوفر شبانه‌روزی می‌شود"
FIRST = "به گزارش روابط عمومی دانشگاه نیلوفر، کتابخانه‌های این دانشگاه از آغاز ماه آینده شبانه‌روزی خواهد بود."
SECOND = "رئیس دانشگاه گفت: «دانشجویان سال‌هاست این را می‌خواهند و امروز می‌توانیم آن را انجام دهیم.»"
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
DAY = "2020-11-18"


def page(*, head: str = "", top: str = "", under: str = "", body: str = BODY, after: str = "") -> str:
    return f"""<!DOCTYPE html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{TITLE} | دانشگاه نیلوفر</title>{head}</head>
<body><header><a href="/">دانشگاه نیلوفر</a><nav><ul><li><a href="/a">خانه</a></li><li><a href="/b">خبرها</a></li></ul></nav></header>
<main><article>{top}<h1>{TITLE}</h1>{under}<div class="body">{body}</div></article></main>{after}
<footer><p>آخرین به‌روزرسانی: ۱۳۹۸/۱۰/۱۱</p><time datetime="2020-01-01">۱۱ دی ۱۳۹۸</time></footer></body></html>"""


def doc_of(html: str) -> Document:
    return page_document(html, doc_id="x", origin="x.html")


def test_text_is_title_dates_and_paragraphs_with_their_places() -> None:
    doc = doc_of(page(top="<h4>در نشست خبری:</h4>", under="<div>تاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷</div>"))
    assert doc.text == f"در نشست خبری:\n{TITLE}\nتاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷\n\n{FIRST}\n{SECOND}"
    assert doc.kicker is not None
    assert doc.title is not None
    assert doc.published is not None
    assert doc.published.span is not None
    quotes = [doc.quote(span) for span in (doc.kicker, doc.title, doc.published.span, doc.body)]
    assert quotes == ["در نشست خبری:", TITLE, "۱۳۹۹/۸/۲۸ - ۱۵:۵۷", f"{FIRST}\n{SECOND}"]
    assert doc.media_type == "text/html"


def test_half_spaces_survive() -> None:
    assert doc_of(page()).text.count("\u200c") == (TITLE + FIRST + SECOND).count("\u200c") > 5


ISO = '<meta property="article:published_time" content="{}">'
LINKED = '<script type="application/ld+json">{{"@graph": [{{"@type": "WebPage"}}, {{"@type": "NewsArticle", "datePublished": "{}"}}]}}</script>'
DATES = [
    # metadata alone, in its several forms
    (page(head=ISO.format("2020-11-18T15:57:00+03:30")), "2020-11-18T15:57:00+03:30", None),
    (page(head=LINKED.format("2020-11-18T12:27:00Z")), "2020-11-18T15:57:00+03:30", None),
    (
        page(head='<meta itemprop="datePublished" content="1399-08-28T15:57:00">'),
        "2020-11-18T15:57:00+03:30",
        None,
    ),
    (
        page(under='<time datetime="2020-11-18T15:57:00+03:30">دیروز</time>'),
        "2020-11-18T15:57:00+03:30",
        None,
    ),
    # printed alone
    (page(under="<div>تاریخ انتشار: ۱۳۹۹/۸/۲۸</div>"), DAY, "۱۳۹۹/۸/۲۸"),
    (page(under="<p><span>تاریخ انتشار:</span><span>۱۳۹۹/۸/۲۸</span></p>"), DAY, "۱۳۹۹/۸/۲۸"),
    (page(under="<dl><dt>تاریخ انتشار</dt><dd>۱۳۹۹/۸/۲۸</dd></dl>"), DAY, "۱۳۹۹/۸/۲۸"),
    (page(under="<div><div>تاریخ انتشار</div><div>۲۸ آبان ۱۳۹۹</div></div>"), DAY, "۲۸ آبان ۱۳۹۹"),
    (page(under="<div>چهارشنبه ۲۸ آبان ۱۳۹۹</div>"), DAY, "چهارشنبه ۲۸ آبان ۱۳۹۹"),
    # both agree: the moment of the metadata, the printed string
    (
        page(head=ISO.format("2020-11-18T15:57:42+03:30"), under="<div>تاریخ انتشار: ۱۳۹۹/۸/۲۸</div>"),
        "2020-11-18T15:57:42+03:30",
        "۱۳۹۹/۸/۲۸",
    ),
    # the clock is printed too, and the metadata claims Greenwich for Tehran's time
    (
        page(head=ISO.format("2020-11-18T15:57:42Z"), under="<div>تاریخ انتشار: ۱۳۹۹/۸/۲۸ - ۱۵:۵۷</div>"),
        "2020-11-18T15:57:42+03:30",
        "۱۳۹۹/۸/۲۸ - ۱۵:۵۷",
    ),
    # they disagree by more than a day: what is printed counts
    (
        page(head=ISO.format("2020-01-01T00:00:00+03:30"), under="<div>تاریخ انتشار: ۱۳۹۹/۸/۲۸</div>"),
        DAY,
        "۱۳۹۹/۸/۲۸",
    ),
    # an unlabelled date that disagrees is no evidence against the metadata
    (
        page(head=ISO.format("2020-11-18T15:57:00+03:30"), under="<div>جمعه ۳ آذر ۱۴۰۲</div>"),
        "2020-11-18T15:57:00+03:30",
        None,
    ),
    # dates of other things: footer, comments, sidebar, today, impossible metadata
    (page(), None, None),
    (
        page(
            after="<div id='comments'><p>تاریخ انتشار: ۱۳۹۹/۹/۱</p></div><aside><p>تاریخ انتشار: ۱۳۹۹/۹/۱</p></aside>"
        ),
        None,
        None,
    ),
    (page(top="<div class='today-date'>جمعه ۳ آذر ۱۴۰۲</div>"), None, None),
    (page(head=ISO.format("0001-01-01T00:00:00")), None, None),
    (page(head=LINKED.format("soon") + "<script type='application/ld+json'>{broken</script>"), None, None),
    (
        page(
            body=BODY + "<p>این همایش ۵ آذر ۱۳۹۹ برگزار می‌شود و همه دانشجویان می‌توانند در آن شرکت کنند.</p>"
        ),
        None,
        None,
    ),
]


@pytest.mark.parametrize(("html", "moment", "written"), DATES)
def test_date_of_publication(html: str, moment: str | None, written: str | None) -> None:
    doc = doc_of(html)
    stamp = doc.published
    assert (stamp and (stamp.at or stamp.earliest).isoformat()) == moment
    if stamp is None:
        return
    assert (stamp.span and doc.quote(stamp.span)) == written
    assert written in (stamp.written, None)
    assert stamp.earliest == stamp.latest
    assert (stamp.at is None) == (stamp.precision is Precision.DAY)


def test_labelled_date_nearest_to_the_title_counts() -> None:
    others = "<ul><li>خبر دیگر <span>تاریخ انتشار: ۱۳۹۹/۷/۱</span></li></ul>" * 3
    doc = doc_of(
        page(
            under="<div>تاریخ انتشار: ۱۳۹۹/۸/۲۸</div>",
            after=f"<div>{others}<p>تاریخ انتشار: ۱۳۹۹/۷/۲</p></div>",
        )
    )
    assert doc.published is not None
    assert doc.published.written == "۱۳۹۹/۸/۲۸"


def test_date_of_change_and_codes_are_no_part_of_the_body() -> None:
    info = "<ul><li>کد خبر: ۴۲۱</li><li>تاریخ انتشار: ۱۳۹۹/۸/۲۸</li><li>آخرین به‌روزرسانی: ۱۳۹۹/۸/۲۹ - ۱۰:۱۵</li></ul>"
    doc = doc_of(page(body=info + BODY + "<p>لینک کوتاه: https://example.org/x1</p>"))
    assert doc.quote(doc.body) == f"{FIRST}\n{SECOND}"
    assert doc.modified is not None
    assert doc.modified.at is not None
    assert doc.modified.at.isoformat() == "2020-11-19T10:15:00+03:30"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (page().replace(f"<h1>{TITLE}</h1>", f"<h2>{TITLE}</h2>"), TITLE),
        (page().replace(f"<h1>{TITLE}</h1>", ""), TITLE),
        (page().replace('<a href="/">دانشگاه نیلوفر</a>', "<h1>دانشگاه نیلوفر</h1>"), TITLE),
        (page().replace(f"<title>{TITLE} | دانشگاه نیلوفر</title>", "<title>دانشگاه نیلوفر</title>"), TITLE),
        (
            page(
                head=f'<meta property="og:title" content="{TITLE} - دانشگاه نیلوفر"><meta property="og:site_name" content="دانشگاه نیلوفر">'
            ).replace(f"<h1>{TITLE}</h1>", ""),
            TITLE,
        ),
        (f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>", None),
    ],
)
def test_title_is_the_heading_that_the_metadata_repeats(html: str, title: str | None) -> None:
    doc = doc_of(html)
    assert (doc.title and doc.quote(doc.title)) == title


@pytest.mark.parametrize(
    ("top", "kicker"),
    [
        ('<div class="rutitr">رئیس دانشگاه خبر داد</div>', "رئیس دانشگاه خبر داد"),
        ('<div><span class="rootitr">رئیس دانشگاه خبر داد</span></div>', "رئیس دانشگاه خبر داد"),
        ('<p class="news-kicker">رئیس دانشگاه خبر داد</p>', "رئیس دانشگاه خبر داد"),
        ("<h3>رئیس دانشگاه خبر داد</h3>", "رئیس دانشگاه خبر داد"),
        ("<div>رئیس دانشگاه:</div>", "رئیس دانشگاه:"),
        ("<div>خانه / خبرها</div>", None),
    ],
)
def test_kicker_is_the_marked_line_above_the_title(top: str, kicker: str | None) -> None:
    doc = doc_of(page(top=top))
    assert (doc.kicker and doc.quote(doc.kicker)) == kicker


def test_lead_beside_the_body_is_kept() -> None:
    lead = "رئیس دانشگاه نیلوفر از شبانه‌روزی شدن همه کتابخانه‌های این دانشگاه خبر داد."
    doc = doc_of(page(under=f'<div class="lead">{lead}</div>', body=BODY * 4))
    assert doc.quote(doc.body).startswith(lead)


def test_lines_lists_and_tables_of_the_body() -> None:
    table = "<table><tr><th>سال</th><th>دانشجو</th></tr><tr><td>۱۳۹۹</td><td><b>۴۲۰</b> نفر</td></tr></table>"
    doc = doc_of(
        page(body=f"<p>{FIRST}<br>{SECOND}</p><ul><li>بخش یکم</li><li>بخش دوم</li></ul>{table}{BODY}")
    )
    assert doc.quote(doc.body).split("\n")[:6] == [
        FIRST,
        SECOND,
        "بخش یکم",
        "بخش دوم",
        "سال | دانشجو",
        "۱۳۹۹ | ۴۲۰ نفر",
    ]


def test_page_laid_out_by_a_table() -> None:
    menu = "".join(f'<a href="/{i}">بخش {i}</a><br>' for i in range(8))
    html = f"<html><head><title>{TITLE}</title></head><body><table><tr><td>{menu}</td><td><h2>{TITLE}</h2>{BODY}</td></tr></table></body></html>"
    doc = doc_of(html)
    assert doc.text == f"{TITLE}\n\n{FIRST}\n{SECOND}"


def test_address_outlet_and_keywords() -> None:
    head = (
        '<link rel="canonical" href="https://example.org/n/1"><meta property="og:url" content="https://example.org/other">'
        '<meta property="og:site_name" content="دانشگاه نیلوفر"><meta name="keywords" content="کتاب، دانشگاه,کتاب">'
        '<meta property="article:tag" content="کتابخانه">'
    )
    doc = doc_of(page(head=head))
    assert (doc.url, doc.publisher, doc.keywords) == (
        "https://example.org/n/1",
        "دانشگاه نیلوفر",
        ("کتابخانه", "کتاب", "دانشگاه"),
    )
    bare = doc_of(page(head='<link rel="canonical" href="/n/1">'))
    assert (bare.url, bare.publisher, bare.keywords) == (None, None, ())


@pytest.mark.parametrize(
    "html",
    [
        "<html><head><title>عنوان</title></head><body></body></html>",
        f"<html><body><h1>{TITLE}</h1></body></html>",
        "<p>",
        "<!-- تنها یک یادداشت -->",
        "<html><body>" + "<div>" * 3000 + "متن" + "</div>" * 3000,
    ],
)
def test_page_without_article_is_an_error(html: str) -> None:
    with pytest.raises(SourceError, match=r"x\.html: no article text was found"):
        doc_of(html)


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (page().encode(), "utf-8"),
        (page().encode("utf-8-sig"), "utf-8"),
        (page().encode("utf-16"), "utf-8"),
        # valid UTF-8 is UTF-8, whatever the page says
        (page().encode(), "windows-1256"),
        (page().encode(), "iso-8859-1"),
    ],
)
def test_encoding_of_a_page(data: bytes, declared: str) -> None:
    doc = doc_of(decode_html(data.replace(b"utf-8", declared.encode()), place="x.html"))
    assert doc.title is not None
    assert doc.quote(doc.title) == TITLE


def test_declared_encoding_is_obeyed_and_an_undeclared_one_named(tmp_path: Path) -> None:
    arabic = page().replace("ی", "ي").replace("ک", "ك").translate({0x6F0 + i: str(i) for i in range(10)})
    path = tmp_path / "old.html"
    path.write_bytes(arabic.replace('charset="utf-8"', "charset=windows-1256").encode("cp1256"))
    (doc,) = read(Source(path, "old"))
    assert isinstance(doc, Document)
    assert doc.title is not None
    assert doc.quote(doc.title) == TITLE.replace("ی", "ي").replace("ک", "ك")
    path.write_bytes(arabic.replace('<meta charset="utf-8">', "").encode("cp1256"))
    (problem,) = read(Source(path, "old"))
    assert "probably Windows-1256" in str(problem)
