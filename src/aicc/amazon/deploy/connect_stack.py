"""The stack that puts a pack on the phone: Lex bot, version and alias, hours, queues, flows, and
what ties them to an Amazon Connect instance.

A name in a flow (`{{queue:support}}`) becomes a reference to the resource of that name, so that
CloudFormation makes all in the order in which one needs the other.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from aicc.amazon.connect.check import check_flow
from aicc.amazon.connect.model import KINDS_OF_API, Flow, flow_from, read_json
from aicc.amazon.connect.placeholders import Kind, filled, placeholders
from aicc.amazon.deploy.opening_hours import named_hours, properties
from aicc.amazon.deploy.templates import Template, template_from
from aicc.amazon.lex_bot.check import check_documents
from aicc.amazon.lex_bot.documents import documents_of
from aicc.amazon.lex_bot.from_pack import bot_from
from aicc.amazon.lex_bot.model import Bot
from aicc.amazon.lex_bot.template import template_of
from aicc.domain.json import Json, JsonMap
from aicc.errors import InvalidInputError
from aicc.packs.pack import Pack
from aicc.packs.yaml_reading import read_yaml
from aicc.systems.hours.embedded import korean_holiday

BOT_PARAMETER = "BotName"
TURN_NAME = "connect_turn"  # what flows call the turn Lambda
_WORD = re.compile(r"[A-Za-z0-9]+")
_INSTANCE: JsonMap = {"Ref": "ConnectInstanceArn"}
_TAGS: Sequence[JsonMap] = (
    {"Key": "project", "Value": {"Ref": "ProjectName"}},
    {"Key": "environment", "Value": {"Ref": "Environment"}},
)
# What the resource's ARN is called among its attributes
_ARN = {Kind.FLOW: "ContactFlowArn", Kind.HOURS: "HoursOfOperationArn", Kind.QUEUE: "QueueArn"}
_PARAMETERS = Path(__file__).with_name("connect_parameters.yaml")


def connect_template(
    pack: Pack, flows: Mapping[str, JsonMap], bot_name: str, today: date
) -> Template:
    """`flows` by their names in placeholders; the year of holidays begins `today`.
    `InvalidInputError` with everything that Connect or Lex would refuse."""
    built = bot_from(pack, name=bot_name).bot
    _refuse_faults(flows, built)
    bot = template_of(built)
    resources: dict[str, Any] = {
        **_map(bot["Resources"]),
        **_associations(),
        **dict(_hours(pack, flows, today)),
        **dict(_queues(pack, flows)),
        **dict(_flows(flows)),
    }
    content = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"{pack.id} on the phone: Lex bot, hours, queues, contact flows",
        "Parameters": read_yaml(_PARAMETERS),
        "Resources": resources,
        "Outputs": {
            **_map(bot["Outputs"]),
            **{
                f"{_resource(Kind.FLOW, name)}Arn": {
                    "Value": _attribute(_resource(Kind.FLOW, name), _ARN[Kind.FLOW])
                }
                for name in flows
            },
        },
    }
    return template_from(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def read_flows(folder: Path) -> dict[str, JsonMap]:
    return {
        path.stem: read_json(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.json"))
    }


def in_order(flows: Mapping[str, JsonMap]) -> list[str]:
    """What another flow leads to comes first; flows that lead to each other in a circle, which
    CloudFormation cannot make, are named."""
    needs = {
        name: {each.name for each in placeholders(document) if each.kind is Kind.FLOW} - {name}
        for name, document in flows.items()
    }
    unknown = sorted(set().union(*needs.values()) - flows.keys()) if needs else []
    if unknown:
        raise InvalidInputError(f"no flow is called {', '.join(unknown)}")
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise InvalidInputError(f"flows in a circle: {' → '.join(error.args[1])}") from error


def _refuse_faults(flows: Mapping[str, JsonMap], bot: Bot) -> None:
    faults = [
        each.shown(bot.name)
        for each in check_documents(documents_of(bot)).findings
        if each.is_error
    ]
    for name, document in flows.items():
        flow = flow_from(document)
        faults += [each.shown(name) for each in check_flow(flow) if each.is_error]
        if flow.kind not in KINDS_OF_API.values():
            faults.append(f"{name}: its Metadata has no type that the API knows")
    if faults:
        raise InvalidInputError("\n".join(["would be refused:", *faults]))


def _associations() -> dict[str, Any]:
    """Connect takes no flow whose function or bot it does not know."""
    turn: JsonMap = {"Ref": "TurnFunctionArn"}
    return {
        "TurnAssociation": _associated("LAMBDA_FUNCTION", turn),
        "BotAssociation": _associated("LEX_BOT", _attribute("BotAlias", "Arn")),
    }


def _associated(kind: str, arn: JsonMap) -> JsonMap:
    return {
        "Type": "AWS::Connect::IntegrationAssociation",
        "Properties": {"InstanceId": _INSTANCE, "IntegrationType": kind, "IntegrationArn": arn},
    }


def _hours(pack: Pack, flows: Mapping[str, JsonMap], today: date) -> Iterator[tuple[str, JsonMap]]:
    """Those that a flow names, and those of a queue that has its own."""
    hours = named_hours(pack.hours)
    named = _named(flows, Kind.HOURS)
    missing = sorted(named - hours.keys())
    if missing:
        raise InvalidInputError(
            f"no hours are called {', '.join(missing)}: pack.yaml of {pack.id} has "
            f"{', '.join(hours) or 'none (hours:)'}"
        )
    for name in sorted(named | (hours.keys() & _named(flows, Kind.QUEUE))):
        made = properties(hours[name], f"${{ProjectName}} {name}", _INSTANCE, today, korean_holiday)
        yield (
            _resource(Kind.HOURS, name),
            {"Type": "AWS::Connect::HoursOfOperation", "Properties": {**made, "Tags": _TAGS}},
        )


def _queues(pack: Pack, flows: Mapping[str, JsonMap]) -> Iterator[tuple[str, JsonMap]]:
    """A queue without hours of its own has those of the first name."""
    first = min(_named(flows, Kind.HOURS), default="")
    own = named_hours(pack.hours)
    for name in sorted(_named(flows, Kind.QUEUE)):
        hours = _resource(Kind.HOURS, name if name in own else first)
        yield (
            _resource(Kind.QUEUE, name),
            {
                "Type": "AWS::Connect::Queue",
                "Properties": {
                    "InstanceArn": _INSTANCE,
                    "Name": {"Fn::Sub": f"${{ProjectName}} {name}"},
                    "HoursOfOperationArn": _attribute(hours, _ARN[Kind.HOURS]),
                    "Tags": _TAGS,
                },
            },
        )


def _flows(flows: Mapping[str, JsonMap]) -> Iterator[tuple[str, JsonMap]]:
    for name in in_order(flows):
        document = flows[name]
        yield (
            _resource(Kind.FLOW, name),
            {
                "Type": "AWS::Connect::ContactFlow",
                "DependsOn": ["BotAssociation", "TurnAssociation"],
                "Properties": {
                    "InstanceArn": _INSTANCE,
                    "Name": {"Fn::Sub": f"${{ProjectName}} {name}"},
                    "Type": _type(flow_from(document)),
                    "State": "ACTIVE",
                    "Content": _content(document),
                    "Tags": _TAGS,
                },
            },
        )


def _content(document: JsonMap) -> Json:
    """Names filled in by Fn::Sub, from which the flow's own `${` is kept; without names a text."""
    named: dict[Kind, dict[str, str]] = {kind: {} for kind in Kind}
    for each in placeholders(document):
        if each.kind:
            named[each.kind][each.name] = _reference(each.kind, each.name)
    if not any(named.values()):
        return _text(filled(document, named))
    safe = read_json(_text(document).replace("${", "${!"))
    return {"Fn::Sub": _text(filled(safe, named))}


def _text(document: JsonMap) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _reference(kind: Kind, name: str) -> str:
    match kind:
        case Kind.LAMBDA if name == TURN_NAME:
            return "${TurnFunctionArn}"
        case Kind.LEX:
            return "${BotAlias.Arn}"
        case Kind.FLOW | Kind.HOURS | Kind.QUEUE:
            return f"${{{_resource(kind, name)}.{_ARN[kind]}}}"
        case _:
            raise InvalidInputError(f"{{{{{kind}:{name}}}}}: give its ARN in the flow instead")


def _named(flows: Mapping[str, JsonMap], kind: Kind) -> set[str]:
    return {
        each.name
        for document in flows.values()
        for each in placeholders(document)
        if each.kind is kind
    }


def _resource(kind: Kind, name: str) -> str:
    words = "".join(word.capitalize() for word in _WORD.findall(name))
    return f"{kind.value.capitalize()}{words}"


def _type(flow: Flow) -> str:
    return next(api for api, kind in KINDS_OF_API.items() if kind is flow.kind)


def _attribute(resource: str, name: str) -> JsonMap:
    return {"Fn::GetAtt": [resource, name]}


def _map(value: Any) -> dict[str, Any]:
    return dict(value)
