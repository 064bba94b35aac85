"""Colours, sizes, other people's pages, and the file itself."""

import gzip
from threading import Event
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import STATIC
from tests.browser.fake_api import FakeApi, Fault
from tests.browser.widget import Widget

SIZE_MAX_BYTES = 25_000
CONTRAST_MIN = 4.5

# Every element that shows text of its own, with the contrast to what is painted behind it.
CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const over = (colour, below) => {
    canvas.fillStyle = `rgb(${below})`; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => {
      const x = part / 255;
      return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    if (!element) return [255, 255, 255];
    return over(getComputedStyle(element).backgroundColor, behind(element.parentElement));
  };
  const found = {};
  for (const element of document.querySelector('aicc-chat').shadowRoot.querySelectorAll('*')) {
    const hasText = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    const isField = element.tagName === 'TEXTAREA';
    if (!(hasText || isField) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element, isField ? '::placeholder' : null);
    const back = behind(element);
    const [a, b] = [light(over(style.color, back)), light(back)].sort((x, y) => y - x);
    const name = element.className || element.tagName;
    found[`${name}: ${element.textContent.trim().slice(0, 12)}`] = (a + 0.05) / (b + 0.05);
  }
  return found;
}"""


def fill_with_everything(widget: Widget, fake: FakeApi) -> None:
    widget.say("안내 주소")
    widget.expect_answer("bank.example")
    widget.say("상담원 연결")
    widget.expect_answer("A-0001")
    fake.break_next(Fault(status=500))
    widget.say("실패")
    expect(widget.trouble).to_be_visible()
    widget.type("가" * 2001)


@pytest.mark.parametrize(
    ("scheme", "attributes", "is_dark"),
    [
        ("light", "", False),
        ("dark", "", True),
        ("light", 'theme="dark"', True),
        ("dark", 'theme="light"', False),
        ("dark", 'theme="auto"', True),
    ],
)
def test_text_is_readable_in_every_theme(
    page: Page,
    fake: FakeApi,
    scheme: Literal["light", "dark"],
    attributes: str,
    is_dark: bool,
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(fake.host_page(attributes))
    widget = Widget(page)
    widget.open()
    fill_with_everything(widget, fake)

    contrasts: dict[str, float] = page.evaluate(CONTRASTS)

    assert len(contrasts) > 15
    assert {name: ratio for name, ratio in contrasts.items() if ratio < CONTRAST_MIN} == {}
    surface = widget.panel.evaluate("panel => getComputedStyle(panel).backgroundColor")
    assert surface == ("rgb(22, 24, 29)" if is_dark else "rgb(255, 255, 255)")


def test_a_narrow_screen_is_filled(page: Page, fake: FakeApi) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(fake.host_page())
    widget = Widget(page)
    widget.open()
    fill_with_everything(widget, fake)

    expect(widget.send_button).to_be_in_viewport(ratio=1)
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    assert widget.log.evaluate("log => log.scrollWidth <= log.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_small_window_still_shows_the_whole_panel(page: Page, fake: FakeApi) -> None:
    page.set_viewport_size({"width": 800, "height": 400})
    page.goto(fake.host_page())
    widget = Widget(page)

    widget.open()

    expect(widget.panel).to_be_in_viewport(ratio=1)
    expect(widget.field).to_be_in_viewport(ratio=1)


def test_an_inline_widget_fills_its_place_and_has_no_launcher(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page('inline style="width: 500px; height: 450px"'))
    widget = Widget(page)
    widget.expect_answer("무엇을 도와드릴까요?")

    box = widget.panel.bounding_box()
    page.keyboard.press("Escape")

    assert box is not None
    assert (box["width"], box["height"]) == (500, 450)
    expect(widget.launcher).to_have_count(0)
    expect(widget.panel).to_be_visible()


@pytest.mark.parametrize(("preference", "is_moving"), [("reduce", False), ("no-preference", True)])
def test_motion_is_left_out_on_request(
    page: Page, fake: FakeApi, preference: Literal["reduce", "no-preference"], is_moving: bool
) -> None:
    page.emulate_media(reduced_motion=preference)
    page.goto(fake.host_page())
    widget = Widget(page)
    slow = Event()
    fake.break_next(Fault(held_until=slow, status=500))
    widget.open()
    widget.say("안녕하세요")
    expect(widget.typing).to_be_visible()

    moving = widget.typing.evaluate("dots => dots.getAnimations({subtree: true}).length > 0")

    slow.set()
    assert moving is is_moving


def test_the_page_around_it_does_not_change_its_looks(page: Page, fake: FakeApi) -> None:
    loud = "<style>* { color: red !important; font-size: 40px } button { padding: 50px }</style>"
    page.goto(fake.host_page("open", body=loud))
    widget = Widget(page)
    widget.expect_answer("무엇을 도와드릴까요?")

    expect(widget.answers.first).to_have_css("font-size", "15px")
    expect(widget.answers.first).to_have_css("color", "rgb(25, 31, 40)")
    expect(widget.send_button).to_have_css("width", "44px")


def test_custom_properties_change_its_looks(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page('style="--aicc-accent: rgb(0, 110, 80); --aicc-offset-x: 99px"'))
    widget = Widget(page)

    expect(widget.launcher).to_have_css("background-color", "rgb(0, 110, 80)")
    expect(widget.launcher).to_have_css("right", "99px")


def test_hangul_is_right_on_a_page_in_an_old_encoding(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page(charset="euc-kr"))
    widget = Widget(page)

    widget.open()

    expect(widget.field).to_have_attribute("placeholder", "메시지를 입력하세요")


def test_the_script_may_be_loaded_twice(page: Page, fake: FakeApi) -> None:
    page.goto(fake.host_page(body='<script src="static/aicc-chat.js"></script>'))
    widget = Widget(page)

    widget.open()

    widget.expect_answer("무엇을 도와드릴까요?")


def test_a_page_may_move_the_element(widget: Widget, fake: FakeApi) -> None:
    widget.say("옮기기 전")
    widget.expect_answer("옮기기 전")

    widget.page.evaluate(
        """() => {
            const place = document.createElement('main');
            document.body.append(place);
            place.append(document.querySelector('aicc-chat'));
        }"""
    )

    widget.say("옮긴 뒤")
    widget.expect_answer("옮긴 뒤")
    widget.expect_said("옮기기 전", "옮긴 뒤")
    assert len(fake.conversations) == 1


def test_a_page_of_another_origin_talks_to_the_endpoint_it_names(page: Page, fake: FakeApi) -> None:
    elsewhere = fake.url.replace("127.0.0.1", "localhost")
    page.goto(fake.host_page(f'endpoint="{elsewhere}/"'))
    widget = Widget(page)
    widget.open()
    fake.break_next(Fault(status=429, retry_after_s=7))

    widget.say("안녕하세요")

    expect(widget.trouble).to_contain_text("7초 뒤에")
    kept = page.evaluate("Object.keys(localStorage).sort()")
    assert kept == [f"aicc-chat:{elsewhere}:ko:outbox", f"aicc-chat:{elsewhere}:ko:session"]


def test_a_long_answer_begins_in_sight(widget: Widget) -> None:
    widget.say("긴 답변")
    widget.expect_answer("고객센터로 연락해 주세요.")

    expect(widget.said.last).to_be_in_viewport(ratio=1)


def test_example_questions_of_the_demo_page_are_answered(page: Page, fake: FakeApi) -> None:
    page.goto(fake.url)
    widget = Widget(page)

    page.get_by_role("button", name="계좌 잔액을 확인하고 싶습니다").click()

    widget.expect_answer("고객번호 7자리")
    expect(widget.field).to_be_focused()


def test_the_demo_page_speaks_english_too(page: Page, fake: FakeApi) -> None:
    page.goto(fake.url)
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="I want to talk to a person").click()

    Widget(page).expect_answer("You said: I want to talk to a person")
    expect(page).to_have_title("AICC Bank help centre")
    page.reload()
    expect(page.get_by_role("heading", name="How can we help?", exact=True)).to_be_visible()


def test_the_demo_page_fits_a_phone(browser: Browser, fake: FakeApi) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(fake.url)

        expect(Widget(page).launcher).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_built_file_is_small_plain_and_complete() -> None:
    built = (STATIC / "aicc-chat.js").read_bytes()

    assert len(gzip.compress(built, 9)) <= SIZE_MAX_BYTES
    assert built.isascii()
    assert b"sourceMappingURL" not in built
    assert b"Google LLC" in (STATIC / "aicc-chat.licenses.md").read_bytes()
