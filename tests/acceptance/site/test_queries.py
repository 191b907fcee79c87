"""What candidates type leads to the page that answers it, in either script, among the first three."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("opencc", reason="the extra 'site' is not installed")

from zikao.chinese.asked import SAID, spelt
from zikao.chinese.convert import Converter

from ...provinces import of_each

INDEX = "search/search_index.json"

QUERIES = {
    # Numbers, as they stand in the pages and as they are typed
    "“13000”": "anhui/exemption-substitution",
    "13000": "anhui/exemption-substitution",
    "00023": "anhui/exemption-substitution",
    "“00023”": "anhui/exemption-substitution",
    "60分": "general/pass-mark",
    "６０ 分": "general/pass-mark",
    "六十分及格吗": "general/pass-mark",
    "480x640": "anhui/photos/graduation anhui/portrait-upload",
    "480*640像素": "anhui/photos/graduation anhui/portrait-upload",
    "40kb": "anhui/photos/graduation anhui/portrait-upload",
    "40k": "anhui/photos/graduation anhui/portrait-upload",
    "照片20-40KB": "anhui/photos/graduation anhui/portrait-upload",
    "300 DPI": "anhui/photos/graduation cn/photos/diploma-photo",
    "附件最大4MB": "anhui/packages/attachment",
    "４ＭＢ": "anhui/packages/attachment",
    "2015": "anhui/transfer-in-scores",
    "2016年以前转入": "anhui/transfer-in-scores",
    "身份证15位": "general/identity-change zhejiang/score-merge zhejiang/information-correction",
    # Dates and times
    "8月30日": "zhejiang/merge-status zhejiang/score-merge",
    "“8月30日16:30前”": "zhejiang/merge-status zhejiang/score-merge",
    "8-30": "zhejiang/merge-status zhejiang/score-merge",
    "8.30": "zhejiang/merge-status zhejiang/score-merge",
    "8/30": "zhejiang/merge-status zhejiang/score-merge",
    "8月30": "zhejiang/merge-status zhejiang/score-merge",
    "8月30号": "zhejiang/merge-status zhejiang/score-merge",
    "08-30": "zhejiang/merge-status zhejiang/score-merge",
    "八月三十日": "zhejiang/merge-status zhejiang/score-merge",
    "16:30": "zhejiang/merge-status zhejiang/score-merge",
    "2026-03-03": "zhejiang/transfer-out zhejiang",
    "2026年3月3日": "zhejiang/transfer-out zhejiang",
    "3月3号截止": "zhejiang/transfer-out zhejiang",
    # The place is missing, or its name is all that is typed
    "河南": "places",
    "河南自考官网": "places",
    "新疆": "places",
    # By their sounds, where no Chinese can be typed
    "zhejiang zhuanchu": "zhejiang/transfer-out",
    "zj zhuanchu": "zhejiang/transfer-out",
    "Henan": "places",
    "zhunkaozheng hebing": "zhejiang/score-merge anhui/ticket-merge",
    "zkz hebing": "zhejiang/score-merge anhui/ticket-merge",
    "biyezhaopian": "anhui/photos/graduation anhui/portrait-upload",
    "anhuibiyeshenqing": "anhui/graduation",
    # Photos
    "蓝底": "anhui/photos/graduation general/photos/registration",
    "白底": "anhui/photos/graduation anhui/cities/luan",
    "白底照片": "anhui/photos/graduation anhui/cities/luan",
    "照片红底行不行": "anhui/photos/graduation anhui/cities/luan",
    "相片": "anhui/photos/graduation anhui/portrait-upload",
    "相片要求": "anhui/portrait-upload anhui/photos/graduation",
    "相片被打回": "anhui/portrait-upload",
    "打回": "anhui/portrait-upload zhejiang/merge-status zhejiang/transfer-out",
    "退件": "anhui/portrait-upload zhejiang/merge-status zhejiang/transfer-out",
    "照片打回来了怎么办": "anhui/portrait-upload",
    "证件照": "anhui/photos/graduation zhejiang/photos/transfer anhui/portrait-upload",
    "寸照": "anhui/photos/graduation anhui/portrait-upload zhejiang/photos/transfer",
    "眼镜": "anhui/photos/graduation",
    "照片美颜": "anhui/portrait-upload anhui/photos/graduation",
    "P图": "anhui/photos/graduation anhui/portrait-upload",
    "自己用手机拍的照片": "anhui/photos/graduation anhui/portrait-upload zhejiang/photos/transfer",
    "照片审核不通过": "anhui/portrait-upload",
    "照片太大": "anhui/portrait-upload anhui/photos/graduation",
    "照片模糊": "anhui/photos/graduation cn/photos/portrait cn/photos/diploma-photo",
    "毕业照要多大": "anhui/portrait-upload anhui/photos/graduation",
    "照片尺寸": "anhui/portrait-upload anhui/photos/graduation",
    "照片背景什么颜色": "anhui/photos/graduation anhui/cities/luan",
    "可以化妆吗": "anhui/photos/graduation",
    "耳环": "anhui/photos/graduation",
    "刘海": "anhui/photos/graduation",
    "照片格式": "anhui/photos/graduation anhui/portrait-upload",
    "图片过大": "anhui/portrait-upload anhui/photos/graduation",
    "双眼需水平": "anhui/portrait-upload anhui/photos/graduation",
    "没有检测到脸": "anhui/portrait-upload anhui/photos/graduation",
    "照片可以用准考证上的吗": "anhui/portrait-upload",
    # Files and packages
    "打包 zip": "packing zhejiang/packages/score-merge zhejiang/score-merge",
    "ＺＩＰ": "packing zhejiang/packages/score-merge cn/packages/evidence-archive",
    "rar可以吗": "packing zhejiang/packages/score-merge cn/packages/evidence-archive",
    "压缩文件": "packing zhejiang/packages/score-merge cn/packages/evidence-archive",
    "单科合格证": "zhejiang/packages/score-merge zhejiang/score-merge anhui/transfer-in-scores",
    "pdf打不开": "cn/packages/evidence-pages cn/packages/evidence-archive anhui/packages/attachment",
    "扫描件不清楚": "cn/packages/evidence-pages cn/packages/evidence-archive zhejiang/packages/score-merge",
    "压缩包密码": "packing zhejiang/packages/score-merge cn/packages/evidence-archive",
    "一个号一个压缩包": "zhejiang/packages/score-merge zhejiang/score-merge",
    "附件pdf": "anhui/packages/attachment",
    "HEIC": "zhejiang/packages/score-merge cn/packages/evidence-archive",
    "heic照片": "zhejiang/packages/score-merge cn/packages/evidence-archive anhui/photos/graduation",
    # What everyone asks
    "几分算过": "general/pass-mark",
    "挂科了": "general/pass-mark",
    "补考": "general/pass-mark",
    "忘记密码": "general/record-lookup general/score-lookup zhejiang/information-check",
    "查分": "general/score-lookup",
    "成绩查询": "general/score-lookup zhejiang/information-check",
    "考籍号忘了": "general/record-lookup",
    "档案": "general/archive-after-graduation",
    "档案能自己拿着吗": "general/archive-after-graduation",
    "外地户口能报名吗": "general/registration-conditions",
    "报名": "general/first-registration general/on-site-confirmation",
    "注册": "general/first-registration",
    "现场确认": "general/on-site-confirmation",
    "专升本": "general/registration-conditions anhui/exemption-substitution",
    "国家承认吗": "general/registration-conditions general/enrolment-record",
    "论文什么时候报": "general/registration-conditions",
    "公安专业": "general/registration-conditions",
    "考研档案": "general/archive-after-graduation",
    "考籍证": "general/first-registration",
    "考籍": "general/enrolment-record",
    "学籍": "general/enrolment-record",
    "学信网查不到": "general/enrolment-record anhui/prior-degree",
    "初始密码": "general/record-lookup",
    "密码忘了": "general/record-lookup general/score-lookup zhejiang/information-check",
    "查成绩": "general/score-lookup",
    "外省户口": "general/registration-conditions",
    "零基础高中毕业能报本科吗": "general/registration-conditions",
    "没有专科能报本科吗": "general/registration-conditions",
    "网上报完名": "general/on-site-confirmation",
    "第一次报名": "general/first-registration",
    # Numbers, names, marks
    "准考证弄丢了": "zhejiang/score-merge",
    "准考证遗失": "zhejiang/score-merge",
    "两个准考证": "anhui/ticket-merge zhejiang/score-merge",
    "我有两个准考证号怎么办": "anhui/ticket-merge zhejiang/score-merge",
    "合并成绩": "zhejiang/score-merge",
    "准考证合并": "anhui/ticket-merge",
    "改名": "general/identity-change zhejiang/information-correction anhui/identity-correction",
    "名字写错了": "general/identity-change anhui/identity-correction zhejiang/information-correction",
    "身份证换了": "general/identity-change zhejiang/score-merge",
    "登不上": "zhejiang/information-check",
    "登陆不了": "zhejiang/information-check",
    "审核要多久": "zhejiang/merge-status anhui/review-progress",
    "终审通过": "zhejiang/merge-status",
    "驳回": "zhejiang/merge-status zhejiang/score-merge",
    "户口本": "zhejiang/score-merge zhejiang/packages/score-merge",
    "成绩合并被驳回": "zhejiang/score-merge zhejiang/merge-status",
    "zk.zjzs.net": "zhejiang/information-check zhejiang/portal-address zhejiang",
    "已经申请毕业能改名吗": "general/identity-change anhui/identity-correction",
    "系统里身份证不对": "zhejiang/information-correction anhui/identity-correction",
    "什么是终审": "zhejiang/merge-status",
    "注册信息有错": "zhejiang/information-correction",
    # Another province
    "转学": "zhejiang/transfer-out cn/interprovincial-transfer",
    "转省": "zhejiang/transfer-out cn/interprovincial-transfer",
    "转到别的省": "zhejiang/transfer-out cn/interprovincial-transfer",
    "异地考": "zhejiang/transfer-out general/registration-conditions cn/interprovincial-transfer",
    "外省成绩": "anhui/transfer-in-scores",
    "转考介绍信": "anhui/transfer-in-scores zhejiang/transfer-out",
    "浙里办": "zhejiang/transfer-out",
    "专业代码填错": "zhejiang/transfer-out",
    "邮箱收不到登记表": "zhejiang/transfer-out",
    # Graduation and degrees
    "四级免考": "anhui/exemption-substitution",
    "CET4": "anhui/exemption-substitution",
    "英语六级": "anhui/exemption-substitution",
    "课程顶替": "anhui/exemption-substitution",
    "免试": "anhui/exemption-substitution",
    "学信网app": "anhui/prior-degree",
    "大专学历验证": "anhui/prior-degree",
    "专科证还没下来": "anhui/both-levels anhui/prior-degree",
    "有两个大专学历": "anhui/prior-degree-choice",
    "应届": "anhui/prior-degree anhui/graduation",
    "拿毕业证": "anhui/certificate-collection",
    "领证": "anhui/certificate-collection",
    "毕业证什么时候发": "anhui/certificate-collection",
    "毕业申请": "anhui/graduation",
    "毕业": "anhui/graduation",
    "怎么申请毕业": "anhui/graduation",
    "毕业审请": "anhui/graduation",
    "学位证": "anhui/degree-application",
    "学士学位": "anhui/degree-application",
    "简历怎么填": "anhui/registration-form",
    "待业怎么写": "anhui/registration-form",
    "无业": "anhui/registration-form",
    "合肥": "anhui/hefei",
    "六安": "anhui/cities/luan",
    "已受理": "anhui/review-progress",
    "初审没过": "anhui/review-progress",
    "护理实习鉴定": "anhui/graduation",
    "高数": "anhui/exemption-substitution",
    "英语二": "anhui/exemption-substitution",
    "课程未通过": "anhui/exemption-substitution",
    "学历认证报告": "anhui/prior-degree",
    "备案表": "anhui/prior-degree anhui/graduation",
    "落款日期": "anhui/prior-degree anhui/graduation",
    "先交专科还是本科": "anhui/both-levels",
    "自我鉴定怎么写": "anhui/registration-form",
    "简历写几条": "anhui/registration-form",
    "自由职业": "anhui/registration-form",
    "代领毕业证": "anhui/certificate-collection",
    "领证要带什么": "anhui/certificate-collection",
    "咨询电话": "anhui zhejiang anhui/hefei",
    "护士毕业要什么": "anhui/graduation",
    "毕业生登记表": "anhui/registration-form",
    "学历注册": "anhui/review-progress",
    "毕业审核进度": "anhui/review-progress",
    # Addresses
    "官网": "anhui/portal-address zhejiang/portal-address",
    "假网站": "anhui/portal-address zhejiang/portal-address",
    "钓鱼网站": "anhui/portal-address zhejiang/portal-address",
    "骗子": "anhui/portal-address zhejiang/portal-address",
    "网站是真的吗": "anhui/portal-address zhejiang/portal-address",
    # Typed in Traditional Chinese
    "電子照片被退回": "anhui/portrait-upload",
    "准考證": "anhui/ticket-merge zhejiang/score-merge",
    "大頭照": "anhui/photos/graduation anhui/portrait-upload zhejiang/photos/transfer",
    "藍底": "anhui/photos/graduation general/photos/registration",
    "轉學": "zhejiang/transfer-out cn/interprovincial-transfer",
    "畢業申請": "anhui/graduation",
    "準考證號合併": "anhui/ticket-merge",
    "檔案放哪裡": "general/archive-after-graduation",
    "壓縮檔": "packing zhejiang/packages/score-merge cn/packages/evidence-archive",
    "登記表怎麼填": "anhui/registration-form",
}
"""What is typed, and the pages of which one must be among the first three."""

WRONG = {
    "准靠证合并": "anhui/ticket-merge zhejiang/score-merge",
    "准靠证": "anhui/ticket-merge zhejiang/score-merge",
    "毕业审请": "anhui/graduation",
    "登记标": "anhui/registration-form",
    "前置学利": "anhui/prior-degree",
}
"""One character wrong, as input methods offer it."""


def found(index: Path, queries: list[str], root: Path, place: str = "") -> dict[str, list[str]]:
    """The pages that each query finds, best first; `place` is the reader's province."""
    script = Path(__file__).with_name("found.mjs")
    command = [str(each) for each in (root / "scripts" / "node", script, index, place)]
    asked = json.dumps(queries)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return dict(zip(queries, json.loads(done.stdout), strict=True))


