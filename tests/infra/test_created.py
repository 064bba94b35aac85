"""The stacks are created, changed and removed in moto, by the very calls that AWS takes.

moto says CREATE_COMPLETE for types that it leaves out: what is asserted is what it really made.
"""

import json
from collections import Counter
from collections.abc import Iterator
from ipaddress import ip_network
from itertools import islice
from typing import Any

import boto3
import pytest
from moto import mock_aws

from aicc.deadline import Deadline
from aicc.dynamo_stores import tables
from aicc.settings import Settings
from aicc.stores.tables import differences
from tests.infra.stack import CODE, INSTANCE, REGION, Template, base, web
from tests.servers.dynamodb import make_up_credentials

LEFT_OUT = {  # by moto 5.2; the linter and our own checks have looked at them
    "AWS::ApplicationAutoScaling::ScalableTarget", "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::CloudFormation::WaitConditionHandle", "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function", "AWS::CloudFront::VpcOrigin", "AWS::CloudWatch::Alarm",
    "AWS::ElastiCache::ReplicationGroup", "AWS::ElastiCache::SubnetGroup", "AWS::Lambda::Alias",
    "AWS::Lambda::EventInvokeConfig", "AWS::Logs::MetricFilter", "AWS::SNS::Subscription",
    "AWS::SQS::QueuePolicy", "AWS::SecretsManager::Secret", "AWS::WAFv2::WebACL",
    "AWS::WAFv2::WebACLAssociation",
}  # fmt: skip
NAME = "aicc-base"

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse")


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    make_up_credentials(monkeypatch)
    monkeypatch.setenv("MOTO_LAMBDA_STUB", "1")
    with mock_aws():
        client("s3").create_bucket(
            Bucket=CODE["LambdaCodeBucket"],
            CreateBucketConfiguration={"LocationConstraint": REGION},
        )
        for key in (CODE["LambdaCodeKey"], "code/0002.zip"):
            client("s3").put_object(Bucket=CODE["LambdaCodeBucket"], Key=key, Body=b"PK")
        yield


def client(service: Any) -> Any:
    return boto3.client(service, region_name=REGION)


def create(stack: Template, name: str = NAME) -> None:
    client("cloudformation").create_stack(
        StackName=name,
        TemplateBody=json.dumps(taken(stack)),
        Parameters=parameters(stack),
        Capabilities=["CAPABILITY_IAM"],
    )


def taken(stack: Template) -> dict[str, Any]:
    """Where it names an alias, which moto does not make, the function itself; subnets worked out,
    which moto does not."""
    resources = stack.content["Resources"]

    def plain(given: dict[str, Any]) -> Any:
        name = given.get("Ref", "")
        if name in resources and resources[name]["Type"] == "AWS::Lambda::Alias":
            return {"Fn::GetAtt": [resources[name]["Properties"]["FunctionName"]["Ref"], "Arn"]}
        if "Fn::Cidr" in given:
            network = ip_network(stack.values["VpcCidr"])
            return [str(each) for each in islice(network.subnets(new_prefix=24), 2)]
        return given

    taken: dict[str, Any] = json.loads(json.dumps(stack.content), object_hook=plain)
    return taken


def parameters(stack: Template) -> list[dict[str, str]]:
    return [
        {"ParameterKey": name, "ParameterValue": str(value)} for name, value in stack.values.items()
    ]


def made(name: str = NAME) -> dict[str, str]:
    """What moto really made: what it left out has no type."""
    answer = client("cloudformation").describe_stack_resources(StackName=name)
    return {
        each["LogicalResourceId"]: each["ResourceType"]
        for each in answer["StackResources"]
        if each.get("ResourceType")
    }


def wanted(stack: Template) -> dict[str, str]:
    kinds = {name: each["Type"] for name, each in stack.resources.items()}
    return {name: kind for name, kind in kinds.items() if kind not in LEFT_OUT}


def test_the_base_stack_is_made_whole(account: None) -> None:
    stack = base(ConnectInstanceArn=INSTANCE)

    create(stack)

    assert made() == wanted(stack)
    assert Counter(made().values()) == {
        "AWS::CloudWatch::Dashboard": 1, "AWS::DynamoDB::Table": 3, "AWS::ECR::Repository": 1,
        "AWS::Events::Rule": 2, "AWS::IAM::ManagedPolicy": 4,
        "AWS::IAM::Policy": 1, "AWS::IAM::Role": 4,
        "AWS::Lambda::EventSourceMapping": 1, "AWS::Lambda::Function": 4,
        "AWS::Lambda::Permission": 4, "AWS::Lambda::Version": 4, "AWS::Logs::LogGroup": 4,
        "AWS::SNS::Topic": 1, "AWS::SQS::Queue": 3,
    }  # fmt: skip


