"""Putting an environment up and changing it: what is done, what is passed by, what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from aicc.amazon.deploy.apply import Apply
from aicc.amazon.deploy.image import Images
from aicc.amazon.deploy.project import Part
from aicc.amazon.deploy.releases import Releases
from aicc.amazon.deploy.stacks import Change
from aicc.amazon.deploy.templates import template_from
from aicc.amazon.deploy.values import with_digest
from aicc.amazon.deploy.wanted import Options, wanted_from
from aicc.errors import ConfigError, ConflictError, InvalidInputError, NotFoundError
from tests.deploy.fake_account import INSTANCE, REPOSITORY, moto_client
from tests.deploy.fake_cloudformation import ACCOUNT, REGION
from tests.deploy.made import BASE, PROJECT, ROOT, SECRET, WEB, Desk, tags_of, wanted_in
from tests.understanding.aws_model import failure

BASE_STACK, WEB_STACK, CONNECT_STACK = map(PROJECT.stack, Part)


def a_table(name: str, project: str) -> None:
    moto_client("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "session_id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "session_id", "KeyType": "HASH"}],
        Tags=tags_of(project),
    )


def test_an_empty_account_gets_bucket_code_stacks_image_and_a_record(
    desk: Desk, root: Path
) -> None:
    wanted = wanted_in(root)

    found = desk.apply(wanted)

    bucket = desk.world.bucket(PROJECT)
    web = desk.account.cloudformation.stacks[WEB_STACK]
    assert bucket.has(wanted.code_key)
    assert desk.account.cloudformation.stacks[BASE_STACK].status == "CREATE_COMPLETE"
    assert web.parameters["ImageUri"] == f"{REPOSITORY}:{wanted.tag}"
    assert [each.id for each in Releases(bucket).all()] == ["20260301T000000"]
    assert [(each.name, each.is_well) for each in found] == [
        ("TurnFunctionArn", True),
        ("LexHookFunctionArn", True),
        ("a turn", True),
        ("service", True),
    ]


def test_a_second_apply_of_the_same_changes_nothing(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    desk.account.called.clear()
    made = len(desk.programs.said("download"))

    desk.apply(wanted_in(root))

    assert "cloudformation.execute_change_set" not in desk.account.called
    assert len(desk.programs.said("download")) == made
    assert f"{BASE_STACK}: nothing to change" in desk.told


def test_changed_code_is_uploaded_beside_the_old_and_changes_the_stack(
    desk: Desk, root: Path
) -> None:
    before = wanted_in(root)
    desk.apply(before)
    (root / "src/aicc/mind.py").write_text("thought = 2\n", encoding="utf-8")

    after = wanted_in(root)
    desk.apply(after)

    stack = desk.account.cloudformation.stacks[BASE_STACK]
    bucket = desk.world.bucket(PROJECT)
    assert stack.status == "UPDATE_COMPLETE"
    assert stack.parameters["LambdaCodeKey"] == after.code_key != before.code_key
    assert bucket.has(before.code_key)
    assert bucket.has(after.code_key)
    assert after.tag != before.tag


def test_an_image_is_built_for_graviton_and_pushed_once_logged_in(desk: Desk, root: Path) -> None:
    wanted = wanted_in(root)

    desk.apply(wanted)

    [build], [push] = desk.programs.said("build"), desk.programs.said("push")
    assert build[:4] == ["docker", "build", "--platform", "linux/arm64"]
    assert "BASE=b:1" in build
    assert push == ["docker", "push", f"{REPOSITORY}:{wanted.tag}"]
    [login] = desk.programs.said("login")
    assert "--password-stdin" in login
    assert any(desk.programs.given)


def test_an_image_that_is_given_is_neither_built_nor_pushed(desk: Desk, root: Path) -> None:
    wanted = wanted_in(root)
    given = f"{REPOSITORY}:mine"

    desk.apply(replace(wanted, options=replace(wanted.options, image=given)))

    assert desk.account.cloudformation.stacks[WEB_STACK].parameters["ImageUri"] == given
    assert not desk.programs.said("build")


def test_with_an_instance_the_phone_is_put_up_too(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root, f"ConnectInstanceArn={INSTANCE}"))

    stack = desk.account.cloudformation.stacks[CONNECT_STACK]
    assert stack.status == "CREATE_COMPLETE"
    assert stack.parameters["LambdaArn"].endswith("aicc-prod-hook:live")
    assert list(stack.made.values()).count("AWS::Connect::ContactFlow") == 7


def test_a_stack_can_be_left_out(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root, without=[Part.WEB]))

    assert list(desk.account.cloudformation.stacks) == [BASE_STACK]
    assert desk.programs.said("build") == []


def test_what_would_lose_data_is_refused_and_nothing_is_changed(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    without_table = BASE.replace("DynamoDB::Table", "SNS::Topic", 1).replace("History:", "Gone:")
    (root / "infra/template.yaml").write_text(without_table, encoding="utf-8")
    wanted = wanted_in(root)

    with pytest.raises(ConflictError, match="--allow-data-loss"):
        desk.apply(wanted)
    unchanged = desk.account.cloudformation.stacks[BASE_STACK].status
    desk.apply(wanted, loses_data=True)

    assert unchanged == "CREATE_COMPLETE"
    assert desk.account.cloudformation.stacks[BASE_STACK].status == "UPDATE_COMPLETE"


@pytest.mark.parametrize(
    ("replaces", "loses"), [("True", True), ("Conditional", True), ("False", False)]
)
def test_a_table_that_may_be_replaced_is_as_good_as_lost(replaces: str, loses: bool) -> None:
    change = Change(
        action="Modify", resource="History", type="AWS::DynamoDB::Table", replaces=replaces
    )

    assert change.loses_data is loses


def test_tables_that_an_earlier_stack_has_left_are_taken_over(desk: Desk, root: Path) -> None:
    a_table("ConversationHistory", PROJECT.name)

    desk.apply(wanted_in(root))

    assert desk.account.cloudformation.adopted == [BASE_STACK]


def test_another_environments_tables_are_never_touched(desk: Desk, root: Path) -> None:
    a_table("ConversationHistory", "aicc-test")

    with pytest.raises(ConflictError, match="--set HistoryTableName=aicc-prod-ConversationHistory"):
        desk.apply(wanted_in(root))

    assert BASE_STACK not in desk.account.cloudformation.stacks


def test_a_bucket_of_somebody_else_gets_nothing(desk: Desk, root: Path) -> None:
    desk.account.faults["s3.head_bucket"] = [failure("403", "HeadBucket")]

    with pytest.raises(ConflictError, match="another account's"):
        desk.apply(wanted_in(root))

    assert "s3.create_bucket" not in desk.account.called


def test_a_hidden_value_is_kept_by_the_stack_and_in_no_record(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root, "Hidden=do-not-tell"))
    (root / "src/aicc/mind.py").write_text("thought = 3\n", encoding="utf-8")

    desk.apply(wanted_in(root))

    stack = desk.account.cloudformation.stacks[BASE_STACK]
    records = [each.to_json().decode() for each in Releases(desk.world.bucket(PROJECT)).all()]
    assert stack.parameters["Hidden"] == "do-not-tell"
    assert all("do-not-tell" not in each for each in records)


def test_a_function_that_fails_its_check_is_told(desk: Desk, root: Path) -> None:
    desk.account.functions.function_error = f"no module, key {SECRET}"

    found = desk.apply(wanted_in(root))

    wrong = [each.told for each in found if not each.is_well]
    assert wrong == ["Runtime.ImportModuleError: no module, key ****"] * 3


def test_a_turn_that_only_says_sorry_is_no_answer(desk: Desk, root: Path) -> None:
    desk.account.functions.answer = {"error": "true", "response_text": "sorry"}

    found = desk.apply(wanted_in(root))

    assert [each.name for each in found if not each.is_well] == ["a turn"]


def test_a_service_that_stays_away_is_told_after_some_minutes(desk: Desk, root: Path) -> None:
    desk.health = 503

    found = desk.apply(wanted_in(root))

    assert found[-1].told == "https://bot.example/health answers 503"
    assert 240 <= desk.account.slept_s <= 600


def test_a_plan_tells_what_is_new_and_makes_nothing(desk: Desk, root: Path) -> None:
    found = Apply(wanted_in(root), desk.world, "r1").planned()

    shown = [(row.stack, row.action, row.type) for row in found]
    assert (BASE_STACK, "add", "AWS::DynamoDB::Table") in shown
    assert (WEB_STACK, "add", "AWS::ECS::Service") in shown
    assert not {row.type for row in found} & {"AWS::SNS::Subscription"}
    assert desk.account.cloudformation.stacks == {}


def test_a_plan_of_what_is_there_tells_only_the_changes(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    before = dict(desk.account.cloudformation.sets)

    nothing = Apply(wanted_in(root), desk.world, "r1").planned()
    some = Apply(wanted_in(root, "AlarmEmail=ops@bot.example"), desk.world, "r2").planned()

    assert nothing == []
    assert ("add", "AWS::SNS::Subscription") in [(row.action, row.type) for row in some]
    assert desk.account.cloudformation.sets == before


def test_a_plan_brings_no_secret_back_that_waits_for_its_end(desk: Desk, root: Path) -> None:
    secrets = moto_client("secretsmanager")
    secrets.create_secret(
        Name="aicc-prod/session-key", SecretString="made-up", Tags=tags_of(PROJECT.name)
    )
    secrets.delete_secret(SecretId="aicc-prod/session-key")

    Apply(wanted_in(root), desk.world, "r1").planned()

    assert "secretsmanager.restore_secret" not in desk.account.called


def test_a_plan_of_a_stack_that_is_stuck_says_what_comes_first(desk: Desk, root: Path) -> None:
    desk.apply(wanted_in(root))
    desk.account.cloudformation.stacks[BASE_STACK].status = "UPDATE_ROLLBACK_FAILED"

    with pytest.raises(ConflictError, match="could not take a failed change back"):
        Apply(wanted_in(root), desk.world, "r1").planned()


def test_a_folder_that_is_no_checkout_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="is no checkout of aicc"):
        wanted_in(tmp_path)


def test_a_pack_that_the_image_has_not_is_refused(root: Path) -> None:
    with pytest.raises(InvalidInputError, match="shipped packs alone, not hospital"):
        wanted_from(
            PROJECT,
            root,
            Options(pack=str(ROOT / "examples/hospital")),
            version="1",
            with_bytecode=False,
        )


def test_a_parameter_that_no_template_has_is_refused(root: Path) -> None:
    with pytest.raises(InvalidInputError, match="DesierdCount"):
        wanted_in(root, "DesierdCount=2")


def test_a_parameter_that_nobody_gives_is_named(desk: Desk, root: Path) -> None:
    (root / "infra/presets/small.yaml").write_text("", encoding="utf-8")

    with pytest.raises(InvalidInputError, match="web needs DesiredCount"):
        desk.apply(wanted_in(root))


def test_the_environments_own_file_lies_over_its_preset(root: Path) -> None:
    (root / "infra/environments").mkdir()
    (root / "infra/environments/aicc-prod.yaml").write_text(
        "Preset: production\nDesiredCount: 5\n", encoding="utf-8"
    )

    values = wanted_in(root, "AlarmEmail=kim@bot.example").values

    assert values == {"AlarmEmail": "kim@bot.example", "DesiredCount": "5"}


def test_a_preset_that_is_not_there_is_told_with_those_that_are(root: Path) -> None:
    with pytest.raises(NotFoundError, match="production, small"):
        wanted_in(root, preset="huge")


@pytest.mark.parametrize(("program", "has_format"), [("docker", 0), ("podman", 1), ("buildah", 1)])
def test_builders_whose_own_format_has_no_health_check_are_told_to_take_dockers(
    desk: Desk, root: Path, program: str, has_format: int
) -> None:
    def find(name: str) -> str | None:
        return f"/usr/bin/{name}" if name == program else None

    images = Images(desk.world.cloud, desk.told.append, desk.programs, find)
    moto_client("ecr").create_repository(repositoryName="aicc-prod")

    images.pushed(root, REPOSITORY, "1", "")

    [build] = desk.programs.said("build")
    assert " ".join(build).count("--format docker") == has_format


def test_without_a_builder_it_is_said_what_else_can_be_done(desk: Desk, root: Path) -> None:
    desk.world.images._find = lambda name: None

    with pytest.raises(ConfigError, match="--without web"):
        desk.apply(wanted_in(root))


def test_a_bucket_has_the_account_in_its_name(desk: Desk) -> None:
    assert desk.world.bucket(PROJECT).name == f"aicc-prod-deploy-{ACCOUNT}-{REGION}"


def behind_cloudfront(root: Path) -> None:
    """A checkout whose service takes the list of CloudFront's addresses."""
    asked = "".join(
        f"  {name}: {{Type: String, Default: '{value}'}}\n"
        for name, value in (("EnableCloudFront", "off"), ("OriginPrefixListId", ""))
    )
    path = root / "infra/web.yaml"
    path.write_text(WEB.replace("Parameters:\n", f"Parameters:\n{asked}"), encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("EnableCloudFront=on",), "pl-00000001"),
        (("EnableCloudFront=on", "OriginPrefixListId=pl-00000002"), "pl-00000002"),
        ((), None),
    ],
)
def test_where_cloudfront_calls_from_is_looked_up_where_it_is_on_and_nobody_says_it(
    desk: Desk, root: Path, given: tuple[str, ...], told: str | None
) -> None:
    behind_cloudfront(root)

    desk.apply(wanted_in(root, *given))

    parameters = desk.account.cloudformation.stacks[WEB_STACK].parameters
    assert parameters.get("OriginPrefixListId") == told


def test_a_region_without_cloudfronts_list_is_told(desk: Desk, root: Path) -> None:
    behind_cloudfront(root)
    desk.account.network.lists.clear()

    with pytest.raises(ConflictError, match=r"no prefix list com\.amazonaws\.global\.cloudfront"):
        desk.apply(wanted_in(root, "EnableCloudFront=on"))


def test_the_digest_of_the_functions_is_of_all_values_and_steady(root: Path) -> None:
    template = wanted_in(root).templates[Part.BASE]
    text = template.text.replace("Parameters:\n", "Parameters:\n  FunctionsDigest: {Default: ''}\n")
    asking = template_from(text)

    first, same, other = (
        with_digest(asking, given)["FunctionsDigest"]
        for given in ({"A": "1"}, {"A": "1", "FunctionsDigest": "x", "AlarmEmail": ""}, {"A": "2"})
    )

    assert first == same != other
    assert with_digest(template, {"A": "1"}) == {"A": "1"}
