"""The first page that anyone meets, on both engines, in every kind of window."""

import pages


def test_the_public_home_opens_and_can_be_read_by_anyone(platform, page, pictures):
    answer = page.goto(platform.public + "/")
    assert answer.status == 200
    assert page.get_by_role("heading", level=1).is_visible()
    pages.check(page)
    pages.photograph(page, pictures, f"home {platform.engine} {page.viewport_size['width']}")


def test_the_standards_of_a_past_month_are_asked_for_and_fit_every_window(platform, page, pictures):
    page.goto(platform.public + "/standards")
    pages.check(page)
    page.get_by_label("费款所属期").fill("2009-05")
    page.locator("main").get_by_role("button", name="查询").click()
    shown = page.locator("main").inner_text()
    assert "北京市 · 2009年5月" in shown and "灵活就业人员" in shown
    pages.check(page)
    pages.photograph(page, pictures, f"standards {platform.engine} {page.viewport_size['width']}")
    page.goto(platform.public + "/standards?period=2005-08")
    assert "没有资料" in page.locator("main").inner_text()
    pages.check(page)


def test_the_agency_home_opens_on_its_own_port(platform, page):
    answer = page.goto(platform.agency + "/")
    assert answer.status == 200
    pages.check(page)


def test_every_stand_in_has_a_page(platform, browser):
    page = pages.open_page(browser)
    for partner in ["population", "tax", "medical", "sms", "bank"]:
        assert page.goto(platform.stand_in(partner)).status == 200
    page.context.close()
