"""An edited pack answers without a restart; a broken one changes nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import chatbot_cli
from aicc.domain.content import ContentKind, ContentStatus, Edit
from aicc.faqs.live import LiveFaqs
from aicc.settings import Settings
from api.app import create_app
from api.reload import PackReloader
from tests.fakes import SIGNED, a_deadline

SKELETON = Path(chatbot_cli.__file__).parent / "skeleton"
ASKED = {"user_id": "u", "session_id": "s", "message": "주차장 있나요?"}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    shutil.copytree(SKELETON, folder)
    about = folder / "pack.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("{{name}}", "mine"), "utf-8")
    return folder


@pytest.fixture
def client(pack: Path, tmp_path: Path) -> Iterator[TestClient]:
    environ = {"AICC_PACK": str(pack), "AICC_DATA_DIR": str(tmp_path / "data")}
    with TestClient(create_app(Settings.load(environ))) as client:
        yield client


@pytest.fixture
def reloader(client: TestClient) -> PackReloader:
    """The application's own, with its thread ended: the test looks by itself."""
    reloader: PackReloader = client.app.state.reloader  # type: ignore[attr-defined]
    reloader.stop()
    return reloader


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_faq_entry_answers_on_the_next_turn(
    client: TestClient, reloader: PackReloader, pack: Path
) -> None:
    entry = (
        "faqs:\n  - id: parking\n    category: 안내\n"
        "    question: 주차장 있나요?\n    answer: 건물 지하에 있습니다.\n"
    )
    edit(pack / "faqs.yaml", "faqs:\n", entry)

    taken_over = reloader.check()
    answer = client.post("/chat", json=ASKED).json()

    assert taken_over
    assert answer["response"] == "건물 지하에 있습니다."


def test_an_edited_pack_keeps_what_staff_published(
    client: TestClient, reloader: PackReloader, pack: Path
) -> None:
    live: LiveFaqs = client.app.state.service.engine.upkeep.live.faqs  # type: ignore[attr-defined]
    body = {"category": "안내", "question": "주차장 있나요?", "answer": "건물 옆에 있습니다."}
    parking = Edit(kind=ContentKind.FAQ, id="parking", status=ContentStatus.PUBLISHED, body=body)
    live.store.write("default", [parking], SIGNED, a_deadline())
    edit(pack / "pack.yaml", "name: ", "name: 새 ")

    taken_over = reloader.check()
    answer = client.post("/chat", json=ASKED).json()

    assert taken_over
    assert answer["response"] == "건물 옆에 있습니다."


def test_a_pack_that_does_not_load_changes_nothing(
    client: TestClient, reloader: PackReloader, pack: Path
) -> None:
    edit(pack / "intents.yaml", "intents:", "intentions:")

    taken_over = reloader.check()

    assert not taken_over
    assert client.post("/chat", json=ASKED).status_code == 200


def test_files_that_did_not_change_are_not_loaded_again(reloader: PackReloader) -> None:
    assert not reloader.check()
