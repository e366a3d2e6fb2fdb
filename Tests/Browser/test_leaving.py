"""Somebody leaves: the month's plan comes first, then the end of the coverage, and the way back from one to the other."""

import re

import entry
import pages
import platforms
from test_month import audit, confirm, press


def test_a_leaver_is_ended_after_the_month_s_plan(browser, platform, pictures):
    employer = pages.open_page(browser)
    # The other employer: its month is nobody else's.
    entry.log_in(employer, platform, entry.logins(platform)["employerOperator"][1])
    employer.wait_for_url(re.compile("/employer$"))
    employer.goto(platform.public + "/employer/staff")
    employer.locator("main a[href*='/employer/staff/']").last.click()
    member = employer.url
    name = employer.locator("h1").inner_text()
    pages.check(employer)

    press(employer, "职工停保（减员）")
    employer.get_by_label("解除（终止）劳动关系日期").fill(platforms.TODAY)
    employer.get_by_label("解除（终止）劳动关系原因").select_option(label="辞职（劳动者主动解除劳动合同）")
    press(employer, "下一步")
    pages.check(employer)
    assert "的费用尚未计入缴费计划" in employer.locator("main").inner_text()
    pages.photograph(employer, pictures, f"{platform.engine}-plan-first")

    press(employer, re.compile("先生成"))
    pages.check(employer)
    confirm(employer)
    pages.check(employer)
    employer.get_by_role("link", name=re.compile("继续办理")).click()
    assert "最后缴费月份" in employer.locator("main").inner_text()
    pages.check(employer)
    confirm(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-left")

    employer.goto(member)
    pages.check(employer)
    assert f"{platforms.TODAY_SHOWN}减员" in employer.locator("main").inner_text()
    employer.goto(platform.public + "/employer/staff?standing=left")
    assert name in employer.locator("main").inner_text()
    phone = pages.open_page(browser, "phone", storage_state=employer.context.storage_state())
    for address in (member, platform.public + "/employer/wages"):
        phone.goto(address)
        pages.check(phone)
    audit(platform)
