"""Placeholders filled in from a map or from a live instance."""

import json
from pathlib import Path

import pytest

from aicc.amazon.connect.check import check_text
from aicc.amazon.connect.instance import Instance
from aicc.amazon.connect.names_file import read_names
from aicc.amazon.connect.placeholders import Kind, MissingNamesError, filled, placeholders
from aicc.errors import ProviderError
from aicc.packs.files import PackFilesError
from tests.connect.fake_connect import INSTANCE, FakeConnect, FakeLexModels
from tests.connect.made import flow_of, rows
from tests.connect.test_contact_flows import FLOWS

NAMES = {
    Kind.LAMBDA: {"connect_turn": "arn:turn"},
    Kind.LEX: {"AICC-ChatBot": "arn:bot"},
    Kind.QUEUE: {"support": "arn:support", "callback": "arn:callback"},
    Kind.HOURS: {"business": "arn:hours"},
    Kind.FLOW: {name: f"arn:{name}" for name in FLOWS},
}


@pytest.mark.parametrize("name", FLOWS)
def test_a_rendered_flow_has_no_placeholder_left_and_still_passes(name: str) -> None:
    rendered = filled(json.loads(FLOWS[name]), NAMES)

    assert list(placeholders(rendered)) == []
    assert list(check_text(json.dumps(rendered))) == []


def test_a_placeholder_is_filled_in_where_it_stands_in_a_longer_text() -> None:
    flow = flow_of([next(row for row in rows() if row["name"] == "say")])
    flow["Actions"][0]["Parameters"]["Text"] = "a {{queue:support}} b {{ queue: callback }}"

    rendered = filled(flow, NAMES)

    actions = rendered["Actions"]
    assert isinstance(actions, list)
    assert actions[0]["Parameters"]["Text"] == "a arn:support b arn:callback"


def test_all_missing_names_are_said_at_once_with_their_places() -> None:
    document = json.loads(FLOWS["inbound_voice"])

    with pytest.raises(MissingNamesError) as caught:
        filled(document, {**NAMES, Kind.QUEUE: {}, Kind.LEX: {}})

    said = str(caught.value)
    assert "{{queue:support}} in queue" in said
    assert "{{lex:AICC-ChatBot}} in listen" in said
    assert len(caught.value.missing) == 2


@pytest.mark.parametrize("text", ["{{menu}}", "{{table:prices}}", "{{queue:}}"])
def test_a_placeholder_without_a_kind_or_name_is_missing(text: str) -> None:
    flow = flow_of([next(row for row in rows() if row["name"] == "say")])
    flow["Actions"][0]["Parameters"]["Text"] = text

    with pytest.raises(MissingNamesError):
        filled(flow, NAMES)


def test_the_map_is_read_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("lambda:\n  connect_turn: arn:turn\nqueue: {support: arn:support}\n")

    names = read_names(path)

    assert names[Kind.LAMBDA] == {"connect_turn": "arn:turn"}
    assert names[Kind.QUEUE] == {"support": "arn:support"}
    assert names[Kind.PROMPT] == {}


@pytest.mark.parametrize(
    ("text", "said"), [("tables: {a: b}\n", "yaml:1"), ("queue: [a]\n", "queue"), ("a: [", "YAML")]
)
def test_a_map_that_does_not_fit_is_refused_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(text)

    with pytest.raises(PackFilesError, match=said):
        read_names(path)


def test_a_map_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PackFilesError, match="cannot be read"):
        read_names(tmp_path / "none.yaml")


def test_the_names_of_an_instance_are_read_over_all_pages() -> None:
    connect = FakeConnect()

    names = Instance(INSTANCE, connect, FakeLexModels()).names(set(Kind))

    assert names[Kind.QUEUE] == connect.queues
    assert names[Kind.FLOW] == connect.flows
    assert names[Kind.HOURS] == connect.hours
    assert names[Kind.LAMBDA] == {"connect_turn": connect.functions[0]}
    assert names[Kind.LEX] == {
        "AICC-ChatBot": connect.bots[0],
        "AICC-ChatBot/live": connect.bots[0],
    }


def test_a_bot_with_two_aliases_is_named_with_its_alias() -> None:
    connect = FakeConnect()
    connect.bots.append(connect.bots[0].replace("MADEUPALS1", "MADEUPALS2"))

    names = Instance(INSTANCE, connect, FakeLexModels()).names({Kind.LEX})

    assert set(names[Kind.LEX]) == {"AICC-ChatBot/live", "AICC-ChatBot/test"}


def test_only_the_kinds_that_are_wanted_are_asked_for() -> None:
    connect = FakeConnect()

    Instance(INSTANCE, connect, FakeLexModels()).names({Kind.HOURS})

    assert connect.asked == ["ListHoursOfOperations"]


def test_an_instance_that_does_not_answer_is_a_provider_error() -> None:
    connect = FakeConnect()
    connect.failing = "ListQueues"

    with pytest.raises(ProviderError, match="ThrottlingException"):
        Instance(INSTANCE, connect, FakeLexModels()).names({Kind.QUEUE})
