"""An AWS account in memory. Every call is held against botocore's model of it, with the limits
that only the service checks; buckets, tables and registries are moto's."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import botocore.session
from botocore import xform_name

from aicc.amazon.deploy.cloud import Service
from tests.deploy.fake_cloudformation import ACCOUNT, REGION, FakeCloudFormation, Plain
from tests.deploy.fake_lex import FakeLex
from tests.understanding.aws_model import (
    checked_answer,
    failure,
    operation,
    refuse_wrong_request,
    service_model,
)

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function"
REPOSITORY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/aicc-prod"
INSTANCE = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/11111111-2222-3333-4444-555555555555"
OUTPUTS: Mapping[str, Mapping[str, str]] = {
    "aicc-prod-base": {
        "TurnFunctionArn": f"{FUNCTION}:aicc-prod-turn:live",
        "LexHookFunctionArn": f"{FUNCTION}:aicc-prod-hook:live",
        "RepositoryUri": REPOSITORY,
    },
    "aicc-prod-web": {"ServiceUrl": "https://bot.example"},
    "aicc-prod-connect": {"BotAliasArn": f"arn:aws:lex:{REGION}:{ACCOUNT}:bot-alias/A/B"},
}
OF_MOTO = frozenset({"s3", "sts", "dynamodb", "ecr", "ecs", "secretsmanager", "kms", "sqs", "logs"})
Fault = Exception | KeyboardInterrupt


@cache
def _session() -> botocore.session.Session:
    """Its models are read once."""
    return botocore.session.Session()


@cache
def moto_client(service: str) -> Any:
    """One for all tests: making one takes longer than what it is asked."""
    return _session().create_client(service, REGION)


class FakeLambda:
    def __init__(self) -> None:
        self.asked: list[Plain] = []
        self.answer: Plain = {"error": "false", "response_text": "hello"}
        self.function_error = ""
        self.allowed: list[Plain] = []

    def add_permission(self, **given: Any) -> Plain:
        if given["StatementId"] in {each["StatementId"] for each in self.allowed}:
            raise failure("ResourceConflictException", "AddPermission")
        self.allowed.append(given)
        return {}

    def list_functions(self, **given: Any) -> Plain:
        return {"Functions": []}

    def invoke(self, FunctionName: str, Payload: bytes) -> Plain:
        event = json.loads(Payload)
        self.asked.append({"function": FunctionName, "event": event})
        if self.function_error:
            told = {"errorType": "Runtime.ImportModuleError", "errorMessage": self.function_error}
            body = BytesIO(json.dumps(told).encode())
            return {"StatusCode": 200, "FunctionError": "Unhandled", "Payload": body}
        answer = {} if event.get("warmup") else self.answer
        return {"StatusCode": 200, "Payload": BytesIO(json.dumps(answer).encode())}


QUEUE_ID = "00000000-0000-4000-8000-000000000002"


class FakeConnect:
    def __init__(self) -> None:
        self.status = "ACTIVE"

    def describe_instance(self, InstanceId: str) -> Plain:
        return {"Instance": {"InstanceAlias": "made-up", "InstanceStatus": self.status}}

    def list_bots(self, **given: Any) -> Plain:
        return {"LexBots": []}

    def list_lambda_functions(self, **given: Any) -> Plain:
        return {"LambdaFunctions": []}

    def list_queues(self, **given: Any) -> Plain:
        return {"QueueSummaryList": [{"Id": QUEUE_ID}]}

    def get_current_metric_data(self, **given: Any) -> Plain:
        return {"MetricResults": []}


class FakeQuotas:
    def __init__(self) -> None:
        self.value = 1000.0

    def get_service_quota(self, ServiceCode: str, QuotaCode: str) -> Plain:
        return {"Quota": {"QuotaCode": QuotaCode, "Value": self.value}}


class FakeNetwork:
    """`lists` are those that AWS keeps, by name."""

    def __init__(self) -> None:
        self.lists = {"com.amazonaws.global.cloudfront.origin-facing": "pl-00000001"}

    def describe_managed_prefix_lists(self, Filters: list[Plain]) -> Plain:
        [wanted] = Filters
        found = {name: self.lists[name] for name in wanted["Values"] if name in self.lists}
        return {
            "PrefixLists": [
                {"PrefixListName": name, "PrefixListId": each} for name, each in found.items()
            ]
        }


class FakeAccount:
    """`faults` are raised before a call does anything, `late_faults` when it has done it, as where
    the answer is lost; one a call, in their order."""

    def __init__(self) -> None:
        self.cloudformation = FakeCloudFormation(self._template, OUTPUTS)
        self.functions = FakeLambda()
        self.connect = FakeConnect()
        self.quotas = FakeQuotas()
        self.lex = FakeLex()
        self.network = FakeNetwork()
        self.faults: defaultdict[str, list[Fault]] = defaultdict(list)
        self.late_faults: defaultdict[str, list[Fault]] = defaultdict(list)
        self.called: list[str] = []
        self.slept_s = 0.0
        self._own: Mapping[str, Any] = {
            "cloudformation": self.cloudformation,
            "connect": self.connect,
            "ec2": self.network,
            "lambda": self.functions,
            "lexv2-models": self.lex,
            "service-quotas": self.quotas,
        }

    def clients(self, service: Service) -> Any:
        if service in OF_MOTO:
            return StrictClient(self, service, moto_client(service))
        return StrictClient(self, service, self._own[service])

    def sleep(self, seconds: float) -> None:
        self.slept_s += seconds

    def monotonic(self) -> float:
        return self.slept_s

    def _template(self, url: str) -> str:
        parts = urlsplit(url)
        bucket = parts.netloc.partition(".")[0]
        body: bytes = moto_client("s3").get_object(Bucket=bucket, Key=parts.path[1:])["Body"].read()
        return body.decode()


class StrictClient:
    def __init__(self, account: FakeAccount, service: str, behind: Any) -> None:
        self._account = account
        self._service = service
        self._behind = behind
        self._names = {xform_name(name): name for name in service_model(service).operation_names}

    def __getattr__(self, name: str) -> Callable[..., Plain]:
        model = operation(self._service, self._names[name])
        call = f"{self._service}.{name}"

        def called(**given: Any) -> Plain:
            self._account.called.append(call)
            if model.input_shape:
                refuse_wrong_request(model, _without_streams(given))
            _raise_next(self._account.faults[call])
            answer: Plain = getattr(self._behind, name)(**given)
            if self._service not in OF_MOTO and model.output_shape:
                checked_answer(model, _without_streams(answer))
            _raise_next(self._account.late_faults[call])
            return answer

        return called


def denied(action: str) -> Exception:
    user = f"arn:aws:iam::{ACCOUNT}:user/kim"
    message = f"User: {user} is not authorized to perform: {action}"
    return failure("AccessDenied", action, message)


def throttled() -> Exception:
    return failure("Throttling", "made up", "Rate exceeded")


def _raise_next(faults: list[Fault]) -> None:
    if faults:
        raise faults.pop(0)


def _without_streams(given: Plain) -> Plain:
    """A stream has no length that a limit could be held against."""
    return {name: each for name, each in given.items() if not isinstance(each, BytesIO)}
