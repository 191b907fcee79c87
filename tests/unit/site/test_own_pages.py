"""Pages of a site's own: what is true of this site alone stands on them, and no mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao.site import own_pages

DOCS = Path(__file__).parents[3] / "docs"
PAGE = """# 隐私

- 先。
<!-- zikao: on device -->
- 在设备上。
<!-- zikao: not on device -->
- 由服务器。
<!-- zikao: end -->
- 后。

<!-- zikao: on device -->
只在设备上。
<!-- zikao: end -->
"""


def test_what_is_said_is_true_of_the_site() -> None:
    assert own_pages.filled(PAGE, "", "") == "# 隐私\n\n- 先。\n- 由服务器。\n- 后。\n\n"
    here = own_pages.filled(PAGE, "", "", on_device=True)
    assert here == "# 隐私\n\n- 先。\n- 在设备上。\n- 后。\n\n只在设备上。\n"


@pytest.mark.parametrize("on_device", [True, False])
def test_no_page_of_ours_keeps_a_mark(on_device: bool) -> None:
    marked = [path for path in DOCS.rglob("*.md") if "<!-- zikao: on device -->" in path.read_text("utf-8")]
    assert len(marked) >= 3
    for path in marked:
        made = own_pages.filled(path.read_text("utf-8"), "", "", on_device=on_device)
        assert "on device -->" not in made, path
        assert "zikao: end" not in made, path
        assert ("照片在你的设备上检查" in made) <= on_device, path
