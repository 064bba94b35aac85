"""Secrets and the key that outlive their stack: the next one is told where they are, or customers
would be strangers to it and what is sealed could not be opened."""

from collections.abc import Container, Iterator, Mapping

from aicc.amazon.deploy.cloud import Cloud, CloudError
from aicc.amazon.deploy.ownership import is_ours, refuse_foreign, tags_in
from aicc.amazon.deploy.project import Project
from aicc.amazon.deploy.stacks import Stack
from aicc.amazon.deploy.templates import Template

# The parameter that takes the ARN, and what the stack has named it
SECRETS = {"KeptSessionKeyArn": "session-key", "KeptJwtSecretArn": "jwt-secret"}
KEY, KEY_ALIAS = "KeptDataKeyArn", "data"
PARAMETERS = frozenset({*SECRETS, KEY})
_ABSENT = frozenset({"NotFoundException", "ResourceNotFoundException"})


def kept_values(
    cloud: Cloud,
    project: Project,
    template: Template,
    stack: Stack | None,
    chosen: Container[str] = (),
) -> dict[str, str]:
    """What a stack was told once it is told again; a new one gets what is there and was made for
    this environment. `ConflictError` for what somebody else made, except where a person has
    `chosen` what the parameter says."""
    wanted = PARAMETERS & template.parameters.keys()
    if stack is not None:
        return as_told(stack.parameters, wanted)
    found: dict[str, str] = {}
    for parameter, arn, tags in _there(cloud, project):
        if parameter in wanted and parameter not in chosen:
            refuse_foreign(f"{arn} (--set {parameter}=… chooses one)", tags, project.tags)
            found[parameter] = arn
    return found


def ours(cloud: Cloud, project: Project, template: Template) -> Iterator[tuple[str, str]]:
    """Those of the template that this environment has made, whosever the others are."""
    for parameter, arn, tags in _there(cloud, project):
        if parameter in template.parameters and is_ours(tags, project.tags):
            yield parameter, arn


def as_told(parameters: Mapping[str, str], wanted: frozenset[str] = PARAMETERS) -> dict[str, str]:
    return {name: parameters[name] for name in wanted & parameters.keys()}


def bring_back(cloud: Cloud, told: Mapping[str, str]) -> None:
    """Secrets and a key that wait to be deleted, as somebody wanted, are wanted again."""
    for parameter in SECRETS.keys() & told.keys():
        secret = told[parameter]
        if secret and cloud.call("secretsmanager", "describe_secret", SecretId=secret).get(
            "DeletedDate"
        ):
            cloud.call("secretsmanager", "restore_secret", SecretId=secret)
    if told.get(KEY):
        _bring_back_key(cloud, told[KEY])


def _bring_back_key(cloud: Cloud, key: str) -> None:
    """Taken back from deletion it is off, also where a run was cut off right after that."""
    told = cloud.call("kms", "describe_key", KeyId=key)["KeyMetadata"]
    if told["KeyState"] == "PendingDeletion":
        cloud.call("kms", "cancel_key_deletion", KeyId=told["KeyId"])
    if told["KeyState"] in {"PendingDeletion", "Disabled"}:
        cloud.call("kms", "enable_key", KeyId=told["KeyId"])


def _there(cloud: Cloud, project: Project) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The parameter, the ARN of what bears the name, and its tags."""
    for parameter, name in SECRETS.items():
        secret = f"{project.name}/{name}"
        try:
            told = cloud.call("secretsmanager", "describe_secret", SecretId=secret)
        except CloudError as error:
            if error.aws_code not in _ABSENT:
                raise
            continue
        yield parameter, str(told["ARN"]), tags_in(told.get("Tags", ()))
    try:
        alias = f"alias/{project.name}-{KEY_ALIAS}"
        key = cloud.call("kms", "describe_key", KeyId=alias)["KeyMetadata"]
        tags = cloud.call("kms", "list_resource_tags", KeyId=key["KeyId"]).get("Tags", ())
    except CloudError as error:
        if error.aws_code not in _ABSENT:
            raise
        return
    yield KEY, str(key["Arn"]), tags_in(tags, "TagKey", "TagValue")
