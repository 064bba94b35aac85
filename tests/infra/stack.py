"""The templates of infra/ as CloudFormation has them: SAM expanded, parameters filled in."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from samtranslator.translator.transform import transform  # type: ignore[import-untyped]

from aicc.amazon.deploy.template_rights import statements
from aicc.amazon.lex_bot.template_reading import read_template
from aicc.domain.json import JsonMap

ROOT = Path(__file__).resolve().parents[2]
INFRA = ROOT / "infra"
REGION, ACCOUNT = "ap-northeast-2", "123456789012"
INSTANCE = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/00000000-0000-4000-8000-000000000001"
CODE = {"LambdaCodeBucket": "made-up-bucket", "LambdaCodeKey": "code/0001.zip"}
IMAGE = {"ImageUri": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/aicc/aicc-chatbot:0.1.0-0001"}
PSEUDO = {
    "AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": ACCOUNT,
    "AWS::StackName": "made-up",
    "AWS::StackId": "arn:aws:cloudformation:::stack/made-up/0000-0000-0000-0000-00000001",
    "AWS::URLSuffix": "amazonaws.com",
}  # fmt: skip
_NAMED = re.compile(r"\$\{([A-Za-z0-9:.]+)\}")
_NAMES = {
    "AWS::DynamoDB::Table": "TableName", "AWS::Lambda::Function": "FunctionName",
    "AWS::Logs::LogGroup": "LogGroupName", "AWS::SNS::Topic": "TopicName",
    "AWS::SQS::Queue": "QueueName",
}  # fmt: skip

Resource = dict[str, Any]


class _NoManagedPolicies:
    def load(self) -> dict[str, str]:
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    content: dict[str, Any]
    values: Mapping[str, str]

    @property
    def resources(self) -> dict[str, Resource]:
        """Those whose condition holds with the values."""
        return {
            name: each
            for name, each in self.content["Resources"].items()
            if "Condition" not in each or self.holds(each["Condition"])
        }

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """Properties by name."""
        found = {
            name: self.filled(each.get("Properties", {}))
            for name, each in self.resources.items()
            if each["Type"] == kind
        }
        assert found, f"no {kind}"
        return found

    def holds(self, condition: Any) -> bool:
        if isinstance(condition, str):
            return self.holds(self.content["Conditions"][condition])
        [(kind, given)] = condition.items()
        match kind:
            case "Condition":
                return self.holds(given)
            case "Fn::Not":
                return not self.holds(given[0])
            case "Fn::And":
                return all(map(self.holds, given))
            case "Fn::Or":
                return any(map(self.holds, given))
            case "Fn::Equals":
                return str(self.filled(given[0])) == str(self.filled(given[1]))
        raise AssertionError(f"a condition with {kind}")

    def filled(self, value: Any) -> Any:
        """With parameters in their place, and what stands for resources readable."""
        if isinstance(value, list):
            return [each for each in map(self.filled, value) if each is not None]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            [(kind, given)] = value.items()
            if kind == "Ref" or kind.startswith("Fn::"):
                return self._worked_out(kind, given)
        filled = {name: self.filled(each) for name, each in value.items()}
        return {name: each for name, each in filled.items() if each is not None}

    def _worked_out(self, kind: str, given: Any) -> Any:
        match kind:
            case "Ref":
                return self._ref(given)
            case "Fn::If":
                return self.filled(given[1] if self.holds(given[0]) else given[2])
            case "Fn::Sub":
                return self._substituted(given)
            case "Fn::GetAtt":
                return self._attribute(given if isinstance(given, str) else ".".join(given))
            case "Fn::Join":
                return given[0].join(map(str, self.filled(given[1])))
            case "Fn::Split":
                return str(self.filled(given[1])).split(given[0])
            case "Fn::Select":
                found = self.filled(given[1])
                return found[given[0]] if isinstance(found, list) else found
        return {kind: given}

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return None
        if name in self.values or name in PSEUDO:
            return self.values.get(name, PSEUDO.get(name))
        if self._type(name) == "AWS::SQS::Queue":
            return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{self._name(name)}"
        if self._type(name).startswith(("AWS::SecretsManager", "AWS::IAM", "AWS::SNS")):
            return f"arn:made-up:{name}"
        return self._name(name)

    def _attribute(self, text: str) -> str:
        name, _, attribute = text.partition(".")
        if attribute.endswith("Name"):
            return self._name(name)
        return f"arn:made-up:{name}" if attribute == "Arn" else f"{name}.{attribute}"

    def _substituted(self, given: Any) -> str:
        text, own = given if isinstance(given, list) else (given, {})

        def found(match: re.Match[str]) -> str:
            name = match[1]
            if name in own:
                return str(self.filled(own[name]))
            return self._attribute(name) if "." in name else str(self._ref(name))

        return _NAMED.sub(found, text)

    def _name(self, name: str) -> str:
        properties = self.content["Resources"][name].get("Properties", {})
        return str(self.filled(properties.get(_NAMES.get(self._type(name), ""), name)))

    def _type(self, name: str) -> str:
        return str(self.content["Resources"][name]["Type"])

    def allowed(self, role: str) -> set[tuple[str, str]]:
        """Actions and what they are allowed on, of a role with its policies."""
        return {
            (action, resource)
            for statement in self._statements(self.of_type("AWS::IAM::Role")[role])
            for action in listed(statement["Action"])
            for resource in listed(statement["Resource"])
        }

    def _statements(self, role: dict[str, Any]) -> Iterator[JsonMap]:
        yield from statements(role.get("Policies", []))
        policies = self.of_type("AWS::IAM::ManagedPolicy")
        for arn in role.get("ManagedPolicyArns", ()):
            yield from statements(policies[arn.removeprefix("arn:made-up:")])


def base(**values: str) -> Template:
    return _template("template.yaml", {**CODE, **values})


def web(**values: str) -> Template:
    """With what the base stack and the deployment hand over."""
    asked, outputs = _read("web.yaml")["Parameters"], base().content["Outputs"]
    given = {name: base().filled(outputs[name]["Value"]) for name in asked if name in outputs}
    given.pop("DataKeyPolicyArn")  # which is an output only where there is a key
    return _template("web.yaml", {**given, **IMAGE, **values})


def preset(name: str) -> dict[str, str]:
    text = (INFRA / "presets" / f"{name}.yaml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in YAML(typ="safe").load(text).items()}


def of_stack(values: Mapping[str, str], file: str) -> dict[str, str]:
    """Those of the values that are parameters of the template."""
    asked = _read(file)["Parameters"]
    return {name: value for name, value in values.items() if name in asked}


def _template(file: str, given: Mapping[str, str]) -> Template:
    parameters = _read(file)["Parameters"]
    assert given.keys() <= parameters.keys()
    defaults = {
        name: str(each["Default"]) for name, each in parameters.items() if "Default" in each
    }
    values = {**defaults, **given}
    return Template(content=_expanded(file, tuple(values.items())), values=values)


@cache
def _expanded(file: str, values: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """SAM writes some parameters into what it makes."""
    read = _read(file)
    if "Transform" not in read:
        return read
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", REGION)  # the partition of what it writes
        made: dict[str, Any] = transform(read, dict(values), _NoManagedPolicies())
    return made


def _read(file: str) -> dict[str, Any]:
    """Plain maps and lists, which whoever changes them may have."""
    read: dict[str, Any] = json.loads(_as_json(file), object_hook=_long_form)
    return read


@cache
def _as_json(file: str) -> str:
    return json.dumps(read_template((INFRA / file).read_text(encoding="utf-8")))


def _long_form(given: dict[str, Any]) -> dict[str, Any]:
    """`!GetAtt Spool.Arn` as JSON has it."""
    attribute = given.get("Fn::GetAtt")
    return {"Fn::GetAtt": attribute.split(".", 1)} if isinstance(attribute, str) else given


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
