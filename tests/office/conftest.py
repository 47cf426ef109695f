"""LibreOffice where it is there, and a machine without it."""

import os
from pathlib import Path

import pytest

from pipeline.office import find_office, how_to_install


@pytest.fixture(scope="session")
def office() -> Path:
    """Return LibreOffice; without it a person's tests are skipped, those of a CI fail."""
    found = find_office()
    if found is not None:
        return found
    absent = f"LibreOffice is not installed: {how_to_install()}"
    if os.environ.get("CI") == "true":
        pytest.fail(absent)
    pytest.skip(absent)


@pytest.fixture
def no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take everything off PATH."""
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    if find_office() is not None:
        pytest.skip("LibreOffice stands in its usual place, which needs no PATH")
