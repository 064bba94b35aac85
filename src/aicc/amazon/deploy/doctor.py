"""What has to be so before an apply, each looked at: credentials, region, quotas, Connect, Lex."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from aicc.amazon.deploy import cloudfront, kept_tables, lambda_zip
from aicc.amazon.deploy.apply import NOT_YET, OF_THE_TOOL
from aicc.amazon.deploy.cloud import Cloud, CloudError, Service
from aicc.amazon.deploy.image import Find, builder
from aicc.amazon.deploy.programs import Run, run
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.stack_states import Next
from aicc.amazon.deploy.values import parameters_of
from aicc.amazon.deploy.wanted import INSTANCE, Wanted
from aicc.amazon.deploy.world import World
from aicc.errors import AiccError, ConfigError, ConflictError, ProviderError

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


INFO_S = 20.0
LOG_IN = (
    "log in with `aws configure`, `aws sso login` or AWS_PROFILE, or work in CloudShell; then "
    "doctor again"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    name: str
    told: str
    is_well: bool = True
    is_looked_at: bool = True

    @property
    def mark(self) -> str:
        if not self.is_looked_at:
            return "?"
        return "ok" if self.is_well else "WRONG"


Look = tuple[str, Callable[[], str]]  # what it is called, and what asks


class Doctor:
    """`wanted` as `plan` has it. Everything is looked at, whatever was found before; `without` a
    `world`, for the reason given there, what needs none."""

    def __init__(
        self,
        wanted: Wanted,
        world: World | None,
        find: Find = shutil.which,
        *,
        without: str = "",
        programs: Run = run,
    ) -> None:
        self._wanted = wanted
        self._given = world
        self._without = without
        self._find = find
        self._programs = world.programs if world else programs

    @property
    def _world(self) -> World:
        if self._given is None:
            raise ProviderError(self._without)
        return self._given

    @property
    def _cloud(self) -> Cloud:
        return self._world.cloud

    def findings(self) -> Iterator[Finding]:
        for each in self._on_this_machine():
            yield _looked(*each)
        account = _looked("credentials", lambda: f"account {self._world.account()}")
        if account.is_well:
            yield account
            for each in self._in_the_account():
                yield _looked(*each)
            return
        yield replace(account, told=f"{account.told}: {LOG_IN}")
        names = ", ".join(name for name, _ in self._in_the_account())
        yield Finding(name="not looked at", told=names, is_looked_at=False)

    def _on_this_machine(self) -> Iterator[Look]:
        yield "values", self._values
        if Part.WEB in self._wanted.templates:
            yield "image builder", self._builder
        yield "bytecode", self._bytecode
        if Part.CONNECT in self._wanted.templates:
            yield "region of the Connect instance", self._region_of_instance

    def _in_the_account(self) -> Iterator[Look]:
        for service, operation, given in _MAY:
            yield f"may use {service}", partial(self._may, service, operation, given)
        yield "bucket", self._bucket
        yield "tables", self._tables
        for quota in QUOTAS:
            yield f"quota of {quota.about}", partial(self._quota, quota)
        if self._is_behind_cloudfront():
            yield "CloudFront's addresses", lambda: cloudfront.origin_prefix_list(self._cloud)
        if Part.CONNECT in self._wanted.templates:
            yield "bot", self._bot
            yield "Connect instance", self._instance
            yield "Connect associations", self._associations
            yield "Connect queues' figures", self._queues

    def _is_behind_cloudfront(self) -> bool:
        templates = self._wanted.templates.values()
        return any(cloudfront.is_wanted(each, self._wanted.known) for each in templates)

    def _values(self) -> str:
        """Those that a person gives; the rest the tool knows, or an earlier stack tells."""
        known = dict.fromkeys(OF_THE_TOOL, NOT_YET)
        for part, template in self._wanted.templates.items():
            parameters_of(part, template, known, self._wanted.known)
            known |= dict.fromkeys(template.outputs, NOT_YET)
        return f"none is missing for {', '.join(self._wanted.templates)}"

    def _bytecode(self) -> str:
        found = lambda_zip.interpreter(self._programs)
        return found or "none is made: no Python as the functions'"

    def _builder(self) -> str:
        """One that is installed may still have nothing behind it: docker without its daemon."""
        program, image = builder(self._find), self._wanted.options.image
        if image:
            return f"not needed: {image}"
        if not program:
            raise ConfigError("no docker, podman or buildah: give --image or --without web")
        try:
            self._programs([program, "info"], INFO_S)
        except ProviderError as error:
            message = f"{program} does not answer: start it, or give --image or --without web"
            raise ConfigError(message) from error
        return program

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

    def _region_of_instance(self) -> str:
        arn, region = self._wanted.values[INSTANCE], self._wanted.project.region
        if f":{region}:" not in arn:
            raise ConflictError(f"{arn} is in another region than {region}")
        return region

    def _instance(self) -> str:
        arn = self._wanted.values[INSTANCE]
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

    def _queues(self) -> str:
        """What callers are told who wait, read for the instance's first queue."""
        arn = self._wanted.values[INSTANCE]
        listed = self._cloud.call(
            "connect", "list_queues", InstanceId=arn, QueueTypes=["STANDARD"], MaxResults=1
        )["QueueSummaryList"]
        if not listed:
            return "no queue yet"
        told = self._cloud.call(
            "connect",
            "get_current_metric_data",
            InstanceId=arn.rpartition("/")[2],
            Filters={"Queues": [listed[0]["Id"]], "Channels": ["VOICE"]},
            CurrentMetrics=[{"Name": "AGENTS_STAFFED", "Unit": "COUNT"}],
        )
        return "are told" if told["MetricResults"] else "are told; nobody is signed in"


def _looked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, told=look())
    except CloudError as error:
        hint = ": the role lacks the right" if error.is_denied else ""
        return Finding(name=name, told=f"{error}{hint}", is_well=False)
    except AiccError as error:
        return Finding(name=name, told=str(error), is_well=False)
