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
