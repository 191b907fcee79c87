"""Laying one tree over another."""

from __future__ import annotations

from zikao.rulebook.merge import amends_nothing, inherit, merge, uncited
from zikao.rulebook.reader import parse
from zikao.rulebook.tree import Map, Spot


def tree(text: str, name: str = "base.yaml") -> Map:
    made, faults = parse(text.encode(), name)
    assert made is not None
    assert faults == []
    return made


def test_mappings_merge_by_key_at_every_depth() -> None:
    merged = merge(tree("a: {b: 1, c: {d: 2, e: 3}}"), tree("a: {c: {e: 4, f: 5}}"))
    assert merged == {"a": {"b": 1, "c": {"d": 2, "e": 4, "f": 5}}}


def test_entries_are_replaced_whole_beyond_the_levels() -> None:
    merged = merge(
        tree("windows: {w: {start: 1, end: 2}, v: {end: 3}}"), tree("windows: {w: {end: 9}}"), levels=2
    )
    assert merged == {"windows": {"w": {"end": 9}, "v": {"end": 3}}}


def test_items_with_an_id_are_replaced_whole_or_appended() -> None:
    merged = merge(
        tree("rules: [{id: a, when: 1}, {id: b, when: 2}]"), tree("rules: [{id: c, if: 3}, {id: a, if: 4}]")
    )
    assert merged == {"rules": [{"id": "a", "if": 4}, {"id": "b", "when": 2}, {"id": "c", "if": 3}]}


def test_a_rule_without_a_requirement_amends_the_rule_of_its_id() -> None:
    base = tree(
        "rules: [{id: a, severity: advice, require: {is: {x: 1}}, when: {is: {y: 1}}, cite: {source: s}}]"
    )
    over = tree("\nrules: [{id: a, severity: must, when: {is: {z: 2}}, cite: {source: t}}]", "over.yaml")
    merged = merge(base, over)
    assert merged["rules"] == [
        {
            "id": "a",
            "severity": "must",
            "require": {"is": {"x": 1}},
            "when": {"is": {"z": 2}},
            "cite": {"source": "t"},
        }
    ]
    rule = Spot(merged) / "rules" / 0
    assert ((rule / "require").file, (rule / "severity").file) == ("base.yaml", "over.yaml")
    assert base["rules"][0]["severity"] == "advice"


def test_a_rule_with_a_requirement_of_its_own_takes_nothing_over() -> None:
    merged = merge(
        tree("rules: [{id: a, require: 1, mend: 改}]"), tree("rules: [{id: a, require: 2, severity: must}]")
    )
    assert merged["rules"] == [{"id": "a", "require": 2, "severity": "must"}]


def test_a_cite_is_replaced_whole() -> None:
    merged = merge(
        tree("values: {w: {value: 1, label: 宽, cite: {source: s, clause: 一, note: 据转载稿}}}"),
        tree("values: {w: {value: 2, cite: {source: t, clause: 二}}}"),
    )
    assert merged["values"]["w"] == {"value": 2, "label": "宽", "cite": {"source": "t", "clause": "二"}}


def test_a_rule_that_amends_needs_a_cite_and_something_to_amend() -> None:
    base = tree("rules: [{id: eyes-open, require: 1, cite: {source: s}}, {id: b, require: 1}]")
    over = tree("rules: [{id: eyes-open, severity: must}, {id: b, severity: must}]", "over.yaml")
    (fault,) = uncited(base, Spot(over))
    assert str(fault) == "over.yaml:1:9 rules[eyes-open]：改写了有出处的内容，却没有写自己的 cite。"
    assert uncited(base, Spot(tree("rules: [{id: eyes-open, require: 2}]"))) == []
    assert amends_nothing(base, over) == []
    (fault,) = amends_nothing(
        base, tree("rules: [{id: eyes-opne, severity: must}, {id: c, require: 1}]", "over.yaml")
    )
    assert str(fault) == (
        "over.yaml:1:9 rules[eyes-opne]：沿用的内容里没有规则 eyes-opne，不能只改一部分；"
        "新的规则要写 require，是不是 eyes-open？"
    )


def test_a_notice_without_a_text_amends_the_one_of_its_id() -> None:
    base = tree("notices: [{id: ears, text: 露耳, severity: should, cite: {source: s}}]")
    over = tree(
        "notices: [{id: ears, severity: must, cite: {source: t}}, {id: lamps, text: 灯}]", "over.yaml"
    )
    ears, lamps = merge(base, over)["notices"]
    assert ears == {
        "id": "ears",
        "text": "露耳",
        "severity": "must",
        "cite": {"source": "t"},
    }
    assert lamps == {"id": "lamps", "text": "灯"}
    (fault,) = uncited(base, Spot(tree("notices: [{id: ears, severity: must}]")))
    assert "没有写自己的 cite" in str(fault)
    (fault,) = amends_nothing(base, tree("notices: [{id: eers, severity: must}]"))
    assert "沿用的内容里没有提醒 eers，不能只改一部分；新的提醒要写 text，是不是 ears？" in str(fault)


def test_contacts_merge_by_who() -> None:
    merged = merge(tree("contacts: [{who: 市, how: '1'}]"), tree("contacts: [{who: 省, how: '2'}]"))
    assert [contact["who"] for contact in merged["contacts"]] == ["市", "省"]


def test_other_lists_are_replaced() -> None:
    assert merge(tree("needs: [a, b]"), tree("needs: [c]")) == {"needs": ["c"]}
    assert merge(tree("audience: [{text: a}]"), tree("audience: [{text: c}]")) == {
        "audience": [{"text": "c"}]
    }


def test_the_base_stays_as_it_was() -> None:
    base = tree("a: {b: [{id: x}]}")
    merge(base, tree("a: {b: [{id: y}], c: 1}"))
    assert base == {"a": {"b": [{"id": "x"}]}}


def test_each_piece_keeps_its_own_place() -> None:
    merged = Spot(merge(tree("a: {b: 1}\nl: [{id: x}]"), tree("\na: {c: 2}\nl: [{id: y}]", "over.yaml")))
    assert (merged / "a" / "b").position() == ("base.yaml", 1, 8)
    assert (merged / "a" / "c").position() == ("over.yaml", 2, 8)
    assert (merged / "l" / 0 / "id").position() == ("base.yaml", 2, 10)
    assert (merged / "l" / 1 / "id").position() == ("over.yaml", 3, 10)


def test_examples_and_ancestry_are_not_inherited() -> None:
    assert inherit(tree("extends: a/b\nexamples: [{given: {}}]\nc: 1"), tree("d: 2")) == {"c": 1, "d": 2}


def test_replacing_something_cited_without_a_cite_is_a_fault() -> None:
    base = tree("values: {w: {value: 1, label: 宽, cite: {source: s}}, n: {value: 2}}")
    (fault,) = uncited(base, Spot(tree("values: {w: {value: 3}, n: {value: 4}, m: {value: 5}}", "over.yaml")))
    assert str(fault) == "over.yaml:1:10 values.w：改写了有出处的内容，却没有写自己的 cite。"
    assert uncited(base, Spot(tree("values: {w: {value: 3, cite: {source: t}}}"))) == []
