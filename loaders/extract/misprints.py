"""Names that a page prints with a letter wrong."""

from __future__ import annotations

_LONG_ENOUGH, _LONG_SURNAME = (
    5,
    7,
)  # letters of a surname that may be misprinted, after a first name and alone


def misprinted(form: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether a form is a name with a letter of its surname dropped, added, changed or out of place.

    A page hardly names two persons who are so alike: the first names must be the same, or the surname, if it stands alone, long.
    """
    alone = len(form) == 1
    if not (len(form) == len(whole) or alone) or (not alone and form[:-1] != whole[:-1]):
        return False
    return len(form[-1]) >= (_LONG_SURNAME if alone else _LONG_ENOUGH) and _one_apart(form[-1], whole[-1])


def _one_apart(a: str, b: str) -> bool:
    """Tell whether two words differ by one letter, or by two neighbours that changed places."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[same:], b[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
