"""When the network or the service fails: nothing is lost, nothing is said twice."""

from threading import Event

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi, Fault
from tests.browser.widget import Widget


def test_a_failed_message_is_tried_again_with_its_own_id(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(status=500))
    widget.say("이체 한도")
    expect(widget.trouble).to_contain_text("보내지 못했습니다.")

    widget.press("다시 시도")

    widget.expect_answer("이체 한도")
    expect(widget.trouble).to_have_count(0)
    first, second = fake.message_ids()
    assert first == second


def test_a_lost_answer_does_not_become_a_second_turn(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(status=502, is_done_first=True))
    widget.say("송금해 주세요")
    expect(widget.trouble).to_be_visible()

    widget.press("다시 시도")

    widget.expect_answer("송금해 주세요")
    widget.expect_said("송금해 주세요")
    assert fake.turn_count() == 1


def test_a_lost_answer_is_found_in_the_history_after_a_reload(
    widget: Widget, fake: FakeApi
) -> None:
    fake.break_next(Fault(status=502, is_done_first=True))
    widget.say("송금해 주세요")
    expect(widget.trouble).to_be_visible()

    widget.page.reload()
    widget.open()

    widget.expect_answer("송금해 주세요")
    widget.expect_said("송금해 주세요")
    assert len(fake.messages()) == 1


def test_the_customer_may_take_a_failed_message_back(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(status=500))
    widget.say("잘못 쓴 말")
    expect(widget.trouble).to_be_visible()

    widget.press("보내지 않기")

    expect(widget.said).to_have_count(0)
    widget.say("바른 말")
    widget.expect_answer("바른 말")
    assert fake.messages() == ["잘못 쓴 말", "바른 말"]
    assert fake.turn_count() == 1


def test_a_later_message_never_overtakes_a_failed_one(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(status=500))
    widget.say("먼저")
    expect(widget.trouble).to_be_visible()

    widget.say("나중")

    widget.expect_answer("나중")
    assert fake.messages() == ["먼저", "먼저", "나중"]


def test_an_answer_is_not_waited_for_longer_than_ten_seconds(widget: Widget, fake: FakeApi) -> None:
    stuck = Event()
    fake.break_next(Fault(held_until=stuck))
    widget.say("느린 질문")
    expect(widget.typing).to_be_visible()

    widget.page.clock.run_for(10_000)

    expect(widget.trouble).to_contain_text("답변이 늦어지고 있습니다.")
    stuck.set()
    widget.press("다시 시도")
    widget.expect_answer("느린 질문")
    assert fake.turn_count() == 1


def test_offline_messages_wait_and_go_out_in_order(widget: Widget, fake: FakeApi) -> None:
    widget.page.context.set_offline(True)
    for text in ["하나", "둘", "셋"]:
        widget.say(text)
    expect(widget.trouble).to_contain_text("연결되면 자동으로 보냅니다.")
    expect(widget.said).to_have_count(3)

    widget.page.context.set_offline(False)

    widget.expect_answer("셋")
    widget.expect_said("하나", "둘", "셋")
    assert fake.messages() == ["하나", "둘", "셋"]


