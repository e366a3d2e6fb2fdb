"""How a unit gets into the system: by its own account and the register's data, and founded through E窗通."""

import re
import time

import entry
import pages

PASSWORD = "绿萝 在窗台 第三排"
UNIT = "91590000MADM00115A"
UNIT_CONTACT = "19900000921"
FOUNDER_CONTACT = "19900000930"


def press(page, name):
    page.locator("main").get_by_role("button", name=name).first.click()


def open_account(page, platform, code, contact, phone):
    """The account of a unit: the code goes to the contact that the register has on file."""
    page.goto(platform.public + "/unit-account")
    pages.check(page)
    page.get_by_label("统一社会信用代码").fill(code)
    page.get_by_label("经办人姓名").fill("楚经办")
    page.get_by_label("经办人手机号码").fill(phone)
    page.get_by_label("设置密码").fill(PASSWORD)
    page.get_by_label("再次输入密码").fill(PASSWORD)
    before = entry.codes(platform, contact)
    press(page, "下一步")
    assert f"{contact[:3]}****{contact[-4:]}" in page.locator("main").inner_text()
    pages.check(page)
    page.get_by_label("短信验证码").fill(entry.next_code(platform, contact, after=before))
    press(page, "开通账户")
    assert "单位账户已开通" in page.locator("main").inner_text()
    pages.check(page)
    return entry.Login("unitOperator", code, PASSWORD, phone, "楚经办")


def test_a_unit_opens_its_account_and_is_registered_without_papers(browser, platform, pictures):
    page = pages.open_page(browser)
    login = open_account(page, platform, UNIT, UNIT_CONTACT, "19900000931")
    entry.log_in(page, platform, login)
    page.wait_for_url(re.compile("/unit$"))
    assert "尚未办理社会保险登记" in page.locator("main").inner_text()
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-unit")
    assert page.goto(platform.public + "/employer").status == 403
    page.complaints.clear()
    page.goto(platform.public + "/unit")
    press(page, "办理单位社会保险登记")
    shown = page.locator("main").inner_text()
    assert "初晴文化传播有限公司" in shown and "共享信息" in shown and "材料" not in shown
    page.get_by_label("演示区社会保险事业服务中心").check()
    page.get_by_label("社保联系人姓名").fill("楚歌")
    page.get_by_label("社保联系人手机").fill(UNIT_CONTACT)
    press(page, "下一步")
    pages.check(page)
    press(page, "确认提交")
    page.wait_for_url(re.compile(r"/employer/cases/\d+"))
    assert "已办结" in page.locator("main").inner_text()
    pages.check(page)
    page.goto(platform.public + "/employer")
    assert "初晴文化传播有限公司" in page.locator("main").inner_text()
    pages.check(page)


def test_a_unit_founded_through_e_window_is_registered_by_itself(browser, platform):
    page = pages.open_page(browser)
    page.goto(platform.stand_in("market-regulator"))
    page.get_by_role("button", name="设立登记").click()
    code = re.search(r"9159\d{4}MADM5\d{3}[0-9X][0-9A-Z]", page.inner_text("body")).group(0)
    texts = f"{platform.stand_in('sms')}/?phone={FOUNDER_CONTACT}"
    deadline = time.monotonic() + 20
    while True:
        page.goto(texts)
        if "单位首次使用" in page.inner_text("body"):
            break
        assert time.monotonic() < deadline, "the founder never heard of the registration"
        time.sleep(0.2)
    page = pages.open_page(browser)
    login = open_account(page, platform, code, FOUNDER_CONTACT, "19900000933")
    entry.log_in(page, platform, login)
    page.wait_for_url(re.compile("/employer$"))
    assert "启明星辰演示有限公司" in page.locator("main").inner_text()


def test_a_wrong_code_opens_nothing(browser, platform):
    page = pages.open_page(browser, "phone")
    page.goto(platform.public + "/unit-account")
    page.get_by_label("统一社会信用代码").fill("91590000MADM001235")
    page.get_by_label("经办人姓名").fill("辛经办")
    page.get_by_label("经办人手机号码").fill("19900000934")
    page.get_by_label("设置密码").fill(PASSWORD)
    page.get_by_label("再次输入密码").fill("另一个")
    press(page, "下一步")
    assert "两次输入的密码不一致" in page.locator("main").inner_text()
    page.complaints.clear()
    pages.check(page)
    page.get_by_label("设置密码").fill(PASSWORD)
    page.get_by_label("再次输入密码").fill(PASSWORD)
    press(page, "下一步")
    page.get_by_label("短信验证码").fill("000000")
    press(page, "开通账户")
    assert "验证码不正确" in page.locator("main").inner_text()
    page.complaints.clear()
    pages.check(page)
