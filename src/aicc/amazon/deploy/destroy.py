"""Taking an environment down. What customers said stays, unless that is said too."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aicc.amazon.deploy import kept_queues, kept_secrets, kept_tables
from aicc.amazon.deploy.cloud import CloudError, Service
from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.releases import Releases
from aicc.amazon.deploy.stacks import Stack
from aicc.amazon.deploy.templates import Template, template_from
from aicc.amazon.deploy.world import World

KEY_DAYS = 30  # in which the deletion of a key can be taken back
TABLE, SECRET, KEY = "AWS::DynamoDB::Table", "AWS::SecretsManager::Secret", "AWS::KMS::Key"
QUEUE = "AWS::SQS::Queue"
_GONE = kept_queues.GONE | {
    "NotFoundException", "RepositoryNotFoundException", "ResourceNotFoundException",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A resource that outlives its stack; `name` is what AWS knows it by."""

    type: str
    name: str
    waiting: int = 0  # turns in a queue, that nobody reads once its stack is gone


class Destroy:
    def __init__(self, project: Project, world: World) -> None:
        self._project = project
        self._world = world
        self._bucket = world.bucket(project)

    def kept(self) -> list[Kept]:
        """What the stacks would leave behind, or have left when they went."""
        found: list[Kept] = []
        stacks = self._world.found_ours(self._project)
        for stack in stacks.values():
            found += self._kept_by(stack)
        if Part.BASE not in stacks:
            found += self._left()
        queues = [each.name for each in found if each.type == QUEUE]
        queues += [
            url for url in kept_queues.ours(self._world.cloud, self._project) if url not in queues
        ]
        return [each for each in found if each.type != QUEUE] + [*map(self._queue, queues)]

    def run(self, kept: list[Kept], *, with_data: bool) -> list[str]:
        """What is left, by name. The last stack goes first: each needs the one before it."""
        self._world.found_ours(self._project)
        for part in reversed(Part):
            name = self._project.stack(part)
            self._world.state.step(f"remove {part}")
            if self._world.stacks.settled(name) is not None:
                self._world.say(f"{name}: removing it")
                self._world.stacks.removed(name)
        if not with_data:
            return [*(each.name for each in kept), *self._bucket_name()]
        self._world.state.step("remove data")
        left = [each.name for each in kept if not self._delete(each)]
        self._bucket.remove()
        return left

    def _kept_by(self, stack: Stack) -> Iterator[Kept]:
        template = self._template_of(stack)
        for each in self._world.stacks.resources(stack.name):
            resource = template.resources.get(each["LogicalResourceId"], {})
            physical = each.get("PhysicalResourceId")
            if physical and resource.get("DeletionPolicy") == "Retain":
                yield Kept(each["ResourceType"], physical)

    def _template_of(self, stack: Stack) -> Template:
        """As it was given, before anything in it was expanded."""
        told = self._world.cloud.call("cloudformation", "get_template", StackName=stack.name)
        body: Any = told["TemplateBody"]  # botocore reads JSON, and leaves YAML a text
        return template_from(body if isinstance(body, str) else json.dumps(body))

    def _left(self) -> Iterator[Kept]:
        """Of a base stack that is gone: found by the names that the last release gave."""
        release = Releases(self._bucket).current() if self._bucket.exists() else None
        record = release.stacks.get(Part.BASE) if release else None
        if record is None:
            return
        template = template_from(self._bucket.get(record.template).decode())
        cloud, project = self._world.cloud, self._project
        for name in kept_tables.ours(cloud, project, template, record.parameters):
            yield Kept(TABLE, name)
        for parameter, arn in kept_secrets.ours(cloud, project, template):
            yield Kept(KEY if parameter == kept_secrets.KEY else SECRET, arn)

    def _queue(self, url: str) -> Kept:
        return Kept(QUEUE, url, waiting=kept_queues.waiting(self._world.cloud, url))

    def _bucket_name(self) -> Iterator[str]:
        if self._bucket.exists():
            yield self._bucket.name

    def _delete(self, kept: Kept) -> bool:
        """False for what we do not know how to delete: it is named."""
        if kept.type == TABLE:
            kept_tables.delete(self._world.cloud, kept.name)
            return True
        known = _calls(kept.name).get(kept.type)
        if known is None:
            return False
        service, operation, given = known
        try:
            self._world.cloud.call(service, operation, **given)
        except CloudError as error:
            if error.aws_code not in _GONE:
                raise
        self._world.say(f"removed {kept.name}")
        return True


def _calls(name: str) -> dict[str, tuple[Service, str, dict[str, Any]]]:
    return {
        "AWS::ECR::Repository": (
            "ecr", "delete_repository", {"repositoryName": name, "force": True},
        ),
        "AWS::KMS::Alias": ("kms", "delete_alias", {"AliasName": name}),
        KEY: ("kms", "schedule_key_deletion", {"KeyId": name, "PendingWindowInDays": KEY_DAYS}),
        "AWS::Logs::LogGroup": ("logs", "delete_log_group", {"logGroupName": name}),
        QUEUE: ("sqs", "delete_queue", {"QueueUrl": name}),
        # one that waits to be deleted would block the name
        SECRET: (
            "secretsmanager", "delete_secret",
            {"SecretId": name, "ForceDeleteWithoutRecovery": True},
        ),
    }  # fmt: skip
