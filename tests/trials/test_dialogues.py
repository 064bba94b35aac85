"""Dialogues are read, played and judged."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.domain.json import Json
from aicc.domain.turn import Incoming, QuickReply
from aicc.errors import InvalidInputError
from aicc.packs.loader import load_pack
from aicc.trials.dialogues.files import Dialogue, DialogueTurn, read_dialogues
from aicc.trials.dialogues.player import play, play_all
from aicc.trials.dialogues.shown import SOME_FLOW, ShownReply
from aicc.trials.dialogues.table import rows
from aicc.trials.dialogues.verdict import Verdict, judge
from chatbot_cli.stage import stage_for

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHIPPED = sorted((ROOT / "tests/dialogues").glob("*.jsonl"))
CASES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(HERE / "dialogue_verdicts.yaml")
LINE = '{"id": "a", "pack": "banking", "kind": "plain", "turns": [{"say": "네", %s}]}'
BANK = stage_for(load_pack("banking"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_reply_is_judged_by_the_conditions_of_its_turn(case: dict[str, Any]) -> None:
    shown = shown_of(case)

    assert judge(turn_of(case), shown, kind_of(case)) == case["verdict"]
    assert shown.is_lazy or not case.get("lazy")


def test_a_scenario_that_asks_again_is_some_scenario() -> None:
    BANK.begin("again")
    BANK.answer(incoming("again", 0, "계좌 조회"))
    again = BANK.answer(incoming("again", 1, "글쎄요"))

    assert again.step_id
    assert ShownReply.of(again).flow_id == SOME_FLOW


def test_a_dialogue_counts_as_its_worst_turn() -> None:
    judged = play(a_dialogue([{"says": "고객번호"}], [{"says": "이런 말은 없다"}]), BANK)

    assert [turn.verdict for turn in judged.turns] == [Verdict.RIGHT, Verdict.WRONG]
    assert judged.verdict is Verdict.WRONG


def test_each_dialogue_begins_anew() -> None:
    first = a_dialogue([{"flow": "any"}])

    again = list(play_all([first, first], lambda _: BANK))

    assert [dialogue.verdict for dialogue in again] == [Verdict.RIGHT, Verdict.RIGHT]
    assert again[0].turns[0].reply == again[1].turns[0].reply


def test_the_table_counts_dialogues_and_turns_by_kind() -> None:
    judged = [
        play(a_dialogue([{"flow": "any"}], [{"says": "이런 말은 없다"}]), BANK),
        play(a_dialogue([{"flow": "any"}]), BANK),
    ]

    of_kind, of_all = rows(judged)

    assert (of_kind.kind, of_all.kind) == ("plain", "all")
    assert (of_kind.dialogues.count, of_kind.dialogues.good) == (2, 50)
    assert (of_kind.turns.count, round(of_kind.turns.good, 1)) == (3, 66.7)
    assert of_kind.turns.of[Verdict.HARMFUL] == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "a", "pack": "banking", "kind": "plain", "turns": []}', "has turns"),
        ('{"id": "a", "kind": "plain", "turns": [{"say": "네"}]}', "id, pack and kind"),
        (LINE % '"right": [{"sais": "x"}]', "unknown condition 'sais'"),
        (LINE % '"right": [{"says": "("}]', "no regular expression"),
        (LINE % '"right": [{"ticket": "yes"}]', "true or false"),
        (LINE % '"right": {"says": "x"}', "a list of conditions"),
        (LINE % '"wrong": []', "unknown in a turn: wrong"),
        ("{", "Expecting"),
        ("[]", "a dialogue is an object"),
    ],
)
def test_what_cannot_be_used_is_named_with_file_and_line(
    line: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")

    with pytest.raises(InvalidInputError) as refused:
        read_dialogues([path])

    assert str(refused.value).startswith(f"{path}:2: ")
    assert told in str(refused.value)


def test_two_dialogues_have_two_names(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    path.write_text((LINE % '"right": []' + "\n") * 2, encoding="utf-8")

    with pytest.raises(InvalidInputError, match="another dialogue a"):
        read_dialogues([path])


def test_the_shipped_dialogues_are_of_the_pack_that_their_file_names() -> None:
    for path in SHIPPED:
        assert {dialogue.pack for dialogue in read_dialogues([path])} == {path.stem}


def a_dialogue(*right: list[dict[str, str]]) -> Dialogue:
    turns: list[Json] = [{"say": "이체한도 변경하고 싶어요", "right": each} for each in right]
    return Dialogue.from_json({"id": "a", "pack": "banking", "kind": "plain", "turns": turns})


def incoming(session_id: str, number: int, said: str) -> Incoming:
    return Incoming(session_id=session_id, user_id="u", message_id=str(number), text=said)


def kind_of(case: dict[str, Any]) -> str:
    return str(case.get("kind", "angry"))


def turn_of(case: dict[str, Any]) -> DialogueTurn:
    return DialogueTurn.from_json(turn_of_json(case))


def turn_of_json(case: dict[str, Any]) -> dict[str, Any]:
    listed: dict[str, Any] = {
        name: case[name] for name in ("right", "fine", "harm") if name in case
    }
    return {"say": case.get("say", "잔액 알려 주세요"), **listed}


def reply_of(case: dict[str, Any]) -> dict[str, Any]:
    reply = case["reply"]
    return reply if isinstance(reply, dict) else {"text": reply}


def shown_of(case: dict[str, Any]) -> ShownReply:
    reply = reply_of(case)
    buttons = [
        each if isinstance(each, list) else [each, each] for each in reply.get("buttons", [])
    ]
    return ShownReply(
        text=reply["text"],
        buttons=tuple(QuickReply(label=label, value=value) for label, value in buttons),
        flow_id=reply["flow"] if "step" in reply else "none",
        step_id=reply.get("step", ""),
        rule=reply.get("rule", ""),
        faq_id=reply.get("faq", ""),
        has_ticket=reply.get("ticket", False),
        is_end=reply.get("ended", False),
        has_failed=reply.get("failed", False),
    )
