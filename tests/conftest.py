"""What several tests need: the checkout, the shared material beside it, and a browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top level of the checkout."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles beside the checkout, which is no part of the project."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the real articles (../shared) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium of this machine."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    return Path(found)


@pytest.fixture(scope="session")
def known_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the article whose facts are known, to read."""
    from kg.cli.build import install_vocabulary
    from kg.store import open_store
    from tests import known

    place = tmp_path_factory.mktemp("known") / "store"
    with open_store(place, write=True) as opened:
        install_vocabulary(opened)
        opened.add(known.extraction(), at=known.READ_AT)
        opened.finish()
    return place
