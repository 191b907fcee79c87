"""What is counted of answers, on the page for Prometheus and in the lines for CloudWatch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from zikao.api.watch import Seen, seen_of, unwatched
from zikao.serve.adapter import Answer
from zikao.serve.own_pages import METRICS, READY, OwnPages
from zikao.serve.watch import VARIABLE, Counters, MetricsError, embedded, watch_from_environment
from zikao.weights import ALL, State

FAILED = Seen("photo", 200, 0.2, None, "anhui/graduation", "fail", ("photo.bytes",), ("photo.ears",))
REFUSED = Seen("package", 503, 0.001, "busy")
LOCAL = "127.0.0.1:50000"

SEVERAL = """
import os, sys
from zikao.api.watch import Seen
from zikao.serve.watch import Counters
counters = Counters()
if os.fork() == 0:
    os.execv(sys.executable, [sys.executable, "-c", "from zikao.api.watch import Seen; "
        "from zikao.serve.watch import Counters; Counters()(Seen('health', 200, 0.1))"])
os.wait()
counters(Seen("health", 200, 0.1))
print(counters.page().decode())
"""


def lines(page: bytes) -> list[str]:
    return [
        each for each in page.decode().splitlines() if not each.startswith("#") and "_created" not in each
    ]


def test_answers_verdicts_and_rules_are_counted() -> None:
    counters = Counters()
    for seen in (FAILED, FAILED, REFUSED):
        counters(seen)
    found = lines(counters.page())
    assert 'zikao_answers_total{problem="",route="photo",status="200"} 2.0' in found
    assert 'zikao_answers_total{problem="busy",route="package",status="503"} 1.0' in found
    assert 'zikao_verdicts_total{item="anhui/graduation",verdict="fail"} 2.0' in found
    assert 'zikao_rules_total{item="anhui/graduation",outcome="no",rule="photo.bytes"} 2.0' in found
    assert 'zikao_rules_total{item="anhui/graduation",outcome="unknown",rule="photo.ears"} 2.0' in found
    assert 'zikao_seconds_bucket{le="0.1",route="photo"} 0.0' in found
    assert 'zikao_seconds_bucket{le="0.25",route="photo"} 2.0' in found


def test_any_worker_tells_the_counts_of_all(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SEVERAL],
        env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert 'zikao_answers_total{problem="",route="health",status="200"} 2.0' in lines(done.stdout)


def test_a_line_of_embedded_metrics(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_780_000_059.9)
    embedded(FAILED)
    embedded(REFUSED)
    told, refused = map(json.loads, capsys.readouterr().out.splitlines())
    about = told.pop("_aws")
    assert about["Timestamp"] % 60_000 == 0
    (metrics,) = about["CloudWatchMetrics"]
    assert {name for names in metrics["Dimensions"] for name in names} < told.keys()
    assert {each["Name"] for each in metrics["Metrics"]} < told.keys()
    assert told == {
        "route": "photo",
        "outcome": "fail",
        "answers": 1,
        "milliseconds": 200.0,
        "item": "anhui/graduation",
        "verdict": "fail",
        "no": ["photo.bytes"],
        "unknown": ["photo.ears"],
    }
    assert refused["outcome"] == "busy"
    assert "item" not in refused


def test_the_environment_says_where_counts_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert watch_from_environment() is unwatched
    monkeypatch.setenv(VARIABLE, "embedded")
    assert watch_from_environment() is embedded
    monkeypatch.setenv(VARIABLE, "statsd")
    with pytest.raises(MetricsError, match=VARIABLE):
        watch_from_environment()


def test_a_problem_and_a_text_are_told_apart() -> None:
    assert seen_of("openapi", 200, 0.1, "") == Seen("openapi", 200, 0.1)
    assert seen_of("photo", 413, 0.1, "too-large") == Seen("photo", 413, 0.1, "too-large")


def own(states: State = "ready", books: int = 3, counters: Counters | None = None) -> OwnPages:
    return OwnPages(lambda: books, counters, lambda: {each.id: states for each in ALL})


@pytest.mark.parametrize(
    ("states", "books", "status"),
    [("ready", 3, 200), ("missing", 3, 503), ("damaged", 3, 503), ("ready", 0, 503)],
)
def test_ready_is_what_has_rulebooks_and_weights(states: State, books: int, status: int) -> None:
    answer = own(states, books).answer("GET", READY, LOCAL, {})
    assert answer is not None
    assert answer.status == status
    told = json.loads(answer.body)
    assert told["ready"] == (status == 200)
    assert told["rulebooks"] == books
    assert set(told["weights"].values()) == {states}


@pytest.mark.parametrize("path", [READY, METRICS])
@pytest.mark.parametrize(
    ("client", "headers"),
    [
        ("192.0.2.7:50000", {}),
        ("[2001:db8::1]:50000", {}),
        (LOCAL, {"x-forwarded-for": "127.0.0.1"}),
        (LOCAL, {"x-real-ip": "192.0.2.7"}),
        (LOCAL, {"forwarded": "for=127.0.0.1"}),
        ("?", {}),
    ],
)
def test_nobody_else_is_answered(path: str, client: str, headers: dict[str, str]) -> None:
    assert own(counters=Counters()).answer("GET", path, client, headers) is None


@pytest.mark.parametrize("client", [LOCAL, "[::1]:50000"])
def test_counts_are_shown_where_they_are_kept(client: str) -> None:
    counters = Counters()
    counters(FAILED)
    shown = own(counters=counters).answer("GET", METRICS, client, {})
    assert isinstance(shown, Answer)
    assert b"zikao_answers_total" in shown.body
    assert own().answer("GET", METRICS, client, {}) is None
    assert own(counters=counters).answer("POST", METRICS, client, {}) is None
