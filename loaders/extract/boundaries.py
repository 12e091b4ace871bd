"""Where the name of a body ends.

Persian joins the words of a name by ezafe, which is not printed, so a name runs on until something says that it has ended: a sign, a
stop word, a verb, a post title, a person's name, a place, another body. `و` is the hard case (`علوم و فناوری`, but `سازمان X و سازمان
Y`): it belongs to the name where counting or the form of its two words says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.extract.page import Chunk, Row
from loaders.extract.phrases import Phrases, group, joined, table, words
from loaders.extract.words import (
    SUFFIXES,
    begins_person,
    ends_name,
    follows_body,
    is_inflected,
    is_verb,
    is_word,
    name_share,
    opens_complement,
    stands_outside,
    verb_at,
)
from loaders.persian.letters import ZWNJ
from loaders.persian.tables import rows, spellings
from loaders.persian.tokens import Token
from loaders.register import register

_LONGEST = 9  # words, without `و` and endings printed apart
_WHOLE = 35  # percent of places after which a name must have ended
_PART = 20
_OFTEN = 5  # articles
_LONGEST_QUOTED = 6
_SURELY_A_NAME = 0.6
_EZAFE = "های"  # after a plural that is printed so, a complement must follow
_OPEN, _CLOSE = frozenset('«"“'), frozenset('»"”')

BodyAt = Callable[[Row, int], Chunk | None]
"""Reads the body whose name begins at a token, if one does."""


@dataclass(frozen=True, slots=True)
class Attested:
    """How a name recurs in the news: the articles that have it, and the percent of places after which a name must have ended."""

    articles: int
    ends: int

    @property
    def is_whole(self) -> bool:
        """Whether it is a name to its end."""
        return self.ends >= _WHOLE

    @property
    def is_part(self) -> bool:
        """Whether it is the beginning of longer names: `کمیسیون مشترک`."""
        return self.articles >= _OFTEN and self.ends < _PART


@lru_cache(maxsize=1)
def attested() -> Phrases[Attested]:
    """Names of bodies that recur in the news."""
    return Phrases((name, Attested(int(count), int(ends))) for name, count, ends in rows("org_names.tsv"))


@lru_cache(maxsize=1)
def _pairs() -> frozenset[tuple[str, str]]:
    """Words that `و` joins inside known names: (before, after)."""
    names = [name for name, *_ in rows("org_names.tsv")]
    names += [label.replace("،", " ،") for entry in register().entries.values() for label in entry.labels]
    return frozenset(pair for name in names for pair in _joined_words(name.split()))


def _joined_words(parts: Sequence[str], signs: frozenset[str] = frozenset("و")) -> Iterator[tuple[str, str]]:
    for before, middle, after in zip(parts, parts[1:], parts[2:], strict=False):
        if middle in signs:
            yield joined(before), joined(after)


@lru_cache(maxsize=1)
def _listed() -> frozenset[tuple[str, str]]:
    """Words that a comma or `و` joins inside names of the register: `علوم، تحقیقات و فناوری`."""
    labels = [
        label.replace("،", " ،")
        for entry in register().entries.values()
        for label in entry.labels
        if "،" in label
    ]
    return frozenset(pair for label in labels for pair in _joined_words(label.split(), frozenset("و،")))


@lru_cache(maxsize=1)
def _tied() -> frozenset[tuple[str, str]]:
    """Words that `و` often joins, in names or anywhere: `حفظ و نشر`."""
    return frozenset((joined(before), joined(after)) for before, after, _ in rows("joined_words.tsv"))


@lru_cache(maxsize=1)
def _numbers() -> frozenset[str]:
    return frozenset(joined(word) for row in rows("number_words.tsv") for word in spellings(row[-1]))


def complement_words(tokens: Sequence[Token], after: int, end: int) -> frozenset[str]:
    """Return the keys of the words after a head noun, without `و`."""
    return frozenset(token.key for token in tokens[after:end]) - {"و"}


@dataclass(slots=True)
class NameReader:
    """Reads one name from its head noun to its end.

    Attributes:
        first: the head noun's first token; `start`: the token after the head noun.
        unit: whether the head names a part of another body, whose name must follow.
        body_at: how a body inside the name is read.
        inner: the bodies found inside the name.
    """

    row: Row
    first: int
    start: int
    unit: bool
    body_at: BodyAt
    inner: list[Chunk] = field(default_factory=list)

    def end(self) -> int:
        """Return the index after the name's last token, `start` where the head noun has no complement."""
        end = self._quoted() or self._read()
        end = self._trimmed(end)
        self.inner = [chunk for chunk in self.inner if chunk.last <= end]
        return end

    def _quoted(self) -> int | None:
        """Return the end of a name in quotation marks right after its head: `انتشارات «…»`."""
        if self.row.key(self.start) not in _OPEN:
            return None
        for end in range(self.start + 2, self.start + _LONGEST_QUOTED):
            if self.row.key(end) in _CLOSE:
                return end + 1
        return None

    def _read(self) -> int:
        at, over, read = self.start, False, self.start - self.first
        while not over and read < _LONGEST and at < len(self.row.tokens):
            step = self._step(at)
            if step is None:
                break
            read += self.row.key(at) not in SUFFIXES | {"و", "،"}
            at, over = step
        return at

    def _step(self, at: int) -> tuple[int, bool] | None:
        """Return (index after what stands at `at`, whether the name ends there), or None where the name has ended before it."""
        tokens = self.row.tokens
        if tokens[at].key == "و":
            return (at + 1, False) if self._opens_field(at) or self._joins(at) else None
        if blessing_end(self.row, at) > at:
            return at + 3, False
        if tokens[at].key == "،":
            return (at + 1, False) if (tokens[at - 1].key, self.row.key(at + 1)) in _listed() else None
        if at > self.first + 1 and opens_complement(tokens, self.start, at):
            return at + 1, False
        if ends_name(tokens, at) or verb_at(tokens, at) or table("light_verbs.txt").at(tokens, at):
            return None
        field = table("org_heads.tsv").at(tokens, at) if at == self.start else None
        if field is not None and joined(field[1][0]) in group("field"):
            return field[0], False  # `اداره کل روابط عمومی سازمان …`
        nested = self.body_at(self.row, at)
        if nested is not None:
            self.inner.append(nested)
            return nested.last, True
        place = register().places.at(tokens, at)
        if place is not None:
            return self._past_place(at, place[0])
        return (at + 1, False) if self._belongs(at) else None

    def _past_place(self, first: int, at: int) -> tuple[int, bool]:
        """Go past a place [first, at) inside a name: it nearly always ends there; a mission's name goes on to where it stands."""
        places, tokens = register().places, self.row.tokens
        seat = places.at(tokens, at + 1) if self.row.key(at) == "در" else None
        if seat is not None and tokens[self.first].key in group("mission"):
            return seat[0], True
        partner = places.at(tokens, at + 1) if self.row.key(at) == "و" else None
        joint = any(token.key in group("joint") for token in tokens[self.start : first])
        if partner is not None and partner[1].is_country and joint:
            return partner[0], True  # `کمیسیون مشترک ایران و چین`
        goes_on = at < len(tokens) and (
            places.at(tokens, at) is not None or tokens[at].key in group("after-place")
        )
        return at, not goes_on

    def _belongs(self, at: int) -> bool:
        """Tell whether an ordinary word belongs to the name, rather than to a title, a clause or a person after it."""
        tokens, word = self.row.tokens, self.row.key(at)
        titled = table("titles.tsv").at(tokens, at) and word not in group("no-title")
        if is_inflected(tokens[at]) or (titled and not self._opens_field(at - 1)):
            return False
        if at == self.start:
            return not (self._governs(at) or self._is_foreign(at))
        if word in SUFFIXES:
            return True  # the ending of the word before, printed apart
        held = {self.row.key(self.first), self.row.key(at - 1)} & group("holding")
        if word in group("rite") and not held:
            return False  # no comma after the source: `به گزارش X مراسم Y …`
        if (self._follows(at) or self._governs(at)) and not self._must_go_on(at):
            return False
        honoured = table("honorifics.txt").at(tokens, at) is not None and word not in group("eponym")
        return not (honoured or begins_person(tokens, at))

    def _follows(self, at: int) -> bool:
        """Tell whether a word follows names of bodies, or, after a whole name, is one that no name holds."""
        word = self.row.key(at)
        return follows_body(word) or (stands_outside(word) and self._is_whole(at))

    def _is_whole(self, at: int) -> bool:
        """Tell whether the tokens before `at` are a whole name that the news or the register knows."""
        known = attested().at(self.row.tokens, self.first, at)
        if known is not None and known[0] == at and known[1].is_whole:
            return True
        listed = register().bodies.at(self.row.tokens, self.first, at)
        return listed is not None and listed[0] == at

    def _is_foreign(self, at: int) -> bool:
        """Tell whether a common word stands after a head noun that takes a name or a field: `دانشگاه تخفیف می‌دهد`.

        It stands in no whole name that the news knows, nor begins one here.
        """
        word = self.row.key(at)
        return (
            self.row.key(self.first) in group("proper")
            and word in words("common_words.txt")
            and word not in words("body_words.tsv")
            and attested().at(self.row.tokens, self.first) is None
            and register().places.at(self.row.tokens, at + 1) is None
        )

    def _governs(self, at: int) -> bool:
        """Tell whether a word stands before the preposition or verb that it mostly stands before: `در مجلس خطاب به …`."""
        tokens = self.row.tokens
        if tokens[at].key not in words("governing_words.tsv") or opens_complement(tokens, self.start, at + 1):
            return False
        return ends_name(tokens, at + 1) or table("light_verbs.txt").at(tokens, at + 1) is not None

    def _must_go_on(self, at: int) -> bool:
        """Tell whether a name can't have ended before token `at`: after `و`, after generic words only, or inside an attested name."""
        generic = complement_words(self.row.tokens, self.start, at) <= words("generic_words.txt")
        known = attested().at(self.row.tokens, self.first)
        longer = known is not None and (known[0] > at or (known[0] == at and known[1].is_part))
        before = self.row.key(at - 1)
        inside = before in {"و", "،"} or opens_complement(self.row.tokens, self.start, at - 1)
        inside = inside or (at > self.start and (before.endswith(_EZAFE) or _awaits(self.row.tokens[at - 1])))
        return inside or generic or longer

    def _joins(self, at: int) -> bool:
        """Tell whether the `و` at token `at` stands inside the name.

        It does where its two words are joined in known names, where both are adjectives in `ی` or both plurals, in the name of a unit
        whose body follows (`معاونت فنی و درآمد سازمان …`), and where what stands before is no whole name that the news knows
        (`صندوق تملیک و ساماندهی …`), unless the word after is one that names do not hold.
        """
        tokens = self.row.tokens
        if ends_name(tokens, at + 1) or verb_at(tokens, at + 1) or self._begins_another(at + 1):
            return False
        if tokens[at + 1].key in group("others") | _numbers() or is_inflected(tokens[at + 1]):
            return False
        before, after = tokens[at - 1].key, tokens[at + 1].key
        if at == self.start and self.row.key(self.first) in group("proper"):
            return False
        if (before, after) in _pairs() or (before, after + self.row.key(at + 2)) in _pairs():
            return True
        if (before, after.removesuffix("های")) in _pairs():
            return True
        if at - self.first < 2 and not self.unit:
            return False
        if _alike(before, after) or ((self.unit or self._titled()) and self._body_ahead(at + 1)):
            return True
        return self._is_open(at) and not self._is_apart(at + 1)

    def _titled(self) -> bool:
        """Tell whether the head of a title stands right before the name, whose holder is of one body: `رئیس مرکز X و Y سازمان Z`."""
        title = table("titles.tsv").at(self.row.tokens, self.first - 1)
        return title is not None and title[0] == self.first

    def _opens_field(self, at: int) -> bool:
        """Tell whether the `و` at token `at` joins two fields of work right after a head noun: `سازمان پیشگیری و مدیریت …`."""
        fields = words("title_modifiers.txt")
        joins = at == self.start + 1 and self.row.key(at) == "و"
        return joins and {self.row.key(at - 1), self.row.key(at + 1)} <= fields

    def _is_open(self, at: int) -> bool:
        """Tell whether what stands before token `at` is no whole name by itself, or one that `و` often carries on."""
        return not self._is_whole(at) or (self.row.key(at - 1), self.row.key(at + 1)) in _tied()

    def _is_apart(self, at: int) -> bool:
        """Tell whether the word at token `at`, after `و`, begins something other than the rest of a name."""
        tokens = self.row.tokens
        if (tokens[at - 2].key, tokens[at].key) in _tied():
            return False
        bare = at - 2 == self.start and tokens[at - 2].key in words("common_words.txt")  # `صندوق تملیک و …`
        if tokens[at].key.endswith("های") or (stands_outside(tokens[at].key) and not bare):
            return True
        verbal = table("light_verbs.txt").at(tokens, at + 1) is not None
        return verbal or self.row.key(at + 1) in group("pointer") or self.row.key(at + 1)[:1].isdigit()

    def _begins_another(self, at: int) -> bool:
        """Tell whether a body, title, person or place begins at token `at`."""
        head = table("org_heads.tsv").at(self.row.tokens, at)
        if head is not None and (head[1][1] != "weak" or self.body_at(self.row, at) is not None):
            return True
        tables = (table("titles.tsv"), table("honorifics.txt"), register().places)
        return any(phrases.at(self.row.tokens, at) for phrases in tables) or begins_person(
            self.row.tokens, at
        )

    def _body_ahead(self, at: int) -> bool:
        """Tell whether another body's name begins within three words after token `at`, with nothing between that ends a name."""
        for ahead in range(at + 1, at + 4):
            if ends_name(self.row.tokens, ahead) or self.row.key(ahead) == "و":
                return False
            if self.body_at(self.row, ahead) is not None:
                return True
        return False

    def _before_verb(self, end: int) -> bool:
        """Tell whether the word before token `end` is or belongs to a verb: `ارسال شد`, or, of a common word, `اتفاق می‌افتد`.

        A sentence ends with its verb: a word before its full stop that names do not hold is one.
        """
        tokens, last = self.row.tokens, self.row.key(end - 1)
        if table("light_verbs.txt").at(tokens, end):
            return True
        closes = end == len(tokens) - 1 and tokens[end].text == "." and not self.row.heading
        if closes and last not in words("body_words.tsv") and register().places.at(tokens, end - 1) is None:
            return end - 1 > self.start
        common = (
            tokens[end - 1].key in words("common_words.txt") and register().places.at(tokens, end - 1) is None
        )
        return common and end < len(tokens) and is_verb(tokens, end)

    def _trimmed(self, end: int) -> int:
        """Cut what is no part of the name: a trailing `و` or sign, the noun of a light verb, a surname after an attested name."""
        tokens, after = self.row.tokens, self.start
        while end > after and not (
            (is_word(tokens[end - 1]) and tokens[end - 1].key != "و")
            or tokens[end - 1].key in _CLOSE
            or blessing_end(self.row, end - 3) == end
        ):
            end -= 1
        known = attested().at(tokens, self.first, end)
        while end - after > 1 and tokens[end - 1].key.endswith(_EZAFE):
            end -= (
                2 if tokens[end - 1].key == _EZAFE else 1
            )  # `شرکت‌های نفت و شرکت‌های …`: what it opened is no part of the name
        if end > after and self._before_verb(end) and (known is None or known[0] < end):
            end -= 1
        if (
            end - after >= 2
            and tokens[end - 1].key.removesuffix("ی") in table("event_words.tsv")
            and tokens[end - 1].key.endswith("ی")
        ):
            end -= 1  # `دانشگاه X نشستی برگزار کرد`
        surname = (
            end - after >= 2
            and name_share(tokens[end - 1].key) > _SURELY_A_NAME
            and tokens[end - 2].key not in group("eponym") | {"و"}
        )
        return known[0] if surname and known is not None and after < known[0] < end else end


def _awaits(token: Token) -> bool:
    """Tell whether a word ends in the vowel that ties it to the word after it, printed out: `احیای …`, `ارتقای …`."""
    return len(token.text) > 4 and token.key.endswith("ای") and token.text[-3] not in {ZWNJ, "ه", " "}


def blessing_end(row: Row, at: int) -> int:
    """Return the index after the blessing in brackets at token `at`, which breaks no name off: `دانشگاه امام رضا (ع) مشهد`."""
    said = row.key(at) == "(" and row.key(at + 1) in group("blessing") and row.key(at + 2) == ")"
    return at + 3 if said else at


def _alike(a: str, b: str) -> bool:
    """Tell whether two words have one form: adjectives in `ی`, or plurals."""
    return min(len(a), len(b)) > 3 and any(
        a.endswith(ending) and b.endswith(ending) for ending in ("ی", "های", "ها")
    )
