"""A call through small flows: every action does on the desk what it does at Connect."""

from typing import Any

import pytest

from aicc.amazon.phone.contact import Contact
from aicc.amazon.phone.outcome import Ending
from aicc.amazon.phone.shown import Kind
from aicc.amazon.phone.world import Hours
from tests.phone.made import a_world, action, flow, ring, says

ERROR = {"NoMatchingError": "failed"}
STORE = {
    "Text": "번호를 누르세요",
    "InputTimeLimitSeconds": "5",
    "StoreInput": "True",
    "InputValidation": {"CustomValidation": {"MaximumLength": "4"}},
}
MENU_ERRORS = {
    "InputTimeLimitExceeded": "late",
    "NoMatchingCondition": "other",
    "NoMatchingError": "failed",
}


def menu() -> dict[str, Any]:
    return {
        "menu": action(
            "GetParticipantInput",
            {"Text": "1번 또는 2번", "InputTimeLimitSeconds": "5", "StoreInput": "False"},
            "other",
            errors=MENU_ERRORS,
            conditions=[("Equals", "1", "one"), ("Equals", "2", "two")],
        ),
        "one": says("하나"),
        "two": says("둘"),
        "late": says("늦음"),
        "other": says("다른 것"),
        "failed": says("실패"),
    }


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("#1", "하나"),
        ("2", "둘"),
        ("#9", "다른 것"),
        ("", "늦음"),
        ("하나요", "늦음"),
        ("12", "하나"),
    ],
)
def test_a_menu_takes_one_key_and_hears_no_speech(line: str, heard: str) -> None:
    call = ring(flow(menu()), [line])

    assert call.said == ["1번 또는 2번", heard]
    assert call.ending is Ending.DISCONNECTED


@pytest.mark.parametrize(
    ("keys", "stored"),
    [("#12#", "12"), ("#99*12", "12"), ("#123456", "1234"), ("", "Timeout"), ("#*", "Timeout")],
)
def test_stored_input_is_what_was_keyed(keys: str, stored: str) -> None:
    actions = {
        "ask": action("GetParticipantInput", STORE, "say", errors=ERROR),
        "say": says("받은 번호 $.StoredCustomerInput"),
        "failed": says("실패"),
    }

    call = ring(flow(actions), [keys])

    assert call.said[-1] == f"받은 번호 {stored}"


@pytest.mark.parametrize(
    ("keys", "said"),
    [("#01000000000", "+821000000000"), ("#123", "아님"), ("#821000000000", "+821000000000")],
)
def test_a_telephone_number_is_checked_and_kept_with_its_country(keys: str, said: str) -> None:
    local = {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "KR"}}
    actions = {
        "ask": action(
            "GetParticipantInput",
            {**STORE, "InputValidation": local},
            "say",
            errors={**ERROR, "InvalidPhoneNumber": "wrong"},
        ),
        "say": says("$.StoredCustomerInput"),
        "wrong": says("아님"),
        "failed": says("실패"),
    }

    call = ring(flow(actions), [keys])

    assert call.said[-1] == said


def test_attributes_fill_texts_and_a_particle_behind_a_path_stays() -> None:
    actions = {
        "set": action(
            "UpdateContactAttributes", {"Attributes": {"name": "홍길동", "none": ""}}, "say"
        ),
        "say": says("$.Attributes.name님, $.Attributes['name']. 끝 $.Attributes.none$.Channel"),
    }

    call = ring(flow(actions))

    assert call.said == ["홍길동님, 홍길동. 끝 VOICE"]
    assert "name = 홍길동" in call.texts(Kind.DATA)


def test_flow_attributes_end_with_their_flow() -> None:
    first = flow(
        {
            "set": action(
                "UpdateFlowAttributes", {"FlowAttributes": {"k": {"Value": "값"}}}, "say"
            ),
            "say": says("여기 $.FlowAttributes.k", "go"),
            "go": action("TransferToFlow", {"ContactFlowId": "{{flow:second}}"}),
        }
    )
    second = flow({"say": says("저기 $.FlowAttributes.k.")}, "second")

    call = ring(first, others={"second": second})

    assert call.said == ["여기 값", "저기 ."]


