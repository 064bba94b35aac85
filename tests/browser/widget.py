"""The widget as a customer uses it, for tests against the fake and against the real service."""

from playwright.sync_api import Locator, Page, expect


class Widget:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.host = page.locator("aicc-chat")
        self.panel = page.locator("aicc-chat .panel")
        self.log = page.locator("aicc-chat [role=log]")
        self.field = page.locator("aicc-chat textarea")
        self.launcher = page.locator("aicc-chat .launcher")
        self.send_button = page.locator("aicc-chat button.send")
        self.said = page.locator("aicc-chat .row.user .bubble")
        self.answers = page.locator("aicc-chat .row.bot:not(.typing) .bubble")
        self.chips = page.locator("aicc-chat .chips button:enabled")
        self.chosen = page.locator("aicc-chat .row button[aria-pressed=true]:disabled")
        self.home = page.locator("aicc-chat .home")
        self.subtitle = page.locator("aicc-chat .subtitle")
        self.trouble = page.locator("aicc-chat .trouble")
        self.notes = page.locator("aicc-chat .note")
        self.typing = page.locator("aicc-chat .typing")

    def open(self) -> None:
        self.launcher.click()
        expect(self.field).to_be_focused()

    def type(self, text: str) -> None:
        """Puts the text into the field; `say` sends it as well."""
        self.field.fill(text)

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def choose(self, label: str) -> None:
        self.chips.filter(has_text=label).click()

    def order(self, label: str) -> None:
        """Something from the menu in the header."""
        self.page.locator("aicc-chat .more").click()
        self.page.locator("aicc-chat .menu button", has_text=label).click()

    def press(self, label: str) -> None:
        """Any button by the words on it."""
        self.button(label).click()

    def button(self, label: str) -> Locator:
        return self.panel.get_by_role("button", name=label, exact=True)

    def expect_said(self, *texts: str) -> None:
        expect(self.said).to_contain_text(list(texts))

    def expect_answer(self, text: str) -> None:
        expect(self.answers.last).to_contain_text(text)
