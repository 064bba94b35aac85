"""Pictures of scenarios: nothing is missing, nothing lies on anything else, all text fits."""

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest

from aicc.domain.flow import Flow
from aicc.domain.turn import TurnRecord
from aicc.packs.from_files import flow_from_plain
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.trials.pictures.lettering import lines, width
from aicc.trials.pictures.mermaid import to_mermaid
from aicc.trials.pictures.places import spread
from aicc.trials.pictures.sketch import Kind, Sketch, sketch
from aicc.trials.pictures.svg import to_svg
from aicc.trials.pictures.visits import visits_in
from aicc.wiring import demo_backend
from tests.fakes import a_turn
from tests.trials.staged import HERE

ACTIONS = demo_backend().actions
PACKS = [*map(load_pack, ("banking", "shopping", "general")), load_pack(str(HERE / "a_pack"))]
SHIPPED = [pytest.param(pack, flow, id=flow.id) for pack in PACKS for flow in pack.flows.values()]
DOCS = HERE.parents[1] / "docs"
SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float]  # left, top, right, bottom


@pytest.mark.parametrize(("pack", "flow"), SHIPPED)
def test_every_step_and_every_way_is_drawn(pack: Pack, flow: Flow) -> None:
    drawn = sketch(flow, pack.flows, ACTIONS)
    root = ElementTree.fromstring(to_svg(drawn))

    texts = [each.text for each in root.iter(f"{SVG}text")]
    assert set(flow.steps) <= set(texts)
    assert flow.name in texts
    for arrow in drawn.arrows:
        assert not arrow.label or arrow.label in texts
    lines_drawn = [each for each in root.iter(f"{SVG}path") if each.get("fill") == "none"]
    assert len(lines_drawn) == len(drawn.arrows)


@pytest.mark.parametrize(("pack", "flow"), SHIPPED)
def test_boxes_and_labels_never_lie_on_each_other(pack: Pack, flow: Flow) -> None:
    root = ElementTree.fromstring(to_svg(sketch(flow, pack.flows, ACTIONS)))
    whole = root.find(f"{SVG}g")
    assert whole is not None

    boxes = [_box(each) for each in whole.iter(f"{SVG}rect")]

    assert len(boxes) >= len(flow.steps)
    overlaps = [(one, other) for one, other in combinations(boxes, 2) if _overlap(one, other)]
    assert overlaps == []


@pytest.mark.parametrize(("pack", "flow"), SHIPPED)
def test_everything_is_on_the_paper(pack: Pack, flow: Flow) -> None:
    root = ElementTree.fromstring(to_svg(sketch(flow, pack.flows, ACTIONS)))
    whole = root.find(f"{SVG}g")
    assert whole is not None
    at_x, at_y = map(float, re.findall(r"[\d.]+", whole.get("transform", "")))

    for left, top, right, bottom in (_box(each) for each in whole.iter(f"{SVG}rect")):
        assert left + at_x >= 0 <= top + at_y
        assert right + at_x <= float(root.get("width", 0))
        assert bottom + at_y <= float(root.get("height", 0))


@pytest.mark.parametrize(("pack", "flow"), SHIPPED)
def test_mermaid_text_names_every_step_and_way(pack: Pack, flow: Flow) -> None:
    drawn = sketch(flow, pack.flows, ACTIONS)

    text = to_mermaid(drawn)

    assert text.startswith("flowchart TD\n")
    for step in flow.steps:
        assert re.search(rf"^  step_{step}\W.*:::\w+$", text, re.MULTILINE), step
    arrows = re.findall(
        r"^  step_\w+ -\.?->(?:\|\".*\"\|)? step_\w+$|^  step_\w+ -->.*$", text, re.M
    )
    assert len(arrows) == len(drawn.arrows)


def test_what_each_kind_of_step_does_is_told() -> None:
    drawn = {box.id: box for box in _drawn("limit").boxes.values()}

    assert {name: box.kind for name, box in drawn.items()} == {
        "who": Kind.ENTERS,
        "show": Kind.CALLS,
        "new_limit": Kind.ASKS,
        "confirm": Kind.ASKS,
        "change": Kind.CALLS,
        "kept": Kind.SAYS,
        "unknown": Kind.SAYS,
        "person": Kind.HANDS_OVER,
    }
    assert (drawn["who"].note, drawn["show"].note) == ("verify", "transfer_limit")
    assert (drawn["new_limit"].note, drawn["person"].note) == ("금액", "limits")
    assert drawn["who"].is_first
    assert drawn["kept"].is_last
    assert _drawn("verify").boxes["number"].note == "숫자열 · 비밀"