@pytest.mark.parametrize(
    ("operator", "operand", "value", "meets"),
    [
        ("Equals", "a", "a", True),
        ("Equals", "a", "A", False),
        ("TextStartsWith", "ab", "abc", True),
        ("TextEndsWith", "bc", "abc", True),
        ("TextContains", "x", "abc", False),
        ("NumberGreaterThan", "9", "10", True),
        ("NumberGreaterThan", "9", "ten", False),
        ("NumberGreaterOrEqualTo", "10", "10", True),
        ("NumberLessThan", "10", "9.5", True),
        ("NumberLessOrEqualTo", "9", "10", False),
    ],
)
def test_comparisons_take_the_first_condition_that_is_met(
    operator: str, operand: str, value: str, meets: bool
) -> None:
    actions = {
        "set": action("UpdateContactAttributes", {"Attributes": {"v": value}}, "compare"),
        "compare": action(
            "Compare",
            {"ComparisonValue": "$.Attributes.v"},
            "no",
            errors={"NoMatchingCondition": "no"},
            conditions=[(operator, operand, "yes")],
        ),
        "yes": says("예"),
        "no": says("아니요"),
    }

    call = ring(flow(actions))

    assert call.said == ["예" if meets else "아니요"]


def test_a_loop_goes_round_as_often_as_it_says() -> None:
    actions = {
        "loop": action(
            "Loop",
            {"LoopCount": "2"},
            "done",
            conditions=[("Equals", "ContinueLooping", "round"), ("Equals", "DoneLooping", "done")],
        ),
        "round": says("또", "loop"),
        "done": says("끝"),
    }

    call = ring(flow(actions))

    assert call.said == ["또", "또", "끝"]


@pytest.mark.parametrize(
    ("hours", "said"), [(Hours.OPEN, "열림"), (Hours.CLOSED, "닫힘"), (Hours.CLOCK, "열림")]
)
def test_hours_are_as_the_world_says(hours: Hours, said: str) -> None:
    actions = {
        "hours": action(
            "CheckHoursOfOperation",
            {"HoursOfOperationId": "{{hours:business}}"},
            "open",
            errors={"NoMatchingError": "open"},
            conditions=[("Equals", "True", "open"), ("Equals", "False", "closed")],
        ),
        "open": says("열림"),
        "closed": says("닫힘"),
    }

    call = ring(flow(actions), world=a_world(hours=hours))

    assert call.said == [said]


@pytest.mark.parametrize(("agents", "said"), [(0, "없음"), (3, "있음")])
def test_metrics_count_the_people_on_duty(agents: int, said: str) -> None:
    actions = {
        "check": action(
            "CheckMetricData",
            {"MetricType": "NumberOfAgentsStaffed"},
            "none",
            errors={"NoMatchingError": "none", "NoMatchingCondition": "none"},
            conditions=[("NumberGreaterThan", "0", "some")],
        ),
        "some": says("있음"),
        "none": says("없음"),
    }

    call = ring(flow(actions), world=a_world(agents=agents))

    assert call.said == [said]


def test_shares_of_callers_are_distributed_over_the_branches() -> None:
    actions = {
        "split": action(
            "DistributeByPercentage",
            {},
            "rest",
            errors={"NoMatchingCondition": "rest"},
            conditions=[("NumberLessThan", "51", "half")],
        ),
        "half": says("앞"),
        "rest": says("뒤"),
    }
    world = a_world()

    said = [ring(flow(actions), world=world).said[0] for _ in range(200)]

    assert 60 < said.count("앞") < 140


def test_a_lambda_gets_connects_event_and_its_answer_is_external() -> None:
    asked: list[dict[str, Any]] = []

    def handler(event: dict[str, Any], context: Any) -> dict[str, str]:
        asked.append(event)
        return {"word": "안녕", "left": str(context.get_remaining_time_in_millis() > 0)}

    actions = {
        "call": action(
            "InvokeLambdaFunction",
            {
                "LambdaFunctionARN": "{{lambda:hello}}",
                "InvocationTimeLimitSeconds": "4",
                "LambdaInvocationAttributes": {"From": "$.CustomerEndpoint.Address"},
            },
            "say",
            errors=ERROR,
        ),
        "say": says("$.External.word $.External.left"),
        "failed": says("실패"),
    }

    call = ring(flow(actions), handlers={"hello": handler})

    assert call.said == ["안녕 True"]
    [event] = asked
    assert event["Name"] == "ContactFlowEvent"
    assert event["Details"]["Parameters"] == {"From": "+821000000000"}
    assert event["Details"]["ContactData"]["Queue"] is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"a": {"b": "c"}}, "STRING_MAP takes strings alone"),
        ({"a": 1}, "STRING_MAP takes strings alone"),
        (["a"], "no map"),
        ({"a": "b" * 40_000}, "bytes"),
        (None, "no map"),
    ],
)
def test_an_answer_that_connect_refuses_takes_the_error_branch(answer: Any, why: str) -> None:
    actions = {
        "call": action(
            "InvokeLambdaFunction",
            {"LambdaFunctionARN": "{{lambda:hello}}", "InvocationTimeLimitSeconds": "4"},
            errors=ERROR,
        ),
        "failed": says("실패"),
    }

    call = ring(flow(actions), handlers={"hello": lambda event, context: answer})

    assert call.said == ["실패"]
    assert why in call.notes


