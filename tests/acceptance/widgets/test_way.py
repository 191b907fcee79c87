"""A reader's own way: questions first, then only the steps and papers that apply, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from .conftest import ELIGIBILITY, WAY, Site
from .test_eligibility import answer, led_to

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def way(page: Page, site: Site) -> Page:
    """A guide with questions and lists, nothing answered."""
    page.goto(site.page("way", ELIGIBILITY + WAY))
    expect(page.locator("legend")).to_have_text("你是在本省报考的吗？")
    expect(tally(page)).to_have_text("下面是全部 2 样材料、3 步。答几题，就只留你要办的。")
    return page


def tally(page: Page) -> Locator:
    return page.locator("zikao-way [role=status].zk-tally")


def college(page: Page) -> None:
    """Answers so that one step and one paper do not apply."""
    answer(page, "是")
    answer(page, "专科")
    answer(page, "身份证")


def test_what_decides_the_list_is_asked_before_the_rest(way: Page) -> None:
    signpost = way.locator(".zk-there")
    expect(signpost).to_have_text("最多再答 3 题，下面的清单就只留你要办的。")
    answer(way, "是")
    expect(way.locator("legend")).to_have_text("你申请哪个层次？")
    expect(signpost).to_have_text("最多再答 2 题，下面的清单就只留你要办的。")
    answer(way, "专科")
    # Four questions of rules are declared before this one, none of which decides a step.
    expect(way.locator("legend")).to_have_text("手上有哪些材料？")
    answer(way, "身份证")
    expect(way.locator("legend")).to_have_text("平均成绩是多少分？")
    expect(signpost).to_contain_text("你的清单筛好了。")
    way.get_by_role("button", name="看我的清单").click()
    led_to(way.locator(".zk-way"))


def test_what_does_not_apply_goes_and_can_be_counted_and_brought_back(way: Page) -> None:
    college(way)
    expect(tally(way)).to_have_text("按你的回答：共 2 样材料中的 1 样，共 3 步中的 2 步。")
    step = way.locator("#step-verify")
    expect(step).to_be_hidden()
    expect(way.get_by_role("heading", name="准备")).to_be_hidden()
    expect(way.get_by_role("heading", name="办理", exact=True)).to_be_visible()
    expect(way.locator("#step-apply [data-after]")).to_be_hidden()
    expect(way.locator("#step-wait a:visible")).to_have_text(["第 2 步"])
    steps = way.locator("zikao-checklist").last
    expect(steps.locator(".zk-progress")).to_contain_text("已完成 0 / 2 项按你的回答：共 3 步中的 2 步")
    steps.get_by_text("按你的回答不用办的 1 步").click()
    expect(steps.locator(".zk-folded li")).to_contain_text(
        "核验学历不用办：你选了“专科”（你申请哪个层次？）。"
    )
    way.get_by_role("button", name="仍要看：核验学历").click()
    expect(step.get_by_label("核验学历")).to_be_focused()
    expect(tally(way)).to_contain_text("共 3 步中的 3 步")
    expect(steps.locator(".zk-folded")).to_have_count(0)


def test_all_can_be_shown_and_what_does_not_apply_says_so(way: Page) -> None:
    college(way)
    steps = way.locator("zikao-checklist").last
    steps.get_by_role("button", name="显示全部").click()
    expect(steps.get_by_role("button", name="只看我要办的")).to_be_focused()
    step = way.locator("#step-verify")
    expect(step).to_contain_text("不用办：你选了“专科”（你申请哪个层次？）。")
    expect(way.locator("#step-wait a:visible")).to_have_text(["第 1 步", "第 2 步"])
    expect(steps.locator(".zk-progress")).to_contain_text("全部 3 步，其中 2 步要办")
    steps.get_by_role("button", name="只看我要办的").click()
    expect(step).to_be_hidden()


def test_what_applies_says_why(way: Page) -> None:
    answer(way, "是")
    answer(way, "本科")
    step = way.locator("#step-verify")
    expect(step.locator(".zk-because")).to_have_text("因为你选了“本科”（你申请哪个层次？）。")
    expect(step.locator(".zg-when")).to_be_hidden()
    way.reload()
    expect(step.locator(".zk-because")).to_have_text("因为你选了“本科”（你申请哪个层次？）。")


def test_what_is_not_known_may_apply_and_stays(way: Page) -> None:
    answer(way, "是")
    way.get_by_role("button", name="不清楚，先跳过").click()
    step = way.locator("#step-verify")
    expect(step).to_contain_text("可能适用")
    expect(step.locator(".zg-when")).to_be_visible()
    expect(tally(way)).to_contain_text("共 3 步中的 3 步；其中 2 项可能适用。")
    step.get_by_role("button", name="回答这一题：你申请哪个层次？").click()
    expect(way.locator("legend")).to_have_text("你申请哪个层次？")
    led_to(way.locator("fieldset"))


def test_a_changed_answer_brings_a_step_back(way: Page) -> None:
    college(way)
    expect(way.locator("#step-verify")).to_be_hidden()
    way.get_by_role("button", name="改：你申请哪个层次？").click()
    way.get_by_label("本科", exact=True).check()
    way.get_by_role("button", name="保存修改").click()
    expect(way.locator("#step-verify")).to_be_visible()


def test_only_the_count_of_steps_is_read_out_when_it_changes(way: Page) -> None:
    college(way)
    counts = way.locator("zikao-checklist .zk-progress [role=status]")
    assert counts.evaluate_all("all => all.map(each => each.getAttribute('aria-live'))") == ["off", "off"]
    way.get_by_label("提交申请").check()
    expect(counts.last).to_have_attribute("aria-live", "polite")


def test_there_is_one_thing_to_do_next(way: Page) -> None:
    main = way.locator("zikao-way .zk-button")
    expect(main).to_have_text("先答几题（最多 3 题）")
    main.click()
    led_to(way.locator("fieldset"))
    answer(way, "是")
    expect(main).to_have_text("接着答（最多 2 题）")
    answer(way, "专科")
    answer(way, "身份证")
    expect(main).to_have_text("先备材料")
    expect(main).to_have_attribute("href", "#material-card")
    way.get_by_label("身份证原件").check()
    expect(main).to_have_text("开始办")
    way.get_by_label("提交申请").check()
    expect(main).to_have_text("接着办")
    expect(way.locator("zikao-way")).to_contain_text("接下来：等结果")


def test_a_result_leads_on_to_the_list(way: Page) -> None:
    college(way)
    way.get_by_role("button", name="先看目前的结果").click()
    expect(way.locator(".zk-report")).to_be_visible()
    way.get_by_role("button", name="看我的清单").click()
    led_to(way.locator(".zk-way"))


def test_a_case_for_elsewhere_is_not_sent_on(way: Page) -> None:
    answer(way, "否")
    expect(way.locator(".zk-report h3")).to_have_text("你的情况不走本事项")
    expect(way.locator("zikao-way .zk-button")).to_have_count(0)
    expect(way.locator(".zk-there")).to_have_count(0)
    expect(tally(way)).to_have_text("你的情况不走本事项，下面的材料和步骤只供参考。")
    expect(way.locator(".zk-because")).to_have_count(0)


def test_a_condition_that_is_not_met_comes_before_any_step(way: Page) -> None:
    way.get_by_role("button", name="一次填完全部问题").click()
    way.locator("fieldset").first.get_by_label("是", exact=True).check()
    way.get_by_label("本科", exact=True).check()
    way.get_by_role("textbox", name="合格几门课程？").fill("19")
    way.get_by_role("button", name="查看结果").click()
    expect(way.locator("zikao-way")).to_contain_text("资格自查里有不符合的，先看怎么办。")
    way.get_by_role("button", name="看结果", exact=True).click()
    led_to(way.locator(".zk-report h3"))


def test_starting_over_asks_first_and_then_clears_everything(way: Page) -> None:
    college(way)
    way.get_by_label("提交申请").check()
    way.get_by_role("button", name="重新开始").click()
    expect(way.get_by_role("button", name="不清除")).to_be_focused()
    way.get_by_role("button", name="不清除").click()
    expect(way.get_by_label("提交申请")).to_be_checked()
    way.get_by_role("button", name="重新开始").click()
    way.get_by_role("button", name="清除", exact=True).click()
    expect(way.get_by_label("提交申请")).not_to_be_checked()
    expect(way.locator("#step-verify")).to_be_visible()
    expect(way.locator("legend")).to_have_text("你是在本省报考的吗？")
    assert way.evaluate("Object.keys(localStorage)") == []
    expect(way.get_by_role("button", name="重新开始")).to_have_count(0)


def test_a_list_without_questions_has_its_tools_too(page: Page, site: Site) -> None:
    page.goto(site.page("plain", WAY))
    expect(tally(page)).to_have_text("下面是全部 2 样材料、3 步。")
    expect(page.locator("#step-verify .zg-when")).to_be_visible()
    page.get_by_label("等结果").check()
    page.get_by_role("button", name="重新开始").click()
    page.get_by_role("button", name="清除", exact=True).click()
    expect(page.get_by_label("等结果")).not_to_be_checked()


def test_dates_that_the_reader_knows_are_counted_down_to(way: Page) -> None:
    """The official window is answered by the rulebook; a heard date without a time is not counted down to."""
    way.get_by_role("button", name="一次填完全部问题").click()
    way.locator("fieldset").first.get_by_label("是", exact=True).check()
    way.get_by_label("本科", exact=True).check()
    way.get_by_role("textbox", name="合格几门课程？").fill("20")
    way.get_by_label("还没有拿到").check()
    way.get_by_label("还没有核验").check()
    way.locator("input[type=datetime-local]").fill("2026-05-22T12:00")
    way.get_by_role("button", name="查看结果").click()
    dates = way.locator(".zk-dates li")
    expect(dates).to_have_text(
        [
            "还剩 2 天 · 2026年5月22日 12:00（北京时间） · 申请截止（你填的）",
            "还剩 41 天 · 2026年6月30日 当天为止（北京时间） · 本科申请人要在期限前核验学历。",
        ]
    )


def test_on_paper_it_tells_where_it_comes_from(way: Page) -> None:
    college(way)
    way.emulate_media(media="print")
    paper = way.locator(".zk-paper")
    expect(paper).to_contain_text("/way.html")
    expect(paper).to_contain_text(
        "按这些回答：你是在本省报考的吗？是；你申请哪个层次？专科；手上有哪些材料？身份证"
    )
    expect(way.locator("#step-verify")).to_be_hidden()
    for button in way.locator("zikao-way button, zikao-checklist button, .zk-folded, .zk-there").all():
        expect(button).to_be_hidden()


def test_in_wechat_printing_is_explained(page: Page, site: Site) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 MicroMessenger/8.0' });"
    )
    page.goto(site.page("way", ELIGIBILITY + WAY))
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="打印或存为 PDF").click()
    expect(page.locator("zikao-way")).to_contain_text("微信里不能打印")
    assert not page.evaluate("window.printed")
