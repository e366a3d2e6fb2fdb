"""The first page that anyone meets, on both engines, in every kind of window."""

import pages


def test_the_public_home_opens_and_can_be_read_by_anyone(platform, page, pictures):
    answer = page.goto(platform.public + "/")
    assert answer.status == 200
    assert page.get_by_role("heading", level=1).is_visible()
    pages.check(page)
    pages.photograph(page, pictures, f"home {platform.engine} {page.viewport_size['width']}")


def test_the_agency_home_opens_on_its_own_port(platform, page):
    answer = page.goto(platform.agency + "/")
    assert answer.status == 200
    pages.check(page)


def test_every_stand_in_has_a_page(platform, browser):
    page = pages.open_page(browser)
    for partner in ["population", "tax", "medical", "sms", "bank"]:
        assert page.goto(platform.stand_in(partner)).status == 200
    page.context.close()
