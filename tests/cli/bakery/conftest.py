"""An open bakery for each test."""

from pathlib import Path

import pytest

from tests.cli.bakery.open_bakery import OpenBakery


@pytest.fixture
def shop(tmp_path: Path) -> OpenBakery:
    return OpenBakery(tmp_path)
