"""Browser pages as the tests use them: opened in two widths, with and without JavaScript, checked and photographed."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}

ACCESSIBILITY_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Names of the kinds of page that a test of every page is run on.
KINDS = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    "desktop without JavaScript": {"viewport": DESKTOP, "java_script_enabled": False},
    "phone without JavaScript": {"viewport": PHONE, "has_touch": True, "is_mobile": True, "java_script_enabled": False},
}


def open_page(browser: Browser, kind: str = "desktop", **options) -> Page:
    """A page of its own, with cookies of its own. What the page complains of is kept in `page.complaints`."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **{**KINDS[kind], **options})
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.runs_scripts = KINDS[kind].get("java_script_enabled", True)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(f"script: {error}"))
    page.on("console", lambda said: said.type == "error" and page.complaints.append(f"console: {said.text}"))
    return page


def check_accessibility(page: Page) -> None:
    """Fails with every rule that axe finds broken, and where. It never ends on a page that may not run scripts."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": ACCESSIBILITY_RULES}})
    broken = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"    {node['html'][:200]}" for node in violation["nodes"])
        for violation in found.response["violations"]
    ]
    assert not broken, f"{page.url} breaks {len(broken)} rules of accessibility:\n" + "\n".join(broken)


def check_fits(page: Page) -> None:
    """Fails where the page is wider than its window, so that one would have to scroll sideways to read."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    window = page.viewport_size["width"]
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"


def check(page: Page) -> None:
    """What every page promises: it fits its window, can be read by anyone, and complains of nothing."""
    check_fits(page)
    if page.runs_scripts:
        check_accessibility(page)
    assert not page.complaints, f"{page.url} complains: {page.complaints}"


def menu(page: Page):
    """The entries of the portal, unfolded where a narrow page folds them."""
    entries = page.get_by_role("navigation", name="主导航")
    fold = entries.locator("details:not([open]) summary")
    if fold.is_visible():
        fold.click()
    return entries


def photograph(page: Page, folder: Path, name: str) -> Path:
    """A picture of the whole page."""
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
