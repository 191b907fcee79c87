"""Where counts go: a line of CloudWatch's embedded metric format, or counters that Prometheus reads.

Both get a `Seen`, in which there is nothing of a request.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any, Final

from zikao.api.watch import Seen, Watch, unwatched
from zikao.errors import ZikaoError

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

VARIABLE: Final = "ZIKAO_METRICS"
"""`embedded`: one line for each answer on the standard output, which a hosted function's log takes."""
NAMESPACE: Final = "zikao"
MINUTE: Final = 60
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0)
"""Seconds up to which answers are counted together."""


class MetricsError(ZikaoError):
    """The counts cannot go where they are wanted."""


def watch_from_environment() -> Watch:
    """As `ZIKAO_METRICS` says; unset: nothing is counted.

    Raises:
        MetricsError: it says something else.
    """
    wanted = os.environ.get(VARIABLE, "")
    if wanted not in ("", "embedded"):
        raise MetricsError(f"环境变量 {VARIABLE} 只能是 embedded 或者不设，请改正后重启。")
    return embedded if wanted else unwatched


def embedded(seen: Seen) -> None:
    """Write one answer as a line of JSON: CloudWatch makes metrics of it, `zikao watch` a page.

    The time is that of the minute, so that a line is not found again by the second of somebody's request.
    Rules are no dimension, since each value of one is a metric to be paid for.
    """
    told = {
        "_aws": {
            "Timestamp": int(time.time()) // MINUTE * MINUTE * 1000,
            "CloudWatchMetrics": [
                {
                    "Namespace": NAMESPACE,
                    "Dimensions": [["route"], ["route", "outcome"]],
                    "Metrics": [
                        {"Name": "answers", "Unit": "Count"},
                        {"Name": "milliseconds", "Unit": "Milliseconds"},
                    ],
                }
            ],
        },
        "route": seen.route,
        "outcome": seen.verdict or seen.problem or "ok",
        "answers": 1,
        "milliseconds": round(seen.seconds * 1000, 1),
    }
    if seen.item:
        told |= {"item": seen.item, "verdict": seen.verdict, "no": seen.no, "unknown": seen.unknown}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


class Counters:
    """Counts of one process, or of all workers together where `PROMETHEUS_MULTIPROC_DIR` names a folder."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        """Declare the counters.

        Raises:
            MetricsError: the library is not installed.
        """
        try:
            from prometheus_client import CollectorRegistry, Counter, Histogram
        except ImportError:
            sentence = "--metrics 需要 prometheus_client，请安装 zikao[serve] 后重试。"
            raise MetricsError(sentence) from None
        self._registry = registry or CollectorRegistry()
        known: dict[str, Any] = {"namespace": NAMESPACE, "registry": self._registry}
        self._answers = Counter("answers", "Answers.", ["route", "status", "problem"], **known)
        self._verdicts = Counter("verdicts", "Reports.", ["item", "verdict"], **known)
        self._rules = Counter("rules", "Rules not met or not told.", ["item", "rule", "outcome"], **known)
        self._seconds = Histogram("seconds", "Time of an answer.", ["route"], buckets=BUCKETS, **known)

    def __call__(self, seen: Seen) -> None:
        """Count one answer."""
        self._answers.labels(seen.route, str(seen.status), seen.problem or "").inc()
        self._seconds.labels(seen.route).observe(seen.seconds)
        if seen.item and seen.verdict:
            self._verdicts.labels(seen.item, seen.verdict).inc()
            for outcome, rules in (("no", seen.no), ("unknown", seen.unknown)):
                for rule in rules:
                    self._rules.labels(seen.item, rule, outcome).inc()

    def page(self) -> bytes:
        """What Prometheus reads."""
        from prometheus_client import CollectorRegistry, generate_latest
        from prometheus_client.multiprocess import MultiProcessCollector

        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)
