"""What is deleted is gone: from every store, from the file, and from what lies beside it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aicc.clock import HandClock
from aicc.domain.audit import AuditEntry
from aicc.domain.feedback import Rating, Thumb
from aicc.domain.turn import Incoming
from aicc.errors import ForbiddenError
from aicc.settings import Settings
from aicc.wiring import open_parts
from chatbot_cli.main import app
from chatbot_engine import ChatEngine, build_engine, engine_from
from tests.fakes import a_deadline

SAID = (
    "안녕하세요",
    "분홍 코끼리 오리기",
    "하마는 몇 킬로나 나가",
    "상담원 연결해 주세요 파란 기린 때문에요",
)
WORDS = ("코끼리", "하마", "기린")


def talk(engine: ChatEngine, session_id: str, user_id: str = "u-erase") -> list[str]:
    return [
        engine.reply(
            Incoming(session_id=session_id, user_id=user_id, message_id=f"m{at}", text=text),
            a_deadline(30),
        ).turn_id
        for at, text in enumerate(SAID)
    ]


def written(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"\n".join(path.read_bytes() for path in files).decode("utf-8", errors="replace")


def erase_session(engine: ChatEngine, folder: Path) -> object:
    return engine.upkeep.erase("default", "s-erase", a_deadline(30))


def erase_user(engine: ChatEngine, folder: Path) -> object:
    return engine.upkeep.personal.erase_user("default", "u-erase", a_deadline(30))


@pytest.mark.parametrize("erase", [erase_session, erase_user])
def test_nothing_of_an_erased_conversation_is_in_any_file(
    erase: Callable[[ChatEngine, Path], object], tmp_path: Path
) -> None:
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path)}))
    turns = talk(engine, "s-erase")
    at = HandClock().now
    rating = Rating(turn_id=turns[1], faq_id="x", thumb=Thumb.DOWN, at=at)
    engine.upkeep.feedback.rate("default", rating, a_deadline())
    before = written(tmp_path)

    erase(engine, tmp_path)

    after = written(tmp_path)
    for word in (*WORDS, "u-erase", turns[1]):
        assert word in before, word
        assert word not in after, word


def test_a_receipt_counts_what_went_and_says_nothing_of_it(tmp_path: Path) -> None:
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path)}))
    talk(engine, "s1")
    talk(engine, "s2")
    talk(engine, "s3", user_id="somebody else")

    receipt = engine.upkeep.personal.erase_user("default", "u-erase", a_deadline(30))

    assert (receipt.sessions, receipt.turns, receipt.tickets) == (2, 8, 2)
    assert "u-erase" not in json.dumps(receipt.to_json())
    assert len(engine.upkeep.history("default", "s3", a_deadline())) == 4
    again = engine.upkeep.personal.erase_user("default", "u-erase", a_deadline(30))
    assert (again.turns, again.tickets) == (0, 0)


def test_a_question_that_somebody_else_asked_too_stays(tmp_path: Path) -> None:
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path)}))
    talk(engine, "s1")
    talk(engine, "s2", user_id="somebody else")

    engine.upkeep.erase("default", "s1", a_deadline(30))

    asked = engine.upkeep.feedback.unanswered("default", a_deadline())
    assert {each.count for each in asked} == {1}


@pytest.mark.parametrize("held", ["u-erase", "*", "a,u-erase"])
def test_what_is_held_is_not_erased(tmp_path: Path, held: str) -> None:
    environ = {"AICC_DATA_DIR": str(tmp_path), "AICC_LEGAL_HOLD": held}
    engine = build_engine(Settings.load(environ))
    talk(engine, "s1")

    with pytest.raises(ForbiddenError):
        engine.upkeep.erase("default", "s1", a_deadline())

    assert len(engine.upkeep.history("default", "s1", a_deadline())) == 4


def test_what_is_older_than_the_settings_keep_is_purged(tmp_path: Path) -> None:
    environ = {
        "AICC_DATA_DIR": str(tmp_path),
        "AICC_HISTORY_KEEP": "30d",
        "AICC_TICKETS_KEEP": "30d",
        "AICC_UNANSWERED_KEEP": "30d",
    }
    clock = HandClock()
    engine = engine_from(open_parts(Settings.load(environ)), clock=clock)
    talk(engine, "s-old")
    clock.move(timedelta(days=31).total_seconds())

    gone = engine.upkeep.retention.purge(a_deadline(30))

    assert gone["turns"] == 4
    assert gone["tickets"] == 1
    assert gone["unanswered"] >= 1
    assert not any(word in written(tmp_path) for word in WORDS)


def test_rows_of_the_audit_go_with_time_and_the_seals_of_their_days_stay(tmp_path: Path) -> None:
    environ = {"AICC_DATA_DIR": str(tmp_path), "AICC_AUDIT_KEEP": "30d"}
    clock = HandClock()
    parts = open_parts(Settings.load(environ))
    engine = engine_from(parts, clock=clock)
    assert parts.audit
    for _ in range(2):
        entry = AuditEntry(tenant_id="default", at=clock.now, actor="kim", what="faq.publish")
        parts.audit.note([entry], a_deadline())
        clock.move(timedelta(days=40).total_seconds())

    gone = engine.upkeep.retention.purge(a_deadline())

    assert gone["audit"] == 2  # the day before is sealed by what is written of dropping
    assert len(parts.audit.store.seals(date.min, a_deadline())) == 2  # that it was dropped is kept
    assert list(parts.audit.faults(a_deadline())) == []


def test_a_person_is_exported_and_erased_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AICC_DATA_DIR", str(tmp_path))
    talk(build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path)})), "s1")

    exported = CliRunner().invoke(app, ["export", "u-erase"])
    erased = CliRunner().invoke(app, ["erase", "u-erase", "--yes"])
    after = CliRunner().invoke(app, ["export", "u-erase"])

    found = json.loads(exported.output)
    assert [turn["user_input"] for turn in found["turns"]] == list(SAID)
    assert len(found["tickets"]) == 1
    assert json.loads(erased.output)["turns"] == 4
    assert json.loads(after.output)["turns"] == []
    audit = open_parts(Settings.load({"AICC_DATA_DIR": str(tmp_path)})).audit
    assert audit
    rows = [row.entry for row in audit.rows(date.min, a_deadline())]
    assert [row.what for row in rows] == ["person: export", "person: erase", "person: export"]
    assert {row.about for row in rows} == {json.loads(erased.output)["subject"]}
    assert "u-erase" not in written(tmp_path)
