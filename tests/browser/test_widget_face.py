"""The widget's face: the first page, cards, secrets, rating, transcript, small screens."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import expect_accessible
from tests.browser.fake_api import FakeApi, Fault
from tests.browser.widget import Widget

SMALLEST_TARGET = 44
TARGETS = """() => [...document.querySelector('aicc-chat').shadowRoot.querySelectorAll('button')]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.textContent.trim() || each.getAttribute('aria-label'),
    each.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < %d)
  .map(([name, box]) => `${name} ${box.width} x ${box.height}`)"""
DROPPED = """(panel) => {
  const moved = new DataTransfer();
  moved.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
  const how = { dataTransfer: moved, bubbles: true, cancelable: true };
  panel.dispatchEvent(new DragEvent('drop', how));
}"""


def test_the_first_page_says_who_answers_when_and_what_can_be_asked(
    widget: Widget, fake: FakeApi
) -> None:
    page = widget.page

    expect(page.locator("aicc-chat h2")).to_have_text("새솔은행")
    expect(page.locator("aicc-chat .name").first).to_have_text("솔이")
    expect(page.locator("aicc-chat header img")).to_be_hidden()  # it is not there: the drawing is
    expect(widget.home.locator(".hours")).to_have_text(
        "지금 상담원과 연결할 수 있습니다 · 오후 6:00까지"
    )
    expect(page.locator("aicc-chat .stack h3")).to_have_text("이런 일을 도와드립니다")
    widget.home.get_by_role("button", name="수수료가 얼마예요?").click()

    widget.expect_answer("더 알아보기")
    expect(widget.home).to_have_count(0)
    assert fake.messages() == ["수수료가 얼마예요?"]


def test_closed_hours_are_told_in_english_too(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page('lang="en" open'))

    expect(page.locator("aicc-chat .hours")).to_contain_text("No people are here now · back")
    expect(page.locator("aicc-chat .hours")).to_contain_text("November 23")
    expect(page.locator("aicc-chat .commands button")).to_have_text(
        ["Start again", "Stop", "A person"]
    )


def test_a_service_without_a_first_page_greets_as_before(page: Page, fake: FakeApi) -> None:
    fake.break_next(Fault(path="/v1/welcome", status=404))
    page.goto(fake.host_page())
    widget = Widget(page)
    widget.open()

    widget.expect_answer("무엇을 도와드릴까요?")
    expect(page.locator("aicc-chat h2")).to_have_text("고객센터")
    expect(widget.chips).to_have_count(3)


def test_options_stay_with_their_question_and_cards_show_the_sum(widget: Widget) -> None:
    widget.say("1234567")
    widget.choose("예금계좌")

    summary = widget.page.locator("aicc-chat .summary")
    expect(summary).to_contain_text("1,284,500원")
    expect(widget.chosen).to_have_text(["예금계좌"])
    old = widget.page.locator("aicc-chat .chips button:disabled")
    expect(old.filter(has_text="적금계좌")).to_be_visible()
    expect(widget.chips).to_have_text(["최근 거래 내역", "아니요, 괜찮습니다"])


def test_bold_and_numbered_text_is_shown_and_markup_is_not(widget: Widget) -> None:
    widget.say("준비물")
    widget.expect_answer("챙겨 주세요")

    answer = widget.answers.last
    expect(answer.locator("b")).to_have_text(["꼭", "영업점"])
    expect(answer.locator("ol li")).to_have_text(["신분증", "통장"])
    expect(answer).to_contain_text("3. 5. 까지 <b>2*3*4</b>")


def test_a_secret_is_hidden_as_it_is_typed_said_and_kept(widget: Widget, fake: FakeApi) -> None:
    page = widget.page
    widget.say("본인 확인")
    widget.expect_answer("인증번호 6자리")

    expect(widget.field).to_have_attribute("placeholder", "숫자 6자리, 가려집니다")
    expect(widget.field).to_have_attribute("inputmode", "numeric")
    widget.type("왜 필요해요")
    expect(widget.field).not_to_have_class("masked")
    widget.type("123456")
    expect(widget.field).to_have_class("masked")
    widget.press("숫자 보기, 글자로 쓰기")
    expect(widget.field).not_to_have_class("masked")
    widget.field.fill("")

    widget.choose("인증번호 다시 받기")
    widget.expect_answer("다시 보냈습니다")
    fake.break_next(Fault(status=500))
    widget.say("654321")
    expect(widget.trouble).to_be_visible()
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    widget.press("다시 시도")

    widget.expect_answer("654321")
    widget.expect_said("본인 확인", "인증번호 다시 받기", "••••••")
    assert fake.messages() == ["본인 확인", "0", "654321", "654321"]
    assert "654321" not in kept


def test_what_can_always_be_said_is_one_press_away(widget: Widget, fake: FakeApi) -> None:
    widget.press("처음으로")
    widget.expect_answer("처음으로")
    widget.press("상담원")
    widget.expect_answer("A-0001")

    assert fake.messages() == ["처음으로", "상담원 연결"]


def test_the_end_is_rated_and_the_conversation_saved(
    widget: Widget, fake: FakeApi, tmp_path: Path
) -> None:
    page = widget.page
    widget.say("1234567")
    widget.choose("예금계좌")
    rating = page.locator("aicc-chat .thumbs")
    expect(rating).to_contain_text("상담은 어떠셨나요?")
    rating.get_by_role("button", name="도움이 되지 않았습니다").click()
    expect(rating).to_contain_text("평가해 주셔서 감사합니다")

    with page.expect_download() as downloading:
        widget.order("대화 내용 저장")
    downloading.value.save_as(tmp_path / "kept.txt")

    kept = (tmp_path / "kept.txt").read_text(encoding="utf-8")
    rated = [seen.body["value"] for seen in fake.seen if seen.path == "/v1/feedback"]
    assert rated == ["down"]
    assert kept.startswith("새솔은행\n")
    assert "나: 예금계좌" in kept
    assert "잔액: 1,284,500원" in kept


def test_in_mid_scenario_a_page_loaded_again_opens_and_later_shows_the_first_page(
    widget: Widget, fake: FakeApi
) -> None:
    page = widget.page
    widget.say("1234567")
    widget.expect_answer("어떤 계좌")

    page.reload()

    expect(widget.panel).to_be_visible()
    expect(widget.chips).to_have_count(3)
    page.evaluate("sessionStorage.clear()")
    (conversation,) = fake.conversations.values()
    conversation.turns[0]["at"] = "2026-11-21T04:00:00+00:00"
    page.evaluate("document.querySelector('aicc-chat').close()")
    page.reload()
    widget.open()
    expect(widget.home.locator(".go-on")).to_contain_text("어떤 계좌의 잔액을 보시겠습니까?")
    expect(widget.said).to_have_count(0)
    widget.home.locator(".go-on").click()
    widget.choose("적금계좌")
    widget.expect_said("1234567", "적금계좌")


def test_a_service_that_is_away_says_when_it_is_tried_and_may_be_tried_now(
    widget: Widget, fake: FakeApi
) -> None:
    fake.break_next(Fault(status=503, retry_after_s=240))
    widget.say("계세요")

    banner = widget.page.locator("aicc-chat .banner")
    expect(banner).to_contain_text("240초 뒤에 다시 시도합니다")
    widget.press("지금 시도")

    widget.expect_answer("계세요")
    expect(banner).to_have_count(0)


def test_a_file_is_refused_in_words(widget: Widget) -> None:
    widget.panel.evaluate(DROPPED)

    expect(widget.page.locator("aicc-chat .alert")).to_contain_text("파일은 받을 수 없습니다")
    widget.say("글로 적습니다")
    widget.expect_answer("글로 적습니다")
    expect(widget.page.locator("aicc-chat .alert")).to_have_text("")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 360)])
def test_a_small_or_low_screen_is_filled_and_all_can_be_pressed(
    page: Page, fake: FakeApi, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(fake.host_page())
    widget = Widget(page)
    widget.open()
    small = [page.evaluate(TARGETS % SMALLEST_TARGET)]
    for said in ("본인 확인", "수수료가 얼마예요?", "빈 시간 있어요?", "예금계좌"):
        widget.say(said)
        expect(widget.typing).to_have_count(0)
        small.append(page.evaluate(TARGETS % SMALLEST_TARGET))
    page.locator("aicc-chat .more").click()
    small.append(page.evaluate(TARGETS % SMALLEST_TARGET))

    assert small == [[]] * 6
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    expect(widget.send_button).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_state(
    page: Page, fake: FakeApi, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(fake.host_page(body="<main><h1>Bank</h1></main>"))
    page.evaluate("document.title = 'Bank'")
    widget = Widget(page)
    widget.open()
    expect(widget.home).to_be_visible()
    expect_accessible(page)
    for said in ("수수료가 얼마예요?", "빈 시간 있어요?", "상담원 연결", "예금계좌", "본인 확인"):
        widget.say(said)
        expect(widget.typing).to_have_count(0)
    widget.type("123")
    expect_accessible(page)
    fake.break_next(Fault(status=503, retry_after_s=240))
    widget.say("계세요")
    expect(page.locator("aicc-chat .banner")).to_be_visible()
    page.locator("aicc-chat .more").click()
    expect_accessible(page)
    widget.page.locator("aicc-chat .menu .erase").click()
    expect_accessible(page)
