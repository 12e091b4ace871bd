"""Three more articles whose facts are known, told as tables: with `tests.known` they give a graph of some fifty nodes.

The people, events and figures are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg import terms as t
from kg.model import (
    Actor,
    ActorRole,
    Claim,
    Document,
    Entity,
    EntityKind,
    EventClaim,
    EventType,
    Evidence,
    Extraction,
    FigureClaim,
    Modality,
    PostClaim,
    PostStatus,
    Precision,
    Predicate,
    RelationClaim,
    Span,
    SpeechForm,
    StatementClaim,
    TimePoint,
)
from tests.known import BAHRAM, CINVU, ICRO, MINA, NLAI, RUN, TEHRAN

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE


@dataclass
class Article:
    """An article that grows as its facts are told."""

    name: str
    title: str
    day: date
    sentences: Sequence[str]
    url: str | None = None
    named: dict[str, Entity] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The title, and one sentence a line."""
        return "\n".join((self.title, *self.sentences))

    def entity(self, kind: EntityKind, name: str, iri: str | None = None) -> str:
        """Name an entity and return its IRI."""
        found = iri or t.entity_iri(kind, name)
        self.named[found] = Entity(found, kind, name, registered=iri is not None)
        return found

    def evidence(self, number: int, focus: str) -> Evidence:
        """Return the words `focus` of a sentence as evidence."""
        sentence = self.sentences[number]
        start = self.text.index(sentence)
        inner = start + sentence.index(focus)
        return Evidence(Span(start, start + len(sentence)), sentence, Span(inner, inner + len(focus)))

    def extraction(self) -> Extraction:
        """Return the article as the pipeline would hand it to the store."""
        published = TimePoint(self.day.isoformat(), self.day, self.day, Precision.DAY)
        body = Span(len(self.title) + 1, len(self.text))
        doc = Document(
            self.name,
            self.text,
            body,
            f"{self.name}.txt",
            title=Span(0, len(self.title)),
            published=published,
            url=self.url,
        )
        return Extraction(doc, RUN, tuple(self.named.values()), (), tuple(self.claims))


def conference() -> Article:
    """A conference of five bodies: many actors, a place, a plan, figures."""
    article = Article(
        "conference",
        "همایش منطقه‌ای نسخه‌های خطی در شیراز برگزار شد",
        date(2022, 2, 20),
        (
            "همایش منطقه‌ای نسخه‌های خطی با حضور مینا رستگاری، کاوه دادگر، رئیس دانشگاه شیراز، و نسرین آذرپناه، مدیرکل کتابخانه آستان سپید، در شیراز برگزار شد.",
            "پژوهشگاه میراث نوشتاری و بنیاد دانش‌نامه خاوران در این همایش شرکت داشتند.",
            "دادگر گفت: کتابخانه مرکزی دانشگاه شیراز ۱۲ هزار و ۵۰۰ نسخه خطی دارد.",
            "قرار است همایش بعدی را سازمان فرهنگ و ارتباطات اسلامی با همکاری UNESCO (دفتر منطقه‌ای) برگزار کند.",
            "دانشگاه شیراز با پژوهشگاه میراث نوشتاری همکاری می‌کند و کتابخانه مرکزی دانشگاه شیراز زیر نظر این دانشگاه است.",
        ),
        url="https://news.example/1400/conference",
    )  # fmt: skip
    name = article.entity
    shiraz = name(PLACE, "شیراز")
    kaveh, nasrin, university = (
        name(PERSON, "کاوه دادگر"),
        name(PERSON, "نسرین آذرپناه"),
        name(BODY, "دانشگاه شیراز"),
    )
    library, centre = name(BODY, "کتابخانه مرکزی دانشگاه شیراز"), name(BODY, "پژوهشگاه میراث نوشتاری")
    foundation, shrine = name(BODY, "بنیاد دانش‌نامه خاوران"), name(BODY, "کتابخانه آستان سپید")
    unesco = name(BODY, "UNESCO (دفتر منطقه‌ای)")
    name(PERSON, "مینا رستگاری", MINA)
    name(BODY, "سازمان فرهنگ و ارتباطات اسلامی", ICRO)
    took = TimePoint("امروز", article.day, article.day, Precision.DAY)
    part = ActorRole.PARTICIPANT
    article.claims += [
        EventClaim(evidence=article.evidence(0, "برگزار شد"), score=0.9, rule="told", type=EventType.CONFERENCE, place=shiraz, time=took,
                   actors=(Actor(MINA, ActorRole.SPEAKER), Actor(kaveh, ActorRole.HOST), Actor(nasrin, part), Actor(centre, part), Actor(foundation, part))),
        EventClaim(evidence=article.evidence(3, "برگزار کند"), score=0.6, rule="told", type=EventType.CONFERENCE, modality=Modality.PLANNED,
                   actors=(Actor(ICRO, ActorRole.HOST), Actor(unesco, part))),
        PostClaim(evidence=article.evidence(0, "کاوه دادگر، رئیس دانشگاه شیراز"), score=0.95, rule="told", person=kaveh, title="رئیس", organization=university),
        PostClaim(evidence=article.evidence(0, "نسرین آذرپناه، مدیرکل کتابخانه آستان سپید"), score=0.95, rule="told", person=nasrin, title="مدیرکل", organization=shrine),
        StatementClaim(evidence=article.evidence(2, "گفت"), score=0.95, rule="told", speaker=kaveh, verb="گفت", form=SpeechForm.DIRECT, content=article.evidence(2, "کتابخانه مرکزی دانشگاه شیراز ۱۲ هزار و ۵۰۰ نسخه خطی دارد.").focus or Span(0, 0)),
        FigureClaim(evidence=article.evidence(2, "۱۲ هزار و ۵۰۰ نسخه خطی"), score=0.9, rule="told", value=12500, unit="نسخه", about="نسخه خطی", about_entity=library, speaker=kaveh),
        RelationClaim(evidence=article.evidence(4, "همکاری می‌کند"), score=0.8, rule="told", subject=university, predicate=Predicate.COOPERATES_WITH, object=centre),
        RelationClaim(evidence=article.evidence(4, "زیر نظر این دانشگاه است"), score=0.85, rule="told", subject=library, predicate=Predicate.PART_OF, object=university),
        RelationClaim(evidence=article.evidence(0, "در شیراز"), score=0.6, rule="told", subject=university, predicate=Predicate.LOCATED_IN, object=shiraz),
    ]  # fmt: skip
    return article


