"""The widget on the demo page of the real service: a whole conversation in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_api import FakeApi
from tests.browser.widget import Widget
from tests.servers.ports import free_port
from tests.service.serving import Serving


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("service")
    started = Serving(folder, free_port(), AICC_PACK="banking")
    started.wait_until_ready()
    yield started
    started.process.kill()
    started.process.wait()


@pytest.fixture
def demo(page: Page, serving: Serving) -> Widget:
    """The demo page with the widget open and greeted."""
    page.goto(f"http://127.0.0.1:{serving.port}/")
    widget = Widget(page)
    widget.open()
    widget.expect_answer("도와드릴까요")
    return widget


def test_a_whole_scenario_an_faq_in_the_middle_and_a_person(demo: Widget, tmp_path: Path) -> None:
    demo.say("계좌 잔액을 확인하고 싶습니다")
    demo.expect_answer("고객번호")
    demo.say("1234567")
    expect(demo.chips.filter(has_text="예금계좌")).to_be_visible()
    demo.say("이체 수수료는 얼마인가요?")
    expect(demo.log).to_contain_text("수수료가 없습니다")
    demo.choose("예금계좌")
    demo.expect_answer("1,234,000원")
    demo.say("상담원 연결해 주세요")
    demo.expect_answer("A-00")
    demo.page.screenshot(path=tmp_path / "conversation.png")


@pytest.fixture(autouse=True)
def look(page: Page, tmp_path: Path) -> Iterator[None]:
    yield
    page.screenshot(path=tmp_path / "last.png")


def test_a_conversation_is_there_after_a_reload(demo: Widget) -> None:
    demo.say("카드를 잃어버렸어요")
    demo.expect_answer("고객번호")

    demo.page.reload()  # in the middle of a scenario the panel opens by itself

    demo.expect_said("카드를 잃어버렸어요")
    demo.say("1234567")
    expect(demo.answers.last).not_to_contain_text("고객번호 7자리")


def test_a_deleted_conversation_does_not_come_back(demo: Widget, serving: Serving) -> None:
    demo.say("감사합니다")
    expect(demo.answers).to_have_count(2)

    demo.order("대화 내용 삭제")
    demo.press("삭제")
    expect(demo.said).to_have_count(0)
    demo.page.reload()
    demo.open()

    expect(demo.answers).to_have_count(1)
    expect(demo.said).to_have_count(0)


def test_the_api_documentation_is_drawn_without_another_site(page: Page, serving: Serving) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"http://127.0.0.1:{serving.port}/docs")

    expect(page.get_by_text("/v1/chat").first).to_be_visible()
    own = f"http://127.0.0.1:{serving.port}/"
    assert [url for url in asked if not url.startswith((own, "data:", "blob:"))] == []


def test_a_browser_takes_nothing_amiss_in_our_pages(page: Page, serving: Serving) -> None:
    """A policy that forbids what a page needs is told on its console."""
    told: list[str] = []
    page.on("console", lambda message: told.append(f"{message.type}: {message.text}"))

    for path in ("/", "/docs"):
        page.goto(f"http://127.0.0.1:{serving.port}{path}")
        page.wait_for_load_state("networkidle")

    assert [line for line in told if line.startswith("error")] == []


def test_our_pages_are_shown_in_no_frame(page: Page, serving: Serving, fake: FakeApi) -> None:
    page.goto(fake.host_page(body=f'<iframe src="http://127.0.0.1:{serving.port}/"></iframe>'))

    page.wait_for_load_state("networkidle")
    assert all(f":{serving.port}/" not in frame.url for frame in page.frames)


def test_the_widget_speaks_on_a_site_that_may_embed_it(
    page: Page, fake: FakeApi, tmp_path: Path
) -> None:
    served = Serving(tmp_path, free_port(), AICC_ALLOWED_ORIGINS=fake.url)
    try:
        served.wait_until_ready()
        address = fake.host_page(f'endpoint="http://127.0.0.1:{served.port}"')
        page.goto(address)
        widget = Widget(page)
        widget.open()
        widget.say("안녕하세요")

        expect(widget.answers).to_have_count(2)
    finally:
        served.process.kill()
        served.process.wait()
