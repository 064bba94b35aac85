"""What has to be so before an apply, each looked at: credentials, region, quotas, Connect, Lex."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from aicc.amazon.deploy import kept_tables, lambda_zip
from aicc.amazon.deploy.cloud import Cloud, CloudError, Service
from aicc.amazon.deploy.image import Find, builder
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.stack_states import Next
from aicc.amazon.deploy.wanted import INSTANCE, Wanted
from aicc.amazon.deploy.world import World
from aicc.errors import AiccError, ConfigError, ConflictError

# Calls that change nothing, one for each service that an apply uses
_MAY: tuple[tuple[Service, str, dict[str, int]], ...] = (
    ("cloudformation", "describe_account_limits", {}),
    ("dynamodb", "list_tables", {"Limit": 1}),
    ("ecr", "describe_repositories", {"maxResults": 1}),
    ("ecs", "list_clusters", {"maxResults": 1}),
    ("lambda", "list_functions", {"MaxItems": 1}),
    ("lexv2-models", "list_bots", {"maxResults": 1}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """AWS's code of it, and the least that a contact centre of some calls needs."""

    service: str
    code: str
    about: str
    least: float


QUOTAS = (
    Quota(service="lambda", code="L-B99A9384", about="functions at once", least=100),
    Quota(service="fargate", code="L-3032A538", about="Fargate processors", least=4),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    name: str
    told: str
    is_well: bool = True


class Doctor:
    """`wanted` as `plan` has it. Everything is looked at, whatever was found before."""

    def __init__(self, wanted: Wanted, world: World, find: Find = shutil.which) -> None:
        self._wanted = wanted
        self._world = world
        self._cloud: Cloud = world.cloud
        self._find = find

    def findings(self) -> Iterator[Finding]:
        yield from self._on_this_machine()
        account = _looked("credentials", lambda: f"account {self._world.account()}")
        yield account
        if account.is_well:
            yield from self._in_the_account()

    def _on_this_machine(self) -> Iterator[Finding]:
        if Part.WEB in self._wanted.templates:
            yield _looked("image builder", self._builder)
        python = lambda_zip.interpreter(self._world.programs)
        yield Finding(name="bytecode", told=python or "none is made: no Python as the functions'")

    def _in_the_account(self) -> Iterator[Finding]:
        for service, operation, given in _MAY:
            yield _looked(
                f"may use {service}",
                partial(self._may, service, operation, given),
            )
        yield _looked("bucket", self._bucket)
        yield _looked("tables", self._tables)
        for quota in QUOTAS:
            yield _looked(f"quota of {quota.about}", partial(self._quota, quota))
        if Part.CONNECT in self._wanted.templates:
            yield _looked("bot", self._bot)
            yield _looked("Connect instance", self._instance)
            yield _looked("Connect associations", self._associations)

    def _builder(self) -> str:
        program = builder(self._find)
        if not program and not self._wanted.options.image:
            raise ConfigError("no docker, podman or buildah: give --image or --without web")
        return program or f"not needed: {self._wanted.options.image}"

    def _may(self, service: Service, operation: str, given: dict[str, int]) -> str:
        self._cloud.call(service, operation, **given)
        return "answers"

    def _bucket(self) -> str:
        bucket = self._world.bucket(self._wanted.project)
        return f"{bucket.name} is {'there' if bucket.exists() else 'free'}"

    def _tables(self) -> str:
        """Names of tables are one for the account and region, whoever made them."""
        template, project = self._wanted.templates[Part.BASE], self._wanted.project
        if self._stands(Part.BASE):
            return "in the stack"
        left = kept_tables.left_behind(self._cloud, project, template, self._wanted.known)
        return f"{', '.join(left)} will be taken over" if left else "their names are free"

    def _bot(self) -> str:
        """Names of bots are one for the account and region too."""
        name = self._wanted.bot
        if self._stands(Part.CONNECT):
            return "in the stack"
        wanted = {"name": "BotName", "values": [name], "operator": "EQ"}
        if self._cloud.call("lexv2-models", "list_bots", filters=[wanted])["botSummaries"]:
            raise ConflictError(f"{name} is there already: another with --set BotName={name}-2")
        return f"the name {name} is free"

    def _stands(self, part: Part) -> bool:
        stack = self._world.stacks.found_ours(self._wanted.project.stack(part))
        return stack is not None and stack.state.next is not Next.REMOVE

    def _quota(self, quota: Quota) -> str:
        told = self._cloud.call(
            "service-quotas",
            "get_service_quota",
            ServiceCode=quota.service,
            QuotaCode=quota.code,
        )
        value = float(told["Quota"]["Value"])
        if value < quota.least:
            raise ConflictError(f"{value:g}, at least {quota.least:g} are needed: ask for more")
        return f"{value:g}"

    def _instance(self) -> str:
        arn = self._wanted.values[INSTANCE]
        if f":{self._wanted.project.region}:" not in arn:
            raise ConflictError(f"{arn} is in another region than {self._wanted.project.region}")
        told = self._cloud.call("connect", "describe_instance", InstanceId=arn)["Instance"]
        if told.get("InstanceStatus") != "ACTIVE":
            raise ConflictError(f"is {told.get('InstanceStatus', 'not ready')}")
        return f"{told.get('InstanceAlias', arn)} is active"

    def _associations(self) -> str:
        """Made by the connect stack; until then there are none of ours."""
        arn = self._wanted.values[INSTANCE]
        bots = self._cloud.call("connect", "list_bots", InstanceId=arn, LexVersion="V2")
        functions = self._cloud.call("connect", "list_lambda_functions", InstanceId=arn)
        return (
            f"{len(bots.get('LexBots', ()))} bots, "
            f"{len(functions.get('LambdaFunctions', ()))} functions"
        )


def _looked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, told=look())
    except CloudError as error:
        hint = ": the role lacks the right" if error.is_denied else ""
        return Finding(name=name, told=f"{error}{hint}", is_well=False)
    except AiccError as error:
        return Finding(name=name, told=str(error), is_well=False)
