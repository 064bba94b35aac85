"""Where a call goes, how often it is tried, and what is not believed."""

from collections.abc import Callable, Mapping
from threading import Event
from typing import Any

import pytest

from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction, ValueKind
from aicc.errors import NotFoundError, ProviderError
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.backend.routed import Route, RoutedBackend
from tests.fakes import a_deadline, no_time

OK = BackendAnswer(outcome="ok", values={"amount": 5, "name": "보통예금", "day": "2026-03-02"})
BALANCE = BackendAction(
    arguments=frozenset(),
    outcomes={"ok": frozenset({"amount", "name", "day"}), "not_found": frozenset()},
    kinds={"amount": ValueKind.NUMBER, "name": ValueKind.TEXT, "day": ValueKind.DATE},
)
AWAY = ProviderError("away", retryable=True)
REFUSED = ProviderError("refused")

Reaction = BackendAnswer | ProviderError | Callable[[Deadline], BackendAnswer]


class Told:
    """A system that reacts as it is told, one call after the other."""

    actions: Mapping[str, BackendAction] = {"balance": BALANCE, "card": BALANCE}

    def __init__(self, *reactions: Reaction) -> None:
        self._reactions = list(reactions)
        self.keys: list[str] = []

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        self.keys.append(asked.key)
        reaction = self._reactions.pop(0) if len(self._reactions) > 1 else self._reactions[0]
        if isinstance(reaction, ProviderError):
            raise reaction
        return reaction if isinstance(reaction, BackendAnswer) else reaction(deadline)


def routed(system: Told, **fields: Any) -> RoutedBackend:
    route = Route(**{"backend": system, "about": BALANCE, "breaker": CircuitBreaker(), **fields})
    return RoutedBackend({"balance": route}, pause=lambda seconds: None)


def ask(backend: RoutedBackend, action: str = "balance", seconds: float = 5.0) -> BackendAnswer:
    return backend.call("bank", BackendCall(action=action, key="k-1"), a_deadline(seconds))


def test_what_may_pass_is_tried_again_with_the_same_key() -> None:
    system = Told(AWAY, AWAY, OK)

    answer = ask(routed(system, retries=2))

    assert answer == OK
    assert system.keys == ["k-1"] * 3


@pytest.mark.parametrize(("retries", "tries"), [(0, 1), (1, 2), (2, 3)])
def test_a_system_that_stays_away_is_given_up_after_its_tries(retries: int, tries: int) -> None:
    system = Told(AWAY)

    with pytest.raises(ProviderError):
        ask(routed(system, retries=retries))

    assert len(system.keys) == tries


def test_a_refusal_is_not_tried_again() -> None:
    system = Told(REFUSED, OK)

    with pytest.raises(ProviderError):
        ask(routed(system, retries=2))

    assert len(system.keys) == 1


def test_nothing_is_tried_again_when_the_turn_has_no_time_for_it() -> None:
    system = Told(AWAY, OK)

    with pytest.raises(ProviderError):
        ask(routed(system, retries=2), seconds=0.06)

    assert len(system.keys) == 1


def test_with_no_time_left_nobody_is_asked() -> None:
    system = Told(OK)

    with pytest.raises(ProviderError, match="no time left"):
        routed(system).call("bank", BackendCall(action="balance"), no_time())

    assert system.keys == []


def test_a_try_gets_the_actions_time_and_never_more_than_the_turn_has() -> None:
    given: list[float] = []

    def note(deadline: Deadline) -> BackendAnswer:
        given.append(deadline.left_s)
        return OK

    ask(routed(Told(note), timeout_s=0.5), seconds=60)
    ask(routed(Told(note), timeout_s=50.0), seconds=2)

    assert given[0] <= 0.5
    assert given[1] <= 2


def test_a_system_that_hangs_where_no_deadline_reaches_is_left() -> None:
    over = Event()

    def hang(deadline: Deadline) -> BackendAnswer:
        over.wait(10)
        return OK

    with pytest.raises(ProviderError, match=r"no answer in 0\.10 s") as caught:
        ask(routed(Told(hang), timeout_s=0.1))

    over.set()
    assert caught.value.retryable


def test_a_system_that_fails_again_and_again_is_left_alone_with_all_its_actions() -> None:
    system, breaker = Told(AWAY), CircuitBreaker(failures=2)
    route = Route(backend=system, about=BALANCE, breaker=breaker)
    backend = RoutedBackend({"balance": route, "card": route})
    for _ in range(2):
        with pytest.raises(ProviderError):
            ask(backend)

    with pytest.raises(ProviderError, match="rests"):
        ask(backend, "card")

    assert len(system.keys) == 2


def test_a_system_that_answers_nonsense_is_not_away() -> None:
    system = Told(REFUSED)
    backend = routed(system, breaker=CircuitBreaker(failures=1))
    for _ in range(3):
        with pytest.raises(ProviderError, match="refused"):
            ask(backend)

    assert len(system.keys) == 3


def test_an_action_in_this_process_is_called_in_place_with_all_the_time_there_is() -> None:
    given: list[float] = []

    def note(deadline: Deadline) -> BackendAnswer:
        given.append(deadline.left_s)
        return OK

    ask(routed(Told(note), breaker=None, timeout_s=0.1), seconds=60)

    assert given[0] > 1


def test_an_unknown_action_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="fly"):
        ask(routed(Told(OK)), "fly")


def test_values_that_were_not_promised_are_dropped() -> None:
    more = BackendAnswer(outcome="ok", values={**OK.values, "resident_number": "x"})

    assert ask(routed(Told(more))) == OK


@pytest.mark.parametrize(
    ("outcome", "values", "word"),
    [
        ("exploded", {}, "outcome"),
        ("ok", {}, "without"),
        ("ok", {**OK.values, "amount": None}, "amount"),
        ("ok", {**OK.values, "amount": "5"}, "number"),
        ("ok", {**OK.values, "amount": True}, "number"),
        ("ok", {**OK.values, "amount": float("inf")}, "number"),
        ("ok", {**OK.values, "amount": 10**16}, "number"),
        ("ok", {**OK.values, "name": 5}, "text"),
        ("ok", {**OK.values, "name": ["보통예금"]}, "text"),
        ("ok", {**OK.values, "name": {"ko": "보통예금"}}, "text"),
        ("ok", {**OK.values, "name": "가" * 1001}, "text"),
        ("ok", {**OK.values, "name": "\ud800"}, "text"),
        ("ok", {**OK.values, "day": "2026-02-30"}, "date"),
        ("ok", {**OK.values, "day": 20260302}, "date"),
    ],
)
def test_an_answer_that_breaks_its_promise_is_an_error(
    outcome: str, values: dict[str, Any], word: str
) -> None:
    nonsense = Told(BackendAnswer(outcome=outcome, values=values))

    with pytest.raises(ProviderError, match=word) as caught:
        ask(routed(nonsense, retries=2))

    assert not caught.value.retryable
    assert len(nonsense.keys) == 1


@pytest.mark.parametrize("value", ["보통예금", 5, 5.5, True])
def test_a_value_without_a_kind_is_anything_that_can_be_said(value: Any) -> None:
    about = BackendAction(arguments=frozenset(), outcomes={"ok": frozenset({"it"})})
    answer = BackendAnswer(outcome="ok", values={"it": value})

    assert ask(routed(Told(answer), about=about)) == answer
