"""An employer from before the platform completes what is registered of it; its register's change comes by itself."""

import re
import time

import entry
import pages

NAME = "知行社会工作服务中心"


def press(page, name):
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def text(page):
    return page.locator("main").inner_text()


def test_what_is_registered_is_completed_changed_and_follows_the_register(browser, platform, pictures):
    # The other tests live on the first employers; this one has the sixth to itself.
    page = pages.open_page(browser, "phone")
    login = next(login for login in entry.logins(platform)["employerOperator"] if login.who == NAME)
    entry.log_in(page, platform, login)
    page.wait_for_url(re.compile("/employer$"))
    pages.menu(page).get_by_role("link", name="单位信息").click()
    assert "登记事项不完整" in text(page)
    pages.check(page)
    page.get_by_role("link", name="办理变更").click()
    pages.check(page)
    press(page, "开始办理")
    assert "共享信息" in text(page)
    pages.check(page)
    page.get_by_label("社保联系人姓名").fill("秦知行")
    page.get_by_label("社保联系人手机").fill("19900000956")
    pages.photograph(page, pictures, f"{platform.engine}-unit-change-first")
    press(page, "下一步，核对内容")
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-unit-change-check")
    press(page, "确认提交")
    assert "办结" in text(page)
    pages.check(page)

    # The present values stand in the form; a change of one of them leaves the others.
    page.goto(platform.public + "/employer/apply/employer-change")
    press(page, "开始办理")
    assert page.get_by_label("社保联系人姓名").input_value() == "秦知行"
    assert "现登记：秦知行" in text(page)
    page.get_by_label("经营（办公）地点").fill("演示新区知行路6号")
    pages.photograph(page, pictures, f"{platform.engine}-unit-change")
    press(page, "下一步，核对内容")
    assert "演示新区知行路6号" in text(page) and "秦知行" not in text(page)
    press(page, "确认提交")
    assert "办结" in text(page)

    # Its register changes the address, and tells; the employer does nothing.
    register = pages.open_page(browser)
    register.goto(platform.stand_in("civil-affairs"))
    article = register.locator("article", has_text=NAME)
    article.get_by_text("变更登记").click()
    article.get_by_label("住所").fill("演示市演示区知行路66号")
    article.get_by_role("button", name="变更并推送").click()
    deadline = time.monotonic() + 20
    while True:
        page.goto(platform.public + "/employer/unit")
        if "知行路66号" in text(page):
            break
        assert time.monotonic() < deadline, "the register's change never came"
        time.sleep(0.2)
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-unit-data")
    assert text(page).count("单位信息变更") >= 3
