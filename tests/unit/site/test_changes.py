"""What each version changed, as the rulebook's readers hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zikao.errors import ZikaoError
from zikao.rulebook.store import load_library

from . import sample


def test_a_change_of_a_procedure_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    sample.write(tmp_path)
    file = tmp_path / "sample/province.yaml"
    text = file.read_text(encoding="utf-8")
    assert '"graduation"' in text
    file.write_text(text.replace('"graduation"', '"graduatoin"'), encoding="utf-8")
    with pytest.raises(ZikaoError, match=r"changes\[1\]\.procedures.*没有事项 graduatoin，是不是 graduation"):
        load_library(tmp_path)
