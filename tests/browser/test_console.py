"""People at the desk and visitors, each in a window of Chromium, over the real service."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.console import Console
from tests.browser.widget import Widget
from tests.servers.ports import free_port
from tests.service.serving import Serving

PASSWORD = "correct horse battery"
PEOPLE = {"kim": ("human_agent", "김가나"), "lee": ("supervisor", "이다라")}

Window = Callable[[], Page]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from a_desk(tmp_path_factory.mktemp("console"))


@pytest.fixture
def empty_root(tmp_path: Path) -> Iterator[str]:
    """Where nobody waits from an earlier test."""
    yield from a_desk(tmp_path)


def a_desk(folder: Path) -> Iterator[str]:
    for name, (role, called) in PEOPLE.items():
        _account(folder / "data", name, "--role", role, "--called", called)
    started = Serving(folder, free_port(), AICC_PACK="banking")
    started.wait_until_ready()
    yield f"http://127.0.0.1:{started.port}"
    started.process.kill()
    started.process.wait()


def _account(data: Path, name: str, *options: str) -> None:
    command = [sys.executable, "-m", "chatbot_cli.main", "admin", "create", name, "--stdin"]
    environment = {**os.environ, "AICC_DATA_DIR": str(data), "AICC_PACK": "general"}
    subprocess.run(
        [*command, *options],
        input=f"{PASSWORD}\n",
        text=True,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """A window of its own, as another person has it; an error in it fails the test."""
    errors: list[str] = []
    with ExitStack() as stack:

        def opened() -> Page:
            context = browser.new_context(
                viewport={"width": 1280, "height": 800},
                locale="ko-KR",
                timezone_id="Asia/Seoul",
                color_scheme="light",
                reduced_motion="reduce",
            )
            page = stack.enter_context(context).new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            return page

        yield opened
    assert not errors


def at_desk(window: Window, root: str, name: str) -> Console:
    console = Console(window(), root)
    console.open()
    console.sign_in(name, PASSWORD)
    expect(console.page.locator("[data-person]")).to_have_text(PEOPLE[name][1])
    return console


def visitor(window: Window, root: str, *said: str) -> Widget:
    page = window()
    page.goto(root)
    widget = Widget(page)
    widget.open()
    widget.expect_answer("도와드릴까요")
    for text in said:
        widget.say(text)
        widget.expect_said(text)
    return widget


def test_a_wrong_password_is_told_and_the_right_one_opens_the_desk(
    window: Window, root: str
) -> None:
    console = Console(window(), root)
    console.open("/desk")
    console.sign_in("kim", "a wrong password")
    expect(console.alert).to_contain_text("맞지 않습니다")
    console.is_accessible()

    console.sign_in("kim", PASSWORD)
    expect(console.page.get_by_text("기다리는 고객이 없습니다")).to_be_visible()
    console.is_accessible()

    console.page.get_by_role("button", name="설정").click()
    console.page.get_by_role("button", name="로그아웃").click()
    console.page.reload()
    expect(console.page.get_by_role("button", name="로그인")).to_be_visible()


def test_a_person_takes_over_out_of_a_scenario_and_the_bot_goes_on_at_its_step(
    window: Window, root: str, tmp_path: Path
) -> None:
    console = at_desk(window, root, "kim")
    widget = visitor(window, root, "카드를 잃어버렸어요")
    widget.expect_answer("고객번호")
    widget.say("상담원 연결해 주세요")
    expect(console.rows).to_have_count(1)
    expect(console.rows).to_contain_text("카드 분실 신고")
    expect(console.page).to_have_title("(1) 상담 데스크")

    console.press("KeyT")
    expect(console.state).to_have_text("상담 중")
    subtitle = widget.page.locator("aicc-chat .subtitle")
    expect(subtitle).to_have_text("상담원 김가나님과 상담 중")
    console.say("/hello")
    console.page.keyboard.press("Enter")
    console.expect_last("안녕하세요. 상담원입니다. 무엇을 도와드릴까요?")
    expect(widget.page.locator("aicc-chat .row.person:not(.typing)")).to_have_count(1)
    expect(console.log.get_by_text("읽음")).to_be_visible()

    widget.field.press_sequentially("집 앞에서")
    expect(console.page.locator("[data-typing]")).to_have_text("고객이 입력하고 있습니다")
    widget.field.press("Enter")
    console.expect_last("집 앞에서")
    expect(widget.page.locator("aicc-chat .row.user .beside").last).to_contain_text("읽음")
    console.is_accessible()
    console.page.screenshot(path=tmp_path / "talk.png")

    console.page.reload()
    console.expect_last("집 앞에서")
    expect(console.log.get_by_text("카드를 잃어버렸어요")).to_be_visible()
    console.press("KeyW")
    console.say("정지해 두었습니다")
    expect(console.bubbles.filter(has_text="정지해 두었습니다")).to_have_count(1)
    console.press("KeyB")

    expect(console.state).to_have_text("종료")
    widget.expect_answer("고객번호")
    expect(subtitle).not_to_contain_text("상담원")
    widget.say("1234567")
    widget.expect_answer("어떤 카드")


def test_of_two_who_press_at_once_the_second_is_told_who_was_first(
    window: Window, root: str
) -> None:
    kim, lee = at_desk(window, root, "kim"), at_desk(window, root, "lee")
    visitor(window, root, "상담원 연결해 주세요")
    for each in (kim, lee):
        expect(each.rows).to_have_count(1)
    lee.page.context.set_offline(True)
    kim.press("KeyT")
    expect(kim.state).to_have_text("상담 중")
    expect(lee.page.get_by_text("실시간 연결이 끊어졌습니다")).to_be_visible()

    for late in ("**/stream-key", "**/tickets?*"):  # what they would see it by
        lee.page.route(late, lambda route: route.abort())
    lee.page.context.set_offline(False)
    lee.press("KeyT")

    expect(lee.alert).to_contain_text("이미 김가나님이 맡았습니다")
    lee.page.unroute_all()
    lee.page.get_by_role("button", name="지금 연결").click()
    expect(lee.page.get_by_text("실시간 연결이 끊어졌습니다")).to_be_hidden()
    kim.press("KeyC")
    kim.page.keyboard.press("Tab")
    kim.page.get_by_role("button", name="종료하고 봇에게 돌려주기").press("Enter")
    expect(kim.state).to_have_text("종료")


def test_a_narrow_screen_shows_one_thing_at_a_time(window: Window, root: str) -> None:
    console = at_desk(window, root, "lee")
    visitor(window, root, "상담원 연결해 주세요")
    console.page.set_viewport_size({"width": 390, "height": 780})

    console.rows.click()

    expect(console.log).to_be_visible()
    expect(console.rows).to_be_hidden()
    console.is_accessible()
    assert console.page.evaluate("document.documentElement.scrollWidth") == 390
    console.page.get_by_role("button", name="목록으로").click()
    expect(console.rows).to_be_visible()


def test_a_supervisor_sees_for_a_reason_what_is_hidden_and_others_are_not_asked(
    window: Window, empty_root: str
) -> None:
    widget = visitor(window, empty_root, "잔액 조회해 주세요")
    widget.expect_answer("고객번호")
    widget.say("1234567")
    widget.expect_answer("계좌를")
    widget.say("상담원 연결해 주세요")
    kim, lee = at_desk(window, empty_root, "kim"), at_desk(window, empty_root, "lee")
    for each in (kim, lee):
        each.rows.first.click()
        expect(each.page.get_by_text("이 고객의 첫 요청입니다")).to_be_visible()
    expect(kim.page.get_by_label("가려진 값을 보는 이유")).to_have_count(0)
    shown = lee.page.get_by_role("button", name="가려진 값 보기")
    expect(shown).to_be_disabled()

    lee.page.get_by_label("가려진 값을 보는 이유").fill("전화가 끊겨 다시 거는 중")
    lee.is_accessible()
    shown.click()

    expect(lee.page.locator("[data-unmasked]")).to_contain_text("1234567")
    lee.is_accessible()
    lee.page.get_by_role("button", name="다시 가리기").click()
    expect(lee.page.get_by_text("1234567")).to_have_count(0)
    lee.press("KeyT")
    expect(lee.state).to_have_text("상담 중")
    lee.press("KeyB")


TELLS = """window.told = [];
window.Notification = class {
  static permission = "default";
  static async requestPermission() { return (this.permission = "granted"); }
  constructor(title, { body }) { window.told.push(`${title}: ${body}`); }
};"""


def test_who_looks_elsewhere_is_told_once_they_have_asked_for_it(
    window: Window, empty_root: str
) -> None:
    page = window()
    page.add_init_script(TELLS)
    console = at_desk(lambda: page, empty_root, "kim")
    visitor(window, empty_root, "상담원 연결해 주세요")
    expect(console.rows).to_have_count(1)
    assert page.evaluate("[told.length, Notification.permission]") == [0, "default"]

    page.get_by_role("button", name="설정").click()
    page.get_by_role("switch", name="대기 알림 띄우기").press("Space")
    page.keyboard.press("Escape")
    visitor(window, empty_root, "카드를 잃어버렸어요", "상담원 연결해 주세요")

    expect(console.rows).to_have_count(2)
    page.wait_for_function("told.length === 1")
    assert page.evaluate("told[0]").startswith("2명이 기다립니다")
    expect(page).to_have_title("(2) 상담 데스크")


def test_booked_calls_stand_behind_who_waits_the_next_one_first(window: Window, root: str) -> None:
    now = datetime.now(UTC)
    tickets = [
        booked("A-9001", now + timedelta(hours=5)),
        booked("A-9002", now + timedelta(hours=2)),
        booked("A-9003", now - timedelta(minutes=4)),
        booked("A-9004", None),
    ]
    page = window()
    page.route("**/tickets?state=waiting*", lambda route: route.fulfill(json={"items": tickets}))

    console = at_desk(lambda: page, root, "kim")

    expect(console.rows).to_have_count(4)
    numbers = console.rows.evaluate_all("rows => rows.map((each) => each.dataset.number)")
    assert numbers == ["A-9003", "A-9004", "A-9002", "A-9001"]
    expect(console.rows.nth(0)).to_contain_text("4분")
    expect(console.rows.nth(2).locator("[data-due]")).to_contain_text("에 전화")
    expect(page).to_have_title("(2) 상담 데스크")
    console.is_accessible()


def booked(number: str, due_at: datetime | None) -> dict[str, Any]:
    created = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    return {
        "number": number, "state": "kept", "version": 1, "queue": "general", "priority": "normal",
        "reason": "user_request", "channel": "chat", "is_live": False, "wish": "전화 주세요",
        "created_at": created, "since": created, "due_at": due_at and due_at.isoformat(),
        "held_by": None, "to": "", "place": None, "result": None, "note": "",
        "session_id": "chat:made-up", "user_id": "",
    }  # fmt: skip
