"""Three normal forms of Persian text: one of the same length, one to match by, one to show.

`same_length` keeps every offset, so a rule may search it and report positions in the stored text. `key` is what
two spellings of one word share. `display` is what a careful editor would print. All three are idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ZWNJ = "\u200c"

_YEH = "يىےېۍ"
_KAF = "كڪ"
_HEH = "ةۀۂۃہەھ"
_ALEF = "أإٱٲٳ"
_ODD_SPACES = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\x85\u2028\u2029"
# Half-space, joiner, byte-order mark, direction marks and the signs that old word processors left in their place.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u00ac"
TATWEEL = "\u0640"
MARKS = "".join(
    chr(c)
    for c in (
        *range(0x0610, 0x061B),
        *range(0x064B, 0x0660),
        0x0670,
        *range(0x06D6, 0x06DD),
        *range(0x06DF, 0x06E5),
        0x06E7,
        0x06E8,
        *range(0x06EA, 0x06EE),
    )
)


def _compatibility_forms() -> dict[str, str]:
    """Arabic presentation forms (blocks FB50 and FE70) and what they stand for, by Unicode's own NFKC."""
    forms: dict[str, str] = {}
    for point in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF)):
        letters = unicodedata.normalize("NFKC", chr(point)).strip()
        letters = "".join(c for c in letters if c not in MARKS)
        if letters and letters != chr(point):
            forms[chr(point)] = letters
    return forms


_FORMS = _compatibility_forms()
_ONE_LETTER = {
    **dict.fromkeys(_YEH, "ی"),
    **dict.fromkeys(_KAF, "ک"),
    **dict.fromkeys(_HEH, "ه"),
    **dict.fromkeys(_ALEF, "ا"),
    "ؤ": "و",
    **dict.fromkeys(_ODD_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **{chr(base + i): str(i) for base in (0x0660, 0x06F0) for i in range(10)},
}


def _spread(table: dict[str, str]) -> dict[int, str]:
    """The table with presentation forms added, each already carried through the table."""
    whole = dict(table)
    for form, letters in _FORMS.items():
        whole[form] = "".join(table.get(c, c) for c in letters)
    return {ord(c): value for c, value in whole.items()}


_SAME_LENGTH = {c: v for c, v in _spread(_ONE_LETTER).items() if len(v) == 1}
_KEY = _spread({
    **_ONE_LETTER,
    "آ": "ا", "ئ": "ی",
    **dict.fromkeys(INVISIBLE + TATWEEL + MARKS, ""),
})  # fmt: skip
_DISPLAY = _spread({
    **dict.fromkeys(_YEH, "ی"),
    **dict.fromkeys(_KAF, "ک"),
    **dict.fromkeys("ۀۂ", "ه"), **dict.fromkeys("ہەھ", "ه"),
    **dict.fromkeys(_ODD_SPACES + _LINE_ENDS + "\n", " "),
    **{chr(0x0660 + i): chr(0x06F0 + i) for i in range(10)},
    "\u00ac": ZWNJ,
    **dict.fromkeys(INVISIBLE.replace(ZWNJ, "").replace("\u00ac", "") + TATWEEL + MARKS, ""),
})  # fmt: skip

_SPACES = re.compile(" +")
_STRAY_ZWNJ = re.compile(f"{ZWNJ}{{2,}}")
_EDGE_ZWNJ = re.compile(f"{ZWNJ}* +{ZWNJ}*|^{ZWNJ}+|{ZWNJ}+$")


def same_length(text: str) -> str:
    """The text with letters, digits and spaces unified, one code point for one: every offset stays true.

    ي ى become ی, ك ک, ة ۀ ه, أ إ ٱ ا (آ and ئ stay), ؤ و; digits of three scripts ASCII; odd spaces a space; a
    presentation form of one letter that letter. Marks, tatweel and half-spaces stay, for they take a place.

    >>> same_length("كتابخانۀ ملي ۱۳۹۹")
    'کتابخانه ملی 1399'
    """
    return text.translate(_SAME_LENGTH)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """What all spellings of one word share: `same_length` without half-spaces, marks and tatweel; آ as ا, ئ as ی.

    Spaces between words stay as they are; Latin letters are folded to lower case.

    >>> key("رئيس") == key("رییس"), key("می‌شود"), key("آئین‌نامهٔ")
    (True, 'میشود', 'اییننامه')
    """
    folded = text.translate(_KEY)
    return (
        folded
        if folded.isascii() is False and not _LATIN.search(folded)
        else folded.casefold().translate(_KEY)
    )


_LATIN = re.compile(r"[^\W\d_\u0600-\u06ff]")


def display(text: str) -> str:
    """The text as an editor prints it on one line: ی and ک, no marks or tatweel, single spaces, half-spaces kept.

    >>> display("  كتابخانه‌ي   مـلّي ")
    'کتابخانه‌ی ملی'
    """
    shown = _STRAY_ZWNJ.sub(ZWNJ, text.translate(_DISPLAY))
    return _SPACES.sub(" ", _EDGE_ZWNJ.sub(lambda m: " " if " " in m[0] else "", shown)).strip()
