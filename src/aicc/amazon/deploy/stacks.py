"""CloudFormation stacks: looked at, changed by change sets, waited for, removed."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aicc.amazon.deploy.cloud import Answer, Cloud, CloudError
from aicc.amazon.deploy.ownership import is_ours, refuse_foreign, tags_in
from aicc.amazon.deploy.progress import Say
from aicc.amazon.deploy.stack_states import Next, StackState, is_well, state_of
from aicc.errors import ConflictError, ProviderError

LOOK_EVERY_S = 5.0
LONGEST_WAIT_S = 3600.0  # a Redis replication group takes a quarter of an hour
LONGEST_PLAN_S = 300.0
LONGEST_START_S = 30.0
CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")
DATA_TYPES = frozenset({
    "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::ElastiCache::ReplicationGroup",
    "AWS::KMS::Key", "AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SecretsManager::Secret",
})  # fmt: skip
_UNCHANGED = ("didn't contain changes", "No updates are to be performed")
_CANCELLED = "Resource creation cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    name: str
    status: str
    reason: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> StackState:
        return state_of(self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`replaces`: True, False or Conditional, as AWS writes it; empty for what is new."""

    action: str  # Add Modify Remove Import Dynamic
    resource: str
    type: str
    replaces: str = ""

    @property
    def loses_data(self) -> bool:
        """A queue, a key or a table goes, or another takes its place, or may do so."""
        is_going = self.action == "Remove" or self.replaces in {"True", "Conditional"}
        return is_going and self.type in DATA_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSet:
    stack: str
    name: str
    changes: Sequence[Change] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StackRequest:
    """`template_url` is that of a bucket: larger templates than 51,200 bytes go no other way.
    An empty parameter value of `kept` stays what the stack has."""

    name: str
    template_url: str
    parameters: Mapping[str, str]
    kept: frozenset[str] = frozenset()
    tags: Mapping[str, str] = field(default_factory=dict)
    adopts: bool = False  # takes over what an earlier stack of the name has left


