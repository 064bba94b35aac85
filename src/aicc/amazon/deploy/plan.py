"""What an apply would change, as rows of a table, and what of it costs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aicc.amazon.deploy.image import SHORT
from aicc.amazon.deploy.lock_file import LAMBDA_PYTHON
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.stacks import Change
from aicc.amazon.deploy.templates import Template
from aicc.amazon.deploy.wanted import Wanted
from aicc.domain.json import JsonMap, as_map

COSTS_PAGE = "docs/explanation/cost.md"
MOST_NAMED = 3  # resources of one kind in a row
_ADD = "Add"
_ENDPOINT = "AWS::EC2::VPCEndpoint"
# Paid for by the hour, used or not: what it is called, and the parameter that says how many
_BY_THE_HOUR = {
    _ENDPOINT: ("interface endpoint", ""),
    "AWS::EC2::NatGateway": ("NAT gateway", ""),
    "AWS::ECS::Service": ("Fargate task", "DesiredCount"),
    "AWS::ElastiCache::ReplicationGroup": ("Redis node", "RedisNodes"),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": ("load balancer", ""),
    "AWS::KMS::Key": ("key", ""),
    "AWS::SecretsManager::Secret": ("secret", ""),
    "AWS::WAFv2::WebACL": ("WAF", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Changes of one kind in one stack."""

    stack: str
    action: str
    type: str
    resources: Sequence[str]
    replaces: str = ""
    loses_data: bool = False

    @property
    def shown(self) -> str:
        named = ", ".join(self.resources[:MOST_NAMED])
        more = len(self.resources) - MOST_NAMED
        return f"{named} and {more} more" if more > 0 else named


def changes_of_new(template: Template, values: Mapping[str, str]) -> list[Change]:
    return [
        Change(action=_ADD, resource=name, type=str(each.get("Type")))
        for name, each in template.made(values).items()
    ]


def rows(stack: str, changes: Iterable[Change], *, every: bool = False) -> list[Row]:
    """One row for what is done alike to resources of a type; `every`: a row for each."""
    grouped: dict[tuple[str, ...], list[Change]] = {}
    for each in changes:
        key = (each.action, each.type, each.replaces, each.resource if every else "")
        grouped.setdefault(key, []).append(each)
    return [
        Row(
            stack=stack,
            action=alike[0].action.lower(),
            type=alike[0].type,
            resources=[each.resource for each in alike],
            replaces=alike[0].replaces,
            loses_data=any(each.loses_data for each in alike),
        )
        for _, alike in sorted(grouped.items())
    ]


def about(wanted: Wanted) -> Iterator[str]:
    """What is deployed, before what it changes."""
    code = wanted.code
    python = ".".join(map(str, LAMBDA_PYTHON))
    yield (
        f"functions  {code.digest[:SHORT]}: pack {code.pack}, {len(code.files)} files, "
        f"{len(code.packages)} packages, Python {python} on arm64"
    )
    if not code.with_bytecode:
        yield (
            f"           source only: without a python{python} on this machine nothing is compiled "
            "ahead, and each new container does it"
        )
    if Part.WEB in wanted.templates:
        yield f"image      {wanted.options.image or wanted.tag}"
    if Part.CONNECT not in wanted.templates:
        yield "connect    left out: no ConnectInstanceArn is given"


def costs(wanted: Wanted) -> str:
    """By the hour whatever happens, and by use."""
    counted: Counter[str] = Counter()
    for template in wanted.templates.values():
        known = template.full(wanted.known)
        for each in template.made(wanted.known).values():
            kind = str(each.get("Type"))
            if kind in _BY_THE_HOUR and not _is_free(kind, each):
                name, counts = _BY_THE_HOUR[kind]
                counted[name] += int(known.get(counts, "1"))
    hourly = ", ".join(f"{count} × {name}" for name, count in sorted(counted.items())) or "nothing"
    return f"paid for by the hour: {hourly}; all else by use: {COSTS_PAGE}"


def _is_free(kind: str, resource: JsonMap) -> bool:
    """A way to DynamoDB or S3 inside the network."""
    properties = as_map(resource.get("Properties"))
    return kind == _ENDPOINT and properties.get("VpcEndpointType", "Gateway") == "Gateway"
