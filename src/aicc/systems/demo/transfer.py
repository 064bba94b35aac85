"""The demo bank at work for somebody it knows: who is calling, and money sent to nobody."""

from collections.abc import Mapping

from aicc.domain.json import JsonMap
from aicc.systems.backend.port import BackendAnswer
from aicc.systems.demo.bank import NOT_FOUND, customer_of
from aicc.systems.demo.data import (
    Action,
    Customer,
    action,
    book,
    irreversible,
    is_unknown,
    number_of,
    receipt,
    seed,
    text_of,
    won_of,
)

FEE = 500
OWN_ACCOUNTS = "110"  # the first figures of this bank's accounts: no fee is taken
CUSTOMER_FIGURES = 7


class DemoTransfers:
    """Moves nothing: a receipt is made from the request, so asking twice sends once."""

    def actions(self) -> dict[str, Action]:
        asked = "customer_number account_type to_account amount"
        short = "balance fee"
        return {
            "identity_match": action(
                self._match, "birth_date phone", ok="customer_number", not_found=""
            ),
            "transfer_check": action(
                self._check,
                asked,
                ok="receiver fee",
                no_account="account_type",
                unknown_account="",
                short=short,
                not_found="",
            ),
            "transfer_send": irreversible(self._send, asked, ok="receipt balance", short=short),
        }

    def _match(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        """A telephone of the book wants its birth date; any other one belongs to somebody."""
        phone = "".join(filter(str.isdigit, text_of(arguments, "phone")))
        born = text_of(arguments, "birth_date")
        person = book()["people"].get(phone)
        if person:
            number = person["customer_number"] if person["birth_date"] == born else ""
        else:
            number = number_of({"phone": phone[-CUSTOMER_FIGURES:]}, "phone")
        if not number or is_unknown(number):
            return NOT_FOUND
        return BackendAnswer(outcome="ok", values={"customer_number": number})

    def _check(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        customer = customer_of(arguments)
        if customer is None:
            return NOT_FOUND
        account_type = text_of(arguments, "account_type")
        if account_type not in customer["accounts"]:
            return BackendAnswer(outcome="no_account", values={"account_type": account_type})
        to_account = number_of(arguments, "to_account")
        if is_unknown(to_account):
            return BackendAnswer(outcome="unknown_account")
        balance, fee = _after(customer, arguments), _fee(to_account)
        if balance < 0:
            return _short(customer, account_type, fee)
        receivers = book()["receivers"]
        receiver = receivers[seed("receiver", to_account) % len(receivers)]
        return BackendAnswer(outcome="ok", values={"receiver": receiver, "fee": fee})

    def _send(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        customer = customer_of(arguments)
        account_type, to_account = text_of(arguments, "account_type"), arguments["to_account"]
        if customer is None or _after(customer, arguments) < 0:
            return _short(customer, account_type, _fee(to_account))
        asked = [f"{name}={value}" for name, value in sorted(arguments.items())]
        values: JsonMap = {
            "receipt": receipt("transfer", tenant_id, *asked),
            "balance": _after(customer, arguments),
        }
        return BackendAnswer(outcome="ok", values=values)


def _after(customer: Customer, arguments: Mapping[str, str]) -> int:
    """What the account holds when the money is gone."""
    held = customer["accounts"].get(text_of(arguments, "account_type"), 0)
    return held - won_of(arguments, "amount") - _fee(text_of(arguments, "to_account"))


def _fee(to_account: str) -> int:
    return 0 if to_account.startswith(OWN_ACCOUNTS) else FEE


def _short(customer: Customer | None, account_type: str, fee: int) -> BackendAnswer:
    held = customer["accounts"].get(account_type, 0) if customer else 0
    return BackendAnswer(outcome="short", values={"balance": held, "fee": fee})
