"""The guide as anybody reads it, and the counter as a teller serves an employer with it."""

import json
import re

import entry
import pages
import platforms
from platforms import ROOT


def test_the_guide_is_found_by_words_and_leads_to_the_form(platform, page, pictures):
    page.goto(platform.public + "/")
    page.get_by_role("link", name="办事指南").first.click()
    pages.check(page)
    page.get_by_label("事项名称、材料或关键词").fill("身份证")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="职工参保登记（增员）").click()
    assert "办理条件" in page.locator("main").inner_text()
    pages.check(page)
    pages.photograph(page, pictures, f"guide {platform.engine} {page.viewport_size['width']}")
    form = page.get_by_role("link", name=re.compile("下载申请表")).first.get_attribute("href")
    answer = page.request.get(platform.public + form)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


def test_a_word_that_no_matter_has_is_said_so(platform, page):
    page.goto(platform.public + "/guide?q=飞机")
    assert "没有找到" in page.locator("main").inner_text()
    pages.check(page)


def test_a_teller_enrols_somebody_for_an_employer_who_has_come(platform, browser, pictures):
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["teller"][0])
    newcomer = json.loads((ROOT / "demo/people.json").read_text())["people"][-2]
    page.goto(platform.agency + "/agency/counter")
    page.get_by_label("号码或名称").fill("晨星物流")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="晨星物流有限公司").click()
    page.get_by_role("button", name="开始办理").click()
    assert "没有核验身份的不能办理" in page.locator("main").inner_text()
    pages.check_fits(page)
    pages.check_accessibility(page)
    page.complaints.clear()  # the browser notes that the form was answered with 422, as it should be
    page.get_by_label("单位经办人").check()
    page.get_by_label("来人姓名").fill("周明")
    page.get_by_label("来人证件号码后四位").fill("0031")
    page.get_by_label("居民身份证原件").check()
    page.get_by_label("授权委托书").check()
    choose_matter(page, "职工参保登记（增员）")
    page.get_by_role("button", name="开始办理").click()
    page.get_by_label("社会保障号码").fill(newcomer["number"])
    page.get_by_label("姓名").fill(newcomer["name"])
    page.get_by_role("button", name="获取共享信息").click()
    page.get_by_label("用工起始日期").fill(platforms.TODAY)
    page.get_by_label("岗位").fill("质检员")
    page.get_by_label("无固定期限").check()
    page.get_by_label("月缴费工资").fill("8000")
    page.get_by_role("button", name=re.compile("下一步")).click()
    pages.check(page)
    page.get_by_role("button", name="确认提交").click()
    page.wait_for_url(re.compile(r"/cases/\d+"))
    said = page.locator("main").inner_text()
    assert "周明（单位经办人，证件尾号0031）" in said and "核验居民身份证原件、授权委托书" in said
    pages.check(page)
    pages.photograph(page, pictures, f"counter {platform.engine}")
    page.get_by_role("link", name="受理信息").click()
    receipt = page.get_by_role("link", name="打印受理回执").get_attribute("href")
    assert page.request.get(platform.agency + receipt).body().startswith(b"%PDF")
    page.goto(platform.agency + "/agency/counter/today")
    page.locator("main table a").first.click()
    page.get_by_text("记录交付结果").click()
    page.get_by_role("button", name="已交付").click()
    assert "交付周明" in page.locator("main").inner_text()
    pages.check(page)
    page.context.close()


def choose_matter(page, name):
    """Few matters stand open, many fold into a list."""
    folded = page.locator("select[name=matter]")
    if folded.count():
        folded.select_option(label=name)
    else:
        page.get_by_label(name).check()
