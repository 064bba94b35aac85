"""The made-up bank: who is calling, and money that goes nowhere."""

import pytest

from aicc.errors import ProviderError
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.demo.backend import DemoBackend
from tests.fakes import a_deadline

KNOWN, OTHER = "010-0000-5678", "010-0000-1111"


def ask(action: str, **arguments: str) -> BackendAnswer:
    return DemoBackend().call("bank", BackendCall(action=action, arguments=arguments), a_deadline())


def transfer(action: str, **changed: str) -> BackendAnswer:
    order = {
        "customer_number": "2345678",
        "account_type": "예금계좌",
        "to_account": "11000123456",
        "amount": "10000",
    }
    return ask(action, **{**order, **changed})


@pytest.mark.parametrize(
    ("phone", "birth_date", "number"),
    [
        (KNOWN, "1985-03-02", "1234567"),
        (KNOWN.replace("-", ""), "1985-03-02", "1234567"),
        (OTHER, "1990-12-24", "2345678"),
        (KNOWN, "1990-12-24", None),
        ("010-0012-3456", "2001-01-01", "0123456"),
        ("010-0900-0000", "2001-01-01", None),
    ],
)
def test_a_customer_is_found_by_birth_date_and_telephone(
    phone: str, birth_date: str, number: str | None
) -> None:
    answer = ask("identity_match", phone=phone, birth_date=birth_date)

    assert answer.outcome == ("ok" if number else "not_found")
    assert answer.values.get("customer_number") == number


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({}, "ok"),
        ({"account_type": "대출계좌"}, "no_account"),
        ({"to_account": "90001234567"}, "unknown_account"),
        ({"customer_number": "9000001"}, "not_found"),
        ({"amount": "87500"}, "ok"),
        ({"amount": "87501"}, "short"),
        ({"amount": "87001", "to_account": "22000123456"}, "short"),
    ],
)
def test_a_transfer_is_checked_before_it_is_promised(changed: dict[str, str], outcome: str) -> None:
    assert transfer("transfer_check", **changed).outcome == outcome


@pytest.mark.parametrize(("to_account", "fee"), [("11000123456", 0), ("22000123456", 500)])
def test_another_bank_costs_a_fee(to_account: str, fee: int) -> None:
    checked = transfer("transfer_check", to_account=to_account)
    sent = transfer("transfer_send", to_account=to_account)

    assert checked.values["fee"] == fee
    assert sent.values["balance"] == 87_500 - 10_000 - fee


def test_the_same_transfer_has_the_same_receipt_and_another_one_another() -> None:
    first, second = transfer("transfer_send"), transfer("transfer_send")
    other = transfer("transfer_send", amount="10001")

    assert first == second
    assert first.values["receipt"] != other.values["receipt"]


def test_more_than_there_is_is_not_sent() -> None:
    answer = transfer("transfer_send", amount="90000")

    assert answer.outcome == "short"
    assert answer.values == {"balance": 87_500, "fee": 0}


@pytest.mark.parametrize(
    ("action", "to_account"),
    [("transfer_check", "77000000000"), ("transfer_send", "11000009999")],
)
def test_a_single_action_can_fail(action: str, to_account: str) -> None:
    with pytest.raises(ProviderError, match="outage"):
        transfer(action, to_account=to_account)


def test_what_cannot_be_undone_is_known_to_the_checks() -> None:
    final = {name for name, about in DemoBackend().actions.items() if about.cannot_be_undone}

    assert final == {
        "card_block", "card_reissue", "transfer_limit_change", "transfer_send", "loan_apply",
        "return_request", "exchange_request", "visit_cancel", "claim_withdraw", "callback_withdraw",
    }  # fmt: skip
