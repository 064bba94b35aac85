"""A real Chromium, and the fake API it talks to."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.fake_api import AT, FakeApi
from tests.browser.widget import Widget

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "src" / "api" / "static"
CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=8_000)


@pytest.fixture(scope="module")  # its event loop ends with it: other files have their own
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"BROWSER TESTS NOT RUN: {CHROMIUM} is missing (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=QUIET, headless=True, chromium_sandbox=False
        )
        yield chromium
        chromium.close()


@pytest.fixture
def fake() -> Iterator[FakeApi]:
    content = json.loads((HERE / "banking.json").read_text(encoding="utf-8"))
    with FakeApi(content, STATIC).running() as api:
        yield api


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Light, still, 1200 x 820, Korean, Seoul; an error in the page's console fails the test."""
    context = browser.new_context(
        viewport={"width": 1200, "height": 820},
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        color_scheme="light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.clock.set_fixed_time(AT)  # the day of the fake's turns
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


@pytest.fixture
def widget(page: Page, fake: FakeApi) -> Widget:
    """On a bare page, open, greeted."""
    page.goto(fake.host_page())
    widget = Widget(page)
    widget.open()
    widget.expect_answer("무엇을 도와드릴까요?")
    return widget
