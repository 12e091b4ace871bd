"""Who is reported to have said what: verbs, speakers and the words said. All sentences are made up."""

from __future__ import annotations

import pytest

from kg.model import MentionForm, SpeechForm, StatementClaim
from loaders.persian.tables import rows, spellings
from loaders.pipeline import uncalibrated
from tests.reading import claims, mentions, read, statements

ZAHRA, REZA = "زهرا کریمی", "رضا مرادی"
RAIN, SNOW = "باران می‌بارد.", "برف هم می‌بارد."


PAST = {infinitive: past for infinitive, past, _ in rows("verb_forms.tsv")}


def finite_verbs(*kinds: str) -> list[str]:
    """The verbs of these kinds in the lexicon, in the past and the singular."""
    return [
        f"{noun} {PAST[verb]}".removeprefix("- ")
        for noun, verbs, kind, _ in rows("reporting_verbs.tsv")
        for verb in spellings(verbs)
        if kind in kinds
    ]


@pytest.mark.parametrize("verb", finite_verbs("other"))
def test_a_verb_that_only_looks_like_a_report_is_none(verb: str) -> None:
    assert list(claims(read(f"{ZAHRA} دیروز شهر را {verb}."), StatementClaim)) == []


@pytest.mark.parametrize("verb", finite_verbs("say", "add", "head"))
def test_every_verb_of_the_lexicon_reports(verb: str) -> None:
    (said,) = claims(read(f"{ZAHRA} در این باره {verb}: {RAIN}"), StatementClaim)
    assert said.verb.replace("\u200c", "").replace(" ", "") == verb.replace("\u200c", "").replace(" ", "")
    assert said.form is SpeechForm.DIRECT


@pytest.mark.parametrize(
    "printed",
    ["می‌گوید", "می گوید", "ميگويد", "تاکید کرد", "تأكيد كرد", "خاطرنشان کرد", "خاطر نشان کرد", "اظهارداشت"],
)
def test_a_verb_reports_however_it_is_spelt(printed: str) -> None:
    assert len(statements(read(f"{ZAHRA} {printed}: {RAIN}"))) == 1


