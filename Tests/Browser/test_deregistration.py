"""A unit comes to its end: its register says so, and what stands in the way is done one after the other, until it is closed."""

import re

import openpyxl

import entry
import pages
import platforms
from test_batches import upload, wait_until_worked, write
from test_money import approve, file, log_in
from test_month import audit, confirm, press, wait_until

# The other tests live on other employers; this one has the fifth to itself.
NAME = "映月纺织股份有限公司"
ACCOUNT = "9900000000000000515"


def text(page):
    return page.locator("main").inner_text()


def test_a_unit_is_walked_from_its_register_s_message_to_its_end(browser, platform, pictures, tmp_path):
    page = pages.open_page(browser)
    login = next(login for login in entry.logins(platform)["employerOperator"] if login.who == NAME)
    entry.log_in(page, platform, login)
    page.wait_for_url(re.compile("/employer$"))
    register = pages.open_page(browser)
    register.goto(platform.stand_in("market-regulator"))
    register.get_by_role("button", name=f"注销 {NAME}").click()
    wait_until(page, platform.public + "/employer", "请先为职工减员、结清费用，再办理社会保险注销登记")
    page.goto(platform.public + "/employer/calendar")
    assert "办理单位社会保险注销登记" in text(page)
    pages.check(page)

    page.goto(platform.public + "/employer")
    page.get_by_role("link", name=re.compile("再办理社会保险注销登记")).click()
    press(page, "开始办理")
    # The to-do has said all that the form asks.
    draft = page.url.removesuffix("/check")
    assert draft != page.url
    assert "名职工在本单位参保" in text(page) and "没有计入缴费计划" in text(page)
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-end-in-the-way")

    # The month of the end is owed whole; it is paid with a little too much.
    press(page, re.compile("^生成2026年11月缴费计划$"))
    confirm(page)
    tax = pages.open_page(browser)
    tax.goto(platform.stand_in("tax"))
    tax.locator("article", has_text=NAME).get_by_role("button", name="多缴 100 元").first.click()
    wait_until(page, platform.public + "/employer/account", "多缴的100.00元")

    # Everybody leaves by one file, which comes filled in with who they are.
    leavers = tmp_path / "leavers.xlsx"
    page.goto(platform.public + "/employer/batches")
    with page.expect_download() as download:
        page.locator("main a[href$='/staff-termination/present']").click()
    download.value.save_as(leavers)
    staff = openpyxl.load_workbook(leavers)["申报表"].max_row - 3
    left = {"解除（终止）劳动关系日期": platforms.TODAY, "解除（终止）劳动关系原因": "用人单位破产、被吊销执照、责令关闭、撤销或提前解散"}
    write(leavers, [left] * staff)
    upload(page, leavers, matter="职工停保（减员）")
    wait_until_worked(page)
    press(page, re.compile(f"确认提交{staff}行"))
    wait_until_worked(page)

    page.goto(draft + "/check")
    assert "还有到账款100.00元没有分配到缴费计划" in text(page)
    press(page, re.compile("申请退还"))
    # Nothing was typed yet, and nothing is wrong yet.
    assert "需要修改" not in text(page)
    page.get_by_label("银行账号").fill(ACCOUNT)
    page.get_by_label("开户银行").fill("演示银行新区支行")
    press(page, "下一步")
    case = file(page)
    teller, reviewer = (log_in(browser, platform, role) for role in ("teller", "reviewer"))
    teller.goto(platform.agency + re.sub(r"^.*/employer", "/agency", case))
    press(teller, "受理")
    approve(reviewer, platform, case)

    # Once the bank has paid, nothing stands in the way.
    wait_until(page, draft + "/check", "没有未结清的费用")
    pages.check(page)
    confirm(page)
    pages.photograph(page, pictures, f"{platform.engine}-end")
    page.goto(platform.public + "/employer")
    assert "注销社会保险登记" in text(page) and "目前没有待办事项" in text(page)
    pages.check(page)
    phone = pages.open_page(browser, "phone", storage_state=page.context.storage_state())
    phone.goto(page.url)
    pages.check(phone)
    audit(platform)
