"""The made-up company behind the shipped packs."""

from datetime import UTC, date, datetime

import pytest

from aicc.deadline import Deadline
from aicc.errors import NotFoundError, ProviderError
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.demo.backend import DemoBackend

SATURDAY_NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
HIGHEST_DAILY_LIMIT = 50_000_000


@pytest.fixture
def backend() -> DemoBackend:
    return DemoBackend(clock=lambda: SATURDAY_NOON)


def ask(
    backend: DemoBackend, action: str, tenant_id: str = "bank", **arguments: str
) -> BackendAnswer:
    return backend.call(tenant_id, BackendCall(action=action, arguments=arguments), Deadline(1.0))


@pytest.mark.parametrize("account_type", ["예금계좌", "적금계좌", "대출계좌"])
def test_the_customer_of_the_documents_has_every_account(
    backend: DemoBackend, account_type: str
) -> None:
    answer = ask(backend, "account_balance", customer_number="1234567", account_type=account_type)

    assert answer.outcome == "ok"
    assert isinstance(answer.values["amount"], int)
    assert answer.values["as_of"] == "2026-11-21"


def test_any_customer_number_has_a_deposit_account_that_stays_the_same(
    backend: DemoBackend,
) -> None:
    numbers = [f"{n:07d}" for n in range(1_000_003, 8_999_999, 400_009)]

    answers = [
        ask(backend, "account_balance", customer_number=number, account_type="예금계좌")
        for number in numbers
    ]
    again = [
        ask(DemoBackend(), "account_balance", customer_number=number, account_type="예금계좌")
        for number in numbers
    ]

    assert {answer.outcome for answer in answers} == {"ok"}
    assert [a.values["amount"] for a in answers] == [a.values["amount"] for a in again]
    assert len({str(a.values["amount"]) for a in answers}) > 1


def test_an_account_that_is_not_held_is_told_apart_from_an_unknown_customer(
    backend: DemoBackend,
) -> None:
    absent = ask(backend, "account_balance", customer_number="2345678", account_type="대출계좌")
    unknown = ask(backend, "account_balance", customer_number="9000001", account_type="대출계좌")

    assert absent.outcome == "no_account"
    assert unknown.outcome == "not_found"


@pytest.mark.parametrize("action", ["account_balance", "card_lookup", "transfer_limit"])
def test_customer_numbers_that_begin_with_nine_are_not_found(
    backend: DemoBackend, action: str
) -> None:
    answer = ask(
        backend,
        action,
        customer_number="9123456",
        account_type="예금계좌",
        card_type="체크카드",
    )

    assert answer.outcome == "not_found"


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("transfer_limit", {"customer_number": "0000000"}),
        ("order_lookup", {"order_number": "00000000"}),
    ],
)
def test_all_zeros_fail_like_a_system_that_is_down(
    backend: DemoBackend, action: str, arguments: dict[str, str]
) -> None:
    with pytest.raises(ProviderError) as caught:
        ask(backend, action, **arguments)

    assert caught.value.retryable


def test_a_single_action_can_fail_for_a_number_that_the_others_know(
    backend: DemoBackend,
) -> None:
    card = {"customer_number": "7000001", "card_type": "체크카드"}

    assert ask(backend, "card_lookup", **card).outcome == "ok"
    with pytest.raises(ProviderError, match="card_block"):
        ask(backend, "card_block", **card)


def test_an_unknown_action_is_not_found(backend: DemoBackend) -> None:
    with pytest.raises(NotFoundError, match="fly_to_the_moon"):
        ask(backend, "fly_to_the_moon")


@pytest.mark.parametrize("amount", ["", "a lot"])
def test_an_argument_that_is_missing_or_no_amount_is_refused(
    backend: DemoBackend, amount: str
) -> None:
    with pytest.raises(ProviderError, match="amount"):
        ask(backend, "transfer_limit_change", customer_number="1234567", amount=amount)


@pytest.mark.parametrize(
    ("customer_number", "card_type", "outcome"),
    [
        ("1234567", "신용카드", "ok"),
        ("1234567", "모든 카드", "ok"),
        ("2345678", "신용카드", "no_card"),
        ("3456789", "신용카드", "already_blocked"),
        ("3456789", "체크카드", "ok"),
    ],
)
def test_a_card_is_looked_up_before_it_is_blocked(
    backend: DemoBackend, customer_number: str, card_type: str, outcome: str
) -> None:
    answer = ask(backend, "card_lookup", customer_number=customer_number, card_type=card_type)

    assert answer.outcome == outcome
    assert answer.values["name"]


def test_blocking_a_card_twice_gives_the_same_receipt(backend: DemoBackend) -> None:
    first = ask(backend, "card_block", customer_number="1234567", card_type="체크카드")
    second = ask(backend, "card_block", customer_number="1234567", card_type="체크카드")
    other = ask(backend, "card_block", customer_number="1234567", card_type="신용카드")

    assert first == second
    assert first.values["receipt"] != other.values["receipt"]


