"""Tables that outlive their stack: taken over by the next one, never those of somebody else."""

from collections.abc import Iterable, Iterator, Mapping

from aicc.amazon.deploy.cloud import Answer, Cloud, CloudError
from aicc.amazon.deploy.project import Project
from aicc.amazon.deploy.templates import Template
from aicc.errors import ConflictError


def left_behind(
    cloud: Cloud, project: Project, template: Template, values: Mapping[str, str]
) -> list[str]:
    """Tables of the template that are there without a stack of ours; `ConflictError` for those
    that another environment, or nobody known, has made."""
    found = dict(_there(cloud, template.tables(values)))
    foreign = [name for name, owner in found.items() if owner != project.name]
    if foreign:
        known = template.full(values)
        parameters = [name for name, value in known.items() if value in foreign]
        named = " ".join(f"--set {each}={project.name}-{known[each]}" for each in parameters)
        raise ConflictError(
            f"the tables {', '.join(foreign)} are there and not this environment's: others are "
            f"named with {named or 'parameters of the template'}"
        )
    return list(found)


def ours(
    cloud: Cloud, project: Project, template: Template, values: Mapping[str, str]
) -> list[str]:
    """Those of the template that this environment has marked, whosever the others are."""
    found = _there(cloud, template.tables(values))
    return [name for name, owner in found if owner == project.name]


def delete(cloud: Cloud, name: str) -> bool:
    """False where it was not there. Its data is gone for good."""
    try:
        cloud.call("dynamodb", "update_table", TableName=name, DeletionProtectionEnabled=False)
        cloud.call("dynamodb", "delete_table", TableName=name)
    except CloudError as error:
        if error.aws_code == "ResourceNotFoundException":
            return False
        raise
    return True


def _there(cloud: Cloud, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The table's name and the project that it is marked with, empty where with none."""
    for name in names:
        table = _described(cloud, name)
        if table is not None:
            tags = cloud.call(
                "dynamodb", "list_tags_of_resource", ResourceArn=table["TableArn"]
            ).get("Tags", ())
            yield name, next((each["Value"] for each in tags if each["Key"] == "project"), "")


def _described(cloud: Cloud, name: str) -> Answer | None:
    try:
        table: Answer = cloud.call("dynamodb", "describe_table", TableName=name)["Table"]
    except CloudError as error:
        if error.aws_code == "ResourceNotFoundException":
            return None
        raise
    return table
