"""Recorded events with nulls, unknown and missing keys anywhere: always an answer in its shape."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aicc.amazon.phone.lex.answer import read_hook_answer
from aicc.channels.http_door import HttpDoor
from tests.voice.lambdas_here import EVENTS, Container, Context, a_container, recorded

FLOWS = sorted(path.stem for path in EVENTS.glob("connect_*.json"))
HOOKS = sorted(path.stem for path in EVENTS.glob("hook_*.json"))
HTTP = sorted(path.stem for path in EVENTS.glob("http_*.json"))
CONTACTS = sorted(path.stem for path in EVENTS.glob("contact_*.json"))

FEW = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def container() -> Container:
    return a_container(door=HttpDoor(is_open=True))


@st.composite
def changed(draw: st.DrawFn, names: list[str]) -> Any:
    """A recorded event with one to three places replaced, removed or added to."""
    event = recorded(draw(st.sampled_from(names)))
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(event))
        owner, key = draw(st.sampled_from(places))
        if draw(st.booleans()):
            owner[key] = draw(JSON)
        elif isinstance(owner, dict):
            owner.pop(key)
            owner[draw(st.text(max_size=6))] = draw(JSON)
    return event


def _places(value: Any) -> Any:
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def told(event: Any) -> str:
    return json.dumps(event, ensure_ascii=False)[:40]


@FEW
@given(event=changed(FLOWS))
def test_a_flow_hears_a_sentence(container: Container, event: Any) -> None:
    answer = container.call("connect_turn", event, Context(told(event)))

    if "response_text" in answer:  # nothing was changed that tells the family
        assert answer["response_text"]
        assert all(isinstance(value, str) for value in answer.values())
        assert len(json.dumps(answer).encode()) < 32 * 1024


@FEW
@given(event=changed(HOOKS))
def test_lex_takes_the_answer(container: Container, event: Any) -> None:
    answer = container.call("lex_code_hook", event, Context(told(event)))

    if answer:  # a warm-up has none
        read_hook_answer(answer, takes_ssml=True)


@pytest.mark.parametrize("name", HOOKS)
@pytest.mark.parametrize("mode", [[], {}, None, 3], ids=repr)
def test_a_mode_that_is_no_word_is_answered(container: Container, name: str, mode: object) -> None:
    event = {**recorded(name), "inputMode": mode}

    answer = container.call("lex_code_hook", event, Context(f"{name} {mode}"))

    read_hook_answer(answer, takes_ssml=True)


@FEW
@given(event=changed(HTTP))
def test_a_proxy_gets_a_status(container: Container, event: Any) -> None:
    answer = container.call("connect_turn", event, Context(told(event)))

    if "statusCode" in answer:
        assert answer["statusCode"] in {200, 400, 403, 503}
        assert isinstance(json.loads(answer["body"]), dict)


@FEW
@given(event=changed(CONTACTS))
def test_contact_events_never_fail_on_what_they_say(container: Container, event: Any) -> None:
    answer = container.call("contact_events", event, Context(told(event)))

    assert answer["kept"] in {"true", "false"}
