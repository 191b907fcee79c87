"""What tests of pages need: fonts to draw them, libraries to decode them, models to read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao import weights


@pytest.fixture
def fonts() -> None:
    """Chinese fonts, or the test is skipped."""
    from . import documents

    if not documents.fonts():
        pytest.skip(documents.NO_FONT)


@pytest.fixture
def pixels(fonts: None) -> None:
    """Libraries that decode pages, or the test is skipped."""
    for library in ("simplejpeg", "pypdfium2"):
        pytest.importorskip(library, reason=f"no {library} here: pip install 'zikao[package]'")


@pytest.fixture
def text(pixels: None) -> None:
    """The text models, or the test is skipped."""
    pytest.importorskip("onnxruntime", reason="no onnxruntime here: pip install 'zikao[package]'")
    missing = [
        each.id for each in weights.ALL if each.id.startswith("text-") and weights.state(each) != "ready"
    ]
    if missing:
        pytest.skip(f"text models not taken yet ({', '.join(missing)}): run zikao models")


@pytest.fixture
def no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no weights were taken."""
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))