def placeless(index: Path, queries: list[str], root: Path) -> dict[str, list[str]]:
    """What readers of no province find, without the provinces of which no query here knows the pages."""
    named = {page.partition("/")[0] for pages in QUERIES.values() for page in pages.split()}
    places = json.loads(index.read_text(encoding="utf-8"))["places"]
    others = tuple(place for place in places if place.rstrip("/") not in named)
    return {
        query: [page for page in pages if not page.startswith(others)]
        for query, pages in found(index, queries, root).items()
    }


def missed(index: Path, asked: dict[str, str], root: Path) -> dict[str, list[str]]:
    """Queries that have none of their pages among the first three, and what they have there."""
    pages = placeless(index, list(asked), root)
    return {
        query: pages[query][:3]
        for query, known in asked.items()
        if not {f"{page}/" for page in known.split()} & set(pages[query][:3])
    }


@pytest.mark.parametrize("typed_in", ["simplified", "traditional"])
@pytest.mark.parametrize("folder", ["", "zh-TW/"])
def test_a_query_finds_the_page_that_answers_it(site: Path, root: Path, folder: str, typed_in: str) -> None:
    script = Converter().characters if typed_in == "traditional" else str
    asked = {script(query): pages for query, pages in QUERIES.items()}
    assert missed(site / folder / INDEX, asked, root) == {}


