"""What a photo spec's rules are about: every fact belongs to one subject."""

from __future__ import annotations

from tests.books import rulebooks
from zikao.photo.facts import VOCABULARY
from zikao.site.subjects import SUBJECTS, by_subject


def test_every_fact_has_one_subject() -> None:
    placed = [fact for facts in SUBJECTS.values() for fact in facts]
    assert sorted(placed) == sorted(VOCABULARY)


def test_the_gravest_rules_of_a_subject_stand_first_and_are_counted() -> None:
    library = rulebooks()
    document = library.compiled("photo", "anhui/graduation")
    weights = {rule.id: rule.severity for rule in document.rules}
    subjects = by_subject(library.provinces["anhui"].photos["graduation"].rules, document)
    assert len(subjects) == 5
    for subject in subjects:
        order = [weights[rule.id] for rule in subject.rules]
        assert order == sorted(order, key=("must", "should", "advice").index)
        assert subject.musts == order.count("must")
