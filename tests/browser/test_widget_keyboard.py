"""Hangul composition, the keyboard and what a screen reader is told."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.widget import Widget


def compose(keys: CDPSession, text: str) -> None:
    keys.send(
        "Input.imeSetComposition",
        {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
    )


def press_enter(keys: CDPSession, key_code: int = 13) -> None:
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": key_code}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})


def test_enter_during_hangul_composition_does_not_send(widget: Widget, fake: FakeApi) -> None:
    keys = widget.page.context.new_cdp_session(widget.page)
    widget.field.evaluate(
        "field => field.addEventListener('keydown', (e) => { window.composing = e.isComposing })"
    )
    compose(keys, "안")
    compose(keys, "안녕")

    press_enter(keys)

    assert widget.page.evaluate("window.composing") is True
    expect(widget.field).to_have_value("안녕")
    expect(widget.said).to_have_count(0)
    keys.send("Input.insertText", {"text": "안녕"})
    press_enter(keys)
    widget.expect_answer("“안녕”")
    expect(widget.field).to_have_value("")
    assert fake.messages() == ["안녕"]


def test_the_enter_that_ends_a_composition_in_safari_does_not_send(
    widget: Widget, fake: FakeApi
) -> None:
    """There `isComposing` is false already; only the key code 229 tells."""
    keys = widget.page.context.new_cdp_session(widget.page)
    widget.type("안녕")

    press_enter(keys, key_code=229)

    expect(widget.field).to_have_value("안녕")
    press_enter(keys)
    widget.expect_answer("“안녕”")
    assert fake.messages() == ["안녕"]


def test_decomposed_hangul_is_sent_composed(widget: Widget, fake: FakeApi) -> None:
    widget.say("\u1112\u1161\u11ab\u1100\u1173\u11af")

    widget.expect_answer("“한글”")
    assert fake.messages() == ["한글"]


def test_shift_enter_makes_a_new_line_and_the_field_grows(widget: Widget, fake: FakeApi) -> None:
    before = widget.field.evaluate("field => field.clientHeight")
    widget.type("첫 줄")
    widget.field.press("Shift+Enter")
    widget.page.keyboard.type("둘째 줄")

    assert widget.field.evaluate("field => field.clientHeight") > before
    widget.field.press("Enter")

    widget.expect_answer("둘째 줄")
    assert fake.messages() == ["첫 줄\n둘째 줄"]
    assert widget.field.evaluate("field => field.clientHeight") == before


def test_the_whole_chat_works_from_the_keyboard(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page())
    widget = Widget(page)
    page.keyboard.press("Tab")
    expect(widget.launcher).to_be_focused()

    page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    widget.expect_answer("hello")
    page.keyboard.press("Escape")

    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_escape_closes_one_thing_at_a_time(widget: Widget) -> None:
    widget.page.locator("aicc-chat .more").click()
    widget.page.keyboard.press("Escape")
    expect(widget.page.locator("aicc-chat .menu")).to_have_count(0)
    expect(widget.page.locator("aicc-chat .more")).to_be_focused()

    widget.order("대화 내용 삭제")
    widget.page.keyboard.press("Escape")
    expect(widget.page.get_by_role("alertdialog")).to_have_count(0)
    expect(widget.field).to_be_focused()

    widget.page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_the_question_before_deleting_holds_the_keyboard(widget: Widget) -> None:
    widget.order("대화 내용 삭제")
    expect(widget.button("취소")).to_be_focused()

    widget.page.keyboard.press("Tab")
    expect(widget.button("삭제")).to_be_focused()
    widget.page.keyboard.press("Tab")

    expect(widget.field).not_to_be_focused()
    expect(widget.page.get_by_role("alertdialog")).to_have_accessible_name(
        "대화 내용을 삭제할까요?"
    )


def test_closing_from_the_page_does_not_take_the_focus(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page(body="<input id=search>"))
    widget = Widget(page)
    widget.open()
    page.locator("#search").focus()

    page.evaluate("document.querySelector('aicc-chat').close()")

    expect(widget.panel).to_be_hidden()
    expect(page.locator("#search")).to_be_focused()


def test_a_widget_that_is_open_from_the_start_leaves_the_focus_alone(
    page: Page, fake: FakeApi
) -> None:
    page.goto(fake.host_page("open", body="<input id=search autofocus>"))

    Widget(page).expect_answer("무엇을 도와드릴까요?")

    expect(page.locator("#search")).to_be_focused()


def test_everything_has_a_role_and_a_name(widget: Widget) -> None:
    page = widget.page

    expect(page.get_by_role("dialog", name="새솔은행")).to_be_visible()
    expect(page.get_by_role("log", name="대화 내용")).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("textbox", name="메시지")).to_be_visible()
    expect(page.get_by_role("button", name="보내기")).to_be_visible()
    expect(page.get_by_role("button", name="채팅 상담 닫기")).to_be_visible()
    expect(page.get_by_role("group", name="이런 일을 도와드립니다")).to_be_visible()
    menu = page.get_by_role("button", name="대화 메뉴")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")


def test_a_bubble_stays_the_same_element_while_its_message_travels(widget: Widget) -> None:
    """A new element in a live log would be read out twice."""
    widget.page.context.set_offline(True)
    widget.say("하나")
    expect(widget.trouble).to_be_visible()
    widget.said.first.evaluate("bubble => { bubble.isTheSame = true }")

    widget.page.context.set_offline(False)

    widget.expect_answer("하나")
    assert widget.said.first.evaluate("bubble => bubble.isTheSame") is True


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("가" * 1800, ""),
        ("가" * 1801, "1801 / 2000자"),
        ("가" * 2000, "2000 / 2000자"),
        ("👍" * 1000 + "가" * 1000, "2000 / 2000자"),
        ("가" * 2001, "2000자까지 보낼 수 있습니다. 지금 2001자입니다."),
    ],
    ids=["short", "close", "full", "full with emoji", "over"],
)
def test_the_length_is_counted_as_the_service_counts_it(
    widget: Widget, text: str, hint: str
) -> None:
    widget.type(text)

    expect(widget.page.locator("aicc-chat .count")).to_have_text(hint)
    expect(widget.send_button).to_be_enabled(enabled=len(text) <= 2000)


def test_a_message_that_is_too_long_stays_in_the_field(widget: Widget, fake: FakeApi) -> None:
    widget.say("가" * 2001)

    expect(widget.field).to_have_value("가" * 2001)
    assert fake.messages() == []