def test_a_changed_transfer_limit_is_remembered_for_that_tenant_alone(
    backend: DemoBackend,
) -> None:
    before = ask(backend, "transfer_limit", customer_number="1234567")

    changed = ask(backend, "transfer_limit_change", customer_number="1234567", amount="30000000")

    here = ask(backend, "transfer_limit", customer_number="1234567")
    elsewhere = ask(backend, "transfer_limit", "other", customer_number="1234567")
    assert changed.values["daily"] == here.values["daily"] == 30_000_000
    assert elsewhere == before


def test_one_transfer_is_never_allowed_more_than_the_day(backend: DemoBackend) -> None:
    answer = ask(backend, "transfer_limit_change", customer_number="1234567", amount="500000")

    assert answer.values["once"] == answer.values["daily"] == 500_000


def test_a_transfer_limit_above_the_highest_changes_nothing(backend: DemoBackend) -> None:
    before = ask(backend, "transfer_limit", customer_number="1234567")

    answer = ask(
        backend,
        "transfer_limit_change",
        customer_number="1234567",
        amount=str(HIGHEST_DAILY_LIMIT + 1),
    )

    assert answer.outcome == "too_high"
    assert answer.values["highest"] == HIGHEST_DAILY_LIMIT
    assert ask(backend, "transfer_limit", customer_number="1234567") == before


@pytest.mark.parametrize(
    ("income", "job", "wanted", "outcome", "amount"),
    [
        ("50000000", "회사원", "30000000", "ok", 30_000_000),
        ("50000000", "회사원", "50000000", "ok", 50_000_000),
        ("50000000", "자영업", "50000000", "reduced", 40_000_000),
        ("50000000", "공무원", "90000000", "reduced", 60_000_000),
        ("900000000", "회사원", "300000000", "reduced", 100_000_000),
        ("15000000", "회사원", "3000000", "declined", None),
    ],
)
def test_a_loan_is_checked_by_income_job_and_amount(
    backend: DemoBackend, income: str, job: str, wanted: str, outcome: str, amount: int | None
) -> None:
    answer = ask(backend, "loan_check", income=income, job=job, amount=wanted)

    assert answer.outcome == outcome
    assert answer.values.get("amount") == amount


def test_the_interest_of_a_month_is_a_twelfth_of_a_year(backend: DemoBackend) -> None:
    answer = ask(backend, "loan_check", income="50000000", job="회사원", amount="30000000")

    assert answer.values["rate"] == "5.2"
    assert answer.values["monthly"] == 130_000


def test_applying_for_the_same_loan_twice_is_one_application(backend: DemoBackend) -> None:
    wish = {"income": "50000000", "job": "회사원", "amount": "30000000", "phone": "01000000000"}

    first = ask(backend, "loan_apply", **wish)
    second = ask(backend, "loan_apply", **wish)

    assert first == second


@pytest.mark.parametrize(
    ("order_number", "state"),
    [
        ("20260001", "preparing"),
        ("20260002", "shipping"),
        ("20260003", "delivered"),
        ("20260004", "delayed"),
        ("20260005", "canceled"),
        ("98765432", "not_found"),
    ],
)
def test_an_order_is_in_the_state_that_its_number_says(
    backend: DemoBackend, order_number: str, state: str
) -> None:
    answer = ask(backend, "order_lookup", order_number=order_number)

    assert answer.outcome == state


def test_an_order_on_its_way_arrives_after_today_and_a_delivered_one_has_arrived(
    backend: DemoBackend,
) -> None:
    shipping = ask(backend, "order_lookup", order_number="20260002")
    delivered = ask(backend, "order_lookup", order_number="20260003")

    assert shipping.values["arrival"] == "2026-11-22"
    assert delivered.values["arrival"] == "2026-11-18"


@pytest.mark.parametrize("action", ["return_check", "exchange_check"])
@pytest.mark.parametrize(
    ("order_number", "outcome"),
    [
        ("20260001", "not_delivered"),
        ("20260003", "ok"),
        ("20260005", "canceled"),
        ("20260006", "too_late"),
        ("91234567", "not_found"),
    ],
)
def test_only_what_arrived_within_a_week_can_go_back(
    backend: DemoBackend, action: str, order_number: str, outcome: str
) -> None:
    answer = ask(backend, action, order_number=order_number)

    assert answer.outcome == outcome


def test_a_return_asked_on_saturday_is_picked_up_on_monday(backend: DemoBackend) -> None:
    answer = ask(backend, "return_request", order_number="20260003", reason="단순 변심")

    assert date.fromisoformat(str(answer.values["pickup"])) == date(2026, 11, 23)


def test_a_return_asked_twice_is_one_return(backend: DemoBackend) -> None:
    first = ask(backend, "return_request", order_number="20260003", reason="상품 불량")
    second = ask(backend, "return_request", order_number="20260003", reason="상품 불량")

    assert first == second


