"""Going back to an earlier release, and taking an environment down."""

from pathlib import Path
from typing import Any

import pytest

from aicc.amazon.deploy import kept_tables
from aicc.amazon.deploy.cloud import Cloud
from aicc.amazon.deploy.destroy import Destroy
from aicc.amazon.deploy.kept_secrets import bring_back
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.releases import Releases
from aicc.amazon.deploy.rollback import Rollback
from aicc.errors import ConflictError, NotFoundError
from tests.deploy.fake_account import moto_client
from tests.deploy.made import BASE, PROJECT, Desk, tags_of, wanted_in
from tests.deploy.test_apply import a_table
from tests.understanding.aws_model import failure

BASE_STACK, WEB_STACK, _ = map(PROJECT.stack, Part)


def a_secret(project: str = PROJECT.name) -> dict[str, Any]:
    """As a stack of the project would have left it, under the name that ours has."""
    secrets = moto_client("secretsmanager")
    made: dict[str, Any] = secrets.create_secret(
        Name="aicc-prod/session-key", SecretString="made-up", Tags=tags_of(project)
    )
    return made


def deployed_twice(desk: Desk, root: Path) -> tuple[str, str]:
    """The keys of the code of both releases."""
    first = wanted_in(root)
    desk.apply(first)
    (root / "src/aicc/mind.py").write_text("thought = 2\n", encoding="utf-8")
    second = wanted_in(root)
    desk.apply(second)
    return first.code_key, second.code_key


def back(desk: Desk, release: str = "20260305T000000", to: str = "") -> None:
    rollback = Rollback(PROJECT, desk.world, release)
    rollback.run(rollback.target(to))


def code_now(desk: Desk) -> str:
    return desk.account.cloudformation.stacks[BASE_STACK].parameters["LambdaCodeKey"]


def test_going_back_brings_code_and_image_of_the_release_before(desk: Desk, root: Path) -> None:
    first, second = deployed_twice(desk, root)
    image = desk.account.cloudformation.stacks[WEB_STACK].parameters["ImageUri"]

    before = code_now(desk)
    back(desk)

    assert (before, code_now(desk)) == (second, first)
    assert desk.account.cloudformation.stacks[WEB_STACK].parameters["ImageUri"] != image


def test_going_back_is_a_release_of_its_own_that_names_the_other(desk: Desk, root: Path) -> None:
    deployed_twice(desk, root)

    back(desk)

    current = Releases(desk.world.bucket(PROJECT)).current()
    assert current is not None
    assert (current.id, current.again) == ("20260305T000000", "20260301T000000")


def test_going_back_twice_does_not_come_forward_again(desk: Desk, root: Path) -> None:
    deployed_twice(desk, root)
    back(desk)

    with pytest.raises(NotFoundError, match="no release before this one"):
        back(desk, "20260306T000000")


def test_a_later_release_can_be_named(desk: Desk, root: Path) -> None:
    _, second = deployed_twice(desk, root)
    back(desk)

    back(desk, "20260306T000000", to="20260302T000000")

    assert code_now(desk) == second


def test_after_an_apply_that_failed_going_back_brings_the_release_before_it(
    desk: Desk, root: Path
) -> None:
    _, second = deployed_twice(desk, root)
    (root / "src/aicc/mind.py").write_text("thought = 3\n", encoding="utf-8")
    desk.account.cloudformation.broken["Service"] = "made up"
    with pytest.raises(ConflictError, match="made up"):
        desk.apply(wanted_in(root))
    desk.account.cloudformation.broken.clear()

    before = code_now(desk)
    back(desk)

    assert before != second == code_now(desk)


def test_going_back_from_a_failed_apply_brings_what_was_gone_back_to_before(
    desk: Desk, root: Path
) -> None:
    first, _ = deployed_twice(desk, root)
    back(desk, "20260302T120000")
    desk.account.cloudformation.broken["Service"] = "made up"
    with pytest.raises(ConflictError, match="made up"):
        desk.apply(wanted_in(root))
    desk.account.cloudformation.broken.clear()

    back(desk)

    assert code_now(desk) == first


