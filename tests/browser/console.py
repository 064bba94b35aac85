"""The console as a person at the desk uses it: mostly by keyboard."""

from playwright.sync_api import Page, expect

from tests.browser.axe import expect_accessible


class Console:
    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self._root = root
        self.rows = page.get_by_role("tabpanel").locator(".row")
        self.field = page.locator("#write")
        self.alert = page.get_by_role("alert")
        self.log = page.get_by_role("log")
        self.bubbles = self.log.locator(".bubble")
        self.state = page.locator("h2 + *")

    def open(self, place: str = "") -> None:
        self.page.goto(f"{self._root}/console{place}")

    def sign_in(self, name: str, password: str) -> None:
        self.page.get_by_role("textbox", name="이름").fill(name)
        self.page.get_by_role("textbox", name="비밀번호").fill(password)
        self.page.keyboard.press("Enter")

    def press(self, key: str) -> None:
        """A shortcut; whatever field has the focus is left before."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press(key)

    def say(self, text: str) -> None:
        expect(self.field).to_be_focused()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")

    def expect_last(self, text: str) -> None:
        expect(self.bubbles.last).to_have_text(text)

    def is_accessible(self) -> None:
        expect_accessible(self.page)
