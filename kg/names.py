"""The form under which two spellings are one name.

Newsrooms write one name in many ways: Arabic ي/ك for Persian ی/ک, half-spaces kept, dropped or turned into spaces, hamza and
diacritics on or off. `fold` removes exactly these differences, and nothing that tells two names apart. It is the blocking key of
identity and the look-up key of `kg show` and `kg view`; it is never shown.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ي": "ی", "ى": "ی", "ې": "ی", "ئ": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و",
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the folded form of a name: letters unified, case folded, and only letters and digits kept.

    >>> fold("كتابخانه‌ي ملّي") == fold("کتابخانه ی ملی")
    True
    """
    decomposed = unicodedata.normalize("NFKC", text).translate(_LETTERS).casefold()
    # NFKC may bring letters back that the table covers (presentation forms), hence the second pass below.
    kept = (char for char in decomposed if char.isalnum() and char != "ـ")  # tatweel only stretches a word
    return "".join(_digit(char) for char in kept).translate(_LETTERS)


def _digit(char: str) -> str:
    """Return the ASCII digit for a decimal digit of any script, and any other character unchanged."""
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)
