"""What was not made for this environment is looked at and never changed, whatever it is called."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aicc.amazon.deploy.apply import Apply
from aicc.amazon.deploy.destroy import Destroy
from aicc.amazon.deploy.ownership import GUIDE, is_ours, refuse_foreign
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.rollback import Rollback
from aicc.amazon.deploy.status import Status
from aicc.errors import ConflictError
from tests.deploy.fake_account import moto_client
from tests.deploy.made import PROJECT, ROOT, Desk, tags_of, wanted_in
from tests.deploy.test_rollback_destroy import a_secret

BASE_STACK = PROJECT.stack(Part.BASE)
CHANGES = {
    f"cloudformation.{each}"
    for each in ("create_change_set", "execute_change_set", "delete_stack", "rollback_stack")
}


def apply(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))


def plan(desk: Desk, root: Path) -> None:
    Apply(wanted_in(root), desk.world, "r1").planned()


def roll_back(desk: Desk, root: Path) -> None:
    rollback = Rollback(PROJECT, desk.world, "20260305T000000")
    rollback.run(rollback.target("20260301T000000"))


def destroy(desk: Desk, root: Path) -> None:
    Destroy(PROJECT, desk.world).run([], with_data=True)


def look_before_destroying(desk: Desk, root: Path) -> None:
    Destroy(PROJECT, desk.world).kept()


EVERY_WAY = pytest.mark.parametrize(
    "change", [apply, plan, roll_back, destroy, look_before_destroying]
)


@EVERY_WAY
@pytest.mark.parametrize("part", [Part.BASE, Part.WEB])
@pytest.mark.parametrize("project", ["", "aicc-test"])
def test_where_one_stack_is_somebody_elses_none_is_touched(
    desk: Desk, root: Path, change: Callable[[Desk, Path], None], part: Part, project: str
) -> None:
    desk.apply(wanted_in(root))
    stack = desk.account.cloudformation.stacks[PROJECT.stack(part)]
    stack.tags = tags_of(project) if project else []
    desk.account.called.clear()

    with pytest.raises(ConflictError, match=f"the stack {stack.name} .*was not made for"):
        change(desk, root)

    assert not CHANGES & set(desk.account.called)


def test_one_that_failed_is_not_removed_for_somebody_else(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    stack = desk.account.cloudformation.stacks[BASE_STACK]
    stack.tags, stack.status = tags_of("aicc-test"), "ROLLBACK_COMPLETE"

    with pytest.raises(ConflictError, match="project=aicc-test"):
        desk.apply(wanted_in(root))

    assert desk.account.cloudformation.stacks[BASE_STACK] is stack


def test_what_was_only_planned_has_no_tags_yet_and_is_gone_on_with(desk: Desk, root: Path) -> None:
    desk.account.late_faults["cloudformation.create_change_set"] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        desk.apply(wanted_in(root))

    assert desk.account.cloudformation.stacks[BASE_STACK].tags == []
    desk.apply(wanted_in(root))

    assert desk.account.cloudformation.stacks[BASE_STACK].status == "CREATE_COMPLETE"


def test_status_looks_at_it_and_warns(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    desk.account.cloudformation.stacks[BASE_STACK].tags = []

    lines = list(Status(PROJECT, desk.world).lines())

    assert sum("was not made for this environment" in line for line in lines) == 1


def test_the_error_names_both_sets_of_tags_and_where_adopting_stands() -> None:
    with pytest.raises(ConflictError) as refused:
        refuse_foreign("the stack x", {"project": "other", "cost": "7"}, PROJECT.tags)

    assert "it has project=other, ours have environment=prod, project=aicc-prod" in str(
        refused.value
    )
    assert "another PROJECT_NAME, or adopt it" in str(refused.value)


def test_the_guide_has_the_place_that_the_error_names() -> None:
    page, _, anchor = GUIDE.partition("#")
    headings = [
        line.lstrip("# ").lower().replace(" ", "-")
        for line in (ROOT / page).read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    ]

    assert anchor in headings


def test_tags_of_others_beside_ours_do_no_harm_and_one_that_is_wrong_does() -> None:
    assert is_ours({**PROJECT.tags, "cost-centre": "7"}, PROJECT.tags)
    assert not is_ours({**PROJECT.tags, "environment": "test"}, PROJECT.tags)


def test_a_secret_of_the_name_that_somebody_else_made_is_not_taken_over(
    desk: Desk, root: Path
) -> None:
    made = a_secret("aicc-test")

    with pytest.raises(ConflictError, match="--set KeptSessionKeyArn="):
        desk.apply(wanted_in(root))
    desk.apply(wanted_in(root, f"KeptSessionKeyArn={made['ARN']}"))

    stack = desk.account.cloudformation.stacks[BASE_STACK]
    assert stack.parameters["KeptSessionKeyArn"] == made["ARN"]


def test_secrets_and_queues_of_others_stay_when_ours_go_with_data(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    a_secret("aicc-test")
    queue = moto_client("sqs").create_queue(
        QueueName="aicc-prod-spool-0123456789ab.fifo", Attributes={"FifoQueue": "true"}
    )["QueueUrl"]
    removal = Destroy(PROJECT, desk.world)
    removal.run(removal.kept(), with_data=False)

    again = Destroy(PROJECT, desk.world)
    again.run(again.kept(), with_data=True)

    assert len(moto_client("secretsmanager").list_secrets()["SecretList"]) == 1
    assert moto_client("sqs").list_queues()["QueueUrls"] == [queue]
