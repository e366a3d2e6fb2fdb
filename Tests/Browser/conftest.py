"""What the browser tests are given: a browser, a running platform on each engine, a folder for pictures."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import pages
import platforms


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium. As root it runs only without its sandbox; the pages that it opens are our own."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=platforms.ENGINES)
def platform(request):
    """A platform with its demonstration city. Tests share it: each works on people that no other test touches."""
    platform = platforms.start(request.param)
    yield platform
    platforms.stop(platform)


@pytest.fixture(params=pages.KINDS)
def page(request, browser):
    """A page of each kind in turn: both widths, with and without JavaScript."""
    page = pages.open_page(browser, request.param)
    yield page
    page.context.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> Path:
    """Where pictures of pages go: SHEBAO_PICTURES where set, so that one can look at them afterwards."""
    folder = Path(os.environ.get("SHEBAO_PICTURES") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