@pytest.mark.parametrize("folder", ["", "zh-TW/"])
def test_a_query_with_one_wrong_character_does_too(site: Path, root: Path, folder: str) -> None:
    assert missed(site / folder / INDEX, WRONG, root) == {}


def test_nearly_every_query_has_its_page_first(site: Path, root: Path) -> None:
    pages = placeless(site / INDEX, list(QUERIES), root)
    first = [query for query, known in QUERIES.items() if pages[query][0].rstrip("/") in known.split()]
    assert len(first) >= 0.85 * len(QUERIES)


AT_HOME = of_each("queries.json")
"""What comes first for a reader of a province; what holds for all of them stands before another's."""


@pytest.mark.parametrize("place", AT_HOME)
def test_the_reader_s_province_comes_first(site: Path, root: Path, place: str) -> None:
    first = {query: pages[0] for query, pages in found(site / INDEX, [*AT_HOME[place]], root, place).items()}
    assert first == AT_HOME[place]


@pytest.mark.parametrize("query", ["怎么办", "被了", "股票行情", "奖学金", "ｑｗｅｒｔ", "！？"])
def test_what_no_page_tells_is_not_found(site: Path, root: Path, query: str) -> None:
    assert found(site / INDEX, [query], root)[query] == []


def test_each_word_that_candidates_words_are_taken_for_stands_on_a_page(site: Path) -> None:
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    assert {word for word, *_ in index["words"]["said"]} == set(SAID)
    assert {word for word, *_ in index["words"]["spelt"]} == set(spelt())


def test_no_invisible_character_comes_along_when_a_text_is_copied(site: Path) -> None:
    """A zero-width space breaks what is pasted into a form."""
    hidden = "\u200b\u200c\u2060\ufeff"
    files = [*site.rglob("*.html"), *site.rglob("search_index.json"), *(site / "data").rglob("*.json")]
    assert len(files) > 100
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not set(hidden) & set(text), path.relative_to(site)
        assert "&#8203;" not in text
