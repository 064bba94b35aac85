"""The base stack is what the code uses: its tables, settings, handlers, figures."""

import json
import re
from typing import Any

import pytest

from aicc import dynamo_stores
from aicc.amazon.deploy.template_rights import statements
from aicc.amazon.deploy.templates import template_in
from aicc.amazon.deploy.values import DIGEST, with_digest
from aicc.setting_values import BY_ARN
from aicc.settings import Settings, secret_names
from aicc.stores.tables import Table
from tests.documented_settings import documented
from tests.infra.stack import CODE, INFRA, INSTANCE, ROOT, Template, base

KEY = "a-made-up-key-of-more-than-32-characters"
FUNCTIONS = {"TurnFunction", "LexHookFunction", "ContactEventsFunction", "HistoryReplayFunction"}
HANGUL = re.compile("[가-힣]")
OF_THE_PACK = "arn:aws:secretsmanager:of-the-pack"


@pytest.fixture(scope="module")
def stack() -> Template:
    return base(ConnectInstanceArn=INSTANCE)


@pytest.fixture(scope="module")
def functions(stack: Template) -> dict[str, dict[str, Any]]:
    return stack.of_type("AWS::Lambda::Function")


def settings_of(function: dict[str, Any]) -> Settings:
    return Settings.load({**function["Environment"]["Variables"], "AICC_SESSION_KEY": KEY})


def test_a_function_has_settings_that_are_there_and_fit_together(
    functions: dict[str, dict[str, Any]],
) -> None:
    known = {name for names, *_ in documented() for name in names.split(" or ")}
    by_arn = {f"{name}{BY_ARN}" for name in secret_names()}

    assert functions.keys() == FUNCTIONS
    for function in functions.values():
        settings = settings_of(function)
        assert function["Environment"]["Variables"].keys() - by_arn - known == {
            "AICC_SECRETS_ROUND"
        }
        assert settings.history_store == "dynamodb"
        assert not settings.prints_codes


def test_every_table_that_the_settings_name_is_made_as_the_code_wants_it(
    stack: Template, functions: dict[str, dict[str, Any]]
) -> None:
    made = {each["TableName"]: each for each in stack.of_type("AWS::DynamoDB::Table").values()}

    wanted = dynamo_stores.tables(settings_of(functions["TurnFunction"]))

    assert made.keys() == wanted.keys()
    for name, table in wanted.items():
        assert shape_of(made[name]) == wanted_shape(table)


def test_tables_have_the_names_of_a_service_without_settings(stack: Template) -> None:
    made = {each["TableName"] for each in stack.of_type("AWS::DynamoDB::Table").values()}
    plain = Settings()

    assert made == {plain.history_table, plain.content_table, plain.state_table}


def test_what_keeps_data_outlives_the_stack_and_can_be_taken_back(stack: Template) -> None:
    kept = ("AWS::DynamoDB::Table", "AWS::KMS::Key")

    for each in base(CustomerKey="on").resources.values():
        if each["Type"] in kept:
            assert each["DeletionPolicy"] == each["UpdateReplacePolicy"] == "Retain"
    for table in stack.of_type("AWS::DynamoDB::Table").values():
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_handlers_are_in_the_code(functions: dict[str, dict[str, Any]]) -> None:
    for function in functions.values():
        module, _, name = function["Handler"].rpartition(".")
        path = ROOT / f"{module.replace('.', '/')}.py"

        assert path.exists()
        assert f"def {name}(" in path.read_text(encoding="utf-8")


def test_callers_reach_published_versions_alone(stack: Template) -> None:
    """By the alias `live`: whoever calls the function itself has code that nobody tried."""
    permissions = stack.of_type("AWS::Lambda::Permission").values()
    rules = stack.of_type("AWS::Events::Rule").values()
    aliases = stack.of_type("AWS::Lambda::Alias")
    called = [*(each["FunctionName"] for each in permissions)]
    called += [target["Arn"] for rule in rules for target in rule["Targets"]]

    assert {each["Name"] for each in aliases.values()} == {"live"}
    assert len(aliases) == len(FUNCTIONS)
    assert called
    for each in called:
        assert each in aliases


def test_nobody_waits_longer_than_lambda_allows(functions: dict[str, dict[str, Any]]) -> None:
    longest_s = {name: each["Timeout"] for name, each in functions.items()}

    assert longest_s["LexHookFunction"] <= 30  # Lex waits no longer
    assert longest_s["TurnFunction"] >= 10  # what is invoked later has a back end to wait for


