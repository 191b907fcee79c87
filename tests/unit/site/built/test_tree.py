"""Files of a built site."""

from __future__ import annotations

from pathlib import Path

from zikao.site.built.tree import below


def test_files_come_in_the_order_of_their_paths_and_folders_not_at_all(tmp_path: Path) -> None:
    for name in ("b/index.html", "b-c/index.html", "a.css", "b.html/inside.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in below(tmp_path)]
    assert found == ["a.css", "b/index.html", "b-c/index.html", "b.html/inside.css"]
    assert [path.name for path in below(tmp_path, ".html", ".js")] == ["index.html", "index.html"]


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert below(tmp_path / "none") == []
