"""The calculators as anybody meets them: every page in every kind of window, one filled in, one with what can't be."""

import pages

FORECAST = {
    "现在": "2026-11",
    "出生年月": "1975-09",
    "累计缴费月数": "240",
    "个人账户储存额": "90000",
    "平均缴费指数": "0.9",
    "今后的月缴费基数": "9000",
}


def test_every_calculator_opens(platform, page):
    page.goto(platform.public + "/")
    page.get_by_role("link", name="计算器").first.click()
    pages.check(page)
    found = page.locator("main a[href^='/calculators/']").evaluate_all("links => links.map(link => link.href)")
    assert len(set(found)) >= 19
    for address in sorted(set(found)):
        assert page.goto(address).status == 200
        pages.check(page)


def test_a_pension_by_month_of_retirement_is_drawn_and_listed(platform, page, pictures):
    page.goto(platform.public + "/calculators/pension-forecast")
    for label, value in FORECAST.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("男职工", exact=True).check()
    page.get_by_role("button", name="计算").click()
    assert page.locator("figure.chart svg").count() == 1
    assert page.locator("main table").count() >= 1
    pages.check(page)
    pages.photograph(page, pictures, f"calculator {platform.engine} {page.viewport_size['width']}")


def test_what_can_t_be_is_said_beside_its_field(platform, page):
    page.goto(platform.public + "/calculators/retirement-age?region=beijing&group=male&bornIn=2199-13&on=2026-11-20")
    assert page.locator(".error, [aria-invalid=true]").count() >= 1
    page.complaints.clear()  # the browser notes that the page was answered with 422, as it should be
    pages.check(page)
