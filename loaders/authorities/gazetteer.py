"""The provinces, counties and cities of Iran from the open gazetteer `SaliBhdr/typhoon-iran-cities` (MIT; see the register's NOTICE.md)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.names import fold
from loaders.authorities.tables import homographs, labels, read, several, slug
from loaders.authorities.turtle import Entry, Rows

_JOINED = re.compile(r" ([اآ]باد|شهر)$")
_BRACKETS = re.compile(r"\s*\((.+)\)$")


@dataclass(frozen=True, slots=True)
class Curated:
    """What the curated table says about a province or city."""

    english: str
    aliases: tuple[str, ...]


class Iran:
    """The gazetteer and the curated names, read once; `entries` gives the register's entries of the country."""

    def __init__(self, folder: Path, claimed: frozenset[str]) -> None:
        """Read the gazetteer in `folder`; folded names in `claimed` belong to better known places elsewhere."""
        self.provinces = _rows(folder / "salibhdr_provinces.csv")
        self.counties = _rows(folder / "salibhdr_counties.csv")
        self.cities = _rows(folder / "salibhdr_cities.csv")
        self.spelling = {row["name"]: row["spelling"] for row in read("iran_spelling.tsv")}
        self.curated = {
            (row["kind"], row["name"]): Curated(row["english"], tuple(several(row["aliases"])))
            for row in read("iran_names.tsv")
        }
        self.county_of = {row["id"]: row for row in self.counties}
        self.province_names = {row["id"]: row["name"] for row in self.provinces}
        self.homographs = homographs()
        self.counts = Counter(fold(self._name(city)) for city in self.cities)
        self.city_names = frozenset(self.counts)
        self.claimed = set(claimed)

    def entries(self) -> Iterator[Entry]:
        """Yield all entries. Curated cities take their bare names first, then cities of one name only, then provinces, then counties."""
        known = [city for city in self.cities if self._curated_city(city)]
        bare = {fold(self._name(city)) for city in known}
        for city in known:
            yield self._city(city, bare=True)
        self.claimed |= bare
        for city in self.cities:
            if not self._curated_city(city):
                name = fold(self._name(city))
                yield self._city(city, bare=self.counts[name] == 1 and name not in self.claimed)
        self.claimed |= self.city_names
        yield from map(self._province, self.provinces)
        yield from map(self._county, self.counties)

    def _name(self, row: dict[str, str]) -> str:
        name = _BRACKETS.sub("", row["name"])
        return self.spelling.get(name) or _JOINED.sub(
            lambda m: "\u200cشهر" if m[1] == "شهر" else "\u200cآباد", name
        )

    def _curated_city(self, row: dict[str, str]) -> Curated | None:
        province = self.province_names[row["province_id"]]
        return self.curated.get(("city", f"{row['name']} ({province})")) or self.curated.get(
            ("city", row["name"])
        )

    def _city(self, row: dict[str, str], *, bare: bool) -> Entry:
        name, curated = self._name(row), self._curated_city(row)
        inside = _BRACKETS.search(row["name"])
        aliases = [*(curated.aliases if curated else ()), *([inside[1]] if inside and not curated else [])]
        contextual = [name] if fold(name) in self.homographs or not bare else []
        shown = self._shown(row, name, bare=bare, contextual=bool(contextual))
        county = f"pvi:iran-county-{self.county_of[row['county_id']]['code']}"
        own = slug(curated.english) if curated else f"iran-city-{row['code']}"
        return Entry(
            own, _place("City", shown, curated.english if curated else "", aliases, contextual, county)
        )

    def _shown(self, row: dict[str, str], name: str, *, bare: bool, contextual: bool) -> str:
        """The leading name: one that means this city wherever it stands."""
        if bare and not contextual:
            return name
        whole = f"شهر {name}"
        return (
            f"{name} ({self._around(row)})"
            if not bare or fold(whole) in self.city_names | self.homographs
            else whole
        )

    def _around(self, row: dict[str, str]) -> str:
        """What tells a city from its namesakes: its province, or its county where the province has two of the name."""
        namesakes = [other for other in self.cities if fold(self._name(other)) == fold(self._name(row))]
        if sum(other["province_id"] == row["province_id"] for other in namesakes) > 1:
            return f"شهرستان {self._name(self.county_of[row['county_id']])}"
        return f"استان {self.province_names[row['province_id']]}"

    def _province(self, row: dict[str, str]) -> Entry:
        name, curated = row["name"], self.curated["province", row["name"]]
        aliases, contextual = self._bare(name)
        english = f"{curated.english} Province"
        return Entry(
            slug(english),
            _place("AdministrativeArea", f"استان {name}", english, aliases, contextual, "pvi:iran"),
        )

    def _county(self, row: dict[str, str]) -> Entry:
        name, province = self._name(row), self.province_names[row["province_id"]]
        shared = sum(fold(self._name(other)) == fold(name) for other in self.counties) > 1
        shown = f"شهرستان {name}" + (f" (استان {province})" if shared else "")
        aliases, contextual = self._bare(name)
        within = f"pvi:{slug(self.curated['province', province].english)}-province"
        return Entry(
            f"iran-county-{row['code']}", _place("AdministrativeArea", shown, "", aliases, contextual, within)
        )

    def _bare(self, name: str) -> tuple[list[str], list[str]]:
        """Give the bare name of a province or county to it, unless a city bears it, as an alias or as a contextual name."""
        if fold(name) in self.claimed:
            return [], []
        self.claimed.add(fold(name))
        return ([], [name]) if fold(name) in self.homographs else ([name], [])


def _place(kind: str, fa: str, en: str, aliases: list[str], contextual: list[str], within: str) -> Rows:
    return (
        ("a", (f"schema:{kind}", "schema:Place")),
        *labels(fa, en, aliases, contextual),
        ("pv:locatedIn", (within,)),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