def test_the_tables_that_it_makes_are_right_by_aicc_doctor(account: None) -> None:
    """But for the time to live, which moto leaves out of a stack."""
    create(base())

    wrong = [
        fault
        for name, table in tables(settings()).items()
        for fault in differences(client("dynamodb"), name, table, Deadline(30))
    ]

    assert [fault for fault in wrong if "time to live" not in fault] == []


def test_a_second_installation_stands_beside_the_first(account: None) -> None:
    other = base(
        ProjectName="aicc-dev",
        HistoryTableName="aicc-dev-ConversationHistory",
        ContentTableName="aicc-dev-AiccContent",
        StateTableName="aicc-dev-AiccState",
    )

    create(base())
    create(other, "aicc-dev-base")

    assert made("aicc-dev-base") == wanted(other)
    assert len(client("dynamodb").list_tables()["TableNames"]) == 6


def test_a_key_of_their_own_is_made_with_those_who_may_use_it(account: None) -> None:
    stack = base(CustomerKey="on")

    create(stack)

    assert made() == wanted(stack)
    assert made()["DataKey"] == "AWS::KMS::Key"


def test_new_code_is_a_change_set_of_the_functions_and_leaves_the_data_alone(
    account: None,
) -> None:
    create(base())
    item = {"session_id": {"S": "s1"}, "timestamp": {"S": "2026-01-01"}}
    client("dynamodb").put_item(TableName="ConversationHistory", Item=item)
    new = base(LambdaCodeKey="code/0002.zip")
    before = versions(base())

    change_set(new)
    planned = client("cloudformation").describe_change_set(ChangeSetName="new", StackName=NAME)
    client("cloudformation").execute_change_set(ChangeSetName="new", StackName=NAME)

    changed = {each["ResourceChange"]["LogicalResourceId"] for each in planned["Changes"]}
    assert {"TurnFunction", "LexHookFunction"} <= changed
    assert not any("Table" in name for name in changed)
    assert not versions(new) & before  # each function is published once more
    assert made() == wanted(new)
    assert client("dynamodb").scan(TableName="ConversationHistory")["Items"] == [item]


def settings() -> Settings:
    return Settings(history_store="dynamodb")


@pytest.mark.parametrize(
    ("values", "more"),
    [
        ({}, {}),
        (
            {
                "EnableWaf": "on",
                "EnableCloudFront": "on",
                "OriginPrefixListId": "pl-00000001",
                "RedisNodes": "2",
            },
            {"AWS::ElasticLoadBalancingV2::ListenerRule": 1},
        ),
    ],
)
def test_the_stack_of_the_service_is_made_whole(
    account: None, values: dict[str, str], more: dict[str, int]
) -> None:
    stack = web(**values)

    create(stack, "aicc-web")

    assert made("aicc-web") == wanted(stack)
    assert Counter(made("aicc-web").values()) == {
        "AWS::CloudWatch::Dashboard": 1, "AWS::EC2::InternetGateway": 1, "AWS::EC2::Route": 1,
        "AWS::EC2::RouteTable": 1, "AWS::EC2::SecurityGroup": 3, "AWS::EC2::Subnet": 2,
        "AWS::EC2::SubnetRouteTableAssociation": 2, "AWS::EC2::VPC": 1,
        "AWS::EC2::VPCEndpoint": 1, "AWS::EC2::VPCGatewayAttachment": 1, "AWS::ECS::Cluster": 1,
        "AWS::ECS::Service": 1, "AWS::ECS::TaskDefinition": 1,
        "AWS::ElasticLoadBalancingV2::Listener": 1,
        "AWS::ElasticLoadBalancingV2::LoadBalancer": 1,
        "AWS::ElasticLoadBalancingV2::TargetGroup": 1, "AWS::IAM::Role": 2,
        "AWS::Logs::LogGroup": 1,
        **more,
    }  # fmt: skip


def change_set(stack: Template) -> None:
    client("cloudformation").create_change_set(
        StackName=NAME,
        ChangeSetName="new",
        ChangeSetType="UPDATE",
        TemplateBody=json.dumps(taken(stack)),
        Parameters=parameters(stack),
        Capabilities=["CAPABILITY_IAM"],
    )


def versions(stack: Template) -> set[str]:
    return set(stack.of_type("AWS::Lambda::Version"))
