"""Many people in one file: the template, the trial, what is wrong in its cell, the filing, and the list of what was filed."""

import json
import re
import time
import urllib.parse
import urllib.request

import openpyxl
import pytest

import entry
import pages
import platforms
from platforms import ROOT
from test_month import audit, press

SECONDS_TO_WORK = 60
# So many that a page which looks every tenth of a second sees the work on them half done.
ROWS_TO_WATCH = 2_500
# What a dead process held is taken up when its lease is over; here a short one.
SHORT_LEASE = ("--job-lease", "5")


def test_a_file_of_newcomers_is_tried_corrected_and_filed(browser, platform, pictures, tmp_path):
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["employerOperator"][0])
    page.wait_for_url(re.compile("/employer$"))
    people = json.loads((ROOT / "demo/people.json").read_text())["people"][-7:-4]

    page.goto(platform.public + "/employer/staff")
    page.get_by_role("link", name="批量办理").click()
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-batches")
    template = tmp_path / "template.xlsx"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载空白模板").first.click()
    download.value.save_as(template)
    fill(template, people, wages=["8000", "8000", "-1"])

    upload(page, template)
    wait_until_worked(page)
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-tried")
    said = page.locator("main").inner_text()
    assert "可以办理" in said and "有误的行" in said and "金额应当大于" in said
    phone = pages.open_page(browser, "phone without JavaScript", storage_state=page.context.storage_state())
    phone.goto(page.url)
    pages.check(phone)
    pages.photograph(phone, pictures, f"{platform.engine}-tried-phone")

    press(page, re.compile("确认提交2行"))
    wait_until_worked(page)
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-filed")
    assert "办理完毕" in page.locator("main").inner_text()
    listed = page.get_by_role("link", name="第1册").get_attribute("href")
    page.goto(platform.public + listed)
    assert people[0]["name"] in page.locator("main").inner_text()
    pages.check(page)
    page.go_back()

    # Only the row that failed comes along, its cell says why; corrected, it is sent again as it is.
    wrong = tmp_path / "wrong.xlsx"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载有误的行").click()
    download.value.save_as(wrong)
    book = openpyxl.load_workbook(wrong)
    sheet = book["申报表"]
    columns = {str(cell.value).lstrip("*"): cell.column for cell in sheet[3]}
    wage = sheet.cell(4, columns["月缴费工资（元）"])
    assert sheet.max_row == 4 and "金额应当大于" in wage.comment.text
    wage.value = 8000
    book.save(wrong)
    upload(page, wrong)
    wait_until_worked(page)
    press(page, re.compile("确认提交1行"))
    wait_until_worked(page)
    assert "办理完毕" in page.locator("main").inner_text()

    # The same file again changes nothing and says so.
    upload(page, wrong)
    wait_until_worked(page)
    assert "没有重复办理" in page.locator("main").inner_text()
    pages.check(page)
    audit(platform)


@pytest.mark.parametrize("engine", platforms.ENGINES)
def test_a_killed_platform_files_the_rest_and_nothing_twice(browser, engine, tmp_path):
    """Many transactions of rows; the process dies after the first, and what it held is taken up when its lease is over."""
    platform = platforms.start(engine, *SHORT_LEASE)
    try:
        page, batch = try_newcomers(browser, platform, ROWS_TO_WATCH, tmp_path)
        wait_until_worked(page)
        press(page, re.compile(f"确认提交{ROWS_TO_WATCH}行"))
        wait_for(page, lambda text: 0 < filed_so_far(text) < ROWS_TO_WATCH)
        page.context.close()

        platforms.kill(platform)
        platform = platforms.launch(engine, platform.data, platform.port, platforms.TODAY, *SHORT_LEASE)
        page = pages.open_page(browser)
        entry.log_in(page, platform, entry.logins(platform)["employerOperator"][0])
        page.goto(batch)
        expect_filed_once(page, platform, ROWS_TO_WATCH)
    finally:
        platforms.stop(platform)


