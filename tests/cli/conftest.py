"""Commands see what is published in the data folder: here, in one that is empty."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _nothing_is_published(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path / "data"))
