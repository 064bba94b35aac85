"""A fault at each step: what is left is explained by `status`, and a second apply heals it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.exceptions import ConnectionClosedError, EndpointConnectionError

from aicc.amazon.deploy.cloud import MOST_TRIES, CloudError
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.releases import Releases
from aicc.amazon.deploy.status import Status
from aicc.errors import AiccError, ConflictError, ProviderError
from tests.deploy.fake_account import FakeAccount, denied, throttled
from tests.deploy.made import PROJECT, Desk, wanted_in
from tests.understanding.aws_model import failure

BASE_STACK, WEB_STACK, _ = map(PROJECT.stack, Part)
# Every call of a first apply that could fail, and the step that it belongs to
CALLS = {
    "s3.create_bucket": "bucket",
    "s3.put_public_access_block": "bucket",
    "s3.put_bucket_tagging": "bucket",
    "s3.head_object": "code",
    "dynamodb.describe_table": "stack base",
    "cloudformation.create_change_set": "stack base",
    "cloudformation.describe_change_set": "stack base",
    "cloudformation.execute_change_set": "stack base",
    "cloudformation.list_stack_resources": "stack base",
    "ecr.describe_images": "image",
    "ecr.get_authorization_token": "image",
}
LOST = EndpointConnectionError(endpoint_url="https://made.up")
CLOSED = ConnectionClosedError(endpoint_url="https://made.up")


def status(desk: Desk) -> str:
    return "\n".join(Status(PROJECT, desk.world).lines())


def is_whole(desk: Desk) -> bool:
    return Status(PROJECT, desk.world).is_well() and set(desk.account.cloudformation.stacks) == {
        BASE_STACK,
        WEB_STACK,
    }


def failing(desk: Desk, root: Path) -> AiccError:
    """What an apply ended with, noted as the command notes it."""
    with pytest.raises(AiccError) as raised:
        desk.apply(wanted_in(root))
    desk.world.state.end(str(raised.value))
    return raised.value


@pytest.mark.parametrize("call", CALLS)
def test_a_right_that_is_missing_is_named_and_granted_the_next_apply_goes_on(
    desk: Desk, root: Path, call: str
) -> None:
    desk.account.faults[call] = [denied(call)]

    error = failing(desk, root)
    told = status(desk)
    desk.apply(wanted_in(root))

    assert isinstance(error, CloudError)
    assert error.is_denied
    assert f"is not authorized to perform: {call}" in told
    assert f"failed at: {CALLS[call]}" in told
    assert is_whole(desk)


def test_throttled_calls_are_made_again_by_themselves(desk: Desk, root: Path) -> None:
    for call in CALLS:
        desk.account.faults[call] = [throttled(), throttled()]

    desk.apply(wanted_in(root))

    assert is_whole(desk)
    assert desk.account.slept_s >= 3 * len(CALLS)
    assert not any(desk.account.faults[call] for call in CALLS)


@pytest.mark.parametrize(
    "call",
    ["s3.create_bucket", "cloudformation.create_change_set", "cloudformation.describe_stacks"],
)
def test_a_call_whose_answer_is_lost_is_not_done_twice(desk: Desk, root: Path, call: str) -> None:
    desk.account.late_faults[call] = [CLOSED]

    desk.apply(wanted_in(root))

    assert is_whole(desk)


def test_a_change_that_was_begun_is_waited_for_when_its_answer_is_lost(
    desk: Desk, root: Path
) -> None:
    desk.account.late_faults["cloudformation.execute_change_set"] = [
        failure("InternalFailure", "ExecuteChangeSet")
    ]

    desk.apply(wanted_in(root))

    assert is_whole(desk)


def test_a_network_that_stays_away_ends_the_run_and_the_next_one_goes_on(
    desk: Desk, root: Path
) -> None:
    desk.account.faults["s3.put_object"] = [LOST] * MOST_TRIES

    error = failing(desk, root)
    told = status(desk)
    desk.apply(wanted_in(root))

    assert isinstance(error, ProviderError)
    assert error.retryable
    assert "failed at: code" in told
    assert is_whole(desk)


def test_a_stack_that_could_not_be_made_is_explained_removed_and_made_anew(
    desk: Desk, root: Path
) -> None:
    desk.account.cloudformation.broken["Turn"] = "Role is not valid"

    error = failing(desk, root)
    told = status(desk)
    desk.account.cloudformation.broken.clear()
    desk.apply(wanted_in(root))

    assert "Turn: Role is not valid" in str(error)
    assert f"{BASE_STACK}: ROLLBACK_COMPLETE: could not be made and was undone" in told
    assert "failed  Turn: Role is not valid" in told
    assert "cancelled" not in told
    assert "apply removes it and makes it anew; data that is kept stays" in told
    assert is_whole(desk)


def test_a_change_that_failed_leaves_what_ran_and_can_be_tried_again(
    desk: Desk, root: Path
) -> None:
    desk.apply(wanted_in(root))
    (root / "src/aicc/mind.py").write_text("thought = 2\n", encoding="utf-8")
    desk.account.cloudformation.broken["Turn"] = "no such runtime"

    failing(desk, root)
    told = status(desk)
    desk.account.cloudformation.broken.clear()
    desk.apply(wanted_in(root))

    assert f"{BASE_STACK}: UPDATE_ROLLBACK_COMPLETE: works as before the last change" in told
    assert "failed  Turn: no such runtime" in told
    assert is_whole(desk)
    assert "begun after it, not finished: 20260302T000000" in told
    releases = Releases(desk.world.bucket(PROJECT)).all()
    assert [each.is_finished for each in releases] == [True, False, True]


def test_a_stack_that_got_stuck_on_its_way_back_is_freed(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    (root / "src/aicc/mind.py").write_text("thought = 2\n", encoding="utf-8")
    desk.account.cloudformation.broken["Turn"] = "no such runtime"
    desk.account.cloudformation.cannot_roll_back.add(BASE_STACK)

    failing(desk, root)
    told = status(desk)
    desk.account.cloudformation.broken.clear()
    desk.apply(wanted_in(root))

    assert "UPDATE_ROLLBACK_FAILED: could not take a failed change back" in told
    assert "apply goes on taking it back, then changes it" in told
    assert is_whole(desk)


def test_a_stack_that_stopped_in_the_middle_of_a_change_is_taken_back(
    desk: Desk, root: Path
) -> None:
    desk.apply(wanted_in(root))
    desk.account.cloudformation.stacks[BASE_STACK].status = "UPDATE_FAILED"

    desk.apply(wanted_in(root, "AlarmEmail=ops@bot.example"))

    assert "cloudformation.rollback_stack" in desk.account.called
    assert is_whole(desk)


def test_a_stack_that_was_only_planned_is_made(desk: Desk, root: Path) -> None:
    desk.account.faults["cloudformation.execute_change_set"] = [denied("execute")]

    failing(desk, root)
    told = status(desk)
    desk.apply(wanted_in(root))

    assert f"{BASE_STACK}: REVIEW_IN_PROGRESS: was planned and never made" in told
    assert is_whole(desk)


@pytest.mark.parametrize(
    "call",
    [
        "s3.put_object",
        "cloudformation.create_change_set",
        "cloudformation.execute_change_set",
        "ecr.get_authorization_token",
        "lambda.invoke",
    ],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_after_ctrl_c_anywhere_the_next_apply_goes_on(
    desk: Desk, root: Path, call: str, when: str
) -> None:
    faults = desk.account.faults if when == "before" else desk.account.late_faults
    faults[call] = [KeyboardInterrupt()]

    with pytest.raises(KeyboardInterrupt):
        desk.apply(wanted_in(root))
    told = status(desk)
    desk.apply(wanted_in(root))

    assert "was cut off at: " in told
    assert "apply again: it goes on from there" in told
    assert is_whole(desk)
    assert "cut off" not in status(desk)


def test_a_stack_that_is_at_work_is_waited_for(desk: Desk, root: Path) -> None:
    desk.account.late_faults["cloudformation.execute_change_set"] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        desk.apply(wanted_in(root))

    told = status(desk)

    assert f"{BASE_STACK}: CREATE_IN_PROGRESS: is being changed at this moment" in told
    assert "apply waits for it and goes on" in told


def test_a_stack_that_never_comes_to_rest_is_left_alone_after_an_hour(
    desk: Desk, account: FakeAccount, root: Path
) -> None:
    desk.apply(wanted_in(root))
    account.cloudformation.stacks[BASE_STACK].status = "UPDATE_IN_PROGRESS"

    error = failing(desk, root)

    assert "still UPDATE_IN_PROGRESS: apply again waits on for it" in str(error)
    assert 3600 <= account.slept_s < 3700


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda desk: desk.programs.fail("build"), "the build broke"),
        (lambda desk: desk.programs.fail("push"), "the push broke"),
        (lambda desk: desk.programs.fail("download"), "the download broke"),
    ],
)
def test_a_program_that_fails_leaves_nothing_that_is_in_the_way(
    desk: Desk, root: Path, spoil: Callable[[Desk], None], told: str
) -> None:
    spoil(desk)

    error = failing(desk, root)
    desk.programs.failing.clear()
    desk.apply(wanted_in(root))

    assert told in str(error)
    assert is_whole(desk)


def test_credentials_that_ran_out_are_told_as_that(desk: Desk, root: Path) -> None:
    desk.account.faults["s3.head_bucket"] = [failure("ExpiredToken", "HeadBucket")]

    error = failing(desk, root)

    assert isinstance(error, CloudError)
    assert error.has_no_credentials


def test_a_change_set_that_aws_refuses_says_why(desk: Desk, root: Path) -> None:
    refused = failure("ValidationError", "CreateChangeSet", "Template format error: made up")
    desk.account.faults["cloudformation.create_change_set"] = [refused]

    error = failing(desk, root)

    assert "Template format error: made up" in str(error)


def test_of_an_environment_that_is_not_there_status_says_so(desk: Desk) -> None:
    told = status(desk)

    assert told.splitlines() == [
        "aicc-prod-base: is not there",
        "aicc-prod-web: is not there",
        "aicc-prod-connect: is not there",
    ]
    assert not Status(PROJECT, desk.world).is_well()


def test_of_one_that_works_status_tells_release_and_address(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))

    told = status(desk).splitlines()

    assert told[:3] == [
        "aicc-prod-base: CREATE_COMPLETE: works as first made",
        "aicc-prod-web: CREATE_COMPLETE: works as first made",
        "aicc-prod-connect: is not there",
    ]
    assert "release 20260301T000000: version 1.0.0, pack general" in told
    assert "service at https://bot.example" in told


def test_a_conflict_names_the_stack(desk: Desk, root: Path) -> None:
    desk.account.cloudformation.broken["Service"] = "no capacity"

    error = failing(desk, root)

    assert isinstance(error, ConflictError)
    assert str(error).startswith(f"{WEB_STACK}: ROLLBACK_COMPLETE")