def test_a_database_that_goes_away_while_rows_are_judged_and_filed_is_waited_for(browser, tmp_path):
    """The platform lives on without its PostgreSQL, says so, and goes on by itself as soon as it is back."""
    platform = platforms.start("postgres", *SHORT_LEASE)
    try:
        page, _ = try_newcomers(browser, platform, ROWS_TO_WATCH, tmp_path)
        wait_for(page, lambda text: 0 < judged_so_far(text) < ROWS_TO_WATCH)
        stop_and_start_the_database(page, platform)
        wait_until_worked(page)
        press(page, re.compile(f"确认提交{ROWS_TO_WATCH}行"))
        wait_for(page, lambda text: 0 < filed_so_far(text) < ROWS_TO_WATCH)
        stop_and_start_the_database(page, platform)
        expect_filed_once(page, platform, ROWS_TO_WATCH)
    finally:
        platforms.stop(platform)


def test_another_file_is_refused_at_once(browser, platform, tmp_path):
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["employerOperator"][0])
    page.wait_for_url(re.compile("/employer$"))
    other = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["商品", "数量"])
    book.save(other)
    upload(page, other)
    assert "没有找到" in page.locator("main").inner_text()
    page.complaints.clear()  # the browser notes that the form was answered with 422, as it should be
    pages.check(page)


def test_a_teller_files_for_an_employer_who_brings_a_file(browser, platform, pictures, tmp_path):
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["teller"][0])
    people = json.loads((ROOT / "demo/people.json").read_text())["people"][-10:-8]
    # An employer that no other test touches.
    page.goto(platform.agency + "/agency/counter")
    page.get_by_label("号码或名称").fill("长风建筑")
    press(page, "查找")
    page.get_by_role("link", name="长风建筑工程有限公司").click()
    page.get_by_role("link", name="用文件批量办理").click()
    counter = page.url
    assert "为长风建筑工程有限公司办理" in page.locator("main").inner_text()
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-counter-batches")
    template = tmp_path / "template.xlsx"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载空白模板").first.click()
    download.value.save_as(template)
    fill(template, people, wages=["8000", "9000"])

    # Nobody has been known by a document yet.
    upload(page, template, counter)
    assert "没有核验身份的不能办理" in page.locator("main").inner_text()
    page.complaints.clear()  # the browser notes that the form was answered with 422, as it should be
    pages.check(page)
    upload(page, template, counter, visitor="周明")
    wait_until_worked(page)
    assert "长风建筑工程有限公司" in page.locator("main").inner_text()
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-counter-tried")
    phone = pages.open_page(browser, "phone without JavaScript", storage_state=page.context.storage_state())
    for address in (counter, page.url):
        phone.goto(address)
        pages.check(phone)
    press(page, re.compile("确认提交2行"))
    wait_until_worked(page)
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-counter-filed")
    batch, listed = page.url, page.get_by_role("link", name="第1册").get_attribute("href")
    page.get_by_role("link", name="查看办件").first.click()
    said = page.locator("main").inner_text()
    assert "周明（单位经办人，证件尾号0031）" in said and "核验居民身份证原件、授权委托书" in said
    take_back(browser, platform, page.url)

    # The row is marked on a list that takes the place of the first; a stranger who holds that reads so.
    page.goto(batch)
    assert "已撤销" in page.locator("main").inner_text()
    pages.check(page)
    now = page.get_by_role("link", name="第1册").get_attribute("href")
    assert now != listed
    page.goto(platform.agency + now)
    assert "撤销，不再有效" in page.locator("main").inner_text()
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-counter-list-replaced")
    stranger = pages.open_page(browser)
    stranger.goto(platform.public + "/verify")
    stranger.get_by_label("文书编号").fill(listed.rsplit("/", 1)[1])
    press(stranger, "核验")
    said = stranger.locator("main").inner_text()
    assert "作废" in said and now.rsplit("/", 1)[1] in said
    audit(platform)


def take_back(browser, platform, case):
    """A reviewer who had no part in it takes a case back."""
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["reviewer"][0])
    page.goto(case)
    page.get_by_text("撤销误办").first.click()
    page.get_by_label("撤销的原因").fill("误将他人登记为本单位职工")
    press(page, "撤销误办")
    assert "已撤销" in page.locator("main").inner_text()


