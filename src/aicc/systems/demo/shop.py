"""The demo shop: orders that were never placed, returns, exchanges and call-backs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from aicc.clock import KST, Clock
from aicc.systems.backend.port import BackendAnswer
from aicc.systems.demo.data import (
    Action,
    Order,
    action,
    book,
    irreversible,
    is_unknown,
    number_of,
    receipt,
    seed,
    text_of,
)

RETURN_WITHIN_DAYS = 7
RETURN_FEE = 6_000
EXCHANGE_FEE = 6_000
MONDAY, SUNDAY = 0, 6

STATES = ("preparing", "shipping", "delivered")
DAYS_TO_ARRIVAL = {"preparing": 3, "shipping": 1, "delivered": -2}

UNKNOWN_VISIT = "999999"  # receipts begin with any figure but zero: only this one is nobody's
NOT_FOUND = BackendAnswer(outcome="not_found")


class DemoShop:
    """Remembers nothing: a receipt is made from the request, so asking twice does it once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def actions(self) -> dict[str, Action]:
        about = "item price arrival"
        states = dict.fromkeys((*STATES, "delayed", "canceled"), about)
        checked = dict.fromkeys(("ok", "not_delivered", "too_late", "canceled"), f"{about} fee")
        claim = "receipt item pickup"
        of_claim = "item kind pickup"
        later = dict.fromkeys(("collected", "done", "none"), of_claim)
        return {
            "order_lookup": action(self._lookup, "order_number", **states, not_found=""),
            "return_check": action(self._return_check, "order_number", **checked, not_found=""),
            "return_request": irreversible(self._return, "order_number", ok=claim, not_found=""),
            "exchange_check": action(self._exchange_check, "order_number", **checked, not_found=""),
            "exchange_request": irreversible(
                self._exchange, "order_number wanted", ok=claim, sold_out="wanted", not_found=""
            ),
            "claim_lookup": action(
                self._claim, "order_number", requested=of_claim, **later, not_found=""
            ),
            "claim_withdraw": irreversible(
                self._withdraw_claim, "order_number", ok=of_claim, **later, not_found=""
            ),
            "visit_book": action(
                self._visit, "store day at people", ok="receipt", full="", closed="opens"
            ),
            "visit_cancel": irreversible(self._cancel_visit, "visit_number", ok="", not_found=""),
            "callback_request": action(self._callback, "name phone topic at", ok="receipt"),
            "callback_withdraw": irreversible(
                self._withdraw_callback, "phone", ok="", not_found=""
            ),
        }

    def _lookup(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        order = _order(arguments)
        if order is None:
            return NOT_FOUND
        return BackendAnswer(outcome=order["state"], values=self._about(order))

    def _return_check(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        return self._check(arguments, RETURN_FEE)

    def _exchange_check(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        return self._check(arguments, EXCHANGE_FEE)

    def _check(self, arguments: Mapping[str, str], fee: int) -> BackendAnswer:
        order = _order(arguments)
        if order is None:
            return NOT_FOUND
        values = {**self._about(order), "fee": fee}
        return BackendAnswer(outcome=_returnable(order), values=values)

    def _return(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        return self._pickup("return", tenant_id, arguments)

    def _exchange(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        order = _order(arguments)
        wanted = text_of(arguments, "wanted")
        if order is not None and any(each in wanted.upper() for each in order["sold_out"]):
            return BackendAnswer(outcome="sold_out", values={"wanted": wanted})
        return self._pickup("exchange", tenant_id, arguments)

    def _pickup(self, what: str, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        order = _order(arguments)
        if order is None:
            return NOT_FOUND
        asked = [f"{name}={value}" for name, value in sorted(arguments.items())]
        values = {
            "receipt": receipt(what, tenant_id, *asked),
            "item": order["item"],
            "pickup": _next_working_day(self._day()).isoformat(),
        }
        return BackendAnswer(outcome="ok", values=values)

    def _claim(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        """How far a return or an exchange is. Nothing is remembered, so whatever can be returned
        plays an order whose return waits for the courier."""
        order = _order(arguments)
        if order is None:
            return NOT_FOUND
        claims = book()["claims"]
        claim = claims.get(number_of(arguments, "order_number"), claims["waiting"])
        is_claimed = claim is not claims["waiting"] or _returnable(order) == "ok"
        values = {
            "item": order["item"],
            "kind": claim["kind"],
            "pickup": _next_working_day(self._day()).isoformat(),
        }
        return BackendAnswer(outcome=claim["state"] if is_claimed else "none", values=values)

    def _withdraw_claim(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        claim = self._claim(tenant_id, arguments)
        return replace(claim, outcome="ok") if claim.outcome == "requested" else claim

    def _callback(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        asked = [text_of(arguments, name) for name in ("name", "phone", "topic", "at")]
        values = {"receipt": receipt("callback", tenant_id, *asked)}
        return BackendAnswer(outcome="ok", values=values)

    def _withdraw_callback(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        """Whoever asks has booked, except from the numbers in the book that never did."""
        if text_of(arguments, "phone").replace("-", "") in book()["not_booked"]:
            return NOT_FOUND
        return BackendAnswer(outcome="ok")

    def _visit(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        """Stores rest on Mondays, and nobody has time at noon."""
        asked = [text_of(arguments, name) for name in ("store", "day", "at", "people")]
        day = date.fromisoformat(asked[1])
        if day.weekday() == MONDAY:
            opens = day + timedelta(days=1)
            return BackendAnswer(outcome="closed", values={"opens": opens.isoformat()})
        if asked[2].startswith("12:"):
            return BackendAnswer(outcome="full")
        return BackendAnswer(outcome="ok", values={"receipt": receipt("visit", tenant_id, *asked)})

    def _cancel_visit(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        number = number_of(arguments, "visit_number")
        return NOT_FOUND if number == UNKNOWN_VISIT else BackendAnswer(outcome="ok")

    def _about(self, order: Order) -> dict[str, str | int]:
        arrival = self._day() + timedelta(days=order["days"])
        return {"item": order["item"], "price": order["price"], "arrival": arrival.isoformat()}

    def _day(self) -> date:
        return self._clock().astimezone(KST).date()


def _order(arguments: Mapping[str, str]) -> Order | None:
    number = number_of(arguments, "order_number")
    if is_unknown(number):
        return None
    return book()["orders"].get(number) or _made_up(number)


def _made_up(number: str) -> Order:
    items = book()["items"]
    state = STATES[seed("state", number) % len(STATES)]
    return Order(
        state=state,
        item=items[seed("item", number) % len(items)],
        price=9_900 + seed("price", number) % 150 * 1_000,
        days=DAYS_TO_ARRIVAL[state],
        sold_out=[],
    )


def _returnable(order: Order) -> str:
    if order["state"] == "canceled":
        return "canceled"
    if order["state"] != "delivered":
        return "not_delivered"
    return "ok" if -order["days"] <= RETURN_WITHIN_DAYS else "too_late"


def _next_working_day(day: date) -> date:
    """Tomorrow, or Monday where that is a Sunday; the demo's couriers know no holidays."""
    following = day + timedelta(days=1)
    return following + timedelta(days=1) if following.weekday() == SUNDAY else following
