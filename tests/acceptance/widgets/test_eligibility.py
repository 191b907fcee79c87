"""The questions of a procedure in a browser: one at a time, all at once, with errors, kept on the device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import ELIGIBILITY, NO_STORAGE, Site

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def form(page: Page, site: Site) -> Page:
    """The page with the first question on it."""
    page.goto(site.page("eligibility", ELIGIBILITY))
    expect(page.locator("legend")).to_have_text("你是在本省报考的吗？")
    return page


def answer(page: Page, label: str) -> None:
    """Picks an answer and goes on."""
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="下一步").click()


def led_to(target: Locator) -> None:
    """It has focus, and its top is on the screen, below the page's fixed header."""
    expect(target).to_be_focused()
    box = target.bounding_box()
    assert box is not None and 48 <= box["y"] < 700


def test_one_question_at_a_time_to_a_verdict(form: Page) -> None:
    expect(form.get_by_role("heading", name="资格自查")).to_be_visible()
    expect(form.locator("[title]")).to_have_count(0)  # it would float as a tooltip over everything
    answer(form, "是")
    expect(form.locator("legend")).to_have_text("你申请哪个层次？")
    led_to(form.locator("fieldset"))
    expect(form.locator(".zk-answers li")).to_have_count(3)  # dates of the window count as known
    answer(form, "专科")
    # The number of courses is for 本科 only, so it is not asked.
    expect(form.locator("legend")).to_have_text("平均成绩是多少分？")
    form.locator("input").fill("７２．５")
    form.get_by_role("button", name="下一步").click()
    expect(form.locator("legend")).to_have_text("专科毕业证书是哪天发的？")
    form.locator("input[type=date]").fill("2025-06-30")
    form.get_by_role("button", name="下一步").click()
    answer(form, "身份证")
    answer(form, "反面")
    form.get_by_role("textbox").fill("样例市")
    form.get_by_role("button", name="下一步").click()
    expect(form.locator("legend")).to_have_text("听说的截止日期是哪天？")
    form.locator("input[type=date]").fill("2026-05-25")
    form.get_by_role("button", name="下一步").click()
    verdict = form.locator(".zk-report h3")
    expect(verdict).to_have_text("需要留意")
    led_to(verdict)
    advice = form.locator("[data-rule='made/all-kinds.last-day']")
    expect(advice).to_contain_text("建议最后一天是 2026年5月20日，人多。")
    folded = form.locator("[data-rule='made/all-kinds.average']")
    expect(folded).to_be_hidden()
    form.locator("summary", has_text="符合的").first.click()
    expect(folded).to_contain_text("平均 72.5 分，够了。")


def test_a_skipped_question_is_left_unknown_and_not_asked_again(form: Page) -> None:
    form.get_by_role("button", name="不清楚，先跳过").click()
    expect(form.locator("legend")).to_have_text("你申请哪个层次？")
    expect(form.locator(".zk-answers")).to_contain_text("你是在本省报考的吗？不清楚")
    form.get_by_role("button", name="改：你是在本省报考的吗？").click()
    answer_changed = form.get_by_role("button", name="保存修改")
    form.get_by_label("否", exact=True).check()
    answer_changed.click()
    expect(form.locator(".zk-report h3")).to_have_text("你的情况不走本事项")
    expect(form.locator(".zk-report")).to_contain_text("问当地教育考试机构。")


def test_an_empty_answer_is_an_error_with_a_way_to_it(form: Page) -> None:
    form.get_by_role("button", name="下一步").click()
    summary = form.get_by_role("alert")
    led_to(summary)
    expect(summary).to_contain_text("有 1 处要改")
    first = form.locator("input").first
    expect(first).to_have_attribute("aria-invalid", "true")
    fault = form.locator(f"#{first.get_attribute('aria-describedby')}")
    expect(summary.get_by_role("link")).to_contain_text("你是在本省报考的吗？请先回答")
    expect(fault).to_contain_text("错误：请先回答")
    summary.get_by_role("link").click()
    expect(first).to_be_focused()
    answer(form, "是")
    expect(form.get_by_role("alert")).to_have_count(0)