@pytest.mark.parametrize(
    ("wanted", "outcome"), [("L", "ok"), ("XL", "sold_out"), ("xl로요", "sold_out")]
)
def test_an_exchange_for_a_size_that_is_sold_out_is_refused(
    backend: DemoBackend, wanted: str, outcome: str
) -> None:
    answer = ask(backend, "exchange_request", order_number="20260003", wanted=wanted)

    assert answer.outcome == outcome


def test_a_call_back_is_kept_once(backend: DemoBackend) -> None:
    at = "2026-11-23T10:00:00+09:00"
    wish = {"name": "홍길동", "phone": "+821000000000", "topic": "계좌", "at": at}

    first = ask(backend, "callback_request", **wish)
    second = ask(backend, "callback_request", **wish)

    assert first == second
    assert set(first.values) == {"receipt"}


@pytest.mark.parametrize(
    ("phone", "outcome"), [("010-0000-1234", "ok"), ("010-0000-8888", "not_found")]
)
def test_a_call_back_is_withdrawn_unless_the_number_has_none(
    backend: DemoBackend, phone: str, outcome: str
) -> None:
    assert ask(backend, "callback_withdraw", phone=phone).outcome == outcome


@pytest.mark.parametrize(
    ("order_number", "state", "withdrawn"),
    [
        ("20260003", "requested", "ok"),
        ("20260008", "collected", "collected"),
        ("20260009", "done", "done"),
        ("20260001", "none", "none"),
        ("90000000", "not_found", "not_found"),
    ],
)
def test_a_claim_is_withdrawn_until_the_courier_has_the_parcel(
    backend: DemoBackend, order_number: str, state: str, withdrawn: str
) -> None:
    assert ask(backend, "claim_lookup", order_number=order_number).outcome == state
    assert ask(backend, "claim_withdraw", order_number=order_number).outcome == withdrawn


@pytest.mark.parametrize(("number", "outcome"), [("123456", "ok"), ("999999", "not_found")])
def test_a_visit_is_cancelled_by_its_receipt(
    backend: DemoBackend, number: str, outcome: str
) -> None:
    assert ask(backend, "visit_cancel", visit_number=number).outcome == outcome


def test_every_outcome_that_an_action_gives_is_listed_with_its_values(backend: DemoBackend) -> None:
    arguments = {
        "account_type": "대출계좌",
        "card_type": "신용카드",
        "amount": "70000000",
        "income": "50000000",
        "job": "기타",
        "phone": "01000005678",
        "name": "홍길동",
        "topic": "계좌",
        "wanted": "XL",
        "reason": "단순 변심",
        "birth_date": "1985-03-02",
        "to_account": "11000123456",
        "store": "강남점",
        "day": "2026-03-02",
        "at": "15:00",
        "people": "2",
        "number": "100003",
        "visit_number": "123456",
    }
    customers = ["1234567", "2345678", "3456789", "9000000"]
    orders = [*(f"2026000{number}" for number in range(1, 10)), "20260010", "90000000"]

    for name, action in backend.actions.items():
        for customer_number in customers:
            for order_number in orders:
                numbers = {"customer_number": customer_number, "order_number": order_number}
                answer = ask(backend, name, **arguments, **numbers)
                assert answer.values.keys() == action.outcomes[answer.outcome], name


def test_a_card_that_was_reported_can_be_released_until_a_new_one_is_ordered(
    backend: DemoBackend,
) -> None:
    card = {"customer_number": "1234567", "card_type": "체크카드"}
    before = ask(backend, "card_reported", **card)

    ask(backend, "card_block", **card)
    reported = ask(backend, "card_reported", **card)
    released = ask(backend, "card_release", **card)
    ask(backend, "card_reissue", **card)
    replaced = ask(backend, "card_release", **card)

    assert before.outcome == "not_reported"
    assert (reported.outcome, released.outcome, replaced.outcome) == ("ok", "ok", "replaced")
    assert released.values["name"] == "모아 체크카드"


def test_reporting_all_cards_reports_each(backend: DemoBackend) -> None:
    ask(backend, "card_block", customer_number="1234567", card_type="모든 카드")

    found = ask(backend, "card_reported", customer_number="1234567", card_type="신용카드")

    assert found.outcome == "ok"


def test_a_loan_just_applied_for_is_being_looked_at(backend: DemoBackend) -> None:
    wish = {"phone": "01000005678", "income": "50000000", "job": "회사원", "amount": "30000000"}

    number = ask(backend, "loan_apply", **wish).values["receipt"]

    assert ask(backend, "loan_status", number=str(number)).outcome == "ok"


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ("2345678", "papers"),
        ("100003", "approved"),
        ("100004", "declined"),
        ("900001", "not_found"),
    ],
)
def test_an_application_stands_where_the_book_says(
    backend: DemoBackend, number: str, outcome: str
) -> None:
    assert ask(backend, "loan_status", number=number).outcome == outcome
