"""What is looked at before an apply, and how what is missing is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from aicc.amazon.deploy.doctor import Doctor, Finding
from aicc.amazon.deploy.project import Part, Project
from aicc.errors import InvalidInputError
from tests.deploy.fake_account import INSTANCE, denied
from tests.deploy.made import Desk, wanted_in
from tests.deploy.test_apply import a_table
from tests.understanding.aws_model import failure

PHONE = f"ConnectInstanceArn={INSTANCE}"


def findings(desk: Desk, root: Path, *given: str) -> dict[str, Finding]:
    doctor = Doctor(wanted_in(root, *given), desk.world, lambda name: f"/usr/bin/{name}")
    return {each.name: each for each in doctor.findings()}


def wrong(found: dict[str, Finding]) -> dict[str, str]:
    return {name: each.told for name, each in found.items() if not each.is_well}


def test_of_an_account_that_has_all_nothing_is_wrong(desk: Desk, root: Path) -> None:
    found = findings(desk, root, PHONE)

    assert wrong(found) == {}
    assert {
        "credentials", "bucket", "tables", "image builder", "bytecode", "may use ecs",
        "quota of functions at once", "Connect instance", "Connect associations",
        "Connect queues' figures",
    } <= found.keys()  # fmt: skip
    assert found["credentials"].told == "account 123456789012"


def test_without_credentials_the_account_is_not_asked_further(desk: Desk, root: Path) -> None:
    desk.account.faults["sts.get_caller_identity"] = [failure("ExpiredToken", "GetCallerIdentity")]

    found = findings(desk, root, PHONE)

    assert list(wrong(found)) == ["credentials"]
    assert "aws sso login" in found["credentials"].told
    assert "bucket" not in found
    assert found["not looked at"].mark == "?"


def test_without_credentials_it_looks_at_what_needs_none_and_names_the_rest(root: Path) -> None:
    doctor = Doctor(wanted_in(root, PHONE), None, lambda name: None, without="no AWS credentials")

    found = {each.name: each for each in doctor.findings()}

    assert wrong(found).keys() == {"image builder", "credentials"}
    assert found["values"].told == "none is missing for base, web, connect"
    assert found["credentials"].told.startswith("no AWS credentials: log in with")
    assert {"bucket", "tables", "bot", "may use ecs"} <= set(
        found["not looked at"].told.split(", ")
    )


def test_a_value_that_only_a_person_can_give_is_told_without_an_account(root: Path) -> None:
    wanted = wanted_in(root)
    known = replace(wanted, values={**wanted.values})
    known.values.pop("DesiredCount")  # type: ignore[attr-defined] # a dict of ours

    doctor = Doctor(known, None, lambda name: None, without="no AWS credentials")

    told = next(each.told for each in doctor.findings() if each.name == "values")
    assert told.startswith("the stack web needs DesiredCount")


def test_a_right_that_is_missing_is_told_as_that(desk: Desk, root: Path) -> None:
    desk.account.faults["ecs.list_clusters"] = [denied("ecs:ListClusters")]

    found = wrong(findings(desk, root))

    assert list(found) == ["may use ecs"]
    assert found["may use ecs"].endswith("the role lacks the right")


def test_a_quota_that_is_too_small_is_told_with_what_is_needed(desk: Desk, root: Path) -> None:
    desk.account.quotas.value = 10

    assert wrong(findings(desk, root))["quota of functions at once"].startswith(
        "10, at least 100 are needed"
    )


def test_an_instance_that_is_not_ready_is_told(desk: Desk, root: Path) -> None:
    desk.account.connect.status = "CREATION_IN_PROGRESS"

    assert "CREATION_IN_PROGRESS" in wrong(findings(desk, root, PHONE))["Connect instance"]


def test_figures_of_queues_that_may_not_be_read_are_told(desk: Desk, root: Path) -> None:
    denied_call = denied("connect:GetCurrentMetricData")
    desk.account.faults["connect.get_current_metric_data"] = [denied_call]

    told = wrong(findings(desk, root, PHONE))["Connect queues' figures"]
    assert told.endswith("the role lacks the right")


def test_an_instance_of_another_region_is_told(desk: Desk, root: Path) -> None:
    elsewhere = PHONE.replace("ap-northeast-2", "us-east-1")

    told = wrong(findings(desk, root, elsewhere))["region of the Connect instance"]
    assert "another region" in told


def test_tables_of_another_environment_are_told(desk: Desk, root: Path) -> None:
    a_table("ConversationHistory", "aicc-test")

    assert "HistoryTableName=aicc-prod-ConversationHistory" in wrong(findings(desk, root))["tables"]


def test_a_bot_of_the_name_is_told_with_another_name(desk: Desk, root: Path) -> None:
    desk.account.lex.bots = {"AICC-ChatBot": "MADEUP0000"}

    assert "--set BotName=AICC-ChatBot-2" in wrong(findings(desk, root, PHONE))["bot"]
    assert wrong(findings(desk, root, PHONE, "BotName=Another")) == {}


def test_without_a_builder_the_ways_round_it_are_told(desk: Desk, root: Path) -> None:
    wanted = wanted_in(root)

    doctor = Doctor(wanted, desk.world, lambda name: None)
    given = replace(wanted, options=replace(wanted.options, image="r/i:1"))
    with_image = Doctor(given, desk.world, lambda name: None)

    assert (
        "--image or --without web" in wrong({f.name: f for f in doctor.findings()})["image builder"]
    )
    assert wrong({f.name: f for f in with_image.findings()}) == {}


def test_a_builder_that_is_installed_and_does_not_answer_is_told(desk: Desk, root: Path) -> None:
    desk.programs.fail("info")

    told = wrong(findings(desk, root))["image builder"]

    assert told.startswith("docker does not answer: start it")


def test_without_the_service_no_builder_is_looked_for(desk: Desk, root: Path) -> None:
    doctor = Doctor(wanted_in(root, without=[Part.WEB]), desk.world, lambda name: None)

    assert "image builder" not in {each.name for each in doctor.findings()}


@pytest.mark.parametrize("name", ["", "AICC", "aicc_prod", "-aicc", "aicc--x", "1aicc", "a" * 25])
def test_a_name_that_aws_would_refuse_somewhere_is_refused_at_once(name: str) -> None:
    with pytest.raises(InvalidInputError, match="PROJECT_NAME"):
        Project(name=name, region="ap-northeast-2")


def test_the_environment_is_what_stands_behind_the_last_dash() -> None:
    named = [Project(name=each, region="ap-northeast-2") for each in ("aicc", "my-aicc-prod")]

    assert [each.environment for each in named] == ["dev", "prod"]


@pytest.mark.parametrize("region", ["", "seoul", "ap-northeast"])
def test_a_region_that_is_none_is_refused(region: str) -> None:
    with pytest.raises(InvalidInputError, match="AWS_REGION"):
        Project(name="aicc", region=region)