def test_unsent_messages_survive_a_reload(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(*[Fault()] * 50)
    widget.say("하나")
    widget.say("둘")
    expect(widget.trouble).to_be_visible()
    first = fake.message_ids()[0]

    widget.page.reload()
    fake.mend()  # they go out although nobody opens the widget

    expect(widget.page.locator("aicc-chat .badge")).to_have_text("2")
    widget.open()
    widget.expect_said("하나", "둘")
    assert fake.turn_count() == 2
    assert set(fake.message_ids()[:-1]) == {first}


def test_an_unreachable_service_is_tried_again_by_itself(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(), Fault())
    widget.say("계세요?")

    for wait_s in (2, 4):
        expect(widget.trouble).to_contain_text("연결이 끊겼습니다.")
        expect(widget.typing).to_have_count(0)
        widget.page.clock.run_for(wait_s * 1000)

    widget.expect_answer("계세요?")
    assert len(fake.message_ids()) == 3
    assert len(set(fake.message_ids())) == 1


def test_an_expired_session_is_renewed_and_the_message_still_sent(
    widget: Widget, fake: FakeApi
) -> None:
    widget.say("오래전 말")
    widget.expect_answer("오래전 말")
    fake.expire_sessions()

    widget.say("지금 하는 말")

    widget.expect_answer("지금 하는 말")
    expect(widget.notes).to_have_text(["이전 대화가 만료되어 새 대화로 이어집니다"])
    expect(widget.trouble).to_have_count(0)
    _, refused, sent = [seen for seen in fake.seen if seen.path == "/v1/chat"]
    assert refused.body == sent.body
    assert (refused.token, sent.token) == ("token-1", "token-2")


def test_a_session_that_expired_meanwhile_gives_a_new_greeting_after_a_reload(
    widget: Widget, fake: FakeApi
) -> None:
    widget.say("오래전 말")
    widget.expect_answer("오래전 말")
    fake.expire_sessions()

    widget.page.reload()
    widget.open()

    expect(widget.chips).to_have_count(3)
    expect(widget.said).to_have_count(0)
    assert len(fake.conversations) == 1


def test_a_token_that_is_never_accepted_does_not_loop(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(status=401), Fault(status=401))

    widget.say("안녕하세요")

    expect(widget.trouble).to_contain_text("보내지 못했습니다.")
    assert len(fake.messages()) == 2


def test_too_many_messages_wait_before_another_try_is_offered(
    widget: Widget, fake: FakeApi
) -> None:
    fake.break_next(Fault(status=429, retry_after_s=60))

    widget.say("또 보냅니다")
    expect(widget.trouble).to_contain_text("60초 뒤에 다시 보낼 수 있습니다.")
    expect(widget.button("다시 시도")).to_have_count(0)
    widget.say("하나 더")
    expect(widget.said).to_have_count(2)
    assert len(fake.messages()) == 1
    widget.page.clock.run_for(60_000)
    assert len(fake.messages()) == 1
    widget.press("다시 시도")

    widget.expect_answer("하나 더")
    assert fake.messages() == ["또 보냅니다", "또 보냅니다", "하나 더"]


@pytest.mark.parametrize("status", [409, 503])
def test_a_busy_service_is_tried_again_when_it_asked_for(
    widget: Widget, fake: FakeApi, status: int
) -> None:
    fake.break_next(Fault(status=status, retry_after_s=60))
    widget.say("바쁘신가요")
    expect(widget.trouble).to_contain_text("자동으로 다시 시도합니다.")
    expect(widget.button("다시 시도")).to_have_count(0)

    widget.page.clock.run_for(60_000)

    widget.expect_answer("바쁘신가요")
    first, second = fake.message_ids()
    assert first == second


@pytest.mark.parametrize("status", [413, 422])
def test_a_refused_message_comes_back_for_editing_and_blocks_nothing(
    widget: Widget, fake: FakeApi, status: int
) -> None:
    fake.break_next(Fault(status=status))
    widget.say("너무 긴 말")
    expect(widget.trouble).to_contain_text("보낼 수 없는 메시지입니다.")
    widget.say("다음 말")
    widget.expect_answer("다음 말")

    widget.press("고쳐 쓰기")

    expect(widget.field).to_have_value("너무 긴 말")
    expect(widget.field).to_be_focused()
    widget.expect_said("다음 말")


def test_a_forbidden_chat_says_so(widget: Widget, fake: FakeApi) -> None:
    fake.break_next(Fault(status=403))

    widget.say("안녕하세요")

    expect(widget.trouble).to_contain_text("지금은 이 채팅을 이용할 수 없습니다.")


def test_a_service_that_is_away_at_first_greets_when_it_is_back(page: Page, fake: FakeApi) -> None:
    fake.break_next(*[Fault(path="/v1/sessions", status=500)] * 2)
    page.goto(fake.host_page())
    widget = Widget(page)
    widget.open()
    expect(widget.trouble).to_contain_text("지금은 이 채팅을 이용할 수 없습니다.")

    widget.say("그래도 묻습니다")
    expect(widget.trouble).to_contain_text("보내지 못했습니다.")
    widget.press("다시 시도")

    widget.expect_answer("그래도 묻습니다")
    expect(widget.answers.first).to_contain_text("새솔은행 고객센터입니다.")


def test_a_failed_start_over_keeps_the_conversation(widget: Widget, fake: FakeApi) -> None:
    widget.say("남아 있을 말")
    widget.expect_answer("남아 있을 말")
    fake.break_next(Fault(path="/v1/sessions", status=503))

    widget.order("새 대화 시작")

    expect(widget.page.get_by_text("새 대화를 시작하지 못했습니다.")).to_be_visible()
    widget.expect_said("남아 있을 말")
    widget.say("이어서")
    widget.expect_answer("이어서")
    expect(widget.page.get_by_text("새 대화를 시작하지 못했습니다.")).to_have_count(0)


def test_a_failed_delete_says_so_and_keeps_the_conversation(widget: Widget, fake: FakeApi) -> None:
    widget.say("지울 말")
    widget.expect_answer("지울 말")
    fake.break_next(Fault(path="/v1/sessions/", status=500))

    widget.order("대화 내용 삭제")
    widget.press("삭제")

    expect(widget.page.get_by_text("대화 내용을 삭제하지 못했습니다.")).to_be_visible()
    widget.expect_said("지울 말")
    assert len(fake.conversations) == 1


def test_deleting_waits_for_the_turn_under_way(widget: Widget, fake: FakeApi) -> None:
    slow = Event()
    fake.break_next(Fault(held_until=slow, is_done_first=True, status=500))
    widget.say("지울 말")
    expect(widget.typing).to_be_visible()

    widget.order("대화 내용 삭제")
    widget.press("삭제")
    assert [seen.method for seen in fake.seen].count("DELETE") == 0
    slow.set()

    expect(widget.notes).to_have_text(["대화 내용을 삭제했습니다"])
    assert fake.conversations == {}
    assert fake.messages() == ["지울 말"]


def test_starting_over_does_not_wait_for_a_slow_answer(widget: Widget, fake: FakeApi) -> None:
    slow = Event()
    fake.break_next(Fault(held_until=slow))
    widget.say("느린 질문")
    expect(widget.typing).to_be_visible()

    widget.order("새 대화 시작")

    expect(widget.said).to_have_count(0)
    widget.say("새 질문")
    widget.expect_answer("새 질문")
    slow.set()
    widget.expect_said("새 질문")


def test_a_browser_that_keeps_nothing_still_chats(page: Page, fake: FakeApi) -> None:
    page.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem']) {"
        "  Storage.prototype[name] = () => { throw new DOMException('no', 'SecurityError'); };"
        "}"
    )
    page.goto(fake.host_page())
    widget = Widget(page)
    widget.open()

    widget.say("안녕하세요")
    widget.expect_answer("안녕하세요")
    widget.say("또 왔어요")

    widget.expect_answer("또 왔어요")
    assert len(fake.conversations) == 1


