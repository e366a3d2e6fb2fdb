"""The checks that every page goes through find what they are there to find."""

import pytest

import pages

GOOD = "<!doctype html><html lang=zh-CN><title>好</title><main><h1>社会保险</h1>{}</main>"


@pytest.mark.parametrize("kind", pages.KINDS)
def test_a_plain_page_passes(browser, kind):
    page = pages.open_page(browser, kind)
    page.set_content(GOOD.format("<p>缴费基数</p><meta name=viewport content='width=device-width'>"))
    pages.check(page)


def test_a_picture_without_words_is_found(browser):
    page = pages.open_page(browser)
    page.set_content(GOOD.format("<img src='data:,'>"))
    with pytest.raises(AssertionError, match="image-alt"):
        pages.check_accessibility(page)


@pytest.mark.parametrize("kind", ["phone", "phone without JavaScript"])
def test_a_page_wider_than_the_phone_is_found(browser, kind):
    page = pages.open_page(browser, kind)
    page.set_content(GOOD.format("<div style='width: 700px'>宽</div>"))
    with pytest.raises(AssertionError, match="px wide"):
        pages.check_fits(page)


def test_a_script_that_fails_is_found(browser):
    page = pages.open_page(browser)
    page.set_content(GOOD.format("<script>absent()</script>"))
    with pytest.raises(AssertionError, match="absent"):
        pages.check(page)
