"""A visitor in Chromium and a person at the desk, who talk through the real service."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widget import Widget
from tests.fakes import until
from tests.servers.ports import free_port
from tests.service.serving import Serving

DESK = "/api/admin/desk/tickets"


class Person:
    """Somebody at the desk, who works over the API."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        [first, *_] = self.ask("GET", "")["items"]
        self.number = first["number"]

    def ask(self, method: str, path: str, body: object = None) -> Any:
        return self._serving.ask(method, f"{DESK}{path}", body)

    def act(self, act: str, body: object = None) -> Any:
        return self.ask("POST", f"/{self.number}/{act}", {} if body is None else body)

    def heard(self, text: str) -> bool:
        said = self.ask("GET", f"/{self.number}")["messages"]
        return [(each["speaker"], each["text"]) for each in said].count(("visitor", text)) == 1


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("service")
    started = Serving(folder, free_port(), AICC_PACK="banking", AICC_LOCAL_ADMIN="on")
    started.wait_until_ready()
    yield started
    started.process.kill()
    started.process.wait()


@pytest.fixture
def widget(page: Page, serving: Serving) -> Widget:
    page.goto(f"http://127.0.0.1:{serving.port}/")
    widget = Widget(page)
    widget.open()
    widget.expect_answer("도와드릴까요")
    return widget


def test_a_person_comes_out_of_a_scenario_and_the_bot_goes_on_where_it_was(
    widget: Widget, serving: Serving, tmp_path: Path
) -> None:
    header = widget.page.locator("aicc-chat .subtitle")
    spoken = widget.page.locator("aicc-chat .row.person:not(.typing) .bubble")
    widget.say("카드를 잃어버렸어요")
    widget.expect_answer("고객번호")
    widget.say("상담원 연결해 주세요")
    expect(header).to_contain_text("대기 중")

    person = Person(serving)
    person.act("take", {"name": "김가나"})
    expect(header).to_have_text("상담원 김가나님과 상담 중")
    widget.expect_answer("김가나님이 연결되었습니다")
    person.act("messages", {"text": "무엇을 도와드릴까요", "id": "p1"})
    expect(spoken).to_have_text(["무엇을 도와드릴까요"])
    person.act("typing")
    expect(widget.page.locator("aicc-chat .row.person.typing")).to_be_visible()

    widget.say("집에서 잃어버렸어요")
    until(lambda: person.heard("집에서 잃어버렸어요"))
    last = person.ask("GET", f"/{person.number}")["messages"][-1]
    person.act("seen", {"message_id": last["id"]})
    expect(widget.page.locator("aicc-chat .row.user .beside").last).to_contain_text("읽음")
    until(lambda: bool(person.ask("GET", f"/{person.number}")["messages"][1]["seen_at"]))
    widget.page.screenshot(path=tmp_path / "talk.png")

    widget.page.reload()  # in the middle of a talk the panel opens by itself
    expect(header).to_have_text("상담원 김가나님과 상담 중")
    expect(spoken).to_have_text(["무엇을 도와드릴까요"])
    widget.expect_said("카드를 잃어버렸어요", "상담원 연결해 주세요", "집에서 잃어버렸어요")
    person.act("messages", {"text": "확인했습니다", "id": "p2"})
    expect(spoken).to_have_text(["무엇을 도와드릴까요", "확인했습니다"])

    person.act("close", {"result": "solved"})
    widget.expect_answer("고객번호")
    expect(header).not_to_contain_text("상담원")
    widget.say("1234567")
    widget.expect_answer("어떤 카드")
    widget.page.screenshot(path=tmp_path / "back.png")


def test_the_customer_goes_back_to_the_bot_and_the_person_sees_it(
    widget: Widget, serving: Serving
) -> None:
    header = widget.page.locator("aicc-chat .subtitle")
    widget.say("상담원 연결해 주세요")
    expect(header).to_contain_text("대기 중")
    person = Person(serving)
    person.act("take", {})
    expect(header).to_have_text("상담원과 상담 중")

    widget.say("그냥 봇으로 돌아갈게요")
    widget.choose("봇과 계속할게요")

    widget.expect_answer("상담을 마쳤습니다")
    expect(header).not_to_contain_text("상담원")
    assert person.ask("GET", f"/{person.number}")["ticket"]["state"] == "withdrawn"


def test_a_line_that_broke_is_opened_again_and_nothing_is_missed(
    widget: Widget, serving: Serving
) -> None:
    header = widget.page.locator("aicc-chat .subtitle")
    spoken = widget.page.locator("aicc-chat .row.person:not(.typing) .bubble")
    widget.say("상담원 연결해 주세요")
    expect(header).to_contain_text("대기 중")
    person = Person(serving)
    person.act("take", {})
    expect(header).to_have_text("상담원과 상담 중")

    widget.page.context.set_offline(True)
    person.act("messages", {"text": "들리세요?", "id": "off"})
    widget.page.context.set_offline(False)

    expect(spoken).to_have_text(["들리세요?"], timeout=30_000)
    person.act("close", {"result": "solved"})
    widget.expect_answer("더 필요하신")
