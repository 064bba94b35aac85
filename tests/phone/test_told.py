"""What a phone cannot know and is told: functions, views, profiles, other flows, early words."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aicc.amazon.phone.contact import Contact, queue_named
from aicc.amazon.phone.outcome import Ending
from aicc.amazon.phone.shelf import FlowShelf, name_in
from chatbot_cli.main import app
from tests.phone.made import a_world, action, flow, ring, says

INVOKE = {"LambdaFunctionARN": "arn:aws:lambda:x:0:function:look-up",
          "InvocationTimeLimitSeconds": "3"}  # fmt: skip
ASKS = {
    "ask": action("InvokeLambdaFunction", INVOKE, "told", errors={"NoMatchingError": "failed"}),
    "told": says("$.External.tier $.Attributes.name 님"),
    "failed": says("실패"),
}


def phoned(tmp_path: Path, made: dict[str, object], lines: str, *options: str) -> str:
    path, script = tmp_path / "made.json", tmp_path / "call.txt"
    path.write_text(json.dumps(made), encoding="utf-8")
    script.write_text(lines, encoding="utf-8")
    done = CliRunner().invoke(
        app, ["phone", str(path), "--pack", "general", "--script", str(script), *options]
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_a_function_answers_what_its_file_holds(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text('{"tier": "gold"}', encoding="utf-8")

    said = phoned(
        tmp_path, dict(flow(ASKS).given), "", "--lambda", f"look-up={answer}", "--attr", "name=길동"
    )

    assert "gold 길동 님" in said


def test_a_function_answers_what_the_caller_says(tmp_path: Path) -> None:
    said = phoned(tmp_path, dict(flow(ASKS).given), '/answer {"tier": "silver"}\n')
    failed = phoned(tmp_path, dict(flow(ASKS).given), "")

    assert "silver" in said
    assert "실패" in failed


def test_an_option_without_its_sign_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["phone", "--pack", "general", "--attr", "name"], input="")

    assert "--attr wants key=value" in str(done.exception)


def test_a_flow_is_found_by_the_id_that_others_call_it(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "menu.json"
    other.parent.mkdir()
    other.write_text(json.dumps(flow({"hello": says("메뉴입니다")}).given), encoding="utf-8")
    goes = action("TransferToFlow", {"ContactFlowId": "${Menu.Arn}"}, "end")

    said = phoned(tmp_path, dict(flow({"go": goes}).given), "", "--flow", f"Menu={other}")

    assert "메뉴입니다" in said


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("{{contactFlows.RulesError.arn}}", "RulesError"),
        ("${Menu.Arn}", "Menu"),
        ("{{flow:callback}}", "callback"),
        ("arn:aws:connect:x:0:instance/i/contact-flow/f-1", "f-1"),
    ],
)
def test_a_reference_has_a_name(reference: str, name: str) -> None:
    assert name_in(reference) == name


def test_names_that_a_console_wrote_beside_ids_are_found() -> None:
    target = "arn:aws:connect:x:0:instance/i/contact-flow/f-1"
    first = dict(flow({"go": action("TransferToFlow", {"ContactFlowId": target})}).given)
    about = {"parameters": {"ContactFlowId": {"displayName": "Main menu"}}}
    first["Metadata"] = {"name": "first", "ActionMetadata": {"go": about}}
    menu = dict(flow({"hello": says("메뉴")}, name="Main menu").given)

    shelf = FlowShelf.of({"first": json.dumps(first), "other-file": json.dumps(menu)})

    found = shelf.find(target)
    assert found is not None
    assert found.name == "Main menu"


def test_a_queue_flow_is_heard_by_who_waits_already() -> None:
    loop = action(
        "MessageParticipantIteratively",
        {"Messages": [{"Text": "기다려 주십시오"}], "InterruptFrequencySeconds": "30"},
        None,
        conditions=[("Equals", "MessagesInterrupted", "over")],
    )
    given = dict(flow({"wait": loop, "over": action("EndFlowExecution", None, None)}).given)
    given["Metadata"] = {"name": "queue flow", "type": "customerQueue"}
    shelf = FlowShelf.of({"queue flow": json.dumps(given)})

    rung = ring(
        shelf.flows["queue flow"],
        [],
        world=a_world(queue_wait_s=60.0),
        contact=Contact(contact_id="c", queue=queue_named("vip")),
    )

    assert "waits in the queue vip" in rung.notes
    assert rung.said.count("기다려 주십시오") == 3
    assert "over and over" in rung.notes
    assert "a person takes the call" in rung.notes


def test_a_caller_may_answer_before_a_menu_is_over_and_hang_up_in_any_prompt() -> None:
    menu = action(
        "GetParticipantInput",
        {"Text": "예금은 1번, 대출은 2번입니다", "InputTimeLimitSeconds": "5"},
        errors={"InputTimeLimitExceeded": "end", "NoMatchingCondition": "end"},
        conditions=[("Equals", "1", "one")],
    )
    made = flow({"menu": menu, "one": says("예금입니다. 아주 길게 안내해 드리겠습니다")})

    early, left = ring(made, ["!1"]), ring(made, ["1", "!/hangup"])

    assert early.said[0].endswith(" -")
    assert early.said[1].startswith("예금입니다")
    assert left.said[-1].endswith(" -")
    assert left.ending is Ending.DISCONNECTED
    assert "(hangs up)" in [line.text for line in left.lines]


def test_a_view_goes_on_with_what_is_pressed_in_it() -> None:
    view = action(
        "ShowView",
        {"ViewResource": {"Id": "form"}, "ViewData": {"Heading": "확인"},
         "InvocationTimeLimitSeconds": "60"},
        errors={"NoMatchingCondition": "end", "NoMatchingError": "end"},
        conditions=[("Equals", "Submit", "sent")],
    )  # fmt: skip
    made = flow({"view": view, "sent": says("$.Views.ViewResultData.name 님")})

    pressed, unpressed = ring(made, ["/result Submit name=길동"]), ring(made, [])

    assert pressed.said == ["길동 님"]
    assert '"Heading": "확인"' in pressed.notes
    assert unpressed.said == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["/result ok FirstName=길동"], "길동"),
        (["/result many"], "여럿"),
        ([], "없음"),
        (["/result error"], "오류"),
    ],
)
def test_a_profile_is_found_as_told(told: list[str], said: str) -> None:
    look = action(
        "GetCustomerProfile",
        {"ProfileRequestData": {}},
        "found",
        errors={"NoneFoundError": "none", "MultipleFoundError": "many", "NoMatchingError": "bad"},
    )
    made = flow(
        {
            "look": look,
            "found": says("$.Customer.FirstName"),
            "none": says("없음"),
            "many": says("여럿"),
            "bad": says("오류"),
        }
    )

    assert ring(made, told).said == [said]


def test_a_dialled_number_answers_where_it_is_told_to() -> None:
    dial = action(
        "TransferParticipantToThirdParty",
        {"ThirdPartyPhoneNumber": "+821000000000"},
        "spoke",
        errors={"CallFailed": "failed"},
    )
    made = flow({"dial": dial, "spoke": says("통화했습니다"), "failed": says("받지 않습니다")})

    assert ring(made, ["/result ok"]).said == ["통화했습니다"]
    assert ring(made, []).said == ["받지 않습니다"]