def agreement() -> Article:
    """An agreement with signatories, an appointment, and posts that the other articles name too."""
    article = Article(
        "agreement",
        "امضای تفاهم‌نامه کتابخانه ملی با شبکه دانشگاه‌های مجازی جهان اسلام",
        date(2021, 8, 1),
        (
            "مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران، و شهرام به‌آیین، دبیر شبکه دانشگاه‌های مجازی جهان اسلام، در تهران تفاهم‌نامه امضا کردند.",
            "لیلا مهرآوران، معاون پژوهش سازمان اسناد و کتابخانه ملی ایران، و فرهاد کیان‌منش، سرپرست مرکز اسناد دیجیتال، در این نشست حضور داشتند.",
            "به‌آیین گفت: این شبکه ۱۱۲ دانشگاه عضو دارد که ۶۴ دانشگاه در آسیا، ۳۹ دانشگاه در آفریقا و ۹ دانشگاه در اروپا هستند.",
            "مرکز اسناد دیجیتال وابسته به کتابخانه ملی است.",
            "مهرآوران به ریاست شورای نسخه‌های خطی منصوب شد.",
        ),
    )
    name = article.entity
    shahram, leila, farhad = (
        name(PERSON, "شهرام به‌آیین"),
        name(PERSON, "لیلا مهرآوران"),
        name(PERSON, "فرهاد کیان‌منش"),
    )
    centre, council = name(BODY, "مرکز اسناد دیجیتال"), name(BODY, "شورای نسخه‌های خطی")
    name(PERSON, "مینا رستگاری", MINA)
    name(BODY, "سازمان اسناد و کتابخانه ملی ایران", NLAI)
    name(BODY, "شبکه دانشگاه‌های مجازی جهان اسلام", CINVU)
    name(PLACE, "تهران", TEHRAN)
    took = TimePoint("مرداد ۱۴۰۰", date(2021, 7, 23), date(2021, 8, 22), Precision.MONTH)
    total = FigureClaim(evidence=article.evidence(2, "۱۱۲ دانشگاه عضو"), score=0.9, rule="told", value=112, unit="دانشگاه", about="دانشگاه عضو", about_entity=CINVU, speaker=shahram)  # fmt: skip
    article.claims += [
        EventClaim(evidence=article.evidence(0, "تفاهم‌نامه امضا کردند"), score=0.9, rule="told", type=EventType.AGREEMENT, place=TEHRAN, time=took,
                   actors=(Actor(MINA, ActorRole.SIGNATORY), Actor(shahram, ActorRole.SIGNATORY), Actor(leila), Actor(farhad))),
        EventClaim(evidence=article.evidence(4, "منصوب شد"), score=0.9, rule="told", type=EventType.APPOINTMENT, actors=(Actor(leila, ActorRole.APPOINTEE),)),
        PostClaim(evidence=article.evidence(0, "مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران"), score=0.95, rule="told", person=MINA, title="رئیس", organization=NLAI),
        PostClaim(evidence=article.evidence(0, "شهرام به‌آیین، دبیر شبکه"), score=0.95, rule="told", person=shahram, title="دبیر", organization=CINVU),
        PostClaim(evidence=article.evidence(1, "لیلا مهرآوران، معاون پژوهش"), score=0.95, rule="told", person=leila, title="معاون پژوهش", organization=NLAI),
        PostClaim(evidence=article.evidence(1, "فرهاد کیان‌منش، سرپرست مرکز اسناد دیجیتال"), score=0.9, rule="told", person=farhad, title="سرپرست", organization=centre, status=PostStatus.ACTING),
        PostClaim(evidence=article.evidence(4, "ریاست شورای نسخه‌های خطی"), score=0.8, rule="told", person=leila, title="رئیس", organization=council),
        total,
        *(FigureClaim(evidence=article.evidence(2, focus), score=0.9, rule="told", value=value, unit="دانشگاه", about="دانشگاه", region=region, speaker=shahram, part_of=total)
          for focus, value, region in (("۶۴ دانشگاه در آسیا", 64, "آسیا"), ("۳۹ دانشگاه در آفریقا", 39, "آفریقا"), ("۹ دانشگاه در اروپا", 9, "اروپا"))),
        RelationClaim(evidence=article.evidence(3, "وابسته به کتابخانه ملی"), score=0.85, rule="told", subject=centre, predicate=Predicate.PART_OF, object=NLAI),
    ]  # fmt: skip
    return article


