"""What the linter passes and our own checks do not, one fault each."""

import json
from pathlib import Path
from typing import Any

import pytest

from aicc.amazon.deploy.template_checks import check_deployment
from aicc.amazon.lex_bot.from_pack import bot_from
from aicc.amazon.lex_bot.template import template_of
from aicc.packs.loader import load_pack

INFRA = Path(__file__).resolve().parents[2] / "infra"
FLOW = {"Version": "2019-10-30", "StartAction": "bye", "Actions": [
    {"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
]}  # fmt: skip


def found(kind: str, properties: dict[str, Any], **attributes: Any) -> set[str]:
    """Rules that find something in a template of one resource."""
    resource = {"Type": kind, "Properties": properties, **attributes}
    return {each.rule for each in check_deployment(json.dumps({"Resources": {"It": resource}}))}


def a_policy(**statement: Any) -> dict[str, Any]:
    given = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:::q"}
    return {"PolicyDocument": {"Statement": [{**given, **statement}]}}


def a_task(**container: Any) -> dict[str, Any]:
    check = {"Command": ["CMD", "true"], "Interval": 30, "Timeout": 5, "Retries": 3}
    given = {"Name": "it", "ReadonlyRootFilesystem": True, "HealthCheck": check}
    return {"ContainerDefinitions": [{**given, **container}]}


@pytest.mark.parametrize("name", ["template.yaml", "web.yaml"])
def test_nothing_is_found_in_our_templates(name: str) -> None:
    text = (INFRA / name).read_text(encoding="utf-8")

    assert [each.shown(name) for each in check_deployment(text)] == []


def test_nothing_is_found_in_the_template_of_a_bot() -> None:
    text = json.dumps(template_of(bot_from(load_pack("general")).bot))

    assert [each.shown("bot") for each in check_deployment(text) if each.is_error] == []


@pytest.mark.parametrize(
    ("locale_id", "slot_type", "rules"),
    [
        ("ko_KR", "AMAZON.Number", set()),
        ("ko-KR", "AMAZON.Number", {"locale"}),
        ("ko_KR", "NoSuchType", {"reference"}),
    ],
)
def test_a_locale_as_connect_writes_it_and_an_undefined_slot_type_are_found(
    locale_id: str, slot_type: str, rules: set[str]
) -> None:
    slot = {"Name": "Amount", "SlotTypeName": slot_type}
    intent = {"Name": "Ask", "SampleUtterances": [{"Utterance": "잔액"}], "Slots": [slot]}
    bot = {"Name": "Bot", "BotLocales": [{"LocaleId": locale_id, "Intents": [intent]}]}

    assert found("AWS::Lex::Bot", bot) & {"locale", "reference"} == rules


@pytest.mark.parametrize(
    ("origin", "rules"),
    [
        ({"VpcOriginConfig": {"VpcOriginId": "v"}}, {"entrance"}),
        ({"CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}}, {"entrance"}),
        (
            {"VpcOriginConfig": {"VpcOriginId": "v"}, "OriginCustomHeaders": [{"HeaderName": "x"}]},
            set(),
        ),
        ({"S3OriginConfig": {}}, set()),
    ],
)
def test_an_origin_that_knows_cloudfront_by_nothing_is_found(
    origin: dict[str, Any], rules: set[str]
) -> None:
    config = {
        "DistributionConfig": {"Origins": [{"Id": "it", "DomainName": "b.example", **origin}]}
    }

    assert found("AWS::CloudFront::Distribution", config) == rules


@pytest.mark.parametrize(
    ("header", "rules"), [("X-Forwarded-For", {"entrance"}), ("x-aicc-viewer", set())]
)
def test_a_firewall_that_counts_by_what_the_caller_wrote_is_found(
    header: str, rules: set[str]
) -> None:
    config = {"HeaderName": header, "FallbackBehavior": "MATCH"}
    limit = {"Limit": 100, "AggregateKeyType": "FORWARDED_IP"}
    chosen = {"Fn::If": ["HasCloudFront", config, {"Ref": "AWS::NoValue"}]}
    rate = {"RateBasedStatement": {**limit, "ForwardedIPConfig": chosen}}

    assert found("AWS::WAFv2::WebACL", {"Rules": [{"Name": "r", "Statement": rate}]}) == rules


def test_a_secret_in_the_environment_of_a_function_is_found() -> None:
    log = {"LogGroup": "g"}
    resolved = {"Fn::Sub": "{{resolve:secretsmanager:${Key}}}"}

    def rules(**variables: Any) -> set[str]:
        given = {"LoggingConfig": log, "Environment": {"Variables": variables}}
        return found("AWS::Serverless::Function", given)

    assert rules(KEY={"Fn::If": ["Makes", resolved, "x"]}) == {"secret"}
    assert rules(KEY_ARN={"Ref": "Key"}) == set()


def test_a_flow_is_checked_by_our_rules() -> None:
    broken = {**FLOW, "StartAction": "hello"}

    assert "start" not in found("AWS::Connect::ContactFlow", {"Content": json.dumps(FLOW)})
    assert "start" in found("AWS::Connect::ContactFlow", {"Content": json.dumps(broken)})
    assert "start" in found(
        "AWS::Connect::ContactFlow", {"Content": {"Fn::Sub": [json.dumps(broken), {}]}}
    )


@pytest.mark.parametrize(
    ("check", "rules"),
    [
        ({"Command": ["CMD", "true"], "Retries": 11}, {"health"}),
        ({"Command": ["CMD", "true"], "Interval": 4}, {"health"}),
        ({"Command": ["CMD", "true"], "StartPeriod": 301}, {"health"}),
        ({"Command": ["python3", "-c", "pass"]}, {"health"}),
        ({"Command": ["CMD", "true"], "Retries": 10, "Interval": 300}, set()),
    ],
)
def test_a_health_check_stays_within_what_ecs_takes(check: dict[str, Any], rules: set[str]) -> None:
    assert found("AWS::ECS::TaskDefinition", a_task(HealthCheck=check)) == rules


def test_a_container_without_a_check_or_with_a_root_to_write_to_is_advised_against() -> None:
    assert found("AWS::ECS::TaskDefinition", a_task(HealthCheck={})) == {"health"}
    assert found("AWS::ECS::TaskDefinition", a_task(ReadonlyRootFilesystem=False)) == {"container"}
    assert found("AWS::ECS::TaskDefinition", a_task(StopTimeout=121)) == {"health"}


def test_a_secret_among_the_variables_of_a_task_is_found() -> None:
    variable = {"Name": "JWT_SECRET", "Value": "{{resolve:secretsmanager:made-up}}"}

    assert found("AWS::ECS::TaskDefinition", a_task(Environment=[variable])) == {"secret"}


@pytest.mark.parametrize(
    "statement",
    [
        {"Action": "sqs:*"},
        {"Action": ["sqs:SendMessage", "sqs:Get*"]},
        {"Resource": "*"},
        {"NotAction": "sqs:DeleteQueue"},
        {"Principal": "*"},
        {"Principal": {"AWS": "*"}},
    ],
)
def test_a_statement_that_gives_too_much_is_found(statement: dict[str, Any]) -> None:
    assert found("AWS::IAM::ManagedPolicy", a_policy()) == set()
    assert found("AWS::IAM::ManagedPolicy", a_policy(**statement)) == {"wildcard"}


def test_what_has_no_resource_may_be_given_on_all() -> None:
    login = {"Action": "ecr:GetAuthorizationToken", "Resource": "*"}

    assert found("AWS::IAM::ManagedPolicy", a_policy(**login)) == set()
    assert found("AWS::IAM::ManagedPolicy", a_policy(Effect="Deny", Resource="*")) == set()


@pytest.mark.parametrize("action", ["dynamodb:TransactWriteItems", "lambda:Invoke"])
def test_a_call_that_iam_knows_under_another_name_is_found(action: str) -> None:
    assert found("AWS::IAM::ManagedPolicy", a_policy(Action=action)) == {"action"}


def test_both_branches_of_a_condition_are_looked_at() -> None:
    wide = a_policy(Action="sqs:*")["PolicyDocument"]["Statement"][0]
    document = {"Statement": [{"Fn::If": ["Some", wide, {"Ref": "AWS::NoValue"}]}]}

    assert found("AWS::IAM::ManagedPolicy", {"PolicyDocument": document}) == {"wildcard"}


def test_a_service_that_nobody_knows_is_found() -> None:
    trusted = {"Effect": "Allow", "Action": "sts:AssumeRole"}
    role = {"AssumeRolePolicyDocument": {"Statement": [
        {**trusted, "Principal": {"Service": "lex.amazonaws.com"}}
    ]}}  # fmt: skip

    assert found("AWS::IAM::Role", role) == {"principal"}


def test_a_permission_without_a_source_lets_anybodys_resource_in() -> None:
    permission = {"FunctionName": "f", "Principal": "connect.amazonaws.com"}

    assert found("AWS::Lambda::Permission", permission) == {"principal"}
    assert found("AWS::Lambda::Permission", {**permission, "SourceAccount": "1"}) == set()


def test_a_table_that_would_go_with_its_stack_is_found() -> None:
    kept = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}

    assert found("AWS::DynamoDB::Table", {}) == {"data"}
    assert found("AWS::DynamoDB::Table", {}, **kept) == set()


def test_logs_that_would_be_kept_for_ever_are_found() -> None:
    assert found("AWS::Logs::LogGroup", {}) == {"logs"}
    assert found("AWS::Serverless::Function", {}) == {"logs"}
    assert found("AWS::Lambda::Function", {"LoggingConfig": {"LogGroup": "g"}}) == set()


def test_an_environment_that_lambda_would_refuse_is_found() -> None:
    variables = {"AICC_PUBLIC_HOSTS": "가" * 1400}
    function = {"LoggingConfig": {"LogGroup": "g"}, "Environment": {"Variables": variables}}

    assert found("AWS::Lambda::Function", function) == {"environment"}


@pytest.mark.parametrize("text", ["", "- a\n- b", "a: &x 1\nb: *x", "{"])
def test_what_is_no_template_is_said_so(text: str) -> None:
    assert [each.rule for each in check_deployment(text)] == ["template"]
