"""The months of a region as the staff see them: what is open, and how each differs from the month before."""

import entry
import pages

# A month that the demonstration city has billed, as it has the one before.
MONTH = "/agency/months/2026-10"


def test_a_month_is_laid_beside_the_one_before(browser, platform, pictures):
    page = pages.open_page(browser)
    entry.log_in(page, platform, entry.logins(platform)["reviewer"][0])
    page.goto(platform.agency + MONTH)
    pages.check(page)
    page.get_by_role("link", name="与上月比较").click()
    assert "分险种" in page.locator("main").inner_text()
    for kind in ("金额或人次有变化", "本月新增", "本月没有计划", "没有变化"):
        page.get_by_role("navigation", name="各单位").get_by_role("link", name=kind, exact=True).click()
        pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-month-differences")
    employer = page.locator("main table").last.get_by_role("link").first
    name = employer.inner_text()
    employer.click()
    assert name in page.locator("h1").inner_text() and "没有变化的" in page.locator("main").inner_text()
    pages.check(page)
    pages.photograph(page, pictures, f"{platform.engine}-month-difference-of-employer")
    phone = pages.open_page(browser, "phone without JavaScript", storage_state=page.context.storage_state())
    for address in (page.url, platform.agency + MONTH + "/differences"):
        phone.goto(address)
        pages.check(phone)
    pages.photograph(phone, pictures, f"{platform.engine}-month-differences-phone")
