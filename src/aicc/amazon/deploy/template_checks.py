"""What CloudFormation's linter does not find in a template, and AWS refuses or regrets later."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from aicc.amazon.connect.check import check_text
from aicc.amazon.deploy.template_entrance import check_distribution, check_firewall
from aicc.amazon.deploy.template_rights import check_rights
from aicc.amazon.lex_bot.check import check_template
from aicc.amazon.lex_bot.template_reading import TemplateError, read_template
from aicc.domain.finding import RuleFinding
from aicc.domain.json import Json, JsonMap, as_map, as_maps, as_text

LARGEST_ENVIRONMENT = 4096  # bytes of names and values of a function
KEEPS_DATA = frozenset({"AWS::DynamoDB::Table", "AWS::KMS::Key"})
# Seconds and times that ECS takes in a container's health check
HEALTH = {"Interval": (5, 300), "Timeout": (2, 60), "Retries": (1, 10), "StartPeriod": (0, 300)}
LONGEST_STOP_S = 120  # Fargate
_RESOLVED = "{{resolve:secretsmanager"

Check = Callable[[str, JsonMap], Iterator[RuleFinding]]


def check_deployment(text: str) -> Sequence[RuleFinding]:
    """Everything found in a template, SAM's too; errors first. The linter is not asked."""
    try:
        resources = as_map(read_template(text).get("Resources"))
    except (TemplateError, RecursionError) as error:
        return (RuleFinding(rule="template", message=str(error)),)
    found = [*_of_resources(resources)]
    if any(_type(each) == "AWS::Lex::Bot" for each in resources.values()):
        found += check_template(text).findings
    return sorted(found, key=lambda finding: not finding.is_error)


def _of_resources(resources: JsonMap) -> Iterator[RuleFinding]:
    for name, given in resources.items():
        resource = as_map(given)
        yield from check_rights(name, resource)
        yield from _stays(name, resource)
        check = CHECKS.get(_type(resource))
        if check:
            yield from check(name, as_map(resource.get("Properties")))


def _stays(name: str, resource: JsonMap) -> Iterator[RuleFinding]:
    if _type(resource) not in KEEPS_DATA:
        return
    for policy in ("DeletionPolicy", "UpdateReplacePolicy"):
        if resource.get(policy) != "Retain":
            message = f"{policy}: Retain, or what it keeps goes with the stack"
            yield RuleFinding(rule="data", place=name, message=message)


def _log_group(name: str, properties: JsonMap) -> Iterator[RuleFinding]:
    if "RetentionInDays" not in properties:
        yield RuleFinding(rule="logs", place=name, message="RetentionInDays: else kept for ever")


def _function(name: str, properties: JsonMap) -> Iterator[RuleFinding]:
    if not as_map(properties.get("LoggingConfig")).get("LogGroup"):
        message = "LoggingConfig.LogGroup: else Lambda makes one that keeps logs for ever"
        yield RuleFinding(rule="logs", place=name, message=message)
    variables = as_map(as_map(properties.get("Environment")).get("Variables"))
    for key, each in variables.items():
        if _RESOLVED in str(each):
            message = f"{key}: give its ARN, and read it; who may look at the function reads this"
            yield RuleFinding(rule="secret", place=name, message=message)
    size = sum(len(key.encode()) + len(as_text(each).encode()) for key, each in variables.items())
    if size > LARGEST_ENVIRONMENT:
        message = f"an environment of {size} bytes: a function takes {LARGEST_ENVIRONMENT}"
        yield RuleFinding(rule="environment", place=name, message=message)


def _task(name: str, properties: JsonMap) -> Iterator[RuleFinding]:
    for container in as_maps(properties.get("ContainerDefinitions")):
        place = f"{name}.{as_text(container.get('Name'))}"
        yield from _health(place, as_map(container.get("HealthCheck")))
        stop = container.get("StopTimeout")
        if isinstance(stop, int) and stop > LONGEST_STOP_S:
            message = f"StopTimeout {stop}: Fargate waits {LONGEST_STOP_S} s at most"
            yield RuleFinding(rule="health", place=place, message=message)
        if container.get("ReadonlyRootFilesystem") is not True:
            message = "ReadonlyRootFilesystem: true; what is written goes to a mounted volume"
            yield RuleFinding(rule="container", place=place, message=message, is_error=False)
        yield from _open_secrets(place, container)


def _health(place: str, check: JsonMap) -> Iterator[RuleFinding]:
    if not check:
        message = "no HealthCheck: a process that hangs would stay"
        yield RuleFinding(rule="health", place=place, message=message, is_error=False)
        return
    for member, (least, most) in HEALTH.items():
        given = check.get(member)
        if isinstance(given, int) and not least <= given <= most:
            message = f"{member} {given}: ECS takes {least} to {most}"
            yield RuleFinding(rule="health", place=place, message=message)
    if _command(check.get("Command"))[:1] not in (["CMD"], ["CMD-SHELL"]):
        message = "Command begins with CMD or CMD-SHELL"
        yield RuleFinding(rule="health", place=place, message=message)


def _open_secrets(place: str, container: JsonMap) -> Iterator[RuleFinding]:
    """Anybody who may describe the task reads its environment."""
    for each in as_maps(container.get("Environment")):
        if _RESOLVED in str(each.get("Value")):
            message = f"{each.get('Name')}: give it as one of Secrets"
            yield RuleFinding(rule="secret", place=place, message=message)


def _flow(name: str, properties: JsonMap) -> Iterator[RuleFinding]:
    """By our own rules; `${…}` of a substitution counts as filled in."""
    content = properties.get("Content")
    text = content if isinstance(content, str) else _substituted(content)
    if not text:
        return
    for each in check_text(text):
        place = f"{name}: {each.place}" if each.place else name
        yield RuleFinding(rule=each.rule, place=place, message=each.message, is_error=each.is_error)


def _substituted(value: Json) -> str:
    given = as_map(value).get("Fn::Sub")
    return as_text(given[0]) if isinstance(given, list) and given else as_text(given)


def _command(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list) else []


def _type(resource: Json) -> str:
    return as_text(as_map(resource).get("Type"))


CHECKS: Mapping[str, Check] = {
    "AWS::CloudFront::Distribution": check_distribution,
    "AWS::Connect::ContactFlow": _flow,
    "AWS::Connect::ContactFlowModule": _flow,
    "AWS::ECS::TaskDefinition": _task,
    "AWS::Lambda::Function": _function,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::Serverless::Function": _function,
    "AWS::WAFv2::WebACL": check_firewall,
}
