"""What release 0.1.0 wrote is read: conversations go on, history is told, edits are live."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aicc.domain.turn import DEFAULT_TENANT
from aicc.wiring import DATABASE
from chatbot_history import ConversationRepository
from tests.releases.house import (
    STAFF,
    House,
    a_deadline,
    data_folder_house,
    read_story,
    running_servers,
    servers_house,
)
from tests.servers import redis_server

RELEASE = Path(__file__).parent / "0.1.0"
STORY = read_story(RELEASE)
CONVERSATIONS: list[dict[str, Any]] = STORY["conversations"]
NEWCOMERS: list[dict[str, Any]] = STORY["newcomers"]
SECRETS = ("1234567", "7654321")
LATER_S = 300.0  # read while the conversations are still warm


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("data")
    shutil.copy(RELEASE / DATABASE, folder / DATABASE)
    with data_folder_house(RELEASE, folder) as house:
        house.clock.move(LATER_S)
        yield house


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    redis_server.skip_if_missing()
    with running_servers() as there:
        there.fill(RELEASE)
        with servers_house(RELEASE, there, tmp_path_factory.mktemp("data")) as house:
            house.clock.move(LATER_S)
            yield house


@pytest.fixture(params=["data_folder", "servers"])
def house(request: pytest.FixtureRequest) -> House:
    """Each conversation is gone on with in one test alone."""
    opened: House = request.getfixturevalue(request.param)
    return opened


@pytest.mark.parametrize("told", CONVERSATIONS, ids=lambda each: each["id"])
def test_a_conversation_goes_on_where_it_stood(house: House, told: dict[str, Any]) -> None:
    user, last = told.get("user", told["id"]), len(told["before"])
    if told.get("forgets"):
        house.parts.sessions.erase(DEFAULT_TENANT, f"chat:{told['id']}", a_deadline())

    again = house.say(told["id"], user, f"m{last}", told["before"][-1])
    replies = [
        house.say(told["id"], user, f"m{number}", each["say"])
        for number, each in enumerate(told["after"], last + 1)
    ]

    assert again["step_id"] == told.get("stands"), "the last reply, once more"
    for wanted, reply in zip(told["after"], replies, strict=True):
        assert reply["step_id"] == wanted.get("step"), reply
        assert re.search(wanted.get("says", ""), reply["response"]), reply
        assert bool(reply["ticket"]) is wanted.get("ticket", False)
    assert not tells_a_secret(history_of(house, told)), "what was read as secret stays so"


@pytest.mark.parametrize("told", CONVERSATIONS, ids=lambda each: each["id"])
def test_history_tells_what_was_said_without_secrets(house: House, told: dict[str, Any]) -> None:
    turns = history_of(house, told)[: len(told["before"])]

    assert len(turns) == len(told["before"])
    for turn, text in zip(turns, told["before"], strict=True):
        assert turn["user_input"] == ("***" if text in SECRETS else text)
        assert turn["bot_response"]
    assert not tells_a_secret(turns)


@pytest.mark.parametrize("told", NEWCOMERS, ids=lambda each: each["say"][-1])
def test_what_staff_published_is_what_newcomers_get(house: House, told: dict[str, Any]) -> None:
    name = f"new-{NEWCOMERS.index(told)}"

    *_, reply = [house.say(name, name, f"m{at}", text) for at, text in enumerate(told["say"])]

    assert re.search(told.get("says", ""), reply["response"]), reply
    assert told.get("never", "\n\n") not in reply["response"]
    assert reply["step_id"] == told.get("step")


def test_staff_see_drafts_and_every_version(house: House) -> None:
    draft = house.client.get("/api/admin/faqs/lockers", headers=STAFF).json()
    versions = house.client.get("/api/admin/faqs/parking/versions", headers=STAFF).json()["items"]

    assert (draft["status"], draft["published"], draft["author"]) == ("draft", False, "kim")
    assert [(each["number"], each["status"]) for each in versions] == [
        (2, "published"),
        (1, "draft"),
    ]


def test_thumbs_and_unanswered_questions_are_counted(data_folder: House) -> None:
    report = data_folder.client.get("/api/admin/faq-report", headers=STAFF).json()
    unanswered = data_folder.client.get("/api/admin/unanswered", headers=STAFF).json()["items"]

    assert report["up"] == 1
    assert any("펭귄" in text for each in unanswered for text in each["texts"])


def test_tickets_are_found_and_the_next_one_has_the_next_number(data_folder: House) -> None:
    kept = data_folder.parts.desk.find(DEFAULT_TENANT, "A-0001", a_deadline())
    reply = data_folder.say("another", "another", "m1", "상담원 연결해 주세요")

    assert kept is not None
    assert kept.request.session_id == "chat:ticket"
    assert reply["ticket"] > "A-0001"


def history_of(house: House, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Oldest first."""
    repository = ConversationRepository(store=house.parts.history)
    return repository.get_conversation_history(f"chat:{told['id']}")[::-1]


def tells_a_secret(turns: list[dict[str, Any]]) -> bool:
    return any(secret in str(turns) for secret in SECRETS)
