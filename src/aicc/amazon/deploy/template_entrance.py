"""Ways into a template's service past what shall stand in front of it."""

from collections.abc import Iterator

from aicc.domain.finding import RuleFinding
from aicc.domain.json import Json, JsonMap, as_map, as_maps, as_text

WRITTEN_BY_CALLERS = "x-forwarded-for"


def check_distribution(name: str, properties: JsonMap) -> Iterator[RuleFinding]:
    """A balancer knows CloudFront by a header alone: its addresses are those of every account's."""
    for origin in as_maps(as_map(properties.get("DistributionConfig")).get("Origins")):
        is_bucket = "S3OriginConfig" in origin
        if not is_bucket and not origin.get("OriginCustomHeaders"):
            place = f"{name}.{as_text(origin.get('Id'))}"
            message = (
                "OriginCustomHeaders: a secret that the origin wants, or it is called directly"
            )
            yield RuleFinding(rule="entrance", place=place, message=message)


def check_firewall(name: str, properties: JsonMap) -> Iterator[RuleFinding]:
    """WAF counts by the first address in the header, which is what the caller put there."""
    for config in _named("ForwardedIPConfig", properties.get("Rules")):
        if WRITTEN_BY_CALLERS in str(config).lower():
            message = (
                "ForwardedIPConfig of X-Forwarded-For: callers choose whom they are counted as"
            )
            yield RuleFinding(rule="entrance", place=name, message=message)


def _named(wanted: str, value: Json) -> Iterator[Json]:
    """However deep it stands, with both branches of a condition."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name == wanted:
                yield each
            else:
                yield from _named(wanted, each)
    elif isinstance(value, list):
        for each in value:
            yield from _named(wanted, each)
