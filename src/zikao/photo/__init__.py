"""Measuring a portrait: bytes in, facts out. What a province's rules make of them is not decided here."""

from zikao.photo.facts import VOCABULARY, FileFacts, Measured, PhotoFacts
from zikao.photo.file import measure_file
from zikao.photo.limits import DEFAULT_LIMITS, Limits, PhotoTooLargeError

__all__ = [
    "DEFAULT_LIMITS",
    "VOCABULARY",
    "FileFacts",
    "Limits",
    "Measured",
    "PhotoFacts",
    "PhotoTooLargeError",
    "measure",
    "measure_file",
]

_NO_FACE = "本次未检查人像（尚未接入人脸测量）"


def measure(data: bytes, name: str | None = None, *, limits: Limits = DEFAULT_LIMITS) -> Measured:
    """Everything that can be said about a portrait: each name of `VOCABULARY`, measured or with its reason.

    `data` is the file, `name` its name as the candidate sees it. Raises PhotoTooLargeError, and nothing else:
    a broken or strange file is measured as such.
    """
    file = measure_file(data, name, limits=limits)
    unseen = (fact for fact in PhotoFacts.model_fields if fact not in FileFacts.model_fields)
    return file.model_copy(update={"absent": file.absent | dict.fromkeys(unseen, _NO_FACE)})
