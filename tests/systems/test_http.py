"""Actions over HTTP, against a real server that is slow, wrong or rude."""

import json
from collections.abc import Mapping
from typing import TypedDict, Unpack
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from aicc.domain.action import BackendAction
from aicc.domain.json import JsonMap
from aicc.domain.serving import Auth, Body, HttpService
from aicc.errors import NotFoundError, ProviderError
from aicc.systems.backend.http import HttpBackend
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.wire.http import HttpWire
from aicc.wire.request import LARGEST_ANSWER, Request
from tests.fakes import a_deadline, no_time
from tests.systems.system import Answer, System, drips_body, drips_head, hangs_up, is_silent, says

SHORT_S = 0.2  # a fifth of what the drips take
BALANCE = BackendAction(
    arguments=frozenset({"customer", "account"}),
    outcomes={"ok": frozenset({"amount"}), "not_found": frozenset()},
)
OWN = {"outcome": "ok", "values": {"amount": 1234000}}


def never_signed(request: Request, service: str, region: str) -> Request:
    raise AssertionError("nothing was to be signed")


class Fields(TypedDict, total=False):
    """Of an `HttpService`, beside its method and its address."""

    auth: Auth
    secret: str
    service: str
    region: str
    headers: Mapping[str, str]
    body: Body
    statuses: Mapping[int, str]
    code: str
    codes: Mapping[str, str]
    values: Mapping[str, str]


def backend(
    system: System,
    path: str = "/balance",
    *,
    method: str = "POST",
    url: str = "",
    **fields: Unpack[Fields],
) -> HttpBackend:
    service = HttpService(method=method, url=url or system.address + path, **fields)
    return HttpBackend(
        {"balance": (BALANCE, service)},
        secrets={"CORE": "a-token-of-nobody"},
        sign=never_signed,
        wire=HttpWire(),
    )


def ask(backend: HttpBackend, seconds: float = 5.0, key: str = "", **named: str) -> BackendAnswer:
    arguments = {"customer": "1234567", "account": "예금계좌", **named}
    return backend.call(
        "bank", BackendCall(action="balance", arguments=arguments, key=key), a_deadline(seconds)
    )


def test_an_answer_in_our_own_form_is_taken_as_it_is(system: System) -> None:
    system.will(says(OWN))

    answer = ask(backend(system))

    assert answer == BackendAnswer(outcome="ok", values={"amount": 1234000})


def test_arguments_go_as_json_with_the_tenant_and_the_key(system: System) -> None:
    system.will(says(OWN))

    ask(backend(system), key="k-1")

    [asked] = system.asked
    assert (asked.method, asked.target) == ("POST", "/balance")
    assert json.loads(asked.body) == {"customer": "1234567", "account": "예금계좌"}
    assert asked.headers["idempotency-key"] == "k-1"
    assert asked.headers["x-tenant-id"] == "bank"
    assert "authorization" not in asked.headers


