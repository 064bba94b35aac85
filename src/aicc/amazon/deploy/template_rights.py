"""Who may do what, by a template: statements that give too much, services that do not exist."""

import re
from collections.abc import Iterator, Sequence

from aicc.domain.finding import RuleFinding
from aicc.domain.json import Json, JsonMap, as_map, as_text

SERVICES = frozenset({
    "apigateway.amazonaws.com", "cloudfront.amazonaws.com", "cloudwatch.amazonaws.com",
    "codebuild.amazonaws.com", "codedeploy.amazonaws.com", "connect.amazonaws.com",
    "delivery.logs.amazonaws.com", "dynamodb.application-autoscaling.amazonaws.com",
    "ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com",
    "elasticloadbalancing.amazonaws.com", "events.amazonaws.com", "kms.amazonaws.com",
    "lambda.amazonaws.com", "lexv2.amazonaws.com", "logs.amazonaws.com",
    "scheduler.amazonaws.com", "secretsmanager.amazonaws.com", "sns.amazonaws.com",
    "sqs.amazonaws.com", "states.amazonaws.com",
})  # fmt: skip
# Actions that have no resource, by the service authorization reference
OF_NO_RESOURCE = frozenset({
    "cloudwatch:PutMetricData", "ecr:GetAuthorizationToken", "polly:SynthesizeSpeech",
    "comprehend:BatchDetectEntities", "comprehend:BatchDetectSentiment",
})  # fmt: skip
NO_ACTIONS = {  # calls of the API that IAM knows under other names
    "dynamodb:TransactWriteItems": "dynamodb:PutItem, UpdateItem, DeleteItem, ConditionCheckItem",
    "dynamodb:TransactGetItems": "dynamodb:GetItem",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "lambda:Invoke": "lambda:InvokeFunction",
}
_ACCOUNT = re.compile(r":root$")


def check_rights(name: str, resource: JsonMap) -> Iterator[RuleFinding]:
    properties = as_map(resource.get("Properties"))
    if resource.get("Type") == "AWS::Lambda::Permission":
        yield from _service(name, properties.get("Principal"))
        yield from _open_permission(name, properties)
    for statement in statements(properties):
        yield from _service(name, as_map(statement.get("Principal")).get("Service"))
        if statement.get("Effect") == "Allow" and not _gives_to_its_account(statement):
            yield from _too_much(name, statement)


def statements(value: Json) -> Iterator[JsonMap]:
    """Of every policy document, however deep it stands, with both branches of a condition."""
    if isinstance(value, dict):
        if "Effect" in value:
            yield value
        for each in value.values():
            yield from statements(each)
    elif isinstance(value, list):
        for each in value:
            yield from statements(each)


def _service(name: str, given: Json) -> Iterator[RuleFinding]:
    for service in _texts(given):
        if service.endswith(".amazonaws.com") and service not in SERVICES:
            message = f"{service} is no service that we know: is it spelt so?"
            yield RuleFinding(rule="principal", place=name, message=message)


def _open_permission(name: str, properties: JsonMap) -> Iterator[RuleFinding]:
    """A service that may call for anybody calls for other accounts too."""
    if not (properties.get("SourceArn") or properties.get("SourceAccount")):
        message = "name SourceArn or SourceAccount: else anybody's resource may call it"
        yield RuleFinding(rule="principal", place=name, message=message)


def _gives_to_its_account(statement: JsonMap) -> bool:
    """How a key says that the account's own policies decide."""
    principal = as_map(as_map(statement.get("Principal")).get("AWS"))
    return bool(_ACCOUNT.search(as_text(principal.get("Fn::Sub"))))


def _too_much(name: str, statement: JsonMap) -> Iterator[RuleFinding]:
    actions = _texts(statement.get("Action"))
    for negated in {"NotAction", "NotResource", "NotPrincipal"} & statement.keys():
        message = f"{negated} gives all the rest: name what is given"
        yield RuleFinding(rule="wildcard", place=name, message=message)
    for action in actions:
        if "*" in action:
            message = f"{action}: name each action"
            yield RuleFinding(rule="wildcard", place=name, message=message)
        if action in NO_ACTIONS:
            message = f"{action} is no action of IAM: give {NO_ACTIONS[action]}"
            yield RuleFinding(rule="action", place=name, message=message)
    if "*" in _texts(statement.get("Resource")) and not OF_NO_RESOURCE.issuperset(actions):
        message = f"{', '.join(sorted(set(actions) - OF_NO_RESOURCE))} on every resource: name it"
        yield RuleFinding(rule="wildcard", place=name, message=message)
    principal = statement.get("Principal")
    if principal == "*" or as_map(principal).get("AWS") == "*":
        message = "for everybody in the world: name who"
        yield RuleFinding(rule="wildcard", place=name, message=message)


def _texts(value: Json) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else ()
