"""People at the desk and visitors, each in a window of Chromium, over the real service."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

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
    folder = tmp_path_factory.mktemp("console")
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
    expect(lee.rows).to_have_count(1)
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