def test_a_lambda_that_raises_or_is_not_here_takes_the_error_branch() -> None:
    def broken(event: Any, context: Any) -> None:
        raise KeyError("UserInput")

    actions = {
        "first": action(
            "InvokeLambdaFunction",
            {"LambdaFunctionARN": "arn:aws:lambda:x:1:function:aicc-prod-broken:live"},
            errors={"NoMatchingError": "second"},
        ),
        "second": action(
            "InvokeLambdaFunction",
            {"LambdaFunctionARN": "arn:aws:lambda:x:1:function:elsewhere"},
            errors=ERROR,
        ),
        "failed": says("실패"),
    }

    call = ring(flow(actions), handlers={"broken": broken})

    assert call.said == ["실패"]
    assert "raised KeyError" in call.notes
    assert "no function of this name" in call.notes


@pytest.mark.parametrize(("fails", "said"), [(False, "다음"), (True, "실패")])
def test_an_unknown_action_says_so_and_takes_the_chosen_branch(fails: bool, said: str) -> None:
    actions = {
        "new": action("EvaluateDataTableValues", {}, "next", errors=ERROR),
        "next": says("다음"),
        "failed": says("실패"),
    }

    call = ring(flow(actions), unknown_fails=fails)

    assert call.said == [said]
    assert "does not know EvaluateDataTableValues" in call.notes


def test_a_module_comes_back_to_the_flow_that_invoked_it() -> None:
    first = flow(
        {
            "module": action(
                "InvokeFlowModule", {"FlowModuleId": "{{module:greet}}"}, "say", errors=ERROR
            ),
            "say": says("본문"),
            "failed": says("실패"),
        }
    )
    greet = flow(
        {
            "hello": says("인사", "back"),
            "back": {"Type": "EndFlowModuleExecution", "Parameters": {}, "Transitions": {}},
        },
        "greet",
    )

    call = ring(first, others={"greet": greet})

    assert call.said == ["인사", "본문"]


def test_a_way_that_leads_nowhere_ends_the_call_and_says_where() -> None:
    call = ring(flow({"say": says("안녕", None)}))

    assert call.ending is Ending.BROKEN
    assert "'say' has no way on" in call.notes


def test_actions_that_go_round_without_the_caller_are_stopped() -> None:
    actions = {"set": action("UpdateContactAttributes", {"Attributes": {"a": "b"}}, "set")}

    call = ring(flow(actions))

    assert call.ending is Ending.BROKEN
    assert "a loop" in call.notes


def test_hanging_up_ends_the_call_wherever_it_is() -> None:
    call = ring(flow(menu()), ["/hangup", "#1"])

    assert call.said == ["1번 또는 2번"]
    assert "hung up" in call.notes


def test_prompts_and_silence_move_the_clock_of_the_call() -> None:
    world = a_world()
    pause = action("MessageParticipant", {"SSML": '<speak>네<break time="2s"/></speak>'})

    ring(flow({"pause": pause}), world=world)

    assert 2.0 < (world.now - a_world().now).total_seconds() < 3.0


def test_a_callback_needs_a_number_and_a_queue() -> None:
    book = {"InitialCallDelaySeconds": "5", "MaximumConnectionAttempts": "1"}
    actions = {
        "number": action(
            "UpdateContactCallbackNumber",
            {"CallbackNumber": "$.CustomerEndpoint.Address"},
            "book",
            errors={"InvalidCallbackNumber": "failed", "CallbackNumberNotDialable": "failed"},
        ),
        "book": action(
            "CreateCallbackContact",
            {**book, "RetryDelaySeconds": "60", "QueueId": "{{queue:callback}}"},
            "said",
            errors=ERROR,
        ),
        "said": says("예약"),
        "failed": says("실패"),
    }

    called = ring(flow(actions))
    chatted = ring(flow(actions), contact=Contact(contact_id="c", channel="CHAT"))

    assert called.said == ["예약"]
    assert "queue callback, in 5 s" in called.notes
    assert chatted.said == ["실패"]
