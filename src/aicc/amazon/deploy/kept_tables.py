"""Tables that outlive their stack: taken over by the next one, never those of somebody else."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping

from aicc.amazon.deploy.cloud import Answer, Cloud, CloudError
from aicc.amazon.deploy.ownership import GUIDE, is_ours, tags_in
from aicc.amazon.deploy.project import Project
from aicc.amazon.deploy.templates import Template
from aicc.errors import ConflictError

LOOK_EVERY_S = 5.0
LONGEST_CHANGE_S = 600.0  # of a table that somebody, or an index that is filled, still changes
_AT_WORK = frozenset({"CREATING", "UPDATING"})


def left_behind(
    cloud: Cloud, project: Project, template: Template, values: Mapping[str, str]
) -> list[str]:
    """Tables of the template that are there without a stack of ours; `ConflictError` for those
    that another environment, or nobody known, has made."""
    found = dict(_there(cloud, template.tables(values)))
    foreign = [name for name, tags in found.items() if not is_ours(tags, project.tags)]
    if foreign:
        known = template.full(values)
        parameters = [name for name, value in known.items() if value in foreign]
        named = " ".join(f"--set {each}={project.name}-{known[each]}" for each in parameters)
        raise ConflictError(
            f"the tables {', '.join(foreign)} are there and not this environment's: others are "
            f"named with {named or 'parameters of the template'}; those of your own are adopted "
            f"by their tags: {GUIDE}"
        )
    return list(found)


def ours(
    cloud: Cloud, project: Project, template: Template, values: Mapping[str, str]
) -> list[str]:
    """Those of the template that this environment has marked, whosever the others are."""
    found = _there(cloud, template.tables(values))
    return [name for name, tags in found if is_ours(tags, project.tags)]


def delete(cloud: Cloud, name: str, *, monotonic: Callable[[], float] = time.monotonic) -> bool:
    """False where it was not there. Its data is gone for good. DynamoDB deletes no table while it
    is changed, as by the end of its own protection: that is waited for."""
    ends_at = monotonic() + LONGEST_CHANGE_S
    while True:
        table = _described(cloud, name)
        if table is None:
            return False
        status = table.get("TableStatus", "")
        if status == "DELETING" or (status not in _AT_WORK and _is_going(cloud, table)):
            return True
        if monotonic() >= ends_at:
            raise ConflictError(
                f"the table {name} is still {status} after {LONGEST_CHANGE_S / 60:.0f} minutes and "
                "cannot be deleted: destroy --with-data again deletes it once it is ACTIVE"
            )
        cloud.sleep(LOOK_EVERY_S)


def _is_going(cloud: Cloud, table: Answer) -> bool:
    """Whether it is being deleted now; else it has to be looked at again."""
    name = table["TableName"]
    try:
        if table.get("DeletionProtectionEnabled"):
            cloud.call("dynamodb", "update_table", TableName=name, DeletionProtectionEnabled=False)
            return False
        cloud.call("dynamodb", "delete_table", TableName=name)
    except CloudError as error:  # changed, or gone, since it was looked at
        if error.aws_code in {"ResourceInUseException", "ResourceNotFoundException"}:
            return False
        raise
    return True


def _there(cloud: Cloud, names: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The table's name and its tags."""
    for name in names:
        table = _described(cloud, name)
        if table is not None:
            arn = table["TableArn"]
            told = cloud.call("dynamodb", "list_tags_of_resource", ResourceArn=arn)
            yield name, tags_in(told.get("Tags", ()))


def _described(cloud: Cloud, name: str) -> Answer | None:
    try:
        table: Answer = cloud.call("dynamodb", "describe_table", TableName=name)["Table"]
    except CloudError as error:
        if error.aws_code == "ResourceNotFoundException":
            return None
        raise
    return table
