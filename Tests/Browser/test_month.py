"""One month as the employer, the person and a stranger live it, on both engines; afterwards the books are audited."""

import json
import re
import subprocess
import time

import pytest

import entry
import pages
import platforms
from platforms import ROOT

SECONDS_TO_ARRIVE = 20


@pytest.fixture
def people():
    """The fictional people; the last of them are not insured yet when the demonstration begins."""
    return json.loads((ROOT / "demo/people.json").read_text())["people"]


def press(page, name):
    """The button of that name in the page itself, not in its head."""
    page.locator("main").get_by_role("button", name=name).first.click()


def confirm(page):
    """From the check of what was filled in to the case: what was previewed is what is filed."""
    press(page, "确认提交")
    page.wait_for_url(re.compile(r"/cases/\d+"))
    assert "已办结" in page.locator("main").inner_text()


def enrol(page, platform, person, wage):
    page.goto(platform.public + "/employer/staff")
    page.get_by_role("link", name="新增参保职工").first.click()
    press(page, "开始办理")
    page.get_by_label("社会保障号码").fill(person["number"])
    page.get_by_label("姓名").fill(person["name"])
    press(page, "获取共享信息")
    pages.check(page)
    page.get_by_label("用工起始日期").fill(platforms.TODAY)
    page.get_by_label("岗位").fill("质检员")
    page.get_by_label("无固定期限").check()
    page.get_by_label("月缴费工资").fill(wage)
    press(page, "下一步")
    pages.check(page)
    return page.locator("main").inner_text()


def make_plan(page, platform):
    """The plan that follows from an enrolment, and its number."""
    press(page, re.compile("月报缴费计划"))
    pages.check(page)
    confirm(page)
    page.goto(platform.public + "/employer/plans")
    pages.check(page)
    page.locator("main a[href*='/employer/plans/']").first.click()
    return re.search(r"J\d{18}[\dX]", page.locator("main").inner_text()).group(0)


def pay(page, platform, plan):
    """The tax department's page reports the whole plan as paid; the platform hears of it."""
    page.goto(platform.stand_in("tax"))
    page.locator(f"form:has(input[value='{plan}'])").get_by_role("button", name=re.compile("缴清")).first.click()


def wait_until(page, address, sentence):
    deadline = time.monotonic() + SECONDS_TO_ARRIVE
    while time.monotonic() < deadline:
        page.goto(address)
        if sentence in page.locator("main").inner_text():
            return
        time.sleep(0.2)
    raise AssertionError(f"{address} never said {sentence}:\n{page.locator('main').inner_text()}")


def test_a_month_from_enrolment_to_a_stranger_s_check(browser, platform, people, pictures, tmp_path):
    logins = entry.logins(platform)
    employer = pages.open_page(browser)
    entry.log_in(employer, platform, logins["employerOperator"][0])
    employer.wait_for_url(re.compile("/employer$"))
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-employer")

    # The preview says what will be; every amount opens to where it comes from.
    newcomer = people[-1]
    preview = enrol(employer, platform, newcomer, "9800")
    assert newcomer["name"] in preview and "1,568.00" in preview and "784.00" in preview
    pages.photograph(employer, pictures, f"{platform.engine}-preview")
    confirm(employer)
    case = employer.url
    plan = make_plan(employer, platform)
    page_of_plan = employer.url
    opened = employer.locator("main details").first
    opened.locator("summary").click()
    assert "缴费基数下限" in opened.inner_text() and "国办发〔2019〕13号" in opened.inner_text()
    pages.check(employer)
    pages.photograph(employer, pictures, f"{platform.engine}-plan")

    # Medical insurance takes the newcomer over by itself; tax reports the money.
    wait_until(employer, case, "医疗保障部门")
    pay(pages.open_page(browser), platform, plan)
    wait_until(employer, page_of_plan, "已缴清")

    # The person sees the month as received, and takes a sealed record of it home.
    person = pages.open_page(browser)
    entry.log_in(person, platform, logins["individual"][0])
    this_month = platforms.TODAY[:7]
    person.goto(platform.public + "/individual/record")
    pages.check(person)
    assert "已到账" in person.locator("main").inner_text()
    person.goto(platform.public + "/individual/apply/entitlement-record")
    press(person, "开始办理")
    person.get_by_label("自选起止月份").check()
    person.get_by_label("起始月份").fill(this_month)
    person.get_by_label("截止月份").fill(this_month)
    press(person, "下一步")
    pages.check(person)
    confirm(person)
    pages.photograph(person, pictures, f"{platform.engine}-record")
    number = re.search(r"Q\d{21}[\dX]", person.locator("main").inner_text()).group(0)
    answer = person.context.request.get(f"{platform.public}/papers/{number}.pdf")
    assert answer.ok and answer.body().startswith(b"%PDF")
    paper = tmp_path / "record.pdf"
    paper.write_bytes(answer.body())

    # The person sees who has looked: the employer's clerk, and why.
    person.goto(platform.public + "/individual/reads")
    pages.check(person)
    assert logins["employerOperator"][0].who[:2] in person.locator("main").inner_text()

    verify_as_a_stranger(browser, platform, number, paper, pictures)
    audit(platform)


def verify_as_a_stranger(browser, platform, number, paper, pictures):
    stranger = pages.open_page(browser, "phone")
    stranger.goto(platform.public + "/verify")
    pages.check(stranger)
    for given, expected in [(number, "真实有效"), ("Q20260101000000100000013", "没有")]:
        stranger.goto(platform.public + "/verify")
        stranger.get_by_label("文书编号").fill(given)
        press(stranger, "核验")
        pages.check(stranger)
        assert expected in stranger.locator("main").inner_text()
    altered = paper.with_name("altered.pdf")
    content = bytearray(paper.read_bytes())
    content[len(content) // 3] ^= 1
    altered.write_bytes(content)
    for file, expected in [(paper, "真实有效"), (altered, "不真实")]:
        stranger.goto(platform.public + "/verify")
        stranger.get_by_label("PDF文件").set_input_files(file)
        press(stranger, "核验")
        pages.check(stranger)
        assert expected in stranger.locator("main").inner_text()
    pages.photograph(stranger, pictures, f"{platform.engine}-altered")


def audit(platform):
    """The books are proved while the platform serves."""
    found = subprocess.run(
        [".build/release/shebao", "audit", "--database", platforms.database(platform), "--data", str(platform.data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout + found.stderr
