"""Mentions become entities: the register first, then forms inside the article, then the name itself.

A surname, a short form, `وی` or `رئیس این سازمان` is resolved inside its article only; what it was resolved to is kept as its
antecedent. A full name that the register does not know gives an entity whose IRI is a hash of the name; a surname without a full
name gives one that belongs to this article alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg import terms as t
from kg.model import Entity, EntityKind, Mention, MentionForm
from kg.names import fold
from loaders.extract.misprints import misprinted
from loaders.extract.page import Chunk, Kind, Page, words_text
from loaders.extract.phrases import joined, table, words
from loaders.extract.words import corrected_first_name, is_first_name
from loaders.persian.hazm_door import restore_half_spaces
from loaders.persian.letters import ZWNJ, key
from loaders.register import Entry, register

_FEWEST_WORDS_OF_PREFIX = 2
_LONG_ENOUGH, _LONG_SURNAME = (
    5,
    7,
)  # letters of a surname that may be misprinted, after a first name and alone


@dataclass(slots=True)
class Draft:
    """An entity while its mentions are gathered."""

    iri: str
    kind: EntityKind
    name: str
    words: tuple[str, ...]
    aliases: Counter[str] = field(default_factory=Counter)
    honorifics: dict[str, None] = field(default_factory=dict)
    types: tuple[str, ...] = ()
    registered: bool = False
    printed: bool = True

    def entity(self) -> Entity:
        """Return the finished entity: an alias that only repeats the name is left out."""
        name = self._name_here()
        own = fold(name)
        aliases = tuple(dict.fromkeys(alias for alias in self.aliases if fold(alias) != own))
        return Entity(
            self.iri,
            self.kind,
            name,
            aliases,
            tuple(self.honorifics),
            self.types,
            self.registered,
            self.printed,
        )

    def _name_here(self) -> str:
        """Return the name that fits the article: for a place its usual form there, for a body a former name if it bears no other."""
        if not self.registered or not self.aliases:
            return self.name
        if self.kind is EntityKind.PLACE:
            usual = max(
                self.aliases, key=lambda form: (not form.startswith("جمهوری"), self.aliases[form], len(form))
            )
            return self.name if usual.startswith("جمهوری") else usual
        entry = register().entries[self.iri]
        former = {fold(label) for label in entry.former}
        if former.issuperset(map(fold, self.aliases)):
            return max(self.aliases, key=len)
        return self.name


class Linker:
    """The entities of one page, and which chunk stands for which.

    The order matters: bodies and places first, then persons, then the forms that need what was found before them.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.drafts: dict[str, Draft] = {}
        self.mentions: list[Mention] = []
        self._bodies: dict[str, str] = {}
        self._persons: list[Draft] = []

    def entities(self) -> tuple[Entity, ...]:
        """Return the entities in order of their first mention."""
        return tuple(draft.entity() for draft in self.drafts.values())

    def ordered_mentions(self) -> tuple[Mention, ...]:
        """Return the mentions in the order of the text."""
        return tuple(sorted(self.mentions, key=lambda mention: (mention.span, mention.entity)))

    # Bodies and places

    def link_bodies(self) -> None:
        """Link every named body, the longest forms first, so that a short form finds the long one.

        Headings come last: they leave out what would tell where a name ends, so there a name that the body text knows is cut out.
        """
        chunks = [*self._with_inner(self.page.chunks(Kind.ORGANIZATION))]
        times = Counter(joined(chunk.text) for chunk in chunks)
        for chunk in chunks:
            self._cut_overrun(chunk, times)
        for chunk in sorted(
            chunks, key=lambda chunk: (chunk.registered is None, self._in_heading(chunk), -len(chunk.name))
        ):
            if chunk.registered is None and self._in_heading(chunk):
                self._cut(chunk)
            chunk.entity = self._body(chunk)
        for chunk in self._with_inner(self.page.chunks(Kind.ORGANIZATION)):  # those cut off are gone
            assert chunk.entity is not None
            draft = self.drafts[chunk.entity]
            form = MentionForm.FULL if fold(chunk.text) == fold(draft.name) else MentionForm.SHORT
            self._mention(chunk, form)

    @staticmethod
    def _with_inner(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        stack = list(chunks)
        while stack:
            chunk = stack.pop()
            yield chunk
            stack.extend(chunk.inner)

    def _in_heading(self, chunk: Chunk) -> bool:
        return self.page.rows[chunk.sentence].heading

    def _cut(self, chunk: Chunk) -> None:
        """Cut a heading's name to the longest name of the page that it begins with."""
        for size in range(len(chunk.name) - 1, _FEWEST_WORDS_OF_PREFIX - 1, -1):
            if joined(words_text(chunk.name[:size])) in self._bodies:
                _shorten(chunk, size)
                return

    def _cut_overrun(self, chunk: Chunk, times: Counter[str]) -> None:
        """Cut a name that one sentence lets run on into a common word, where the page has it again and again without the word."""
        for size in range(len(chunk.name) - 1, _FEWEST_WORDS_OF_PREFIX - 1, -1):
            whole, part = joined(chunk.text), joined(words_text(chunk.name[:size]))
            common = (
                chunk.name[size].key in words("common_words.txt")
                and register().places.at(chunk.name, size) is None
            )
            if _is_generic(chunk, size):
                continue
            if chunk.registered is None and common and times[whole] == 1 and times[part] > 1:
                _shorten(chunk, size)
                return

    def _body(self, chunk: Chunk) -> str:
        name = shown(chunk.text)
        if chunk.registered:
            return self._registered(register().entries[chunk.registered], name)
        found = (
            self._bodies.get(joined(name))
            or self._bodies.get(joined(chunk.fullest))
            or self._longer(chunk)
            or self._contextual(name)
        )
        if found:
            self.drafts[found].aliases[name] += 1
            return found
        return self.body(name, types=_class_of(chunk))

    def _longer(self, chunk: Chunk) -> str | None:
        """Return the one body of the page whose name goes on where this one ends: `دانشگاه شهید باهنر` → `… کرمان`."""
        words = tuple(token.key for token in chunk.name)
        if len(words) < _FEWEST_WORDS_OF_PREFIX:
            return None
        fits = [
            draft.iri
            for draft in self.drafts.values()
            if draft.kind is EntityKind.ORGANIZATION
            and draft.words[: len(words)] == words
            and len(draft.words) <= len(words) + 3
        ]
        return fits[0] if len(fits) == 1 else None

    def _contextual(self, name: str) -> str | None:
        """Return the body that this short form means beside a full name that the page gives."""
        for entry in register().contextual.get(name) or ():
            if entry.iri in self.drafts:
                return entry.iri
        return None

    def body(self, name: str, *, types: tuple[str, ...] = (), printed: bool = True) -> str:
        """Return the IRI of the body with this name, which is made if the page did not have it."""
        entry = register().bodies.get(name)
        if entry is not None:
            return self._registered(entry, name, printed=printed)
        known = self._bodies.get(joined(name))
        if known is not None:
            return known
        iri = t.entity_iri(EntityKind.ORGANIZATION, name)
        words = tuple(key(word) for word in name.split())
        self.drafts[iri] = Draft(iri, EntityKind.ORGANIZATION, name, words, types=types, printed=printed)
        self._bodies[joined(name)] = iri
        return iri

    def entry(self, iri: str, *, printed: bool = False) -> str:
        """Return the IRI of an entry of the register, noted as an entity of the page."""
        return self._registered(register().entries[iri], None, printed=printed)

    def _registered(self, entry: Entry, name: str | None, *, printed: bool = True) -> str:
        draft = self.drafts.get(entry.iri)
        if draft is None:
            words = tuple(key(word) for word in entry.name.split())
            draft = Draft(
                entry.iri, entry.kind, entry.name, words, types=entry.types, registered=True, printed=printed
            )
            self.drafts[entry.iri] = draft
        draft.printed = draft.printed or printed
        if name:
            draft.aliases[name] += 1
            self._bodies.setdefault(joined(name), entry.iri)
        return entry.iri

    def link_places(self) -> None:
        """Link every place: an entry of the register, or a venue by its name."""
        for chunk in self.page.chunks(Kind.PLACE):
            name = shown(chunk.text)
            if chunk.registered:
                chunk.entity = self._registered(register().entries[chunk.registered], name)
            else:
                chunk.entity = self._place(name)
            self._mention(chunk, MentionForm.FULL)

    def _place(self, name: str) -> str:
        entry = register().places.get(name)
        if entry is not None:
            return self._registered(entry, name)
        iri = t.entity_iri(EntityKind.PLACE, name)
        self.drafts.setdefault(iri, Draft(iri, EntityKind.PLACE, name, tuple(name.split())))
        return iri

    # Persons

    def link_persons(self) -> None:
        """Link persons: full names first, then the surnames and first names that stand for them."""
        chunks = list(self.page.chunks(Kind.PERSON))
        for chunk in sorted(chunks, key=lambda chunk: -len(chunk.name)):
            chunk.entity = self._person(chunk)
        for chunk in chunks:
            assert chunk.entity is not None
            draft = self.drafts[chunk.entity]
            draft.honorifics.update(dict.fromkeys(chunk.honorifics))
            form = MentionForm.FULL if len(chunk.name) == len(draft.words) else MentionForm.SURNAME
            self._mention(chunk, form)

    def _person(self, chunk: Chunk) -> str:
        words = tuple(token.key for token in chunk.name)
        printed = shown_person(chunk.text)
        found = self._known(chunk, words) or self._called(chunk.fullest)
        if found is not None:
            found.aliases[printed] += 1
            return found.iri
        name = _corrected(chunk, printed)
        if name != printed:
            words = tuple(key(word) for word in name.split())
            found = self._known(chunk, words)
            if found is not None:
                found.aliases[printed] += 1
                return found.iri
        whole = len(words) > 1
        identity = (name,) if whole else (name, self.page.doc.url or self.page.doc.id)
        iri = t.entity_iri(EntityKind.PERSON, *identity)
        draft = self.drafts.setdefault(iri, Draft(iri, EntityKind.PERSON, name, words))
        draft.aliases[printed] += 1
        self._persons.append(draft)
        return iri

    def _known(self, chunk: Chunk, words: tuple[str, ...]) -> Draft | None:
        """Return the person of the page that a form may stand for; of several, the one whom the text named last before it."""
        fits = [draft for draft in self._persons if _stands_for(words, draft.words)] or [
            draft for draft in self._persons if misprinted(words, draft.words)
        ]
        if len(fits) < 2:
            return fits[0] if fits else None
        here = (chunk.sentence, chunk.first)
        named = [
            ((c.sentence, c.first), c.entity)
            for c in self.page.chunks(Kind.PERSON)
            if c.entity and (c.sentence, c.first) < here
        ]
        last = max(
            ((place, iri) for place, iri in named if any(draft.iri == iri for draft in fits)), default=None
        )
        return next((draft for draft in fits if last and draft.iri == last[1]), fits[0])

    def _called(self, name: str) -> Draft | None:
        """Return the person of the page with this very name."""
        whole = joined(name)
        return next((d for d in self._persons if whole and whole == joined(d.name)), None)

    def is_called(self, chunk: Chunk, noun: str) -> bool:
        """Tell whether a name that the page or the register gives the body of a chunk begins with a noun (as key)."""
        draft = self.drafts.get(chunk.entity or "")
        forms = (draft.name, *draft.aliases) if draft is not None else (chunk.text,)
        return any(joined(form).startswith(noun) for form in forms)

    # Mentions that stand for something said before

    def refer(self, chunk: Chunk, antecedent: Chunk, form: MentionForm, score: float) -> None:
        """Let a pronoun, a bare title or `این سازمان` stand for what an earlier chunk stands for."""
        chunk.entity = antecedent.entity
        chunk.antecedent = antecedent
        chunk.score = score
        self._mention(chunk, form)

    def _mention(self, chunk: Chunk, form: MentionForm) -> None:
        assert chunk.entity is not None
        span = self.page.span(chunk)
        kind = self.drafts[chunk.entity].kind
        self.mentions.append(
            Mention(
                span,
                self.page.doc.quote(span),
                kind,
                chunk.entity,
                form,
                chunk.honorifics,
                chunk.score,
                chunk.rule,
            )
        )


def _shorten(chunk: Chunk, size: int) -> None:
    """Keep the first `size` words of a chunk's name; a body inside it that is now the whole is named once."""
    chunk.name = chunk.name[:size]
    chunk.last = chunk.first + size
    chunk.inner = [part for part in chunk.inner if part.last <= chunk.last and len(part.name) < size]


@lru_cache(maxsize=65536)
def shown(text: str) -> str:
    """Return a name as a good editor writes it: half-spaces restored, quotation marks dropped."""
    return " ".join(restore_half_spaces(text.translate(_QUOTES)).split())


def shown_person(text: str) -> str:
    """Return a person's name as a good editor writes it: endings of surnames joined by a half-space (`احمدی‌نژاد`, `حسام‌الدین`)."""
    parts = shown(text).split(" ")
    out = parts[:1]
    for part in parts[1:]:
        joins = key(part) in _SURNAME_ENDINGS and ZWNJ not in out[-1]
        out[-1:] = [f"{out[-1]}{ZWNJ}{part}"] if joins else [out[-1], part]
    return " ".join(out)


_SAYYID = frozenset(map(key, ("سید", "سیده")))
_SURNAME_ENDINGS = frozenset(
    map(key, ("زاده", "نژاد", "پور", "نیا", "فر", "الدین", "الله", "اله", "الاسلام", "ای"))
)
_QUOTES = str.maketrans(dict.fromkeys('«»"“”', " "))


def _is_generic(chunk: Chunk, size: int) -> bool:
    """Tell whether the first words of a body's name tell only its kind, so that the page may have them for short: `فدراسیون جهانی`."""
    head = table("org_heads.tsv").at(chunk.name, 0)
    return head is not None and {token.key for token in chunk.name[head[0] : size]} <= words(
        "generic_words.txt"
    )


def _class_of(chunk: Chunk) -> tuple[str, ...]:
    """Return the class that a body's head noun tells."""
    found = table("org_heads.tsv").at(chunk.name, 0)
    if found is None or found[1][2] == "-":
        return ()
    prefix, local = found[1][2].split(":")
    return (t.PREFIXES[prefix] + local,)


def _stands_for(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether a form may stand for a whole name: the same, its last words, or its first and last."""
    short, whole = _without_sayyid(short), _without_sayyid(whole)
    if "".join(short) == "".join(whole):
        return True
    if len(short) == 1 and len(whole) == 1:
        return whole[0].startswith("سید") and whole[0].endswith(short[0]) and len(short[0]) > 4
    if (
        len(short) > 1
        and len(whole) > 1
        and "".join(whole).endswith("".join(short))
        and short[0] not in whole[:1]
    ):
        return True
    if len(short) >= len(whole):
        return False
    if whole[-len(short) :] == short:
        return True
    if len(short) == 1 and len(whole) > 1 and "".join(whole).endswith(short[0]) and len(short[0]) > 4:
        return not is_first_name(short[0])
    if len(short) == 1 and not is_first_name(short[0]) and len(short[0]) > 3:
        return short[0] in whole[1:-1] or (
            whole[-1].startswith(short[0]) and len(whole[-1]) > len(short[0]) + 2
        )
    return len(short) > 1 and short[0] == whole[0] and short[-1] == whole[-1]


def _without_sayyid(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name's words without `سید`, which one mention prints and the next leaves out."""
    if len(name) > 2 and name[0] in _SAYYID:
        return name[1:]
    joined_to_it = len(name) > 1 and name[0].startswith("سید") and is_first_name(name[0][3:])
    return (name[0][3:], *name[1:]) if joined_to_it else name


def _corrected(chunk: Chunk, printed: str) -> str:
    """Return the name with a misprinted first name put right, if that is what it is."""
    if len(chunk.name) < 2:
        return printed
    first = corrected_first_name(chunk.name[0].key, chunk.name[1].key)
    return printed if first is None else " ".join((first, *printed.split()[1:]))