def test_an_apply_that_failed_is_none_to_go_back_to(desk: Desk, root: Path) -> None:
    desk.account.cloudformation.broken["Service"] = "made up"
    with pytest.raises(ConflictError, match="made up"):
        desk.apply(wanted_in(root))

    with pytest.raises(NotFoundError, match="there are none"):
        back(desk, to="20260301T000000")


def test_a_release_that_is_not_there_is_told_with_those_that_are(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))

    with pytest.raises(NotFoundError, match="there are 20260301T000000"):
        back(desk, to="20250101T000000")


def test_going_back_never_drops_a_table(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    more = BASE.replace(
        "Resources:\n", "Resources:\n  Content: {Type: AWS::DynamoDB::Table, Properties: {}}\n"
    )
    (root / "infra/template.yaml").write_text(more, encoding="utf-8")
    desk.apply(wanted_in(root))

    with pytest.raises(ConflictError, match="would remove or replace Content"):
        back(desk)

    assert "Content" in desk.account.cloudformation.stacks[BASE_STACK].made


def test_going_back_that_fails_can_be_tried_again(desk: Desk, root: Path) -> None:
    first, _ = deployed_twice(desk, root)
    desk.account.cloudformation.broken["Turn"] = "made up"

    with pytest.raises(ConflictError, match="made up"):
        back(desk)
    desk.account.cloudformation.broken.clear()
    back(desk, "20260306T000000")

    assert code_now(desk) == first


def test_taking_down_goes_from_the_last_stack_to_the_first(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    desk.told.clear()

    removal = Destroy(PROJECT, desk.world)
    removal.run(removal.kept(), with_data=False)

    assert desk.account.cloudformation.stacks == {}
    assert desk.told.index(f"{WEB_STACK}: removing it") < desk.told.index(
        f"{BASE_STACK}: removing it"
    )


def test_data_stays_and_is_named(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    a_table("ConversationHistory", PROJECT.name)

    removal = Destroy(PROJECT, desk.world)
    left = removal.run(removal.kept(), with_data=False)

    assert "ConversationHistory" in left
    assert "repository" not in left
    assert desk.world.bucket(PROJECT).name in left
    assert moto_client("dynamodb").list_tables()["TableNames"] == ["ConversationHistory"]


def test_with_data_the_tables_and_the_bucket_go_too(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    a_table("ConversationHistory", PROJECT.name)

    removal = Destroy(PROJECT, desk.world)
    left = removal.run(removal.kept(), with_data=True)

    assert left == []
    assert moto_client("dynamodb").list_tables()["TableNames"] == []
    assert not desk.world.bucket(PROJECT).exists()


def test_data_that_an_earlier_removal_left_is_found_again(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    a_table("ConversationHistory", PROJECT.name)
    a_secret()
    removal = Destroy(PROJECT, desk.world)
    removal.run(removal.kept(), with_data=False)

    again = Destroy(PROJECT, desk.world)
    left = again.run(again.kept(), with_data=True)

    assert left == []
    assert moto_client("dynamodb").list_tables()["TableNames"] == []
    assert moto_client("secretsmanager").list_secrets()["SecretList"] == []


def test_queues_that_stacks_have_left_are_told_with_the_turns_that_wait_and_go_with_data(
    desk: Desk,
) -> None:
    sqs, fifo = moto_client("sqs"), {"FifoQueue": "true"}
    ours, _ = (
        sqs.create_queue(QueueName=f"{name}.fifo", Attributes=fifo, tags=PROJECT.tags)["QueueUrl"]
        for name in ("aicc-prod-spool-0123456789ab", "aicc-prod-spool-of-others")
    )
    sqs.send_message(QueueUrl=ours, MessageBody="x", MessageGroupId="1", MessageDeduplicationId="1")
    removal = Destroy(PROJECT, desk.world)

    kept = removal.kept()
    left = removal.run(kept, with_data=True)

    assert [(each.name, each.waiting) for each in kept] == [(ours, 1)]
    assert left == []
    assert ours not in sqs.list_queues()["QueueUrls"]


def test_what_was_removed_can_be_put_up_again_over_its_data(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    a_table("ConversationHistory", PROJECT.name)
    removal = Destroy(PROJECT, desk.world)
    removal.run(removal.kept(), with_data=False)

    desk.apply(wanted_in(root))

    assert desk.account.cloudformation.adopted == [BASE_STACK]


def test_a_secret_that_was_kept_is_told_to_the_new_stack_and_stays_told(
    desk: Desk, root: Path
) -> None:
    made = a_secret()
    moto_client("secretsmanager").delete_secret(SecretId="aicc-prod/session-key")
    deployed_twice(desk, root)

    back(desk)

    stack = desk.account.cloudformation.stacks[BASE_STACK]
    [secret] = moto_client("secretsmanager").list_secrets()["SecretList"]
    assert stack.parameters["KeptSessionKeyArn"] == made["ARN"] == secret["ARN"]
    assert "DeletedDate" not in secret


@pytest.mark.parametrize("was_cut_off", [False, True])
def test_a_key_that_waits_to_be_deleted_is_taken_back_and_works(
    desk: Desk, was_cut_off: bool
) -> None:
    kms = moto_client("kms")
    key = kms.create_key()["KeyMetadata"]
    kms.schedule_key_deletion(KeyId=key["KeyId"])
    if was_cut_off:
        kms.cancel_key_deletion(KeyId=key["KeyId"])

    bring_back(desk.world.cloud, {"KeptDataKeyArn": key["Arn"]})

    assert kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]["KeyState"] == "Enabled"


def test_removing_what_is_not_there_removes_nothing(desk: Desk) -> None:
    removal = Destroy(PROJECT, desk.world)

    assert removal.run(removal.kept(), with_data=True) == []


def test_removing_what_was_cut_off_goes_on(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    desk.account.late_faults["cloudformation.delete_stack"] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        Destroy(PROJECT, desk.world).run([], with_data=False)

    Destroy(PROJECT, desk.world).run([], with_data=False)

    assert desk.account.cloudformation.stacks == {}


class ChangingTable:
    """DynamoDB's table: at work for some looks, and refused meanwhile."""

    def __init__(self, looks: int, *, is_protected: bool = False) -> None:
        self.looks = looks
        self.is_protected = is_protected
        self.called: list[str] = []

    def describe_table(self, TableName: str) -> dict[str, Any]:
        self.looks -= 1
        if "delete_table" in self.called:
            raise failure("ResourceNotFoundException", "DescribeTable")
        status = "UPDATING" if self.looks >= 0 else "ACTIVE"
        table = {"TableName": TableName, "TableStatus": status}
        return {"Table": table | {"DeletionProtectionEnabled": self.is_protected}}

    def update_table(self, TableName: str, DeletionProtectionEnabled: bool) -> dict[str, Any]:
        self.called.append("update_table")
        self.is_protected, self.looks = DeletionProtectionEnabled, 1
        return {}

    def delete_table(self, TableName: str) -> dict[str, Any]:
        if self.looks > 0:
            raise failure("ResourceInUseException", "DeleteTable")
        self.called.append("delete_table")
        return {}


def deleted(table: ChangingTable, slept: list[float]) -> bool:
    cloud = Cloud(lambda service: table, sleep=slept.append)
    return kept_tables.delete(cloud, "ConversationHistory", monotonic=lambda: sum(slept))


def test_a_table_that_is_being_changed_is_waited_for_and_then_deleted() -> None:
    table, slept = ChangingTable(looks=3), list[float]()

    assert deleted(table, slept)

    assert (table.called, slept) == (["delete_table"], [kept_tables.LOOK_EVERY_S] * 3)


def test_the_end_of_its_protection_is_waited_for_too() -> None:
    table, slept = ChangingTable(looks=0, is_protected=True), list[float]()

    assert deleted(table, slept)

    assert table.called == ["update_table", "delete_table"]
    assert slept


def test_a_table_that_is_changed_for_too_long_is_told_with_what_to_do() -> None:
    table = ChangingTable(looks=10_000)

    with pytest.raises(ConflictError, match=r"still UPDATING after 10 minutes.*--with-data again"):
        deleted(table, [])

    assert table.called == []
