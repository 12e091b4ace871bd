"""Two later articles about the institution of `tests.known`, with known facts, so that series, tenures and disagreements have data.

SECOND (15 days later) names another head of the same body, another figure for the same collection, and a total whose parts do not sum.
THIRD (half a year later) attests the first head again, and brings a new figure, an agreement, an appointment and a host country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
    Mention,
    MentionForm,
    PostClaim,
    Precision,
    Predicate,
    RelationClaim,
    SourceClaim,
    Span,
    StatementClaim,
    TimePoint,
)
from kg.quads import Quad, persian
from kg.store import open_store
from tests import known
from tests.known import BAHRAM, CINVU, ICRO, MINA, NLAI, PR, TEHRAN

AGENCY = t.entity_iri(EntityKind.ORGANIZATION, "خبرگزاری نمونه")
SOHRAB = t.entity_iri(EntityKind.PERSON, "سهراب آذری")
GOLESTANESTAN = t.registered_iri("golestanestan")
CULTURE = t.registered_iri("culture-ministry")


@dataclass(frozen=True, slots=True)
class Article:
    """A text written for the tests: where its words stand is looked up, never counted by hand."""

    id: str
    title: str
    stamp: str
    day: date
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.title, f"تاریخ انتشار: {self.stamp}", *self.sentences, ""))

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def within(self, sentence: str, words: str) -> Span:
        start = self.text.index(sentence) + sentence.index(words)
        return Span(start, start + len(words))

    def evidence(self, sentence: str, focus: str | None = None) -> Evidence:
        return Evidence(self.span(sentence), sentence, self.within(sentence, focus) if focus else None)

    def document(self) -> Document:
        body = Span(self.text.index(self.sentences[0]), len(self.text) - 1)
        published = TimePoint(self.stamp, self.day, self.day, Precision.DAY, None, self.span(self.stamp))
        return Document(
            self.id, self.text, body, f"{self.id}.txt", title=self.span(self.title), published=published
        )

    def extraction(
        self, entities: Sequence[Entity], mentions: Sequence[Mention], claims: Sequence[Claim]
    ) -> Extraction:
        return Extraction(self.document(), known.RUN, tuple(entities), tuple(mentions), tuple(claims))

    def mention(
        self, words: str, entity: str, kind: EntityKind, form: MentionForm = MentionForm.FULL
    ) -> Mention:
        return Mention(self.span(words), words, kind, entity, form)


HEAD = "به گزارش خبرگزاری نمونه به نقل از روابط عمومی سازمان اسناد و کتابخانه ملی ایران، سهراب آذری، رئیس سازمان اسناد و کتابخانه ملی ایران، از گشایش تالاری تازه خبر داد."
COUNT = "آذری اظهار کرد: گنجینه کتابخانه ۵۵ هزار نسخه دارد."
NETWORK = "شبکه دانشگاه‌های مجازی جهان اسلام ۱۰۰ عضو دارد: ۴۰ دانشگاه و ۵۰ کتابخانه."
SECOND = Article(
    "known-2", "گشایش تالار تازه کتابخانه ملی", "۱۴۰۰/۲/۳۰", date(2021, 5, 20), (HEAD, COUNT, NETWORK)
)

SIGNED = "سازمان اسناد و کتابخانه ملی ایران و سازمان فرهنگ و ارتباطات اسلامی تفاهم‌نامه همکاری امضا کردند."
NAMED = "مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران، بهرام نیک‌پی را به سمت معاون پژوهشی این سازمان منصوب کرد."
MET = "رستگاری هفته گذشته با سهراب آذری دیدار کرد."
GREW = "وی تصریح کرد: گنجینه کتابخانه به ۶۰ هزار نسخه رسید."
HOST = "گلستانستان میزبان شبکه دانشگاه‌های مجازی جهان اسلام است."
THIRD = Article(
    "known-3", "امضای تفاهم‌نامه دو سازمان", "۱۴۰۰/۸/۲۹", date(2021, 11, 20), (SIGNED, NAMED, MET, GREW, HOST)
)

_ORGANIZATION, _PERSON, _PLACE = EntityKind.ORGANIZATION, EntityKind.PERSON, EntityKind.PLACE
_ENTITIES = {entity.iri: entity for entity in known.entities()} | {
    AGENCY: Entity(AGENCY, _ORGANIZATION, "خبرگزاری نمونه"),
    SOHRAB: Entity(SOHRAB, _PERSON, "سهراب آذری", ("آذری",)),
    GOLESTANESTAN: Entity(GOLESTANESTAN, _PLACE, "گلستانستان", registered=True),
}


def _entities(*iris: str) -> list[Entity]:
    return [_ENTITIES[iri] for iri in iris]


def second() -> Extraction:
    """Return the extraction of SECOND."""
    e = SECOND.evidence
    network = FigureClaim(
        evidence=e(NETWORK, "۱۰۰ عضو"),
        score=0.9,
        rule="known",
        value=100,
        unit="عضو",
        about="شبکه دانشگاه‌های مجازی جهان اسلام",
        about_entity=CINVU,
    )
    claims: tuple[Claim, ...] = (
        SourceClaim(evidence=e(HEAD, "به گزارش خبرگزاری نمونه"), score=1.0, rule="known", agent=AGENCY),
        SourceClaim(evidence=e(HEAD, "به نقل از روابط عمومی سازمان اسناد و کتابخانه ملی ایران"), score=1.0, rule="known", agent=PR, relayed=True),
        PostClaim(evidence=e(HEAD, "سهراب آذری، رئیس سازمان اسناد و کتابخانه ملی ایران"), score=0.95, rule="known", person=SOHRAB, title="رئیس", organization=NLAI),
        StatementClaim(evidence=e(COUNT, "اظهار کرد"), score=0.9, rule="known", speaker=SOHRAB, verb="اظهار کرد", content=SECOND.span(COUNT.split(": ")[1]), source=PR),
        FigureClaim(
            evidence=e(COUNT, "۵۵ هزار نسخه"), score=0.9, rule="known", value=55000, unit="نسخه", about="گنجینه", about_entity=NLAI, speaker=SOHRAB
        ),
        network,
        FigureClaim(evidence=e(NETWORK, "۴۰ دانشگاه"), score=0.9, rule="known", value=40, unit="دانشگاه", about="عضو", part_of=network),
        FigureClaim(evidence=e(NETWORK, "۵۰ کتابخانه"), score=0.4, rule="known", value=50, unit="کتابخانه", about="عضو", part_of=network),
    )  # fmt: skip
    mentions = (
        SECOND.mention("خبرگزاری نمونه", AGENCY, _ORGANIZATION),
        SECOND.mention("سهراب آذری", SOHRAB, _PERSON),
        Mention(SECOND.within(COUNT, "آذری"), "آذری", _PERSON, SOHRAB, MentionForm.SURNAME),
        SECOND.mention("شبکه دانشگاه‌های مجازی جهان اسلام", CINVU, _ORGANIZATION),
    )
    return SECOND.extraction(_entities(NLAI, CINVU, PR, AGENCY, SOHRAB), mentions, claims)


def third() -> Extraction:
    """Return the extraction of THIRD."""
    e = THIRD.evidence
    week = TimePoint("هفته گذشته", date(2021, 11, 13), date(2021, 11, 19), Precision.DAY)
    claims: tuple[Claim, ...] = (
        EventClaim(
            evidence=e(SIGNED, "امضا کردند"), score=0.8, rule="known", type=EventType.AGREEMENT,
            actors=(Actor(NLAI, ActorRole.SIGNATORY), Actor(ICRO, ActorRole.SIGNATORY)),
        ),
        PostClaim(evidence=e(NAMED, "مینا رستگاری، رئیس سازمان اسناد و کتابخانه ملی ایران"), score=0.95, rule="known", person=MINA, title="رئیس", organization=NLAI),
        PostClaim(evidence=e(NAMED, "معاون پژوهشی این سازمان"), score=0.9, rule="known", person=BAHRAM, title="معاون پژوهشی", organization=NLAI),
        EventClaim(
            evidence=e(NAMED, "منصوب کرد"), score=0.9, rule="known", type=EventType.APPOINTMENT,
            actors=(Actor(BAHRAM, ActorRole.APPOINTEE), Actor(MINA, ActorRole.APPOINTER)),
        ),
        EventClaim(evidence=e(MET, "دیدار کرد"), score=0.6, rule="known", type=EventType.MEETING, actors=(Actor(MINA), Actor(SOHRAB)), time=week),
        StatementClaim(evidence=e(GREW, "تصریح کرد"), score=0.9, rule="known", speaker=MINA, verb="تصریح کرد", content=THIRD.span(GREW.split(": ")[1])),
        FigureClaim(evidence=e(GREW, "۶۰ هزار نسخه"), score=0.9, rule="known", value=60000, unit="نسخه", about="گنجینه", about_entity=NLAI, speaker=MINA),
        RelationClaim(evidence=e(HOST, "میزبان"), score=0.85, rule="known", subject=GOLESTANESTAN, predicate=Predicate.HOSTS, object=CINVU),
    )  # fmt: skip
    mentions = (
        THIRD.mention("سازمان فرهنگ و ارتباطات اسلامی", ICRO, _ORGANIZATION),
        THIRD.mention("مینا رستگاری", MINA, _PERSON),
        THIRD.mention("بهرام نیک‌پی", BAHRAM, _PERSON),
        THIRD.mention("سهراب آذری", SOHRAB, _PERSON),
    )
    return THIRD.extraction(
        _entities(NLAI, ICRO, CINVU, MINA, BAHRAM, SOHRAB, GOLESTANESTAN), mentions, claims
    )


def extractions() -> tuple[Extraction, ...]:
    """Return the three articles, oldest first."""
    return (known.extraction(), second(), third())


REGISTER_NAMES = {
    NLAI: ("سازمان اسناد و کتابخانه ملی ایران", "National Library and Archives of Iran"),
    ICRO: ("سازمان فرهنگ و ارتباطات اسلامی", "Islamic Culture and Relations Organization"),
    CINVU: ("شبکه دانشگاه‌های مجازی جهان اسلام", "Virtual University Network of the Islamic World"),
    TEHRAN: ("تهران", "Tehran"),
    GOLESTANESTAN: ("گلستانستان", "Golestanestan"),
    CULTURE: ("وزارت فرهنگ", "Ministry of Culture"),
}


def register() -> list[Quad]:
    """Return what a register says of the bodies: their names, and that ICRO is part of the Ministry of Culture."""
    graph = t.AUTHORITY_GRAPH
    quads = []
    for iri, (fa, en) in REGISTER_NAMES.items():
        quads.append(Quad(iri, t.SKOS + "prefLabel", persian(fa), graph))
        quads.append(Quad(iri, t.SKOS + "prefLabel", persian(en)._replace(language="en"), graph))
    quads.append(Quad(CULTURE, t.RDF + "type", t.ORG + "Organization", graph))
    quads.append(Quad(ICRO, t.ORG + "subOrganizationOf", CULTURE, graph))
    return quads


def build(folder: Path) -> Path:
    """Make a store of the three articles and the register in a folder that is not there yet, and return it."""
    register_file = folder.with_suffix(".ttl")
    register_file.write_text(register_turtle(), "utf-8")
    with open_store(folder, write=True) as store:
        store.install({t.AUTHORITY_GRAPH: [register_file]})
        for extraction in extractions():
            store.add(extraction, at=known.READ_AT)
        store.finish()
    return folder


def register_turtle() -> str:
    """Return the register as Turtle, to be installed in a store."""
    lines = []
    for quad in register():
        end = (
            f"<{quad.object}>"
            if isinstance(quad.object, str)
            else f'"{quad.object.value}"@{quad.object.language}'
        )
        lines.append(f"<{quad.subject}> <{quad.predicate}> {end} .")
    return "\n".join(lines) + "\n"