@pytest.mark.parametrize("kept", ["not json", '{"token": 3}', "[1, 2]"])
def test_broken_storage_is_the_same_as_empty_storage(page: Page, fake: FakeApi, kept: str) -> None:
    page.goto(fake.host_page())
    page.evaluate(
        "([url, kept]) => localStorage.setItem(`aicc-chat:${url}:ko:session`, kept)",
        [fake.url, kept],
    )
    page.reload()
    widget = Widget(page)

    widget.open()

    widget.expect_answer("무엇을 도와드릴까요?")


def another_tab(widget: Widget, fake: FakeApi) -> Widget:
    page = widget.page.context.new_page()
    page.goto(f"{fake.url}/host")
    other = Widget(page)
    other.open()
    other.expect_answer("“여기서 한 말”")
    return other


def test_a_deletion_in_another_tab_empties_this_one(widget: Widget, fake: FakeApi) -> None:
    widget.say("여기서 한 말")
    widget.expect_answer("“여기서 한 말”")
    other = another_tab(widget, fake)

    other.order("대화 내용 삭제")
    other.press("삭제")

    expect(widget.notes).to_have_text(["대화 내용을 삭제했습니다"])
    expect(widget.said).to_have_count(0)
    expect(other.notes).to_have_text(["대화 내용을 삭제했습니다"])
    assert fake.conversations == {}


def test_starting_over_in_another_tab_starts_over_here(widget: Widget, fake: FakeApi) -> None:
    widget.say("여기서 한 말")
    widget.expect_answer("“여기서 한 말”")
    other = another_tab(widget, fake)

    other.order("새 대화 시작")

    expect(widget.said).to_have_count(0)
    widget.say("이어서")
    widget.expect_answer("“이어서”")
    assert fake.seen[-1].token == "token-2"
    assert len(fake.conversations) == 2
