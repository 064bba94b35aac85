"""One suite over the budgets: memory, SQLite, real Redis."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from aicc.errors import StoreError
from aicc.stores.budget.memory import MemoryBudget
from aicc.stores.budget.port import Budget, Spend
from aicc.stores.budget.redis import RedisBudget
from aicc.stores.budget.sqlite import SqliteBudget
from aicc.stores.redis_client import connect
from aicc.stores.sqlite import SqliteFile
from tests.fakes import a_deadline, no_time

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)
NO_LIMIT = Spend()


def tokens(count: int) -> Spend:
    return Spend(tokens=count)


@pytest.fixture(params=["memory", "sqlite", "redis"])
def budget(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Budget]:
    match request.param:
        case "memory":
            yield MemoryBudget()
        case "sqlite":
            with SqliteFile(tmp_path / "aicc.sqlite3") as file:
                yield SqliteBudget(file)
        case _:
            client = connect(request.getfixturevalue("redis_url"), timeout_s=2)
            yield RedisBudget(client, prefix=f"test:{tmp_path.name}")


def take(budget: Budget, most: Spend, limits: Spend, tenant_id: str = "bank") -> str:
    return budget.take(tenant_id, TODAY, most, limits, a_deadline())


def test_what_is_taken_counts_until_it_is_given_back(budget: Budget) -> None:
    assert take(budget, tokens(80), tokens(100)) == ""
    assert take(budget, tokens(30), tokens(100)) == "tokens"

    budget.give_back("bank", TODAY, tokens(50), a_deadline())

    assert take(budget, tokens(30), tokens(100)) == ""
    assert budget.taken("bank", TODAY, a_deadline()) == tokens(60)


def test_what_was_used_beyond_what_was_taken_counts_too(budget: Budget) -> None:
    take(budget, tokens(10), tokens(100))

    budget.give_back("bank", TODAY, tokens(-95), a_deadline())

    assert take(budget, tokens(1), tokens(100)) == "tokens"


def test_money_has_a_limit_of_its_own_and_then_no_tokens_are_taken(budget: Budget) -> None:
    limits = Spend(tokens=1000, micro_usd=50)
    assert take(budget, Spend(tokens=10, micro_usd=50), limits) == ""

    assert take(budget, Spend(tokens=10, micro_usd=1), limits) == "money"
    assert budget.taken("bank", TODAY, a_deadline()) == Spend(tokens=10, micro_usd=50)


def test_a_limit_of_0_is_none(budget: Budget) -> None:
    assert take(budget, Spend(tokens=10**9, micro_usd=10**9), NO_LIMIT) == ""


def test_tenants_and_days_are_counted_apart(budget: Budget) -> None:
    take(budget, tokens(100), tokens(100))

    assert take(budget, tokens(100), tokens(100), tenant_id="shop") == ""
    assert budget.take("bank", TOMORROW, tokens(100), tokens(100), a_deadline()) == ""


def test_sixteen_threads_never_pass_the_limit(budget: Budget) -> None:
    def ask(number: int) -> int:
        asked = 7 + number % 5
        if take(budget, tokens(asked), tokens(1000)):
            return 0
        budget.give_back("bank", TODAY, tokens(1), a_deadline())
        return asked - 1

    with ThreadPoolExecutor(16) as threads:
        used = sum(threads.map(ask, range(400)))

    taken = budget.taken("bank", TODAY, a_deadline()).tokens
    assert used == taken
    assert 980 <= taken <= 1000


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
def test_what_cannot_be_counted_in_time_is_a_store_error(kind: str, tmp_path: Path) -> None:
    with SqliteFile(tmp_path / "aicc.sqlite3") as file:
        away = connect("redis://127.0.0.1:1/0")
        found: Budget = SqliteBudget(file) if kind == "sqlite" else RedisBudget(away)
        file.close()

        with pytest.raises(StoreError):
            found.take("bank", TODAY, tokens(1), tokens(1), no_time())
