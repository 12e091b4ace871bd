"""Where the data files that travel with Peyvand lie.

In an installed wheel they stand inside the package (`kg/ontology`, `kg/queries`); in a checkout, and so in an editable install, the
ontology and the queries are folders of the top level, where people edit them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent

Name = Literal["ontology", "queries", "samples"]


def folder(name: Name) -> Path:
    """Return the folder of data files called `name`.

    Raises:
        FileNotFoundError: if the installation lacks it, which no user can cause but by deleting files.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        found = parent / name
        if found.is_dir():
            return found
    raise FileNotFoundError(
        f"this installation of Peyvand has no folder {name!r} in {_PACKAGE} or beside it; install it again"
    )
