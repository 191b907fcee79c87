"""Whether a candidate's answers may be judged at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zikao.checks.circumstances import HERE_AND_NOW, Circumstances
from zikao.checks.clock import known_facts
from zikao.errors import ZikaoError
from zikao.judge.evaluate import Facts
from zikao.rulebook.answers import Questions, Where, impossible, is_asked, normalise
from zikao.rulebook.books import NothingToJudgeError
from zikao.rulebook.document import DocumentFact
from zikao.rulebook.library import Library


@dataclass(frozen=True)
class FactProblem:
    """One answer that cannot be used, and one zh-CN sentence without its value."""

    where: Where
    """Names and places as they were sent."""
    detail: str
    asked: bool
    """Whether all of these names are asked for; else the last one is the caller's own text."""

    @property
    def pointer(self) -> str:
        """JSON Pointer to it."""
        return _pointer(self.where)

    @property
    def known(self) -> str:
        """JSON Pointer that names what is asked for only."""
        return self.pointer if self.asked else _pointer(self.where[:-1])


class FactsInvalid(ZikaoError):  # noqa: N818 - reads as what it says
    """Answers that the questions do not allow.

    No value is ever repeated, and the sentence names only questions that there are: a name that nobody asked
    for is the caller's own text, and stands in its pointer alone.
    """

    def __init__(self, problems: Mapping[Where, str], facts: Mapping[str, DocumentFact]) -> None:
        self.problems = tuple(
            FactProblem(where, detail, is_asked(where, facts)) for where, detail in problems.items()
        )
        asked = {where: detail.rstrip("。") for where, detail in problems.items() if where[0] in facts}
        known = [f"{where[0]}：{detail}" for where, detail in asked.items()]
        others = dict.fromkeys(
            detail.rstrip("。") for where, detail in problems.items() if where not in asked
        )
        super().__init__(f"有 {len(problems)} 项回答不能用：{'；'.join([*known, *others])}。")


def _pointer(where: Where) -> str:
    """RFC 6901."""
    return "".join("/" + str(each).replace("~", "~0").replace("/", "~1") for each in where)


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
    untrue: dict[Where, str] = {(each.again,): each.say for each in impossible(document, known)}
    if untrue:
        raise FactsInvalid(untrue, document.facts)
    return known