def test_the_whole_form_names_every_error_and_its_mend(form: Page) -> None:
    form.get_by_role("button", name="一次填完全部问题").click()
    expect(form.locator("fieldset")).to_have_count(12)
    form.get_by_role("textbox", name="合格几门课程？").fill("四十一")
    form.get_by_role("textbox", name="平均成绩是多少分？").fill("１０１")
    # A date begun and not finished reads as empty; it must not pass for one left out.
    form.locator("fieldset", has_text="专科毕业证书").locator("input[type=date]").press_sequentially("2")
    form.get_by_role("button", name="查看结果").click()
    errors = form.get_by_role("alert").get_by_role("link")
    expect(errors).to_have_text(
        [
            "合格几门课程？请填整数，0 到 40。",
            "平均成绩是多少分？请填数字，0 到 100。",
            "专科毕业证书是哪天发的？请填完整、真实的年月日，年份是四位数，1950 到 2099，"
            "或者勾选“还没有拿到”。",
        ]
    )
    form.get_by_role("textbox", name="合格几门课程？").fill("20")
    form.get_by_role("textbox", name="平均成绩是多少分？").fill("80")
    form.get_by_label("还没有拿到").check()
    form.get_by_label("本科", exact=True).check()
    form.get_by_role("button", name="查看结果").click()
    report = form.locator(".zk-report")
    led_to(report.locator("h3"))
    expect(report.locator("h3")).to_have_text("还不能判断")
    expect(report).to_contain_text("还要知道：你是在本省报考的吗？")
    expect(report).to_contain_text("本科申请人要在期限前核验学历。")
    expect(report).to_contain_text("2026年6月30日")
    report.get_by_role("button", name="现在回答").click()
    led_to(form.locator("fieldset").first)


def test_not_knowing_is_an_answer_in_the_whole_form_too(form: Page) -> None:
    form.get_by_role("button", name="一次填完全部问题").click()
    first = form.locator("fieldset").first
    first.get_by_label("不清楚").check()
    form.get_by_role("button", name="查看结果").click()
    expect(first.get_by_label("不清楚")).to_be_checked()
    expect(form.locator(".zk-report")).to_contain_text("还要知道：你申请哪个层次？")


def test_none_of_these_and_the_others_exclude_each_other(form: Page) -> None:
    form.get_by_role("button", name="一次填完全部问题").click()
    form.get_by_label("身份证", exact=True).check()
    form.get_by_label("以上都没有").check()
    expect(form.get_by_label("身份证", exact=True)).not_to_be_checked()
    form.get_by_label("准考证", exact=True).check()
    expect(form.get_by_label("以上都没有")).not_to_be_checked()
    date = form.locator("fieldset", has_text="专科毕业证书").locator("input[type=date]")
    date.fill("2025-01-01")
    form.get_by_label("还没有拿到").check()
    expect(date).to_have_value("")
    date.fill("2025-01-01")
    expect(form.get_by_label("还没有拿到")).not_to_be_checked()


def test_a_failed_rule_names_clause_and_next_step(form: Page, site: Site) -> None:
    form.get_by_role("button", name="一次填完全部问题").click()
    form.locator("fieldset").first.get_by_label("是", exact=True).check()
    form.get_by_label("本科", exact=True).check()
    form.get_by_role("textbox", name="合格几门课程？").fill("19")
    form.get_by_role("button", name="查看结果").click()
    expect(form.locator(".zk-report h3")).to_have_text("现在还不符合")
    finding = form.locator("[data-rule='made/all-kinds.courses']")
    explained = finding.get_by_role("link", name="为什么，怎么改").get_attribute("href")
    assert explained == f"{site.address}/made/findings/#all-kinds.courses"
    for words in (
        "必须",
        "合格的课程不够。",
        "实际：19 门；要求：20 门",
        "怎么办：考完其余课程再申请。",
        "《样例通知》一",
    ):
        expect(finding).to_contain_text(words)


def failed(form: Page) -> Locator:
    """One condition fails before anything of dates is asked; gives the times by which to mend it."""
    answer(form, "是")
    answer(form, "本科")
    form.get_by_role("textbox").fill("19")
    form.get_by_role("button", name="下一步").click()
    expect(form.locator(".zk-report h3")).to_have_text("现在还不符合")
    return form.locator("[data-outcome=no] ~ .zk-note")


