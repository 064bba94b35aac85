"""The peers that `bench.scenario` measures against: the same three steps as bare state machines.

They keep what was said under the step's name and go on. They read nothing, check nothing, ask no
back end and say nothing: what is compared is the price of a step that does all of that. A walk
begins with a new customer, as ours does.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from statemachine import State, StateMachine
from transitions import Machine

STEPS = ("auth_request", "account_select", "show_balance", "ended")


class Customer:
    """What a conversation keeps."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.state = STEPS[0]


def with_transitions(answers: Sequence[str]) -> Callable[[], None]:
    """One machine for all customers, as its documentation advises for many models."""

    class Remembering(Customer):
        def keep(self, said: str) -> None:
            self.answers[self.state] = said

    machine = Machine(
        model=None, states=list(STEPS), initial=STEPS[0], auto_transitions=False, send_event=False
    )
    for source, target in pairwise(STEPS):
        machine.add_transition("answer", source, target, before="keep")

    def walk() -> None:
        customer = Remembering()
        machine.add_model(customer)
        for said in (*answers, ""):
            customer.trigger("answer", said)  # type: ignore[attr-defined]  # added by `add_model`
        machine.remove_model(customer)
        if customer.state != STEPS[-1]:
            raise ValueError(customer.state)

    return walk


class Inquiry(StateMachine):
    auth_request = State(initial=True)
    account_select = State()
    show_balance = State()
    ended = State(final=True)
    answer = (
        auth_request.to(account_select) | account_select.to(show_balance) | show_balance.to(ended)
    )

    def on_answer(self, said: str, source: State) -> None:
        self.model.answers[source.id] = said


def with_statemachine(answers: Sequence[str]) -> Callable[[], None]:
    """A machine for each customer, which is its only way."""

    def walk() -> None:
        customer = Customer()
        machine = Inquiry(customer)
        for said in (*answers, ""):
            machine.answer(said=said)
        if customer.state != STEPS[-1]:
            raise ValueError(customer.state)

    return walk


PEERS = {"transitions": with_transitions, "python-statemachine": with_statemachine}
