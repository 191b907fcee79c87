"""What every part of zikao raises and how its commands end."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """How a command ends; the worst of several targets counts."""

    PASS = 0
    FINDINGS = 1
    USAGE = 2
    COULD_NOT_CHECK = 3


class ZikaoError(Exception):
    """A fault told to a person in one zh-CN sentence: what is wrong, where, and how to mend it.

    Each cause has its own subclass. The sentence never repeats bytes of the input.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.COULD_NOT_CHECK
    """How a command ends that does not go on after it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