def test_the_spool_is_a_fifo_queue_that_gives_its_reader_time(
    stack: Template, functions: dict[str, dict[str, Any]]
) -> None:
    queues = stack.of_type("AWS::SQS::Queue")
    spool, dead = queues["Spool"], queues["SpoolDead"]
    [reader] = stack.of_type("AWS::Lambda::EventSourceMapping").values()

    assert spool["FifoQueue"] is dead["FifoQueue"] is True
    assert spool["VisibilityTimeout"] >= 6 * functions["HistoryReplayFunction"]["Timeout"]
    assert reader["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert settings_of(functions["TurnFunction"]).history_spool.endswith(spool["QueueName"])
    assert not settings_of(functions["HistoryReplayFunction"]).history_spool


def test_what_a_customer_said_is_put_in_no_queue_of_failures(stack: Template) -> None:
    configured = stack.of_type("AWS::Lambda::EventInvokeConfig")

    turn = configured["TurnFunctionEventInvokeConfig"]
    assert not turn.get("DestinationConfig")
    assert turn["MaximumRetryAttempts"] == 0


def test_without_an_instance_nothing_of_connect_is_made() -> None:
    without, with_one = base().resources, base(ConnectInstanceArn=INSTANCE).resources

    assert with_one.keys() - without.keys() == {
        "ConnectCallsTurn", "ContactEventsRule", "FailedEventsPolicy", "QueuePolicy",
        "RuleCallsContactEvents",
    }  # fmt: skip


def test_turns_may_ask_the_figures_of_that_instance_alone() -> None:
    stack = base(ConnectInstanceArn=INSTANCE)

    [statement] = statements([stack.of_type("AWS::IAM::Policy")["QueuePolicy"]])

    assert statement["Action"] == ["connect:GetContactMetrics", "connect:GetCurrentMetricData"]
    assert statement["Resource"] == [INSTANCE, f"{INSTANCE}/*"]


def test_an_alarm_mail_and_a_key_are_made_where_they_are_asked_for() -> None:
    plain = base().resources.keys()

    assert base(AlarmEmail="ops@shop.example").resources.keys() - plain == {"AlarmByMail"}
    assert base(CustomerKey="on").resources.keys() - plain == {
        "DataKey", "DataKeyAlias", "DataKeyPolicy"
    }  # fmt: skip


def test_with_a_key_of_their_own_everything_that_keeps_words_uses_it() -> None:
    stack = base(CustomerKey="on")
    key = "arn:made-up:DataKey"

    for table in stack.of_type("AWS::DynamoDB::Table").values():
        assert table["SSESpecification"]["KMSMasterKeyId"] == key
    for name in ("Spool", "SpoolDead"):
        assert stack.of_type("AWS::SQS::Queue")[name]["KmsMasterKeyId"] == key
    for secret in stack.of_type("AWS::SecretsManager::Secret").values():
        assert secret["KmsKeyId"] == key


def test_what_an_earlier_stack_left_is_gone_on_with() -> None:
    kept = "arn:aws:secretsmanager:made-up"
    stack = base(
        CustomerKey="on",
        KeptSessionKeyArn=kept,
        KeptJwtSecretArn=kept,
        KeptDataKeyArn="arn:aws:kms:made-up:key/1",
    )
    function = stack.of_type("AWS::Lambda::Function")["TurnFunction"]
    table = stack.of_type("AWS::DynamoDB::Table")["HistoryTable"]

    assert not stack.resources.keys() & {"SessionKey", "JwtSecret", "DataKey", "DataKeyAlias"}
    assert function["Environment"]["Variables"]["AICC_SESSION_KEY_ARN"] == kept
    assert table["SSESpecification"]["KMSMasterKeyId"] == "arn:aws:kms:made-up:key/1"
    assert stack.filled(stack.content["Outputs"]["JwtSecretArn"]["Value"]) == kept


def test_secrets_of_the_pack_reach_every_function_which_else_would_not_start() -> None:
    kept = OF_THE_PACK

    for function in base(PackSecretsArn=kept).of_type("AWS::Lambda::Function").values():
        variables = function["Environment"]["Variables"]
        assert variables["AICC_SECRETS_ARN"] == kept


def test_nothing_that_stays_bars_the_way_of_the_next_stack() -> None:
    """A name of its own has only what is taken over by it, or by a parameter."""
    named = {
        name
        for name, each in base().resources.items()
        if each.get("DeletionPolicy") == "Retain"
        and {"Name", "TableName", "QueueName"} & each["Properties"].keys()
        and "AWS::StackId" not in json.dumps(each["Properties"])
    }

    assert named == {"HistoryTable", "StateTable", "ContentTable", "SessionKey", "JwtSecret"}


def test_no_secret_stands_in_the_template(stack: Template) -> None:
    for function in base(PackSecretsArn=OF_THE_PACK).of_type("AWS::Lambda::Function").values():
        variables = function["Environment"]["Variables"]
        assert not variables.keys() & secret_names()
        assert "{{resolve" not in str(function)
    for secret in stack.of_type("AWS::SecretsManager::Secret").values():
        assert "SecretString" not in secret
        assert secret["GenerateSecretString"]["PasswordLength"] >= 32


@pytest.mark.parametrize("name", base().content["Parameters"])
def test_a_parameter_is_described_in_english_and_in_korean(name: str) -> None:
    english, slash, korean = base().content["Parameters"][name]["Description"].partition(" / ")

    assert slash
    assert english.isascii()
    assert HANGUL.search(korean)


def test_only_what_nobody_can_guess_has_no_default() -> None:
    parameters = base().content["Parameters"]

    assert {name for name, each in parameters.items() if "Default" not in each} == CODE.keys()


def test_every_parameter_is_asked_for_in_a_group() -> None:
    content = base().content
    groups = content["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    grouped = [name for group in groups for name in group["Parameters"]]

    assert sorted(grouped) == sorted(content["Parameters"])


def shape_of(made: dict[str, Any]) -> dict[str, Any]:
    """Keys with their types, indexes, what takes items away."""
    kinds = {each["AttributeName"]: each["AttributeType"] for each in made["AttributeDefinitions"]}
    life = made.get("TimeToLiveSpecification", {})
    return {
        "keys": keys_of(made["KeySchema"], kinds),
        "global": indexes_of(made.get("GlobalSecondaryIndexes", ()), kinds),
        "local": indexes_of(made.get("LocalSecondaryIndexes", ()), kinds),
        "expires_by": life.get("AttributeName", "") if life.get("Enabled") else "",
    }


def keys_of(schema: Any, kinds: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (each["AttributeName"], kinds[each["AttributeName"]], each["KeyType"]) for each in schema
    ]


def indexes_of(indexes: Any, kinds: dict[str, str]) -> dict[str, Any]:
    assert all(each["Projection"] == {"ProjectionType": "ALL"} for each in indexes)
    return {each["IndexName"]: keys_of(each["KeySchema"], kinds) for each in indexes}


def wanted_shape(table: Table) -> dict[str, Any]:
    def keys(wanted: Any) -> list[tuple[str, str, str]]:
        return [
            (name, kind, use)
            for (name, kind), use in zip(wanted.items(), ("HASH", "RANGE"), strict=True)
        ]

    return {
        "keys": keys(table.keys),
        "global": {name: keys(each) for name, each in table.global_indexes.items()},
        "local": {name: keys(each) for name, each in table.local_indexes.items()},
        "expires_by": table.expires_by,
    }


def test_a_function_reads_the_secrets_that_its_environment_names_and_no_other() -> None:
    stack = base(PackSecretsArn=OF_THE_PACK)

    for name, function in stack.of_type("AWS::Lambda::Function").items():
        variables = function["Environment"]["Variables"]
        named = {value for key, value in variables.items() if key.endswith(BY_ARN)}
        role = function["Role"].removeprefix("arn:made-up:")
        read = {on for action, on in stack.allowed(role) if action.startswith("secretsmanager:")}
        assert read == named == {"arn:made-up:SessionKey", OF_THE_PACK}, name


@pytest.mark.parametrize("changed", [{"SecretsRound": "2"}, {"TurnMemory": "2048"}])
def test_a_changed_value_is_another_version_of_each_function(changed: dict[str, str]) -> None:
    """A version keeps its containers, and these what they have read as they started."""
    before, again, after = (versions(values) for values in ({}, {}, changed))

    assert len(before) == len(after) == len(FUNCTIONS)
    assert before == again
    assert not before & after


def versions(values: dict[str, str]) -> set[str]:
    """As the deploy tool has them made."""
    given = with_digest(template_in(INFRA / "template.yaml"), {**CODE, **values})
    return set(base(**{**values, DIGEST: given[DIGEST]}).of_type("AWS::Lambda::Version"))
