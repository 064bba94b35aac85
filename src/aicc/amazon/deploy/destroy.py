"""Taking an environment down. What customers said stays, unless that is said too."""

from collections.abc import Iterator
from typing import Any

from aicc.amazon.deploy import kept_tables
from aicc.amazon.deploy.cloud import CloudError
from aicc.amazon.deploy.project import Part, Project
from aicc.amazon.deploy.world import World

KEY_DAYS = 30  # in which the deletion of a key can be taken back
_GONE = frozenset({
    "NotFoundException", "RepositoryNotFoundException", "ResourceNotFoundException",
})  # fmt: skip
_KEPT_TYPES = (
    "AWS::DynamoDB::Table", "AWS::ECR::Repository", "AWS::KMS::Key", "AWS::SecretsManager::Secret",
)  # fmt: skip


class Destroy:
    def __init__(self, project: Project, world: World) -> None:
        self._project = project
        self._world = world
        self._bucket = world.bucket(project)

    def kept(self) -> list[tuple[str, str]]:
        """Type and name of what the stacks have that may outlive them."""
        found: list[tuple[str, str]] = []
        for part, stack in self._world.found(self._project).items():
            for each in self._world.stacks.resources(stack.name):
                kind = each["ResourceType"]
                if kind in _KEPT_TYPES and each.get("PhysicalResourceId"):
                    found.append((kind, each["PhysicalResourceId"]))
            self._world.say(f"{part}: {stack.status}")
        return found

    def run(self, kept: list[tuple[str, str]], *, with_data: bool) -> list[str]:
        """What is left, by name. The last stack goes first: each needs the one before it."""
        for part in reversed(Part):
            name = self._project.stack(part)
            self._world.state.step(f"remove {part}")
            if self._world.stacks.settled(name) is not None:
                self._world.say(f"{name}: removing it")
                self._world.stacks.removed(name)
        if not with_data:
            return [*(name for _, name in kept), *self._bucket_name()]
        self._world.state.step("remove data")
        for kind, name in kept:
            if self._delete(kind, name):
                self._world.say(f"removed {name}")
        self._bucket.remove()
        return []

    def _bucket_name(self) -> Iterator[str]:
        if self._bucket.exists():
            yield self._bucket.name

    def _delete(self, kind: str, name: str) -> bool:
        calls: dict[str, tuple[Any, str, dict[str, Any]]] = {
            "AWS::ECR::Repository": (
                "ecr", "delete_repository", {"repositoryName": name, "force": True},
            ),
            "AWS::KMS::Key": (
                "kms", "schedule_key_deletion", {"KeyId": name, "PendingWindowInDays": KEY_DAYS},
            ),
            "AWS::SecretsManager::Secret": (
                "secretsmanager", "delete_secret",
                # one that waits to be deleted would block the name
                {"SecretId": name, "ForceDeleteWithoutRecovery": True},
            ),
        }  # fmt: skip
        if kind not in calls:
            return kept_tables.delete(self._world.cloud, name)
        service, operation, given = calls[kind]
        try:
            self._world.cloud.call(service, operation, **given)
        except CloudError as error:
            if error.aws_code in _GONE:
                return False
            raise
        return True