def test_once_a_condition_fails_the_times_are_told_without_asking(form: Page) -> None:
    times = failed(form)
    expect(times).to_contain_text("申请：2026年5月20日 16:30 止（北京时间）")
    expect(times).to_contain_text("听说：2026年5月25日 16:30 止（北京时间，转载的日期，以官方通知为准）")
    expect(times.locator("a")).to_have_count(0)  # no place of this page tells more
    # What can still be asked is not a list of things to look up.
    expect(form.get_by_text("还不能判断的（")).to_be_visible()
    expect(form.locator("[data-rule='made/all-kinds.average']")).to_be_hidden()


def test_no_round_that_is_over_is_told_as_a_time_to_mend_something(form: Page) -> None:
    form.clock.set_fixed_time("2026-06-30T16:00:00Z")
    times = failed(form)
    expect(times).to_contain_text("已知的几轮都结束了")
    expect(times).not_to_contain_text("2026-05")


def test_questions_go_on_after_a_failure_when_the_reader_wants(form: Page) -> None:
    times = failed(form)
    form.get_by_role("button", name="接着查其余的").click()
    expect(form.locator("legend")).to_have_text("平均成绩是多少分？")
    led_to(form.locator("fieldset"))
    form.get_by_role("textbox").fill("72.5")
    while form.locator("form").count():
        date = form.locator("input[type=date]")
        if date.count() and form.get_by_text("听说的截止日期").count():
            date.fill("2026-05-23")
            form.get_by_role("button", name="下一步").click()
        else:
            form.get_by_role("button", name="不清楚，先跳过").click()
    expect(form.locator(".zk-report h3")).to_have_text("现在还不符合")
    expect(form.get_by_role("button", name="接着查其余的")).to_have_count(0)
    expect(times).to_contain_text("听说：2026年5月23日 止（你填的）")


def test_the_date_of_an_official_window_is_known_in_beijing_time(form: Page) -> None:
    """It is 20 May 01:00 in Beijing, though still the 19th in Greenwich and on the device."""
    row = form.locator(".zk-answers li")
    expect(row.first).to_contain_text("通知写的截止时间是哪天几点？2026年5月20日 16:30（取自官方通知）")
    form.clock.set_fixed_time("2026-05-20T08:31:00Z")
    form.get_by_role("button", name="一次填完全部问题").click()
    expect(form.locator("input[type=datetime-local]")).to_have_value("2026-05-20T16:30")
    form.get_by_role("button", name="查看结果").click()
    expect(form.locator("[data-rule='made/all-kinds.in-time']")).to_contain_text(
        "过了截止时间 2026年5月20日 16:30。"
    )


def test_a_window_that_is_over_is_asked_for(page: Page, site: Site) -> None:
    page.clock.set_fixed_time("2026-06-30T16:00:00Z")  # 1 July in Beijing
    page.goto(site.page("eligibility", ELIGIBILITY))
    expect(page.locator("fieldset")).to_be_visible()
    expect(page.locator(".zk-answers")).to_have_count(0)


def test_answers_are_kept_over_a_reload_and_starting_over_can_be_undone(form: Page) -> None:
    answer(form, "是")
    answer(form, "专科")
    form.reload()
    expect(form.locator("legend")).to_have_text("平均成绩是多少分？")
    expect(form.locator("body")).to_be_focused()  # loading moves no focus
    form.get_by_role("button", name="重新回答").click()
    expect(form.locator("legend")).to_have_text("你是在本省报考的吗？")
    assert form.evaluate("Object.keys(localStorage)") == []
    form.get_by_role("button", name="撤销").click()
    expect(form.locator("legend")).to_have_text("平均成绩是多少分？")
    form.reload()
    expect(form.locator(".zk-answers")).to_contain_text("专科")


def test_answers_to_another_version_are_let_go(form: Page) -> None:
    answer(form, "是")
    form.evaluate(
        """() => { const [key] = Object.keys(localStorage); const saved = JSON.parse(localStorage[key]);
        localStorage[key] = JSON.stringify({...saved, version: "0.9.0"}); }"""
    )
    form.reload()
    expect(form.locator(".zk-note")).to_have_text("规则已更新，上次的回答已清除，请重新回答。")
    expect(form.locator("legend")).to_have_text("你是在本省报考的吗？")


