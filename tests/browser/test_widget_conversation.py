"""Talking to the bot in the widget: what is said, answered, kept and deleted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.widget import Widget


def test_a_message_is_answered(widget: Widget, fake: FakeApi) -> None:
    widget.say("통장 사본이 필요해요")

    widget.expect_answer("“통장 사본이 필요해요”라고 말씀하셨습니다.")
    widget.expect_said("통장 사본이 필요해요")
    expect(widget.field).to_have_value("")
    assert fake.messages() == ["통장 사본이 필요해요"]


def test_the_customer_reads_that_an_ai_answers_before_anything_else(widget: Widget) -> None:
    expect(widget.log.locator("> *").first).to_have_text(
        "AI 챗봇이 답변합니다. 주민등록번호는 입력하지 마세요."
    )


def test_a_session_is_opened_only_when_the_customer_opens_the_widget(
    page: Page, fake: FakeApi
) -> None:
    page.goto(fake.host_page())
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    assert fake.seen == []

    widget.open()

    widget.expect_answer("새솔은행 고객센터입니다.")
    assert [seen.path for seen in fake.seen] == ["/v1/sessions"]


def test_a_quick_reply_sends_its_value_and_shows_its_label(widget: Widget, fake: FakeApi) -> None:
    widget.choose("잔액 조회")

    widget.expect_answer("고객번호 7자리를 입력해 주세요.")
    widget.expect_said("잔액 조회")
    expect(widget.chips).to_have_count(0)
    expect(widget.field).to_be_focused()
    assert fake.messages() == ["계좌 잔액을 확인하고 싶습니다"]


def test_each_part_of_an_answer_is_a_bubble_with_its_lines(widget: Widget) -> None:
    widget.say("예금계좌")

    widget.expect_answer("더 도와드릴 일이 있으신가요?")
    balance = widget.answers.nth(1)
    assert balance.inner_text().splitlines() == [
        "예금계좌의 잔액은 1,284,500원입니다.",
        "(11월 21일 기준, 시연용 금액)",
    ]
    expect(widget.chips).to_have_text(["최근 거래 내역", "아니요, 괜찮습니다"])


def test_messages_written_fast_are_answered_in_order(widget: Widget, fake: FakeApi) -> None:
    for text in ["하나", "둘", "셋"]:
        widget.say(text)

    widget.expect_answer("셋")
    widget.expect_said("하나", "둘", "셋")
    assert fake.messages() == ["하나", "둘", "셋"]
    assert len(set(fake.message_ids())) == 3


def test_markup_in_an_answer_stays_text(widget: Widget) -> None:
    widget.say("태그")

    widget.expect_answer("<img src=x onerror=")
    expect(widget.log.locator("img, b, script")).to_have_count(0)
    expect(widget.log.locator("a")).to_have_count(0)
    assert widget.page.evaluate("window.hacked") is None


def test_markup_typed_by_the_customer_stays_text(widget: Widget) -> None:
    widget.say("<img src=x onerror='window.hacked=1'>")

    widget.expect_said("<img src=x onerror='window.hacked=1'>")
    widget.expect_answer("<img src=x")
    expect(widget.log.locator("img")).to_have_count(0)
    assert widget.page.evaluate("window.hacked") is None


def test_an_address_is_a_link_without_the_particle_behind_it(widget: Widget) -> None:
    widget.say("안내 주소")

    links = widget.log.locator("a")
    expect(links).to_have_count(2)
    expect(links.nth(0)).to_have_attribute("href", "https://bank.example/fees?year=2026")
    expect(links.nth(1)).to_have_attribute("href", "https://bank.example/help")
    expect(links.nth(0)).to_have_attribute("rel", "noopener noreferrer")
    expect(links.nth(0)).to_have_attribute("target", "_blank")
    widget.expect_answer("에서 확인해 주세요.")


def test_a_part_of_an_unknown_kind_is_passed_over(widget: Widget) -> None:
    widget.say("표")

    widget.expect_answer("표는 화면에서 볼 수 없습니다.")
    expect(widget.answers).to_have_count(2)


def test_a_request_for_a_person_shows_the_ticket_once(widget: Widget) -> None:
    widget.page.evaluate(
        """() => document.addEventListener('aicc-handoff', (event) => {
            (window.tickets ??= []).push(event.detail.ticket);
        })"""
    )

    widget.say("상담원 연결")
    widget.expect_answer("접수번호는 A-0001입니다.")
    widget.say("상담원 연결")
    expect(widget.said).to_have_count(2)
    expect(widget.typing).to_have_count(0)

    expect(widget.notes).to_have_text(["상담원 연결 요청 접수 · A-0001"])
    assert widget.page.evaluate("window.tickets") == ["A-0001", "A-0001"]


def test_the_end_of_a_scenario_is_not_the_end_of_the_conversation(
    widget: Widget, fake: FakeApi
) -> None:
    widget.say("예금계좌")
    expect(widget.chips).to_have_text(["최근 거래 내역", "아니요, 괜찮습니다"])

    expect(widget.notes).to_have_count(0)
    widget.say("또 있어요")
    widget.expect_answer("“또 있어요”")
    assert len(fake.conversations) == 1


def test_after_deleting_a_new_conversation_is_one_press_away(widget: Widget, fake: FakeApi) -> None:
    widget.order("대화 내용 삭제")
    widget.press("삭제")

    widget.press("새 대화 시작")

    expect(widget.notes).to_have_count(0)
    expect(widget.chips).to_have_count(3)
    assert len(fake.conversations) == 1


def test_a_reload_keeps_the_conversation(widget: Widget, fake: FakeApi) -> None:
    widget.choose("잔액 조회")
    widget.expect_answer("고객번호")
    widget.say("1234567")
    widget.expect_answer("어떤 계좌")

    widget.page.reload()  # in the middle of a scenario the panel opens by itself

    widget.expect_said("잔액 조회", "1234567")
    expect(widget.answers).to_contain_text(["새솔은행 고객센터", "고객번호", "어떤 계좌"])
    expect(widget.chips).to_have_text(["예금계좌", "적금계좌", "대출계좌"])
    assert len(fake.conversations) == 1


def test_history_of_an_earlier_day_stands_under_its_date(widget: Widget, fake: FakeApi) -> None:
    widget.say("어제 한 말")
    widget.expect_answer("어제 한 말")
    (conversation,) = fake.conversations.values()
    conversation.turns[0]["at"] = "2026-11-20T01:00:00+00:00"

    widget.page.reload()
    widget.open()
    expect(widget.said).to_have_count(0)
    widget.home.get_by_text("이전 대화 이어가기").click()

    expect(widget.notes).to_have_text(["2026년 11월 20일 금요일"])


def test_starting_over_opens_a_new_session(widget: Widget, fake: FakeApi) -> None:
    widget.say("첫 대화")
    widget.expect_answer("첫 대화")

    widget.order("새 대화 시작")

    expect(widget.said).to_have_count(0)
    widget.expect_answer("무엇을 도와드릴까요?")
    widget.say("둘째 대화")
    widget.expect_answer("둘째 대화")
    assert [seen.token for seen in fake.seen if seen.path == "/v1/chat"] == ["token-1", "token-2"]


def test_deleting_asks_first_and_cancel_changes_nothing(widget: Widget, fake: FakeApi) -> None:
    widget.say("비밀")
    widget.expect_answer("비밀")

    widget.order("대화 내용 삭제")
    expect(widget.button("취소")).to_be_focused()
    widget.press("취소")

    widget.expect_said("비밀")
    expect(widget.page.get_by_role("alertdialog")).to_have_count(0)
    assert [seen.method for seen in fake.seen].count("DELETE") == 0


def test_deleting_removes_the_conversation_here_and_at_the_service(
    widget: Widget, fake: FakeApi
) -> None:
    widget.say("비밀")
    widget.expect_answer("비밀")

    widget.order("대화 내용 삭제")
    widget.press("삭제")

    expect(widget.notes).to_have_text(["대화 내용을 삭제했습니다"])
    expect(widget.log).not_to_contain_text("비밀")
    assert fake.conversations == {}
    assert widget.page.evaluate("Object.keys(localStorage)") == []


def test_after_deleting_no_session_is_made_until_the_customer_writes(
    widget: Widget, fake: FakeApi
) -> None:
    widget.order("대화 내용 삭제")
    widget.press("삭제")
    expect(widget.notes).to_have_text(["대화 내용을 삭제했습니다"])
    assert fake.conversations == {}

    widget.say("다시 왔어요")

    widget.expect_answer("다시 왔어요")
    expect(widget.notes).to_have_count(0)
    assert len(fake.conversations) == 1


def test_an_answer_that_comes_while_closed_is_counted_on_the_launcher(widget: Widget) -> None:
    widget.page.evaluate("document.querySelector('aicc-chat').close()")

    widget.page.evaluate("document.querySelector('aicc-chat').send('알려 주세요')")

    launcher = widget.page.get_by_role("button", name="채팅 상담 열기, 새 답변 1개")
    expect(launcher).to_be_visible()
    widget.open()
    expect(widget.page.locator("aicc-chat .badge")).to_have_count(0)


@pytest.mark.parametrize("text", ["", "   \n "])
def test_nothing_to_say_is_not_sent(widget: Widget, fake: FakeApi, text: str) -> None:
    widget.say(text)

    expect(widget.send_button).to_be_disabled()
    assert fake.messages() == []


def test_the_page_hears_what_happens(widget: Widget) -> None:
    widget.page.evaluate(
        """() => {
            window.heard = [];
            for (const name of ['aicc-open', 'aicc-close', 'aicc-message']) {
                document.addEventListener(name, ({ detail }) => {
                    window.heard.push([name, detail.from, detail.text].filter(Boolean).join(' '));
                });
            }
        }"""
    )

    widget.say("안녕")
    widget.expect_answer("“안녕”")
    widget.page.evaluate("document.querySelector('aicc-chat').close()")
    expect(widget.panel).to_be_hidden()
    widget.page.evaluate("document.querySelector('aicc-chat').open()")
    expect(widget.panel).to_be_visible()

    assert widget.page.evaluate("window.heard") == [
        "aicc-message user 안녕",
        "aicc-message bot “안녕”라고 말씀하셨습니다.",
        "aicc-close",
        "aicc-open",
    ]


def test_english_is_spoken_when_the_tag_says_so(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page('lang="en" heading="Saesol Bank"'))
    widget = Widget(page)
    widget.open()

    widget.choose("Check balance")

    widget.expect_answer("seven-digit customer number")
    expect(page.get_by_role("dialog", name="Saesol Bank")).to_be_visible()
    expect(widget.log).to_contain_text("An AI answers here.")
    assert fake.seen[0].body == {"locale": "en"}


def test_each_language_has_its_own_conversation(widget: Widget, fake: FakeApi) -> None:
    widget.say("한국어로")
    widget.expect_answer("한국어로")

    widget.page.evaluate("document.querySelector('aicc-chat').lang = 'en'")
    widget.expect_answer("Hello, this is Saesol Bank support.")
    expect(widget.said).to_have_count(0)
    widget.page.evaluate("document.querySelector('aicc-chat').lang = 'ko'")

    widget.expect_said("한국어로")
    assert [made.locale for made in fake.conversations.values()] == ["ko", "en"]