def award() -> Article:
    """An award, an exhibition and a visit, mostly apart from the other articles."""
    article = Article(
        "award",
        "جایزه «کتابدار سال» به پروین نیک‌روش رسید",
        date(2023, 11, 14),
        (
            "در آیین پایانی هفته کتاب، جایزه کتابدار سال را هوشنگ سپهری، وزیر دانش و فرهنگ، به پروین نیک‌روش، کتابدار کتابخانه عمومی باغستان، داد.",
            "نمایشگاه کتاب‌های کودک در اصفهان با ۲۳۰ ناشر آغاز به کار کرد و وزارت دانش و فرهنگ میزبان آن است.",
            "سپهری از نهاد کتابخانه‌های روستایی بازدید کرد و گفت: شمار کتابخانه‌های روستایی امسال از ۳۱۴ به ۴۰۸ رسیده است.",
            "نهاد کتابخانه‌های روستایی عضو انجمن کتابداران منطقه است.",
            "بهرام نیک‌پی، عضو پیشین هیئت امنای این نهاد، نیز در آیین حضور داشت.",
        ),
        url="https://press.example/award?id=7&lang=fa",
    )
    name = article.entity
    minister, parvin = name(PERSON, "هوشنگ سپهری"), name(PERSON, "پروین نیک‌روش")
    ministry, public = name(BODY, "وزارت دانش و فرهنگ"), name(BODY, "کتابخانه عمومی باغستان")
    rural, union = name(BODY, "نهاد کتابخانه‌های روستایی"), name(BODY, "انجمن کتابداران منطقه")
    isfahan = name(PLACE, "اصفهان")
    name(PERSON, "بهرام نیک‌پی", BAHRAM)
    took = TimePoint("امروز", article.day, article.day, Precision.DAY)
    article.claims += [
        EventClaim(evidence=article.evidence(0, "جایزه کتابدار سال"), score=0.9, rule="told", type=EventType.AWARD, time=took,
                   actors=(Actor(parvin, ActorRole.HONOUREE), Actor(minister, ActorRole.HOST), Actor(BAHRAM))),
        EventClaim(evidence=article.evidence(1, "آغاز به کار کرد"), score=0.85, rule="told", type=EventType.EXHIBITION, place=isfahan, actors=(Actor(ministry, ActorRole.HOST),)),
        EventClaim(evidence=article.evidence(2, "بازدید کرد"), score=0.85, rule="told", type=EventType.VISIT, actors=(Actor(minister, ActorRole.GUEST), Actor(rural, ActorRole.HOST))),
        PostClaim(evidence=article.evidence(0, "هوشنگ سپهری، وزیر دانش و فرهنگ"), score=0.95, rule="told", person=minister, title="وزیر", organization=ministry),
        PostClaim(evidence=article.evidence(0, "کتابدار کتابخانه عمومی باغستان"), score=0.9, rule="told", person=parvin, title="کتابدار", organization=public),
        PostClaim(evidence=article.evidence(4, "عضو پیشین هیئت امنای این نهاد"), score=0.7, rule="told", person=BAHRAM, title="عضو هیئت امنا", organization=rural, status=PostStatus.FORMER),
        FigureClaim(evidence=article.evidence(1, "۲۳۰ ناشر"), score=0.9, rule="told", value=230, unit="ناشر", about="ناشر"),
        FigureClaim(evidence=article.evidence(2, "۳۱۴"), score=0.8, rule="told", value=314, unit="کتابخانه", about="کتابخانه‌های روستایی", about_entity=rural, period="پارسال", speaker=minister),
        FigureClaim(evidence=article.evidence(2, "۴۰۸"), score=0.8, rule="told", value=408, unit="کتابخانه", about="کتابخانه‌های روستایی", about_entity=rural, period="امسال", speaker=minister),
        RelationClaim(evidence=article.evidence(3, "عضو انجمن کتابداران منطقه"), score=0.85, rule="told", subject=rural, predicate=Predicate.MEMBER_OF, object=union),
    ]  # fmt: skip
    return article


def extractions() -> tuple[Extraction, ...]:
    """Return the three articles as the pipeline would hand them to the store."""
    return tuple(article.extraction() for article in (conference(), agreement(), award()))
