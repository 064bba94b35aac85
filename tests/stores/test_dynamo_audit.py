"""The audit in DynamoDB: containers that write at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from aicc.domain.audit import AuditEntry
from aicc.stores.audit.audit import Audit
from aicc.stores.audit.chain import AuditChain
from aicc.stores.audit.dynamodb import DynamoAudit
from tests.fakes import a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table

CHAIN = AuditChain("ab" * 32)
JUST_BEFORE = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)


def test_containers_that_write_at_once_around_midnight_write_one_chain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with a_state_table(monkeypatch) as client:
        audits = [Audit(DynamoAudit(client, STATE_TABLE, CHAIN), CHAIN) for _ in range(4)]

        def write(at: int) -> None:
            for minute in range(3):
                entry = AuditEntry(
                    tenant_id="bank",
                    at=JUST_BEFORE + timedelta(minutes=minute),
                    actor="kim",
                    what=f"{at}-{minute}",
                )
                audits[at].note([entry], a_deadline(60))

        with ThreadPoolExecutor(len(audits)) as pool:
            list(pool.map(write, range(len(audits))))

        rows = audits[0].rows(date.min, a_deadline())
        assert len({row.entry.what for row in rows}) == len(rows) == 12
        assert list(audits[0].faults(a_deadline())) == []
