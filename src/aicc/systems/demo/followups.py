"""The demo bank afterwards: a lost card that was found, and a loan that was applied for."""

from collections.abc import Mapping

from aicc.systems.backend.port import BackendAnswer
from aicc.systems.demo.data import (
    Action,
    Customer,
    action,
    book,
    is_unknown,
    number_of,
    seed,
    text_of,
)

NOT_FOUND = BackendAnswer(outcome="not_found")
LOAN_STATES = ("ok", "papers", "approved", "declined")
LOAN_STEP = 1_000_000
CUSTOMER_CARD = "customer_number card_type"


class DemoFollowUps:
    """Remembers what the demo bank was asked for, as long as the process lives.

    The bank itself goes on answering about a card as it is in the book, so that every
    scenario can be tried again with the same number.
    """

    def __init__(self) -> None:
        self._noted: set[tuple[str, ...]] = set()

    def note(self, what: str, tenant_id: str, *about: str) -> None:
        self._noted.add((what, tenant_id, *about))

    def actions(self) -> dict[str, Action]:
        return {
            "card_reported": action(
                self._card_reported,
                CUSTOMER_CARD,
                ok="name",
                not_reported="name",
                replaced="name",
                no_card="name",
                not_found="",
            ),
            "card_release": action(
                self._card_release, CUSTOMER_CARD, ok="name", replaced="name", not_found=""
            ),
            "loan_status": action(
                self._loan_status,
                "number",
                ok="",
                papers="",
                approved="amount",
                declined="",
                not_found="",
            ),
        }

    def _card_reported(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        number, customer = _customer(arguments)
        if is_unknown(number):
            return NOT_FOUND
        card_type = text_of(arguments, "card_type")
        values = {"name": book()["cards"].get(card_type, card_type)}
        if customer and card_type not in customer["cards"]:
            return BackendAnswer(outcome="no_card", values=values)
        blocked = customer["blocked"] if customer else ()
        if self._is_noted("reissue", tenant_id, number, card_type):
            return BackendAnswer(outcome="replaced", values=values)
        if card_type in blocked or self._is_noted("block", tenant_id, number, card_type):
            return BackendAnswer(outcome="ok", values=values)
        return BackendAnswer(outcome="not_reported", values=values)

    def _card_release(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        found = self._card_reported(tenant_id, arguments)
        if found.outcome in ("ok", "replaced"):
            return found
        return NOT_FOUND

    def _loan_status(self, tenant_id: str, arguments: Mapping[str, str]) -> BackendAnswer:
        """By receipt or by customer number; what was applied for just now is being looked at."""
        number = number_of(arguments, "number")
        if ("loan", tenant_id, number) in self._noted:
            return BackendAnswer(outcome="ok")
        if is_unknown(number):
            return NOT_FOUND
        state = book()["loans"].get(number) or LOAN_STATES[seed("loan", number) % 4]
        if state == "approved":
            amount = (5 + seed("amount", number) % 36) * LOAN_STEP
            return BackendAnswer(outcome=state, values={"amount": amount})
        return BackendAnswer(outcome=state)

    def _is_noted(self, what: str, tenant_id: str, number: str, card_type: str) -> bool:
        """That card was meant, or all of them."""
        every = list(book()["cards"])[-1]
        return not self._noted.isdisjoint(
            (what, tenant_id, number, card) for card in (card_type, every)
        )


def _customer(arguments: Mapping[str, str]) -> tuple[str, Customer | None]:
    number = number_of(arguments, "customer_number")
    return number, book()["customers"].get(number)
