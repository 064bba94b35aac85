"""CloudFormation in memory: stacks that take their time, fail and roll back as the real ones do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aicc.amazon.deploy.templates import Template, template_from
from tests.understanding.aws_model import failure

Plain = dict[str, Any]
ACCOUNT, REGION = "123456789012", "ap-northeast-2"
LOOKS = 2  # that a change takes
NOW = datetime(2026, 3, 2, tzinfo=UTC)
ReadTemplate = Callable[[str], str]  # by its URL


@dataclass(kw_only=True)
class FakeStack:
    name: str
    status: str = "REVIEW_IN_PROGRESS"
    template: Template | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    tags: list[Plain] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)  # types by resource
    events: list[Plain] = field(default_factory=list)
    ends_as: str = ""  # what a change under way comes to
    looks: int = 0  # since it began
    before: "tuple[Template | None, Mapping[str, str]]" = (None, {})


class FakeCloudFormation:
    """`broken` are resources that cannot be made, with the reason; `cannot_roll_back` stacks get
    stuck when one fails. A change takes some looks."""

    def __init__(self, read: ReadTemplate, outputs: Mapping[str, Mapping[str, str]]) -> None:
        self._read = read
        self._outputs = outputs
        self.stacks: dict[str, FakeStack] = {}
        self.sets: dict[tuple[str, str], Plain] = {}
        self.broken: dict[str, str] = {}
        self.cannot_roll_back: set[str] = set()
        self.adopted: list[str] = []

    def describe_account_limits(self, **given: Any) -> Plain:
        return {"AccountLimits": []}

    def describe_stacks(self, StackName: str) -> Plain:
        stack = self._stack(StackName, "DescribeStacks")
        known = self._outputs.get(StackName, {})
        told = {
            "StackName": stack.name,
            "StackStatus": stack.status,
            "CreationTime": NOW,
            "Tags": stack.tags,
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": value}
                for key, value in stack.parameters.items()
            ],
            "Outputs": [
                {"OutputKey": key, "OutputValue": known.get(key, f"made-up {key}")}
                for key in sorted(stack.template.outputs if stack.template else ())
            ],
        }
        self._go_on(stack)
        return {"Stacks": [told]}

    def create_change_set(self, StackName: str, ChangeSetName: str, **given: Any) -> Plain:
        if (StackName, ChangeSetName) in self.sets:
            raise failure("AlreadyExistsException", "CreateChangeSet")
        template = template_from(self._read(given["TemplateURL"]))
        stack = self.stacks.get(StackName)
        if given["ChangeSetType"] == "CREATE":
            if stack is not None and stack.status != "REVIEW_IN_PROGRESS":
                raise failure("AlreadyExistsException", "CreateChangeSet", "the stack exists")
            stack = self.stacks[StackName] = FakeStack(name=StackName)
        elif stack is None or not stack.status.endswith("_COMPLETE"):
            raise failure("ValidationError", "CreateChangeSet", "cannot be updated now")
        parameters = _parameters(given["Parameters"], stack.parameters)
        unknown = parameters.keys() - template.parameters.keys()
        if unknown:
            raise failure("ValidationError", "CreateChangeSet", f"no such parameters: {unknown}")
        self.sets[StackName, ChangeSetName] = {
            "template": template,
            "parameters": parameters,
            "changes": _changes(stack, template, parameters),
            "adopts": given.get("ImportExistingResources", False),
            "tags": given.get("Tags", []),
        }
        return {"Id": _arn("changeSet", ChangeSetName), "StackId": _arn("stack", StackName)}

    def describe_change_set(self, StackName: str, ChangeSetName: str, **given: Any) -> Plain:
        found = self._set(StackName, ChangeSetName)
        if not found["changes"]:
            reason = "The submitted information didn't contain changes."
            return {"Status": "FAILED", "StatusReason": reason, "Changes": []}
        return {"Status": "CREATE_COMPLETE", "Changes": found["changes"]}

    def delete_change_set(self, StackName: str, ChangeSetName: str) -> Plain:
        self.sets.pop((StackName, ChangeSetName), None)
        return {}

    def execute_change_set(self, StackName: str, ChangeSetName: str) -> Plain:
        if self.stacks[StackName].ends_as:
            raise failure("InvalidChangeSetStatus", "ExecuteChangeSet", "is being executed")
        given, stack = self.sets.pop((StackName, ChangeSetName)), self.stacks[StackName]
        is_new = stack.status == "REVIEW_IN_PROGRESS"
        verb = "CREATE" if is_new else "UPDATE"
        stack.before = (stack.template, stack.parameters)
        stack.template, stack.parameters = given["template"], given["parameters"]
        stack.tags = given["tags"]
        self._note(stack, StackName, f"{verb}_IN_PROGRESS", "User Initiated")
        stack.status = f"{verb}_IN_PROGRESS"
        made = given["template"].made(given["parameters"])
        faults = {name: self.broken[name] for name in made if name in self.broken}
        for name, reason in faults.items():
            self._note(stack, name, f"{verb}_FAILED", reason)
            self._note(stack, "Other", f"{verb}_FAILED", "Resource creation cancelled")
        if faults:
            stack.ends_as = self._failed(stack, is_new)
        else:
            stack.made = {name: str(each["Type"]) for name, each in made.items()}
            stack.ends_as = f"{verb}_COMPLETE"
            self.adopted += [StackName] if given["adopts"] else []
        return {}

    def continue_update_rollback(self, StackName: str) -> Plain:
        stack = self._stack(StackName, "ContinueUpdateRollback")
        if stack.status != "UPDATE_ROLLBACK_FAILED":
            raise failure("ValidationError", "ContinueUpdateRollback")
        stack.status, stack.ends_as = "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"
        return {}

    def rollback_stack(self, StackName: str) -> Plain:
        stack = self._stack(StackName, "RollbackStack")
        if stack.status != "UPDATE_FAILED":
            raise failure("ValidationError", "RollbackStack")
        stack.status, stack.ends_as = "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"
        return {"StackId": _arn("stack", StackName)}

    def delete_stack(self, StackName: str) -> Plain:
        stack = self.stacks.get(StackName)
        if stack is not None:
            self._note(stack, StackName, "DELETE_IN_PROGRESS", "User Initiated")
            stack.status, stack.ends_as = "DELETE_IN_PROGRESS", "DELETE_COMPLETE"
        return {}

    def get_template(self, StackName: str) -> Plain:
        template = self._stack(StackName, "GetTemplate").template or template_from("{}")
        return {"TemplateBody": template.text}

    def describe_stack_events(self, StackName: str) -> Plain:
        return {"StackEvents": list(reversed(self._stack(StackName, "DescribeEvents").events))}

    def list_stack_resources(self, StackName: str) -> Plain:
        stack = self._stack(StackName, "ListStackResources")
        template = stack.template or template_from("{}")
        names = dict(zip(_tables(template), template.tables(stack.parameters), strict=False))
        return {
            "StackResourceSummaries": [
                {
                    "LogicalResourceId": name,
                    "PhysicalResourceId": names.get(name, name.lower()),
                    "ResourceType": kind,
                    "LastUpdatedTimestamp": NOW,
                    "ResourceStatus": "CREATE_COMPLETE",
                }
                for name, kind in stack.made.items()
            ]
        }

    def _failed(self, stack: FakeStack, is_new: bool) -> str:
        stuck = stack.name in self.cannot_roll_back
        if is_new:
            return "ROLLBACK_FAILED" if stuck else "ROLLBACK_COMPLETE"
        stack.template, stack.parameters = stack.before
        return "UPDATE_ROLLBACK_FAILED" if stuck else "UPDATE_ROLLBACK_COMPLETE"

    def _go_on(self, stack: FakeStack) -> None:
        stack.looks += 1
        if stack.ends_as and stack.looks > LOOKS:
            stack.status, stack.ends_as, stack.looks = stack.ends_as, "", 0
        if stack.status == "DELETE_COMPLETE":
            del self.stacks[stack.name]

    def _note(self, stack: FakeStack, resource: str, status: str, reason: str) -> None:
        stack.events.append(
            {
                "StackId": _arn("stack", stack.name),
                "EventId": f"e{len(stack.events)}",
                "StackName": stack.name,
                "LogicalResourceId": resource,
                "ResourceStatus": status,
                "ResourceStatusReason": reason,
                "Timestamp": NOW,
            }
        )

    def _stack(self, name: str, operation: str) -> FakeStack:
        if name not in self.stacks:
            message = f"Stack with id {name} does not exist"
            raise failure("ValidationError", operation, message)
        return self.stacks[name]

    def _set(self, stack: str, name: str) -> Plain:
        if (stack, name) not in self.sets:
            raise failure("ChangeSetNotFound", "DescribeChangeSet")
        return self.sets[stack, name]


def _parameters(given: list[Plain], before: Mapping[str, str]) -> dict[str, str]:
    return {
        each["ParameterKey"]: before[each["ParameterKey"]]
        if each.get("UsePreviousValue")
        else each["ParameterValue"]
        for each in given
    }


def _changes(stack: FakeStack, template: Template, parameters: Mapping[str, str]) -> list[Plain]:
    """What is new, gone, or written otherwise; other values of parameters change everything."""
    old = stack.template.made(stack.parameters) if stack.template else {}
    new = template.made(parameters)
    same_values = dict(stack.parameters) == dict(parameters)
    found = [("Add", name, new[name]) for name in new.keys() - old.keys()]
    found += [("Remove", name, old[name]) for name in old.keys() - new.keys()]
    found += [
        ("Modify", name, new[name])
        for name in new.keys() & old.keys()
        if new[name] != old[name] or not same_values
    ]
    return [_change(*each) for each in sorted(found, key=lambda each: each[1])]


def _change(action: str, name: str, resource: Mapping[str, Any]) -> Plain:
    about = {"Action": action, "LogicalResourceId": name, "ResourceType": resource["Type"]}
    if action == "Modify":
        about["Replacement"] = "False"
    return {"Type": "Resource", "ResourceChange": about}


def _tables(template: Template) -> list[str]:
    return [
        name
        for name, each in template.resources.items()
        if each.get("Type") == "AWS::DynamoDB::Table"
    ]


def _arn(what: str, name: str) -> str:
    return f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:{what}/{name}/1"