def test_ways_are_named_as_a_supervisor_would() -> None:
    labels = {(each.source, each.target): each.label for each in _drawn("limit").arrows}

    assert labels["confirm", "change"] == "예"
    assert labels["show", "unknown"] == "not_found"
    assert labels["show", "new_limit"] == "ok"
    assert labels["new_limit", "person"] == "new_limit > limit.highest"
    assert labels["new_limit", "confirm"] == "그 밖에"
    assert labels["who", "show"] == "ok"


def test_a_step_that_is_not_there_is_drawn_as_missing() -> None:
    drawn = _of({"id": "one", "message": "가", "next_step": "two"})

    assert drawn.boxes["two"].kind is Kind.MISSING
    assert "two" in to_svg(drawn)


def test_a_step_that_leads_to_itself_and_an_end_called_end_are_drawn() -> None:
    again = {"id": "end", "message": "몇 명?", "input_type": "number", "next_step": "end",
             "choose": [{"when": "end > 3", "next_step": "done"}]}  # fmt: skip
    drawn = _of(again, {"id": "done", "message": "끝 & <끝>"})

    assert ElementTree.fromstring(to_svg(drawn)).tag == f"{SVG}svg"
    assert 'step_end -->|"그 밖에"| step_end' in to_mermaid(drawn)
    assert "끝 #amp; #lt;끝#gt;" in to_mermaid(drawn)


def test_visits_are_counted_by_way_and_shown_at_arrows_and_boxes() -> None:
    visits = {"limit/confirm:yes": 1200, "limit/confirm:no": 34, "limit/who:next": 5}

    drawn = _drawn("limit", visits)
    texts = [each.text for each in ElementTree.fromstring(to_svg(drawn)).iter(f"{SVG}text")]

    assert {"예 · 1,200", "아니요 · 34", "1,234"} <= set(texts)
    assert drawn.boxes["kept"].visits == 0
    assert '|"예 · 1200"|' in to_mermaid(drawn)


def test_visits_come_from_the_traces_of_turns() -> None:
    turns = [_turn("a/b:next", "a/c:yes"), _turn("a/b:next"), a_turn("말")]

    assert visits_in(turns) == {"a/b:next": 2, "a/c:yes": 1}


def test_the_picture_in_the_documentation_is_current() -> None:
    """Where it is not: aicc flow show banking card_loss --svg docs/images/card-loss.svg"""
    pack = PACKS[0]

    drawn = to_svg(sketch(pack.flows["card_loss"], pack.flows, ACTIONS, locale=pack.locale))

    assert DOCS.joinpath("images/card-loss.svg").read_text(encoding="utf-8") == drawn


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("짧다", ["짧다"]),
        ("가나다 라마바 사아자", ["가나다", "라마바", "사아자"]),
        ("가나다라마바사아자차", ["가나다라", "마바사아", "자차"]),
        ("가나 다라 마바 사아 자차 카타 파하", ["가나", "다라", "마바…"]),
        ("", []),
    ],
)
def test_text_breaks_where_it_may_and_never_grows_too_wide(text: str, broken: list[str]) -> None:
    found = lines(text, 10, 42, 3)

    assert found == broken
    assert all(width(line, 10) <= 42 for line in found)


def test_neighbours_keep_their_distance_and_move_as_little_as_they_can() -> None:
    assert spread([0, 0, 100], [1, 1, 1], [10, 10]) == [-5, 5, 100]
    assert spread([50, 0], [1, 3], [20]) == [-2.5, 17.5]
    assert spread([], [], []) == []


def _drawn(flow_id: str, visits: Mapping[str, int] | None = None) -> Sketch:
    pack = PACKS[-1]
    return sketch(pack.flows[flow_id], pack.flows, ACTIONS, visits=visits)


def _of(*steps: dict[str, Any]) -> Sketch:
    flow = flow_from_plain("a", {"name": "시험", "steps": list(steps)})
    return sketch(flow, {"a": flow}, ACTIONS)


def _turn(*ways: str) -> TurnRecord:
    return a_turn("말", metadata={"reply": {"trace": {"ways": list(ways)}}})


def _box(rect: ElementTree.Element) -> Box:
    x, y, wide, tall = (float(rect.get(name, 0)) for name in ("x", "y", "width", "height"))
    return x, y, x + wide, y + tall


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