def test_without_storage_it_still_works_and_says_so(page: Page, site: Site) -> None:
    page.add_init_script(NO_STORAGE)
    page.goto(site.page("eligibility", ELIGIBILITY))
    answer(page, "是")
    expect(page.locator(".zk-note")).to_have_text("浏览器不允许保存，关闭本页后回答会丢失。")
    expect(page.locator("legend")).to_have_text("你申请哪个层次？")


def test_nothing_is_sent_anywhere(form: Page, site: Site) -> None:
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    answer(form, "是")
    answer(form, "专科")
    form.get_by_role("button", name="先看目前的结果").click()
    expect(form.locator(".zk-report h3")).to_be_focused()
    # Nothing but the code that shows results, which is the same whatever was answered.
    assert all(url.startswith(f"{site.address}/widgets/") and url.endswith(".js") for url in asked)
    assert all(method == "GET" and "?" not in path for method, path in site.asked)


def test_a_result_that_does_not_load_is_told_and_no_answer_is_lost(form: Page) -> None:
    form.route("**/result-*.js", lambda route: route.abort())
    answer(form, "否")
    expect(form.locator(".zk-note")).to_have_text("结果没有载入：请检查网络后刷新；回答都在。")
    form.unroute("**/result-*.js")
    form.reload()
    expect(form.locator(".zk-report h3")).to_have_text("你的情况不走本事项")
    expect(form.locator("body")).to_be_focused()


def test_what_the_page_wrote_stays_readable(form: Page, page: Page, site: Site) -> None:
    expect(form.locator("#written")).to_be_hidden()
    form.get_by_text("条件全文").click()
    expect(form.locator("#written")).to_be_visible()
    page.goto(site.page("missing", ELIGIBILITY.replace("all-kinds.json", "no-such.json")))
    expect(page.locator(".zk-note")).to_have_text(
        "自查表没有载入：服务器现在给不了，请过一会儿再刷新；条件可以照常阅读。"
    )
    expect(page.locator("#written")).to_be_visible()


def test_the_network_is_blamed_for_its_own_faults_only(page: Page, site: Site) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    address = site.page("faulty", ELIGIBILITY)
    page.route("**/all-kinds.json", lambda route: route.fulfill(json={"facts": None}))
    page.goto(address)
    expect(page.locator(".zk-note")).to_contain_text("网页自己出了错，请刷新再试，还不行就换一个浏览器；")
    assert any("TypeError" in text for text in told)
    page.unroute("**/all-kinds.json")
    page.route("**/all-kinds.json", lambda route: route.abort())
    page.goto(address)
    expect(page.locator(".zk-note")).to_contain_text("自查表没有载入：请检查网络后刷新；")


def test_a_browser_without_a_field_for_days_takes_them_as_people_write_them(page: Page, site: Site) -> None:
    page.add_init_script(
        """const set = Element.prototype.setAttribute;
        Element.prototype.setAttribute = function (name, value) {
          set.call(this, name, name === "type" && /^date/.test(value) ? "text" : value);
        };"""
    )
    page.goto(site.page("eligibility", ELIGIBILITY))
    answer(page, "是")
    answer(page, "专科")
    page.locator("input").fill("72")
    page.get_by_role("button", name="下一步").click()
    day = page.get_by_placeholder("2026-05-27", exact=True)
    day.fill("6月30日")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".zk-errors")).to_contain_text("年月日")
    day.fill("2025年6月30日")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".zk-answers")).to_contain_text("2025年6月30日")


def test_events_tell_the_page(page: Page, site: Site) -> None:
    page.add_init_script(
        """window.told = []; for (const name of ["ready", "progress", "result", "error"])
        addEventListener(`zikao-${name}`, ({ detail }) => told.push([name, detail]), true);"""
    )
    page.goto(site.page("eligibility", ELIGIBILITY))
    expect(page.locator("fieldset")).to_be_visible()
    answer(page, "否")
    expect(page.locator(".zk-report")).to_be_visible()
    told = page.evaluate("told")
    # Drawn once more when what shows results has come.
    assert [name for name, _ in told] == ["progress", "ready", "progress", "progress", "result"]
    assert told[3][1] == {"answered": 1, "next": None}
    assert told[4][1]["elsewhere"]["id"] == "other-province"
