"""Sentences, tokens and soft line ends."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.persian.layout import soft_wraps
from loaders.persian.letters import key
from loaders.persian.tokens import Token, sentences

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"


def tokens(text: str) -> list[str]:
    return [token.text for sentence in sentences(text) for token in sentence.tokens]


def split(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text)]


TOKENS = [
    ("نشست برگزار می‌شود.", ["نشست", "برگزار", "می‌شود", "."]),
    ("«سلام»، گفت", ["«", "سلام", "»", "،", "گفت"]),
    ("در ۱۳۹۹/۸/۲۸ ساعت 9:30", ["در", "۱۳۹۹/۸/۲۸", "ساعت", "9:30"]),
    ("۱۳۹۹/۸/۲۸ - ۱۵:۵۷:۰", ["۱۳۹۹/۸/۲۸", "-", "۱۵:۵۷:۰"]),
    ("8.5 و ۱۲,۵۰۰ و 2/5", ["8.5", "و", "۱۲,۵۰۰", "و", "2/5"]),
    ("۱۲،۵۰۰ نفر", ["۱۲،۵۰۰", "نفر"]),
    ("سال‌های 80،81", ["سال‌های", "80", "،", "81"]),
    ("1399-08-28", ["1399-08-28"]),
    ("2020-11-18T12:27:00+03:30", ["2020-11-18T12:27:00+03:30"]),
    ("بین 20-25 نفر", ["بین", "20", "-", "25", "نفر"]),
    ("سال1399 و 40نفر", ["سال", "1399", "و", "40", "نفر"]),
    ("۱۵۰‌اُمین", ["۱۵۰", "اُمین"]),
    ("G20 و 5G", ["G20", "و", "5", "G"]),
    ("@farsna #هفته_کتاب #دانشگاه‌ها", ["@farsna", "#هفته_کتاب", "#دانشگاه‌ها"]),
    ("نشانی www.nlai.ir/fa/news.", ["نشانی", "www.nlai.ir/fa/news", "."]),
    ("به nlai.ir بروید", ["به", "nlai.ir", "بروید"]),
    ("(https://icro.ir/a?b=1)", ["(", "https://icro.ir/a?b=1", ")"]),
    ("info@nlai.ir،", ["info@nlai.ir", "،"]),
    ("خودروی بی.ام.و است", ["خودروی", "بی.ام.و", "است"]),
    ("رفته ام.وی گفت", ["رفته", "ام", ".", "وی", "گفت"]),
    ("سی.ان.ان و دی.وی.دی و هـ.ش", ["سی.ان.ان", "و", "دی.وی.دی", "و", "هـ.ش"]),
    ("سازمان سی.آی.ای گفت", ["سازمان", "سی.آی.ای", "گفت"]),
    ("🔹متن 🇮🇷 👨‍👩‍👧", ["🔹", "متن", "🇮🇷", "👨‍👩‍👧"]),
    ("دانشگاه های", ["دانشگاه", "های"]),
    ("دانشگاههای", ["دانشگاههای"]),
    ("کتاب، فیلم و...", ["کتاب", "،", "فیلم", "و", "..."]),
    ("مـلّی", ["مـلّی"]),
    ("تهران ـ ایرنا", ["تهران", "ـ", "ایرنا"]),
    ("گفت‌وگو‌ ", ["گفت‌وگو"]),
    ("COVID-19 R&D", ["COVID", "-", "19", "R&D"]),
    ("٪۲۰ و 20%", ["٪", "۲۰", "و", "20", "%"]),
    ("", []),
]

SENTENCES = [
    ("او آمد. وی رفت.", ["او آمد.", "وی رفت."]),
    ("او آمد.وی رفت.", ["او آمد.", "وی رفت."]),
    ("آیا آمد؟ بله! خوب…", ["آیا آمد؟", "بله!", "خوب…"]),
    ("رشد ۲.۵ درصد بود. پایان", ["رشد ۲.۵ درصد بود.", "پایان"]),
    ("م. ر. احمدی آمد. رفت.", ["م. ر. احمدی آمد.", "رفت."]),
    ("شرکت بی.ام.و آمد. رفت.", ["شرکت بی.ام.و آمد.", "رفت."]),
    ("شبکه بی. بی. سی گفت. رفت", ["شبکه بی. بی. سی گفت.", "رفت"]),
    ("شرکت بی. ام. و آمد. رفت", ["شرکت بی. ام. و آمد.", "رفت"]),
    ("من رفته ام. وی نرفت.", ["من رفته ام.", "وی نرفت."]),
    ("این بود نظر او. او رفت.", ["این بود نظر او.", "او رفت."]),
    ("کتاب، فیلم و... نمایش داده شد.", ["کتاب، فیلم و... نمایش داده شد."]),
    ("نشست؛ سپس همایش برگزار شد.", ["نشست؛ سپس همایش برگزار شد."]),
    ("«این خوب است.» او رفت.", ["«این خوب است.»", "او رفت."]),
    ("نمایش «چرا آمدی؟» اجرا شد.", ["نمایش «چرا آمدی؟» اجرا شد."]),
    ("«او آمد.»، وزیر گفت.", ["«او آمد.»، وزیر گفت."]),
    ("1. بند نخست\n2. بند دوم", ["1. بند نخست", "2. بند دوم"]),
    ("در سال 1399. پس از آن", ["در سال 1399.", "پس از آن"]),
    ("به www.nlai.ir بروید. خوب", ["به www.nlai.ir بروید.", "خوب"]),
    ("تیتر خبر\nمتن خبر آمد.", ["تیتر خبر", "متن خبر آمد."]),
    ("خط\r\nدیگر", ["خط", "دیگر"]),
    ("چه؟! چرا؟؟ رفت", ["چه؟!", "چرا؟؟", "رفت"]),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


FULL = "این سازمان در نشست دیروز خود با شرکت نمایندگان همه استان‌ها تصمیم گرفت که تا"
WRAPPED = [
    (
        "a full line runs on",
        f"{FULL}\nپایان سال برنامه تازه خود را برای کتابخانه‌های شهرهای کوچک کشور آغاز بکند.\nپایان.",
        2,
    ),
    (
        "a line that ends with a stop does not",
        f"{FULL}.\nپایان سال برنامه تازه خود را برای کتابخانه‌های شهرهای کوچک کشور آغاز بکند\nو بس.",
        2,
    ),
    (
        "an empty line ends the paragraph",
        f"{FULL}\n\nپایان سال برنامه تازه خود را برای کتابخانه‌های شهرهای کوچک کشور آغاز بکند",
        2,
    ),
    (
        "a heading has room left",
        f"برنامه تازه برای کتابخانه‌ها\n{FULL}\nپایان سال به همه آنها برسد و چیزی از آن کم نیاید که مردم بگویند نشد.",
        2,
    ),
    ("a list's sign begins anew", f"{FULL}\n- {FULL}\n- {FULL}", 3),
    ("short posts are not wrapped", f"{FULL}\n🔹\nمتن\n🔹\nمتن\n🔹\nمتن", 7),
    ("a page of long lines is not wrapped", f"{FULL}\n{FULL} {FULL}\n{FULL}", 3),
]


@pytest.mark.parametrize(("case", "text", "count"), WRAPPED, ids=[case for case, _, _ in WRAPPED])
def test_soft_line_ends(case: str, text: str, count: int) -> None:
    assert len(split(text)) == count


def test_part_of_a_text_keeps_its_offsets() -> None:
    text = "او آمد. وی رفت. پایان"
    part = list(sentences(text, 8, 15))
    assert [(s.start, s.end) for s in part] == [(8, 15)]
    assert part[0].tokens[0] == Token(8, 10, "وی", "وی")


NEWS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابپتسشمویکگه‌‌ \n.،؛:!؟…«»()-/,12۳۴abc@#_'\"ـًَّ🔹🇮🇷"), st.characters(codec="utf-8")
    ),
    max_size=120,
)


@given(NEWS)
def test_tokens_are_slices_in_order(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert sentence.tokens
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        for token in sentence.tokens:
            assert end <= token.start < token.end <= len(text)
            assert text[token.start : token.end] == token.text
            assert token.key == key(token.text)
            end = token.end


@given(NEWS)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = {place for s in sentences(text) for t in s.tokens for place in range(t.start, t.end)}
    assert not [
        char for place, char in enumerate(text) if char.isalnum() and key(char) and place not in covered
    ]


def articles(corpus: str, count: int) -> Iterator[str]:
    path = CORPORA / f"{corpus}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no {path.name} beside the checkout")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, 20 * count, 20):
            yield json.loads(line)["text"]


@pytest.mark.corpus
@pytest.mark.parametrize(("corpus", "wrapped"), [("hamshahri", True), ("isna", False), ("telegram", False)])
def test_only_the_newspaper_archive_is_wrapped(corpus: str, *, wrapped: bool) -> None:
    assert any(soft_wraps(text) for text in articles(corpus, 200)) is wrapped


@pytest.mark.corpus
@pytest.mark.parametrize("corpus", ["hamshahri", "isna", "telegram"])
def test_sentences_of_real_articles_are_of_a_sentence_s_length(corpus: str) -> None:
    lengths = sorted(
        len(s.tokens) for text in articles(corpus, 100) for s in sentences(text) if len(s.tokens) > 2
    )
    assert 5 <= lengths[len(lengths) // 2] <= 40
    assert lengths[-len(lengths) // 100] < 150
