"""What an employer looks up, prints and takes along: account, transcript, custom query, calendar."""

import re
import zipfile

import pytest

import entry
import pages


@pytest.fixture(scope="module")
def employer(browser, platform):
    """The employer that owes half a month, logged in once: a phone gets only so many codes in an hour."""
    first = pages.open_page(browser)
    entry.log_in(first, platform, entry.logins(platform)["employerOperator"][-1])
    first.wait_for_url(re.compile(r"/employer"))
    return first.context.storage_state()


@pytest.fixture(params=pages.KINDS)
def page(request, browser, employer):
    page = pages.open_page(browser, request.param, storage_state=employer)
    yield page
    page.context.close()


def press(page, name):
    """The button of that name in the page itself, not in its head."""
    page.locator("main").get_by_role("button", name=name).first.click()


def tab(page, name):
    page.locator("main nav.tabs").get_by_role("link", name=name).click()
    pages.check(page)


def figure(page, name):
    """The figure of that name at the head of the page, without its unit."""
    text = page.locator(f".figures > div:has(dt:text-is('{name}')) dd").first.inner_text()
    return text.removesuffix("元").strip()


def test_account_and_its_sealed_transcript(page, platform):
    page.goto(platform.public + "/employer")
    pages.menu(page).get_by_role("link", name="单位账户").click()
    pages.check(page)
    overdue = figure(page, "逾期欠费")
    assert re.fullmatch(r"[\d,]+\.\d\d", overdue) and overdue != "0.00"
    for name in ("税务账", "缴费基数", "年度对账单", "欠费"):
        tab(page, name)
    assert "今天缴纳的滞纳金" in page.locator("main").inner_text()
    assert figure(page, "欠费合计") == overdue

    tab(page, "过录表")
    page.get_by_role("link", name="打印盖章过录表").click()
    press(page, "开始办理")
    pages.check(page)
    press(page, "确认提交")
    page.wait_for_url(re.compile(r"/cases/\d+"))
    paper = page.locator("main a[href*='/papers/G']").first.get_attribute("href")
    answer = page.context.request.get(platform.public + paper)
    assert answer.ok and answer.body().startswith(b"%PDF")
    page.goto(platform.public + "/verify")
    page.get_by_label("文书编号").fill(re.search(r"/papers/(\w+)", paper).group(1))
    press(page, "核验")
    assert "真实有效" in page.locator("main").inner_text() and "过录表" in page.locator("main").inner_text()


def test_query_is_saved_and_exported(page, platform, request, tmp_path):
    page.goto(platform.public + "/employer/staff")
    page.get_by_role("link", name=re.compile("定制查询")).click()
    pages.check(page)
    page.get_by_label("工资与缴费基数上下限").select_option(label="按上限")
    press(page, "查询")
    pages.check(page)
    assert "缴费按上限" in page.locator("main h2").first.inner_text()
    name = "按上限 " + request.node.callspec.params["page"]
    page.get_by_label("保存为").fill(name)
    press(page, "保存查询")
    pages.check(page)
    page.get_by_role("link", name=name, exact=True).click()
    assert "缴费按上限" in page.locator("main h2").first.inner_text()

    with page.expect_download() as download:
        page.get_by_role("link", name="导出Excel工作簿").click()
    download.value.save_as(tmp_path / "query.xlsx")
    with zipfile.ZipFile(tmp_path / "query.xlsx") as book:
        assert "按上限" in book.read("xl/worksheets/sheet1.xml").decode()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出CSV").click()
    download.value.save_as(tmp_path / "query.csv")
    assert (tmp_path / "query.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "导出人：" in (tmp_path / "query.csv").read_text("utf-8-sig")

    page.goto(platform.public + "/employer/queries")
    row = page.locator("li").filter(has=page.get_by_role("link", name=name, exact=True))
    row.locator("summary").click()
    row.get_by_role("button", name=re.compile("^删除")).click()
    assert name not in page.locator("main").inner_text().splitlines()


def test_calendar_says_what_being_late_costs(page, platform):
    page.goto(platform.public + "/employer")
    page.get_by_role("link", name="办事日历").first.click()
    pages.check(page)
    text = page.locator("main").inner_text()
    assert "今天缴纳的滞纳金" in text and "明天缴纳的滞纳金" in text and "第八十四条" in text
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"\.ics")).click()
    assert download.value.suggested_filename.endswith(".ics")
