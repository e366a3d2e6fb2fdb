"""Paying through the bank, over two business days: agreement, plan, a deduction that fails, an online order, the receipt."""

import re

import pytest

import entry
import pages
import platforms
from test_month import audit, confirm, press, wait_until

ACCOUNT = "9900000000000000191"
NEXT_WORKING_DAY = "2026-11-23"


@pytest.fixture(params=platforms.ENGINES)
def own_platform(request):
    """A platform of its own, since the day changes under it."""
    running = [platforms.start(request.param)]
    yield running
    platforms.stop(running[-1])


def at_the_bank(page, platform, form, fill=(), button=None):
    page.goto(platform.stand_in("bank"))
    found = page.locator(form).first
    for label, value in fill:
        found.get_by_label(label).fill(value)
    found.get_by_role("button", name=button).click()


def log_in(browser, platform):
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["employerOperator"][0])
    page.wait_for_url(re.compile("/employer$"))
    return page


def agree(page, platform):
    page.goto(platform.public + "/employer/apply/deduction-agreement")
    press(page, "开始办理")
    page.get_by_label("开户银行").fill("演示银行示范支行")
    page.get_by_label("户名").fill("云栖精密仪器有限公司")
    page.get_by_label("银行账号").fill("9900 0000 0000 0000 191")
    page.get_by_label("签约人姓名").fill("陈演示")
    page.get_by_label("授权经办人").check()
    page.get_by_label("签约日期").fill(platforms.TODAY)
    page.get_by_label("接收扣款通知的手机号码").fill("19900000901")
    press(page, "下一步")
    pages.check(page)
    text = page.locator("main").inner_text()
    assert "9900***********0191" in text and ACCOUNT not in text
    press(page, "确认提交")
    page.wait_for_url(re.compile(r"/cases/\d+"))
    wait_until(page, page.url, "银行已开通扣款")
    assert "已办结" in page.locator("main").inner_text()
    pages.check(page)


def make_plan(page, platform):
    page.goto(platform.public + "/employer/plans")
    press(page, "生成缴费计划")
    assert "2026年11月23日从尾号0191的账户自动扣款" in page.locator("main").inner_text()
    confirm(page)
    page.goto(platform.public + "/employer/plans")
    page.locator("main a[href*='/employer/plans/']").first.click()
    pages.check(page)
    return page.url


def test_a_deduction_fails_and_the_plan_is_paid_online(browser, own_platform, pictures):
    platform = own_platform[0]
    employer = log_in(browser, platform)
    agree(employer, platform)
    pages.photograph(employer, pictures, f"{platform.engine}-agreement")
    plan = make_plan(employer, platform)
    pages.photograph(employer, pictures, f"{platform.engine}-announced")
    bank = pages.open_page(browser)
    at_the_bank(bank, platform, f"form:has(input[value='{ACCOUNT}'])", [("余额（元）", "10")], "保存")

    # The day of the deduction: the account does not hold enough, and the employer is told at once.
    platform = platforms.another_day(platform, NEXT_WORKING_DAY)
    own_platform.append(platform)
    wait_until(employer, platform.public + "/employer", "扣款未成功：账户余额不足。请改用网银缴费")
    pages.check(employer)
    assert "扣款未成功" in "".join(sms(browser, platform))
    employer.goto(plan)
    assert "账户余额不足" in employer.locator("main").inner_text()
    pages.photograph(employer, pictures, f"{platform.engine}-failed")

    press(employer, "网银缴费")
    pages.check(employer)
    confirm(employer)
    at_the_bank(bank, platform, f"form:has(input[value='{ACCOUNT}'])", [("余额（元）", "900000")], "保存")
    wait_until(bank, platform.stand_in("bank"), "待支付")
    at_the_bank(bank, platform, "form[action='/act/pay']", button=re.compile("支付"))
    wait_until(employer, plan, "已缴清")
    text = employer.locator("main").inner_text()
    assert "已缴清" in text and "传递中" in text
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-paid-online")

    paper = employer.get_by_role("link", name="缴款凭证").first.get_attribute("href")
    answer = employer.context.request.get(platform.public + paper)
    assert answer.ok and answer.body().startswith(b"%PDF")
    number = re.search(r"P\d{21}[\dX]", paper).group(0)
    stranger = pages.open_page(browser, "phone")
    stranger.goto(platform.public + "/verify")
    stranger.get_by_label("文书编号").fill(number)
    press(stranger, "核验")
    assert "真实有效" in stranger.locator("main").inner_text()
    employer.set_viewport_size({"width": 360, "height": 740})
    employer.goto(plan)
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-paid-phone")
    audit(platform)


def sms(browser, platform):
    page = pages.open_page(browser)
    page.goto(platform.stand_in("sms"))
    return page.locator("article").all_inner_texts()