def fill(template, people, wages):
    """The template as somebody fills it in, by the names of its columns."""
    rows = [
        {
            "社会保障号码": person["number"],
            "姓名": person["name"],
            "用工起始日期": platforms.TODAY,
            "岗位（工种）": "质检员",
            "劳动合同期限": "无固定期限",
            "月缴费工资（元）": float(wage),
        }
        for person, wage in zip(people, wages)
    ]
    write(template, rows)


def write(template, rows):
    book = openpyxl.load_workbook(template)
    sheet = book["申报表"]
    columns = {str(cell.value).lstrip("*"): cell.column for cell in sheet[3]}
    for number, row in enumerate(rows, start=4):
        for label, value in row.items():
            sheet.cell(number, columns[label]).value = value
    book.save(template)


def upload(page, path, address=None, matter="职工参保登记（增员）", visitor=None):
    """Sends a file from the list of batches: the employer's own, or the counter's, with who has come."""
    page.goto(address or re.match(r"https?://[^/]+", page.url).group() + "/employer/batches")
    if visitor:
        page.get_by_label("单位经办人").check()
        page.get_by_label("来人姓名").fill(visitor)
        page.get_by_label("来人证件号码后四位").fill("0031")
        page.get_by_label("居民身份证原件").check()
        page.get_by_label("授权委托书").check()
    page.get_by_label("办理事项").select_option(label=matter)
    page.get_by_label("文件").set_input_files(path)
    press(page, "上传并试办")


def wait_until_worked(page):
    deadline = time.monotonic() + SECONDS_TO_WORK
    while "正在" in page.locator("main .status").first.inner_text():
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        page.wait_for_timeout(200)
        page.goto(page.url)


def try_newcomers(browser, platform, number, folder):
    """Uploads a file of so many whom the population register knows; the page of the batch, and its address."""
    people = [newcomer(each) for each in range(number)]
    for person in people:
        register(platform, person)
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["employerOperator"][0])
    page.wait_for_url(re.compile("/employer$"))
    page.goto(platform.public + "/employer/batches")
    template = folder / "template.xlsx"
    with page.expect_download() as download:
        page.get_by_role("link", name="下载空白模板").first.click()
    download.value.save_as(template)
    fill(template, people, wages=["8000"] * len(people))
    upload(page, template)
    return page, page.url


def stop_and_start_the_database(page, platform):
    """Meanwhile a page says that nothing can be read or written, and looks again by itself."""
    batch = page.url
    platforms.stop_database(platform)
    page.goto(batch)
    assert "系统暂时无法办理" in page.locator("main").inner_text()
    page.complaints.clear()  # the browser notes the 503
    platforms.database(platform)
    page.wait_for_selector("main .status", timeout=SECONDS_TO_WORK * 1_000)
    assert page.url == batch
    page.complaints.clear()


def expect_filed_once(page, platform, number):
    wait_for(page, lambda text: "办理完毕" in text, 2 * SECONDS_TO_WORK)
    assert page.get_by_role("link", name="第2册").count() == 1
    assert platforms.count(platform, "SELECT count(*) FROM matter_case WHERE batch_id IS NOT NULL") == number
    assert platforms.count(platform, "SELECT count(DISTINCT case_id) FROM batch_row WHERE verdict = 'filed'") == number
    audit(platform)


def newcomer(number):
    """Somebody who cannot exist, as the population register is told of them."""
    digits = f"599700{1980 + number % 20}0101{number // 20 * 2 + 1:03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11]
    return {
        "name": "演示" + "".join("零一二三四五六七八九"[int(digit)] for digit in str(number)),
        "number": digits + check,
        "sex": "male",
        "bornOn": f"{1980 + number % 20}-01-01",
        "ethnicity": "汉族",
        "household": "localUrban",
    }


def register(platform, person):
    form = urllib.parse.urlencode(person).encode()
    urllib.request.urlopen(platform.stand_in("population") + "/act/add", data=form).close()


def filed_so_far(text):
    found = re.search(r"已办理([0-9]+)行，还有", text)
    return int(found.group(1)) if found else 0


def judged_so_far(text):
    found = re.search(r"已试办([0-9]+)行，共", text)
    return int(found.group(1)) if found else 0


def wait_for(page, condition, seconds=SECONDS_TO_WORK):
    deadline = time.monotonic() + seconds
    while not condition(page.locator("main").inner_text()):
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        page.wait_for_timeout(100)
        page.goto(page.url)
