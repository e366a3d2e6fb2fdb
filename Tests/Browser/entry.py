"""Logging in as the people of the demonstration city."""

import re
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass

from playwright.sync_api import Page

from platforms import Platform

SECONDS_TO_ARRIVE = 10
HOMES = {"employerOperator": "/employer", "individual": "/individual", "unitOperator": "/unit"}

# The cookies of whoever has logged in: a phone gets one code a minute, and nobody here waits for it.
sessions: dict[tuple[str, str], list] = {}


@dataclass
class Login:
    """One line of the file that `bin/run` shows: role, account, password, phone, and who it is, between tabs."""

    role: str
    account: str
    password: str
    phone: str
    who: str


def logins(platform: Platform) -> dict[str, list[Login]]:
    """The demonstration's logins by role."""
    by_role: dict[str, list[Login]] = {}
    for line in (platform.data / "demo-logins.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            login = Login(*line.split("\t"))
            by_role.setdefault(login.role, []).append(login)
    return by_role


def log_in(page: Page, platform: Platform, login: Login) -> None:
    """Enters account and password, then the code that the phone gets; or goes on with a session that is still open."""
    home = platform.public if login.role in HOMES else platform.agency
    key = (str(platform.data), login.account)
    if key in sessions:
        page.context.add_cookies(sessions[key])
        page.goto(home + HOMES.get(login.role, "/agency"))
        if "/login" not in page.url:
            return
    already = codes(platform, login.phone)
    page.goto(home + "/login")
    page.get_by_label("账号").fill(login.account)
    page.get_by_label("密码").fill(login.password)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("短信验证码").fill(next_code(platform, login.phone, after=already))
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile(r"/(employer|individual|unit|agency)\b"))
    sessions[key] = page.context.cookies()


def next_code(platform: Platform, phone: str, after: list[str]) -> str:
    """The code of the next text message to a phone."""
    deadline = time.monotonic() + SECONDS_TO_ARRIVE
    while time.monotonic() < deadline:
        now = codes(platform, phone)
        if len(now) > len(after):
            return now[0]
        time.sleep(0.1)
    raise AssertionError(f"No text message with a code came to {phone}")


def codes(platform: Platform, phone: str) -> list[str]:
    """The codes that a phone has got, newest first, as the page of the SMS stand-in shows them."""
    address = f"{platform.stand_in('sms')}/?{urllib.parse.urlencode({'phone': phone})}"
    with urllib.request.urlopen(address, timeout=5) as answer:
        page = answer.read().decode()
    return re.findall(r'<span class="large">[^<]*?(?<!\d)(\d{6})(?!\d)', page)
