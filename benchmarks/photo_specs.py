"""Which labelled defects a province's spec lets pass, and which good portraits it refuses.

The defects are those of `photo_accuracy.py`, made of the studio pictures, or of the one that a registry
serves, to the national spec. One passes where no rule says no that does not refuse the same person's good
portrait as well; what is not checked, or asked of the candidate himself, does not count as told. A defect
passes rightly where a province's text says nothing of it.

    python benchmarks/photo_specs.py [--people N] [--portraits FOLDER] SPEC...
"""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta, timezone
from pathlib import Path

from _photo_covers import BROWS_UNDER_HAIR, COVERS
from _photo_defects import DEFECTS, GROUNDS, compliant, covered
from _photo_samples import FOLDER, compliant_layout, originals

from zikao.checks.circumstances import Circumstances
from zikao.checks.photo import check_photo
from zikao.rulebook.store import load_library

GROUND = GROUNDS["light blue"]
NOW = datetime(2026, 5, 1, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("specs", nargs="+", metavar="SPEC", help="PROVINCE/SPEC")
    options.add_argument("--people", type=int, default=2)
    options.add_argument("--portraits", type=Path, default=FOLDER)
    told = options.parse_args()
    library = load_library()
    placed = ((each, compliant_layout(each)) for each in originals(folder=told.portraits) if each.points)
    people = [
        (person, layout) for person, layout in placed if layout and person.subject not in BROWS_UNDER_HAIR
    ][: told.people]
    made = {**DEFECTS, **{name: covered(cover) for name, cover in COVERS.items()}}
    for spec in told.specs:

        def wrong(data: bytes, spec: str = spec) -> set[str]:
            report = check_photo(library, spec, data, "a.jpg", Circumstances(now=NOW))
            return {each.id for each in report.findings if each.outcome == "no"}

        passed, refused = set[str](), set[str]()
        for person, layout in people:
            always = wrong(compliant(person, layout, GROUND))
            refused |= always
            passed |= {name for name, make in made.items() if wrong(make(person, layout, GROUND)) <= always}
        told_of = [name for name in made if name in passed]
        print(
            f"{spec}: {len(told_of)} of {len(made)} defects pass with somebody: {', '.join(told_of) or '-'}"
        )
        print(
            f"  good portraits made for the national spec are refused by: {', '.join(sorted(refused)) or '-'}"
        )


if __name__ == "__main__":
    main()
