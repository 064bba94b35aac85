"""Queues of turns that outlive their stack. Each is named after its own stack, so that no later
one takes it over: what waits in it is gone after fourteen days."""

import re
from collections.abc import Iterator, Mapping

from aicc.amazon.deploy.cloud import Cloud, CloudError
from aicc.amazon.deploy.ownership import is_ours
from aicc.amazon.deploy.project import Project

GONE = frozenset({"AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"})
_COUNTS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


def ours(cloud: Cloud, project: Project) -> Iterator[str]:
    """Addresses of those that a stack of the project has made, whether it is there or not."""
    name = re.compile(rf"{re.escape(project.name)}-spool-(dead-)?[0-9a-f]{{12}}\.fifo")
    told = cloud.call("sqs", "list_queues", QueueNamePrefix=f"{project.name}-spool-")
    for url in told.get("QueueUrls", ()):
        if name.fullmatch(url.rpartition("/")[2]) and is_ours(_tags(cloud, url), project.tags):
            yield url


def _tags(cloud: Cloud, url: str) -> Mapping[str, str]:
    try:
        found: Mapping[str, str] = cloud.call("sqs", "list_queue_tags", QueueUrl=url).get(
            "Tags", {}
        )
    except CloudError as error:
        if error.aws_code in GONE:
            return {}
        raise
    return found


def waiting(cloud: Cloud, url: str) -> int:
    """About how many turns are in it."""
    try:
        told = cloud.call(
            "sqs", "get_queue_attributes", QueueUrl=url, AttributeNames=list(_COUNTS)
        ).get("Attributes", {})
    except CloudError as error:
        if error.aws_code in GONE:
            return 0
        raise
    return sum(int(told.get(each, 0)) for each in _COUNTS)
