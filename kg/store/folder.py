"""The folder of an embedded store: what tells it from other folders, and the version of its layout."""

from __future__ import annotations

import json
from pathlib import Path

from kg.errors import StoreError

LAYOUT = 1
"""The version of the folder's layout and of all that is derived when something is stored (such as the folding of names)."""

REBUILD = "restore the folder from a copy, or build it anew"
"""The remedy for a damaged store."""

_REMEDIES = {
    "Permission denied": "the store itself may be whole: see that you may read and write the folder and the files in it",
    "Operation not permitted": "the store itself may be whole: see that you may read and write the folder and the files in it",
    "No space left": "free some space on its disk, and run the command again; what was stored before is kept",
    "quota exceeded": "free some space on its disk, and run the command again; what was stored before is kept",
    "Read-only file system": "the store itself may be whole: make its disk writable, or copy the folder to one that is",
}


def remedy(problem: str, otherwise: str = REBUILD) -> str:
    """Return what helps against a failure of the disk in the system's words, which tell a damaged store from one that can't be reached."""
    return next((remedy for words, remedy in _REMEDIES.items() if words in problem), otherwise)


_MARKER = "peyvand.json"


def check_folder(path: Path, *, write: bool) -> None:
    """See that the folder is a store of this layout; with `write`, make an empty one where there is nothing.

    Raises:
        StoreError: if it is not, or can't be made.
    """
    place, marker = str(path), path / _MARKER
    try:
        if not marker.exists():
            if path.is_dir() and any(path.iterdir()):
                raise StoreError(
                    place, "the folder holds something that is no Peyvand store", "name another folder"
                )
            if path.exists() and not path.is_dir():
                raise StoreError(place, "it is a file, and a store is a folder", "name a folder")
            if not write:
                raise StoreError(place, "there is no store", "make one with: kg build PATH… --store DIR")
            path.mkdir(parents=True, exist_ok=True)
            _write_marker(marker)
        layout = json.loads(marker.read_text("utf-8"))["layout"]
    except OSError as error:
        problem = error.strerror or str(error)
        raise StoreError(place, problem, remedy(problem, "check the folder and its permissions")) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(str(marker), "it does not tell the store's layout", REBUILD) from error
    if layout != LAYOUT:
        known = isinstance(layout, int) and layout < LAYOUT
        way_out = "build the store anew from its articles" if known else "use the newer Peyvand that made it"
        raise StoreError(
            place, f"its layout is version {layout}, and this Peyvand knows version {LAYOUT}", way_out
        )


def _write_marker(marker: Path) -> None:
    draft = marker.with_suffix(".tmp")
    draft.write_text(json.dumps({"format": "peyvand-store", "layout": LAYOUT}) + "\n", "utf-8")
    draft.replace(marker)
