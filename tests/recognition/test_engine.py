"""The engine: what it says where it is not installed."""

from __future__ import annotations

import sys

import pytest

from pipeline.recognition.engine import Engine, EngineMissing


@pytest.mark.parametrize("library", ["rapidocr", "cv2"])
def test_what_is_missing_says_how_to_install_it(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(EngineMissing, match=r"pip install ziping\[ocr\]"):
        Engine()
