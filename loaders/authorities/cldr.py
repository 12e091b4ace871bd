"""Names of lands, regions and cities in Persian and English from Unicode's CLDR; Babel's only door.

Babel is needed to make the register, not to use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from babel import Locale

_FA, _EN = Locale("fa"), Locale("en")
# Codes of CLDR that ISO 3166-1 has not assigned to a country: exceptional reservations, groupings, and codes for testing.
# https://unicode.org/reports/tr35/#unicode_region_subtag_validity; Kosovo (XK) is kept, without an ISO code.
NOT_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
NOT_ISO = frozenset({"XK"})
_HAMZA_ABOVE_AND_VOWELS = re.compile("[\u064b-\u0655]")
_HOUSE_SPELLING = (("افریقا", "آفریقا"), ("امریکا", "آمریکا"))


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a place in both languages, with CLDR's code for it."""

    code: str
    fa: str
    en: str


def persian(text: str) -> str:
    """Return a Persian name of CLDR in the spelling of the register: no marks, and آفریقا, آمریکا with their madda."""
    bare = _HAMZA_ABOVE_AND_VOWELS.sub("", text)
    for cldr, house in _HOUSE_SPELLING:
        bare = re.sub(rf"(?<!\w){cldr}", house, bare)
    return bare


def countries() -> Iterator[Name]:
    """Yield the countries and territories of ISO 3166-1, and Kosovo, by code."""
    for code in sorted(_FA.territories):
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES:
            yield Name(code, persian(_FA.territories[code]), _EN.territories[code])


def regions() -> dict[str, Name]:
    """Return the continents and regions of UN M49 by their number."""
    return {
        code: Name(code, persian(_FA.territories[code]), _EN.territories[code])
        for code in _FA.territories
        if code.isdigit()
    }


def exemplar_cities() -> Iterator[Name]:
    """Yield the cities that stand for time zones, by zone id (`Europe/Paris`)."""
    for zone in sorted(_FA.time_zones):
        city = _FA.time_zones[zone].get("city")
        if city and "/" in zone:
            english = _EN.time_zones.get(zone, {}).get("city") or zone.rsplit("/", 1)[1].replace("_", " ")
            yield Name(zone, persian(city), english)
