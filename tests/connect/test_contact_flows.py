"""The flows that we ship: what Connect takes, what a caller hears, and single faults refused."""

import json
import re
from pathlib import Path

import pytest

from aicc.amazon.connect.advice import said
from aicc.amazon.connect.check import check_text
from aicc.amazon.connect.model import Flow, read_flow
from aicc.korean.speech.screen_words import screen_word, unspeakable_mark
from tests.connect.made import Given
from tests.connect.mutants import mutants
from tests.connect.needs import needs_of

FOLDER = Path(__file__).resolve().parent.parent.parent / "contact_flows"
FLOWS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.json"))}
POLITE = re.compile(r"(니다|십시오|습니까|요)[.?]|인 고객입니다|\$\.")


def flow(name: str) -> Flow:
    return read_flow(FLOWS[name])


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_passes_with_no_error_and_no_warning(name: str) -> None:
    assert [found.shown(name) for found in check_text(FLOWS[name])] == []


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_is_named_as_its_file(name: str) -> None:
    assert flow(name).name == name


@pytest.mark.parametrize("name", FLOWS)
def test_every_flow_that_is_named_is_shipped(name: str) -> None:
    named = set(re.findall(r"\{\{flow:([^}]+)\}\}", FLOWS[name]))

    assert named <= FLOWS.keys()


@pytest.mark.parametrize("name", FLOWS)
def test_sentences_are_polite_and_can_be_spoken(name: str) -> None:
    for action in flow(name).actions:
        sentence = said(action).strip()
        if not sentence:
            continue
        assert POLITE.search(sentence), sentence
        assert not unspeakable_mark(sentence), sentence
        assert not screen_word(sentence), sentence


def test_a_call_begins_with_both_notices_before_anything_else_is_said() -> None:
    spoken = [said(action) for action in flow("inbound_voice").actions if said(action).strip()]

    assert "인공지능" in spoken[0]
    assert "녹음" in spoken[0]


@pytest.mark.parametrize("name", ["inbound_voice", "inbound_chat"])
def test_each_answer_hands_the_turn_back_so_that_a_retry_is_the_same_message(name: str) -> None:
    actions = flow(name).by_identifier()

    for turn in ("turn", "ask again"):
        after = actions[actions[turn].transitions.next_action or ""]
        kept = after.parameters["Attributes"]
        assert isinstance(kept, dict)
        assert kept["aicc_turn"] == "$.External.turn"


@pytest.mark.parametrize("name", FLOWS)
def test_every_single_fault_in_a_flow_is_refused(name: str) -> None:
    given: Given = json.loads(FLOWS[name])
    rows = {action["Identifier"]: needs_of(action) for action in given["Actions"]}

    made = list(mutants(given, rows))
    survived = [each.fault for each in made if not refused(each.flow)]

    assert len(made) > 100
    assert survived == []


def refused(given: Given) -> bool:
    return any(found.is_error for found in check_text(json.dumps(given)))
