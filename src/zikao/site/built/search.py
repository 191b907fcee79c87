"""What is typed into the search in the other script finds the same: 轉出 in the simplified pages.

The index is built of one script. The worker that searches it gets a table of the characters and words in
which the two sites differ (列印, 打印), made of the site's own words, and rewrites each query by it. Nothing
is loaded before a search.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path

from zikao.chinese.convert import Converter
from zikao.errors import ZikaoError
from zikao.site.address import TRADITIONAL
from zikao.site.built.traditional import SEARCH
from zikao.site.segmenting import segmenter

WORKER = "assets/javascripts/workers"
WORDS = "assets/javascripts/lunr"
"""What a worker loads beside itself."""
_WORD = re.compile(r"[\u3400-\u9fff]+")
_QUERY = "case 2:"
"""How the theme's worker tells a query from its other messages."""

_SCRIPT = """
{const characters=%s,words=%s,longest=new RegExp(Object.keys(words).join("|")||"(?!)","g");
addEventListener("message",({data})=>{if(data.type===2&&typeof data.data==="string")
data.data=data.data.replace(longest,word=>words[word]).replace(/[\\u3400-\\u9fff]/g,one=>characters[one]??one)})}
"""


def segmented(text: str) -> str:
    """A text with an empty character between its words, as the search's index has them."""
    return "\u200b".join(segmenter().cut(text))


def needs_on_top(site: Path) -> None:
    """Keep a guide's needs with the guide as a whole, and give them the weight of its title.

    The theme says them again for each heading, and lets them outweigh every title of the site.
    """
    path = site / SEARCH
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    fields = index["config"]["fields"]
    fields["tags"]["boost"] = fields["title"]["boost"]
    for entry in index["docs"]:
        if "#" in entry["location"]:
            entry.pop("tags", None)
    _put(path, json.dumps(index, ensure_ascii=False, separators=(",", ":")))


class SearchChangedError(ZikaoError):
    """The theme's search worker is no longer the one that this version was made for."""


def answer_both(site: Path, converter: Converter) -> None:
    """Let each of the two searches understand queries in the other script.

    Args:
        site: a built site with its folder in Traditional Chinese; one without a search is left alone.
        converter: the one that made that folder.

    Raises:
        SearchChangedError: the worker does not take messages as expected.
    """
    workers = list((site / WORKER).glob("search.*.js"))
    if not workers or not (site / SEARCH).is_file():
        return
    [worker] = workers
    script = worker.read_text(encoding="utf-8")
    if _QUERY not in script:
        raise SearchChangedError("mkdocs-material 的搜索脚本变了，无法兼查繁体和简体，请用锁定的版本。")
    index = json.loads((site / SEARCH).read_text(encoding="utf-8"))
    texts = (" ".join((doc["title"], doc["text"], *doc.get("tags", ()))) for doc in index["docs"])
    ours = sorted({word for text in texts for word in _WORD.findall(text)})
    text = "\n".join(ours)
    theirs, letters = (convert(text).split("\n") for convert in (converter.words, converter.characters))
    shutil.copytree(site / WORDS, site / TRADITIONAL / WORDS, dirs_exist_ok=True)
    _put(site / TRADITIONAL / WORKER / worker.name, _table(ours, theirs, _letters(ours, letters)) + script)
    _put(worker, _table(theirs, ours, _letters(letters, ours)) + script)


def _letters(typed: list[str], indexed: list[str]) -> dict[str, str]:
    """For each character the one that it stands for most often."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one, another in zip("".join(typed), "".join(indexed), strict=True):
        counts[one][another] += 1
    return {one: found.most_common(1)[0][0] for one, found in counts.items()}


def _table(typed: list[str], indexed: list[str], letters: dict[str, str]) -> str:
    """The script that rewrites queries, for words as they may be typed and as they stand in the index."""
    other = {
        one: another
        for one, another in zip(typed, indexed, strict=True)
        if len(one) <= _LONGEST and "".join(letters.get(letter, letter) for letter in one) != another
    }
    words = dict(sorted(other.items(), key=lambda pair: -len(pair[0])))
    changed = {one: another for one, another in letters.items() if one != another}
    return _SCRIPT % tuple(
        json.dumps(table, ensure_ascii=False, separators=(",", ":")) for table in (changed, words)
    )


_LONGEST = 4
"""Characters of a word in the table; a longer one is made of words that are in it too."""


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
