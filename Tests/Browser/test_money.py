"""Money that people see to: a card payment that two compare, a remittance that nobody can place, and what was paid too much."""

import re

import pytest

import entry
import pages
import platforms
from test_bank import at_the_bank
from test_counter import choose_matter
from test_month import audit, confirm, press, wait_until

UNIT = "云栖精密仪器有限公司"
ACCOUNT = "9900000000000000191"


@pytest.fixture(params=platforms.ENGINES)
def own_platform(request):
    """A platform of its own: here a month is paid that other tests pay otherwise."""
    platform = platforms.start(request.param)
    yield platform
    platforms.stop(platform)


def log_in(browser, platform, role):
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)[role][0])
    return page


def look(page, pictures, name):
    """Fits and reads at both widths."""
    pages.check(page)
    pages.photograph(page, pictures, name)
    page.set_viewport_size(pages.PHONE)
    pages.check_fits(page)
    pages.photograph(page, pictures, f"{name}-phone")
    page.set_viewport_size(pages.DESKTOP)


def file(page):
    """From the check of what was filled in to a case that waits for others."""
    press(page, "确认提交")
    page.wait_for_url(re.compile(r"/cases/\d+"))
    return page.url


def approve(page, platform, case):
    page.goto(platform.agency + re.sub(r"^https?://[^/]+/(agency|employer)", "/agency", case))
    press(page, "通过")
    assert "已办结" in page.locator("main").inner_text()


def test_what_is_paid_by_card_or_remitted_counts_when_two_have_seen_it(browser, own_platform, pictures, tmp_path):
    platform = own_platform
    mark = platform.engine
    employer, teller, reviewer = (log_in(browser, platform, role) for role in ("employerOperator", "teller", "reviewer"))
    bank = pages.open_page(browser)
    employer.goto(platform.public + "/employer/plans")
    press(employer, "生成缴费计划")
    confirm(employer)
    employer.goto(platform.public + "/employer/plans")
    employer.locator("main a[href*='/employer/plans/']").first.click()
    plan = employer.url
    number = plan.rsplit("/", 1)[1]
    owed = re.search(r"尚欠的?\s*([\d,.]+)\s*元", employer.locator("main").inner_text()).group(1).replace(",", "")

    # By card: the teller enters it with the slip, and nothing is booked.
    slip = tmp_path / "slip.png"
    employer.screenshot(path=slip)
    intake(teller, platform, "柜台缴费登记")
    teller.get_by_label("缴费计划号").fill(number)
    teller.get_by_label("刷卡流水号").fill("POS0001")
    teller.get_by_label("刷卡金额").fill(owed)
    teller.get_by_label("刷卡日期").fill(platforms.TODAY)
    teller.locator("input[type=file]").first.set_input_files(slip)
    press(teller, "下一步")
    look(teller, pictures, f"{mark}-card-check")
    case = file(teller)
    look(teller, pictures, f"{mark}-card-filed")
    employer.goto(plan)
    text = employer.locator("main").inner_text()
    assert "柜台刷卡待核对" in text and "POS0001" in text and "已缴清" not in text
    look(employer, pictures, f"{mark}-card-waits")
    reviewer.goto(case)
    look(reviewer, pictures, f"{mark}-card-review")
    approve(reviewer, platform, case)
    employer.goto(plan)
    text = employer.locator("main").inner_text()
    assert "柜台刷卡待核对" not in text and "已缴清" in text
    look(employer, pictures, f"{mark}-card-paid")

    # Two remittances that say nothing: one is the employer's, one goes back to whoever paid it.
    for payer, amount in [("云栖的母公司", "77.00"), ("走错门的人", "5.00")]:
        at_the_bank(
            bank, platform, "form[action='/act/remit']", [("付款人", payer), ("金额", amount), ("附言", "社保费")], "汇出"
        )
    receipts = platform.agency + "/agency/receipts"
    wait_until(teller, receipts, "5.00")
    wait_until(teller, receipts, "77.00")
    look(teller, pictures, f"{mark}-unallocated")
    teller.get_by_role("row", name=re.compile("77.00")).get_by_role("link").click()
    look(teller, pictures, f"{mark}-unallocated-one")
    teller.get_by_label("单位名称或统一社会信用代码").fill(UNIT[:4])
    press(teller, "查找")
    look(teller, pictures, f"{mark}-unallocated-found")
    press(teller, re.compile("分配给"))
    teller.get_by_label("核对情况").fill("母公司来电说明代缴")
    press(teller, "下一步")
    look(teller, pictures, f"{mark}-assign-check")
    approve(reviewer, platform, file(teller))
    teller.goto(receipts)
    teller.get_by_role("row", name=re.compile("走错门的人")).get_by_role("link").click()
    press(teller, "登记退还")
    teller.get_by_label("核对情况").fill("付款人来函要求退回")
    press(teller, "下一步")
    look(teller, pictures, f"{mark}-return-check")
    case = file(teller)
    approve(reviewer, platform, case)
    wait_until(reviewer, case, "银行已付款5.00元")
    look(reviewer, pictures, f"{mark}-returned")

    # What no plan takes is the employer's to have back: to a wrong account first, then to its own.
    employer.goto(platform.public + "/employer/account")
    assert "多缴的77.00元" in employer.locator("main").inner_text()
    look(employer, pictures, f"{mark}-credit")
    for account, told in [("9900000000000000999", "本行没有该账号"), (ACCOUNT, "银行已付款77.00元")]:
        employer.goto(platform.public + "/employer/account")
        employer.get_by_role("link", name="申请退还").click()
        press(employer, "开始办理")
        employer.get_by_label("银行账号").fill(account)
        employer.get_by_label("开户银行").fill("演示银行示范支行")
        press(employer, "下一步")
        look(employer, pictures, f"{mark}-refund-check")
        case = file(employer)
        teller.goto(platform.agency + re.sub(r"^https?://[^/]+/employer", "/agency", case))
        press(teller, "受理")
        approve(reviewer, platform, case)
        wait_until(employer, case, told)
        look(employer, pictures, f"{mark}-refund-answered")
        employer.goto(platform.public + "/employer")
        look(employer, pictures, f"{mark}-home-{account[-3:]}")
    employer.goto(platform.public + "/employer/account")
    assert "已退款" in employer.locator("main").inner_text()
    look(employer, pictures, f"{mark}-refunded")
    teller.goto(receipts)
    look(teller, pictures, f"{mark}-receipts-after")
    audit(platform)


def intake(page, platform, matter):
    """A teller begins a matter for an employer's operator who has come."""
    page.goto(platform.agency + "/agency/counter")
    page.get_by_label("号码或名称").fill(UNIT[:4])
    press(page, "查找")
    page.get_by_role("link", name=UNIT).click()
    page.get_by_label("单位经办人").check()
    page.get_by_label("来人姓名").fill("周明")
    page.get_by_label("来人证件号码后四位").fill("0031")
    page.get_by_label("居民身份证原件").check()
    page.get_by_label("授权委托书").check()
    choose_matter(page, matter)
    press(page, "开始办理")
