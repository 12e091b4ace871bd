"""Sentences and tokens of Persian news text, with offsets into the stored text.

One regular expression reads the text in its same-length form, so tokens reflect what is printed: a half-space lost to
a space gives two tokens, a deleted one gives one. What ends a sentence is decided on the tokens, and a line end is
a sentence end unless the page was wrapped there (see `layout`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from loaders.persian.layout import soft_wraps
from loaders.persian.letters import INVISIBLE, MARKS, TATWEEL, key, same_length
from loaders.persian.tables import rows, spellings


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, sign or address: `text` is the stored text of [start, end), `key` what to match it by."""

    start: int
    end: int
    text: str
    key: str


class Tokens(tuple[Token, ...]):
    """The tokens of a whole sentence, with room for what has been found in them.

    The rules ask the same of a sentence again and again; what they asked once is kept here as long as the sentence is.
    """

    found: dict[object, Any]
    """What was found in the sentence, by who looked for it."""
    starts: dict[str, list[int]]
    """The keys that begin at each token, joined, up to `START` letters: shorter ones end where a token ends."""

    def __new__(cls, tokens: Iterable[Token]) -> Self:
        """Return the tokens as those of one sentence."""
        new = super().__new__(cls, tokens)
        keys = [token.key for token in new]
        new.found, new.starts = {}, {}
        for at in range(len(keys)):
            text, ahead = keys[at], at
            while len(text) < START and (ahead := ahead + 1) < len(keys):
                new.starts.setdefault(text, []).append(at)
                text += keys[ahead]
            new.starts.setdefault(text[:START], []).append(at)
        return new

    def beginning(self, starts: Set[str]) -> list[int]:
        """Return the tokens, in order, at which a text may begin whose joined key has one of these starts of `START` letters."""
        return sorted({at for start in self.starts.keys() & starts for at in self.starts[start]})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence from its first token to its last, closing marks included."""

    start: int
    end: int
    tokens: Tokens


START = 5
"""Letters by which tables of phrases are entered."""

_LETTER = "\u0621-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc"
_MARK = re.escape(MARKS) + TATWEEL
_JOIN = re.escape(INVISIBLE)
_TOP_DOMAINS = "com|org|net|ir|edu|gov|int|info|me|tv|io|co|uk|de|fr|ru|cn|eu|news"
_EMOJI = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2300-\u23ff\u2190-\u21ff\u25a0-\u25ff\u3030\u303d\u3297\u3299"
_ADDRESS = r"[^\s«»<>\"'،؛()\[\]{}" + _LETTER + "]"
_NO_STOP = "(?<![.,:;!?؟…])"

# Names of letters (آی), those that are words too (وی), and short forms after which a full stop ends nothing.
_ABBREVIATIONS = {
    kind: [same_length(w) for w in spellings(written)] for kind, written in rows("abbreviations.tsv")
}
_LETTER_WORDS, _SHORT = (frozenset(map(key, _ABBREVIATIONS[kind])) for kind in ("word", "short"))
_LETTER_NAMES = frozenset(map(key, _ABBREVIATIONS["letter"])) | _LETTER_WORDS
_SURE_NAME = "|".join(sorted(_ABBREVIATIONS["letter"], key=len, reverse=True))
_NAME = f"{_SURE_NAME}|{'|'.join(_ABBREVIATIONS['word'])}"

_TOKEN = re.compile(
    rf"""
    (?P<address>(?:https?://|ftp://|www\.){_ADDRESS}+{_NO_STOP}
      |[A-Za-z0-9._%+-]{{1,64}}@[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}})+
      |(?<![A-Za-z0-9.@-])[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,9}}\.(?:{_TOP_DOMAINS})(?![A-Za-z0-9-])(?:/{_ADDRESS}*{_NO_STOP})?)
  |(?P<tag>[@\#][\w{_JOIN}{_MARK}]+)
  |(?P<number>\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?
      |\d{{2,4}}-\d{{1,2}}-\d{{1,2}}(?![\d-])
      |\d{{1,3}}(?:[,،٬]\d{{3}}){{1,6}}(?:[.٫/]\d+)?(?!\d)
      |\d+(?:[./٫:]\d+)*(?!\d))
  |(?P<initials>(?:{_SURE_NAME}|[{_LETTER}]{TATWEEL}?)\.(?:(?:{_NAME}|[{_LETTER}]{TATWEEL}?)\.)*
        (?:{_NAME}|[{_LETTER}])(?![{_LETTER}{_MARK}{_JOIN}])\.?
      |(?:[A-Za-z]\.){{2,}})
  |(?P<word>[{_LETTER}][{_LETTER}{_MARK}]*(?:[{_JOIN}]+[{_LETTER}{_MARK}]+)*
      |[A-Za-z][A-Za-z0-9]*(?:['’&][A-Za-z0-9]+)*
      |[^\W\d_{_LETTER}{_MARK}A-Za-z][^\W\d_{_LETTER}A-Za-z]*)
  |(?P<emoji>(?:[{_EMOJI}][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*(?:\u200d(?=[{_EMOJI}]))?)+)
  |(?P<dots>\.{{2,}}|…)
  |(?P<same>[!?؟]+|{TATWEEL}+|-{{2,}}|\*+|_+)
  |(?P<sign>[^\s{_JOIN}{_MARK}])
  |(?P<break>\n)
  |[^\S\n]+|[{_JOIN}{_MARK}]+
    """,
    re.VERBOSE,
)
_CLOSERS = frozenset("»\")]}”’'›")
_STOPS = frozenset(".!?؟…")
_GOES_ON = frozenset("،,؛:;")


@lru_cache(maxsize=4)
def _plain(text: str) -> str:
    """The same-length form of a whole text, kept while its sentences are asked for one by one."""
    return same_length(text)


def _scan(text: str, plain: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of [start, end); a hard line end is a token too, its text the newline."""
    wraps = soft_wraps(text)
    for match in _TOKEN.finditer(plain, start, end):
        kind = match.lastgroup
        if kind is None or (kind == "break" and match.start() in wraps):
            continue
        piece = text[match.start() : match.end()]
        yield Token(match.start(), match.end(), piece, key(piece))


def _ends_here(tokens: list[Token], upcoming: Token | None) -> bool:
    """Whether the stop that was read last (`tokens[-1]`, or the one before closing marks) ends the sentence."""
    at = len(tokens) - 1
    while at >= 0 and tokens[at].text in _CLOSERS:
        at -= 1
    stop, closed = tokens[at], at < len(tokens) - 1
    before = tokens[at - 1] if at else None
    if upcoming is not None and upcoming.text in _GOES_ON:
        return False
    if stop.text == "." and _abbreviates(tokens[:at], stop, upcoming):
        return False
    if stop.text[0] in ".…" and len(stop.text) + (stop.text == "…") > 1:
        return not (before is not None and before.key == "و") and not closed
    return not (closed and stop.text[0] in "!?؟")


def _abbreviates(said: list[Token], stop: Token, upcoming: Token | None) -> bool:
    """Whether a full stop belongs to the word before it: an initial, a letter's name, a short form, a list's number."""
    if not said:
        return False
    before, first = said[-1], len(said) == 1
    if len(before.key) == 1 and before.key.isalpha() and before.end == stop.start:
        return True
    if before.key in _SHORT or (before.key.isdecimal() and first and upcoming is not None):
        return True
    spelled = before.key in _LETTER_NAMES and (
        before.key not in _LETTER_WORDS or first or said[-2].text == "."
    )
    if not spelled or upcoming is None:
        return False
    return upcoming.key == "و" or (upcoming.key in _LETTER_NAMES and upcoming.key not in ("وی", "او"))


def _is_stop(token: Token) -> bool:
    return token.text[0] in _STOPS and token.text[-1] in _STOPS


@lru_cache(maxsize=64)
def _sentences(text: str, start: int, end: int) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    tokens: list[Token] = []
    stopped = False

    def close() -> None:
        nonlocal tokens, stopped
        if tokens:
            found.append(Sentence(tokens[0].start, tokens[-1].end, Tokens(tokens)))
        tokens, stopped = [], False

    for token in _scan(text, _plain(text), start, end):
        if token.key == "\n":
            close()
            continue
        if stopped and token.text not in _CLOSERS and not _is_stop(token):
            if _ends_here(tokens, token):
                close()
            stopped = False
        tokens.append(token)
        stopped = stopped or _is_stop(token)
    close()
    return tuple(found)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Sentence]:
    """The sentences of `text[start:end]` in order, with their tokens; offsets are code points of `text`.

    A sentence ends at `. ! ? ؟ …` and at a line end, but not inside a number, an abbreviation (`بی.ام.و`, `م. ر.`),
    an address, after the number that opens a list item, after `و ...`, at `؛`, or where the page was only wrapped.
    """
    yield from _sentences(text, start, len(text) if end is None else end)
