"""Export: the graph, or what is known about one thing in it, as a file that any RDF tool reads.

Every format comes out the same, byte for byte, from the same statements, in whatever order they were stored. Turtle and N-Triples are the
union of all graphs; N-Quads, TriG and JSON-LD keep the graphs. All is sorted in memory: a million statements take about one gigabyte.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError
from kg.export.about import about as quads_about
from kg.export.formats import FORMATS, Format
from kg.quads import Quad
from kg.store import Graphs

__all__ = ["FORMATS", "Format", "export", "format_of"]


def format_of(path: Path) -> str:
    """Return the name of the format that the ending of `path` stands for.

    Raises:
        ExportError: if it stands for none.
    """
    for name, form in FORMATS.items():
        if path.suffix.lower() == form.ending:
            return name
    raise ExportError(
        str(path),
        _unknown(f"the ending {path.suffix!r}" if path.suffix else "a name without ending"),
        _known(),
    )


def export(store: Graphs, out: Path | BinaryIO, *, format: str, about: str | None = None) -> int:  # noqa: A002 (the contract's name)
    """Write the store, or what is within reach of one thing, and return how many distinct statements were written.

    Args:
        store: an open store, or its history.
        out: a file, which appears only when it is whole; or an open binary stream (such as standard output).
        format: a key of `FORMATS`: turtle, ntriples, nquads, trig or jsonld.
        about: the IRI of an entity, post, article or claim; see `kg.export.about.about` for what is written of it.

    Raises:
        ExportError: if the format is not known or the file can't be written.
        NotFoundError: if the store says nothing about `about`.
    """
    form = FORMATS.get(format)
    if form is None:
        raise ExportError("", _unknown(f"the format {format!r}"), _known())
    quads = store.quads() if about is None else quads_about(store, about)
    return _to_file(form, quads, out) if isinstance(out, Path) else form.write(quads, out)


def _to_file(form: Format, quads: Iterable[Quad], out: Path) -> int:
    """Write beside the file first, and put it in place when it is whole."""
    draft = out.with_name(f".{out.name}.part")
    try:
        if out.is_dir():
            raise ExportError(str(out), "it is a folder", "name a file")
        with draft.open("wb") as stream:
            written = form.write(quads, stream)
        draft.replace(out)
    except OSError as error:
        raise ExportError(
            str(out), error.strerror or "it can't be written", "check the folder and its permissions"
        ) from error
    finally:
        # Where no draft could be made (a name too long, a file for a folder), there is none to remove, and the first error is the one to tell.
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return written


def _unknown(what: str) -> str:
    return f"{what} is none that can be written"


def _known() -> str:
    return "use " + ", ".join(f"{form.ending} ({form.title})" for form in FORMATS.values())
