"""Names of lands, regions and cities in Persian and English from Unicode's CLDR; Babel's only door.

Babel is needed to make the register, not to use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale
from babel.core import get_global

_FA, _EN = Locale("fa"), Locale("en")
NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
"""Codes of CLDR that ISO 3166-1 has not assigned to a country: exceptional reservations, groupings, and codes for testing.

See https://unicode.org/reports/tr35/#unicode_region_subtag_validity. Kosovo (XK, user-assigned) is kept, without an ISO code.
"""
NOT_ISO = frozenset({"XK"})
_MARKS = re.compile("[\u064b-\u0655]")
_HOUSE_SPELLING = (("افریقا", "آفریقا"), ("امریکا", "آمریکا"))


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a place in both languages; `code` is CLDR's for a land, and the land's for a city."""

    code: str
    fa: str
    en: str


def persian(text: str) -> str:
    """Return a Persian name of CLDR in the spelling of the register: no marks, and آفریقا, آمریکا with their madda.

    >>> persian("جمهوری افریقای مرکزی"), persian("کرهٔ جنوبی")
    ('جمهوری آفریقای مرکزی', 'کره جنوبی')
    """
    bare = _MARKS.sub("", text).replace("\u200c\u200c", "\u200c").replace("\u2010", "-")
    for cldr, house in _HOUSE_SPELLING:
        bare = re.sub(rf"(?<!\w){cldr}", house, bare)
    return bare


def lands() -> dict[str, Name]:
    """Return all territories that CLDR names, countries and regions alike, by code."""
    return {
        str(code): Name(str(code), persian(fa), str(_EN.territories[code]))
        for code, fa in _FA.territories.items()
    }


def countries() -> Iterator[Name]:
    """Yield the countries and territories of ISO 3166-1, and Kosovo, by code."""
    for code, name in sorted(lands().items()):
        if len(code) == 2 and code not in NOT_COUNTRIES:
            yield name


def zone_cities() -> Iterator[tuple[str, Name]]:
    """Yield the time zones (`Europe/Paris`) with the cities that stand for them; cities "of" a state (`Knox, Indiana`) are left out."""
    land_of = get_global("zone_territories")
    for zone in sorted(_FA.time_zones):
        city = _FA.time_zones[zone].get("city", "")
        english = _EN.time_zones.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
        land = land_of.get(zone, "")
        if city and land not in {"", "001", "AQ"} and "," not in english:
            yield zone, Name(land, persian(city), english)
