"""What stands behind the colon of `--extractor NAME:SETTING`: a head, and options as in a web address: `HEAD?option=value&…`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.errors import ExtractorError


@dataclass(frozen=True, slots=True)
class Settings:
    """A setting taken apart.

    Attributes:
        place: the extractor's name, for messages.
        head: what stands before the options.
    """

    place: str
    head: str
    options: Mapping[str, str]

    def number(self, name: str, usual: float, *, least: float, most: float) -> float:
        """Return an option that is a number from `least` to `most`.

        Raises:
            ExtractorError: if it is none.
        """
        text = self.options.get(name)
        if text is None:
            return usual
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            problem = f"{name} is {text!r}, not a number from {least:g} to {most:g}"
            raise ExtractorError(self.place, problem, f"leave it out for {usual:g}")
        return value

    def choice(self, name: str, usual: str, others: Collection[str]) -> str:
        """Return an option that is one of a few words.

        Raises:
            ExtractorError: if it is another.
        """
        value = self.options.get(name, usual)
        if value != usual and value not in others:
            raise ExtractorError(
                self.place, f"{name} is {value!r}", f"give {usual} or {' or '.join(sorted(others))}"
            )
        return value


def settings(extractor: str, text: str, options: Collection[str]) -> Settings:
    """Take a setting apart.

    Raises:
        ExtractorError: if it has an option that is not one of `options`, or one twice.
    """
    place = f"extractor {extractor!r}"
    head, _, rest = text.partition("?")
    pairs = parse_qsl(rest, keep_blank_values=True)
    given = dict(pairs)
    unknown = sorted(given.keys() - set(options))
    if unknown:
        raise ExtractorError(place, f"has no option {unknown[0]!r}", f"it has {', '.join(sorted(options))}")
    if len(given) < len(pairs):
        raise ExtractorError(place, "got an option twice", "give each once")
    return Settings(place, head.strip(), given)
