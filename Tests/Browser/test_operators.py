"""An administrator adds somebody who may only handle staff; that one sets a password, works, and can't make a plan."""

import re

import entry
import pages

PHONE = "19900000777"
PASSWORD = "窗前 有一株 石榴树"


def press(page, name):
    page.locator("main").get_by_role("button", name=name).first.click()


def texts(page):
    return page.locator("main").inner_text()


def test_an_operator_who_may_only_handle_staff(browser, platform, pictures):
    # The month's test lives on the first employer; this one has the second to itself.
    administrator = pages.open_page(browser)
    entry.log_in(administrator, platform, entry.logins(platform)["employerOperator"][1])
    administrator.wait_for_url(re.compile("/employer$"))
    administrator.get_by_role("link", name="经办人员").first.click()
    pages.check(administrator)
    administrator.get_by_role("link", name="添加经办人员").click()
    administrator.get_by_label("姓名").fill("李经办")
    administrator.get_by_label("手机号码").fill(PHONE)
    administrator.get_by_label("职工参保").check()
    pages.photograph(administrator, pictures, f"{platform.engine}-operator-new")
    press(administrator, "添加并发送通知")
    pages.check(administrator)
    pages.photograph(administrator, pictures, f"{platform.engine}-operator")
    account = re.search(r"jb\d{8}", texts(administrator)).group(0)

    # The operator sets a password of their own by a code to their phone, on the phone.
    clerk = pages.open_page(browser, "phone")
    clerk.goto(platform.public + "/login")
    clerk.get_by_role("link", name="设置密码").click()
    pages.check(clerk)
    clerk.get_by_label("账号").fill(account)
    already = entry.codes(platform, PHONE)
    press(clerk, "获取验证码")
    code = entry.next_code(platform, PHONE, after=already)
    pages.check(clerk)
    clerk.get_by_label("短信验证码").fill(code)
    clerk.get_by_label("新密码", exact=True).fill(PASSWORD)
    clerk.get_by_label("再次输入新密码").fill(PASSWORD)
    pages.photograph(clerk, pictures, f"{platform.engine}-operator-first")
    press(clerk, "设置密码并登录")
    clerk.wait_for_url(re.compile("/employer$"))
    pages.check(clerk)
    pages.photograph(clerk, pictures, f"{platform.engine}-operator-home")

    # Staff are theirs; plans and operators are neither in the menu nor behind it.
    menu = pages.menu(clerk)
    assert menu.get_by_role("link", name="参保职工").count() == 1
    assert menu.get_by_role("link", name="缴费计划").count() == 0
    assert menu.get_by_role("link", name="经办人员").count() == 0
    clerk.goto(platform.public + "/employer/staff")
    pages.check(clerk)
    assert "在保" in texts(clerk)
    clerk.goto(platform.public + "/employer/apply/monthly-plan")
    pages.check(clerk)
    assert clerk.locator("main").get_by_role("button", name="开始办理").count() == 0
    pages.photograph(clerk, pictures, f"{platform.engine}-operator-refused")
    for path, status in [("/employer/plans", 403), ("/employer/operators", 403), ("/employer/staff", 200)]:
        assert clerk.context.request.get(platform.public + path).status == status, path
    token = clerk.locator("input[name=form-token]").first.get_attribute("value")
    answer = clerk.context.request.post(
        platform.public + "/employer/apply/monthly-plan",
        form={"form-token": token, "period": "2026-11"},
    )
    assert answer.status == 403 and "缴费" in answer.text()

    # The last change of each right is shown; removal ends the session at once.
    administrator.reload()
    administrator.get_by_role("link", name="经办人员").first.click()
    administrator.get_by_role("link", name="李经办").click()
    pages.check(administrator)
    administrator.get_by_role("checkbox", name=re.compile("^缴费")).check()
    press(administrator, "保存权限")
    pages.check(administrator)
    clerk.goto(platform.public + "/employer/plans")
    pages.check(clerk)
    press(administrator, "停用账号")
    pages.check(administrator)
    pages.photograph(administrator, pictures, f"{platform.engine}-operators")
    clerk.goto(platform.public + "/employer/staff")
    assert "/login" in clerk.url