class Stacks:
    """`tags` are those of the environment: a stack without them is looked at and never changed."""

    def __init__(
        self,
        cloud: Cloud,
        say: Say,
        tags: Mapping[str, str],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._cloud = cloud
        self._say = say
        self._tags = tags
        self._monotonic = monotonic

    def find(self, name: str) -> Stack | None:
        try:
            answer = self._cloud.call("cloudformation", "describe_stacks", StackName=name)
        except CloudError as error:
            if _is_gone(error):
                return None
            raise
        return _stack(answer["Stacks"][0])

    def planned(self, request: StackRequest, name: str) -> ChangeSet:
        """The change set of that name, made now or by a run that was cut off."""
        found = self.found_ours(request.name)
        is_new = found is None or found.status in {"REVIEW_IN_PROGRESS", "DELETE_COMPLETE"}
        try:
            self._cloud.call("cloudformation", "create_change_set", **_asked(request, name, is_new))
        except CloudError as error:
            if error.aws_code != "AlreadyExistsException":
                raise
        return self._made(request.name, name)

    def carry_out(self, change_set: ChangeSet) -> Stack:
        """Until the stack is at rest; `ConflictError` with what failed where it is not well."""
        self._begin(change_set)
        stack = self._at_rest(change_set.stack)
        if stack is None or not is_well(stack.status):
            status = stack.status if stack else "gone"
            told = "\n".join(f"  {each}" for each in self.failures(change_set.stack))
            raise ConflictError(f"{change_set.stack}: {status}\n{told}".rstrip())
        return stack

    def drop(self, change_set: ChangeSet) -> None:
        self._cloud.call(
            "cloudformation",
            "delete_change_set",
            StackName=change_set.stack,
            ChangeSetName=change_set.name,
        )

    def found_ours(self, name: str) -> Stack | None:
        """`ConflictError` for somebody else's."""
        stack = self.find(name)
        if stack is not None and not self.is_ours(stack):
            refuse_foreign(f"the stack {name}", stack.tags, self._tags)
        return stack

    def is_ours(self, stack: Stack) -> bool:
        """What was only planned has nothing in it yet, nor the tags that it will have."""
        is_bare = stack.status == "REVIEW_IN_PROGRESS" and not stack.tags
        return is_bare or is_ours(stack.tags, self._tags)

    def settled(self, name: str) -> Stack | None:
        """Once nothing is going on in it any more; `ConflictError` for somebody else's."""
        self.found_ours(name)
        return self._at_rest(name)

    def _at_rest(self, name: str) -> Stack | None:
        ends_at, told = self._monotonic() + LONGEST_WAIT_S, ""
        while True:
            stack = self.find(name)
            if stack is None or stack.state.next is not Next.WAIT:
                return stack
            if self._monotonic() >= ends_at:
                raise ProviderError(f"{name}: still {stack.status}: apply again waits on for it")
            line = f"{name}: {stack.status}, {self._done(name)} resources at rest"
            if line != told:
                self._say(line)
                told = line
            self._cloud.sleep(LOOK_EVERY_S)

    def made_ready(self, name: str) -> Stack | None:
        """The stack as a change set can be made for it; None where there is none."""
        stack = self.settled(name)
        if stack is None or stack.state.next is Next.NOTHING:
            return stack
        self._say(f"{name}: {stack.status}: {stack.state.means}; {stack.state.advice}")
        if stack.state.next is Next.REMOVE:
            return self.removed(name)
        self._roll_on(stack)
        return self._at_rest(name)

    def removed(self, name: str) -> Stack | None:
        """None once it is gone; what its template keeps stays."""
        self.found_ours(name)
        self._cloud.call("cloudformation", "delete_stack", StackName=name)
        stack = self._at_rest(name)
        if stack is not None and stack.status != "DELETE_COMPLETE":
            told = "\n".join(f"  {each}" for each in self.failures(name))
            raise ConflictError(f"{name}: {stack.status}\n{told}".rstrip())
        return None

    def failures(self, name: str) -> list[str]:
        """Why the last thing that was done to it failed, the cause first."""
        found = []
        for event in self._events(name):  # the newest first
            reason = event.get("ResourceStatusReason", "")
            is_failure = event["ResourceStatus"].endswith("_FAILED")
            if is_failure and reason and not reason.startswith(_CANCELLED):
                found.append(f"{event['LogicalResourceId']}: {reason}")
            if _begins(event, name):
                break
        return [self._cloud.shown(each) for each in reversed(found)]

    def resources(self, name: str) -> list[Answer]:
        return list(self._pages("list_stack_resources", "StackResourceSummaries", StackName=name))

    def _made(self, stack: str, name: str) -> ChangeSet:
        ends_at = self._monotonic() + LONGEST_PLAN_S
        given = {"StackName": stack, "ChangeSetName": name}
        while True:
            told = self._cloud.call("cloudformation", "describe_change_set", **given)
            if told["Status"] == "FAILED":
                return self._without_changes(stack, name, told.get("StatusReason", ""))
            if told["Status"] == "CREATE_COMPLETE":
                changes = self._pages("describe_change_set", "Changes", **given)
                return ChangeSet(stack=stack, name=name, changes=tuple(map(_change, changes)))
            if self._monotonic() >= ends_at:
                raise ProviderError(f"{stack}: its change set is not ready: try again")
            self._cloud.sleep(LOOK_EVERY_S)

    def _without_changes(self, stack: str, name: str, reason: str) -> ChangeSet:
        empty = ChangeSet(stack=stack, name=name)
        self.drop(empty)
        if any(each in reason for each in _UNCHANGED):
            return empty
        raise ConflictError(f"{stack}: {self._cloud.shown(reason)}")

    def _roll_on(self, stack: Stack) -> None:
        operation = (
            "rollback_stack" if stack.status == "UPDATE_FAILED" else "continue_update_rollback"
        )
        self._cloud.call("cloudformation", operation, StackName=stack.name)

    def _begin(self, change_set: ChangeSet) -> None:
        """Until it has begun: a stack shows the status from before for a moment. Where the answer
        to an earlier try was lost, CloudFormation says that the change is no more to be made."""
        name, refused = change_set.stack, None
        before = self.find(name)
        try:
            self._cloud.call(
                "cloudformation", "execute_change_set", StackName=name,
                ChangeSetName=change_set.name,
            )  # fmt: skip
        except CloudError as error:
            if error.aws_code not in {"ChangeSetNotFound", "InvalidChangeSetStatus"}:
                raise
            refused = error
        ends_at = self._monotonic() + LONGEST_START_S
        while self._monotonic() < ends_at:
            stack = self.find(name)
            if before is None or stack is None or stack.status != before.status:
                return
            self._cloud.sleep(1.0)
        if refused is not None:
            raise refused

    def _done(self, name: str) -> int:
        """None of a stack that has gone meanwhile."""
        try:
            found = self.resources(name)
        except CloudError as error:
            if _is_gone(error):
                return 0
            raise
        return sum(not each["ResourceStatus"].endswith("_IN_PROGRESS") for each in found)

    def _events(self, name: str) -> Iterator[Answer]:
        return self._pages("describe_stack_events", "StackEvents", StackName=name)

    def _pages(self, operation: str, member: str, **given: Any) -> Iterator[Answer]:
        token: Mapping[str, str] = {}
        while True:
            page = self._cloud.call("cloudformation", operation, **given, **token)
            yield from page[member]
            if not page.get("NextToken"):
                return
            token = {"NextToken": page["NextToken"]}


def _is_gone(error: CloudError) -> bool:
    return error.aws_code == "ValidationError" and "does not exist" in error.said


def _asked(request: StackRequest, name: str, is_new: bool) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "StackName": request.name,
        "ChangeSetName": name,
        "ChangeSetType": "CREATE" if is_new else "UPDATE",
        "TemplateURL": request.template_url,
        "Capabilities": list(CAPABILITIES),
        "Parameters": [_parameter(key, value) for key, value in request.parameters.items()],
        "Tags": [{"Key": key, "Value": value} for key, value in request.tags.items()],
    }
    if not is_new:
        asked["Parameters"] += [
            {"ParameterKey": key, "UsePreviousValue": True} for key in sorted(request.kept)
        ]
    elif request.adopts:
        asked["ImportExistingResources"] = True
    return asked


def _parameter(key: str, value: str) -> dict[str, str]:
    return {"ParameterKey": key, "ParameterValue": value}


def _stack(told: Answer) -> Stack:
    return Stack(
        name=told["StackName"],
        status=told["StackStatus"],
        reason=told.get("StackStatusReason", ""),
        parameters={
            each["ParameterKey"]: each.get("ParameterValue", "")
            for each in told.get("Parameters", ())
        },
        outputs={each["OutputKey"]: each["OutputValue"] for each in told.get("Outputs", ())},
        tags=tags_in(told.get("Tags", ())),
    )


def _change(told: Answer) -> Change:
    resource = told["ResourceChange"]
    return Change(
        action=resource["Action"],
        resource=resource["LogicalResourceId"],
        type=resource["ResourceType"],
        replaces=resource.get("Replacement", ""),
    )


def _begins(event: Answer, stack: str) -> bool:
    """The stack itself, as somebody asked for what went on."""
    is_of_stack = event["LogicalResourceId"] == stack
    return is_of_stack and event["ResourceStatus"] in {
        "CREATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "REVIEW_IN_PROGRESS", "UPDATE_IN_PROGRESS",
    }  # fmt: skip
