"""What the fuzzer starts from and what it once found, run again; and a short run with Hypothesis instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import harness, seeds

REGRESSIONS = Path(__file__).parent / "regressions"
FOUND = sorted(path.name for path in REGRESSIONS.glob("*-*"))

pytestmark = pytest.mark.usefixtures("no_weights")
# The weights stay away for all examples alike.
quick = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which no weights were taken: text is left out, as in the fuzzer."""
    for library in ("simplejpeg", "pypdfium2"):
        pytest.importorskip(library, reason=f"no {library} here: pip install 'zikao[package]'")
    monkeypatch.setenv("ZIKAO_CACHE", str(tmp_path))


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_is_mended(name: str) -> None:
    target, _ = name.split("-", 1)
    harness.TARGETS[target]((REGRESSIONS / name).read_bytes())


@pytest.mark.parametrize("target", harness.TARGETS)
def test_every_seed_holds(target: str) -> None:
    for data in seeds.SEEDS[target]():
        harness.TARGETS[target](data)


@pytest.mark.parametrize("target", harness.TARGETS)
def test_spoilt_seeds_hold(target: str) -> None:
    whole = seeds.SEEDS[target]()

    @quick
    @given(st.sampled_from(whole), st.data())
    def spoil(data: bytes, draw: st.DataObject) -> None:
        place = draw.draw(st.integers(0, len(data)))
        lost = draw.draw(st.integers(0, 8))
        more = draw.draw(st.binary(max_size=8))
        harness.TARGETS[target](data[:place] + more + data[place + lost :])

    spoil()


def test_the_harness_sees_a_file_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaky(data: bytes, *rest: object) -> None:
        (tmp_path / "leak").write_bytes(data)

    monkeypatch.setattr(harness, "measure", leaky)
    with pytest.raises(AssertionError, match="open"):
        harness.archive(b"secret")
    assert list(tmp_path.iterdir()) == []
