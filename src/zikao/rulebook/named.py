"""The rule by which a file's name is judged: made of its spec's pattern, it stands among those written."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from zikao.numbers import TICKET, written
from zikao.rulebook.file_names import TYPED, example, in_words
from zikao.rulebook.model import NumberRule
from zikao.rulebook.text import placeholders
from zikao.rulebook.tree import Map, Position, Seq, plain

RULE: Final = "file-name"
"""Its id in every spec."""
FACT: Final = "file_name_difference"


class MadeRule(Map):
    """Written by nobody: it goes as soon as the pattern that it was made of is another."""


def with_name_rule(tree: Map, numbers: object) -> Map:
    """A spec's tree with the rule for its file's name, where it has a pattern and no rule of that id.

    Args:
        tree: with all that it extends; it is left as it is.
        numbers: the forms of the province's numbers as they are written, faults and all.
    """
    named, rules = tree.get("file_name"), tree.get("rules", Seq(tree.position))
    if not (isinstance(named, Map) and isinstance(rules, Seq) and _usable(named.get("pattern"))):
        return tree
    pairs = zip(rules, rules.items_at, strict=True)
    kept = [(rule, at) for rule, at in pairs if not isinstance(rule, MadeRule)]
    if any(isinstance(rule, Map) and rule.get("id") == RULE for rule, _ in kept):
        return tree
    at = tree.values_at["file_name"]
    listed = Seq(rules.position)
    for rule, place in [*kept, (_rule(named, _example_number(numbers), at), at)]:
        listed.add(rule, place)
    made = tree.copy()
    made.put("rules", listed, tree.keys_at.get("rules", at), tree.values_at.get("rules", at))
    return made


def _usable(pattern: object) -> bool:
    return isinstance(pattern, str) and all(each in TYPED for each in placeholders(pattern))


def _rule(named: Map, number: str | None, at: Position) -> MadeRule:
    words, shown = in_words(named["pattern"]), example(named["pattern"], number)
    texts = {
        "id": RULE,
        "title": f"文件名是“{words}”",
        "if_yes": "文件名和要求的一样，里面的也和你填的一样。",
        "if_no": f"文件名不对，应当是“{words}”，例如 {shown}。",
        "if_no_in_general": f"文件名不是“{words}”。",
        "if_unknown": f"文件名没有核对完，应当是“{words}”，例如 {shown}。",
        "measured": f"{{{FACT}}}",
        "required": f"{words}，例如 {shown}",
        "mend": "只改文件名就行，文件不用重做：手机上长按文件，选“重命名”。",
        "severity": named.get("severity", "should"),
    }
    rule = MadeRule(at)
    for key, text in texts.items():
        rule.put(key, text, at, at)
    rule.put("require", _under(at, "is", _under(at, FACT, "nothing")), at, at)
    if "cite" in named:
        rule.take("cite", named)
    return rule


def _under(at: Position, key: str, value: object) -> Map:
    made = Map(at)
    made.put(key, value, at, at)
    return made


def _example_number(numbers: Any) -> str | None:
    """A made-up number of the province's own forms; None where it has none, or none that can be read."""
    if not (isinstance(numbers, Map) and TICKET in numbers):
        return None
    try:
        return written(NumberRule.model_validate(plain(numbers[TICKET])).forms).example
    except ValidationError:
        return None
