"""Where CloudFront calls a load balancer from: a list that AWS keeps, with an id in each region."""

from collections.abc import Mapping

from aicc.amazon.deploy.cloud import Cloud
from aicc.amazon.deploy.templates import Template
from aicc.errors import ConflictError

PARAMETER, SWITCH = "OriginPrefixListId", "EnableCloudFront"
NAME = "com.amazonaws.global.cloudfront.origin-facing"


def is_wanted(template: Template, values: Mapping[str, str]) -> bool:
    """Where CloudFront is on, and nobody has said which list it is."""
    return (
        PARAMETER in template.parameters
        and template.full(values).get(SWITCH) == "on"
        and not values.get(PARAMETER)
    )


def origin_prefix_list(cloud: Cloud) -> str:
    named = {"Name": "prefix-list-name", "Values": [NAME]}
    found = cloud.call("ec2", "describe_managed_prefix_lists", Filters=[named])["PrefixLists"]
    if not found:
        raise ConflictError(f"no prefix list {NAME} in this region: --set {SWITCH}=off")
    return str(found[0]["PrefixListId"])
