"""Large files over HTTP: a job with its progress, one at a time, and the service goes on."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.stores.audit.audit import Audit
from aicc.stores.audit.chain import AuditChain
from aicc.stores.audit.memory import MemoryAudit
from aicc.wiring import memory_parts
from api.app import create_app
from api.dependencies import Service
from chatbot_engine import engine_from
from tests.content.test_hostile_sheets import cells, packed
from tests.http.conftest import SECRET, bearer

SHEET = "/api/admin/faq-sheet"
EDITOR = bearer(user_id="park", tenant_id="default", roles=["editor"])
PUBLISHER = bearer(user_id="lee", tenant_id="default", roles=["publisher"])
DRY = {"dry_run": "true"}
LONGEST_S = 120


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("data")
    environ = {"AICC_DATA_DIR": str(folder), "JWT_SECRET": SECRET, "AICC_ADDRESS_RATE": "0"}
    engine = engine_from(memory_parts(load_pack("general")))
    with TestClient(create_app(Settings.load(environ), engine=engine)) as client:
        yield client


def a_sheet(rows: int) -> bytes:
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerow(["질문", "답변"])
    writer.writerows(
        [f"{at}번 상품 {at * 7} 문의", f"{at}번 상품의 답변입니다. 감사합니다."]
        for at in range(rows)
    )
    return into.getvalue().encode()


def ended(client: TestClient, job_id: str) -> dict[str, object]:
    until = monotonic() + LONGEST_S
    while monotonic() < until:
        job: dict[str, object] = client.get(f"{SHEET}/jobs/{job_id}", headers=EDITOR).json()
        if job["state"] in {"done", "refused"}:
            return job
        Event().wait(0.1)
    raise AssertionError("the import does not end")


def test_a_file_that_would_kill_the_service_is_refused(client: TestClient) -> None:
    data = packed(["one"], cells("A1", "XFD1048576"))

    answer = client.post(SHEET, params=DRY, content=data, headers=EDITOR)

    assert answer.status_code == 422
    assert "200,000 rows" in answer.json()["detail"]
    assert client.get("/health").status_code == 200


def test_an_import_is_a_job_that_tells_how_far_it_is(client: TestClient) -> None:
    begun = client.post(f"{SHEET}/jobs", params=DRY, content=a_sheet(600), headers=EDITOR)

    assert begun.status_code == 202
    job = ended(client, begun.json()["id"])
    assert (job["state"], job["done"], job["of"]) == ("done", 600, 600)
    answer = job["answer"]
    assert isinstance(answer, dict)
    assert answer["counts"]["new"] == 600


def test_what_is_wrong_with_the_file_of_a_job_is_told(client: TestClient) -> None:
    begun = client.post(f"{SHEET}/jobs", content=b"\x00\x01", headers=EDITOR)

    job = ended(client, begun.json()["id"])

    assert job["state"] == "refused"
    assert "neither Excel nor CSV" in str(job["why"])


class Noting(MemoryAudit):
    """How much time there is to write down who publishes."""

    def __init__(self, chain: AuditChain) -> None:
        super().__init__(chain)
        self.left_s: list[float] = []

    def append_many(self, entries: Sequence[AuditEntry], deadline: Deadline) -> None:
        self.left_s.append(deadline.left_s)
        super().append_many(entries, deadline)


@pytest.fixture
def noting(client: TestClient) -> Iterator[Noting]:
    assert isinstance(client.app, FastAPI)
    state = client.app.state
    service: Service = state.service
    noting = Noting(AuditChain("k" * 32))
    state.service = replace(service, audit=Audit(noting, AuditChain("k" * 32)))
    yield noting
    state.service = service


def test_who_publishes_a_file_is_checked_in_time_of_its_own(
    client: TestClient, noting: Noting
) -> None:
    """The request's own is spent when the file was read."""
    sheet = "질문,답변\n우산을 잃어버렸는데 어디로 가나요,유실물 창구로 오세요.\n"

    answer = client.post(
        SHEET, params={"publish": "true"}, content=sheet.encode(), headers=PUBLISHER
    )

    assert answer.json()["written"], answer.text
    asked, published = noting.left_s
    assert asked <= Settings().chat_deadline_s < published


def test_another_tenants_job_is_not_found(client: TestClient) -> None:
    assert client.get(f"{SHEET}/jobs/0123", headers=EDITOR).status_code == 404


@pytest.mark.parametrize("rows", [3_000, pytest.param(16_000, marks=pytest.mark.long)])
def test_the_service_answers_while_a_large_file_is_read(client: TestClient, rows: int) -> None:
    """16,000 rows are a megabyte; in the service's own process they held it up for seconds."""
    data, begun = a_sheet(rows), Event()

    def upload() -> None:
        begun.set()
        client.post(SHEET, params=DRY, content=data, headers=EDITOR)

    upload_thread = Thread(target=upload)
    upload_thread.start()
    begun.wait()
    slowest = 0.0
    while upload_thread.is_alive():
        at = monotonic()
        assert client.get("/health").status_code == 200
        slowest = max(slowest, monotonic() - at)
    upload_thread.join()

    assert slowest < 2.0
