"""Answers that are more than text, and what the customer thinks of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.fake_api import FakeApi, Fault
from tests.browser.widget import Widget

ASKED = "수수료가 얼마예요?"


def thumbs_seen(fake: FakeApi) -> list[tuple[object, object]]:
    ratings = [seen.body for seen in fake.seen if seen.path == "/v1/feedback"]
    return [(body["turn_id"], body["value"]) for body in ratings]


@pytest.fixture
def answered(widget: Widget) -> Widget:
    """A rich answer stands in the log; its picture is not looked for."""
    widget.page.route("https://bank.example/*", lambda route: route.abort())
    widget.say(ASKED)
    widget.expect_answer("더 알아보기")
    return widget


def test_lists_links_and_pictures_are_shown_as_such(answered: Widget) -> None:
    link = answered.log.locator("a")
    picture = answered.log.get_by_role("img", name="수수료 안내 그림")

    expect(answered.log.get_by_role("listitem")).to_have_text(["만 19세 미만", "급여 이체 고객"])
    expect(link).to_have_attribute("href", "https://bank.example/fees")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_contain_text("수수료 표")
    expect(picture).to_have_attribute("src", "https://bank.example/fees.png")


def test_a_button_in_an_answer_says_what_stands_on_it(answered: Widget, fake: FakeApi) -> None:
    shown = answered.answers.count()

    answered.press("통장 사본이 필요해요")

    expect(answered.answers).not_to_have_count(shown)  # the button itself says the same words
    answered.expect_answer("통장 사본이 필요해요")
    assert fake.messages() == [ASKED, "통장 사본이 필요해요"]


def test_a_card_is_pressed_and_says_its_title(widget: Widget, fake: FakeApi) -> None:
    widget.say("빈 시간 있어요?")
    widget.expect_answer("언제로 예약하시겠습니까?")
    cards = widget.log.locator(".cards button")

    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("2층 1진료실")
    cards.first.click()

    widget.expect_answer("3월 5일 목요일 오전 10시")
    assert fake.messages() == ["빈 시간 있어요?", "3월 5일 목요일 오전 10시"]


def test_addresses_that_are_no_web_pages_and_unknown_parts_are_left_out(widget: Widget) -> None:
    widget.say("나쁜 주소")

    widget.expect_answer("<img src=x")
    expect(widget.log.locator("a, img, video, script")).to_have_count(0)
    expect(widget.log.get_by_role("listitem")).to_have_text(["<b>굵게</b>"])
    assert widget.page.evaluate("window.hacked") is None


def test_only_answers_that_may_be_rated_have_thumbs(answered: Widget) -> None:
    answered.say("안녕하세요")
    answered.expect_answer("안녕하세요")

    expect(answered.page.locator("aicc-chat .thumbs")).to_have_count(1)


def test_a_thumb_is_sent_and_stays_pressed(answered: Widget, fake: FakeApi) -> None:
    up, down = (answered.button(name) for name in ("도움이 되었습니다", "도움이 되지 않았습니다"))

    with answered.page.expect_response("**/v1/feedback"):
        up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    with answered.page.expect_response("**/v1/feedback"):
        down.click()

    expect(down).to_have_attribute("aria-pressed", "true")
    expect(up).to_have_attribute("aria-pressed", "false")
    assert thumbs_seen(fake) == [("t-1", "up"), ("t-1", "down")]


def test_a_thumb_that_was_not_taken_is_not_shown_as_given(answered: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(path="/v1/feedback", status=503))
    up = answered.button("도움이 되었습니다")

    with answered.page.expect_response("**/v1/feedback"):
        up.click()

    expect(up).to_have_attribute("aria-pressed", "false")
    expect(answered.trouble).to_have_count(0)
    assert thumbs_seen(fake) == [("t-1", "up")]


def test_thumbs_are_there_after_the_page_was_loaded_again(answered: Widget) -> None:
    answered.page.reload()
    answered.open()

    answered.expect_answer("더 알아보기")
    expect(answered.button("도움이 되었습니다")).to_be_visible()
