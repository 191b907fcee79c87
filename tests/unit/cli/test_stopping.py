"""A command that is told to stop leaves nothing behind that it wanted to keep only for a while."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

AT_WORK = """\
import sys, tempfile, time
from zikao.cli import cli, main

@cli.command("work")
def work():
    with tempfile.TemporaryDirectory(dir=sys.argv[1]):
        print("at work", flush=True)
        time.sleep(60)

main(["work"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_what_is_stopped_takes_its_temporary_folders_away(tmp_path: Path, number: str) -> None:
    sent = getattr(signal, number)
    with subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        process.stdout.readline()
        assert any(tmp_path.iterdir())
        process.send_signal(sent)
        assert process.wait(30) == -sent
    assert not any(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_who_is_to_outlive_the_terminal_does(tmp_path: Path) -> None:
    """`nohup` has the signal ignored."""
    with subprocess.Popen(
        ["nohup", sys.executable, "-c", AT_WORK, str(tmp_path)],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.kill()
