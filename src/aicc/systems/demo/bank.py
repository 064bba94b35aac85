"""The demo bank: balances, cards, transfer limits and loans of customers who do not exist."""

from collections.abc import Mapping
from datetime import date, timedelta
from threading import Lock

from aicc.clock import KST, Clock
from aicc.domain.json import JsonMap
from aicc.systems.backend.port import BackendAnswer
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

HIGHEST_DAILY = 50_000_000
LEAST_INCOME = 20_000_000
HIGHEST_LOAN = 100_000_000
LOAN_STEP = 1_000_000
YEARLY_RATE_PER_MILLE = 52
CARD_ARRIVES_IN_DAYS = 5

NOT_FOUND = BackendAnswer(outcome="not_found")


class DemoBank:
    """Only changed transfer limits are remembered, as long as the process lives.

    Blocking and applying answer with a receipt made from the request, so a repeated
    request finds the same thing done.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._daily: dict[tuple[str, str], int] = {}

    def actions(self) -> dict[str, Action]:
        card, ordered = "customer_number card_type", "receipt name arrival"
        limits, offer = "once daily highest", "amount rate monthly"
        return {
            "account_balance": action(
                self._balance,
                "customer_number account_type",
                ok="amount account_type as_of",
                no_account="account_type",
                not_found="",
            ),
            "card_lookup": action(
                self._card_lookup,
                card,
                ok="name",
                no_card="name",
                already_blocked="name",
                not_found="",
            ),
            "card_block": irreversible(self._card_block, card, ok=ordered, not_found=""),
            "card_reissue": irreversible(self._card_reissue, card, ok=ordered, not_found=""),
            "transfer_limit": action(self._limit, "customer_number", ok=limits, not_found=""),
            "transfer_limit_change": irreversible(
                self._limit_change,
                "customer_number amount",
                ok=limits,
                too_high="highest",
                not_found="",
            ),
            "loan_check": action(
                self._loan_check, "income job amount", ok=offer, reduced=offer, declined=""
            ),
            "loan_apply": irreversible(self._loan_apply, "phone income job amount", ok="receipt"),
        }

    def _balance(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        customer = customer_of(arguments)
        if customer is None:
            return NOT_FOUND
        account_type = text_of(arguments, "account_type")
        amount = customer["accounts"].get(account_type)
        if amount is None:
            return BackendAnswer(outcome="no_account", values={"account_type": account_type})
        values: JsonMap = {
            "amount": amount,
            "account_type": account_type,
            "as_of": self._day().isoformat(),
        }
        return BackendAnswer(outcome="ok", values=values)

    def _card_lookup(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        customer = customer_of(arguments)
        if customer is None:
            return NOT_FOUND
        card_type = text_of(arguments, "card_type")
        if card_type not in customer["cards"]:
            return BackendAnswer(outcome="no_card", values={"name": card_type})
        blocked = card_type in customer["blocked"]
        return BackendAnswer(
            outcome="already_blocked" if blocked else "ok",
            values={"name": book()["cards"][card_type]},
        )

    def _card_block(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        return self._card_order("block", tenant_id, arguments)

    def _card_reissue(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        return self._card_order("reissue", tenant_id, arguments)

    def _card_order(self, what: str, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        customer = customer_of(arguments)
        card_type = text_of(arguments, "card_type")
        if customer is None or card_type not in customer["cards"]:
            return NOT_FOUND
        arrival = self._day() + timedelta(days=CARD_ARRIVES_IN_DAYS)
        values = {
            "receipt": receipt(what, tenant_id, arguments["customer_number"], card_type),
            "name": book()["cards"][card_type],
            "arrival": arrival.isoformat(),
        }
        return BackendAnswer(outcome="ok", values=values)

    def _limit(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        customer = customer_of(arguments)
        if customer is None:
            return NOT_FOUND
        with self._lock:
            daily = self._daily.get((tenant_id, arguments["customer_number"]), customer["daily"])
        return BackendAnswer(outcome="ok", values=_limits(customer, daily))

    def _limit_change(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        customer = customer_of(arguments)
        if customer is None:
            return NOT_FOUND
        amount = won_of(arguments, "amount")
        if amount > HIGHEST_DAILY:
            return BackendAnswer(outcome="too_high", values={"highest": HIGHEST_DAILY})
        with self._lock:
            self._daily[tenant_id, arguments["customer_number"]] = amount
        return BackendAnswer(outcome="ok", values=_limits(customer, amount))

    def _loan_check(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        income, wanted = won_of(arguments, "income"), won_of(arguments, "amount")
        percents = book()["job_percent"]
        percent = percents.get(text_of(arguments, "job"), min(percents.values()))
        limit = min(income * percent // 100, HIGHEST_LOAN) // LOAN_STEP * LOAN_STEP
        if income < LEAST_INCOME:
            return BackendAnswer(outcome="declined")
        amount = min(wanted, limit)
        values: JsonMap = {
            "amount": amount,
            "rate": f"{YEARLY_RATE_PER_MILLE / 10:.1f}",
            "monthly": amount * YEARLY_RATE_PER_MILLE // 12_000 // 10 * 10,
        }
        return BackendAnswer(outcome="ok" if wanted <= limit else "reduced", values=values)

    def _loan_apply(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        asked = [text_of(arguments, name) for name in ("phone", "income", "job", "amount")]
        return BackendAnswer(outcome="ok", values={"receipt": receipt("loan", tenant_id, *asked)})

    def _day(self) -> date:
        return self._clock().astimezone(KST).date()


def customer_of(arguments: Mapping[str, str]) -> Customer | None:
    number = number_of(arguments, "customer_number")
    if is_unknown(number):
        return None
    return book()["customers"].get(number) or _made_up(number)


def _made_up(number: str) -> Customer:
    """A customer derived from the number: the first account always, the others by chance."""
    types = book()["account_types"]
    held = [kind for i, kind in enumerate(types) if i == 0 or seed(number, kind) % 2]
    return Customer(
        accounts={kind: 10_000 + seed(kind, number) % 900_000 * 10 for kind in held},
        cards=list(book()["cards"]),
        blocked=[],
        once=1_000_000,
        daily=5_000_000,
    )


def _limits(customer: Customer, daily: int) -> dict[str, int]:
    """A single transfer can never be larger than the day's limit."""
    return {"once": min(customer["once"], daily), "daily": daily, "highest": HIGHEST_DAILY}
