"""Whether a candidate's answers may be judged at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.clock import known_facts
from zikao.errors import ZikaoError
from zikao.judge.evaluate import Facts
from zikao.rulebook.answers import Questions, impossible, normalise
from zikao.rulebook.books import NothingToJudgeError
from zikao.rulebook.library import Library


@dataclass(frozen=True)
class FactProblem:
    """One answer that cannot be used: a JSON Pointer to it and one zh-CN sentence without its value."""

    pointer: str
    detail: str


class FactsInvalid(ZikaoError):  # noqa: N818 - reads as what it says
    """Answers that the questions do not allow.

    No value is ever repeated, and the sentence names only questions that there are: a name that nobody asked
    for is the caller's own text, and stands in its pointer alone.
    """

    def __init__(self, problems: Mapping[str, str], asked: Collection[str]) -> None:
        self.problems = tuple(FactProblem(_pointer(name), detail) for name, detail in problems.items())
        known = [f"{name}：{detail.rstrip('。')}" for name, detail in problems.items() if name in asked]
        others = dict.fromkeys(detail.rstrip("。") for name, detail in problems.items() if name not in asked)
        super().__init__(f"有 {len(problems)} 项回答不能用：{'；'.join([*known, *others])}。")


def _pointer(name: str) -> str:
    """RFC 6901."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def checked_answers(
    library: Library, item: str, facts: Facts, circumstances: Circumstances = HERE_AND_NOW
) -> dict[str, Any]:
    """The answers, normalised, beside all else that is known at this moment.

    Raises:
        FactsInvalid: with every answer that the procedure's questions do not allow, or that cannot be true
            beside the others or at this moment.
        NotInRulebookError: unknown province, city or procedure.
        NothingToJudgeError: the procedure has no rules.
    """
    city = circumstances.city
    document = library.compiled("procedure", item, city)
    if not document.rules and not document.elsewhere:
        raise NothingToJudgeError(document.title)
    questions = library.once("questions", "procedure", item, city, lambda: Questions(document))
    if wrong := questions.problems(facts):
        raise FactsInvalid(wrong, document.facts)
    known = known_facts(document, normalise(facts), circumstances.now)
    if wrong := {each.again: each.say for each in impossible(document, known)}:
        raise FactsInvalid(wrong, document.facts)
    return known