SPEAKERS = [
    pytest.param("زهرا کریمی گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="a person"),
    pytest.param("زهرا کریمی گفت که باران می‌بارد.", [(ZAHRA, "گفت")], id="that"),
    pytest.param("زهرا کریمی برنامه‌ها را برشمرد و گفت: باران می‌بارد.", [(ZAHRA, "برشمرد"), (ZAHRA, "گفت")], id="two verbs"),
    pytest.param(
        "زهرا کریمی باران را کافی دانست و با اشاره به برف افزود: باران می‌بارد.", [(ZAHRA, "دانست"), (ZAHRA, "افزود")],
        id="two verbs apart",
    ),
    pytest.param("زهرا کریمی در گفت‌وگو با ایسنا گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="to an agency"),
    pytest.param("زهرا کریمی در دیدار با رضا مرادی گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="to a person"),
    pytest.param("در دیدار با رضا مرادی، زهرا کریمی گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="after whom she met"),
    pytest.param("به گزارش ایسنا، زهرا کریمی گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="after the source"),
    pytest.param("زهرا کریمی، رئیس دانشگاه شیراز، گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="with a title"),
    pytest.param("رئیس دانشگاه شیراز، زهرا کریمی، گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="after a title"),
    pytest.param("زهرا کریمی گفت: باران می‌بارد.\nکریمی افزود: برف هم می‌بارد.", [(ZAHRA, "گفت"), (ZAHRA, "افزود")], id="surname"),
    pytest.param(
        "زهرا کریمی گفت: باران می‌بارد.\nوی افزود: برف هم می‌بارد.\nاو تاکید کرد: باد می‌وزد.\nایشان یادآور شد: رعد می‌غرد.",
        [(ZAHRA, "گفت"), (ZAHRA, "افزود"), (ZAHRA, "تاکید کرد"), (ZAHRA, "یادآور شد")],
        id="pronouns",
    ),
    pytest.param(
        "زهرا کریمی، رئیس دانشگاه شیراز، گفت: باران می‌بارد.\nرئیس دانشگاه شیراز افزود: برف هم می‌بارد.\n"
        "رئیس این دانشگاه خاطرنشان کرد: باد می‌وزد.",
        [(ZAHRA, "گفت"), (ZAHRA, "افزود"), (ZAHRA, "خاطرنشان کرد")],
        id="bare titles",
    ),
    pytest.param("زهرا کریمی گفت: باران می‌بارد.\nافزود: برف هم می‌بارد.", [(ZAHRA, "گفت"), (ZAHRA, "افزود")], id="nobody new"),
    pytest.param(
        "زهرا کریمی گفت: باران می‌بارد.\nرضا مرادی نیز گفت: برف هم می‌بارد.\nوی افزود: باد می‌وزد.",
        [(ZAHRA, "گفت"), (REZA, "گفت"), (REZA, "افزود")],
        id="two in turn",
    ),
    pytest.param("وزارت کشور اعلام کرد: باران می‌بارد.", [("وزارت کشور", "اعلام کرد")], id="a body"),
    pytest.param("دانشگاه گلستانستان اعلام کرد که باران می‌بارد.", [("دانشگاه گلستانستان", "اعلام کرد")], id="an unlisted body"),
    pytest.param(
        "سازمان بهزیستی کشور طرحی دارد.\nاین سازمان اعلام کرد: باران می‌بارد.", [("سازمان بهزیستی کشور", "اعلام کرد")], id="this body"
    ),
    pytest.param("به گفته زهرا کریمی، باران می‌بارد.", [(ZAHRA, "به گفته")], id="according to"),
    pytest.param("به گفته رئیس دانشگاه شیراز، زهرا کریمی، باران می‌بارد.", [(ZAHRA, "به گفته")], id="according to a title"),
    pytest.param("زهرا کریمی گفت: باران می‌بارد.\nبه اعتقاد وی، برف هم می‌بارد.", [(ZAHRA, "گفت"), (ZAHRA, "به اعتقاد")], id="in his view"),
    pytest.param("گفت: باران می‌بارد.", [], id="nobody"),
    pytest.param("زهرا کریمی به شیراز رفت.", [], id="no verb"),
    pytest.param("گفت‌وگوی زهرا کریمی با ایسنا چاپ شد.", [], id="a noun made of the verb"),
    pytest.param(
        "زهرا کریمی و رضا مرادی گفتند: باران می‌بارد.", [(ZAHRA, "گفتند"), (REZA, "گفتند")], id="two at once",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_speakers(text: str, expected: list[tuple[str, str]]) -> None:
    assert statements(read(text)) == expected


CLAUSES = [
    pytest.param(f"{ZAHRA} در گفت و گو با ایسنا گفت: {RAIN}", ["گفت"], id="a talk printed apart is no verb"),
    pytest.param(f"{ZAHRA} خواستار رسیدگی به آب شهر شد و گفت: {RAIN}", ["خواستار شد", "گفت"], id="a noun apart from its verb"),
    pytest.param(f"{ZAHRA} از این پیشامد ابراز نگرانی شدید کرد.", ["ابراز نگرانی کرد"], id="a word between"),
    pytest.param(f"{ZAHRA} این نکته‌ها را مطرح و تاکید کرد که {RAIN}", ["مطرح", "تاکید کرد"], id="two nouns of one verb"),
    pytest.param(f"{ZAHRA} برف را کافی دانسته و گفت: {RAIN}", ["دانسته", "گفت"], id="a participle for the perfect"),
    pytest.param(f"{ZAHRA} تاکید کرده که {RAIN}", ["تاکید کرده"], id="a participle before که"),
    pytest.param(f"{ZAHRA} برف را خوش خواندو افزود: {RAIN}", ["خواند", "افزود"], id="و glued to a verb"),
    pytest.param(f"{ZAHRA} از همه خواست به شیراز بیایند.", [], id="asked of nobody in particular"),
    pytest.param(f"{ZAHRA} از مردم شهر خواست به شیراز بیایند.", ["خواست"], id="asked"),
    pytest.param(f"{ZAHRA} به خواست مردم به شیراز رفت.", [], id="a wish"),
    pytest.param(f"{ZAHRA} سال نو را به همه تبریک خواهد گفت.", [], id="the future"),
    pytest.param(f"{ZAHRA} که در شیراز سخن می‌گفت، یادآور شد: {RAIN}", ["یادآور شد"], id="the imperfect"),
    pytest.param(f"{ZAHRA} گفت: از برف می‌توان به آب شدن آن اشاره کرد.", ["گفت"], id="what one may say"),
    pytest.param(f"{ZAHRA} به کار خود در شیراز ادامه داد.", [], id="going on with work"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verbs"), CLAUSES)
def test_the_verbs_of_a_sentence(text: str, verbs: list[str]) -> None:
    assert statements(read(text)) == [(ZAHRA, verb) for verb in verbs]


OFFICIALS = [
    pytest.param(
        "معاون فرهنگی شهرداری شیراز گفت: باران می‌بارد.\nوی افزود: برف هم می‌بارد.",
        [("شهرداری شیراز", "گفت"), ("شهرداری شیراز", "افزود")],
        id="an official without a name speaks for the body",
    ),
    pytest.param(
        "معاون آموزشی دانشگاه شیراز گفت: باران می‌بارد.\nزهرا کریمی در نشست دیروز افزود: برف هم می‌بارد.",
        [(ZAHRA, "گفت"), (ZAHRA, "افزود")],
        id="unless the next sentence names them",
    ),
    pytest.param(
        "زهرا کریمی در نشست دیروز گفت: باران می‌بارد.\nوزیر راه چین نیز گفت: برف هم می‌بارد.",
        [(ZAHRA, "گفت"), ("وزارت راه چین", "گفت")],
        id="another official is not the one who spoke",
    ),
    pytest.param(
        "زهرا کریمی با رضا مرادی دیدار کرد.\nطرفین بر همکاری تاکید کردند.",
        [(ZAHRA, "تاکید کردند"), (REZA, "تاکید کردند")],
        id="both sides",
    ),
    pytest.param("زهرا کریمی گفت: باران می‌بارد.\nکشاورزان اعلام کردند برف هم می‌بارد.", [(ZAHRA, "گفت")], id="a subject without a name"),
    pytest.param(
        "سازمان بهزیستی کشور پیامی منتشر کرد.\nدر این پیام آمده است: باران می‌بارد.", [("سازمان بهزیستی کشور", "آمده است")], id="a message"
    ),
    pytest.param("بر اساس اعلام سازمان بهزیستی کشور، باران می‌بارد.", [("سازمان بهزیستی کشور", "بر اساس اعلام")], id="by what a body announced"),
    pytest.param(
        "بنا بر اعلام سازمان بهزیستی کشور، زهرا کریمی گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="a source beside a report"
    ),
    pytest.param("از گفته‌های رضا مرادی، زهرا کریمی خبر داد.", [(ZAHRA, "خبر داد")], id="whose words"),
    pytest.param("زهرا کریمی، رئیس دانشگاه شیراز: باران می‌بارد.", [(ZAHRA, ":")], id="a name and a colon"),
    pytest.param("گروه دانش- باران بارید و افزود.", [], id="a desk"),
    pytest.param("زهرا کریمی گفت: باران می‌بارد.\nبرخی معتقدند برف هم می‌بارد.", [(ZAHRA, "گفت")], id="some people"),
    pytest.param("نمایندگان مجلس شورای اسلامی از دولت خواستند باران بیاورد.", [("مجلس شورای اسلامی", "خواستند")], id="members"),
    pytest.param("زهرا کریمی در پاسخ به این پرسش که آیا باران می‌بارد؟ گفت: برف می‌بارد.", [(ZAHRA, "گفت")], id="after a question"),
    pytest.param("زهرا کریمی گفت: رضا مرادی به من گفت باران می‌بارد.", [(ZAHRA, "گفت"), (REZA, "گفت")], id="words in words"),
    pytest.param("زهرا کریمی در نشست مجلس شورای اسلامی گفت: باران می‌بارد.", [(ZAHRA, "گفت")], id="where, not who"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OFFICIALS)
def test_who_speaks_for_whom(text: str, expected: list[tuple[str, str]]) -> None:
    assert statements(read(text)) == expected


def test_headings_say_nothing() -> None:
    found = read(f"{ZAHRA} گفت: {RAIN}", title=f"{ZAHRA} گفت: {RAIN[:-1]}")
    assert statements(found) == [(ZAHRA, "گفت")]


CONTENTS = [
    (f"{ZAHRA} گفت: {RAIN}", SpeechForm.DIRECT, RAIN),
    (f"{ZAHRA} گفت: «باران می‌بارد.»", SpeechForm.DIRECT, "«باران می‌بارد.»"),
    (f"{ZAHRA} گفت: {RAIN} {SNOW}", SpeechForm.DIRECT, f"{RAIN} {SNOW}"),
    (f"{ZAHRA} گفت: {RAIN}\nدر شیراز برف آمد.", SpeechForm.DIRECT, RAIN),
    (f"{ZAHRA} گفت: {RAIN} {SNOW}\nدر شیراز برف آمد.", SpeechForm.DIRECT, f"{RAIN} {SNOW}"),
    (f"{ZAHRA} گفت که {RAIN}", SpeechForm.INDIRECT, RAIN),
    (f"{ZAHRA} از آغاز باران خبر داد.", SpeechForm.INDIRECT, f"{ZAHRA} از آغاز باران"),
    (f"باران بارید. {ZAHRA} از برف خبر داد.", SpeechForm.INDIRECT, f"{ZAHRA} از برف"),
]


@pytest.mark.parametrize(("text", "form", "content"), CONTENTS)
def test_the_words_said(text: str, form: SpeechForm, content: str) -> None:
    found = read(text)
    (said,) = claims(found, StatementClaim)
    assert (said.form, found.doc.quote(said.content).strip()) == (form, content)


def test_the_words_of_one_end_where_another_speaks() -> None:
    found = read(f"{ZAHRA} گفت: {RAIN} {SNOW} {REZA} افزود: {RAIN}")
    first, second = claims(found, StatementClaim)
    assert found.doc.quote(first.content) == f"{RAIN} {SNOW}"
    assert found.doc.quote(second.content) == RAIN


def test_a_pronoun_names_where_it_was_resolved() -> None:
    found = read(f"{ZAHRA} گفت: {RAIN}\nوی افزود: {SNOW}")
    first, second = claims(found, StatementClaim)
    assert mentions(found, MentionForm.PRONOUN) == [("وی", ZAHRA)]
    assert first.antecedents == ()
    (antecedent,) = second.antecedents
    assert antecedent.exact == f"{ZAHRA} گفت: {RAIN}"
    assert antecedent.focus is not None
    assert found.doc.quote(antecedent.focus) == ZAHRA
    by_rule, resolved = claims(uncalibrated(found.doc), StatementClaim)
    assert resolved.score < by_rule.score


def test_evidence_reaches_from_the_speaker_to_the_verb() -> None:
    found = read(f"دیروز {ZAHRA} در شیراز گفت: {RAIN}")
    (said,) = claims(found, StatementClaim)
    assert said.evidence.focus is not None
    assert found.doc.quote(said.evidence.focus) == f"{ZAHRA} در شیراز گفت"
