"""Flows that others wrote: exports of the old designer, and documents with anything in them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aicc.amazon.connect.model import FlowTextError, flow_from
from aicc.amazon.phone.outcome import Ending
from aicc.amazon.phone.shelf import read_any
from chatbot_cli.phone import shipped_flows
from tests.phone.made import a_world, banking_bot, flow, ring, says

OLD = (Path(__file__).parent / "old_export.json").read_text(encoding="utf-8")
SHIPPED = shipped_flows()
LINES = ["잔액 조회", "#1", "", "상담원", "#01000000000#", "/agent", "네", "/leave", "#3", "9"]


def look_up(event: dict[str, Any], context: object) -> dict[str, str]:
    assert event["Details"]["Parameters"] == {"number": "+821000000000"}
    return {"name": "홍길동"}


def test_an_export_of_the_old_designer_is_walked_like_a_flow() -> None:
    after = flow({"say": says("감사합니다")}, "after")

    rung = ring(
        read_any(OLD), ["", "#1", "/leave"], handlers={"look_up": look_up}, others={"after": after}
    )

    assert rung.said == ["1번을 누르십시오", "1번을 누르십시오", "홍길동님", "감사합니다"]
    assert rung.call.contact.attributes == {"number": "+821000000000", "agreed": "네"}


@pytest.mark.parametrize(
    ("lines", "agents"), [(["", ""], 1), (["#2", "#2"], 1), (["#1"], 0), (["#1", "#1"], 0)]
)
def test_its_error_branches_are_taken(lines: list[str], agents: int) -> None:
    rung = ring(read_any(OLD), lines, handlers={"look_up": look_up}, world=a_world(agents=agents))

    assert rung.said[-1] == "죄송합니다"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"Version": "2019-10-30"}', "not json"])
def test_what_is_no_flow_is_said_so(text: str) -> None:
    with pytest.raises(FlowTextError):
        read_any(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 99) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=6), inner, max_size=2)
    ),
    max_leaves=4,
)


@settings(
    max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def test_a_document_with_anything_in_it_ends_somehow(data: st.DataObject) -> None:
    document = json.loads(SHIPPED[data.draw(st.sampled_from(sorted(SHIPPED)))])
    actions = document["Actions"]
    for _ in range(data.draw(st.integers(1, 4))):
        owner, key = data.draw(st.sampled_from(list(_places(actions))))
        owner[key] = data.draw(JSON)
    broken = flow_from({**document, "Metadata": {"name": "broken"}})

    rung = ring(broken, LINES, bot=banking_bot(), world=a_world(queue_wait_s=5))

    assert rung.ending in {Ending.DISCONNECTED, Ending.BROKEN, Ending.FINISHED, Ending.RETURNED}


def _places(value: Any) -> Any:
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])
