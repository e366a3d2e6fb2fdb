"""Somebody from Hong Kong is registered by a document, reviewed, enrolled; the employer's certificate holds before a stranger."""

import re

import pages
import platforms
from entry import log_in, logins
from test_month import audit, confirm, press, verify_as_a_stranger

# Of the sequence 000, which nobody counts from: nobody has this number.
PERMIT = "810000199001100006"


def picture(page, folder, words):
    """A picture of a paper, as one would photograph it."""
    path = folder / f"{words}.png"
    page.set_content(f"<h1>{words}</h1><p>陈演示 CHAN YIN SHI</p>")
    page.screenshot(path=path)
    return path


def enrol(employer, platform):
    employer.goto(platform.public + "/employer/apply/staff-enrolment")
    press(employer, "开始办理")
    assert employer.get_by_label("证件类型").input_value() == "residentCard"
    employer.get_by_label("证件类型").select_option(label="港澳台居民居住证")
    press(employer, "获取共享信息")
    employer.get_by_label("证件号码").fill(PERMIT)
    employer.get_by_label("姓名").fill("陈演示")
    press(employer, "获取共享信息")
    assert "未查询到该人信息" in employer.locator("main").inner_text()
    employer.get_by_label("用工起始日期").fill(platforms.TODAY)
    employer.get_by_label("岗位").fill("设计师")
    employer.get_by_label("无固定期限").check()
    employer.get_by_label("月缴费工资").fill("15300")
    press(employer, "下一步")


def register(employer, scans):
    employer.get_by_label("证件有效期至").fill("2030-05-31")
    employer.get_by_label("拉丁字母姓名").fill("CHAN YIN SHI")
    employer.get_by_label("女").check()
    employer.get_by_label("出生日期").fill("1990-01-10")
    employer.get_by_label("身份证件（资料页）").set_input_files(scans[0])
    employer.get_by_label("劳动合同或聘用合同").set_input_files(scans[1])
    press(employer, "下一步")
    pages.check(employer)
    press(employer, "确认提交")
    employer.wait_for_url(re.compile(r"/cases/\d+"))


def review(browser, platform, case):
    """One takes in, another decides."""
    for role, act in [("teller", "受理"), ("reviewer", "通过")]:
        staff = pages.open_page(browser)
        log_in(staff, platform, logins(platform)[role][0])
        staff.wait_for_url(re.compile("/agency$"))
        staff.goto(f"{platform.agency}/agency/cases/{case}")
        pages.check(staff)
        press(staff, act)
        staff.context.close()


def test_a_hong_kong_resident_is_registered_enrolled_and_certified(browser, platform, pictures, tmp_path):
    employer = pages.open_page(browser)
    # Not the employer of the other tests: a phone gets one code a minute.
    log_in(employer, platform, logins(platform)["employerOperator"][1])
    employer.wait_for_url(re.compile("/employer$"))
    drawing = pages.open_page(browser)
    scans = [picture(drawing, tmp_path, words) for words in ("居住证", "劳动合同")]

    # Nobody is known by the permit: the check offers the registration, and the addition waits.
    enrol(employer, platform)
    assert "是否进行登记" in employer.locator("main").inner_text()
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-not-found")
    press(employer, re.compile("港澳台居民、外国人参保登记"))
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-registration")
    register(employer, scans)
    review(browser, platform, re.search(r"/cases/(\d+)", employer.url).group(1))

    employer.goto(platform.public + "/employer/drafts")
    employer.locator("main table a").first.click()
    press(employer, "下一步")
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-enrolment")
    assert "陈演示" in employer.locator("main").inner_text()
    confirm(employer)

    # The employer's certificate, with its people by name: one number, however often it is asked for on a day.
    numbers = []
    for _ in range(2):
        employer.goto(platform.public + "/employer/papers")
        employer.get_by_role("link", name="出具缴费证明").first.click()
        press(employer, "开始办理")
        employer.get_by_label("本年").check()
        employer.get_by_label("附职工名单", exact=True).check()
        press(employer, "下一步")
        pages.check(employer)
        pages.photograph(employer, pictures, f"{platform.engine}-certificate")
        confirm(employer)
        numbers.append(re.search(r"D\d{21}[\dX]", employer.locator("main").inner_text()).group(0))
    assert numbers[0] == numbers[1]
    employer.goto(platform.public + "/employer/papers")
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-papers")
    answer = employer.context.request.get(f"{platform.public}/papers/{numbers[0]}.pdf")
    assert answer.ok and answer.body().startswith(b"%PDF")
    paper = tmp_path / "certificate.pdf"
    paper.write_bytes(answer.body())
    (pictures / f"{platform.engine}-certificate.pdf").write_bytes(answer.body())
    verify_as_a_stranger(browser, platform, numbers[0], paper, pictures)
    audit(platform)