def test_arguments_go_into_the_query_where_the_pack_says_so(system: System) -> None:
    system.will(says(OWN))

    ask(backend(system, "/balance?v=2", method="GET", body=Body.QUERY), account="예금 & 적금#1")

    [asked] = system.asked
    assert asked.body == b""
    assert parse_qs(urlsplit(asked.target).query) == {
        "v": ["2"], "customer": ["1234567"], "account": ["예금 & 적금#1"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "said", ["a/b?c=d#e", "../../admin", "%2e%2e", "예금 계좌", "@evil.example"]
)
def test_an_argument_in_the_path_stays_one_part_of_it(system: System, said: str) -> None:
    system.will(says(OWN))

    ask(backend(system, "/accounts/{account}/balance"), account=said)

    _, first, part, last = system.asked[0].target.split("/")
    assert (first, unquote(part), last) == ("accounts", said, "balance")


@pytest.mark.parametrize("said", ["", ".", ".."])
def test_an_argument_that_would_lead_elsewhere_is_never_sent(system: System, said: str) -> None:
    with pytest.raises(ProviderError, match="account cannot stand in a path"):
        ask(backend(system, "/accounts/{account}/balance"), account=said)

    assert system.asked == []


def test_a_bearer_token_and_headers_of_the_pack_are_sent(system: System) -> None:
    system.will(says(OWN))

    ask(backend(system, auth=Auth.BEARER, secret="CORE", headers={"X-Channel": "bot"}))

    [asked] = system.asked
    assert asked.headers["authorization"] == "Bearer a-token-of-nobody"
    assert asked.headers["x-channel"] == "bot"


FOREIGN: Fields = {
    "statuses": {404: "not_found", 409: "ok"},
    "code": "result.code",
    "codes": {"0000": "ok", "4040": "not_found", "7": "not_found"},
    "values": {"amount": "data.accounts.1.balance"},
}
ACCOUNTS = {"accounts": [{"balance": 1}, {"balance": 2}]}


@pytest.mark.parametrize(
    ("answer", "outcome", "values"),
    [
        (says({"result": {"code": "0000"}, "data": ACCOUNTS}), "ok", {"amount": 2}),
        (says({"result": {"code": "4040"}}), "not_found", {}),
        (says({"result": {"code": 7}}), "not_found", {}),
        (says(b"no such page", 404), "not_found", {}),
        (says({"data": ACCOUNTS}, 409), "ok", {"amount": 2}),
        (says({"result": {"code": "0000"}, "data": {"accounts": []}}), "ok", {}),
    ],
)
def test_another_systems_answer_is_translated(
    system: System, answer: Answer, outcome: str, values: JsonMap
) -> None:
    system.will(answer)

    given = ask(backend(system, **FOREIGN))

    assert given == BackendAnswer(outcome=outcome, values=values)


def test_without_codes_a_good_status_is_ok(system: System) -> None:
    system.will(says({"balance": 5}))

    assert ask(backend(system, values={"amount": "balance"})).values == {"amount": 5}


@pytest.mark.parametrize(
    "answer",
    [
        says(b""),
        says(b"<html>maintenance</html>"),
        says(b'{"outcome": "ok", "values": {"amount": NaN}}'),
        says(b"[" * 100_000),
        says(["ok"]),
        says({"outcome": 1}),
        says({"outcome": "ok", "values": []}),
        says({"error": "no"}, 400),
        says({"error": "no"}, 401),
        says(b"", 302, ["Location: http://127.0.0.1:9/elsewhere"]),
        says(b" " * (LARGEST_ANSWER + 1)),
    ],
)
def test_nonsense_is_an_error_that_asking_again_would_not_mend(
    system: System, answer: Answer
) -> None:
    system.will(answer)

    with pytest.raises(ProviderError) as caught:
        ask(backend(system))

    assert not caught.value.retryable
    assert len(system.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        says({}, 500), says({}, 503), says({}, 429), hangs_up,
        says(b'{"outcome"', announced=500), says(b"x", 200, ["Transfer-Encoding: chunked"]),
    ],
)  # fmt: skip
def test_what_may_pass_is_an_error_that_may_be_tried_again(system: System, answer: Answer) -> None:
    system.will(answer)

    with pytest.raises(ProviderError) as caught:
        ask(backend(system))

    assert caught.value.retryable


@pytest.mark.parametrize("answer", [is_silent, drips_head, drips_body])
def test_a_slow_system_is_given_up_at_the_deadline(system: System, answer: Answer) -> None:
    system.will(answer)

    with pytest.raises(ProviderError, match="no answer in time") as caught:
        ask(backend(system), SHORT_S)

    assert caught.value.retryable


def test_a_drip_that_ends_in_time_is_an_answer(system: System) -> None:
    system.will(drips_body)

    assert ask(backend(system), 30.0).values == {"amount": 1}


def test_a_system_that_is_not_there_may_be_tried_again(unused_port: int) -> None:
    nobody = System(port=unused_port)

    with pytest.raises(ProviderError, match="no connection: Connection refused") as caught:
        ask(backend(nobody))

    assert caught.value.retryable


def test_with_no_time_left_nothing_is_sent(system: System) -> None:
    with pytest.raises(ProviderError, match="no time"):
        backend(system).call("bank", BackendCall(action="balance"), no_time())

    assert system.asked == []


def test_an_error_repeats_nothing_of_what_was_said_or_answered(system: System) -> None:
    system.will(says(b"account of Hong 110-000-123456", 400))

    with pytest.raises(ProviderError) as caught:
        ask(backend(system), account="110-000-654321")

    assert not any(each in str(caught.value) for each in ("110", "Hong", "1234567"))


def test_a_connection_that_is_not_encrypted_is_no_connection_for_https(system: System) -> None:
    system.will(says(OWN))

    with pytest.raises(ProviderError):
        ask(backend(System(port=system.port), url=f"https://127.0.0.1:{system.port}/balance"))


def test_an_action_that_is_not_served_is_not_found(system: System) -> None:
    with pytest.raises(NotFoundError):
        backend(system).call("bank", BackendCall(action="transfer"), a_deadline())
