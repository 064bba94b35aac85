"""What roles may do is what the code does: no call is refused, and nothing more is given."""

import ast
import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from botocore import xform_name
from botocore.session import get_session
from moto import mock_aws

from aicc.amazon.deploy.template_rights import statements
from aicc.channels.turn_service import TurnService
from aicc.deadline import Deadline
from aicc.domain.desk_talk import Speaker
from aicc.domain.handoff import HumanAgent
from aicc.domain.json import JsonMap, as_map
from aicc.domain.ticket_moves import Take
from aicc.domain.turn import Channel, Incoming
from aicc.settings import Settings
from aicc.stores import aws, tables
from aicc.stores.aws import aws_client
from aicc.stores.history.items import partition
from aicc.stores.spool.lines import to_line
from aicc.wiring import open_parts
from chatbot_engine import ChatEngine, engine_from
from lambdas.start import service_of, serving
from tests.fakes import a_deadline, a_turn
from tests.infra.stack import REGION, ROOT, Template, base, listed
from tests.servers.dynamodb import make_up_credentials
from tests.voice.lambdas_here import Context, recorded

SOURCES = ROOT / "src/aicc"
ADAPTERS = {  # of each table
    "HistoryTable": {
        SOURCES / "stores/history/dynamodb.py",
        SOURCES / "stores/secrets/dynamodb.py",
    },
    "StateTable": {
        path
        for path in SOURCES.rglob("*.py")
        if re.search(r"StateTable|\bowner_of\(", path.read_text(encoding="utf-8"))
    },
    "ContentTable": {SOURCES / "content/dynamodb.py"},
}
# Make clients and tables; a turn makes no call there
MAKERS = {
    SOURCES / f"{each}.py"
    for each in ("dynamo_stores", "staff_stores", "wiring", "stores/aws", "stores/tables")
}
IN_TRANSACTIONS = {  # what IAM asks for where they are members of TransactWriteItems
    "Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}  # fmt: skip
IN_BATCHES = {
    "SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage"
}  # fmt: skip
CONTENT_EDITS = {"dynamodb:PutItem", "dynamodb:UpdateItem"}
KEY = "a-made-up-key-of-more-than-32-characters"

CONVERSATION = (
    "잔액 조회해 주세요",
    "1234567",
    "예금계좌",
    "골드바 얼마예요",
    "상담원 바꿔 주세요",
)

Call = tuple[str, str]  # an action, and what on


class Calls(list[Call]):
    """With the partition of each item that was read or written alone."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[tuple[str, str, str]] = []


@pytest.fixture(scope="module")
def stack() -> Template:
    return base()


def operations(service: str) -> Mapping[str, str]:
    """Of the service, by the name of the client's method."""
    model = get_session().get_service_model(service)
    return {xform_name(name): name for name in model.operation_names}


def called_in(path: Path) -> set[str]:
    """Actions on DynamoDB that a module needs, read from its source."""
    known, found = operations("dynamodb"), set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Attribute(attr=str(name)) if name in known:
                found.add(known[name])
            case ast.Call(func=ast.Name(id="in_batches")):
                found.add("BatchWriteItem")
            case ast.Constant(value=str(name)) if name in IN_TRANSACTIONS:
                found.add(IN_TRANSACTIONS[name])
    return {f"dynamodb:{name}" for name in found - {"TransactWriteItems"}}


@pytest.mark.parametrize("table", ADAPTERS)
def test_the_service_may_do_with_a_table_what_its_adapters_do_and_nothing_else(
    stack: Template, table: str
) -> None:
    used = set().union(*map(called_in, ADAPTERS[table]))

    assert actions_on(stack, table, "StartPolicy", "TurnPolicy", "TaskPolicy") == used


def test_every_adapter_of_dynamodb_belongs_to_a_table() -> None:
    """A new one must be given its rights."""
    using = {
        path
        for path in SOURCES.rglob("*.py")
        if "DynamoDBClient" in path.read_text(encoding="utf-8")
    }

    assert using - MAKERS - set().union(*ADAPTERS.values()) == set()


OWNER = re.compile(r"""owner_of\(\s*"([a-z-]+)"|"(desk-[a-z]+)\"""")
OF_STAFF = {"accounts", "api-keys", "audit"}


def test_every_owner_of_the_state_table_is_somebodys_and_turns_reach_none_of_staff(
    stack: Template,
) -> None:
    """A new one must be given its rights."""
    source = "".join(path.read_text(encoding="utf-8") for path in ADAPTERS["StateTable"])
    kinds = {one or other for one, other in OWNER.findall(source)}

    turns, staff = (keys_of(stack, policy, "StateTable") for policy in ("TurnPolicy", "TaskPolicy"))

    assert kinds == {each.removesuffix("#*") for each in turns} | staff
    assert staff == OF_STAFF
    assert not any(fnmatchcase(owner, each) for owner in OF_STAFF for each in turns)


def test_what_a_turn_puts_or_deletes_alone_is_a_secret_of_its_scenario_and_no_turn(
    stack: Template,
) -> None:
    [given] = [
        statement
        for statement in statements(stack.of_type("AWS::IAM::ManagedPolicy")["TurnPolicy"])
        if "dynamodb:PutItem" in listed(statement["Action"])
        and "arn:made-up:HistoryTable" in listed(statement["Resource"])
    ]
    keys = leading_keys(given)

    assert keys == {"##*", "probe"}
    assert not any(
        fnmatchcase(partition(tenant, "##x"), "##*") for tenant in ("default", "#", "##")
    )


@pytest.mark.parametrize("policy", ["TurnPolicy", "TaskPolicy"])
def test_a_right_by_keys_is_none_where_a_request_has_no_key(stack: Template, policy: str) -> None:
    """`ForAllValues` holds of nothing at all."""
    for statement in statements(stack.of_type("AWS::IAM::ManagedPolicy")[policy]):
        if "Condition" in statement:
            assert as_map(statement["Condition"])["Null"] == {"dynamodb:LeadingKeys": "false"}


def leading_keys(statement: JsonMap) -> set[str]:
    condition = as_map(as_map(statement.get("Condition")).get("ForAllValues:StringLike"))
    return set(listed(condition.get("dynamodb:LeadingKeys", [])))


def keys_of(stack: Template, policy: str, table: str) -> set[str]:
    return {
        key
        for statement in statements(stack.of_type("AWS::IAM::ManagedPolicy")[policy])
        if f"arn:made-up:{table}" in listed(statement["Resource"])
        for key in leading_keys(statement)
    }


def test_turns_may_not_edit_what_staff_edit(stack: Template) -> None:
    assert not actions_on(stack, "ContentTable", "StartPolicy", "TurnPolicy") & CONTENT_EDITS


def test_the_spools_rights_are_those_of_its_adapter(stack: Template) -> None:
    source = (ROOT / "src/aicc/stores/spool/sqs.py").read_text(encoding="utf-8")
    known = operations("sqs")
    asked = {known[name] for name in known if f'"{name}"' in source}
    policies = stack.of_type("AWS::IAM::ManagedPolicy")
    roles = ("TurnRole", "HistoryReplayRole")

    given = {action for role in roles for action, on in stack.allowed(role)
             if on == "arn:made-up:Spool"}  # fmt: skip

    assert policies.keys() == {"StartPolicy", "SecretsPolicy", "TurnPolicy", "TaskPolicy"}
    assert given == {f"sqs:{IN_BATCHES.get(name, name)}" for name in asked}


def test_a_turn_may_invoke_its_own_function_alone(stack: Template) -> None:
    function = stack.of_type("AWS::Lambda::Function")["TurnFunction"]

    [(_, on)] = [each for each in stack.allowed("TurnRole") if each[0].startswith("lambda:")]

    assert function["Environment"]["Variables"]["AICC_VOICE_ASYNC"] == "on"
    assert on.endswith(f":function:{function['FunctionName']}:live")


def test_a_function_writes_to_its_own_log_alone(stack: Template) -> None:
    for name in ("Turn", "LexHook", "ContactEvents", "HistoryReplay"):
        logged = {on for action, on in stack.allowed(f"{name}Role") if action.startswith("logs:")}

        assert logged == {f"arn:made-up:{name}Log"}


def test_a_conversation_makes_no_request_that_is_not_allowed(
    stack: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    with an_account(stack, monkeypatch), requests(stack) as turn:
        engine = an_engine(stack, "TurnFunction")
        engine.upkeep.warm_up()
        engine.upkeep.probe(a_deadline(30))
        for at, text in enumerate(CONVERSATION):
            incoming = Incoming(
                session_id="c1", user_id="u1", message_id=f"m{at}", text=text, channel=Channel.VOICE
            )
            engine.reply(incoming, a_deadline(30))

    assert {action for action, on in turn if on == "arn:made-up:HistoryTable"} >= {
        "dynamodb:Query", "dynamodb:BatchWriteItem", "dynamodb:PutItem"
    }  # fmt: skip
    assert ("dynamodb:PutItem", "arn:made-up:StateTable") in turn
    assert set(turn) - stack.allowed("TurnRole") == set()
    assert turn.keys
    assert [each for each in turn.keys if not is_allowed(stack, each)] == []


def test_a_talk_with_a_person_makes_no_request_that_its_keys_do_not_allow(
    stack: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table's rights together say nothing: each holds for some keys alone."""
    with an_account(stack, monkeypatch):
        engine = an_engine(stack, "TurnFunction")
        incoming = Incoming(
            session_id="c1", user_id="u1", message_id="m1", text="상담원 바꿔 주세요"
        )
        handoff = engine.reply(incoming, a_deadline(30)).handoff
        assert handoff is not None
        desk, of_ticket = engine.upkeep.desk, ("default", handoff.ticket)
        with requests(stack) as made:
            desk.sign("default", "kim", a_deadline())
            engine.follow_desk(
                desk.move(*of_ticket, Take(by=HumanAgent(id="kim", name="김가나")), a_deadline()),
                a_deadline(),
            )
            desk.say(*of_ticket, "d1", Speaker.HUMAN_AGENT, "kim", "안녕하세요", a_deadline())
            engine.reply(
                replace(incoming, message_id="m2", text="여보세요", is_live=True), a_deadline(30)
            )
            desk.see(*of_ticket, Speaker.HUMAN_AGENT, "m2", a_deadline())
            desk.store.erase("default", [handoff.ticket], a_deadline())

    assert ("dynamodb:ConditionCheckItem", "StateTable", "desk#default") in made.keys
    assert [each for each in made.keys if not is_allowed(stack, each)] == []


def test_a_contact_event_makes_no_request_that_is_not_allowed(
    stack: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        an_account(stack, monkeypatch),
        requests(stack) as made,
        serving(a_container(stack, "ContactEventsFunction")),
    ):
        from lambdas import contact_events

        contact_events.lambda_handler(recorded("contact_queued"), Context())

    assert made
    assert set(made) - stack.allowed("ContactEventsRole") == set()


def test_a_replay_makes_no_request_that_is_not_allowed(
    stack: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = {"Records": [{"messageId": "m1", "body": to_line(a_turn())}]}
    with (
        an_account(stack, monkeypatch),
        requests(stack) as made,
        serving(a_container(stack, "HistoryReplayFunction")),
    ):
        from lambdas import history_replay

        answer = history_replay.lambda_handler(event, Context())

    assert answer == {"batchItemFailures": []}
    assert ("dynamodb:BatchWriteItem", "arn:made-up:HistoryTable") in made
    assert set(made) - stack.allowed("HistoryReplayRole") == set()


def actions_on(stack: Template, table: str, *policies: str) -> set[str]:
    given = stack.of_type("AWS::IAM::ManagedPolicy")
    return {
        action
        for policy in policies
        for statement in statements(given[policy])
        if any(on.startswith(f"arn:made-up:{table}") for on in listed(statement["Resource"]))
        for action in listed(statement["Action"])
    }


@contextmanager
def an_account(stack: Template, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """With the tables and the queue of the stack."""
    make_up_credentials(monkeypatch)
    settings = settings_of(stack, "TurnFunction")
    with mock_aws():
        client = aws.client("dynamodb", REGION)
        for name, table in (
            (settings.history_table, tables.HISTORY),
            (settings.state_table, tables.STATE),
            (settings.content_table, tables.CONTENT),
        ):
            tables.create(client, name, table, Deadline(5))
        queues: Any = aws_client("sqs", REGION)
        queues.create_queue(
            QueueName=settings.history_spool.rpartition("/")[2], Attributes={"FifoQueue": "true"}
        )
        yield


def settings_of(stack: Template, function: str, pack: str = "general") -> Settings:
    variables = stack.of_type("AWS::Lambda::Function")[function]["Environment"]["Variables"]
    return Settings.load({**variables, "AICC_PACK": pack, "AICC_SESSION_KEY": KEY})


def an_engine(stack: Template, function: str) -> ChatEngine:
    return engine_from(open_parts(settings_of(stack, function, "banking")))


def a_container(stack: Template, function: str) -> TurnService:
    parts = open_parts(settings_of(stack, function))
    return service_of(parts, engine_from(parts))


@contextmanager
def requests(stack: Template) -> Iterator[Calls]:
    """What botocore sends meanwhile, as it logs it."""
    made = Calls()
    tables_by_name = {
        each["TableName"]: name for name, each in stack.of_type("AWS::DynamoDB::Table").items()
    }

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.args and str(record.msg).startswith("Making request"):
                operation, request = record.args
                made.extend(calls_of(operation, request, tables_by_name))
                made.keys.extend(keys_in(operation, request, tables_by_name))

    logger, noting = logging.getLogger("botocore.endpoint"), Noting()
    before = logger.level, logger.propagate
    logger.addHandler(noting)
    logger.setLevel(logging.DEBUG)
    logger.propagate = False  # every request written out takes longer than the request
    try:
        yield made
    finally:
        logger.removeHandler(noting)
        logger.setLevel(before[0])
        logger.propagate = before[1]


def calls_of(operation: Any, request: Any, names: Mapping[str, str]) -> Iterator[Call]:
    service, body = operation.service_model.service_name, json.loads(request["body"] or b"{}")
    if service == "sqs":
        yield f"sqs:{IN_BATCHES.get(operation.name, operation.name)}", "arn:made-up:Spool"
        return
    if operation.name == "TransactWriteItems":
        for each in body["TransactItems"]:
            [(kind, item)] = each.items()
            yield f"dynamodb:{IN_TRANSACTIONS[kind]}", f"arn:made-up:{names[item['TableName']]}"
        return
    for table in body.get("RequestItems") or [body.get("TableName")]:
        index = f"/index/{body['IndexName']}" if "IndexName" in body else ""
        yield f"dynamodb:{operation.name}", f"arn:made-up:{names[table]}{index}"


PARTITIONS = {"HistoryTable": "session_id", "StateTable": "owner", "ContentTable": "owner"}


def keys_in(
    operation: Any, request: Any, names: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Action, table and partition of the items that a request names one by one."""
    if operation.service_model.service_name != "dynamodb":
        return
    body = json.loads(request["body"] or b"{}")
    asked = [(operation.name, body)] if operation.name != "TransactWriteItems" else [
        (IN_TRANSACTIONS[kind], item)
        for each in body["TransactItems"]
        for kind, item in each.items()
    ]  # fmt: skip
    for action, item in asked:
        found = item.get("Key") or item.get("Item")
        if found:
            table = names[item["TableName"]]
            yield f"dynamodb:{action}", table, found[PARTITIONS[table]]["S"]


def is_allowed(stack: Template, call: tuple[str, str, str]) -> bool:
    """By some statement of a turn, whose condition holds for the key."""
    action, table, key = call
    policies = stack.of_type("AWS::IAM::ManagedPolicy")
    return any(
        action in listed(statement["Action"])
        and f"arn:made-up:{table}" in listed(statement["Resource"])
        and any(fnmatchcase(key, each) for each in leading_keys(statement) or {"*"})
        for policy in ("StartPolicy", "TurnPolicy")
        for statement in statements(policies[policy])
    )
