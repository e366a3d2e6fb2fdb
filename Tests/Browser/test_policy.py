"""A change of policy: written by one, tried on everybody who is covered, published by another."""

import entry
import pages

CHANGE = """topic: 养老保险单位缴费比例
heldThrough: 2027-06-30
sources:
  N: {title: 演示通知}
parameters:
  pension.rate.employer:
    name: 养老保险单位缴费比例
    kind: rateTable
    values:
      - {from: 2027-01-01, value: 17%, source: N, state: unverified}
"""


def test_a_change_is_tried_and_published_by_two(platform, browser, pictures):
    author, other = entry.logins(platform)["policyStaff"][:2]
    page = pages.open_page(browser)
    entry.log_in(page, platform, author)
    page.get_by_role("link", name="政策调整").first.click()
    pages.check(page)
    page.get_by_label("标题").fill("调整养老保险单位缴费比例")
    page.get_by_label("起始日期").fill("2027-01-01")
    page.get_by_label("内容").fill(CHANGE.replace("17%", "0.17"))
    page.get_by_role("button", name="保存并试算").click()
    assert "第10行" in page.locator("main").inner_text()
    pages.check_accessibility(page)
    page.complaints.clear()  # the browser notes that the form was answered with 422, as it should be
    page.get_by_label("内容").fill(CHANGE)
    page.get_by_role("button", name="保存并试算").click()
    # A job tries it on everybody; the page comes again by itself until it is done.
    page.get_by_role("heading", name="试算结果").wait_for(timeout=60_000)
    result = page.locator("main").inner_text()
    assert "试算结果" in result and "用人单位（单位缴费）" in result and "统筹基金增减" in result
    pages.check(page)
    pages.photograph(page, pictures, f"what-if {platform.engine} {page.viewport_size['width']}")
    page.get_by_role("button", name="提交审批").click()
    assert "等待其他政策管理人员审批" in page.locator("main").inner_text()
    address = page.url

    page = pages.open_page(browser, "phone")
    entry.log_in(page, platform, other)
    page.goto(address)
    pages.check(page)
    pages.photograph(page, pictures, f"what-if {platform.engine} {page.viewport_size['width']}")
    page.get_by_role("button", name="批准发布").click()
    assert "已发布" in page.locator("main").inner_text()
    pages.check(page)
