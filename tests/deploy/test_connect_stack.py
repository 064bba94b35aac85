"""The stack that puts a pack on the phone: what is in it, and that all of it hangs together."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aicc.amazon.connect.check import check_text
from aicc.amazon.deploy.connect_stack import connect_template, in_order, read_flows
from aicc.amazon.deploy.opening_hours import properties
from aicc.amazon.deploy.templates import Template
from aicc.amazon.lex_bot.check import check_template
from aicc.amazon.lex_bot.from_pack import BOT_NAME
from aicc.clock import KST
from aicc.domain.opening_hours import always
from aicc.errors import InvalidInputError
from aicc.packs.hours_from_files import hours_from_plain
from aicc.packs.loader import load_pack
from aicc.packs.schema.hours import HoursFile
from aicc.systems.hours.embedded import korean_holiday

ROOT = Path(__file__).resolve().parents[2]
FLOWS = read_flows(ROOT / "contact_flows")
TODAY = date(2026, 12, 1)
ATTRIBUTES = {
    "AWS::Connect::ContactFlow": {"ContactFlowArn"},
    "AWS::Connect::HoursOfOperation": {"HoursOfOperationArn"},
    "AWS::Connect::Queue": {"QueueArn"},
    "AWS::IAM::Role": {"Arn"},
    "AWS::Lex::BotAlias": {"Arn", "BotAliasId"},
    "AWS::Lex::BotVersion": {"BotVersion"},
}
USED = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.([A-Za-z]+))?\}")


@pytest.fixture(scope="module")
def template() -> Template:
    return connect_template(load_pack("general"), FLOWS, BOT_NAME, TODAY)


def a_flow(*leads_to: str, **texts: str) -> dict[str, Any]:
    """Leads to flows one after the other, and ends."""
    end = {
        "Identifier": "end",
        "Type": "DisconnectParticipant",
        "Parameters": {},
        "Transitions": {},
    }
    ways = [
        {
            "Identifier": name,
            "Type": "TransferToFlow",
            "Parameters": {"ContactFlowId": f"{{{{flow:{name}}}}}"},
            "Transitions": {
                "NextAction": "end",
                "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "end"}],
            },
        }
        for name in leads_to
    ]
    said = [
        {
            "Identifier": name,
            "Type": "MessageParticipant",
            "Parameters": {"Text": text},
            "Transitions": {"NextAction": "end", "Errors": []},
        }
        for name, text in texts.items()
    ]
    first = [*ways, *said, end][0]["Identifier"]
    return {
        "Version": "2019-10-30",
        "StartAction": first,
        "Metadata": {"type": "contactFlow"},
        "Actions": [*ways, *said, end],
    }


def content_of(template: Template, flow: str) -> Any:
    properties: Any = template.resources[flow]["Properties"]
    return properties["Content"]


def references(value: Any) -> Iterator[tuple[str, str]]:
    """Every resource or parameter that is named, and its attribute."""
    if isinstance(value, list):
        for each in value:
            yield from references(each)
    elif isinstance(value, dict):
        if "Ref" in value:
            yield value["Ref"], ""
        elif "Fn::GetAtt" in value:
            yield value["Fn::GetAtt"][0], value["Fn::GetAtt"][1]
        elif "Fn::Sub" in value:
            yield from USED.findall(value["Fn::Sub"])
        else:
            for each in value.values():
                yield from references(each)


def test_everything_that_a_call_needs_is_in_it(template: Template) -> None:
    kinds = Counter(each["Type"] for each in template.resources.values())

    assert kinds == {
        "AWS::Connect::ContactFlow": len(FLOWS),
        "AWS::Connect::HoursOfOperation": 1,
        "AWS::Connect::IntegrationAssociation": 2,
        "AWS::Connect::Queue": 2,
        "AWS::IAM::Role": 1,
        "AWS::Lambda::Permission": 1,
        "AWS::Lex::Bot": 1,
        "AWS::Lex::BotAlias": 1,
        "AWS::Lex::BotVersion": 1,
    }


def test_everything_that_is_named_is_there_and_has_that_attribute(template: Template) -> None:
    found = list(references(dict(template.content)))

    for name, attribute in found:
        if name in template.resources:
            kind = str(template.resources[name]["Type"])
            assert not attribute or attribute in ATTRIBUTES[kind]
        else:
            assert name in template.parameters
    assert {name for name, _ in found} >= {*template.parameters}


def test_a_flow_comes_out_with_references_and_is_still_one(template: Template) -> None:
    properties: Any = template.resources["FlowInboundVoice"]["Properties"]
    content = properties["Content"]["Fn::Sub"]
    filled = USED.sub("arn:aws:connect:ap-northeast-2:123456789012:instance/a/queue/b", content)

    assert "{{" not in content
    assert {"QueueSupport", "HoursBusiness", "FlowCallback", "TurnFunctionArn", "BotAlias"} <= {
        name for name, _ in USED.findall(content)
    }
    assert [each for each in check_text(filled) if each.is_error] == []
    assert properties["Type"] == "CONTACT_FLOW"


def test_no_flow_is_made_before_function_and_bot_are_known(template: Template) -> None:
    for name in FLOWS:
        resource = f"Flow{''.join(map(str.capitalize, name.split('_')))}"
        assert template.resources[resource]["DependsOn"] == ["BotAssociation", "TurnAssociation"]


def test_the_bot_in_it_is_one_that_lex_takes(template: Template) -> None:
    assert [each for each in check_template(template.text).findings if each.is_error] == []


def test_cfn_lint_has_nothing_to_say(template: Template, tmp_path: Path) -> None:
    (tmp_path / "connect.json").write_text(template.text, encoding="utf-8")

    done = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), "--regions", "ap-northeast-2", "--",
         tmp_path / "connect.json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (0, "")


def test_the_same_pack_and_flows_give_the_same_template(template: Template) -> None:
    again = connect_template(load_pack("general"), FLOWS, BOT_NAME, TODAY)

    assert again.key == template.key
    assert template.key.endswith(f"{template.digest}.json")


def test_what_another_flow_leads_to_comes_first() -> None:
    order = in_order(FLOWS)

    assert order.index("callback") < order.index("after_hours") < order.index("inbound_voice")


def test_flows_in_a_circle_are_named() -> None:
    with pytest.raises(InvalidInputError, match="one → other → one"):
        in_order({"one": a_flow("other"), "other": a_flow("one")})


def test_a_flow_that_is_not_there_is_named() -> None:
    with pytest.raises(InvalidInputError, match="no flow is called elsewhere"):
        in_order({"one": a_flow("elsewhere")})


def test_a_dollar_of_the_flow_is_not_taken_for_ours() -> None:
    flows = {"one": a_flow("other", says="${Price}"), "other": a_flow(says="${Price}")}

    made = connect_template(load_pack("general"), flows, BOT_NAME, TODAY)

    one, other = (content_of(made, name) for name in ("FlowOne", "FlowOther"))
    assert "${!Price}" in one["Fn::Sub"]
    assert "${Price}" in other


@pytest.mark.parametrize(
    ("flow", "told"),
    [
        (a_flow(says="") | {"StartAction": "nowhere"}, "nowhere"),
        (a_flow(says="{{lambda:other}}"), "lambda:other"),
        (a_flow(says="hello") | {"Metadata": {}}, "no type"),
    ],
)
def test_what_connect_would_refuse_is_said_before_anything_is_made(
    flow: dict[str, Any], told: str
) -> None:
    with pytest.raises(InvalidInputError, match=told):
        connect_template(load_pack("general"), {"one": flow}, BOT_NAME, TODAY)


def test_hours_that_a_flow_names_must_be_in_the_pack() -> None:
    pack = replace(load_pack("general"), hours=None)

    with pytest.raises(InvalidInputError, match="no hours are called business"):
        connect_template(pack, FLOWS, BOT_NAME, TODAY)


def test_a_queue_with_hours_of_its_own_keeps_them() -> None:
    pack = load_pack("general")
    assert pack.hours is not None
    night = replace(pack.hours, queues={"support": always(KST, "Asia/Seoul")})

    made = connect_template(replace(pack, hours=night), FLOWS, BOT_NAME, TODAY)

    queue: Any = made.resources["QueueSupport"]["Properties"]
    hours: Any = made.resources["HoursSupport"]["Properties"]
    assert queue["HoursOfOperationArn"] == {"Fn::GetAtt": ["HoursSupport", "HoursOfOperationArn"]}
    assert len(hours["Config"]) == 7
    assert hours["Config"][0]["EndTime"] == {"Hours": 0, "Minutes": 0}
    assert "HoursOfOperationOverrides" not in hours


def test_lunch_makes_two_windows_of_a_day_and_a_holiday_an_override() -> None:
    pack = load_pack("general")
    assert pack.hours is not None

    made: Any = properties(pack.hours.default, "desk", {}, TODAY, korean_holiday)

    monday = [each for each in made["Config"] if each["Day"] == "MONDAY"]
    assert [each["StartTime"]["Hours"] for each in monday] == [9, 13]
    assert made["TimeZone"] == "Asia/Seoul"
    assert made["HoursOfOperationOverrides"][0] == {
        "OverrideName": "2026-12-25 기독탄신일",
        "EffectiveFrom": "2026-12-25",
        "EffectiveTill": "2026-12-25",
        "OverrideConfig": [],
    }
    assert "2027-02-09 설날 대체 휴일" in {
        each["OverrideName"] for each in made["HoursOfOperationOverrides"]
    }


def test_another_day_has_hours_of_its_own() -> None:
    hours = hours_from_plain(
        HoursFile.model_validate(
            {"week": {"mon-fri": "09:00-18:00"}, "other": {"2026-12-31": "09:00-15:00 송년"}}
        ).model_dump(mode="json")
    )

    made: Any = properties(hours.default, "desk", {}, TODAY, lambda _: "")

    assert made["HoursOfOperationOverrides"] == [
        {
            "OverrideName": "2026-12-31 송년",
            "EffectiveFrom": "2026-12-31",
            "EffectiveTill": "2026-12-31",
            "OverrideConfig": [
                {
                    "Day": "THURSDAY",
                    "StartTime": {"Hours": 9, "Minutes": 0},
                    "EndTime": {"Hours": 15, "Minutes": 0},
                }
            ],
        }
    ]


def test_the_template_is_one_json_document(template: Template) -> None:
    assert json.loads(template.text) == template.content
